Feature: Find stack events
  GET /v1/{project_id}/stacks/{stack_identity}/events

  @events.find.302
  @events.find.302.id
  @events.find.302.query
  @events.find.401.no-token
  @events.find.stack-user
  @events.find.reader
  Scenario: The events of a stack are found by its name or its id
    Given a stack "web"
    When a member sends events.find for the stack "web"
    Then the answer is as required [events.find.302]
    When a member sends GET to "/v1/{project_id}/stacks/{id:web}/events"
    Then the answer is as required [events.find.302.id]
    When a member sends events.find for the stack "web" with the query "sort_dir=asc"
    Then the answer is as required [events.find.302.query]
    When a reader sends events.find for the stack "web"
    Then the answer is as required [events.find.reader]
    When a stack user sends events.find for the stack "web"
    Then the answer is as required [events.find.stack-user]
    When nobody sends events.find for the stack "web"
    Then the answer is as required [events.find.401.no-token]

  @events.find.404
  @events.find.404.fault
  Scenario: A stack that is not there has no events
    When a member sends events.find for the stack "web"
    Then the answer is as required [events.find.404]
    And the answer is as required [events.find.404.fault]

  @events.find.405.head
  @events.find.403.other-project
  Scenario: Events are found with GET and in the project of the token
    When a member sends HEAD to "/v1/{project_id}/stacks/{name:web}/events"
    Then the answer is as required [events.find.405.head]
    When a member sends GET to "/v1/{other_project_id}/stacks/{name:web}/events"
    Then the answer is as required [events.find.403.other-project]
