Feature: Update stack (PATCH): parameters and environment
  PATCH /v1/{project_id}/stacks/{stack_name}/{stack_id}

  @stacks.update_patch.parameters.merged
  @stacks.update_patch.parameters.cleared
  @stacks.update_patch.parameters.unknown
  Scenario: Parameters keep their values unless they get new ones or are cleared
    Given the template
      """
      heat_template_version: 2013-05-23
      parameters:
        p: {type: string, default: d}
        q: {type: string, default: d}
      """
    And a stack "web"
      | parameters | {"p": "old", "q": "old"} |
    When a member sends stacks.update_patch for the stack "web"
      | parameters | {"p": "new"} |
    And the stack "web" has reached UPDATE_COMPLETE
    And a member sends stacks.show for the stack "web"
    Then the answer is as required [stacks.update_patch.parameters.merged]
    When a member sends stacks.update_patch for the stack "web"
      | parameters | {"nope": "v"} |
    Then the answer is as required [stacks.update_patch.parameters.unknown]
    When the stack "web" has reached UPDATE_COMPLETE
    And a member sends stacks.update_patch for the stack "web"
      | clear_parameters | ["q"] |
    And the stack "web" has reached UPDATE_COMPLETE
    And a member sends stacks.show for the stack "web"
    Then the answer is as required [stacks.update_patch.parameters.cleared]

  @stacks.update_patch.400.parameter-immutable
  @stacks.update_patch.400.changes-nothing
  Scenario: A parameter that is immutable keeps its value in an update in part
    Given the template
      """
      heat_template_version: 2013-05-23
      parameters:
        p: {type: string, immutable: true}
      """
    And a stack "web"
      | parameters | {"p": "v"} |
    And a look at the stack "web"
    When a member sends stacks.update_patch for the stack "web"
      | parameters | {"p": "w"} |
    Then the answer is as required [stacks.update_patch.400.parameter-immutable]
    And the stack "web" is what it was [stacks.update_patch.400.changes-nothing]

  @stacks.update_patch.environment.kept
  Scenario: The environment is put over the one that the stack has
    Given the template
      """
      heat_template_version: 2013-05-23
      parameters:
        p: {type: string, default: d}
        q: {type: string, default: d}
      """
    And a stack "web"
      | environment | {"parameter_defaults": {"p": "kept", "q": "old"}} |
    When a member sends stacks.update_patch for the stack "web"
      | environment | {"parameter_defaults": {"q": "new"}} |
    And the stack "web" has reached UPDATE_COMPLETE
    And a member sends stacks.show for the stack "web"
    Then the answer is as required [stacks.update_patch.environment.kept]

  @stacks.update_patch.files.kept
  Scenario: Files are put over those that the stack has
    Given the template
      """
      heat_template_version: 2013-05-23
      outputs:
        a: {value: {get_file: a.txt}}
        b: {value: {get_file: b.txt}}
      """
    And a stack "web"
      | files | {"a.txt": "old a", "b.txt": "old b"} |
    When a member sends stacks.update_patch for the stack "web"
      | files | {"b.txt": "new b"} |
    And the stack "web" has reached UPDATE_COMPLETE
    And a member sends stacks.show for the stack "web"
    Then the answer has '"old a"' for the output "a" [stacks.update_patch.files.kept]
    And the answer has '"new b"' for the output "b" [stacks.update_patch.files.kept]

  @stacks.update_patch.settings-kept
  @stacks.update_patch.tags
  Scenario: Tags and settings are kept unless they are given
    Given a stack "web"
      | tags             | "one" |
      | timeout_mins     | 7     |
      | disable_rollback | false |
    When a member sends stacks.update_patch for the stack "web"
      """
      {}
      """
    And the stack "web" has reached UPDATE_COMPLETE
    And a member sends stacks.show for the stack "web"
    Then the answer is as required [stacks.update_patch.settings-kept]
    When a member sends stacks.update_patch for the stack "web"
      | tags | "new" |
    And the stack "web" has reached UPDATE_COMPLETE
    And a member sends stacks.show for the stack "web"
    Then the answer is as required [stacks.update_patch.tags]
