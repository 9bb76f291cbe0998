Feature: Update stack: access
  PUT /v1/{project_id}/stacks/{stack_name}/{stack_id}

  @stacks.update.404
  @stacks.update.404.fault
  Scenario: A stack that is not there is not updated
    When a member updates the stack "web"
    Then the answer is as required [stacks.update.404]
    And the answer is as required [stacks.update.404.fault]

  @stacks.update.404.wrong-id
  Scenario: A stack is not updated by another id
    Given a stack "web"
    When a member sends PUT to "/v1/{project_id}/stacks/{name:web}/{no_id}"
      | template | {"heat_template_version": "2013-05-23"} |
    Then the stack "web" is untouched, and the answer is as required [stacks.update.404.wrong-id]

  @stacks.update.404.other-project
  Scenario: A stack of another project is not updated
    Given another project has a stack "theirs"
    When a member updates the stack "theirs"
    Then the stack "theirs" is untouched, and the answer is as required [stacks.update.404.other-project]

  @stacks.update.400.deleting
  @stacks.update.404.deleted
  @long
  Scenario: A stack that is being deleted, or was, is not updated
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        slow:
          type: OS::Heat::TestResource
          properties: {action_wait_secs: {delete: 1}}
      """
    And a stack "web"
    When a member sends stacks.delete for the stack "web"
    And a member updates the stack "web"
    Then the answer is as required [stacks.update.400.deleting]
    When the stack "web" has gone
    And a member updates the stack "web"
    Then the answer is as required [stacks.update.404.deleted]

  @stacks.update.401.no-token
  @stacks.update.403.reader
  @stacks.update.403.stack-user
  Scenario: Neither a reader nor somebody without a token updates anything
    Given a stack "web"
    When nobody updates the stack "web"
    Then the stack "web" is untouched, and the answer is as required [stacks.update.401.no-token]
    When a reader updates the stack "web"
    Then the stack "web" is untouched, and the answer is as required [stacks.update.403.reader]
    When a stack user updates the stack "web"
    Then the stack "web" is untouched, and the answer is as required [stacks.update.403.stack-user]

  @stacks.update.403.other-project
  Scenario: An update is refused in a project that is not the token's
    When a member sends PUT to "/v1/{other_project_id}/stacks/{name:web}/{no_id}"
      | template | {"heat_template_version": "2013-05-23"} |
    Then the answer is as required [stacks.update.403.other-project]
