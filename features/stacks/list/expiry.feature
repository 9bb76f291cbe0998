Feature: List stacks: tokens that have expired
  GET /v1/{project_id}/stacks

  @stacks.list.401.expired-token
  Scenario: A token is good until it expires
    When a member sends stacks.list
    And a member sends stacks.list with a token that has expired
    Then the answer is as required [stacks.list.401.expired-token]
