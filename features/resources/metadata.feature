Feature: Show resource metadata
  GET /v1/{project_id}/stacks/{stack_name}/{stack_id}/resources/{resource_name}/metadata

  @resources.metadata.200
  @resources.metadata.value
  @resources.metadata.after-replacement
  Scenario: The metadata of a resource is that which it was made with
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        secret:
          type: OS::Heat::RandomString
          metadata: {list: [1, 2.5, null, true, {a: {b: c}}], text: "8"}
      """
    And a stack "web"
    And "secret" is remembered as "resource_name"
    When a member sends resources.metadata for the stack "web"
    Then the answer is as required [resources.metadata.200]
    And the answer is as required [resources.metadata.value]
    When a member updates the stack "web"
      """
      heat_template_version: 2016-10-14
      resources:
        secret:
          type: OS::Heat::RandomString
          properties: {length: 8}
          metadata: {text: after}
      """
    And the stack "web" has reached UPDATE_COMPLETE
    And a member sends resources.metadata for the stack "web"
    Then the answer is as required [resources.metadata.after-replacement]

  @resources.metadata.functions
  @resources.metadata.none
  Scenario: Metadata may refer to others, or be missing
    Given the template
      """
      heat_template_version: 2016-10-14
      parameters:
        text: {type: string, default: given}
      resources:
        other: {type: OS::Heat::Value, properties: {type: json, value: {list: [1, 2]}}}
        secret:
          type: OS::Heat::RandomString
          metadata:
            from_parameter: {get_param: text}
            from_resource: {get_attr: [other, value]}
      """
    And a stack "web"
    And "secret" is remembered as "resource_name"
    When a member sends resources.metadata for the stack "web"
    Then the answer is as required [resources.metadata.functions]
    When "other" is remembered as "resource_name"
    And a member sends resources.metadata for the stack "web"
    Then the answer is as required [resources.metadata.none]

  @resources.metadata.404.resource
  @resources.metadata.404.resource.fault
  @resources.metadata.403.stack-user
  @resources.metadata.403.stack-user.unknown
  Scenario: A resource that is not there has no metadata, and stack users are told nothing
    Given a stack "web"
    And "secret" is remembered as "resource_name"
    When a stack user sends resources.metadata for the stack "web"
    Then the answer is as required [resources.metadata.403.stack-user]
    When "Secret" is remembered as "resource_name"
    And a stack user sends resources.metadata for the stack "web"
    Then the answer is as required [resources.metadata.403.stack-user.unknown]
    When a member sends resources.metadata for the stack "web"
    Then the answer is as required [resources.metadata.404.resource]
    And the answer is as required [resources.metadata.404.resource.fault]

  @resources.metadata.404
  @resources.metadata.404.fault
  Scenario: A stack that is not there has no metadata
    Given "secret" is remembered as "resource_name"
    When a member sends resources.metadata for the stack "web"
    Then the answer is as required [resources.metadata.404]
    And the answer is as required [resources.metadata.404.fault]

  @resources.metadata.404.wrong-id
  @stacks:2
  Scenario: The name and the id say together whose metadata is meant
    Given "secret" is remembered as "resource_name"
    Given a stack "web"
    And a stack "other"
    When a member sends GET to "/v1/{project_id}/stacks/{name:web}/{id:other}/resources/secret/metadata"
    Then the answer is as required [resources.metadata.404.wrong-id]

  @resources.metadata.404.other-project
  Scenario: The metadata of another project's stack is not there
    Given "secret" is remembered as "resource_name"
    Given another project has a stack "theirs"
    When a member sends resources.metadata for the stack "theirs"
    Then the answer is as required [resources.metadata.404.other-project]

  @resources.metadata.404.deleted
  Scenario: A deleted stack has no metadata
    Given "secret" is remembered as "resource_name"
    Given a stack "web"
    When a member sends stacks.delete for the stack "web"
    And the stack "web" has gone
    And a member sends resources.metadata for the stack "web"
    Then the answer is as required [resources.metadata.404.deleted]

  @resources.metadata.401.no-token
  @resources.metadata.reader
  @resources.metadata.405
  Scenario: The metadata is for those who may read, and only read
    Given "secret" is remembered as "resource_name"
    Given a stack "web"
    When nobody sends resources.metadata for the stack "web"
    Then the answer is as required [resources.metadata.401.no-token]
    When a reader sends resources.metadata for the stack "web"
    Then the answer is as required [resources.metadata.reader]
    When a member sends PUT to "/v1/{project_id}/stacks/{name:web}/{id:web}/resources/secret/metadata"
    Then the answer is as required [resources.metadata.405]
