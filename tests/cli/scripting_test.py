"""What scripts stand on: batch, wait, sessions, the state of the farm, quiet output, the environment alone."""
import json
import os
import subprocess

from harness import BINARIES, PASSWORD, canned_server, expect, person, simulator

FAST = ("--farm", "demo", "--time-scale", "600", "--session-expire", "100000")


def rows_of(ran):
    return [json.loads(line) for line in ran.text.splitlines()]


def test_batch_runs_every_line_with_one_session():
    script = "# a comment\n\n  gateway list --columns server -o csv --no-headers\nrasctl gateway get gw1.company.dom -o json\n" \
             "gateway get nowhere\ngateway 'not closed\nsite list -q\n"
    with simulator("--farm", "demo") as farm, person() as me:
        variables = environment_only(farm)
        ran = me.run("batch", stdin=script.encode(), extra=variables).expect_code(8)
        rows = rows_of(ran)
        expect([row["line"] for row in rows] == [3, 4, 5, 6, 7], rows)
        expect([row["exitCode"] for row in rows] == [0, 0, 4, 2, 0], rows)
        expect(rows[0]["output"].startswith("gw1.company.dom\n") and rows[1]["output"]["server"] == "gw1.company.dom", rows)
        expect("nowhere" in rows[2]["error"] and rows[0]["error"] is None, rows)
        expect("2 of 5" in ran.err, ran.err)
        paths = [one["path"].lower() for one in farm.recorded()]
        expect(paths.count("/api/session/logon") == 1 and paths.count("/api/session/logoff") == 1, paths)


def test_batch_stops_on_error_and_reads_a_file():
    with simulator("--farm", "demo") as farm, person() as me:
        me.login(farm)
        me.write("commands", "gateway get 21 -q\ngateway get nowhere\ngateway get 22 -q\n")
        rows = rows_of(me.run("batch", "commands", "--stop-on-error").expect_code(8))
        expect([row["exitCode"] for row in rows] == [0, 4], rows)
        rows = rows_of(me.run("batch", "commands", "-o", "json").expect_code(8))
        expect(isinstance(rows[1]["error"], str) and json.loads(rows[1]["error"])["exitCode"] == 4, rows[1])
        me.run("batch", "nofile").expect_code(2)


def test_batch_side_by_side_leaves_no_session_behind():
    script = "".join(f"gateway get {21 + i % 4} -o json\n" for i in range(40))
    with simulator("--farm", "demo", "--rate-limit", "100000/1") as farm, person() as me:
        ran = me.run("batch", "--parallel", "4", stdin=script.encode(), extra=environment_only(farm)).expect_code(0)
        expect(sorted(row["line"] for row in rows_of(ran)) == list(range(1, 41)), ran.text[:300])
        paths = [one["path"].lower() for one in farm.recorded()]
        begun, ended = paths.count("/api/session/logon"), paths.count("/api/session/logoff")
        expect(begun == ended, f"{begun} logons, {ended} logoffs")


def test_batch_asks_nobody():
    with simulator("--farm", "demo") as farm, person() as me:
        me.login(farm)
        rows = rows_of(me.run("batch", stdin=b"gateway delete gw4.company.dom\n").expect_code(8))
        expect(rows[0]["exitCode"] == 2 and "--yes" in rows[0]["error"], rows)
        me.run("batch", "--yes", stdin=b"gateway delete gw4.company.dom\n").expect_code(0)


