Feature: Show snapshot
  GET /v1/{project_id}/stacks/{stack_name}/{stack_id}/snapshots/{snapshot_id}

  @snapshots.show.200
  @snapshots.show.complete
  @snapshots.show.complete.reason
  @snapshots.show.resources
  @snapshots.show.tags
  @snapshots.show.reader
  @snapshots.show.404.other-stack
  @snapshots.show.401.no-token
  @snapshots.show.403.stack-user
  @stacks:2
  Scenario: A snapshot holds the whole stack
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        base: {type: OS::Heat::RandomString}
        roof: {type: OS::Heat::RandomString, depends_on: base}
      """
    And a stack "other"
    And a stack "web"
      | tags | "one,two" |
    When a member sends snapshots.create for the stack "web"
      | name | "first" |
    And the answer's "/id" is remembered as "snapshot_id"
    And the stack "web" has reached SNAPSHOT_COMPLETE
    And a member sends snapshots.show for the stack "web" until the answer is settled at "/snapshot/status"
    Then the answer is as required [snapshots.show.200]
    And the answer is as required [snapshots.show.complete]
    And the answer is as required [snapshots.show.complete.reason]
    And the answer is as required [snapshots.show.resources]
    And the answer is as required [snapshots.show.tags]
    When a reader sends snapshots.show for the stack "web"
    Then the answer is as required [snapshots.show.reader]
    When a member sends snapshots.show for the stack "other"
    Then the answer is as required [snapshots.show.404.other-stack]
    When nobody sends snapshots.show for the stack "web"
    Then the answer is as required [snapshots.show.401.no-token]
    When a stack user sends snapshots.show for the stack "web"
    Then the answer is as required [snapshots.show.403.stack-user]

  @snapshots.show.404.snapshot
  @snapshots.show.404.snapshot.fault
  Scenario: A snapshot that is not there is not shown
    Given a stack "web"
    And "{no_id}" is remembered as "snapshot_id"
    When a member sends snapshots.show for the stack "web"
    Then the answer is as required [snapshots.show.404.snapshot]
    And the answer is as required [snapshots.show.404.snapshot.fault]

  @snapshots.show.404
  @snapshots.show.404.fault
  Scenario: A stack that is not there has no snapshot
    Given "{no_id}" is remembered as "snapshot_id"
    When a member sends snapshots.show for the stack "web"
    Then the answer is as required [snapshots.show.404]
    And the answer is as required [snapshots.show.404.fault]

  @snapshots.show.404.other-project
  Scenario: A snapshot of another project's stack is not shown
    Given another project has a stack "theirs"
    And "{no_id}" is remembered as "snapshot_id"
    When a member sends snapshots.show for the stack "theirs"
    Then the answer is as required [snapshots.show.404.other-project]

  @snapshots.show.405
  Scenario: A snapshot is not changed
    Given a stack "web"
    When a member sends PUT to "/v1/{project_id}/stacks/{name:web}/{id:web}/snapshots/{no_id}"
    Then the answer is as required [snapshots.show.405]

  @snapshots.show.nested
  @cap:type:OS::Heat::Value
  Scenario: A snapshot holds the id of a stack inside
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        k: {type: child.yaml}
      outputs:
        seen: {value: {get_attr: [k, o]}}
      """
    And a stack "web"
      | files | {"child.yaml": "{heat_template_version: 2016-10-14, resources: {made: {type: 'OS::Heat::Value', properties: {value: old}}}, outputs: {o: {value: {get_attr: [made, value]}}}}"} |
    When a member sends snapshots.create for the stack "web"
      | name | "first" |
    And the answer's "/id" is remembered as "snapshot_id"
    And the stack "web" has reached SNAPSHOT_COMPLETE
    And a member sends snapshots.show for the stack "web" until the answer is settled at "/snapshot/status"
    Then the answer is as required [snapshots.show.nested]

  @snapshots.show.name
  Scenario: A snapshot has a name and a time
    Given a stack "web"
    When a member sends snapshots.create for the stack "web"
      | name | "first" |
    And the answer's "/id" is remembered as "snapshot_id"
    And a member sends snapshots.show for the stack "web" until the answer is settled at "/snapshot/status"
    Then the answer has '"first"' at "/snapshot/name" [snapshots.show.name]
    And the answer's times at "/snapshot/creation_time" are of this scenario [snapshots.show.name]
