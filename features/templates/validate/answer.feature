Feature: Validate template: answer
  POST /v1/{project_id}/validate

  @templates.validate.200
  @templates.validate.template.text
  @templates.validate.makes-nothing
  @templates.validate.other-fields
  Scenario: A validation looks at the template and makes nothing
    Given a look at the list of stacks
    And the template
      """
      heat_template_version: 2013-05-23
      description: {name:web}
      """
    When a member validates the template
      | template | {"heat_template_version": "2013-05-23", "description": "{name:web}", "resources": {"r": {"type": "OS::Heat::RandomString"}}} |
    Then the answer is as required [templates.validate.200]
    When a member validates the template
      | stack_name   | "{name:web}" |
      | timeout_mins | 7            |
    Then the answer is as required [templates.validate.template.text]
    And the answer has '"{name:web}"' at '/Description' [templates.validate.template.text]
    When a member validates the template
      | stack_name   | "no name!" |
      | timeout_mins | "soon"     |
    Then the answer is as required [templates.validate.other-fields]
    And there is no stack "web" [templates.validate.makes-nothing]
    And no stack was made that is about "{name:web}" [templates.validate.makes-nothing]

  @templates.validate.template.over-url
  Scenario: A validated template counts more than the address of one
    When a member validates the template
      | template     | {"heat_template_version": "2013-05-23", "description": "in the request"} |
      | template_url | "http://template.invalid/other.yaml"                                     |
    Then the answer is as required [templates.validate.template.over-url]
    And the answer has '"in the request"' at '/Description' [templates.validate.template.over-url]

  @templates.validate.template_url
  Scenario: A template to validate is fetched from its address
    Given the template
      """
      heat_template_version: 2013-05-23
      description: fetched from its address
      """
    And the template stands at an address
    When a member validates the template
      | template     | null             |
      | template_url | "{template_url}" |
    Then the answer is as required [templates.validate.template_url]
    And the answer has '"fetched from its address"' at '/Description' [templates.validate.template_url]

  @templates.validate.description.default
  @templates.validate.parameters.no-pseudo
  @templates.validate.groups.none
  Scenario: A bare template says little
    Given the template
      """
      heat_template_version: 2013-05-23
      """
    When a member validates the template
    Then the answer is as required [templates.validate.description.default]
    And the answer is as required [templates.validate.parameters.no-pseudo]
    And the answer is as required [templates.validate.groups.none]

  @templates.validate.description
  @templates.validate.parameters
  @templates.validate.parameters.form
  @templates.validate.groups
  Scenario: A template tells what it is and which parameters it has
    Given the template
      """
      heat_template_version: 2013-05-23
      description: what it is
      parameter_groups:
        - {label: L, description: D, parameters: [p]}
      parameters:
        p: {type: string, description: a value}
      """
    When a member validates the template
    Then the answer is as required [templates.validate.description]
    And the answer is as required [templates.validate.parameters]
    And the answer is as required [templates.validate.parameters.form]
    And the answer is as required [templates.validate.groups]

  @templates.validate.parameters.types
  Scenario: Every type of parameter has its name
    Given the template
      """
      heat_template_version: 2013-05-23
      parameters:
        text: {type: string}
        number: {type: number}
        list: {type: comma_delimited_list}
        object: {type: json}
        flag: {type: boolean}
      """
    When a member validates the template
    Then the answer is as required [templates.validate.parameters.types]

  @templates.validate.parameters.default
  @templates.validate.parameters.hidden
  Scenario: Defaults are shown, and whether a parameter is hidden
    Given the template
      """
      heat_template_version: 2013-05-23
      parameters:
        with: {type: string, default: d}
        without: {type: string}
        secret: {type: string, hidden: true}
      """
    When a member validates the template
    Then the answer is as required [templates.validate.parameters.default]
    And the answer is as required [templates.validate.parameters.hidden]

  @templates.validate.parameters.value
  @templates.validate.parameters.label
  @templates.validate.environment
  Scenario: Values of the request are shown
    Given the template
      """
      heat_template_version: 2013-05-23
      parameters:
        p: {type: string, label: The value}
      """
    When a member validates the template
      | parameters | {"p": "v"} |
    Then the answer is as required [templates.validate.parameters.value]
    And the answer is as required [templates.validate.parameters.label]
    And the answer is as required [templates.validate.environment]

  @templates.validate.parameters.tags
  @templates.validate.environment.event_sinks
  Scenario: Tags of parameters and event sinks are shown
    Given the template
      """
      heat_template_version: 2018-03-02
      parameters:
        p: {type: string, tags: [one, two]}
      """
    When a member validates the template
      | environment | {"event_sinks": [{"type": "zaqar-queue", "target": "q"}]} |
    Then the answer is as required [templates.validate.parameters.tags]
    And the answer is as required [templates.validate.environment.event_sinks]

  @templates.validate.parameters.constraints
  Scenario: Constraints are shown
    Given the template
      """
      heat_template_version: 2013-05-23
      parameters:
        text:
          type: string
          constraints:
            - length: {min: 1, max: 5}
            - allowed_pattern: "[a-z]+"
        number:
          type: number
          constraints:
            - range: {min: 1, max: 5}
        choice:
          type: string
          constraints:
            - allowed_values: [a, b]
      """
    When a member validates the template
    Then the answer is as required [templates.validate.parameters.constraints]

  @templates.validate.parameters.constraint-descriptions
  Scenario: The words for constraints are joined
    Given the template
      """
      heat_template_version: 2013-05-23
      parameters:
        p:
          type: string
          constraints:
            - length: {max: 5}
              description: be short
            - allowed_pattern: "[a-z]+"
              description: be plain
      """
    When a member validates the template
    Then the answer is as required [templates.validate.parameters.constraint-descriptions]

  @templates.validate.values-not-judged
  Scenario: The template is judged, and not the values
    Given the template
      """
      heat_template_version: 2013-05-23
      parameters:
        missing: {type: string}
        small:
          type: number
          constraints:
            - range: {max: 5}
      """
    When a member validates the template
      | parameters | {"small": 6} |
    Then the answer is as required [templates.validate.values-not-judged]

  @templates.validate.nested-parameters
  @templates.validate.nested-parameters.default
  Scenario: What stacks in the stack ask for is shown on request
    Given the template
      """
      heat_template_version: 2016-10-14
      resources:
        k: {type: child.yaml, properties: {x: given}}
      """
    When a member validates the template with the query "show_nested=true"
      | files | {"child.yaml": "{heat_template_version: 2018-03-02, description: The child, parameter_groups: [{label: one, parameters: [x]}], parameters: {x: {type: string, tags: [a, b], constraints: [{allowed_values: [given, other]}]}, y: {type: number, default: 2}}, resources: {d: {type: deeper.yaml}}}", "deeper.yaml": "{heat_template_version: 2016-10-14}"} |
    Then the answer is as required [templates.validate.nested-parameters]
    When a member validates the template
      | files | {"child.yaml": "{heat_template_version: 2016-10-14, parameters: {x: {type: string}}}"} |
    Then the answer is as required [templates.validate.nested-parameters.default]
    When a member validates the template with the query "show_nested=false"
      | files | {"child.yaml": "{heat_template_version: 2016-10-14, parameters: {x: {type: string}}}"} |
    Then the answer is as required [templates.validate.nested-parameters.default]
    When a member validates the template with the query "show_nested=true"
      | template | {"heat_template_version": "2016-10-14"} |
    Then the answer is as required [templates.validate.nested-parameters.default]

  @templates.validate.nested-parameters.group
  @cap:type:OS::Heat::ResourceGroup
  Scenario: A group whose members are not known yet is shown with one of them
    Given the template
      """
      heat_template_version: 2016-10-14
      parameters:
        missing: {type: string}
        size: {type: number, default: 0}
      resources:
        g:
          type: OS::Heat::ResourceGroup
          properties:
            count: {get_param: size}
            resource_def:
              type: member.yaml
              properties: {x: {list_join: ['-', [{get_param: missing}, '%index%']]}}
      """
    When a member validates the template with the query "show_nested=true"
      | files | {"member.yaml": "{heat_template_version: 2016-10-14, parameters: {x: {type: string}}}"} |
    Then the answer is as required [templates.validate.nested-parameters.group]
    When a member validates the template with the query "show_nested=true"
      | files       | {"member.yaml": "{heat_template_version: 2016-10-14, parameters: {x: {type: string}}}"} |
      | environment | {"parameters": {"size": 3}}                                                             |
    Then the answer is as required [templates.validate.nested-parameters.group]
