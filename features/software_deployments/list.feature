Feature: List deployments
  GET /v1/{project_id}/software_deployments

  @software_deployments.list.200
  @software_deployments.list.listed
  @software_deployments.list.order.oldest-first
  @software_deployments.list.filter.server_id
  @software_deployments.list.filter.server_id.no-match
  @software_deployments.list.filter.server_id.empty
  @software_deployments.list.reader
  @long
  Scenario: Deployments are listed, all or those to one server
    Given a software configuration "script"
    And a software deployment to "server"
    When the second of the answer is over
    Given a software deployment to "other"
    When a member sends software_deployments.list
    Then the answer is as required [software_deployments.list.200]
    And the answer has "{id:server}, {id:other}" among "/software_deployments" in this order [software_deployments.list.listed]
    And the answer has "{id:server}, {id:other}" among "/software_deployments" in this order [software_deployments.list.order.oldest-first]
    When a member sends software_deployments.list with the query "server_id={name:server}"
    Then the answer has "{id:server}" among "/software_deployments" in this order [software_deployments.list.filter.server_id]
    And the answer has none of "{id:other}" among "/software_deployments" [software_deployments.list.filter.server_id]
    When a member sends software_deployments.list with the query "server_id={name:nothing}"
    Then the answer is as required [software_deployments.list.filter.server_id.no-match]
    When a member sends software_deployments.list with the query "server_id="
    Then the answer has "{id:server}, {id:other}" among "/software_deployments" in this order [software_deployments.list.filter.server_id.empty]
    When a reader sends software_deployments.list
    Then the answer is as required [software_deployments.list.reader]

  @software_deployments.list.isolation
  Scenario: Each project has the list of its own deployments
    Given another project has a software configuration "foreign"
    And another project has a software deployment to "theirs"
    And a software configuration "script"
    And a software deployment to "ours"
    When a member sends software_deployments.list
    Then the answer has "{id:ours}" among "/software_deployments" in this order [software_deployments.list.isolation]
    And the answer has none of "{id:theirs}" among "/software_deployments" [software_deployments.list.isolation]

  @software_deployments.list.400.body-given
  Scenario: Somebody with a body lists no deployments
    When a member sends software_deployments.list with the body "{}"
    Then the answer is as required [software_deployments.list.400.body-given]

  @software_deployments.list.401.no-token
  Scenario: Somebody without a token lists no deployments
    When nobody sends software_deployments.list
    Then the answer is as required [software_deployments.list.401.no-token]

  @software_deployments.list.403.stack-user
  Scenario: A stack user lists no deployments
    When a stack user sends software_deployments.list
    Then the answer is as required [software_deployments.list.403.stack-user]

  @software_deployments.list.403.other-project
  Scenario: A member lists no deployments at the address of another project
    When a member sends GET to "/v1/{other_project_id}/software_deployments"
    Then the answer is as required [software_deployments.list.403.other-project]

  @software_deployments.list.as-shown
  Scenario: The list tells of a deployment as it is
    Given a software configuration "script"
    And a software deployment to "server"
    When a member sends software_deployments.list
    Then the answer tells of "{id:server}" at "/software_deployments" what software_deployments.show tells at "/software_deployment" [software_deployments.list.as-shown]
