"""Templates that the tests make stacks from."""

TEMPLATE = """\
heat_template_version: 2018-08-31
description: a server on a network of its own
parameters:
  flavor:
    type: string
    default: m1.small
resources:
  network:
    type: OS::Neutron::Net
  subnet:
    type: OS::Neutron::Subnet
    properties:
      network: {get_resource: network}
      cidr: 10.1.0.0/24
  secret:
    type: OS::Heat::RandomString
    properties: {length: 12}
  server:
    type: OS::Nova::Server
    depends_on: subnet
    properties:
      flavor: {get_param: flavor}
      image: cirros
      networks: [{network: {get_resource: network}}]
outputs:
  secret:
    description: a random text
    value: {get_attr: [secret, value]}
  address:
    value: {get_attr: [server, networks]}
"""

PARAMETERS = """\
heat_template_version: 2018-08-31
parameters:
  p: {type: string, default: d}
  q: {type: string, default: d}
resources:
  thing:
    type: OS::Heat::Value
    properties: {value: {get_param: p}}
"""

READABLE = """\
heat_template_version: 2018-08-31
parameters:
  text:
    type: string
    default: of the template
resources:
  secret:
    type: OS::Heat::RandomString
    properties: {length: 8}
    metadata: {owner: somebody}
  value:
    type: OS::Heat::Value
    properties:
      type: json
      value: {list: [1, {a: null}]}
outputs:
  secret:
    description: what is shared
    value: {get_attr: [secret, value]}
  list:
    value: {get_attr: [value, value, list]}
"""

WITH_FILE = READABLE + """\
  file:
    value: {get_file: shared.txt}
"""

BROKEN = """\
heat_template_version: 2018-08-31
resources:
  a:
    type: OS::Heat::NoSuchType
"""

FAILING = """\
heat_template_version: 2018-08-31
resources:
  bad:
    type: OS::Heat::TestResource
    properties: {fail: true}
"""
