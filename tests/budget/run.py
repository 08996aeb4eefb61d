#!/usr/bin/env python3
"""Holds the instructions of start-up and completion against a recorded budget:
  run.py --rasctl PATH [--record] [--profile]

callgrind counts them, so the figure is the same however busy the machine is. --record writes the budget anew, after a
change that is worth what it costs; --profile shows which functions they are spent in.
"""

import argparse
import json
import os
import pathlib
import platform
import re
import shutil
import subprocess
import sys
import tempfile

BUDGET = pathlib.Path(__file__).with_name("instructions.json")
# What another compiler's minor version, or longer help of a noun, may cost.
MARGIN = 0.05
# Cheaper by this much, the budget no longer guards what was won.
SLACK = 0.25
RUNS = {
    "version": ["--version"],
    "help": ["--help"],
    "help of a command": ["gateway", "create", "--help"],
    "completion of a noun": ["__complete", "--", "gatew"],
    "completion of a verb": ["__complete", "--", "gateway", "up"],
    "completion of a flag": ["__complete", "--", "gateway", "update", "gw1", "--desc"],
    "completion of an enumeration": ["__complete", "--", "gateway", "update", "gw1", "--gw-mode", ""],
    "a usage error": ["gateway", "update", "gw1", "--gw-mode", "forwardin"],
}
# The C library picks its string functions by the processor; these it picks on every one.
ONE_PROCESSOR = "glibc.cpu.hwcaps=-AVX512F,-AVX512VL,-AVX512BW,-AVX2,-AVX2_Usable,-AVX_Fast_Unaligned_Load,-ERMS,-FSRM"


def counted(rasctl, words, folder, profile):
    """Instructions of one run."""
    environment = {"HOME": folder, "PATH": os.path.join(folder, "bin"), "LC_ALL": "C.UTF-8", "GLIBC_TUNABLES": ONE_PROCESSOR,
                   "COLUMNS": "80"}
    file = os.path.join(folder, "callgrind")
    done = subprocess.run([shutil.which("valgrind"), "--tool=callgrind", f"--callgrind-out-file={file}", rasctl, *words], check=False,
                          env=environment, capture_output=True, text=True, errors="replace", stdin=subprocess.DEVNULL)
    found = re.search(r"I\s+refs:\s+([\d,]+)", done.stderr)
    if not found or int(found.group(1).replace(",", "")) == 0:
        raise RuntimeError(f"valgrind counted nothing of {' '.join(words)}: {done.stderr[-300:]}")
    if profile:
        shown = subprocess.run(["callgrind_annotate", "--threshold=90", file], check=True, capture_output=True, text=True)
        functions = [line for line in shown.stdout.splitlines() if re.match(r"\s*[\d,]+ \(", line)]
        print("\n".join(line[:110] for line in functions[:16]))
    return int(found.group(1).replace(",", ""))


def judge(name, count, budget):
    """What is wrong with a count; nothing when it fits."""
    if name not in budget:
        return "has no budget; run.py --record writes one"
    if count > budget[name] * (1 + MARGIN):
        return f"{count:,} instructions, {count / budget[name] - 1:.0%} over the budget of {budget[name]:,}"
    return None


def note(name, count, budget):
    """What to do about a run that has become much cheaper than its budget."""
    spare = name in budget and count < budget[name] * (1 - SLACK)
    return f", far below the budget of {budget[name]:,}: run.py --record keeps what was won" if spare else ""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rasctl", required=True)
    parser.add_argument("--record", action="store_true")
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    recorded = json.loads(BUDGET.read_text(encoding="utf-8")) if BUDGET.exists() else {"machine": platform.machine()}
    for why, holds in (("valgrind is not installed", not shutil.which("valgrind")),
                       (f"the budget is of {recorded['machine']}", recorded["machine"] != platform.machine())):
        if holds:
            print(f"skipped the budget of instructions: {why}")
            print("0 passed, 0 failed, 1 skipped")
            return 0
    passed = failed = 0
    counts = {}
    with tempfile.TemporaryDirectory(prefix="rasctl-budget-") as folder:
        programs = pathlib.Path(folder, "bin")
        programs.mkdir()
        # Where plugins are looked for; the machine's own folders differ.
        for number in range(1000):
            (programs / f"program-{number}").touch()
        for name, words in RUNS.items():
            counts[name] = counted(os.path.abspath(options.rasctl), words, folder, options.profile)
            budget = counts if options.record else recorded.get("instructions", {})
            fault = judge(name, counts[name], budget)
            print(f"{'FAIL' if fault else 'ok  '} {name}: {fault or f'{counts[name]:,}' + note(name, counts[name], budget)}",
                  flush=True)
            passed, failed = passed + (not fault), failed + bool(fault)
    if options.record:
        text = json.dumps({"machine": platform.machine(), "instructions": counts}, indent=2)
        BUDGET.write_text(text + "\n", encoding="utf-8")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
