Feature: List stacks: items
  GET /v1/{project_id}/stacks

  @stacks.list.200
  @stacks.list.item.id
  @stacks.list.item.name
  @stacks.list.item.link
  @stacks.list.item.status
  @stacks.list.item.status-reason
  @stacks.list.item.creation-time
  @stacks.list.item.updated-time
  @stacks.list.item.deletion-time
  @stacks.list.item.parent
  @stacks.list.item.owner
  @stacks.list.item.no-tags
  @stacks.list.item.summary
  @stacks.list.count.default
  @stacks.list.count.false
  Scenario: A stack is listed with the fields of a summary
    Given a stack "web"
    When a member lists the stacks of the scenario
    Then the answer is as required [stacks.list.200]
    And the answer is as required [stacks.list.item.id]
    And the answer is as required [stacks.list.item.name]
    And the answer is as required [stacks.list.item.link]
    And the answer is as required [stacks.list.item.status]
    And the answer is as required [stacks.list.item.status-reason]
    And the answer is as required [stacks.list.item.creation-time]
    And the answer is as required [stacks.list.item.updated-time]
    And the answer is as required [stacks.list.item.deletion-time]
    And the answer is as required [stacks.list.item.parent]
    And the answer is as required [stacks.list.item.owner]
    And the answer is as required [stacks.list.item.no-tags]
    And the answer is as required [stacks.list.item.summary]
    And the answer is as required [stacks.list.count.default]
    When a member lists the stacks of the scenario with the query "with_count=false"
    Then the answer is as required [stacks.list.count.false]

  @stacks.list.empty
  @serial
  Scenario: A project without stacks has an empty list
    When a fresh project sends stacks.list
    Then the answer is as required [stacks.list.empty]
