Feature: Create stack
  POST /v1/{project_id}/stacks

  @stacks.create.201
  @stacks.create.201.location
  @stacks.create.201.id
  @stacks.create.201.link
  @stacks.create.201.one-address
  @stacks.create.201.nothing-else
  @stacks.create.201.content-type
  @stacks.create.completes
  @stacks.create.completes.reason
  Scenario: A stack is created
    When a member creates a stack "web"
    Then the answer is as required [stacks.create.201]
    And the answer is as required [stacks.create.201.location]
    And the answer is as required [stacks.create.201.id]
    And the answer is as required [stacks.create.201.link]
    And the answer names one stack in header, link and id [stacks.create.201.one-address]
    And the answer is as required [stacks.create.201.nothing-else]
    And the answer is as required [stacks.create.201.content-type]
    And the stack "web" reaches CREATE_COMPLETE [stacks.create.completes]
    And the stack "web" has the reason "Stack CREATE completed successfully" [stacks.create.completes.reason]

  @stacks.create.visible
  Scenario: A new stack is shown at once
    When a member creates a stack "web"
    And a member sends stacks.show for the stack "web"
    Then the answer shows a creation in progress or further [stacks.create.visible]

  @stacks.create.400.name-missing
  @stacks.create.400.name-missing.fault
  Scenario: A stack needs a name
    When a member creates a stack "web"
      | stack_name | null |
    Then the answer is as required [stacks.create.400.name-missing]
    And the answer is as required [stacks.create.400.name-missing.fault]

  @stacks.create.400.name-characters
  Scenario: A name has only letters, digits and a few signs
    Then every name with another sign is answered as required [stacks.create.400.name-characters]

  @stacks.create.409.name-conflict
  @stacks.create.409.name-conflict.fault
  Scenario: A name is taken as long as its stack lives
    Given a stack "web"
    When a member creates a stack "web"
    Then the answer is as required [stacks.create.409.name-conflict]
    And the answer is as required [stacks.create.409.name-conflict.fault]

  @stacks.create.name.free-again
  Scenario: A name is free again when its stack is deleted
    Given a stack "web"
    When a member sends stacks.delete for the stack "web"
    And the stack "web" has gone
    And a member creates a stack "web"
    Then the answer is as required [stacks.create.name.free-again]

  @stacks.create.name.other-project
  @stacks:2
  Scenario: Another project may use the same name
    Given another project has a stack "web"
    When a member creates a stack "web"
    Then the answer is as required [stacks.create.name.other-project]

  @stacks.create.400.malformed-json
  @stacks.create.400.malformed-json.fault
  Scenario: A body that breaks off is refused
    When a member sends stacks.create with the body '{"stack_name": '
    Then the answer is as required [stacks.create.400.malformed-json]
    And the answer is as required [stacks.create.400.malformed-json.fault]

  @stacks.create.401.no-token
  Scenario: Somebody without a token makes nothing
    When nobody creates a stack "web"
    Then there is no stack "web", and the answer is as required [stacks.create.401.no-token]

  @stacks.create.400.makes-nothing
  Scenario: A refused creation makes nothing
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        wrong: {type: No::Such::Type}
      """
    When a member creates a stack "web"
    Then there is no stack "web" [stacks.create.400.makes-nothing]
