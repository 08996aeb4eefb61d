"""What every form of the document says."""
import json
import os
import re

from harness import canned_server, expect, person, simulator


def inventory(me, *words, **more):
    return me.run("inventory", *words, **more).expect_code(0)


def tables_of(document):
    return {table["key"]: table for chapter in document["chapters"] for table in chapter["tables"]}


def items_of(document):
    def walk(items):
        for item in items:
            yield item
            yield from walk(item["inside"])
    return [item for chapter in document["chapters"] for item in walk(chapter["published"])]


def test_json_tells_of_every_object_of_every_list():
    with simulator() as farm, person() as me:
        me.login(farm)
        document = inventory(me, "-o", "json").json()
        expect(document["facts"]["Name of the farm"] == "Company", document["facts"])
        expect(document["inventory"] == 1 and document["version"] == 21 and not document["notRead"], document["notRead"])
        tables = tables_of(document)
        for noun in ("site", "broker", "gateway", "halb", "enrollment-server", "provider", "rds host", "rds pool", "vdi pool",
                     "avd pool", "avd workspace", "rds template", "vdi template", "avd template", "policy", "certificate",
                     "mfa", "saml-idp", "logon-hours", "admin", "theme", "app-package", "notification-script"):
            rows = me.run(*noun.split(), "list", "--site", "1", "-o", "json").json()
            rows += me.run(*noun.split(), "list", "--site", "2", "-o", "json").json()
            told = {one["id"] for one in tables.get(noun.replace(" ", "-"), {"objects": []})["objects"]}
            expect(told == {str(row["id"]) for row in rows}, f"{noun}: {told}")
        items = me.run("pub", "item", "list", "-o", "json").json()
        expect(sorted(one["id"] for one in items_of(document)) == sorted(str(row["id"]) for row in items), "items")
        orders = {row["name"]: row["order"] for row in me.run("policy", "list", "-o", "json").json()}
        names = [one["name"] for one in tables["policy"]["objects"]]
        expect(names == sorted(names, key=orders.get), names)


def test_states_references_and_changed_settings_are_in_words():
    with simulator() as farm, person() as me:
        me.login(farm)
        me.run("gateway", "update", "gw1.company.dom", "--no-inherit-default-network-settings", "--gw-port", "8081",
               "--yes").expect_code(0)
        tables = tables_of(inventory(me, "-o", "json").json())
        gateways = {one["name"]: one for one in tables["gateway"]["objects"]}
        expect(gateways["gw4.company.dom"]["fields"]["agentState"] == "NeedsUpdate", gateways["gw4.company.dom"])
        expect(gateways["gw4.company.dom"]["site"] == "Branch", gateways["gw4.company.dom"])
        settings = {one["field"]: one for one in gateways["gw1.company.dom"]["settings"]}
        expect(settings["gwPort"]["value"] == "8081", settings)
        # What is inherited is not the gateway's own.
        expect("gwPort" not in {one["field"] for one in gateways["gw2.company.dom"]["settings"]}, gateways)
        server = next(one for one in tables["enrollment-server"]["objects"] if one["name"] == "es1.company.dom")
        expect(server["fields"]["preferredBrokerId"] == "broker1.company.dom", server)


def test_an_unchanged_farm_gives_the_same_bytes():
    with simulator() as farm, person() as me:
        me.login(farm)
        for form in ("html", "markdown", "json"):
            # The farm's own clock may tick between two of them, but not between all.
            pairs = [(inventory(me, "-o", form, "--no-stamp").out, inventory(me, "-o", form, "--no-stamp").out,
                      inventory(me, "-o", form).text.splitlines()) for _ in range(4)]
            expect(any(first == second for first, second, _ in pairs), f"{form} differs")
            expect(any(len(set(stamped) - set(second.decode().splitlines())) <= 1 for _, second, stamped in pairs),
                   f"{form}: more than a line is of the time")


