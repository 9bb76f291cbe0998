Feature: Find stack
  GET /v1/{project_id}/stacks/{stack_identity}

  @stacks.find.302.name
  @stacks.find.302.location
  @stacks.find.302.notice
  @stacks.find.302.id
  @stacks.find.302.query
  @stacks.find.302.page
  @stacks.find.302.arn
  Scenario: A name, an id and an ARN lead to the stack
    Given a stack "web"
    When a member sends GET to "/v1/{project_id}/stacks/{name:web}"
    Then the answer is as required [stacks.find.302.name]
    And the answer is as required [stacks.find.302.location]
    And the answer is as required [stacks.find.302.notice]
    When a member sends GET to "/v1/{project_id}/stacks/{id:web}"
    Then the answer is as required [stacks.find.302.id]
    When a member sends GET to "/v1/{project_id}/stacks/{name:web}?resolve_outputs=False"
    Then the answer is as required [stacks.find.302.query]
    Given the next request has the header "Accept: */*"
    When a member sends GET to "/v1/{project_id}/stacks/{name:web}"
    Then the answer is as required [stacks.find.302.page]
    When a member sends GET to "/v1/{project_id}/stacks/arn:openstack:heat::{project_id}:stacks/{name:web}/{id:web}"
    Then the answer is as required [stacks.find.302.arn]

  @stacks.find.302.put
  @stacks.find.302.patch
  @stacks.find.302.post
  @stacks.find.302.delete
  @stacks.find.302.delete.deletes-nothing
  @stacks.find.follow
  Scenario: Every verb is sent on, and acts at the Location only
    Given a stack "web"
    When a member sends PUT to "/v1/{project_id}/stacks/{name:web}"
      | template | {"heat_template_version": "2013-05-23"} |
    Then the answer is as required [stacks.find.302.put]
    When a member sends PATCH to "/v1/{project_id}/stacks/{name:web}"
      | template | {"heat_template_version": "2013-05-23"} |
    Then the answer is as required [stacks.find.302.patch]
    When a member sends POST to "/v1/{project_id}/stacks/{name:web}"
    Then the answer is as required [stacks.find.302.post]
    When a member sends DELETE to "/v1/{project_id}/stacks/{name:web}"
    Then the answer is as required [stacks.find.302.delete]
    And the stack "web" is untouched [stacks.find.302.delete.deletes-nothing]
    When the request is repeated at the Location
    Then the stack "web" is found no more [stacks.find.follow]

  @stacks.find.302.deleted-id
  @stacks.find.404.deleted-name
  Scenario: A deleted stack is found by its id only
    Given a stack "web"
    When a member sends stacks.delete for the stack "web"
    Then the stack "web" is found no more [stacks.find.404.deleted-name]
    When a member sends GET to "/v1/{project_id}/stacks/{id:web}"
    Then the answer is as required [stacks.find.302.deleted-id]
    When a member sends GET to "/v1/{project_id}/stacks/{name:web}"
    Then the answer is as required [stacks.find.404.deleted-name]

  @stacks.find.404
  @stacks.find.404.fault
  @stacks.find.404.traceback
  Scenario: A stack that is not there is not found
    When a member sends stacks.find for the stack "web"
    Then the answer is as required [stacks.find.404]
    And the answer is as required [stacks.find.404.fault]
    And the answer is as required [stacks.find.404.traceback]

  @stacks.find.404.other-project
  Scenario: A stack of another project is not found
    Given another project has a stack "theirs"
    When a member sends GET to "/v1/{project_id}/stacks/{id:theirs}"
    Then the answer is as required [stacks.find.404.other-project]
    When a member sends GET to "/v1/{project_id}/stacks/{name:theirs}"
    Then the answer is as required [stacks.find.404.other-project]

  @stacks.find.401.no-token
  @stacks.find.reader
  @stacks.find.stack-user
  @stacks.find.405.head
  @stacks.find.403.other-project
  Scenario: Stack users may look stacks up, others need a token
    Given a stack "web"
    When a reader sends stacks.find for the stack "web"
    Then the answer is as required [stacks.find.reader]
    When nobody sends stacks.find for the stack "web"
    Then the answer is as required [stacks.find.401.no-token]
    When a stack user sends stacks.find for the stack "web"
    Then the answer is as required [stacks.find.stack-user]
    When a member sends HEAD to "/v1/{project_id}/stacks/{name:web}"
    Then the answer is as required [stacks.find.405.head]
    When a member sends GET to "/v1/{other_project_id}/stacks/{name:web}"
    Then the answer is as required [stacks.find.403.other-project]
