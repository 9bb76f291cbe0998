Feature: Delete stack: stacks in the stack
  DELETE /v1/{project_id}/stacks/{stack_name}/{stack_id}

  @stacks.delete.nested
  @cap:type:OS::Heat::ResourceGroup
  Scenario: A stack does not outlive the stack that it is in
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        g:
          type: OS::Heat::ResourceGroup
          properties: {count: 1, resource_def: {type: OS::Heat::RandomString}}
      """
    And a stack "web"
    When a member sends stacks.list with the query "show_nested=true&owner_id={id:web}"
    And the stack inside is called "inner"
    And a member sends stacks.delete for the stack "web"
    And the stack "web" has gone
    Then the stack "inner" is found no more [stacks.delete.nested]