def test_wait():
    with simulator(*FAST) as farm, person() as me:
        me.login(farm)
        me.run("wait", "gateway", "gw1.company.dom", "gw2.company.dom", "--for", "agentState=OK").expect_code(0)
        me.run("wait", "gateway", "-", "--for", "agentState=OK", stdin=b"gw1.company.dom\n22\n").expect_code(0)
        ran = me.run("wait", "gateway", "gw1.company.dom", "gw4.company.dom", "--for", "agentState=OK", "--timeout", "0s", "-o",
                     "json").expect_code(7)
        expect([row["result"] for row in ran.json()] == ["met", "timed out"], ran.text)
        expect(json.loads(ran.err.splitlines()[-1])["exitCode"] == 7, ran.err)
        me.run("wait", "gateway", "gw4.company.dom", "--for", "agentState!=OK", "--for", "enabled=true").expect_code(0)
        me.run("gateway", "delete", "gw4.company.dom", "--yes").expect_code(0)
        me.run("wait", "gateway", "gw4.company.dom", "--for", "deleted", "--timeout", "10s").expect_code(0)
        me.run("wait", "gateway", "nowhere", "--for", "agentState=OK").expect_code(4)
        for words, hint in [(["gatway", "x", "--for", "a=b"], "gateway"), (["gateway", "gw1.company.dom"], "--for"),
                            (["gateway", "--for", "agentState=OK"], "TARGET"),
                            (["gateway", "gw1.company.dom", "--for", "agentStat=OK"], "agentState"),
                            (["gateway", "gw1.company.dom", "--for", "agentState=Okay"], "agentState"),
                            (["gateway", "gw1.company.dom", "--for", "agentState=OK", "--timeout", "soon"], "--timeout")]:
            ran = me.run("wait", *words).expect_code(2)
            expect(hint in ran.err, f"{words}: {ran.err}")


def test_sessions_by_user_host_and_idle_time():
    with simulator("--farm", "demo") as farm, person() as me:
        me.login(farm)
        sessions = me.run("session", "list", "--where", "source=RDS", "-o", "json").expect_code(0).json()
        one = sessions[0]
        ran = me.run("session", "message", "Please save", "--title", "Notice", "--user", one["user"]).expect_code(0)
        expect(one["user"] in ran.text, ran.text)
        sent = [row for row in farm.recorded() if "msg" in row["path"].lower()]
        expect(sent and "Please save" in json.dumps(sent[0]) and "Notice" in json.dumps(sent[0]), sent)
        me.run("session", "disconnect", "--user", one["user"]).expect_code(2)
        me.run("session", "disconnect", "--user", one["user"], "--yes").expect_code(0)
        left = me.run("session", "list", "--where", f"user={one['user']} and state!=disconnected", "-o", "json").json()
        expect(not left, left)
        host = one["sessionHostName"]
        short = host.split(".")[0]
        me.run("session", "logoff", "--host", f"{short},nowhere", "--yes").expect_code(0)
        expect(not me.run("session", "list", "--where", f"sessionHostName={host}", "-o", "json").json(), "somebody is still there")
        idle = me.run("session", "logoff", "--idle-longer-than", "2h", "--dry-run").expect_code(0)
        expect("POST" in idle.text or not idle.text, idle.text[:200])
        for words, hint in [([], "nothing is chosen"), (["--idle-longer-than", "long"], "--idle-longer-than"), (["--state", "asleep"], "state")]:
            ran = me.run("session", "logoff", *words, "--yes").expect_code(2)
            expect(hint in ran.err, ran.err)


def test_status_tells_health_by_its_exit_code():
    with simulator("--farm", "demo") as farm, person() as me:
        me.login(farm)
        ran = me.run("status", "-o", "json").expect_code(11)
        expect({"findings"} <= set(ran.json()), list(ran.json()))
        expect(not me.run("status", "-q").expect_code(11).text, "quiet says something")
    with simulator("--farm", "empty") as farm, person() as me:
        me.login(farm)
        me.run("status").expect_code(0)


def test_pending_changes_are_told_and_applied():
    with simulator("--farm", "demo") as farm, person() as me:
        me.login(farm)
        ran = me.run("gateway", "update", "gw1.company.dom", "--description", "a").expect_code(0)
        expect("settings apply" in ran.err, ran.err)
        expect(not me.run("gateway", "update", "gw1.company.dom", "--description", "b", "-q").expect_code(0).err, "not quiet")
        ran = me.run("gateway", "update", "gw1.company.dom", "--description", "c", "--apply").expect_code(0)
        expect("settings apply" not in ran.err, ran.err)
        expect(farm.recorded()[-1]["path"].lower() == "/api/settings/apply", farm.recorded()[-1])
        before = len(farm.recorded())
        me.run("gateway", "update", "gw1.company.dom", "--description", "d", "--apply", "--dry-run").expect_code(0)
        expect(not [one for one in farm.recorded()[before:] if one["method"] != "GET"], "a dry run wrote")


