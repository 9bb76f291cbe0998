Feature: Show event details
  GET /v1/{project_id}/stacks/{stack_name}/{stack_id}/resources/{resource_name}/events/{event_id}

  @events.show.200
  @events.show.event
  @events.show.status
  @events.show.reason
  @events.show.time
  @events.show.links
  @events.show.resource_type
  @events.show.resource_properties
  @events.show.404.event
  @events.show.404.event.fault
  Scenario: An event looks as it should
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        secret: {type: OS::Heat::RandomString, properties: {length: 8}}
      """
    And "secret" is remembered as "resource_name"
    And a stack "web"
    When a member sends events.list_of_resource for the stack "web" with the query "sort_dir=asc"
    And the answer's "/events/0/id" is remembered as "event_id"
    And a member sends events.show for the stack "web"
    Then the answer is as required [events.show.200]
    And the answer is as required [events.show.event]
    And the answer is as required [events.show.status]
    And the answer is as required [events.show.reason]
    And the answer is as required [events.show.time]
    And the answer has '[{"href": "{endpoint}/stacks/{name:web}/{id:web}/resources/secret/events/{event_id}", "rel": "self"}, {"href": "{endpoint}/stacks/{name:web}/{id:web}/resources/secret", "rel": "resource"}, {"href": "{endpoint}/stacks/{name:web}/{id:web}", "rel": "stack"}]' at "/event/links/*" in any order [events.show.links]
    And the answer is as required [events.show.resource_type]
    And the answer is as required [events.show.resource_properties]
    When "{no_id}" is remembered as "event_id"
    And a member sends events.show for the stack "web"
    Then the answer is as required [events.show.404.event]
    And the answer is as required [events.show.404.event.fault]

  @events.show.resource_properties.functions
  @events.show.resource_properties.none
  @events.show.stack
  @events.show.404.other-resource
  Scenario: Properties are worked out, or missing
    Given the template
      """
      heat_template_version: 2016-10-14
      parameters:
        text: {type: string, default: given}
      resources:
        number: {type: OS::Heat::Value, properties: {type: number, value: 1}}
        secret:
          type: OS::Heat::Value
          properties: {type: json, value: {a: [{get_attr: [number, value]}, {get_param: text}]}}
        nothing: {type: OS::Heat::RandomString}
      """
    And "secret" is remembered as "resource_name"
    And a stack "web"
    When a member sends events.list_of_resource for the stack "web" with the query "sort_dir=asc"
    And the answer's "/events/0/id" is remembered as "event_id"
    And a member sends events.show for the stack "web"
    Then the answer is as required [events.show.resource_properties.functions]
    When "number" is remembered as "resource_name"
    And a member sends events.show for the stack "web"
    Then the answer is as required [events.show.404.other-resource]
    When "nothing" is remembered as "resource_name"
    And a member sends events.list_of_resource for the stack "web" with the query "sort_dir=asc"
    And the answer's "/events/0/id" is remembered as "event_id"
    And a member sends events.show for the stack "web"
    Then the answer is as required [events.show.resource_properties.none]
    When "{name:web}" is remembered as "resource_name"
    And a member sends events.list_of_resource for the stack "web" with the query "sort_dir=asc"
    And the answer's "/events/0/id" is remembered as "event_id"
    And a member sends events.show for the stack "web"
    Then the answer is as required [events.show.stack]

  @events.show.resource_properties.of-then
  Scenario: An event keeps the properties that the resource had
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        secret: {type: OS::Heat::Value, properties: {value: before}}
      """
    And "secret" is remembered as "resource_name"
    And a stack "web"
    When a member updates the stack "web"
      """
      heat_template_version: 2016-10-14
      resources:
        secret: {type: OS::Heat::Value, properties: {value: after}}
      """
    And the stack "web" has reached UPDATE_COMPLETE
    And a member sends events.list_of_resource for the stack "web" with the query "sort_dir=asc"
    And the answer's "/events/1/id" is remembered as "event_id"
    And a member sends events.show for the stack "web"
    Then the answer is as required [events.show.resource_properties.of-then]

  @events.show.deleted
  Scenario: An event outlives the stack
    Given "secret" is remembered as "resource_name"
    And a stack "web"
    When a member sends events.list_of_resource for the stack "web" with the query "sort_dir=asc"
    And the answer's "/events/0/id" is remembered as "event_id"
    And a member sends stacks.delete for the stack "web"
    And the stack "web" has gone
    And a member sends events.show for the stack "web"
    Then the answer is as required [events.show.deleted]

  @events.show.404
  @events.show.404.fault
  Scenario: A stack that is not there has no event
    Given "secret" is remembered as "resource_name"
    And "{no_id}" is remembered as "event_id"
    When a member sends events.show for the stack "web"
    Then the answer is as required [events.show.404]
    And the answer is as required [events.show.404.fault]

  @events.show.404.wrong-id
  @stacks:2
  Scenario: The name and the id say together whose event is meant
    Given "secret" is remembered as "resource_name"
    And "{no_id}" is remembered as "event_id"
    Given a stack "web"
    And a stack "other"
    When a member sends GET to "/v1/{project_id}/stacks/{name:web}/{id:other}/resources/secret/events/{no_id}"
    Then the answer is as required [events.show.404.wrong-id]

  @events.show.404.other-project
  Scenario: The event of another project's stack is not there
    Given "secret" is remembered as "resource_name"
    And "{no_id}" is remembered as "event_id"
    Given another project has a stack "theirs"
    When a member sends events.show for the stack "theirs"
    Then the answer is as required [events.show.404.other-project]

  @events.show.401.no-token
  @events.show.reader
  @events.show.403.stack-user
  @events.show.405
  Scenario: The event is for those who may read, and only read
    Given "secret" is remembered as "resource_name"
    Given a stack "web"
    When a member sends events.list_of_resource for the stack "web" with the query "sort_dir=asc"
    And the answer's "/events/0/id" is remembered as "event_id"
    And nobody sends events.show for the stack "web"
    Then the answer is as required [events.show.401.no-token]
    When a reader sends events.show for the stack "web"
    Then the answer is as required [events.show.reader]
    When a stack user sends events.show for the stack "web"
    Then the answer is as required [events.show.403.stack-user]
    When a member sends DELETE to "/v1/{project_id}/stacks/{name:web}/{id:web}/resources/secret/events/{event_id}"
    Then the answer is as required [events.show.405]
