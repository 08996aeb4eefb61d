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
from description import Description  # noqa: E402
from server import running  # noqa: E402
from walk import Walk  # noqa: E402

LEAST, ALL, WRONG = False, True, None
# version, kind of answers, calls of each operation: which value of each field, and how many of the fields.
WALKS = [
    (21, "full", [(0, LEAST), (0, ALL), (1, ALL), (0, WRONG)]),
    (20, "odd", [(1, LEAST)]),
    (19, "bare", [(2, LEAST)]),
    (18, "full", [(0, LEAST), (3, ALL)]),
    (17, "odd", [(1, ALL)]),
]


def lives_in(row, version):
    return row["since"] <= version and (row["until"] is None or version <= row["until"])


def walk(version, kind, rounds):
    """(calls, problems)"""
    with tempfile.TemporaryDirectory(prefix="rasctl-conformance-") as folder, \
            running(Description(), version, kind) as server:
        one = Walk(server.description, server, folder)
        rows = json.loads(one.callers[0].run("catalog", "list", "-o", "json").out)
        rows = [row for row in rows if lives_in(row, version)]
        # It ends the session that the walk uses.
        rows = [row for row in rows if row["path"] != "/api/Session/logoff"]
        if len(rows) < 10:
            return 0, [f"only {len(rows)} operations in version {version}"]
        problems = one.run(rows, rounds)
        return one.calls, problems


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rasctl", required=True)
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    callers.BINARY = os.path.abspath(arguments.rasctl)
    tests = [(f"version {version}, {kind} answers", functools.partial(walk, version, kind, rounds))
             for version, kind, rounds in WALKS]
    passed = failed = 0
    for name, test in tests:
        if arguments.only not in name:
            continue
        started = time.monotonic()
        calls, problems = test()
        passed, failed = passed + (not problems), failed + bool(problems)
        print(f"{'FAIL' if problems else 'ok  '} {name}: {calls} calls ({time.monotonic() - started:.1f} s)", flush=True)
        for problem in problems[:15]:
            print(f"    {problem}")
        if len(problems) > 15:
            print(f"    and {len(problems) - 15} more")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