def test_what_waits_to_be_applied_is_listed():
    with simulator("--farm", "demo") as farm, person() as me:
        me.login(farm)
        pending = lambda: [(row["kind"], row["name"], row["state"], row["by"])  # noqa: E731
                           for row in me.run("settings", "pending", "-o", "json").expect_code(0).json()]
        expect(pending() == [], "something waits in a new farm")
        me.run("gateway", "update", "gw1.company.dom", "--description", "a").expect_code(0)
        me.run("rds", "host", "delete", "rdsh02.company.dom", "--yes").expect_code(0)
        me.run("theme", "create", "--name", "Night").expect_code(0)
        wanted = {("gateway", "gw1.company.dom", "changed", "administrator"), ("theme", "Night", "created", "administrator"),
                  ("rds host", "rdsh02.company.dom", "deleted", "administrator")}
        expect(wanted <= set(pending()), pending())
        counted = lambda: me.run("status", "-o", "json").json()["pendingChanges"]  # noqa: E731
        expect(counted() == len(pending()), (counted(), pending()))
        expect(f"{len(pending())} changes wait" in me.run("status").text, me.run("status").text)
        me.run("settings", "apply").expect_code(0)
        expect(pending() == [] and counted() == 0, "applied changes wait")


def test_quiet_prints_ids_only():
    with simulator("--farm", "demo") as farm, person() as me:
        me.login(farm)
        expect(me.run("gateway", "list", "-q").expect_code(0).text == "21\n22\n23\n24\n", "gateway list -q")
        ran = me.run("gateway", "create", "--server", "gw9.company.dom", "--site", "1", "-q").expect_code(0)
        expect(ran.text.strip().isdigit() and not ran.err, ran.text + ran.err)


def environment_only(farm):
    return {"RASCTL_ENDPOINT": farm.url, "RASCTL_USERNAME": "administrator", "RASCTL_PASSWORD": PASSWORD,
            "RASCTL_FINGERPRINT": farm.fingerprint}


def test_the_environment_alone_is_enough():
    with simulator("--farm", "demo") as farm, person() as me:
        ran = me.run("gateway", "list", extra=dict(environment_only(farm), RASCTL_OUTPUT="csv", RASCTL_COLUMNS="id,server",
                                                   RASCTL_WHERE="id>22", RASCTL_NO_HEADERS="true")).expect_code(0)
        expect(ran.text == "23,gw3.company.dom\n24,gw4.company.dom\n", ran.text)
        expect(not os.path.exists(os.path.join(me.folder, "config")), "a file was written")
        ran = me.run("gateway", "list", extra=dict(environment_only(farm), RASCTL_OUTPUT="xml")).expect_code(2)
        expect("RASCTL_OUTPUT" in ran.err, ran.err)


def test_the_password_can_lie_in_a_file():
    with simulator("--http") as farm, person() as me:
        file = os.path.join(me.folder, "secret")
        alone = {"RASCTL_ENDPOINT": farm.url, "RASCTL_USERNAME": "administrator", "RASCTL_PASSWORD_FILE": file}

        def with_content(content, mode=0o600):
            with open(file, "wb") as out:
                out.write(content)
            os.chmod(file, mode)
            return me.run("site", "list", "-q", extra=alone)

        for good in (b"11112222", b"11112222\n", b"11112222\r\n", b"\xef\xbb\xbf11112222\n"):
            expect(with_content(good).expect_code(0).text == "1\n2\n", good)
        expect(with_content(b"wrong").code == 3, "a wrong password")
        for bad, why in ((b"", "nothing"), (b"\n", "nothing"), (b"11112222\nmore\n", "more than one line"), (b"1\0", "binary"),
                         (b"x" * 100000, "")):
            ran = with_content(bad).expect_code(2)
            expect(why in ran.err and file in ran.err and "11112222" not in ran.err, ran.err)
        for mode in (0o644, 0o640, 0o602):
            ran = with_content(b"11112222", mode).expect_code(2)
            expect(f"chmod 600 {file}" in ran.err, ran.err)
        expect(me.run("site", "list", "-q", extra={**alone, "RASCTL_PASSWORD": PASSWORD}).expect_code(0).text, "the variable comes first")
        me.run("site", "list", extra={**alone, "RASCTL_PASSWORD_FILE": me.folder}).expect_code(2)
        me.run("site", "list", extra={**alone, "RASCTL_PASSWORD_FILE": file + "x"}).expect_code(2)
        with_content(b"11112222")
        me.run("login", farm.url, "--username", "administrator", "--password-file", file).expect_code(0)
        me.run("login", farm.url, "--username", "administrator", "--password-file", file, "--password-stdin").expect_code(2)


