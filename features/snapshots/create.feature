Feature: Snapshot a stack
  POST /v1/{project_id}/stacks/{stack_name}/{stack_id}/snapshots

  @snapshots.create.200
  @snapshots.create.200.snapshot
  @snapshots.create.200.begun
  @snapshots.create.stack
  @snapshots.create.completes
  @snapshots.create.events
  @snapshots.create.no-name
  Scenario: A snapshot is taken
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        base: {type: OS::Heat::RandomString}
        roof: {type: OS::Heat::RandomString, depends_on: base}
      """
    And a stack "web"
      | tags | "blue,green" |
    And a look at the stack "web"
    When a member sends snapshots.create for the stack "web"
      | name | "first" |
    Then the answer is as required [snapshots.create.200]
    And the answer is as required [snapshots.create.200.snapshot]
    And the answer is as required [snapshots.create.200.begun]
    When the answer's "/id" is remembered as "snapshot_id"
    Then the stack "web" reaches SNAPSHOT_COMPLETE [snapshots.create.stack]
    And the stack "web" has the template and parameters that it had [snapshots.create.stack]
    When a member sends snapshots.show for the stack "web" until the answer is settled at "/snapshot/status"
    Then the answer has '"COMPLETE"' at "/snapshot/status" [snapshots.create.completes]
    When a member sends events.list for the stack "web" with the query "sort_dir=asc"
    Then the answer's events end with [snapshots.create.events]
      | web  | SNAPSHOT_IN_PROGRESS | Stack SNAPSHOT started |
      | base | SNAPSHOT_IN_PROGRESS | state changed |
      | base | SNAPSHOT_COMPLETE | state changed |
      | roof | SNAPSHOT_IN_PROGRESS | state changed |
      | roof | SNAPSHOT_COMPLETE | state changed |
      | web  | SNAPSHOT_COMPLETE | Stack SNAPSHOT completed successfully |
    When a member sends snapshots.create for the stack "web"
      """
      {}
      """
    Then the answer is as required [snapshots.create.no-name]

  @snapshots.create.server
  Scenario: The snapshot of a server is an image
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        server: {type: OS::Nova::Server, properties: {flavor: m1.tiny, image: cirros}}
      """
    And a stack "web"
    When a member sends snapshots.create for the stack "web"
      | name | "first" |
    And the answer's "/id" is remembered as "snapshot_id"
    And the stack "web" has reached SNAPSHOT_COMPLETE
    And a member sends snapshots.show for the stack "web" until the answer is settled at "/snapshot/status"
    Then the answer has something at "/snapshot/data/resources/server/resource_data/snapshot_image_id" [snapshots.create.server]

  @snapshots.create.400.quota
  @config:max_snapshots_per_stack=1
  Scenario: A stack has no more snapshots than it may have
    Given a stack "web"
    When a member sends snapshots.create for the stack "web"
      | name | "first" |
    And the stack "web" has reached SNAPSHOT_COMPLETE
    And a member sends snapshots.create for the stack "web"
      | name | "second" |
    Then the answer is as required [snapshots.create.400.quota]

  @snapshots.create.409
  @long
  Scenario: No snapshot is taken of a stack that is being created
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        slow: {type: OS::Heat::TestResource, properties: {wait_secs: 2}}
      """
    When a member creates a stack "web"
    And a member sends snapshots.create for the stack "web"
      | name | "first" |
    Then the answer is as required [snapshots.create.409]

  @snapshots.create.400.no-body
  @snapshots.create.401.no-token
  @snapshots.create.403.reader
  @snapshots.create.403.stack-user
  Scenario: A wrong request takes no snapshot
    Given a stack "web"
    When a member sends snapshots.create for the stack "web"
    Then the answer is as required [snapshots.create.400.no-body]
    When nobody sends snapshots.create for the stack "web"
      | name | "first" |
    Then the stack "web" is untouched, and the answer is as required [snapshots.create.401.no-token]
    When a reader sends snapshots.create for the stack "web"
      | name | "first" |
    Then the stack "web" is untouched, and the answer is as required [snapshots.create.403.reader]
    When a stack user sends snapshots.create for the stack "web"
      | name | "first" |
    Then the stack "web" is untouched, and the answer is as required [snapshots.create.403.stack-user]

  @snapshots.create.404
  @snapshots.create.404.fault
  Scenario: No snapshot is taken of a stack that is not there
    When a member sends snapshots.create for the stack "web"
      | name | "first" |
    Then the answer is as required [snapshots.create.404]
    And the answer is as required [snapshots.create.404.fault]

  @snapshots.create.404.other-project
  Scenario: No snapshot is taken of another project's stack
    Given another project has a stack "theirs"
    When a member sends snapshots.create for the stack "theirs"
      | name | "first" |
    Then the stack "theirs" is untouched, and the answer is as required [snapshots.create.404.other-project]

  @snapshots.create.405
  Scenario: A snapshot is only taken with POST
    Given a stack "web"
    When a member sends PUT to "/v1/{project_id}/stacks/{name:web}/{id:web}/snapshots"
    Then the answer is as required [snapshots.create.405]
