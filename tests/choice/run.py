#!/usr/bin/env python3
"""Who is chosen: run.py --rasctl PATH --simulator PATH [--only PATTERN]

A table of choices, each with the exact IDs that it must reach: worked out here from the farm's own lists, and compared
with what --dry-run shows and with what a simulator records. And a walk over every command: an empty word or option
reaches nothing, an act tells its results in one shape, what destroys or disturbs needs --yes off a terminal."""
import argparse
import os
import re
import sys
import traceback

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(os.path.dirname(HERE), "cli")]

import harness  # noqa: E402
import table  # noqa: E402
import walk  # noqa: E402


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rasctl", required=True)
    parser.add_argument("--simulator", required=True)
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    harness.BINARIES.update(rasctl=os.path.abspath(arguments.rasctl), simulator=os.path.abspath(arguments.simulator))
    passed = failed = tried = 0
    for name, check in [*table.checks(), *walk.checks()]:
        if not re.search(arguments.only, name):
            continue
        try:
            count = check()
            passed += 1
            tried += count
            print(f"ok   {name} ({count})", flush=True)
        except harness.Failure as failure:
            failed += 1
            print(f"FAIL {name}: {failure}", flush=True)
        except Exception:  # noqa: BLE001
            failed += 1
            print(f"FAIL {name}", flush=True)
            traceback.print_exc(file=sys.stdout)
    print(f"{passed} passed with {tried} choices, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
