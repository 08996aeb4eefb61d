"""Killed in between, a second apply does the rest, and nothing twice."""
import random
import select
import subprocess

from apply_test import site_of, writes_since
from harness import BINARIES, expect, person, simulator

POOLS = 6
# How often apply is killed at any moment, not only at writes; run.py --kills N does it more often.
COUNT = {"kills": 3}


def documents(site):
    pools = [f"---\nkind: rds pool\nmetadata:\n  name: Pool {i}\n  site: {site}\nspec:\n  description: number {i}\n"
             f"  inheritDefaultAgentSettings: false\n" for i in range(POOLS)]
    folders = [f"---\nkind: pub folder\nmetadata:\n  name: Folder {i}\nspec:\n  description: number {i}\n"
               f"  parentId: {f'Folder {i - 1}' if i else 0}\n" for i in range(POOLS)]
    return "".join(pools + folders)


def kill_after(me, farm, writes):
    """Runs apply and kills it once the farm has seen so many writes; tells whether it was still running."""
    start = len(farm.recorded())
    process = subprocess.Popen([BINARIES["rasctl"], "apply", "-f", "all.yaml"], cwd=me.folder, env=me.environment,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None and len(writes_since(farm, start)) < writes:
        pass
    running = process.poll() is None
    process.kill()
    process.wait(30)
    return running


def test_at_every_write():
    for point in range(1, 2 * POOLS + 2):
        with simulator("--latency", "5") as farm, person() as me:
            me.login(farm)
            me.write("all.yaml", documents(site_of(me)))
            kill_after(me, farm, point)
            me.run("apply", "-f", "all.yaml").expect_code(0)
            me.run("diff", "-f", "all.yaml").expect_code(0)
            for noun in ("rds pool", "pub folder"):
                word = "Pool " if noun == "rds pool" else "Folder "
                names = [row["name"] for row in me.run(*noun.split(), "list", "-o", "json").json()
                         if row["name"].startswith(word)]
                expect(sorted(names) == [f"{word}{i}" for i in range(POOLS)], f"killed after {point}: {names}")
            start = len(farm.recorded())
            me.run("apply", "-f", "all.yaml").expect_code(0)
            expect(not writes_since(farm, start), f"killed after {point}: a third run writes")


def kill_in_between(me, moment):
    """Runs apply and kills it so many seconds later; the end of the pipe tells when it has ended before."""
    process = subprocess.Popen([BINARIES["rasctl"], "apply", "-f", "all.yaml", "-q"], cwd=me.folder, env=me.environment,
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    select.select([process.stdout], [], [], moment)
    process.kill()
    process.communicate(timeout=30)


def is_complete(me):
    for noun, word in (("rds pool", "Pool "), ("pub folder", "Folder ")):
        names = [row["name"] for row in me.run(*noun.split(), "list", "-o", "json").json() if row["name"].startswith(word)]
        expect(sorted(names) == [f"{word}{i}" for i in range(POOLS)], f"{names}")


def test_at_any_moment():
    rng = random.Random(13)
    for turn in range(COUNT["kills"]):
        with simulator("--farm", "empty", "--latency", "3") as farm, person() as me:
            me.login(farm)
            me.write("all.yaml", documents(site_of(me)))
            kill_in_between(me, rng.uniform(0, 0.8))
            me.run("apply", "-f", "all.yaml").expect_code(0)
            me.run("diff", "-f", "all.yaml").expect_code(0)
            is_complete(me)
            start = len(farm.recorded())
            me.run("apply", "-f", "all.yaml").expect_code(0)
            expect(not writes_since(farm, start), f"turn {turn}: a third run writes")


def test_what_was_sent_and_not_applied_is_applied():
    with simulator("--latency", "20") as farm, person() as me:
        me.login(farm)
        me.write("all.yaml", f"kind: rds pool\nmetadata:\n  name: Pool\n  site: {site_of(me)}\nspec:\n  description: x\n")
        kill_after(me, farm, 1)
        if me.run("diff", "-f", "all.yaml").code == 10:
            return  # the write itself was lost
        start = len(farm.recorded())
        done = me.run("apply", "-f", "all.yaml").expect_code(0)
        sent = [one.get("path", one.get("target", "")) for one in writes_since(farm, start)]
        expect("is applied now" in done.err and len(sent) == 1 and "apply" in sent[0].lower(), f"{sent} {done.err}")
        start = len(farm.recorded())
        me.run("apply", "-f", "all.yaml").expect_code(0)
        expect(not writes_since(farm, start), "it is applied again")
