Feature: Get stack files
  GET /v1/{project_id}/stacks/{stack_name}/{stack_id}/files

  @stacks.files.200
  @stacks.files.contents
  @stacks.files.after-update
  Scenario: Files come back as they were sent, and the newest ones count
    Given a stack "web"
      | files | {"a.txt": "text: ü\\n", "file:///x/y.sh": "#!/bin/sh\\necho '{\\"a\\": 1}'\\n", "empty": ""} |
    When a member sends stacks.files for the stack "web"
    Then the answer is as required [stacks.files.200]
    And the answer is as required [stacks.files.contents]
    When a member sends stacks.update for the stack "web"
      | template | {"heat_template_version": "2016-10-14"} |
      | files    | {"b.txt": "after"}                      |
    And the stack "web" has reached UPDATE_COMPLETE
    And a member sends stacks.files for the stack "web"
    Then the answer is as required [stacks.files.after-update]

  @stacks.files.none
  Scenario: A stack without files has none
    Given a stack "web"
    When a member sends stacks.files for the stack "web"
    Then the answer is as required [stacks.files.none]

  @stacks.files.deleted
  Scenario: A deleted stack still has its files
    Given a stack "web"
      | files | {"a.txt": "text"} |
    When a member sends stacks.delete for the stack "web"
    And the stack "web" has gone
    And a member sends stacks.files for the stack "web"
    Then the answer is as required [stacks.files.deleted]

  @stacks.files.404
  @stacks.files.404.fault
  Scenario: A stack that is not there has no files
    When a member sends stacks.files for the stack "web"
    Then the answer is as required [stacks.files.404]
    And the answer is as required [stacks.files.404.fault]

  @stacks.files.404.wrong-id
  @stacks:2
  Scenario: The name and the id say together whose files are meant
    Given a stack "web"
    And a stack "other"
    When a member sends GET to "/v1/{project_id}/stacks/{name:web}/{id:other}/files"
    Then the answer is as required [stacks.files.404.wrong-id]

  @stacks.files.404.other-project
  Scenario: The files of another project's stack are not there
    Given another project has a stack "theirs"
    When a member sends stacks.files for the stack "theirs"
    Then the answer is as required [stacks.files.404.other-project]

  @stacks.files.401.no-token
  @stacks.files.reader
  @stacks.files.403.stack-user
  @stacks.files.405
  Scenario: The files are for those who may read, and only read
    Given a stack "web"
    When nobody sends stacks.files for the stack "web"
    Then the answer is as required [stacks.files.401.no-token]
    When a reader sends stacks.files for the stack "web"
    Then the answer is as required [stacks.files.reader]
    When a stack user sends stacks.files for the stack "web"
    Then the answer is as required [stacks.files.403.stack-user]
    When a member sends PUT to "/v1/{project_id}/stacks/{name:web}/{id:web}/files"
    Then the answer is as required [stacks.files.405]
