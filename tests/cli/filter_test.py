"""--jq from outside: a filter that is wrong, crashes, never ends or looks where it must not."""
import json
import signal
import subprocess
import time

from harness import BINARIES, PASSWORD, canned_server, expect, person, simulator

ROWS = [{"id": n, "name": f"row {n}", "enabled": n % 2 == 0} for n in range(5)]


def served(answers=None):
    return canned_server(answers or {"/api/rows": json.dumps(ROWS).encode()})


def account(farm):
    return {"RASCTL_ENDPOINT": farm.url, "RASCTL_USERNAME": "administrator", "RASCTL_PASSWORD": PASSWORD}


def logged_off(farm):
    paths = [path.lower() for _, path, _ in farm.requests]
    return paths.count("/api/session/logon") == paths.count("/api/session/logoff")


def works(process):
    """Whether its child has computed for longer than compiling the filter takes."""
    try:
        with open(f"/proc/{process.pid}/task/{process.pid}/children", encoding="ascii") as file:
            child = file.read().split()[0]
        with open(f"/proc/{child}/stat", encoding="ascii") as file:
            return int(file.read().split(")")[1].split()[11]) > 10
    except (OSError, IndexError):
        return False


def test_no_filter_crashes_or_leaves_a_session():
    crashing = ["input", "[inputs]", "debug", "stderr", "halt", "halt_error", '"x" | halt_error(1)', "error(null)", "try error(null) catch .",
                "input_line_number", "input_filename", "reduce range(1000000) as $i (0; [.])", "limit(0; 1)", "first(empty)",
                "getpath([\"a\", 0])", '"=" | @base64d', "$__loc__", "modulemeta", '"a" | modulemeta', "get_search_list"]
    with served() as farm, person() as me:
        for filter in crashing:
            ran = me.run("api", "GET", "/api/rows", "--jq", filter, extra=account(farm))
            expect(ran.code in (0, 1), f"{filter}: exit {ran.code}: {ran.err}")
            expect(logged_off(farm), f"{filter}: the session is left open")
        ran = me.run("api", "GET", "/api/rows", "--jq", ".[0].name | debug", extra=account(farm)).expect_code(0)
        expect(ran.text == "row 0\n" and "DEBUG" in ran.err, (ran.text, ran.err))


def test_a_wrong_filter_is_found_before_anything_is_sent():
    with served() as farm, person() as me:
        for filter in [".[", "nothing", "$nothing", 'import "a" as a; 1', 'include "a"; .', "|"]:
            me.run("api", "GET", "/api/rows", "--jq", filter, extra=account(farm)).expect_code(2)
        expect(not farm.requests, farm.requests)
        me.run("api", "GET", "/api/rows", "--jq", ".[0].a.b.c[0] | .[\"x\"] | error", extra=account(farm)).expect_code(1)


def test_a_filter_sees_no_secret_and_reads_no_file():
    secrets = {"MY_TOKEN": "tell-nobody-1", "API_KEY": "tell-nobody-2", "DB_PASSWD": "tell-nobody-3", "client_secret": "tell-nobody-4",
               "HTTPS_PROXY": "", "MIRROR": "https://me:tell-nobody-5@host/", "COPY": PASSWORD, "PLAIN": "to-be-seen"}
    with served() as farm, person() as me:
        me.write(".jq", 'def leaked: "from ~/.jq";')
        me.write("module.jq", 'def leaked: "from a module";')
        for filter in ["env", "$ENV", "[env, $ENV]"]:
            ran = me.run("api", "GET", "/api/rows", "--jq", filter, extra={**account(farm), **secrets}).expect_code(0)
            expect("tell-nobody" not in ran.text and PASSWORD not in ran.text and "to-be-seen" in ran.text, ran.text)
        for filter in ["leaked", 'import "module" as m; m::leaked', 'include "module"; leaked', 'include "module" {search: "."}; leaked']:
            me.run("api", "GET", "/api/rows", "--jq", filter, extra=account(farm)).expect_code(2)


def test_a_filter_without_end_is_stopped():
    with served() as farm, person() as me:
        for filter in ["def f: f; f", "last(repeat(1))", "repeat(1)", "[range(1e12)]", "until(false; .)"]:
            for stop in (signal.SIGTERM, signal.SIGINT):
                started = time.monotonic()
                process = subprocess.Popen([BINARIES["rasctl"], "api", "GET", "/api/rows", "--jq", filter], stdout=subprocess.DEVNULL,
                                           stderr=subprocess.PIPE, env={**me.environment, **account(farm)}, cwd=me.folder)
                before = len(farm.requests)
                while not any(path == "/api/rows" for _, path, _ in farm.requests[before:]) and time.monotonic() - started < 20:
                    time.sleep(0.02)
                while not works(process) and time.monotonic() - started < 20:
                    time.sleep(0.02)
                process.send_signal(stop)
                signalled = time.monotonic()
                process.wait(30)
                process.stderr.close()
                expect(process.returncode in (130, 1), f"{filter}: exit {process.returncode}")
                expect(time.monotonic() - signalled < 10, f"{filter}: {time.monotonic() - signalled:.1f} s")
                expect(logged_off(farm), f"{filter}: the session is left open")
                farm.requests.clear()
            ran = me.run("api", "GET", "/api/rows", "--jq", "def f: f; f", "--request-timeout", "1s", extra=account(farm)).expect_code(7)
            expect("--request-timeout" in ran.err, ran.err)
            farm.requests.clear()


def test_exit_status_as_jq():
    with served() as farm, person() as me:
        for filter, code in [(".[0].enabled", 0), (".[1].enabled", 1), ("null", 1), ("empty", 4), ("1, null", 1), ("null, 1", 0)]:
            ran = me.run("api", "GET", "/api/rows", "--jq", filter, "--exit-status", extra=account(farm)).expect_code(code)
            expect(ran.err == "", ran.err)
            me.run("api", "GET", "/api/rows", "--jq", filter, extra=account(farm)).expect_code(0)
        me.run("api", "GET", "/api/rows", "--exit-status", extra=account(farm)).expect_code(2)


def test_many_rows_are_filtered_soon():
    rows = json.dumps([{"id": n, "name": f"row {n}", "a": [1, 2, {"b": None}]} for n in range(20000)]).encode()
    with served({"/api/rows": rows}) as farm, person() as me:
        started = time.monotonic()
        ran = me.run("api", "GET", "/api/rows", "--jq", ".[] | .name", extra=account(farm)).expect_code(0)
        expect(len(ran.text.splitlines()) == 20000, len(ran.text))
        ours = time.monotonic() - started
        started = time.monotonic()
        subprocess.run(["jq", "-r", ".[] | .name"], input=rows, stdout=subprocess.DEVNULL, check=True)
        theirs = time.monotonic() - started
        expect(ours < 5 * theirs + 3, f"{ours:.1f} s, jq {theirs:.1f} s")


def test_watching_filters_every_change():
    with simulator("--farm", "demo") as farm, person() as me:
        me.login(farm)
        process = subprocess.Popen([BINARIES["rasctl"], "gateway", "list", "--watch", "--every", "1s", "--jq", ".row.server"],
                                   stdout=subprocess.PIPE, env=me.environment, cwd=me.folder)
        lines = [process.stdout.readline() for _ in range(4)]
        process.send_signal(signal.SIGINT)
        process.wait(20)
        process.stdout.close()
        expect(lines[0] == b"gw1.company.dom\n", lines)
