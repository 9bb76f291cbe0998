Feature: Validate template: CloudFormation templates
  POST /v1/{project_id}/validate

  @templates.validate.cfn.parameters
  @templates.validate.cfn.no-echo
  @templates.validate.cfn.constraints
  Scenario: The parameters of CloudFormation are shown
    When a member validates the template
      | template | {"AWSTemplateFormatVersion": "2010-09-09", "Parameters": {"a": {"Type": "String", "Default": "x", "Description": "the a"}, "l": {"Type": "CommaDelimitedList", "Default": "a,b"}, "secret": {"Type": "String", "NoEcho": "true"}, "n": {"Type": "Number", "MinValue": 1, "MaxValue": "3"}, "s": {"Type": "String", "MinLength": "1", "MaxLength": 4, "AllowedPattern": "[a-z]*"}, "c": {"Type": "String", "AllowedValues": ["x", "y"], "ConstraintDescription": "one of two"}}} |
    Then the answer is as required [templates.validate.cfn.parameters]
    And the answer is as required [templates.validate.cfn.no-echo]
    And the answer is as required [templates.validate.cfn.constraints]

  @templates.validate.400.cfn-section
  Scenario: A CloudFormation template has certain sections only
    When a member validates the template
      | template | {"AWSTemplateFormatVersion": "2010-09-09", "nope": {}} |
    Then the answer is as required [templates.validate.400.cfn-section]

  @templates.validate.400.cfn-type-missing
  Scenario: A resource of CloudFormation has a type
    When a member validates the template
      | template | {"HeatTemplateFormatVersion": "2012-12-12", "Resources": {"r": {"Properties": {}}}} |
    Then the answer is as required [templates.validate.400.cfn-type-missing]

  @templates.validate.400.cfn-attribute
  Scenario: A resource of CloudFormation has certain attributes only
    When a member validates the template
      | template | {"AWSTemplateFormatVersion": "2010-09-09", "Resources": {"r": {"Type": "OS::Heat::RandomString"}}, "Outputs": {"o": {"Value": {"Fn::GetAtt": ["r", "nope"]}}}} |
    Then the answer is as required [templates.validate.400.cfn-attribute]

  @templates.validate.400.cfn-parameter-type
  Scenario: A parameter of CloudFormation has a type that exists
    When a member validates the template
      | template | {"AWSTemplateFormatVersion": "2010-09-09", "Parameters": {"p": {"Type": "Nope"}}} |
    Then the answer is as required [templates.validate.400.cfn-parameter-type]
