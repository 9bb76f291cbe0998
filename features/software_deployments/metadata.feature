Feature: Show server configuration metadata
  GET /v1/{project_id}/software_deployments/metadata/{server_id}

  @software_deployments.metadata.200
  @software_deployments.metadata.whole
  @software_deployments.metadata.reader
  @software_deployments.metadata.stack-user
  Scenario: A server is told what is deployed to it
    Given a software configuration "script"
    And a software deployment to "server"
    When a member sends software_deployments.metadata
    Then the answer is as required [software_deployments.metadata.200]
    And the answer is as required [software_deployments.metadata.whole]
    When a reader sends software_deployments.metadata
    Then the answer is as required [software_deployments.metadata.reader]
    When a stack user sends software_deployments.metadata
    Then the answer is as required [software_deployments.metadata.stack-user]

  @software_deployments.metadata.order.name
  @software_deployments.metadata.updated
  Scenario: A server is told of what is deployed now
    Given a software configuration "a-second"
    And a software deployment to "server"
    And a software configuration "b-third"
    And a software deployment to "server"
    And a software configuration "a-first"
    And a software deployment to "server"
    When a member sends software_deployments.metadata
    Then the answer has "{id:a-first}, {id:a-second}, {id:b-third}" among "/metadata" in this order [software_deployments.metadata.order.name]
    When a member sends software_deployments.update
      | config_id | "{id:b-third}" |
    And a member sends software_deployments.metadata
    Then the answer has "{id:a-second}, {id:b-third}, {id:b-third}" among "/metadata" in this order [software_deployments.metadata.updated]
    And the answer has none of "{id:a-first}" among "/metadata" [software_deployments.metadata.updated]

  @software_deployments.metadata.deleted
  Scenario: A server is not told of what is deployed no more
    Given a software configuration "script"
    And a software deployment to "server"
    When a member sends software_deployments.delete
    And a member sends software_deployments.metadata
    Then the answer is as required [software_deployments.metadata.deleted]

  @software_deployments.metadata.unknown-server
  Scenario: A server that nothing is deployed to is told nothing
    When a member sends software_deployments.metadata
    Then the answer is as required [software_deployments.metadata.unknown-server]

  @software_deployments.metadata.isolation
  Scenario: A server is told of its own project's deployments
    Given another project has a software configuration "theirs"
    And another project has a software deployment to "server"
    When a member sends software_deployments.metadata
    Then the answer is as required [software_deployments.metadata.isolation]

  @software_deployments.metadata.400.body-given
  Scenario: Somebody with a body asks for no server
    When a member sends software_deployments.metadata with the body "{}"
    Then the answer is as required [software_deployments.metadata.400.body-given]

  @software_deployments.metadata.401.no-token
  Scenario: Somebody without a token asks for no server
    When nobody sends software_deployments.metadata
    Then the answer is as required [software_deployments.metadata.401.no-token]

  @software_deployments.metadata.403.other-project
  Scenario: A member asks for no server at the address of another project
    When a member sends GET to "/v1/{other_project_id}/software_deployments/metadata/{no_id}"
    Then the answer is as required [software_deployments.metadata.403.other-project]

  @software_deployments.metadata.405
  Scenario: A POST to what is deployed to a server is not known
    When a member sends POST to "/v1/{project_id}/software_deployments/metadata/{no_id}"
    Then the answer is as required [software_deployments.metadata.405]

  @software_deployments.metadata.resource
  Scenario: A server is told what its stack deploys
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
    And a member sends software_deployments.metadata
    Then the answer is as required [software_deployments.metadata.resource]

  @software_deployments.metadata.resource.structured
  Scenario: A server is told what its stack deploys, with values in it
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        config:
          type: OS::Heat::StructuredConfig
          properties:
            config: {packages: {get_input: what}, for: [{get_input: deploy_action}, {get_input: nothing}], as: {get_input: what, b: 1}}
        s: {type: OS::Heat::Value, properties: {value: 1}}
        apply:
          type: OS::Heat::StructuredDeployment
          properties:
            config: {get_resource: config}
            server: {get_resource: s}
            input_values: {what: curl}
            signal_transport: NO_SIGNAL
      outputs:
        said: {value: {get_attr: [apply, said]}}
      """
    When a member creates a stack "w"
    And the resource "s" of the stack "w" has a software deployment
    And a member sends software_deployments.metadata
    Then the answer is as required [software_deployments.metadata.resource.structured]
