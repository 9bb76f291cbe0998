"""Writes yaml_cases.jsonl: texts, and what Heat's YAML loader makes of each.

Made with CPython 3.11 and PyYAML 6.0.3 over libyaml 0.2.5:
python3.11 yaml_cases.py > yaml_cases.jsonl

Heat loads with the C loader, keeping timestamps as text. If that fails, it loads
again with the loader in Python for the sake of the message. A row has the repr of
the value, or the text of the exception; where the reader in Rust differs by intent,
"ours" has what it gives, and "reason" says why.
"""

import json
import sys

import yaml


class Loader(yaml.CSafeLoader):
    def text(self, node):
        return self.construct_scalar(node)


Loader.add_constructor("tag:yaml.org,2002:timestamp", Loader.text)

# What plain scalars are, each as the only node of a document and as a key.
SCALARS = """
yes Yes YES no No NO true True TRUE false False FALSE on On ON off Off OFF
y Y n N yEs tRUE oN
~ null Null NULL nULL none None nil
0 -0 +0 00 1 -1 +1 12 0012 014 -014 +07 08 09 018 0o14 0O14
1_000 1__0_ _1 -_1 0_7 0_
0b0 0b101 -0b11 0b1_0 0b 0b_ 0b2 0B1
0x0 0x1f 0X1F -0xff 0xAB_CD 0x 0x_ 0xg
1:30 22:22 190:20:30 -1:30 +1:0 1:60 1:5 01:30 0:30 1:30:59 1:3:599 1_0:30 1:30:
1.5 -1.5 +1.5 0.0 -0.0 1. 01.5 1_0.5 1._5 .5 -.5 +.5 ._5 . .. 1.5.5
1e3 1E3 1e+3 1.0e3 1.0e+3 1.0E-3 1.e+3 .5e+1 1.5e 1.5e+ -1.5e+300 1.0e+400 1.0e-400
1:30.5 190:20:30.15 -1:30. 1:60.5 0:0.5 1:30.5e+1
.inf .Inf .INF -.inf +.inf .iNF inf Infinity .nan .NaN .NAN -.nan nan NaN
9223372036854775807 9223372036854775808 -9223372036854775809
123456789012345678901234567890 0x123456789012345678901234567890
2013-05-23 2001-1-1 2001-12-14t21:59:43.10-05:00 2013-05 20130523 2013-02-30
12:30:45 1.2.3 1.2.3.4 10.0.0.0/8 fe80::1 ::1 a:b http://a/b a#b -a -- ? ?a :a a: - -1-1
= << < <<< == & * ! % @ ` , [ ] { } | > ' " # a,b [a {a a] a}
é 😀 . ... --- -. +- + /a \\n $x
""".split()

TEXTS = list(SCALARS)
TEXTS += [f"{scalar}: v" for scalar in ("1", "~", "yes", "1.0", "014", "2013-05-23", "''", "1:30")]

# Documents.
TEXTS += [
    "", " ", "\n", "# only a comment", "# a\n# b\n", "---", "---\n", "--- a", "---\na: 1\n",
    "--- # c\na", "---\n---\n", "a\n---\nb", "a: 1\n---\nb: 2\n", "a\n...\n", "a\n...\nb", "...",
    "...\na", "---\n...\n", "---a", "a: 1\n...\n# c\n", "%YAML 1.1\n---\na: 1\n",
    "%YAML 1.2\n---\na: 1\n", "%YAML 1.3\n---\na", "%YAML 2.0\n---\na", "%YAML 1\n---\na",
    "%FOO bar\n---\na: 1\n", "%FOO bar\n---\na: 1\n\ufeffb: 2\n", "%FOO # c\n---\na: 1\n",
    "%YAML 1.1 # c\n---\na: 1\n", "%YAML 1.1x\n---\na: 1\n", "a: 1\n%YAML 1.1\n---\nb: 2\n",
    "a:\n  b: 1\n%YAML 1.1\n---\nb: 2\n", "a: 1\n\ufeffb: 2\n", "a: 1\n \ufeffb: 2\n",
    "a:\n  b: |\n  c: 1\n", "a:\n  b: |\n c: 1\n", "a:\n  - |\n  - b\n", "a: |\n  x\n  \ty\n",
    "a: |\n  x\n\ty\n", "a: |\n  x\n \ty\n", "a: |\n\tx\n", "a: |2\n \tx\n", "a: |\n  x\n\n\t\n",
    "%YAML 1.1\n%YAML 1.1\n---\na", "%TAG !e! tag:yaml.org,2002:\n---\n!e!str 1",
    "%TAG !e! x\n%TAG !e! y\n---\na", "%TAG\n---\na", "%UNKNOWN x\n---\na", "%i%%j%", "%", "a\n%b",
    "\ufeffa: 1\n", "\ufeff", "a: \ufeffb",
]

