"""Lists and acts are narrowed by the same words, and each of them chooses what it says."""
from harness import expect, person, simulator


def ids(ran):
    return sorted((row["sessionHostName"], row["sessionID"]) for row in ran.expect_code(0).json())


def sessions(me, *words):
    return ids(me.run("session", "list", *words, "-o", "json"))


def reached(me, verb, *words):
    """The requests that an act would send."""
    return me.run("session", verb, *words, "--dry-run", "--yes", "-o", "jsonl").expect_code(0).text.splitlines()


def test_each_filter_of_sessions_narrows():
    with simulator("--farm", "demo") as farm, person() as me:
        me.login(farm)
        everyone = me.run("session", "list", "-o", "json").expect_code(0).json()
        for words, holds in [
            (["--group", "Office"], lambda row: row["poolName"] == "Office"),
            (["--group", "101"], lambda row: row["poolName"] == "Office"),
            (["--server", "rdsh01.company.dom"], lambda row: row["sessionHostName"] == "rdsh01.company.dom"),
            (["--server", "rdsh01"], lambda row: row["sessionHostName"] == "rdsh01.company.dom"),
            (["--host", "RDSH01"], lambda row: row["sessionHostName"] == "rdsh01.company.dom"),
            (["--state", "idle"], lambda row: row["state"] == 5),
            (["--state", "all"], lambda row: True),
            (["--idle-longer-than", "2h"], lambda row: row["idleTime"] > 7200),
            (["--idle-longer-than", "2h", "--where", "poolName=Office"],
             lambda row: row["idleTime"] > 7200 and row["poolName"] == "Office"),
            (["--server", "rdsh99"], lambda row: False),
        ]:
            wanted = sorted((row["sessionHostName"], row["sessionID"]) for row in everyone if holds(row))
            expect(sessions(me, *words) == wanted, f"{words}: {len(sessions(me, *words))} instead of {len(wanted)}")


def test_a_time_is_one():
    with simulator("--farm", "demo") as farm, person() as me:
        me.login(farm)
        for words, why in [
            (["session", "list", "--idle-longer-than", "soon"], "'soon' is no time"),
            (["session", "list", "--idle-longer-than", ""], "'' is no time"),
            (["certificate", "list", "--expires-within", "30"], "'30' is no time"),
            (["gateway", "list", "--expires-within", "30d"], "unknown option --expires-within"),
        ]:
            expect(why in me.run(*words).expect_code(2).err, f"{words}: {me.run(*words).err}")
        names = me.run("certificate", "list", "--expires-within", "30d", "-o", "name").expect_code(0).text.split()
        expect(names == ["portal-expiring", "old-gateway"], names)


def test_acts_on_the_sessions_of_a_pool():
    with simulator("--farm", "demo") as farm, person() as me:
        me.login(farm)
        office = reached(me, "logoff", "--group", "Office")
        expect(len(office) == len(sessions(me, "--where", "poolName=Office")), len(office))
        for words in [["--group", "office"], ["--group", "101"], ["--pool", "Office"]]:
            expect(reached(me, "logoff", *words) == office, words)
        both = reached(me, "disconnect", "--group", "Office", "--host", "rdsh01")
        expect(len(both) == len(sessions(me, "--server", "rdsh01")), len(both))
        none = me.run("session", "logoff", "--group", "Engineering", "--host", "rdsh01", "--yes").expect_code(0)
        expect("no session matches" in none.err, none.err)
        for wrong, code, why in [("Offices", 4, "no pool is called 'Offices'"), ("", 2, "--group"), (",", 2, "--group")]:
            ran = me.run("session", "logoff", "--group", wrong, "--yes").expect_code(code)
            expect(why in ran.err, ran.err)


def test_words_that_are_no_session_say_which_ones():
    with simulator("--farm", "demo") as farm, person() as me:
        me.login(farm)
        for words, hint in [
            (["logoff", "idle"], "rasctl session logoff --state idle"),
            (["logoff", "everyone"], "rasctl session logoff --all"),
            (["logoff", "users", "on", "rdsh01"], "rasctl session logoff --host rdsh01"),
            (["message", "bye", "all"], "rasctl session message TEXT --all"),
            (["logoff", "nobody.here"], "rasctl session list"),
        ]:
            ran = me.run("session", *words, "--yes").expect_code(4)
            expect(hint in ran.err, ran.err)


