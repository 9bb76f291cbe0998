Feature: Create stack: adopt
  POST /v1/{project_id}/stacks

  @stacks.create.adopt
  @stacks.create.adopt.completes
  @stacks.create.adopt.things
  @config:enable_stack_abandon=true
  @config:enable_stack_adopt=true
  Scenario: An abandoned stack is adopted with its resources
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        r: {type: OS::Heat::RandomString}
      outputs:
        secret: {value: {get_attr: [r, value]}}
      """
    And a stack "web"
    When a member sends stacks.show for the stack "web"
    And the answer's "/stack/outputs/0/output_value" is remembered as "secret"
    And a member sends stacks.abandon for the stack "web"
    And the stack "web" has gone, and a member adopts it as "again"
    Then the answer is as required [stacks.create.adopt]
    And the stack "again" reaches ADOPT_COMPLETE [stacks.create.adopt.completes]
    When a member sends stacks.show for the stack "again"
    Then the answer has '"{secret}"' for the output "secret" [stacks.create.adopt.things]

  @stacks.create.adopt.nested
  @cap:type:OS::Heat::ResourceGroup
  @config:enable_stack_abandon=true
  @config:enable_stack_adopt=true
  Scenario: An abandoned stack is adopted with the stacks inside of it
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        g:
          type: OS::Heat::ResourceGroup
          properties: {count: 1, resource_def: {type: OS::Heat::RandomString}}
      outputs:
        secret: {value: {get_attr: [g, resource.0.value]}}
      """
    And a stack "web"
    When a member sends stacks.show for the stack "web"
    And the answer's "/stack/outputs/0/output_value" is remembered as "secret"
    And a member sends stacks.abandon for the stack "web"
    And the stack "web" has gone, and a member adopts it as "again"
    And the stack "again" has reached ADOPT_COMPLETE
    And a member sends stacks.show for the stack "again"
    Then the answer has '"{secret}"' for the output "secret" [stacks.create.adopt.nested]

  @stacks.create.adopt.parameters
  @stacks.create.adopt.template-overlooked
  @config:enable_stack_adopt=true
  Scenario: Template and parameters are those of the exported stack
    When a member creates a stack "web"
      | adopt_stack_data | "{\\"template\\": {\\"heat_template_version\\": \\"2013-05-23\\", \\"description\\": \\"exported\\", \\"parameters\\": {\\"p\\": {\\"type\\": \\"string\\"}, \\"q\\": {\\"type\\": \\"string\\"}}}, \\"environment\\": {\\"parameters\\": {\\"p\\": \\"exported\\", \\"q\\": \\"exported\\"}}}" |
      | parameters       | {"q": "given"} |
    And the stack "web" has reached ADOPT_COMPLETE
    And a member sends stacks.show for the stack "web"
    Then the answer is as required [stacks.create.adopt.parameters]
    And the answer has '"exported"' at '/stack/description' [stacks.create.adopt.template-overlooked]

  @stacks.create.adopt.without-id
  @config:enable_stack_adopt=true
  Scenario: A resource without an id cannot be adopted
    When a member creates a stack "web"
      | template         | null |
      | disable_rollback | true |
      | adopt_stack_data | "{\\"template\\": {\\"heat_template_version\\": \\"2013-05-23\\", \\"resources\\": {\\"r\\": {\\"type\\": \\"OS::Heat::RandomString\\"}}}}" |
    And the stack "web" has reached ADOPT_FAILED
    And a member sends stacks.show for the stack "web"
    Then the answer is as required [stacks.create.adopt.without-id]

  @stacks.create.adopt.400.no-template
  @stacks.create.adopt.400.object
  @config:enable_stack_adopt=true
  Scenario: What is no exported stack cannot be adopted
    When a member creates a stack "web"
      | adopt_stack_data | "{\\"resources\\": {}}" |
    Then the answer is as required [stacks.create.adopt.400.no-template]
    When a member creates a stack "web"
      | adopt_stack_data | {"template": {"heat_template_version": "2013-05-23"}} |
    Then the answer is as required [stacks.create.adopt.400.object]

  @stacks.create.adopt.400.disabled
  @config:enable_stack_adopt=false
  Scenario: Nothing is adopted where the operator does not allow it
    When a member creates a stack "web"
      | adopt_stack_data | "{\\"template\\": {\\"heat_template_version\\": \\"2013-05-23\\"}}" |
    Then the answer is as required [stacks.create.adopt.400.disabled]
