Feature: Show build information
  GET /v1/{project_id}/build_info

  @build_info.show.200
  @build_info.show.revisions
  @build_info.show.reader
  Scenario: The service tells its revisions
    When a member sends build_info.show
    Then the answer is as required [build_info.show.200]
    And the answer is as required [build_info.show.revisions]
    When a reader sends build_info.show
    Then the answer is as required [build_info.show.reader]

  @build_info.show.401.no-token
  @build_info.show.403.stack-user
  @build_info.show.403.other-project
  @build_info.show.405
  Scenario: The revisions are for those who may use the project
    When nobody sends build_info.show
    Then the answer is as required [build_info.show.401.no-token]
    When a stack user sends build_info.show
    Then the answer is as required [build_info.show.403.stack-user]
    When a member sends GET to "/v1/{other_project_id}/build_info"
    Then the answer is as required [build_info.show.403.other-project]
    When a member sends POST to "/v1/{project_id}/build_info"
    Then the answer is as required [build_info.show.405]