# Plain scalars over several lines, and what ends them.
TEXTS += [
    "a b", "a  b", "a\n b", "a: b\n  c", "a: b\n  c\n\n  d", "a: b\n\n\n  c", "a: b\nc", "a: b\n c: d",
    "a: b c: d", "a: b:c", "a: b #c", "a: b#c", "a: 'b' c", "a:b", "a :b", "a : b", "a: b\t", "a:\tb",
    "a\tb", "a: b\tc", "a: b\n\tc", "- a\n b", "- a\nb", "a: b\n---", "a\n--- b", "a: - b", "a: @b",
    "a: `b`", "a: %b", "a: |b", "a: ,b", "a: [", "a: b]", "a: }", "a: b, c", "a: {{ b }}", "{{ a }}",
    "a: {% if b %}", "a: &", "a: *", "a: !", "a: b\r\nc: d\r\n", "a: b\rc: d", "a: b\x85c: d",
    "a: b\u2028 c", "a: b\n\u2028 c", "a\u2029: b", "a: é", "clé: ü",
]

# Quoted scalars.
TEXTS += [
    "''", '""', "'a'", '"a"', "'a''b'", "'a\"b'", "\"a'b\"", "'a\\nb'", '"a\\nb"', "'a\n b'", '"a\n b"',
    "'a\n\n b'", '"a\n\n\n b"', '"a \n b"', '"a\\\n b"', '"a\\\n \\ b"', '"a\\n\n b"', '" a "',
    "' a '", "'a\nb'", "k: 'a\nb'", "k:\n  j: 'a\nb'", "'yes'", '"1"', "'1': a", '"a": b', "'a' : b",
    '"a":b', "'a'b", '"a" b', '"a"#c', '"a" #c', "'a", '"a', "'a\n---\nb'", "'a\n--- b'", "'a\n---b'",
    '"\\0\\a\\b\\t\\n\\v\\f\\r\\e\\ \\"\\/\\\\\\N\\_\\L\\P"', '"\\x41\\u00e9\\U0001F600"',
    '"\\ud83d\\ude00"', '"\\xe9"', '"\\x4"', '"\\u12g4"', '"\\U00110000"', '"\\q"', '"\\\'"', '"\\',
    '"a\\', '"C:\\dir"', '"\\d+"', '"a\tb"', "'a\tb'", '"a\n\tb"', "\"a\r\nb\"", "? 'a\n  b'\n: c",
    "'a\n b': c", "[\"a\":b]", "{'a':b}", "'' : ''",
]

