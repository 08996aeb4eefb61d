"""--since: what has changed."""
import json
import os

from document_test import inventory
from harness import expect, person, simulator


def changes(me, former):
    document = inventory(me, "-o", "json", "--since", former).json()
    return {(one["act"], one["name"], one["field"]): (one["before"], one["after"]) for one in document["since"]["changes"]}


def test_nothing_has_changed():
    with simulator() as farm, person() as me:
        me.login(farm)
        inventory(me, "--output-file", "farm.json")
        expect(changes(me, "farm.json") == {}, "changes of an unchanged farm")
        expect("Nothing has changed." in inventory(me, "-o", "markdown", "--since", "farm.json").text, "no words for it")


def test_objects_and_settings_that_changed_are_told():
    with simulator() as farm, person() as me:
        me.login(farm)
        inventory(me, "--output-file", "farm.json")
        me.run("policy", "create", "--name", "Night <shift>").expect_code(0)
        me.run("policy", "delete", "Mac", "--yes").expect_code(0)
        me.run("gateway", "update", "gw3.company.dom", "--public-address", "new.company.example").expect_code(0)
        told = changes(me, "farm.json")
        expect(("added", "Night <shift>", "") in told and ("removed", "Mac", "") in told, told)
        expect(told[("changed", "gw3.company.dom", "publicAddress")] == ("portal3.company.example", "new.company.example"), told)
        page = inventory(me, "--since", "farm.json").text
        expect("What has changed" in page and "new.company.example" in page and "Night &lt;shift&gt;" in page, "page")


def test_what_is_no_inventory_is_refused_before_the_farm_is_asked():
    with simulator() as farm, person() as me:
        me.login(farm)
        asked = len(farm.recorded())
        for name, text in (("empty", ""), ("text", "hello"), ("other.json", "{}"), ("list.json", "[1]"),
                           ("newer.json", json.dumps({"inventory": 99})), ("half.json", '{"inventory": 1, "chapters": [')):
            me.write(name, text)
            ran = me.run("inventory", "--since", name).expect_code(2)
            expect(name in ran.err and "rasctl inventory -o json" in ran.err, ran.err)
        me.run("inventory", "--since", "not-there").expect_code(2)
        os.mkdir(os.path.join(me.folder, "empty-folder"))
        me.run("inventory", "--since", "empty-folder").expect_code(2)
        expect(len(farm.recorded()) == asked, "the farm was asked")
        # Odd members within one are no reason to stop.
        me.write("odd.json", json.dumps({"inventory": 1, "chapters": [1, {"tables": {"a": 1}}, {"tables": [None, {"objects": [3]}]}]}))
        inventory(me, "-o", "json", "--since", "odd.json")


def test_what_changed_since_an_export_is_told():
    with simulator() as farm, person() as me:
        me.login(farm)
        for words in (("-o", "farm/"), ("-o", "farm.yaml"), ("--minimal", "-o", "minimal/"), ("policy", "-o", "policies/")):
            me.run("export", *words).expect_code(0)
        for place in ("farm/", "farm.yaml", "minimal/", "policies/"):
            expect(changes(me, place) == {}, f"{place}: changes of an unchanged farm")
        me.run("policy", "create", "--name", "Night").expect_code(0)
        me.run("policy", "delete", "Mac", "--yes").expect_code(0)
        me.run("gateway", "update", "gw3.company.dom", "--public-address", "new.company.example").expect_code(0)
        for place in ("farm/", "farm.yaml", "minimal/"):
            told = changes(me, place)
            expect(("added", "Night", "") in told and ("removed", "Mac", "") in told, f"{place}: {told}")
            expect(told[("changed", "gw3.company.dom", "publicAddress")][1] == "new.company.example", f"{place}: {told}")
        told = changes(me, "policies/")
        # The one behind the deleted one moves up.
        expect({name for _, name, _ in told} == {"Night", "Mac", "Default"}, told)
        document = inventory(me, "-o", "json", "--since", "farm/", "--site", "Headquarters").json()
        expect({one["name"] for one in document["since"]["changes"]} == {"Night", "Mac", "Default"}, document["since"])
        me.write("bad.yaml", "kind: gateway\nmetadata: [\n")
        ran = me.run("inventory", "--since", "bad.yaml").expect_code(2)
        expect("bad.yaml" in ran.err, ran.err)
