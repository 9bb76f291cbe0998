Feature: Create stack: quotas and sizes
  POST /v1/{project_id}/stacks

  @stacks.create.400.too-many-stacks
  @config:max_stacks_per_tenant=2
  @stacks:2
  Scenario: A project has as many stacks as it may and no more
    Given a stack "first"
    And a stack "second"
    When a member creates a stack "third"
    Then there is no stack "third", and the answer is as required [stacks.create.400.too-many-stacks]

  @stacks.create.400.too-many-resources
  @config:max_resources_per_stack=1000
  Scenario: A stack has as many resources as it may and no more
    When a member creates a stack "web" of 1001 resources
    Then there is no stack "web", and the answer is as required [stacks.create.400.too-many-resources]

  @stacks.create.400.template-too-large
  @config:max_template_size=524288
  Scenario: A template text is as long as it may be and no longer
    When a member creates a stack "web" with a template text of 524289 characters
    Then there is no stack "web", and the answer is as required [stacks.create.400.template-too-large]
