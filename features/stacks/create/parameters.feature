Feature: Create stack: parameters
  POST /v1/{project_id}/stacks

  @stacks.create.parameters
  @stacks.create.parameters.default
  @stacks.create.parameters.number
  @stacks.create.parameters.object
  @stacks.create.parameters.over-environment
  Scenario: Parameters have the values that they are given, or their defaults
    Given the template
      """
      heat_template_version: 2013-05-23
      parameters:
        text: {type: string, default: from the template}
        number: {type: number}
        object: {type: json}
        both: {type: string}
        default: {type: string, default: from the template}
      """
    When a member creates a stack "web"
      | parameters  | {"text": "given", "number": 5, "object": {"key": "value"}, "both": "given"} |
      | environment | {"parameters": {"both": "from the environment"}}                            |
    Then the answer is as required [stacks.create.parameters.number]
    And the answer is as required [stacks.create.parameters.object]
    When a member sends stacks.show for the stack "web"
    Then the answer has "given" for the parameter "text" [stacks.create.parameters]
    And the answer has "5" for the parameter "number" [stacks.create.parameters.number]
    And the answer has '"{\"key\": \"value\"}"' at '/stack/parameters/object' [stacks.create.parameters.object]
    And the answer has "from the template" for the parameter "default" [stacks.create.parameters.default]
    And the answer has "given" for the parameter "both" [stacks.create.parameters.over-environment]

  @stacks.create.parameters.constraints
  Scenario: Values may reach the limits of constraints
    Given the template
      """
      heat_template_version: 2013-05-23
      parameters:
        lowest: {type: number, constraints: [range: {min: 1, max: 3}]}
        highest: {type: number, constraints: [range: {min: 1, max: 3}]}
        shortest: {type: string, constraints: [length: {min: 2, max: 4}]}
        longest: {type: string, constraints: [length: {min: 2, max: 4}]}
        allowed: {type: string, constraints: [allowed_values: [a, b]]}
        fitting: {type: string, constraints: [allowed_pattern: '[a-z]+']}
      """
    When a member creates a stack "web"
      | parameters | {"lowest": 1, "highest": 3, "shortest": "ab", "longest": "abcd", "allowed": "b", "fitting": "abc"} |
    Then the answer is as required [stacks.create.parameters.constraints]

  @stacks.create.400.parameter-unknown
  @stacks.create.400.parameter-unknown.fault
  Scenario: A value is for a parameter of the template
    When a member creates a stack "web"
      | parameters | {"nope": "x"} |
    Then the answer is as required [stacks.create.400.parameter-unknown]
    And the answer is as required [stacks.create.400.parameter-unknown.fault]

  @stacks.create.400.parameter-missing
  @stacks.create.400.parameter-missing.fault
  Scenario: A parameter has a value
    Given the template
      """
      heat_template_version: 2013-05-23
      parameters:
        p: {type: string}
      """
    When a member creates a stack "web"
    Then the answer is as required [stacks.create.400.parameter-missing]
    And the answer is as required [stacks.create.400.parameter-missing.fault]

  @stacks.create.400.parameter-type
  Scenario: A number is a number
    Given the template
      """
      heat_template_version: 2013-05-23
      parameters:
        p: {type: number}
      """
    When a member creates a stack "web"
      | parameters | {"p": "many"} |
    Then the answer is as required [stacks.create.400.parameter-type]

  @stacks.create.400.parameter-range
  @stacks.create.400.parameter-range.fault
  Scenario: A number keeps to its range
    Given the template
      """
      heat_template_version: 2013-05-23
      parameters:
        p: {type: number, constraints: [{range: {min: 1, max: 3}}]}
      """
    When a member creates a stack "web"
      | parameters | {"p": 9} |
    Then the answer is as required [stacks.create.400.parameter-range]
    And the answer is as required [stacks.create.400.parameter-range.fault]
    And each value of "parameters" is answered as required [stacks.create.400.parameter-range]
      | {"p": 0}   |
      | {"p": "4"} |

  @stacks.create.400.parameter-length
  Scenario: A text keeps to its length
    Given the template
      """
      heat_template_version: 2013-05-23
      parameters:
        p: {type: string, constraints: [{length: {min: 2, max: 4}}]}
      """
    Then each value of "parameters" is answered as required [stacks.create.400.parameter-length]
      | {"p": "a"}     |
      | {"p": "abcde"} |

  @stacks.create.400.parameter-allowed_values
  @stacks.create.400.parameter-allowed_values.fault
  Scenario: A value is one of those that are allowed
    Given the template
      """
      heat_template_version: 2013-05-23
      parameters:
        p: {type: string, constraints: [{allowed_values: [a, b]}]}
      """
    When a member creates a stack "web"
      | parameters | {"p": "c"} |
    Then the answer is as required [stacks.create.400.parameter-allowed_values]
    And the answer is as required [stacks.create.400.parameter-allowed_values.fault]

  @stacks.create.400.parameter-allowed_pattern
  Scenario: A pattern matches a whole text
    Given the template
      """
      heat_template_version: 2013-05-23
      parameters:
        p: {type: string, constraints: [{allowed_pattern: '[a-z]+'}]}
      """
    Then each value of "parameters" is answered as required [stacks.create.400.parameter-allowed_pattern]
      | {"p": "123"}  |
      | {"p": "abc1"} |
      | {"p": "1abc"} |

  @stacks.create.400.parameter-description
  Scenario: A constraint is explained to those who break it
    Given the template
      """
      heat_template_version: 2013-05-23
      parameters:
        p:
          type: string
          constraints:
            - allowed_values: [a, b]
              description: choose one of the two
      """
    When a member creates a stack "web"
      | parameters | {"p": "c"} |
    Then the answer is as required [stacks.create.400.parameter-description]

  @stacks.create.400.parameters-null
  Scenario: Parameters are not null
    When a member sends stacks.create
      """
      {
        "stack_name": "{name:web}",
        "template": {"heat_template_version": "2013-05-23"},
        "parameters": null
      }
      """
    Then the answer is as required [stacks.create.400.parameters-null]

  @stacks.create.parameters.modulo
  @stacks.create.400.parameter-modulo
  @stacks.create.400.parameter-modulo.fault
  Scenario: A number keeps to its step
    Given the template
      """
      heat_template_version: 2017-02-24
      parameters:
        p: {type: number, constraints: [modulo: {step: 10, offset: 1}]}
      """
    When a member creates a stack "good"
      | parameters | {"p": 11} |
    Then the answer is as required [stacks.create.parameters.modulo]
    When a member creates a stack "web"
      | parameters | {"p": 20} |
    Then the answer is as required [stacks.create.400.parameter-modulo]
    And the answer is as required [stacks.create.400.parameter-modulo.fault]
