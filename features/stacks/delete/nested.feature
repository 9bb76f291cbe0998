Feature: Delete stack: stacks in the stack
  DELETE /v1/{project_id}/stacks/{stack_name}/{stack_id}

  @stacks.delete.nested
  @cap:type:OS::Heat::ResourceGroup
  Scenario: A stack does not outlive the stack that it is in
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        g:
          type: OS::Heat::ResourceGroup
          properties: {count: 1, resource_def: {type: OS::Heat::RandomString}}
      """
    And a stack "web"
    When a member sends stacks.list with the query "show_nested=true&owner_id={id:web}"
    And the stack inside is called "inner"
    And a member sends stacks.delete for the stack "web"
    And the stack "web" has gone
    Then the stack "inner" is found no more [stacks.delete.nested]

  @stacks.delete.nested.during-create
  @long
  Scenario: A stack is deleted while the stack inside is created
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        k: {type: child.yaml}
      """
    When a member creates a stack "web"
      | files | {"child.yaml": "{heat_template_version: 2016-10-14, resources: {made: {type: 'OS::Heat::TestResource', properties: {value: old, action_wait_secs: {create: 3}}}}}"} |
    And the stack inside of "web" is made and called "inner"
    And the stack "inner" has CREATE_IN_PROGRESS of "made"
    And a member sends stacks.delete for the stack "web"
    Then the stack "web" is found no more [stacks.delete.nested.during-create]
    And the stack "inner" is found no more [stacks.delete.nested.during-create]

  @stacks.delete.nested.during-update
  @long
  Scenario: A stack is deleted while the stack inside is updated
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        k: {type: child.yaml}
      """
    And a stack "web"
      | files | {"child.yaml": "{heat_template_version: 2016-10-14, resources: {made: {type: 'OS::Heat::TestResource', properties: {value: old}}}}"} |
    When the stack inside of "web" is made and called "inner"
    And a member updates the stack "web"
      | files | {"child.yaml": "{heat_template_version: 2016-10-14, resources: {made: {type: 'OS::Heat::TestResource', properties: {value: new, action_wait_secs: {update: 3}}}}}"} |
    And the stack "inner" has UPDATE_IN_PROGRESS of "made"
    And a member sends stacks.delete for the stack "web"
    Then the stack "web" is found no more [stacks.delete.nested.during-update]
    And the stack "inner" is found no more [stacks.delete.nested.during-update]

  @stacks.delete.nested.gone
  Scenario: A stack is deleted after the stack inside
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        k: {type: child.yaml}
      """
    And a stack "web"
      | files | {"child.yaml": "{heat_template_version: 2016-10-14, outputs: {o: {value: a}}}"} |
    When the stack inside of "web" is made and called "inner"
    And a member sends stacks.delete for the stack "inner"
    And the stack "inner" has gone
    And a member sends stacks.delete for the stack "web"
    Then the stack "web" is found no more [stacks.delete.nested.gone]
