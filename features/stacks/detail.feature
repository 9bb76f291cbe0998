Feature: List stacks in detail
  GET /v1/{project_id}/stacks/detail

  @stacks.detail.200
  @stacks.detail.all
  @stacks.detail.query
  @stacks.detail.deleted
  @stacks:2
  @long
  Scenario: All stacks are listed at once
    Given a stack "web"
    And the second in which the stack "web" last changed is over
    And a stack "other"
    When a member sends stacks.detail
    Then the answer is as required [stacks.detail.200]
    And the answer lists the stacks "other, web" in this order [stacks.detail.all]
    When a member sends stacks.detail with the query "limit=1&name=none&sort_dir=asc&show_deleted=x"
    Then the answer lists the stacks "other, web" in this order [stacks.detail.query]
    When a member sends stacks.delete for the stack "web"
    And the stack "web" has gone
    And a member sends stacks.detail
    Then the answer lists the stacks "other" [stacks.detail.deleted]

  @stacks.detail.as-listed
  Scenario: A stack looks as in the list of stacks
    Given a stack "web"
      | tags | "a,b" |
    When a member sends stacks.detail
    Then the answer shows the stack "web" as the list of stacks does [stacks.detail.as-listed]

  @stacks.detail.other-project
  Scenario: The stacks of other projects are not listed
    Given another project has a stack "theirs"
    When a member sends stacks.detail
    Then the answer lists none of the stacks [stacks.detail.other-project]

  @stacks.detail.401.no-token
  @stacks.detail.reader
  @stacks.detail.403.stack-user
  @stacks.detail.405.head
  Scenario: All stacks are listed for those who may read
    When nobody sends stacks.detail
    Then the answer is as required [stacks.detail.401.no-token]
    When a reader sends stacks.detail
    Then the answer is as required [stacks.detail.reader]
    When a stack user sends stacks.detail
    Then the answer is as required [stacks.detail.403.stack-user]
    When a member sends HEAD to "/v1/{project_id}/stacks/detail"
    Then the answer is as required [stacks.detail.405.head]
