#!/usr/bin/env python3
"""Puts small faults into a copy of the sources, one at a time, and tells which of them the tests see.

run.py [--check] [--clone DIR] [--preset PRESET] [--only PATTERN]

--check only looks whether every fault of mutants.yaml still fits its file; tests/lint/run does that. Else a clone of
the last commit is built (by default in build/mutants, preset debug, about half an hour the first time), each fault is
built into it, and its suite has to fail. Ends with 0 when at least 95 of 100 are seen.
"""
import argparse
import os
import re
import shlex
import subprocess
import sys
import time

import yaml

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
PYTHON = "/usr/bin/python3"
WANTED = 0.95
NOTHING_RAN = re.compile(r"(?:^|\s)0 passed|No tests ran")


def mutants():
    with open(os.path.join(HERE, "mutants.yaml"), encoding="utf-8") as file:
        return yaml.safe_load(file)


def text_of(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def check(root):
    """The faults that do not fit the sources as they are."""
    wrong = []
    for one in mutants():
        path = os.path.join(root, one["file"])
        count = text_of(path).count(one["old"]) if os.path.exists(path) else 0
        if count != 1:
            wrong.append(f"{one['name']}: its text stands {count} times in {one['file']}")
        if one["old"] == one["new"]:
            wrong.append(f"{one['name']}: changes nothing")
    return wrong


class Clone:
    def __init__(self, folder, preset):
        self.folder, self.preset = folder, preset
        self.build = os.path.join(folder, "build", preset)
        self.verdicts = {}

    def run(self, *words, **more):
        return subprocess.run(words, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, errors="replace", **more)

    def prepare(self):
        if not os.path.exists(self.folder):
            subprocess.run(["git", "clone", "-q", ROOT, self.folder], check=True)
        else:
            subprocess.run(["git", "-C", self.folder, "fetch", "-q", ROOT, "HEAD"], check=True)
            subprocess.run(["git", "-C", self.folder, "reset", "-q", "--hard", "FETCH_HEAD"], check=True)
        subprocess.run(["cmake", "--preset", self.preset, "-DRASCTL_TESTS=ON"], cwd=self.folder, check=True,
                       stdout=subprocess.DEVNULL)

    def make(self, suite):
        targets = ["app/rasctl", "app/rasctl-simulate"]
        if suite[0] == "unit":
            targets = [f"tests/unit/unit_{suite[1]}"]
        return self.run("ninja", "-C", self.build, *targets)

    def test(self, suite):
        if suite[0] == "unit":
            return self.run(os.path.join(self.build, "tests/unit", f"unit_{suite[1]}"), *suite[2:], timeout=600)
        words = [PYTHON, f"tests/{suite[0]}/run.py", "--rasctl", os.path.join(self.build, "app/rasctl")]
        if suite[0] not in ("catalog", "conformance"):
            words += ["--simulator", os.path.join(self.build, "app/rasctl-simulate")]
        for pattern in suite[1:]:
            words += ["--only", pattern]
        return self.run(*words, timeout=900)

    def sound(self, suite):
        """Whether the suite is green without a fault, and runs anything: a red or an empty one sees nothing."""
        key = tuple(suite)
        if key not in self.verdicts:
            tested = self.test(suite) if self.make(suite).returncode == 0 else None
            self.verdicts[key] = bool(tested and tested.returncode == 0 and not NOTHING_RAN.search(tested.stdout))
        return self.verdicts[key]


def try_out(clone, one):
    """"seen", "not seen", or why nothing can be said."""
    path = os.path.join(clone.folder, one["file"])
    suite = shlex.split(one["suite"])
    if not clone.sound(suite):
        return "broken", f"{one['suite']} fails without it, or has no test"
    good = text_of(path)
    write(path, good.replace(one["old"], one["new"]))
    try:
        made = clone.make(suite)
        if made.returncode != 0:
            # The build checks data and examples: what stops it is seen.
            compiled = not re.search(r"error: ", made.stdout)
            return ("seen", "by the build") if compiled else ("broken", made.stdout[-2000:])
        try:
            tested = clone.test(suite)
        except subprocess.TimeoutExpired:
            return "seen", "it lasts for ever"
        if tested.returncode == 0:
            return "not seen", one["suite"]
        found = re.search(r"^.*(?:FAIL|FAILED).*$", tested.stdout, re.M)
        return "seen", found.group().strip()[:100] if found else ""
    finally:
        write(path, good)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--clone", default=os.path.join(ROOT, "build", "mutants"))
    parser.add_argument("--preset", default="debug")
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    wrong = check(ROOT)
    for line in wrong:
        print(f"tests/mutants: {line}")
    if options.check or wrong:
        return 1 if wrong else 0
    clone = Clone(os.path.abspath(options.clone), options.preset)
    clone.prepare()
    counts = {"seen": 0, "not seen": 0, "broken": 0}
    for one in mutants():
        if not re.search(options.only, one["name"]):
            continue
        began = time.monotonic()
        verdict, why = try_out(clone, one)
        counts[verdict] += 1
        print(f"{verdict:8} {one['name']} ({why}; {time.monotonic() - began:.0f} s)", flush=True)
    total = sum(counts.values())
    print(f"mutants: {counts['seen']} of {total} seen, {counts['broken']} tell nothing")
    return 0 if total and counts["seen"] >= WANTED * total else 1


if __name__ == "__main__":
    sys.exit(main())
