Feature: List stacks: stacks in stacks
  GET /v1/{project_id}/stacks

  @stacks.list.show_nested.parent
  @stacks.list.show_nested.default
  @stacks.list.show_nested
  @stacks.list.filter.owner_id
  @cap:type:OS::Heat::ResourceGroup
  @cap:type:OS::Heat::None
  Scenario: A stack in a stack is listed on request only
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        g:
          type: OS::Heat::ResourceGroup
          properties: {count: 1, resource_def: {type: OS::Heat::None}}
      """
    And a stack "web"
    When a member sends stacks.list with the query "show_nested=true&owner_id={id:web}"
    Then the answer is as required [stacks.list.show_nested.parent]
    When the stack inside is called "inner"
    And a member lists the stacks of the scenario
    Then the answer lists the stacks "web" [stacks.list.show_nested.default]
    When a member lists the stacks of the scenario with the query "show_nested=false"
    Then the answer lists the stacks "web" [stacks.list.show_nested.default]
    When a member lists the stacks of the scenario with the query "show_nested=true"
    Then the answer lists the stacks "web, inner" [stacks.list.show_nested]
    When a member lists the stacks of the scenario with the query "show_nested=true&owner_id={id:web}"
    Then the answer lists the stacks "inner" [stacks.list.filter.owner_id]
    When a member lists the stacks of the scenario with the query "owner_id={id:web}"
    Then the answer lists none of the stacks [stacks.list.filter.owner_id]
