Feature: Update stack: stacks in the stack
  PUT /v1/{project_id}/stacks/{stack_name}/{stack_id}

  @stacks.update.nested.parameters
  @stacks.update.nested.template
  @cap:type:OS::Heat::Value
  Scenario: An update reaches the stack in the stack
    Given the template
      """
      heat_template_version: 2016-10-14
      parameters:
        x: {type: string, default: one}
      resources:
        k: {type: child.yaml, properties: {x: {get_param: x}}}
      outputs:
        seen: {value: {get_attr: [k, o]}}
        member: {value: {get_attr: [k, resource.made]}}
      """
    And a stack "web"
      | files | {"child.yaml": "{heat_template_version: 2016-10-14, parameters: {x: {type: string}}, resources: {made: {type: 'OS::Heat::Value', properties: {value: {get_param: x}}}}, outputs: {o: {value: {get_attr: [made, value]}}}}"} |
    When a member sends stacks.list with the query "show_nested=true&owner_id={id:web}"
    And the stack inside is called "inner"
    And a member updates the stack "web"
      | parameters | {"x": "two"} |
      | files      | {"child.yaml": "{heat_template_version: 2016-10-14, parameters: {x: {type: string}}, resources: {made: {type: 'OS::Heat::Value', properties: {value: {get_param: x}}}}, outputs: {o: {value: {get_attr: [made, value]}}}}"} |
    And the stack "web" has reached UPDATE_COMPLETE
    And a member sends stacks.show for the stack "web"
    Then the answer has '"two"' for the output "seen" [stacks.update.nested.parameters]
    And the stack "inner" reaches UPDATE_COMPLETE [stacks.update.nested.parameters]
    When a member updates the stack "web"
      | parameters | {"x": "two"} |
      | files      | {"child.yaml": "{heat_template_version: 2016-10-14, parameters: {x: {type: string}}, outputs: {o: {value: fixed}}}"} |
      | template   | {"heat_template_version": "2016-10-14", "parameters": {"x": {"type": "string"}}, "resources": {"k": {"type": "child.yaml", "properties": {"x": {"get_param": "x"}}}}, "outputs": {"seen": {"value": {"get_attr": ["k", "o"]}}}} |
    And the stack "web" has reached UPDATE_COMPLETE
    And a member sends stacks.show for the stack "web"
    Then the answer has '"fixed"' for the output "seen" [stacks.update.nested.template]

  @stacks.update.nested.rollback
  @cap:type:OS::Heat::TestResource
  Scenario: What fails inside is rolled back with what is around it
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        k: {type: child.yaml, properties: {x: old}}
      outputs:
        seen: {value: {get_attr: [k, o]}}
      """
    And a stack "web"
      | files | {"child.yaml": "{heat_template_version: 2016-10-14, parameters: {x: {type: string}}, resources: {made: {type: 'OS::Heat::TestResource', properties: {value: {get_param: x}}}}, outputs: {o: {value: {get_attr: [made, output]}}}}"} |
    When a member updates the stack "web"
      | files            | {"child.yaml": "{heat_template_version: 2016-10-14, parameters: {x: {type: string}}, resources: {made: {type: 'OS::Heat::TestResource', properties: {value: new, fail: true}}}, outputs: {o: {value: {get_attr: [made, output]}}}}"} |
      | disable_rollback | false |
    Then the stack "web" reaches ROLLBACK_COMPLETE [stacks.update.nested.rollback]
    When a member sends stacks.show for the stack "web"
    Then the answer has '"old"' for the output "seen" [stacks.update.nested.rollback]

  @stacks.update.group.count
  @stacks.update.group.removal_policies
  @cap:type:OS::Heat::ResourceGroup
  @cap:type:OS::Heat::Value
  Scenario: A group grows, and shrinks as it is told
    Given the template
      """
      heat_template_version: 2016-10-14
      parameters:
        n: {type: number, default: 2}
        removed: {type: comma_delimited_list, default: ''}
      resources:
        g:
          type: OS::Heat::ResourceGroup
          properties:
            count: {get_param: n}
            removal_policies: [{resource_list: {get_param: removed}}]
            resource_def: {type: OS::Heat::Value, properties: {value: 'number %index%'}}
      outputs:
        list: {value: {get_attr: [g, value]}}
      """
    And a stack "web"
    When a member updates the stack "web"
      | parameters | {"n": 4} |
    And the stack "web" has reached UPDATE_COMPLETE
    And a member sends stacks.show for the stack "web"
    Then the answer has '["number 0", "number 1", "number 2", "number 3"]' for the output "list" [stacks.update.group.count]
    When a member updates the stack "web"
      | parameters | {"n": 3} |
    And the stack "web" has reached UPDATE_COMPLETE
    And a member sends stacks.show for the stack "web"
    Then the answer has '["number 0", "number 1", "number 2"]' for the output "list" [stacks.update.group.count]
    When a member updates the stack "web"
      | parameters | {"n": 2, "removed": "1"} |
    And the stack "web" has reached UPDATE_COMPLETE
    And a member sends stacks.show for the stack "web"
    Then the answer has '["number 0", "number 2"]' for the output "list" [stacks.update.group.removal_policies]
