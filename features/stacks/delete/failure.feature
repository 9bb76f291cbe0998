Feature: Delete stack: resources that cannot be deleted
  DELETE /v1/{project_id}/stacks/{stack_name}/{stack_id}

  @stacks.delete.failed-deletion
  @cap:type:OS::Neutron::Net
  Scenario: A deletion fails, and succeeds when it is repeated
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        net:
          type: OS::Neutron::Net
      """
    And a stack "web"
    When the network service answers DELETE "/v2.0/networks/*" with 500
    And a member sends stacks.delete for the stack "web"
    Then the stack "web" reaches DELETE_FAILED [stacks.delete.failed-deletion]
    When the services answer again
    And a member sends stacks.delete for the stack "web"
    Then the stack "web" is found no more [stacks.delete.failed-deletion]

  @stacks.delete.nested.failed
  @cap:type:OS::Neutron::Net
  Scenario: A deletion fails in a stack inside, and succeeds when it is repeated
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        k: {type: child.yaml}
      """
    And a stack "web"
      | files | {"child.yaml": "{heat_template_version: 2016-10-14, resources: {net: {type: 'OS::Neutron::Net'}}}"} |
    When the stack inside of "web" is made and called "inner"
    And the network service answers DELETE "/v2.0/networks/*" with 500
    And a member sends stacks.delete for the stack "web"
    Then the stack "web" reaches DELETE_FAILED [stacks.delete.nested.failed]
    And the stack "inner" reaches DELETE_FAILED [stacks.delete.nested.failed]
    When a member sends stacks.show for the stack "web"
    Then the answer does not hold "resources.k: " [stacks.delete.nested.failed]
    When the services answer again
    And a member sends stacks.delete for the stack "web"
    Then the stack "web" is found no more [stacks.delete.nested.failed]
    And the stack "inner" is found no more [stacks.delete.nested.failed]
