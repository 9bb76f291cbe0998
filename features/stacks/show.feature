Feature: Show stack details
  GET /v1/{project_id}/stacks/{stack_name}/{stack_id}

  @stacks.show.200
  @stacks.show.id
  @stacks.show.name
  @stacks.show.link
  @stacks.show.status
  @stacks.show.description.default
  @stacks.show.updated-time
  @stacks.show.deletion-time
  @stacks.show.parameters.pseudo
  @stacks.show.parameters.project
  @stacks.show.outputs.none
  @stacks.show.capabilities
  @stacks.show.rollback
  @stacks.show.timeout.none
  @stacks.show.owner
  @stacks.show.tags.none
  Scenario: A plain stack is shown with all its fields
    Given a stack "web"
    When a member sends stacks.show for the stack "web"
    Then the answer is as required [stacks.show.200]
    And the answer is as required [stacks.show.id]
    And the answer is as required [stacks.show.name]
    And the answer is as required [stacks.show.link]
    And the answer is as required [stacks.show.status]
    And the answer is as required [stacks.show.description.default]
    And the answer is as required [stacks.show.updated-time]
    And the answer is as required [stacks.show.deletion-time]
    And the answer is as required [stacks.show.parameters.pseudo]
    And the answer is as required [stacks.show.parameters.project]
    And the answer is as required [stacks.show.outputs.none]
    And the answer is as required [stacks.show.capabilities]
    And the answer is as required [stacks.show.rollback]
    And the answer is as required [stacks.show.timeout.none]
    And the answer is as required [stacks.show.owner]
    And the answer is as required [stacks.show.tags.none]

  @stacks.show.creation-time
  @long
  Scenario: The time of creation stays the same
    Given a stack "web"
    When a member sends stacks.show for the stack "web"
    And the second in which the stack "web" last changed is over
    Then the stack "web" keeps its time of creation [stacks.show.creation-time]

  @stacks.show.description
  @stacks.show.timeout
  @stacks.show.tags
  Scenario: A stack shows what it was created with
    Given the template
      """
      heat_template_version: 2013-05-23
      description: what it is
      """
    And a stack "web"
      | timeout_mins | 7         |
      | tags         | "one,two" |
    When a member sends stacks.show for the stack "web"
    Then the answer is as required [stacks.show.description]
    And the answer is as required [stacks.show.timeout]
    And the answer is as required [stacks.show.tags]

  @stacks.show.parameters
  @stacks.show.parameters.text
  @stacks.show.parameters.boolean
  @stacks.show.parameters.list
  @stacks.show.parameters.json
  @stacks.show.parameters.hidden
  @stacks.show.parameters.hidden.stars
  Scenario: Parameters are shown as texts, hidden ones as stars
    Given the template
      """
      heat_template_version: 2013-05-23
      parameters:
        text: {type: string, default: as it is}
        number: {type: number, default: 3}
        flag: {type: boolean, default: true}
        list: {type: comma_delimited_list, default: 'a,b'}
        object: {type: json, default: {a: 1}}
        secret: {type: string, default: do not tell, hidden: true}
      """
    And a stack "web"
    When a member sends stacks.show for the stack "web"
    Then the answer has '"as it is"' at '/stack/parameters/text' [stacks.show.parameters]
    And the answer is as required [stacks.show.parameters.text]
    And the answer is as required [stacks.show.parameters.boolean]
    And the answer is as required [stacks.show.parameters.list]
    And the answer is as required [stacks.show.parameters.json]
    And the answer does not hold "do not tell" [stacks.show.parameters.hidden]
    And the answer is as required [stacks.show.parameters.hidden.stars]

  @stacks.show.parameters.hidden.given
  Scenario: A hidden value that a request gives is not shown
    Given the template
      """
      heat_template_version: 2013-05-23
      parameters:
        secret: {type: string, default: do not tell, hidden: true}
      """
    When a member creates a stack "web"
      | parameters | {"secret": "keep this as well"} |
    And a member sends stacks.show for the stack "web"
    Then the answer is as required [stacks.show.parameters.hidden.given]
    When a member previews a stack "other"
      | parameters | {"secret": "keep this as well"} |
    Then the answer is as required [stacks.show.parameters.hidden.given]

  @stacks.show.outputs
  Scenario: An output has its value and its description
    Given the template
      """
      heat_template_version: 2013-05-23
      outputs:
        answer: {description: what it is for, value: forty-two}
      """
    And a stack "web"
    When a member sends stacks.show for the stack "web"
    Then the answer is as required [stacks.show.outputs]

  @stacks.show.outputs.type
  @stacks.show.outputs.description.default
  Scenario: The value of an output keeps its type
    Given the template
      """
      heat_template_version: 2013-05-23
      outputs:
        answer: {value: [1, {a: null}, x, true, 1.5]}
      """
    And a stack "web"
    When a member sends stacks.show for the stack "web"
    Then the answer is as required [stacks.show.outputs.type]
    And the answer is as required [stacks.show.outputs.description.default]

  @stacks.show.outputs.error
  Scenario: An output that cannot be worked out says why
    Given the template
      """
      heat_template_version: 2013-05-23
      outputs:
        broken: {value: {list_join: [",", text]}}
      """
    And a stack "web"
    When a member sends stacks.show for the stack "web"
    Then the answer is as required [stacks.show.outputs.error]

  @stacks.show.resolve_outputs
  Scenario Outline: Outputs are left out on request
    Given the template
      """
      heat_template_version: 2013-05-23
      outputs:
        answer: {value: forty-two}
      """
    And a stack "web"
    When a member sends stacks.show for the stack "web" with the query "resolve_outputs=<word>"
    Then the answer is as required [stacks.show.resolve_outputs]

    Examples:
      | word  |
      | false |
      | False |
      | FALSE |

  @stacks.show.400.resolve_outputs
  Scenario: A wish about outputs is true or false
    Given a stack "web"
    When a member sends stacks.show for the stack "web" with the query "resolve_outputs=yes"
    Then the answer is as required [stacks.show.400.resolve_outputs]

  @stacks.show.404
  Scenario: A stack that is not there is not shown
    When a member sends stacks.show for the stack "web"
    Then the answer is as required [stacks.show.404]

  @stacks.show.404.wrong-id
  @stacks.show.404.wrong-name
  @stacks:2
  Scenario: Name and id have to be of one stack
    Given a stack "web"
    And a stack "other"
    When a member sends GET to "/v1/{project_id}/stacks/{name:web}/{id:other}"
    Then the answer is as required [stacks.show.404.wrong-id]
    When a member sends GET to "/v1/{project_id}/stacks/{name:other}/{id:web}"
    Then the answer is as required [stacks.show.404.wrong-name]

  @stacks.show.404.other-project
  Scenario: A stack of another project is not there
    Given another project has a stack "theirs"
    When a member sends stacks.show for the stack "theirs"
    Then the answer is as required [stacks.show.404.other-project]

  @stacks.show.deleted
  Scenario: A deleted stack is still shown
    Given a stack "web"
    When a member sends stacks.delete for the stack "web"
    And the stack "web" has gone
    And a member sends stacks.show for the stack "web"
    Then the answer is as required [stacks.show.deleted]

  @stacks.show.401.no-token
  Scenario: A stack is not shown to somebody without a token
    Given a stack "web"
    When nobody sends stacks.show for the stack "web"
    Then the answer is as required [stacks.show.401.no-token]

  @stacks.show.403.other-project
  Scenario: The project in the path of a stack is that of the token
    When a member sends GET to "/v1/{other_project_id}/stacks/{name:web}/{no_id}"
    Then the answer is as required [stacks.show.403.other-project]

  @stacks.show.403.stack-user
  Scenario: A stack is not shown to a stack user
    Given a stack "web"
    When a stack user sends stacks.show for the stack "web"
    Then the answer is as required [stacks.show.403.stack-user]

  @stacks.show.reader
  Scenario: A stack is shown to a reader
    Given a stack "web"
    When a reader sends stacks.show for the stack "web"
    Then the answer is as required [stacks.show.reader]

  @stacks.show.405
  Scenario: A stack has no POST
    Given a stack "web"
    When a member sends POST to "/v1/{project_id}/stacks/{name:web}/{id:web}"
    Then the answer is as required [stacks.show.405]

  @stacks.show.admin.every-project
  Scenario: An administrator sees the stacks of every project
    Given a stack "web"
    When an admin sends stacks.show for the stack "web"
    Then the answer is as required [stacks.show.admin.every-project]

  @stacks.show.parent
  Scenario: A stack inside shows the stack around it
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        inside: {type: child.yaml}
      """
    And a stack "web"
      | files | {"child.yaml": "{heat_template_version: 2013-05-23}"} |
    When the stack inside of "web" is made and called "inner"
    And a member sends stacks.show for the stack "inner"
    Then the answer has '"{id:web}"' at "/stack/parent" [stacks.show.parent]
