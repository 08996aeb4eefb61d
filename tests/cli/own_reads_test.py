"""What the reads of our own tell, held against what the API answers itself."""
import collections
import json
import os

from harness import PASSWORD, canned_server, expect, person, simulator

RANKS = ["wrong", "attention"]


def rows_of(me, *words):
    return me.run(*words, "-o", "json").expect_code(0).json()


def mean(rows, field):
    known = [row[field] for row in rows if row.get(field) is not None]
    return sum(known) // len(known)


def test_status_counts_what_is_there_and_tells_the_worst_first():
    with simulator("--farm", "demo") as farm, person() as me:
        me.login(farm)
        found = me.run("status", "-o", "json").expect_code(11).json()
        ranks = [RANKS.index(one["severity"]) for one in found["findings"]]
        expect(ranks == sorted(ranks) and set(ranks) == {0, 1}, found["findings"])
        sessions = rows_of(me, "session", "list")
        expect(found["sessions"]["count"] == len(sessions), found["sessions"])
        expect(found["sessions"]["users"] == len({one["user"] for one in sessions}), found["sessions"])
        expect(sum(found["sessions"]["states"].values()) == len(sessions), found["sessions"])
        for group, words in (("gateways", "gateway status"), ("rdsHosts", "rds host status"), ("brokers", "broker status")):
            rows = rows_of(me, *words.split(), "--limit", "0")
            expect(found[group]["count"] == len(rows), found[group])
            expect(found[group]["cpuLoad"] == mean(rows, "cpuLoad"), f"{group}: {found[group]}, {mean(rows, 'cpuLoad')}")
            expect(found[group]["memLoad"] == mean(rows, "memLoad"), f"{group}: {found[group]}, {mean(rows, 'memLoad')}")
        expiring = found["certificates"]["expiring"]
        expired = sum(one["daysLeft"] < 0 for one in expiring)
        said = f"{found['certificates']['count']}, {expired} expired, {len(expiring) - expired} end within 30 days"
        screen = me.run("status").expect_code(11).text
        expect(any(line.split(maxsplit=1)[:1] == ["certificates"] and line.split(maxsplit=1)[1] == said
                   for line in screen.splitlines()), f"{said}: {screen}")


def test_status_tells_nothing_of_certificates_that_is_not_so():
    far = {"id": 1, "name": "far", "expirationDate": "2099-01-01T00:00:00Z"}
    with canned_server({"/api/Certificate": json.dumps([far]).encode()}) as farm, person() as me:
        me.login(farm)
        screen = me.run("status").text
        expect("expired" not in screen and "end within" not in screen, screen)


def test_doctor_tells_each_thing_that_it_looked_at():
    with simulator() as farm, person() as me:
        def told(*words):
            return {one["name"]: (one["state"], one["detail"]) for one in me.run("doctor", "-o", "json", *words).json()}
        before = told()
        expect(before["context"] == ("ok", "none in use") and before["endpoint"][0] == "fail", before)
        me.login(farm)
        found = told()
        expect(list(found) == ["config directory", "config file", "token file", "context", "environment", "endpoint", "connection",
                               "tls", "certificate", "clock", "logon", "version", "rights", "token"], list(found))
        expect(found["logon"] == ("ok", "logged on as administrator"), found)
        expect(found["tls"][1].endswith(", certificate as pinned"), found)
        expect(found["endpoint"] == ("ok", farm.url), found)
        expect(all(state == "ok" for state, _ in found.values()), found)


def test_a_user_is_shown_each_item_once_by_its_id():
    with simulator("--farm", "demo") as farm, person() as me:
        me.login(farm)
        items = {one["id"]: one for one in rows_of(me, "pub", "item", "list", "--limit", "0")}
        shown = me.run("user", "show", "alice.taylor", "-o", "json").expect_code(0).json()
        counts = collections.Counter(str(one["id"]) for one in shown["items"])
        expect(counts and set(counts.values()) == {1}, counts)
        for one in shown["items"]:
            expect(items[type(next(iter(items)))(one["id"])]["name"] == one["name"], one)


