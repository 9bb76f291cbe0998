Feature: Delete config
  DELETE /v1/{project_id}/software_configs/{config_id}

  @software_configs.delete.204
  @software_configs.delete.204.empty
  @software_configs.delete.gone
  Scenario: A configuration is deleted
    Given a software configuration "script"
    When a member sends software_configs.delete
    Then the answer is as required [software_configs.delete.204]
    And the answer is as required [software_configs.delete.204.empty]
    When a member sends software_configs.show
    Then the answer is as required [software_configs.delete.gone]

  @software_configs.delete.404
  @software_configs.delete.404.fault
  Scenario: A member deletes no configuration by an id that nothing has
    When a member sends software_configs.delete
    Then the answer is as required [software_configs.delete.404]
    And the answer is as required [software_configs.delete.404.fault]

  @software_configs.delete.404.other-project
  Scenario: A member deletes no configuration of another project
    Given another project has a software configuration "theirs"
    When a member sends software_configs.delete
    Then the answer is as required [software_configs.delete.404.other-project]

  @software_configs.delete.in-use
  @software_configs.delete.400.in-use
  Scenario: A configuration that is deployed stays
    Given a software configuration "script"
    And a software deployment to "server"
    When a member sends software_configs.delete
    And a member sends software_configs.show
    Then the answer is as required [software_configs.delete.in-use]
    When a member sends software_configs.delete
    Then the answer is as required [software_configs.delete.400.in-use]

  @software_configs.delete.400.body-given
  Scenario: Somebody with a body deletes no configuration
    Given a software configuration "script"
    When a member sends software_configs.delete with the body "{}"
    Then the answer is as required [software_configs.delete.400.body-given]

  @software_configs.delete.401.no-token
  Scenario: Somebody without a token deletes no configuration
    Given a software configuration "script"
    When nobody sends software_configs.delete
    Then the answer is as required [software_configs.delete.401.no-token]

  @software_configs.delete.403.reader
  Scenario: A reader deletes no configuration
    Given a software configuration "script"
    When a reader sends software_configs.delete
    Then the answer is as required [software_configs.delete.403.reader]

  @software_configs.delete.403.stack-user
  Scenario: A stack user deletes no configuration
    Given a software configuration "script"
    When a stack user sends software_configs.delete
    Then the answer is as required [software_configs.delete.403.stack-user]

  @software_configs.delete.403.other-project
  Scenario: A member deletes no configuration at the address of another project
    When a member sends DELETE to "/v1/{other_project_id}/software_configs/{no_id}"
    Then the answer is as required [software_configs.delete.403.other-project]
