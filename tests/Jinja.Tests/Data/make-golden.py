"""Writes *.golden.json: small templates and what Jinja 3.1.6 makes of them, set up as transformers sets it up.

Each case is [template, text], or [template, null] where Jinja fails. Run it with Python 3 and jinja2 3.1.6:
    python3 make-golden.py
"""

import contextlib
import datetime
import itertools
import json
import pathlib
import random
import re

import jinja2
import jinja2.ext
import jinja2.sandbox

assert jinja2.__version__ == "3.1.6"
HERE = pathlib.Path(__file__).parent
NOW = datetime.datetime(2026, 7, 4, 12, 0)


class Generation(jinja2.ext.Extension):
    """The tag generation, which only marks what a model wrote."""

    tags = {"generation"}

    def parse(self, parser):
        line = next(parser.stream).lineno
        body = parser.parse_statements(["name:endgeneration"], drop_needle=True)
        call = self.call_method("_render")
        return jinja2.nodes.CallBlock(call, [], [], body).set_lineno(line)

    def _render(self, caller):
        return caller()


def raise_exception(message):
    raise jinja2.exceptions.TemplateError(message)


def tojson(value, ensure_ascii=False, indent=None, separators=None, sort_keys=False):
    return json.dumps(value, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys)


ENVIRONMENT = jinja2.sandbox.ImmutableSandboxedEnvironment(
    trim_blocks=True, lstrip_blocks=True, extensions=[Generation, jinja2.ext.loopcontrols])
ENVIRONMENT.filters["tojson"] = tojson
ENVIRONMENT.globals["raise_exception"] = raise_exception
ENVIRONMENT.globals["strftime_now"] = NOW.strftime

INPUTS = json.loads((HERE / "inputs.json").read_text(encoding="utf-8"))


def render(template):
    with contextlib.suppress(Exception):
        return ENVIRONMENT.from_string(template).render(**json.loads(json.dumps(INPUTS)))
    return None


