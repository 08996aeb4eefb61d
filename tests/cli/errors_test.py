"""Wrong words, wrong values, no server: what is said, and the exit code."""
import json
import os

from harness import canned_server, expect, person, simulator


def test_mistyped_words_are_answered_with_the_nearest():
    with person() as me:
        for words, hint in [(["gatewy", "list"], "gateway"), (["gateway", "lsit"], "gateway list"),
                            (["gateway", "list", "--outptu", "json"], "--output")]:
            ran = me.run(*words).expect_code(2)
            expect(hint in ran.err and not ran.out, ran.err)


def test_all_problems_are_told_at_once():
    with simulator("--farm", "empty") as farm, person() as me:
        me.login(farm)
        before = len(farm.recorded())
        ran = me.run("gateway", "update", "1", "--gw-port", "99999", "--gw-mode", "nope", "--hsts-max-age", "x")
        ran.expect_code(2)
        for part in ("--gw-port", "1 to 65535", "--gw-mode", "--hsts-max-age"):
            expect(part in ran.err, ran.err)
        expect(len(farm.recorded()) == before, "something was sent")


def test_a_filter_does_not_hide_a_format_that_was_asked_for():
    with simulator("--farm", "empty") as farm, person() as me:
        me.login(farm)
        before = len(farm.recorded())
        for form in ("yaml", "csv", "tsv", "table", "wide", "id", "name"):
            ran = me.run("site", "list", "--jq", "length", "-o", form).expect_code(2)
            expect(ran.err.startswith(f"rasctl: --jq and -o {form} do not go together: ") and not ran.out, ran.err)
        expect(len(farm.recorded()) == before, "something was sent")
        for form in ("json", "jsonl"):
            me.run("site", "list", "--jq", "length", "-o", form).expect_code(0)
        me.run("site", "list", "--jq", "length", extra={"RASCTL_OUTPUT": "yaml"}).expect_code(0)


def test_errors_are_json_where_output_is():
    with person() as me:
        ran = me.run("gateway", "list", "-o", "json").expect_code(3)
        error = json.loads(ran.err)
        expect(error["exitCode"] == 3 and "login" in error["hint"], error)


def test_a_json_error_is_json_whatever_was_typed():
    with person() as me:
        # The byte FF, as Python spells it in arguments.
        ran = me.run("gateway", "list", "-o", "json", "--outp\udcffut").expect_code(2)
        error = json.loads(ran.err)
        expect("--outp\\xffut" in error["error"], error)


def is_json(ran):
    expect(json.loads(ran.err)["exitCode"] == ran.code != 0, f"{' '.join(ran.words)}: {ran.err}")


def is_text(ran):
    expect(ran.code != 0 and ran.err.startswith("rasctl: "), f"{' '.join(ran.words)}: {ran.err}")


def test_errors_are_json_however_that_was_said():
    with person() as me:
        me.run("config", "set", "alias.bad", "gateway list -o json --bogus").expect_code(0)
        me.set_alias("loop", "loop -o json")
        me.run("config", "set", "alias.like", "rds host get $1 -o json").expect_code(0)
        for words in ("-qojson nosuch", "nosuch -ojson", "nosuch --output=json", "-o=json nosuch", "nosuch --json",
                      "nosuch --format jsonl", "gateway lsit -qojson", "gateway list --bogus -ojson", "-yqo json gateway get", "loop", "like",
                      "gateway update --bogus x -o json", "bad", "-ojson loop", "gateway list -o json --columns",
                      "config set nosuch 1 -ojson", "-ojson", "pool list -ojson", "New-RASFarm -ojson",
                      "gateway list -o json --parallel no", "catalog import nosuch -qojson", "help nosuch -ojson"):
            is_json(me.run(*words.split()))
        for words in ("gateway get -- -ojson", "nosuch -- -ojson", "wait gateway --for -ojson", "nosuch -o table",
                      "-o jsn nosuch", "gateway list --columns -ojson"):
            is_text(me.run(*words.split()))
        is_json(me.run("nosuch", extra={"RASCTL_OUTPUT": "jsonl"}))
        is_text(me.run("nosuch", "-o", "csv", extra={"RASCTL_OUTPUT": "json"}))


def test_errors_are_json_where_the_configuration_says_so():
    with person() as me:
        folder = os.path.join(me.folder, "config", "rasctl")
        os.makedirs(folder, mode=0o700)
        lab = {"endpoint": "https://ras.example", "output": "json"}
        content = {"contexts": {"lab": lab, "prod": {"endpoint": "https://ras.example"}}}

        def configure(text):
            with open(os.path.join(folder, "config.json"), "w", encoding="utf-8") as file:
                file.write(text)
        configure(json.dumps(content))
        for words in ("-clab nosuch", "nosuch -qclab", "-qc lab gateway list --bogus", "--context=lab gateway get"):
            is_json(me.run(*words.split()))
        for words in ("nosuch", "-cprod nosuch", "nosuch -clab -otable", "-c gone nosuch"):
            is_text(me.run(*words.split()))
        is_json(me.run("nosuch", extra={"RASCTL_CONTEXT": "lab"}))
        configure(json.dumps(dict(content, defaults={"output": "json"})))
        for words in ("nosuch", "gateway list --bogus", "gateway get", "-cprod nosuch", "alias"):
            is_json(me.run(*words.split()))
        configure("{damaged")
        is_json(me.run("gateway", "list", "-ojson"))
        is_text(me.run("gateway", "list"))


