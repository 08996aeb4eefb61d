#!/usr/bin/python3
"""Checks the simulator from outside: by the API's description, over HTTP, without any code of the project.

    tests/simulator/run.py --simulator FILE [--only REGEX]
"""
import collections
import os
import resource
import sys

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))

import belongings
import client_reads
import deletions
import demo_facts
import desktop_cycles
import durable_state
import farm
import life_cycles
import one_store
import process
import suite
import sums
import wire
import worked_samples
from description import Description
from every_operation import Walk
from farm import expect, simulator
from refusals import Refusals

API = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "lib", "catalog", "api")
VERSIONS = (17, 18, 19, 20, 21)


def judged(version, seed, act):
    """Runs `act(description, farm, report)` on a farm; what it reports fails the case."""
    found = collections.Counter()

    def report(operation, what):
        if what != "UNREACHED":
            found[f"{operation}: {what[:300]}"] += 1

    with simulator("--api", str(version), "--farm", seed) as process_:
        act(Description(API, version), process_.farm().log_on(), report)
    expect(not found, f"{len(found)} findings\n    " + "\n    ".join(list(found)[:12]))


def walk(description, client, report):
    walked = Walk(description, client, report)
    walked.read_all()
    walked.create_all()
    walked.change_all()
    walked.act_all()


def read(description, client, report):
    Walk(description, client, report).read_all()


def refuse(description, client, report):
    Refusals(description, client, report).all()


def cases():
    for version in VERSIONS:
        for seed in ("demo", "empty"):
            yield f"version {version}, {seed}: reading", lambda v=version, s=seed: judged(v, s, read)
    for version in VERSIONS:
        yield f"version {version}: valid requests", lambda v=version: judged(v, "demo", walk)
    # 19 to 21 differ in little else than what is there; every form of 17 and 18 is their own.
    for version in (17, 18, 21):
        yield f"version {version}: wrong requests", lambda v=version: judged(v, "demo", refuse)
    for version in (19, 20, 21):
        yield f"deletions, version {version}", lambda v=version: judged(v, "demo", deletions.deletions)
        for act in one_store.WALKS:
            yield f"one store, version {version}: {act.__name__}", lambda v=version, a=act: judged(v, "demo", a)
        yield f"belongings, version {version}", lambda v=version: judged(v, "demo", belongings.belongings)
    for case in [*demo_facts.CASES, *belongings.CASES]:
        yield f"demo: {case.__name__}", lambda c=case: on_farm(c)
    for case in [*life_cycles.CASES, *desktop_cycles.CASES]:
        yield f"life cycle: {case.__name__}", lambda c=case: on_farm(c, "--time-scale", "60")
    for case in sums.CASES:
        yield f"sums: {case.__name__}", lambda c=case: on_farm(c)
    yield "locks: held objects are not changed", sums.held_objects_are_not_changed
    for case in worked_samples.CASES:
        yield f"samples: {case.__name__}", case
    for case in durable_state.CASES:
        yield f"state: {case.__name__}", case
    for case in client_reads.CASES:
        yield f"clients: {case.__name__}", case
    for case in process.CASES:
        yield f"process: {case.__name__}", case
    for case in wire.CASES:
        yield f"wire: {case.__name__}", case


def on_farm(case, *options):
    with simulator(*options) as running:
        case(running.farm().log_on())


def main():
    given = suite.options(__doc__, rasctl=False).parse_args()
    farm.SIMULATOR["path"] = given.simulator
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return suite.run("simulator", cases(), given)


if __name__ == "__main__":
    sys.exit(main())
