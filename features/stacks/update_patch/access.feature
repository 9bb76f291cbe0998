Feature: Update stack (PATCH): access
  PATCH /v1/{project_id}/stacks/{stack_name}/{stack_id}

  @stacks.update_patch.404
  @stacks.update_patch.404.fault
  Scenario: A stack that is not there is not updated in part
    When a member sends stacks.update_patch for the stack "web"
      | tags | "one" |
    Then the answer is as required [stacks.update_patch.404]
    And the answer is as required [stacks.update_patch.404.fault]

  @stacks.update_patch.404.other-project
  Scenario: A stack of another project is not updated in part
    Given another project has a stack "theirs"
    When a member sends stacks.update_patch for the stack "theirs"
      | tags | "one" |
    Then the stack "theirs" is untouched, and the answer is as required [stacks.update_patch.404.other-project]

  @stacks.update_patch.401.no-token
  @stacks.update_patch.403.reader
  @stacks.update_patch.403.stack-user
  Scenario: Neither a reader nor somebody without a token updates anything in part
    Given a stack "web"
    When nobody sends stacks.update_patch for the stack "web"
      | tags | "one" |
    Then the stack "web" is untouched, and the answer is as required [stacks.update_patch.401.no-token]
    When a reader sends stacks.update_patch for the stack "web"
      | tags | "one" |
    Then the stack "web" is untouched, and the answer is as required [stacks.update_patch.403.reader]
    When a stack user sends stacks.update_patch for the stack "web"
      | tags | "one" |
    Then the stack "web" is untouched, and the answer is as required [stacks.update_patch.403.stack-user]

  @stacks.update_patch.403.other-project
  Scenario: An update in part is refused in a project that is not the token's
    When a member sends PATCH to "/v1/{other_project_id}/stacks/{name:web}/{no_id}"
      | tags | "one" |
    Then the answer is as required [stacks.update_patch.403.other-project]
