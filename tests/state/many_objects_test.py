"""A farm of two thousand objects: how many requests reading it takes, and that a second apply writes nothing."""
import collections
import os

import export_test
from apply_test import writes_since
from harness import expect, person, simulator

HOSTS = 2000


def questions_of(rows):
    """How often each list was asked for, and each object, by what is below it."""
    lists, objects = collections.Counter(), collections.Counter()
    for row in rows:
        path, _, query = row.get("path", row.get("target", "")).partition("?")
        steps = path.lower().split("/")
        numbers = [step for step in steps if step.isdigit()]
        if numbers:
            objects["/".join(steps)] += 1
        elif "session" not in steps and "version" not in steps:
            lists[path.lower() + "?" + query] += 1
    return lists, objects


def test_each_list_and_each_object_is_asked_for_once():
    with simulator("--size", "50") as farm, person() as me:
        me.login(farm)
        start = len(farm.recorded())
        export_test.exported(me)
        lists, objects = questions_of(farm.recorded()[start:])
        expect(sum(1 for _ in os.scandir(os.path.join(me.folder, "farm/site-Headquarters/rds-host"))) >= HOSTS * 3 // 4, "few hosts")
        expect(max(lists.values()) == 1 and max(objects.values()) == 1,
               f"{[one for one in lists.items() if one[1] > 1]} {[one for one in objects.items() if one[1] > 1]}")
        before = len(farm.recorded())
        done = me.run("apply", "-f", "farm").expect_code(0)
        expect("nothing differs" in done.err and not writes_since(farm, before), done.err)
        again_lists, again_objects = questions_of(farm.recorded()[before:])
        expect(set(again_lists) <= set(lists) and max(again_lists.values()) == 1, f"{set(again_lists) - set(lists)}")
        expect(set(again_objects) <= set(objects) and max(again_objects.values()) == 1, f"{len(again_objects)} objects")