# Block scalars.
TEXTS += [
    "|\n a\n", "|\n a", "|\n a\n b\n", ">\n a\n b\n", ">\n a\n b", "|-\n a\n", ">-\n a\n b\n\n", "|+\n a\n\n",
    ">+\n a\n\n\n", "|\n\n a\n", "|\n \n a\n", "|\n a\n\n b\n", ">\n a\n\n b\n", ">\n a\n\n\n b\n",
    ">\n a\n  b\n c\n", ">\n a\n\n  b\n\n c\n", ">\n  a\n\tb\n", "|1\n a\n", "|1\n  a\n", "|2\n a\n", "|2-\n   a\n",
    "|-2\n   a\n", "|0\n a\n", "|10\n a\n", "|a\n b\n", "| #c\n a\n", "|#c\n a\n", "|  \n a\n", "|\t\n a\n",
    "|\n  a\n b\n", "a: |\n  b\n  c\nd: e\n", "a: |\n b\n", "a: |\nb: c\n", "a: |\n\n\nb: c\n", "a: >\n  b\n   c\n  d\n",
    "a: |\n  b\n # c\nd: e\n", "a: |\n  # b\n", "a: |\n  b: c\n  - d\n", "- |\n a\n- >\n b\n", "|", ">", "|\n", "|+\n\n",
    "a: |", "a: |+\n\n", "|\n \ta\n", "|\n\ta\n", "|\na\n", "a:\n- |\n  b\n", "a: |2\n    b\n", "|\n a \n b\t\n",
    "|\n é\n", "|\r\n a\r\n b\r\n", "a: |\n  b\n\n\n", "a: |-\n\n  b\n\n", "a: !!str |\n  b\n", "a: &x |\n  b\n",
    ">\n a\n b\n  \n", ">\n  a\n  b\n   ", "|\n  a\n   ",
]

# Block collections.
TEXTS += [
    "- a\n- b\n", "-\n- a\n", "-\n", "- ", "- - a\n  - b\n- c\n", "-   - a\n    - b\n", "- a: 1\n  b: 2\n",
    "-\n  a: 1\n", "- a\n - b\n", "- a\n  - b\n", "  - a\n- b\n", "a:\n- b\n- c\n", "a:\n  - b\n  - c\n",
    "a:\n- b\nc: d\n", "a:\n-\nb: 1\n", "a: 1\nb: 2\n", "a: 1\n b: 2\n", " a: 1\nb: 2\n", "a:\n  b: 1\n c: 2\n",
    "a:\n  b: 1\n   c: 2\n", "a:\n  b: 1\n  c: 2\n", "a:\nb:\n", "a:", "a: \n  b", "a:\n\n  b: 1\n", "? a\n: b\n",
    "? a\n", "?\n: b\n", "?", "? - a\n: b\n", "? a: 1\n: b\n", "? |\n  a\n: b\n", "? a\n? b\n", ": a", "a: b: c",
    "a:\n  - b\n c: d\n", "- a\nb: c\n", "a: 1\n- b\n", "a\nb: c\n", "a: 1\nb\n", "a: 1\nb\nc: 2\n", "-a\n-b\n",
    "a: 1\n\tb: 2\n", "\ta: 1\n", "a:\n\t- b\n", "- \ta\n", "-\ta\n", "a: 1\n\t\n", "a: [1]\n\t# c\n",
    "a: &x\n  b: 1\n", "a: !!map\n  b: 1\n", "&x a: 1\n", "&x\na: 1\n", "a: 1\n# c\nb: 2\n", "a: # c\n  b\n",
    "a:\n  # c\n  b: 1\n", "a:\n# c\n  b: 1\n", "'a': 1\n\"b\": 2\n", "a b: 1\n", "a: 1 \nb: 2  # c\n",
    "k" * 1020 + ": 1", "k" * 1030 + ": 1", "[" + "k" * 1030 + ": 1]", "{" + "k" * 1030 + ": 1}",
]

