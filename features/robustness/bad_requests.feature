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

  @stacks.environment.robust
  Scenario: Bad questions for an environment do no harm
    Given a stack "web"
    Then no bad request of stacks.environment for the stack "web" does harm [stacks.environment.robust]

  @stacks.find_environment.robust
  Scenario: Bad searches for an environment do no harm
    Given a stack "web"
    Then no bad request of stacks.find_environment for the stack "web" does harm [stacks.find_environment.robust]

  @stacks.files.robust
  Scenario: Bad questions for files do no harm
    Given a stack "web"
    Then no bad request of stacks.files for the stack "web" does harm [stacks.files.robust]

  @stacks.find_files.robust
  Scenario: Bad searches for files do no harm
    Given a stack "web"
    Then no bad request of stacks.find_files for the stack "web" does harm [stacks.find_files.robust]

  @resources.find.robust
  Scenario: Bad searches for resources do no harm
    Given a stack "web"
    Then no bad request of resources.find for the stack "web" does harm [resources.find.robust]

  @actions.find.robust
  Scenario: Bad searches for actions do no harm
    Given a stack "web"
    Then no bad request of actions.find for the stack "web" does harm [actions.find.robust]

  @outputs.list.robust
  Scenario: Bad lists of outputs do no harm
    Given a stack "web"
    Then no bad request of outputs.list for the stack "web" does harm [outputs.list.robust]

  @outputs.show.robust
  Scenario: Bad questions for an output do no harm
    Given the template
      """
      heat_template_version: 2016-10-14
      outputs:
        plain: {value: forty-two}
      """
    And a stack "web"
    And "plain" is remembered as "output_key"
    Then no bad request of outputs.show for the stack "web" does harm [outputs.show.robust]

  @stacks.detail.robust
  Scenario: Bad lists of all stacks do no harm
    Then no bad request of stacks.detail does harm [stacks.detail.robust]

  @resources.list.robust
  Scenario: Bad lists of resources do no harm
    Given a stack "web"
    And "secret" is remembered as "resource_name"
    Then no bad request of resources.list for the stack "web" does harm [resources.list.robust]

  @resources.show.robust
  Scenario: Bad questions about a resource do no harm
    Given a stack "web"
    And "secret" is remembered as "resource_name"
    Then no bad request of resources.show for the stack "web" does harm [resources.show.robust]

  @resources.metadata.robust
  Scenario: Bad questions for metadata do no harm
    Given a stack "web"
    And "secret" is remembered as "resource_name"
    Then no bad request of resources.metadata for the stack "web" does harm [resources.metadata.robust]

  @events.list_of_resource.robust
  Scenario: Bad lists of the events of a resource do no harm
    Given a stack "web"
    And "secret" is remembered as "resource_name"
    Then no bad request of events.list_of_resource for the stack "web" does harm [events.list_of_resource.robust]

  @events.show.robust
  Scenario: Bad questions about an event do no harm
    Given a stack "web"
    And "secret" is remembered as "resource_name"
    When a member sends events.list_of_resource for the stack "web"
    And the answer's "/events/0/id" is remembered as "event_id"
    Then no bad request of events.show for the stack "web" does harm [events.show.robust]

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

  @actions.perform.robust
  Scenario: Bad actions do no harm
    Given a stack "web"
    Then no bad request of actions.perform for the stack "web" does harm [actions.perform.robust]

  @resources.signal.robust
  Scenario: Bad signals do no harm
    Given the template
      """
      heat_template_version: 2014-10-16
      resources:
        handle: {type: OS::Heat::WaitConditionHandle}
      """
    And a stack "web"
    And "handle" is remembered as "resource_name"
    Then no bad request of resources.signal for the stack "web" does harm [resources.signal.robust]

  @resources.mark_unhealthy.robust
  Scenario: Bad marks do no harm
    Given a stack "web"
    And "secret" is remembered as "resource_name"
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
    And "{no_id}" is remembered as "snapshot_id"
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

  @software_configs.create.robust
  Scenario: Bad creations of configurations do no harm
    Then no bad request of software_configs.create does harm [software_configs.create.robust]

  @software_configs.list.robust
  Scenario: Bad lists of configurations do no harm
    Then no bad request of software_configs.list does harm [software_configs.list.robust]

  @software_configs.show.robust
  Scenario: Bad questions for a configuration do no harm
    Given a software configuration "script"
    Then no bad request of software_configs.show does harm [software_configs.show.robust]

  @software_configs.delete.robust
  Scenario: Bad deletions of configurations do no harm
    Given a software configuration "script"
    Then no bad request of software_configs.delete does harm [software_configs.delete.robust]

  @software_deployments.create.robust
  Scenario: Bad creations of deployments do no harm
    Given a software configuration "script"
    Then no bad request of software_deployments.create does harm [software_deployments.create.robust]

  @software_deployments.list.robust
  Scenario: Bad lists of deployments do no harm
    Then no bad request of software_deployments.list does harm [software_deployments.list.robust]

  @software_deployments.metadata.robust
  Scenario: Bad questions of servers do no harm
    Then no bad request of software_deployments.metadata does harm [software_deployments.metadata.robust]

  @software_deployments.show.robust
  Scenario: Bad questions for a deployment do no harm
    Given a software configuration "script"
    Given a software deployment to "server"
    Then no bad request of software_deployments.show does harm [software_deployments.show.robust]

  @software_deployments.update.robust
  Scenario: Bad updates of deployments do no harm
    Given a software configuration "script"
    Given a software deployment to "server"
    Then no bad request of software_deployments.update does harm [software_deployments.update.robust]

  @software_deployments.delete.robust
  Scenario: Bad deletions of deployments do no harm
    Given a software configuration "script"
    Given a software deployment to "server"
    Then no bad request of software_deployments.delete does harm [software_deployments.delete.robust]
