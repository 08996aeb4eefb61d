"""Tables show names where rows hold numbers, fields of the status beside the list, and measures in their unit."""
import json
import signal
import subprocess

from harness import BINARIES, canned_server, expect, person, simulator

GATEWAYS = [{"id": 1, "server": "gw1", "siteId": 1, "enabled": True}, {"id": 2, "server": "gw2", "siteId": 2},
            {"id": 3, "server": "gw3", "siteId": 99}]
SITES = [{"id": 1, "name": "London"}, {"id": 2, "name": "Paris"}]
STATUS = [{"id": "1", "agentState": 0, "cpuLoad": 17}, {"id": "2", "agentState": -2, "cpuLoad": 80}]


def canned(**more):
    answers = {"/api/Gateway": GATEWAYS, "/api/Site": SITES, "/api/Gateway/status": STATUS, **more}
    return canned_server({path: one if isinstance(one, tuple) else json.dumps(one).encode()
                          for path, one in answers.items()})


def asked(farm):
    return [path.split("?")[0] for method, path, _ in farm.requests if method == "GET" and "version" not in path.lower()]


def test_a_table_names_sites_and_joins_the_status_with_one_request_each():
    with canned() as farm, person() as me:
        me.login(farm)
        before = len(asked(farm))
        table = me.run("gateway", "list").expect_code(0).text
        header, *rows = table.splitlines()
        expect("SITE-ID" not in header and " SITE " in header and "AGENT-STATE" in header, header)
        expect("London" in rows[0] and "OK" in rows[0] and "17" in rows[0], table)
        expect("Paris" in rows[1] and "DisabledFromSettings" in rows[1], table)
        expect("99" in rows[2], "a site that nobody knows stays a number:\n" + table)
        expect(sorted(asked(farm)[before:]) == ["/api/Gateway", "/api/Gateway/status", "/api/Site"], asked(farm))


def test_only_the_columns_that_are_shown_are_looked_up():
    with canned() as farm, person() as me:
        me.login(farm)
        for options in (["--columns", "id,server"], ["-o", "json"], ["-o", "csv"], ["-o", "yaml"], ["-q"], ["-o", "name"],
                        ["--jq", ".[].siteId"]):
            before = len(asked(farm))
            me.run("gateway", "list", *options).expect_code(0)
            expect(asked(farm)[before:] == ["/api/Gateway"], (options, asked(farm)[before:]))
        before = len(asked(farm))
        me.run("gateway", "list", "--columns", "server,site").expect_code(0)
        expect(sorted(asked(farm)[before:]) == ["/api/Gateway", "/api/Site"], asked(farm)[before:])


def test_what_may_not_be_looked_up_stays_a_number():
    refused = (403, b'{"title":"Forbidden"}')
    with canned(**{"/api/Site": refused, "/api/Gateway/status": refused}) as farm, person() as me:
        me.login(farm)
        ran = me.run("gateway", "list").expect_code(0)
        expect("AGENT-STATE" not in ran.text and "gw1" in ran.text and "London" not in ran.text, ran.text)
        expect(ran.err == "", ran.err)


def test_wide_shows_both_and_names_puts_them_into_formats_for_programs():
    with canned() as farm, person() as me:
        me.login(farm)
        expect("London (1)" in me.run("gateway", "list", "-o", "wide").expect_code(0).text, "wide shows both")
        rows = me.run("gateway", "list", "-o", "json", "--names").expect_code(0).json()
        expect([row["siteId"] for row in rows] == ["London", "Paris", 99], rows)
        expect(me.run("gateway", "list", "-o", "json").json() == GATEWAYS, "without --names nothing changes")
        status = me.run("gateway", "status", "-o", "csv", "--columns", "id,agentState", "--names").expect_code(0).text
        expect(status.splitlines()[1:] == ["1,OK", "2,DisabledFromSettings"], status)
        yaml = me.run("gateway", "list", "-o", "yaml", "--names", extra={"RASCTL_COLUMNS": "site"}).expect_code(0).text
        expect("Paris" in yaml, yaml)


