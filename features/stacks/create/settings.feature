Feature: Create stack: time-out, rollback, tags and other fields
  POST /v1/{project_id}/stacks

  @stacks.create.timeout.number
  @stacks.create.rollback.boolean
  @stacks.create.tags
  Scenario: A stack shows its time-out, its rollback and its tags
    When a member creates a stack "web"
      | timeout_mins     | 7         |
      | disable_rollback | false     |
      | tags             | "one,two" |
    And a member sends stacks.show for the stack "web"
    Then the answer has '7' at '/stack/timeout_mins' [stacks.create.timeout.number]
    And the answer has 'false' at '/stack/disable_rollback' [stacks.create.rollback.boolean]
    And the answer has '["one", "two"]' at '/stack/tags' [stacks.create.tags]

  @stacks.create.timeout.text
  @stacks.create.rollback.text
  @stacks.create.tags.empty
  Scenario: Time-out and rollback may be texts, and tags may be empty
    When a member creates a stack "web"
      | timeout_mins     | "7"     |
      | disable_rollback | "False" |
      | tags             | ""      |
    Then the answer is as required [stacks.create.tags.empty]
    When a member sends stacks.show for the stack "web"
    Then the answer has '7' at '/stack/timeout_mins' [stacks.create.timeout.text]
    And the answer has 'false' at '/stack/disable_rollback' [stacks.create.rollback.text]

  @stacks.create.timeout.zero
  @stacks.create.timeout.zero.shown
  Scenario: A time-out of nothing is the service's own
    When a member creates a stack "web"
      | timeout_mins | 0 |
    Then the answer is as required [stacks.create.timeout.zero]
    When a member sends stacks.show for the stack "web"
    Then the answer has 'null' at '/stack/timeout_mins' [stacks.create.timeout.zero.shown]

  @stacks.create.tags.longest
  Scenario: A tag may have 80 characters
    When a member creates a stack "web"
      | tags | "12345678901234567890123456789012345678901234567890123456789012345678901234567890" |
    Then the answer is as required [stacks.create.tags.longest]

  @stacks.create.rollback.text
  @stacks.create.other-fields
  Scenario: Unknown settings are overlooked
    When a member creates a stack "web"
      | disable_rollback | "True" |
      | disableRollback  | false  |
    Then the answer is as required [stacks.create.other-fields]
    When a member sends stacks.show for the stack "web"
    Then the answer has 'true' at '/stack/disable_rollback' [stacks.create.rollback.text]

  @stacks.create.400.timeout-not-integer
  @stacks.create.400.timeout-not-integer.fault
  Scenario: A time-out is an integer
    When a member creates a stack "web"
      | timeout_mins | "soon" |
    Then the answer is as required [stacks.create.400.timeout-not-integer]
    And the answer is as required [stacks.create.400.timeout-not-integer.fault]
    And each value of "timeout_mins" is answered as required [stacks.create.400.timeout-not-integer.fault]
      | true  |
      | 1.5   |

  @stacks.create.400.timeout-negative
  Scenario: A time-out is not negative
    When a member creates a stack "web"
      | timeout_mins | -1 |
    Then the answer is as required [stacks.create.400.timeout-negative]

  @stacks.create.400.rollback
  Scenario: A rollback is wanted or not
    When a member creates a stack "web"
      | disable_rollback | "yes" |
    Then the answer is as required [stacks.create.400.rollback]

  @stacks.create.400.tag-too-long
  Scenario: A tag has 80 characters at most
    When a member creates a stack "web"
      | tags | "12345678901234567890123456789012345678901234567890123456789012345678901234567890+" |
    Then the answer is as required [stacks.create.400.tag-too-long]

  @stacks.create.400.tags-list
  Scenario: Tags are a text
    When a member creates a stack "web"
      | tags | ["one", "two"] |
    Then the answer is as required [stacks.create.400.tags-list]

  @stacks.create.400.converge
  Scenario: A creation has nothing to converge to
    When a member creates a stack "web"
      | converge | true |
    Then the answer is as required [stacks.create.400.converge]
