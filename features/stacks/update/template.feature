Feature: Update stack: template
  PUT /v1/{project_id}/stacks/{stack_name}/{stack_id}

  @stacks.update.template.over-url
  Scenario: A template in the request counts more than the address of one
    Given a stack "web"
    When a member updates the stack "web"
      | template     | {"heat_template_version": "2013-05-23", "description": "in the request"} |
      | template_url | "http://template.invalid/other.yaml"                                     |
    Then the answer is as required [stacks.update.template.over-url]
    When the stack "web" has reached UPDATE_COMPLETE
    And a member sends stacks.template for the stack "web"
    Then the answer is the template of the stack "web" [stacks.update.template.over-url]

  @stacks.update.template_url
  Scenario: A new template is fetched from its address
    Given a stack "web"
    And the template
      """
      heat_template_version: 2013-05-23
      description: fetched from its address
      """
    And the template stands at an address
    When a member updates the stack "web"
      | template     | null             |
      | template_url | "{template_url}" |
    Then the answer is as required [stacks.update.template_url]
    When the stack "web" has reached UPDATE_COMPLETE
    And a member sends stacks.show for the stack "web"
    Then the answer has '"fetched from its address"' at '/stack/description' [stacks.update.template_url]

  @stacks.update.400.no-template
  @stacks.update.400.no-template.fault
  @stacks.update.400.no-body
  @stacks.update.400.template-invalid
  @stacks.update.400.template-invalid.fault
  @stacks.update.400.section
  @stacks.update.400.resource-keyword
  @stacks.update.400.changes-nothing
  Scenario: An update needs a valid template, and else changes nothing
    Given a stack "web"
    And a look at the stack "web"
    When a member updates the stack "web"
      | template   | null        |
      | parameters | {"p": "v"}  |
    Then the answer is as required [stacks.update.400.no-template]
    And the answer is as required [stacks.update.400.no-template.fault]
    When a member updates the stack "web"
      | template | null |
      | existing | true |
    Then the answer is as required [stacks.update.400.no-template.fault]
    When a member sends stacks.update for the stack "web"
    Then the answer is as required [stacks.update.400.no-body]
    When a member updates the stack "web"
      """
      heat_template_version: 2013-05-23
      resources:
        wrong: {type: OS::No::Such}
      """
    Then the answer is as required [stacks.update.400.template-invalid]
    And the answer is as required [stacks.update.400.template-invalid.fault]
    When a member updates the stack "web"
      """
      heat_template_version: 2013-05-23
      nope: {}
      """
    Then the answer is as required [stacks.update.400.section]
    When a member updates the stack "web"
      """
      heat_template_version: 2013-05-23
      resources:
        wrong: {nope: OS::Heat::None}
      """
    Then the answer is as required [stacks.update.400.resource-keyword]
    And the stack "web" is what it was [stacks.update.400.changes-nothing]

  @stacks.update.name-overlooked
  Scenario: An update renames nothing
    Given a stack "web"
    And a look at the stack "web"
    When a member updates the stack "web"
      | stack_name | "{name:other}" |
    Then the stack "web" reaches UPDATE_COMPLETE [stacks.update.name-overlooked]
    And the stack "web" keeps its id, name and time of creation [stacks.update.name-overlooked]
    And there is no stack "other" [stacks.update.name-overlooked]
