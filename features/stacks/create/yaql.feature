Feature: Create stack: the function yaql
  POST /v1/{project_id}/stacks

  @stacks.create.function.yaql
  @stacks.create.function.yaql.queries
  Scenario: Outputs are computed by expressions
    Given the template
      """
      heat_template_version: 2016-10-14
      parameters:
        numbers: {type: comma_delimited_list, default: '3,1,2'}
        servers:
          type: json
          default:
            - {name: web, zone: a, size: 3}
            - {name: db, zone: b, size: 1}
            - {name: cache, zone: a, size: 2}
      outputs:
        sum: {value: {yaql: {expression: '$.data.select(int($)).sum()', data: {get_param: numbers}}}}
        part: {value: {yaql: {expression: '$.data.of[1].name', data: {of: {get_param: servers}}}}}
        plain: {value: {yaql: {expression: '1 + 2'}}}
        picked: {value: {yaql: {expression: '$.data.where($.size > 1).name', data: {get_param: servers}}}}
        converted: {value: {yaql: {expression: '$.data.select({$.name => $.size * 2}).sum({})', data: {get_param: servers}}}}
        joined: {value: {yaql: {expression: '[$.data.zone, [x]].flatten().distinct()', data: {get_param: servers}}}}
        ordered: {value: {yaql: {expression: '$.data.orderBy($.zone).thenByDescending($.size).name', data: {get_param: servers}}}}
        grouped: {value: {yaql: {expression: 'dict($.data.groupBy($.zone, $.size, $.sum()))', data: {get_param: servers}}}}
        chosen: {value: {yaql: {expression: 'let(n => $.data.len()) -> switch($n > 2 => many, true => few)', data: {get_param: servers}}}}
      """
    And a stack "web"
    When a member sends stacks.show for the stack "web"
    Then the answer has '6' for the output "sum" [stacks.create.function.yaql]
    And the answer has '"db"' for the output "part" [stacks.create.function.yaql]
    And the answer has '3' for the output "plain" [stacks.create.function.yaql]
    And the answer has '["web", "cache"]' for the output "picked" [stacks.create.function.yaql.queries]
    And the answer has '{"web": 6, "db": 2, "cache": 4}' for the output "converted" [stacks.create.function.yaql.queries]
    And the answer has '["a", "b", "x"]' for the output "joined" [stacks.create.function.yaql.queries]
    And the answer has '["web", "cache", "db"]' for the output "ordered" [stacks.create.function.yaql.queries]
    And the answer has '{"a": 5, "b": 1}' for the output "grouped" [stacks.create.function.yaql.queries]
    And the answer has '"many"' for the output "chosen" [stacks.create.function.yaql.queries]

  @stacks.create.function.yaql.types
  @stacks.create.function.yaql.precedence
  Scenario: Expressions follow the rules of the language
    Given the template
      """
      heat_template_version: 2016-10-14
      outputs:
        types: {value: {yaql: {expression: '[1, 1.5, true, null, $.data.text, {a => [$.data.text]}]', data: {text: x}}}}
        items: {value: {yaql: {expression: 'range(3).select($ + 1)'}}}
        signs: {value: {yaql: {expression: '-$.data.list[0] * 2 + 3 mod 2', data: {list: [2]}}}}
        logic: {value: {yaql: {expression: 'not 1 > 2 and 2 in [1, 2] or null'}}}
        division: {value: {yaql: {expression: '[7 / 2, -7 / 2, 7.0 / 2]'}}}
      """
    And a stack "web"
    When a member sends stacks.show for the stack "web"
    Then the answer has '[1, 1.5, true, null, "x", {"a": ["x"]}]' for the output "types" [stacks.create.function.yaql.types]
    And the answer has '[1, 2, 3]' for the output "items" [stacks.create.function.yaql.types]
    And the answer has '-3' for the output "signs" [stacks.create.function.yaql.precedence]
    And the answer has 'true' for the output "logic" [stacks.create.function.yaql.precedence]
    And the answer has '[3, -4, 3.5]' for the output "division" [stacks.create.function.yaql.precedence]

  @stacks.create.function.yaql.condition
  Scenario: A condition is an expression
    Given the template
      """
      heat_template_version: 2017-09-01
      parameters:
        zones: {type: comma_delimited_list, default: 'a,b'}
      conditions:
        has_b: {yaql: {expression: '$.data.contains(b)', data: {get_param: zones}}}
      outputs:
        o: {value: {if: [has_b, with, without]}}
      """
    And a stack "web"
    And a stack "db"
      | parameters | {"zones": "a,c"} |
    When a member sends stacks.show for the stack "web"
    Then the answer has '"with"' for the output "o" [stacks.create.function.yaql.condition]
    When a member sends stacks.show for the stack "db"
    Then the answer has '"without"' for the output "o" [stacks.create.function.yaql.condition]

  @stacks.create.function.yaql.failure
  Scenario: An expression fails for its data
    Given the template
      """
      heat_template_version: 2016-10-14
      outputs:
        o: {value: {yaql: {expression: '$.data[7]', data: {some: 1}}}}
      """
    And a stack "web"
    When a member sends stacks.show for the stack "web"
    Then the answer has 'null' at '/stack/outputs/0/output_value' [stacks.create.function.yaql.failure]
    And the answer has '"7"' at '/stack/outputs/0/output_error' [stacks.create.function.yaql.failure]

  @stacks.create.400.yaql-arguments
  Scenario: The arguments of yaql are a map
    When a member creates a stack "web"
      | template | {"heat_template_version": "2016-10-14", "outputs": {"o": {"value": {"yaql": "1"}}}} |
    Then the answer is as required [stacks.create.400.yaql-arguments]

  @stacks.create.400.yaql-keys
  Scenario: The arguments of yaql are expression and data
    When a member creates a stack "web"
      | template | {"heat_template_version": "2016-10-14", "outputs": {"o": {"value": {"yaql": {"expression": "1", "date": {}}}}}} |
    Then the answer is as required [stacks.create.400.yaql-keys]

  @stacks.create.400.yaql-expression
  Scenario: The expression of yaql is a text
    When a member creates a stack "web"
      | template | {"heat_template_version": "2016-10-14", "outputs": {"o": {"value": {"yaql": {"expression": 1}}}}} |
    Then the answer is as required [stacks.create.400.yaql-expression]

  @stacks.create.400.yaql-syntax
  Scenario: The expression of yaql is whole
    When a member creates a stack "web"
      | template | {"heat_template_version": "2016-10-14", "outputs": {"o": {"value": {"yaql": {"expression": "1 +"}}}}} |
    Then the answer is as required [stacks.create.400.yaql-syntax]

  @stacks.create.400.yaql-character
  Scenario: The expression of yaql has no strange characters
    When a member creates a stack "web"
      | template | {"heat_template_version": "2016-10-14", "outputs": {"o": {"value": {"yaql": {"expression": "~"}}}}} |
    Then the answer is as required [stacks.create.400.yaql-character]

  @stacks.create.400.yaql-property
  @cap:type:OS::Heat::Value
  Scenario: A property is an expression that has no value
    When a member creates a stack "web"
      | template | {"heat_template_version": "2016-10-14", "resources": {"r": {"type": "OS::Heat::Value", "properties": {"value": {"yaql": {"expression": "nope()"}}}}}} |
    Then the answer is as required [stacks.create.400.yaql-property]

  @stacks.create.400.yaql-limit
  @cap:type:OS::Heat::Value
  Scenario: An expression may look at 200 items
    When a member creates a stack "web"
      | template | {"heat_template_version": "2016-10-14", "resources": {"r": {"type": "OS::Heat::Value", "properties": {"value": {"yaql": {"expression": "range(201).sum()"}}}}}} |
    Then the answer is as required [stacks.create.400.yaql-limit]

  @stacks.create.function.yaql.dates
  @stacks.create.function.yaql.random
  Scenario: Expressions know dates and chance
    Given the template
      """
      heat_template_version: 2016-10-14
      outputs:
        date: {value: {yaql: {expression: 'datetime(2015, 9, 29, 1, 2, 3, offset => timespan(hours => 3))'}}}
        later: {value: {yaql: {expression: 'datetime("2015-09-29T10:11:12Z") + timespan(days => 3)'}}}
        between: {value: {yaql: {expression: '(datetime(2015, 9, 29) - datetime(2015, 9, 1)).hours'}}}
        written: {value: {yaql: {expression: 'datetime(2015, 9, 29).format("%d.%m.%Y")'}}}
        past: {value: {yaql: {expression: 'now() > datetime(2020, 1, 1)'}}}
        chance: {value: {yaql: {expression: 'range(20).select(random(2, 3)).all($ = 2 or $ = 3)'}}}
        only: {value: {yaql: {expression: 'random(7, 7)'}}}
      """
    And a stack "web"
    When a member sends stacks.show for the stack "web"
    Then the answer has '"2015-09-29T01:02:03.000000"' for the output "date" [stacks.create.function.yaql.dates]
    And the answer has '"2015-10-02T10:11:12.000000"' for the output "later" [stacks.create.function.yaql.dates]
    And the answer has '672.0' for the output "between" [stacks.create.function.yaql.dates]
    And the answer has '"29.09.2015"' for the output "written" [stacks.create.function.yaql.dates]
    And the answer has 'true' for the output "past" [stacks.create.function.yaql.dates]
    And the answer has 'true' for the output "chance" [stacks.create.function.yaql.random]
    And the answer has '7' for the output "only" [stacks.create.function.yaql.random]
