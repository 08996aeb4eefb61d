"""Random rows and expressions of --where, compared with a slow evaluator that shares nothing with rasctl's.

Expressions are made as trees, so nothing here parses what rasctl parses: a tree is spelt out for rasctl in one of
many ways, and judged here by three-valued logic straight from the manual (rasctl-output(7), "Choosing rows").
"""
import datetime
import json
import random
import re
import shlex
import unicodedata

from harness import canned_server, expect, person, simulator

UNKNOWN = None  # neither yes nor no: the row lacks the field
SITES = {"Branch": 2, "Head Office": 1, "Zweigstelle Süd": 3}
UNITS = {"idleTime": 1000, "sessionLength": 1000, "latency": 1}  # milliseconds in one of the field's unit
STATES = {"Active": 1, "Connected": 2, "Idle": 5, "Disconnected": 4}  # replaced by the catalogue's own
WORDS_OF_OPERATORS = {"=": ["eq", "is"], "!=": ["ne"], "<": ["lt"], "<=": ["le"], ">": ["gt"], ">=": ["ge"],
                      "~": ["contains", "match"], "!~": ["notmatch"]}
MOMENT_ZONES = ["Z", "+02:00", "-0530", "+00:00"]


def three_not(truth):
    return UNKNOWN if truth is UNKNOWN else not truth


def three_all(truths):
    truths = list(truths)
    return False if False in truths else UNKNOWN if UNKNOWN in truths else True


def three_any(truths):
    return three_not(three_all(three_not(one) for one in truths))


