#!/usr/bin/env python3
"""Tests the built rasctl from outside: run.py --rasctl PATH --simulator PATH [--only PATTERN] [--jobs N]"""
import importlib
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.dirname(HERE), os.path.join(os.path.dirname(HERE), "shells")]

import harness  # noqa: E402
import suite  # noqa: E402


def main():
    given = suite.options(__doc__).parse_args()
    harness.BINARIES.update(rasctl=given.rasctl, simulator=given.simulator)
    modules = sorted(name[:-3] for name in os.listdir(HERE) if name.endswith("_test.py"))
    return suite.run("cli", suite.cases_of(*map(importlib.import_module, modules)), given)


if __name__ == "__main__":
    sys.exit(main())
