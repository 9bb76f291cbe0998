Feature: Update stack (PATCH): template
  PATCH /v1/{project_id}/stacks/{stack_name}/{stack_id}

  @stacks.update_patch.202
  @stacks.update_patch.202.notice
  @stacks.update_patch.202.no-location
  @stacks.update_patch.completes
  @stacks.update_patch.nothing
  @stacks.update_patch.template.kept
  @stacks.update_patch.template.null
  Scenario: The template stays if there is none in the request
    Given a stack "web"
    When a member sends stacks.update_patch for the stack "web"
      | tags | "one" |
    Then the answer is as required [stacks.update_patch.202]
    And the answer is as required [stacks.update_patch.202.notice]
    And the answer is as required [stacks.update_patch.202.no-location]
    And the stack "web" reaches UPDATE_COMPLETE [stacks.update_patch.completes]
    When a member sends stacks.update_patch for the stack "web"
      """
      {}
      """
    Then the answer is as required [stacks.update_patch.nothing]
    When the stack "web" has reached UPDATE_COMPLETE
    And a member sends stacks.update_patch for the stack "web"
      | template | null |
    Then the answer is as required [stacks.update_patch.template.null]
    When the stack "web" has reached UPDATE_COMPLETE
    And a member sends stacks.template for the stack "web"
    Then the answer is the template of the stack "web" [stacks.update_patch.template.kept]

  @stacks.update_patch.template.new
  @stacks.update_patch.parameters.former
  Scenario: A template in the request is the new one
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
      | template | {"heat_template_version": "2013-05-23", "description": "new", "parameters": {"p": {"type": "string"}}} |
    And the stack "web" has reached UPDATE_COMPLETE
    And a member sends stacks.show for the stack "web"
    Then the answer has '"new"' at '/stack/description' [stacks.update_patch.template.new]
    And the answer is as required [stacks.update_patch.parameters.former]

  @stacks.update_patch.400.template-invalid
  @stacks.update_patch.400.section
  @stacks.update_patch.400.parameter-missing
  @stacks.update_patch.400.parameter-missing.fault
  @stacks.update_patch.400.no-body
  @stacks.update_patch.400.changes-nothing
  Scenario: What is refused changes nothing
    Given the template
      """
      heat_template_version: 2013-05-23
      parameters:
        p: {type: string}
      """
    And a stack "web"
      | parameters | {"p": "v"} |
    And a look at the stack "web"
    When a member sends stacks.update_patch for the stack "web"
      | template | {"heat_template_version": "2013-05-23", "resources": {"wrong": {"type": "OS::No::Such"}}} |
    Then the answer is as required [stacks.update_patch.400.template-invalid]
    When a member sends stacks.update_patch for the stack "web"
      | template | {"heat_template_version": "2013-05-23", "nope": {}} |
    Then the answer is as required [stacks.update_patch.400.section]
    When a member sends stacks.update_patch for the stack "web"
      | template | {"heat_template_version": "2013-05-23", "parameters": {"p": {"type": "string"}, "r": {"type": "string"}}} |
    Then the answer is as required [stacks.update_patch.400.parameter-missing]
    And the answer is as required [stacks.update_patch.400.parameter-missing.fault]
    When a member sends stacks.update_patch for the stack "web"
    Then the answer is as required [stacks.update_patch.400.no-body]
    And the stack "web" is what it was [stacks.update_patch.400.changes-nothing]
