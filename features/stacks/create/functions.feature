Feature: Create stack: functions of templates
  POST /v1/{project_id}/stacks

  @stacks.create.function.get_param
  @stacks.create.function.str_replace
  @stacks.create.function.list_join
  @stacks.create.pseudo-parameters
  Scenario: Outputs are computed from parameters
    Given the template
      """
      heat_template_version: 2014-10-16
      parameters:
        text: {type: string, default: of the template}
        object: {type: json, default: {list: [zero, {key: one}]}}
      outputs:
        text: {value: {get_param: text}}
        part: {value: {get_param: [object, list, 1, key]}}
        replaced:
          value:
            str_replace:
              template: $greeting, $name and $name!
              params: {$greeting: Hello, $name: you}
        joined: {value: {list_join: [', ', [one, two, {get_param: text}]]}}
        name: {value: {get_param: 'OS::stack_name'}}
        id: {value: {get_param: 'OS::stack_id'}}
        project: {value: {get_param: 'OS::project_id'}}
      """
    And a stack "web"
      | parameters | {"text": "given"} |
    When a member sends stacks.show for the stack "web"
    Then the answer has '"given"' for the output "text" [stacks.create.function.get_param]
    And the answer has '"one"' for the output "part" [stacks.create.function.get_param]
    And the answer has '"Hello, you and you!"' for the output "replaced" [stacks.create.function.str_replace]
    And the answer has '"one, two, given"' for the output "joined" [stacks.create.function.list_join]
    And the answer has '"{name:web}"' for the output "name" [stacks.create.pseudo-parameters]
    And the answer has '"{id:web}"' for the output "id" [stacks.create.pseudo-parameters]
    And the answer has '"{project_id}"' for the output "project" [stacks.create.pseudo-parameters]

  @stacks.create.function.get_resource
  @stacks.create.function.get_attr
  @cap:type:OS::Heat::Value
  Scenario: Outputs are computed from resources
    Given the template
      """
      heat_template_version: 2014-10-16
      resources:
        r: {type: OS::Heat::Value, properties: {value: {list: [zero, {key: one}]}}}
      outputs:
        reference: {value: {get_resource: r}}
        attribute: {value: {get_attr: [r, value]}}
        part: {value: {get_attr: [r, value, list, 1, key]}}
      """
    And a stack "web"
    When a member sends events.list for the stack "web" with the query "resource_name=r&resource_status=COMPLETE"
    And the answer's "/events/0/physical_resource_id" is remembered as "physical_id"
    And a member sends stacks.show for the stack "web"
    Then the answer has '"{physical_id}"' for the output "reference" [stacks.create.function.get_resource]
    And the answer has '{"list": ["zero", {"key": "one"}]}' for the output "attribute" [stacks.create.function.get_attr]
    And the answer has '"one"' for the output "part" [stacks.create.function.get_attr]
