"""Writes json_cases.jsonl: texts, and what CPython's json.loads makes of each.

Made with CPython 3.11: python3.11 json_cases.py > json_cases.jsonl
A row has the repr of the value, or the text of the exception.
"""

import json
import sys

TEXTS = r"""
null
true
false
NaN
Infinity
-Infinity
-NaN
nul
nullx
True
None
undefined
0
-0
-0.0
0.0
00
01
-01
+1
1.
.5
-.5
1.5
1e5
1E5
1e+5
1e-5
1e
1e+
1.5e
1.e5
-
--1
0x10
1_000
1e400
-1e400
1e-400
9223372036854775807
9223372036854775808
-9223372036854775809
123456789012345678901234567890
0.1
123456789.123456789
4.35
5e-324
1.7976931348623157e308
2.2250738585072014e-308
100000000000000000000000.0
1e22
1e16
123456789012345680
""
"a"
"é"
"😀"
"\""
"\\"
"\/"
"\b\f\n\r\t"
"\a"
"\x41"
"\'"
"\u0041"
"\u00e9"
"\uD83D\uDE00"
"\ud83d\ude00\u0041"
"\u0000"
"\u12"
"\u12 "
"\u123g"
"\uXXXX"
"\u 123"
"\u+123"
"\u1234
"\u123
"\u
"\
"\"
"
"abc
["abc
{"abc
'a'
[]
[ ]
[1]
[1,2]
[ 1 , 2 ]
[1,]
[,1]
[,]
[1 2]
[1
[1,
[
]
[]]
[[]]
[1]]
[1],
[}
{}
{ }
{"a":1}
{ "a" : 1 }
{"a":1,"b":[true,null]}
{"a":1,"a":2}
{"a":1,"b":2,"a":3}
{"a":1,}
{,}
{"a"}
{"a" 1}
{"a":}
{"a":,}
{"a":1 "b":2}
{"a":1
{"a":1,
{"a":
{"a"
{
}
{a:1}
{'a':1}
{1:2}
{null:1}
{"a":1}}
{"a":1} x
{"a":1}{"b":2}
{"a":1]
{"":0}
{"nope
{nope
{"é":[1,}
["é", 😀]
{"a": nope}
{"a": -}
{"a": tru}
[NaN, Infinity, -Infinity]
[1.0, 1, 1e0]
// a comment
[1, /* a comment */ 2]
# a comment
hello
a: [b
heat_template_version: 2013-05-23
""".strip("\n").split("\n")

TEXTS += [
    "",
    " ",
    "\n\n",
    " \t\r\n1 \t\r\n",
    "\ufeff1",
    "1\ufeff",
    "\ufeff",
    "\u00a01",
    "1\u2028",
    "\x0b1",
    '"a\tb"',
    '"a\nb"',
    '"a\x00b"',
    '"\x1f"',
    '"\x7f\x80"',
    '["ok",\n "bad\nline"]',
    '{"a": 1,\n "b": [1,\n  2\n  3]}',
    '{\n "a": 1\n "b": 2\n}',
    "{\n \"a\": 'b'\n}",
    "[\r\n1\r\n2]",
    "\n\n  x",
    '{"é": 1, "è" 2}',
    "[" * 5,
    "[" * 3 + "]" * 4,
    '{"a":' * 4 + "1" + "}" * 4,
    "1" * 4300,
    "1" * 4301,
    "-" + "1" * 4300,
    "[-" + "9" * 5000 + "]",
    "1" * 4301 + ".0",
    "0." + "1" * 5000,
]


def row(text):
    try:
        return {"input": text, "value": repr(json.loads(text))}
    except ValueError as error:
        return {"input": text, "error": str(error)}


assert sys.version_info[:2] == (3, 11)
for text in TEXTS:
    print(json.dumps(row(text)))