def test_nothing_is_asked_with_no_input():
    with simulator("--farm", "demo") as farm, person() as me:
        ran = me.run("login", farm.url, "--fingerprint", farm.fingerprint, "--no-input").expect_code(3)
        expect("--password-stdin" in ran.err + ran.text or "RASCTL_PASSWORD" in ran.err, ran.err)


def test_a_closed_or_full_stdout():
    with simulator("--farm", "demo") as farm, person() as me:
        me.login(farm)
        for command in ("rasctl session list -o json", "rasctl --help", "rasctl man", "rasctl catalog list",
                        "rasctl __complete -- ''"):
            ran = me.shell(f"{command} | head -c 1 >/dev/null; exit ${{PIPESTATUS[0]}}")
            expect(ran.returncode in (0, 141) and not ran.stderr, f"{command} | head: {ran.returncode} {ran.stderr}")
            ran = me.shell(f"{command} >&-")
            expect(ran.returncode not in (134, 139), f"{command} >&-: {ran.returncode} {ran.stderr}")
            ran = me.shell(f"{command} >/dev/full")
            expect(ran.returncode == 1 and "cannot write to stdout" in ran.stderr, f"{command} >/dev/full: {ran.returncode} {ran.stderr}")


def test_versions():
    with person() as me:
        line = me.run("--version").expect_code(0).text
        expect(line == me.run("-V").expect_code(0).text and line.startswith("rasctl "), line)
        version = me.run("version", "-o", "json").expect_code(0).json()
        expect(version["version"] == line.split()[1], version)


def test_aliases_take_words():
    with simulator("--http") as farm, person() as me:
        me.login(farm)
        me.run("config", "set", "alias.like", "rds host list --where 'server~${1:-rdsh01}' -o name $2").expect_code(0)
        expect(me.run("like", "rdsh02").expect_code(2).err.count("takes 2 words") == 1, "a word is missing")
        me.run("config", "set", "alias.like", "rds host list --where 'server~${1:-rdsh01}' -o name").expect_code(0)
        expect(me.run("like").expect_code(0).text == "rdsh01.company.dom\n", "the default")
        expect(me.run("like", "rdsh02").expect_code(0).text == "rdsh02.company.dom\n", "the word")
        expect(json.loads(me.run("like", "rdsh02", "-ojson").expect_code(0).text), "flags are no words")
        ran = me.run("help", "like").expect_code(0)
        expect(ran.text.startswith("like is an alias for: rds host list") and "List " in ran.text, ran.text[:200])
        me.run("help", "nosuch").expect_code(2)


def test_shell_aliases_get_words_as_parameters():
    with person() as me:
        me.run("config", "set", "alias.say", "!printf '%s|' \"$0\" \"$RASCTL_OUTPUT\" \"$@\"; exit 7").expect_code(0)
        for words in (["a b", "$(touch hit)", "`touch hit`", "; touch hit", "--flag", "-o", "x", ""], []):
            ran = me.run("-o", "json", "say", *words).expect_code(7)
            expect(ran.text == "say|json|" + "".join(f"{word}|" for word in words), ran.text)
        expect(not os.path.exists(os.path.join(me.folder, "hit")), "a word was read by the shell")
        me.run("config", "set", "alias.hail", "say hail").expect_code(0)
        expect(me.run("hail", "x").expect_code(7).text == "say||hail|x|", "an alias of a shell alias")
        row = json.loads(me.run("batch", stdin=b"say 'a b'\n").expect_code(8).text)
        expect(row["output"] == "say||a b|" and row["exitCode"] == 7, row)
        expect(me.run("help", "say").expect_code(0).text.startswith("say is an alias for: !printf"), "its help")
        path = os.path.join(me.environment["XDG_CONFIG_HOME"], "rasctl", "config.json")
        os.chmod(path, 0o666)
        me.run("say", "x").expect_code(2)


