Feature: Delete stack
  DELETE /v1/{project_id}/stacks/{stack_name}/{stack_id}

  @stacks.delete.204
  @stacks.delete.204.empty
  @stacks.delete.completes
  @stacks.delete.completes.status
  @stacks.delete.404.deleted
  Scenario: A stack is deleted
    Given a stack "web"
    When a member sends stacks.delete for the stack "web"
    Then the answer is as required [stacks.delete.204]
    And the answer is as required [stacks.delete.204.empty]
    And the stack "web" is found no more [stacks.delete.completes]
    When a member sends stacks.show for the stack "web"
    Then the answer is as required [stacks.delete.completes.status]
    When a member sends stacks.delete for the stack "web"
    Then the answer is as required [stacks.delete.404.deleted]

  @stacks.delete.resources
  @stacks.delete.resources.order
  Scenario: A stack takes its resources with it, those that need others first
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        base: {type: OS::Heat::RandomString}
        roof: {type: OS::Heat::RandomString, depends_on: base}
      """
    And a stack "web"
    When a member sends stacks.delete for the stack "web"
    And the stack "web" has gone
    Then the deletion of the stack "web" deletes all of its resources [stacks.delete.resources]
    And the deletion of the stack "web" deletes "roof" before "base" [stacks.delete.resources.order]

  @stacks.delete.retained
  Scenario: A retained resource is left alone
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        slow:
          type: OS::Heat::TestResource
          deletion_policy: Retain
          properties: {action_wait_secs: {delete: 10}}
      """
    And a stack "web"
    When a member sends stacks.delete for the stack "web"
    Then the stack "web" is found no more [stacks.delete.retained]
    And the deletion of the stack "web" is done with "slow" in less than 10 seconds [stacks.delete.retained]

  @stacks.delete.begins
  @stacks.delete.204.again
  @long
  Scenario: The deletion begins at once and can be asked for again
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        slow:
          type: OS::Heat::TestResource
          properties: {action_wait_secs: {delete: 2}}
      """
    And a stack "web"
    When a member sends stacks.delete for the stack "web"
    Then the stack "web" is in deletion or deleted [stacks.delete.begins]
    When a member sends stacks.delete for the stack "web"
    Then the answer is as required [stacks.delete.204.again]

  @stacks.delete.during-create
  @long
  Scenario: A stack can be deleted while it is being created
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        slow:
          type: OS::Heat::TestResource
          properties: {wait_secs: 2}
      """
    When a member creates a stack "web"
    And a member sends stacks.delete for the stack "web"
    Then the stack "web" is found no more [stacks.delete.during-create]

  @stacks.delete.failed-stack
  Scenario: A stack that failed can be deleted
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        wrong:
          type: OS::Heat::TestResource
          properties: {fail: true}
      """
    When a member creates a stack "web"
    And the stack "web" has reached CREATE_FAILED
    And a member sends stacks.delete for the stack "web"
    Then the stack "web" is found no more [stacks.delete.failed-stack]

  @stacks.delete.404
  @stacks.delete.404.fault
  Scenario: A stack that is not there cannot be deleted
    When a member sends stacks.delete for the stack "web"
    Then the answer is as required [stacks.delete.404]
    And the answer is as required [stacks.delete.404.fault]

  @stacks.delete.404.wrong-id
  Scenario: A stack is not deleted by another id
    Given a stack "web"
    When a member sends DELETE to "/v1/{project_id}/stacks/{name:web}/{no_id}"
    Then the stack "web" is untouched, and the answer is as required [stacks.delete.404.wrong-id]

  @stacks.delete.404.other-project
  Scenario: A stack of another project is not deleted
    Given another project has a stack "theirs"
    When a member sends stacks.delete for the stack "theirs"
    Then the stack "theirs" is untouched, and the answer is as required [stacks.delete.404.other-project]

  @stacks.delete.401.no-token
  Scenario: Somebody without a token deletes nothing
    Given a stack "web"
    When nobody sends stacks.delete for the stack "web"
    Then the stack "web" is untouched, and the answer is as required [stacks.delete.401.no-token]

  @stacks.delete.403.reader
  @stacks.delete.403.stack-user
  Scenario: A reader deletes nothing
    Given a stack "web"
    When a reader sends stacks.delete for the stack "web"
    Then the stack "web" is untouched, and the answer is as required [stacks.delete.403.reader]
    When a stack user sends stacks.delete for the stack "web"
    Then the stack "web" is untouched, and the answer is as required [stacks.delete.403.stack-user]

  @stacks.delete.403.other-project
  Scenario: A deletion is refused in a project that is not the token's
    When a member sends DELETE to "/v1/{other_project_id}/stacks/{name:web}/{no_id}"
    Then the answer is as required [stacks.delete.403.other-project]

  @stacks.delete.400.body-given
  Scenario: A deletion has no body
    Given a stack "web"
    When a member sends stacks.delete for the stack "web"
      | force | true |
    Then the stack "web" is untouched, and the answer is as required [stacks.delete.400.body-given]

  @stacks.delete.admin.every-project
  Scenario: An administrator deletes the stacks of every project
    Given a stack "web"
    When an admin sends stacks.delete for the stack "web"
    Then the answer is as required [stacks.delete.admin.every-project]
    And the stack "web" is found no more [stacks.delete.admin.every-project]
