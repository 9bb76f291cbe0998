Feature: Create deployment
  POST /v1/{project_id}/software_deployments

  @software_deployments.create.200
  @software_deployments.create.echo
  @software_deployments.create.no-outputs
  @software_deployments.create.not-updated
  @software_deployments.create.stored
  Scenario: A deployment is created with everything that it can have
    Given a software configuration "script"
    When a member sends software_deployments.create
      | config_id     | "{config_id}" |
      | server_id     | "{name:server}" |
      | input_values  | {"who": "me", "n": [1, {"a": null}]} |
      | action        | "CREATE" |
      | status        | "IN_PROGRESS" |
      | status_reason | "Deploy data available" |
    Then the answer is as required [software_deployments.create.200]
    And the answer is as required [software_deployments.create.echo]
    And the answer is as required [software_deployments.create.no-outputs]
    And the answer is as required [software_deployments.create.not-updated]
    When the answer's "/software_deployment/id" is remembered as "deployment_id"
    And a member sends software_deployments.show
    Then the answer is as required [software_deployments.create.stored]

  @software_deployments.create.little-given
  @software_deployments.create.output_values
  @software_deployments.create.404.no-config
  @software_deployments.create.400.no-body
  @software_deployments.create.400.no-body.fault
  Scenario: A deployment needs a configuration and a server
    Given a software configuration "script"
    When a member sends software_deployments.create
      | config_id | "{config_id}" |
      | server_id | "{name:server}" |
    Then the answer is as required [software_deployments.create.little-given]
    When a member sends software_deployments.create
      | config_id     | "{config_id}" |
      | server_id     | "{name:server}" |
      | output_values | {"said": "hi"} |
    Then the answer is as required [software_deployments.create.output_values]
    When a member sends software_deployments.create
      | server_id | "{name:server}" |
    Then the answer is as required [software_deployments.create.404.no-config]
    When a member sends software_deployments.create
    Then the answer is as required [software_deployments.create.400.no-body]
    And the answer is as required [software_deployments.create.400.no-body.fault]

  @software_deployments.create.400.no-server
  Scenario: A deployment without a server is refused
    Given a software configuration "script"
    When a member sends software_deployments.create
      | config_id | "{config_id}" |
    Then the answer is as required [software_deployments.create.400.no-server]

  @software_deployments.create.404.config
  @software_deployments.create.404.config.fault
  Scenario: A configuration that is not there is not deployed
    When a member sends software_deployments.create
      | config_id | "{no_id}" |
      | server_id | "{name:server}" |
    Then the answer is as required [software_deployments.create.404.config]
    And the answer is as required [software_deployments.create.404.config.fault]

  @software_deployments.create.404.other-project
  Scenario: Another project's configuration is not deployed
    Given another project has a software configuration "theirs"
    When a member sends software_deployments.create
      | config_id | "{config_id}" |
      | server_id | "{name:server}" |
    Then the answer is as required [software_deployments.create.404.other-project]

  @software_deployments.create.400.long-project
  Scenario: A project of users with a long id is refused
    Given a software configuration "script"
    When a member sends software_deployments.create
      | config_id             | "{config_id}" |
      | server_id             | "{name:server}" |
      | stack_user_project_id | "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" |
    Then the answer is as required [software_deployments.create.400.long-project]

  @software_deployments.create.400.too-many
  @config:max_software_deployments_per_tenant=1
  Scenario: A project has as many deployments as it may and no more
    Given a software configuration "script"
    And a software deployment to "server"
    When a member sends software_deployments.create
      | config_id | "{config_id}" |
      | server_id | "{name:server}" |
    Then the answer is as required [software_deployments.create.400.too-many]

  @software_deployments.create.401.no-token
  Scenario: Somebody without a token creates no deployment
    Given a software configuration "script"
    When nobody sends software_deployments.create
    Then the answer is as required [software_deployments.create.401.no-token]

  @software_deployments.create.403.reader
  Scenario: A reader creates no deployment
    Given a software configuration "script"
    When a reader sends software_deployments.create
    Then the answer is as required [software_deployments.create.403.reader]

  @software_deployments.create.403.stack-user
  Scenario: A stack user creates no deployment
    Given a software configuration "script"
    When a stack user sends software_deployments.create
    Then the answer is as required [software_deployments.create.403.stack-user]

  @software_deployments.create.403.other-project
  Scenario: A member creates no deployment at the address of another project
    When a member sends POST to "/v1/{other_project_id}/software_deployments"
      | config_id | "{no_id}"       |
      | server_id | "{name:server}" |
    Then the answer is as required [software_deployments.create.403.other-project]

  @software_deployments.create.405
  Scenario: A PUT to the deployments is not known
    When a member sends PUT to "/v1/{project_id}/software_deployments"
    Then the answer is as required [software_deployments.create.405]
