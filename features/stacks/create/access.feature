Feature: Create stack: who may, and with what kind of body
  POST /v1/{project_id}/stacks

  @stacks.create.401.no-token
  Scenario: Somebody without a token makes nothing
    When nobody creates a stack "web"
    Then there is no stack "web", and the answer is as required [stacks.create.401.no-token]

  @stacks.create.403.reader
  @stacks.create.403.stack-user
  Scenario: A reader makes nothing
    When a reader creates a stack "web"
    Then there is no stack "web", and the answer is as required [stacks.create.403.reader]
    When a stack user creates a stack "web"
    Then there is no stack "web", and the answer is as required [stacks.create.403.stack-user]

  @stacks.create.403.other-project
  Scenario: A stack is made only in the token's own project
    When a member sends POST to "/v1/{other_project_id}/stacks"
      | stack_name | "{name:web}"                            |
      | template   | {"heat_template_version": "2013-05-23"} |
    Then there is no stack "web", and the answer is as required [stacks.create.403.other-project]

  @stacks.create.403.resource-type
  Scenario: Some types are for administrators
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        r: {type: OS::Keystone::Project}
      """
    When a member creates a stack "web"
    Then there is no stack "web", and the answer is as required [stacks.create.403.resource-type]

  @stacks.create.400.no-body
  Scenario: A creation needs a body
    When a member sends stacks.create
    Then the answer is as required [stacks.create.400.no-body]

  @stacks.create.400.malformed-json
  @stacks.create.400.malformed-json.fault
  Scenario: A body that breaks off is refused
    When a member sends stacks.create with the body '{"stack_name": '
    Then the answer is as required [stacks.create.400.malformed-json]
    And the answer is as required [stacks.create.400.malformed-json.fault]

  @stacks.create.400.array
  Scenario: A body is an object
    When a member sends stacks.create with the body '[{"stack_name": "{name:web}"}]'
    Then the answer is as required [stacks.create.400.array]
