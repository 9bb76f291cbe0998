Feature: Find stack template
  GET /v1/{project_id}/stacks/{stack_identity}/template

  @stacks.find_template.302
  @stacks.find_template.302.id
  @stacks.find_template.302.query
  @stacks.find_template.401.no-token
  @stacks.find_template.stack-user
  @stacks.find_template.reader
  Scenario: The template of a stack is found by its name or its id
    Given a stack "web"
    When a member sends stacks.find_template for the stack "web"
    Then the answer is as required [stacks.find_template.302]
    When a member sends GET to "/v1/{project_id}/stacks/{id:web}/template"
    Then the answer is as required [stacks.find_template.302.id]
    When a member sends stacks.find_template for the stack "web" with the query "a=b"
    Then the answer is as required [stacks.find_template.302.query]
    When a reader sends stacks.find_template for the stack "web"
    Then the answer is as required [stacks.find_template.reader]
    When a stack user sends stacks.find_template for the stack "web"
    Then the answer is as required [stacks.find_template.stack-user]
    When nobody sends stacks.find_template for the stack "web"
    Then the answer is as required [stacks.find_template.401.no-token]

  @stacks.find_template.404
  @stacks.find_template.404.fault
  Scenario: A stack that is not there is not found for its template
    When a member sends stacks.find_template for the stack "web"
    Then the answer is as required [stacks.find_template.404]
    And the answer is as required [stacks.find_template.404.fault]

  @stacks.find_template.405.head
  @stacks.find_template.403.other-project
  Scenario: A template is found with GET and in the project of the token
    When a member sends HEAD to "/v1/{project_id}/stacks/{name:web}/template"
    Then the answer is as required [stacks.find_template.405.head]
    When a member sends GET to "/v1/{other_project_id}/stacks/{name:web}/template"
    Then the answer is as required [stacks.find_template.403.other-project]