def test_aliases_that_can_never_work_are_refused():
    with person() as me:
        me.run("config", "set", "alias.one", "rds host list").expect_code(0)
        for name, text, why in (("x", "nosuch list", "'nosuch' is no command"), ("x", "gateway nosuch", "'gateway nosuch' is no command"),
                                ("x", "x -q", "itself"), ("x", "'", "not closed"), ("x", "gateway list ${", "not closed"),
                                ("x", "rasctl", "nothing"), ("x", "!", "nothing"), ("gateway", "one", "hidden"),
                                ("list", "", "empty"), ("status", "one", "hidden"), ("x", "", "empty")):
            ran = me.run("config", "set", f"alias.{name}", text).expect_code(2)
            expect(why in ran.err, f"{name} {text}: {ran.err}")
        me.run("config", "set", "alias.two", "one -o json").expect_code(0)
        ran = me.run("config", "set", "alias.one", "two").expect_code(2)
        expect("itself" in ran.err and me.run("config", "get", "alias.one").text == "rds host list\n", ran.err)
        for text in ("one", "host list", "$1 list", "gateway $@", "get gateways", "!exit 1"):
            me.run("config", "set", "alias.good", text).expect_code(0)


def test_aliases():
    with simulator("--farm", "demo") as farm, person() as me:
        me.login(farm)
        me.run("config", "set", "alias.hosts", "rds host list --where agentState!=OK").expect_code(0)
        me.run("config", "set", "alias.bad", "hosts --columns id").expect_code(0)
        me.set_alias("loop", "loop")
        direct = me.run("rds", "host", "list", "--where", "agentState!=OK", "-o", "json")
        expect(me.run("-o", "json", "hosts").out == direct.out, "an alias behind flags gives something else")
        expect(me.run("bad", "-o", "csv").expect_code(direct.code).code == direct.code, "an alias of an alias")
        expect("itself" in me.run("loop").expect_code(2).err, "a loop")
        # An alias hides no command, and a context may be called as it is.
        me.set_alias("gateway", "site list")
        expect(b"gw1" in me.run("gateway", "list").out, "an alias hides a noun")
        me.run("context", "rename", me.run("context", "list", "-o", "name").text.strip(), "gates").expect_code(0)
        me.run("config", "set", "alias.gates", "gateway list -o name").expect_code(0)
        expect(me.run("-c", "gates", "gates").expect_code(0).text.startswith("gw1"), "context and alias of one name")


def test_plugins():
    with person() as me:
        folder = os.path.join(me.folder, "plugins")
        os.mkdir(folder)
        plugin = os.path.join(folder, "rasctl-hello")
        me.write("plugins/rasctl-hello", "#!/bin/sh\necho \"$RASCTL_CONTEXT|$RASCTL_OUTPUT|$*\"\nexit 9\n")
        extra = {"PATH": folder + ":" + me.environment["PATH"]}
        me.run("hello", extra=extra).expect_code(2)
        os.chmod(plugin, 0o755)
        expect(me.run("hello", "a b", "--flag", extra=extra).expect_code(9).text == "||a b --flag\n", "words")
        expect(me.run("-c", "hello", "-o", "json", "hello", "x", extra=extra).expect_code(9).text == "hello|json|x\n", "flags")
        me.run("config", "set", "alias.hi", "hello there", extra=extra).expect_code(0)
        expect(me.run("hi", extra=extra).expect_code(9).text == "||there\n", "an alias of a plugin")
        ran = me.run("helo", extra=extra).expect_code(2)
        expect("unknown command 'helo'" in ran.err, ran.err)


def test_contexts():
    with simulator("--farm", "demo") as farm, person() as me:
        for name in ("lab", "prod"):
            me.run("login", farm.url, "--username", "administrator", "--password-stdin", "--fingerprint", farm.fingerprint,
                   "--name", name, stdin=PASSWORD.encode()).expect_code(0)
        rows = me.run("context", "list", "-o", "json").json()
        expect([(row["name"], row["current"]) for row in rows] == [("lab", False), ("prod", True)], rows)
        me.run("context", "use", "lab").expect_code(0)
        expect(me.run("context", "show", "-o", "json").json()["name"] == "lab", "context show")
        ran = me.run("context", "use", "labb").expect_code(2)
        expect("lab" in ran.err, ran.err)
        me.run("context", "rename", "lab", "test").expect_code(0)
        me.run("gateway", "list", "-c", "test").expect_code(0)
        me.run("gateway", "list", "-c", "lab").expect_code(2)
        me.run("context", "delete", "test", "--yes").expect_code(0)
        expect(me.run("context", "list", "-o", "name").text == "prod\n", "context list")


