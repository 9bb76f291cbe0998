Feature: Preview stack
  POST /v1/{project_id}/stacks/preview

  @stacks.preview.200
  @stacks.preview.makes-nothing
  @stacks.preview.id
  @stacks.preview.links
  @stacks.preview.resources
  @stacks.preview.resources.state
  @stacks.preview.resources.properties
  @stacks.preview.parameters
  @stacks.preview.settings
  @stacks.preview.outputs
  @stacks.preview.no-status
  Scenario: A preview shows what would be made, and makes nothing
    Given the template
      """
      heat_template_version: 2013-05-23
      parameters:
        p: {type: string}
      resources:
        r:
          type: OS::Heat::RandomString
          properties: {length: 8}
      outputs:
        answer: {value: {get_param: p}}
      """
    When a member previews a stack "web"
      | parameters       | {"p": "v"} |
      | tags             | "one,two"  |
      | timeout_mins     | 7          |
      | disable_rollback | false      |
    Then the answer is as required [stacks.preview.200]
    And the answer is as required [stacks.preview.id]
    And the answer is as required [stacks.preview.links]
    And the answer is as required [stacks.preview.resources]
    And the answer is as required [stacks.preview.resources.state]
    And the answer is as required [stacks.preview.resources.properties]
    And the answer is as required [stacks.preview.parameters]
    And the answer is as required [stacks.preview.settings]
    And the answer is as required [stacks.preview.outputs]
    And the answer is as required [stacks.preview.no-status]
    And there is no stack "web" [stacks.preview.makes-nothing]

  @stacks.preview.resources.required_by
  Scenario: A preview tells which resources need which
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        r: {type: OS::Heat::RandomString}
        v: {type: OS::Heat::Value, properties: {value: {get_resource: r}}}
      """
    When a member previews a stack "web"
    Then the answer says that "v" needs "r" [stacks.preview.resources.required_by]

  @stacks.preview.resources.nested
  @cap:type:OS::Heat::ResourceGroup
  Scenario: A preview shows what is in a stack in the stack
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        g:
          type: OS::Heat::ResourceGroup
          properties: {count: 2, resource_def: {type: OS::Heat::RandomString}}
      """
    When a member previews a stack "web"
    Then the answer is as required [stacks.preview.resources.nested]
    And the answer has '["0", "1"]' at "/stack/resources/0/*/resource_name" in any order [stacks.preview.resources.nested]

  @stacks.preview.409.name-conflict
  @stacks.preview.409.name-conflict.fault
  Scenario: The name of a live stack is not free in a preview either
    Given a stack "web"
    When a member previews a stack "web"
    Then the answer is as required [stacks.preview.409.name-conflict]
    And the answer is as required [stacks.preview.409.name-conflict.fault]

  @stacks.preview.400.name-missing
  Scenario: A preview needs a name
    When a member previews a stack "web"
      | stack_name | null |
    Then the answer is as required [stacks.preview.400.name-missing]

  @stacks.preview.400.template-invalid
  Scenario: A preview needs a valid template
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        wrong: {type: OS::No::Such}
      """
    When a member previews a stack "web"
    Then the answer is as required [stacks.preview.400.template-invalid]

  @stacks.preview.400.parameter-missing
  Scenario: A preview needs a value for every parameter
    Given the template
      """
      heat_template_version: 2013-05-23
      parameters:
        p: {type: string}
      """
    When a member previews a stack "web"
    Then the answer is as required [stacks.preview.400.parameter-missing]

  @stacks.preview.401.no-token
  @stacks.preview.403.stack-user
  @stacks.preview.reader
  Scenario: Readers may preview stacks, stack users may not
    When nobody previews a stack "web"
    Then the answer is as required [stacks.preview.401.no-token]
    When a stack user previews a stack "web"
    Then the answer is as required [stacks.preview.403.stack-user]
    When a reader previews a stack "web"
    Then the answer is as required [stacks.preview.reader]

  @stacks.preview.403.other-project
  Scenario: A preview is refused in a project that is not the token's
    When a member sends POST to "/v1/{other_project_id}/stacks/preview"
      | stack_name | "{name:web}"                            |
      | template   | {"heat_template_version": "2013-05-23"} |
    Then the answer is as required [stacks.preview.403.other-project]

  @stacks.preview.other-verbs
  Scenario: A stack may be called preview
    When a member sends GET to "/v1/{project_id}/stacks/preview"
    Then the answer is as required [stacks.preview.other-verbs]

  @stacks.preview.405
  Scenario: A preview has no HEAD
    When a member sends HEAD to "/v1/{project_id}/stacks/preview"
    Then the answer is as required [stacks.preview.405]

  @stacks.preview.description
  Scenario: A preview has the description of the template and the names of the stack
    Given the template
      """
      heat_template_version: 2013-05-23
      description: what it is
      resources:
        one: {type: OS::Heat::RandomString}
        two: {type: OS::Heat::RandomString}
      """
    When a member previews a stack "web"
    Then the answer has '"what it is"' at "/stack/description" [stacks.preview.description]
    And the answer has '"what it is"' at "/stack/template_description" [stacks.preview.description]
    And the answer has '["{name:web}", "{name:web}"]' at "/stack/resources/*/stack_name" in any order [stacks.preview.description]
    And the answer has '["{name:web}", "{name:web}"]' at "/stack/resources/*/stack_identity/stack_name" in any order [stacks.preview.description]
    And the answer has '["/resources/one", "/resources/two"]' at "/stack/resources/*/resource_identity/path" in any order [stacks.preview.description]
