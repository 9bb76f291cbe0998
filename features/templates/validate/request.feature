Feature: Validate template: request
  POST /v1/{project_id}/validate

  @templates.validate.400.malformed-json
  Scenario: A request that breaks off is not valid
    When a member sends templates.validate with the body '{"template": '
    Then the answer is as required [templates.validate.400.malformed-json]

  @templates.validate.body.no-content-type
  @templates.validate.body.charset
  @templates.validate.body.other-type
  Scenario: A body is JSON unless it says something else
    When a member sends templates.validate with a body of no type
      """
      {"template": {"heat_template_version": "2013-05-23"}}
      """
    Then the answer is as required [templates.validate.body.no-content-type]
    When a member sends templates.validate with a body of the type "application/json; charset=utf-8"
      """
      {"template": {"heat_template_version": "2013-05-23"}}
      """
    Then the answer is as required [templates.validate.body.charset]
    When a member sends templates.validate with a body of the type "application/x-yaml"
      """
      {"template": {"heat_template_version": "2013-05-23"}}
      """
    Then the answer is as required [templates.validate.body.other-type]

  @templates.validate.body.duplicate-key
  Scenario: Of two fields of a name the later one counts
    When a member sends templates.validate
      """
      {
        "template": {"heat_template_version": "2013-05-23", "nope": {}},
        "template": {"heat_template_version": "2013-05-23"}
      }
      """
    Then the answer is as required [templates.validate.body.duplicate-key]

  @templates.validate.401.no-token
  @templates.validate.403.reader
  @templates.validate.403.stack-user
  @templates.validate.405
  Scenario: Members may validate templates, and only send them
    When nobody validates the template
    Then the answer is as required [templates.validate.401.no-token]
    When a reader validates the template
    Then the answer is as required [templates.validate.403.reader]
    When a stack user validates the template
    Then the answer is as required [templates.validate.403.stack-user]
    When a member sends GET to "/v1/{project_id}/validate"
    Then the answer is as required [templates.validate.405]

  @templates.validate.403.other-project
  Scenario: A validation is refused in a project that is not the token's
    When a member sends POST to "/v1/{other_project_id}/validate"
      | template | {"heat_template_version": "2013-05-23"} |
    Then the answer is as required [templates.validate.403.other-project]

  @templates.validate.show_nested
  @templates.validate.ignore_errors
  Scenario: Nested templates may be described, and services be away
    When a member validates the template with the query "show_nested=True"
    Then the answer is as required [templates.validate.show_nested]
    When a member validates the template with the query "ignore_errors=99001"
    Then the answer is as required [templates.validate.ignore_errors]
