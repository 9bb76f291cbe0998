Feature: Send a signal to a resource: scaling
  POST /v1/{project_id}/stacks/{stack_name}/{stack_id}/resources/{resource_name}/signal

  @resources.signal.scale.change
  @resources.signal.scale.exact
  @resources.signal.scale.percent
  @resources.signal.scale.limits
  @resources.signal.scale.oldest
  @resources.signal.scale.event
  @resources.signal.scale.stack
  @cap:type:OS::Heat::AutoScalingGroup
  @cap:type:OS::Heat::ScalingPolicy
  @long
  Scenario: Signals to policies change the size of a group
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        g:
          type: OS::Heat::AutoScalingGroup
          properties: {min_size: 2, max_size: 6, desired_capacity: 2, resource: {type: OS::Heat::RandomString}}
        up:
          type: OS::Heat::ScalingPolicy
          properties: {auto_scaling_group_id: {get_resource: g}, adjustment_type: change_in_capacity, scaling_adjustment: 1}
        exact:
          type: OS::Heat::ScalingPolicy
          properties: {auto_scaling_group_id: {get_resource: g}, adjustment_type: exact_capacity, scaling_adjustment: 5}
        percent:
          type: OS::Heat::ScalingPolicy
          properties: {auto_scaling_group_id: {get_resource: g}, adjustment_type: percent_change_in_capacity, scaling_adjustment: -20, min_adjustment_step: 2}
        much:
          type: OS::Heat::ScalingPolicy
          properties: {auto_scaling_group_id: {get_resource: g}, adjustment_type: change_in_capacity, scaling_adjustment: 100}
        little:
          type: OS::Heat::ScalingPolicy
          properties: {auto_scaling_group_id: {get_resource: g}, adjustment_type: change_in_capacity, scaling_adjustment: -100}
      outputs:
        size: {value: {get_attr: [g, current_size]}}
        first: {value: {get_attr: [g, resource.0.value]}}
        third: {value: {get_attr: [g, resource.2.value]}}
      """
    And a stack "web"
    When "first" is remembered as "output_key"
    And a member sends outputs.show for the stack "web"
    And the answer's "/output/output_value" is remembered as "oldest"
    And the second of the answer is over
    And "up" is remembered as "resource_name"
    And a member sends resources.signal for the stack "web"
      | current  | "alarm" |
      | previous | "ok" |
      | reason   | "too much to do" |
    And the stack "web" has SIGNAL_COMPLETE of "up"
    And a member sends events.list_of_resource for the stack "web" with the query "sort_dir=asc"
    Then the answer's events end with [resources.signal.scale.event]
      | up | CREATE_COMPLETE | |
      | up | SIGNAL_COMPLETE | alarm state changed from ok to alarm (too much to do) |
    When a member sends stacks.show for the stack "web"
    Then the answer has '3' for the output "size" [resources.signal.scale.change]
    And the answer has '"{oldest}"' for the output "first" [resources.signal.scale.change]
    And the answer has '"CREATE_COMPLETE"' at '/stack/stack_status' [resources.signal.scale.stack]
    When "third" is remembered as "output_key"
    And a member sends outputs.show for the stack "web"
    And the answer's "/output/output_value" is remembered as "newest"
    And the second of the answer is over
    And "exact" is remembered as "resource_name"
    And a member sends resources.signal for the stack "web"
    And the stack "web" has SIGNAL_COMPLETE of "exact"
    And a member sends stacks.show for the stack "web"
    Then the answer has '5' for the output "size" [resources.signal.scale.exact]
    When "percent" is remembered as "resource_name"
    And a member sends resources.signal for the stack "web"
    And the stack "web" has SIGNAL_COMPLETE of "percent"
    And a member sends stacks.show for the stack "web"
    Then the answer has '3' for the output "size" [resources.signal.scale.percent]
    And the answer has '"{newest}"' for the output "first" [resources.signal.scale.oldest]
    When "much" is remembered as "resource_name"
    And a member sends resources.signal for the stack "web"
    And the stack "web" has SIGNAL_COMPLETE of "much"
    And a member sends stacks.show for the stack "web"
    Then the answer has '6' for the output "size" [resources.signal.scale.limits]
    When "little" is remembered as "resource_name"
    And a member sends resources.signal for the stack "web"
    And the stack "web" has SIGNAL_COMPLETE of "little"
    And a member sends stacks.show for the stack "web"
    Then the answer has '2' for the output "size" [resources.signal.scale.limits]

  @resources.signal.scale.cooldown
  @cap:type:OS::Heat::AutoScalingGroup
  @cap:type:OS::Heat::ScalingPolicy
  Scenario: A group that has just changed is left alone
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        g:
          type: OS::Heat::AutoScalingGroup
          properties: {min_size: 1, max_size: 9, resource: {type: OS::Heat::None}}
        other:
          type: OS::Heat::AutoScalingGroup
          properties: {min_size: 1, max_size: 9, resource: {type: OS::Heat::None}}
        slow:
          type: OS::Heat::ScalingPolicy
          properties: {auto_scaling_group_id: {get_resource: g}, adjustment_type: change_in_capacity, scaling_adjustment: 1, cooldown: 3600}
        soon:
          type: OS::Heat::ScalingPolicy
          properties: {auto_scaling_group_id: {get_resource: g}, adjustment_type: exact_capacity, scaling_adjustment: 9}
        aside:
          type: OS::Heat::ScalingPolicy
          properties: {auto_scaling_group_id: {get_resource: other}, adjustment_type: change_in_capacity, scaling_adjustment: 1}
      outputs:
        size: {value: {get_attr: [g, current_size]}}
      """
    And a stack "web"
    When "slow" is remembered as "resource_name"
    And a member sends resources.signal for the stack "web"
    And the stack "web" has SIGNAL_COMPLETE of "slow"
    And "soon" is remembered as "resource_name"
    And a member sends resources.signal for the stack "web"
    And "aside" is remembered as "resource_name"
    And a member sends resources.signal for the stack "web"
    And the stack "web" has SIGNAL_COMPLETE of "aside"
    And a member sends stacks.show for the stack "web"
    Then the answer has '2' for the output "size" [resources.signal.scale.cooldown]
    When "soon" is remembered as "resource_name"
    And a member sends events.list_of_resource for the stack "web" with the query "sort_dir=asc"
    Then the answer's events end with [resources.signal.scale.cooldown]
      | soon | CREATE_COMPLETE | |
