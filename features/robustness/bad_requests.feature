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

  @template_versions.list.robust
  Scenario: Bad questions for template versions do no harm
    Then no bad request of template_versions.list does harm [template_versions.list.robust]

  @template_versions.functions.robust
  Scenario: Bad questions for template functions do no harm
    Given "heat_template_version.2018-08-31" is remembered as "template_version"
    Then no bad request of template_versions.functions does harm [template_versions.functions.robust]

  @build_info.show.robust
  Scenario: Bad questions for the build information do no harm
    Then no bad request of build_info.show does harm [build_info.show.robust]

  @services.list.robust
  Scenario: Bad questions for the engines do no harm
    Then no bad request of services.list does harm [services.list.robust]

  @resource_types.list.robust
  Scenario: Bad questions for resource types do no harm
    Then no bad request of resource_types.list does harm [resource_types.list.robust]

  @resource_types.show.robust
  Scenario: Bad questions for the schema of a type do no harm
    Given "OS::Heat::RandomString" is remembered as "type_name"
    Then no bad request of resource_types.show does harm [resource_types.show.robust]

  @resource_types.template.robust
  Scenario: Bad questions for a template of a type do no harm
    Given "OS::Heat::RandomString" is remembered as "type_name"
    Then no bad request of resource_types.template does harm [resource_types.template.robust]
