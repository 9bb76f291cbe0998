Feature: Show resource type template
  GET /v1/{project_id}/resource_types/{type_name}/template

  @resource_types.template.200
  @resource_types.template.cfn
  @resource_types.template.parameters
  @resource_types.template.parameters.constraints
  @resource_types.template.parameters.list
  @resource_types.template.resource
  @resource_types.template.outputs
  @resource_types.template.outputs.id
  @resource_types.template.description
  @resource_types.template.cfn.given
  Scenario: A template in the language of CloudFormation is generated
    Given "OS::Heat::RandomString" is remembered as "type_name"
    When a member sends resource_types.template
    Then the answer is as required [resource_types.template.200]
    And the answer is as required [resource_types.template.cfn]
    And the answer is as required [resource_types.template.parameters]
    And the answer is as required [resource_types.template.parameters.constraints]
    And the answer is as required [resource_types.template.parameters.list]
    And the answer is as required [resource_types.template.resource]
    And the answer is as required [resource_types.template.outputs]
    And the answer is as required [resource_types.template.outputs.id]
    And the answer is as required [resource_types.template.description]
    When a member sends resource_types.template with the query "template_type=cfn"
    Then the answer is as required [resource_types.template.cfn.given]

  @resource_types.template.hot
  @resource_types.template.hot.parameters
  @resource_types.template.hot.constraints
  @resource_types.template.hot.resource
  @resource_types.template.hot.outputs
  @resource_types.template.hot.outputs.id
  @resource_types.template.case
  @resource_types.template.400.template_type
  Scenario: A template in HOT is generated
    Given "OS::Heat::RandomString" is remembered as "type_name"
    When a member sends resource_types.template with the query "template_type=hot"
    Then the answer is as required [resource_types.template.hot]
    And the answer is as required [resource_types.template.hot.parameters]
    And the answer is as required [resource_types.template.hot.constraints]
    And the answer is as required [resource_types.template.hot.resource]
    And the answer is as required [resource_types.template.hot.outputs]
    And the answer is as required [resource_types.template.hot.outputs.id]
    When a member sends resource_types.template with the query "template_type=HOT"
    Then the answer is as required [resource_types.template.case]
    When a member sends resource_types.template with the query "template_type=yaml"
    Then the answer is as required [resource_types.template.400.template_type]

  @resource_types.template.400.hidden
  @resource_types.template.404
  @resource_types.template.404.fault
  @resource_types.template.403.for-administrators
  Scenario: Not every type has a template
    Given "OS::Nova::FloatingIP" is remembered as "type_name"
    When a member sends resource_types.template
    Then the answer is as required [resource_types.template.400.hidden]
    Given "OS::Nope" is remembered as "type_name"
    When a member sends resource_types.template
    Then the answer is as required [resource_types.template.404]
    And the answer is as required [resource_types.template.404.fault]
    Given "OS::Keystone::Project" is remembered as "type_name"
    When a member sends resource_types.template
    Then the answer is as required [resource_types.template.403.for-administrators]

  @resource_types.template.401.no-token
  @resource_types.template.403.reader
  @resource_types.template.403.stack-user
  @resource_types.template.403.other-project
  @resource_types.template.405
  Scenario: Members may have a template generated
    Given "OS::Heat::None" is remembered as "type_name"
    When nobody sends resource_types.template
    Then the answer is as required [resource_types.template.401.no-token]
    When a reader sends resource_types.template
    Then the answer is as required [resource_types.template.403.reader]
    When a stack user sends resource_types.template
    Then the answer is as required [resource_types.template.403.stack-user]
    When a member sends GET to "/v1/{other_project_id}/resource_types/{type_name}/template"
    Then the answer is as required [resource_types.template.403.other-project]
    When a member sends POST to "/v1/{project_id}/resource_types/{type_name}/template"
    Then the answer is as required [resource_types.template.405]
