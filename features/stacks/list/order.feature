Feature: List stacks: order
  GET /v1/{project_id}/stacks

  @stacks.list.sort.stack_name
  @stacks.list.sort.ascending
  @stacks.list.sort.descending
  @stacks.list.sort.default-direction
  @stacks.list.sort.unknown-key
  @stacks:2
  Scenario: Stacks are sorted by name, in both directions
    Given the stacks "b, a"
    When a member lists the stacks of the scenario with the query "sort_keys=stack_name&sort_dir=asc"
    Then the answer lists the stacks "a, b" in this order [stacks.list.sort.stack_name]
    And the answer lists the stacks "a, b" in this order [stacks.list.sort.ascending]
    When a member lists the stacks of the scenario with the query "sort_keys=stack_name&sort_dir=desc"
    Then the answer lists the stacks "b, a" in this order [stacks.list.sort.stack_name]
    And the answer lists the stacks "b, a" in this order [stacks.list.sort.descending]
    When a member lists the stacks of the scenario with the query "sort_keys=stack_name"
    Then the answer lists the stacks "a, b" in this order [stacks.list.sort.default-direction]
    When a member lists the stacks of the scenario with the query "sort_keys=nope"
    Then the answer is as required [stacks.list.sort.unknown-key]
    And the answer lists the stacks "b, a" [stacks.list.sort.unknown-key]

  @stacks.list.order.newest-first
  @stacks.list.sort.creation_time
  @stacks.list.sort.updated_time
  @stacks.list.sort.default-direction
  @stacks:2
  @long
  Scenario: Stacks are sorted by the times of creation and update
    Given a stack "first"
    And the second in which the stack "first" last changed is over
    And a stack "second"
    When a member lists the stacks of the scenario
    Then the answer lists the stacks "second, first" in this order [stacks.list.order.newest-first]
    When a member lists the stacks of the scenario with the query "sort_keys=creation_time&sort_dir=asc"
    Then the answer lists the stacks "first, second" in this order [stacks.list.sort.creation_time]
    When a member lists the stacks of the scenario with the query "sort_keys=creation_time&sort_dir=desc"
    Then the answer lists the stacks "second, first" in this order [stacks.list.sort.creation_time]
    When a member lists the stacks of the scenario with the query "sort_keys=creation_time"
    Then the answer lists the stacks "first, second" in this order [stacks.list.sort.default-direction]
    When a member sends stacks.update for the stack "second"
      | template | {"heat_template_version": "2013-05-23"} |
    And the stack "second" has reached UPDATE_COMPLETE
    And the second in which the stack "second" last changed is over
    And a member sends stacks.update for the stack "first"
      | template | {"heat_template_version": "2013-05-23"} |
    And the stack "first" has reached UPDATE_COMPLETE
    And a member lists the stacks of the scenario with the query "sort_keys=updated_time&sort_dir=asc"
    Then the answer lists the stacks "second, first" in this order [stacks.list.sort.updated_time]
    When a member lists the stacks of the scenario with the query "sort_keys=updated_time&sort_dir=desc"
    Then the answer lists the stacks "first, second" in this order [stacks.list.sort.updated_time]

  @stacks.list.400.sort_dir
  Scenario: A direction is asc or desc
    When a member sends stacks.list with the query "sort_dir=up"
    Then the answer is as required [stacks.list.400.sort_dir]
