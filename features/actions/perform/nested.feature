Feature: Perform an action on a stack: stacks in the stack
  POST /v1/{project_id}/stacks/{stack_name}/{stack_id}/actions

  @actions.perform.nested.suspend
  @actions.perform.nested.resume
  @actions.perform.nested.check
  Scenario: What is done with a stack is done with those inside
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        k: {type: child.yaml}
      """
    And a stack "web"
      | files | {"child.yaml": "{heat_template_version: 2016-10-14, resources: {made: {type: 'OS::Heat::RandomString'}}}"} |
    When a member sends stacks.list with the query "show_nested=true&owner_id={id:web}"
    And the stack inside is called "inner"
    And a member sends actions.perform for the stack "web"
      | suspend | null |
    And the stack "web" has reached SUSPEND_COMPLETE
    Then the stack "inner" reaches SUSPEND_COMPLETE [actions.perform.nested.suspend]
    When a member sends actions.perform for the stack "web"
      | resume | null |
    And the stack "web" has reached RESUME_COMPLETE
    Then the stack "inner" reaches RESUME_COMPLETE [actions.perform.nested.resume]
    When a member sends actions.perform for the stack "web"
      | check | null |
    And the stack "web" has reached CHECK_COMPLETE
    Then the stack "inner" reaches CHECK_COMPLETE [actions.perform.nested.check]
