Feature: Create stack: what environment files have in common
  POST /v1/{project_id}/stacks

  @stacks.create.environment_files.overwrite
  Scenario Outline: The later file wins as a whole
    Given the template
      """
      heat_template_version: 2013-05-23
      parameters:
        text: {type: string}
        object: {type: json}
      outputs:
        text: {value: {get_param: text}}
        object: {value: {get_param: object}}
      """
    And a stack "web"
      | environment_files | ["1.yaml", "2.yaml"] |
      | files             | {"1.yaml": "{parameters: {text: one, object: {in: {x: 1}, a: 1}}<strategy>}", "2.yaml": "{parameters: {text: two, object: {in: {y: 2}, b: 2}}<strategy>}"} |
    When a member sends stacks.show for the stack "web"
    Then the answer has '"two"' for the output "text" [stacks.create.environment_files.overwrite]
    And the answer has '{"in": {"y": 2}, "b": 2}' for the output "object" [stacks.create.environment_files.overwrite]

    Examples: without and with its name
      | strategy                                           |
      |                                                    |
      | , parameter_merge_strategies: {default: overwrite} |

  @stacks.create.environment_files.merge.kinds
  Scenario: Texts and the keys of objects are joined
    Given the template
      """
      heat_template_version: 2013-05-23
      parameters:
        text: {type: string}
        object: {type: json}
      outputs:
        text: {value: {get_param: text}}
        object: {value: {get_param: object}}
      """
    And a stack "web"
      | environment_files | ["1.yaml", "2.yaml"] |
      | files             | {"1.yaml": "{parameters: {text: one, object: {in: {x: 1}, a: 1}}, parameter_merge_strategies: {default: merge}}", "2.yaml": "{parameters: {text: two, object: {in: {y: 2}, b: 2}}, parameter_merge_strategies: {default: merge}}"} |
    When a member sends stacks.show for the stack "web"
    Then the answer has '"onetwo"' for the output "text" [stacks.create.environment_files.merge.kinds]
    And the answer has '{"in": {"y": 2}, "a": 1, "b": 2}' for the output "object" [stacks.create.environment_files.merge.kinds]

  @stacks.create.environment_files.deep_merge
  Scenario: Objects inside of objects are joined
    Given the template
      """
      heat_template_version: 2013-05-23
      parameters:
        text: {type: string}
        object: {type: json}
      outputs:
        text: {value: {get_param: text}}
        object: {value: {get_param: object}}
      """
    And a stack "web"
      | environment_files | ["1.yaml", "2.yaml"] |
      | files             | {"1.yaml": "{parameters: {text: one, object: {in: {x: 1, l: [1]}, a: 1}}, parameter_merge_strategies: {object: deep_merge}}", "2.yaml": "{parameters: {text: two, object: {in: {y: 2, l: [2]}, b: 2}}, parameter_merge_strategies: {object: deep_merge}}"} |
    When a member sends stacks.show for the stack "web"
    Then the answer has '{"in": {"x": 1, "y": 2, "l": [1, 2]}, "a": 1, "b": 2}' for the output "object" [stacks.create.environment_files.deep_merge]
    And the answer has '"two"' for the output "text" [stacks.create.environment_files.deep_merge]
