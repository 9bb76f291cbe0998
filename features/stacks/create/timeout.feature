Feature: Create stack: time limits
  POST /v1/{project_id}/stacks

  @stacks.create.timeout.expires
  @stacks.create.timeout.expires.reason
  @stacks.create.timeout.expires.resource
  Scenario: A creation that takes too long fails
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        slow:
          type: OS::Heat::TestResource
          properties: {action_wait_secs: {create: 600}}
      """
    When a member creates a stack "web"
      | timeout_mins | 1 |
    And the stack "web" has CREATE_IN_PROGRESS of "slow"
    And 61 seconds pass
    Then the stack "web" reaches CREATE_FAILED [stacks.create.timeout.expires]
    And the stack "web" has the reason "Timed out" [stacks.create.timeout.expires.reason]
    When "slow" is remembered as "resource_name"
    And a member sends resources.show for the stack "web"
    Then the answer has '"CREATE_FAILED"' at "/resource/resource_status" [stacks.create.timeout.expires.resource]