def test_a_time_behind_watch_is_the_one_between_two_looks():
    with simulator("--farm", "demo") as farm, person() as me:
        me.login(farm)
        for words in [["gateway", "status", "--watch", "1ms"], ["gateway", "list", "--watch=1ms"], ["status", "--watch", "1ms"]]:
            expect("too short a time" in me.run(*words).expect_code(2).err, words)
        # What is no time is a target.
        expect("no gateway is called 'gw99'" in me.run("gateway", "status", "--watch", "gw99").expect_code(4).err, "gw99")


def test_what_means_nothing_is_taken_and_not_offered():
    with simulator("--farm", "demo") as farm, person() as me:
        me.login(farm)
        for words, absent, there in [
            (["gateway", "list"], ["--apply", "--yes"], ["--limit", "--sort"]),
            (["gateway", "update"], ["--limit", "--sort"], ["--apply", "--yes"]),
            (["session", "logoff"], ["--apply", "--limit"], ["--group", "--yes"]),
            (["status"], ["--apply", "--yes"], ["--watch"]),
        ]:
            shown = me.run(*words, "--help").expect_code(0).text
            expect(not [flag for flag in absent if f"{flag} " in shown], f"{words} offers {absent}")
            expect(not [flag for flag in there if f"{flag} " not in shown], f"{words} does not offer {there}")
        me.run("gateway", "list", "--apply", "--yes").expect_code(0)


def test_names_stand_where_an_object_is_shown_that_was_there():
    with simulator("--farm", "demo") as farm, person() as me:
        me.login(farm)
        shown = me.run("gateway", "create", "--server", "gw1.company.dom", "--if-not-exists").expect_code(0).text
        expect("Headquarters" in shown, shown)


def test_what_is_not_found_in_another_is_looked_for_there():
    with simulator("--farm", "demo") as farm, person() as me:
        me.login(farm)
        ran = me.run("provider", "vm", "get", "vcenter1", "nothing").expect_code(4)
        expect("rasctl provider vm list 52" in ran.err, ran.err)


def test_search_finds_what_is_meant_first():
    with person() as me:
        for words, first in [
            ("cert expire", "certificate list"), ("certificates expiring", "certificate list"),
            ("move host", "rds pool member add"), ("max sessions", "rds host update"), ("kick user off", "session logoff"),
            ("disable app", "pub app rds update"), ("Update-RASLicense", "license activate"), ("Get-RASStatus", "status"),
        ]:
            found = [row["command"] for row in me.run("search", *words.split(), "-o", "json").expect_code(0).json()]
            expect(first in found[:3], f"{words}: {found}")


def test_an_editor_opens_behind_the_noun_too():
    with simulator("--farm", "demo") as farm, person() as me:
        me.login(farm)
        editor = {"EDITOR": "sed -i s/Reception/Desk/"}
        for words in [["edit", "policy", "Kiosk"], ["policy", "edit", "Kiosk"]]:
            shown = me.run(*words, "--dry-run", extra=editor).expect_code(0).text
            expect("Desk PCs" in shown, shown)
        # Fields that are given are the change.
        changed = me.run("policy", "edit", "Kiosk", "--description", "x", "--dry-run", extra=editor).expect_code(0).text
        expect("Desk" not in changed and '"description": "x"' in changed, changed)


def test_fields_of_sub_nouns_are_explained_behind_dots():
    with person() as me:
        for dotted, plain in [("rds.host.enabled", "rds host.enabled"), ("rds.host", "rds host"), ("rds.pool.name", "rds pool.name")]:
            ran, wanted = (me.run("explain", *words.split()).expect_code(0).text for words in (dotted, plain))
            expect(ran == wanted, dotted)
        me.run("explain", "rds.nothing").expect_code(2)


def test_fields_have_an_example_that_names_what_is_there():
    with simulator("--farm", "demo") as farm, person() as me:
        me.login(farm)
        for field, wanted in [
            ("gateway.description", "rasctl gateway update gw1.company.dom"), ("mfa radius.secretKey", "@secret.txt"),
            ("policy.clientPolicy", "rasctl policy update "), ("certificate import-pfx.pfxFile", "--pfx-file "),
            ("gateway.allowedDomainsForCors", "gw1.company.dom"),
        ]:
            shown = me.run("explain", *field.split(), "-o", "json").expect_code(0).json()
            expect(wanted in (shown["example"] or ""), f"{field}: {shown['example']}")
