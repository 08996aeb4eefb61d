#!/usr/bin/env python3
"""Tests the built rasctl from outside: run.py --rasctl PATH --simulator PATH [--only PATTERN]"""
import argparse
import os
import re
import sys
import time
import traceback

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../shells"))

import harness  # noqa: E402
import batch_test  # noqa: E402
import catalog_test  # noqa: E402
import ensure_test  # noqa: E402
import errors_test  # noqa: E402
import examples_test  # noqa: E402
import filter_test  # noqa: E402
import help_test  # noqa: E402
import hostile_output_test  # noqa: E402
import inputs_test  # noqa: E402
import large_output_test  # noqa: E402
import lists_test  # noqa: E402
import manual_test  # noqa: E402
from known_failures import known_failures  # noqa: E402
import operations_test  # noqa: E402
import output_test  # noqa: E402
import readme_test  # noqa: E402
import requests_test  # noqa: E402
import samples_test  # noqa: E402
import scripting_test  # noqa: E402
import shown_names_test  # noqa: E402
import sites_test  # noqa: E402
import status_test  # noqa: E402
import targets_test  # noqa: E402
import names_test  # noqa: E402
import terminal_text_test  # noqa: E402
import versions_test  # noqa: E402
import user_test  # noqa: E402
import wait_test  # noqa: E402
import where_test  # noqa: E402

MODULES = [samples_test, output_test, hostile_output_test, errors_test, targets_test, inputs_test, versions_test,
           operations_test, requests_test, examples_test, help_test, manual_test, readme_test, scripting_test, catalog_test, where_test,
           names_test, wait_test, filter_test, batch_test, status_test, terminal_text_test, large_output_test,
           lists_test, ensure_test, user_test, sites_test, shown_names_test]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rasctl", required=True)
    parser.add_argument("--simulator", required=True)
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    harness.BINARIES.update(rasctl=os.path.abspath(arguments.rasctl), simulator=os.path.abspath(arguments.simulator))
    passed = failed = 0
    known = known_failures("cli")
    for module in MODULES:
        for name, test in vars(module).items():
            if not name.startswith("test_") or not re.search(arguments.only, f"{module.__name__}.{name}"):
                continue
            started = time.monotonic()
            title = f"{module.__name__}.{name}"
            try:
                test()
                passed += 1
                print(f"ok   {module.__name__}.{name} ({time.monotonic() - started:.1f} s)", flush=True)
            except harness.Failure as failure:
                failed += title not in known
                print(f"{'KNOWN' if title in known else 'FAIL'} {module.__name__}.{name}: {failure}", flush=True)
            except Exception:  # noqa: BLE001
                failed += title not in known
                print(f"{'KNOWN' if title in known else 'FAIL'} {module.__name__}.{name}", flush=True)
                traceback.print_exc(file=sys.stdout)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
