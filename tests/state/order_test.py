"""Who comes before whom: places are what documents say after one apply, whatever moves meanwhile."""
import os
import random
import re

import export_test
from apply_test import writes_since
from harness import expect, person, simulator

RULES = "kind: pub app rds\nmetadata:\n  name: Word\nspec:\n  rule: [{}]\n"


def converges(me, farm, *words):
    me.run("apply", *words).expect_code(0)
    left = me.run("diff", *words)
    expect(left.code == 0, f"{left.text[:1500]}")
    start = len(farm.recorded())
    me.run("apply", *words).expect_code(0)
    expect(not writes_since(farm, start), "a second apply writes")


def test_objects_in_every_order():
    rng = random.Random(13)
    with simulator() as farm, person() as me:
        me.login(farm)
        me.run("export", "policy", "-o", "farm").expect_code(0)
        files = sorted(name for name in export_test.files_of(os.path.join(me.folder, "farm")) if name.endswith(".yaml"))
        for _ in range(6):
            rng.shuffle(files)
            for place, name in enumerate(files, 1):
                text = export_test.files_of(os.path.join(me.folder, "farm"))[name]
                me.write(os.path.join("farm", name), re.sub(r"^  order: \d+", f"  order: {place}", text, flags=re.M))
            converges(me, farm, "-f", "farm")


def test_entries_in_every_order():
    rng = random.Random(13)
    names = list("ABCDE")
    with simulator() as farm, person() as me:
        me.login(farm)
        me.write("rules.yaml", RULES.format(", ".join(f"{{name: {name}}}" for name in names)))
        converges(me, farm, "-f", "rules.yaml")
        for _ in range(8):
            rng.shuffle(names)
            me.write("rules.yaml", RULES.format(", ".join(f"{{name: {name}, priority: {place}}}" for place, name in enumerate(names, 1))))
            converges(me, farm, "-f", "rules.yaml")
        # The lines may stand in any order then; one that says no place is made last.
        lines = [f"{{name: {name}, priority: {place}}}" for place, name in enumerate(names, 1)]
        me.write("rules.yaml", RULES.format(", ".join(["{name: New}"] + lines[::-1])))
        converges(me, farm, "-f", "rules.yaml")


def test_entries_that_are_always_there_are_renamed():
    with simulator("--farm", "empty") as farm, person() as me:
        me.login(farm)
        me.run("export", "app-package", "settings", "-o", "tags.yaml").expect_code(0)
        path = os.path.join(me.folder, "tags.yaml")
        with open(path, encoding="utf-8") as file:
            text = file.read()
        expect(text.count("Tag ") == 3, text)
        me.write("tags.yaml", text.replace("Tag 2", "Pilot").replace("Tag 3", "Previous"))
        converges(me, farm, "-f", "tags.yaml")


def test_a_schedule_is_made_as_what_it_does():
    with simulator() as farm, person() as me:
        me.login(farm)
        text = ("kind: rds host schedule\nmetadata:\n  name: Night\n  site: Headquarters\nspec:\n  action: {}\n"
                "  startDateTime: '2031-01-01T03:00:00Z'\n  target: [rdsh01.company.dom, rdsh02.company.dom]\n")
        me.write("one.yaml", text.format("Shutdown"))
        start = len(farm.recorded())
        me.run("apply", "-f", "one.yaml").expect_code(0)
        sent = [one.get("path", one.get("target", "")) for one in writes_since(farm, start)]
        expect(sent[0].endswith("/RDS/Host/Schedule/Shutdown") and len(sent) == 2, f"{sent}")
        converges(me, farm, "-f", "one.yaml")
        me.write("one.yaml", text.format("Shutdown").replace("rdsh01", "rdsh03"))
        converges(me, farm, "-f", "one.yaml")
        # What it does is given when it is made.
        me.write("one.yaml", text.format("Reboot"))
        ran = me.run("apply", "-f", "one.yaml").expect_code(8)
        expect("action is set when it is made" in ran.text, ran.text)
        me.write("two.yaml", text.format("Recreate").replace("Night", "Other"))
        ran = me.run("apply", "-f", "two.yaml").expect_code(8)
        expect("the API makes none" in ran.text, ran.text)
        me.write("three.yaml", text.replace("  action: {}\n", "").replace("Night", "Other"))
        expect("action" in me.run("apply", "-f", "three.yaml").expect_code(8).text, "no word of what is missing")


def test_lists_that_only_their_owner_shows():
    with simulator() as farm, person() as me:
        me.login(farm)
        app = ("kind: pub app rds\nmetadata:\n  name: Word\nspec:\n  file-extension: [{}]\n"
               "  server-attr:\n  - serverID: rdsh01.company.dom\n    target: 'C:\\{}.exe'\n")
        for extensions, target in (("docx, dotx", "one"), ("docx", "two"), ("rtf, odt", "two")):
            me.write("app.yaml", app.format(extensions, target))
            converges(me, farm, "-f", "app.yaml")
        row = me.run("pub", "app", "rds", "get", "Word", "-o", "json").json()
        expect(sorted(row["fileExtensions"]) == ["odt", "rtf"] and row["perServerAttributes"][0]["target"] == "C:\\two.exe", f"{row}")
        me.write("pcs.yaml", "kind: provider\nmetadata:\n  name: Workshop PCs\n  site: Branch\nspec:\n  remote-pc-static:\n"
                 "    remote-pc:\n    - name: cnc-02.company.dom\n    - name: cnc-09.company.dom\n      mac: 00-1B-21-5A-10-09\n")
        converges(me, farm, "-f", "pcs.yaml")


def test_what_is_made_in_another_site_is_taken_back():
    with simulator() as farm, person() as me:
        me.login(farm)
        me.write("group.yaml", "kind: win-device-group\nmetadata:\n  name: New\n  site: Branch\nspec: {}\n")
        ran = me.run("apply", "-f", "group.yaml").expect_code(8)
        expect("takes no site" in ran.text, ran.text)
        names = [row["name"] for site in ("1", "2") for row in me.run("win-device-group", "list", "--site", site, "-o", "json").json()]
        expect("New" not in names, f"{names}")
