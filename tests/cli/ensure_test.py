"""`create --if-not-exists` and `--or-update`: scripts that can be run twice."""
import json

from harness import canned_server, expect, person, simulator
from status_test import account

NAME = "gw9.company.dom"
CREATE = ("gateway", "create", "--server", NAME, "--site", "1")


def ids_of(me):
    return me.run("gateway", "list", "-q").expect_code(0).text.split()


def test_what_is_there_is_left_as_it_is():
    with simulator("--http") as farm, person() as me:
        me.login(farm)
        before = ids_of(me)
        made = me.run(*CREATE, "--description", "first", "--if-not-exists", "-o", "json").expect_code(0)
        expect(f"gateway {NAME} (" in made.err and ") created" in made.err, made.err)
        again = me.run(*CREATE, "--description", "second", "--if-not-exists", "-o", "json").expect_code(0)
        expect(") exists" in again.err and "not live" not in again.err, again.err)
        expect(again.json()["id"] == made.json()["id"] and again.json()["description"] == "first", again.text)
        # The name is that of DNS: letter case says nothing.
        upper = me.run("gateway", "create", "--server", NAME.upper(), "--if-not-exists", "-q").expect_code(0)
        expect(upper.text.split() == [str(made.json()["id"])] and not upper.err, upper.text)
        expect(len(ids_of(me)) == len(before) + 1, "one was made")


def test_what_is_there_is_changed_to_what_is_given():
    with simulator("--http") as farm, person() as me:
        me.login(farm)
        expect("created" in me.run(*CREATE, "--or-update", "--description", "one").expect_code(0).err, "made")
        ran = me.run(*CREATE, "--or-update", "--description", "two", "-o", "json").expect_code(0)
        expect(") updated" in ran.err and "not live" in ran.err and ran.json()["description"] == "two", ran.err)
        puts = [row for row in farm.recorded() if row["method"] == "PUT"]
        expect(len(puts) == 1, puts)
        ran = me.run(*CREATE, "--or-update", "--description", "two", "-o", "json").expect_code(0)
        expect(") unchanged" in ran.err and "not live" not in ran.err and ran.json()["description"] == "two", ran.err)
        expect(len([row for row in farm.recorded() if row["method"] == "PUT"]) == 1, "sent although nothing changes")


def test_a_dry_run_shows_what_would_be_sent():
    with simulator("--http") as farm, person() as me:
        me.login(farm)
        expect(me.run(*CREATE, "--or-update", "--dry-run").expect_code(0).text.startswith("POST "), "would be made")
        me.run(*CREATE).expect_code(0)
        ran = me.run(*CREATE, "--or-update", "--description", "x", "--dry-run", "-o", "json").expect_code(0)
        expect(ran.json()["method"] == "PUT" and ran.json()["body"] == {"description": "x"}, ran.text)
        ran = me.run(*CREATE, "--if-not-exists", "--dry-run").expect_code(0)
        expect(not ran.text and "exists" in ran.err, ran.text + ran.err)
        expect(not [row for row in farm.recorded() if row["method"] == "PUT"], "something was sent")


def test_batches_can_be_run_twice():
    with simulator("--http") as farm, person() as me:
        me.login(farm)
        lines = b"pub folder create --name Tools --if-not-exists\npub app rds create --name Ledger --target a.exe --or-update\n"
        first = [json.loads(line) for line in me.run("batch", stdin=lines).expect_code(0).text.splitlines()]
        second = [json.loads(line) for line in me.run("batch", stdin=lines).expect_code(0).text.splitlines()]
        expect(all("created" in row["error"] for row in first), first)
        expect("exists" in second[0]["error"] and "unchanged" in second[1]["error"], second)


def test_who_was_quicker_made_it():
    """409 after the look: it is there now."""
    rows = [[], [{"id": 7, "server": NAME, "siteId": 1}]]

    class Lists(dict):
        looks = 0

        def get(self, path, default=None):
            if path == "/api/Gateway" and self.looks < 2:
                self.looks += 1
                # The look, the refused POST, and the second look.
                return (200, json.dumps(rows[0]).encode()) if self.looks == 1 else (409, b'{"title":"exists"}')
            if path == "/api/Gateway":
                return json.dumps(rows[1]).encode()
            return super().get(path, default)

    with person() as me, canned_server(Lists({"/api/Gateway/7": json.dumps(rows[1][0]).encode()})) as farm:
        ran = me.run("gateway", "create", "--server", NAME, "--if-not-exists", "-o", "json", extra=account(farm)).expect_code(0)
        expect("(7) exists" in ran.err and ran.json()["id"] == 7, ran.err)


def test_objects_of_one_name_in_two_folders_are_two():
    with simulator("--http") as farm, person() as me:
        me.login(farm)
        me.run(*CREATE, "--if-not-exists", "--or-update").expect_code(2)
        for name in ("One", "Two"):
            folder = me.run("pub", "folder", "create", "--name", name, "-q").expect_code(0).text.strip()
            me.run("pub", "folder", "create", "--name", "Twin", "--parent", folder).expect_code(0)
        twin = ("pub", "folder", "create", "--name", "Twin", "--if-not-exists")
        expect("exists" in me.run(*twin, "--parent", folder).expect_code(0).err, "of the folder that is named")
        # Without one it is made at the top.
        expect("created" in me.run(*twin).expect_code(0).err, "at the top there was none")
        expect("exists" in me.run(*twin).expect_code(0).err, "at the top there is one")


def test_two_of_one_name_are_told_of():
    rows = json.dumps([{"id": number, "server": NAME, "siteId": number} for number in (1, 2)]).encode()
    with person() as me, canned_server({"/api/Gateway": rows}) as farm:
        ran = me.run("gateway", "create", "--server", NAME, "--if-not-exists", extra=account(farm)).expect_code(2)
        expect("ambiguous" in ran.err and "id:2" in ran.err, ran.err)
        expect(not [row for row in farm.requests if row[0] == "POST" and row[1] == "/api/Gateway"], farm.requests)
