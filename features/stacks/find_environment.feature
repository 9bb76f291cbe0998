Feature: Find stack environment
  GET /v1/{project_id}/stacks/{stack_identity}/environment

  @stacks.find_environment.302
  @stacks.find_environment.302.id
  @stacks.find_environment.302.query
  @stacks.find_environment.stack-user
  @stacks.find_environment.401.no-token
  @stacks.find_environment.reader
  Scenario: The environment of a stack is found by its name or its id
    Given a stack "web"
    When a member sends stacks.find_environment for the stack "web"
    Then the answer is as required [stacks.find_environment.302]
    When a member sends GET to "/v1/{project_id}/stacks/{id:web}/environment"
    Then the answer is as required [stacks.find_environment.302.id]
    When a member sends stacks.find_environment for the stack "web" with the query "a=b"
    Then the answer is as required [stacks.find_environment.302.query]
    When a stack user sends stacks.find_environment for the stack "web"
    Then the answer is as required [stacks.find_environment.stack-user]
    When a reader sends stacks.find_environment for the stack "web"
    Then the answer is as required [stacks.find_environment.reader]
    When nobody sends stacks.find_environment for the stack "web"
    Then the answer is as required [stacks.find_environment.401.no-token]

  @stacks.find_environment.404
  @stacks.find_environment.404.fault
  Scenario: A stack that is not there is not found for its environment
    When a member sends stacks.find_environment for the stack "web"
    Then the answer is as required [stacks.find_environment.404]
    And the answer is as required [stacks.find_environment.404.fault]

  @stacks.find_environment.404.deleted
  Scenario: A deleted stack is not found for its environment
    Given a stack "web"
    When a member sends stacks.delete for the stack "web"
    And the stack "web" has gone
    And a member sends stacks.find_environment for the stack "web"
    Then the answer is as required [stacks.find_environment.404.deleted]

  @stacks.find_environment.405.head
  @stacks.find_environment.405.post
  @stacks.find_environment.403.other-project
  Scenario: The environment of a stack is found with the right verb and in the project of the token
    When a member sends HEAD to "/v1/{project_id}/stacks/{name:web}/environment"
    Then the answer is as required [stacks.find_environment.405.head]
    When a member sends POST to "/v1/{project_id}/stacks/{name:web}/environment"
    Then the answer is as required [stacks.find_environment.405.post]
    When a member sends GET to "/v1/{other_project_id}/stacks/{name:web}/environment"
    Then the answer is as required [stacks.find_environment.403.other-project]
