"""One object in an editor."""
import os

from apply_test import writes_since
from harness import expect, person, simulator


def editor(me, script):
    path = os.path.join(me.folder, "editor.sh")
    with open(path, "w", encoding="utf-8") as file:
        file.write("#!/bin/sh\n" + script)
    os.chmod(path, 0o755)
    return {"VISUAL": path}


def host(me):
    return me.run("rds", "host", "list", "-o", "json").json()[0]


def test_a_change_is_sent():
    with simulator() as farm, person() as me:
        me.login(farm)
        one = host(me)
        start = len(farm.recorded())
        extra = editor(me, f"sed -i 's/maxSessions: {one['maxSessions']}/maxSessions: 61/' \"$1\"\n")
        me.run("edit", "rds", "host", one["server"], extra=extra).expect_code(0)
        expect(host(me)["maxSessions"] == 61, "the change is not there")
        expect([row["method"] for row in writes_since(farm, start)] == ["PUT", "POST"], "more than what changed")
        me.run("edit", "rds", "host", f"id:{one['id']}", extra=editor(me, "true\n")).expect_code(0)


def test_nothing_is_nothing():
    with simulator() as farm, person() as me:
        me.login(farm)
        name = host(me)["server"]
        start = len(farm.recorded())
        for script in ("true\n", ": > \"$1\"\n", "echo '# all gone' > \"$1\"\n"):
            me.run("edit", "rds", "host", name, extra=editor(me, script)).expect_code(0)
        me.run("edit", "rds", "host", name, extra=editor(me, "exit 3\n")).expect_code(2)
        me.run("edit", "rds", "host", "nobody", extra=editor(me, "true\n")).expect_code(4)
        me.run("edit", "rds", "host", extra=editor(me, "true\n")).expect_code(2)
        me.run("edit", extra=editor(me, "true\n")).expect_code(2)
        me.run("edit", "rsd", "host", name, extra=editor(me, "true\n")).expect_code(2)
        expect(not writes_since(farm, start), "a write was sent")


def test_a_mistake_opens_the_editor_again():
    with simulator() as farm, person() as me:
        me.login(farm)
        name = host(me)["server"]
        script = ("if grep -q '^# This is wrong' \"$1\"; then\n  cp \"$1\" seen.txt\n"
                  "  sed -i 's/maxSessions: lots/maxSessions: 62/' \"$1\"\n"
                  "else\n  sed -i 's/maxSessions: .*/maxSessions: lots/' \"$1\"\nfi\n")
        me.run("edit", "rds", "host", name, extra=editor(me, script)).expect_code(0)
        expect(host(me)["maxSessions"] == 62, "the mended change is not there")
        with open(os.path.join(me.folder, "seen.txt"), encoding="utf-8") as file:
            expect("maxSessions: expects a whole number" in file.read().split("kind:")[0], "no reason on top")


def test_settings():
    with simulator() as farm, person() as me:
        me.login(farm)
        extra = editor(me, "grep -q 'kind: farm settings' \"$1\" && cp \"$1\" seen.txt\n")
        me.run("edit", "farm", "settings", extra=extra).expect_code(0)


def test_the_object_is_named_as_everywhere():
    with simulator() as farm, person() as me:
        me.login(farm)
        server = host(me)["server"]
        opened = editor(me, "cp \"$1\" opened.yaml\n")
        for words in (["rds", "host", server.split(".")[0]], ["rds", "host", server.upper()], ["host", server],
                      ["hosts", server.split(".")[0]], ["rds", "host", f"name:{server}"]):
            me.run("edit", *words, extra=opened).expect_code(0)
            with open(os.path.join(me.folder, "opened.yaml"), encoding="utf-8") as file:
                expect(server in file.read(), words)
            os.remove(os.path.join(me.folder, "opened.yaml"))
        for words in (["rds", "host"], ["host"], ["hosts"]):
            ran = me.run("edit", *words, extra=opened).expect_code(2)
            expect("edit rds host takes one object" in ran.err, ran.err)
