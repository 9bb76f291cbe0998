Feature: Cancel what goes on with a stack
  POST /v1/{project_id}/stacks/{stack_name}/{stack_id}/actions

  @actions.perform.cancel_update.200
  @actions.perform.cancel_update.rolls-back
  @actions.perform.cancel_update.events
  @long
  Scenario: An update is cancelled and undone
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        thing: {type: OS::Heat::TestResource, properties: {value: old}}
      """
    And a stack "web"
    And a look at the stack "web"
    When a member updates the stack "web"
      """
      heat_template_version: 2013-05-23
      resources:
        thing: {type: OS::Heat::TestResource, properties: {value: new, action_wait_secs: {update: 2}}}
        other: {type: OS::Heat::RandomString, depends_on: thing}
      """
    And the stack "web" has UPDATE_IN_PROGRESS of "thing"
    And a member sends actions.perform for the stack "web"
      | cancel_update | null |
    Then the answer is as required [actions.perform.cancel_update.200]
    And the stack "web" reaches ROLLBACK_COMPLETE [actions.perform.cancel_update.rolls-back]
    And the stack "web" has the template and parameters that it had [actions.perform.cancel_update.rolls-back]
    When a member sends events.list for the stack "web" with the query "sort_dir=asc"
    Then the answer's events end with [actions.perform.cancel_update.events]
      | web   | UPDATE_IN_PROGRESS | Stack UPDATE started |
      | thing | UPDATE_IN_PROGRESS | state changed |
      | web   | ROLLBACK_IN_PROGRESS | Stack ROLLBACK started |
      | thing | UPDATE_COMPLETE | state changed |
      | thing | UPDATE_IN_PROGRESS | state changed |
      | thing | UPDATE_COMPLETE | state changed |
      | web   | ROLLBACK_COMPLETE | Stack ROLLBACK completed successfully |

  @actions.perform.cancel_without_rollback.200
  @actions.perform.cancel_without_rollback.update
  @actions.perform.cancel_without_rollback.reason
  @long
  Scenario: An update is cancelled and left as it is
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        thing: {type: OS::Heat::TestResource, properties: {value: old}}
      """
    And a stack "web"
    When a member updates the stack "web"
      """
      heat_template_version: 2013-05-23
      resources:
        thing: {type: OS::Heat::TestResource, properties: {value: new, action_wait_secs: {update: 2}}}
        other: {type: OS::Heat::RandomString, depends_on: thing}
      """
    And the stack "web" has UPDATE_IN_PROGRESS of "thing"
    And a member sends actions.perform for the stack "web"
      | cancel_without_rollback | null |
    Then the answer is as required [actions.perform.cancel_without_rollback.200]
    And the stack "web" reaches UPDATE_FAILED [actions.perform.cancel_without_rollback.update]
    And the stack "web" has the reason "Stack UPDATE cancelled" [actions.perform.cancel_without_rollback.reason]
    When the stack "web" has UPDATE_COMPLETE of "thing"
    And a member sends events.list for the stack "web" with the query "sort_dir=asc"
    Then the answer's events end with [actions.perform.cancel_without_rollback.reason]
      | web   | UPDATE_IN_PROGRESS | Stack UPDATE started |
      | thing | UPDATE_IN_PROGRESS | state changed |
      | web   | UPDATE_FAILED | Stack UPDATE cancelled |
      | thing | UPDATE_COMPLETE | state changed |

  @actions.perform.cancel_without_rollback.create
  @actions.perform.cancel_without_rollback.no-rollback
  @actions.perform.cancel_update.400.create
  @long
  Scenario: A creation is cancelled and left as it is
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        slow: {type: OS::Heat::TestResource, properties: {action_wait_secs: {create: 2}}}
      """
    When a member creates a stack "web"
      | disable_rollback | false |
    And the stack "web" has CREATE_IN_PROGRESS of "slow"
    And a member sends actions.perform for the stack "web"
      | cancel_update | null |
    Then the answer is as required [actions.perform.cancel_update.400.create]
    When a member sends actions.perform for the stack "web"
      | cancel_without_rollback | null |
    Then the stack "web" reaches CREATE_FAILED [actions.perform.cancel_without_rollback.create]
    When the stack "web" has CREATE_COMPLETE of "slow"
    Then the stack "web" reaches CREATE_FAILED [actions.perform.cancel_without_rollback.no-rollback]

  @actions.perform.cancel_update.400
  @actions.perform.cancel_update.400.fault
  @actions.perform.cancel_without_rollback.400
  @actions.perform.cancel_without_rollback.400.fault
  Scenario: A stack at rest has nothing to cancel
    Given a stack "web"
    When a member sends actions.perform for the stack "web"
      | cancel_update | null |
    Then the answer is as required [actions.perform.cancel_update.400]
    And the answer is as required [actions.perform.cancel_update.400.fault]
    When a member sends actions.perform for the stack "web"
      | cancel_without_rollback | null |
    Then the answer is as required [actions.perform.cancel_without_rollback.400]
    And the answer is as required [actions.perform.cancel_without_rollback.400.fault]

  @actions.perform.cancel_without_rollback.late-failure
  @cap:type:OS::Heat::TestResource
  @long
  Scenario: What fails after a cancellation is told, and changes nothing
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        thing: {type: OS::Heat::TestResource, properties: {value: old}}
      """
    And a stack "web"
    When a member updates the stack "web"
      """
      heat_template_version: 2013-05-23
      resources:
        thing: {type: OS::Heat::TestResource, properties: {value: new, fail: true, action_wait_secs: {update: 2}}}
      """
    And the stack "web" has UPDATE_IN_PROGRESS of "thing"
    And a member sends actions.perform for the stack "web"
      | cancel_without_rollback | null |
    And the stack "web" has UPDATE_FAILED of "thing"
    And a member sends actions.perform for the stack "web"
      | check | null |
    And the stack "web" has reached CHECK_COMPLETE
    And a member sends events.list for the stack "web" with the query "sort_dir=asc&resource_action=UPDATE"
    Then the answer's events end with [actions.perform.cancel_without_rollback.late-failure]
      | web   | UPDATE_FAILED | Stack UPDATE cancelled |
      | thing | UPDATE_FAILED | ValueError: resources.thing: Test Resource failed thing |
      | web   | UPDATE_FAILED | Resource UPDATE failed: ValueError: resources.thing: Test Resource failed thing |
