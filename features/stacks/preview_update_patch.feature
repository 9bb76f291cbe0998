Feature: Preview stack update (PATCH)
  PATCH /v1/{project_id}/stacks/{stack_name}/{stack_id}/preview

  @stacks.preview_update_patch.200
  @stacks.preview_update_patch.template.kept
  @stacks.preview_update_patch.template.new
  @stacks.preview_update_patch.parameters.kept
  @stacks.preview_update_patch.required_by.unchanged
  @stacks.preview_update_patch.changes-nothing
  Scenario: What is not in the request stays as it is, in the preview as well
    Given the template
      """
      heat_template_version: 2013-05-23
      parameters:
        p: {type: string, default: d}
      resources:
        same: {type: OS::Heat::RandomString}
        changed: {type: OS::Heat::Value, properties: {value: {get_param: p}}, depends_on: same}
      """
    And a stack "web"
      | parameters | {"p": "before"} |
    And a look at the stack "web"
    When a member sends stacks.preview_update_patch for the stack "web"
      | parameters | {"p": "after"} |
    Then the answer is as required [stacks.preview_update_patch.200]
    And the answer is as required [stacks.preview_update_patch.template.kept]
    And the answer is as required [stacks.preview_update_patch.required_by.unchanged]
    When a member sends stacks.preview_update_patch for the stack "web"
      | tags | "one" |
    Then the answer is as required [stacks.preview_update_patch.parameters.kept]
    When a member sends stacks.preview_update_patch for the stack "web"
      | template | {"heat_template_version": "2013-05-23", "resources": {"new": {"type": "OS::Heat::RandomString"}}} |
    Then the answer is as required [stacks.preview_update_patch.template.new]
    And the stack "web" is what it was [stacks.preview_update_patch.changes-nothing]

  @stacks.preview_update_patch.show_nested
  @stacks.preview_update_patch.400.show_nested
  @stacks.preview_update_patch.400.template-invalid
  @stacks.preview_update_patch.400.section
  Scenario: What could not be updated in part cannot be previewed
    Given a stack "web"
    When a member sends stacks.preview_update_patch for the stack "web" with the query "show_nested=True"
      | tags | "one" |
    Then the answer is as required [stacks.preview_update_patch.show_nested]
    When a member sends stacks.preview_update_patch for the stack "web" with the query "show_nested=maybe"
      | tags | "one" |
    Then the answer is as required [stacks.preview_update_patch.400.show_nested]
    When a member sends stacks.preview_update_patch for the stack "web"
      | template | {"heat_template_version": "2013-05-23", "resources": {"wrong": {"type": "OS::No::Such"}}} |
    Then the answer is as required [stacks.preview_update_patch.400.template-invalid]
    When a member sends stacks.preview_update_patch for the stack "web"
      | template | {"heat_template_version": "2013-05-23", "nope": {}} |
    Then the answer is as required [stacks.preview_update_patch.400.section]

  @stacks.preview_update_patch.404
  @stacks.preview_update_patch.404.fault
  Scenario: No update in part is previewed of a stack that is not there
    When a member sends stacks.preview_update_patch for the stack "web"
      | tags | "one" |
    Then the answer is as required [stacks.preview_update_patch.404]
    And the answer is as required [stacks.preview_update_patch.404.fault]

  @stacks.preview_update_patch.404.other-project
  Scenario: No update in part is previewed of another project's stack
    Given another project has a stack "theirs"
    When a member sends stacks.preview_update_patch for the stack "theirs"
      | tags | "one" |
    Then the answer is as required [stacks.preview_update_patch.404.other-project]

  @stacks.preview_update_patch.401.no-token
  @stacks.preview_update_patch.403.reader
  @stacks.preview_update_patch.403.stack-user
  Scenario: Neither a reader nor somebody without a token previews an update in part
    Given a stack "web"
    When nobody sends stacks.preview_update_patch for the stack "web"
      | tags | "one" |
    Then the answer is as required [stacks.preview_update_patch.401.no-token]
    When a reader sends stacks.preview_update_patch for the stack "web"
      | tags | "one" |
    Then the answer is as required [stacks.preview_update_patch.403.reader]
    When a stack user sends stacks.preview_update_patch for the stack "web"
      | tags | "one" |
    Then the answer is as required [stacks.preview_update_patch.403.stack-user]

  @stacks.preview_update_patch.403.other-project
  Scenario: A preview of an update in part is refused in a project that is not the token's
    When a member sends PATCH to "/v1/{other_project_id}/stacks/{name:web}/{no_id}/preview"
      | tags | "one" |
    Then the answer is as required [stacks.preview_update_patch.403.other-project]

  @stacks.preview_update_patch.required_by
  Scenario: A preview of an update in part tells which resources need which
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        changed: {type: OS::Heat::Value, properties: {value: before}}
        old: {type: OS::Heat::RandomString, depends_on: changed}
        user: {type: OS::Heat::RandomString, properties: {length: 8}, depends_on: old}
        same: {type: OS::Heat::RandomString, depends_on: user}
      """
    And a stack "web"
    When a member sends stacks.preview_update_patch for the stack "web"
      | template | {"heat_template_version": "2013-05-23", "resources": {"changed": {"type": "OS::Heat::Value", "properties": {"value": "after"}}, "new": {"type": "OS::Heat::RandomString", "depends_on": "changed"}, "user": {"type": "OS::Heat::RandomString", "properties": {"length": 9}, "depends_on": "new"}, "same": {"type": "OS::Heat::RandomString", "depends_on": "user"}}} |
    Then the answer is as required [stacks.preview_update_patch.required_by]

  @stacks.preview_update_patch.entries
  @stacks.preview_update_patch.as-shown
  @cap:type:OS::Heat::TestResource
  Scenario: A preview of an update in part tells of each resource what it is
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        same: {type: OS::Heat::None}
        changed: {type: OS::Heat::Value, properties: {value: before}}
        other: {type: OS::Heat::RandomString, properties: {length: 8}}
        old: {type: OS::Heat::Delay}
      """
    And a stack "web"
    When a member sends stacks.preview_update_patch for the stack "web"
      | template | {"heat_template_version": "2013-05-23", "resources": {"same": {"type": "OS::Heat::None"}, "changed": {"type": "OS::Heat::Value", "properties": {"value": "after"}}, "other": {"type": "OS::Heat::RandomString", "properties": {"length": 9}}, "new": {"type": "OS::Heat::TestResource"}}} |
    Then the answer has '["OS::Heat::None"]' at "/resource_changes/unchanged/*/resource_type" in any order [stacks.preview_update_patch.entries]
    And the answer has '["OS::Heat::Value"]' at "/resource_changes/updated/*/resource_type" in any order [stacks.preview_update_patch.entries]
    And the answer has '["OS::Heat::RandomString"]' at "/resource_changes/replaced/*/resource_type" in any order [stacks.preview_update_patch.entries]
    And the answer has '["OS::Heat::TestResource"]' at "/resource_changes/added/*/resource_type" in any order [stacks.preview_update_patch.entries]
    And the answer has '["OS::Heat::Delay"]' at "/resource_changes/deleted/*/resource_type" in any order [stacks.preview_update_patch.entries]
    And the answer has '["{name:web}", "{name:web}", "{name:web}", "{name:web}", "{name:web}"]' at "/resource_changes/*/*/stack_name" in any order [stacks.preview_update_patch.entries]
    And the answer has '["{name:web}", "{name:web}", "{name:web}", "{name:web}", "{name:web}"]' at "/resource_changes/*/*/stack_identity/stack_name" in any order [stacks.preview_update_patch.entries]
    And the answer has '["{project_id}", "{project_id}", "{project_id}", "{project_id}", "{project_id}"]' at "/resource_changes/*/*/stack_identity/tenant" in any order [stacks.preview_update_patch.entries]
    And the answer has '["{name:web}", "{name:web}", "{name:web}", "{name:web}", "{name:web}"]' at "/resource_changes/*/*/resource_identity/stack_name" in any order [stacks.preview_update_patch.entries]
    And the answer has '["/resources/changed", "/resources/new", "/resources/old", "/resources/other", "/resources/same"]' at "/resource_changes/*/*/resource_identity/path" in any order [stacks.preview_update_patch.entries]
    And the answer tells of "changed" at "/resource_changes/updated" what resources.show tells at "/resource" [stacks.preview_update_patch.as-shown]
    And the answer tells of "old" at "/resource_changes/deleted" what resources.show tells at "/resource" [stacks.preview_update_patch.as-shown]