def test_an_object_names_what_it_refers_to_and_says_what_is_inherited():
    with simulator("--http") as farm, person() as me:
        me.login(farm)
        host = json.loads(me.run("rds", "host", "list", "-o", "json").expect_code(0).text)[0]
        site = {row["id"]: row["name"] for row in json.loads(me.run("site", "list", "-o", "json").text)}[host["siteId"]]
        shown = me.run("rds", "host", "get", str(host["id"])).expect_code(0).text
        expect(site in shown, shown)
        expect("(inherited)" in shown or "(own)" in shown, shown)
        lines = shown.splitlines()
        expect(lines[0].startswith("id ") and lines[1].startswith("server "), shown)
        expect("history" in lines and lines.index("history") > len(lines) - 8, shown)


def test_an_object_leaves_out_what_it_does_not_use_and_spells_sections_as_commands_do():
    with simulator("--http") as farm, person() as me:
        me.login(farm)
        shown = me.run("rds", "host", "get", "rdsh01.company.dom").expect_code(0).text
        sections = shown.split("\n\n")
        cache = next(one for one in sections if one.startswith("fslogix.profile-container.cloud-cache\n"))
        expect("not used  max-cache-size-in-mbs, " in cache and "\n  unregister-timeout" not in cache, cache)
        expect("optimization (inherited)\n" in shown and "\noptimization.uwp-app\n" in shown, shown[-1500:])
        expect("fs-logix" not in shown, "the product is two words here and one in commands")
        wide = me.run("rds", "host", "get", "rdsh01.company.dom", "-o", "wide").expect_code(0).text
        expect("use-unregister-timeout" in wide and "\n  unregister-timeout" in wide and "not used" not in wide, wide[:800])
        item = me.run("pub", "app", "rds", "get", "Calculator").expect_code(0).text
        expect("\nallowed-oses\n" in item, item)


def test_shares_and_months_are_typed_and_shown_in_their_unit():
    with simulator("--http") as farm, person() as me:
        me.login(farm)
        rows = me.run("rds", "host", "status", "-o", "json").expect_code(0).json()
        most = max(row["cpuLoad"] for row in rows)
        shown = me.run("rds", "host", "status", "--columns", "cpuLoad", "--sort=-cpuLoad", "--limit", "1").text.split()
        expect(shown == ["CPU-LOAD", f"{most}%"], shown)
        busy = me.run("rds", "host", "status", "--where", f"cpuLoad>={most}%", "-o", "json").expect_code(0).json()
        expect(busy == [row for row in rows if row["cpuLoad"] == most], busy)
        me.run("rds", "pool", "update", "Office", "--workload-threshold", "80%").expect_code(0)
        expect(me.run("rds", "pool", "get", "Office", "-o", "json").json()["workLoadThreshold"] == 80, "80% is not 80")
        me.run("gateway", "update", "gw1.company.dom", "--hsts-max-age", "1y").expect_code(0)
        expect("hsts-max-age             12 months" in me.run("gateway", "get", "gw1.company.dom").text, "months")
        wrong = me.run("gateway", "update", "gw1.company.dom", "--hsts-max-age", "30d").expect_code(2)
        expect("months, or 6mo or 1y" in wrong.err, wrong.err)


def test_colours_are_typed_and_shown_as_people_write_them():
    with simulator("--http") as farm, person() as me:
        me.login(farm)
        theme = me.run("theme", "list", "-o", "name").expect_code(0).text.splitlines()[0]
        me.run("theme", "update", theme, "--header-background-color", "#0068B8").expect_code(0)
        got = me.run("theme", "get", theme).expect_code(0).text
        expect("#0068B8" in got, got)
        expect("26808" in me.run("theme", "get", theme, "-o", "json").text, "JSON keeps the number")
        wrong = me.run("theme", "update", theme, "--header-background-color", "#00Z").expect_code(2)
        expect("#0068B8" in wrong.err, wrong.err)


