"""Targets by name and ID, many of them, by expression, from stdin; bodies from files."""
import json
import os

from harness import expect, person, simulator


def test_many_targets():
    with simulator() as farm, person() as me:
        me.login(farm)
        hosts = me.run("rds", "host", "list", "-o", "json").expect_code(0).json()
        names = [host["server"] for host in hosts]
        ran = me.run("rds", "host", "drain", names[0], str(hosts[1]["id"]), "id:%d" % hosts[2]["id"], "--yes",
                     f"name:{names[3].upper()}", "-o", "json").expect_code(0)
        rows = ran.json()
        expect([row["id"] for row in rows] == [host["id"] for host in hosts[:4]], rows)
        expect(all(row["result"] == "done" for row in rows), rows)
        ran = me.run("rds", "host", "enable-logons", "-", stdin=f"{names[0]}\n{names[1]}\n".encode()).expect_code(0)
        expect(ran.text.count("done") == 2, ran.text)
        ran = me.run("gateway", "get", "gw1.company.dom", "gw2.company.dom", "-o", "json").expect_code(0)
        expect(len(ran.json()) == 2, ran.text)


def test_some_fail():
    with simulator() as farm, person() as me:
        me.login(farm)
        ran = me.run("rds", "host", "drain", "rdsh01.company.dom", "999999", "--yes", "-o", "json").expect_code(8)
        expect([row["result"] for row in ran.json()] == ["done", "failed"], ran.text)
        expect("999999" in ran.err and "1 of 2" in ran.err, ran.err)


def test_targets_by_expression_and_all():
    with simulator() as farm, person() as me:
        me.login(farm)
        ran = me.run("gateway", "update", "--where", "server~gw2", "--description", "found", "--yes", "-o", "json").expect_code(0)
        expect(len(ran.json()) == 1, ran.text)
        ran = me.run("gateway", "update", "--all", "--description", "all of them", "--yes", "-o", "json").expect_code(0)
        expect(len(ran.json()) == 4, ran.text)
        rows = me.run("gateway", "list", "-o", "json").expect_code(0).json()
        expect({row["description"] for row in rows} == {"all of them"}, rows)
        me.run("gateway", "update", "gw1.company.dom", "--all", "--description", "x").expect_code(2)
        me.run("gateway", "delete", "-", "--yes", stdin=b"\n").expect_code(0)


def test_names_that_are_not_there():
    with simulator() as farm, person() as me:
        me.login(farm)
        ran = me.run("gateway", "get", "gw9.company.dom").expect_code(4)
        expect("did you mean" in ran.err, ran.err)


def test_bodies_from_files():
    with simulator() as farm, person() as me:
        me.login(farm)
        with open(os.path.join(me.folder, "gateway.yaml"), "w", encoding="utf-8") as file:
            file.write("server: gw7.company.dom\nsiteId: 1\ngwMode: Normal\ndescription: from a file\n")
        ran = me.run("gateway", "create", "--from-file", "gateway.yaml", "--description", "flag wins", "-o", "json")
        made = ran.expect_code(0).json()
        expect((made["server"], made["description"], made["gwMode"]) == ("gw7.company.dom", "flag wins", 0), made)
        body = json.dumps({"description": "from stdin"}).encode()
        me.run("gateway", "update", "gw7.company.dom", "--from-file", "-", stdin=body).expect_code(0)
        expect(farm.recorded()[-1]["body"] == {"description": "from stdin"}, farm.recorded()[-1])


def test_apply_makes_changes_live():
    with simulator() as farm, person() as me:
        me.login(farm)
        ran = me.run("gateway", "update", "gw1.company.dom", "--description", "x").expect_code(0)
        expect("rasctl settings apply" in ran.err, ran.err)
        me.run("gateway", "update", "gw1.company.dom", "--description", "y", "--apply").expect_code(0)
        expect(farm.recorded()[-1]["path"] == "/api/Settings/apply", farm.recorded()[-1])


def test_api_command():
    with simulator() as farm, person() as me:
        me.login(farm)
        rows = me.run("api", "GET", "/api/Gateway", "--query", "siteId=1", "-o", "json").expect_code(0).json()
        expect(rows and all(row["siteId"] == 1 for row in rows), rows)
        me.run("api", "PUT", f"/api/Gateway/{rows[0]['id']}", "--field", "description=by api").expect_code(0)
        ran = me.run("api", "GET", f"/api/Gateway/{rows[0]['id']}", "-i").expect_code(0)
        expect("HTTP/1.1 200" in ran.text and "by api" in ran.text, ran.text)
        me.run("api", "GET", "/api/nothing").expect_code(4)


def test_downloads_are_whole_or_not_there():
    with simulator() as farm, person() as me:
        me.login(farm)
        me.run("settings", "export", "--output-file", "backup.dat2").expect_code(0)
        expect(os.path.getsize(os.path.join(me.folder, "backup.dat2")) > 0, "an empty backup")
        ran = me.run("settings", "export", "--output-file", "-").expect_code(0)
        with open(os.path.join(me.folder, "backup.dat2"), "rb") as file:
            expect(len(file.read()) == len(ran.out), "stdout and file differ in size")
        me.run("settings", "import", "--file", "backup.dat2", "--yes")
        expect(not [name for name in os.listdir(me.folder) if name.endswith(".part")], os.listdir(me.folder))
