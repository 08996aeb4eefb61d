#!/usr/bin/env python3
"""Tries the guesses against the demo farm: run.py --rasctl PATH --simulator PATH [--only PATTERN]"""
import argparse
import os
import re
import shlex
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "../cli"))

import harness  # noqa: E402

LEAST_WORKING, LEAST_LED = 50, 95
# Nothing is asked, nothing is changed.
SAFE = {"RASCTL_DRY_RUN": "1", "RASCTL_YES": "1", "RASCTL_NO_INPUT": "1"}


def guesses():
    with open(os.path.join(HERE, "guesses.txt"), encoding="utf-8") as lines:
        for line in lines:
            if not line.strip() or line.startswith("#"):
                continue
            works = " => " in line
            guess, meant = line.split(" => " if works else " ?> ")
            yield shlex.split(guess), works, meant.strip()


def steady(text):
    """Without what changes from one second to the next: loads, counts, times."""
    return re.sub(r"\s+", " ", re.sub(r"[\d.:+-]+", "#", text))


def what_came(me, words, changes):
    ran = me.run(*words, extra=SAFE if changes else None)
    return ran.code, steady(ran.out.decode("utf-8", "replace")), steady(ran.err)


def why_not(me, guess, works, meant):
    if works:
        # A list is read: an account may be said in several ways, which its rows tell and a dry run does not.
        changes = " list" not in meant or "--user" not in meant
        mine, theirs = what_came(me, guess, changes), what_came(me, shlex.split(meant), changes)
        return None if mine == theirs else f"is not '{meant}': {mine} instead of {theirs}"
    ran = me.run(*guess, extra=SAFE)
    if ran.code == 0:
        return "exit 0"
    answer = ran.err.partition("\n")[2]
    return None if meant in answer else f"does not lead to '{meant}': {ran.err}"


def try_all(only=""):
    """The figures, and what is wrong with which guess."""
    wrong, working, led, count = [], 0, 0, 0
    with harness.simulator() as farm, harness.person() as me:
        me.login(farm)
        for guess, works, meant in guesses():
            if not re.search(only, " ".join(guess)):
                continue
            count += 1
            why = why_not(me, guess, works, meant)
            if why:
                wrong.append(f"{' '.join(guess)} {why}")
            elif works:
                working += 1
            else:
                led += 1
    return wrong, working, led, count


def cmdlets():
    with open(os.path.join(HERE, "cmdlets.txt"), encoding="utf-8") as lines:
        return [tuple(line.rstrip("\n").split(" = ")) for line in lines if line.strip() and not line.startswith("#")]


def misled_cmdlets():
    """Cmdlets that do not lead to their command, searched for and typed as a command."""
    wrong = []
    with harness.person() as me:
        for cmdlet, meant in cmdlets():
            typed, found = me.run(cmdlet), me.run("search", cmdlet, "-o", "json")
            if meant == "-":
                right = typed.code == 2 and "REST API" in typed.err and found.code == 4
            else:
                lines = [line.strip() for line in typed.err.splitlines()]
                led = any(line.startswith((f"rasctl {meant} ", f"hint: did you mean: rasctl {meant}")) for line in lines)
                right = typed.code == 2 and led and found.code == 0 and meant in [row["command"] for row in found.json()][:3]
            if not right:
                wrong.append(f"{cmdlet} does not lead to '{meant}': {typed.err} {found.text[:200]}")
    return wrong


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rasctl", required=True)
    parser.add_argument("--simulator", required=True)
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    harness.BINARIES.update(rasctl=os.path.abspath(arguments.rasctl), simulator=os.path.abspath(arguments.simulator))
    wrong, working, led, count = try_all(arguments.only)
    misled = [] if arguments.only else misled_cmdlets()
    for line in wrong + misled:
        print(f"FAIL {line}")
    share = 100 * working / max(count, 1), 100 * (working + led) / max(count, 1)
    print(f"{count} guesses: {share[0]:.0f} % work, {share[1]:.0f} % work or are led")
    print(f"{len(cmdlets())} cmdlets: {len(misled)} do not lead to their command")
    return 1 if wrong or misled or share[0] < LEAST_WORKING or share[1] < LEAST_LED else 0


if __name__ == "__main__":
    sys.exit(main())
