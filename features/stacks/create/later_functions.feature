Feature: Create stack: functions of later versions of templates
  POST /v1/{project_id}/stacks

  @stacks.create.function.get_file
  @stacks.create.function.str_split
  @stacks.create.function.repeat
  @stacks.create.function.digest
  @stacks.create.function.map_merge
  @stacks.create.function.map_replace
  @stacks.create.function.str_replace.kinds
  @stacks.create.function.str_replace.longest
  @stacks.create.function.list_join.lists
  Scenario: Functions that came until 2016-10-14
    Given the template
      """
      heat_template_version: 2016-10-14
      parameters:
        list: {type: comma_delimited_list, default: 'x,y'}
      outputs:
        file: {value: {get_file: 'file:///boot.sh'}}
        pieces: {value: {str_split: [',', 'a,b,c']}}
        piece: {value: {str_split: [',', 'a,b,c', 1]}}
        repeated:
          value:
            repeat:
              template: '%one%-%two%'
              for_each: {'%one%': [a, b], '%two%': {get_param: list}}
        repeated_maps:
          value:
            repeat:
              template: {name: '%one%', '%one%': [in a list, '%one%']}
              for_each: {'%one%': [a, b]}
        digest: {value: {digest: [sha256, heat]}}
        merged: {value: {map_merge: [{a: 1, b: {c: 2}}, {b: {d: 3}}, null]}}
        renamed: {value: {map_replace: [{a: b, c: d}, {keys: {a: key}, values: {d: value}}]}}
        kinds:
          value:
            str_replace:
              template: list, map, none and number
              params: {list: [1, a], map: {k: v}, none: null, number: 1.5}
        longest:
          value:
            str_replace:
              template: aa a
              params: {a: aa, aa: b}
        lists: {value: {list_join: [',', [a], [{k: v}], [[1]], {get_param: list}]}}
      """
    And a stack "web"
      | files | {"file:///boot.sh": "#!/bin/sh"} |
    When a member sends stacks.show for the stack "web"
    Then the answer has '"#!/bin/sh"' for the output "file" [stacks.create.function.get_file]
    And the answer has '["a", "b", "c"]' for the output "pieces" [stacks.create.function.str_split]
    And the answer has '"b"' for the output "piece" [stacks.create.function.str_split]
    And the answer has '["a-x", "a-y", "b-x", "b-y"]' for the output "repeated" [stacks.create.function.repeat]
    And the answer has '[{"name": "a", "a": ["in a list", "a"]}, {"name": "b", "b": ["in a list", "b"]}]' for the output "repeated_maps" [stacks.create.function.repeat]
    And the answer has '"5a2a0ed9aa3ab7d82b53e8209b13bf598377870fd38f8e1063bfbe0c4d7d7f96"' for the output "digest" [stacks.create.function.digest]
    And the answer has '{"a": 1, "b": {"d": 3}}' for the output "merged" [stacks.create.function.map_merge]
    And the answer has '{"key": "b", "c": "value"}' for the output "renamed" [stacks.create.function.map_replace]
    And the answer has '"[1, \"a\"], {\"k\": \"v\"},  and 1.5"' for the output "kinds" [stacks.create.function.str_replace.kinds]
    And the answer has '"b aa"' for the output "longest" [stacks.create.function.str_replace.longest]
    And the answer has '"a,{\"k\": \"v\"},[1],x,y"' for the output "lists" [stacks.create.function.list_join.lists]

  @stacks.create.function.filter
  @stacks.create.function.contains
  @stacks.create.function.list_concat
  @stacks.create.function.list_concat_unique
  @stacks.create.function.make_url
  @stacks.create.function.repeat.permutations
  @stacks.create.function.if.omitted
  Scenario: Functions that came until 2021-04-16
    Given the template
      """
      heat_template_version: 2021-04-16
      conditions:
        off: false
      outputs:
        filtered: {value: {filter: [[a, null], [a, b, null, a, c]]}}
        is_in_list: {value: {contains: [b, [a, b]]}}
        is_in_text: {value: {contains: [eat, heat]}}
        is_missing: {value: {contains: [c, [a, b]]}}
        concatenated: {value: {list_concat: [[a, b], [b, c]]}}
        unique: {value: {list_concat_unique: [[a, b], [b, c]]}}
        url:
          value:
            make_url: {scheme: https, username: a b, password: 'p:w', host: '::1', port: 8443, path: /x y, query: {q: 1 2}, fragment: end}
        pairs:
          value:
            repeat:
              template: '%one%-%two%'
              permutations: false
              for_each: {'%one%': [a, b], '%two%': [c, d]}
        list: {value: [a, {if: [off, b]}, c]}
        map: {value: {a: 1, b: {if: [off, 2]}}}
      """
    And a stack "web"
    When a member sends stacks.show for the stack "web"
    Then the answer has '["b", "c"]' for the output "filtered" [stacks.create.function.filter]
    And the answer has 'true' for the output "is_in_list" [stacks.create.function.contains]
    And the answer has 'true' for the output "is_in_text" [stacks.create.function.contains]
    And the answer has 'false' for the output "is_missing" [stacks.create.function.contains]
    And the answer has '["a", "b", "b", "c"]' for the output "concatenated" [stacks.create.function.list_concat]
    And the answer has '["a", "b", "c"]' for the output "unique" [stacks.create.function.list_concat_unique]
    And the answer has '"https://a%20b:p%3Aw@[::1]:8443/x%20y?q=1+2#end"' for the output "url" [stacks.create.function.make_url]
    And the answer has '["a-c", "b-d"]' for the output "pairs" [stacks.create.function.repeat.permutations]
    And the answer has '["a", "c"]' for the output "list" [stacks.create.function.if.omitted]
    And the answer has '{"a": 1}' for the output "map" [stacks.create.function.if.omitted]

  @stacks.create.function.str_replace_strict
  @stacks.create.function.str_replace_vstrict
  Scenario: Replacements that have to be needed, and there
    Given the template
      """
      heat_template_version: 2017-09-01
      outputs:
        strict: {value: {str_replace_strict: {template: a b, params: {a: '', b: y}}}}
        unused: {value: {str_replace_strict: {template: a b, params: {a: x, c: z}}}}
        very_strict: {value: {str_replace_vstrict: {template: a b, params: {a: 0, b: y}}}}
        empty: {value: {str_replace_vstrict: {template: a b, params: {a: '', b: y}}}}
      """
    And a stack "web"
    When a member sends stacks.show for the stack "web"
    Then the answer has '" y"' for the output "strict" [stacks.create.function.str_replace_strict]
    And the answer has 'null' for the output "unused" [stacks.create.function.str_replace_strict]
    And the answer has '"0 y"' for the output "very_strict" [stacks.create.function.str_replace_vstrict]
    And the answer has 'null' for the output "empty" [stacks.create.function.str_replace_vstrict]

  @stacks.create.function.if
  @stacks.create.conditions.functions
  @stacks.create.conditions.output
  Scenario: Conditions decide about outputs
    Given the template
      """
      heat_template_version: 2016-10-14
      parameters:
        stage: {type: string, default: test}
        truth: {type: boolean, default: true}
      conditions:
        test: {equals: [{get_param: stage}, test]}
        live: {not: test}
        both: {and: [test, live]}
        either: {or: [test, {get_param: truth}]}
      outputs:
        chosen: {value: {if: [test, small, big]}}
        other: {value: {if: [live, big, small]}}
        inline: {value: {if: [{equals: [1, 2]}, same, different]}}
        shown: {value: 1, condition: either}
        hidden: {value: 1, condition: both}
      """
    And a stack "web"
    When a member sends stacks.show for the stack "web"
    Then the answer has '"small"' for the output "chosen" [stacks.create.function.if]
    And the answer has '"small"' for the output "other" [stacks.create.function.if]
    And the answer has '"different"' for the output "inline" [stacks.create.function.if]
    And the answer has '1' for the output "shown" [stacks.create.conditions.functions]
    And the answer has 'null' for the output "hidden" [stacks.create.conditions.functions]
    And the answer has 'null' for the output "hidden" [stacks.create.conditions.output]

  @stacks.create.function.get_attr.all
  @cap:type:OS::Heat::Value
  Scenario: All attributes of a resource
    Given the template
      """
      heat_template_version: 2015-10-15
      resources:
        r: {type: OS::Heat::Value, properties: {value: {k: v}}}
      outputs:
        all: {value: {get_attr: [r]}}
      """
    And a stack "web"
    When a member sends stacks.show for the stack "web"
    Then the answer has '{"value": {"k": "v"}}' for the output "all" [stacks.create.function.get_attr.all]

  @stacks.create.400.function-arguments
  @stacks.create.400.function-removed
  @stacks.create.400.function-in-condition
  Scenario: Functions that are used wrongly are refused
    Then each value of "template" is answered as required [stacks.create.400.function-arguments]
      | {"heat_template_version": "2021-04-16", "outputs": {"o": {"value": {"list_join": ["-"]}}}}                  |
      | {"heat_template_version": "2021-04-16", "outputs": {"o": {"value": {"str_replace": {"template": "a"}}}}}    |
      | {"heat_template_version": "2021-04-16", "outputs": {"o": {"value": {"repeat": {"template": "a"}}}}}         |
      | {"heat_template_version": "2021-04-16", "outputs": {"o": {"value": {"str_split": "a"}}}}                    |
      | {"heat_template_version": "2021-04-16", "outputs": {"o": {"value": {"filter": [[]]}}}}                      |
      | {"heat_template_version": "2021-04-16", "outputs": {"o": {"value": {"contains": ["a"]}}}}                   |
      | {"heat_template_version": "2021-04-16", "outputs": {"o": {"value": {"make_url": {"colour": "red"}}}}}       |
      | {"heat_template_version": "2021-04-16", "outputs": {"o": {"value": {"if": ["none", 1, 2]}}}}                |
      | {"heat_template_version": "2021-04-16", "outputs": {"o": {"value": {"get_attr": ["none", "a"]}}}}           |
    And each value of "template" is answered as required [stacks.create.400.function-removed]
      | {"heat_template_version": "2014-10-16", "outputs": {"o": {"value": {"Fn::Join": ["", ["a"]]}}}} |
      | {"heat_template_version": "2015-10-15", "outputs": {"o": {"value": {"Fn::Select": [0, ["a"]]}}}} |
    And each value of "template" is answered as required [stacks.create.400.function-in-condition]
      | {"heat_template_version": "2016-10-14", "conditions": {"c": {"list_join": ["", ["a"]]}}, "outputs": {"o": {"value": 1, "condition": "c"}}} |

  @stacks.create.function.digest.algorithms
  Scenario: There are many algorithms for digests
    Given the template
      """
      heat_template_version: 2015-04-30
      outputs:
        sha512: {value: {digest: [SHA512, abc]}}
        sha3: {value: {digest: [sha3_256, abc]}}
        blake2: {value: {digest: [blake2s, abc]}}
      """
    And a stack "web"
    When a member sends stacks.show for the stack "web"
    Then the answer has '"ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"' for the output "sha512" [stacks.create.function.digest.algorithms]
    And the answer has '"3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532"' for the output "sha3" [stacks.create.function.digest.algorithms]
    And the answer has '"508c5e8c327c14e2e1a72ba34eeb452f37458b209ed63a294d999b4c86675982"' for the output "blake2" [stacks.create.function.digest.algorithms]

  @stacks.create.function.digest.unknown
  Scenario: An algorithm for digests is one that there is
    Given the template
      """
      heat_template_version: 2015-04-30
      outputs:
        o: {value: {digest: [md9, abc]}}
      """
    And a stack "web"
    When a member sends stacks.show for the stack "web"
    Then the answer is as required [stacks.create.function.digest.unknown]

  @stacks.create.conditions.contains
  @stacks.create.conditions.property
  @stacks.create.function.repeat.maps
  @cap:type:OS::Heat::Value
  Scenario: Conditions look into lists and choose properties
    Given the template
      """
      heat_template_version: 2017-09-01
      parameters:
        stage: {type: string, default: live}
      conditions:
        known: {contains: [{get_param: stage}, [test, live]]}
        in_text: {contains: [est, {get_param: stage}]}
      resources:
        r: {type: OS::Heat::Value, properties: {value: {if: [known, chosen by its condition, the other one]}}}
      outputs:
        property: {value: {get_attr: [r, value]}}
        text: {value: {if: [in_text, there, not there]}}
        repeated: {value: {repeat: {template: '%key% again', for_each: {'%key%': {a: 1, b: 2}}}}}
      """
    And a stack "web"
    When a member sends stacks.show for the stack "web"
    Then the answer has '"chosen by its condition"' for the output "property" [stacks.create.conditions.property]
    And the answer has '"not there"' for the output "text" [stacks.create.conditions.contains]
    And the answer has '["a again", "b again"]' for the output "repeated" [stacks.create.function.repeat.maps]

  @stacks.create.function.failure
  @cap:type:OS::Heat::Value
  Scenario: A function says what it cannot use
    When a member creates a stack "web"
      | template | {"heat_template_version": "2017-09-01", "resources": {"m": {"type": "OS::Heat::Value", "properties": {"value": {"a": 1}}}, "r": {"type": "OS::Heat::Value", "properties": {"value": {"list_join": [",", {"get_attr": ["m", "value"]}]}}}}} |
    And the stack "web" has reached CREATE_FAILED
    Then the stack "web" has the reason '"list_join" must operate on a list' [stacks.create.function.failure]
