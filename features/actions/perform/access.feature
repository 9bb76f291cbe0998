Feature: Wrong requests for actions
  POST /v1/{project_id}/stacks/{stack_name}/{stack_id}/actions

  @actions.perform.400.no-body
  @actions.perform.400.no-action
  @actions.perform.400.several
  @actions.perform.400.unknown
  @actions.perform.400.unknown.fault
  @actions.perform.401.no-token
  @actions.perform.403.reader
  @actions.perform.403.stack-user
  @actions.perform.403.reader.cancel
  Scenario: A wrong request for an action is refused and does nothing
    Given a stack "web"
    When a member sends actions.perform for the stack "web"
    Then the answer is as required [actions.perform.400.no-body]
    When a member sends actions.perform for the stack "web"
      """
      {}
      """
    Then the answer is as required [actions.perform.400.no-action]
    When a member sends actions.perform for the stack "web"
      | suspend | null |
      | check   | null |
    Then the stack "web" is untouched, and the answer is as required [actions.perform.400.several]
    When a member sends actions.perform for the stack "web"
      | snapshot | null |
    Then the answer is as required [actions.perform.400.unknown]
    And the answer is as required [actions.perform.400.unknown.fault]
    When nobody sends actions.perform for the stack "web"
      | suspend | null |
    Then the stack "web" is untouched, and the answer is as required [actions.perform.401.no-token]
    When a reader sends actions.perform for the stack "web"
      | suspend | null |
    Then the stack "web" is untouched, and the answer is as required [actions.perform.403.reader]
    When a stack user sends actions.perform for the stack "web"
      | suspend | null |
    Then the stack "web" is untouched, and the answer is as required [actions.perform.403.stack-user]
    When a reader sends actions.perform for the stack "web"
      | cancel_without_rollback | null |
    Then the answer is as required [actions.perform.403.reader.cancel]

  @actions.perform.404
  @actions.perform.404.fault
  Scenario: Nothing is done with a stack that is not there
    When a member sends actions.perform for the stack "web"
      | check | null |
    Then the answer is as required [actions.perform.404]
    And the answer is as required [actions.perform.404.fault]

  @actions.perform.404.other-project
  Scenario: Nothing is done with another project's stack
    Given another project has a stack "theirs"
    When a member sends actions.perform for the stack "theirs"
      | suspend | null |
    Then the stack "theirs" is untouched, and the answer is as required [actions.perform.404.other-project]

  @actions.perform.404.deleted
  Scenario: Nothing is done with a deleted stack
    Given a stack "web"
    When a member sends stacks.delete for the stack "web"
    And the stack "web" has gone
    And a member sends actions.perform for the stack "web"
      | check | null |
    Then the answer is as required [actions.perform.404.deleted]

  @actions.perform.405
  Scenario: Actions are only sent with POST
    Given a stack "web"
    When a member sends PUT to "/v1/{project_id}/stacks/{name:web}/{id:web}/actions"
    Then the answer is as required [actions.perform.405]
