Feature: Preview stack update
  PUT /v1/{project_id}/stacks/{stack_name}/{stack_id}/preview

  @stacks.preview_update.200
  @stacks.preview_update.unchanged
  @stacks.preview_update.updated
  @stacks.preview_update.replaced
  @stacks.preview_update.added
  @stacks.preview_update.deleted
  @stacks.preview_update.existing-state
  @stacks.preview_update.new-state
  @stacks.preview_update.stack-identity
  @stacks.preview_update.required_by.unchanged
  @stacks.preview_update.changes-nothing
  Scenario: A preview tells what would become of the resources, and does nothing
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        same: {type: OS::Heat::RandomString}
        changed: {type: OS::Heat::Value, properties: {value: before}, depends_on: same}
        other: {type: OS::Heat::RandomString, properties: {length: 8}}
        old: {type: OS::Heat::RandomString}
      """
    And a stack "web"
    And a look at the stack "web"
    When a member sends stacks.preview_update for the stack "web"
      | template | {"heat_template_version": "2013-05-23", "resources": {"same": {"type": "OS::Heat::RandomString"}, "changed": {"type": "OS::Heat::Value", "properties": {"value": "after"}, "depends_on": "same"}, "other": {"type": "OS::Heat::RandomString", "properties": {"length": 9}}, "new": {"type": "OS::Heat::RandomString"}}} |
    Then the answer is as required [stacks.preview_update.200]
    And the answer is as required [stacks.preview_update.unchanged]
    And the answer is as required [stacks.preview_update.updated]
    And the answer is as required [stacks.preview_update.replaced]
    And the answer is as required [stacks.preview_update.added]
    And the answer is as required [stacks.preview_update.deleted]
    And the answer is as required [stacks.preview_update.existing-state]
    And the answer is as required [stacks.preview_update.new-state]
    And the answer is as required [stacks.preview_update.stack-identity]
    And the answer is as required [stacks.preview_update.required_by.unchanged]
    And the stack "web" is what it was [stacks.preview_update.changes-nothing]

  @stacks.preview_update.updated.definition
  Scenario: What is not a property of a resource counts as a change, too
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        first: {type: OS::Heat::None}
        after: {type: OS::Heat::Value, properties: {value: 1}}
        condition: {type: OS::Heat::Value, properties: {value: 1}}
        description: {type: OS::Heat::Value, properties: {value: 1}}
        metadata: {type: OS::Heat::Value, properties: {value: 1}}
        policy: {type: OS::Heat::Value, properties: {value: 1}}
      """
    And a stack "web"
    When a member sends stacks.preview_update for the stack "web"
      | template | {"heat_template_version": "2016-10-14", "resources": {"first": {"type": "OS::Heat::None"}, "after": {"type": "OS::Heat::Value", "properties": {"value": 1}, "depends_on": "first"}, "condition": {"type": "OS::Heat::Value", "properties": {"value": 1}, "condition": true}, "description": {"type": "OS::Heat::Value", "properties": {"value": 1}, "description": "told"}, "metadata": {"type": "OS::Heat::Value", "properties": {"value": 1}, "metadata": {"a": "b"}}, "policy": {"type": "OS::Heat::Value", "properties": {"value": 1}, "deletion_policy": "Retain"}}} |
    Then the answer has '["after", "condition", "metadata", "policy"]' at "/resource_changes/updated/*/resource_name" in any order [stacks.preview_update.updated.definition]
    And the answer has '["description", "first"]' at "/resource_changes/unchanged/*/resource_name" in any order [stacks.preview_update.updated.definition]

  @stacks.preview_update.show_nested
  @stacks.preview_update.400.show_nested
  @stacks.preview_update.400.template-invalid
  @stacks.preview_update.400.section
  @stacks.preview_update.400.no-template
  @stacks.preview_update.400.parameter-missing
  Scenario: What could not be updated cannot be previewed
    Given a stack "web"
    When a member sends stacks.preview_update for the stack "web" with the query "show_nested=True"
      | template | {"heat_template_version": "2013-05-23"} |
    Then the answer is as required [stacks.preview_update.show_nested]
    When a member sends stacks.preview_update for the stack "web" with the query "show_nested=maybe"
      | template | {"heat_template_version": "2013-05-23"} |
    Then the answer is as required [stacks.preview_update.400.show_nested]
    When a member sends stacks.preview_update for the stack "web"
      | template | {"heat_template_version": "2013-05-23", "resources": {"wrong": {"type": "OS::No::Such"}}} |
    Then the answer is as required [stacks.preview_update.400.template-invalid]
    When a member sends stacks.preview_update for the stack "web"
      | template | {"heat_template_version": "2013-05-23", "nope": {}} |
    Then the answer is as required [stacks.preview_update.400.section]
    When a member sends stacks.preview_update for the stack "web"
      | parameters | {} |
    Then the answer is as required [stacks.preview_update.400.no-template]
    When a member sends stacks.preview_update for the stack "web"
      | template | {"heat_template_version": "2013-05-23", "parameters": {"p": {"type": "string"}}} |
    Then the answer is as required [stacks.preview_update.400.parameter-missing]

  @stacks.preview_update.404
  @stacks.preview_update.404.fault
  Scenario: No update is previewed of a stack that is not there
    When a member sends stacks.preview_update for the stack "web"
      | template | {"heat_template_version": "2013-05-23"} |
    Then the answer is as required [stacks.preview_update.404]
    And the answer is as required [stacks.preview_update.404.fault]

  @stacks.preview_update.404.other-project
  Scenario: No update is previewed of another project's stack
    Given another project has a stack "theirs"
    When a member sends stacks.preview_update for the stack "theirs"
      | template | {"heat_template_version": "2013-05-23"} |
    Then the answer is as required [stacks.preview_update.404.other-project]

  @stacks.preview_update.401.no-token
  @stacks.preview_update.403.reader
  @stacks.preview_update.403.stack-user
  Scenario: Neither a reader nor somebody without a token previews an update
    Given a stack "web"
    When nobody sends stacks.preview_update for the stack "web"
      | template | {"heat_template_version": "2013-05-23"} |
    Then the answer is as required [stacks.preview_update.401.no-token]
    When a reader sends stacks.preview_update for the stack "web"
      | template | {"heat_template_version": "2013-05-23"} |
    Then the answer is as required [stacks.preview_update.403.reader]
    When a stack user sends stacks.preview_update for the stack "web"
      | template | {"heat_template_version": "2013-05-23"} |
    Then the answer is as required [stacks.preview_update.403.stack-user]

  @stacks.preview_update.403.other-project
  Scenario: A preview of an update is refused in a project that is not the token's
    When a member sends PUT to "/v1/{other_project_id}/stacks/{name:web}/{no_id}/preview"
      | template | {"heat_template_version": "2013-05-23"} |
    Then the answer is as required [stacks.preview_update.403.other-project]

  @stacks.preview_update.required_by
  Scenario: A preview of an update tells which resources need which
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
    When a member sends stacks.preview_update for the stack "web"
      | template | {"heat_template_version": "2013-05-23", "resources": {"changed": {"type": "OS::Heat::Value", "properties": {"value": "after"}}, "new": {"type": "OS::Heat::RandomString", "depends_on": "changed"}, "user": {"type": "OS::Heat::RandomString", "properties": {"length": 9}, "depends_on": "new"}, "same": {"type": "OS::Heat::RandomString", "depends_on": "user"}}} |
    Then the answer is as required [stacks.preview_update.required_by]

  @stacks.preview_update.405
  Scenario: A preview of an update has no GET
    Given a stack "web"
    When a member sends GET to "/v1/{project_id}/stacks/{name:web}/{id:web}/preview"
    Then the answer is as required [stacks.preview_update.405]

  @stacks.preview_update.nested_stack_id
  @stacks.preview_update.show_nested.inside
  @stacks.preview_update.show_nested.parent
  @stacks.preview_update.show_nested.default
  @cap:type:OS::Heat::Value
  Scenario: A preview of an update looks into stacks inside
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        k: {type: child.yaml, properties: {x: before}}
        gone: {type: gone.yaml}
      """
    And a stack "web"
      | files | {"gone.yaml": "{heat_template_version: 2016-10-14, resources: {last: {type: 'OS::Heat::Value', properties: {value: a}}}}", "child.yaml": "{heat_template_version: 2016-10-14, parameters: {x: {type: string}}, resources: {same: {type: 'OS::Heat::Value', properties: {value: a}}, changed: {type: 'OS::Heat::Value', properties: {value: {get_param: x}}}, old: {type: 'OS::Heat::Value', properties: {value: a}}}}"} |
    When a member sends stacks.preview_update for the stack "web" with the query "show_nested=true"
      | template | {"heat_template_version": "2016-10-14", "resources": {"k": {"type": "child.yaml", "properties": {"x": "after"}}, "fresh": {"type": "fresh.yaml"}}} |
      | files    | {"fresh.yaml": "{heat_template_version: 2016-10-14, resources: {first: {type: 'OS::Heat::Value', properties: {value: a}}}}", "child.yaml": "{heat_template_version: 2016-10-14, parameters: {x: {type: string}}, resources: {same: {type: 'OS::Heat::Value', properties: {value: a}}, changed: {type: 'OS::Heat::Value', properties: {value: {get_param: x}}}, new: {type: 'OS::Heat::Value', properties: {value: a}}}}"} |
    Then the answer has '["same"]' at '/resource_changes/unchanged/*/resource_name' in any order [stacks.preview_update.show_nested.inside]
    And the answer has '["k", "changed"]' at '/resource_changes/updated/*/resource_name' in any order [stacks.preview_update.show_nested.inside]
    And the answer has '["fresh", "first", "new"]' at '/resource_changes/added/*/resource_name' in any order [stacks.preview_update.show_nested.inside]
    And the answer has '["gone", "last", "old"]' at '/resource_changes/deleted/*/resource_name' in any order [stacks.preview_update.show_nested.inside]
    And the answer has '["k"]' at '/resource_changes/unchanged/*/parent_resource' in any order [stacks.preview_update.show_nested.parent]
    When a member sends stacks.preview_update for the stack "web"
      | template | {"heat_template_version": "2016-10-14", "resources": {"k": {"type": "child.yaml", "properties": {"x": "after"}}, "fresh": {"type": "fresh.yaml"}}} |
      | files    | {"fresh.yaml": "{heat_template_version: 2016-10-14, resources: {first: {type: 'OS::Heat::Value', properties: {value: a}}}}", "child.yaml": "{heat_template_version: 2016-10-14, parameters: {x: {type: string}}, resources: {same: {type: 'OS::Heat::Value', properties: {value: a}}, changed: {type: 'OS::Heat::Value', properties: {value: {get_param: x}}}, new: {type: 'OS::Heat::Value', properties: {value: a}}}}"} |
    Then the answer has '["k"]' at '/resource_changes/updated/*/resource_name' in any order [stacks.preview_update.show_nested.default]
    And the answer has '["fresh"]' at '/resource_changes/added/*/resource_name' in any order [stacks.preview_update.show_nested.default]
    And the answer has '["gone"]' at '/resource_changes/deleted/*/resource_name' in any order [stacks.preview_update.show_nested.default]
    And the answer has '["{project_id}"]' at '/resource_changes/updated/*/nested_stack_id/tenant' in any order [stacks.preview_update.nested_stack_id]
    And the answer has '["{project_id}"]' at '/resource_changes/deleted/*/nested_stack_id/tenant' in any order [stacks.preview_update.nested_stack_id]
    And the answer has '[""]' at '/resource_changes/updated/*/nested_stack_id/path' in any order [stacks.preview_update.nested_stack_id]
    When the answer's "/resource_changes/updated/0/nested_stack_id/stack_name" is remembered as "inside_name"
    And the answer's "/resource_changes/updated/0/nested_stack_id/stack_id" is remembered as "inside_id"
    And the answer's "/resource_changes/updated/0/physical_resource_id" is remembered as "thing"
    And a member sends GET to "/v1/{project_id}/stacks/{inside_name}/{inside_id}"
    Then the answer has '["{thing}"]' at "/stack/id" in any order [stacks.preview_update.nested_stack_id]

  @stacks.preview_update.entries
  @stacks.preview_update.as-shown
  @cap:type:OS::Heat::TestResource
  Scenario: A preview of an update tells of each resource what it is
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
    When a member sends stacks.preview_update for the stack "web"
      | template | {"heat_template_version": "2013-05-23", "resources": {"same": {"type": "OS::Heat::None"}, "changed": {"type": "OS::Heat::Value", "properties": {"value": "after"}}, "other": {"type": "OS::Heat::RandomString", "properties": {"length": 9}}, "new": {"type": "OS::Heat::TestResource"}}} |
    Then the answer has '["OS::Heat::None"]' at "/resource_changes/unchanged/*/resource_type" in any order [stacks.preview_update.entries]
    And the answer has '["OS::Heat::Value"]' at "/resource_changes/updated/*/resource_type" in any order [stacks.preview_update.entries]
    And the answer has '["OS::Heat::RandomString"]' at "/resource_changes/replaced/*/resource_type" in any order [stacks.preview_update.entries]
    And the answer has '["OS::Heat::TestResource"]' at "/resource_changes/added/*/resource_type" in any order [stacks.preview_update.entries]
    And the answer has '["OS::Heat::Delay"]' at "/resource_changes/deleted/*/resource_type" in any order [stacks.preview_update.entries]
    And the answer has '["{name:web}", "{name:web}", "{name:web}", "{name:web}", "{name:web}"]' at "/resource_changes/*/*/stack_name" in any order [stacks.preview_update.entries]
    And the answer has '["{name:web}", "{name:web}", "{name:web}", "{name:web}", "{name:web}"]' at "/resource_changes/*/*/stack_identity/stack_name" in any order [stacks.preview_update.entries]
    And the answer has '["{project_id}", "{project_id}", "{project_id}", "{project_id}", "{project_id}"]' at "/resource_changes/*/*/stack_identity/tenant" in any order [stacks.preview_update.entries]
    And the answer has '["{name:web}", "{name:web}", "{name:web}", "{name:web}", "{name:web}"]' at "/resource_changes/*/*/resource_identity/stack_name" in any order [stacks.preview_update.entries]
    And the answer has '["/resources/changed", "/resources/new", "/resources/old", "/resources/other", "/resources/same"]' at "/resource_changes/*/*/resource_identity/path" in any order [stacks.preview_update.entries]
    And the answer tells of "changed" at "/resource_changes/updated" what resources.show tells at "/resource" [stacks.preview_update.as-shown]
    And the answer tells of "old" at "/resource_changes/deleted" what resources.show tells at "/resource" [stacks.preview_update.as-shown]
