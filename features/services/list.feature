Feature: Show orchestration engine status
  GET /v1/{project_id}/services

  @services.list.200
  @services.list.status
  @services.list.engine
  @services.list.report_interval
  @services.list.times
  Scenario: An administrator sees the engines
    When an admin sends services.list
    Then the answer is as required [services.list.200]
    And the answer is as required [services.list.status]
    And the answer is as required [services.list.engine]
    And the answer is as required [services.list.report_interval]
    And the answer is as required [services.list.times]

  @services.list.401.no-token
  @services.list.403.member
  @services.list.403.member.fault
  @services.list.403.reader
  @services.list.403.stack-user
  @services.list.403.other-project
  @services.list.other-verb
  Scenario: Nobody else sees the engines
    When nobody sends services.list
    Then the answer is as required [services.list.401.no-token]
    When a member sends services.list
    Then the answer is as required [services.list.403.member]
    And the answer is as required [services.list.403.member.fault]
    When a reader sends services.list
    Then the answer is as required [services.list.403.reader]
    When a stack user sends services.list
    Then the answer is as required [services.list.403.stack-user]
    When a member sends GET to "/v1/{other_project_id}/services"
    Then the answer is as required [services.list.403.other-project]
    When a member sends POST to "/v1/{project_id}/services"
    Then the answer is as required [services.list.other-verb]
