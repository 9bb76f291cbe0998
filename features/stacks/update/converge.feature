Feature: Update stack: observed reality
  PUT /v1/{project_id}/stacks/{stack_name}/{stack_id}

  @stacks.update.converge.gone
  Scenario: A thing that is gone is made again
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        thing: {type: OS::Neutron::Net}
      outputs:
        id: {value: {get_resource: thing}}
      """
    And a stack "web"
    When a member sends stacks.show for the stack "web"
    And the answer's "/stack/outputs/0/output_value" is remembered as "id"
    And the network service answers GET "/v2.0/networks/{id}" with 404
    And a member updates the stack "web"
      | converge | true |
    And the stack "web" has reached UPDATE_COMPLETE
    Then the update of the stack "web" replaces the thing behind "thing" [stacks.update.converge.gone]

  @stacks.update.converge.kept
  Scenario: A stack goes on looking for its things
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        thing: {type: OS::Neutron::Net}
      outputs:
        id: {value: {get_resource: thing}}
      """
    And a stack "web"
    When a member updates the stack "web"
      | converge | true |
    And the stack "web" has reached UPDATE_COMPLETE
    And a member sends stacks.show for the stack "web"
    And the answer's "/stack/outputs/0/output_value" is remembered as "id"
    And the network service answers GET "/v2.0/networks/{id}" with 404
    And a member updates the stack "web"
    And the stack "web" has reached UPDATE_COMPLETE
    Then the update of the stack "web" replaces the thing behind "thing" [stacks.update.converge.kept]
