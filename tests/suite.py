"""Runs the cases of a suite of tests: one set of options, one form of lines, one exit code."""
import argparse
import inspect
import multiprocessing
import os
import re
import signal
import time
import traceback

from known_failures import known_failures


def options(description, **more):
    """The parser of a suite's words; what else it takes is added by the suite itself."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rasctl", type=os.path.abspath, help="the program under test",
                        required=more.get("rasctl", True))
    parser.add_argument("--simulator", type=os.path.abspath, help="its rasctl-simulate", required=True)
    parser.add_argument("--only", default="", help="regular expression of the cases to run")
    parser.add_argument("--jobs", type=int, default=1, help="cases at the same time (default 1)")
    return parser


def cases_of(*modules):
    """The test_ functions of the modules, in the order they are written in, as (title, function)."""
    return [(f"{module.__name__}.{name}", test) for module in modules for name, test in vars(module).items()
            if name.startswith("test_") and inspect.isfunction(test)]


def attempt(case):
    """(what is wrong, or None; what the case says of itself; seconds)"""
    title, test = case
    begun = time.monotonic()
    try:
        said, wrong = test(), None
    except Exception as error:  # noqa: BLE001
        # The harnesses' Failure is a finding of the test; all else is a bug of the test or of its servers.
        said, wrong = None, str(error) if type(error).__name__ == "Failure" else traceback.format_exc()
    return title, wrong, said, time.monotonic() - begun


CHOSEN = []


def attempt_at(index):
    return attempt(CHOSEN[index])


def attempts(jobs):
    if jobs < 2:
        yield from map(attempt, CHOSEN)
        return
    again = []
    with multiprocessing.get_context("fork").Pool(jobs) as pool:
        numbered = enumerate(pool.imap(attempt_at, range(len(CHOSEN))))
        for index, done in numbered:
            if done[1] is None:
                yield done
            else:
                print(f"again {done[0]}: {done[1]}", flush=True)
                again.append(index)
    # A bound that was missed beside others says something of the machine; alone, of rasctl.
    yield from map(attempt_at, again)


def run(suite, cases, given):
    """Runs the chosen cases; the exit code: 0 when there were any and all are right or known to fail."""
    # What a script starts in the background ignores Ctrl-C and Ctrl-\, what nohup starts the end of the terminal; all
    # below it would, rasctl included.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGQUIT, signal.SIG_DFL)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    known = known_failures(suite)
    CHOSEN[:] = [case for case in cases if re.search(given.only, case[0])]
    counts = {"ok": 0, "KNOWN": 0, "FAIL": 0}
    checks = 0
    for title, wrong, said, seconds in attempts(given.jobs):
        state = "ok" if wrong is None else "KNOWN" if title in known else "FAIL"
        counts[state] += 1
        checks += said if isinstance(said, int) else 0
        more = f", {said} checks" if isinstance(said, int) else f"; {said}" if said else ""
        print(f"FAIL {title}: {wrong}" if state == "FAIL" else f"KNOWN {title}: {wrong}" if wrong
              else f"ok   {title} ({seconds:.1f} s{more})", flush=True)
    print(f"{suite}: {counts['ok']} passed{f' with {checks} checks' * bool(checks)}, {counts['FAIL']} failed"
          + f", {counts['KNOWN']} known to fail" * bool(counts["KNOWN"]))
    return 1 if counts["FAIL"] or not counts["ok"] else 0
