Feature: List stack events
  GET /v1/{project_id}/stacks/{stack_name}/{stack_id}/events

  @events.list.200
  @events.list.stack-event
  @events.list.resource-event
  @events.list.status
  @events.list.time
  @events.list.links
  @events.list.order.newest-first
  @events.list.reasons
  @events.list.create-sequence
  @events.list.sort.ascending
  @events.list.nested_depth.root-link
  Scenario: The creation of a stack can be followed
    Given a stack "web"
    When a member sends events.list for the stack "web"
    Then the answer is as required [events.list.200]
    And the answer names the stack "web" in its own events [events.list.stack-event]
    And the answer names the resource "secret" in its events [events.list.resource-event]
    And the answer is as required [events.list.status]
    And the answer is as required [events.list.time]
    And the answer links each event to itself, its resource and its stack [events.list.links]
    And the answer shows the CREATE of the stack "web" and of "secret", newest first [events.list.order.newest-first]
    And the answer has the reasons of a creation in the events of "web" and "secret" [events.list.reasons]
    When a member sends events.list for the stack "web" with the query "sort_dir=asc"
    Then the answer shows the CREATE of the stack "web" and of "secret", oldest first [events.list.create-sequence]
    And the answer shows the CREATE of the stack "web" and of "secret", oldest first [events.list.sort.ascending]
    When a member sends events.list for the stack "web" with the query "nested_depth=1"
    Then the answer links each event to the stack at the root as well [events.list.nested_depth.root-link]

  @events.list.create-sequence.order
  Scenario: A resource is created after those that it needs
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        a_third: {type: OS::Heat::RandomString, depends_on: m_second}
        m_second:
          type: OS::Heat::Value
          properties: {value: {get_attr: [z_first, value]}}
        z_first: {type: OS::Heat::RandomString}
      """
    And a stack "web"
    When a member sends events.list for the stack "web" with the query "sort_dir=asc"
    Then the answer's events have "m_second" start after "z_first" is complete [events.list.create-sequence.order]
    And the answer's events have "a_third" start after "m_second" is complete [events.list.create-sequence.order]

  @events.list.update-sequence
  @events.list.filter.resource_action
  @events.list.filter.resource_status
  @events.list.filter.resource_name
  @events.list.filter.resource_type
  @events.list.sort.keys
  Scenario: An update shows in the events, which can be filtered and sorted
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        same: {type: OS::Heat::RandomString}
        other: {type: OS::Heat::Value, properties: {value: before}}
      """
    And a stack "web"
    When a member sends stacks.update for the stack "web"
      | template | {"heat_template_version": "2016-10-14", "resources": {"same": {"type": "OS::Heat::RandomString"}, "other": {"type": "OS::Heat::Value", "properties": {"value": "after"}}}} |
    And the stack "web" has reached UPDATE_COMPLETE
    And a member sends events.list for the stack "web" with the query "sort_dir=asc"
    Then the answer shows the UPDATE of the stack "web" and of "other", oldest first [events.list.update-sequence]
    When a member sends events.list for the stack "web" with the query "resource_action=CREATE"
    Then of the events of the stack "web" those with the action CREATE are listed [events.list.filter.resource_action]
    When a member sends events.list for the stack "web" with the query "resource_status=COMPLETE"
    Then of the events of the stack "web" those with the status COMPLETE are listed [events.list.filter.resource_status]
    When a member sends events.list for the stack "web" with the query "resource_name=other"
    Then of the events of the stack "web" those of "other" are listed [events.list.filter.resource_name]
    When a member sends events.list for the stack "web" with the query "resource_type=OS::Heat::RandomString"
    Then of the events of the stack "web" those of "same" are listed [events.list.filter.resource_type]
    When a member sends events.list for the stack "web" with the query "sort_keys=resource_type&sort_dir=asc"
    Then the answer has the events of "same, web, other", grouped in this order [events.list.sort.keys]
    When a member sends events.list for the stack "web" with the query "sort_keys=resource_type&sort_dir=desc"
    Then the answer has the events of "other, web, same", grouped in this order [events.list.sort.keys]

  @events.list.deleted-stack
  Scenario: The events of a deleted stack stay
    Given a stack "web"
    When a member sends stacks.delete for the stack "web"
    And the stack "web" has gone
    And a member sends events.list for the stack "web"
    Then the answer is as required [events.list.deleted-stack]

  @events.list.limit
  @events.list.marker
  @events.list.marker.end
  Scenario: Events are read page by page
    Given a stack "web"
    When a member sends events.list for the stack "web" with the query "limit=1"
    Then the answer is as required [events.list.limit]
    And paging through the events of the stack "web" yields each of them once [events.list.marker]
    When a member sends events.list for the stack "web" with the query "sort_dir=asc&limit=1"
    And the answer's "/events/0/id" is remembered as "oldest"
    And a member sends events.list for the stack "web" with the query "marker={oldest}"
    Then the answer is as required [events.list.marker.end]

  @events.list.400.limit
  @events.list.400.limit.fault
  @events.list.400.sort_dir
  @events.list.400.nested_depth
  @events.list.401.no-token
  @events.list.reader
  @events.list.403.stack-user
  Scenario: A wrong request for events is refused
    Given a stack "web"
    When a member sends events.list for the stack "web" with the query "limit=abc"
    Then the answer is as required [events.list.400.limit]
    And the answer is as required [events.list.400.limit.fault]
    When a member sends events.list for the stack "web" with the query "sort_dir=up"
    Then the answer is as required [events.list.400.sort_dir]
    When a member sends events.list for the stack "web" with the query "nested_depth=abc"
    Then the answer is as required [events.list.400.nested_depth]
    When a reader sends events.list for the stack "web"
    Then the answer is as required [events.list.reader]
    When nobody sends events.list for the stack "web"
    Then the answer is as required [events.list.401.no-token]
    When a stack user sends events.list for the stack "web"
    Then the answer is as required [events.list.403.stack-user]

  @events.list.404
  @events.list.404.fault
  Scenario: A stack that was never there has no list of events
    When a member sends events.list for the stack "web"
    Then the answer is as required [events.list.404]
    And the answer is as required [events.list.404.fault]

  @events.list.405
  Scenario: Events are only read
    When a member sends DELETE to "/v1/{project_id}/stacks/{name:web}/{no_id}/events"
    Then the answer is as required [events.list.405]

  @events.list.nested_depth
  @events.list.nested_depth.own
  @cap:type:OS::Heat::ResourceGroup
  Scenario: The events of a stack in the stack are listed on request
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        g:
          type: OS::Heat::ResourceGroup
          properties: {count: 1, resource_def: {type: OS::Heat::RandomString}}
      """
    And a stack "web"
    When a member sends stacks.list with the query "show_nested=true&owner_id={id:web}"
    And the stack inside is called "inner"
    And a member sends events.list for the stack "web" with the query "nested_depth=1&sort_dir=asc"
    Then the answer has the events of "web, g, inner, 0, inner, g, web", grouped in this order [events.list.nested_depth]
    When a member sends events.list for the stack "web" with the query "nested_depth=0&sort_dir=asc"
    Then the answer has the events of "web, g, web", grouped in this order [events.list.nested_depth]
    When a member sends events.list for the stack "web" with the query "sort_dir=asc"
    Then the answer has the events of "web, g, web", grouped in this order [events.list.nested_depth]
    When a member sends events.list for the stack "inner" with the query "sort_dir=asc"
    Then the answer has the events of "inner, 0, inner", grouped in this order [events.list.nested_depth.own]

  @events.list.404.other-project
  Scenario: The events of another project's stack are not there
    Given another project has a stack "theirs"
    When a member sends events.list for the stack "theirs"
    Then the answer is as required [events.list.404.other-project]

  @events.list.as-shown
  @events.list.time.now
  Scenario: The list tells of events as they are, with the times at which they happened
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        thing: {type: OS::Heat::RandomString}
      """
    And a stack "web"
    When a member sends events.list for the stack "web"
    Then the answer tells of "*" at "/events" what events.show tells at "/event" [events.list.as-shown]
    And the answer's times at "/events/*/event_time" are of this scenario [events.list.time.now]