class Fields:
    """The fields of one noun: how to make a value, an operand, and how the two compare."""

    def __init__(self, chance, states):
        self.chance = chance
        self.states = states
        self.kinds = {"idleTime": "measure", "sessionLength": "measure", "latency": "measure", "reconnects": "number",
                      "logonTime": "moment", "idleStartTime": "moment", "state": "enumeration", "siteId": "reference",
                      "user": "text", "clientVersion": "version", "rfiInfoList": "list", "sessionID": "number"}

    # -- rows
    def value(self, name):
        chance = self.chance
        kind = self.kinds[name]
        if kind == "measure":
            return chance.choice([0, 1, 59, 60, 90, 3600, 5400, 7200, 86400, 500, chance.randrange(100000)])
        if kind == "number":
            return chance.choice([0, 7, -3, 25, "25", 2**53 + 1, 1.5])
        if kind == "moment":
            return self.moment_text(self.moment(), as_row=True)
        if kind == "enumeration":
            name, number = chance.choice(list(self.states.items()))
            return chance.choice([number, f"{number} = {name}", name])
        if kind == "reference":
            return chance.choice([1, 2, 3, "2"])
        if kind == "version":
            return chance.choice(["21.0.9", "21.0.10", "20.2.1", "21.1"])
        if kind == "list":
            return [{"ip": chance.choice(["gw1", "gw2", "GW3"])} for _ in range(chance.randrange(3))]
        return chance.choice(["ben", "Ben", "anna@company.dom", "Jörg", "Jo\u0308rg", "", "a,b (c)", "it's \"x\"", "50%"])

    def row(self, number):
        row = {"sessionID": number}
        for name in self.kinds:
            if name == "sessionID":
                continue
            dice = self.chance.random()
            if dice < 0.12:
                continue
            row[name] = None if dice < 0.2 else self.value(name)
        return row

    # -- moments
    def moment(self):
        base = datetime.datetime(2026, 3, 1, 10, 0, tzinfo=datetime.timezone.utc)
        return base + datetime.timedelta(minutes=self.chance.choice([0, 0, 0, 30, 60, -60, 1440, 150]),
                                         seconds=self.chance.choice([0, 0, 1]),
                                         microseconds=self.chance.choice([0, 0, 500000]))

    def moment_text(self, moment, as_row):
        chance = self.chance
        if moment.microsecond == 0 and chance.random() < 0.25:  # the service's own forms, in this machine's zone: UTC
            if chance.random() < 0.5:
                return moment.strftime("%a %b %d %H:%M:%S %Y")
            return moment.strftime("%d/%m/%Y %H:%M:%S" if moment.second else "%d/%m/%Y %H:%M")
        zone = chance.choice(MOMENT_ZONES)
        sign = -1 if zone[0] == "-" else 1
        digits = re.sub(r"\D", "", zone) or "0000"
        shown = moment + sign * datetime.timedelta(hours=int(digits[:2]), minutes=int(digits[2:4]))
        text = shown.strftime("%Y-%m-%dT%H:%M:%S" if as_row or chance.random() < 0.5 else "%Y-%m-%d %H:%M:%S")
        if moment.microsecond or chance.random() < 0.3:
            text += chance.choice([f".{moment.microsecond:06d}", f".{moment.microsecond:06d}0"])
        return text + zone

    @staticmethod
    def read_moment(text):
        for form in ("%a %b %d %H:%M:%S %Y", "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M"):
            try:
                return datetime.datetime.strptime(text, form).replace(tzinfo=datetime.timezone.utc)
            except ValueError:
                pass
        text = text.replace(" ", "T").replace("Z", "+00:00")
        text = re.sub(r"([+-]\d\d)(\d\d)$", r"\1:\2", text)
        text = re.sub(r"\.(\d+)", lambda found: "." + (found.group(1) + "000000")[:6], text)
        return datetime.datetime.fromisoformat(text)

    # -- operands: what is compared with, and how it is spelt
    def operand(self, name):
        chance = self.chance
        kind = self.kinds[name]
        if kind == "measure":
            milliseconds = chance.choice([0, 500, 1000, 59000, 60000, 90000, 3600000, 5400000, 7200000, 86400000])
            spelt = {500: ["500ms"], 1000: ["1s", "1000ms"], 60000: ["1m", "60s", "1min"], 90000: ["90s", "1m30s", "1.5m"],
                     3600000: ["1h", "60m"], 5400000: ["1h30m", "1.5h"], 7200000: ["2h"], 86400000: ["1d", "24h"],
                     59000: ["59s"], 0: ["0s", "0"]}[milliseconds]
            plain = milliseconds / UNITS[name]
            if plain == int(plain):
                spelt = spelt + [str(int(plain))]
            return plain, chance.choice(spelt)
        if kind == "number":
            number = chance.choice([0, 7, -3, 25, 2**53 + 1, 2**53, 1.5])
            return number, chance.choice([str(number)] + ([f"{number}.0"] if number in (7, 25) else []))
        if kind == "moment":
            moment = self.moment()
            return moment, self.moment_text(moment, as_row=False)
        if kind == "enumeration":
            state, number = chance.choice(list(self.states.items()))
            return number, chance.choice([state, state.upper(), state.lower(), str(number)])
        if kind == "reference":
            site, number = chance.choice(list(SITES.items()))
            return number, chance.choice([site, site.upper(), str(number), f"id:{number}", f"name:{site}"])
        if kind == "version":
            version = chance.choice(["21.0.9", "21.0.10", "20.2.1", "21.1"])
            return version, version
        if kind == "list":
            server = chance.choice(["gw1", "gw2", "GW3", "gw9"])
            return server, server
        text = chance.choice(["ben", "Ben", "BEN", "Jörg", "Jo\u0308rg", "a,b (c)", "it's \"x\"", "50%", "nobody"])
        return text, text

    # -- comparing; None where the two cannot be compared
    def compare(self, name, value, operand, operator):
        kind = self.kinds[name]
        if operator == "~":
            return self.matches(name, value, operand)
        if kind in ("measure", "number", "reference"):
            left = int(value) if isinstance(value, str) else value
        elif kind == "moment":
            left = self.read_moment(value)
        elif kind == "enumeration":
            left = value if isinstance(value, int) else \
                self.states[value] if value in self.states else int(value.split(" ")[0])
        elif kind == "version":
            left, operand = ([int(part) for part in text.split(".")] for text in (value, operand))
        else:
            left, operand = (unicodedata.normalize("NFC", text) for text in (value, operand))
        return {"=": left == operand, "<": left < operand, "<=": left <= operand, ">": left > operand,
                ">=": left >= operand}[operator]

    def matches(self, name, value, pattern):
        texts = [str(value)]
        if self.kinds[name] == "enumeration":
            number = value if isinstance(value, int) else None
            texts += [state for state, known in self.states.items() if number == known]
            if isinstance(value, str) and " = " in value:
                texts.append(value.split(" = ")[1])
        folded = unicodedata.normalize("NFC", pattern).casefold()
        whole = re.escape(folded).replace(r"\*", ".*").replace(r"\?", ".")
        wild = "*" in pattern or "?" in pattern
        find = re.compile(whole, re.DOTALL)
        return any(bool(find.fullmatch(text) if wild else find.search(text))
                   for text in (unicodedata.normalize("NFC", one).casefold() for one in texts))

    def values(self, name, row):
        """What the row has there, or None."""
        value = row.get(name)
        if value is None:
            return None
        return [element["ip"] for element in value] if self.kinds[name] == "list" else [value]


