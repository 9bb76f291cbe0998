Feature: Update stack: parameters
  PUT /v1/{project_id}/stacks/{stack_name}/{stack_id}

  @stacks.update.parameters
  @stacks.update.parameters.reset
  Scenario: Parameters get new values, or their defaults
    Given the template
      """
      heat_template_version: 2013-05-23
      parameters:
        p: {type: string, default: d}
      outputs:
        answer: {value: {get_param: p}}
      """
    And a stack "web"
      | parameters | {"p": "old"} |
    When a member updates the stack "web"
      | parameters | {"p": "new"} |
    And the stack "web" has reached UPDATE_COMPLETE
    And a member sends stacks.show for the stack "web"
    Then the answer is as required [stacks.update.parameters]
    When a member updates the stack "web"
    And the stack "web" has reached UPDATE_COMPLETE
    And a member sends stacks.show for the stack "web"
    Then the answer is as required [stacks.update.parameters.reset]

  @stacks.update.400.parameter-missing
  @stacks.update.400.parameter-missing.fault
  @stacks.update.400.parameter-unknown
  @stacks.update.400.parameter-unknown.fault
  @stacks.update.400.changes-nothing
  Scenario: A value that is missing or unknown is refused
    Given the template
      """
      heat_template_version: 2013-05-23
      parameters:
        p: {type: string}
      """
    And a stack "web"
      | parameters | {"p": "v"} |
    And a look at the stack "web"
    When a member updates the stack "web"
    Then the answer is as required [stacks.update.400.parameter-missing]
    And the answer is as required [stacks.update.400.parameter-missing.fault]
    When a member updates the stack "web"
      | parameters | {"p": "v", "nope": "v"} |
    Then the answer is as required [stacks.update.400.parameter-unknown]
    And the answer is as required [stacks.update.400.parameter-unknown.fault]
    And the stack "web" is what it was [stacks.update.400.changes-nothing]

  @stacks.update.400.parameter-immutable
  @stacks.update.400.parameter-immutable.fault
  @stacks.update.400.changes-nothing
  Scenario: A parameter that is immutable keeps its value
    Given the template
      """
      heat_template_version: 2013-05-23
      parameters:
        p: {type: string, immutable: true}
      """
    And a stack "web"
      | parameters | {"p": "v"} |
    And a look at the stack "web"
    When a member updates the stack "web"
      | parameters | {"p": "w"} |
    Then the answer is as required [stacks.update.400.parameter-immutable]
    And the answer is as required [stacks.update.400.parameter-immutable.fault]
    And the stack "web" is what it was [stacks.update.400.changes-nothing]

  @stacks.update.existing
  Scenario: An update may keep the parameters that the stack has
    Given the template
      """
      heat_template_version: 2013-05-23
      parameters:
        p: {type: string, default: d}
        q: {type: string, default: d}
      """
    And a stack "web"
      | parameters | {"p": "old", "q": "old"} |
    When a member updates the stack "web"
      | existing         | true  |
      | clear_parameters | ["p"] |
    And the stack "web" has reached UPDATE_COMPLETE
    And a member sends stacks.show for the stack "web"
    Then the answer is as required [stacks.update.existing]
