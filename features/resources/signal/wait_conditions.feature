Feature: Send a signal to a resource: wait conditions
  POST /v1/{project_id}/stacks/{stack_name}/{stack_id}/resources/{resource_name}/signal

  @resources.signal.wait.held
  @resources.signal.wait.complete
  @resources.signal.wait.same-id
  @resources.signal.wait.data
  @resources.signal.wait.data.later
  Scenario: A wait condition waits for its signals
    Given the template
      """
      heat_template_version: 2014-10-16
      resources:
        handle: {type: OS::Heat::WaitConditionHandle}
        wait:
          type: OS::Heat::WaitCondition
          properties: {handle: {get_resource: handle}, timeout: 240, count: 2}
        after: {type: OS::Heat::RandomString, depends_on: wait}
      outputs:
        told: {value: {get_attr: [wait, data]}}
      """
    When a member creates a stack "web"
    And the stack "web" has CREATE_IN_PROGRESS of "wait"
    And "handle" is remembered as "resource_name"
    And a member sends resources.signal for the stack "web"
      | id   | "one" |
      | data | "first" |
    And a member sends events.list_of_resource for the stack "web" until the answer has something at "/events/2"
    And a member sends resources.signal for the stack "web"
      | id   | "one" |
      | data | "again" |
    And a member sends events.list_of_resource for the stack "web" until the answer has something at "/events/3"
    And "wait" is remembered as "resource_name"
    And a member sends resources.show for the stack "web"
    Then the answer has '"CREATE_IN_PROGRESS"' at '/resource/resource_status' [resources.signal.wait.held]
    And the answer has '"CREATE_IN_PROGRESS"' at '/resource/resource_status' [resources.signal.wait.same-id]
    When "after" is remembered as "resource_name"
    And a member sends resources.show for the stack "web"
    Then the answer has '"INIT_COMPLETE"' at '/resource/resource_status' [resources.signal.wait.held]
    When "handle" is remembered as "resource_name"
    And a member sends resources.signal for the stack "web"
      | id   | "two" |
      | data | {"second": 2} |
    Then the stack "web" reaches CREATE_COMPLETE [resources.signal.wait.complete]
    When a member sends stacks.show for the stack "web"
    Then the answer has '"{\"one\": \"again\", \"two\": {\"second\": 2}}"' for the output "told" [resources.signal.wait.data]
    When a member sends resources.signal for the stack "web"
      | id   | "three" |
    And a member sends events.list_of_resource for the stack "web" until the answer has something at "/events/5"
    And a member sends stacks.show for the stack "web"
    Then the answer has '"{\"one\": \"again\", \"two\": {\"second\": 2}, \"three\": null}"' for the output "told" [resources.signal.wait.data.later]

  @resources.signal.wait.failure
  @resources.signal.wait.failure.reason
  Scenario: A signal of failure fails a wait condition
    Given the template
      """
      heat_template_version: 2014-10-16
      resources:
        handle: {type: OS::Heat::WaitConditionHandle}
        wait:
          type: OS::Heat::WaitCondition
          properties: {handle: {get_resource: handle}, timeout: 240}
      """
    When a member creates a stack "web"
    And the stack "web" has CREATE_IN_PROGRESS of "wait"
    And "handle" is remembered as "resource_name"
    And a member sends resources.signal for the stack "web"
      | status | "FAILURE" |
      | reason | "it broke" |
    Then the stack "web" reaches CREATE_FAILED [resources.signal.wait.failure]
    And the stack "web" has the reason "Resource CREATE failed: WaitConditionFailure: resources.wait: it broke" [resources.signal.wait.failure.reason]

  @resources.signal.wait.timeout
  @resources.signal.wait.timeout.reason
  @long
  Scenario: A wait condition does not wait for ever
    Given the template
      """
      heat_template_version: 2014-10-16
      resources:
        handle: {type: OS::Heat::WaitConditionHandle}
        wait:
          type: OS::Heat::WaitCondition
          properties: {handle: {get_resource: handle}, timeout: 3, count: 2}
      """
    When a member creates a stack "web"
    And the stack "web" has CREATE_IN_PROGRESS of "wait"
    And "handle" is remembered as "resource_name"
    And a member sends resources.signal for the stack "web"
      | reason | "half of it" |
    Then the stack "web" reaches CREATE_FAILED [resources.signal.wait.timeout]
    And the stack "web" has the reason "Resource CREATE failed: WaitConditionTimeout: resources.wait: 1 of 2 received - half of it" [resources.signal.wait.timeout.reason]

  @resources.signal.wait.no-signal
  Scenario: A wait condition may need no signals
    Given the template
      """
      heat_template_version: 2014-10-16
      resources:
        handle:
          type: OS::Heat::WaitConditionHandle
          properties: {signal_transport: NO_SIGNAL}
        wait:
          type: OS::Heat::WaitCondition
          properties: {handle: {get_resource: handle}, timeout: 240, count: 2}
      """
    When a member creates a stack "web"
    Then the stack "web" reaches CREATE_COMPLETE [resources.signal.wait.no-signal]

  @resources.signal.wait.not-a-handle
  Scenario: A wait condition needs a handle
    Given the template
      """
      heat_template_version: 2014-10-16
      resources:
        secret: {type: OS::Heat::RandomString}
        wait:
          type: OS::Heat::WaitCondition
          properties: {handle: {get_resource: secret}, timeout: 240}
      """
    When a member creates a stack "web"
    And the stack "web" has reached CREATE_FAILED
    Then the stack "web" has the reason "Resource CREATE failed: ValueError: resources.wait: secret is not a valid wait condition handle." [resources.signal.wait.not-a-handle]

  @resources.signal.wait.count-update
  @resources.signal.wait.handle
  Scenario: A wait condition may come to wait for more signals
    Given the template
      """
      heat_template_version: 2014-10-16
      parameters:
        count: {type: number, default: 1}
      resources:
        handle: {type: OS::Heat::WaitConditionHandle}
        wait:
          type: OS::Heat::WaitCondition
          properties: {handle: {get_resource: handle}, timeout: 240, count: {get_param: count}}
      """
    When a member creates a stack "web"
    And the stack "web" has CREATE_IN_PROGRESS of "wait"
    And "handle" is remembered as "resource_name"
    And a member sends resources.show for the stack "web"
    Then the answer has something at "/resource/attributes/token" [resources.signal.wait.handle]
    And the answer has something at "/resource/attributes/endpoint" [resources.signal.wait.handle]
    And the answer has something at "/resource/attributes/curl_cli" [resources.signal.wait.handle]
    When a member sends resources.signal for the stack "web"
    And the stack "web" has reached CREATE_COMPLETE
    And a member sends stacks.update_patch for the stack "web"
      | parameters | {"count": 2} |
    And the stack "web" has UPDATE_IN_PROGRESS of "wait"
    And a member sends resources.signal for the stack "web"
    And the stack "web" has reached UPDATE_COMPLETE
    And a member sends events.list for the stack "web" with the query "sort_dir=asc"
    Then the answer's events end with [resources.signal.wait.count-update]
      | wait   | UPDATE_IN_PROGRESS |
      | handle | SIGNAL_COMPLETE |
      | wait   | UPDATE_COMPLETE |
      | web    | UPDATE_COMPLETE |
