Feature: Delete a snapshot
  DELETE /v1/{project_id}/stacks/{stack_name}/{stack_id}/snapshots/{snapshot_id}

  @snapshots.delete.204
  @snapshots.delete.204.empty
  @snapshots.delete.gone
  @snapshots.delete.stack
  @snapshots.delete.404.other-stack
  @snapshots.delete.401.no-token
  @snapshots.delete.403.reader
  @snapshots.delete.403.stack-user
  @stacks:2
  Scenario: A snapshot is deleted by those who may
    Given a stack "other"
    And a stack "web"
    When a member sends snapshots.create for the stack "web"
      | name | "first" |
    And the answer's "/id" is remembered as "snapshot_id"
    And the answer's "/id" is remembered as "first"
    And the stack "web" has reached SNAPSHOT_COMPLETE
    And a member sends snapshots.show for the stack "web" until the answer is settled at "/snapshot/status"
    And a member sends snapshots.create for the stack "web"
      | name | "second" |
    And the answer's "/id" is remembered as "snapshot_id"
    And the answer's "/id" is remembered as "second"
    And a member sends snapshots.show for the stack "web" until the answer is settled at "/snapshot/status"
    And the stack "web" is looked at
    And "{first}" is remembered as "snapshot_id"
    And nobody sends snapshots.delete for the stack "web"
    Then the answer is as required [snapshots.delete.401.no-token]
    When a reader sends snapshots.delete for the stack "web"
    Then the answer is as required [snapshots.delete.403.reader]
    When a stack user sends snapshots.delete for the stack "web"
    Then the answer is as required [snapshots.delete.403.stack-user]
    When a member sends snapshots.delete for the stack "other"
    Then the answer is as required [snapshots.delete.404.other-stack]
    When a member sends snapshots.show for the stack "web"
    Then the answer has '"{first}"' at "/snapshot/id" [snapshots.delete.404.other-stack]
    And the answer has '"{first}"' at "/snapshot/id" [snapshots.delete.403.reader]
    And the answer has '"{first}"' at "/snapshot/id" [snapshots.delete.401.no-token]
    When a member sends snapshots.delete for the stack "web"
    Then the answer is as required [snapshots.delete.204]
    And the answer is as required [snapshots.delete.204.empty]
    When a member sends snapshots.show for the stack "web" until the answer is settled at "/snapshot/status"
    Then the answer has "404" at "/code" [snapshots.delete.gone]
    When a member sends snapshots.list for the stack "web"
    Then the answer has '"{second}"' at "/snapshots/0/id" [snapshots.delete.gone]
    And the stack "web" is what it was [snapshots.delete.stack]

  @snapshots.delete.with-stack
  Scenario: A stack takes its snapshots with it
    Given a stack "web"
    When a member sends snapshots.create for the stack "web"
      | name | "first" |
    And the answer's "/id" is remembered as "snapshot_id"
    And the stack "web" has reached SNAPSHOT_COMPLETE
    And a member sends stacks.delete for the stack "web"
    And the stack "web" has gone
    And a member sends snapshots.show for the stack "web"
    Then the answer has "404" at "/code" [snapshots.delete.with-stack]

  @snapshots.delete.400.in-progress
  Scenario: A snapshot that is being made is not deleted
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        server: {type: OS::Nova::Server, properties: {flavor: m1.tiny, image: cirros}}
      """
    And a stack "web"
    When the compute service answers GET "/v2.1/servers/*" with 503
    And a member sends snapshots.create for the stack "web"
      | name | "first" |
    And the answer's "/id" is remembered as "snapshot_id"
    And a member sends snapshots.delete for the stack "web"
    Then the answer is as required [snapshots.delete.400.in-progress]
    When the services answer again

  @snapshots.delete.404.snapshot
  @snapshots.delete.404.snapshot.fault
  Scenario: A snapshot that is not there is not deleted
    Given a stack "web"
    And "{no_id}" is remembered as "snapshot_id"
    When a member sends snapshots.delete for the stack "web"
    Then the answer is as required [snapshots.delete.404.snapshot]
    And the answer is as required [snapshots.delete.404.snapshot.fault]

  @snapshots.delete.404
  @snapshots.delete.404.fault
  Scenario: A stack that is not there has no snapshot to delete
    Given "{no_id}" is remembered as "snapshot_id"
    When a member sends snapshots.delete for the stack "web"
    Then the answer is as required [snapshots.delete.404]
    And the answer is as required [snapshots.delete.404.fault]

  @snapshots.delete.404.other-project
  Scenario: A snapshot of another project's stack is not deleted
    Given another project has a stack "theirs"
    And "{no_id}" is remembered as "snapshot_id"
    When a member sends snapshots.delete for the stack "theirs"
    Then the answer is as required [snapshots.delete.404.other-project]

  @snapshots.delete.405
  Scenario: A snapshot is only deleted with DELETE
    Given a stack "web"
    When a member sends POST to "/v1/{project_id}/stacks/{name:web}/{id:web}/snapshots/{no_id}"
    Then the answer is as required [snapshots.delete.405]
