"""Every example of the command tree is run, as somebody would who copies it from the help."""
import collections
import glob
import json
import os
import pathlib
import re

from harness import expect, person, simulator

TREE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../commands/tree/nouns")
FILES = ["secret.txt", "portal.pem", "portal.key", "portal.pfx", "gateway.pem", "gateway.key", "farm.dat2", "policies.zip",
         "pcs.csv", "vendor.ini", "logo.png"]
MAKING = ("create", "add", "import", "copy", "duplicate", "import-certificate", "import-pfx")
ENDING = ("delete", "logoff", "promote", "revoke", "shutdown")
# What a farm that has none of one's own files and passwords cannot take; the line itself was understood.
REFUSED = {
    "is wrong. (HTTP 401)": "the password is not that of the simulator",
    "invalid login or password": "nor is that of the licence",
    "in PEM form": "the file is none",
    "is not a PFX file": "the file is none",
    "had no effect: the server took the list": "pools of the farm in a box only take hosts in, as they most likely do",
}
# What examples before it have made, renamed or taken away, or what only farms of other people have.
ELSEWHERE = ("The entry is already in the list. (HTTP 409)", "is called '", "already exists. (HTTP 409)", "are called so")
MOST_ELSEWHERE = 30
Example = collections.namedtuple("Example", "noun verb line")


def examples_by_file():
    for file in sorted(glob.glob(os.path.join(TREE, "*.json"))):
        found = []
        with open(file, encoding="utf-8") as text:
            for noun, facts in json.load(text)["nouns"].items():
                for verb, verb_facts in facts.get("verbs", {}).items():
                    found += [Example(noun, verb, line) for line in verb_facts.get("examples", [])]
        yield os.path.basename(file), sorted(found, key=turn)


def turn(example):
    """What is there is used first, then more is made, then things are taken away, from the inside out."""
    phase = 1 if example.verb in MAKING else 2 if example.verb == "remove" else 3 if example.verb in ENDING else 0
    return phase, -len(example.noun.split())


def run_all(farm, examples, problems, elsewhere):
    """Runs the examples, notes what is wrong and what is not here, and answers those that only an older server has."""
    older = []
    with person() as me:
        me.login(farm)
        for name in FILES:
            me.write(name, "x\n")
        for example in examples:
            # A file that is there is not replaced; each example is run as the first of its kind.
            for name in re.findall(r"--output-file (\S+)", example.line):
                pathlib.Path(me.folder, name).unlink(missing_ok=True)
            ran = me.shell(f"({example.line}) <<END\nx\nEND\n", extra={"RASCTL_YES": "true"})
            if "is not in version 21" in ran.stderr:
                older.append(example)
            elif ran.returncode != 0 and any(text in ran.stderr for text in ELSEWHERE):
                elsewhere.append(example.line)
            elif ran.returncode != 0 and not any(text in ran.stderr for text in REFUSED):
                problems.append(f"{example.line}: exit {ran.returncode}: {ran.stderr.strip()[:200]}")
    return older


def test_examples_of_the_command_tree():
    """On the demo farm, which makes what an ID names and does not have."""
    options = ["--farm", "demo", "--any-id", "--rate-limit", "1000000/1", "--session-expire", "100000"]
    problems, elsewhere, count = [], [], 0
    for _, examples in examples_by_file():
        count += len(examples)
        with simulator(*options) as farm:
            older = run_all(farm, examples, problems, elsewhere)
        if older:
            with simulator("--api", "20", *options) as farm:
                run_all(farm, older, problems, elsewhere)
    expect(count > 1000, f"only {count} examples")
    expect(len(elsewhere) <= MOST_ELSEWHERE, f"{len(elsewhere)} examples name what is not there: {elsewhere}")
    expect(not problems, f"{len(problems)} of {count} examples\n    " + "\n    ".join(problems))
