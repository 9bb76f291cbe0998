Feature: List resource types
  GET /v1/{project_id}/resource_types

  @resource_types.list.200
  @resource_types.list.names
  @resource_types.list.own
  @resource_types.list.hidden
  @resource_types.list.for-administrators
  Scenario: A member sees the types that can be used
    When a member sends resource_types.list
    Then the answer is as required [resource_types.list.200]
    And the answer is as required [resource_types.list.names]
    And the answer is as required [resource_types.list.own]
    And the answer is as required [resource_types.list.hidden]
    And the answer is as required [resource_types.list.for-administrators]

  @resource_types.list.administrator
  Scenario: An administrator sees more types
    When an admin sends resource_types.list
    Then the answer is as required [resource_types.list.administrator]

  @resource_types.list.filter.name
  @resource_types.list.filter.name.start
  @resource_types.list.filter.name.part
  @resource_types.list.filter.name.none
  Scenario: The types are found by name
    When a member sends resource_types.list with the query "name=OS::Heat::R.*"
    Then the answer is as required [resource_types.list.filter.name]
    When a member sends resource_types.list with the query "name=Heat"
    Then the answer is as required [resource_types.list.filter.name.start]
    When a member sends resource_types.list with the query "name=OS::Heat::Ran"
    Then the answer is as required [resource_types.list.filter.name.part]
    When a member sends resource_types.list with the query "name=%5B"
    Then the answer is as required [resource_types.list.filter.name.none]

  @resource_types.list.filter.version
  Scenario: The types are found by the version that they came with
    When a member sends resource_types.list with the query "version=5.0.0"
    Then the answer is as required [resource_types.list.filter.version]

  @resource_types.list.filter.support_status
  @resource_types.list.filter.support_status.other
  @resource_types.list.filter.support_status.hidden
  @resource_types.list.400.support_status
  Scenario: The types are found by how well they are supported
    When a member sends resource_types.list with the query "support_status=SUPPORTED"
    Then the answer is as required [resource_types.list.filter.support_status]
    When a member sends resource_types.list with the query "support_status=DEPRECATED"
    Then the answer is as required [resource_types.list.filter.support_status.other]
    When a member sends resource_types.list with the query "support_status=HIDDEN"
    Then the answer is as required [resource_types.list.filter.support_status.hidden]
    When a member sends resource_types.list with the query "support_status=supported"
    Then the answer is as required [resource_types.list.400.support_status]

  @resource_types.list.with_description
  @resource_types.list.with_description.false
  @resource_types.list.400.with_description
  Scenario: The types come with descriptions if they are asked for
    When a member sends resource_types.list with the query "with_description=true&name=OS::Heat::None"
    Then the answer is as required [resource_types.list.with_description]
    When a member sends resource_types.list with the query "with_description=false&name=OS::Heat::None"
    Then the answer is as required [resource_types.list.with_description.false]
    When a member sends resource_types.list with the query "with_description=1"
    Then the answer is as required [resource_types.list.400.with_description]

  @resource_types.list.reader
  @resource_types.list.401.no-token
  @resource_types.list.403.stack-user
  @resource_types.list.403.other-project
  @resource_types.list.405
  Scenario: Readers may list the types, and nobody changes them
    When a reader sends resource_types.list
    Then the answer is as required [resource_types.list.reader]
    When nobody sends resource_types.list
    Then the answer is as required [resource_types.list.401.no-token]
    When a stack user sends resource_types.list
    Then the answer is as required [resource_types.list.403.stack-user]
    When a member sends GET to "/v1/{other_project_id}/resource_types"
    Then the answer is as required [resource_types.list.403.other-project]
    When a member sends POST to "/v1/{project_id}/resource_types"
    Then the answer is as required [resource_types.list.405]
