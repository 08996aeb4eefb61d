"""`user show` and `pub item unreachable`: what can be reached, and why."""
import json

from harness import canned_server, expect, person, simulator
from status_test import account

PRINCIPALS = {"enabled": True, "matchingMode": 1, "members": [{"account": "COMPANY\\Sales", "type": 2}]}


def item(number, name, **more):
    return {"id": number, "name": name, "type": 2, "parentId": 0, "enabled": True, "enabledMode": 1, "publishToSite": [1], **more}


ITEMS = [
    item(1, "Open"),
    item(2, "For Sales"),
    item(3, "Off", enabledMode=0),
    item(4, "Nowhere", publishToSite=[]),
    item(5, "Closed"),
    item(6, "Folder", type=1, enabledMode=0),
    item(7, "Inside", parentId=6),
    item(8, "Loop A", type=1, parentId=9),
    item(9, "Loop B", type=1, parentId=8),
    item(10, "In a loop", parentId=8),
]
FILTERS = {
    2: {"default": 0, "rules": [{"name": "Sales", "priority": 1, "enabled": True,
                                 "criteria": {"access": 1, "securityPrincipals": PRINCIPALS}}]},
    5: {"default": 0, "rules": []},
}


def farm_of_items(**more):
    answers = {"/api/PubItems": json.dumps(ITEMS).encode()}
    for one in ITEMS:
        answers[f"/api/PubItems/{one['id']}/Filter"] = json.dumps(FILTERS.get(one["id"], {"default": 1, "rules": []})).encode()
    answers["/api/Session"] = b"[]"
    return canned_server({**answers, **more})


def reached(ran):
    return {row["name"]: (row["reach"], row["why"]) for row in ran.json()["items"]}


def test_each_item_is_reached_or_not_with_the_reason():
    with person() as me, farm_of_items() as farm:
        found = reached(me.run("user", "show", "ben", "-o", "json", extra=account(farm)).expect_code(0))
        expect(set(found) == {"Open", "For Sales", "Off", "Nowhere", "Closed", "Inside", "In a loop"}, found)
        expect(found["Open"][0] == "yes" and found["In a loop"][0] == "yes", found)
        expect(found["For Sales"][0] == "depends" and "COMPANY\\Sales" in found["For Sales"][1], found)
        expect(found["Off"] == ("no", "disabled") and found["Nowhere"] == ("no", "offered in no site"), found)
        expect(found["Inside"] == ("no", "folder Folder: disabled"), found)
        expect(found["Closed"] == ("no", "no rule, denied by default"), found)


def test_membership_decides_once_it_is_said():
    with person() as me, farm_of_items() as farm:
        for group, reach in (("Sales", "yes"), ("COMPANY\\sales", "yes"), ("IT", "no")):
            ran = me.run("user", "show", "ben", "--member-of", group, "-o", "json", extra=account(farm)).expect_code(0)
            expect(reached(ran)["For Sales"][0] == reach, f"{group}: {reached(ran)}")
            expect(not any("groups" in line for line in ran.json()["notKnown"]), ran.text)
        unknown = me.run("user", "show", "ben", "-o", "json", extra=account(farm)).json()["notKnown"]
        expect(any("--member-of" in line for line in unknown), unknown)


def test_what_could_not_be_read_is_said():
    refused = {"/api/PubItems/1/Filter": (403, b"{}"), "/api/ClientPolicies": (403, b'{"title": "not yours"}')}
    with person() as me, farm_of_items(**refused) as farm:
        ran = me.run("user", "show", "ben", "-o", "json", extra=account(farm)).expect_code(0)
        expect(reached(ran)["Open"][0] == "depends", ran.text)
        expect(any(line.startswith("policy: ") for line in ran.json()["notKnown"]), ran.text)


def test_every_format_gives_the_items():
    with person() as me, farm_of_items() as farm:
        for form in ("csv", "tsv", "name", "id", "jsonl"):
            ran = me.run("user", "show", "ben", "-o", form, "--where", "reach=yes", extra=account(farm)).expect_code(0)
            expect(len(ran.text.splitlines()) == 2 + (form in ("csv", "tsv")), f"{form}: {ran.text}")
        screen = me.run("user", "show", "ben", extra=account(farm)).expect_code(0).text
        for title in ("Sessions: none", "Published items", "Not known"):
            expect(title in screen, screen)


def test_items_that_nobody_can_reach():
    with person() as me, farm_of_items() as farm:
        rows = me.run("pub", "item", "unreachable", "-o", "json", extra=account(farm)).expect_code(0).json()
        expect({row["name"] for row in rows} == {"Off", "Nowhere", "Closed", "Inside"}, rows)


def places(shown):
    """Of the sessions, without what grows from one look to the next."""
    return [(row["sessionHostName"], row["sessionID"]) for row in shown["sessions"]]


def test_a_user_of_the_demo_farm_however_the_account_is_written():
    with person() as me, simulator("--http") as farm:
        me.login(farm)
        seen = [me.run("user", "show", name, "-o", "json").expect_code(0).json()
                for name in ("ben.jones", "ben.jones@company.dom", "COMPANY\\ben.jones")]
        for one in seen:
            expect(one["sessions"] and places(one) == places(seen[0]), one["account"])
            expect({row["user"] for row in one["sessions"]} == {"ben.jones@company.dom"}, one["sessions"])
            expect(one["items"] == seen[0]["items"] and one["secondFactors"], one["account"])
            expect([row["applies"] for row in one["policies"] if row["name"] == "Contractors"] == ["depends"], one["policies"])


def test_what_makes_no_sense_is_refused_before_anything_is_asked():
    with person() as me:
        for words in (["user", "show"], ["user", "show", ""], ["user", "show", "a", "b"], ["pub", "item", "unreachable", "x"]):
            me.run(*words).expect_code(2)
