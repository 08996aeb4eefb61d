"""What the server sends comes out again in every format, value for value."""
import csv
import io
import json
import re

import yaml
from harness import canned_server, expect, person, simulator
from ruamel.yaml import YAML

HOSTILE = ["no", "~", "null", "1e3", "1E3", "0o7", "0x1F", "12:30", "2001-01-01", "=", "<<", "", " ", "  lead", "trail  ",
           "a\nb", "a\n", "\n", "a\tb", "\t", '"', "'", "a: b", "a #b", "# x", "- x", "? x", "\u0001\u001b[31m", "\u007f",
           "\u0085", "\u2028", "\ufeffx", "\U0001f600 \U0001f468\u200d\U0001f469", "yes", "on", "off", "y", "N", ".inf", "-.INF",
           ".nan", "1_000", "1.0", "-0", "+1", "0b1", "017", "{a}", "[b]", "&a", "*a", "!t", "%d", "@x", "`x", "|", ">",
           "true", "False", "NULL", "a\\b", "--- x", "...", ": ", "x:", "e\u0301", "2026-11-23T10:00:00Z", "1:2:3"]


def rows_of(texts):
    return [{"id": number, "server": text, "description": {text: [text]}} for number, text in enumerate(texts)]


def test_json_is_what_the_server_sent():
    sent = ('[{"id":1,"big":12345678901234567890123,"exp":1E0,"neg":-0.0,"long":1.10,"tiny":1e-400,"server":"a\\u00e9\\n",'
            '"z":null,"a":[1.0,{"x":true}],"fwGWID":4294967295}]').encode()
    with canned_server({"/api/Gateway": sent}) as farm, person() as me:
        me.login(farm)
        for options in (["-o", "json"], ["-o", "jsonl"]):
            out = me.run("gateway", "list", *options).expect_code(0).text
            value = json.loads(out if options[1] == "json" else f"[{out}]", parse_int=str, parse_float=str)
            expect(value == json.loads(sent, parse_int=str, parse_float=str), out)
            expect(re.findall(r"[-\d][\d.eE+-]*(?=[,}\]])", out.strip()) ==
                   re.findall(r"[-\d][\d.eE+-]*(?=[,}\]])", sent.decode()), out)
            expect(list(value[0]) == list(json.loads(sent)[0]), "the order of the members")


def test_yaml_reads_back_as_the_same_json():
    rows = rows_of(HOSTILE)
    with canned_server({"/api/Gateway": json.dumps(rows).encode()}) as farm, person() as me:
        me.login(farm)
        out = me.run("gateway", "list", "-o", "yaml").expect_code(0).text
        expect(yaml.safe_load(out) == rows, "a YAML 1.1 parser reads something else")
        expect(YAML(typ="safe", pure=True).load(out) == rows, "a YAML 1.2 parser reads something else")
        numbers = b'[{"a":1E5,"b":1e-7,"c":-0.5,"d":10000000000000000000,"e":1.5e300,"f":0}]'
    with canned_server({"/api/Gateway": numbers}) as farm, person() as me:
        me.login(farm)
        out = me.run("gateway", "list", "-o", "yaml").expect_code(0).text
        expect(yaml.safe_load(out) == json.loads(numbers), out)
        expect(YAML(typ="safe", pure=True).load(out) == json.loads(numbers), out)


def test_csv_reads_back_as_the_same_text():
    rows = rows_of(HOSTILE)
    with canned_server({"/api/Gateway": json.dumps(rows).encode()}) as farm, person() as me:
        me.login(farm)
        out = me.run("gateway", "list", "-o", "csv", "--columns", "id,server,description").expect_code(0).text
        read = list(csv.DictReader(io.StringIO(out, newline="")))
        expect([one["server"] for one in read] == HOSTILE, out)
        expect([json.loads(one["description"]) for one in read] == [one["description"] for one in rows], out)


def test_invalid_utf8_is_refused():
    with canned_server({"/api/Gateway": b'[{"id":1,"server":"\xff"}]'}) as farm, person() as me:
        me.login(farm)
        ran = me.run("gateway", "list", "-o", "json").expect_code(1)
        expect("UTF-8" in ran.err, ran.err)


def test_what_is_unknown_is_shown():
    with canned_server({
        "/api/Gateway": b'[{"id":1,"server":"a","brandNew":{"x":1},"gwMode":77}]',
        "/api/Gateway/1": b'[{"id":1,"server":"a"}]',
        "/api/Site": b'{"id":1,"name":"only"}',
    }) as farm, person() as me:
        me.login(farm)
        row = me.run("gateway", "list", "-o", "json").expect_code(0).json()[0]
        expect(row["brandNew"] == {"x": 1} and row["gwMode"] == 77, row)
        expect("77" in me.run("gateway", "list", "--columns", "id,gwMode").expect_code(0).text, "an unknown enum number")
        expect("brandNew" in me.run("gateway", "list", "-o", "csv").expect_code(0).text, "an unknown column")
        expect("a" in me.run("gateway", "get", "1").expect_code(0).text, "a list where an object was documented")
        expect("only" in me.run("site", "list").expect_code(0).text, "an object where a list was documented")


def test_unknown_field_is_sent_with_a_warning():
    with canned_server({"/api/Gateway/1": (204, b"")}) as farm, person() as me:
        me.login(farm)
        ran = me.run("gateway", "update", "1", "--set", "brandNew=5", "--set", "other.deep=x").expect_code(0)
        expect("brandNew" in ran.err and "not a known field" in ran.err, ran.err)
        expect(json.loads(farm.requests[-1][2]) == {"brandNew": 5, "other": {"deep": "x"}}, farm.requests[-1])


def test_nothing_from_the_server_commands_the_terminal():
    row = [{"id": 1, "server": "a\u001b]0;x\u0007\u202eb\nc\u009b31m", "enabled": True}]
    with canned_server({"/api/Gateway": json.dumps(row).encode()}) as farm, person() as me:
        me.login(farm)
        for form in ("table", "wide"):
            out = me.run("gateway", "list", "-o", form).expect_code(0).text
            expect(not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", out), repr(out))


def test_filters_sort_limit_and_formats_on_the_demo_farm():
    with simulator() as farm, person() as me:
        me.login(farm)
        expect(len(me.run("gateway", "list", "-o", "json").expect_code(0).json()) == 4, "four gateways")
        ids = me.run("gateway", "list", "-q", "--sort", "-server").expect_code(0).text.split()
        names = me.run("gateway", "list", "-o", "name", "--sort", "server").expect_code(0).text.split()
        expect(len(ids) == 4 and names == sorted(names), (ids, names))
        one = me.run("gateway", "list", "-o", "json", "--where", f"server={names[2]}").expect_code(0).json()
        expect([row["server"] for row in one] == [names[2]], one)
        expect(len(me.run("rds", "host", "list", "--limit", "3", "-o", "jsonl").expect_code(0).text.splitlines()) == 3,
               "--limit 3")
        count = me.run("rds", "host", "list", "--jq", "length").expect_code(0).text.strip()
        expect(count == "40", f"--jq length says {count}")
        table = me.run("gateway", "list", "--no-headers").expect_code(0).text
        expect(len(table.splitlines()) == 4, table)
        for form in ("table", "wide", "json", "jsonl", "yaml", "csv", "tsv", "id", "name"):
            expect(me.run("rds", "pool", "list", "-o", form).expect_code(0).out, form)
