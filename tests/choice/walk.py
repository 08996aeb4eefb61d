"""A walk over every command of version 21, in one process each by `batch`, against a server that takes everything."""
import json
import os
import re
import shlex

from harness import canned_server, expect, person

TREE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "commands", "tree", "words.json")
ROWS = json.dumps([{"id": 1, "name": "a", "server": "a"}, {"id": 2, "name": "b", "server": "b"}]).encode()


class Everything:
    """Answers of a server that has two of everything and agrees to all."""

    @staticmethod
    def get(_path, _otherwise):
        return ROWS


def batch(me, lines, *options):
    ran = me.run("batch", *options, "-", stdin="\n".join(lines).encode(), timeout=900)
    rows = {row["line"]: row for row in (json.loads(line) for line in ran.text.splitlines())}
    expect(len(rows) == len(lines), f"{len(lines)} lines, {len(rows)} results: {ran.err[:300]}")
    return [rows[number] for number in range(1, len(lines) + 1)]


def commands_of(me):
    """Every command of version 21: its name, and its operations with how many targets each takes."""
    commands = {}
    for row in me.run("catalog", "list", "-o", "json").expect_code(0).json():
        if row["until"] is None or row["until"] >= 21:
            one = commands.setdefault(row["command"], {"method": row["method"], "arities": set()})
            one["arities"].add(row["path"].count("{"))
    return commands


def marked():
    """Whether the tree marks a command as one that must be agreed to."""
    with open(TREE, encoding="utf-8") as file:
        words = json.load(file)
    marks = {*words["destructive"], *words["disturbing"]}
    return lambda name: name in marks or name.split()[-1] in marks


def writes(farm):
    return [one for one in farm.requests if one[0] != "GET" and "/session/log" not in one[1].lower()]


def check_empty_targets():
    with canned_server(Everything()) as farm, person() as me:
        me.login(farm)
        lines = []
        for name, command in commands_of(me).items():
            for arity in command["arities"]:
                for place in range(arity):
                    targets = ["''" if i == place else "1" for i in range(arity)]
                    lines.append(f"{name} {' '.join(targets)} --yes")
        for line, row in zip(lines, batch(me, lines)):
            expect(row["exitCode"] == 2, f"{line}: exit {row['exitCode']}: {row['error']}")
        expect(not writes(farm), f"sent {writes(farm)[:3]}")
        return len(lines)


def check_empty_options():
    """Every query parameter of what reads, --where and --site."""
    with canned_server(Everything()) as farm, person() as me:
        me.login(farm)
        reads = [name for name, command in commands_of(me).items() if command["method"] == "GET"]
        lines = []
        for name, row in zip(reads, batch(me, [f"{name} --help" for name in reads])):
            query = re.search(r"^Query:?\n((?: .*\n|\n)*)", str(row["output"]), re.MULTILINE)
            flags = re.findall(r"^ +(?:-\w, )?--([\w.-]+)", query.group(1), re.MULTILINE) if query else []
            lines += [f"{name} --{flag} {shlex.quote(text)}" for flag in [*flags, "where", "site"]
                      for text in ("", " ", ",") if "key" not in flag and "password" not in flag]
        for line, row in zip(lines, batch(me, lines)):
            expect(row["exitCode"] == 2, f"{line}: exit {row['exitCode']}: {row['error']}")
        expect(len(lines) > 1500, f"only {len(lines)} options were found")
        sent = [one[:2] for one in farm.requests if not re.search("/session/log|/webservice/version", one[1].lower())]
        expect(not sent, f"sent {sent[:3]}")
        return len(lines)


def check_refusals():
    """What destroys or disturbs is not done without --yes where nobody can be asked, nor what --all chooses."""
    is_marked = marked()
    with canned_server(Everything()) as farm, person() as me:
        me.login(farm)
        lines = []
        for name, command in commands_of(me).items():
            arity = max(command["arities"])
            if is_marked(name):
                lines.append(f"{name} {' '.join(['1'] * arity)}")
            if command["method"] != "GET" and arity > 0:
                lines.append(f"{name} {' '.join(['1'] * (arity - 1))} --all --set x=1")
        rows = batch(me, lines)
        for line, row in zip(lines, rows):
            expect(row["exitCode"] == 2 or "nothing to do" in str(row["error"]) or re.search("find|export|validate", line),
                   f"{line}: exit {row['exitCode']}: {row['error']}")
        told = sum("needs confirmation" in str(row["error"]) for row in rows)
        expect(told > 150, f"only {told} were asked about")
        sent = [one for one in writes(farm) if not re.search("find|export|validate", one[1].lower())]
        expect(not sent, f"sent {sent[:3]}")
        return len(lines)


def check_shapes():
    """With -o json an act gives a list of results, whatever the number of its targets."""
    with canned_server(Everything()) as farm, person() as me:
        me.login(farm)
        acts = {name: max(command["arities"]) for name, command in commands_of(me).items()
                if command["method"] != "GET" and max(command["arities"]) > 0 and name.split()[-1] != "create"}
        lines, wanted = [], []
        for name, arity in acts.items():
            parents = " ".join(["1"] * (arity - 1))
            # What adds or takes out by its body alone is not sent without a field.
            field = "--set x=1" if name.endswith((" add", " remove")) else ""
            for targets, count in (("1", 1), ("1 2", 2), ("--where id>9", 0)):
                lines.append(f"{name} {parents} {targets} {field} --yes -o json")
                wanted.append(count)
        tried = 0
        for line, count, row in zip(lines, wanted, batch(me, lines)):
            # Fields that must be there are no matter of this walk.
            if row["exitCode"] == 2:
                continue
            if re.search(" (find|export|validate|details|check)", line):
                continue
            tried += 1
            rows = row["output"]
            expect(isinstance(rows, list) and len(rows) == count, f"{line}: {row['output']} {row['error']}")
            for one in rows:
                expect({"id", "name", "result", "error", "answer"} <= set(one), f"{line}: {one}")
        expect(tried > 400, f"only {tried} acts could be tried")
        return tried


def checks():
    yield "walk.empty-targets", check_empty_targets
    yield "walk.empty-options", check_empty_options
    yield "walk.refusals", check_refusals
    yield "walk.shapes", check_shapes
