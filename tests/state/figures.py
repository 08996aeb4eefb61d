#!/usr/bin/env python3
"""Shows what two exports of 20,000 objects cost to compare, and an export beside its own requests made by curl.

figures.py --rasctl PATH --simulator PATH [--objects N]
"""
import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.dirname(HERE), os.path.join(os.path.dirname(HERE), "cli")]

import harness  # noqa: E402


def timed(words, **options):
    """Seconds by the clock, seconds of the processor, and the most memory of the children so far in MB."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(words, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.monotonic() - start, spent, after.ru_maxrss / 1024


def many_files(folder, text, count):
    os.makedirs(folder)
    for number in range(count):
        name = f"many{number}.company.dom"
        with open(os.path.join(folder, name + ".yaml"), "w", encoding="utf-8") as file:
            changed = text.replace("maxSessions: 250", "maxSessions: 99") if number % 1000 == 0 and folder.endswith("two") else text
            file.write(changed.replace("rdsh01.company.dom", name))


def compare_exports(me, count):
    me.run("export", "rds", "host", "-o", "hosts").expect_code(0)
    with open(os.path.join(me.folder, "hosts/site-Headquarters/rds-host/rdsh01.company.dom.yaml"), encoding="utf-8") as file:
        text = file.read()
    with tempfile.TemporaryDirectory() as folder:
        for name in ("one", "two"):
            many_files(os.path.join(folder, name), text, count)
        for _ in range(3):
            clock, spent, most = timed([harness.BINARIES["rasctl"], "diff", "one", "two", "--summary"], cwd=folder)
            print(f"diff of two exports of {count} objects: {clock:.2f} s, {spent:.2f} s of the processor; no process took more than {most:.0f} MB")


def compare_with_curl(me, farm):
    start = len(farm.recorded())
    me.run("export", "-o", "first").expect_code(0)
    paths = [row.get("path", row.get("target")) for row in farm.recorded()[start:] if row["method"] == "GET"]
    token = subprocess.run(["curl", "-sk", f"{farm.url}/api/Session/logon", "-H", "Content-Type: application/json; api-version=1.0", "-d",
                            '{"username": "administrator", "password": "' + harness.PASSWORD + '"}'],
                           capture_output=True, text=True, check=True).stdout.partition('"authToken":"')[2].partition('"')[0]
    harness.expect(token, "no session for curl")
    with tempfile.NamedTemporaryFile("w", suffix=".curl") as config:
        config.write(f'insecure\nsilent\nheader = "auth_token: {token}"\nheader = "Content-Type: application/json; api-version=1.0"\n' + "".join(f'url = "{farm.url}{path}"\noutput = /dev/null\n' for path in paths))
        config.flush()
        # In memory where that can be: a disk's file system takes longer for new files than all else, most of all where
        # others were deleted just before.
        memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
        for _ in range(5):
            with tempfile.TemporaryDirectory(dir=memory) as folder:
                ours, spent, _ = timed([harness.BINARIES["rasctl"], "export", "-o", os.path.join(folder, "again")],
                             cwd=me.folder, env=me.environment)
            theirs = timed(["curl", "-K", config.name])[0]
            print(f"export of {len(paths)} requests: {ours:.2f} s ({spent:.2f} s of the processor); the same requests by curl on one connection: {theirs:.2f} s; {ours / theirs:.2f} times")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rasctl", required=True)
    parser.add_argument("--simulator", required=True)
    parser.add_argument("--objects", type=int, default=20000)
    given = parser.parse_args()
    harness.BINARIES.update(rasctl=os.path.abspath(given.rasctl), simulator=os.path.abspath(given.simulator))
    with harness.simulator("--size", "5") as farm, harness.person() as me:
        me.login(farm)
        compare_with_curl(me, farm)
        compare_exports(me, given.objects)
    return 0


if __name__ == "__main__":
    sys.exit(main())
