#!/usr/bin/env python3
"""The farm as a document: run.py --rasctl PATH --simulator PATH [--only PATTERN]

What rasctl inventory writes for farms of the simulator: the page, the Markdown, the JSON and what has changed. With a
browser (chromium, and node with puppeteer-core and axe-core on NODE_PATH) the page is opened in it too."""
import argparse
import os
import re
import sys
import time
import traceback

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(os.path.dirname(HERE), "cli")]

import harness  # noqa: E402
import browser_test  # noqa: E402
import changes_test  # noqa: E402
import document_test  # noqa: E402
import hostile_test  # noqa: E402
import page_test  # noqa: E402

MODULES = [document_test, page_test, hostile_test, changes_test, browser_test]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rasctl", required=True)
    parser.add_argument("--simulator", required=True)
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    harness.BINARIES.update(rasctl=os.path.abspath(arguments.rasctl), simulator=os.path.abspath(arguments.simulator))
    passed = failed = 0
    for module in MODULES:
        for name, test in vars(module).items():
            title = f"{module.__name__}.{name}"
            if not name.startswith("test_") or not re.search(arguments.only, title):
                continue
            started = time.monotonic()
            try:
                note = test()
                passed += 1
                print(f"ok   {title} ({time.monotonic() - started:.1f} s){': ' + note if note else ''}", flush=True)
            except harness.Failure as failure:
                failed += 1
                print(f"FAIL {title}: {failure}", flush=True)
            except Exception:  # noqa: BLE001
                failed += 1
                print(f"FAIL {title}", flush=True)
                traceback.print_exc(file=sys.stdout)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
