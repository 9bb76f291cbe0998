Feature: Update stack: restricted actions
  PUT /v1/{project_id}/stacks/{stack_name}/{stack_id}

  @stacks.update.restricted.update
  @stacks.update.restricted.update.reason
  Scenario: A resource is not changed where the environment restricts it
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        thing: {type: OS::Heat::Value, properties: {value: old}}
      """
    And a stack "web"
    When a member updates the stack "web"
      | template    | {"heat_template_version": "2013-05-23", "resources": {"thing": {"type": "OS::Heat::Value", "properties": {"value": "new"}}}} |
      | environment | {"resource_registry": {"resources": {"thing": {"restricted_actions": "update"}}}} |
    Then the stack "web" reaches UPDATE_FAILED [stacks.update.restricted.update]
    When a member sends stacks.show for the stack "web"
    Then the answer is as required [stacks.update.restricted.update]
    And the answer is as required [stacks.update.restricted.update.reason]

  @stacks.update.restricted.replace
  @stacks.update.restricted.replace.reason
  Scenario: A resource is not replaced where the environment restricts it
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        thing: {type: OS::Heat::RandomString, properties: {length: 8}}
      """
    And a stack "web"
    When a member updates the stack "web"
      | template    | {"heat_template_version": "2013-05-23", "resources": {"thing": {"type": "OS::Heat::RandomString", "properties": {"length": 9}}}} |
      | environment | {"resource_registry": {"resources": {"thing": {"restricted_actions": ["update", "replace"]}}}} |
    Then the stack "web" reaches UPDATE_FAILED [stacks.update.restricted.replace]
    When a member sends stacks.show for the stack "web"
    Then the answer is as required [stacks.update.restricted.replace]
    And the answer is as required [stacks.update.restricted.replace.reason]
