Feature: Find stack resources
  GET /v1/{project_id}/stacks/{stack_identity}/resources

  @resources.find.302
  @resources.find.302.id
  @resources.find.302.query
  @resources.find.302.post
  @resources.find.stack-user
  @resources.find.401.no-token
  @resources.find.reader
  Scenario: The resources of a stack are found by its name or its id
    Given a stack "web"
    When a member sends resources.find for the stack "web"
    Then the answer is as required [resources.find.302]
    When a member sends GET to "/v1/{project_id}/stacks/{id:web}/resources"
    Then the answer is as required [resources.find.302.id]
    When a member sends resources.find for the stack "web" with the query "a=b"
    Then the answer is as required [resources.find.302.query]
    When a member sends POST to "/v1/{project_id}/stacks/{name:web}/resources"
    Then the answer is as required [resources.find.302.post]
    When a stack user sends resources.find for the stack "web"
    Then the answer is as required [resources.find.stack-user]
    When a reader sends resources.find for the stack "web"
    Then the answer is as required [resources.find.reader]
    When nobody sends resources.find for the stack "web"
    Then the answer is as required [resources.find.401.no-token]

  @resources.find.404
  @resources.find.404.fault
  Scenario: A stack that is not there is not found for its resources
    When a member sends resources.find for the stack "web"
    Then the answer is as required [resources.find.404]
    And the answer is as required [resources.find.404.fault]

  @resources.find.404.deleted
  Scenario: A deleted stack is not found for its resources
    Given a stack "web"
    When a member sends stacks.delete for the stack "web"
    And the stack "web" has gone
    And a member sends resources.find for the stack "web"
    Then the answer is as required [resources.find.404.deleted]

  @resources.find.405.head
  @resources.find.403.other-project
  Scenario: The resources of a stack are found with the right verb and in the project of the token
    When a member sends HEAD to "/v1/{project_id}/stacks/{name:web}/resources"
    Then the answer is as required [resources.find.405.head]
    When a member sends GET to "/v1/{other_project_id}/stacks/{name:web}/resources"
    Then the answer is as required [resources.find.403.other-project]
