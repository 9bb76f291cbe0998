Feature: Create stack: the template
  POST /v1/{project_id}/stacks

  @stacks.create.template.object
  Scenario: A template may be an object
    When a member creates a stack "web"
      | template | {"heat_template_version": "2013-05-23", "description": "an object"} |
    Then the answer is as required [stacks.create.template.object]
    When a member sends stacks.show for the stack "web"
    Then the answer has '"an object"' at '/stack/description' [stacks.create.template.object]

  @stacks.create.template.over-url
  Scenario: A template goes before the address of one
    When a member creates a stack "web"
      | template     | {"heat_template_version": "2013-05-23", "description": "in the request"} |
      | template_url | "ftp://127.0.0.1/"                                                       |
    Then the answer is as required [stacks.create.template.over-url]
    When a member sends stacks.show for the stack "web"
    Then the answer has '"in the request"' at '/stack/description' [stacks.create.template.over-url]

  @stacks.create.template_url
  Scenario: A template is fetched from its address
    Given the template
      """
      heat_template_version: 2013-05-23
      description: fetched from its address
      """
    And the template stands at an address
    When a member creates a stack "web"
      | template     | null             |
      | template_url | "{template_url}" |
    Then the answer is as required [stacks.create.template_url]
    When a member sends stacks.show for the stack "web"
    Then the answer has '"fetched from its address"' at '/stack/description' [stacks.create.template_url]

  @stacks.create.template.json-text
  Scenario: A template may be a text of JSON
    Given the template
      """
      {"heat_template_version": "2013-05-23", "description": "a text of JSON"}
      """
    When a member creates a stack "web"
    Then the answer is as required [stacks.create.template.json-text]
    When a member sends stacks.show for the stack "web"
    Then the answer has '"a text of JSON"' at '/stack/description' [stacks.create.template.json-text]

  @stacks.create.template.yaml-text
  @stacks.create.template.null-sections
  Scenario: A template may be a text of YAML, with sections that hold nothing
    Given the template
      """
      heat_template_version: '2013-05-23'
      description: a text of YAML
      parameters:
      resources:
      outputs:
      """
    When a member creates a stack "web"
    Then the answer is as required [stacks.create.template.null-sections]
    And the answer is as required [stacks.create.template.yaml-text]
    When a member sends stacks.show for the stack "web"
    Then the answer has '"a text of YAML"' at '/stack/description' [stacks.create.template.yaml-text]

  @stacks.create.template.minimal
  @stacks.create.template.yaml-date
  @stacks:2
  Scenario: A template may be nothing but its version, and that without quotes
    When a member creates a stack "plain"
      | template | {"heat_template_version": "2013-05-23"} |
    Then the answer is as required [stacks.create.template.minimal]
    Given the template
      """
      heat_template_version: 2013-05-23
      """
    When a member creates a stack "web"
    Then the answer is as required [stacks.create.template.yaml-date]

  @stacks.create.400.no-template
  @stacks.create.400.no-template.fault
  Scenario: A stack needs a template
    When a member creates a stack "web"
      | template | null |
    Then the answer is as required [stacks.create.400.no-template]
    And the answer is as required [stacks.create.400.no-template.fault]
    When a member sends stacks.create
      """
      {"stack_name": "{name:web}", "template": null}
      """
    Then the answer is as required [stacks.create.400.no-template.fault]

  @stacks.create.400.template-kind
  Scenario: A template is an object or a text
    When a member creates a stack "web"
      | template | 3 |
    Then the answer is as required [stacks.create.400.template-kind]

  @stacks.create.400.template-no-mapping
  Scenario: A template is a mapping
    When a member creates a stack "web"
      | template | "hello" |
    Then the answer is as required [stacks.create.400.template-no-mapping]

  @stacks.create.400.template-syntax
  Scenario: A template that breaks off is refused
    When a member creates a stack "web"
      | template | "a: [b" |
    Then the answer is as required [stacks.create.400.template-syntax]

  @stacks.create.400.template-text-version
  Scenario: A template that is a text has a version
    When a member creates a stack "web"
      | template | "resources: {}" |
    Then the answer is as required [stacks.create.400.template-text-version]

  @stacks.create.400.template-no-version
  Scenario: A template that is an object has a version
    When a member creates a stack "web"
      | template | {"resources": {}} |
    Then the answer is as required [stacks.create.400.template-no-version]

  @stacks.create.400.template-unknown-version
  @stacks.create.400.template-unknown-version.fault
  Scenario: A template has a version that exists
    When a member creates a stack "web"
      | template | {"heat_template_version": "2000-01-01"} |
    Then the answer is as required [stacks.create.400.template-unknown-version]
    And the answer is as required [stacks.create.400.template-unknown-version.fault]

  @stacks.create.400.template-two-versions
  Scenario: A template is of one language
    When a member creates a stack "web"
      | template | {"heat_template_version": "2013-05-23", "AWSTemplateFormatVersion": "2010-09-09"} |
    Then the answer is as required [stacks.create.400.template-two-versions]

  @stacks.create.400.template_url-scheme
  Scenario: A template is fetched by HTTP only
    When a member creates a stack "web"
      | template     | null               |
      | template_url | "ftp://127.0.0.1/" |
    Then the answer is as required [stacks.create.400.template_url-scheme]

  @stacks.create.400.template_url-unreachable
  Scenario: A template that cannot be fetched is refused
    When a member creates a stack "web"
      | template     | null                        |
      | template_url | "http://127.0.0.1:9/t.yaml" |
    Then the answer is as required [stacks.create.400.template_url-unreachable]
