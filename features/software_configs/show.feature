Feature: Show configuration details
  GET /v1/{project_id}/software_configs/{config_id}

  @software_configs.show.200
  @software_configs.show.whole
  @software_configs.show.reader
  Scenario: A configuration is shown
    Given a software configuration "script"
    When a member sends software_configs.show
    Then the answer is as required [software_configs.show.200]
    And the answer is as required [software_configs.show.whole]
    When a reader sends software_configs.show
    Then the answer is as required [software_configs.show.reader]

  @software_configs.show.404
  @software_configs.show.404.fault
  Scenario: A member sees no configuration by an id that nothing has
    When a member sends software_configs.show
    Then the answer is as required [software_configs.show.404]
    And the answer is as required [software_configs.show.404.fault]

  @software_configs.show.404.other-project
  Scenario: A member sees no configuration of another project
    Given another project has a software configuration "theirs"
    When a member sends software_configs.show
    Then the answer is as required [software_configs.show.404.other-project]

  @software_configs.show.400.body-given
  Scenario: Somebody with a body sees no configuration
    Given a software configuration "script"
    When a member sends software_configs.show with the body "{}"
    Then the answer is as required [software_configs.show.400.body-given]

  @software_configs.show.401.no-token
  Scenario: Somebody without a token sees no configuration
    Given a software configuration "script"
    When nobody sends software_configs.show
    Then the answer is as required [software_configs.show.401.no-token]

  @software_configs.show.403.stack-user
  Scenario: A stack user sees no configuration
    Given a software configuration "script"
    When a stack user sends software_configs.show
    Then the answer is as required [software_configs.show.403.stack-user]

  @software_configs.show.403.other-project
  Scenario: A member sees no configuration at the address of another project
    When a member sends GET to "/v1/{other_project_id}/software_configs/{no_id}"
    Then the answer is as required [software_configs.show.403.other-project]

  @software_configs.show.405
  Scenario: A PUT to a configuration is not known
    When a member sends PUT to "/v1/{project_id}/software_configs/{no_id}"
    Then the answer is as required [software_configs.show.405]

  @software_configs.show.resource
  @software_configs.show.resource.deleted
  Scenario: A text of a stack is shown, until the stack is deleted
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        config:
          type: OS::Heat::SoftwareConfig
          properties:
            group: script
            config: echo $who
            inputs: [{name: who}]
            outputs: [{name: said}]
      outputs:
        id: {value: {get_resource: config}}
      """
    And a stack "web"
    When a member sends stacks.show for the stack "web"
    And the answer's "/stack/outputs/0/output_value" is remembered as "config_id"
    And a member sends software_configs.show
    Then the answer is as required [software_configs.show.resource]
    When a member sends stacks.delete for the stack "web"
    And the stack "web" has gone
    And a member sends software_configs.show
    Then the answer is as required [software_configs.show.resource.deleted]

  @software_configs.show.resource.map
  Scenario: A map of a stack is shown
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        config:
          type: OS::Heat::StructuredConfig
          properties:
            config: {packages: {get_input: who}}
      outputs:
        id: {value: {get_resource: config}}
      """
    And a stack "web"
    When a member sends stacks.show for the stack "web"
    And the answer's "/stack/outputs/0/output_value" is remembered as "config_id"
    And a member sends software_configs.show
    Then the answer is as required [software_configs.show.resource.map]

  @software_configs.show.resource.cloud-config
  Scenario: A text for cloud-init is shown
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        config:
          type: OS::Heat::CloudConfig
          properties:
            cloud_config: {runcmd: [[ls, /tmp]], packages: [curl]}
      outputs:
        id: {value: {get_resource: config}}
      """
    And a stack "web"
    When a member sends stacks.show for the stack "web"
    And the answer's "/stack/outputs/0/output_value" is remembered as "config_id"
    And a member sends software_configs.show
    Then the answer is as required [software_configs.show.resource.cloud-config]

  @software_configs.show.resource.parts
  Scenario: A message of several parts is shown
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        script: {type: OS::Heat::SoftwareConfig, properties: {config: echo $who}}
        config:
          type: OS::Heat::MultipartMime
          properties:
            parts:
              - config: {get_resource: script}
              - config: ls
                filename: run.sh
                subtype: x-shellscript
      outputs:
        id: {value: {get_resource: config}}
      """
    And a stack "web"
    When a member sends stacks.show for the stack "web"
    And the answer's "/stack/outputs/0/output_value" is remembered as "config_id"
    And a member sends software_configs.show
    Then the answer is as required [software_configs.show.resource.parts]

  @software_configs.show.time
  Scenario: A configuration has the time of its creation
    Given a software configuration "script"
    When a member sends software_configs.show
    Then the answer's times at "/software_config/creation_time" are of this scenario [software_configs.show.time]
