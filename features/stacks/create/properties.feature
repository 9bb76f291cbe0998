Feature: Create stack: properties that are refused
  POST /v1/{project_id}/stacks

  @stacks.create.400.property-nested
  Scenario: A map within a property has the keys of its schema
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        r: {type: OS::Heat::RandomString, properties: {character_classes: [{class: digits, nope: 1}]}}
      """
    When a member creates a stack "web"
    Then the answer is as required [stacks.create.400.property-nested]

  @stacks.create.400.property-allowed_values
  Scenario: A property has one of the values that it may have
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        r: {type: OS::Heat::RandomString, properties: {character_classes: [{class: nope}]}}
      """
    When a member creates a stack "web"
    Then the answer is as required [stacks.create.400.property-allowed_values]

  @stacks.create.400.property-range
  Scenario: A property keeps to its range
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        r: {type: OS::Heat::RandomString, properties: {length: 0}}
      """
    When a member creates a stack "web"
    Then the answer is as required [stacks.create.400.property-range]

  @stacks.create.400.property-rule
  Scenario: Properties go together
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        r: {type: OS::Heat::RandomString, properties: {length: 5, character_classes: [{class: digits, min: 6}]}}
      """
    When a member creates a stack "web"
    Then the answer is as required [stacks.create.400.property-rule]

  @stacks.create.400.property-not-implemented
  Scenario: A property in name only cannot be set
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        r: {type: AWS::IAM::AccessKey, properties: {UserName: u, Serial: 1}}
      """
    When a member creates a stack "web"
    Then the answer is as required [stacks.create.400.property-not-implemented]

  @stacks.create.400.component-actions
  Scenario: A component has one configuration for each action
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        r: {type: OS::Heat::SoftwareComponent, properties: {configs: [{actions: [CREATE], config: a, tool: t}, {actions: [CREATE], config: b, tool: t}]}}
      """
    When a member creates a stack "web"
    Then the answer is as required [stacks.create.400.component-actions]
