Feature: Create stack: CloudFormation templates
  POST /v1/{project_id}/stacks

  @stacks.create.cfn
  @stacks.create.cfn.parameters
  @stacks.create.cfn.ref.parameter
  @stacks.create.cfn.pseudo-parameters
  Scenario: Parameters of a CloudFormation template have their types
    Given the template
      """
      AWSTemplateFormatVersion: '2010-09-09'
      Description: of {name:web}
      Parameters:
        text: {Type: String, Default: of the template}
        number: {Type: Number, Default: '5'}
        list: {Type: CommaDelimitedList, Default: 'a,b'}
        object: {Type: Json, Default: '{"k": [1]}'}
        truth: {Type: Boolean, Default: 'true'}
        secret: {Type: String, Default: hush, NoEcho: 'true'}
      Outputs:
        text: {Value: {Ref: text}}
        number: {Value: {Ref: number}}
        list: {Value: {Ref: list}}
        object: {Value: {Ref: object}}
        truth: {Value: {Ref: truth}}
        name: {Value: {Ref: 'AWS::StackName'}}
        id: {Value: {Ref: 'AWS::StackId'}}
      """
    And a stack "web"
      | parameters | {"text": "given"} |
    When a member sends stacks.show for the stack "web"
    Then the answer is as required [stacks.create.cfn]
    And the answer has '"of {name:web}"' at "/stack/description" [stacks.create.cfn]
    And the answer has '"given"' for the output "text" [stacks.create.cfn.ref.parameter]
    And the answer has '5' for the output "number" [stacks.create.cfn.parameters]
    And the answer has '["a", "b"]' for the output "list" [stacks.create.cfn.parameters]
    And the answer has '{"k": [1]}' for the output "object" [stacks.create.cfn.parameters]
    And the answer has 'true' for the output "truth" [stacks.create.cfn.parameters]
    And the answer has "******" for the parameter "secret" [stacks.create.cfn.parameters]
    And the answer has '"{name:web}"' for the output "name" [stacks.create.cfn.pseudo-parameters]
    And the answer has '"arn:openstack:heat::{project_id}:stacks/{name:web}/{id:web}"' for the output "id" [stacks.create.cfn.pseudo-parameters]

  @stacks.create.cfn.find-in-map
  @stacks.create.cfn.select
  @stacks.create.cfn.select.nothing
  @stacks.create.cfn.join
  @stacks.create.cfn.split
  @stacks.create.cfn.replace
  @stacks.create.cfn.base64
  @stacks.create.cfn.member-list-to-map
  @stacks.create.cfn.other-names
  Scenario: The functions of CloudFormation templates
    Given the template
      """
      HeatTemplateFormatVersion: '2012-12-12'
      Parameters:
        size: {Type: String, Default: small}
      Mappings:
        Sizes:
          small: {cores: 1, disks: [system]}
          large: {cores: 8, disks: [system, data]}
      Outputs:
        found: {Value: {'Fn::FindInMap': [Sizes, {Ref: size}, cores]}}
        found_list: {Value: {'Fn::FindInMap': [Sizes, large, disks]}}
        of_list: {Value: {'Fn::Select': ['1', [a, b, c]]}}
        of_map: {Value: {'Fn::Select': [k, {k: v}]}}
        of_text: {Value: {'Fn::Select': ['0', '["first"]']}}
        beyond: {Value: {'Fn::Select': ['7', [a]]}}
        joined: {Value: {'Fn::Join': ['-', [a, b, {Ref: size}]]}}
        cut: {Value: {'Fn::Split': [',', 'a,b,c']}}
        replaced: {Value: {'Fn::Replace': [{$name: you, $greeting: Hello}, '$greeting, $name and $name!']}}
        user_data: {Value: {'Fn::Base64': {'Fn::Join': ['', [plain, ' ', text]]}}}
        members: {Value: {'Fn::MemberListToMap': [Name, Value, ['.member.0.Name=a', '.member.0.Value=1', '.member.1.Name=b', '.member.1.Value=2=3']]}}
        data: {Value: {get_param: size}}
      """
    And a stack "web"
    When a member sends stacks.show for the stack "web"
    Then the answer has '1' for the output "found" [stacks.create.cfn.find-in-map]
    And the answer has '["system", "data"]' for the output "found_list" [stacks.create.cfn.find-in-map]
    And the answer has '"b"' for the output "of_list" [stacks.create.cfn.select]
    And the answer has '"v"' for the output "of_map" [stacks.create.cfn.select]
    And the answer has '"first"' for the output "of_text" [stacks.create.cfn.select]
    And the answer has '""' for the output "beyond" [stacks.create.cfn.select.nothing]
    And the answer has '"a-b-small"' for the output "joined" [stacks.create.cfn.join]
    And the answer has '["a", "b", "c"]' for the output "cut" [stacks.create.cfn.split]
    And the answer has '"Hello, you and you!"' for the output "replaced" [stacks.create.cfn.replace]
    And the answer has '"plain text"' for the output "user_data" [stacks.create.cfn.base64]
    And the answer has '{"a": "1", "b": "2=3"}' for the output "members" [stacks.create.cfn.member-list-to-map]
    And the answer has '{"get_param": "size"}' for the output "data" [stacks.create.cfn.other-names]

  @stacks.create.cfn.ref.resource
  @stacks.create.cfn.get-att
  @stacks.create.cfn.if
  @stacks.create.cfn.conditions
  @stacks.create.cfn.depends-on
  @cap:type:OS::Heat::Value
  Scenario: Resources of a CloudFormation template, some of them on conditions
    Given the template
      """
      AWSTemplateFormatVersion: '2010-09-09'
      Parameters:
        stage: {Type: String, Default: test}
      Conditions:
        test: {'Fn::Equals': [{Ref: stage}, test]}
        live: {'Fn::Not': [test]}
        both: {'Fn::And': [test, live]}
        either: {'Fn::Or': [test, live]}
      Resources:
        kept: {Type: 'OS::Heat::Value', Properties: {value: {stage: {Ref: stage}}}, DependsOn: chosen}
        chosen: {Type: 'OS::Heat::Value', Properties: {value: {'Fn::If': [live, big, small]}}}
        either: {Type: 'OS::Heat::Value', Properties: {value: 1}, Condition: either}
        left_out: {Type: 'OS::Heat::Value', Properties: {value: 1}, Condition: both}
      Outputs:
        reference: {Value: {Ref: kept}}
        attribute: {Value: {'Fn::GetAtt': [kept, value]}}
        choice: {Value: {'Fn::GetAtt': [chosen, value]}}
        left_out: {Value: of the template, Condition: live}
      """
    And a stack "web"
    When a member sends resources.list for the stack "web"
    Then the answer has '["kept", "chosen", "either"]' at "/resources/*/resource_name" in any order [stacks.create.cfn.conditions]
    When a member sends events.list for the stack "web" with the query "resource_name=kept&resource_status=COMPLETE"
    And the answer's "/events/0/physical_resource_id" is remembered as "physical_id"
    And a member sends stacks.show for the stack "web"
    Then the answer has '"{physical_id}"' for the output "reference" [stacks.create.cfn.ref.resource]
    And the answer has '{"stage": "test"}' for the output "attribute" [stacks.create.cfn.get-att]
    And the answer has '"small"' for the output "choice" [stacks.create.cfn.if]
    And the answer has 'null' for the output "left_out" [stacks.create.cfn.conditions]
    When a member sends events.list for the stack "web" with the query "sort_dir=asc"
    Then the answer's events have "kept" start after "chosen" is complete [stacks.create.cfn.depends-on]

  @stacks.create.cfn.400.section
  @stacks.create.cfn.400.conditions-of-heat
  @stacks.create.cfn.400.type-missing
  @stacks.create.cfn.400.function-arguments
  @stacks.create.cfn.400.parameter-key
  Scenario: Wrong CloudFormation templates are refused
    Then each value of "template" is answered as required [stacks.create.cfn.400.section]
      | {"AWSTemplateFormatVersion": "2010-09-09", "resources": {}}                    |
      | {"AWSTemplateFormatVersion": "2010-09-09", "Transform": "AWS::Serverless"}     |
    And each value of "template" is answered as required [stacks.create.cfn.400.conditions-of-heat]
      | {"HeatTemplateFormatVersion": "2012-12-12", "Conditions": {}} |
    And each value of "template" is answered as required [stacks.create.cfn.400.type-missing]
      | {"AWSTemplateFormatVersion": "2010-09-09", "Resources": {"r": {"type": "OS::Heat::None"}}} |
      | {"HeatTemplateFormatVersion": "2012-12-12", "Resources": {"r": {}}}                        |
    And each value of "template" is answered as required [stacks.create.cfn.400.function-arguments]
      | {"AWSTemplateFormatVersion": "2010-09-09", "Outputs": {"o": {"Value": {"Fn::Select": ["0"]}}}}       |
      | {"AWSTemplateFormatVersion": "2010-09-09", "Outputs": {"o": {"Value": {"Fn::Join": "-"}}}}           |
      | {"AWSTemplateFormatVersion": "2010-09-09", "Outputs": {"o": {"Value": {"Fn::FindInMap": ["a"]}}}}    |
      | {"AWSTemplateFormatVersion": "2010-09-09", "Outputs": {"o": {"Value": {"Fn::If": ["none", 1, 2]}}}}  |
      | {"HeatTemplateFormatVersion": "2012-12-12", "Outputs": {"o": {"Value": {"Fn::GetAtt": ["none"]}}}}   |
    And each value of "template" is answered as required [stacks.create.cfn.400.parameter-key]
      | {"AWSTemplateFormatVersion": "2010-09-09", "Parameters": {"p": {"Type": "String", "Colour": "red"}}} |
      | {"AWSTemplateFormatVersion": "2010-09-09", "Parameters": {"p": {"Type": "string"}}}                  |
      | {"AWSTemplateFormatVersion": "2010-09-09", "Parameters": {"p": {"Default": "a"}}}                    |