def test_waiting_for_a_name_tells_the_name():
    with simulator("--farm", "demo") as farm, person() as me:
        me.login(farm)
        host = rows_of(me, "rds", "host", "get", "rdsh01")
        for word, name in (("rdsh01", "rdsh01"), ("name:rdsh01", "rdsh01"), (f"id:{host['id']}", ""), (str(host["id"]), "")):
            row = rows_of(me, "wait", "rds", "host", word, "--for", "enabled=true")[0]
            expect(row["id"] == host["id"] and row["name"] == name, f"{word}: {row}")


def test_a_search_shows_ten_or_as_many_as_asked_for():
    with person() as me:
        everything = len(rows_of(me, "search", "session", "--limit", "0"))
        expect(everything > 11, everything)
        for words, count in (((), 10), (("--limit", "3"), 3), (("--limit", "11"), 11), (("--limit", str(everything + 5)), everything)):
            expect(len(rows_of(me, "search", "session", *words)) == count, f"{words}: not {count}")


def test_a_secret_in_a_query_is_not_shown_even_where_the_server_repeats_it():
    secret = "s3cretvalue-of-a-query"
    with canned_server({"/api/Echo": (400, json.dumps({"message": f"bad {secret}"}).encode())}) as farm, person() as me:
        me.login(farm)
        for words in (("--query", f"token={secret}"), ("--query", f"apiKey={secret}")):
            ran = me.run("api", "GET", "/api/Echo", *words, "--debug", "--trace-file", "t")
            with open(os.path.join(me.folder, "t"), encoding="utf-8") as trace:
                expect(secret not in trace.read(), "the trace has it")
            expect(ran.code == 5 and secret not in ran.err, ran.err)
        expect("plain-value" in me.run("api", "GET", "/api/Echo", "--query", "name=plain-value", "--debug").err, "no secret")


def test_a_filter_that_cannot_be_understood_is_told_before_anything_is_sent():
    with canned_server({"/api/Gateway": b'[{"id": 7, "server": "gw"}]', "/api/Gateway/7": b'{"id": 7, "server": "gw"}'}) as farm, \
            person() as me:
        me.login(farm)
        for words in (("gateway", "disable", "gw"), ("gateway", "delete", "gw", "--yes"), ("gateway", "update", "gw", "--description", "x")):
            ran = me.run(*words, "--jq", ".[").expect_code(2)
            expect("cannot understand --jq" in ran.err, ran.err)
        sent = [one[:2] for one in farm.requests if one[0] != "GET" and "/session/" not in one[1].lower()]
        expect(not sent, sent)


def test_what_is_waited_for_is_told_as_it_is():
    with simulator("--farm", "demo") as farm, person() as me:
        me.login(farm)
        for words, seen in ((("rdsh01", "--for", "created"), "created"), (("nosuch", "--for", "deleted"), "deleted"),
                            (("rdsh01", "--for", "enabled=true"), "enabled=yes")):
            row = me.run("wait", "rds", "host", *words, "-o", "json").expect_code(0).json()[0]
            expect(row["result"] == "met" and row["seen"] == seen, row)


def test_doctor_tells_whom_a_certificate_is_trusted_by():
    with person() as me:
        own = os.path.join(me.folder, "own.pem")
        with simulator("--ca-out", own) as farm:
            account = {"RASCTL_ENDPOINT": farm.url, "RASCTL_USERNAME": "administrator", "RASCTL_PASSWORD": PASSWORD}

            def tls(*words):
                rows = me.run("doctor", "-o", "json", *words, extra=account).json()
                return {one["name"]: one for one in rows}["tls"]
            for words, end in ((("--ca-file", own), f", trusted by the system's authorities or {own}"),
                               (("--ca-file", own, "--ca-only"), f", trusted by {own}"),
                               (("--fingerprint", farm.fingerprint), ", certificate as pinned")):
                expect(tls(*words)["state"] == "ok" and tls(*words)["detail"].endswith(end), tls(*words))
            expect(tls("--insecure")["state"] == "warn", tls("--insecure"))
