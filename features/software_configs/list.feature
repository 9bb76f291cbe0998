Feature: List configs
  GET /v1/{project_id}/software_configs

  @software_configs.list.200
  @software_configs.list.listed
  @software_configs.list.unknown-parameter
  @software_configs.list.global_tenant.false
  Scenario: A configuration is listed
    Given a software configuration "first"
    When a member sends software_configs.list
    Then the answer is as required [software_configs.list.200]
    And the answer has "{id:first}" among "/software_configs" in this order [software_configs.list.listed]
    When a member sends software_configs.list with the query "no_such_parameter=x&name=nope"
    Then the answer has "{id:first}" among "/software_configs" in this order [software_configs.list.unknown-parameter]
    When a member sends software_configs.list with the query "global_tenant=false"
    Then the answer has "{id:first}" among "/software_configs" in this order [software_configs.list.global_tenant.false]

  @software_configs.list.order.newest-first
  @software_configs.list.marker
  @software_configs.list.limit
  @software_configs.list.limit.zero
  @software_configs.list.marker.unknown
  @serial
  @long
  Scenario: The newest configuration comes first, and pages follow each other
    Given a software configuration "first"
    When the second of the answer is over
    Given a software configuration "second"
    When a member sends software_configs.list
    Then the answer has "{id:second}, {id:first}" among "/software_configs" in this order [software_configs.list.order.newest-first]
    And paging through software_configs.list in "/software_configs" yields "{id:second}, {id:first}" in this order [software_configs.list.marker]
    When a member sends software_configs.list with the query "limit=1"
    Then the answer is as required [software_configs.list.limit]
    When a member sends software_configs.list with the query "limit=0"
    Then the answer is as required [software_configs.list.limit.zero]
    When a member sends software_configs.list with the query "marker=nope&limit=1"
    Then the answer is as required [software_configs.list.marker.unknown]

  @software_configs.list.400.limit
  @software_configs.list.400.limit.fault
  @software_configs.list.400.limit.negative
  @software_configs.list.400.global_tenant
  @software_configs.list.403.global_tenant
  @software_configs.list.400.body-given
  Scenario: Wrong parameters are refused
    When a member sends software_configs.list with the query "limit=abc"
    Then the answer is as required [software_configs.list.400.limit]
    And the answer is as required [software_configs.list.400.limit.fault]
    When a member sends software_configs.list with the query "limit=-1"
    Then the answer is as required [software_configs.list.400.limit.negative]
    When a member sends software_configs.list with the query "global_tenant=nope"
    Then the answer is as required [software_configs.list.400.global_tenant]
    When a member sends software_configs.list with the query "global_tenant=true"
    Then the answer is as required [software_configs.list.403.global_tenant]
    When a member sends software_configs.list with the body "{}"
    Then the answer is as required [software_configs.list.400.body-given]

  @software_configs.list.isolation
  Scenario: Each project has the list of its own configurations
    Given another project has a software configuration "theirs"
    And a software configuration "ours"
    When a member sends software_configs.list
    Then the answer has "{id:ours}" among "/software_configs" in this order [software_configs.list.isolation]
    And the answer has none of "{id:theirs}" among "/software_configs" [software_configs.list.isolation]

  @software_configs.list.reader
  Scenario: A reader may list
    Given a software configuration "first"
    When a reader sends software_configs.list
    Then the answer is as required [software_configs.list.reader]

  @software_configs.list.admin.project
  Scenario: An administrator sees the projects
    Given an admin has a software configuration "first"
    When an admin sends software_configs.list
    Then the answer is as required [software_configs.list.admin.project]

  @software_configs.list.401.no-token
  Scenario: Somebody without a token lists no configurations
    When nobody sends software_configs.list
    Then the answer is as required [software_configs.list.401.no-token]

  @software_configs.list.403.stack-user
  Scenario: A stack user lists no configurations
    When a stack user sends software_configs.list
    Then the answer is as required [software_configs.list.403.stack-user]

  @software_configs.list.403.other-project
  Scenario: A member lists no configurations at the address of another project
    When a member sends GET to "/v1/{other_project_id}/software_configs"
    Then the answer is as required [software_configs.list.403.other-project]

  @software_configs.list.resource
  Scenario: A configuration of a stack is listed
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        script: {type: OS::Heat::SoftwareConfig, properties: {config: ls}}
      outputs:
        id: {value: {get_resource: script}}
      """
    And a stack "web"
    When a member sends stacks.show for the stack "web"
    And the answer's "/stack/outputs/0/output_value" is remembered as "config_id"
    And a member sends software_configs.list
    Then the answer has "{config_id}" among "/software_configs" in this order [software_configs.list.resource]

  @software_configs.list.as-shown
  Scenario: The list tells of a configuration as it is
    Given a software configuration "script"
    When a member sends software_configs.list
    Then the answer tells of "{id:script}" at "/software_configs" what software_configs.show tells at "/software_config" [software_configs.list.as-shown]
