Feature: Create configuration
  POST /v1/{project_id}/software_configs

  @software_configs.create.200
  @software_configs.create.echo
  @software_configs.create.stored
  Scenario: A configuration is created with everything that it can have
    When a member sends software_configs.create
      | name    | "{name:script}" |
      | group   | "script" |
      | config  | "echo $who" |
      | inputs  | [{"name": "who", "description": "Whom to greet", "type": "String", "default": "you"}] |
      | outputs | [{"name": "said", "description": "What was said", "type": "String", "error_output": true}] |
      | options | {"shell": "sh"} |
    Then the answer is as required [software_configs.create.200]
    And the answer is as required [software_configs.create.echo]
    When the answer's "/software_config/id" is remembered as "config_id"
    And the answer's "/software_config/name" is remembered as "config_name"
    And a member sends software_configs.show
    Then the answer is as required [software_configs.create.stored]

  @software_configs.create.nothing-given
  Scenario: A configuration needs nothing
    When a member sends software_configs.create with the body "{}"
    Then the answer is as required [software_configs.create.nothing-given]

  @software_configs.create.config.map
  Scenario: A configuration may be a map
    When a member sends software_configs.create
      | name   | "{name:script}" |
      | config | {"packages": {"curl": []}} |
    Then the answer is as required [software_configs.create.config.map]

  @software_configs.create.unknown-field
  Scenario: A field that nobody knows is overlooked
    When a member sends software_configs.create
      | name | "{name:script}" |
      | nope | 1 |
    Then the answer is as required [software_configs.create.unknown-field]

  @software_configs.create.input.type
  Scenario: An input and an output are texts unless they say otherwise
    When a member sends software_configs.create
      | name    | "{name:script}" |
      | inputs  | [{"name": "a"}] |
      | outputs | [{"name": "b"}] |
    Then the answer is as required [software_configs.create.input.type]

  @software_configs.create.input.default
  Scenario: A default becomes a value of its type
    When a member sends software_configs.create
      | name   | "{name:script}" |
      | inputs | [{"name": "n", "type": "Number", "default": "3"}, {"name": "l", "type": "CommaDelimitedList", "default": "a,b"}, {"name": "b", "type": "Boolean", "default": "True"}] |
    Then the answer is as required [software_configs.create.input.default]

  @software_configs.create.input.replace_on_change
  Scenario: An input may ask for another deployment when it changes
    When a member sends software_configs.create
      | name   | "{name:script}" |
      | inputs | [{"name": "a", "replace_on_change": true}, {"name": "b", "replace_on_change": false}] |
    Then the answer is as required [software_configs.create.input.replace_on_change]

  @software_configs.create.input.value
  Scenario: An input may have a value
    When a member sends software_configs.create
      | name   | "{name:script}" |
      | inputs | [{"name": "a", "value": [1]}] |
    Then the answer is as required [software_configs.create.input.value]

  @software_configs.create.400.no-body
  @software_configs.create.400.no-body.fault
  @software_configs.create.400.malformed
  Scenario: The creation of a configuration needs a body
    When a member sends software_configs.create
    Then the answer is as required [software_configs.create.400.no-body]
    And the answer is as required [software_configs.create.400.no-body.fault]
    When a member sends software_configs.create with the body "{[}"
    Then the answer is as required [software_configs.create.400.malformed]

  @software_configs.create.400.inputs-no-list
  @software_configs.create.400.input-no-map
  @software_configs.create.400.outputs-no-list
  @software_configs.create.400.input-no-name
  @software_configs.create.400.input-type
  @software_configs.create.400.input-default
  @software_configs.create.400.input-unknown-key
  @software_configs.create.400.output-type
  Scenario: Wrong inputs and outputs are refused
    When a member sends software_configs.create
      | name   | "{name:script}" |
      | inputs | {"a": 1} |
    Then the answer is as required [software_configs.create.400.inputs-no-list]
    When a member sends software_configs.create
      | name   | "{name:script}" |
      | inputs | [1] |
    Then the answer is as required [software_configs.create.400.input-no-map]
    When a member sends software_configs.create
      | name    | "{name:script}" |
      | outputs | "x" |
    Then the answer is as required [software_configs.create.400.outputs-no-list]
    When a member sends software_configs.create
      | name   | "{name:script}" |
      | inputs | [{"type": "String"}] |
    Then the answer is as required [software_configs.create.400.input-no-name]
    When a member sends software_configs.create
      | name   | "{name:script}" |
      | inputs | [{"name": "a", "type": "Nope"}] |
    Then the answer is as required [software_configs.create.400.input-type]
    When a member sends software_configs.create
      | name   | "{name:script}" |
      | inputs | [{"name": "a", "type": "Number", "default": "z"}] |
    Then the answer is as required [software_configs.create.400.input-default]
    When a member sends software_configs.create
      | name   | "{name:script}" |
      | inputs | [{"name": "a", "nope": 1}] |
    Then the answer is as required [software_configs.create.400.input-unknown-key]
    When a member sends software_configs.create
      | name    | "{name:script}" |
      | outputs | [{"name": "a", "type": "Nope"}] |
    Then the answer is as required [software_configs.create.400.output-type]

  @software_configs.create.400.too-many
  @config:max_software_configs_per_tenant=2
  Scenario: A project has as many configurations as it may and no more
    Given a software configuration "first"
    And a software configuration "second"
    When a member sends software_configs.create
      | name | "{name:script}" |
    Then the answer is as required [software_configs.create.400.too-many]

  @software_configs.create.401.no-token
  Scenario: Somebody without a token creates no configuration
    When nobody sends software_configs.create
      | name | "{name:script}" |
    Then the answer is as required [software_configs.create.401.no-token]

  @software_configs.create.403.reader
  Scenario: A reader creates no configuration
    When a reader sends software_configs.create
      | name | "{name:script}" |
    Then the answer is as required [software_configs.create.403.reader]

  @software_configs.create.403.stack-user
  Scenario: A stack user creates no configuration
    When a stack user sends software_configs.create
      | name | "{name:script}" |
    Then the answer is as required [software_configs.create.403.stack-user]

  @software_configs.create.403.other-project
  Scenario: A member creates no configuration at the address of another project
    When a member sends POST to "/v1/{other_project_id}/software_configs"
      | name | "{name:script}" |
    Then the answer is as required [software_configs.create.403.other-project]

  @software_configs.create.405
  Scenario: A PUT to the configurations is not known
    When a member sends PUT to "/v1/{project_id}/software_configs"
    Then the answer is as required [software_configs.create.405]
