Feature: Create stack: the name
  POST /v1/{project_id}/stacks

  @stacks.create.400.name-missing
  @stacks.create.400.name-missing.fault
  Scenario: A stack needs a name
    When a member creates a stack "web"
      | stack_name | null |
    Then the answer is as required [stacks.create.400.name-missing]
    And the answer is as required [stacks.create.400.name-missing.fault]

  @stacks.create.400.name-characters
  Scenario: A name has only letters, digits and a few signs
    Then every name with another sign is answered as required [stacks.create.400.name-characters]

  @stacks.create.400.name-blank
  @stacks.create.400.name.fault
  Scenario: A name has no blanks
    When a member creates a stack "web"
      | stack_name | "{name:web} x" |
    Then the answer is as required [stacks.create.400.name-blank]
    And the answer is as required [stacks.create.400.name.fault]

  @stacks.create.400.name-start
  Scenario: A name starts with a letter
    Then each value of "stack_name" is answered as required [stacks.create.400.name-start]
      | "1{name:web}" |
      | "_{name:web}" |
      | ".{name:web}" |
      | "-{name:web}" |
      | "é{name:web}" |

  @stacks.create.400.name-empty
  Scenario: A name is not empty
    When a member creates a stack "web"
      | stack_name | "" |
    Then the answer is as required [stacks.create.400.name-empty]

  @stacks.create.400.name-not-text
  Scenario: A name is a text
    When a member creates a stack "web"
      | stack_name | 5 |
    Then the answer is as required [stacks.create.400.name-not-text]

  @stacks.create.name.longest
  @stacks.create.400.name-too-long
  Scenario: A name has 255 characters at most
    When a member creates a stack with a name of 255 characters
    Then the answer is as required [stacks.create.name.longest]
    When a member creates a stack with a name of 256 characters
    Then the answer is as required [stacks.create.400.name-too-long]

  @stacks.create.name.punctuation
  Scenario: A name may have underscores, dots and hyphens
    When a member creates a stack "a_b.c-"
    Then the answer is as required [stacks.create.name.punctuation]

  @stacks.create.name.capitals
  Scenario: A name may have capital letters
    When a member creates a stack "Web"
    Then the answer is as required [stacks.create.name.capitals]

  @stacks.create.once
  Scenario: A request makes one stack
    Given a look at the list of stacks
    And the template
      """
      heat_template_version: 2013-05-23
      description: {name:web}
      """
    When a member creates a stack "web"
    Then the request made the stack "web" and no other [stacks.create.once]

  @stacks.create.409.name-conflict
  @stacks.create.409.name-conflict.fault
  @stacks.create.409.before-template
  Scenario: A name is taken as long as its stack lives
    Given a stack "web"
    When a member creates a stack "web"
    Then the answer is as required [stacks.create.409.name-conflict]
    And the answer is as required [stacks.create.409.name-conflict.fault]
    When a member creates a stack "web"
      | template | {"heat_template_version": "2013-05-23", "resources": {"r": {"type": "OS::No::Such"}}} |
    Then the answer is as required [stacks.create.409.before-template]

  @stacks.create.409.failed-stack
  Scenario: The name of a stack that failed is taken
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        r: {type: OS::Heat::TestResource, properties: {fail: true}}
      """
    When a member creates a stack "web"
    And the stack "web" has reached CREATE_FAILED
    And a member creates a stack "web"
    Then the answer is as required [stacks.create.409.failed-stack]

  @stacks.create.name.free-again
  Scenario: A name is free again when its stack is deleted
    Given a stack "web"
    When a member sends stacks.delete for the stack "web"
    And the stack "web" has gone
    And a member creates a stack "web"
    Then the answer is as required [stacks.create.name.free-again]

  @stacks.create.name.other-project
  @stacks:2
  Scenario: Another project may use the same name
    Given another project has a stack "web"
    When a member creates a stack "web"
    Then the answer is as required [stacks.create.name.other-project]
