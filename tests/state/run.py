#!/usr/bin/env python3
"""Tests the farm as files: run.py --rasctl PATH --simulator PATH [--only PATTERN] [--edits N] [--kills N]"""
import argparse
import os
import re
import sys
import time
import traceback

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
sys.path.append(os.path.join(HERE, "../cli"))

import harness  # noqa: E402
import apply_test  # noqa: E402
import bad_input_test  # noqa: E402
import edit_test  # noqa: E402
import empty_farm_test  # noqa: E402
import export_test  # noqa: E402
import git_test  # noqa: E402
import killed_test  # noqa: E402
import random_edits_test  # noqa: E402
import schema_test  # noqa: E402
import two_farms_test  # noqa: E402

MODULES = [export_test, apply_test, empty_farm_test, bad_input_test, edit_test, git_test,
           killed_test, random_edits_test, schema_test,
           two_farms_test]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rasctl", required=True)
    parser.add_argument("--simulator", required=True)
    parser.add_argument("--only", default="")
    parser.add_argument("--edits", type=int, default=random_edits_test.COUNT["edits"],
                        help="how many random edits are made (%(default)s)")
    parser.add_argument("--kills", type=int, default=killed_test.COUNT["kills"],
                        help="how often apply is killed at any moment (%(default)s)")
    arguments = parser.parse_args()
    killed_test.COUNT["kills"] = arguments.kills
    random_edits_test.COUNT["edits"] = arguments.edits
    harness.BINARIES.update(rasctl=os.path.abspath(arguments.rasctl), simulator=os.path.abspath(arguments.simulator))
    passed, failed = 0, []
    for module in MODULES:
        for name, test in vars(module).items():
            full = f"{module.__name__}.{name}"
            if not name.startswith("test_") or not re.search(arguments.only, full):
                continue
            started = time.monotonic()
            try:
                test()
            except harness.Failure as failure:
                failed.append(full)
                print(f"FAIL {full}: {failure}")
            except Exception:  # a broken test is told like a broken program
                failed.append(full)
                print(f"FAIL {full}: {traceback.format_exc()}")
            else:
                passed += 1
                print(f"ok   {full} ({time.monotonic() - started:.1f} s)")
            sys.stdout.flush()
    print(f"state: {passed} passed, {len(failed)} failed")
    return 1 if failed or passed == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
