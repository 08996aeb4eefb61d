#!/usr/bin/env python3
"""Runs the table of situations in real bash, zsh, fish and, where it can be had, PowerShell against a simulated farm.

usage: run.py --rasctl PATH --simulator PATH [--shell NAME] [--only TEXT]

One line a failure; the last line is "N passed, N failed", and the exit code says the same.
"""

import argparse
import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time

from live_check import checks
from powershell import PowerShell, PowerShellTerminal, installed
from powershell_check import problems_of_powershell
from shells import SHELLS
from situations import SITUATIONS
from terminal_session import ShellSilent

THEMES = ["Night: shift", "It's dark", 'Say "hi" & go', "Grün $HOME"]
FILES = ["work/body.json", "work/my file.yaml", "work/folder/inner.json", "work/secret.txt", "home/home.json"]
# Lists that the table needs; asked for until they are kept, for an answer may come too late on a busy machine.
LISTS = [["gateway", "get", ""], ["session", "logoff", "--host", ""], ["theme", "get", ""], ["gateway", "list", "--site", ""]]


def environment_in(root, rasctl):
    tools = os.path.join(root, "tools")
    os.makedirs(tools)
    os.symlink(os.path.abspath(rasctl), os.path.join(tools, "rasctl"))
    plugin = os.path.join(tools, "rasctl-hello")
    with open(plugin, "w", encoding="utf-8") as file:
        file.write("#!/bin/sh\necho hello\n")
    os.chmod(plugin, 0o755)
    for name in FILES:
        path = os.path.join(root, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        open(path, "w", encoding="utf-8").close()
    return {
        "PATH": tools + ":/usr/local/bin:/usr/bin:/bin", "HOME": os.path.join(root, "home"),
        "XDG_CONFIG_HOME": os.path.join(root, "config"), "XDG_CACHE_HOME": os.path.join(root, "cache"),
        "XDG_DATA_HOME": os.path.join(root, "data"), "TERM": "xterm", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8",
        "RASCTL_UNDER_TEST": os.path.abspath(rasctl),
    }


def start_simulator(path, root):
    process = subprocess.Popen([path, "--listen", "127.0.0.1:0", "--farm", "demo"], cwd=root,
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    return process, json.loads(process.stdout.readline())


def rasctl(environment, *words, **more):
    variables = dict(environment, **more)
    done = subprocess.run([environment["RASCTL_UNDER_TEST"], *words], env=variables, text=True,
                          capture_output=True, stdin=subprocess.DEVNULL, check=False)
    if done.returncode != 0:
        raise SystemExit(f"cannot prepare: rasctl {shlex.join(words)}: {done.stderr.strip()}")
    return done.stdout


def prepare_farm(environment, farm):
    for context in ("lab2", "lab"):
        rasctl(environment, "login", farm["url"], "--username", "administrator", "--name", context,
               "--fingerprint", farm["fingerprint"], RASCTL_PASSWORD="11112222")
    rasctl(environment, "config", "set", "alias.hosts", "rds host list")
    for theme in THEMES:
        rasctl(environment, "theme", "create", "--name", theme)
    deadline = time.monotonic() + 120
    for words in LISTS:
        while rasctl(environment, "__complete", "--", *words).count("\n") < 2:
            if time.monotonic() > deadline:
                raise SystemExit(f"cannot prepare: no names for {shlex.join(words)}")


def problems(shell, situation):
    """What is wrong with the shell's answer, one text a problem."""
    found = []
    if situation.offers or situation.lacks or situation.only is not None:
        values = shell.offers(situation)
        found += [f"does not offer {value!r}, but {values[:8]}" for value in situation.offers if value not in values]
        found += [f"offers {value!r}" for value in situation.lacks if value in values]
        if situation.only is not None:
            # A shell that offers nothing leaves the word as it is.
            unchanged = [situation.word] if situation.word else []
            if sorted(values or unchanged) != sorted(situation.only or unchanged):
                found.append(f"offers {values[:12]} instead of {situation.only}")
    if situation.becomes is not None:
        line = shell.line_after_tab(situation)
        words = shell.words_of(situation, line)
        if words != situation.becomes:
            found.append(f"Tab makes {line!r}")
        elif shell.puts_blanks and situation.goes_on is not None and line.endswith(" ") == situation.goes_on:
            found.append(f"Tab makes {line!r}, with{'' if situation.goes_on else 'out'} a blank behind it")
    if situation.shows:
        screen = shell.screen_of_list(situation)
        found += [f"does not show {text!r}, but {screen[-300:]!r}" for text in situation.shows if text not in screen]
    return found


def run_table(shell, only):
    passed = failed = 0
    try:
        for situation in SITUATIONS:
            if only not in situation.typed or not shell.takes(situation):
                continue
            found = problems(shell, situation)
            for problem in found:
                print(f"FAILED {shell.name}: {situation.typed!r}: {problem}")
            passed, failed = passed + (not found), failed + bool(found)
    except ShellSilent as silence:
        print(f"FAILED {shell.name}: no answer: {silence}")
        failed += 1
    finally:
        shell.close()
    print(f"{shell.name}: {passed} of {passed + failed} situations")
    return passed, failed


def run_shell(kind, environment, root, only):
    home = os.path.join(root, "shell-" + kind.name)
    os.makedirs(home)
    if shutil.which(kind.name) is None:
        print(f"FAILED {kind.name}: is not installed")
        return 0, 1
    return run_table(kind(dict(environment), home, os.path.join(root, "work")), only)


def run_powershell(environment, root, only):
    """The whole table through TabExpansion2, and what Tab makes of a line also in a terminal."""
    program, why_not = installed()
    if program is None:
        print(f"powershell: SKIPPED, not run: {why_not}")
        return run_powershell_check(environment)
    home, folder = os.path.join(root, "shell-powershell"), os.path.join(root, "work")
    shell = PowerShell(program, environment, home, folder)
    passed, failed = run_table(shell, only)
    chosen = [one for one in SITUATIONS if one.becomes and not one.behind and only in one.typed and shell.takes(one)]
    good = 0
    try:
        terminal = PowerShellTerminal(program, environment, home, folder, shell.script)
        for situation in chosen:
            line = terminal.line_after_tab(situation)
            if line.rstrip() == shell.asked[situation.typed]["line"].rstrip():
                good += 1
            else:
                print(f"FAILED powershell in a terminal: {situation.typed!r}: Tab makes {line!r}")
        terminal.close()
    except ShellSilent as silence:
        print(f"FAILED powershell in a terminal: no answer: {silence}")
    print(f"powershell in a terminal: {good} of {len(chosen)} situations")
    return passed + good, failed + len(chosen) - good


def run_live_checks(environment, farm, root):
    passed = failed = 0
    for _, found in checks(environment, farm, root):
        for problem in found:
            print(f"FAILED live names: {problem}")
        passed, failed = passed + (not found), failed + bool(found)
    return passed, failed


def run_powershell_check(environment):
    script = rasctl(environment, "completion", "powershell")
    found = problems_of_powershell(script)
    for problem in found:
        print(f"FAILED powershell: {problem}")
    return (0, 1) if found else (1, 0)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rasctl", required=True)
    parser.add_argument("--simulator", required=True)
    parser.add_argument("--shell", default="", help="only this one")
    parser.add_argument("--only", default="", help="only lines that hold this text")
    arguments = parser.parse_args()
    passed = failed = 0
    with tempfile.TemporaryDirectory(prefix="rasctl-shells-") as root:
        environment = environment_in(root, arguments.rasctl)
        simulator, farm = start_simulator(os.path.abspath(arguments.simulator), root)
        try:
            prepare_farm(environment, farm)
            for kind in SHELLS:
                if arguments.shell in ("", kind.name):
                    good, bad = run_shell(kind, environment, root, arguments.only)
                    passed, failed = passed + good, failed + bad
            if arguments.shell in ("", "powershell"):
                good, bad = run_powershell(environment, root, arguments.only)
                passed, failed = passed + good, failed + bad
            for good, bad in (run_live_checks(environment, farm, root),):
                passed, failed = passed + good, failed + bad
        finally:
            simulator.terminate()
            simulator.wait()
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
