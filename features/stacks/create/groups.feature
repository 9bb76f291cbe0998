Feature: Create stack: groups of resources
  POST /v1/{project_id}/stacks

  @stacks.create.scaling.members
  @stacks.create.scaling.attributes
  @stacks.create.scaling.attribute.resource
  @cap:type:OS::Heat::AutoScalingGroup
  Scenario: A group has as many members as are desired
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        g:
          type: OS::Heat::AutoScalingGroup
          properties:
            min_size: 1
            max_size: 4
            desired_capacity: 2
            resource: {type: member.yaml}
        least:
          type: OS::Heat::AutoScalingGroup
          properties:
            min_size: 3
            max_size: 4
            resource: {type: OS::Heat::None}
      outputs:
        size: {value: {get_attr: [g, current_size]}}
        least: {value: {get_attr: [least, current_size]}}
        list: {value: {get_attr: [g, outputs_list, it, name]}}
        names: {value: {yaql: {expression: $.data.values(), data: {get_attr: [g, outputs, it, name]}}}}
        refs: {value: {get_attr: [g, refs]}}
        by_name: {value: {yaql: {expression: $.data.values(), data: {get_attr: [g, refs_map]}}}}
        one: {value: {get_attr: [g, resource.1]}}
        part: {value: {get_attr: [g, resource.0.it, name]}}
      """
    And a stack "web"
      | files | {"member.yaml": "{heat_template_version: 2016-10-14, outputs: {it: {value: {name: alike}}, 'OS::stack_id': {value: referred}}}"} |
    When a member sends stacks.show for the stack "web"
    Then the answer has '2' for the output "size" [stacks.create.scaling.members]
    And the answer has '3' for the output "least" [stacks.create.scaling.members]
    And the answer has '2' for the output "size" [stacks.create.scaling.attributes]
    And the answer has '["alike", "alike"]' for the output "list" [stacks.create.scaling.attributes]
    And the answer has '["alike", "alike"]' for the output "names" [stacks.create.scaling.attributes]
    And the answer has '["referred", "referred"]' for the output "refs" [stacks.create.scaling.attributes]
    And the answer has '["referred", "referred"]' for the output "by_name" [stacks.create.scaling.attributes]
    And the answer has '"referred"' for the output "one" [stacks.create.scaling.attribute.resource]
    And the answer has '"alike"' for the output "part" [stacks.create.scaling.attribute.resource]

  @stacks.create.scaling.400.desired
  @stacks.create.scaling.400.limits
  @cap:type:OS::Heat::AutoScalingGroup
  Scenario: The sizes of a group must fit each other
    When a member creates a stack "desired"
      | template | {"heat_template_version": "2016-10-14", "resources": {"g": {"type": "OS::Heat::AutoScalingGroup", "properties": {"min_size": 1, "max_size": 3, "desired_capacity": 9, "resource": {"type": "OS::Heat::None"}}}}} |
    Then there is no stack "desired", and the answer is as required [stacks.create.scaling.400.desired]
    When a member creates a stack "limits"
      | template | {"heat_template_version": "2016-10-14", "resources": {"g": {"type": "OS::Heat::AutoScalingGroup", "properties": {"min_size": 5, "max_size": 3, "resource": {"type": "OS::Heat::None"}}}}} |
    Then there is no stack "limits", and the answer is as required [stacks.create.scaling.400.limits]

  @stacks.create.scaling.400.type
  @cap:type:OS::Heat::AutoScalingGroup
  Scenario: A scaling group has no members of a type that there is not
    When a member creates a stack "web"
      | template | {"heat_template_version": "2016-10-14", "resources": {"g": {"type": "OS::Heat::AutoScalingGroup", "properties": {"min_size": 1, "max_size": 3, "resource": {"type": "OS::Heat::NoSuchType"}}}}} |
    Then there is no stack "web", and the answer is as required [stacks.create.scaling.400.type]

  @stacks.create.scaling.signal_url
  @cap:type:OS::Heat::ScalingPolicy
  Scenario: A policy tells where signals are sent to
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        p:
          type: OS::Heat::ScalingPolicy
          properties: {auto_scaling_group_id: none, adjustment_type: exact_capacity, scaling_adjustment: 1}
      outputs:
        path: {value: {str_split: [/stacks/, {get_attr: [p, signal_url]}, 1]}}
      """
    And a stack "web"
    When a member sends stacks.show for the stack "web"
    Then the answer has '"{name:web}/{id:web}/resources/p/signal"' for the output "path" [stacks.create.scaling.signal_url]

  @stacks.create.group.batch_create
  @cap:type:OS::Heat::ResourceGroup
  @cap:type:OS::Heat::None
  Scenario: A group is made in batches
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        g:
          type: OS::Heat::ResourceGroup
          update_policy: {batch_create: {max_batch_size: 1}}
          properties: {count: 2, resource_def: {type: OS::Heat::None}}
      """
    And a stack "web"
    When a member sends stacks.list with the query "show_nested=true&owner_id={id:web}"
    And the stack inside is called "inner"
    And a member sends events.list for the stack "inner" with the query "sort_dir=asc"
    Then the answer's events have "1" start after "0" is complete [stacks.create.group.batch_create]

  @stacks.create.group.index_var
  @stacks.create.group.removed
  @cap:type:OS::Heat::ResourceGroup
  @cap:type:OS::Heat::Value
  Scenario: A group numbers its members, but for some
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        g:
          type: OS::Heat::ResourceGroup
          properties:
            count: 2
            index_var: <n>
            removal_policies: [{resource_list: ['1']}]
            resource_def: {type: OS::Heat::Value, properties: {value: 'number <n> of %index%'}}
      outputs:
        list: {value: {get_attr: [g, value]}}
        removed: {value: {get_attr: [g, removed_rsrc_list]}}
      """
    And a stack "web"
    When a member sends stacks.show for the stack "web"
    Then the answer has '["number 0 of %index%", "number 2 of %index%"]' for the output "list" [stacks.create.group.index_var]
    And the answer has '["1"]' for the output "removed" [stacks.create.group.removed]

  @stacks.create.chain.members
  @stacks.create.chain.order
  @stacks.create.chain.attributes
  @cap:type:OS::Heat::ResourceChain
  @cap:type:OS::Heat::Value
  Scenario: A chain makes resources of several types, one after another
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        c:
          type: OS::Heat::ResourceChain
          properties:
            resources: ['OS::Heat::Value', member.yaml]
            resource_properties: {value: the same}
      outputs:
        values: {value: {get_attr: [c, value]}}
        map: {value: {get_attr: [c, attributes, value]}}
        second: {value: {get_attr: [c, refs, 1]}}
      """
    And a stack "web"
      | files | {"member.yaml": "{heat_template_version: 2016-10-14, parameters: {value: {type: string}}, outputs: {value: {value: {get_param: value}}, 'OS::stack_id': {value: referred}}}"} |
    When a member sends stacks.show for the stack "web"
    Then the answer has '["the same", "the same"]' for the output "values" [stacks.create.chain.members]
    And the answer has '{"0": "the same", "1": "the same"}' for the output "map" [stacks.create.chain.attributes]
    And the answer has '"referred"' for the output "second" [stacks.create.chain.attributes]
    When a member sends stacks.list with the query "show_nested=true&owner_id={id:web}"
    And the stack inside is called "inner"
    And a member sends events.list for the stack "inner" with the query "sort_dir=asc"
    Then the answer's events have "1" start after "0" is complete [stacks.create.chain.order]

  @stacks.create.chain.400.type
  @cap:type:OS::Heat::ResourceChain
  Scenario: A chain has no types that there are not
    When a member creates a stack "web"
      | template | {"heat_template_version": "2016-10-14", "resources": {"c": {"type": "OS::Heat::ResourceChain", "properties": {"resources": ["OS::Heat::NoSuchType"]}}}} |
    Then there is no stack "web", and the answer is as required [stacks.create.chain.400.type]
