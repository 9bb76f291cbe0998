Feature: Validate template: sizes
  POST /v1/{project_id}/validate

  @templates.validate.400.body-too-large
  @config:max_json_body_size=1048576
  Scenario: A body is as large as it may be and no larger
    When a member sends templates.validate with a template in a body of 1048577 bytes
    Then the answer is as required [templates.validate.400.body-too-large]
