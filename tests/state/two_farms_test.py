"""Between farms: other names by --map, and two farms side by side."""
import os

import yaml

from apply_test import site_of, writes_since
from harness import PASSWORD, expect, person, simulator

HOSTS = "".join(f"---\nkind: rds host\nmetadata:\n  name: rdsh{i}.test.dom\n  site: Test\nspec:\n  description: d{i}\n" for i in (1, 2))
POOL = ("---\nkind: pub folder\nmetadata:\n  name: Test tools\nspec:\n  description: on rdsh1.test.dom\n"
        "---\nkind: pub folder\nmetadata:\n  name: Inner\nspec:\n  parentId: Test tools\n  publishToSiteIds: [Test]\n")


def login(me, farm, name):
    me.run("login", farm.url, "--username", "administrator", "--password-stdin", "--fingerprint", farm.fingerprint,
           "--name", name, stdin=PASSWORD.encode() + b"\n").expect_code(0)


def test_names_of_another_farm():
    with simulator() as farm, person() as me:
        me.login(farm)
        site = site_of(me)
        me.write("test.yaml", HOSTS + POOL)
        maps = ("--map", "server:*.test.dom=*.prod.dom", "--map", f"site:Test={site}", "--map", "pub folder:test *=Prod *")
        shown = me.run("diff", "-f", "test.yaml", *maps, "-o", "json").expect_code(10).json()
        named = {row["name"]: row for row in shown}
        expect(sorted(named) == ["Inner", "Prod tools", "rdsh1.prod.dom", "rdsh2.prod.dom"], f"{sorted(named)}")
        expect(named["rdsh1.prod.dom"]["site"] == site, f"{named['rdsh1.prod.dom']}")
        fields = {field["path"]: field["new"] for field in named["Inner"]["fields"]}
        # What refers to a mapped object follows it; a text that only looks like a name stays.
        expect(fields == {"parentId": "Prod tools", "publishToSiteIds": [site]}, f"{fields}")
        texts = {field["path"]: field["new"] for field in named["Prod tools"]["fields"]}
        expect(texts == {"description": "on rdsh1.test.dom"}, f"{texts}")
        me.run("apply", "-f", "test.yaml", *maps).expect_code(0)
        start = len(farm.recorded())
        me.run("apply", "-f", "test.yaml", *maps).expect_code(0)
        expect(not writes_since(farm, start), "a second apply writes")
        me.run("rds", "host", "get", "rdsh2.prod.dom").expect_code(0)


def test_maps_that_say_nothing():
    with simulator() as farm, person() as me:
        me.login(farm)
        me.write("one.yaml", "kind: pub folder\nmetadata:\n  name: A\nspec: {}\n")
        start = len(farm.recorded())
        for text, said in (("", "WHAT:PATTERN=NAME"), ("server", "WHAT:PATTERN=NAME"), ("server:x", "WHAT:PATTERN=NAME"),
                           ("server=x:y", "WHAT:PATTERN=NAME"), (":x=y", "no kind and no field"), ("server:=y", "pattern is empty"),
                           ("server:x=", "new name is empty"), ("server:x=*y", "more *"), ("servr:x=y", "did you mean 'server'"),
                           ("qqqqqqqqqqqqq:x=y", "no kind and no field")):
            for command in ("diff", "apply"):
                ran = me.run(command, "-f", "one.yaml", "--map", text).expect_code(2)
                expect(said in ran.err and "hint: " in ran.err, f"{text}: {ran.err}")
        expect(not writes_since(farm, start), "a write was sent")


def test_exports_with_mapped_names():
    with simulator() as farm, person() as me:
        me.login(farm)
        me.run("export", "rds host", "-o", "one").expect_code(0)
        me.run("export", "rds host", "-o", "two").expect_code(0)
        site = site_of(me)
        for root, _, names in os.walk(os.path.join(me.folder, "two")):
            for name in names:
                path = os.path.join(root, name)
                with open(path, encoding="utf-8") as file:
                    text = file.read()
                with open(path, "w", encoding="utf-8") as file:
                    file.write(text.replace(".company.dom", ".prod.dom").replace(f"site: {site}\n", "site: Prod\n"))
        expect(me.run("diff", "one", "two").code == 10, "the names differ")
        me.run("diff", "one", "two", "--map", "server:*.company.dom=*.prod.dom", "--map", f"site:{site}=Prod").expect_code(0)


def test_two_farms_side_by_side():
    with simulator() as one, simulator() as two, person() as me:
        login(me, one, "test")
        login(me, two, "prod")
        same = me.run("diff", "-c", "test", "--with", "prod").expect_code(0)
        expect(same.text == "", same.text)
        name = me.run("rds", "host", "list", "-o", "name").text.splitlines()[0]
        me.run("rds", "host", "update", name, "--description", "only here", "-c", "prod", "-q").expect_code(0)
        rows = me.run("diff", "-c", "test", "--with", "prod", "-o", "json").expect_code(10).json()
        expect([(row["change"], row["name"]) for row in rows] == [("update", name)], f"{rows}")
        expect([(f["path"], f["new"]) for f in rows[0]["fields"]] == [("description", "only here")], f"{rows}")
        other = me.run("diff", "-c", "prod", "--with", "test", "-o", "json").expect_code(10).json()
        expect(other[0]["fields"][0]["old"] == "only here", f"{other}")
        me.run("diff", "-c", "test", "--with", "prod", "--only", "policy").expect_code(0)
        for words in (["-c", "test", "--with", "test"], ["-c", "test", "--with", "nobody"], ["--with", ""],
                      ["-c", "test", "--with", "prod", "-f", "x.yaml"], ["-c", "test", "--with", "prod", "a", "b"],
                      ["-c", "test", "--with", "prod", "--endpoint", one.url]):
            ran = me.run("diff", *words)
            expect(ran.code == 2, f"{words}: exit {ran.code} {ran.err}")
        expect(list(yaml.safe_load_all(me.run("export", "site", "-c", "prod").text)), "the sessions still hold")


def test_what_the_other_version_lacks_is_told():
    with simulator("--api", "21") as newer, simulator("--api", "19") as older, person() as me:
        login(me, newer, "newer")
        login(me, older, "older")
        me.run("export", "-o", "farm", "-c", "newer").expect_code(0)
        start = len(older.recorded())
        for command in ("diff", "apply"):
            ran = me.run(command, "-f", "farm", "-c", "older").expect_code(2)
            expect("the farm is of version 19, which has no 'cost-insights'; version 21 and later have it; "
                   "leave it out with --except 'cost-insights'" in ran.err, ran.err[:1500])
        expect(not writes_since(older, start), "a write was sent")


def test_the_number_of_requests_is_told():
    with simulator() as farm, person() as me:
        me.login(farm)
        start = len(farm.recorded())
        ran = me.run("export", "policy", "-o", "farm", "--debug").expect_code(0)
        asked = len(farm.recorded()) - start
        expect(f"rasctl: {asked - 1} requests read the farm" in ran.err or f"rasctl: {asked} requests read the farm" in ran.err,
               f"{asked}: {ran.err[-300:]}")