def test_times_of_tables_follow_the_zone_on_a_terminal_and_utc_where_it_is_asked_for():
    with canned(**{"/api/Gateway": [{"id": 1, "server": "gw1", "timeCreate": "2026-11-24T15:04:05Z"}]}) as farm, \
            person() as me:
        me.login(farm)
        words = ("gateway", "list", "--columns", "id,timeCreate")
        zone = {"TZ": "CET-1"}
        expect("2026-11-24 16:04:05" in me.on_terminal(*words, extra=zone), "local time")
        expect("2026-11-24 15:04:05Z" in me.on_terminal(*words, "--utc", extra=zone), "UTC")
        expect("2026-11-24T15:04:05Z" in me.run(*words, extra=zone).text, "as it was sent")
        expect(me.run(*words, "-o", "csv", "--utc", extra=zone).text.splitlines()[1] == "1,2026-11-24T15:04:05Z", "csv")


def farm_of_pools(count, **more):
    """Hosts 1 to 4 of which 1 and 2 are in the first pool, 3 in the last."""
    answers = {"/api/RDS/Host": [{"id": i, "server": f"host{i}", "siteId": 1} for i in (1, 2, 3, 4)],
               "/api/RDS/HostPool": [{"id": 100 + i, "name": f"Pool{i}", "siteId": 1} for i in range(1, count + 1)],
               **{f"/api/RDS/HostPool/{100 + i}/Members": [] for i in range(1, count + 1)}}
    answers["/api/RDS/HostPool/101/Members"] = [{"id": 1, "server": "host1"}, {"id": 2, "server": "host2"}]
    answers[f"/api/RDS/HostPool/{100 + count}/Members"] = [{"id": 3, "server": "host3"}]
    return canned(**{**answers, **more})


def test_hosts_are_listed_with_their_pool_for_one_request_a_pool_where_pools_are_few():
    with farm_of_pools(3) as farm, person() as me:
        me.login(farm)
        before = len(asked(farm))
        table = me.run("rds", "host", "list").expect_code(0).text
        header, *rows = table.splitlines()
        expect(" POOL " in header, table)
        expect(["Pool1" in rows[0], "Pool1" in rows[1], "Pool3" in rows[2], "Pool" in rows[3]] == [True, True, True, False], table)
        pools = [path for path in asked(farm)[before:] if "/HostPool" in path]
        expect(sorted(pools) == ["/api/RDS/HostPool", *(f"/api/RDS/HostPool/{id}/Members" for id in (101, 102, 103))], pools)
        before = len(asked(farm))
        for options in (["-o", "json"], ["-q"], ["--columns", "id,server"]):
            me.run("rds", "host", "list", *options).expect_code(0)
        expect(not [path for path in asked(farm)[before:] if "/HostPool" in path], "nobody sees it, and it is asked for")
    with farm_of_pools(13) as farm, person() as me:
        me.login(farm)
        before = len(asked(farm))
        expect(" POOL " not in me.run("rds", "host", "list").expect_code(0).text, "13 pools are not few")
        expect(not [path for path in asked(farm)[before:] if "Members" in path], asked(farm)[before:])
        rows = me.run("rds", "host", "list", "--columns", "server,pool", "-o", "csv").expect_code(0).text.splitlines()
        expect(rows == ["server,pool", "host1,Pool1", "host2,Pool1", "host3,Pool13", 'host4,""'], rows)


