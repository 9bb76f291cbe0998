Feature: Update stack: failure
  PUT /v1/{project_id}/stacks/{stack_name}/{stack_id}

  @stacks.update.fails
  @stacks.update.fails.reason
  @stacks.update.fails.again
  Scenario: An update that fails can be tried again
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        thing: {type: OS::Heat::TestResource, properties: {value: old}}
      """
    And a stack "web"
    When a member updates the stack "web"
      | template         | {"heat_template_version": "2013-05-23", "resources": {"thing": {"type": "OS::Heat::TestResource", "properties": {"value": "new", "fail": true}}}} |
      | disable_rollback | true |
    Then the stack "web" reaches UPDATE_FAILED [stacks.update.fails]
    When a member sends stacks.show for the stack "web"
    Then the answer is as required [stacks.update.fails.reason]
    When a member updates the stack "web"
      """
      heat_template_version: 2013-05-23
      resources:
        thing: {type: OS::Heat::TestResource, properties: {value: newer}}
      """
    Then the stack "web" reaches UPDATE_COMPLETE [stacks.update.fails.again]

  @stacks.update.rollback
  Scenario: An update that fails is rolled back on request
    Given the template
      """
      heat_template_version: 2013-05-23
      parameters:
        value: {type: string, default: old}
      resources:
        thing: {type: OS::Heat::TestResource, properties: {value: {get_param: value}}}
      """
    And a stack "web"
    And a look at the stack "web"
    When a member updates the stack "web"
      | template         | {"heat_template_version": "2013-05-23", "resources": {"thing": {"type": "OS::Heat::TestResource", "properties": {"value": "new", "fail": true}}}} |
      | disable_rollback | false |
    Then the stack "web" reaches ROLLBACK_COMPLETE [stacks.update.rollback]
    And the stack "web" has the template and parameters that it had [stacks.update.rollback]
