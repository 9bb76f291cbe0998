Feature: List stacks: tags
  GET /v1/{project_id}/stacks

  @stacks.list.tags
  @stacks.list.tags_any
  @stacks.list.not_tags
  @stacks.list.not_tags_any
  @stacks.list.tags.empty
  @stacks.list.item.tags
  @stacks:3
  Scenario: Stacks are listed by their tags
    Given a stack "plain"
    And a stack "one"
      | tags | "one,three" |
    And a stack "both"
      | tags | "one,two" |
    When a member lists the stacks of the scenario with the query "tags=one,two"
    Then the answer lists the stacks "both" [stacks.list.tags]
    And the answer is as required [stacks.list.item.tags]
    When a member lists the stacks of the scenario with the query "tags=one"
    Then the answer lists the stacks "one, both" [stacks.list.tags]
    When a member lists the stacks of the scenario with the query "tags_any=two,three"
    Then the answer lists the stacks "one, both" [stacks.list.tags_any]
    When a member lists the stacks of the scenario with the query "tags_any=two,four"
    Then the answer lists the stacks "both" [stacks.list.tags_any]
    When a member lists the stacks of the scenario with the query "not_tags=one,two"
    Then the answer lists the stacks "plain, one" [stacks.list.not_tags]
    When a member lists the stacks of the scenario with the query "not_tags_any=two,three"
    Then the answer lists the stacks "plain" [stacks.list.not_tags_any]
    When a member lists the stacks of the scenario with the query "not_tags_any=two,four"
    Then the answer lists the stacks "plain, one" [stacks.list.not_tags_any]
    When a member lists the stacks of the scenario with the query "tags="
    Then the answer lists the stacks "plain, one, both" [stacks.list.tags.empty]

  @stacks.list.400.tag-too-long
  Scenario: A tag has at most 80 characters
    When a member sends stacks.list with the query "tags=tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt1"
    Then the answer is as required [stacks.list.400.tag-too-long]
