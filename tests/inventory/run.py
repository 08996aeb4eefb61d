#!/usr/bin/env python3
"""The farm as a document: run.py --rasctl PATH --simulator PATH [--only PATTERN]

What rasctl inventory writes for farms of the simulator: the page, the Markdown, the JSON and what has changed. With a
browser (chromium, and node with puppeteer-core and axe-core on NODE_PATH) the page is opened in it too."""
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.dirname(HERE), os.path.join(os.path.dirname(HERE), "cli")]

import harness  # noqa: E402
import browser_test  # noqa: E402
import changes_test  # noqa: E402
import document_test  # noqa: E402
import hostile_test  # noqa: E402
import page_test  # noqa: E402
import suite  # noqa: E402


def main():
    given = suite.options(__doc__).parse_args()
    harness.BINARIES.update(rasctl=given.rasctl, simulator=given.simulator)
    cases = suite.cases_of(document_test, page_test, hostile_test, changes_test, browser_test)
    return suite.run("inventory", cases, given)


if __name__ == "__main__":
    sys.exit(main())
