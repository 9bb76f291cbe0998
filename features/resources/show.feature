Feature: Show resource data
  GET /v1/{project_id}/stacks/{stack_name}/{stack_id}/resources/{resource_name}

  @resources.show.200
  @resources.show.name
  @resources.show.type
  @resources.show.status
  @resources.show.reason
  @resources.show.physical_resource_id
  @resources.show.times
  @resources.show.description
  @resources.show.attributes
  @resources.show.no-metadata
  @resources.show.with_attr
  @resources.show.with_attr.unknown
  Scenario: One resource looks as it should
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        typed:
          type: OS::Heat::Value
          description: what it is for
          properties: {type: json, value: {list: [1, {a: null}]}}
          metadata: {a: b}
      """
    And a stack "web"
    And "typed" is remembered as "resource_name"
    When a member sends resources.show for the stack "web"
    Then the answer is as required [resources.show.200]
    And the answer is as required [resources.show.name]
    And the answer is as required [resources.show.type]
    And the answer is as required [resources.show.status]
    And the answer is as required [resources.show.reason]
    And the answer is as required [resources.show.physical_resource_id]
    And the answer is as required [resources.show.times]
    And the answer is as required [resources.show.description]
    And the answer is as required [resources.show.attributes]
    And the answer is as required [resources.show.no-metadata]
    When a member sends resources.show for the stack "web" with the query "with_attr=value"
    Then the answer is as required [resources.show.with_attr]
    When a member sends resources.show for the stack "web" with the query "with_attr=one&with_attr=two"
    Then the answer is as required [resources.show.with_attr.unknown]

  @resources.show.links
  @resources.show.description.default
  @resources.show.attributes.unused
  Scenario: A plain resource has links and attributes
    Given "secret" is remembered as "resource_name"
    And a stack "web"
    When a member sends resources.show for the stack "web"
    Then the answer has '[{"href": "{endpoint}/stacks/{name:web}/{id:web}/resources/secret", "rel": "self"}, {"href": "{endpoint}/stacks/{name:web}/{id:web}", "rel": "stack"}]' at "/resource/links/*" in any order [resources.show.links]
    And the answer is as required [resources.show.description.default]
    And the answer is as required [resources.show.attributes.unused]

  @resources.show.required_by
  @resources.show.attributes.none
  @resources.show.404.condition
  Scenario: A resource is needed by others
    Given the template
      """
      heat_template_version: 2016-10-14
      conditions:
        never: {equals: [a, b]}
      resources:
        base: {type: OS::Heat::None}
        middle:
          type: OS::Heat::Value
          properties: {value: {get_resource: base}}
        top: {type: OS::Heat::RandomString, depends_on: [middle, base]}
        disabled: {type: OS::Heat::None, condition: never}
      """
    And a stack "web"
    And "base" is remembered as "resource_name"
    When a member sends resources.show for the stack "web"
    Then the answer has '["middle", "top"]' at "/resource/required_by/*" in any order [resources.show.required_by]
    And the answer is as required [resources.show.attributes.none]
    When "top" is remembered as "resource_name"
    And a member sends resources.show for the stack "web"
    Then the answer has '[]' at "/resource/required_by/*" in any order [resources.show.required_by]
    When "disabled" is remembered as "resource_name"
    And a member sends resources.show for the stack "web"
    Then the answer is as required [resources.show.404.condition]

  @resources.show.attributes.after-update
  @resources.show.404.removed
  Scenario: A resource is shown as the update left it
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        changed: {type: OS::Heat::Value, properties: {value: before}}
        removed: {type: OS::Heat::None}
      """
    And a stack "web"
    And "changed" is remembered as "resource_name"
    When a member sends resources.show for the stack "web"
    And a member updates the stack "web"
      """
      heat_template_version: 2016-10-14
      resources:
        changed: {type: OS::Heat::Value, properties: {value: after}}
      """
    And the stack "web" has reached UPDATE_COMPLETE
    And a member sends resources.show for the stack "web"
    Then the answer is as required [resources.show.attributes.after-update]
    When "removed" is remembered as "resource_name"
    And a member sends resources.show for the stack "web"
    Then the answer is as required [resources.show.404.removed]

  @resources.show.404.resource
  @resources.show.404.resource.fault
  Scenario: A resource that the template does not have is not found
    Given a stack "web"
    And "Secret" is remembered as "resource_name"
    When a member sends resources.show for the stack "web"
    Then the answer is as required [resources.show.404.resource]
    And the answer is as required [resources.show.404.resource.fault]

  @resources.show.404
  @resources.show.404.fault
  Scenario: A stack that is not there has no resource
    Given "secret" is remembered as "resource_name"
    When a member sends resources.show for the stack "web"
    Then the answer is as required [resources.show.404]
    And the answer is as required [resources.show.404.fault]

  @resources.show.404.wrong-id
  @stacks:2
  Scenario: The name and the id say together whose resource is meant
    Given "secret" is remembered as "resource_name"
    Given a stack "web"
    And a stack "other"
    When a member sends GET to "/v1/{project_id}/stacks/{name:web}/{id:other}/resources/secret"
    Then the answer is as required [resources.show.404.wrong-id]

  @resources.show.404.other-project
  Scenario: The resource of another project's stack is not there
    Given "secret" is remembered as "resource_name"
    Given another project has a stack "theirs"
    When a member sends resources.show for the stack "theirs"
    Then the answer is as required [resources.show.404.other-project]

  @resources.show.404.deleted
  Scenario: A deleted stack has no resource
    Given "secret" is remembered as "resource_name"
    Given a stack "web"
    When a member sends stacks.delete for the stack "web"
    And the stack "web" has gone
    And a member sends resources.show for the stack "web"
    Then the answer is as required [resources.show.404.deleted]

  @resources.show.401.no-token
  @resources.show.reader
  @resources.show.403.stack-user
  @resources.show.405
  Scenario: The resource is for those who may read, and only read
    Given "secret" is remembered as "resource_name"
    Given a stack "web"
    When nobody sends resources.show for the stack "web"
    Then the answer is as required [resources.show.401.no-token]
    When a reader sends resources.show for the stack "web"
    Then the answer is as required [resources.show.reader]
    When a stack user sends resources.show for the stack "web"
    Then the answer is as required [resources.show.403.stack-user]
    When a member sends DELETE to "/v1/{project_id}/stacks/{name:web}/{id:web}/resources/secret"
    Then the answer is as required [resources.show.405]

  @resources.show.times.now
  Scenario: The times of a resource are those at which it was made and changed
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        thing: {type: OS::Heat::RandomString}
      """
    And a stack "web"
    And "thing" is remembered as "resource_name"
    When a member sends resources.show for the stack "web"
    Then the answer's times at "/resource/creation_time" are of this scenario [resources.show.times.now]
    And the answer's times at "/resource/updated_time" are of this scenario [resources.show.times.now]
