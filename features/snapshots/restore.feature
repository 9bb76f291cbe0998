Feature: Restore snapshot
  POST /v1/{project_id}/stacks/{stack_name}/{stack_id}/snapshots/{snapshot_id}/restore

  @snapshots.restore.202
  @snapshots.restore.completes
  @snapshots.restore.events
  @snapshots.restore.template
  @snapshots.restore.settings
  @snapshots.restore.404.other-stack
  @snapshots.restore.401.no-token
  @snapshots.restore.403.reader
  @snapshots.restore.403.stack-user
  @stacks:2
  Scenario: A stack goes back to what it was
    Given a stack "other"
    And the template
      """
      heat_template_version: 2013-05-23
      parameters:
        value: {type: string, default: before}
      resources:
        base: {type: OS::Heat::RandomString}
      """
    And a stack "web"
      | timeout_mins | 5 |
    When a member sends snapshots.create for the stack "web"
      | name | "first" |
    And the answer's "/id" is remembered as "snapshot_id"
    And the stack "web" has reached SNAPSHOT_COMPLETE
    And a member sends snapshots.show for the stack "web" until the answer is settled at "/snapshot/status"
    And the stack "web" is looked at
    And nobody sends snapshots.restore for the stack "web"
    Then the answer is as required [snapshots.restore.401.no-token]
    When a reader sends snapshots.restore for the stack "web"
    Then the answer is as required [snapshots.restore.403.reader]
    When a stack user sends snapshots.restore for the stack "web"
    Then the answer is as required [snapshots.restore.403.stack-user]
    When a member sends snapshots.restore for the stack "other"
    Then the answer is as required [snapshots.restore.404.other-stack]
    And the stack "web" is what it was [snapshots.restore.401.no-token]
    And the stack "web" is what it was [snapshots.restore.403.reader]
    And the stack "other" reaches CREATE_COMPLETE [snapshots.restore.404.other-stack]
    When a member sends snapshots.restore for the stack "web"
    Then the answer is as required [snapshots.restore.202]
    And the stack "web" reaches RESTORE_COMPLETE [snapshots.restore.completes]
    When a member sends events.list for the stack "web" with the query "sort_dir=asc"
    Then the answer's events end with [snapshots.restore.events]
      | web | SNAPSHOT_COMPLETE | Stack SNAPSHOT completed successfully |
      | web | RESTORE_IN_PROGRESS | Stack RESTORE started |
      | web | RESTORE_COMPLETE | Stack RESTORE completed successfully |
    When a member updates the stack "web"
      | template         | {"heat_template_version": "2013-05-23", "resources": {"else": {"type": "OS::Heat::RandomString"}}} |
      | timeout_mins     | 7 |
      | disable_rollback | false |
    And the stack "web" has reached UPDATE_COMPLETE
    And a member sends snapshots.restore for the stack "web"
    Then the stack "web" reaches RESTORE_COMPLETE [snapshots.restore.completes]
    And the stack "web" has the template and parameters that it had [snapshots.restore.template]
    When a member sends events.list for the stack "web" with the query "sort_dir=asc"
    Then the answer's events have "base" complete and then deleted [snapshots.restore.template]
    When a member sends stacks.show for the stack "web"
    Then the answer is as required [snapshots.restore.settings]

  @snapshots.restore.suspended
  Scenario: A suspended stack is restored
    Given a stack "web"
    When a member sends snapshots.create for the stack "web"
      | name | "first" |
    And the answer's "/id" is remembered as "snapshot_id"
    And the stack "web" has reached SNAPSHOT_COMPLETE
    And a member sends snapshots.show for the stack "web" until the answer is settled at "/snapshot/status"
    And a member sends actions.perform for the stack "web"
      | suspend | null |
    And the stack "web" has reached SUSPEND_COMPLETE
    And a member sends snapshots.restore for the stack "web"
    Then the stack "web" reaches RESTORE_COMPLETE [snapshots.restore.suspended]

  @snapshots.restore.rolls-back
  Scenario: A restoration that fails is rolled back
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        wrong: {type: OS::Heat::TestResource, properties: {fail: true}}
      """
    When a member creates a stack "web"
    And the stack "web" has reached CREATE_FAILED
    And a member sends snapshots.create for the stack "web"
      | name | "first" |
    And the answer's "/id" is remembered as "snapshot_id"
    And the stack "web" has reached SNAPSHOT_COMPLETE
    And a member sends snapshots.show for the stack "web" until the answer is settled at "/snapshot/status"
    And a member updates the stack "web"
      | template         | {"heat_template_version": "2013-05-23", "resources": {"right": {"type": "OS::Heat::RandomString"}}} |
      | disable_rollback | false |
    And the stack "web" has reached UPDATE_COMPLETE
    And the stack "web" is looked at
    And a member sends snapshots.restore for the stack "web"
    Then the stack "web" reaches ROLLBACK_COMPLETE [snapshots.restore.rolls-back]
    And the stack "web" has the template and parameters that it had [snapshots.restore.rolls-back]

  @snapshots.restore.server
  Scenario: A restored server is made of its image
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
    And the answer's "/snapshot/data/resources/server/resource_data/snapshot_image_id" is remembered as "image"
    And a member sends snapshots.restore for the stack "web"
    And the stack "web" has reached RESTORE_COMPLETE
    And a member sends stacks.template for the stack "web"
    Then the answer has '"{image}"' at "/resources/server/properties/image" [snapshots.restore.server]

  @snapshots.restore.400.incomplete
  Scenario: A snapshot that failed is not restored
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        server: {type: OS::Nova::Server, properties: {flavor: m1.tiny, image: cirros}}
      """
    And a stack "web"
    When the image service answers GET "/v2/images/*" with 500
    And a member sends snapshots.create for the stack "web"
      | name | "first" |
    And the answer's "/id" is remembered as "snapshot_id"
    And the stack "web" has reached SNAPSHOT_FAILED
    And the services answer again
    And a member sends snapshots.restore for the stack "web"
    Then the answer is as required [snapshots.restore.400.incomplete]

  @snapshots.restore.404.snapshot
  @snapshots.restore.404.snapshot.fault
  Scenario: A snapshot that is not there is not restored
    Given a stack "web"
    And "{no_id}" is remembered as "snapshot_id"
    When a member sends snapshots.restore for the stack "web"
    Then the answer is as required [snapshots.restore.404.snapshot]
    And the answer is as required [snapshots.restore.404.snapshot.fault]

  @snapshots.restore.404
  @snapshots.restore.404.fault
  Scenario: A stack that is not there is not restored
    Given "{no_id}" is remembered as "snapshot_id"
    When a member sends snapshots.restore for the stack "web"
    Then the answer is as required [snapshots.restore.404]
    And the answer is as required [snapshots.restore.404.fault]

  @snapshots.restore.404.other-project
  Scenario: Another project's stack is not restored
    Given another project has a stack "theirs"
    And "{no_id}" is remembered as "snapshot_id"
    When a member sends snapshots.restore for the stack "theirs"
    Then the stack "theirs" is untouched, and the answer is as required [snapshots.restore.404.other-project]

  @snapshots.restore.405
  Scenario: A stack is only restored with POST
    Given a stack "web"
    When a member sends PUT to "/v1/{project_id}/stacks/{name:web}/{id:web}/snapshots/{no_id}/restore"
    Then the answer is as required [snapshots.restore.405]

  @snapshots.restore.nested
  @cap:type:OS::Heat::Value
  Scenario: A stack inside is restored with the stack around it
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
    When the stack inside of "web" is made and called "inner"
    And a member sends snapshots.create for the stack "web"
      | name | "first" |
    And the answer's "/id" is remembered as "snapshot_id"
    And the stack "web" has reached SNAPSHOT_COMPLETE
    And a member updates the stack "web"
      | files | {"child.yaml": "{heat_template_version: 2016-10-14, outputs: {o: {value: new}}}"} |
    And the stack "web" has reached UPDATE_COMPLETE
    And a member sends snapshots.restore for the stack "web"
    And the stack "web" has reached RESTORE_COMPLETE
    And a member sends stacks.show for the stack "web"
    Then the answer has '"old"' for the output "seen" [snapshots.restore.nested]
    When "k" is remembered as "resource_name"
    And a member sends resources.show for the stack "web"
    Then the answer has '"{id:inner}"' at "/resource/physical_resource_id" [snapshots.restore.nested]
