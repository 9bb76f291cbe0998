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

  @stacks.update_patch.robust
  Scenario: Bad updates in part do no harm
    Given a stack "web"
    Then no bad request of stacks.update_patch for the stack "web" does harm [stacks.update_patch.robust]

  @stacks.preview_update.robust
  Scenario: Bad previews of updates do no harm
    Given a stack "web"
    Then no bad request of stacks.preview_update for the stack "web" does harm [stacks.preview_update.robust]

  @stacks.preview_update_patch.robust
  Scenario: Bad previews of updates in part do no harm
    Given a stack "web"
    Then no bad request of stacks.preview_update_patch for the stack "web" does harm [stacks.preview_update_patch.robust]

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

  @stacks.export.robust
  @config:enable_stack_abandon=true
  Scenario: Bad exports do no harm
    Given a stack "web"
    Then no bad request of stacks.export for the stack "web" does harm [stacks.export.robust]

  @stacks.abandon.robust
  @config:enable_stack_abandon=true
  Scenario: Bad requests to abandon a stack do no harm
    Given a stack "web"
    Then no bad request of stacks.abandon for the stack "web" does harm [stacks.abandon.robust]