class Expressions:
    def __init__(self, chance, fields):
        self.chance, self.fields = chance, fields

    def tree(self, depth=0):
        chance = self.chance
        dice = chance.random()
        if depth < 3 and dice < 0.45:
            kind = chance.choice(["and", "or", "not"])
            count = 1 if kind == "not" else chance.choice([2, 2, 3])
            return (kind, [self.tree(depth + 1) for _ in range(count)])
        name = chance.choice(list(self.fields.kinds))
        if dice > 0.94:
            return ("has", name)
        kind = self.fields.kinds[name]
        ordered = kind not in ("reference", "text", "list", "enumeration")
        operators = ["=", "!=", "in", "not in"] + (["<", "<=", ">", ">="] if ordered else [])
        if kind in ("text", "enumeration", "list"):
            operators += ["~", "!~"]
        operator = chance.choice(operators)
        if operator in ("~", "!~"):
            patterns = {"text": ["be", "B*", "?en", "*ö*", "JÖ", "company"], "list": ["gw", "GW?", "*3"],
                        "enumeration": [next(iter(self.fields.states))[:3], "*" + list(self.fields.states)[-1][-4:].upper()]}
            pattern = chance.choice(patterns[kind])
            return ("test", name, operator, [(pattern, pattern)])
        count = chance.choice([1, 2, 3]) if operator.endswith("in") else 1
        return ("test", name, operator, [self.fields.operand(name) for _ in range(count)])

    def spell(self, tree):
        chance = self.chance
        if tree[0] == "has":
            return f"has({tree[1]})"
        if tree[0] == "not":
            return chance.choice(["not ({})", "!({})", "NOT({})"]).format(self.spell(tree[1][0]))
        if tree[0] in ("and", "or"):
            joint = chance.choice([" and ", ",", " && "] if tree[0] == "and" else [" or ", " || ", " OR "])
            return joint.join(f"({self.spell(part)})" for part in tree[1])
        _, name, operator, operands = tree
        name = {"list": name + ".ip"}.get(self.fields.kinds[name], name)
        name = chance.choice([name, name, name.upper(), re.sub(r"(?<=[a-z])([A-Z])", lambda found: "-" + found.group(1).lower(), name)])
        if operator.endswith("in"):
            return f"{name} {operator} ({', '.join(self.quoted(text) for _, text in operands)})"
        if chance.random() < 0.2:
            word = chance.choice(WORDS_OF_OPERATORS[operator])
            return f"{name} {chance.choice(['', '-'])}{chance.choice([word, word.upper()])} {self.quoted(operands[0][1])}"
        blank = chance.choice(["", " "])
        return f"{name}{blank}{operator}{blank}{self.quoted(operands[0][1])}"

    def quoted(self, text):
        bare = text and not re.search(r"""[\s,()"']|&&|\|\|""", text)
        if bare and self.chance.random() < 0.7:
            return text
        if self.chance.random() < 0.5:
            return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
        return "'" + text.replace("'", "''") + "'"

    def judge(self, tree, row):
        if tree[0] == "has":
            return self.fields.values(tree[1], row) is not None
        if tree[0] == "not":
            return three_not(self.judge(tree[1][0], row))
        if tree[0] in ("and", "or"):
            parts = [self.judge(part, row) for part in tree[1]]
            return three_all(parts) if tree[0] == "and" else three_any(parts)
        _, name, operator, operands = tree
        values = self.fields.values(name, row)
        if values is None:
            return UNKNOWN
        negated = operator in ("!=", "!~", "not in")
        plain = {"!=": "=", "!~": "~", "not in": "=", "in": "="}.get(operator, operator)
        one = any(self.fields.compare(name, value, wanted, plain) for value in values for wanted, _ in operands)
        return one != negated


