"""Edits that nobody thought of: a field, an object, a part of an object, any of them, again and again."""
import random

from apply_test import site_of
from harness import expect, person, simulator

ROUNDS = 25


def pool(name, site, rng):
    lines = [f"description: {rng.choice(['', 'a', 'two words', 'ä ü', 'x: y', '#5', 'yes', '007'])!r}",
             f"enabled: {rng.choice(['true', 'false'])}",
             f"workLoadThreshold: {rng.randrange(1, 100)}",
             f"inheritDefaultAgentSettings: {rng.choice(['true', 'false'])}"]
    text = "".join(f"  {line}\n" for line in rng.sample(lines, rng.randrange(1, len(lines) + 1)))
    return f"---\nkind: rds pool\nmetadata:\n  name: {name}\n  site: {site}\nspec:\n{text}"


def folder(name, rng):
    return (f"---\nkind: pub folder\nmetadata:\n  name: {name}\nspec:\n"
            f"  description: {rng.choice(['one', 'two', 'three'])}\n  adminOnly: {rng.choice(['true', 'false'])}\n")


def policy(name, rng):
    return (f"---\nkind: policy\nmetadata:\n  name: {name}\nspec:\n  enabled: {rng.choice(['true', 'false'])}\n"
            f"  connectionTimeout: {rng.randrange(10, 60)}\n")


def test_each_edit_arrives_and_stays():
    rng = random.Random(13)
    with simulator() as farm, person() as me:
        me.login(farm)
        site = site_of(me)
        edits = 0
        for turn in range(ROUNDS):
            names = rng.sample([f"Edit {i}" for i in range(8)], rng.randrange(1, 6))
            text = "".join(pool(name, site, rng) + folder(name, rng) + policy(name, rng) for name in names)
            me.write("edits.yaml", text)
            shown = me.run("diff", "-f", "edits.yaml", "-o", "json")
            expect(shown.code in (0, 10), f"turn {turn}: {shown.err}\n{text}")
            edits += sum(len(row["fields"]) for row in shown.json())
            done = me.run("apply", "-f", "edits.yaml")
            expect(done.code == 0, f"turn {turn}: {done.text}\n{done.err}\n{text}")
            same = me.run("diff", "-f", "edits.yaml")
            expect(same.code == 0, f"turn {turn}: {same.text}\n{text}")
        expect(edits > 200, f"only {edits} edits")
