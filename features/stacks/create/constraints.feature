Feature: Create stack: custom constraints
  POST /v1/{project_id}/stacks

  @stacks.create.constraints.custom
  @stacks.create.400.constraint-ip_addr
  @stacks.create.400.constraint-mac_addr
  @stacks.create.400.constraint-net_cidr
  @stacks.create.400.constraint-dns_name
  @stacks.create.400.constraint-dns_domain
  @stacks.create.400.constraint-rel_dns_name
  @stacks.create.400.constraint-cron_expression
  @stacks.create.400.constraint-timezone
  @stacks.create.400.constraint-expiration
  @stacks.create.400.constraint-iso_8601
  Scenario: Custom constraints look at what values say
    Given the template
      """
      heat_template_version: 2013-05-23
      parameters:
        address: {type: string, default: '10.0.0.1', constraints: [custom_constraint: ip_addr]}
        mac: {type: string, default: '00:11:22:33:44:ff', constraints: [custom_constraint: mac_addr]}
        network: {type: string, default: '10.0.0.0/24', constraints: [custom_constraint: net_cidr]}
        host: {type: string, default: 'a.example', constraints: [custom_constraint: dns_name]}
        domain: {type: string, default: 'a.example.', constraints: [custom_constraint: dns_domain]}
        relative: {type: string, default: 'a', constraints: [custom_constraint: rel_dns_name]}
        schedule: {type: string, default: '*/5 * * * *', constraints: [custom_constraint: cron_expression]}
        zone: {type: string, default: 'Europe/Berlin', constraints: [custom_constraint: timezone]}
        expiry: {type: string, default: '2999-01-01', constraints: [custom_constraint: expiration]}
        moment: {type: string, default: '2999-01-01T00:00:00Z', constraints: [custom_constraint: iso_8601]}
      """
    When a member creates a stack "good"
    Then the answer is as required [stacks.create.constraints.custom]
    When a member creates a stack "web"
      | parameters | {"address": "10.0.0"} |
    Then the answer is as required [stacks.create.400.constraint-ip_addr]
    When a member creates a stack "web"
      | parameters | {"mac": "00:11"} |
    Then the answer is as required [stacks.create.400.constraint-mac_addr]
    When a member creates a stack "web"
      | parameters | {"network": "10.0.0.0/33"} |
    Then the answer is as required [stacks.create.400.constraint-net_cidr]
    When a member creates a stack "web"
      | parameters | {"host": "-a"} |
    Then the answer is as required [stacks.create.400.constraint-dns_name]
    When a member creates a stack "web"
      | parameters | {"domain": "a.b"} |
    Then the answer is as required [stacks.create.400.constraint-dns_domain]
    When a member creates a stack "web"
      | parameters | {"relative": "a."} |
    Then the answer is as required [stacks.create.400.constraint-rel_dns_name]
    When a member creates a stack "web"
      | parameters | {"schedule": "* * *"} |
    Then the answer is as required [stacks.create.400.constraint-cron_expression]
    When a member creates a stack "web"
      | parameters | {"zone": "Mars"} |
    Then the answer is as required [stacks.create.400.constraint-timezone]
    When a member creates a stack "web"
      | parameters | {"expiry": "1969-01-01"} |
    Then the answer is as required [stacks.create.400.constraint-expiration]
    When a member creates a stack "web"
      | parameters | {"moment": "soon"} |
    Then the answer is as required [stacks.create.400.constraint-iso_8601]

  @stacks.create.400.constraint-unknown
  Scenario: A custom constraint is one that there is
    Given the template
      """
      heat_template_version: 2013-05-23
      parameters:
        p: {type: string, constraints: [custom_constraint: nope]}
      """
    When a member creates a stack "web"
      | parameters | {"p": "x"} |
    Then the answer is as required [stacks.create.400.constraint-unknown]

  @stacks.create.400.constraint-keystone-region
  Scenario: A region is one that the identity service has
    Given the template
      """
      heat_template_version: 2013-05-23
      parameters:
        region: {type: string, constraints: [custom_constraint: keystone.region]}
      """
    When a member creates a stack "web"
      | parameters | {"region": "nope"} |
    Then the answer is as required [stacks.create.400.constraint-keystone-region]

  @stacks.create.400.constraint-keystone-project
  Scenario: A project is one that the identity service has
    Given the template
      """
      heat_template_version: 2013-05-23
      parameters:
        project: {type: string, constraints: [custom_constraint: keystone.project]}
      """
    When an admin creates a stack "web"
      | parameters | {"project": "nope"} |
    Then the answer is as required [stacks.create.400.constraint-keystone-project]
