"""Every list with chosen columns, in the demo farm, on terminals of five widths: one golden screen a list."""
import contextlib
import glob
import json
import os

import harness
from screens import masked
from terminal import Terminal, folder

WIDTHS = (60, 80, 100, 120, 160)
TREE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../commands/tree/nouns/*.json")


def curated_nouns():
    """Those whose list needs no target."""
    curated = set()
    for file in glob.glob(TREE):
        with open(file, encoding="utf-8") as text:
            curated |= {noun for noun, facts in json.load(text)["nouns"].items() if "columns" in facts}
    with harness.person() as somebody:
        operations = somebody.run("catalog", "list", "-o", "json").expect_code(0).json()
    lists = {one["command"] for one in operations
             if one["command"].endswith(" list") and "{" not in one["path"] and not one["until"]}
    # How long users' sessions have been idle depends on the second.
    return sorted(noun for noun in curated if f"{noun} list" in lists and not noun.endswith("host session") and noun != "session")


def line_of(noun):
    """The list's first example: it has what the list cannot do without."""
    for file in glob.glob(TREE):
        with open(file, encoding="utf-8") as text:
            facts = json.load(text)["nouns"].get(noun)
        if facts:
            examples = facts.get("verbs", {}).get("list", {}).get("examples", [])
            needy = [one for one in examples if f"{noun} list --" in one and ("--provider" in one or "--workspace" in one)]
            return (needy or [f"rasctl {noun} list"])[0]
    return f"rasctl {noun} list"


class Lists:
    def __init__(self, stack):
        self.stack = stack
        self.farm = stack.enter_context(harness.simulator("--http"))
        self.person = stack.enter_context(harness.person())
        self.person.login(self.farm)

    def capture(self, noun):
        screens = []
        for width in WIDTHS:
            environment = dict(self.person.environment, LC_ALL="C.UTF-8", NO_COLOR="1", TZ="UTC", PAGER="cat")
            environment.pop("TERM")
            with contextlib.ExitStack() as stack:
                place = stack.enter_context(folder())
                line = f"{line_of(noun)} --limit 6"
                terminal = stack.enter_context(Terminal(place, environment, width, 60, line))
                terminal.wait_for_end()
                screens.append(f"{'=' * width}\n" + masked(terminal.shown(False), ()))
        return "".join(screens)
