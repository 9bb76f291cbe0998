Feature: Export stack
  GET /v1/{project_id}/stacks/{stack_name}/{stack_id}/export

  @stacks.export.200
  @stacks.export.template
  @stacks.export.resources
  @stacks.export.environment
  @stacks.export.files
  @stacks.export.tags
  @stacks.export.changes-nothing
  @config:enable_stack_abandon=true
  Scenario: A stack is exported with everything about it
    Given the template
      """
      heat_template_version: 2013-05-23
      parameters:
        p: {type: string}
      resources:
        r: {type: OS::Heat::RandomString}
      outputs:
        p: {value: {get_param: p}}
      """
    And a stack "web"
      | parameters  | {"p": "v"}     |
      | environment | {"event_sinks": [{"type": "zaqar-queue", "target": "nowhere", "ttl": 60}]} |
      | files       | {"f.txt": "c"} |
      | tags        | "one"          |
    And a look at the stack "web"
    When a member sends stacks.export for the stack "web"
    Then the answer is as required [stacks.export.200]
    And the answer is as required [stacks.export.template]
    And the answer is as required [stacks.export.resources]
    And the answer is as required [stacks.export.environment]
    And the answer is as required [stacks.export.files]
    And the answer is as required [stacks.export.tags]
    And the stack "web" is what it was [stacks.export.changes-nothing]

  @stacks.export.nested
  @cap:type:OS::Heat::ResourceGroup
  @config:enable_stack_abandon=true
  Scenario: A stack is exported with the stacks inside of it
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        g:
          type: OS::Heat::ResourceGroup
          properties: {count: 2, resource_def: {type: OS::Heat::RandomString}}
      """
    And a stack "web"
    When a member sends stacks.export for the stack "web"
    Then the answer is as required [stacks.export.nested]

  @stacks.export.400.disabled
  @config:enable_stack_abandon=false
  Scenario: Nothing is exported where the operator does not allow it
    Given a stack "web"
    When a member sends stacks.export for the stack "web"
    Then the answer is as required [stacks.export.400.disabled]

  @stacks.export.404
  @stacks.export.404.fault
  @config:enable_stack_abandon=true
  Scenario: A stack that is not there is not exported
    When a member sends stacks.export for the stack "web"
    Then the answer is as required [stacks.export.404]
    And the answer is as required [stacks.export.404.fault]

  @stacks.export.404.other-project
  @config:enable_stack_abandon=true
  Scenario: A stack of another project is not exported
    Given another project has a stack "theirs"
    When a member sends stacks.export for the stack "theirs"
    Then the answer is as required [stacks.export.404.other-project]

  @stacks.export.401.no-token
  @stacks.export.403.reader
  @stacks.export.403.stack-user
  @config:enable_stack_abandon=true
  Scenario: Neither a reader nor somebody without a token exports anything
    Given a stack "web"
    When nobody sends stacks.export for the stack "web"
    Then the stack "web" is untouched, and the answer is as required [stacks.export.401.no-token]
    When a reader sends stacks.export for the stack "web"
    Then the stack "web" is untouched, and the answer is as required [stacks.export.403.reader]
    When a stack user sends stacks.export for the stack "web"
    Then the stack "web" is untouched, and the answer is as required [stacks.export.403.stack-user]

  @stacks.export.403.other-project
  Scenario: Nothing is exported in a project that is not the token's
    When a member sends GET to "/v1/{other_project_id}/stacks/{name:web}/{no_id}/export"
    Then the answer is as required [stacks.export.403.other-project]

  @stacks.export.405
  Scenario: Exporting has no PUT
    Given a stack "web"
    When a member sends PUT to "/v1/{project_id}/stacks/{name:web}/{id:web}/export"
    Then the answer is as required [stacks.export.405]

  @stacks.export.resources.identity
  @config:enable_stack_abandon=true
  Scenario: A resource is exported with what is known of the real thing
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        thing: {type: OS::Heat::RandomString}
      """
    And a stack "web"
    And "thing" is remembered as "resource_name"
    When a member sends resources.show for the stack "web"
    And the answer's "/resource/physical_resource_id" is remembered as "thing_id"
    And the answer's "/resource/attributes/value" is remembered as "thing_value"
    And a member sends stacks.export for the stack "web"
    Then the answer has '"thing"' at "/resources/thing/name" [stacks.export.resources.identity]
    And the answer has '"OS::Heat::RandomString"' at "/resources/thing/type" [stacks.export.resources.identity]
    And the answer has '"{thing_id}"' at "/resources/thing/resource_id" [stacks.export.resources.identity]
    And the answer has '"{thing_value}"' at "/resources/thing/resource_data/value" [stacks.export.resources.identity]
