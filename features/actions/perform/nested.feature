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

  @actions.perform.nested.cancel_update
  @long
  Scenario: With an update that is cancelled goes back what is inside
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        k: {type: child.yaml}
      outputs:
        seen: {value: {get_attr: [k, o]}}
      """
    And a stack "web"
      | files | {"child.yaml": "{heat_template_version: 2016-10-14, resources: {made: {type: 'OS::Heat::TestResource', properties: {value: old}}}, outputs: {o: {value: {get_attr: [made, output]}}}}"} |
    When a member sends stacks.list with the query "show_nested=true&owner_id={id:web}"
    And the stack inside is called "inner"
    And a member updates the stack "web"
      | files | {"child.yaml": "{heat_template_version: 2016-10-14, resources: {made: {type: 'OS::Heat::TestResource', properties: {value: new, action_wait_secs: {update: 2}}}}, outputs: {o: {value: {get_attr: [made, output]}}}}"} |
    And the stack "inner" has UPDATE_IN_PROGRESS of "made"
    And a member sends actions.perform for the stack "web"
      | cancel_update | null |
    Then the stack "web" reaches ROLLBACK_COMPLETE [actions.perform.nested.cancel_update]
    When a member sends stacks.show for the stack "web"
    Then the answer has '"old"' for the output "seen" [actions.perform.nested.cancel_update]

  @actions.perform.nested.cancel_without_rollback
  @actions.perform.nested.cancel_without_rollback.resource
  @long
  Scenario: With an update that is cancelled is cancelled what is inside
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        k: {type: child.yaml}
      """
    And a stack "web"
      | files | {"child.yaml": "{heat_template_version: 2016-10-14, resources: {made: {type: 'OS::Heat::TestResource', properties: {value: old}}}, outputs: {o: {value: {get_attr: [made, output]}}}}"} |
    When a member sends stacks.list with the query "show_nested=true&owner_id={id:web}"
    And the stack inside is called "inner"
    And a member updates the stack "web"
      | files | {"child.yaml": "{heat_template_version: 2016-10-14, resources: {made: {type: 'OS::Heat::TestResource', properties: {value: new, action_wait_secs: {update: 3}}}}, outputs: {o: {value: {get_attr: [made, output]}}}}"} |
    And the stack "inner" has UPDATE_IN_PROGRESS of "made"
    And a member sends actions.perform for the stack "web"
      | cancel_without_rollback | null |
    Then the stack "inner" reaches UPDATE_FAILED [actions.perform.nested.cancel_without_rollback]
    And the stack "inner" has the reason "Stack UPDATE cancelled" [actions.perform.nested.cancel_without_rollback]
    When the stack "web" has UPDATE_FAILED of "k"
    And "k" is remembered as "resource_name"
    And a member sends resources.show for the stack "web"
    Then the answer has '"resources.k: Stack UPDATE cancelled"' at "/resource/resource_status_reason" [actions.perform.nested.cancel_without_rollback.resource]
    When the stack "inner" has UPDATE_COMPLETE of "made"
    And a member sends stacks.delete for the stack "web"
    Then the stack "web" is found no more [actions.perform.nested.cancel_without_rollback]

  @actions.perform.nested.cancel_without_rollback
  @actions.perform.nested.cancel_without_rollback.resource
  @long
  Scenario: With a creation that is cancelled is cancelled what is inside
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        k: {type: child.yaml}
      """
    When a member creates a stack "web"
      | files | {"child.yaml": "{heat_template_version: 2016-10-14, resources: {made: {type: 'OS::Heat::TestResource', properties: {value: old, action_wait_secs: {create: 3}}}}, outputs: {o: {value: {get_attr: [made, output]}}}}"} |
    And the stack inside of "web" is made and called "inner"
    And the stack "inner" has CREATE_IN_PROGRESS of "made"
    And a member sends actions.perform for the stack "web"
      | cancel_without_rollback | null |
    Then the stack "inner" reaches CREATE_FAILED [actions.perform.nested.cancel_without_rollback]
    And the stack "inner" has the reason "Stack CREATE cancelled" [actions.perform.nested.cancel_without_rollback]
    When the stack "web" has CREATE_FAILED of "k"
    And "k" is remembered as "resource_name"
    And a member sends resources.show for the stack "web"
    Then the answer has '"resources.k: Stack CREATE cancelled"' at "/resource/resource_status_reason" [actions.perform.nested.cancel_without_rollback.resource]
