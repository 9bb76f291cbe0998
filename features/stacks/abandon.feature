Feature: Abandon stack
  DELETE /v1/{project_id}/stacks/{stack_name}/{stack_id}/abandon

  @stacks.abandon.200
  @stacks.abandon.template
  @stacks.abandon.resources
  @stacks.abandon.environment
  @stacks.abandon.files
  @stacks.abandon.tags
  @stacks.abandon.gone
  @config:enable_stack_abandon=true
  Scenario: A stack is abandoned with everything about it
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
    When a member sends stacks.abandon for the stack "web"
    Then the answer is as required [stacks.abandon.200]
    And the answer is as required [stacks.abandon.template]
    And the answer is as required [stacks.abandon.resources]
    And the answer is as required [stacks.abandon.environment]
    And the answer is as required [stacks.abandon.files]
    And the answer is as required [stacks.abandon.tags]
    And the stack "web" is found no more [stacks.abandon.gone]

  @stacks.abandon.400.disabled
  @config:enable_stack_abandon=false
  Scenario: Nothing is abandoned where the operator does not allow it
    Given a stack "web"
    When a member sends stacks.abandon for the stack "web"
    Then the answer is as required [stacks.abandon.400.disabled]

  @stacks.abandon.404
  @stacks.abandon.404.fault
  @config:enable_stack_abandon=true
  Scenario: A stack that is not there is not abandoned
    When a member sends stacks.abandon for the stack "web"
    Then the answer is as required [stacks.abandon.404]
    And the answer is as required [stacks.abandon.404.fault]

  @stacks.abandon.404.other-project
  @config:enable_stack_abandon=true
  Scenario: A stack of another project is not abandoned
    Given another project has a stack "theirs"
    When a member sends stacks.abandon for the stack "theirs"
    Then the answer is as required [stacks.abandon.404.other-project]

  @stacks.abandon.401.no-token
  @stacks.abandon.403.reader
  @stacks.abandon.403.stack-user
  @config:enable_stack_abandon=true
  Scenario: Neither a reader nor somebody without a token abandons anything
    Given a stack "web"
    When nobody sends stacks.abandon for the stack "web"
    Then the stack "web" is untouched, and the answer is as required [stacks.abandon.401.no-token]
    When a reader sends stacks.abandon for the stack "web"
    Then the stack "web" is untouched, and the answer is as required [stacks.abandon.403.reader]
    When a stack user sends stacks.abandon for the stack "web"
    Then the stack "web" is untouched, and the answer is as required [stacks.abandon.403.stack-user]

  @stacks.abandon.403.other-project
  Scenario: Nothing is abandoned in a project that is not the token's
    When a member sends DELETE to "/v1/{other_project_id}/stacks/{name:web}/{no_id}/abandon"
    Then the answer is as required [stacks.abandon.403.other-project]

  @stacks.abandon.keeps
  @config:enable_stack_abandon=true
  @config:enable_stack_adopt=true
  Scenario: The real things of an abandoned stack are there for another one
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        net: {type: OS::Neutron::Net}
      outputs:
        status: {value: {get_attr: [net, status]}}
      """
    And a stack "web"
    When a member sends stacks.abandon for the stack "web"
    And the stack "web" has gone, and a member adopts it as "again"
    And the stack "again" has reached ADOPT_COMPLETE
    And a member sends stacks.show for the stack "again"
    Then the answer has '"ACTIVE"' for the output "status" [stacks.abandon.keeps]

  @stacks.abandon.405
  Scenario: Abandoning has no GET
    Given a stack "web"
    When a member sends GET to "/v1/{project_id}/stacks/{name:web}/{id:web}/abandon"
    Then the answer is as required [stacks.abandon.405]

  @stacks.abandon.resources.identity
  @config:enable_stack_abandon=true
  Scenario: A resource is abandoned with what is known of the real thing
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
    And a member sends stacks.abandon for the stack "web"
    Then the answer has '"thing"' at "/resources/thing/name" [stacks.abandon.resources.identity]
    And the answer has '"OS::Heat::RandomString"' at "/resources/thing/type" [stacks.abandon.resources.identity]
    And the answer has '"{thing_id}"' at "/resources/thing/resource_id" [stacks.abandon.resources.identity]
    And the answer has '"{thing_value}"' at "/resources/thing/resource_data/value" [stacks.abandon.resources.identity]
