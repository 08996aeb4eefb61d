"""Random hostile documents - strings and keys that parsers disagree on, odd numbers, deep nesting - in every format."""
import csv
import io
import json
import random

import yaml
from harness import canned_server, expect, person
from ruamel.yaml import YAML

PIECES = ["no", "yes", "y", "N", "on", "Off", "True", "~", "null", "Null", "", "1e3", "1E3", "0o7", "0x1F", "12:30", "1:2:3",
          "190:20:30.15", "2001-01-01", "2001-12-14t21:59:43.10-05:00", "=", "<<", " ", "\n", "\t", "'", '"', ":", "#", "-", "- ",
          "? ", ": ", " #", "\\", "%", "@", "`", "!", "&a", "*a", "|", ">", "{", "}", "[", "]", ",", "---", "...", "\u0007",
          "\u0000", "\u001b", "\x7f", "\x85", "\xa0", "\u2028", "\u2029", "\ufeff", "\uffff", "\U0001F600", "é", "東京", "e\u0301",
          ".inf", "-.Inf", ".NaN", "+1", "-1", "1_000", "0b11", "0777", "08", "1.", ".5", "+.5", "1e", "e3", "NaN", "!!str",
          "%YAML", "\r", "\r\n", "a", "-x", "key: value", "\ud7ff", "\ue000", "\u202e", "0.", "-0", "+", "_", "1:60", "set"]
NUMBERS = ["0", "-0", "1", "0.0", "-0.0", "1E0", "1e3", "1E+3", "1e-3", "1.5e10", "123456789012345678901234567890", "1.10", "1e22",
           "9007199254740993", "-9223372036854775808", "18446744073709551616", "1.7976931348623157e308", "5e-324", "0.000001"]


class Number(str):
    """Travels as it is spelt."""


class Writer:
    """Makes documents; the same number makes the same one."""

    def __init__(self, number):
        self.random = random.Random(number)

    def text(self):
        way = self.random.randrange(5)
        if way == 0:
            return self.random.choice(PIECES)
        if way == 1:
            return "".join(self.random.choice(PIECES) for _ in range(self.random.randrange(1, 5)))
        if way == 2:
            return "".join(chr(self.random.choice([self.random.randrange(0x3000), self.random.randrange(32, 127),
                                                   self.random.randrange(0xe000, 0x10000)])) for _ in range(8))
        if way == 3:
            return " ".join(self.random.choice(PIECES) for _ in range(self.random.randrange(1, 30)))
        return "".join(self.random.choice("0123456789+-.eExob_:TZ~ ") for _ in range(self.random.randrange(1, 9)))

    def value(self, depth=0):
        way = self.random.randrange(12)
        if way < 5 or depth > 5:
            return self.text()
        if way == 5:
            return Number(self.random.choice(NUMBERS))
        if way == 6:
            return self.random.choice([None, True, False])
        if way < 9:
            return [self.value(depth + 1) for _ in range(self.random.randrange(4))]
        return self.object(self.random.randrange(5), depth)

    def object(self, size, depth=0):
        return {self.text(): self.value(depth + 1) for _ in range(size)}

    def json(self, value):
        if isinstance(value, Number):
            return str(value)
        if isinstance(value, dict):
            return "{" + ",".join(f"{self.json(name)}:{self.json(one)}" for name, one in value.items()) + "}"
        if isinstance(value, list):
            return "[" + ",".join(map(self.json, value)) + "]"
        return json.dumps(value, ensure_ascii=self.random.random() < 0.5)


def exact(text):
    """The value with the order of members, members that are there twice, and the text of numbers."""
    return json.loads(text, object_pairs_hook=lambda pairs: ("object", pairs), parse_int=Number, parse_float=Number)


def documents():
    for number in range(12):
        writer = Writer(number)
        value = [writer.object(writer.random.randrange(1, 6)) for _ in range(40)] if number % 2 else writer.object(60)
        yield f"/api/document{number}", writer.json(value)


def check_csv(text, rows):
    table = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    names = table[0]
    expect(len(table) == len(rows) + 1 and all(len(line) == len(names) for line in table), "the csv is no table of the rows")
    for line, row in zip(table[1:], rows):
        shown = {}
        for name, cell in zip(names, line):
            # Another spelling of a name may share its column.
            member = next((one for one in (name, *row) if one in row and one.lower() == name.lower()), None)
            value = row.get(member)
            shown[member] = True
            wanted = value if isinstance(value, str) else None
            expect(wanted is None or cell == wanted, f"{name!r} holds {cell!r}, not {wanted!r}")
            expect(value is not None or cell == "", f"{name!r} holds {cell!r} for null")
        expect(set(row) <= set(shown), f"left out: {set(row) - set(shown)}")


def test_random_documents_in_every_format():
    sent = dict(documents())
    with canned_server({path: text.encode() for path, text in sent.items()}) as farm, person() as me:
        me.login(farm)
        for path, text in sent.items():
            out = me.run("api", "GET", path, "-o", "json").expect_code(0).text
            expect(exact(out) == exact(text), f"{path}: the json differs")
            out = me.run("api", "GET", path, "-o", "yaml").expect_code(0).text
            expect(yaml.safe_load(out) == json.loads(text), f"{path}: the yaml differs for a parser of 1.1")
            expect(YAML(typ="safe", pure=True).load(out) == json.loads(text), f"{path}: the yaml differs for a parser of 1.2")
            with open(f"{me.folder}/document.yaml", "w", encoding="utf-8", newline="") as file:
                file.write(out)
            back = me.run("api", "POST", path, "--from-file", "document.yaml", "-o", "json")
            twice = "occurs twice" in back.err and back.code == 2
            expect(twice or json.loads(farm.requests[-1][2]) == json.loads(text), f"{path}: our own reader: {back.err[:300]}")
            if isinstance(json.loads(text), list):
                out = me.run("api", "GET", path, "-o", "jsonl").expect_code(0).text
                expect([exact(line) for line in out.split("\n")[:-1]] == exact(text), f"{path}: the jsonl differs")
                check_csv(me.run("api", "GET", path, "-o", "csv").expect_code(0).out.decode(), json.loads(text))
