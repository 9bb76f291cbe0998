Feature: List outputs
  GET /v1/{project_id}/stacks/{stack_name}/{stack_id}/outputs

  @outputs.list.200
  @outputs.list.items
  @outputs.list.no-values
  Scenario: The outputs of a stack are listed without their values
    Given the template
      """
      heat_template_version: 2016-10-14
      outputs:
        plain: {value: forty-two, description: what it is for}
        other: {value: [1, 2], description: ''}
        third: {value: null, description: "ü"}
      """
    And a stack "web"
    When a member sends outputs.list for the stack "web"
    Then the answer is as required [outputs.list.200]
    And the answer has '[{"output_key": "plain", "description": "what it is for"}, {"output_key": "other", "description": ""}, {"output_key": "third", "description": "ü"}]' at "/outputs/*" in any order [outputs.list.items]
    And the answer is as required [outputs.list.no-values]

  @outputs.list.description.default
  Scenario: An output need not be described
    Given the template
      """
      heat_template_version: 2016-10-14
      outputs:
        plain: {value: forty-two}
      """
    And a stack "web"
    When a member sends outputs.list for the stack "web"
    Then the answer is as required [outputs.list.description.default]

  @outputs.list.none
  @outputs.list.after-update
  Scenario: The outputs are those of the newest template
    Given a stack "web"
    When a member sends outputs.list for the stack "web"
    Then the answer is as required [outputs.list.none]
    When a member updates the stack "web"
      """
      heat_template_version: 2016-10-14
      outputs:
        fresh: {value: 1}
      """
    And the stack "web" has reached UPDATE_COMPLETE
    And a member sends outputs.list for the stack "web"
    Then the answer has '["fresh"]' at "/outputs/*/output_key" in any order [outputs.list.after-update]

  @outputs.list.broken
  @outputs.list.condition
  Scenario: Outputs without a value are listed as well
    Given the template
      """
      heat_template_version: 2016-10-14
      conditions:
        never: {equals: [a, b]}
      outputs:
        plain: {value: forty-two}
        broken: {value: {list_join: [",", {get_attr: [secret, value]}]}}
        disabled: {value: 1, condition: never}
      resources:
        secret: {type: OS::Heat::RandomString}
      """
    And a stack "web"
    When a member sends outputs.list for the stack "web"
    Then the answer has '["plain", "broken", "disabled"]' at "/outputs/*/output_key" in any order [outputs.list.broken]
    And the answer has '["plain", "broken", "disabled"]' at "/outputs/*/output_key" in any order [outputs.list.condition]

  @outputs.list.404
  @outputs.list.404.fault
  Scenario: A stack that is not there has no outputs
    When a member sends outputs.list for the stack "web"
    Then the answer is as required [outputs.list.404]
    And the answer is as required [outputs.list.404.fault]

  @outputs.list.404.wrong-id
  @stacks:2
  Scenario: The name and the id say together whose outputs are meant
    Given a stack "web"
    And a stack "other"
    When a member sends GET to "/v1/{project_id}/stacks/{name:web}/{id:other}/outputs"
    Then the answer is as required [outputs.list.404.wrong-id]

  @outputs.list.404.other-project
  Scenario: The outputs of another project's stack are not there
    Given another project has a stack "theirs"
    When a member sends outputs.list for the stack "theirs"
    Then the answer is as required [outputs.list.404.other-project]

  @outputs.list.404.deleted
  Scenario: A deleted stack has no outputs
    Given a stack "web"
    When a member sends stacks.delete for the stack "web"
    And the stack "web" has gone
    And a member sends outputs.list for the stack "web"
    Then the answer is as required [outputs.list.404.deleted]

  @outputs.list.401.no-token
  @outputs.list.reader
  @outputs.list.403.stack-user
  @outputs.list.405
  Scenario: The outputs are for those who may read, and only read
    Given a stack "web"
    When nobody sends outputs.list for the stack "web"
    Then the answer is as required [outputs.list.401.no-token]
    When a reader sends outputs.list for the stack "web"
    Then the answer is as required [outputs.list.reader]
    When a stack user sends outputs.list for the stack "web"
    Then the answer is as required [outputs.list.403.stack-user]
    When a member sends DELETE to "/v1/{project_id}/stacks/{name:web}/{id:web}/outputs"
    Then the answer is as required [outputs.list.405]