def write(name, templates):
    cases = []
    for template in dict.fromkeys(templates):
        text = render(template)
        # An address or the internals of Python are nothing that could be the same elsewhere.
        if text is not None and re.search(r"(?i)( |%20)at(?: |%20)0x|<class|<function|[\ud800-\udfff]", text):
            continue
        cases.append([template, text])
    lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
    (HERE / f"{name}.golden.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    print(f"{name}: {len(cases)} cases, {sum(text is None for _, text in cases)} of them errors")


OPERANDS = [
    "0", "1", "-7", "3", "2.5", "-0.0", "1e20", "10**20", "true", "none", "'a'", "''", "'ab' ~ n", "[]", "[1, 'b']", "(1, 2)", "{}",
    "{'a': 1}", "missing", "range(3)", "'é😀'",
]
VALUES = OPERANDS + [
    "'Hello World'", "'  x y  '", "'a,b,,c'", "'1_000'", "' 42 '", "'-3.7'", "'0x1f'", "'1e3'", "'<a href=\"x\">b & c</a>'", "text", "words",
    "users", "numbers", "nested", "mixed", "float('x')", "'ǆ ß ŉ ﬁ İ'", "'a\\nb\\r\\nc\\n'", "'tab\\there'", "users[0]", "nested.items()",
    "numbers|map('string')", "'abc'|safe", "[[1, 2], [0]]", "[true, 1, 1.0, 'A', 'a']", "['b', 'A', 'c', 'a']", "{'b': 2, 'A': 3, 'c': 1}",
    "namespace(a=1)", "12345.678", "-1.5", "0.5", "1.5", "2.675", "1e-7", "123456789012345678", "'%s'", "'nan'", "'inf'", "cycler('a', 'b')",
]


def operators():
    signs = ["+", "-", "*", "/", "//", "%", "**", "==", "!=", "<", ">=", "in", "not in", "and", "or", "~"]
    for left, sign, right in itertools.product(OPERANDS, signs, OPERANDS):
        if sign == "**" and (right == "10**20" or (left, right) == ("-7", "2.5")):
            continue  # Python would compute it, or find a complex number.
        yield f"{{{{ ({left}) {sign} ({right}) }}}}"
    for value in OPERANDS:
        for sign in ("-", "+", "not "):
            yield f"{{{{ {sign}({value}) }}}}"
    yield from ["{{ 1 < 2 < 3 }}", "{{ 1 < 3 < 2 }}", "{{ 1 < 2 == 2 in [2] }}", "{{ 2 ** 3 ** 2 }}", "{{ -2 ** 2 }}", "{{ 2 ** -1 }}",
                "{{ not 1 == 2 }}", "{{ 1 ~ 2 + 3 }}", "{{ 1 + 2 ~ 3 * 4 }}", "{{ 7 // 2 * 2 }}", "{{ 1 if 0 else 2 if 0 else 3 }}",
                "{{ 1 if 0 }}", "{{ (1 if 0) is defined }}", "{{ 'a' 'b' \"c\" }}", "{{ 'a' in 'abc' and 'z' not in 'abc' }}",
                "{{ 9223372036854775807 + 1 }}", "{{ -9223372036854775808 - 1 }}", "{{ 9223372036854775807 * 3 }}", "{{ 3037000500 * 3037000500 }}",
                "{{ 10 ** 30 // 7 }}", "{{ 10 ** 30 % -7 }}", "{{ 10 ** 400 * 1.0 }}", "{{ 10 ** 20 == 1e20 }}", "{{ 2 ** 53 + 1 == 2.0 ** 53 }}",
                "{{ 1e308 * 10 }}", "{{ -1e308 * 10 }}", "{{ 1e308 * 10 - 1e308 * 10 }}", "{{ 0.1 + 0.2 }}", "{{ 1 / 3 }}", "{{ 1e15 + 0.5 }}",
                "{{ 1e16 }} {{ 1e15 }} {{ 1e-4 }} {{ 1e-5 }} {{ 123456789.123456789 }} {{ 5e-324 }} {{ 1.7976931348623157e308 }}",
                "{{ 0x1F }} {{ 0b101 }} {{ 0o17 }} {{ 1_000 }} {{ 1_0.5_0 }} {{ 1e+3 }} {{ 1E3 }} {{ 007 }}", "{{ 08 }}", "{{ 0x_f }}",
                "{{ 'abc' < 'abd' }} {{ 'Z' < 'a' }} {{ [1, 2] < [1, 3] }} {{ (1,) < (1, 0) }} {{ '😀' > '￿' }}", "{{ [1, 'a'] < [1, 2] }}",
                "{{ {'a': 1, 'b': 2} == {'b': 2, 'a': 1} }}", "{{ {1: 'a'}[true] }} {{ {1: 'a'}[1.0] }}", "{{ {1: 'a', true: 'b', 1.0: 'c'} }}",
                "{{ {[1]: 2} }}", "{{ {(1, [2]): 2} }}", "{{ {(1, 2): 3}[(1, 2)] }}", "{{ [1] in [[1], 2] }} {{ [] in {} }}",
                "{{ -7 // 2 }} {{ -7 % 2 }} {{ 7 // -2 }} {{ 7 % -2 }} {{ -7.5 // 2 }} {{ -7.5 % 2 }} {{ 7.5 % -2 }} {{ 5 % 1e300 }} {{ -5 % 1e300 }}"]


def subscripts():
    sequences = ["'abcdef'", "'é😀x😀z'", "[1, 2, 3, 4, 5]", "(1, 2, 3)", "range(10)", "range(10, 0, -3)", "numbers|map('int')", "{'a': 1}", "5",
                 "missing", "none", "[]", "''"]
    slices = ["0", "-1", "2", "99", "-99", "'a'", "none", "1.0", "true", ":", "1:", ":2", "-2:", ":-2", "::2", "::-1", "1:4:2", "4:1:-1", "4:1:-2", "-1:-4:-1",
              "99:", ":99", "-99:99", "::0", "::99", "::-99", "none:none", "'a':", "1.5:", "true:", "10**30:", ":10**30", "::-(10**30)"]
    for sequence, part in itertools.product(sequences, slices):
        if sequence.startswith("range") and "-(10" in part:
            continue
        yield f"{{{{ ({sequence})[{part}] }}}}"
    names = ["a", "b", "items", "keys", "get", "x.y", "append", "__class__", "__len__", "_x", "0", "upper", "real", "pop", "name", "start"]
    for owner, name in itertools.product(["{'a': 1, 'items': 2}", "[1, 2]", "'abc'", "5", "2.5", "none", "missing", "users[0]", "namespace(a=1)", "range(3)",
                                          "true", "(1, 2)"], names):
        if owner == "missing" and name.startswith("__"):
            continue
        yield f"{{{{ ({owner}).{name} }}}}"
        yield f"{{{{ ({owner})['{name}'] is defined }}}}"
    yield from ["{{ users[0].name }} {{ users[0]['name'] }} {{ users.0.name }} {{ users[-1].tags.1 }}", "{{ nested.a.b.c }}", "{{ nested['a']['b'].c }}",
                "{{ nested.x.y }}", "{{ nested.x is defined }}", "{{ nested.x.y is defined }}", "{{ x.y.z }}", "{{ 'abc'.upper() }}", "{{ 'abc'['upper']() }}",
                "{{ [1, 2][1, 2] }}", "{{ {(1, 2): 'x'}[1, 2] }}", "{{ users | map(attribute='name') | list }}", "{{ 1.real }}",
                "{{ users[0].missing is none }}", "{{ users[0].tags[0][0] }}", "{{ 1.5.is_integer() }} {{ 3.bit_length() }}"]


def filters():
    unary = ["abs", "capitalize", "count", "d", "default", "dictsort", "e", "escape", "first", "float", "forceescape", "int", "items", "join", "last", "length",
             "list", "lower", "max", "min", "reverse", "round", "safe", "sort", "string", "striptags", "sum", "title", "tojson", "trim", "unique",
             "upper", "urlencode", "wordcount", "xmlattr", "center(11)", "indent", "batch(2)", "slice(2)", "reverse|list", "unique|list", "items|list",
             "batch(2, 'x')|list", "slice(3, 'x')|list", "map('upper')|list", "select|list", "reject|list", "filesizeformat", "truncate(5)", "wordwrap(5)"]
    for value, name in itertools.product(VALUES, unary):
        if name != "wordcount" or not re.match("numbers.map|cycler", value):  # Their text holds an address.
            yield f"{{{{ ({value})|{name} }}}}"
    with_arguments = {
        "attr": ["users[0]|attr('name')", "'a'|attr('upper')", "range(3)|attr('stop')", "missing|attr('a')", "namespace(a=1)|attr('a')"],
        "batch": ["numbers|batch(3)|list", "numbers|batch(3, 0)|list", "numbers|batch(100, '-')|list", "'abcdefg'|batch(3)|list", "[]|batch(2)|list",
                  "numbers|batch(linecount=2, fill_with=none)|list", "numbers|batch(0)|list", "numbers|batch"],
        "slice": ["numbers|slice(3)|list", "numbers|slice(3, 'x')|list", "numbers|slice(20)|list", "[]|slice(2)|list", "numbers|slice(0)|list", "'abc'|slice(2)|list"],
        "default": ["missing|default('x')", "none|default('x')", "''|default('x')", "''|default('x', true)", "0|d('x', boolean=true)", "missing|d", "nested.q|default(1)",
                    "nested.q.r|default(1)", "false|default('f', false)"],
        "dictsort": ["{'b': 1, 'A': 2}|dictsort", "{'b': 1, 'A': 2}|dictsort(true)", "{'b': 1, 'A': 2}|dictsort(false, 'value')",
                     "{'b': 1, 'A': 2}|dictsort(by='value', reverse=true)", "{'b': 1, 'A': 2}|dictsort(by='x')", "{1: 2, 'a': 3}|dictsort"],
        "float": ["'x'|float(1.5)", "'1e400'|float", "' 1.5 '|float", "'1_0.5'|float", "'_1'|float", "'+-1'|float", "'١٢'|int", "none|float(2)", "[]|float", "'infinity'|float"],
        "int": ["'x'|int(5)", "'ff'|int(0, 16)", "'0xff'|int(0, 16)", "'0b11'|int(base=2)", "'0o17'|int(base=8)", "'12'|int(base=0)", "'z'|int(0, 36)", "1e30|int", "'1e3'|int",
                "'99999999999999999999'|int", "none|int", "none|int(default=7)", "[]|int", "(1.0/3)|int", "-2.9|int", "true|int", "'1 2'|int", "'1__0'|int", "'12'|int(base=99)"],
        "format": ["'%s-%s'|format(1, 'a')", "'%(a)s'|format(a=1)", "'%d %i %u'|format(1, 2.9, true)", "'%5.1f|%-5d|%05d|%+d|% d'|format(3.14159, 4, 5, 6, 7)",
                   "'%x %X %o %#x %#o'|format(255, 255, 8, 255, 8)", "'%e %E %g %G'|format(12345.678, 0.00012, 1e20, 1e-10)", "'%c%c'|format('a', 98)", "'%r %a'|format('é', 'é')",
                   "'%%'|format", "'%s'|format", "'%s'|format(1, 2)", "'%d'|format('a')", "'%*d'|format(5, 3)", "'%.2s|%5.1s|'|format('abc', 'xyz')", "'%.3d'|format(5)",
                   "'%s'|format(a=1)", "'%(a)s %(b)s'|format(a=1)", "'%z'|format(1)", "'%'|format(1)", "'%s %s'|format([1], {'a': 1})", "'%g %g %g'|format(100000, 1000000, 0.0001)",
                   "'%.0f %.0e %#.0f'|format(2.5, 2.5, 2.5)", "'%10s|%-10s|'|format('é😀', 'é😀')", "'%s' % 5", "'%s' % (5,)", "'%s' % [1, 2]", "'%s %s' % (1, 2)", "'%s' % {'a': 1}",
                   "'%(a)s' % {'a': 1}", "'x' % {'a': 1}", "'x' % 5", "'x' % []", "'x' % ()", "'%s' % ()", "'%f' % 10 ** 20", "'%.10g' % 0.1", "'%d' % (10 ** 25)", "'%x' % -255"],
        "groupby": ["users|groupby('city')|length", "users|groupby('city')", "users|groupby('missing')", "users|groupby('missing', default='?')|map(attribute='grouper')|list",
                    "users|groupby('city', case_sensitive=true)|map(attribute=0)|list", "users|groupby('age')|map('first')|list", "[]|groupby('a')", "users|groupby"],
        "indent": ["text|indent", "text|indent(2)", "text|indent(2, true)", "text|indent(2, true, true)", "text|indent('> ', first=true)", "text|indent(width=0)", "5|indent", "''|indent(2, true)",
                   "'a\\n\\nb'|indent(2, blank=true)", "'a\\n'|indent(1)", "text|indent(-1)", "text|indent('\\t')"],
        "join": ["numbers|join(',')", "users|join(', ', attribute='name')", "users|join(', ', 'tags.0')", "'abc'|join('-')", "{'a': 1, 'b': 2}|join('|')", "[1, none, true, 'x']|join",
                 "5|join", "missing|join(',')", "numbers|join(1)", "users|join(attribute='missing')", "[['a'], ['b']]|join(',')", "words|join(d='+')"],
        "map": ["words|map('length')|list", "users|map(attribute='name')|join", "users|map(attribute='x', default='?')|list", "words|map('replace', 'a', 'b')|list", "words|map('nope')|list",
                "words|map|list", "users|map(attribute='tags.0')|list", "users|map(attribute='name', x=1)|list", "numbers|map('round', 1)|list", "numbers|map('string')|map('upper')|join(' ')",
                "missing|map('upper')|list", "5|map('upper')|list", "words|map(attribute='upper')|length", "[[1, 2], [3]]|map('first')|list", "[[1, 2], [3]]|map(attribute=0)|list"],
        "select": ["numbers|select('odd')|list", "numbers|reject('odd')|list", "numbers|select('divisibleby', 3)|list", "numbers|select('>', 2)|list", "numbers|select('in', [1, 2])|list",
                   "users|selectattr('active')|map(attribute='name')|list", "users|rejectattr('active')|map(attribute='name')|list", "users|selectattr('age', 'gt', 30)|map(attribute='name')|list",
                   "users|selectattr('name', 'equalto', 'Bob')|list|length", "users|selectattr('x', 'defined')|list", "users|selectattr|list", "numbers|select('nope')|list", "mixed|select('string')|list",
                   "mixed|select('none')|list", "mixed|reject('none')|list", "users|selectattr('tags.0', '==', 'a')|map(attribute='name')|list", "missing|select|list", "mixed|select|list",
                   "numbers|select('odd')|first", "numbers|select('odd')|last", "(numbers|select('odd'))|length", "numbers|select('odd')|tojson", "numbers|select('odd')|list|tojson"],
        "replace": ["'aaa'|replace('a', 'b')", "'aaa'|replace('a', 'b', 2)", "'aaa'|replace('', '-')", "'aaa'|replace('a', '', count=1)", "5|replace(5, 6)", "none|replace('None', 'x')", "'abc'|replace('x', 'y')",
                    "'aaa'|replace('a', 'b', 0)", "'aaa'|replace('a', 'b', -1)", "'aaa'|replace('a')", "'é😀'|replace('', '.')"],
        "round": ["2.5|round", "3.5|round", "-2.5|round", "2.675|round(2)", "1234|round(-2)", "1250|round(-2)", "1350|round(-2)", "42.55|round(1, 'floor')", "42.55|round(1, 'ceil')", "42|round", "42.7|round(method='floor')",
                  "42.5|round(0, 'x')", "'a'|round", "0.5|round|int", "1e300|round(2)", "5.015|round(2)", "1.005|round(2)", "0.125|round(2)", "0.375|round(2)", "1234.5678|round(-2)", "true|round", "42.5|round(precision=0)",
                  "-0.4|round", "1e-9|round(8)", "123456.789|round(1, 'ceil')", "7|round(1, 'ceil')", "7|round(-1, 'floor')", "2.5|round(none)"],
        "sort": ["numbers|sort", "numbers|sort(reverse=true)", "words|sort", "words|sort(case_sensitive=true)", "users|sort(attribute='age')|map(attribute='name')|list",
                 "users|sort(attribute='city,age')|map(attribute='name')|list", "users|sort(true, attribute='city')|map(attribute='name')|list", "mixed|sort", "'hello'|sort", "{'b': 1, 'a': 2}|sort", "[[2], [1]]|sort",
                 "users|sort", "[3, 1.5, true]|sort", "users|sort(attribute='missing')", "[(1, 'b'), (1, 'a')]|sort"],
        "sum": ["numbers|sum", "users|sum(attribute='age')", "numbers|sum(start=10)", "[]|sum", "words|sum", "[[1], [2]]|sum(start=[])", "['a']|sum(start='')", "[1.5, 2]|sum", "[true, true]|sum", "users|sum('age', 5)"],
        "minmax": ["words|min", "words|max", "words|max(case_sensitive=true)", "users|min(attribute='age')", "users|max(attribute='age')", "[]|min", "mixed|max", "'hello'|max", "[1, 1.0, true]|max", "['b', 'B']|min", "['b', 'B']|max"],
        "tojson": ["nested|tojson", "nested|tojson(indent=2)", "users|tojson(indent=0)", "nested|tojson(indent='\\t')", "nested|tojson(separators=(',', ':'))", "nested|tojson(sort_keys=true)", "'é\\n\\t\"\\\\/<>&\\''|tojson",
                   "'é😀\\x7f\\x01'|tojson(ensure_ascii=true)", "'é😀\\x7f\\x01\\u2028'|tojson", "[1, 1.0, 1e20, -0.0, true, none, 'a']|tojson", "(1, 2)|tojson", "{1: 2, none: 3, true: 4, 1.5: 5}|tojson", "{(1, 2): 3}|tojson", "range(3)|tojson",
                   "missing|tojson", "[missing]|tojson", "[]|tojson(indent=2)", "{}|tojson(indent=2)", "[[], {}]|tojson(indent=2)", "(1e308 * 10)|tojson", "namespace(a=1)|tojson", "nested|tojson(ensure_ascii=false, indent=4)",
                   "'</script>'|tojson", "10 ** 25|tojson", "{'b': 1, 'a': {'d': 1, 'c': 2}}|tojson(sort_keys=true)", "{1: 2, 'a': 3}|tojson(sort_keys=true)", "users|map(attribute='name')|tojson", "{'a': 1}.items()|tojson", "{'a': 1}.items()|list|tojson",
                   "nested|tojson(2)", "nested|tojson(true, 1)", "nested|tojson(indent=none)", "'a'|upper|tojson", "loop|tojson", "users|groupby('city')|tojson", "('a'|safe)|tojson", "nested|tojson(indent=2, separators=('; ', ' = '))", "nested|tojson(foo=1)"],
        "truncate": ["'foo bar baz qux'|truncate(9)", "'foo bar baz qux'|truncate(9, true)", "'foo bar baz qux'|truncate(11)", "'foo bar baz qux'|truncate(11, false, '...', 0)", "'foobarbaz'|truncate(5, false, '', 0)", "'abc'|truncate(2)",
                     "5|truncate", "'é😀é😀é😀é😀é😀'|truncate(5, true, '…', 0)", "text|truncate(20)", "text|truncate(length=12, end='!')", "'foo bar'|truncate(3, leeway=-1)", "[1, 2]|truncate"],
        "unique": ["['a', 'A', 'b']|unique|list", "['a', 'A', 'b']|unique(true)|list", "users|unique(attribute='city')|map(attribute='name')|list", "[1, 1.0, true, 2]|unique|list", "[[1], [1]]|unique|list", "'hello'|unique|join"],
        "wordwrap": ["text|wordwrap(10)", "text|wordwrap(10, false)", "'abcdefghij'|wordwrap(4)", "'abcdefghij'|wordwrap(4, false)", "'aa-bb-cc dd'|wordwrap(4)", "'aa-bb-cc dd'|wordwrap(4, break_on_hyphens=false)", "text|wordwrap(10, wrapstring='|')",
                     "'a b'|wordwrap(0)", "'\\n\\na b'|wordwrap(1)", "'  lead and  double  spaces '|wordwrap(8)", "'well-known-word and-so on'|wordwrap(7)", "''|wordwrap(3)"],
        "urlencode": ["'a b/c?d=é&😀'|urlencode", "{'a b': 'c/d', 'e': 1}|urlencode", "[('a', 1), ('b', 'x y')]|urlencode", "5|urlencode", "'~-._'|urlencode", "[1]|urlencode"],
        "filesizeformat": [f"{n}|filesizeformat" for n in (0, 1, 999, 1000, 1500, 999999, 1000000, 123456789, 10 ** 24, 10 ** 28, -5, 1.5)] + [f"{n}|filesizeformat(true)" for n in (1023, 1024, 1536, 2 ** 30, 2 ** 80)] + ["'1000'|filesizeformat"],
        "misc": ["'abc'|center(10)|length", "'abc'|center", "'xxabcxx'|trim('x')", "'abc'|trim(none)", "words|first", "words|last", "[]|first", "[]|last", "[]|first is defined", "'héllo wörld'|title", "\"it's a {test} (of) [some] <b>-words\"|title",
                 "'a-b c_d'|title", "'ÀÉ'|lower", "'straße'|upper", "'HELLO wORLD'|capitalize", "'a b  c_d e-f 1.5'|wordcount", "'<p>a  <b>b</b>&amp;c<!-- x --></p>'|striptags", "{'class': 'a', 'id': none, 'x': '\"<'}|xmlattr",
                 "{'a b': 1}|xmlattr", "{'a': 1}|xmlattr(false)", "'a'|upper|lower|title", "'x'|nope", "'x' if true else ('y'|nope)", "('<b>'|safe) ~ '<i>'", "('<b>'|safe) + '<i>'", "'<i>' + ('<b>'|safe)", "['<b>'|safe]", "('<b>'|e)|e", "('<b>'|safe)|forceescape",
                 "('a<'|safe) % 1", "('%s<'|safe) % '<'", "'a'|string|safe|upper is escaped", "users|items", "users[0]|items|list", "'abc'|list|reverse|join", "'abc'|reverse", "{'a': 1, 'b': 2}|reverse|list", "range(3)|reverse|list", "(1, 2)|reverse|list",
                 "numbers|select('odd')|reverse|list", "5|reverse", "'😀é'|reverse", "{'a': 1}|list", "{'a': 1}|first", "'abc'|first", "{'a': 1, 'b': 2}|last", "range(5)|last", "words|random is string", "[]|random is undefined", "'a'|count", "5|length"],
    }
    for expressions in with_arguments.values():
        yield from (f"{{{{ {expression} }}}}" for expression in expressions)


def methods():
    texts = ["'Hello World'", "''", "'  pad  '", "'a,b,,c'", "'é😀 ß'", "'ABC'", "'abc'", "'123'", "'1.5'", "'a\\nb\\r\\nc'", "'Title Case'", "'x_1'", "'½²'", "'\\t\\n '", "'ǅ'", "'aXbXc'", "'mIxEd'"]
    calls = ["capitalize()", "casefold()", "center(12)", "center(12, '*')", "center(3)", "center(6, '-')", "count('a')", "count('')", "count('a', 1)", "count('b', 1, -1)", "endswith('c')", "endswith(('c', 'd'))", "endswith('')",
             "expandtabs()", "expandtabs(4)", "find('b')", "find('zz')", "find('', 3)", "find('b', 2)", "find('c', -2)", "index('b')", "index('zz')", "isalnum()", "isalpha()", "isascii()", "isdecimal()", "isdigit()", "isidentifier()",
             "islower()", "isnumeric()", "isprintable()", "isspace()", "istitle()", "isupper()", "join(['x', 'y'])", "join('abc')", "join([1])", "ljust(12)|tojson", "ljust(12, '.')", "rjust(12, '.')", "lower()", "lstrip()|tojson", "lstrip('Ha ')", "rstrip()|tojson",
             "rstrip('cd ')", "strip()", "strip('a c')", "strip(none)", "partition(',')", "partition('X')", "rpartition(',')", "rpartition('X')", "partition('')", "removeprefix('He')", "removesuffix('c')", "replace('a', 'ZZ')", "replace('a', 'Z', 1)", "replace('', '-')",
             "replace('b', '')", "rfind('c')", "rfind('')", "rindex('l')", "split()", "split(',')", "split(',', 1)", "split(none, 1)", "split('')", "split(sep=',', maxsplit=2)", "rsplit(',', 1)", "rsplit(none, 1)", "rsplit()", "rsplit('X')", "splitlines()", "splitlines(true)",
             "splitlines(keepends=true)", "startswith('H')", "startswith(('a', 'H'))", "startswith('b', 1)", "startswith([])", "startswith('')", "swapcase()", "title()", "upper()", "zfill(8)", "zfill(2)", "center('x')", "upper(1)", "nope()", "format()",
             "startswith('a', 1, 2)", "find(1)", "split(1)", "replace('a')", "count()", "isupper", "index('')", "rjust(5, 'ab')", "join({'k': 1, 'l': 2})", "join('a'|list)", "join(users|map(attribute='name'))"]
    for text, call in itertools.product(texts, calls):
        yield f"{{{{ {text}.{call} }}}}"
    yield from (f"{{{{ {expression} }}}}" for expression in [
        "'-42'.zfill(6)", "'+42'.zfill(6)", "'{} {}'.format(1, 'a')", "'{0} {1} {0}'.format(1, 'a')", "'{a}'.format(a=1)", "'{a.b.c}'.format(a=nested)", "'{a[b]}'.format(a={'b': 1})", "'{0[1]}'.format([1, 2])", "'{!r}'.format('a')", "'{0!s:>5}'.format('a')",
        "'{:>5}|{:<5}|{:^5}|{:*^7}'.format('a', 'b', 'c', 'd')", "'{:5}|{:05d}|{:+d}|{: d}|{:,}'.format(1, 2, 3, 4, 1234567)", "'{:.2f} {:8.3f} {:e} {:g} {:%}'.format(3.14159, 2.5, 12345.6, 0.00001, 0.25)", "'{:x} {:X} {:o} {:b} {:#x} {:c}'.format(255, 255, 8, 5, 255, 65)",
        "'{{}}'.format()", "'{'.format()", "'}'.format()", "'{}'.format()", "'{} {0}'.format(1)", "'{:{}}'.format('a', 5)", "'{:{w}.{p}f}'.format(2.5, w=8, p=2)", "'{:d}'.format('a')", "'{:s}'.format(1)", "'{:z}'.format(1)", "'{:.3}'.format('abcdef')", "'{:_}'.format(1234567)", "'{:10}|'.format(true)",
        "'{}'.format(none)", "'{}'.format([1, 'a'])", "'{:5}'.format([1])", "'{x.upper}'.format(x='a')|length > 3", "'{:.3}'.format(1.23456)", "'{:}'.format(2.0)", "'{:.0f}'.format(0.5)", "'{:g}'.format(1e20)", "'{:n}'.format(5)", "'{:=+6d}'.format(5)", "'{:0>6}'.format(5)", "'{:é^5}'.format('a')",
        "'{a}'.format_map({'a': 1})", "'{a}'.format_map({})", "'{0.__class__}'.format(1)", "{'a': 1}.get('a')", "{'a': 1}.get('b')", "{'a': 1}.get('b', 2)", "{'a': 1}.get([])", "{'a': 1}.get()", "{'a': 1}.keys()", "{'a': 1}.values()", "{'a': 1}.items()", "{'a': 1}.keys()|list", "{'a': 1}.items()|list",
        "{'a': 1}.items()[0]", "{'a': 1}.copy()", "{'a': 1}.pop('a')", "{'a': 1}.update({'b': 2})", "{'a': 1}.setdefault('a')", "{'a': 1}.clear()", "{'a': 1}.popitem()", "{}.fromkeys('ab', 1)", "{'a': 1}.keys() == {'a': 2}.keys()", "{'a': 1}.values() == {'a': 1}.values()", "'a' in {'a': 1}.keys()", "1 in {'a': 1}.values()",
        "('a', 1) in {'a': 1}.items()", "[1, 2, 1].count(1)", "[1, 2, 1].index(2)", "[1, 2, 1].index(9)", "[1, 2, 1].index(1, 1)", "[1].append(2)", "[1].pop()", "[1].insert(0, 1)", "[1].extend([2])", "[1].sort()", "[1].reverse()", "[1].remove(1)", "[1].clear()", "[1].copy()", "(1, 2).count(1)", "(1, 2).index(2)",
        "range(5).index(3)", "range(5).count(3)", "range(10)|length", "range(3, 9, 4)|list", "range(5, 0, -2)|list", "range(0)", "range(1, 2, 0)", "range('a')", "range()", "range(1.5)", "3 in range(0, 10, 3)", "4 in range(0, 10, 3)", "3.0 in range(5)", "'a' in range(5)", "range(3) == range(0, 3, 1)", "range(3)[1]", "range(10)[2:8:3]", "range(10)[-1]",
        "dict(a=1, b='x')", "dict({'a': 1}, b=2)", "dict([('a', 1), ('b', 2)])", "dict([1])", "dict(5)", "dict(1, 2)", "dict()", "namespace({'a': 1}, b=2).b", "namespace().x is defined", "joiner('-')()", "cycler('a', 'b').next()", "cycler()", "raise_exception('boom')", "raise_exception()",
        "strftime_now('%Y-%m-%d %H:%M:%S')", "strftime_now('%d %b %Y')", "strftime_now('%A %B %e %I %p %j %U %w %y %% %-d %-m %a')", "strftime_now('%c|%x|%X')", "strftime_now('%Z%z')", "strftime_now('%F %T %D %R %u %V %G %W %h')", "strftime_now(5)", "strftime_now('')", "5()", "'a'()", "missing()", "none()", "users[0].name()", "upper('a')",
        "range(*[1, 5])|list", "dict(**{'a': 1})", "dict(**5)", "range(*5)", "'{} {a}'.format(*[1], **{'a': 2})", "dict(a=1, **{'a': 2})", "'a'.upper(**{})", "10.bit_length()", "(2.0).is_integer()", "(2.5).is_integer()", "true.real"])


def tests():
    names = ["defined", "undefined", "none", "boolean", "true", "false", "integer", "float", "number", "string", "mapping", "sequence", "iterable", "callable", "escaped", "lower", "upper", "odd", "even", "divisibleby(3)", "sameas(1)", "sameas true", "in [1, 'a']", "in('abc')", "eq 1", "==(1)",
             "equalto('a')", "ne 1", "gt 1", "greaterthan(0)", "ge(1)", "lt(2)", "lessthan 2", "le 3", "filter", "test", "not defined", "not none", "not string", "divisibleby 0", "in 5", "lt 'a'"]
    for value, name in itertools.product(VALUES, names):
        yield f"{{{{ ({value}) is {name} }}}}"
    yield from ["{{ 1 is odd and 2 is even }}", "{{ 1 is not odd or false }}", "{{ 'upper' is filter }}", "{{ 'nope' is filter }}", "{{ 'odd' is test }}", "{{ 1 is nope }}", "{% if false %}{{ 1 is nope }}{% endif %}ok", "{% if true %}{{ 1|nope }}{% endif %}",
                "{{ 1 is divisibleby }}", "{{ 4 is divisibleby 2 and true }}", "{{ 1 is odd is odd }}", "{{ x is defined and x }}", "{{ users is sequence and users is not mapping }}", "{{ 1 is in [1] }}", "{{ not x is defined }}", "{{ 5 is eq 5 }}", "{{ [1] is eq [1] }}",
                "{{ 'a' is sameas 'a' }}", "{{ none is sameas none }}", "{{ 'ab'.upper is callable }}", "{{ range is callable }}", "{{ loop is defined }}", "{{ users[0] is mapping }}", "{{ 'a' is lower }} {{ 'A1' is upper }} {{ '1' is lower }}"]


def literals():
    yield from (f"{{{{ {literal} }}}}" for literal in [
        r"'a\nb'", r"'a\tb\\c\'d\"e'", r'"a\"b\'c"', r"'\x41\u00e9\U0001f600\101\0'|tojson", r"'\d\é\z'", r"'\q'", "'a\\\nb'", r"'\x4'", r"'\u12'", "'unterminated", "'é😀'", "[1, 2, ]", "[1, , 2]", "[,]", "{'a': 1, }", "{'a' 1}", "{,}", "()", "(1)", "(1,)", "(1, 2)", "1, 2", "1,", "[[], [[]]]",
        "{'a': {'b': [1, (2,)]}}", "[true, True, false, False, none, None]", "[1.0, 1e3, 0.1, -0.0, 1e100]", "['a', \"b'c\", 'd\"e', 'f\\'\"g', '\\n\\t\\x00\\x7f\\xa0\\xad']", "['\\u200b\\u2028é😀\\U000e0001']", "{none: 1, true: 2, 1.5: 3, 'a': 4, (1, 2): 5}", "''", "", "{}", "[", "(", "{'a': 1", "]", ")", "1 2", "a b", "1 +", "+", "* 1", "a.", "a.1x", "a[", "a[]", "a()()", "a(",
        "f(a=1, a=2)", "f(a=1, 2)", "f(*a, 1)", "f(**a, b=1)", "f(,)", "'a'|", "'a'||upper", "'a'|upper()|lower", "|upper", "x is", "x is not", "not", "if", "1 if", "1 if true else", "1 else 2", "true if true", "a = 1", "a == = 1", "a ! b", "a & b", "a ? b", "@", "$", "a \\ b", "`a`", "1 <> 2", "1 === 1", "not not true", "- - 1", "+-+1", "not -1", "-'a'", "-missing",
        "true.x", "[1,2,3] [0]", "'abc' [1]", "{'a':1} ['a']", "{'a':1} .a", "(1, 2) [0]", "-1 ** 2", "(-1) ** 2", "-1|abs", "(-1)|abs", "1 + 2|string ~ 3", "1 ~ 2|string", "'a' + 'b'|upper", "not x|default(true)", "1 in [1]|list", "5 // 2 ** 2", "2 * 3 % 4", "1 - 1 - 1", "2 / 2 / 2", "1 < 2 and 2 < 1 or 3", "1 or 2 and 0", "not 1 or 1", "'a' ~ 'b' == 'ab'", "1 == 1.0 == true",
        "namespace", "varargs is defined", "caller is defined", "kwargs is defined", "[x for x in y]", "lambda: 1", "x := 1", "1if 1else 2", "1.", ".5", "1..2", "1.e5", "1e", "0b2", "0o8", "0xg", "1__0", "_a is defined", "ünïcode is defined", "a$b", "'a''b'", "'a'\n'b'", "users\n[0]\n.name", "'\r\n'|length", "\"{{ x }}\"", "'%}'", "'}}'", "{'a': '}}'}", "{'a': {'b': 1}}.a.b", "{'a':{'b':1}}['a']['b']"])


def statements():
    yield from (STATEMENTS := [case.strip("\n") for case in (HERE / "statements.txt").read_text(encoding="utf-8").split("\n====\n")])
    # The same with other white space control.
    for case, (begin, end) in itertools.product(STATEMENTS, [("{%-", "-%}"), ("{%+", "%}"), ("{%", "+%}"), ("  {%", "%}  "), ("\n  {%", "%}\n\n")]):
        yield re.sub(r"\{%[-+]?", begin, re.sub(r"[-+]?%\}", end, case))


def formats():
    # Each draws the same sample of all that can be combined.
    draw = random.Random(1)
    percent = list(itertools.product(["", "-", "0", "+", " ", "#", "-0", "#0", "+0"], ["", "3", "9"], ["", ".", ".0", ".4"], "sdiuxXoeEfFgGcra",
                                     ["0", "-42", "255", "true", "2.5", "-0.0", "1e22", "'B'", "'é😀'", "10 ** 25", "none"]))
    yield from (f"{{{{ 'x%{flags}{width}{precision}{kind}|' % ({value}) }}}}" for flags, width, precision, kind, value in draw.sample(percent, 1500))
    braces = list(itertools.product(["", "<", "*^", "=", "é>", "0="], ["", "+", " ", "-"], ["", "", "z"], ["", "#"], ["", "0"], ["", "3", "12"], ["", "", ",", "_"],
                                    ["", "", ".0", ".3"], ["", "d", "x", "X", "b", "o", "c", "e", "E", "f", "g", "G", "%", "n", "s", "q"],
                                    ["0", "-1234567", "255", "2.5", "-0.0", "-0.0001", "1e16", "123456.789", "1e308", "'abc'", "true", "n * 1e308 * 10"]))
    yield from (f"{{{{ '{{:{''.join(spec)}}}|'.format({value}) }}}}" for *spec, value in draw.sample(braces, 1500))
    yield from (f"{{{{ {expression} }}}}" for expression in [
        "'%*.*d' % (7, -2, 5)", "'%-*d|' % (-7, 5)", "'{0[1]}{}'.format('ab')", "'{0.real}{}'.format(7)", "'{0}{}'.format(1, 2)", "'{}{0}'.format(1, 2)", "'{.real}'.format(1)",
        "'{[0]}'.format('ab')", "'{:,_}'.format(1)", "'{:_,}'.format(1)", "'%%%s' % self", "'{:c}'.format(1114112)", "'%c' % 1114112", "'%c' % -1"])
    yield from (f"{{{{ strftime_now('{flags}') }}}}" for flags in [
        "%5Y", "%05d", "%_5d", "%-5d", "%^a", "%#a", "%#p", "%P", "%^B", "%_j", "%0e", "%_m", "%10A", "%010A", "%^10a", "%-10A", "%5%", "%-%", "%Oy", "%Ey", "%Ed", "%OY", "%5", "%-", "%Q",
        "%5Q", "%3n", "%12T", "%012D", "%_D", "%^c", "%--d", "%-_d", "%_-d", "%0-e", "%3C", "%g", "%_y", "%-j", "%0l", "%#b", "%-f", "%6f", "%E", "%O", "% d", "%_H:%-M", "%-d%_d%0d"])
    yield from (f"{{{{ {expression} }}}}" for expression in [
        "-2.5|round(-2, 'ceil')", "-2|round(-2, 'ceil')", "-0.0|round(0, 'ceil')", "-0.2|round(0, 'ceil')", "10 ** 20|round(2, 'floor')", "(2 ** 63 + 1)|round(1, 'ceil')", "0 / -5", "0 / -(2 ** 64)",
        "(31 * 9223372036854775807) / 100", "(31 * 9223372036854775807) / 1E+2", "(2 ** 64 + 1) / 3", "10 ** 400 / 10 ** 399", "10 ** 400 / 3", "1 / 10 ** 320", "1 / 10 ** 400", "(2 ** 53 + 1) / 1", "(2 ** 54 + 2) / 1",
        "(2 ** 1024 - 2 ** 970) / 1", "(2 ** 1024 - 1) / 1", "9007199254740993 / 1", "-9007199254740993 / 3", "(2 ** 100)|float", "(2 ** 64 - 1) * 1.0", "3.bit_count()", "-(2 ** 70).bit_count()", "1.5.bit_count is defined",
        "7.as_integer_ratio()", "'abc'.translate({97: 'X', 98: none, 99: 100})", "'abc'.translate({97: 1114112})", "'a😀'.translate({128512: 'ok'})", "'abc'.translate([])", "'abc'.translate(5)", "'\x00\x01'.translate('xy')",
        "'  1  2   3  '.split(none, 1)", "'  1  2   3  '.split(none, 2)", "'  1  2   3  '.split(none, 3)", "'  1  2   3  '.rsplit(none, 1)", "'  1  2   3  '.rsplit(none, 3)", "' 1 '.split(none, 0)", "'  '.split(none, 0)",
        "users|sort(attribute='tags.0,name')|map(attribute='name')|list"])
    texts = ["\"{'a': {'b': 'deep'}}, 'list': [1]\"", "'ab--cd ef'", "'ab-- cd'", "'a--b'", "'one-two-three'", "'x-ray e-mail'", "'-option --flag'", "'ab-cd-e'", "'é-ü éé-üü'", "'a_b-c_d'", "'12-34 ab-34'",
             "'aaaaaaaaaaaaaaa-bbbbbbbbbb'", "'----------'", "'a\u2003\u2003b c'", "'😀😀😀😀😀-😀😀'", "'well-known, so-called'", "'a!--b'", "'(ab-cd)'", "'ab-cd-'", "' - '"]
    yield from (f"{{{{ {text}|wordwrap({arguments}) }}}}" for text, arguments in itertools.product(texts, ["5", "3", "1", "8", "5, false", "4, true, '|'", "5, break_on_hyphens=false"]))


for generator in (operators, subscripts, filters, methods, tests, literals, formats, statements):
    write(generator.__name__, generator())
