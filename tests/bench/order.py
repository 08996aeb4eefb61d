#!/usr/bin/env python3
"""Writes app/touched_functions.ld, which makes the linker put the functions that usual runs touch next to each other:
  order.py BUILD      for instance build/release

The program is linked anew with a map, each run below is followed by callgrind, and each touched section is put where
the first run that needs it is. Worth doing after large changes: a name that is no longer there does no harm.
"""
import bisect
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "../..")
sys.path[:0] = [os.path.join(HERE, "../cli")]

import harness  # noqa: E402
from farm_server import farm_server, sessions  # noqa: E402

# What is shortest comes first: it has the fewest other pages to pay for.
RUNS = [
    ["--version"], ["--help"], ["gateway", "create", "--help"], ["gateway", "--help"],
    ["__complete", "--", "ga"], ["__complete", "--", "gateway", ""], ["__complete", "--", "gateway", "create", "--"],
    ["__complete", "--", "gateway", "create", "--gw-mode", ""], ["gateway", "update", "gw1", "--gw-mode", "forwardin"],
    ["__complete", "--", "rds", "host", "get", ""],
    ["site", "list", "-o", "json"], ["session", "list"], ["session", "list", "-o", "tsv"], ["session", "list", "-o", "json"],
    ["session", "list", "--sort", "user"], ["rds", "host", "list", "-q"], ["gateway", "list"], ["gateway", "get", "gw1"],
    ["gateway", "create", "--server", "gw9.company.dom", "--site", "1", "-q"], ["batch", "-"], ["status"],
]
# What some of them end with: a usage error, and that something is wrong with the farm.
AS_MEANT = (2, 11)
# Of a server whose certificate is judged by an authority.
VERIFIED_RUNS = [["site", "list", "-o", "json"], ["session", "list", "-o", "tsv"]]
BATCH = b"site list\nrds host list -q\nsession list --limit 1\ngateway update gw1 --description x\n"


def link_with_map(build, folder):
    """The program as it is built, but with a map of its sections."""
    commands = subprocess.run(["ninja", "-C", build, "-t", "commands", "app/rasctl"], check=True, capture_output=True, text=True)
    link = commands.stdout.splitlines()[-1].removeprefix(": && ").split(" && ")[0]
    program, sections = os.path.join(folder, "rasctl"), os.path.join(folder, "map")
    link = link.replace(" -o app/rasctl ", f" -o {program} -Wl,-Map={sections} ")
    subprocess.run(link, shell=True, check=True, cwd=build)
    return program, sections


def sections_of(path):
    """Of the program's code: address, size, name and object, in the order of addresses."""
    found, inside, name = [], False, ""
    with open(path, encoding="utf-8", errors="replace") as lines:
        for line in lines:
            if output := re.match(r"(\.\S+)", line):
                inside = output.group(1) == ".text"
            if alone := re.fullmatch(r" (\.\S+)\n", line):
                name = alone.group(1)
            elif inside and (one := re.match(r" (\.\S+)?\s+0x([0-9a-f]+)\s+0x([0-9a-f]+)\s+(\S.*)\n", line)):
                size = int(one.group(3), 16)
                if size > 0:
                    found.append((int(one.group(2), 16), size, one.group(1) or name, one.group(4)))
    return sorted(found)


def touched_addresses(program, words, person, folder):
    """Of the instructions that one run of the program executes."""
    file = os.path.join(folder, "callgrind")
    ran = subprocess.run(["valgrind", "--tool=callgrind", "--dump-instr=yes", "--compress-strings=no", "--compress-pos=no",
                          f"--callgrind-out-file={file}", program, *words], env=person.environment, input=BATCH, check=False,
                         capture_output=True)
    harness.expect(ran.returncode in (0, *AS_MEANT), f"{words}: {ran.stderr[-300:]!r}")
    own, addresses = False, set()
    with open(file, encoding="utf-8", errors="replace") as lines:
        for line in lines:
            if line.startswith("ob="):
                own = line[3:].strip() == program
            elif own and line.startswith("0x"):
                addresses.add(int(line.split()[0], 16))
    return addresses


def pattern_of(name, origin):
    """How a linker script names the section: by itself, or by its object where that has only one."""
    if name != ".text":
        return f"*({name})"
    if member := re.search(r"(lib[^/]+\.a)\((.*)\)$", origin):
        return f"*{member.group(1)}:{member.group(2)}(.text)"
    # What the compiler starts every program with.
    return "*crt1.o(.text)" if origin.endswith("crt1.o") else None


def touched_by_runs(program, folder):
    """The addresses of each run."""
    with harness.simulator() as farm, harness.person() as me:
        me.login(farm)
        for words in RUNS:
            yield touched_addresses(program, words, me, folder)
    with farm_server() as farm, harness.person() as me:
        farm.answer("/api/Site", b'[{"id":1,"name":"Main"}]')
        farm.answer("/api/RDSession", sessions(100))
        me.run("login", farm.url, "--username", "administrator", "--password-stdin", "--ca-file", farm.certificate,
               stdin=b"x\n").expect_code(0)
        for words in VERIFIED_RUNS:
            yield touched_addresses(program, words, me, folder)


def ordered_patterns(program, sections, folder):
    starts = [section[0] for section in sections]
    seen, patterns = set(), []
    for addresses in touched_by_runs(program, folder):
        indices = {bisect.bisect_right(starts, address) - 1 for address in addresses}
        for index in sorted(indices - seen):
            _, _, name, origin = sections[index]
            if not name.startswith((".text.startup", ".text.unlikely")):
                patterns.append(pattern_of(name, origin))
        seen |= indices
    return [pattern for pattern in dict.fromkeys(patterns) if pattern]


def main():
    build = os.path.abspath(sys.argv[1])
    harness.BINARIES.update(rasctl=os.path.join(build, "app/rasctl"), simulator=os.path.join(build, "app/rasctl-simulate"))
    with tempfile.TemporaryDirectory() as folder:
        program, map_file = link_with_map(build, folder)
        patterns = ordered_patterns(program, sections_of(map_file), folder)
    with open(os.path.join(ROOT, "app/touched_functions.ld"), "w", encoding="ascii") as file:
        file.write("/* Written by tests/bench/order.py: the functions that usual runs touch, those of short runs first. */\n"
                   "*(.text.startup .text.startup.*)\n")
        file.writelines(pattern + "\n" for pattern in patterns)
    print(f"{len(patterns)} sections")


if __name__ == "__main__":
    main()
