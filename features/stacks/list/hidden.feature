Feature: List stacks: hidden stacks
  GET /v1/{project_id}/stacks

  @stacks.list.show_hidden
  @config:hidden_stack_tags=["hide-me"]
  @stacks:2
  Scenario: Stacks with a tag that the operator hides are listed on request
    Given a stack "web"
      | tags | "show-me" |
    And a stack "cluster"
      | tags | "mine,hide-me" |
    When a member sends stacks.list with the query "id={id:web}"
    Then the answer has '"{id:web}"' at "/stacks/0/id" [stacks.list.show_hidden]
    When a member sends stacks.list with the query "id={id:cluster}"
    Then the answer has "[]" at "/stacks" [stacks.list.show_hidden]
    When a member sends stacks.list with the query "id={id:cluster}&show_hidden=true"
    Then the answer has '"{id:cluster}"' at "/stacks/0/id" [stacks.list.show_hidden]
