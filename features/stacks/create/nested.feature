Feature: Create stack: stacks in the stack
  POST /v1/{project_id}/stacks

  @stacks.create.nested.template
  @stacks.create.nested.attribute.resource
  @stacks.create.nested.defaults
  @cap:type:OS::Heat::Value
  Scenario: A template stands in the place of a resource type
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        k: {type: child.yaml, properties: {x: given}}
      outputs:
        output: {value: {get_attr: [k, o]}}
        part: {value: {get_attr: [k, map, key]}}
        member: {value: {get_attr: [k, resource.inner, value]}}
        default: {value: {get_attr: [k, default]}}
      """
    And a stack "web"
      | files       | {"child.yaml": "{heat_template_version: 2016-10-14, parameters: {x: {type: string}, y: {type: string}}, resources: {inner: {type: 'OS::Heat::Value', properties: {value: {get_param: x}}}}, outputs: {o: {value: {get_attr: [inner, value]}}, default: {value: {get_param: y}}, map: {value: {key: {get_param: x}}}}}"} |
      | environment | {"parameter_defaults": {"y": "by default"}} |
    When a member sends stacks.show for the stack "web"
    Then the answer has '"given"' for the output "output" [stacks.create.nested.template]
    And the answer has '"given"' for the output "part" [stacks.create.nested.template]
    And the answer has '"given"' for the output "member" [stacks.create.nested.attribute.resource]
    And the answer has '"by default"' for the output "default" [stacks.create.nested.defaults]

  @stacks.create.nested.mapped
  @stacks.create.nested.reference
  @cap:type:OS::Heat::Value
  Scenario: The environment puts a template in the place of a type
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        k: {type: 'My::Own::Type'}
      outputs:
        output: {value: {get_attr: [k, o]}}
        reference: {value: {get_resource: k}}
      """
    And a stack "web"
      | files       | {"own.yaml": "{heat_template_version: 2016-10-14, outputs: {o: {value: seen}, 'OS::stack_id': {value: itself}}}"} |
      | environment | {"resource_registry": {"My::Own::Type": "own.yaml"}} |
    When a member sends stacks.show for the stack "web"
    Then the answer has '"seen"' for the output "output" [stacks.create.nested.mapped]
    And the answer has '"itself"' for the output "reference" [stacks.create.nested.reference]

  @stacks.create.nested.failure
  @cap:type:OS::Heat::TestResource
  Scenario: What fails inside is told outside
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        k: {type: child.yaml}
      """
    When a member creates a stack "web"
      | files | {"child.yaml": "{heat_template_version: 2016-10-14, resources: {inner: {type: 'OS::Heat::TestResource', properties: {value: a, fail: true}}}}"} |
    And the stack "web" has reached CREATE_FAILED
    Then the stack "web" has the reason "Resource CREATE failed: ValueError: resources.k.resources.inner: Test Resource failed inner" [stacks.create.nested.failure]

  @stacks.create.nested.failure.member
  @cap:type:OS::Heat::ResourceGroup
  @cap:type:OS::Heat::TestResource
  Scenario: Which member of a group failed is told
    When a member creates a stack "web"
      | template | {"heat_template_version": "2016-10-14", "resources": {"g": {"type": "OS::Heat::ResourceGroup", "properties": {"count": 1, "resource_def": {"type": "OS::Heat::TestResource", "properties": {"fail": true}}}}}} |
    And the stack "web" has reached CREATE_FAILED
    Then the stack "web" has the reason "Resource CREATE failed: ValueError: resources.g.resources[0]: Test Resource failed 0" [stacks.create.nested.failure.member]

  @stacks.create.nested.400.missing
  @stacks.create.nested.400.property
  @stacks.create.nested.400.inside
  @stacks.create.nested.400.depth
  @cap:type:OS::Heat::Value
  Scenario: What is wrong with a stack inside is found before anything is made
    When a member creates a stack "missing"
      | template | {"heat_template_version": "2016-10-14", "resources": {"k": {"type": "missing.yaml"}}} |
    Then there is no stack "missing", and the answer is as required [stacks.create.nested.400.missing]
    When a member creates a stack "property"
      | template | {"heat_template_version": "2016-10-14", "resources": {"k": {"type": "child.yaml", "properties": {"zz": 1}}}} |
      | files    | {"child.yaml": "{heat_template_version: 2016-10-14}"} |
    Then there is no stack "property", and the answer is as required [stacks.create.nested.400.property]
    When a member creates a stack "inside"
      | template | {"heat_template_version": "2016-10-14", "resources": {"k": {"type": "child.yaml"}}} |
      | files    | {"child.yaml": "{heat_template_version: 2016-10-14, resources: {inner: {type: 'OS::Heat::Value', properties: {zz: 1}}}}"} |
    Then there is no stack "inside", and the answer is as required [stacks.create.nested.400.inside]
    When a member creates a stack "depth"
      | template | {"heat_template_version": "2016-10-14", "resources": {"n": {"type": "n.yaml"}}} |
      | files    | {"n.yaml": "{heat_template_version: 2016-10-14, resources: {n: {type: n.yaml}}}"} |
    Then there is no stack "depth", and the answer is as required [stacks.create.nested.400.depth]

  @stacks.create.group.members
  @stacks.create.group.attributes
  @cap:type:OS::Heat::ResourceGroup
  Scenario: A group makes several resources that are alike
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        g:
          type: OS::Heat::ResourceGroup
          properties:
            count: 2
            resource_def: {type: member.yaml, properties: {n: 'number %index%'}}
      outputs:
        list: {value: {get_attr: [g, it, name]}}
        map: {value: {get_attr: [g, attributes, it, name]}}
        one: {value: {get_attr: [g, resource.1.it, name]}}
        refs: {value: {get_attr: [g, refs]}}
        refs_map: {value: {get_attr: [g, refs_map]}}
        ref: {value: {get_attr: [g, resource.0]}}
      """
    And a stack "web"
      | files | {"member.yaml": "{heat_template_version: 2016-10-14, parameters: {n: {type: string}}, outputs: {it: {value: {name: {get_param: n}}}, 'OS::stack_id': {value: {get_param: n}}}}"} |
    When a member sends stacks.show for the stack "web"
    Then the answer has '["number 0", "number 1"]' for the output "list" [stacks.create.group.members]
    And the answer has '{"0": "number 0", "1": "number 1"}' for the output "map" [stacks.create.group.attributes]
    And the answer has '"number 1"' for the output "one" [stacks.create.group.attributes]
    And the answer has '["number 0", "number 1"]' for the output "refs" [stacks.create.group.attributes]
    And the answer has '{"0": "number 0", "1": "number 1"}' for the output "refs_map" [stacks.create.group.attributes]
    And the answer has '"number 0"' for the output "ref" [stacks.create.group.attributes]

  @stacks.create.group.400.count
  @cap:type:OS::Heat::ResourceGroup
  Scenario: A group has no fewer members than none
    When a member creates a stack "web"
      | template | {"heat_template_version": "2016-10-14", "resources": {"g": {"type": "OS::Heat::ResourceGroup", "properties": {"count": -1, "resource_def": {"type": "OS::Heat::None"}}}}} |
    Then there is no stack "web", and the answer is as required [stacks.create.group.400.count]

  @stacks.create.nested.address
  Scenario Outline: The template of a type is fetched from its address
    Given the template
      """
      heat_template_version: 2016-10-14
      parameters:
        x: {type: string}
      outputs:
        o: {value: {get_param: x}}
      """
    And the template stands at an address
    When a member creates a stack "web"
      | template    | {"heat_template_version": "2016-10-14", "resources": {"k": {"type": "<type>", "properties": {"x": "fetched"}}}, "outputs": {"o": {"value": {"get_attr": ["k", "o"]}}}} |
      | environment | <environment> |
    And the stack "web" has reached CREATE_COMPLETE
    And a member sends stacks.show for the stack "web"
    Then the answer has '"fetched"' for the output "o" [stacks.create.nested.address]

    Examples: by the resource, by the environment
      | type           | environment                                              |
      | {template_url} | {}                                                       |
      | My::Own::Type  | {"resource_registry": {"My::Own::Type": "{template_url}"}} |

  @stacks.create.nested.resource_facade
  Scenario: A stack inside sees the resource that it stands for
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        k:
          type: child.yaml
          metadata: {note: {text: written here}}
        plain: {type: child.yaml}
      outputs:
        metadata: {value: {get_attr: [k, metadata]}}
        policy: {value: {get_attr: [k, policy]}}
        none: {value: {get_attr: [plain, metadata]}}
      """
    And a stack "web"
      | files | {"child.yaml": "{heat_template_version: 2016-10-14, outputs: {metadata: {value: {resource_facade: metadata}}, policy: {value: {resource_facade: deletion_policy}}}}"} |
    When a member sends stacks.show for the stack "web"
    Then the answer has '{"note": {"text": "written here"}}' for the output "metadata" [stacks.create.nested.resource_facade]
    And the answer has '{}' for the output "none" [stacks.create.nested.resource_facade]
    And the answer has '"Delete"' for the output "policy" [stacks.create.nested.resource_facade]

  @stacks.create.nested.type-policy
  Scenario: What only administrators may use is not to be had in a stack inside
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        k: {type: child.yaml}
      """
    When a member creates a stack "web"
      | files | {"child.yaml": "{heat_template_version: 2016-10-14, resources: {p: {type: 'OS::Keystone::Project'}}}"} |
    Then the stack "web" reaches CREATE_FAILED [stacks.create.nested.type-policy]
    And the stack "web" has the reason "Resource CREATE failed: resources.k: You are not authorized to use OS::Keystone::Project." [stacks.create.nested.type-policy]

  @stacks.create.stack.type-policy
  @cap:type:OS::Heat::Stack
  Scenario: What only administrators may use is not to be had in a stack that a resource makes
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        s:
          type: OS::Heat::Stack
          properties:
            template: '{heat_template_version: 2016-10-14, resources: {p: {type: "OS::Keystone::Project"}}}'
      """
    When a member creates a stack "web"
    Then the stack "web" reaches CREATE_FAILED [stacks.create.stack.type-policy]
    And the stack "web" has the reason "Resource CREATE failed: HTTPForbidden: resources.s: ERROR: You are not authorized to use OS::Keystone::Project." [stacks.create.stack.type-policy]

  @stacks.create.nested.member-missing
  @cap:type:OS::Heat::AutoScalingGroup
  @cap:type:OS::Heat::ResourceChain
  @cap:type:OS::Heat::ResourceGroup
  Scenario Outline: An output tells that there is no such member in <what>
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        g: <resource>
      outputs:
        nobody: {value: {get_attr: [g, resource.9]}}
        nothing: {value: {get_attr: [g, resource.9, value]}}
      """
    And a stack "web"
      | files | {"child.yaml": "{heat_template_version: 2016-10-14, resources: {a: {type: 'OS::Heat::None'}}}"} |
    When a member sends stacks.show for the stack "web"
    Then the answer has '"Member \u00279\u0027 not found in group resource \u0027g\u0027."' at "/stack/outputs/0/output_error" [stacks.create.nested.member-missing]
    And the answer has '"Member \u00279\u0027 not found in group resource \u0027g\u0027."' at "/stack/outputs/1/output_error" [stacks.create.nested.member-missing]
    And the answer has 'null' at "/stack/outputs/0/output_value" [stacks.create.nested.member-missing]

    Examples: of resources that are alike, of several types, of any number, of a template
      | what            | resource                                                                                                       |
      | a group         | {type: 'OS::Heat::ResourceGroup', properties: {resource_def: {type: 'OS::Heat::None'}}}                          |
      | a chain         | {type: 'OS::Heat::ResourceChain', properties: {resources: ['OS::Heat::None']}}                                  |
      | a scaling group | {type: 'OS::Heat::AutoScalingGroup', properties: {min_size: 1, max_size: 1, resource: {type: 'OS::Heat::None'}}} |
      | a stack inside  | {type: child.yaml}                                                                                             |

  @stacks.create.nested.member-missing.resource
  @cap:type:OS::Heat::ResourceChain
  @cap:type:OS::Heat::Value
  Scenario: What needs a member that there is not cannot be made
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        c: {type: 'OS::Heat::ResourceChain', properties: {resources: ['OS::Heat::None']}}
        v: {type: 'OS::Heat::Value', properties: {value: {get_attr: [c, resource.9]}}}
      """
    When a member creates a stack "web"
    Then the stack "web" reaches CREATE_FAILED [stacks.create.nested.member-missing.resource]
