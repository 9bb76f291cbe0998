Feature: Get stack template
  GET /v1/{project_id}/stacks/{stack_name}/{stack_id}/template

  @stacks.template.200
  @stacks.template.verbatim
  Scenario: A template comes back as it was sent
    Given a stack "web"
      | template | {"heat_template_version": "2013-05-23", "description": "ü", "resources": {"r": {"type": "OS::Heat::RandomString", "properties": {"length": "8"}, "metadata": {"list": [1, 2.5, null, true, {"a": {"b": "c"}}]}}}, "outputs": {"o": {"value": {"get_attr": ["r", "value"]}}}} |
    When a member sends stacks.template for the stack "web"
    Then the answer is as required [stacks.template.200]
    And the answer is the template of the stack "web" [stacks.template.verbatim]

  @stacks.template.yaml
  @stacks.template.after-update
  Scenario: A template of YAML comes back as an object, and the newest one counts
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        r:
          type: OS::Heat::RandomString
          metadata: {list: [yes, 0x10, ~, 2001-01-01, "5"]}
      """
    And a stack "web"
    When a member sends stacks.template for the stack "web"
    Then the answer is the template of the stack "web" [stacks.template.yaml]
    When a member updates the stack "web"
      """
      heat_template_version: 2013-05-23
      description: another one
      """
    And the stack "web" has reached UPDATE_COMPLETE
    And a member sends stacks.template for the stack "web"
    Then the answer is the template of the stack "web" [stacks.template.after-update]

  @stacks.template.404
  @stacks.template.404.fault
  Scenario: A stack that is not there has no template
    When a member sends stacks.template for the stack "web"
    Then the answer is as required [stacks.template.404]
    And the answer is as required [stacks.template.404.fault]

  @stacks.template.404.wrong-id
  @stacks:2
  Scenario: A template is that of the name and the id
    Given a stack "web"
    And a stack "other"
    When a member sends GET to "/v1/{project_id}/stacks/{name:web}/{id:other}/template"
    Then the answer is as required [stacks.template.404.wrong-id]

  @stacks.template.404.other-project
  Scenario: A template of another project is not there
    Given another project has a stack "theirs"
    When a member sends stacks.template for the stack "theirs"
    Then the answer is as required [stacks.template.404.other-project]

  @stacks.template.deleted
  Scenario: A deleted stack still has a template, without resources
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        secret: {type: OS::Heat::RandomString}
      """
    And a stack "web"
    When a member sends stacks.delete for the stack "web"
    And the stack "web" has gone
    And a member sends stacks.template for the stack "web"
    Then the answer is as required [stacks.template.deleted]

  @stacks.template.401.no-token
  @stacks.template.reader
  @stacks.template.403.stack-user
  @stacks.template.405
  Scenario: A template is for those who may read, and is only read
    Given a stack "web"
    When a reader sends stacks.template for the stack "web"
    Then the answer is as required [stacks.template.reader]
    When nobody sends stacks.template for the stack "web"
    Then the answer is as required [stacks.template.401.no-token]
    When a stack user sends stacks.template for the stack "web"
    Then the answer is as required [stacks.template.403.stack-user]
    When a member sends PUT to "/v1/{project_id}/stacks/{name:web}/{id:web}/template"
      | template | {"heat_template_version": "2013-05-23"} |
    Then the answer is as required [stacks.template.405]
