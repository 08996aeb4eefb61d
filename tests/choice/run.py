#!/usr/bin/env python3
"""Who is chosen: run.py --rasctl PATH --simulator PATH [--only PATTERN]

A table of choices, each with the exact IDs that it must reach: worked out here from the farm's own lists, and compared
with what --dry-run shows and with what a simulator records. And a walk over every command: an empty word or option
reaches nothing, an act tells its results in one shape, what destroys or disturbs needs --yes off a terminal."""
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.dirname(HERE), os.path.join(os.path.dirname(HERE), "cli")]

import harness  # noqa: E402
import suite  # noqa: E402
import table  # noqa: E402
import walk  # noqa: E402


def main():
    given = suite.options(__doc__).parse_args()
    harness.BINARIES.update(rasctl=given.rasctl, simulator=given.simulator)
    return suite.run("choice", [*table.checks(), *walk.checks()], given)


if __name__ == "__main__":
    sys.exit(main())
