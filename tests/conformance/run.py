#!/usr/bin/env python3
"""Calls every operation through the built rasctl and has every request judged by a validator that reads the OpenAPI
documents on its own: run.py --rasctl PATH [--only WORD]"""
import argparse
import functools
import json
import os
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import callers  # noqa: E402
import names  # noqa: E402
from description import Description  # noqa: E402
from server import running  # noqa: E402
from walk import Walk  # noqa: E402

LEAST, ALL, WRONG = False, True, None
KINDS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../commands/tree/names.json")
# version, kind of answers, which operations, calls of each: which value of each field, and how many of the fields.
WALKS = [
    (21, "full", "every operation", [(0, LEAST), (1, ALL), (0, WRONG)]),
    (20, "odd", "reads", [(1, ALL)]),
    (19, "bare", "every operation", [(2, LEAST), (3, ALL)]),
    (18, "full", "every operation", [(0, LEAST), (3, ALL)]),
    (17, "odd", "every operation", [(1, ALL)]),
]


def chosen(row, version, which):
    # The logoff would end the session that the walk uses.
    lives = row["since"] <= version and (row["until"] is None or version <= row["until"])
    right = {"every operation": True, "reads": row["method"] == "GET", "old forms": row["until"] is not None}[which]
    return lives and right and row["path"] != "/api/Session/logoff"


def rows_of(caller, version, which):
    rows = json.loads(caller.run("catalog", "list", "-o", "json").out)
    return [row for row in rows if chosen(row, version, which)]


def walk(version, kind, which, rounds):
    """Problems, one text each."""
    with tempfile.TemporaryDirectory(prefix="rasctl-conformance-") as folder, \
            running(Description(), version, kind) as server:
        one = Walk(server.description, server, folder)
        rows = rows_of(one.callers[0], version, which)
        if len(rows) < 10:
            return [f"only {len(rows)} operations in version {version}"]
        return one.run(rows, rounds)


def by_name():
    with tempfile.TemporaryDirectory(prefix="rasctl-conformance-") as folder, running(Description(), 21) as server, \
            open(KINDS, encoding="utf-8") as text:
        rows = rows_of(callers.Caller(os.path.join(folder, "reader"), "reader"), 21, "every operation")
        return list(names.judge(server.description, server, folder, rows, json.load(text)["kinds"]))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rasctl", required=True)
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    callers.BINARY = os.path.abspath(arguments.rasctl)
    tests = [(f"version {version}, {which}, {kind} answers", functools.partial(walk, version, kind, which, rounds))
             for version, kind, which, rounds in WALKS] + [("names where IDs belong", by_name)]
    passed = failed = 0
    for name, test in tests:
        if arguments.only not in name:
            continue
        started = time.monotonic()
        problems = test()
        passed, failed = passed + (not problems), failed + bool(problems)
        print(f"{'FAIL' if problems else 'ok  '} {name} ({time.monotonic() - started:.1f} s)", flush=True)
        for problem in problems[:15]:
            print(f"    {problem}")
        if len(problems) > 15:
            print(f"    and {len(problems) - 15} more")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
