Feature: Create stack: stacks that resources make beside it
  POST /v1/{project_id}/stacks

  @stacks.create.stack.beside
  @stacks.create.stack.attributes
  @stacks.create.stack.reference
  @stacks.update.stack.parameters
  @stacks.delete.stack
  @cap:type:OS::Heat::Stack
  @cap:type:OS::Heat::Value
  Scenario: A resource makes a stack like any other
    Given the template
      """
      heat_template_version: 2016-10-14
      parameters:
        x: {type: string, default: one}
      resources:
        s:
          type: OS::Heat::Stack
          properties:
            template: '{heat_template_version: 2016-10-14, parameters: {x: {type: string}}, resources: {made: {type: "OS::Heat::Value", properties: {value: {get_param: x}}}}, outputs: {o: {value: {get_attr: [made, value]}}}}'
            parameters: {x: {get_param: x}}
      outputs:
        seen: {value: {get_attr: [s, outputs, o]}}
        name: {value: {get_attr: [s, stack_name]}}
        id: {value: {get_resource: s}}
      """
    And a stack "web"
    And "name" is remembered as "output_key"
    When a member sends outputs.show for the stack "web"
    And the answer's "/output/output_value" is remembered as "its_name"
    And a member sends stacks.list with the query "name={its_name}"
    And the stack inside is called "beside"
    And a member sends stacks.show for the stack "beside"
    Then the answer has '"one"' for the output "o" [stacks.create.stack.beside]
    And the answer has 'null' at '/stack/parent' [stacks.create.stack.beside]
    When a member sends stacks.show for the stack "web"
    Then the answer has '"one"' for the output "seen" [stacks.create.stack.attributes]
    And the answer has '"{name:beside}"' for the output "name" [stacks.create.stack.attributes]
    And the answer has '"{id:beside}"' for the output "id" [stacks.create.stack.reference]
    When a member updates the stack "web"
      | parameters | {"x": "two"} |
    And the stack "web" has reached UPDATE_COMPLETE
    And a member sends stacks.show for the stack "beside"
    Then the answer has '"two"' for the output "o" [stacks.update.stack.parameters]
    When a member sends stacks.delete for the stack "web"
    And the stack "web" has gone
    Then the stack "beside" is found no more [stacks.delete.stack]

  @stacks.create.stack.400.template
  @stacks.create.stack.400.region
  @cap:type:OS::Heat::Stack
  Scenario: A stack that a resource is to make is validated beforehand
    When a member creates a stack "type"
      | template | {"heat_template_version": "2016-10-14", "resources": {"s": {"type": "OS::Heat::Stack", "properties": {"template": "{heat_template_version: 2016-10-14, resources: {a: {type: 'OS::Heat::NoSuchType'}}}"}}}} |
    Then there is no stack "type", and the answer is as required [stacks.create.stack.400.template]
    When a member creates a stack "region"
      | template | {"heat_template_version": "2016-10-14", "resources": {"s": {"type": "OS::Heat::Stack", "properties": {"context": {"region_name": "Nowhere"}, "template": "{heat_template_version: 2016-10-14}"}}}} |
    Then there is no stack "region", and the answer is as required [stacks.create.stack.400.region]

  @stacks.create.cfn-stack.outputs
  @stacks.create.cfn-stack.reference
  @stacks.update.cfn-stack.parameters
  @stacks.delete.cfn-stack
  @cap:reachable-url
  @cap:type:AWS::CloudFormation::Stack
  Scenario: A stack inside is made of a template at an address
    Given the template
      """
      heat_template_version: 2016-10-14
      parameters: {x: {type: string}}
      outputs:
        o: {value: {get_param: x}}
      """
    And the template stands at an address
    And the template
      """
      heat_template_version: 2016-10-14
      parameters:
        x: {type: string, default: one}
        url: {type: string}
      resources:
        s:
          type: AWS::CloudFormation::Stack
          properties:
            TemplateURL: {get_param: url}
            Parameters: {x: {get_param: x}}
      outputs:
        seen: {value: {get_attr: [s, Outputs.o]}}
        id: {value: {get_resource: s}}
      """
    And a stack "web"
      | parameters | {"url": "{template_url}"} |
    When the stack inside of "web" is made and called "inner"
    And a member sends stacks.show for the stack "web"
    Then the answer has '"one"' for the output "seen" [stacks.create.cfn-stack.outputs]
    And the answer has '"arn:openstack:heat::{project_id}:stacks/{name:inner}/{id:inner}"' for the output "id" [stacks.create.cfn-stack.reference]
    When a member updates the stack "web"
      | parameters | {"url": "{template_url}", "x": "two"} |
    And the stack "web" has reached UPDATE_COMPLETE
    And a member sends stacks.show for the stack "web"
    Then the answer has '"two"' for the output "seen" [stacks.update.cfn-stack.parameters]
    When a member sends stacks.delete for the stack "web"
    And the stack "web" has gone
    Then the stack "inner" is found no more [stacks.delete.cfn-stack]

  @stacks.create.cfn-stack.400.unreachable
  @cap:type:AWS::CloudFormation::Stack
  Scenario: A stack inside needs a template that can be fetched
    When a member creates a stack "web"
      | template | {"heat_template_version": "2016-10-14", "resources": {"s": {"type": "AWS::CloudFormation::Stack", "properties": {"TemplateURL": "ftp://127.0.0.1/"}}}} |
    Then there is no stack "web", and the answer is as required [stacks.create.cfn-stack.400.unreachable]
