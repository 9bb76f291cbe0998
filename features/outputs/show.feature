Feature: Show output
  GET /v1/{project_id}/stacks/{stack_name}/{stack_id}/outputs/{output_key}

  @outputs.show.200
  @outputs.show.output
  @outputs.show.type
  @outputs.show.null
  @outputs.show.description.default
  @outputs.show.attribute
  Scenario: An output is shown with its value
    Given the template
      """
      heat_template_version: 2016-10-14
      outputs:
        answer: {value: forty-two, description: what it is for}
        typed: {value: [1, {a: null}, x, true, 1.5]}
        "the null": {value: null}
        secret: {value: {get_attr: [secret, value]}}
      resources:
        secret: {type: OS::Heat::RandomString}
      """
    And a stack "web"
    And "answer" is remembered as "output_key"
    When a member sends outputs.show for the stack "web"
    Then the answer is as required [outputs.show.200]
    And the answer is as required [outputs.show.output]
    When "typed" is remembered as "output_key"
    And a member sends outputs.show for the stack "web"
    Then the answer is as required [outputs.show.type]
    And the answer is as required [outputs.show.description.default]
    When "the null" is remembered as "output_key"
    And a member sends outputs.show for the stack "web"
    Then the answer is as required [outputs.show.null]
    When "secret" is remembered as "output_key"
    And a member sends outputs.show for the stack "web"
    Then the answer is as required [outputs.show.attribute]

  @outputs.show.error
  @outputs.show.condition
  Scenario: An output without a value says why, unless that is on purpose
    Given the template
      """
      heat_template_version: 2016-10-14
      conditions:
        never: {equals: [a, b]}
      outputs:
        broken: {value: {list_join: [",", {get_attr: [secret, value]}]}}
        disabled: {value: 1, condition: never}
      resources:
        secret: {type: OS::Heat::RandomString}
      """
    And a stack "web"
    And "broken" is remembered as "output_key"
    When a member sends outputs.show for the stack "web"
    Then the answer is as required [outputs.show.error]
    When "disabled" is remembered as "output_key"
    And a member sends outputs.show for the stack "web"
    Then the answer is as required [outputs.show.condition]

  @outputs.show.after-update
  Scenario: The value is that of the newest template
    Given the template
      """
      heat_template_version: 2016-10-14
      outputs:
        plain: {value: forty-two}
      """
    Given "plain" is remembered as "output_key"
    Given a stack "web"
    When a member sends outputs.show for the stack "web"
    And a member updates the stack "web"
      """
      heat_template_version: 2016-10-14
      outputs:
        plain: {value: after}
      """
    And the stack "web" has reached UPDATE_COMPLETE
    And a member sends outputs.show for the stack "web"
    Then the answer is as required [outputs.show.after-update]

  @outputs.show.404.key
  @outputs.show.404.key.fault
  Scenario: An output that the template does not have is not found
    Given the template
      """
      heat_template_version: 2016-10-14
      outputs:
        plain: {value: forty-two}
      """
    And a stack "web"
    And "Plain" is remembered as "output_key"
    When a member sends outputs.show for the stack "web"
    Then the answer is as required [outputs.show.404.key]
    And the answer is as required [outputs.show.404.key.fault]

  @outputs.show.404
  @outputs.show.404.fault
  Scenario: A stack that is not there has no output
    Given the template
      """
      heat_template_version: 2016-10-14
      outputs:
        plain: {value: forty-two}
      """
    Given "plain" is remembered as "output_key"
    When a member sends outputs.show for the stack "web"
    Then the answer is as required [outputs.show.404]
    And the answer is as required [outputs.show.404.fault]

  @outputs.show.404.wrong-id
  @stacks:2
  Scenario: The name and the id say together whose output is meant
    Given the template
      """
      heat_template_version: 2016-10-14
      outputs:
        plain: {value: forty-two}
      """
    Given "plain" is remembered as "output_key"
    Given a stack "web"
    And a stack "other"
    When a member sends GET to "/v1/{project_id}/stacks/{name:web}/{id:other}/outputs/plain"
    Then the answer is as required [outputs.show.404.wrong-id]

  @outputs.show.404.other-project
  Scenario: The output of another project's stack is not there
    Given the template
      """
      heat_template_version: 2016-10-14
      outputs:
        plain: {value: forty-two}
      """
    Given "plain" is remembered as "output_key"
    Given another project has a stack "theirs"
    When a member sends outputs.show for the stack "theirs"
    Then the answer is as required [outputs.show.404.other-project]

  @outputs.show.404.deleted
  Scenario: A deleted stack has no output
    Given the template
      """
      heat_template_version: 2016-10-14
      outputs:
        plain: {value: forty-two}
      """
    Given "plain" is remembered as "output_key"
    Given a stack "web"
    When a member sends stacks.delete for the stack "web"
    And the stack "web" has gone
    And a member sends outputs.show for the stack "web"
    Then the answer is as required [outputs.show.404.deleted]

  @outputs.show.401.no-token
  @outputs.show.reader
  @outputs.show.403.stack-user
  @outputs.show.405
  Scenario: The output is for those who may read, and only read
    Given the template
      """
      heat_template_version: 2016-10-14
      outputs:
        plain: {value: forty-two}
      """
    Given "plain" is remembered as "output_key"
    Given a stack "web"
    When nobody sends outputs.show for the stack "web"
    Then the answer is as required [outputs.show.401.no-token]
    When a reader sends outputs.show for the stack "web"
    Then the answer is as required [outputs.show.reader]
    When a stack user sends outputs.show for the stack "web"
    Then the answer is as required [outputs.show.403.stack-user]
    When a member sends DELETE to "/v1/{project_id}/stacks/{name:web}/{id:web}/outputs/plain"
    Then the answer is as required [outputs.show.405]
