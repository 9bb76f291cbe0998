Feature: List template functions
  GET /v1/{project_id}/template_versions/{template_version}/functions

  @template_versions.functions.200
  @template_versions.functions.hot
  @template_versions.functions.hot.with-cfn
  @template_versions.functions.hot.added
  Scenario: The oldest version of HOT has few functions, some of them CloudFormation's
    Given "heat_template_version.2013-05-23" is remembered as "template_version"
    When a member sends template_versions.functions
    Then the answer is as required [template_versions.functions.200]
    And the answer is as required [template_versions.functions.hot]
    And the answer is as required [template_versions.functions.hot.with-cfn]
    And the answer is as required [template_versions.functions.hot.added]

  @template_versions.functions.hot.removed
  @template_versions.functions.with_condition_func.none
  Scenario: A version in between has fewer of CloudFormation's and no conditions yet
    Given "heat_template_version.2015-10-15" is remembered as "template_version"
    When a member sends template_versions.functions
    Then the answer is as required [template_versions.functions.hot.removed]
    When a member sends template_versions.functions with the query "with_condition_func=true"
    Then the answer is as required [template_versions.functions.with_condition_func.none]

  @template_versions.functions.hot.newest
  Scenario: The newest version of HOT has all functions
    Given "heat_template_version.2021-04-16" is remembered as "template_version"
    When a member sends template_versions.functions
    Then the answer is as required [template_versions.functions.hot.newest]

  @template_versions.functions.cfn
  Scenario: CloudFormation has functions of its own
    Given "HeatTemplateFormatVersion.2012-12-12" is remembered as "template_version"
    When a member sends template_versions.functions
    Then the answer is as required [template_versions.functions.cfn]

  @template_versions.functions.alias
  Scenario: A version can be asked for by the name of its release
    Given "heat_template_version.rocky" is remembered as "template_version"
    When a member sends template_versions.functions
    Then the answer is as required [template_versions.functions.alias]

  @template_versions.functions.with_condition_func
  @template_versions.functions.400.with_condition_func
  Scenario: The functions of conditions are listed if they are asked for
    Given "heat_template_version.2018-08-31" is remembered as "template_version"
    When a member sends template_versions.functions with the query "with_condition_func=true"
    Then the answer is as required [template_versions.functions.with_condition_func]
    When a member sends template_versions.functions with the query "with_condition_func=1"
    Then the answer is as required [template_versions.functions.400.with_condition_func]

  @template_versions.functions.404
  @template_versions.functions.404.fault
  @template_versions.functions.404.without-key
  @template_versions.functions.404.case
  Scenario: A version that there is not has no functions
    Given "heat_template_version.2099-01-01" is remembered as "template_version"
    When a member sends template_versions.functions
    Then the answer is as required [template_versions.functions.404]
    And the answer is as required [template_versions.functions.404.fault]
    Given "2021-04-16" is remembered as "template_version"
    When a member sends template_versions.functions
    Then the answer is as required [template_versions.functions.404.without-key]
    Given "HEAT_TEMPLATE_VERSION.2021-04-16" is remembered as "template_version"
    When a member sends template_versions.functions
    Then the answer is as required [template_versions.functions.404.case]

  @template_versions.functions.401.no-token
  @template_versions.functions.reader
  @template_versions.functions.403.stack-user
  @template_versions.functions.403.other-project
  @template_versions.functions.405
  Scenario: The functions are for those who may use the project
    Given "heat_template_version.2013-05-23" is remembered as "template_version"
    When a reader sends template_versions.functions
    Then the answer is as required [template_versions.functions.reader]
    When nobody sends template_versions.functions
    Then the answer is as required [template_versions.functions.401.no-token]
    When a stack user sends template_versions.functions
    Then the answer is as required [template_versions.functions.403.stack-user]
    When a member sends GET to "/v1/{other_project_id}/template_versions/{template_version}/functions"
    Then the answer is as required [template_versions.functions.403.other-project]
    When a member sends POST to "/v1/{project_id}/template_versions/{template_version}/functions"
    Then the answer is as required [template_versions.functions.405]