def test_hosts_are_chosen_by_their_pool():
    with farm_of_pools(3) as farm, person() as me:
        me.login(farm)

        def found(*options):
            return me.run("rds", "host", "list", "-o", "csv", "--columns", "server", "--no-headers", *options).expect_code(0).text.split()

        expect(found("--where", "pool=Pool1") == ["host1", "host2"], found("--where", "pool=Pool1"))
        expect(found("--where", "pool!=Pool1") == ["host3", "host4"], found("--where", "pool!=Pool1"))
        expect(found("--where", "pool=''") == ["host4"], found("--where", "pool=''"))
        expect(found("--sort=-pool,server") == ["host3", "host1", "host2", "host4"], found("--sort=-pool,server"))
        dry = me.run("rds", "host", "drain", "--where", "pool~Pool3", "--dry-run", "--yes").expect_code(0)
        expect([line.rsplit("/", 2)[-2] for line in dry.text.splitlines() if line.startswith("POST")] == ["3"], dry.text)
        expect(me.run("rds", "host", "list", "--where", "pool=Pool1").expect_code(0).err == "", "a word about what is known")
    with farm_of_pools(3, **{"/api/RDS/HostPool/102/Members": (403, b'{"title":"Forbidden"}')}) as farm, person() as me:
        me.login(farm)
        table = me.run("rds", "host", "list").expect_code(0)
        expect("POOL" not in table.text and "host4" in table.text and table.err == "", table.text + table.err)
        ran = me.run("rds", "host", "list", "--where", "pool=Pool1").expect_code(1)
        expect("'rds pool member list' has pool" in ran.err, ran.err)


def test_a_positional_is_called_what_it_is():
    with person() as me:
        for words, usage in (("pub rule get", "ITEM RULE..."), ("policy rule get", "POLICY RULE..."),
                             ("vdi pool member remove", "POOL MEMBER..."), ("pub item preferred-route update", "ITEM ROUTE"),
                             ("rds host session list", "HOST"), ("pub app rds update", "APP..."),
                             ("provider vm start", "PROVIDER VM..."), ("halb device update", "HALB DEVICE...")):
            shown = me.run(*words.split(), "--help").expect_code(0).text
            expect(usage in shown, f"{words}: {shown[:400]}")
        missing = me.run("pub", "rule", "get").expect_code(2)
        expect("ITEM RULE" in missing.err, missing.err)


def test_what_every_object_holds_is_listed_with_all():
    with simulator("--http") as farm, person() as me:
        me.login(farm)
        pools = me.run("rds", "pool", "list", "-o", "id").expect_code(0).text.split()
        each = [row for pool in pools for row in me.run("rds", "pool", "member", "list", pool, "-o", "json").json()]
        rows = me.run("rds", "pool", "member", "list", "--all", "-o", "json").expect_code(0).json()
        expect(len(pools) > 1 and rows and rows == each, (pools, rows))
        one = rows[0]["id"]
        chosen = me.run("rds", "pool", "member", "list", "--all", "--where", f"id={one}", "-o", "json").expect_code(0).json()
        expect([row["id"] for row in chosen] == [one], chosen)


def test_lists_tell_what_is_asked_first():
    with simulator("--http") as farm, person() as me:
        me.login(farm)
        policies = me.run("policy", "list").expect_code(0).text
        expect("APPLIES-TO" in policies and "COMPANY\\Contractors" in policies, policies)
        items = me.run("pub", "item", "list").expect_code(0).text
        expect(" FOLDER " in items and "Invoices" in items and "Accounting" in items and "Headquarters" in items, items)
        invoices = next(line for line in items.splitlines() if " Invoices " in line)
        expect("Accounting" in invoices, invoices)
        certificates = me.run("certificate", "list").expect_code(0).text
        expect("(in " in certificates and "days" in certificates, certificates)
        hosts = me.run("rds", "host", "list").expect_code(0).text.splitlines()
        for column in ("AGENT-STATE", "ACTIVE-SESSIONS", "CPU-LOAD", "SITE"):
            expect(column in hosts[0], hosts[0])
        wide = me.run("policy", "list", "--columns", "name,order").expect_code(0).text
        expect("APPLIES-TO" not in wide, wide)


