Feature: Suspend and resume a stack
  POST /v1/{project_id}/stacks/{stack_name}/{stack_id}/actions

  @actions.perform.suspend.200
  @actions.perform.200.null
  @actions.perform.suspend.completes
  @actions.perform.suspend.reason
  @actions.perform.suspend.updated_time
  @actions.perform.suspend.events
  @actions.perform.suspend.again
  @actions.perform.suspend.no-update
  @actions.perform.resume.200
  @actions.perform.resume.completes
  @actions.perform.resume.events
  @actions.perform.resume.again
  @actions.perform.resume.update
  Scenario: A stack is suspended and resumed
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        base: {type: OS::Heat::RandomString}
        roof: {type: OS::Heat::RandomString, depends_on: base}
      """
    And a stack "web"
    When a member sends actions.perform for the stack "web"
      | suspend | null |
    Then the answer is as required [actions.perform.suspend.200]
    And the answer is as required [actions.perform.200.null]
    And the stack "web" reaches SUSPEND_COMPLETE [actions.perform.suspend.completes]
    And the stack "web" has the reason "Stack SUSPEND completed successfully" [actions.perform.suspend.reason]
    When a member sends stacks.show for the stack "web"
    Then the answer has something at "/stack/updated_time" [actions.perform.suspend.updated_time]
    When a member sends actions.perform for the stack "web"
      | suspend | null |
    Then the answer is as required [actions.perform.suspend.200]
    When a member sends events.list for the stack "web" with the query "sort_dir=asc"
    Then the answer's events end with [actions.perform.suspend.events]
      | web  | SUSPEND_IN_PROGRESS | Stack SUSPEND started |
      | roof | SUSPEND_IN_PROGRESS | state changed |
      | roof | SUSPEND_COMPLETE | state changed |
      | base | SUSPEND_IN_PROGRESS | state changed |
      | base | SUSPEND_COMPLETE | state changed |
      | web  | SUSPEND_COMPLETE | Stack SUSPEND completed successfully |
    And the answer's events end with [actions.perform.suspend.again]
      | web  | CREATE_COMPLETE |
      | web  | SUSPEND_IN_PROGRESS |
      | roof | SUSPEND_IN_PROGRESS |
      | roof | SUSPEND_COMPLETE |
      | base | SUSPEND_IN_PROGRESS |
      | base | SUSPEND_COMPLETE |
      | web  | SUSPEND_COMPLETE |
    When a member updates the stack "web"
    Then the answer has '"Updating a stack when it is suspended is not supported."' at "/error/message" [actions.perform.suspend.no-update]
    When a member sends actions.perform for the stack "web"
      | resume | null |
    Then the answer is as required [actions.perform.resume.200]
    And the stack "web" reaches RESUME_COMPLETE [actions.perform.resume.completes]
    When a member sends actions.perform for the stack "web"
      | resume | null |
    Then the answer is as required [actions.perform.resume.200]
    When a member sends events.list for the stack "web" with the query "sort_dir=asc"
    Then the answer's events end with [actions.perform.resume.events]
      | web  | RESUME_IN_PROGRESS | Stack RESUME started |
      | base | RESUME_IN_PROGRESS | state changed |
      | base | RESUME_COMPLETE | state changed |
      | roof | RESUME_IN_PROGRESS | state changed |
      | roof | RESUME_COMPLETE | state changed |
      | web  | RESUME_COMPLETE | Stack RESUME completed successfully |
    And the answer's events end with [actions.perform.resume.again]
      | web  | SUSPEND_COMPLETE |
      | web  | RESUME_IN_PROGRESS |
      | base | RESUME_IN_PROGRESS |
      | base | RESUME_COMPLETE |
      | roof | RESUME_IN_PROGRESS |
      | roof | RESUME_COMPLETE |
      | web  | RESUME_COMPLETE |
    When a member updates the stack "web"
    Then the stack "web" reaches UPDATE_COMPLETE [actions.perform.resume.update]

  @actions.perform.suspend.delete
  Scenario: A suspended stack is deleted
    Given a stack "web"
    When a member sends actions.perform for the stack "web"
      | suspend | null |
    And the stack "web" has reached SUSPEND_COMPLETE
    And a member sends stacks.delete for the stack "web"
    Then the stack "web" is found no more [actions.perform.suspend.delete]

  @actions.perform.resume.not-suspended
  Scenario: A stack that was never suspended is not resumed
    Given a stack "web"
    When a member sends actions.perform for the stack "web"
      | resume | null |
    Then the stack "web" reaches RESUME_FAILED [actions.perform.resume.not-suspended]
    And the stack "web" has the reason "Resource RESUME failed: Error: resources.secret: State ('CREATE', 'COMPLETE') invalid for resume" [actions.perform.resume.not-suspended]

  @actions.perform.suspend.failed-resource
  Scenario: A stack that failed is not suspended
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        wrong: {type: OS::Heat::TestResource, properties: {fail: true}}
      """
    When a member creates a stack "web"
    And the stack "web" has reached CREATE_FAILED
    And a member sends actions.perform for the stack "web"
      | suspend | null |
    Then the stack "web" reaches SUSPEND_FAILED [actions.perform.suspend.failed-resource]
    And the stack "web" has the reason "Resource SUSPEND failed: Error: resources.wrong: State ('CREATE', 'FAILED') invalid for suspend" [actions.perform.suspend.failed-resource]

  @actions.perform.suspend.during-create
  @long
  Scenario: A stack that is being created is not suspended
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        slow: {type: OS::Heat::TestResource, properties: {wait_secs: 2}}
      """
    When a member creates a stack "web"
    And the stack "web" has CREATE_IN_PROGRESS of "slow"
    And a member sends actions.perform for the stack "web"
      | suspend | null |
    Then the stack "web" reaches SUSPEND_FAILED [actions.perform.suspend.during-create]
    And the stack "web" has the reason "Resource SUSPEND failed: Error: resources.slow: State ('CREATE', 'IN_PROGRESS') invalid for suspend" [actions.perform.suspend.during-create]

  @actions.perform.suspend.server
  Scenario: A server is suspended and resumed with its stack
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        server: {type: OS::Nova::Server, properties: {flavor: m1.tiny, image: cirros}}
      outputs:
        status: {value: {get_attr: [server, show, status]}}
      """
    And a stack "web"
    When a member sends actions.perform for the stack "web"
      | suspend | null |
    And the stack "web" has reached SUSPEND_COMPLETE
    And a member sends stacks.show for the stack "web"
    Then the answer has '"SUSPENDED"' for the output "status" [actions.perform.suspend.server]
    When a member sends actions.perform for the stack "web"
      | resume | null |
    And the stack "web" has reached RESUME_COMPLETE
    And a member sends stacks.show for the stack "web"
    Then the answer has '"ACTIVE"' for the output "status" [actions.perform.suspend.server]
