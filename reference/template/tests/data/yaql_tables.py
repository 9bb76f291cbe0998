"""Makes tables of expressions with the library `yaql` (PyPI), under the limits that Heat sets.

    python yaql_tables.py again      evaluates the expressions of yaql.json anew
    python yaql_tables.py generate   prints a large table: every function on values of every kind

The first changes yaql.json; the second is for `YAQL_TABLE=FILE cargo test -p heat-template`.
"""

import collections.abc  # The library takes for granted that it is loaded.
import datetime
import itertools
import json
import pathlib
import random
import sys

import yaql
from yaql.language import exceptions

HERE = pathlib.Path(__file__).parent
LIMITS = {'yaql.limitIterators': 200, 'yaql.memoryQuota': 10000}
RECEIVERS = [
    '$.data.l', '$.data.s', '$.data.m', '$.data.n', '$.data.f', '$.data.t', '$.data.e', '$.data.em',
    '$.data.o', '$.data.nest', '$.data.w', '$.data.mm', '$.data.mix', '$.data.d', 'range(4)',
    '$.data.l.where($ > 1)', '$.data.m.keys()', '$.data.m.values()', '$.data.m.items()',
    'set(1, 2)', 'set(a)', "$.data.s.split(' ')", '$.data.w.orderBy($)', '5', '-2', "'a,b'", "''",
    "regex('[ab]')", '[[a, 1], [b, 2]]', '{a => [1], b => {c => 2}}', '1.0', 'true',
]
ARGUMENTS = [
    '', '1', '0', '-1', 'a', "'o'", '$', '$ > 1', 'null', '[1, 2]', '{a => 5}', '1, 2', 'a, b',
    '$, $', '$1 + $2', '$1 + $2, 0', "',', 1", '1, [7, 8]', '1, 9, 2', '$.a', '$[0]',
    '$[0], $[1]', '$.n', '$.g, $.v, $.sum()', '$ = 2', 'len($)', 'str($)', 'set(1, 3)',
    "regex('o')", "regex('o'), 'X'", "'o', 'X'", 'true', '1.5', 'range(2)',
    'range(2), $1 = $2, [$1, $2]', '$.data.l',
]
OPERATORS = ['+', '-', '*', '/', 'mod', '<', '>', '<=', '>=', '=', '!=', 'in', '=~', '!~', 'and',
             'or']
# Endless ones, and one whose order is that of Python's hashes.
LEFT_OUT = {'cycle', 'repeat', 'characters'}


def main():
    table = json.loads((HERE / 'yaql.json').read_text())
    if sys.argv[1:] == ['again']:
        expressions = [row['expression'] for row in table['rows']]
        (HERE / 'yaql.json').write_text(written(expressions, table['data']))
    elif sys.argv[1:] == ['generate']:
        print(written(generated(), table['data']), end='')
    else:
        sys.exit(__doc__)


def written(expressions, data):
    engine = yaql.YaqlFactory().create(LIMITS)
    context = yaql.create_context()
    rows = (row(engine, context, expression, data) for expression in expressions)
    rows = ',\n'.join('  ' + json.dumps(row) for row in rows if row)
    return '{\n"data": %s,\n"rows": [\n%s\n]\n}\n' % (json.dumps(data), rows)


def row(engine, context, expression, data):
    made = {'expression': expression}
    try:
        statement = engine(expression)
    except exceptions.YaqlException as error:
        return made | {'bad': str(error)}
    try:
        value = statement.evaluate({'data': data}, context.create_child_context())
    except Exception as error:
        return made | failure(error)
    value = as_heat_shows_dates(value)
    try:
        json.dumps(value)
    except TypeError:
        # Sets, whose order means nothing, and what is no value of templates.
        return None
    return made | {'is': value}


def as_heat_shows_dates(value):
    if isinstance(value, datetime.datetime):
        return value.strftime('%Y-%m-%dT%H:%M:%S.%f')
    if isinstance(value, list):
        return [as_heat_shows_dates(item) for item in value]
    return value


def failure(error):
    # The words of the regular expressions' parser, and those that name an object by its address.
    is_the_same = type(error).__name__ != 'error' and ' at 0x' not in str(error)
    words = {'text': str(error)} if is_the_same and 'sequence item' not in str(error) else {}
    return {'fails': type(error).__name__} | words


def generated():
    random.seed(1)
    names = json.loads((HERE / 'yaql_functions.json').read_text())['covered']
    for name in names:
        if name.lstrip('.') in LEFT_OUT or not name.lstrip('.')[0].isalpha():
            continue
        for receiver, argument in itertools.product(RECEIVERS, random.sample(ARGUMENTS, 8)):
            if name.startswith('.'):
                yield f'{receiver}{name}({argument})'
            else:
                yield f'{name}({receiver}{", " if argument else ""}{argument})'
    for left, right in itertools.product(RECEIVERS, RECEIVERS):
        for operator in random.sample(OPERATORS, 4):
            yield f'{left} {operator} {right}'


if __name__ == '__main__':
    main()
