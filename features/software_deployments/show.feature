Feature: Show deployment details
  GET /v1/{project_id}/software_deployments/{deployment_id}

  @software_deployments.show.200
  @software_deployments.show.whole
  @software_deployments.show.reader
  Scenario: A deployment is shown
    Given a software configuration "script"
    And a software deployment to "server"
    When a member sends software_deployments.show
    Then the answer is as required [software_deployments.show.200]
    And the answer is as required [software_deployments.show.whole]
    When a reader sends software_deployments.show
    Then the answer is as required [software_deployments.show.reader]

  @software_deployments.show.404
  @software_deployments.show.404.fault
  Scenario: A member sees no deployment by an id that nothing has
    When a member sends software_deployments.show
    Then the answer is as required [software_deployments.show.404]
    And the answer is as required [software_deployments.show.404.fault]

  @software_deployments.show.404.other-project
  Scenario: A member sees no deployment of another project
    Given another project has a software configuration "theirs"
    And another project has a software deployment to "server"
    When a member sends software_deployments.show
    Then the answer is as required [software_deployments.show.404.other-project]

  @software_deployments.show.400.body-given
  Scenario: Somebody with a body sees no deployment
    Given a software configuration "script"
    And a software deployment to "server"
    When a member sends software_deployments.show with the body "{}"
    Then the answer is as required [software_deployments.show.400.body-given]

  @software_deployments.show.401.no-token
  Scenario: Somebody without a token sees no deployment
    Given a software configuration "script"
    And a software deployment to "server"
    When nobody sends software_deployments.show
    Then the answer is as required [software_deployments.show.401.no-token]

  @software_deployments.show.403.stack-user
  Scenario: A stack user sees no deployment
    Given a software configuration "script"
    And a software deployment to "server"
    When a stack user sends software_deployments.show
    Then the answer is as required [software_deployments.show.403.stack-user]

  @software_deployments.show.403.other-project
  Scenario: A member sees no deployment at the address of another project
    When a member sends GET to "/v1/{other_project_id}/software_deployments/{no_id}"
    Then the answer is as required [software_deployments.show.403.other-project]

  @software_deployments.show.405
  Scenario: A PATCH to a deployment is not known
    When a member sends PATCH to "/v1/{project_id}/software_deployments/{no_id}"
    Then the answer is as required [software_deployments.show.405]

  @software_deployments.show.resource
  Scenario: A deployment of a stack waits for a signal
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
    And a member sends software_deployments.show
    Then the answer is as required [software_deployments.show.resource]

  @software_deployments.show.resource.no-signal
  @software_deployments.show.resource.deleted
  Scenario: A deployment of a stack without a signal is complete, until the stack is deleted
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
            signal_transport: NO_SIGNAL
      outputs:
        said: {value: {get_attr: [apply, said]}}
      """
    When a member creates a stack "w"
    And the resource "s" of the stack "w" has a software deployment
    And a member sends software_deployments.show
    Then the answer is as required [software_deployments.show.resource.no-signal]
    When a member sends stacks.delete for the stack "w"
    And the stack "w" has gone
    And a member sends software_deployments.show
    Then the answer is as required [software_deployments.show.resource.deleted]

  @software_deployments.show.times
  Scenario: A deployment has the times of its creation and of its last change
    Given a software configuration "script"
    And a software deployment to "server"
    When a member sends software_deployments.update
      | status | "COMPLETE" |
    And a member sends software_deployments.show
    Then the answer's times at "/software_deployment/creation_time" are of this scenario [software_deployments.show.times]
    And the answer's times at "/software_deployment/updated_time" are of this scenario [software_deployments.show.times]
