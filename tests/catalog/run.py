#!/usr/bin/env python3
"""The API's description in the vendor's dialect must give the same commands as the built-in catalogue, and single
changes of a description must be told, and descriptions of other makers must give right commands and right
answers: run.py --rasctl PATH"""
import argparse
import concurrent.futures
import difflib
import json
import os
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import changes  # noqa: E402
import dialect  # noqa: E402
import documents  # noqa: E402
import odd  # noqa: E402

API = pathlib.Path(__file__).resolve().parent.parent.parent / "lib" / "catalog" / "api"


class Person:
    """Somebody with a configuration and a catalogue of their own."""

    def __init__(self, rasctl, folder):
        self.rasctl = rasctl
        self.environment = {"PATH": "/usr/bin:/bin", "HOME": folder, "LC_ALL": "C.UTF-8",
                            "XDG_CONFIG_HOME": os.path.join(folder, "config"),
                            "XDG_CACHE_HOME": os.path.join(folder, "cache")}

    def run(self, *words):
        return subprocess.run([self.rasctl, *words], capture_output=True, text=True, timeout=60,
                              env=self.environment, check=False)

    def operations(self):
        """(command, method, path) of every operation; a path without regard to what is between the braces."""
        rows = json.loads(self.run("catalog", "list", "-o", "json").stdout)
        return sorted((row["command"], row["method"], row["path"].lower()) for row in rows)


def differences(name, before, after):
    return [f"{name}: {line}" for line in difflib.unified_diff(before, after, lineterm="", n=0)][2:12]


def help_words(text):
    """Each word of a help text on a line, without the doubt that the vendor's dialect cannot tell: it has numbers."""
    return " ".join(text.split()).replace("or a number: those of the names are not certain; ", "").split(" ")


def check_dialect(rasctl, upper):
    """Faults of one respelling of the whole description."""
    with tempfile.TemporaryDirectory() as folder:
        plain, importer = Person(rasctl, os.path.join(folder, "a")), Person(rasctl, os.path.join(folder, "b"))
        for one in (plain, importer):
            os.makedirs(one.environment["HOME"])
        file = os.path.join(folder, "vendor.json")
        pathlib.Path(file).write_text(json.dumps(dialect.vendor_dialect(API, upper)), encoding="utf-8")
        imported = importer.run("catalog", "import", file)
        if imported.returncode != 0 or imported.stderr.count("\n") != 1:
            return [f"import: exit {imported.returncode}: {imported.stderr[:500]}"]
        faults = differences("operations", [str(row) for row in plain.operations()],
                             [str(row) for row in importer.operations()])
        commands = sorted({command for command, _, _ in plain.operations()})

        def help_of(command):
            words = [*command.split(), "--help"]
            return differences(command, help_words(plain.run(*words).stdout), help_words(importer.run(*words).stdout))

        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            for found in pool.map(help_of, commands):
                faults += found
        print(f"catalog: {len(commands)} commands compared, {len(faults)} faults "
              f"({'upper-case' if upper else 'respelled'} paths)")
        return faults


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rasctl", required=True)
    parser.add_argument("--simulator", help="rasctl-simulate; the one beside rasctl unless given")
    parser.add_argument("--only", choices=["dialect", "changes", "odd", "documents"], help="this part alone")
    parser.add_argument("--packages", help="where npm packages are kept from one run to the next")
    arguments = parser.parse_args()
    rasctl = os.path.abspath(arguments.rasctl)
    beside = os.path.join(os.path.dirname(rasctl), "rasctl-simulate")
    simulator = arguments.simulator or (beside if os.path.exists(beside) else None)
    faults = []
    if arguments.only in (None, "dialect"):
        faults += [fault for upper in (False, True) for fault in check_dialect(rasctl, upper)]
    if arguments.only in (None, "changes"):
        faults += changes.check(rasctl)
    if arguments.only in (None, "odd"):
        faults += odd.check(rasctl, simulator)
    if arguments.only in (None, "documents"):
        with tempfile.TemporaryDirectory() as folder:
            faults += documents.check(rasctl, simulator, arguments.packages or folder)
    for fault in faults[:40]:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
