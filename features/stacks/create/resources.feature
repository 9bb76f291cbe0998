Feature: Create stack: resources that are refused
  POST /v1/{project_id}/stacks

  @stacks.create.400.template-invalid
  @stacks.create.400.resource-type
  @stacks.create.400.makes-nothing
  Scenario: A type exists, or nothing is made
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        secret: {type: OS::Heat::RandomString}
        wrong: {type: OS::No::Such}
      """
    When a member creates a stack "web"
    Then the answer is as required [stacks.create.400.template-invalid]
    And the answer is as required [stacks.create.400.resource-type]
    And there is no stack "web" [stacks.create.400.makes-nothing]

  @stacks.create.400.section
  Scenario: A template has certain sections only
    Given the template
      """
      heat_template_version: 2013-05-23
      nope: {}
      """
    When a member creates a stack "web"
    Then the answer is as required [stacks.create.400.section]

  @stacks.create.400.resource-without-type
  Scenario: A resource has a type
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        r: {properties: {}}
      """
    When a member creates a stack "web"
    Then the answer is as required [stacks.create.400.resource-without-type]

  @stacks.create.400.resource-keyword
  Scenario: A resource has certain keys only
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        r: {type: OS::Heat::RandomString, nope: x}
      """
    When a member creates a stack "web"
    Then the answer is as required [stacks.create.400.resource-keyword]

  @stacks.create.400.resource-name
  Scenario: The name of a resource has no slash
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        a/b: {type: OS::Heat::RandomString}
      """
    When a member creates a stack "web"
    Then the answer is as required [stacks.create.400.resource-name]

  @stacks.create.400.property-unknown
  Scenario: A property is one of the type's
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        r: {type: OS::Heat::RandomString, properties: {nope: x}}
      """
    When a member creates a stack "web"
    Then the answer is as required [stacks.create.400.property-unknown]

  @stacks.create.400.property-missing
  @cap:type:OS::Heat::Value
  Scenario: A property that the type requires is there
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        r: {type: OS::Heat::Value}
      """
    When a member creates a stack "web"
    Then the answer is as required [stacks.create.400.property-missing]

  @stacks.create.400.property-value
  Scenario: A property is of the type's kind
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        r: {type: OS::Heat::RandomString, properties: {length: many}}
      """
    When a member creates a stack "web"
    Then the answer is as required [stacks.create.400.property-value]

  @stacks.create.400.reference
  Scenario: A reference is to a resource of the template
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        r: {type: OS::Heat::RandomString, properties: {salt: {get_resource: nope}}}
      """
    When a member creates a stack "web"
    Then the answer is as required [stacks.create.400.reference]

  @stacks.create.400.cycle
  Scenario: Resources do not wait for each other
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        a: {type: OS::Heat::RandomString, depends_on: b}
        b: {type: OS::Heat::RandomString, depends_on: a}
      """
    When a member creates a stack "web"
    Then the answer is as required [stacks.create.400.cycle]
