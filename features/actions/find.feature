Feature: Find stack actions
  GET /v1/{project_id}/stacks/{stack_identity}/actions

  @actions.find.302
  @actions.find.302.id
  @actions.find.302.query
  @actions.find.302.post
  @actions.find.stack-user
  @actions.find.401.no-token
  @actions.find.reader
  Scenario: The actions of a stack are found by its name or its id
    Given a stack "web"
    When a member sends actions.find for the stack "web"
    Then the answer is as required [actions.find.302]
    When a member sends GET to "/v1/{project_id}/stacks/{id:web}/actions"
    Then the answer is as required [actions.find.302.id]
    When a member sends actions.find for the stack "web" with the query "a=b"
    Then the answer is as required [actions.find.302.query]
    When a member sends POST to "/v1/{project_id}/stacks/{name:web}/actions"
    Then the answer is as required [actions.find.302.post]
    When a stack user sends actions.find for the stack "web"
    Then the answer is as required [actions.find.stack-user]
    When a reader sends actions.find for the stack "web"
    Then the answer is as required [actions.find.reader]
    When nobody sends actions.find for the stack "web"
    Then the answer is as required [actions.find.401.no-token]

  @actions.find.404
  @actions.find.404.fault
  Scenario: A stack that is not there is not found for its actions
    When a member sends actions.find for the stack "web"
    Then the answer is as required [actions.find.404]
    And the answer is as required [actions.find.404.fault]

  @actions.find.404.deleted
  Scenario: A deleted stack is not found for its actions
    Given a stack "web"
    When a member sends stacks.delete for the stack "web"
    And the stack "web" has gone
    And a member sends actions.find for the stack "web"
    Then the answer is as required [actions.find.404.deleted]

  @actions.find.405.head
  @actions.find.403.other-project
  Scenario: The actions of a stack are found with the right verb and in the project of the token
    When a member sends HEAD to "/v1/{project_id}/stacks/{name:web}/actions"
    Then the answer is as required [actions.find.405.head]
    When a member sends GET to "/v1/{other_project_id}/stacks/{name:web}/actions"
    Then the answer is as required [actions.find.403.other-project]
