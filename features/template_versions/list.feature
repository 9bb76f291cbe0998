Feature: List template versions
  GET /v1/{project_id}/template_versions

  @template_versions.list.200
  @template_versions.list.type
  @template_versions.list.oldest-hot
  @template_versions.list.cfn
  @template_versions.list.aliases
  @template_versions.list.complete
  Scenario: The versions of both languages are listed
    When a member sends template_versions.list
    Then the answer is as required [template_versions.list.200]
    And the answer is as required [template_versions.list.type]
    And the answer is as required [template_versions.list.oldest-hot]
    And the answer is as required [template_versions.list.cfn]
    And the answer is as required [template_versions.list.aliases]
    And the answer is as required [template_versions.list.complete]

  @template_versions.list.reader
  @template_versions.list.401.no-token
  @template_versions.list.403.stack-user
  @template_versions.list.403.other-project
  @template_versions.list.405
  Scenario: Readers may list the versions, and nobody changes them
    When a reader sends template_versions.list
    Then the answer is as required [template_versions.list.reader]
    When nobody sends template_versions.list
    Then the answer is as required [template_versions.list.401.no-token]
    When a stack user sends template_versions.list
    Then the answer is as required [template_versions.list.403.stack-user]
    When a member sends GET to "/v1/{other_project_id}/template_versions"
    Then the answer is as required [template_versions.list.403.other-project]
    When a member sends POST to "/v1/{project_id}/template_versions"
    Then the answer is as required [template_versions.list.405]