def test_secrets_and_users_stay_out():
    with simulator() as farm, person() as me:
        me.login(farm)
        users = {row["user"] for row in me.run("session", "list", "-o", "json").json()}
        admins = {row["name"] for row in me.run("admin", "list", "-o", "json").json()}
        # Whoever owns a desktop is a setting of it.
        admins |= {row["user"] for row in me.run("provider", "vm", "vdi-host", "list", "-o", "json").json() if row["persistent"]}
        for form in ("html", "markdown", "json"):
            text = inventory(me, "-o", form).text
            expect("11112222" not in text, form)
            told = sorted(user for user in users - admins if user in text)
            expect(not told, f"{form} names users: {told}")


def test_the_form_follows_the_file_and_a_file_is_not_replaced():
    with simulator() as farm, person() as me:
        me.login(farm)
        for name, beginning in (("a.html", "<!DOCTYPE html>"), ("a.md", "# Farm "), ("a.json", "{"), ("a", "<!DOCTYPE")):
            ran = inventory(me, "--output-file", name)
            expect(ran.out == b"", ran.out[:80])
            with open(os.path.join(me.folder, name), encoding="utf-8") as file:
                expect(file.read().startswith(beginning), name)
        asked = len(farm.recorded())
        ran = me.run("inventory", "--output-file", "a.html").expect_code(2)
        expect("a.html" in ran.err and "mv " in ran.err, ran.err)
        me.run("inventory", "--output-file", "no/such/folder/a.html").expect_code(2)
        me.run("inventory", "-o", "pdf").expect_code(2)
        me.run("inventory", "gateway").expect_code(2)
        expect(len(farm.recorded()) == asked, "a wrong line has asked the farm")
        expect("--output-file farm.html" in me.on_terminal("inventory"), "a page on a terminal")
        expect("# Farm" in me.on_terminal("inventory", "-o", "markdown"), "Markdown on a terminal")
        names = inventory(me, "--jq", ".chapters[].key").text.split()
        expect("servers" in names, names)


def test_one_site_alone():
    with simulator() as farm, person() as me:
        me.login(farm)
        tables = tables_of(inventory(me, "-o", "json", "--site", "Branch").json())
        expect({one["name"] for one in tables["gateway"]["objects"]} == {"gw3.company.dom", "gw4.company.dom"}, tables)
        me.run("inventory", "--site", "Nowhere").expect_code(4)


def test_old_versions_and_an_empty_farm():
    for options in (("--api", "19"), ("--api", "20"), ("--api", "17", "--farm", "sample"), ("--farm", "empty")):
        with simulator(*options) as farm, person() as me:
            me.login(farm)
            document = inventory(me, "-o", "json").json()
            expect(not document["notRead"], f"{options}: {document['notRead']}")
            expect("None." in inventory(me, "-o", "markdown").text or "demo" not in farm.url, options)


def test_what_may_not_be_read_is_named_and_the_rest_is_there():
    with canned_server({"/api/Site": json.dumps([{"id": 1, "name": "One"}]).encode(),
                      "/api/Gateway": json.dumps([{"id": 5, "server": "gw5", "siteId": 1}]).encode()}) as farm, \
            person() as me:
        me.login(farm)
        ran = inventory(me, "-o", "json")
        document = ran.json()
        expect([one["name"] for one in tables_of(document)["gateway"]["objects"]] == ["gw5"], document["chapters"])
        expect("rds host list" in {one["what"] for one in document["notRead"]}, document["notRead"])
        expect("could not be read" in ran.err, ran.err)
        text = inventory(me, "-o", "markdown").text
        expect("What could not be read" in text and re.search(r"- rds host list: \S", text), text[-500:])


def test_few_requests():
    with simulator("--size", "4") as farm, person() as me:
        me.login(farm)
        before = len(farm.recorded())
        inventory(me)
        asked = [one["path"] for one in farm.recorded()[before:]]
        apart = [path for path in asked if "/PubItems/" not in path]
        expect(len(apart) == len(set(apart)), sorted(path for path in apart if apart.count(path) > 1))
        expect(not [path for path in apart if re.search(r"/\d+(/|$)", path.split("?")[0])], "a request for one object")


def test_no_farm_and_a_lost_one():
    with person() as me:
        me.run("inventory").expect_code(3)
        me.run("inventory", "--endpoint", "http://127.0.0.1:9", "--max-retries", "0").expect_code(3)
