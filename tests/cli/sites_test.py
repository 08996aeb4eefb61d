"""Lists and sites: --all-sites asks each site, and a person hears which sites an answer is of."""
import collections
import json

from harness import canned_server, expect, person, simulator

LISTS_OF_LICENSING_SITE = ("--site-lists", "licensing")


def site_lists(me):
    """The commands that list what can be asked for one site, without targets."""
    rows = me.run("catalog", "list", "-o", "json").expect_code(0).json()
    commands = []
    for row in rows:
        if row["method"] == "GET" and "{" not in row["path"] and row["command"] not in commands:
            commands.append(row["command"])
    return [c for c in commands if "--all-sites" in me.run(*c.split(), "--help").text]


def counted(rows):
    return collections.Counter(json.dumps(row, sort_keys=True) for row in rows)


def test_every_list_of_sites_is_what_its_sites_list():
    with simulator(*LISTS_OF_LICENSING_SITE) as farm, person() as me:
        me.login(farm)
        sites = [str(site["id"]) for site in me.run("site", "list", "-o", "json").json()]
        commands = site_lists(me)
        expect(len(sites) > 1 and len(commands) > 80, f"{len(sites)} sites, {len(commands)} commands")
        for command in commands:
            each = [me.run(*command.split(), "--site", site, "-o", "json") for site in sites]
            whole = me.run(*command.split(), "--all-sites", "-o", "json")
            expect(whole.code == max(one.code for one in each), f"{command}: {whole.code}, {whole.err}")
            if whole.code != 0:
                continue
            # A row that several sites answer alike is there once.
            wanted = collections.Counter()
            for one in each:
                wanted |= counted(one.json())
            volatile = "session" in command or "process" in command or command.startswith("pub")
            same = len(whole.json()) == sum(wanted.values()) if volatile else counted(whole.json()) == wanted
            expect(same, f"{command}: {len(whole.json())} rows, of its sites {sum(wanted.values())}")


def test_the_answer_without_a_site_may_be_of_one():
    with simulator(*LISTS_OF_LICENSING_SITE) as farm, person() as me:
        me.login(farm)
        some = me.run("rds", "host", "list", "-o", "json").json()
        everything = me.run("rds", "host", "list", "--all-sites", "-o", "json").json()
        expect({row["siteId"] for row in some} == {1} and {row["siteId"] for row in everything} == {1, 2}, everything)
        asked = [one["path"] for one in farm.recorded() if "/RDS/Host?" in one["path"]]
        expect(len(asked) == 2 and all("iteId=" in path for path in asked), asked)
        # Sorting, filters and limits are over the whole.
        ran = me.run("rds", "host", "list", "--all-sites", "--sort=-id", "--limit", "3", "-o", "json").json()
        expect([row["id"] for row in ran] == sorted((row["id"] for row in everything), reverse=True)[:3], ran)
        ran = me.run("rds", "host", "list", "--all-sites", "--where", "siteId=2", "-o", "id").expect_code(0)
        expect(len(ran.text.split()) == sum(row["siteId"] == 2 for row in everything), ran.text)
        # A site of the context is one of those that are asked.
        ran = me.run("rds", "host", "list", "--all-sites", "-o", "json", extra={"RASCTL_SITE": "2"})
        expect(ran.json() == everything, ran.text[:300])
        dry = me.run("rds", "host", "list", "--all-sites", "--dry-run").expect_code(0)
        expect("iteId=1" in dry.text and "iteId=2" in dry.text, dry.text)


def test_a_person_hears_of_which_sites_a_list_is():
    with simulator(*LISTS_OF_LICENSING_SITE) as farm, person() as me:
        me.login(farm)
        names = {str(s["id"]): s["name"] for s in me.run("site", "list", "-o", "json").json()}
        shown = me.on_terminal("gateway", "list")
        expect(f"covers 1 of 2 sites ({names['1']}); --all-sites asks every site" in shown, shown)
        shown = me.on_terminal("gateway", "list", "--all-sites")
        expect("covers" not in shown, shown)
        for words in (["--site", "2"], ["-o", "json"], ["--quiet"], ["--limit", "1"]):
            expect("covers" not in me.on_terminal("gateway", "list", *words), words)
        # Programs hear nothing, and what has no site says nothing.
        expect(me.run("gateway", "list").err == "", "stderr of a program")
        expect("covers" not in me.on_terminal("admin", "list"), "administrators")
    with simulator() as farm, person() as me:
        me.login(farm)
        shown = me.on_terminal("gateway", "list")
        expect("covers all 2 sites (" in shown, shown)
    with simulator("--farm", "empty") as farm, person() as me:
        me.login(farm)
        expect("covers" not in me.on_terminal("broker", "list"), "a farm of one site")


def test_all_sites_where_it_means_nothing():
    with simulator() as farm, person() as me:
        me.login(farm)
        sent = len(farm.recorded())
        for words, told in [
            (["gateway", "list", "--all-sites", "--site", "2"], "give one of them"),
            (["gateway", "status", "gw1.company.dom", "--all-sites"], "a target names one thing"),
            (["admin", "list", "--all-sites"], "unknown option"),
            (["gateway", "create", "--server", "x", "--all-sites"], "unknown option"),
        ]:
            ran = me.run(*words).expect_code(2)
            expect(told in ran.err, (words, ran.err))
        expect(len(farm.recorded()) == sent, "requests were sent")


def test_servers_that_tell_nothing_of_sites():
    gateways = b'[{"id":1,"server":"a","siteId":1}]'
    for sites, code, told in [(b"[]", 1, "lists no site"), (b"{}", 1, ""), ((403, b'{"title":"no"}'), 3, "")]:
        with canned_server({"/api/Gateway": gateways, "/api/Site": sites}) as farm, person() as me:
            me.login(farm)
            ran = me.run("gateway", "list", "--all-sites").expect_code(code)
            expect(told in ran.err and not ran.out, ran.err)
            # The list itself is not spoilt by it.
            shown = me.on_terminal("gateway", "list")
            expect("a" in shown and "covers" not in shown and "rasctl:" not in shown, shown)
    hostile = b'[{"id":1,"name":"A\\u001b[31mB"},{"id":2,"name":"C"}]'
    with canned_server({"/api/Gateway": gateways, "/api/Site": hostile}) as farm, person() as me:
        me.login(farm)
        shown = me.on_terminal("gateway", "list")
        expect("covers 1 of 2 sites" in shown and "\x1b[31mB" not in shown, repr(shown))
        # Both sites answer the same row: it is there once.
        rows = me.run("gateway", "list", "--all-sites", "-o", "json").expect_code(0).json()
        expect(len(rows) == 1, rows)
