Feature: List stacks: verbs, addresses and headers
  GET /v1/{project_id}/stacks

  @stacks.list.400.body-given
  Scenario: A request for the list has no body
    When a member sends stacks.list
      | force | true |
    Then the answer is as required [stacks.list.400.body-given]

  @stacks.list.405
  @stacks.list.405.head
  @stacks.list.options
  Scenario: The collection has the verbs GET and POST
    When a member sends DELETE to "/v1/{project_id}/stacks"
    Then the answer is as required [stacks.list.405]
    When a member sends HEAD to "/v1/{project_id}/stacks"
    Then the answer is as required [stacks.list.405.head]
    When a member sends OPTIONS to "/v1/{project_id}/stacks"
    Then the answer is as required [stacks.list.options]

  @stacks.list.options.look-up
  @stacks.list.options.no-token
  @stacks.list.options.unknown-address
  Scenario: The verbs of an address are told to those with a token
    Given a stack "web"
    When a member sends OPTIONS to "/v1/{project_id}/stacks/{name:web}"
    Then the answer is as required [stacks.list.options.look-up]
    When nobody sends OPTIONS to "/v1/{project_id}/stacks"
    Then the answer is as required [stacks.list.options.no-token]
    When a member sends OPTIONS to "/v1/{project_id}/nope"
    Then the answer is as required [stacks.list.options.unknown-address]

  @stacks.list.404.unknown-address
  @stacks.list.404.unknown-verb
  Scenario: Other addresses and verbs are not found
    When a member sends GET to "/v1/{project_id}/nope"
    Then the answer is as required [stacks.list.404.unknown-address]
    When a member sends TRACE to "/v1/{project_id}/stacks"
    Then the answer is as required [stacks.list.404.unknown-verb]

  @stacks.list.cors.preflight
  @stacks.list.cors.preflight.refused
  @stacks.list.cors.origin
  @stacks.list.cors.other-origin
  @config:cors_allowed_origins=["http://dashboard.example"]
  Scenario: A page of an allowed origin may read the list
    Given the next request has the header "Origin: http://dashboard.example"
    And the next request has the header "Access-Control-Request-Method: GET"
    When nobody sends OPTIONS to "/v1/{project_id}/stacks"
    Then the answer is as required [stacks.list.cors.preflight]
    Given the next request has the header "Origin: http://dashboard.example"
    And the next request has the header "Access-Control-Request-Method: PURGE"
    When nobody sends OPTIONS to "/v1/{project_id}/stacks"
    Then the answer is as required [stacks.list.cors.preflight.refused]
    Given the next request has the header "Origin: http://dashboard.example"
    And the next request has the header "Access-Control-Request-Method: GET"
    And the next request has the header "Access-Control-Request-Headers: X-Auth-Token, X-Other"
    When nobody sends OPTIONS to "/v1/{project_id}/stacks"
    Then the answer is as required [stacks.list.cors.preflight.refused]
    Given the next request has the header "Origin: http://dashboard.example"
    When a member sends stacks.list with the query "limit=0"
    Then the answer is as required [stacks.list.cors.origin]
    Given the next request has the header "Origin: http://elsewhere.example"
    When a member sends stacks.list with the query "limit=0"
    Then the answer is as required [stacks.list.cors.other-origin]

  @stacks.list.404.trailing-slash
  Scenario: The address of the collection ends without a slash
    When a member sends GET to "/v1/{project_id}/stacks/"
    Then the answer is as required [stacks.list.404.trailing-slash]

  @stacks.list.version-spelling
  @stacks.list.media-type-version
  Scenario: The version has other spellings
    Given a stack "web"
    When a member sends GET to "/v1.0/{project_id}/stacks?id={id:web}"
    Then the answer is as required [stacks.list.version-spelling]
    And the answer lists the stacks "web" [stacks.list.version-spelling]
    Given the next request has the header "Accept: application/vnd.openstack.orchestration-v1"
    When a member sends GET to "/{project_id}/stacks?id={id:web}"
    Then the answer is as required [stacks.list.media-type-version]
    And the answer lists the stacks "web" [stacks.list.media-type-version]

  @stacks.list.request-id
  @stacks.list.request-id.sent
  Scenario: Each request has an id of its own
    When a member sends stacks.list with the query "limit=0"
    Then another such request gets another id [stacks.list.request-id]
    Given the next request has the header "X-Openstack-Request-Id: req-11111111-1111-4111-8111-111111111111"
    When a member sends stacks.list with the query "limit=0"
    Then the answer does not hold "req-11111111-1111-4111-8111-111111111111" [stacks.list.request-id.sent]
