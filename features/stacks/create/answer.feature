Feature: Create stack: the answer and what follows
  POST /v1/{project_id}/stacks

  @stacks.create.201
  @stacks.create.201.location
  @stacks.create.201.id
  @stacks.create.201.link
  @stacks.create.201.one-address
  @stacks.create.201.nothing-else
  @stacks.create.201.content-type
  @stacks.create.completes
  @stacks.create.completes.reason
  @stacks.create.starts.reason
  Scenario: A stack is created
    When a member creates a stack "web"
    Then the answer is as required [stacks.create.201]
    And the answer is as required [stacks.create.201.location]
    And the answer is as required [stacks.create.201.id]
    And the answer is as required [stacks.create.201.link]
    And the answer names one stack in header, link and id [stacks.create.201.one-address]
    And the answer is as required [stacks.create.201.nothing-else]
    And the answer is as required [stacks.create.201.content-type]
    And the stack "web" reaches CREATE_COMPLETE [stacks.create.completes]
    And the stack "web" has the reason "Stack CREATE completed successfully" [stacks.create.completes.reason]
    When a member sends events.list for the stack "web" with the query "sort_dir=asc"
    Then the answer's first event is the stack's own, with the reason "Stack CREATE started" [stacks.create.starts.reason]

  @stacks.create.visible
  @stacks.create.rollback.default
  Scenario: A new stack is shown at once
    When a member creates a stack "web"
    And a member sends stacks.show for the stack "web"
    Then the answer shows a creation in progress or further [stacks.create.visible]
    And the answer has 'true' at '/stack/disable_rollback' [stacks.create.rollback.default]

  @stacks.create.fails.reason
  @stacks.create.rollback.off
  Scenario: A failure is told, and leaves things as they are unless a rollback is wanted
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        made: {type: OS::Heat::TestResource}
        r:
          type: OS::Heat::TestResource
          properties: {fail: true}
          depends_on: made
      """
    When a member creates a stack "web"
      | disable_rollback | true |
    Then the stack "web" reaches CREATE_FAILED [stacks.create.rollback.off]
    And the stack "web" has the reason "Resource CREATE failed: ValueError: resources.r: Test Resource failed r" [stacks.create.fails.reason]
    When a member sends events.list for the stack "web" with the query "sort_dir=asc"
    Then the answer's events have "made" complete and never deleted [stacks.create.rollback.off]

  @stacks.create.rollback.on
  @stacks.create.rollback.on.state
  Scenario: A failure is rolled back on request
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        made: {type: OS::Heat::TestResource}
        r:
          type: OS::Heat::TestResource
          properties: {fail: true}
          depends_on: made
      """
    When a member creates a stack "web"
      | disable_rollback | false |
    Then the stack "web" reaches ROLLBACK_COMPLETE [stacks.create.rollback.on.state]
    When a member sends events.list for the stack "web" with the query "sort_dir=asc"
    Then the answer's events have "made" complete and then deleted [stacks.create.rollback.on]

  @stacks.create.order.explicit
  @stacks.create.order.implicit
  @cap:type:OS::Heat::Value
  Scenario: A resource waits for those that it needs
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        a: {type: OS::Heat::Value, properties: {value: x}, depends_on: b}
        b: {type: OS::Heat::Value, properties: {value: x}}
        c: {type: OS::Heat::Value, properties: {value: x}, depends_on: [b]}
        d: {type: OS::Heat::Value, properties: {value: {get_attr: [e, value]}}}
        e: {type: OS::Heat::Value, properties: {value: x}}
        f: {type: OS::Heat::Value, properties: {value: {get_resource: e}}}
      """
    And a stack "web"
    When a member sends events.list for the stack "web" with the query "sort_dir=asc"
    Then the answer's events have "a" start after "b" is complete [stacks.create.order.explicit]
    And the answer's events have "c" start after "b" is complete [stacks.create.order.explicit]
    And the answer's events have "d" start after "e" is complete [stacks.create.order.implicit]
    And the answer's events have "f" start after "e" is complete [stacks.create.order.implicit]

  @stacks.create.unicode
  Scenario: Text of all languages comes back unchanged
    Given the template
      """
      heat_template_version: 2013-05-23
      description: Grüße an 世界
      parameters:
        p: {type: string, default: Ελλάδα}
      outputs:
        o: {value: Привет}
      """
    And a stack "web"
      | parameters | {"p": "Žluťoučký kůň"} |
    When a member sends stacks.show for the stack "web"
    Then the answer has '"Grüße an 世界"' at '/stack/description' [stacks.create.unicode]
    And the answer has "Žluťoučký kůň" for the parameter "p" [stacks.create.unicode]
    And the answer has '"Привет"' for the output "o" [stacks.create.unicode]