def test_hours_are_typed_and_shown_as_spans():
    with simulator("--http") as farm, person() as me:
        me.login(farm)
        rule = me.run("logon-hours", "list", "-o", "id").expect_code(0).text.split()[0]
        me.run("logon-hours", "day-plan", "update", rule, "--monday", "07:00-12:00,13-18", "--sunday", "none").expect_code(0)
        shown = me.run("logon-hours", "day-plan", "get", rule).expect_code(0).text
        expect("07:00-12:00, 13:00-18:00" in shown and "none" in shown, shown)
        sent = me.run("logon-hours", "day-plan", "get", rule, "-o", "json").expect_code(0).json()
        expect((sent[0] if isinstance(sent, list) else sent)["monday"] == 0b11_1110_1111_1000_0000, sent)
        wrong = me.run("logon-hours", "day-plan", "update", rule, "--monday", "07:30-18:00").expect_code(2)
        expect("07:00-18:00" in wrong.err, wrong.err)
        expect("HOURS" in me.run("logon-hours", "day-plan", "update", "--help").text, "the help names hours")


def first_changes(me, *words, lines):
    """The first lines of a list that is watched, once the second look has come."""
    process = subprocess.Popen([BINARIES["rasctl"], *words], stdout=subprocess.PIPE, env=me.environment, cwd=me.folder)
    try:
        return b"".join(process.stdout.readline() for _ in range(lines)).decode("utf-8")
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(20)
        process.stdout.close()


def test_a_watched_list_shows_what_the_list_shows_and_marks_what_changes_beside_it():
    with person() as me:
        loads = iter(range(100, 10_000))

        class Changing(dict):
            def get(self, path, default=None):
                if path == "/api/Gateway/status":
                    return json.dumps([{"id": "1", "agentState": 0, "cpuLoad": next(loads)},
                                       {"id": "2", "agentState": 0, "cpuLoad": 5}]).encode()
                return super().get(path, default)

        answers = Changing({"/api/Gateway": json.dumps(GATEWAYS).encode(), "/api/Site": json.dumps(SITES).encode()})
        with canned_server(answers) as changing:
            me.login(changing)
            text = first_changes(me, "gateway", "list", "--watch", "--every", "200ms", lines=5)
        header, first, second, _, changed = text.splitlines()
        expect("AGENT-STATE" in header and " SITE" in header, text)
        expect("London" in first and "OK" in first and "100" in first and "Paris" in second, text)
        expect(changed.startswith("changed") and "gw1" in changed and "101" in changed, text)


def test_what_was_made_names_what_it_refers_to():
    with simulator() as farm, person() as me:
        me.login(farm)
        made = me.run("rds", "pool", "create", "--name", "Night", "--site", "Headquarters").expect_code(0).text
        expect("Headquarters" in made, made)
        before = len(farm.recorded())
        me.run("rds", "pool", "create", "--name", "Day", "-o", "json").expect_code(0)
        lists = [one for one in farm.recorded()[before:] if one["method"] == "GET"]
        expect(lists == [], "a program is answered without look-ups")


def test_folders_are_shown_with_their_path():
    with simulator() as farm, person() as me:
        me.login(farm)
        rows = me.run("pub", "item", "list").expect_code(0).text.splitlines()
        closing = [row for row in rows if " Closing " in row]
        expect(len(closing) == 1 and "Accounting/Payroll" in closing[0], rows)


def test_the_status_is_of_the_sites_that_were_asked():
    with simulator() as farm, person() as me:
        me.login(farm)
        states = {}
        for row in me.run("rds", "host", "list", "--all-sites").expect_code(0).text.splitlines()[1:]:
            states[row.split()[1]] = row.split()[2]
        hosts = me.run("rds", "host", "list", "--all-sites", "-o", "json").expect_code(0).json()
        expect(len(states) == len(hosts) and {one["siteId"] for one in hosts} == {1, 2}, states)
        expect(not [name for name, state in states.items() if state.isdigit()], states)
        before = len(farm.recorded())
        me.run("rds", "host", "list", "--site", "Branch").expect_code(0)
        asked_for = [one for one in farm.recorded()[before:] if "/status" in json.dumps(one)]
        expect(asked_for and "iteId=2" in json.dumps(asked_for[0]), asked_for)
