Feature: Show resource type schema
  GET /v1/{project_id}/resource_types/{type_name}

  @resource_types.show.200
  @resource_types.show.properties
  @resource_types.show.attributes
  @resource_types.show.support_status
  @resource_types.show.support_status.version
  @resource_types.show.default
  @resource_types.show.nested
  @resource_types.show.hidden
  Scenario: The schema of a type can be read
    Given "OS::Heat::RandomString" is remembered as "type_name"
    When a member sends resource_types.show
    Then the answer is as required [resource_types.show.200]
    And the answer is as required [resource_types.show.properties]
    And the answer is as required [resource_types.show.attributes]
    And the answer is as required [resource_types.show.support_status]
    And the answer is as required [resource_types.show.support_status.version]
    And the answer is as required [resource_types.show.default]
    And the answer is as required [resource_types.show.nested]
    And the answer is as required [resource_types.show.hidden]

  @resource_types.show.empty
  Scenario: A type may have no properties
    Given "OS::Heat::None" is remembered as "type_name"
    When a member sends resource_types.show
    Then the answer is as required [resource_types.show.empty]

  @resource_types.show.403.for-administrators
  @resource_types.show.administrator
  Scenario: The schemas of some types are for administrators
    Given "OS::Keystone::Project" is remembered as "type_name"
    When a member sends resource_types.show
    Then the answer is as required [resource_types.show.403.for-administrators]
    When an admin sends resource_types.show
    Then the answer is as required [resource_types.show.administrator]

  @resource_types.show.400.hidden
  @resource_types.show.unavailable
  Scenario: Some types cannot be used
    Given "OS::Nova::FloatingIP" is remembered as "type_name"
    When a member sends resource_types.show
    Then the answer is as required [resource_types.show.400.hidden]
    Given "OS::Zun::Container" is remembered as "type_name"
    When a member sends resource_types.show
    Then the answer is as required [resource_types.show.unavailable]

  @resource_types.show.404
  @resource_types.show.404.fault
  @resource_types.show.404.case
  Scenario: A type that there is not is not found
    Given "OS::Nope" is remembered as "type_name"
    When a member sends resource_types.show
    Then the answer is as required [resource_types.show.404]
    And the answer is as required [resource_types.show.404.fault]
    Given "OS::Heat::none" is remembered as "type_name"
    When a member sends resource_types.show
    Then the answer is as required [resource_types.show.404.case]

  @resource_types.show.reader
  @resource_types.show.401.no-token
  @resource_types.show.403.stack-user
  @resource_types.show.403.other-project
  @resource_types.show.405
  Scenario: Readers may see a schema, and nobody changes it
    Given "OS::Heat::None" is remembered as "type_name"
    When a reader sends resource_types.show
    Then the answer is as required [resource_types.show.reader]
    When nobody sends resource_types.show
    Then the answer is as required [resource_types.show.401.no-token]
    When a stack user sends resource_types.show
    Then the answer is as required [resource_types.show.403.stack-user]
    When a member sends GET to "/v1/{other_project_id}/resource_types/{type_name}"
    Then the answer is as required [resource_types.show.403.other-project]
    When a member sends POST to "/v1/{project_id}/resource_types/{type_name}"
    Then the answer is as required [resource_types.show.405]
