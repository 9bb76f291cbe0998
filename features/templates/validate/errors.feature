Feature: Validate template: errors
  POST /v1/{project_id}/validate

  @templates.validate.400.template-invalid
  @templates.validate.400.resource-type
  Scenario: A resource has a type that exists
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        r: {type: OS::No::Such}
      """
    When a member validates the template
    Then the answer is as required [templates.validate.400.template-invalid]
    And the answer is as required [templates.validate.400.resource-type]

  @templates.validate.400.resource-without-type
  @templates.validate.400.resource-without-type.fault
  Scenario: A resource without a type is not valid
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        r: {properties: {length: 8}}
      """
    When a member validates the template
    Then the answer is as required [templates.validate.400.resource-without-type]
    And the answer is as required [templates.validate.400.resource-without-type.fault]

  @templates.validate.400.property-unknown
  Scenario: A resource has no other properties than its type
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        r: {type: OS::Heat::RandomString, properties: {nope: 1}}
      """
    When a member validates the template
    Then the answer is as required [templates.validate.400.property-unknown]

  @templates.validate.400.section
  Scenario: A template has no other sections
    Given the template
      """
      heat_template_version: 2013-05-23
      nope: {}
      """
    When a member validates the template
    Then the answer is as required [templates.validate.400.section]

  @templates.validate.400.reference
  Scenario: What a resource refers to is there
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        r: {type: OS::Heat::Value, properties: {value: {get_resource: nope}}}
      """
    When a member validates the template
    Then the answer is as required [templates.validate.400.reference]

  @templates.validate.400.cycle
  Scenario: Resources do not need each other
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        one: {type: OS::Heat::RandomString, depends_on: other}
        other: {type: OS::Heat::RandomString, depends_on: one}
      """
    When a member validates the template
    Then the answer is as required [templates.validate.400.cycle]

  @templates.validate.400.parameter-type
  @templates.validate.400.parameter-type.fault
  Scenario: A parameter has a type that exists
    Given the template
      """
      heat_template_version: 2013-05-23
      parameters:
        p: {type: nope}
      """
    When a member validates the template
    Then the answer is as required [templates.validate.400.parameter-type]
    And the answer is as required [templates.validate.400.parameter-type.fault]

  @templates.validate.400.parameter-unknown
  Scenario: A value without a parameter is not valid
    Given the template
      """
      heat_template_version: 2013-05-23
      parameters:
        p: {type: string, default: d}
      """
    When a member validates the template
      | parameters | {"nope": "v"} |
    Then the answer is as required [templates.validate.400.parameter-unknown]

  @templates.validate.400.output-without-value
  Scenario: An output has a value
    Given the template
      """
      heat_template_version: 2013-05-23
      outputs:
        o: {description: without a value}
      """
    When a member validates the template
    Then the answer is as required [templates.validate.400.output-without-value]

  @templates.validate.400.no-template
  @templates.validate.400.no-template.fault
  Scenario: A validation needs a template
    When a member validates the template
      | template   | null       |
      | parameters | {"p": "v"} |
    Then the answer is as required [templates.validate.400.no-template]
    And the answer is as required [templates.validate.400.no-template.fault]

  @templates.validate.400.show_nested
  Scenario: A wish about nested templates is true or false
    When a member validates the template with the query "show_nested=yes"
    Then the answer is as required [templates.validate.400.show_nested]