# Flow collections.
TEXTS += [
    "[]", "{}", "[a]", "[a, b]", "[a,b]", "[a, b,]", "[,]", "[a,,b]", "[a b]", "[a\n b]", "[a\nb]", "[ a , b ]",
    "{a: 1}", "{a: 1, b: 2}", "{a: 1,}", "{,}", "{a}", "{a, b: 1}", "{a:1}", "{a:b}", "{a: }", "{a:}", "{a:,}",
    "{a:[]}", "{a: b: c}", "{a b: c}", "{? a : b}", "{? a}", "{?}", "[?]", "[? a : b]", "[? a]", "[a: b]", "[a: b, c]",
    "[a: b, c: d]", "[a: ]", "[a:]", "[a:b]", "[: a]", "{: a}", "[:]", "[a: b: c]", "[[a]]", "[{a: [b]}]", "{a: {b: {}}}",
    "{[a]: b}", "{{a: 1}: b}", "[[a]: b]", "[", "{", "]", "}", "[a", "[a,", "[a, b", "{a", "{a:", "{a: 1", "{a: 1,", "[}",
    "{]", "[a}", "{a]", "[a] b", "[a]]", "[a]b", "[a]#c", "[a] #c", "[a #c\n, b]", "[#c\na]", "[- a]", "[-]", "[-, a]",
    "[- ]", "{a: -}", "[-a]", "[a\n]", "a: [\n  b\n]", "a: [\n  b\n  ]", "a:\n  b: [\n    c\n  ]\n", "a:\n  b: {\n  c: 1\n}\n",
    "a: [\nb\n]\n", "a: [b,\nc]\n", "- [a,\nb]\n", "[a, # c\n b]", "{a: 'b\nc'}", "[|]", "[>]", "[@]", "[%]", "[a%]", "[a, 'b']",
    "[\ta]", "[a,\tb]", "[a\n\tb]", "a: [\n\tb]", "{a: 1\n\t}", "[a?b]", "[a ?b]", "{a?: 1}", "[http://a/b]", "[a:b:c]",
    "[::]", "[yes, 1, ~, 1.5]", "{yes: 1, 1: 2, ~: 3}", "[a]: b", "{a: 1}: b", "[a, b]\nc: d", "a: [b] c", "a: {b: c}}",
    "[&x a, *x]", "[!!str 1, 2]", "[!!str, a]", "[!!str ,a]", "[!!str]", "[a:?]", '{"a":1}', '{"a" :1}', '{"a": 1, "b": [true]}',
    '{"a":\n1\n,\n"b":2}', '{\n\t"a": 1\n}', '{"a": "\\/"}', '{"a": "b"', '{"a" "b"}', "{'a': 'b'; 'c': 'd'}", "{nope", "a: [b",
]

# Anchors and aliases.
TEXTS += [
    "a: &x 1\nb: *x\n", "a: &x [1]\nb: *x\n", "a: &x {b: 1}\nc: *x\n", "- &x a\n- *x\n", "&x a", "&x", "a: &x\nb: *x\n",
    "a: *x", "*x", "- *x\n- &x a\n", "a: &x 1\nb: &x 2\n", "a: &x 1\nb: *x\nc: &x 2\n", "&x a: 1\nb: *x\n", "&x a: *x",
    "*x : 1", "a: &x b\n*x : 1", "a: &x b\n*x: 1", "&x &y a", "&x !!str 1", "!!str &x 1", "&x *y", "a: &x 1\nb: *x c",
    "&", "*", "& a", "&a.b c", "*a.b", "&a:b c", "&é a", "&a-b_1 c", "&a,b", "[&a b, *a]", "[&a, *a]", "{&a b: *a}", "&a\n\n",
    "&x [*x]", "&x {a: *x}", "a: &x\n  b: *x\n", "- &x [1, 2]\n- [*x, *x]\n", "- &x\n  a: 1\n- *x\n", "a: &x!!str 1", "&x: a",
]

