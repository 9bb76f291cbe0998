Feature: Bad requests
  Whatever is broken in a request, it is refused, or done as if it were not broken.

  @stacks.create.robust
  @stacks:4
  Scenario: Bad creations make nothing
    Then no bad request of stacks.create does harm [stacks.create.robust]

  @stacks.preview.robust
  Scenario: Bad previews do no harm
    Then no bad request of stacks.preview does harm [stacks.preview.robust]

  @templates.validate.robust
  Scenario: Bad validations do no harm
    Then no bad request of templates.validate does harm [templates.validate.robust]

  @stacks.list.robust
  Scenario: Bad lists do no harm
    Then no bad request of stacks.list does harm [stacks.list.robust]

  @versions.list.robust
  Scenario: Bad questions for versions do no harm
    Then no bad request of versions.list does harm [versions.list.robust]

  @stacks.update.robust
  Scenario: Bad updates do no harm
    Given a stack "web"
    Then no bad request of stacks.update for the stack "web" does harm [stacks.update.robust]

  @stacks.find.robust
  Scenario: Bad searches for a stack do no harm
    Given a stack "web"
    Then no bad request of stacks.find for the stack "web" does harm [stacks.find.robust]

  @stacks.show.robust
  Scenario: Bad questions about a stack do no harm
    Given a stack "web"
    Then no bad request of stacks.show for the stack "web" does harm [stacks.show.robust]

  @stacks.template.robust
  Scenario: Bad questions for a template do no harm
    Given a stack "web"
    Then no bad request of stacks.template for the stack "web" does harm [stacks.template.robust]

  @stacks.find_template.robust
  Scenario: Bad searches for a template do no harm
    Given a stack "web"
    Then no bad request of stacks.find_template for the stack "web" does harm [stacks.find_template.robust]

  @events.find.robust
  Scenario: Bad searches for events do no harm
    Given a stack "web"
    Then no bad request of events.find for the stack "web" does harm [events.find.robust]

  @events.list.robust
  Scenario: Bad lists of events do no harm
    Given a stack "web"
    Then no bad request of events.list for the stack "web" does harm [events.list.robust]

  @stacks.delete.robust
  Scenario: Bad deletions do no harm
    Given a stack "web"
    Then no bad request of stacks.delete for the stack "web" does harm [stacks.delete.robust]

  @actions.perform.robust
  Scenario: Bad actions do no harm
    Given a stack "web"
    Then no bad request of actions.perform for the stack "web" does harm [actions.perform.robust]

  @resources.mark_unhealthy.robust
  Scenario: Bad marks do no harm
    Given a stack "web"
    And "resource_name" stands for "secret"
    Then no bad request of resources.mark_unhealthy for the stack "web" does harm [resources.mark_unhealthy.robust]

  @snapshots.create.robust
  Scenario: Bad requests for a snapshot do no harm
    Given a stack "web"
    Then no bad request of snapshots.create for the stack "web" does harm [snapshots.create.robust]

  @snapshots.list.robust
  Scenario: Bad questions for snapshots do no harm
    Given a stack "web"
    Then no bad request of snapshots.list for the stack "web" does harm [snapshots.list.robust]

  @snapshots.show.robust
  Scenario: Bad questions about a snapshot do no harm
    Given a stack "web"
    When a member sends snapshots.create for the stack "web"
      | name | "first" |
    And the answer's "/id" is remembered as "snapshot_id"
    And the stack "web" has reached SNAPSHOT_COMPLETE
    And a member sends snapshots.show for the stack "web" until the answer is settled at "/snapshot/status"
    Then no bad request of snapshots.show for the stack "web" does harm [snapshots.show.robust]

  @snapshots.delete.robust
  Scenario: Bad deletions of a snapshot do no harm
    Given a stack "web"
    And "snapshot_id" stands for "{no_id}"
    Then no bad request of snapshots.delete for the stack "web" does harm [snapshots.delete.robust]

  @snapshots.restore.robust
  Scenario: Bad restorations do no harm
    Given a stack "web"
    When a member sends snapshots.create for the stack "web"
      | name | "first" |
    And the answer's "/id" is remembered as "snapshot_id"
    And the stack "web" has reached SNAPSHOT_COMPLETE
    And a member sends snapshots.show for the stack "web" until the answer is settled at "/snapshot/status"
    Then no bad request of snapshots.restore for the stack "web" does harm [snapshots.restore.robust]