def test_settings_and_where_they_come_from():
    with person() as me:
        me.run("config", "set", "defaults.output", "yaml").expect_code(0)
        rows = me.run("config", "explain", "output", "-o", "json", extra={"RASCTL_OUTPUT": "csv"}).expect_code(0).json()
        expect([(row["value"], row["inEffect"]) for row in rows][:3] == [("json", True), ("csv", False), ("yaml", False)], rows)
        expect(me.run("config", "get", "defaults.output", "-o", "table").text == "yaml\n", "config get")
        for words, hint in [(["defaults.outptu", "x"], "output"), (["defaults.output", "jsn"], "json"), (["output"], "VALUE"),
                            (["password", "x"], "passwordCommand"), (["defaults.endpoint", "x"], "contexts.")]:
            ran = me.run("config", "set", *words).expect_code(2)
            expect(hint in ran.err, f"{words}: {ran.err}")
        me.run("config", "unset", "defaults.output").expect_code(0)
        me.run("config", "get", "defaults.output").expect_code(4)
        for value, why in [("http://proxy:bad", "the port must be a number"), ("ftp://proxy", "are spoken")]:
            ran = me.run("config", "set", "defaults.proxy", value).expect_code(2)
            expect("proxy of defaults.proxy" in ran.err and why in ran.err, ran.err)
            me.run("config", "get", "defaults.proxy").expect_code(4)
        me.run("config", "set", "defaults.proxy", "none").expect_code(0)
        expect(me.run("config", "path").text.strip().endswith("config.json"), "config path")


def test_doctor():
    with simulator("--farm", "demo") as farm, person() as me:
        ran = me.run("doctor").expect_code(1)
        expect("rasctl login" in ran.text + ran.err, ran.text + ran.err)
        me.login(farm)
        ran = me.run("doctor", "-o", "json").expect_code(0)
        expect(len(ran.json()) > 8, ran.text)
        ran = me.run("doctor", extra={"RASCTL_OUTPTU": "json"}).expect_code(0)
        expect("RASCTL_OUTPUT" in ran.text + ran.err, ran.text + ran.err)


def test_what_may_wait_to_be_applied_is_listed():
    """By a server that keeps no list of it."""
    with simulator("--farm", "demo", "--no-pending") as farm, person() as me:
        me.login(farm)
        me.run("gateway", "update", "gw1.company.dom", "--description", "a").expect_code(0)
        me.run("rds", "host", "create", "--server", "new.company.dom").expect_code(0)
        ran = me.run("settings", "pending", "-o", "json").expect_code(0)
        rows = {(row["kind"], row["name"], row["state"]): row for row in ran.json()}
        expect(rows["gateway", "gw1.company.dom", "changed"]["by"] == "administrator", ran.text[:300])
        expect(("rds host", "new.company.dom", "not applied") in rows, ran.text[:300])
        expect("does not tell" in ran.err, ran.err)
        me.run("status")
        asked = {request["path"] for request in farm.recorded()}
        expect("/api/Settings/pending" not in asked, "what the API does not have is asked of a server that does not offer it")
        me.run("settings", "pending", "--since", "long").expect_code(2)


def test_who_holds_an_object_is_told():
    with simulator("--farm", "demo", "--lock", "gateway:gw1.company.dom") as farm, person() as me:
        me.login(farm)
        ran = me.run("gateway", "update", "gw1.company.dom", "--description", "a").expect_code(5)
        expect("locked by" in ran.err and "rasctl admin session" in ran.err, ran.err)
        console = next(row["id"] for row in me.run("admin", "session", "list", "-o", "json").json() if row["ip"] == "console")
        me.run("admin", "session", "logoff", str(console), "--yes").expect_code(0)
        me.run("gateway", "update", "gw1.company.dom", "--description", "a").expect_code(0)


def test_a_path_alone_is_read():
    with simulator("--farm", "demo") as farm, person() as me:
        me.login(farm)
        expect(me.run("api", "/api/Gateway").expect_code(0).out == me.run("api", "GET", "/api/Gateway").out, "api PATH")
        me.run("api", "/api/Gateway", "--field", "server=gw8.company.dom", "--field", "siteId=1").expect_code(0)
        expect(farm.recorded()[-1]["method"] == "POST", farm.recorded()[-1])
        me.run("api").expect_code(2)
