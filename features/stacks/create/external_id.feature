Feature: Create stack: resources from outside
  POST /v1/{project_id}/stacks

  @stacks.create.external_id
  @stacks.create.external_id.updated
  Scenario: A resource from outside is taken as it is
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        thing: {type: OS::Heat::None, external_id: mine}
      outputs:
        id: {value: {get_resource: thing}}
      """
    And a stack "web"
    When a member sends stacks.show for the stack "web"
    Then the answer is as required [stacks.create.external_id]
    When a member updates the stack "web"
      """
      heat_template_version: 2016-10-14
      resources:
        thing: {type: OS::Heat::None, external_id: another}
      """
    And the stack "web" has reached UPDATE_FAILED
    And a member sends stacks.show for the stack "web"
    Then the answer is as required [stacks.create.external_id.updated]

  @stacks.create.external_id.deleted
  @stacks.create.external_id.400.missing
  @stacks:3
  Scenario: The thing of a resource from outside outlives the stack
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        net: {type: OS::Neutron::Net}
      outputs:
        id: {value: {get_resource: net}}
      """
    And a stack "owner"
    When a member sends stacks.show for the stack "owner"
    And the answer's "/stack/outputs/0/output_value" is remembered as "net"
    And a member creates a stack "guest"
      | template | {"heat_template_version": "2016-10-14", "resources": {"net": {"type": "OS::Neutron::Net", "external_id": "{net}"}}} |
    And the stack "guest" has reached CREATE_COMPLETE
    And a member sends stacks.delete for the stack "guest"
    And the stack "guest" has gone
    And a member creates a stack "again"
      | template | {"heat_template_version": "2016-10-14", "resources": {"net": {"type": "OS::Neutron::Net", "external_id": "{net}"}}} |
    Then the answer is as required [stacks.create.external_id.deleted]
    And the stack "again" reaches CREATE_COMPLETE [stacks.create.external_id.deleted]
    When a member creates a stack "other"
      | template | {"heat_template_version": "2016-10-14", "resources": {"net": {"type": "OS::Neutron::Net", "external_id": "{no_id}"}}} |
    Then the answer is as required [stacks.create.external_id.400.missing]