def states_of(me):
    """The catalogue's names of a session's states."""
    fields = me.run("explain", "session.state", "-o", "json").expect_code(0).json()
    text = json.dumps(fields)
    pairs = re.findall(r'"(?:number|value)": ?(-?\d+), ?"name": ?"([^"]+)"', text) or \
        [(number, name) for name, number in re.findall(r'"name": ?"([^"]+)", ?"(?:number|value)": ?(-?\d+)', text)]
    return {name: int(number) for number, name in pairs} or STATES


def test_where_means_what_the_manual_says(rounds=10, expressions=500, rows=25, seed=9):
    chance = random.Random(seed)
    with person() as me:
        states = states_of(me)
        answers = {"/api/Site": json.dumps([{"id": number, "name": name} for name, number in SITES.items()]).encode()}
        with canned_server(answers) as farm:
            me.login(farm)
            for turn in range(rounds):
                fields = Fields(chance, states)
                some = [fields.row(number) for number in range(1, rows + 1)]
                answers["/api/RDSession"] = answers["/api/RDS/Host/sessions"] = json.dumps(some).encode()
                makes = Expressions(chance, fields)
                trees = [makes.tree() for _ in range(expressions)]
                spelt = [makes.spell(tree) for tree in trees]
                script = "".join(f"session list -o id --where {shlex.quote(text)}\n" for text in spelt)
                ran = me.run("batch", "--parallel", "2", stdin=script.encode(), extra={"TZ": "UTC"}, timeout=600)
                lines = {json.loads(line)["line"]: json.loads(line) for line in ran.text.splitlines()}
                for number, (tree, text) in enumerate(zip(trees, spelt), start=1):
                    told = lines[number]
                    expect(told["exitCode"] == 0, f"{text}: {told}")
                    got = [int(word) for word in str(told["output"] or "").split()]
                    wanted = [row["sessionID"] for row in some if makes.judge(tree, row) is True]
                    wrong = [row for row in some if (row["sessionID"] in got) != (row["sessionID"] in wanted)]
                    expect(got == wanted, f"round {turn}: {text}\n    chose {got}, should choose {wanted}\n"
                                          f"    for instance {wrong[:1]}")


IMPOSSIBLE = [  # noun, expression, what the error must say
    ("gateway", "enabld=null", "enabled"), ("gateway", "enabled=null", "has(enabled)"),
    ("gateway", "enabled=maybe", "yes or no"), ("gateway", "enabled<yes", "does not fit"),
    ("gateway", "gwPort=high", "a number"), ("gateway", "gwPort=1h", "a number"),
    ("gateway", "gwMode=forwardin", "Forwarding"), ("gateway", "timeCreate<yesterdy", "yesterday"),
    ("gateway", "timeCreate<2026-13-01", "expects a time"), ("gateway", "siteId<Branch", "does not fit"),
    ("gateway", "sever=x", "server"), ("gateway", "", "--where"), ("gateway", "  ", "--where"),
    ("gateway", "enabled=", "value"), ("gateway", "server='x", "closing"), ("rds host", "maxSesions>1", "maxSessions"),
]


