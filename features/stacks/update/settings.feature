Feature: Update stack: settings
  PUT /v1/{project_id}/stacks/{stack_name}/{stack_id}

  @stacks.update.settings-kept
  @stacks.update.tags
  @stacks.update.tags.cleared
  Scenario: Tags are replaced, other settings are kept
    Given a stack "web"
      | tags             | "old,older" |
      | timeout_mins     | 7           |
      | disable_rollback | false       |
    When a member updates the stack "web"
      | tags | "new" |
    And the stack "web" has reached UPDATE_COMPLETE
    And a member sends stacks.show for the stack "web"
    Then the answer is as required [stacks.update.tags]
    And the answer is as required [stacks.update.settings-kept]
    When a member updates the stack "web"
    And the stack "web" has reached UPDATE_COMPLETE
    And a member sends stacks.show for the stack "web"
    Then the answer is as required [stacks.update.tags.cleared]

  @stacks.update.timeout
  Scenario Outline: An update changes the time limit
    Given a stack "web"
      | timeout_mins | 7 |
    When a member updates the stack "web"
      | timeout_mins | <limit> |
    And the stack "web" has reached UPDATE_COMPLETE
    And a member sends stacks.show for the stack "web"
    Then the answer is as required [stacks.update.timeout]

    Examples:
      | limit |
      | 9     |
      | "9"   |

  @stacks.update.converge
  @stacks.update.400.converge
  Scenario: An update may converge or not
    Given a stack "web"
    When a member updates the stack "web"
      | converge | "maybe" |
    Then the answer is as required [stacks.update.400.converge]
    When a member updates the stack "web"
      | converge | true |
    Then the answer is as required [stacks.update.converge]
    When the stack "web" has reached UPDATE_COMPLETE
    And a member updates the stack "web"
      | converge | false |
    Then the answer is as required [stacks.update.converge]
