#!/usr/bin/env python3
"""Runs rasctl against servers, files and helpers that misbehave; see README.md."""

import argparse
import concurrent.futures
import os
import re
import shutil
import signal
import sys
import tempfile
import threading
import time
import traceback

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))

import all_cases
import hostile_server
import table
from case import World
from certificates import Certificates
from known_failures import known_failures


class Setup:
    """What all cases share."""

    def __init__(self, options, folder):
        self.rasctl = os.path.abspath(options.rasctl)
        self.simulator = os.path.abspath(options.simulator) if options.simulator else None
        self.kills = options.kills
        self.grace = options.grace
        self.password = hostile_server.PASSWORD
        self.certificates = Certificates(folder)
        self.pause = lambda: threading.Event().wait(0.01)


def run_case(case, setup):
    """What is wrong, and how the run ended."""
    if case.needs_root and os.geteuid() != 0:
        return [], None
    world = World(setup)
    try:
        ended = case.act(world)
        return case.judge(world, ended), (ended, world.folder)
    except Exception:  # the case itself is broken: say where
        return [traceback.format_exc().strip().replace("\n", " | ")], None
    finally:
        world.close()


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rasctl", required=True, help="the program under test")
    parser.add_argument("--simulator", help="rasctl-simulate, for the cases that need a whole farm")
    parser.add_argument("--only", default="", help="regular expression of the cases to run")
    parser.add_argument("--kills", type=int, default=1000, help="runs to kill at random moments (default 1000)")
    parser.add_argument("--grace", type=float, default=1.0,
                        help="seconds that a run may take beyond its deadline (default 1; more under a sanitizer)")
    parser.add_argument("--jobs", type=int, default=8, help="cases at the same time (default 8)")
    parser.add_argument("--verbose", action="store_true", help="show how every case ended")
    parser.add_argument("--write-table", action="store_true", help="write the table of README.md anew")
    return parser.parse_args()


def main():
    # What a script starts in the background ignores Ctrl-C and Ctrl-\, what nohup starts the end of the terminal; all
    # below it would, rasctl included.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGQUIT, signal.SIG_DFL)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    options = arguments()
    folder = tempfile.mkdtemp(prefix="faults-certificates-")
    os.chmod(folder, 0o755)
    failed = passed = skipped = 0
    known = known_failures("faults")
    rows = {}
    start = time.monotonic()
    try:
        setup = Setup(options, folder)
        chosen = [case for case in all_cases.CASES if re.search(options.only, case.title)]
        # Those that load the machine come last and one by one, so that no other's time bound suffers.
        quick = [case for case in chosen if not getattr(case, "alone", False)]
        alone = [case for case in chosen if getattr(case, "alone", False)]

        def report(case, wrong, end):
            nonlocal failed, passed, skipped
            rows[case.title] = end
            if wrong and case.title in known:
                skipped += 1
                print(f"known to fail {case.title}: {'; '.join(wrong)}", flush=True)
            elif wrong:
                failed += 1
                print(f"FAILED {case.title}: {'; '.join(wrong)}", flush=True)
            elif end is None:
                skipped += 1
                print(f"skipped {case.title}: needs root", flush=True)
            else:
                passed += 1
            if options.verbose and end:
                print(f"{case.title}: exit {end[0].code}, {end[0].seconds:.2f} s\n  out {end[0].out[:300]!r}\n"
                      f"  err {end[0].err!r}", flush=True)

        with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
            running = {pool.submit(run_case, case, setup): case for case in quick}
            # A bound that was missed beside seven others says something of the machine; alone, of rasctl.
            again = []
            for done in concurrent.futures.as_completed(running):
                wrong, end = done.result()
                if wrong and options.jobs > 1:
                    again.append(running[done])
                else:
                    report(running[done], wrong, end)
        for case in again:
            report(case, *run_case(case, setup))
        for case in alone:
            report(case, *run_case(case, setup))
        if options.write_table:
            table.write(all_cases.CASES, rows)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else "")
          + f" in {time.monotonic() - start:.0f} s" * bool(options.verbose))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