def test_an_expression_that_cannot_be_is_refused_before_anything_is_sent():
    with simulator("--farm", "demo") as farm, person() as me:
        me.login(farm)
        before = len(farm.recorded())
        for noun, expression, said in IMPOSSIBLE:
            runs = [(*noun.split(), "list", "--where", expression), (*noun.split(), "delete", "--where", expression, "--yes")]
            if expression.strip():
                runs.append(("wait", *noun.split(), "gw1.company.dom", "--for", expression))
            for words in runs:
                ran = me.run(*words).expect_code(2)
                expect(said in ran.err and ran.out == b"", f"{words}: {ran.err}")
        for expression, said in [("idleTime>soon", "1h30m"), ("state=Disconected", "Disconnected"), ("usr=ben", "user")]:
            for verb in (["list"], ["logoff", "--yes"]):
                ran = me.run("session", *verb, "--where", expression).expect_code(2)
                expect(said in ran.err, f"{verb} {expression}: {ran.err}")
        expect(len(farm.recorded()) == before, farm.recorded()[before:])


def test_names_of_references_are_looked_up():
    with simulator("--farm", "demo") as farm, person() as me:
        me.login(farm)
        rows = me.run("gateway", "list", "-o", "json").expect_code(0).json()
        away = [str(row["id"]) for row in rows if row["siteId"] == 2]
        expect(0 < len(away) < len(rows), rows)
        for expression in ("siteId=Branch", "siteId=branch", "site=Branch", "siteId=2", "siteId!=Headquarters",
                           "siteId in (Branch, 9)"):
            got = me.run("gateway", "list", "--where", expression, "-o", "id").expect_code(0).text.split()
            expect(got == away, f"{expression}: {got}")
        ran = me.run("gateway", "delete", "--where", "siteId=Branch", "--yes", "--dry-run").expect_code(0)
        sent = [word.split("/")[-1] for word in re.findall(r"DELETE (\S+)", ran.text + ran.err)]
        expect(sent == away, ran.text + ran.err)
        ran = me.run("gateway", "list", "--where", "siteId=Brunch").expect_code(4)
        expect("Branch" in ran.err, ran.err)


def test_what_the_catalogue_does_not_know_is_compared_as_text_and_says_so_once():
    rows = [{"id": 1, "server": "a", "quantumState": "on"}, {"id": 2, "server": "b", "quantumState": "off"}, {"id": 3}]
    with canned_server({"/api/Gateway": json.dumps(rows).encode()}) as farm, person() as me:
        me.login(farm)
        ran = me.run("gateway", "list", "--where", "quantumState=on or quantumState=half", "-o", "id").expect_code(0)
        expect(ran.text == "1\n" and ran.err.count("quantumState") == 1, ran.text + ran.err)
        ran = me.run("gateway", "list", "--where", "frobnicated=on", "-o", "id").expect_code(2)
        expect(ran.out == b"" and "frobnicated" in ran.err, ran.err)
        before = len(farm.requests)
        me.run("gateway", "delete", "--where", "frobnicated=on", "--yes").expect_code(2)
        expect(all(method == "GET" for method, _, _ in farm.requests[before:]), farm.requests[before:])


def test_both_names_of_a_value_mean_it():
    """Version 19 and 20 say PA where 21 says Broker."""
    for version in ("20", "21"):
        with simulator("--api", version) as farm, person() as me:
            me.login(farm)
            named = [me.run("agent", "list", "--where", f"serverType={word}", "-o", "id").expect_code(0).text
                     for word in ("PA", "Broker", "7")]
            expect(named[0] == named[1] == named[2] != "", named)
