Feature: List resource events
  GET /v1/{project_id}/stacks/{stack_name}/{stack_id}/resources/{resource_name}/events

  @events.list_of_resource.200
  @events.list_of_resource.own
  @events.list_of_resource.sequence
  @events.list_of_resource.order
  @events.list_of_resource.sort.ascending
  @events.list_of_resource.time
  @events.list_of_resource.links
  @events.list_of_resource.limit
  @events.list_of_resource.marker
  @events.list_of_resource.404.marker
  @events.list_of_resource.stack
  Scenario: The course of one resource can be followed
    Given "secret" is remembered as "resource_name"
    And a stack "web"
    When a member sends events.list_of_resource for the stack "web"
    Then the answer is as required [events.list_of_resource.200]
    And the answer is as required [events.list_of_resource.own]
    And the answer is as required [events.list_of_resource.time]
    And the answer has '["CREATE_IN_PROGRESS", "CREATE_COMPLETE"]' at "/events/*/resource_status" in any order [events.list_of_resource.sequence]
    And the answer has '["CREATE_COMPLETE", "CREATE_IN_PROGRESS"]' at "/events/*/resource_status" in this order [events.list_of_resource.order]
    When the answer's "/events/0/id" is remembered as "event_id"
    Then the answer has '[{"href": "{endpoint}/stacks/{name:web}/{id:web}/resources/secret/events/{event_id}", "rel": "self"}, {"href": "{endpoint}/stacks/{name:web}/{id:web}/resources/secret", "rel": "resource"}, {"href": "{endpoint}/stacks/{name:web}/{id:web}", "rel": "stack"}]' at "/events/0/links/*" in any order [events.list_of_resource.links]
    When a member sends events.list_of_resource for the stack "web" with the query "sort_dir=asc"
    Then the answer has '["CREATE_IN_PROGRESS", "CREATE_COMPLETE"]' at "/events/*/resource_status" in this order [events.list_of_resource.sort.ascending]
    When a member sends events.list_of_resource for the stack "web" with the query "limit=1"
    Then the answer is as required [events.list_of_resource.limit]
    When the answer's "/events/0/id" is remembered as "last"
    And a member sends events.list_of_resource for the stack "web" with the query "limit=1&marker={last}"
    Then the answer is as required [events.list_of_resource.marker]
    When the answer's "/events/0/id" is remembered as "last"
    And a member sends events.list_of_resource for the stack "web" with the query "limit=1&marker={last}"
    Then the answer is as required [events.list_of_resource.404.marker]
    When "{name:web}" is remembered as "resource_name"
    And a member sends events.list_of_resource for the stack "web"
    Then the answer has '["Stack CREATE completed successfully", "Stack CREATE started"]' at "/events/*/resource_status_reason" in this order [events.list_of_resource.stack]

  @events.list_of_resource.filter.resource_action
  @events.list_of_resource.filter.resource_status
  @events.list_of_resource.filter.resource_type
  @events.list_of_resource.404.filter
  Scenario: The events of a resource can be filtered
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        same: {type: OS::Heat::RandomString}
        changed: {type: OS::Heat::Value, properties: {value: before}}
      """
    And a stack "web"
    And "changed" is remembered as "resource_name"
    When a member updates the stack "web"
      """
      heat_template_version: 2016-10-14
      resources:
        same: {type: OS::Heat::RandomString}
        changed: {type: OS::Heat::Value, properties: {value: after}}
      """
    And the stack "web" has reached UPDATE_COMPLETE
    And a member sends events.list_of_resource for the stack "web" with the query "resource_action=UPDATE"
    Then the answer has '["UPDATE_COMPLETE", "UPDATE_IN_PROGRESS"]' at "/events/*/resource_status" in any order [events.list_of_resource.filter.resource_action]
    When a member sends events.list_of_resource for the stack "web" with the query "resource_status=COMPLETE"
    Then the answer has '["UPDATE_COMPLETE", "CREATE_COMPLETE"]' at "/events/*/resource_status" in any order [events.list_of_resource.filter.resource_status]
    When a member sends events.list_of_resource for the stack "web" with the query "resource_type=OS::Heat::Value"
    Then the answer has '["UPDATE_COMPLETE", "UPDATE_IN_PROGRESS", "CREATE_COMPLETE", "CREATE_IN_PROGRESS"]' at "/events/*/resource_status" in any order [events.list_of_resource.filter.resource_type]
    When a member sends events.list_of_resource for the stack "web" with the query "resource_status=FAILED"
    Then the answer is as required [events.list_of_resource.404.filter]

  @events.list_of_resource.deleted
  Scenario: The events of a resource outlive the stack
    Given "secret" is remembered as "resource_name"
    And a stack "web"
    When a member sends stacks.delete for the stack "web"
    And the stack "web" has gone
    And a member sends events.list_of_resource for the stack "web"
    Then the answer is as required [events.list_of_resource.deleted]

  @events.list_of_resource.400.limit
  @events.list_of_resource.400.limit.fault
  @events.list_of_resource.400.sort_dir
  @events.list_of_resource.400.nested_depth
  @events.list_of_resource.404.resource
  @events.list_of_resource.404.resource.fault
  Scenario: A wrong request for the events of a resource is refused
    Given "secret" is remembered as "resource_name"
    And a stack "web"
    When a member sends events.list_of_resource for the stack "web" with the query "limit=abc"
    Then the answer is as required [events.list_of_resource.400.limit]
    And the answer is as required [events.list_of_resource.400.limit.fault]
    When a member sends events.list_of_resource for the stack "web" with the query "sort_dir=up"
    Then the answer is as required [events.list_of_resource.400.sort_dir]
    When a member sends events.list_of_resource for the stack "web" with the query "nested_depth=abc"
    Then the answer is as required [events.list_of_resource.400.nested_depth]
    When "nothing" is remembered as "resource_name"
    And a member sends events.list_of_resource for the stack "web"
    Then the answer is as required [events.list_of_resource.404.resource]
    And the answer is as required [events.list_of_resource.404.resource.fault]

  @events.list_of_resource.404
  @events.list_of_resource.404.fault
  Scenario: A stack that is not there has no events of a resource
    Given "secret" is remembered as "resource_name"
    When a member sends events.list_of_resource for the stack "web"
    Then the answer is as required [events.list_of_resource.404]
    And the answer is as required [events.list_of_resource.404.fault]

  @events.list_of_resource.404.wrong-id
  @stacks:2
  Scenario: The name and the id say together whose events of a resource are meant
    Given "secret" is remembered as "resource_name"
    Given a stack "web"
    And a stack "other"
    When a member sends GET to "/v1/{project_id}/stacks/{name:web}/{id:other}/resources/secret/events"
    Then the answer is as required [events.list_of_resource.404.wrong-id]

  @events.list_of_resource.404.other-project
  Scenario: The events of a resource of another project's stack are not there
    Given "secret" is remembered as "resource_name"
    Given another project has a stack "theirs"
    When a member sends events.list_of_resource for the stack "theirs"
    Then the answer is as required [events.list_of_resource.404.other-project]

  @events.list_of_resource.401.no-token
  @events.list_of_resource.reader
  @events.list_of_resource.403.stack-user
  @events.list_of_resource.405
  Scenario: The events of a resource are for those who may read, and only read
    Given "secret" is remembered as "resource_name"
    Given a stack "web"
    When nobody sends events.list_of_resource for the stack "web"
    Then the answer is as required [events.list_of_resource.401.no-token]
    When a reader sends events.list_of_resource for the stack "web"
    Then the answer is as required [events.list_of_resource.reader]
    When a stack user sends events.list_of_resource for the stack "web"
    Then the answer is as required [events.list_of_resource.403.stack-user]
    When a member sends DELETE to "/v1/{project_id}/stacks/{name:web}/{id:web}/resources/secret/events"
    Then the answer is as required [events.list_of_resource.405]

  @events.list_of_resource.as-shown
  Scenario: The list of a resource's events tells of them as they are
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        thing: {type: OS::Heat::RandomString}
      """
    And a stack "web"
    And "thing" is remembered as "resource_name"
    When a member sends events.list_of_resource for the stack "web"
    Then the answer tells of "*" at "/events" what events.show tells at "/event" [events.list_of_resource.as-shown]
