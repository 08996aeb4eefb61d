#!/usr/bin/env python3
"""Writes app/touched, which makes the linker put what usual runs touch next to each other:
  order.py BUILD      for instance build/release

The program is linked anew with a map, each run below is followed by callgrind, the first of them also by lackey for the
variables and constants that they touch, and each touched section is put where the first run that needs it is. Worth
doing after large changes: a name that is no longer there does no harm.
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
# Of these single pages count.
SHORT_RUNS = 8
# The program's parts, each with a file of its order.
PARTS = (".text", ".rodata", ".data.rel.ro", ".data", ".bss")
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
    """Of each of the program's parts: address, size, name and object, in the order of addresses."""
    found, part, name = {one: [] for one in PARTS}, None, ""
    with open(path, encoding="utf-8", errors="replace") as lines:
        for line in lines:
            if output := re.match(r"(\.\S+)", line):
                part = output.group(1) if output.group(1) in PARTS else None
            if alone := re.fullmatch(r" (\.\S+)\n", line):
                name = alone.group(1)
            elif part and (one := re.match(r" (\.\S+)?\s+0x([0-9a-f]+)\s+0x([0-9a-f]+)\s+(\S.*)\n", line)):
                size = int(one.group(3), 16)
                if size > 0:
                    found[part].append((int(one.group(2), 16), size, one.group(1) or name, one.group(4)))
    return {part: sorted(sections) for part, sections in found.items()}


def touched_addresses(program, words, environment, folder):
    """Of the instructions that one run of the program executes."""
    file = os.path.join(folder, "callgrind")
    ran = subprocess.run(["valgrind", "--tool=callgrind", "--dump-instr=yes", "--compress-strings=no", "--compress-pos=no",
                          f"--callgrind-out-file={file}", program, *words], env=environment, input=BATCH, check=False,
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


def touched_places(program, words, environment, folder):
    """Of what one run of the program reads and writes, by address."""
    file = os.path.join(folder, "lackey")
    ran = subprocess.run(["valgrind", "--tool=lackey", "--trace-mem=yes", f"--log-file={file}", program, *words],
                         env=environment, check=False, capture_output=True)
    harness.expect(ran.returncode in (0, *AS_MEANT), f"{words}: {ran.stderr[-300:]!r}")
    with open(file, encoding="ascii", errors="replace") as lines:
        return {int(one.group(1), 16) for one in map(re.compile(r" [LSM] ([0-9a-f]+),").match, lines) if one}


def pattern_of(name, origin):
    """How a linker script names the section: by itself, or by its object where that has only one."""
    # The linker makes one of all texts and numbers that are the same.
    if re.search(r"\.(str|cst)\d", name):
        return None
    if name not in PARTS:
        return f"*({name})"
    if member := re.search(r"(lib[^/]+\.a)\((.*)\)$", origin):
        return f"*{member.group(1)}:{member.group(2)}({name})"
    # What the compiler starts every program with.
    start = re.search(r"(crt1|crtbegin)\.o$", origin)
    return f"*{start.group()}({name})" if start else None


def touched_by_runs(program, folder):
    """What each run executes, and what the short ones read and write, by address."""
    with harness.simulator() as farm, harness.person() as me:
        me.login(farm)
        # Most people have none of the variables that say where files are.
        plain = {name: value for name, value in me.environment.items() if not name.startswith("XDG_")}
        plain |= {"HOME": folder, "TERM": "xterm"}
        for words in RUNS[:SHORT_RUNS]:
            for environment in (me.environment, plain):
                yield (touched_addresses(program, words, environment, folder),
                       touched_places(program, words, environment, folder))
        for words in RUNS[SHORT_RUNS:]:
            yield touched_addresses(program, words, me.environment, folder), set()
    with farm_server() as farm, harness.person() as me:
        farm.answer("/api/Site", b'[{"id":1,"name":"Main"}]')
        farm.answer("/api/RDSession", sessions(100))
        me.run("login", farm.url, "--username", "administrator", "--password-stdin", "--ca-file", farm.certificate,
               stdin=b"x\n").expect_code(0)
        for words in VERIFIED_RUNS:
            yield touched_addresses(program, words, me.environment, folder), set()


def ordered_patterns(sections, runs):
    """The part's sections in the order in which the runs need them."""
    starts = [section[0] for section in sections]
    seen, patterns = set(), []
    for addresses in runs:
        own = [address for address in addresses if starts[0] <= address < sections[-1][0] + sections[-1][1]]
        indices = {bisect.bisect_right(starts, address) - 1 for address in own}
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
        parts = sections_of(map_file)
        executed, accessed = zip(*touched_by_runs(program, folder))
    for part, sections in parts.items():
        patterns = ordered_patterns(sections, executed if part == ".text" else accessed)
        first = ["*(.text.startup .text.startup.*)"] if part == ".text" else []
        with open(os.path.join(ROOT, f"app/touched/{part[1:]}.ld"), "w", encoding="ascii") as file:
            file.write("/* Written by tests/bench/order.py: what usual runs touch, that of short runs first. */\n")
            file.writelines(pattern + "\n" for pattern in first + patterns)
        print(f"{part}: {len(patterns)} sections")


if __name__ == "__main__":
    main()
