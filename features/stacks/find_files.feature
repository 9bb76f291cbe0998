Feature: Find stack files
  GET /v1/{project_id}/stacks/{stack_identity}/files

  @stacks.find_files.302
  @stacks.find_files.302.id
  @stacks.find_files.302.query
  @stacks.find_files.stack-user
  @stacks.find_files.401.no-token
  @stacks.find_files.reader
  Scenario: The files of a stack are found by its name or its id
    Given a stack "web"
    When a member sends stacks.find_files for the stack "web"
    Then the answer is as required [stacks.find_files.302]
    When a member sends GET to "/v1/{project_id}/stacks/{id:web}/files"
    Then the answer is as required [stacks.find_files.302.id]
    When a member sends stacks.find_files for the stack "web" with the query "a=b"
    Then the answer is as required [stacks.find_files.302.query]
    When a stack user sends stacks.find_files for the stack "web"
    Then the answer is as required [stacks.find_files.stack-user]
    When a reader sends stacks.find_files for the stack "web"
    Then the answer is as required [stacks.find_files.reader]
    When nobody sends stacks.find_files for the stack "web"
    Then the answer is as required [stacks.find_files.401.no-token]

  @stacks.find_files.404
  @stacks.find_files.404.fault
  Scenario: A stack that is not there is not found for its files
    When a member sends stacks.find_files for the stack "web"
    Then the answer is as required [stacks.find_files.404]
    And the answer is as required [stacks.find_files.404.fault]

  @stacks.find_files.404.deleted
  Scenario: A deleted stack is not found for its files
    Given a stack "web"
    When a member sends stacks.delete for the stack "web"
    And the stack "web" has gone
    And a member sends stacks.find_files for the stack "web"
    Then the answer is as required [stacks.find_files.404.deleted]

  @stacks.find_files.405.head
  @stacks.find_files.405.post
  @stacks.find_files.403.other-project
  Scenario: The files of a stack are found with the right verb and in the project of the token
    When a member sends HEAD to "/v1/{project_id}/stacks/{name:web}/files"
    Then the answer is as required [stacks.find_files.405.head]
    When a member sends POST to "/v1/{project_id}/stacks/{name:web}/files"
    Then the answer is as required [stacks.find_files.405.post]
    When a member sends GET to "/v1/{other_project_id}/stacks/{name:web}/files"
    Then the answer is as required [stacks.find_files.403.other-project]