# Merge keys.
TEXTS += [
    "a: &x {b: 1, c: 2}\nd:\n  <<: *x\n", "a: &x {b: 1, c: 2}\nd:\n  <<: *x\n  c: 3\n", "a: &x {b: 1, c: 2}\nd:\n  c: 3\n  <<: *x\n",
    "- &x {a: 1}\n- &y {a: 2, b: 3}\n- <<: [*x, *y]\n", "- &x {a: 1}\n- &y {a: 2, b: 3}\n- <<: [*y, *x]\n  c: 4\n",
    "<<: {a: 1}\n", "<<: [{a: 1}, {b: 2}]\n", "<<: []\n", "<<: {}\nb: 1\n", "<<: 1\n", "<<:\n", "<<: [1]\n", "<<: [[{a: 1}]]\n",
    "<<: {a: 1}\n<<: {b: 2}\n", "<<: 1\n<<: {b: 2}\n", "<<: {<<: {a: 1}, b: 2}\n", "'<<': {a: 1}\n", "!!str <<: {a: 1}\n", "a: <<", "[<<]", "<<", "!!merge x: {a: 1}\n", "!!value x: 1\n", "!!int 0b-101\n", "!!int 1:-30\n",
    "<<: !x {a: 1}\n", "<<: !!set {a}\n", "a: &x {b: !x 1}\nc: {<<: *x}\n", "a: &x {b: [1]}\nc: {<<: *x}\nd: {<<: *x}\n",
    "- &x {<<: {a: 1}, b: 2}\n- {<<: *x, a: 3}\n", "{<<: {a: 1}, a: 2}", "{<<: {[a]: 1}}", "- &x a\n- <<: *x\n",
]

# Keys: duplicates, and such as are no text.
TEXTS += [
    "a: 1\na: 2\n", "a: 1\nb: 2\na: 3\n", "{a: 1, a: 2}", "1: a\n'1': b\n", "1: a\n1.0: b\n", "1: a\nyes: b\n", "0: a\noff: b\n",
    "~: a\nnull: b\n", "~: a\n'': b\n", "1: a\n01: b\n0x1: c\n", "{1: a, true: b, 1.0: c}", "1.5: a", ".inf: a", "=: a", "{=: a}", "- =",
    "a: =", "? [a]\n: b\n", "? {a: 1}\n: b\n", "{[a, b]: c}", "? !!set {a}\n: b", "? !!str a\n: b\n", "!!int '1': a", "? ''\n: a\n",
]

# Tags.
TEXTS += [
    "!Ref a", "x: !Ref a\n", "x: !Ref [a]\n", "x: !Sub\n  a: b\n", "- !GetAtt a.b\n", "!!python/object:x a", "!!foo a", "!<tag:x> a",
    "!<tag:yaml.org,2002:str> 1", "!<!> 1", "!e!x a", "!a%41b c", "!a%zz b", "!%ff a", "!!", "!!str", "!!str 1", "!!str yes", "!!str ~", "!!str [a]",
    "!!str {a: 1}", "!!str {=: a}", "!!str {=: [a]}", "!!int 1", "!!int '1'", "!!int 1.5", "!!int a", "!!int ''", "!!int 0o17", "!!int [1]", "!!int {=: 5}",
    "!!int ' 7 '", "!!int '-'", "!!int 08", "!!float 1", "!!float '1e3'", "!!float a", "!!float inf", "!!float nan", "!!float ''", "!!float 1:b", "!!bool yes",
    "!!bool 'On'", "!!bool maybe", "!!bool 1", "!!null ''", "!!null a", "!!null [a]", "!!map {a: 1}", "!!map [a]", "!!map a", "!!seq [a]", "!!seq {a: 1}",
    "!!seq a", "!!set {a}", "!!set {a: 1}", "!!set [a]", "!!set\n? a\n", "!!omap [a: 1, b: 2]", "!!omap {a: 1}", "!!omap [a]", "!!omap [{a: 1, b: 2}]",
    "!!pairs [a: 1, a: 2]", "!!pairs [[a]]", "!!pairs a", "!!binary aGVsbG8=", "!!binary aGVsbG8", "!!binary a", "!!binary |\n aGVs\n bG8=\n", "!!binary /w==",
    "!!binary é", "!!binary ''", "!!timestamp 2001-01-01", "!!timestamp a", "!!yaml a", "! a", "! 1", "! '1'", "! yes", "!", "a: !", "! [a]", "! {a: 1}",
    "!!str\ta", "!!str,a", "!a", "!a\n", "a: !b", "!!value x", "!a,b c", "[!a,b c]", "x: !!int 99999999999999999999",
]

