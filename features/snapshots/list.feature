Feature: List snapshots
  GET /v1/{project_id}/stacks/{stack_name}/{stack_id}/snapshots

  @snapshots.list.200
  @snapshots.list.200.empty
  @snapshots.list.items
  @snapshots.list.own
  @snapshots.list.reader
  @snapshots.list.401.no-token
  @snapshots.list.403.stack-user
  @stacks:2
  Scenario: The snapshots of a stack are listed
    Given a stack "web"
      | files | {"notes.txt": "kept with the stack"} |
      | tags  | "blue,green"                           |
    And a stack "other"
    When a member sends snapshots.list for the stack "web"
    Then the answer is as required [snapshots.list.200]
    And the answer is as required [snapshots.list.200.empty]
    When a member sends snapshots.create for the stack "web"
      | name | "first" |
    And the answer's "/id" is remembered as "snapshot_id"
    And the stack "web" has reached SNAPSHOT_COMPLETE
    And a member sends snapshots.show for the stack "web" until the answer is settled at "/snapshot/status"
    And a member sends snapshots.create for the stack "web"
      | name | "second" |
    And the answer's "/id" is remembered as "snapshot_id"
    And the stack "web" has reached SNAPSHOT_COMPLETE
    And a member sends snapshots.show for the stack "web" until the answer is settled at "/snapshot/status"
    And a member sends snapshots.list for the stack "web"
    Then the answer is as required [snapshots.list.items]
    When a member sends snapshots.list for the stack "other"
    Then the answer is as required [snapshots.list.own]
    When a reader sends snapshots.list for the stack "web"
    Then the answer is as required [snapshots.list.reader]
    When nobody sends snapshots.list for the stack "web"
    Then the answer is as required [snapshots.list.401.no-token]
    When a stack user sends snapshots.list for the stack "web"
    Then the answer is as required [snapshots.list.403.stack-user]

  @snapshots.list.404
  @snapshots.list.404.fault
  Scenario: A stack that is not there has no snapshots
    When a member sends snapshots.list for the stack "web"
    Then the answer is as required [snapshots.list.404]
    And the answer is as required [snapshots.list.404.fault]

  @snapshots.list.404.other-project
  Scenario: The snapshots of another project's stack are not listed
    Given another project has a stack "theirs"
    When a member sends snapshots.list for the stack "theirs"
    Then the answer is as required [snapshots.list.404.other-project]

  @snapshots.list.404.deleted
  Scenario: A deleted stack has no list of snapshots
    Given a stack "web"
    When a member sends stacks.delete for the stack "web"
    And the stack "web" has gone
    And a member sends snapshots.list for the stack "web"
    Then the answer is as required [snapshots.list.404.deleted]

  @snapshots.list.405
  Scenario: Snapshots are not deleted all at once
    Given a stack "web"
    When a member sends DELETE to "/v1/{project_id}/stacks/{name:web}/{id:web}/snapshots"
    Then the answer is as required [snapshots.list.405]

  @snapshots.list.as-shown
  Scenario: The list tells of a snapshot as it is
    Given a stack "web"
    When a member sends snapshots.create for the stack "web"
      | name | "first" |
    And the answer's "/id" is remembered as "snapshot_id"
    And a member sends snapshots.show for the stack "web" until the answer is settled at "/snapshot/status"
    And a member sends snapshots.list for the stack "web"
    Then the answer tells of "*" at "/snapshots" what snapshots.show tells at "/snapshot" [snapshots.list.as-shown]

  @snapshots.list.admin
  @snapshots.show.404.admin
  Scenario: Administrators see no snapshots that others have made
    Given a stack "web"
    When a member sends snapshots.create for the stack "web"
      | name | "first" |
    And the answer's "/id" is remembered as "snapshot_id"
    And the stack "web" has reached SNAPSHOT_COMPLETE
    And an admin sends snapshots.list for the stack "web"
    Then the answer is as required [snapshots.list.admin]
    When an admin sends snapshots.show for the stack "web"
    Then the answer is as required [snapshots.show.404.admin]
