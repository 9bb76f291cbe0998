Feature: List stacks: filters
  GET /v1/{project_id}/stacks

  @stacks.list.filter.id
  @stacks.list.filter.name
  @stacks.list.filter.stack_name
  @stacks.list.filter.name-repeated
  @stacks.list.filter.name-whole
  @stacks.list.filter.no-match
  @stacks:3
  Scenario: Stacks are listed by their ids and names
    Given the stacks "web, web2, other"
    When a member sends stacks.list with the query "id={id:other}"
    Then the answer is as required [stacks.list.filter.id]
    When a member sends stacks.list with the query "name={name:other}"
    Then the answer is as required [stacks.list.filter.name]
    When a member sends stacks.list with the query "stack_name={name:other}"
    Then the answer is as required [stacks.list.filter.stack_name]
    When a member sends stacks.list with the query "name={name:web}&name={name:other}"
    Then the answer lists the stacks "web, other" [stacks.list.filter.name-repeated]
    When a member sends stacks.list with the query "name={name:we}"
    Then the answer lists none of the stacks [stacks.list.filter.name-whole]
    When a member sends stacks.list with the query "name={name:we}*"
    Then the answer lists none of the stacks [stacks.list.filter.name-whole]
    When a member sends stacks.list with the query "name={name:nothing}"
    Then the answer is as required [stacks.list.filter.no-match]

  @stacks.list.filter.status
  @stacks.list.filter.status-full
  @stacks.list.filter.status-unknown
  @stacks.list.filter.action
  @stacks.list.filter.stack_status
  @stacks.list.filter.combined
  @stacks.list.sort.stack_status
  @stacks:3
  Scenario: Stacks are listed by what they went through
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        secret: {type: OS::Heat::RandomString}
        wrong:
          type: OS::Heat::Value
          properties: {type: json, value: {get_attr: [secret, value]}}
      """
    When a member creates a stack "broken"
    And the stack "broken" has reached CREATE_FAILED
    Given the template
      """
      heat_template_version: 2013-05-23
      """
    And the stacks "new, changed"
    When a member sends stacks.update for the stack "changed"
      | template | "heat_template_version: 2013-05-23" |
    And the stack "changed" has reached UPDATE_COMPLETE
    And a member lists the stacks of the scenario with the query "status=COMPLETE"
    Then the answer lists the stacks "new, changed" [stacks.list.filter.status]
    When a member lists the stacks of the scenario with the query "status=FAILED"
    Then the answer lists the stacks "broken" [stacks.list.filter.status]
    When a member lists the stacks of the scenario with the query "status=CREATE_COMPLETE"
    Then the answer lists the stacks "new" [stacks.list.filter.status-full]
    When a member lists the stacks of the scenario with the query "status=nope"
    Then the answer is as required [stacks.list.filter.status-unknown]
    When a member lists the stacks of the scenario with the query "action=CREATE"
    Then the answer lists the stacks "new, broken" [stacks.list.filter.action]
    When a member lists the stacks of the scenario with the query "stack_status=CREATE_FAILED"
    Then the answer lists the stacks "broken" [stacks.list.filter.stack_status]
    When a member lists the stacks of the scenario with the query "status=COMPLETE&action=UPDATE&name={name:changed}"
    Then the answer lists the stacks "changed" [stacks.list.filter.combined]
    When a member lists the stacks of the scenario with the query "status=COMPLETE&action=UPDATE&name={name:new}"
    Then the answer lists none of the stacks [stacks.list.filter.combined]
    When a member lists the stacks of the scenario with the query "status=FAILED&action=UPDATE&name={name:changed}"
    Then the answer lists none of the stacks [stacks.list.filter.combined]
    When a member lists the stacks of the scenario with the query "sort_keys=stack_status&sort_dir=desc"
    Then the answer lists the stack "broken" first [stacks.list.sort.stack_status]
    When a member lists the stacks of the scenario with the query "sort_keys=stack_status&sort_dir=asc"
    Then the answer lists the stack "broken" last [stacks.list.sort.stack_status]

  @stacks.list.filter.tenant
  @stacks.list.filter.username
  @stacks.list.filter.unknown-parameter
  Scenario: Stacks are listed by their project and their user
    Given a stack "web"
    When a member lists the stacks of the scenario with the query "tenant={project_id}"
    Then the answer lists the stacks "web" [stacks.list.filter.tenant]
    When a member lists the stacks of the scenario with the query "tenant={other_project_id}"
    Then the answer lists none of the stacks [stacks.list.filter.tenant]
    When a member lists the stacks of the scenario with the query "no_such_parameter=x"
    Then the answer lists the stacks "web" [stacks.list.filter.unknown-parameter]
    When the answer's "/stacks/0/stack_owner" is remembered as "owner"
    And a member lists the stacks of the scenario with the query "username={owner}"
    Then the answer lists the stacks "web" [stacks.list.filter.username]
    When a member lists the stacks of the scenario with the query "username=not-{owner}"
    Then the answer lists none of the stacks [stacks.list.filter.username]

  @stacks.list.show_deleted.default
  @stacks.list.show_deleted
  @stacks.list.flag-spelling
  @stacks:2
  Scenario: Deleted stacks are listed on request
    Given the stacks "web, gone"
    When a member sends stacks.delete for the stack "gone"
    And the stack "gone" has gone
    And a member lists the stacks of the scenario
    Then the answer lists the stacks "web" [stacks.list.show_deleted.default]
    When a member lists the stacks of the scenario with the query "show_deleted=false"
    Then the answer lists the stacks "web" [stacks.list.show_deleted.default]
    When a member lists the stacks of the scenario with the query "show_deleted=true"
    Then the answer lists the stacks "web, gone" [stacks.list.show_deleted]
    When a member sends stacks.list with the query "id={id:gone}&show_deleted=true"
    Then the answer is as required [stacks.list.show_deleted]
    When a member lists the stacks of the scenario with the query "show_deleted=True"
    Then the answer lists the stacks "web, gone" [stacks.list.flag-spelling]
    When a member lists the stacks of the scenario with the query "show_deleted=TRUE"
    Then the answer lists the stacks "web, gone" [stacks.list.flag-spelling]

  @stacks.list.400.show_deleted
  @stacks.list.400.show_nested
  @stacks.list.400.show_hidden
  @stacks.list.400.global_tenant
  @stacks.list.400.with_count
  Scenario: A flag is true or false
    When a member sends stacks.list with the query "show_deleted=yes"
    Then the answer is as required [stacks.list.400.show_deleted]
    When a member sends stacks.list with the query "show_nested=yes"
    Then the answer is as required [stacks.list.400.show_nested]
    When a member sends stacks.list with the query "show_hidden=yes"
    Then the answer is as required [stacks.list.400.show_hidden]
    When a member sends stacks.list with the query "global_tenant=yes"
    Then the answer is as required [stacks.list.400.global_tenant]
    When a member sends stacks.list with the query "with_count=yes"
    Then the answer is as required [stacks.list.400.with_count]

  @stacks.list.filter.owner_id
  @stacks.list.show_nested
  Scenario: A stack that is nested in none is listed as such
    Given a stack "web"
    When a member lists the stacks of the scenario with the query "owner_id={id:web}"
    Then the answer lists none of the stacks [stacks.list.filter.owner_id]
    When a member lists the stacks of the scenario with the query "show_nested=true&owner_id={id:web}"
    Then the answer lists none of the stacks [stacks.list.filter.owner_id]
    When a member lists the stacks of the scenario with the query "show_nested=true"
    Then the answer lists the stacks "web" [stacks.list.show_nested]
