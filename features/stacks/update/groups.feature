Feature: Update stack: groups of resources
  PUT /v1/{project_id}/stacks/{stack_name}/{stack_id}

  @stacks.update.group.rolling_update
  @cap:type:OS::Heat::ResourceGroup
  @cap:type:OS::Heat::Value
  Scenario: The members of a group change one after another
    Given the template
      """
      heat_template_version: 2016-10-14
      parameters:
        text: {type: string, default: before}
      resources:
        g:
          type: OS::Heat::ResourceGroup
          update_policy: {rolling_update: {max_batch_size: 1}}
          properties:
            count: 2
            resource_def: {type: OS::Heat::Value, properties: {value: {get_param: text}}}
      outputs:
        list: {value: {get_attr: [g, value]}}
      """
    And a stack "web"
    When a member sends stacks.list with the query "show_nested=true&owner_id={id:web}"
    And the stack inside is called "inner"
    And a member updates the stack "web"
      | parameters | {"text": "after"} |
    And the stack "web" has reached UPDATE_COMPLETE
    And a member sends stacks.show for the stack "web"
    Then the answer has '["after", "after"]' for the output "list" [stacks.update.group.rolling_update]
    When a member sends events.list for the stack "inner" with the query "sort_dir=asc&resource_action=UPDATE"
    Then the answer has the events of "inner, 1, inner, 0, inner", grouped in this order [stacks.update.group.rolling_update]

  @stacks.update.group.removal_policies_mode
  @cap:type:OS::Heat::ResourceGroup
  @cap:type:OS::Heat::Value
  Scenario: A group remembers the names of removed members, or does not
    Given the template
      """
      heat_template_version: 2016-10-14
      parameters:
        removed: {type: comma_delimited_list, default: '0'}
        mode: {type: string, default: append}
      resources:
        g:
          type: OS::Heat::ResourceGroup
          properties:
            count: 2
            removal_policies: [{resource_list: {get_param: removed}}]
            removal_policies_mode: {get_param: mode}
            resource_def: {type: OS::Heat::Value, properties: {value: '%index%'}}
      outputs:
        list: {value: {get_attr: [g, value]}}
      """
    And a stack "web"
    When a member updates the stack "web"
      | parameters | {"removed": "2"} |
    And the stack "web" has reached UPDATE_COMPLETE
    And a member sends stacks.show for the stack "web"
    Then the answer has '["1", "3"]' for the output "list" [stacks.update.group.removal_policies_mode]
    When a member updates the stack "web"
      | parameters | {"removed": "1", "mode": "update"} |
    And the stack "web" has reached UPDATE_COMPLETE
    And a member sends stacks.show for the stack "web"
    Then the answer has '["0", "2"]' for the output "list" [stacks.update.group.removal_policies_mode]

  @stacks.update.scaling.desired_capacity
  @stacks.update.scaling.rolling_updates
  @cap:type:OS::Heat::AutoScalingGroup
  @cap:type:OS::Heat::Value
  @long
  Scenario: An auto-scaling group gets another size, and other members
    Given the template
      """
      heat_template_version: 2016-10-14
      parameters:
        text: {type: string, default: before}
        n: {type: number, default: 2}
      resources:
        g:
          type: OS::Heat::AutoScalingGroup
          properties:
            min_size: 1
            max_size: 9
            desired_capacity: {get_param: n}
            rolling_updates: {max_batch_size: 1}
            resource: {type: OS::Heat::Value, properties: {value: {get_param: text}}}
      outputs:
        size: {value: {get_attr: [g, current_size]}}
        list: {value: {get_attr: [g, outputs_list, value]}}
        first: {value: {get_attr: [g, resource.0]}}
      """
    And a stack "web"
    And "first" is remembered as "output_key"
    When a member sends stacks.list with the query "show_nested=true&owner_id={id:web}"
    And the stack inside is called "inner"
    And a member sends outputs.show for the stack "web"
    And the answer's "/output/output_value" is remembered as "oldest"
    And the second of the answer is over
    And a member updates the stack "web"
      | parameters | {"n": 3} |
    And the stack "web" has reached UPDATE_COMPLETE
    And a member sends stacks.show for the stack "web"
    Then the answer has '3' for the output "size" [stacks.update.scaling.desired_capacity]
    And the answer has '"{oldest}"' for the output "first" [stacks.update.scaling.desired_capacity]
    When a member updates the stack "web"
      | parameters | {"n": 3, "text": "after"} |
    And the stack "web" has reached UPDATE_COMPLETE
    And a member sends stacks.show for the stack "web"
    Then the answer has '["after", "after", "after"]' for the output "list" [stacks.update.scaling.rolling_updates]
    When a member sends events.list for the stack "inner" with the query "resource_type=OS::Heat::Stack&resource_action=UPDATE&resource_status=COMPLETE"
    Then the answer has something at "/events/3" [stacks.update.scaling.rolling_updates]
