Feature: Get stack environment
  GET /v1/{project_id}/stacks/{stack_name}/{stack_id}/environment

  @stacks.environment.200
  @stacks.environment.sections
  @stacks.environment.none
  Scenario: A stack without an environment has an empty one
    Given a stack "web"
    When a member sends stacks.environment for the stack "web"
    Then the answer is as required [stacks.environment.200]
    And the answer is as required [stacks.environment.sections]
    And the answer is as required [stacks.environment.none]

  @stacks.environment.parameters
  @stacks.environment.parameter_defaults
  @stacks.environment.resource_registry
  Scenario: An environment comes back as it was sent
    Given the template
      """
      heat_template_version: 2016-10-14
      parameters:
        text: {type: string}
        number: {type: number}
        map: {type: json}
        unmentioned: {type: string, default: of the template}
      resources:
        secret: {type: OS::Heat::RandomString}
      """
    And a stack "web"
      | environment | {"parameters": {"text": "given", "number": 7, "map": {"a": [1, null]}}, "parameter_defaults": {"text": "default", "unknown": "kept"}, "resource_registry": {"OS::Suite::Nothing": "OS::Heat::None", "resources": {"secret": {"OS::Suite::Else": "OS::Heat::RandomString"}}}} |
    When a member sends stacks.environment for the stack "web"
    Then the answer is as required [stacks.environment.parameters]
    And the answer is as required [stacks.environment.parameter_defaults]
    And the answer is as required [stacks.environment.resource_registry]

  @stacks.environment.event_sinks
  @stacks.environment.encrypted_param_names
  Scenario: The rarer sections of an environment come back as well
    Given the template
      """
      heat_template_version: 2016-10-14
      parameters:
        password: {type: string, hidden: true}
      """
    And a stack "web"
      | environment | {"parameters": {"password": "open-sesame"}, "encrypted_param_names": ["password"], "event_sinks": [{"type": "zaqar-queue", "target": "nowhere", "ttl": 60}]} |
    When a member sends stacks.environment for the stack "web"
    Then the answer is as required [stacks.environment.event_sinks]
    And the answer is as required [stacks.environment.encrypted_param_names]

  @stacks.environment.parameters.of-request
  @stacks.environment.after-update
  Scenario: Parameters of the request are part of the environment, and the newest one counts
    Given the template
      """
      heat_template_version: 2016-10-14
      parameters:
        text: {type: string}
        number: {type: number, default: 3}
      """
    And a stack "web"
      | environment | {"parameters": {"text": "given", "number": 7}} |
      | parameters  | {"text": "over"}                               |
    When a member sends stacks.environment for the stack "web"
    Then the answer is as required [stacks.environment.parameters.of-request]
    When a member sends stacks.update for the stack "web"
      | template   | {"heat_template_version": "2016-10-14", "parameters": {"text": {"type": "string"}}} |
      | parameters | {"text": "after"}                                                                   |
    And the stack "web" has reached UPDATE_COMPLETE
    And a member sends stacks.environment for the stack "web"
    Then the answer is as required [stacks.environment.after-update]

  @stacks.environment.hidden
  @stacks.environment.hidden.not-found
  @stacks.environment.deleted.hidden
  Scenario: Hidden values are masked, also when the stack is deleted
    Given the template
      """
      heat_template_version: 2016-10-14
      parameters:
        password: {type: string, hidden: true}
      """
    And a stack "web"
      | environment | {"parameters": {"password": "open-sesame"}, "parameter_defaults": {"password": "open-sesame-too"}} |
    When a member sends stacks.environment for the stack "web"
    Then the answer is as required [stacks.environment.hidden]
    And the answer does not hold "open-sesame" [stacks.environment.hidden.not-found]
    When a member sends stacks.delete for the stack "web"
    And the stack "web" has gone
    And a member sends stacks.environment for the stack "web"
    Then the answer is as required [stacks.environment.deleted.hidden]

  @stacks.environment.deleted
  Scenario: A deleted stack still has its environment
    Given the template
      """
      heat_template_version: 2016-10-14
      parameters:
        text: {type: string}
      """
    And a stack "web"
      | parameters | {"text": "given"} |
    When a member sends stacks.delete for the stack "web"
    And the stack "web" has gone
    And a member sends stacks.environment for the stack "web"
    Then the answer is as required [stacks.environment.deleted]

  @stacks.environment.404
  @stacks.environment.404.fault
  Scenario: A stack that is not there has no environment
    When a member sends stacks.environment for the stack "web"
    Then the answer is as required [stacks.environment.404]
    And the answer is as required [stacks.environment.404.fault]

  @stacks.environment.404.wrong-id
  @stacks:2
  Scenario: The name and the id say together whose environment is meant
    Given a stack "web"
    And a stack "other"
    When a member sends GET to "/v1/{project_id}/stacks/{name:web}/{id:other}/environment"
    Then the answer is as required [stacks.environment.404.wrong-id]

  @stacks.environment.404.other-project
  Scenario: The environment of another project's stack is not there
    Given another project has a stack "theirs"
    When a member sends stacks.environment for the stack "theirs"
    Then the answer is as required [stacks.environment.404.other-project]

  @stacks.environment.401.no-token
  @stacks.environment.reader
  @stacks.environment.403.stack-user
  @stacks.environment.405
  Scenario: The environment is for those who may read, and only read
    Given a stack "web"
    When nobody sends stacks.environment for the stack "web"
    Then the answer is as required [stacks.environment.401.no-token]
    When a reader sends stacks.environment for the stack "web"
    Then the answer is as required [stacks.environment.reader]
    When a stack user sends stacks.environment for the stack "web"
    Then the answer is as required [stacks.environment.403.stack-user]
    When a member sends PUT to "/v1/{project_id}/stacks/{name:web}/{id:web}/environment"
    Then the answer is as required [stacks.environment.405]
