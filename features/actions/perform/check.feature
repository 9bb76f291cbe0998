Feature: Check a stack
  POST /v1/{project_id}/stacks/{stack_name}/{stack_id}/actions

  @actions.perform.check.200
  @actions.perform.check.completes
  @actions.perform.check.unsupported
  @actions.perform.value-ignored
  @actions.perform.value-ignored.text
  Scenario: A stack is checked whose resources cannot be
    Given a stack "web"
    When a member sends actions.perform for the stack "web"
      | check | null |
    Then the answer is as required [actions.perform.check.200]
    And the stack "web" reaches CHECK_COMPLETE [actions.perform.check.completes]
    When a member sends events.list for the stack "web" with the query "sort_dir=asc"
    Then the answer's events end with [actions.perform.check.unsupported]
      | web    | CHECK_IN_PROGRESS | Stack CHECK started |
      | secret | CHECK_COMPLETE | CHECK not supported for OS::Heat::RandomString |
      | web    | CHECK_COMPLETE | Stack CHECK completed successfully. 'CHECK' not fully supported (see resources) |
    When a member sends actions.perform for the stack "web"
      | check | {"deep": [1, true]} |
    Then the answer is as required [actions.perform.value-ignored]
    When a member sends actions.perform for the stack "web"
      | check | "" |
    Then the answer is as required [actions.perform.value-ignored.text]

  @actions.perform.check.supported
  Scenario: A resource is checked that can be
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        thing: {type: OS::Heat::TestResource}
      """
    And a stack "web"
    When a member sends actions.perform for the stack "web"
      | check | null |
    And the stack "web" has reached CHECK_COMPLETE
    And a member sends events.list for the stack "web" with the query "sort_dir=asc"
    Then the answer's events end with [actions.perform.check.supported]
      | web   | CHECK_IN_PROGRESS | Stack CHECK started |
      | thing | CHECK_IN_PROGRESS | state changed |
      | thing | CHECK_COMPLETE | state changed |
      | web   | CHECK_COMPLETE | Stack CHECK completed successfully |

  @actions.perform.check.fails
  @actions.perform.check.update-replaces
  Scenario: A check finds what is not there, and an update makes it
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        wrong: {type: OS::Heat::TestResource, properties: {fail: true}}
      """
    When a member creates a stack "web"
    And the stack "web" has reached CREATE_FAILED
    And a member sends actions.perform for the stack "web"
      | check | null |
    Then the stack "web" reaches CHECK_FAILED [actions.perform.check.fails]
    And the stack "web" has the reason "Resource CHECK failed: wrong: Resource CHECK failed: Exception: resources.wrong: Resource not created" [actions.perform.check.fails]
    When a member updates the stack "web"
      """
      heat_template_version: 2013-05-23
      resources:
        wrong: {type: OS::Heat::TestResource}
      """
    And the stack "web" has reached UPDATE_COMPLETE
    And a member sends events.list for the stack "web" with the query "sort_dir=asc"
    Then the answer's events end with [actions.perform.check.update-replaces]
      | web   | UPDATE_IN_PROGRESS |
      | wrong | CREATE_IN_PROGRESS |
      | wrong | CREATE_COMPLETE |
      | wrong | DELETE_IN_PROGRESS |
      | wrong | DELETE_COMPLETE |
      | web   | UPDATE_COMPLETE |

  @actions.perform.check.server
  Scenario: A check finds that a server does not answer
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        server: {type: OS::Nova::Server, properties: {flavor: m1.tiny, image: cirros}}
      """
    And a stack "web"
    When the compute service answers GET "/v2.1/servers/*" with 404
    And a member sends actions.perform for the stack "web"
      | check | null |
    Then the stack "web" reaches CHECK_FAILED [actions.perform.check.server]
    When the services answer again
    And a member sends actions.perform for the stack "web"
      | check | null |
    Then the stack "web" reaches CHECK_COMPLETE [actions.perform.check.server]

  @actions.perform.check.reader
  Scenario: A reader checks a stack
    Given a stack "web"
    When a reader sends actions.perform for the stack "web"
      | check | null |
    Then the answer is as required [actions.perform.check.reader]
