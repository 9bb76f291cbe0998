Feature: List stacks: pages
  GET /v1/{project_id}/stacks

  @stacks.list.limit
  @stacks.list.limit.zero
  @stacks.list.limit.empty
  @stacks.list.marker
  @stacks.list.marker.end
  @stacks.list.marker.unknown
  @stacks.list.pages
  @stacks:3
  Scenario: A list is read page by page
    Given the stacks "a, b, c"
    When a member lists the stacks of the scenario with the query "limit=1"
    Then the answer is as required [stacks.list.limit]
    When a member lists the stacks of the scenario with the query "limit=0"
    Then the answer is as required [stacks.list.limit.zero]
    When a member lists the stacks of the scenario with the query "limit="
    Then the answer lists the stacks "a, b, c" [stacks.list.limit.empty]
    When a member lists the stacks of the scenario with the query "sort_keys=stack_name&sort_dir=asc&marker={id:a}"
    Then the answer lists the stacks "b, c" in this order [stacks.list.marker]
    When a member lists the stacks of the scenario with the query "sort_keys=stack_name&sort_dir=desc&marker={id:b}"
    Then the answer lists the stacks "a" in this order [stacks.list.marker]
    When a member lists the stacks of the scenario with the query "sort_keys=stack_name&sort_dir=asc&marker={id:c}"
    Then the answer is as required [stacks.list.marker.end]
    When a member lists the stacks of the scenario with the query "marker={no_id}"
    Then the answer lists the stacks "a, b, c" [stacks.list.marker.unknown]
    And paging through the stacks of the scenario yields each of them once [stacks.list.pages]

  @stacks.list.next-link
  @stacks.list.next-link.parameters
  @stacks.list.next-link.short-page
  @stacks.list.count
  @stacks.list.count.whole
  @stacks:3
  Scenario: A full page links to the next one, and all stacks are counted on request
    Given the stacks "a, b, c"
    When a member lists the stacks of the scenario with the query "limit=2&sort_keys=stack_name&sort_dir=desc&with_count=true"
    Then the answer has '3' at '/count' [stacks.list.count.whole]
    And the answer has one link, to the next page [stacks.list.next-link]
    And the answer's link repeats the query of the request [stacks.list.next-link.parameters]
    When a member follows the link to the next page of stacks
    Then the answer lists the stacks "a" [stacks.list.next-link]
    And the answer is as required [stacks.list.next-link.short-page]
    And the answer has '3' at '/count' [stacks.list.count.whole]
    When a member sends stacks.list with the query "with_count=true&name={name:b}"
    Then the answer is as required [stacks.list.count]

  @stacks.list.400.limit-not-integer
  @stacks.list.400.limit-not-integer.fault
  @stacks.list.400.limit-negative
  Scenario: A limit is an integer that is not negative
    When a member sends stacks.list with the query "limit=abc"
    Then the answer is as required [stacks.list.400.limit-not-integer]
    And the answer is as required [stacks.list.400.limit-not-integer.fault]
    When a member sends stacks.list with the query "limit=-1"
    Then the answer is as required [stacks.list.400.limit-negative]