# Characters that are not allowed, and errors far into a text.
TEXTS += [
    "\x00", "a\x07b", "a: \x1b[0m", "\x7f", "\x80", "\x9f", "a\x0bb", "\ufffe", "é\x01", "a: b\n\x02",
    "a: 1\nb: [1, 2\nc: 3\n", "a: 1\nb: {c: 1\nd: 2\n", "x" * 60 + ": [" + "y" * 60, "é" * 50 + ": a: " + "ü" * 50,
    "a: 'b\nc: d\n", 'a: "b\nc: d\n', "a: b\n  c: d\n", "a:\n    b: 1\n  c: 2\n", "a:\n  - b\n  c: 1\n", "a: 1\n  - b\n", "a:\n  b\n  c: 1\n",
    "heat_template_version: 2021-04-16\n\tresources: {}", "heat_template_version: 2021-04-16\nx: !!python/object/apply:os.getcwd []\n",
    "resources:\n  a:\n    type: OS::Heat::None\n   properties: {}\n", "resources:\n  a:\n    type: OS::Heat::None\n     properties: {}\n",
    "outputs:\n  a:\n    value: {get_attr: [b, c}\n", "outputs:\n  a:\n    value: {get_attr: [b, c]\n", "parameters:\n  a\n    type: string\n",
    "[" * 20 + "]" * 20, "- " * 20 + "a", "? " * 5 + "a", "{a: " * 10 + "1" + "}" * 10,
]

# What only the loader in C accepts, and what neither accepts: a tab tells which of them read.
TEXTS += [
    "[!!int a,\t1]", "a: 1\r\nb: [1\r\nc: 2\r\n", "[a,\n\ufeffb]", "%YAML 1.3\n---\n[\ta]", "%FOO bar\n---\n[\ta]", "[? , a,\tb]",
    "!!str !!int 1", "- [\t1]\n- |\n  x\n  \ty\n", "k" * 1024 + ": 1", "k" * 1025 + ": 1", "? a\n: - b\n", "[? a : b: c]",
    "[a:b,\tc]", '["\\ud83d\\ude00",\ta]', '"\\ud83d"', "[!, a]", "%FOO bar\n---\n[!<tag:yaml.org,2002:str>, a]",
    "%TAG ! tag:yaml.org,2002:\n---\n[!str a,\tb]", "!%c3 a", "!%c3%28 a",
]

# Commas after tags, in and out of flows; tabs that begin lines of block texts.
TEXTS += [
    f"{before}{tag}{after}"
    for before in ("", "a: ", "- ", "a:\n  - ", "? ")
    for tag in ("!!str", "!foo", "!", "!!int", "!<tag:yaml.org,2002:str>", "!e!x")
    for after in (",", ",b", ",b x", ", x", ",1", " ,x")
]
TEXTS += [f"[{tag}{after}]" for tag in ("!!str", "!foo", "!<x>") for after in (",", ",b", ", b", ",,")]
TEXTS += [
    f"a: {style}\n{lines}"
    for style in ("|", ">", "|2", "|1", ">-")
    for lines in (" x\n\ty\n", "  x\n \ty\n", "\tx\n", " \tx\n", "  \tx\n", "\n\t\n x\n", "  x\n\t\n", "   x\n \t\n  y\n", " \n\tx: 1\n")
]
TEXTS += [f"- |{indent}\n{lines}" for indent in ("", "1", "3") for lines in ("\ta\n", " \ta\n", "   a\n  \tb\n", "   a\n\t- b\n")]
TEXTS += ["a\r\n", "a\rb\n", "a: |\r\n  x\r\n  y\r\n", "'a\r\n\r\nb'", "a: 1\r\nb: [\r\n1]\r\n", "a: '\r\n", "a: |\r  x\r\n\r\n\ty\r\n"]

