#!/usr/bin/env python3
"""Compares what a person sees, on terminals of several sizes, with the screens under golden/.

run.py --rasctl PATH --simulator PATH [--only WORD] [--update]      --update writes the screens anew
"""
import argparse
import contextlib
import difflib
import os
import sys
import traceback

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "..", "cli")]

import behaviours  # noqa: E402
import harness  # noqa: E402
import lists  # noqa: E402
import screens  # noqa: E402
from terminal import Failure  # noqa: E402

GOLDEN = os.path.join(HERE, "golden")


def compare(name, shown, update):
    path = os.path.join(GOLDEN, name)
    if update:
        os.makedirs(GOLDEN, exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(shown)
        return
    if not os.path.exists(path):
        raise Failure(f"there is no golden screen {name}; it is\n{shown}")
    with open(path, encoding="utf-8") as file:
        wanted = file.read()
    if shown != wanted:
        difference = "\n".join(difflib.unified_diff(wanted.splitlines(), shown.splitlines(), "golden", "shown",
                                                    lineterm=""))
        raise Failure(f"the screen has changed (--update accepts it)\n{difference}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rasctl", required=True)
    parser.add_argument("--simulator", required=True)
    parser.add_argument("--only", default="")
    parser.add_argument("--update", action="store_true")
    arguments = parser.parse_args()
    harness.BINARIES.update(rasctl=os.path.abspath(arguments.rasctl), simulator=os.path.abspath(arguments.simulator))
    passed = failed = 0

    def attempt(name, act):
        nonlocal passed, failed
        if arguments.only not in name:
            return
        try:
            act()
            passed += 1
        except (Failure, harness.Failure) as failure:
            failed += 1
            print(f"FAIL {name}: {failure}", flush=True)
        except Exception:  # noqa: BLE001
            failed += 1
            print(f"FAIL {name}", flush=True)
            traceback.print_exc(file=sys.stdout)

    for screen in screens.SCREENS:
        for width in screen.widths:
            name = f"{screen.name}.{width}.txt"
            attempt(name, lambda s=screen, w=width, n=name: compare(n, s.capture(w, colour=False), arguments.update))
        if screen.in_colour:
            name = f"{screen.name}.80.colour.txt"
            attempt(name, lambda s=screen, n=name: compare(n, s.capture(80, colour=True), arguments.update))
    with contextlib.ExitStack() as stack:
        nouns = lists.curated_nouns() if arguments.only in "lists." or "lists." in arguments.only else []
        farm = lists.Lists(stack) if nouns else None
        for noun in nouns:
            name = f"lists.{noun.replace(' ', '-')}.txt"
            attempt(name, lambda of=noun, n=name: compare(n, farm.capture(of), arguments.update))
    for name, act in vars(behaviours).items():
        if name.startswith("test_"):
            attempt(name, act)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
