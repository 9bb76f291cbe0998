Feature: Send a signal to a resource: hooks
  POST /v1/{project_id}/stacks/{stack_name}/{stack_id}/resources/{resource_name}/signal

  @resources.signal.hook.pre-create
  @resources.signal.hook.pre-create.event
  @resources.signal.hook.others
  @resources.signal.hook.glob
  @resources.signal.400.hook
  @resources.signal.400.hook-not-set
  @resources.signal.hook.clear
  @resources.signal.hook.clear.event
  @resources.signal.hook.post-create
  Scenario: A resource waits before and after it is made
    Given the template
      """
      heat_template_version: 2014-10-16
      resources:
        held_one: {type: OS::Heat::RandomString}
        after: {type: OS::Heat::RandomString, depends_on: held_one}
        free: {type: OS::Heat::RandomString}
      """
    When a member creates a stack "web"
      | environment | {"resource_registry": {"resources": {"held_*": {"hooks": ["pre-create", "post-create"]}}}} |
    And the stack "web" has CREATE_COMPLETE of "free"
    And "held_one" is remembered as "resource_name"
    And a member sends events.list for the stack "web" with the query "resource_name=held_one" until the answer has something at "/events/0"
    Then the answer's events end with [resources.signal.hook.pre-create.event]
      | held_one | INIT_COMPLETE | CREATE paused until Hook pre-create is cleared |
    When a member sends resources.show for the stack "web"
    Then the answer has '"INIT_COMPLETE"' at '/resource/resource_status' [resources.signal.hook.pre-create]
    And the answer has '"INIT_COMPLETE"' at '/resource/resource_status' [resources.signal.hook.glob]
    And the stack "web" reaches CREATE_IN_PROGRESS [resources.signal.hook.pre-create]
    When "free" is remembered as "resource_name"
    And a member sends resources.show for the stack "web"
    Then the answer has '"CREATE_COMPLETE"' at '/resource/resource_status' [resources.signal.hook.others]
    When "held_one" is remembered as "resource_name"
    And a member sends resources.signal for the stack "web"
      | unset_hook | "pre-dawn" |
    Then the answer is as required [resources.signal.400.hook]
    When a member sends resources.signal for the stack "web"
      | unset_hook | "post-create" |
    Then the answer is as required [resources.signal.400.hook-not-set]
    When a member sends resources.signal for the stack "web"
      | unset_hook | "pre-create" |
    Then the answer is as required [resources.signal.hook.clear]
    When a member sends events.list_of_resource for the stack "web" with the query "sort_dir=asc" until the answer has something at "/events/4"
    Then the answer's events end with [resources.signal.hook.clear.event]
      | held_one | INIT_COMPLETE | CREATE paused until Hook pre-create is cleared |
      | held_one | INIT_COMPLETE | Hook pre-create is cleared |
      | held_one | CREATE_IN_PROGRESS | |
      | held_one | CREATE_COMPLETE | |
      | held_one | CREATE_COMPLETE | CREATE paused until Hook post-create is cleared |
    When "after" is remembered as "resource_name"
    And a member sends resources.show for the stack "web"
    Then the answer has '"INIT_COMPLETE"' at '/resource/resource_status' [resources.signal.hook.post-create]
    And the stack "web" reaches CREATE_IN_PROGRESS [resources.signal.hook.post-create]
    When "held_one" is remembered as "resource_name"
    And a member sends resources.signal for the stack "web"
      | unset_hook | "post-create" |
    Then the stack "web" reaches CREATE_COMPLETE [resources.signal.hook.post-create]

  @resources.signal.hook.pre-update
  @resources.signal.hook.post-update
  Scenario: A resource waits before and after it is updated
    Given the template
      """
      heat_template_version: 2014-10-16
      parameters:
        text: {type: string, default: before}
      resources:
        one: {type: OS::Heat::Value, properties: {value: {get_param: text}}}
        two: {type: OS::Heat::Value, properties: {value: {get_param: text}}}
      """
    When a member creates a stack "web"
      | environment | {"resource_registry": {"resources": {"one": {"hooks": "pre-update"}, "two": {"hooks": ["post-update"]}}}} |
    And the stack "web" has reached CREATE_COMPLETE
    And a member sends stacks.update_patch for the stack "web"
      | parameters | {"text": "after"} |
    And "two" is remembered as "resource_name"
    And a member sends events.list_of_resource for the stack "web" with the query "sort_dir=asc" until the answer has something at "/events/4"
    Then the answer's events end with [resources.signal.hook.post-update]
      | two | UPDATE_IN_PROGRESS | |
      | two | UPDATE_COMPLETE | |
      | two | UPDATE_COMPLETE | UPDATE paused until Hook post-update is cleared |
    When "one" is remembered as "resource_name"
    And a member sends events.list_of_resource for the stack "web" with the query "sort_dir=asc" until the answer has something at "/events/2"
    Then the answer's events end with [resources.signal.hook.pre-update]
      | one | CREATE_COMPLETE | |
      | one | CREATE_COMPLETE | UPDATE paused until Hook pre-update is cleared |
    When a member sends resources.signal for the stack "web"
      | unset_hook | "pre-update" |
    And a member sends events.list_of_resource for the stack "web" with the query "sort_dir=asc" until the answer has something at "/events/5"
    Then the answer's events end with [resources.signal.hook.pre-update]
      | one | CREATE_COMPLETE | Hook pre-update is cleared |
      | one | UPDATE_IN_PROGRESS | |
      | one | UPDATE_COMPLETE | |
    And the stack "web" reaches UPDATE_IN_PROGRESS [resources.signal.hook.post-update]
    When "two" is remembered as "resource_name"
    And a member sends resources.signal for the stack "web"
      | unset_hook | "post-update" |
    Then the stack "web" reaches UPDATE_COMPLETE [resources.signal.hook.post-update]

  @resources.signal.hook.pre-delete
  Scenario: A resource waits before it is deleted
    Given the template
      """
      heat_template_version: 2014-10-16
      resources:
        secret: {type: OS::Heat::RandomString}
      """
    When a member creates a stack "web"
      | environment | {"resource_registry": {"resources": {"secret": {"hooks": "pre-delete"}}}} |
    And the stack "web" has reached CREATE_COMPLETE
    And "secret" is remembered as "resource_name"
    And a member sends stacks.delete for the stack "web"
    And a member sends events.list_of_resource for the stack "web" with the query "sort_dir=asc" until the answer has something at "/events/2"
    And a member sends resources.signal for the stack "web"
      | unset_hook | "pre-delete" |
    And the stack "web" has gone
    And a member sends events.list for the stack "web" with the query "sort_dir=asc"
    Then the answer's events end with [resources.signal.hook.pre-delete]
      | web    | DELETE_IN_PROGRESS | |
      | secret | CREATE_COMPLETE | DELETE paused until Hook pre-delete is cleared |
      | secret | CREATE_COMPLETE | Hook pre-delete is cleared |
      | secret | DELETE_IN_PROGRESS | |
      | secret | DELETE_COMPLETE | |
      | web    | DELETE_COMPLETE | |

  @resources.signal.hook.deletable
  Scenario: A stack can be deleted while a resource of it waits
    When a member creates a stack "web"
      | environment | {"resource_registry": {"resources": {"secret": {"hooks": "pre-create"}}}} |
    And the stack "web" has INIT_COMPLETE of "secret"
    And a member sends stacks.delete for the stack "web"
    Then the stack "web" is found no more [resources.signal.hook.deletable]

  @resources.signal.hook.timeout
  Scenario: Nothing waits for longer than the stack may take
    When a member creates a stack "web"
      | timeout_mins | 1 |
      | environment  | {"resource_registry": {"resources": {"secret": {"hooks": "pre-create"}}}} |
    And the stack "web" has INIT_COMPLETE of "secret"
    And 61 seconds pass
    Then the stack "web" reaches CREATE_FAILED [resources.signal.hook.timeout]
    When a member sends events.list for the stack "web" with the query "sort_dir=asc"
    Then the answer's events end with [resources.signal.hook.timeout]
      | secret | INIT_COMPLETE | CREATE paused until Hook pre-create is cleared |
      | secret | INIT_COMPLETE | Failure occurred while waiting. |
      | web    | CREATE_FAILED | Timed out |

  @resources.signal.hook.nested
  Scenario: A resource of a stack inside waits before it is made
    Given the template
      """
      heat_template_version: 2014-10-16
      resources:
        k: {type: child.yaml}
      """
    When a member creates a stack "web"
      | files       | {"child.yaml": "{heat_template_version: 2014-10-16, resources: {made: {type: 'OS::Heat::RandomString'}}}"} |
      | environment | {"resource_registry": {"resources": {"k": {"made": {"hooks": "pre-create"}}}}} |
    And a member sends events.list for the stack "web" with the query "sort_dir=asc&nested_depth=1" until the answer has something at "/events/3"
    Then the answer's events end with [resources.signal.hook.nested]
      | made | INIT_COMPLETE | CREATE paused until Hook pre-create is cleared |
    And the stack "web" reaches CREATE_IN_PROGRESS [resources.signal.hook.nested]
    When a member sends stacks.list with the query "show_nested=true&owner_id={id:web}"
    And the stack inside is called "inner"
    And "made" is remembered as "resource_name"
    And a member sends resources.signal for the stack "inner"
      | unset_hook | "pre-create" |
    Then the stack "web" reaches CREATE_COMPLETE [resources.signal.hook.nested]