# Where the reader differs by intent: what it gives, and why.
NO_SETS = "values have no sets: a set is the map that YAML writes it as"
NO_TUPLES = "values have no tuples: a pair is a list, as in JSON"
NO_BYTES = "values have no bytes: they are text, if they are UTF-8"
NO_CYCLES = "values cannot contain themselves"
NO_MESSAGE = "PyYAML fails without a message, and Heat with a status of 500"
NO_SURROGATES = "text cannot have surrogates: a pair is the character that it means"
NO_HALVES = "text cannot have surrogates: one without its partner is U+FFFD"
OURS = {
    "!!set {a}": ("value", "{'a': None}", NO_SETS),
    "!!set {a: 1}": ("value", "{'a': 1}", NO_SETS),
    "!!set\n? a\n": ("value", "{'a': None}", NO_SETS),
    "!!omap [a: 1, b: 2]": ("value", "[['a', 1], ['b', 2]]", NO_TUPLES),
    "!!pairs [a: 1, a: 2]": ("value", "[['a', 1], ['a', 2]]", NO_TUPLES),
    "!!binary aGVsbG8=": ("value", "'hello'", NO_BYTES),
    "!!binary |\n aGVs\n bG8=\n": ("value", "'hello'", NO_BYTES),
    "!!binary ''": ("value", "''", NO_BYTES),
    '"\\ud83d\\ude00"': ("value", "'\U0001f600'", NO_SURROGATES),
    '"\\ud83d"': ("value", "'\ufffd'", NO_HALVES),
}
for bad in ("''", "'-'"):
    message = "invalid literal for int() with base 10: ''"
    OURS[f"!!int {bad}"] = ("error", message, NO_MESSAGE)
OURS["!!float ''"] = ("error", "could not convert string to float: ''", NO_MESSAGE)
for bad in ("maybe", "1"):
    OURS[f"!!bool {bad}"] = ("error", f"invalid boolean: '{bad}'", NO_MESSAGE)


def in_text(message, text, column, line=1):
    excerpt = text.split("\n")[line - 1]
    caret = " " * (column - 1) + "^"
    return f'{message}\n  in "<unicode string>", line {line}, column {column}:\n    {excerpt}\n    {caret}'


CYCLE = "found unconstructable recursive node"
for text, line, column in (("&x [*x]", 1, 1), ("&x {a: *x}", 1, 1), ("a: &x\n  b: *x\n", 1, 4)):
    OURS[text] = ("error", in_text(CYCLE, text, column, line), NO_CYCLES)
for text, message in (
    ("!!binary /w==", "binary data that is no text is not supported"),
    ("!!binary é", "failed to convert base64 data into ascii"),
):
    OURS[text] = ("error", in_text(message, text, 1), NO_BYTES)


def load(text):
    try:
        return {"value": repr(yaml.load(text, Loader=Loader))}
    except yaml.YAMLError:
        return {"value": repr(yaml.load(text, Loader=yaml.SafeLoader))}


def row(text):
    row = {"input": text}
    try:
        row.update(load(text))
    except Exception as error:
        row["error"] = str(error)
    if text in OURS:
        outcome, ours, reason = OURS[text]
        row.update(ours={outcome: ours}, reason=reason)
    return row


assert sys.version_info[:2] == (3, 11)
assert yaml.__version__ == "6.0.3" and yaml._yaml.get_version_string() == "0.2.5"
assert set(OURS) <= set(TEXTS), set(OURS) - set(TEXTS)
for text in dict.fromkeys(TEXTS):
    print(json.dumps(row(text)))
