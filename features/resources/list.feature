Feature: List stack resources
  GET /v1/{project_id}/stacks/{stack_name}/{stack_id}/resources

  @resources.list.200
  @resources.list.name
  @resources.list.type
  @resources.list.status
  @resources.list.reason
  @resources.list.physical_resource_id
  @resources.list.times
  @resources.list.updated_time
  @resources.list.links
  @resources.list.without-detail
  Scenario: A resource looks as it should
    Given a stack "web"
    When a member sends resources.list for the stack "web"
    Then the answer is as required [resources.list.200]
    And the answer is as required [resources.list.name]
    And the answer is as required [resources.list.type]
    And the answer is as required [resources.list.status]
    And the answer is as required [resources.list.reason]
    And the answer is as required [resources.list.physical_resource_id]
    And the answer is as required [resources.list.times]
    And the answer has '[{"href": "{endpoint}/stacks/{name:web}/{id:web}/resources/secret", "rel": "self"}, {"href": "{endpoint}/stacks/{name:web}/{id:web}", "rel": "stack"}]' at "/resources/0/links/*" in any order [resources.list.links]
    And the answer is as required [resources.list.without-detail]
    When the answer's "/resources/0/creation_time" is remembered as "time"
    Then the answer has '"{time}"' at "/resources/0/updated_time" [resources.list.updated_time]

  @resources.list.all
  @resources.list.condition
  @resources.list.required_by
  @resources.list.nested_depth
  Scenario: All resources are listed, with those that need them
    Given the template
      """
      heat_template_version: 2016-10-14
      conditions:
        never: {equals: [a, b]}
      resources:
        base: {type: OS::Heat::RandomString}
        middle:
          type: OS::Heat::Value
          properties: {value: {get_attr: [base, value]}}
        top: {type: OS::Heat::RandomString, depends_on: [middle, base]}
        alone: {type: OS::Heat::None}
        disabled: {type: OS::Heat::None, condition: never}
      """
    And a stack "web"
    When a member sends resources.list for the stack "web"
    Then the answer has '["base", "middle", "top", "alone"]' at "/resources/*/resource_name" in any order [resources.list.all]
    And the answer has '["base", "middle", "top", "alone"]' at "/resources/*/resource_name" in any order [resources.list.condition]
    When a member sends resources.list for the stack "web" with the query "nested_depth=2"
    Then the answer has '["base", "middle", "top", "alone"]' at "/resources/*/resource_name" in any order [resources.list.nested_depth]
    When a member sends resources.list for the stack "web" with the query "name=base"
    Then the answer has '["middle", "top"]' at "/resources/0/required_by/*" in any order [resources.list.required_by]
    When a member sends resources.list for the stack "web" with the query "name=middle"
    Then the answer has '["top"]' at "/resources/0/required_by/*" in any order [resources.list.required_by]
    When a member sends resources.list for the stack "web" with the query "name=top"
    Then the answer has '[]' at "/resources/0/required_by/*" in any order [resources.list.required_by]

  @resources.list.none
  Scenario: A stack may be without resources
    Given the template
      """
      heat_template_version: 2016-10-14
      """
    And a stack "web"
    When a member sends resources.list for the stack "web"
    Then the answer is as required [resources.list.none]

  @resources.list.type.declared
  Scenario: A type is named as in the template
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        mine: {type: "OS::Suite::Mine"}
      """
    And a stack "web"
      | environment | {"resource_registry": {"OS::Suite::Mine": "OS::Heat::RandomString"}} |
    When a member sends resources.list for the stack "web"
    Then the answer is as required [resources.list.type.declared]

  @resources.list.failed
  @resources.list.init
  @resources.list.filter.status
  @resources.list.filter.nothing
  Scenario: Resources that could not be made are listed as well
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        word:
          type: OS::Heat::Value
          properties: {value: no number}
        broken:
          type: OS::Heat::RandomString
          properties: {length: {get_attr: [word, value]}}
        waiting: {type: OS::Heat::RandomString, depends_on: broken}
      """
    When a member creates a stack "web"
    And the stack "web" has reached CREATE_FAILED
    And a member sends resources.list for the stack "web" with the query "name=broken"
    Then the answer is as required [resources.list.failed]
    When a member sends resources.list for the stack "web" with the query "name=waiting"
    Then the answer is as required [resources.list.init]
    When a member sends resources.list for the stack "web" with the query "status=FAILED"
    Then the answer has '["broken"]' at "/resources/*/resource_name" in any order [resources.list.filter.status]
    When a member sends resources.list for the stack "web" with the query "status=COMPLETE"
    Then the answer has '["word", "waiting"]' at "/resources/*/resource_name" in any order [resources.list.filter.status]
    When a member sends resources.list for the stack "web" with the query "status=IN_PROGRESS"
    Then the answer is as required [resources.list.filter.nothing]

  @resources.list.failed.reason
  Scenario: A resource that could not be made says why
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        broken: {type: OS::Heat::TestResource, properties: {fail: true}}
      """
    When a member creates a stack "web"
    And the stack "web" has reached CREATE_FAILED
    And a member sends resources.list for the stack "web"
    Then the answer is as required [resources.list.failed.reason]

  @resources.list.with_detail
  @resources.list.with_detail.word
  Scenario: Details are there if they are asked for
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        typed:
          type: OS::Heat::Value
          description: what it is for
          properties: {type: json, value: {list: [1, {a: null}]}}
      """
    And a stack "web"
    When a member sends resources.list for the stack "web" with the query "with_detail=true"
    Then the answer is as required [resources.list.with_detail]
    When a member sends resources.list for the stack "web" with the query "with_detail=True"
    Then the answer is as required [resources.list.with_detail.word]

  @resources.list.after-update
  @resources.list.after-update.status
  @resources.list.filter.action
  @resources.list.filter.status.full
  @resources.list.filter.name
  @resources.list.filter.name.several
  @resources.list.filter.type
  @resources.list.filter.type.part
  @resources.list.filter.physical_resource_id
  @resources.list.filter.several
  Scenario: The resources are those of the newest template, and can be filtered
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        same: {type: OS::Heat::RandomString}
        changed: {type: OS::Heat::Value, properties: {value: before}}
        removed: {type: OS::Heat::None}
      """
    And a stack "web"
    When a member updates the stack "web"
      """
      heat_template_version: 2016-10-14
      resources:
        same: {type: OS::Heat::RandomString}
        changed: {type: OS::Heat::Value, properties: {value: after}}
        added: {type: OS::Heat::RandomString}
      """
    And the stack "web" has reached UPDATE_COMPLETE
    And a member sends resources.list for the stack "web"
    Then the answer has '["same", "changed", "added"]' at "/resources/*/resource_name" in any order [resources.list.after-update]
    And the answer has '["CREATE_COMPLETE", "UPDATE_COMPLETE", "CREATE_COMPLETE"]' at "/resources/*/resource_status" in any order [resources.list.after-update.status]
    When a member sends resources.list for the stack "web" with the query "action=UPDATE"
    Then the answer has '["changed"]' at "/resources/*/resource_name" in any order [resources.list.filter.action]
    And the answer has '["UPDATE_COMPLETE"]' at "/resources/*/resource_status" in any order [resources.list.after-update.status]
    When a member sends resources.list for the stack "web" with the query "status=UPDATE_COMPLETE"
    Then the answer has '["changed"]' at "/resources/*/resource_name" in any order [resources.list.filter.status.full]
    When a member sends resources.list for the stack "web" with the query "name=same"
    Then the answer has '["same"]' at "/resources/*/resource_name" in any order [resources.list.filter.name]
    When the answer's "/resources/0/physical_resource_id" is remembered as "thing"
    And a member sends resources.list for the stack "web" with the query "physical_resource_id={thing}"
    Then the answer has '["same"]' at "/resources/*/resource_name" in any order [resources.list.filter.physical_resource_id]
    When a member sends resources.list for the stack "web" with the query "name=same&name=added&name=other"
    Then the answer has '["same", "added"]' at "/resources/*/resource_name" in any order [resources.list.filter.name.several]
    When a member sends resources.list for the stack "web" with the query "type=OS::Heat::RandomString"
    Then the answer has '["same", "added"]' at "/resources/*/resource_name" in any order [resources.list.filter.type]
    When a member sends resources.list for the stack "web" with the query "type=Random"
    Then the answer has '["same", "added"]' at "/resources/*/resource_name" in any order [resources.list.filter.type.part]
    When a member sends resources.list for the stack "web" with the query "type=OS::Heat::RandomString&name=added&name=changed"
    Then the answer has '["added"]' at "/resources/*/resource_name" in any order [resources.list.filter.several]

  @resources.list.deleted
  Scenario: A deleted stack has no resources
    Given a stack "web"
    When a member sends stacks.delete for the stack "web"
    And the stack "web" has gone
    And a member sends resources.list for the stack "web"
    Then the answer is as required [resources.list.deleted]

  @resources.list.400.unknown
  @resources.list.400.with_detail
  @resources.list.400.nested_depth
  @resources.list.400.nested_depth.negative
  Scenario: A wrong request for resources is refused
    Given a stack "web"
    When a member sends resources.list for the stack "web" with the query "limit=1"
    Then the answer is as required [resources.list.400.unknown]
    When a member sends resources.list for the stack "web" with the query "with_detail=yes"
    Then the answer is as required [resources.list.400.with_detail]
    When a member sends resources.list for the stack "web" with the query "nested_depth=abc"
    Then the answer is as required [resources.list.400.nested_depth]
    When a member sends resources.list for the stack "web" with the query "nested_depth=-1"
    Then the answer is as required [resources.list.400.nested_depth.negative]

  @resources.list.404
  @resources.list.404.fault
  Scenario: A stack that is not there has no resources
    When a member sends resources.list for the stack "web"
    Then the answer is as required [resources.list.404]
    And the answer is as required [resources.list.404.fault]

  @resources.list.404.wrong-id
  @stacks:2
  Scenario: The name and the id say together whose resources are meant
    Given a stack "web"
    And a stack "other"
    When a member sends GET to "/v1/{project_id}/stacks/{name:web}/{id:other}/resources"
    Then the answer is as required [resources.list.404.wrong-id]

  @resources.list.404.other-project
  Scenario: The resources of another project's stack are not there
    Given another project has a stack "theirs"
    When a member sends resources.list for the stack "theirs"
    Then the answer is as required [resources.list.404.other-project]

  @resources.list.401.no-token
  @resources.list.reader
  @resources.list.403.stack-user
  @resources.list.405
  Scenario: The resources are for those who may read, and only read
    Given a stack "web"
    When nobody sends resources.list for the stack "web"
    Then the answer is as required [resources.list.401.no-token]
    When a reader sends resources.list for the stack "web"
    Then the answer is as required [resources.list.reader]
    When a stack user sends resources.list for the stack "web"
    Then the answer is as required [resources.list.403.stack-user]
    When a member sends DELETE to "/v1/{project_id}/stacks/{name:web}/{id:web}/resources"
    Then the answer is as required [resources.list.405]

  @resources.list.nested_depth.inside
  @resources.list.nested_depth.parent
  @resources.list.nested_depth.link
  @cap:type:OS::Heat::ResourceGroup
  @cap:type:OS::Heat::None
  Scenario: Resources of stacks inside are listed down to a depth
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        outer:
          type: OS::Heat::ResourceGroup
          properties:
            count: 1
            resource_def: {type: child.yaml}
      """
    And a stack "web"
      | files | {"child.yaml": "{heat_template_version: 2016-10-14, resources: {inner: {type: 'OS::Heat::None'}}}"} |
    When a member sends stacks.list with the query "show_nested=true&owner_id={id:web}"
    And the stack inside is called "group"
    And a member sends resources.list for the stack "web"
    Then the answer has '["outer"]' at "/resources/*/resource_name" in any order [resources.list.nested_depth.inside]
    And the answer has '"nested"' at "/resources/0/links/2/rel" [resources.list.nested_depth.link]
    When a member sends resources.list for the stack "web" with the query "nested_depth=1"
    Then the answer has '["outer", "0"]' at "/resources/*/resource_name" in any order [resources.list.nested_depth.inside]
    When a member sends resources.list for the stack "web" with the query "nested_depth=2"
    Then the answer has '["outer", "0", "inner"]' at "/resources/*/resource_name" in any order [resources.list.nested_depth.inside]
    When a member sends resources.list for the stack "web" with the query "nested_depth=2&name=inner"
    Then the answer has '["0"]' at "/resources/*/parent_resource" in any order [resources.list.nested_depth.parent]
