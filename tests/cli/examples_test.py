"""Every example that help shows is a command line that parses and names things that exist."""
import glob
import json
import os
import shlex

from harness import expect, person, simulator

TREE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../commands/tree/nouns")
FILES = ["secret.txt", "portal.pem", "portal.key", "portal.pfx", "gateway.pem", "gateway.key", "farm.dat2", "policies.zip",
         "pcs.csv", "vendor.ini", "logo.png"]


def examples():
    for file in sorted(glob.glob(os.path.join(TREE, "*.json"))):
        with open(file, encoding="utf-8") as text:
            for noun, facts in json.load(text)["nouns"].items():
                for verb, verb_facts in facts.get("verbs", {}).items():
                    for example in verb_facts.get("examples", []):
                        yield f"{noun} {verb}", example


def test_examples_of_the_command_tree():
    """Dry runs on a farm that makes what it is asked for: flags, values and required fields are checked."""
    problems = []
    with simulator("--any-id", "--farm", "demo") as farm, person() as me:
        me.login(farm)
        for name in FILES:
            with open(os.path.join(me.folder, name), "w", encoding="utf-8") as file:
                file.write("x\n")
        checked = 0
        for command, example in examples():
            words = shlex.split(example)
            if words[0] != "rasctl" or any(word in ("|", "<", ">") for word in words):
                continue
            checked += 1
            ran = me.run(*words[1:], "--dry-run", stdin=b"x\n")
            # Names that the demo farm does not have are not what this test is about.
            unknown_name = ran.code == 4 or "cannot be looked up by name" in ran.err
            gone = "is not in version 21" in ran.err
            if ran.code != 0 and not unknown_name and not gone:
                problems.append(f"{example}: exit {ran.code}: {ran.err.strip()[:200]}")
        expect(checked > 500, f"only {checked} examples")
    expect(not problems, f"{len(problems)} of {checked} examples\n    " + "\n    ".join(problems[:20]))
