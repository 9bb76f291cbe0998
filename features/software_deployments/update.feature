Feature: Update deployment
  PUT /v1/{project_id}/software_deployments/{deployment_id}

  @software_deployments.update.200
  @software_deployments.update.fields
  @software_deployments.update.updated_time
  @software_deployments.update.stored
  Scenario: Everything about a deployment can be changed
    Given a software configuration "script"
    And a software deployment to "server"
    When a member sends software_deployments.update
      | input_values  | {"who": "them"} |
      | output_values | {"said": "hi"} |
      | action        | "UPDATE" |
      | status        | "COMPLETE" |
      | status_reason | "Outputs received" |
    Then the answer is as required [software_deployments.update.200]
    And the answer is as required [software_deployments.update.fields]
    And the answer is as required [software_deployments.update.updated_time]
    When a member sends software_deployments.show
    Then the answer is as required [software_deployments.update.stored]

  @software_deployments.update.nothing-given
  @software_deployments.update.server_id
  @software_deployments.update.empty-values
  @software_deployments.update.others-kept
  @software_deployments.update.400.no-body
  @software_deployments.update.400.no-body.fault
  Scenario: What is not given stays
    Given a software configuration "script"
    And a software deployment to "server"
    When a member sends software_deployments.update with the body "{}"
    Then the answer is as required [software_deployments.update.nothing-given]
    When a member sends software_deployments.update
      | server_id | "{name:elsewhere}" |
    Then the answer is as required [software_deployments.update.server_id]
    When a member sends software_deployments.update
      | input_values  | {} |
      | status        | "" |
      | status_reason | null |
    Then the answer is as required [software_deployments.update.empty-values]
    When a member sends software_deployments.update
      | status | "FAILED" |
    Then the answer is as required [software_deployments.update.others-kept]
    When a member sends software_deployments.update
    Then the answer is as required [software_deployments.update.400.no-body]
    And the answer is as required [software_deployments.update.400.no-body.fault]

  @software_deployments.update.config_id
  Scenario: A deployment gets another configuration
    Given a software configuration "another"
    And a software configuration "script"
    And a software deployment to "server"
    When a member sends software_deployments.update
      | config_id | "{id:another}" |
    And a member sends software_deployments.show
    Then the answer is as required [software_deployments.update.config_id]

  @software_deployments.update.config_id.answer
  Scenario: The change of a configuration is told at once
    Given a software configuration "another"
    And a software configuration "script"
    And a software deployment to "server"
    When a member sends software_deployments.update
      | config_id | "{id:another}" |
    Then the answer is as required [software_deployments.update.config_id.answer]

  @software_deployments.update.404.config
  Scenario: A configuration that is not there is not taken
    Given a software configuration "script"
    And a software deployment to "server"
    When a member sends software_deployments.update
      | config_id | "{no_id}" |
    Then the answer is as required [software_deployments.update.404.config]

  @software_deployments.update.404
  @software_deployments.update.404.fault
  Scenario: A member changes no deployment by an id that nothing has
    When a member sends software_deployments.update
      | status | "COMPLETE" |
    Then the answer is as required [software_deployments.update.404]
    And the answer is as required [software_deployments.update.404.fault]

  @software_deployments.update.404.other-project
  Scenario: A member changes no deployment of another project
    Given another project has a software configuration "theirs"
    And another project has a software deployment to "server"
    When a member sends software_deployments.update
      | status | "COMPLETE" |
    Then the answer is as required [software_deployments.update.404.other-project]

  @software_deployments.update.401.no-token
  Scenario: Somebody without a token changes no deployment
    Given a software configuration "script"
    And a software deployment to "server"
    When nobody sends software_deployments.update
      | status | "COMPLETE" |
    Then the answer is as required [software_deployments.update.401.no-token]

  @software_deployments.update.403.reader
  Scenario: A reader changes no deployment
    Given a software configuration "script"
    And a software deployment to "server"
    When a reader sends software_deployments.update
      | status | "COMPLETE" |
    Then the answer is as required [software_deployments.update.403.reader]

  @software_deployments.update.403.stack-user
  Scenario: A stack user changes no deployment
    Given a software configuration "script"
    And a software deployment to "server"
    When a stack user sends software_deployments.update
      | status | "COMPLETE" |
    Then the answer is as required [software_deployments.update.403.stack-user]

  @software_deployments.update.403.other-project
  Scenario: A member changes no deployment at the address of another project
    When a member sends PUT to "/v1/{other_project_id}/software_deployments/{no_id}"
      | status | "COMPLETE" |
    Then the answer is as required [software_deployments.update.403.other-project]

  @software_deployments.update.resource.complete
  Scenario: A stack goes on when its server is done
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
        s: {type: OS::Heat::Value, properties: {value: 1}}
        apply:
          type: OS::Heat::SoftwareDeployment
          properties:
            config: {get_resource: config}
            server: {get_resource: s}
            input_values: {who: me, more: [1]}
            signal_transport: HEAT_SIGNAL
      outputs:
        said: {value: {get_attr: [apply, said]}}
      """
    When a member creates a stack "w"
    And the resource "s" of the stack "w" has a software deployment
    And a member sends software_deployments.update
      | status        | "COMPLETE" |
      | output_values | {"said": "hi"} |
    Then the stack "w" reaches CREATE_COMPLETE [software_deployments.update.resource.complete]
    When a member sends stacks.show for the stack "w"
    Then the answer has '"hi"' for the output "said" [software_deployments.update.resource.complete]

  @software_deployments.update.resource.failed
  Scenario: A stack fails when its server does
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
        s: {type: OS::Heat::Value, properties: {value: 1}}
        apply:
          type: OS::Heat::SoftwareDeployment
          properties:
            config: {get_resource: config}
            server: {get_resource: s}
            input_values: {who: me, more: [1]}
            signal_transport: HEAT_SIGNAL
      outputs:
        said: {value: {get_attr: [apply, said]}}
      """
    When a member creates a stack "w"
    And the resource "s" of the stack "w" has a software deployment
    And a member sends software_deployments.update
      | status        | "FAILED" |
      | status_reason | "bad luck" |
    Then the stack "w" reaches CREATE_FAILED [software_deployments.update.resource.failed]
    And the stack "w" has the reason "Resource CREATE failed: Error: resources.apply: Deployment to server failed: bad luck" [software_deployments.update.resource.failed]

  @software_deployments.update.resource.anew
  Scenario: An update of the stack deploys anew
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
        s: {type: OS::Heat::Value, properties: {value: 1}}
        apply:
          type: OS::Heat::SoftwareDeployment
          properties:
            config: {get_resource: config}
            server: {get_resource: s}
            input_values: {who: me, more: [1]}
            signal_transport: HEAT_SIGNAL
      outputs:
        said: {value: {get_attr: [apply, said]}}
      """
    When a member creates a stack "w"
    And the resource "s" of the stack "w" has a software deployment
    And a member sends software_deployments.update
      | status | "COMPLETE" |
    And the stack "w" has reached CREATE_COMPLETE
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
        s: {type: OS::Heat::Value, properties: {value: 1}}
        apply:
          type: OS::Heat::SoftwareDeployment
          properties:
            config: {get_resource: config}
            server: {get_resource: s}
            input_values: {who: them}
            signal_transport: HEAT_SIGNAL
      outputs:
        said: {value: {get_attr: [apply, said]}}
      """
    When a member updates the stack "w"
    And the software deployment has the action UPDATE
    And a member sends software_deployments.show
    Then the answer has '"UPDATE"' at "/software_deployment/action" [software_deployments.update.resource.anew]
    And the answer has '"IN_PROGRESS"' at "/software_deployment/status" [software_deployments.update.resource.anew]
    And the answer has '{"who": "them"}' at "/software_deployment/input_values" [software_deployments.update.resource.anew]
