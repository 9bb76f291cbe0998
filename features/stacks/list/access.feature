Feature: List stacks: access
  GET /v1/{project_id}/stacks

  @stacks.list.isolation
  @stacks:2
  Scenario: Each project has the list of its own stacks
    Given another project has a stack "theirs"
    And a stack "ours"
    When a member lists the stacks of the scenario
    Then the answer lists the stacks "ours" [stacks.list.isolation]
    When another project lists the stacks of the scenario
    Then the answer lists the stacks "theirs" [stacks.list.isolation]

  @stacks.list.401.no-token
  @stacks.list.401.challenge
  @stacks.list.401.error
  Scenario: Somebody without a token lists nothing
    When nobody sends stacks.list
    Then the answer is as required [stacks.list.401.no-token]
    And the answer is as required [stacks.list.401.challenge]
    And the answer is as required [stacks.list.401.error]

  @stacks.list.401.bad-token
  Scenario: A token that nobody gave is no token
    Given the next request has the header "X-Auth-Token: 00000000000000000000000000000000"
    When a member sends stacks.list
    Then the answer is as required [stacks.list.401.bad-token]

  @stacks.list.403.other-project
  Scenario: The project in the address is that of the token
    When a member sends GET to "/v1/{other_project_id}/stacks"
    Then the answer is as required [stacks.list.403.other-project]

  @stacks.list.403.global_tenant
  Scenario: A member does not list the stacks of all projects
    When a member sends stacks.list with the query "global_tenant=true"
    Then the answer is as required [stacks.list.403.global_tenant]

  @stacks.list.403.global_tenant.admin
  Scenario: Even an administrator does not list the stacks of all projects
    When an admin sends stacks.list with the query "global_tenant=true"
    Then the answer is as required [stacks.list.403.global_tenant.admin]

  @stacks.list.403.stack-user
  Scenario: A stack user lists nothing
    When a stack user sends stacks.list
    Then the answer is as required [stacks.list.403.stack-user]

  @stacks.list.reader
  Scenario: A reader lists the stacks of the project
    Given a stack "web"
    When a reader lists the stacks of the scenario
    Then the answer is as required [stacks.list.reader]
    And the answer lists the stacks "web" [stacks.list.reader]

  @stacks.list.admin.every-project
  @stacks:2
  Scenario: An administrator lists the stacks of every project
    Given another project has a stack "theirs"
    And a stack "ours"
    When an admin lists the stacks of the scenario
    Then the answer is as required [stacks.list.admin.every-project]
    And the answer lists the stacks "ours, theirs" [stacks.list.admin.every-project]
