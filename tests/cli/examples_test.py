"""Every example of the help is run, page by page, as somebody would who tries one after the other."""
import concurrent.futures
import contextlib
import glob
import json
import os
import pathlib
import re

from harness import expect, person, simulator

TREE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../commands/tree/nouns")
FILES = ["secret.txt", "portal.pem", "portal.key", "portal.pfx", "gateway.pem", "gateway.key", "farm.dat2", "policies.zip",
         "pcs.csv", "vendor.ini", "logo.png"]
# The demo farm, which makes what an ID names and does not have.
FARM = ["--farm", "demo", "--any-id", "--rate-limit", "1000000/1", "--session-expire", "100000"]
AT_ONCE = 2
# What a farm that has none of one's own files and passwords cannot take; the line itself was understood.
REFUSED = {
    "is wrong. (HTTP 401)": "the password is not that of the simulator",
    "invalid login or password": "nor is that of the licence",
    "in PEM form": "the file is none",
    "is not a PFX file": "the file is none",
    "the licensing site cannot be deleted": "an example before it has made it that",
    "had no effect: the server took the list": "pools of the farm in a box only take hosts in, as they most likely do",
}


def nouns():
    for file in sorted(glob.glob(os.path.join(TREE, "*.json"))):
        with open(file, encoding="utf-8") as text:
            yield from json.load(text)["nouns"]


def examples_of(page):
    """The lines below "Examples", those that go on in one."""
    lines = page.partition("\nExamples\n")[2].partition("\n\n")[0].splitlines()
    joined = re.sub(r"\\\n\s*", "", "\n".join(lines))
    return [line.strip() for line in joined.splitlines() if line.strip()]


def run(me, line):
    # A file that is there is not replaced; each example is run as the first of its kind.
    for name in re.findall(r"--output-file (\S+)", line):
        pathlib.Path(me.folder, name).unlink(missing_ok=True)
    return me.shell(f"({line}) <<END\nx\nEND\n", extra={"RASCTL_YES": "true"})


@contextlib.contextmanager
def somebody_at(*options):
    with simulator(*FARM, *options) as farm, person() as me:
        me.login(farm)
        for name in FILES:
            me.write(name, "x\n")
        yield me


def run_page(noun):
    """How many examples the page has, which only an older server has, and what is wrong."""
    problems, older = [], []
    with somebody_at() as me:
        lines = examples_of(me.run(*noun.split(), "--help").text)
        for line in lines:
            ran = run(me, line)
            if "is not in version 21" in ran.stderr:
                older.append(line)
            elif ran.returncode != 0 and not any(text in ran.stderr for text in REFUSED):
                problems.append(f"{line}: exit {ran.returncode}: {ran.stderr.strip()[:200]}")
    return len(lines), older, problems


def run_of_older(lines):
    with somebody_at("--api", "20") as me:
        rans = [(line, run(me, line)) for line in lines]
        return [f"{line}: exit {ran.returncode}: {ran.stderr.strip()[:200]}" for line, ran in rans if ran.returncode != 0]


def whole_page(noun):
    count, older, problems = run_page(noun)
    return count, problems + (run_of_older(older) if older else [])


def test_examples_of_each_help_page_in_the_order_of_the_page():
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        pages = list(pool.map(whole_page, nouns()))
    count, problems = sum(page[0] for page in pages), [problem for page in pages for problem in page[1]]
    expect(count > 1000, f"only {count} examples")
    expect(not problems, f"{len(problems)} of {count} examples\n    " + "\n    ".join(problems))
