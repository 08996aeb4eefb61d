#!/usr/bin/env python3
"""Checks the rules about the code that no compiler knows: who may use whom, and what every file looks like."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent

# Which folders the files of a folder may include from, besides their own; the longest folder counts.
MAY_USE = {
    "lib/text": set(),
    "lib/precompiled": {"precompiled"},
    "lib/embedding": set(),
    "lib/error": {"text"},
    "lib/json": {"error", "text"},
    "lib/system": {"error", "text"},
    "lib/terminal": {"error", "text", "system"},
    "lib/catalog": {"error", "text", "embedding"},
    "lib/catalog/compiler": {"error", "text", "json", "catalog"},
    "lib/catalog/program": {"error", "json", "catalog"},
    "lib/config": {"error", "text", "json", "system", "terminal"},
    "lib/http": {"error", "text", "json", "system", "terminal"},
    "lib/session": {"error", "text", "json", "system", "terminal", "config", "http"},
    "lib/output": {"error", "text", "json", "system", "terminal", "catalog"},
    "lib/farm": {"error", "text", "json", "catalog", "http", "session"},
    "lib/state": {"error", "text", "json", "system", "catalog", "embedding", "http", "session", "farm"},
    "lib/inventory": {"error", "text", "json", "embedding", "terminal"},
    "lib/simulator": {"error", "text", "json", "catalog", "system", "embedding"},
    "lib/simulator/options": set(),
    "lib/simulator/model": {"error", "text", "json", "catalog"},
    "lib/simulator/store": {"error", "text", "json", "catalog", "system", "simulator/model"},
    "lib/simulator/api": {"error", "text", "json", "catalog", "simulator/model", "simulator/store"},
    "lib/simulator/demo": {"embedding", "error", "text", "json", "catalog", "simulator/model", "simulator/store", "simulator/api"},
    "lib/simulator/lifecycle": {"error", "text", "json", "catalog", "simulator/model", "simulator/store",
                                "simulator/api"},
    "lib/simulator/server": {"error", "text", "json", "catalog", "system", "simulator/model", "simulator/store",
                             "simulator/api", "simulator/lifecycle", "simulator/demo", "simulator/options"},
    "commands": {"error", "text", "json", "catalog", "system", "embedding", "terminal", "config", "http", "session",
                 "output", "farm", "state", "inventory", "simulator/options"},
    "commands/line": {"error", "text", "json", "catalog", "system", "embedding", "terminal", "config", "output", "farm"},
    "commands/run": {"error", "text", "json", "catalog", "system", "embedding", "terminal", "config", "http", "session",
                     "output", "farm", "state", "inventory", "commands/line"},
    "app": {"commands", "simulator", "system", "terminal"},
    "app/check_examples.cpp": {"catalog", "commands"},
}
# Headers of the operating system; only lib/system includes them, so that another system has one place to stand behind.
SYSTEM_HEADERS = re.compile(r"^#include <(?:unistd|fcntl|poll|spawn|dlfcn|termios|pwd|grp|dirent|netdb|strings|signal"
                            r"|pthread|sys/[a-z]+|arpa/[a-z]+|netinet/[a-z]+)\.h>", re.MULTILINE)
# Besides, with what for. Nothing new belongs here.
SYSTEM_HEADERS_ELSEWHERE = {
    "app/main.cpp": "ending without destructors",
}
MOST_LINES = 400
# Names that say nothing of what a file is for (git's "credential helper" is a thing of its own).
EMPTY_NAMES = re.compile(r"(^|_)(utils?|common|misc|manager)(_|$)|^helpers?$")
UNFINISHED = re.compile(r"\b(TODO|FIXME)\b")


def sources():
    """The C++ files of the project, as paths relative to its root."""
    for folder in ("app", "commands", "lib", "tests"):
        for path in sorted((ROOT / folder).rglob("*.[ch]pp")):
            yield path.relative_to(ROOT)


def rule_of(path):
    """The entry of MAY_USE that holds for a file."""
    for place in [path, *path.parents]:
        if place.as_posix() in MAY_USE:
            return place.as_posix()
    return None


def wrong_includes(path, text):
    """Includes that go against the direction of the dependencies."""
    rule = rule_of(path)
    if rule is None:
        return
    own = re.sub(r"^lib/|/\w+\.cpp$", "", rule)
    for included in re.findall(r'^#include "([^"]+)"', text, re.MULTILINE):
        folders = [folder.as_posix() for folder in pathlib.PurePosixPath(included).parents][:-1]
        if (MAY_USE[rule] | {own}).isdisjoint(folders):
            yield f"includes {included}, but {rule} may not use {folders[0] if folders else included}"


def may_include_system_headers(path):
    """Whether the file is one of lib/system or of the exceptions."""
    places = {place.as_posix() for place in [path, *path.parents]}
    return "tests" in places or "lib/system" in places or bool(places & SYSTEM_HEADERS_ELSEWHERE.keys())


def faults_of(path):
    """What is wrong with one file."""
    text = (ROOT / path).read_text(encoding="utf-8")
    yield from wrong_includes(path, text)
    if not may_include_system_headers(path):
        for line in SYSTEM_HEADERS.findall(text):
            yield f"has {line}, which is for lib/system"
    if path.suffix == ".hpp" and not text.startswith("//"):
        yield "does not begin with what it is for"
    if path.suffix == ".hpp" and "#pragma once" not in text:
        yield "has no #pragma once"
    if text.count("\n") > MOST_LINES:
        yield f"has more than {MOST_LINES} lines"
    if EMPTY_NAMES.search(path.stem):
        yield "has a name that does not say what it is for"
    if UNFINISHED.search(text):
        yield "is marked as unfinished"


def folders_in_cycles(paths):
    """Folders that include each other, directly or by a way round: neither can be read without the other."""
    reached = {}
    for path in paths:
        home = path.parent.as_posix()
        text = (ROOT / path).read_text(encoding="utf-8")
        for included in re.findall(r'^#include "([^"]+)/[^"/]+"', text, re.MULTILINE):
            folder = included if included.startswith("commands") else f"lib/{included}"
            if folder != home:
                reached.setdefault(home, set()).add(folder)
    grown = True
    while grown:
        before = sum(map(len, reached.values()))
        for folders in reached.values():
            folders.update(*(reached.get(folder, ()) for folder in tuple(folders)))
        grown = sum(map(len, reached.values())) > before
    return [f"{home}: is in a cycle of folders" for home, folders in sorted(reached.items()) if home in folders]


def types_defined_twice(paths):
    """Types of one name that two headers of a namespace define: the linker would mix them up in silence."""
    homes = {}
    for path in paths:
        if path.suffix != ".hpp":
            continue
        text = (ROOT / path).read_text(encoding="utf-8")
        namespace = re.search(r"^namespace (\S+) \{", text, re.MULTILINE)
        for name in re.findall(r"^(?:struct|class|enum class|enum) (\w+)(?!\w|::)[^;]*\{", text, re.MULTILINE):
            qualified = f"{namespace.group(1)}::{name}" if namespace else name
            other = homes.setdefault(qualified, path)
            if other != path:
                yield f"{path}: defines {qualified}, as {other} does"


def main():
    paths = list(sources())
    faults = [f"{path}: {fault}" for path in paths for fault in faults_of(path)]
    faults += types_defined_twice(paths)
    faults += folders_in_cycles(paths)
    for fault in faults:
        print(fault)
    print(f"structure: {len(paths)} files, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
