Feature: Mark a resource as unhealthy
  PATCH /v1/{project_id}/stacks/{stack_name}/{stack_id}/resources/{resource_name}

  @resources.mark_unhealthy.200
  @resources.mark_unhealthy.200.null
  @resources.mark_unhealthy.state
  @resources.mark_unhealthy.stack
  @resources.mark_unhealthy.reset
  @resources.mark_unhealthy.reset.not-marked
  @resources.mark_unhealthy.default-reason
  @resources.mark_unhealthy.text
  @resources.mark_unhealthy.physical-id
  Scenario: A resource is marked and marked again
    Given a stack "web"
    And "secret" is remembered as "resource_name"
    When a member sends resources.mark_unhealthy for the stack "web"
      | mark_unhealthy         | false |
      | resource_status_reason | "It was never marked" |
    And a member sends events.list for the stack "web" with the query "sort_dir=asc"
    Then the answer's events end with [resources.mark_unhealthy.reset.not-marked]
      | secret | CREATE_COMPLETE |
      | web    | CREATE_COMPLETE |
    When a member sends resources.mark_unhealthy for the stack "web"
      | mark_unhealthy         | true |
      | resource_status_reason | "It is out of order" |
    Then the answer is as required [resources.mark_unhealthy.200]
    And the answer is as required [resources.mark_unhealthy.200.null]
    When a member sends events.list for the stack "web" with the query "sort_dir=asc"
    Then the answer's events end with [resources.mark_unhealthy.state]
      | secret | CHECK_FAILED | It is out of order |
    And the stack "web" reaches CREATE_COMPLETE [resources.mark_unhealthy.stack]
    When a member sends resources.mark_unhealthy for the stack "web"
      | mark_unhealthy | false |
    And a member sends events.list for the stack "web" with the query "sort_dir=asc"
    Then the answer's events end with [resources.mark_unhealthy.reset]
      | secret | CHECK_FAILED |
      | secret | CHECK_COMPLETE |
    When a member sends resources.mark_unhealthy for the stack "web"
      | mark_unhealthy | "TRUE" |
    Then the answer is as required [resources.mark_unhealthy.text]
    When a member sends events.list for the stack "web" with the query "sort_dir=asc"
    Then the answer's events end with [resources.mark_unhealthy.default-reason]
      | secret | CHECK_COMPLETE | state changed by resource_mark_unhealthy api |
      | secret | CHECK_FAILED | state changed by resource_mark_unhealthy api |
    When a member sends events.list for the stack "web" with the query "resource_name=secret"
    And the answer's "/events/0/physical_resource_id" is remembered as "resource_name"
    And a member sends resources.mark_unhealthy for the stack "web"
      | mark_unhealthy         | false |
      | resource_status_reason | "Found by its id" |
    And a member sends events.list for the stack "web" with the query "sort_dir=asc"
    Then the answer's events end with [resources.mark_unhealthy.physical-id]
      | secret | CHECK_COMPLETE | Found by its id |

  @resources.mark_unhealthy.no-suspend
  @resources.mark_unhealthy.replaced
  Scenario: An unhealthy resource is replaced
    Given a stack "web"
    And "secret" is remembered as "resource_name"
    When a member sends resources.mark_unhealthy for the stack "web"
      | mark_unhealthy | true |
    And a member sends actions.perform for the stack "web"
      | suspend | null |
    Then the stack "web" reaches SUSPEND_FAILED [resources.mark_unhealthy.no-suspend]
    And the stack "web" has the reason "Resource SUSPEND failed: Error: resources.secret: State ('CHECK', 'FAILED') invalid for suspend" [resources.mark_unhealthy.no-suspend]
    When a member sends actions.perform for the stack "web"
      | check | null |
    And the stack "web" has reached CHECK_COMPLETE
    And a member sends resources.mark_unhealthy for the stack "web"
      | mark_unhealthy | true |
    And a member updates the stack "web"
    And the stack "web" has reached UPDATE_COMPLETE
    And a member sends events.list for the stack "web" with the query "sort_dir=asc"
    Then the answer's events end with [resources.mark_unhealthy.replaced]
      | web    | UPDATE_IN_PROGRESS |
      | secret | CREATE_IN_PROGRESS |
      | secret | CREATE_COMPLETE |
      | secret | DELETE_IN_PROGRESS |
      | secret | DELETE_COMPLETE |
      | web    | UPDATE_COMPLETE |

  @resources.mark_unhealthy.400.no-body
  @resources.mark_unhealthy.400.missing
  @resources.mark_unhealthy.400.missing.fault
  @resources.mark_unhealthy.400.key
  @resources.mark_unhealthy.400.value
  @resources.mark_unhealthy.400.value.fault
  @resources.mark_unhealthy.404.resource
  @resources.mark_unhealthy.404.resource.fault
  @resources.mark_unhealthy.401.no-token
  @resources.mark_unhealthy.403.reader
  @resources.mark_unhealthy.403.stack-user
  Scenario: A wrong request marks nothing
    Given a stack "web"
    And "secret" is remembered as "resource_name"
    When a member sends resources.mark_unhealthy for the stack "web"
    Then the answer is as required [resources.mark_unhealthy.400.no-body]
    When a member sends resources.mark_unhealthy for the stack "web"
      """
      {}
      """
    Then the answer is as required [resources.mark_unhealthy.400.missing]
    And the answer is as required [resources.mark_unhealthy.400.missing.fault]
    When a member sends resources.mark_unhealthy for the stack "web"
      | mark_unhealthy | true |
      | force          | true |
    Then the answer is as required [resources.mark_unhealthy.400.key]
    When a member sends resources.mark_unhealthy for the stack "web"
      | mark_unhealthy | "maybe" |
    Then the answer is as required [resources.mark_unhealthy.400.value]
    And the answer is as required [resources.mark_unhealthy.400.value.fault]
    When nobody sends resources.mark_unhealthy for the stack "web"
      | mark_unhealthy | true |
    Then the answer is as required [resources.mark_unhealthy.401.no-token]
    When a reader sends resources.mark_unhealthy for the stack "web"
      | mark_unhealthy | true |
    Then the stack "web" is untouched, and the answer is as required [resources.mark_unhealthy.403.reader]
    When a stack user sends resources.mark_unhealthy for the stack "web"
      | mark_unhealthy | true |
    Then the stack "web" is untouched, and the answer is as required [resources.mark_unhealthy.403.stack-user]
    When "nothing" is remembered as "resource_name"
    And a member sends resources.mark_unhealthy for the stack "web"
      | mark_unhealthy | true |
    Then the answer is as required [resources.mark_unhealthy.404.resource]
    And the answer is as required [resources.mark_unhealthy.404.resource.fault]

  @resources.mark_unhealthy.409
  @long
  Scenario: A resource that is being created is not marked
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        slow: {type: OS::Heat::TestResource, properties: {wait_secs: 2}}
      """
    And "slow" is remembered as "resource_name"
    When a member creates a stack "web"
    And the stack "web" has CREATE_IN_PROGRESS of "slow"
    And a member sends resources.mark_unhealthy for the stack "web"
      | mark_unhealthy | true |
    Then the answer is as required [resources.mark_unhealthy.409]

  @resources.mark_unhealthy.404
  @resources.mark_unhealthy.404.fault
  Scenario: A stack that is not there has no resource to mark
    Given "secret" is remembered as "resource_name"
    When a member sends resources.mark_unhealthy for the stack "web"
      | mark_unhealthy | true |
    Then the answer is as required [resources.mark_unhealthy.404]
    And the answer is as required [resources.mark_unhealthy.404.fault]

  @resources.mark_unhealthy.404.other-project
  Scenario: Another project's resource is not marked
    Given another project has a stack "theirs"
    And "secret" is remembered as "resource_name"
    When a member sends resources.mark_unhealthy for the stack "theirs"
      | mark_unhealthy | true |
    Then the stack "theirs" is untouched, and the answer is as required [resources.mark_unhealthy.404.other-project]

  @resources.mark_unhealthy.405
  Scenario: A resource is only marked with PATCH
    Given a stack "web"
    When a member sends POST to "/v1/{project_id}/stacks/{name:web}/{id:web}/resources/secret"
    Then the answer is as required [resources.mark_unhealthy.405]
