#!/usr/bin/env python3
"""Tests the farm as files: run.py --rasctl PATH --simulator PATH [--only PATTERN] [--edits N] [--kills N]"""
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.dirname(HERE), os.path.join(os.path.dirname(HERE), "cli")]

import harness  # noqa: E402
import apply_test  # noqa: E402
import bad_input_test  # noqa: E402
import edit_test  # noqa: E402
import empty_farm_test  # noqa: E402
import export_test  # noqa: E402
import git_test  # noqa: E402
import killed_test  # noqa: E402
import left_out_test  # noqa: E402
import many_objects_test  # noqa: E402
import odd_input_test  # noqa: E402
import order_test  # noqa: E402
import random_edits_test  # noqa: E402
import schema_test  # noqa: E402
import suite  # noqa: E402
import two_farms_test  # noqa: E402

MODULES = [export_test, apply_test, empty_farm_test, bad_input_test, edit_test, git_test,
           killed_test, left_out_test, many_objects_test, odd_input_test, order_test, random_edits_test, schema_test,
           two_farms_test]


def main():
    parser = suite.options(__doc__)
    parser.add_argument("--edits", type=int, default=random_edits_test.COUNT["edits"],
                        help="how many random edits are made (%(default)s)")
    parser.add_argument("--kills", type=int, default=killed_test.COUNT["kills"],
                        help="how often apply is killed at any moment (%(default)s)")
    given = parser.parse_args()
    killed_test.COUNT["kills"] = given.kills
    random_edits_test.COUNT["edits"] = given.edits
    harness.BINARIES.update(rasctl=given.rasctl, simulator=given.simulator)
    return suite.run("state", suite.cases_of(*MODULES), given)


if __name__ == "__main__":
    sys.exit(main())