def test_both_error_forms_are_read():
    answers = {
        "/api/Gateway/1": (400, b'{"code":0,"msg":"told by msg"}'),
        "/api/Gateway/2": (400, b'{"title":"One or more","errors":{"server":["is odd"],"gwPort":["too big"]}}'),
        "/api/Gateway/3": (409, b'{"title":"Conflict","detail":"told by detail"}'),
        "/api/Gateway/4": (403, b'{"title":"Forbidden"}'),
        "/api/Gateway/5": (500, b"<html><title>Oops</title></html>"),
        "/api/Gateway/6": (404, b""),
    }
    with canned_server(answers) as farm, person() as me:
        me.login(farm)
        for number, code, texts in [(1, 5, ["told by msg"]), (2, 5, ["server: is odd", "gwPort: too big"]),
                                    (3, 5, ["told by detail"]), (4, 3, ["Forbidden"]), (5, 1, ["Oops"]), (6, 4, ["404"])]:
            ran = me.run("gateway", "get", str(number), "--max-retries", "0").expect_code(code)
            for text in texts:
                expect(text in ran.err, ran.err)


def test_secret_values_are_refused_on_the_command_line():
    with simulator("--farm", "empty") as farm, person() as me:
        me.login(farm)
        ran = me.run("gateway", "create", "--server", "x", "--password", "plain-secret").expect_code(2)
        expect("plain-secret" not in ran.err and "@FILE" in ran.err, ran.err)
        ran = me.run("gateway", "create", "--server", "x", "--site", "1", "--username", "u", "--password", "@-", "--dry-run",
                     stdin=b"planted-secret\n").expect_code(0)
        expect("planted-secret" not in ran.text + ran.err and "password=***" in ran.text, ran.text)


def test_destruction_needs_yes_off_a_terminal():
    with simulator() as farm, person() as me:
        me.login(farm)
        me.run("gateway", "delete", "gw4.company.dom").expect_code(2)
        expect(not [one for one in farm.recorded() if one["method"] == "DELETE"], "it was sent all the same")
        me.run("gateway", "delete", "gw4.company.dom", "--dry-run").expect_code(0)
        expect(not [one for one in farm.recorded() if one["method"] == "DELETE"], "a dry run sent it")
        me.run("gateway", "delete", "gw4.company.dom", "--yes").expect_code(0)
        me.run("gateway", "get", "gw4.company.dom").expect_code(4)


def test_operations_of_the_wrong_version():
    with simulator("--api", "21", "--farm", "demo") as farm, person() as me:
        me.login(farm)
        ran = me.run("pub", "item", "ip-filter", "list", "1").expect_code(2)
        expect("19 to 20" in ran.err, ran.err)
    with simulator("--api", "19", "--farm", "demo") as farm, person() as me:
        me.login(farm)
        ran = me.run("tenant", "list").expect_code(4)
        expect("21 and later" in ran.err, ran.err)
        me.run("broker", "list", "-o", "json").expect_code(0)
        expect(farm.recorded()[-1]["path"] == "/api/Broker", farm.recorded()[-1])


def test_help_fits_eighty_columns():
    with person() as me:
        catalogue = me.run("catalog", "list", "-o", "json").expect_code(0).json()
        expect(len(catalogue) == 1388, f"{len(catalogue)} operations")
        commands = sorted({one["command"] for one in catalogue})
        pages = [["--help"], ["gateway", "--help"], ["help", "rds", "host"]]
        pages += [[*command.split(), "--help"] for command in commands[::9]]
        for page in pages:
            text = me.run(*page).expect_code(0).text
            # A word or a value that is wider stands alone.
            wide = [line for line in text.splitlines() if len(line) > 80 and " " in line.strip(" \\")]
            expect(not wide, f"{page}: {wide[:1]}")
        text = me.run("mfa", "radius", "create", "--help").expect_code(0).text
        expect(" \\\n" in text, "a long example is broken as a shell takes it")


def test_broken_settings_can_be_mended():
    with person() as me:
        me.run("config", "set", "defaults.output", "yaml").expect_code(0)
        file = os.path.join(me.environment["XDG_CONFIG_HOME"], "rasctl", "config.json")
        with open(file, encoding="utf-8") as text:
            broken = text.read().replace("yaml", "bogus")
        with open(file, "w", encoding="utf-8") as text:
            text.write(broken)
        ran = me.run("gateway", "list").expect_code(2)
        expect("bogus" in ran.err or "output" in ran.err, ran.err)
        me.run("config", "unset", "defaults.output").expect_code(0)
        me.run("gateway", "list").expect_code(3)
