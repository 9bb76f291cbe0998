Feature: Delete deployment
  DELETE /v1/{project_id}/software_deployments/{deployment_id}

  @software_deployments.delete.204
  @software_deployments.delete.204.empty
  @software_deployments.delete.gone
  @software_deployments.delete.config-stays
  Scenario: A deployment is deleted
    Given a software configuration "script"
    And a software deployment to "server"
    When a member sends software_deployments.delete
    Then the answer is as required [software_deployments.delete.204]
    And the answer is as required [software_deployments.delete.204.empty]
    When a member sends software_deployments.show
    Then the answer is as required [software_deployments.delete.gone]
    When a member sends software_configs.show
    Then the answer is as required [software_deployments.delete.config-stays]

  @software_deployments.delete.404
  @software_deployments.delete.404.fault
  Scenario: A member deletes no deployment by an id that nothing has
    When a member sends software_deployments.delete
    Then the answer is as required [software_deployments.delete.404]
    And the answer is as required [software_deployments.delete.404.fault]

  @software_deployments.delete.404.other-project
  Scenario: A member deletes no deployment of another project
    Given another project has a software configuration "theirs"
    And another project has a software deployment to "server"
    When a member sends software_deployments.delete
    Then the answer is as required [software_deployments.delete.404.other-project]

  @software_deployments.delete.400.body-given
  Scenario: Somebody with a body deletes no deployment
    Given a software configuration "script"
    And a software deployment to "server"
    When a member sends software_deployments.delete with the body "{}"
    Then the answer is as required [software_deployments.delete.400.body-given]

  @software_deployments.delete.401.no-token
  Scenario: Somebody without a token deletes no deployment
    Given a software configuration "script"
    And a software deployment to "server"
    When nobody sends software_deployments.delete
    Then the answer is as required [software_deployments.delete.401.no-token]

  @software_deployments.delete.403.reader
  Scenario: A reader deletes no deployment
    Given a software configuration "script"
    And a software deployment to "server"
    When a reader sends software_deployments.delete
    Then the answer is as required [software_deployments.delete.403.reader]

  @software_deployments.delete.403.stack-user
  Scenario: A stack user deletes no deployment
    Given a software configuration "script"
    And a software deployment to "server"
    When a stack user sends software_deployments.delete
    Then the answer is as required [software_deployments.delete.403.stack-user]

  @software_deployments.delete.403.other-project
  Scenario: A member deletes no deployment at the address of another project
    When a member sends DELETE to "/v1/{other_project_id}/software_deployments/{no_id}"
    Then the answer is as required [software_deployments.delete.403.other-project]
