Feature: Update stack: stacks in the stack
  PUT /v1/{project_id}/stacks/{stack_name}/{stack_id}

  @stacks.update.nested.parameters
  @stacks.update.nested.template
  @cap:type:OS::Heat::Value
  Scenario: An update reaches the stack in the stack
    Given the template
      """
      heat_template_version: 2016-10-14
      parameters:
        x: {type: string, default: one}
      resources:
        k: {type: child.yaml, properties: {x: {get_param: x}}}
      outputs:
        seen: {value: {get_attr: [k, o]}}
        member: {value: {get_attr: [k, resource.made]}}
      """
    And a stack "web"
      | files | {"child.yaml": "{heat_template_version: 2016-10-14, parameters: {x: {type: string}}, resources: {made: {type: 'OS::Heat::Value', properties: {value: {get_param: x}}}}, outputs: {o: {value: {get_attr: [made, value]}}}}"} |
    When a member sends stacks.list with the query "show_nested=true&owner_id={id:web}"
    And the stack inside is called "inner"
    And a member updates the stack "web"
      | parameters | {"x": "two"} |
      | files      | {"child.yaml": "{heat_template_version: 2016-10-14, parameters: {x: {type: string}}, resources: {made: {type: 'OS::Heat::Value', properties: {value: {get_param: x}}}}, outputs: {o: {value: {get_attr: [made, value]}}}}"} |
    And the stack "web" has reached UPDATE_COMPLETE
    And a member sends stacks.show for the stack "web"
    Then the answer has '"two"' for the output "seen" [stacks.update.nested.parameters]
    And the stack "inner" reaches UPDATE_COMPLETE [stacks.update.nested.parameters]
    When a member updates the stack "web"
      | parameters | {"x": "two"} |
      | files      | {"child.yaml": "{heat_template_version: 2016-10-14, parameters: {x: {type: string}}, outputs: {o: {value: fixed}}}"} |
      | template   | {"heat_template_version": "2016-10-14", "parameters": {"x": {"type": "string"}}, "resources": {"k": {"type": "child.yaml", "properties": {"x": {"get_param": "x"}}}}, "outputs": {"seen": {"value": {"get_attr": ["k", "o"]}}}} |
    And the stack "web" has reached UPDATE_COMPLETE
    And a member sends stacks.show for the stack "web"
    Then the answer has '"fixed"' for the output "seen" [stacks.update.nested.template]

  @stacks.update.nested.rollback
  @cap:type:OS::Heat::TestResource
  Scenario: What fails inside is rolled back with what is around it
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        k: {type: child.yaml, properties: {x: old}}
      outputs:
        seen: {value: {get_attr: [k, o]}}
      """
    And a stack "web"
      | files | {"child.yaml": "{heat_template_version: 2016-10-14, parameters: {x: {type: string}}, resources: {made: {type: 'OS::Heat::TestResource', properties: {value: {get_param: x}}}}, outputs: {o: {value: {get_attr: [made, output]}}}}"} |
    When a member updates the stack "web"
      | files            | {"child.yaml": "{heat_template_version: 2016-10-14, parameters: {x: {type: string}}, resources: {made: {type: 'OS::Heat::TestResource', properties: {value: new, fail: true}}}, outputs: {o: {value: {get_attr: [made, output]}}}}"} |
      | disable_rollback | false |
    Then the stack "web" reaches ROLLBACK_COMPLETE [stacks.update.nested.rollback]
    When a member sends stacks.show for the stack "web"
    Then the answer has '"old"' for the output "seen" [stacks.update.nested.rollback]

  @stacks.update.group.count
  @stacks.update.group.removal_policies
  @cap:type:OS::Heat::ResourceGroup
  @cap:type:OS::Heat::Value
  Scenario: A group grows, and shrinks as it is told
    Given the template
      """
      heat_template_version: 2016-10-14
      parameters:
        n: {type: number, default: 2}
        removed: {type: comma_delimited_list, default: ''}
      resources:
        g:
          type: OS::Heat::ResourceGroup
          properties:
            count: {get_param: n}
            removal_policies: [{resource_list: {get_param: removed}}]
            resource_def: {type: OS::Heat::Value, properties: {value: 'number %index%'}}
      outputs:
        list: {value: {get_attr: [g, value]}}
      """
    And a stack "web"
    When a member updates the stack "web"
      | parameters | {"n": 4} |
    And the stack "web" has reached UPDATE_COMPLETE
    And a member sends stacks.show for the stack "web"
    Then the answer has '["number 0", "number 1", "number 2", "number 3"]' for the output "list" [stacks.update.group.count]
    When a member updates the stack "web"
      | parameters | {"n": 3} |
    And the stack "web" has reached UPDATE_COMPLETE
    And a member sends stacks.show for the stack "web"
    Then the answer has '["number 0", "number 1", "number 2"]' for the output "list" [stacks.update.group.count]
    When a member updates the stack "web"
      | parameters | {"n": 2, "removed": "1"} |
    And the stack "web" has reached UPDATE_COMPLETE
    And a member sends stacks.show for the stack "web"
    Then the answer has '["number 0", "number 2"]' for the output "list" [stacks.update.group.removal_policies]

  @stacks.update.nested.unhealthy
  @stacks.update.nested.unhealthy.whole
  @cap:type:OS::Heat::RandomString
  Scenario: What is marked as unhealthy inside is replaced there
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        k: {type: child.yaml}
      outputs:
        good: {value: {get_attr: [k, good]}}
        bad: {value: {get_attr: [k, bad]}}
      """
    And a stack "web"
      | files | {"child.yaml": "{heat_template_version: 2016-10-14, resources: {good: {type: 'OS::Heat::RandomString'}, bad: {type: 'OS::Heat::RandomString'}}, outputs: {good: {value: {get_attr: [good, value]}}, bad: {value: {get_attr: [bad, value]}}}}"} |
    When a member sends stacks.list with the query "show_nested=true&owner_id={id:web}"
    And the stack inside is called "inner"
    And "good" is remembered as "output_key"
    And a member sends outputs.show for the stack "web"
    And the answer's "/output/output_value" is remembered as "good"
    And "bad" is remembered as "resource_name"
    And a member sends resources.mark_unhealthy for the stack "inner"
      | mark_unhealthy         | true |
      | resource_status_reason | "it is broken" |
    And a member sends stacks.update_patch for the stack "web"
      | parameters | {} |
    And the stack "web" has reached UPDATE_COMPLETE
    And a member sends events.list for the stack "inner" with the query "sort_dir=asc"
    Then the answer's events have "bad" complete and then deleted [stacks.update.nested.unhealthy]
    And the answer's events have "good" complete and never deleted [stacks.update.nested.unhealthy]
    When a member sends stacks.show for the stack "web"
    Then the answer has '"{good}"' for the output "good" [stacks.update.nested.unhealthy]
    When "k" is remembered as "resource_name"
    And a member sends resources.mark_unhealthy for the stack "web"
      | mark_unhealthy         | true |
      | resource_status_reason | "it is broken" |
    And a member sends stacks.update_patch for the stack "web"
      | parameters | {} |
    And the stack "web" has reached UPDATE_COMPLETE
    Then the stack "inner" is found no more [stacks.update.nested.unhealthy.whole]

  @stacks.update.stack.failure
  @cap:type:OS::Heat::Stack
  @cap:type:OS::Heat::TestResource
  Scenario: What fails in a stack that a resource makes is told
    Given the template
      """
      heat_template_version: 2016-10-14
      parameters:
        fails: {type: boolean, default: false}
      resources:
        s:
          type: OS::Heat::Stack
          properties:
            template: '{heat_template_version: 2016-10-14, parameters: {fails: {type: boolean}}, resources: {made: {type: "OS::Heat::TestResource", properties: {value: a, fail: {get_param: fails}}}}}'
            parameters: {fails: {get_param: fails}}
      """
    And a stack "web"
    When a member updates the stack "web"
      | parameters | {"fails": true} |
    And the stack "web" has reached UPDATE_FAILED
    Then the stack "web" has the reason 'Resource UPDATE failed: ResourceInError: resources.s: Went to status UPDATE_FAILED due to "Resource UPDATE failed: ValueError: resources.made: Test Resource failed made"' [stacks.update.stack.failure]

  @stacks.update.nested.type-policy
  @cap:type:OS::Heat::RandomString
  Scenario: An update brings nothing into a stack inside that only administrators may use
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        k: {type: child.yaml}
      """
    And a stack "web"
      | files | {"child.yaml": "{heat_template_version: 2016-10-14, resources: {r: {type: 'OS::Heat::RandomString'}}}"} |
    When a member sends stacks.list with the query "show_nested=true&owner_id={id:web}"
    And the stack inside is called "inner"
    And a member updates the stack "web"
      | files | {"child.yaml": "{heat_template_version: 2016-10-14, resources: {p: {type: 'OS::Keystone::Project'}}}"} |
    Then the stack "web" reaches UPDATE_FAILED [stacks.update.nested.type-policy]
    And the stack "web" has the reason "Resource UPDATE failed: resources.k: You are not authorized to use OS::Keystone::Project." [stacks.update.nested.type-policy]
    When a member sends stacks.show for the stack "inner"
    Then the answer has '"CREATE_COMPLETE"' at "/stack/stack_status" [stacks.update.nested.type-policy]

  @stacks.update.nested.facade
  Scenario: A stack inside that is itself updated still sees the resource that it stands for
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        k:
          type: child.yaml
          metadata: {note: written here}
      """
    And a stack "web"
      | files | {"child.yaml": "{heat_template_version: 2016-10-14, parameters: {x: {type: string, default: one}}, outputs: {metadata: {value: {resource_facade: metadata}}}}"} |
    When a member sends stacks.list with the query "show_nested=true&owner_id={id:web}"
    And the stack inside is called "inner"
    And a member sends stacks.update_patch for the stack "inner"
      | parameters | {"x": "two"} |
    And the stack "inner" has reached UPDATE_COMPLETE
    And a member sends stacks.show for the stack "inner"
    Then the answer has '{"note": "written here"}' for the output "metadata" [stacks.update.nested.facade]
    When a member updates the stack "inner"
      | template | {"heat_template_version": "2016-10-14", "outputs": {"whole": {"value": {"resource_facade": "metadata"}}}} |
    And the stack "inner" has reached UPDATE_COMPLETE
    And a member sends stacks.show for the stack "inner"
    Then the answer has '{"note": "written here"}' for the output "whole" [stacks.update.nested.facade]

  @stacks.update.nested.deleted
  Scenario: A stack inside that was deleted by itself is not updated
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
    And a member updates the stack "web"
      | files | {"child.yaml": "{heat_template_version: 2016-10-14, outputs: {o: {value: b}}}"} |
    And the stack "web" has reached UPDATE_FAILED
    And a member sends events.list for the stack "web" with the query "sort_dir=asc"
    Then the answer's events end with [stacks.update.nested.deleted]
      | web | UPDATE_IN_PROGRESS | Stack UPDATE started |
      | k   | UPDATE_IN_PROGRESS | state changed |
      | k   | UPDATE_FAILED | resources.k: The Stack ({name:inner}) could not be found. |
      | web | UPDATE_FAILED | Resource UPDATE failed: resources.k: The Stack ({name:inner}) could not be found. |

  @stacks.update.nested.deleted.check
  Scenario: After a check a stack inside that was deleted by itself is made anew
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        k: {type: child.yaml}
      outputs:
        seen: {value: {get_attr: [k, o]}}
      """
    And a stack "web"
      | files | {"child.yaml": "{heat_template_version: 2016-10-14, outputs: {o: {value: a}}}"} |
    When the stack inside of "web" is made and called "inner"
    And a member sends stacks.delete for the stack "inner"
    And the stack "inner" has gone
    And a member sends actions.perform for the stack "web"
      | check | null |
    And the stack "web" has reached CHECK_FAILED
    And a member updates the stack "web"
      | files | {"child.yaml": "{heat_template_version: 2016-10-14, outputs: {o: {value: b}}}"} |
    Then the stack "web" reaches UPDATE_COMPLETE [stacks.update.nested.deleted.check]
    When a member sends stacks.show for the stack "web"
    Then the answer has '"b"' for the output "seen" [stacks.update.nested.deleted.check]
