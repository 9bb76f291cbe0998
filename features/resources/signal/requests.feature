Feature: Send a signal to a resource
  POST /v1/{project_id}/stacks/{stack_name}/{stack_id}/resources/{resource_name}/signal

  @resources.signal.200
  @resources.signal.200.null
  @resources.signal.event
  @resources.signal.no-body
  @resources.signal.not-an-object
  @resources.signal.unusable
  @resources.signal.wait.metadata
  Scenario: A handle takes signals
    Given the template
      """
      heat_template_version: 2014-10-16
      resources:
        handle: {type: OS::Heat::WaitConditionHandle}
      """
    And a stack "web"
    And "handle" is remembered as "resource_name"
    When a member sends resources.signal for the stack "web"
      | status | "SUCCESS" |
      | reason | "done" |
      | data   | {"list": [1, 2.5, null]} |
      | id     | "one" |
    Then the answer is as required [resources.signal.200]
    And the answer is as required [resources.signal.200.null]
    When a member sends events.list_of_resource for the stack "web" with the query "sort_dir=asc" until the answer has something at "/events/2"
    Then the answer's events end with [resources.signal.event]
      | handle | CREATE_COMPLETE | |
      | handle | SIGNAL_COMPLETE | Signal: status:SUCCESS reason:done |
    When a member sends resources.signal for the stack "web"
    Then the answer is as required [resources.signal.no-body]
    When a member sends events.list_of_resource for the stack "web" until the answer has something at "/events/3"
    And a member sends resources.signal for the stack "web"
      """
      [1]
      """
    Then the answer is as required [resources.signal.not-an-object]
    When a member sends events.list_of_resource for the stack "web" until the answer has something at "/events/4"
    And a member sends resources.signal for the stack "web"
      | status | "PERHAPS" |
    And a member sends resources.signal for the stack "web"
      | more | 1 |
    Then the answer has 'null' at '' [resources.signal.unusable]
    When a member sends resources.signal for the stack "web"
      | id | "last" |
    And a member sends events.list_of_resource for the stack "web" with the query "sort_dir=asc" until the answer has something at "/events/5"
    Then the answer's events end with [resources.signal.unusable]
      | handle | CREATE_COMPLETE | |
      | handle | SIGNAL_COMPLETE | Signal: status:SUCCESS reason:done |
      | handle | SIGNAL_COMPLETE | Signal: status:SUCCESS reason:Signal 2 received |
      | handle | SIGNAL_COMPLETE | Signal: status:SUCCESS reason:Signal 3 received |
      | handle | SIGNAL_COMPLETE | Signal: status:SUCCESS reason:Signal 4 received |
    When a member sends resources.metadata for the stack "web"
    Then the answer has '{"status": "SUCCESS", "reason": "done", "data": {"list": [1, 2.5, null]}}' at '/metadata/one' [resources.signal.wait.metadata]
    And the answer has '{"status": "SUCCESS", "reason": "Signal 2 received", "data": null}' at '/metadata/2' [resources.signal.wait.metadata]
    And the answer has '{"status": "SUCCESS", "reason": "Signal 4 received", "data": null}' at '/metadata/last' [resources.signal.wait.metadata]

  @resources.signal.reader
  @resources.signal.stack-user
  @resources.signal.401.no-token
  Scenario: Readers and stack users may signal
    Given the template
      """
      heat_template_version: 2014-10-16
      resources:
        handle: {type: OS::Heat::WaitConditionHandle}
      """
    And a stack "web"
    And "handle" is remembered as "resource_name"
    When a reader sends resources.signal for the stack "web"
    Then the answer is as required [resources.signal.reader]
    When a stack user sends resources.signal for the stack "web"
    Then the answer is as required [resources.signal.stack-user]
    When nobody sends resources.signal for the stack "web"
    Then the answer is as required [resources.signal.401.no-token]

  @resources.signal.403.other-project
  Scenario: A signal is refused in a project that is not the token's
    When a member sends POST to "/v1/{other_project_id}/stacks/{name:web}/{no_id}/resources/handle/signal"
    Then the answer is as required [resources.signal.403.other-project]

  @resources.signal.400.unsupported
  @resources.signal.400.suspended
  @resources.signal.400.suspended.event
  @resources.signal.404.resource
  @resources.signal.404.resource.fault
  Scenario: Not every resource takes signals
    Given a stack "web"
    And "secret" is remembered as "resource_name"
    When a member sends resources.signal for the stack "web"
      | status | "SUCCESS" |
    Then the answer is as required [resources.signal.400.unsupported]
    When "nothing" is remembered as "resource_name"
    And a member sends resources.signal for the stack "web"
      | status | "SUCCESS" |
    Then the answer is as required [resources.signal.404.resource]
    And the answer is as required [resources.signal.404.resource.fault]
    When a member sends actions.perform for the stack "web"
      | suspend | null |
    And the stack "web" has reached SUSPEND_COMPLETE
    And "secret" is remembered as "resource_name"
    And a member sends resources.signal for the stack "web"
      | status | "SUCCESS" |
    Then the answer is as required [resources.signal.400.suspended]
    When a member sends events.list for the stack "web" with the query "sort_dir=asc"
    Then the answer's events end with [resources.signal.400.suspended.event]
      | secret | SUSPEND_COMPLETE | state changed |
      | web    | SUSPEND_COMPLETE | |
      | secret | SUSPEND_COMPLETE | Cannot signal resource during SUSPEND |

  @resources.signal.404
  @resources.signal.404.fault
  Scenario: A stack that is not there takes no signals
    Given "handle" is remembered as "resource_name"
    When a member sends resources.signal for the stack "web"
      | status | "SUCCESS" |
    Then the answer is as required [resources.signal.404]
    And the answer is as required [resources.signal.404.fault]

  @resources.signal.404.deleted
  Scenario: A deleted stack takes no signals
    Given a stack "web"
    And "secret" is remembered as "resource_name"
    When a member sends stacks.delete for the stack "web"
    And the stack "web" has gone
    And a member sends resources.signal for the stack "web"
      | status | "SUCCESS" |
    Then the answer is as required [resources.signal.404.deleted]

  @resources.signal.404.other-project
  Scenario: Another project's resource takes no signals
    Given another project has a stack "theirs"
    And "secret" is remembered as "resource_name"
    When a member sends resources.signal for the stack "theirs"
      | status | "SUCCESS" |
    Then the stack "theirs" is untouched, and the answer is as required [resources.signal.404.other-project]

  @resources.signal.405
  Scenario: Signals are only sent with POST
    Given a stack "web"
    When a member sends PUT to "/v1/{project_id}/stacks/{name:web}/{id:web}/resources/secret/signal"
    Then the answer is as required [resources.signal.405]
