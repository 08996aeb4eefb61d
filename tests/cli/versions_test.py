"""Which path and form are chosen for a server's version, and what is said where none fits."""
import json
import re

from harness import canned_server, expect, person, simulator

EMPTY_LIST = {path: b"[]" for path in ("/api/rds", "/api/RDS/Host", "/api/Broker", "/api/ConnectionBroker", "/api/gateway",
                                       "/api/Gateway")}
OBJECT = b'{"id":1,"server":"one.company.dom"}'


def asked(farm):
    return [path for _, path, _ in farm.requests if "ession" not in path and "version" not in path]


def test_paths_follow_the_version():
    wanted = {
        "17.1": {"rds host list": "/api/rds", "gateway list": "/api/gateway"},
        "18.0 (build 1)": {"rds host list": "/api/rds", "gateway list": "/api/gateway"},
        "19.4.2": {"rds host list": "/api/RDS/Host", "broker list": "/api/Broker", "gateway list": "/api/Gateway"},
        "20.2": {"rds host list": "/api/RDS/Host", "broker list": "/api/Broker", "gateway list": "/api/Gateway"},
        "21.0.26036": {"rds host list": "/api/RDS/Host", "broker list": "/api/ConnectionBroker"},
        "22.0": {"rds host list": "/api/RDS/Host", "broker list": "/api/ConnectionBroker", "gateway list": "/api/Gateway"},
    }
    for version, commands in wanted.items():
        with canned_server(EMPTY_LIST, version=version) as farm, person() as me:
            me.login(farm)
            for command, path in commands.items():
                me.run(*command.split(), "-o", "json").expect_code(0)
                expect(asked(farm)[-1] == path, f"{version}: {command} asked for {asked(farm)[-1]}")


def test_the_version_is_learnt_without_a_context_too():
    answers = dict(EMPTY_LIST, **{"/api/Broker": b'[{"id":7,"server":"cb1.company.dom"}]', "/api/Gateway/1": (204, b""),
                                  "/api/RDS/Host": (201, OBJECT)})
    with canned_server(answers, version="19.4") as farm, person() as me:
        extra = {"RASCTL_ENDPOINT": farm.url, "RASCTL_USERNAME": "u", "RASCTL_PASSWORD": "p"}
        me.run("broker", "list", "-o", "json", extra=extra).expect_code(0)
        expect(asked(farm) == ["/api/Broker"], farm.requests)
        # A name in a field is looked up by the path of the server's version as well.
        me.run("gateway", "update", "1", "--preferred-broker", "cb1.company.dom", extra=extra).expect_code(0)
        sent = [body for method, _, body in farm.requests if method == "PUT"]
        expect(json.loads(sent[-1]) == {"preferredBrokerId": 7}, farm.requests)


def test_answers_that_tell_no_version():
    for version in ("", "banana", "v.x", None, 5, [], {}, ["21"], {"major": 19}):
        with canned_server(EMPTY_LIST, version=version) as farm, person() as me:
            me.login(farm)
            me.run("broker", "list", "-o", "json").expect_code(0)
            path = "/api/ConnectionBroker" if version not in (["21"], {"major": 19}) else asked(farm)[-1]
            expect(asked(farm)[-1] == path, f"{version!r}: {asked(farm)}")


def test_what_is_gone_is_refused_and_names_what_took_its_place():
    with canned_server({}, version="21.2") as farm, person() as me:
        me.login(farm)
        before = len(farm.requests)
        rows = me.run("catalog", "list", "-o", "json").expect_code(0).json()
        current = {row["command"] for row in rows if row["until"] is None}
        gone = {row["command"] for row in rows if row["until"] is not None} - current
        expect(len(gone) > 10, f"only {gone}")
        for command in sorted(gone):
            usage = me.run(*command.split(), "--help").text.split("Usage\n")[1].split("--")[0].split("[flags]")[0]
            targets = ["1"] * len(re.findall(r"\b[A-Z]{2,}", usage))
            ran = me.run(*command.split(), *targets, "--yes").expect_code(2)
            expect("is not in version 21" in ran.err and "instead" in ran.err, f"{command}: {ran.err}")
            hint = ran.err.split("hint: use instead: rasctl ")[1].split()
            expect(me.run(*hint).code == 0, f"{command}: the hint does not run: {hint}")
        expect(len(farm.requests) == before, "something was sent")


def test_a_404_names_the_versions_known_to_have_it():
    with canned_server({}, version="19.4") as farm, person() as me:
        me.login(farm)
        ran = me.run("tenant", "list").expect_code(4)
        expect("the server is version 19; versions 21 and later are known to have this operation" in ran.err, ran.err)
        # Where the version has it, the 404 is about the object.
        ran = me.run("gateway", "get", "7").expect_code(4)
        expect("are known to have" not in ran.err, ran.err)


def test_a_400_of_a_version_that_reads_the_path_as_another_names_them_too():
    with simulator("--api", "17") as farm, person() as me:
        me.login(farm)
        for words in (["rds", "pool", "list"], ["rds", "pool", "get", "Office"], ["rds", "pool", "member", "list", "Office"]):
            ran = me.run(*words)
            expect(ran.code != 0 and "(HTTP 400)" in ran.err, ran.err)
            expect("the server is version 17; versions 19 and later are known to have this operation" in ran.err, ran.err)
    bad = (400, b'{"title": "One or more validation errors occurred."}')
    with canned_server({"/api/gateway/7": bad, "/api/Gateway/7": bad}, version="17.1") as farm, person() as me:
        me.login(farm)
        # What the version has and refuses is refused for another reason.
        ran = me.run("gateway", "get", "7")
        expect("(HTTP 400)" in ran.err and "known to have" not in ran.err, ran.err)


def test_a_405_names_them_too_and_nothing_is_said_to_wait_for_settings_apply_where_all_failed():
    known = "hint: the server is version 18; versions 19 and later are known to have this operation\n"
    with simulator("--api", "18") as farm, person() as me:
        me.login(farm)
        me.run("gateway", "create", "--server", "gw8.company.dom", "--site", "1", "--no-install").expect_code(0)
        ids = me.run("gateway", "list", "-o", "id").expect_code(0).text.split()
        ran = me.run("gateway", "update", ids[-1], "--description", "x").expect_code(1)
        expect("(HTTP 405)" in ran.err and ran.err.endswith(known), ran.err)
        me.run("gateway", "create", "--server", "gw9.company.dom", "--site", "1", "--no-install").expect_code(0)
        ids = me.run("gateway", "list", "-o", "id").expect_code(0).text.split()
        ran = me.run("gateway", "update", *ids[-2:], "--description", "x").expect_code(8)
        expect("not live yet" not in ran.err, ran.err)
