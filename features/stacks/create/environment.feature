Feature: Create stack: environment and files
  POST /v1/{project_id}/stacks

  @stacks.create.environment.object
  @stacks.create.environment.parameters
  @stacks.create.environment.parameter_defaults
  Scenario: An environment has values and defaults of parameters
    Given the template
      """
      heat_template_version: 2013-05-23
      parameters:
        value: {type: string, default: of the template}
        default: {type: string, default: of the template}
        both: {type: string, default: of the template}
      """
    When a member creates a stack "web"
      | environment | {"parameters": {"value": "of the environment", "both": "of the environment"}, "parameter_defaults": {"default": "in place of the template's", "both": "in place of the template's"}} |
    Then the answer is as required [stacks.create.environment.object]
    When a member sends stacks.show for the stack "web"
    Then the answer has "of the environment" for the parameter "value" [stacks.create.environment.parameters]
    And the answer has "in place of the template's" for the parameter "default" [stacks.create.environment.parameter_defaults]
    And the answer has "of the environment" for the parameter "both" [stacks.create.environment.parameter_defaults]

  @stacks.create.environment.text
  Scenario Outline: An environment may be a text
    Given the template
      """
      heat_template_version: 2013-05-23
      parameters:
        value: {type: string, default: of the template}
      """
    When a member creates a stack "web"
      | environment | <text> |
    Then the answer is as required [stacks.create.environment.text]
    When a member sends stacks.show for the stack "web"
    Then the answer has "of the environment" for the parameter "value" [stacks.create.environment.text]

    Examples: YAML and JSON
      | text                                                       |
      | "parameters:\\n  value: of the environment\\n"             |
      | "{\\"parameters\\": {\\"value\\": \\"of the environment\\"}}" |

  @stacks.create.environment.blank
  Scenario: An environment may be blank
    When a member creates a stack "web"
      | environment | "\\n" |
    Then the answer is as required [stacks.create.environment.blank]

  @stacks.create.environment.null
  Scenario: Environment and files may be null
    When a member sends stacks.create
      """
      {
        "stack_name": "{name:web}",
        "template": {"heat_template_version": "2013-05-23"},
        "environment": null,
        "files": null
      }
      """
    Then the answer is as required [stacks.create.environment.null]

  @stacks.create.environment.resource_registry
  @cap:type:OS::Heat::Value
  Scenario: An environment gives types other names
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        r: {type: My::Own::Type, properties: {value: of the type behind it}}
      outputs:
        o: {value: {get_attr: [r, value]}}
      """
    When a member creates a stack "web"
      | environment | {"resource_registry": {"My::Own::Type": "OS::Heat::Value"}} |
    Then the answer is as required [stacks.create.environment.resource_registry]
    When the stack "web" has reached CREATE_COMPLETE
    And a member sends stacks.show for the stack "web"
    Then the answer has '"of the type behind it"' for the output "o" [stacks.create.environment.resource_registry]

  @stacks.create.environment.resource_registry.wildcard
  @cap:type:OS::Heat::Value
  Scenario: An environment gives all types of a kind other names
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        r: {type: My::Own::Value, properties: {value: found by a pattern}}
      outputs:
        o: {value: {get_attr: [r, value]}}
      """
    When a member creates a stack "web"
      | environment | {"resource_registry": {"My::Own::*": "OS::Heat::*"}} |
    Then the answer is as required [stacks.create.environment.resource_registry.wildcard]
    When the stack "web" has reached CREATE_COMPLETE
    And a member sends stacks.show for the stack "web"
    Then the answer has '"found by a pattern"' for the output "o" [stacks.create.environment.resource_registry.wildcard]

  @stacks.create.environment.resource_registry.resource
  @cap:type:OS::Heat::Value
  Scenario: An environment gives a type another name for one resource
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        one: {type: My::Own::Type, properties: {value: of this resource}}
      outputs:
        one: {value: {get_attr: [one, value]}}
      """
    When a member creates a stack "web"
      | environment | {"resource_registry": {"resources": {"one": {"My::Own::Type": "OS::Heat::Value"}}}} |
    Then the answer is as required [stacks.create.environment.resource_registry.resource]
    When the stack "web" has reached CREATE_COMPLETE
    And a member sends stacks.show for the stack "web"
    Then the answer has '"of this resource"' for the output "one" [stacks.create.environment.resource_registry.resource]

  @stacks.create.environment_files
  Scenario: Of several environments the later ones win
    Given the template
      """
      heat_template_version: 2013-05-23
      parameters:
        first: {type: string, default: of the template}
        second: {type: string, default: of the template}
        both: {type: string, default: of the template}
      """
    When a member creates a stack "web"
      | environment_files | ["1.yaml", "2.yaml"]                                                                                                                    |
      | files             | {"1.yaml": "parameters: {first: of the first, both: of the first}", "2.yaml": "parameters: {second: of the second, both: of the second}"} |
    And a member sends stacks.show for the stack "web"
    Then the answer has "of the first" for the parameter "first" [stacks.create.environment_files]
    And the answer has "of the second" for the parameter "second" [stacks.create.environment_files]
    And the answer has "of the second" for the parameter "both" [stacks.create.environment_files]

  @stacks.create.files
  Scenario: A template reads files
    Given the template
      """
      heat_template_version: 2013-05-23
      outputs:
        one: {value: {get_file: one.txt}}
        two: {value: {get_file: 'http://example.com/two.txt'}}
      """
    And a stack "web"
      | files | {"one.txt": "the first file\\n", "http://example.com/two.txt": "the second file"} |
    When a member sends stacks.show for the stack "web"
    Then the answer has '"the first file\n"' for the output "one" [stacks.create.files]
    And the answer has '"the second file"' for the output "two" [stacks.create.files]

  @stacks.create.400.files
  Scenario: Files have names
    When a member creates a stack "web"
      | files | ["the first file"] |
    Then the answer is as required [stacks.create.400.files]

  @stacks.create.400.environment-section
  Scenario: An environment has certain sections only
    When a member creates a stack "web"
      | environment | {"parameters_defaults": {}} |
    Then the answer is as required [stacks.create.400.environment-section]

  @stacks.create.400.environment-null-section
  Scenario: A section of an environment is not null
    When a member creates a stack "web"
      | environment | {"parameters": null} |
    Then the answer is as required [stacks.create.400.environment-null-section]

  @stacks.create.400.environment-no-mapping
  Scenario: An environment is a mapping
    When a member creates a stack "web"
      | environment | "hello" |
    Then the answer is as required [stacks.create.400.environment-no-mapping]

  @stacks.create.environment_files.merge
  Scenario: Environment files may be joined
    Given the template
      """
      heat_template_version: 2013-05-23
      parameters:
        p: {type: comma_delimited_list}
      outputs:
        p: {value: {get_param: p}}
      """
    And a stack "web"
      | environment_files | ["one.yaml", "two.yaml"] |
      | files             | {"one.yaml": "{parameters: {p: a}, parameter_merge_strategies: {p: merge}}", "two.yaml": "{parameters: {p: b}, parameter_merge_strategies: {p: merge}}"} |
    When a member sends stacks.show for the stack "web"
    Then the answer is as required [stacks.create.environment_files.merge]
