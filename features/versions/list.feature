Feature: List versions
  GET /

  @versions.list.300
  @versions.list.300.version
  @versions.list.300.self-link
  @versions.list.300.host
  @versions.list.300.no-token
  Scenario: The root lists the one version to everybody
    When a member sends versions.list
    Then the answer is as required [versions.list.300]
    And the answer is as required [versions.list.300.version]
    And the answer is as required [versions.list.300.self-link]
    And the answer is as required [versions.list.300.host]
    When nobody sends versions.list
    Then the answer is as required [versions.list.300.no-token]

  @versions.list.300.versions-address
  Scenario: The versions have an address of their own
    When nobody sends GET to "/versions"
    Then the answer is as required [versions.list.300.versions-address]

  @versions.list.300.any-verb
  Scenario Outline: The root answers every verb alike
    When nobody sends <verb> to "/"
    Then the answer is as required [versions.list.300.any-verb]

    Examples:
      | verb   |
      | POST   |
      | PUT    |
      | PATCH  |
      | DELETE |

  @versions.list.300.other-version
  Scenario: An address of a version that is not there shows those that are
    When a member sends GET to "/v2/{project_id}/stacks"
    Then the answer is as required [versions.list.300.other-version]

  @versions.list.300.other-media-type
  @versions.list.unversioned-address
  Scenario: Without a version in the address the Accept header may name one
    Given the next request has the header "Accept: application/vnd.openstack.orchestration-v2"
    When a member sends GET to "/{project_id}/stacks"
    Then the answer is as required [versions.list.300.other-media-type]
    When a member sends GET to "/{project_id}/stacks"
    Then the answer is as required [versions.list.unversioned-address]

  @versions.list.healthcheck
  Scenario: Whether the service is well is told at an address of its own
    When nobody sends GET to "/healthcheck"
    Then the answer is as required [versions.list.healthcheck]

  @versions.list.bare-version
  Scenario: A version alone is no resource
    When a member sends GET to "/v1"
    Then the answer is as required [versions.list.bare-version]
