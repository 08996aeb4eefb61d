"""Another description of the API in place of the built-in one: imported, compared, damaged, dropped."""
import glob
import json
import os

from harness import canned_server, expect, person, simulator

DESCRIPTION = {
    "openapi": "3.0.1",
    "info": {"title": "Parallels RAS - REST API v1.0", "version": "1.0"},
    "paths": {
        "/api/Gateway": {"get": {"tags": ["2-Site settings//Gateways"], "summary": "Lists gateways", "responses": {
            "200": {"content": {"application/json; api-version=1.0": {"schema": {
                "type": "array", "items": {"$ref": "#/components/schemas/Gateway"}}}}}}}},
        "/api/Gateway/{id}": {"get": {"responses": {"200": {"content": {"application/json": {"schema": {
            "$ref": "#/components/schemas/Gateway"}}}}}}},
        "/api/Novelty": {"get": {"summary": "Lists novelties", "responses": {"200": {"content": {
            "application/json": {"schema": {"type": "array", "items": {"$ref": "#/components/schemas/Gateway"}}}}}}}},
    },
    "components": {"schemas": {"Gateway": {"type": "object", "additionalProperties": False, "properties": {
        "id": {"type": "integer", "format": "int32"}, "server": {"type": "string"}, "shiny": {"type": "boolean"},
        "kind": {"type": "string", "format": "int32", "enum": ["0 = Normal", "1 = Forwarding"]}}}}},
}


def write(me, content, name="api.json"):
    path = os.path.join(me.folder, name)
    with open(path, "wb") as file:
        file.write(content if isinstance(content, bytes) else json.dumps(content).encode())
    return path


def image_of(me):
    images = glob.glob(os.path.join(me.folder, "cache", "rasctl", "catalogs", "*.image"))
    expect(len(images) == 1, images)
    return images[0]


def test_imported_commands_hold_until_reset():
    with person() as me:
        me.run("catalog", "reset").expect_code(0)
        me.run("novelty", "list", "--help").expect_code(2)
        ran = me.run("catalog", "import", write(me, DESCRIPTION)).expect_code(0)
        expect("3 operations" in ran.err and not ran.out, ran.err)
        rows = me.run("catalog", "list", "-o", "json").expect_code(0).json()
        expect({row["command"] for row in rows} == {"gateway list", "gateway get", "novelty list"}, rows)
        expect(oct(os.stat(image_of(me)).st_mode & 0o777) == "0o600", "others can read the image")
        me.run("novelty", "list", "--help").expect_code(0)
        me.run("catalog", "reset").expect_code(0)
        me.run("novelty", "list", "--help").expect_code(2)
        me.run("gateway", "delete", "--help").expect_code(0)


def test_the_catalogue_is_that_of_the_context_however_it_is_named():
    with canned_server({}) as farm, person() as me:
        for name in ("old", "new"):
            me.run("login", farm.url, "--username", "a", "--password-stdin", "--name", name, stdin=b"x\n").expect_code(0)
        me.run("-cnew", "catalog", "import", write(me, DESCRIPTION)).expect_code(0)
        me.run("context", "use", "old").expect_code(0)
        line = ["novelty", "list", "--help"]
        for words in (["-cnew", *line], ["-qcnew", *line], ["-qc", "new", *line], ["--context=new", *line],
                      ["novelty", "-c=new", "list", "--help"], ["novelty", "list", "--help", "-qcnew"],
                      ["novelty", "list", "-q", "--context", "new", "--help"]):
            me.run(*words).expect_code(0)
        me.run(*line, extra={"RASCTL_CONTEXT": "new"}).expect_code(0)
        for words in (line, ["-cold", *line], ["-qc", "old", *line], [*line, "--", "-cnew"]):
            me.run(*words).expect_code(2)
        me.run(*line, "-cold", extra={"RASCTL_CONTEXT": "new"}).expect_code(2)
        me.run("context", "rename", "new", "newer").expect_code(0)
        me.run("-cnewer", *line).expect_code(0)
        me.run("context", "delete", "newer").expect_code(0)
        expect(not glob.glob(os.path.join(me.folder, "cache", "rasctl", "catalogs", "*.image")), "the image stays")


def test_an_image_that_is_no_file_of_ours_is_not_opened():
    with person() as me:
        me.run("catalog", "import", write(me, DESCRIPTION)).expect_code(0)
        image = image_of(me)
        os.remove(image)
        os.mkfifo(image)
        # It is never opened, where it would wait for a writer.
        me.run("novelty", "list", "--help", timeout=20).expect_code(2)
        me.run("catalog", "reset").expect_code(0)
        me.run("gateway", "list", "--help").expect_code(0)


def test_an_imported_command_reaches_the_server():
    answers = {"/api/Novelty": b'[{"id":7,"server":"n","shiny":true,"kind":1}]'}
    with canned_server(answers) as farm, person() as me:
        me.login(farm)
        me.run("catalog", "import", "-", stdin=json.dumps(DESCRIPTION).encode()).expect_code(0)
        ran = me.run("novelty", "list", "-o", "csv", "--columns", "id,kind").expect_code(0)
        expect("7" in ran.text, ran.text)


def test_a_url_is_read():
    with canned_server({"/swagger.json": json.dumps(DESCRIPTION).encode()}) as farm, person() as me:
        me.run("catalog", "import", farm.url + "/swagger.json").expect_code(0)
        me.run("novelty", "list", "--help").expect_code(0)
        me.run("catalog", "import", farm.url + "/missing.json").expect_code(4)


def test_differences_end_with_10():
    with person() as me:
        me.run("catalog", "diff").expect_code(2)
        ran = me.run("catalog", "diff", write(me, DESCRIPTION), "-o", "json").expect_code(10)
        rows = ran.json()
        found = {(row["change"], row["command"], row["detail"]) for row in rows}
        expect(("added", "novelty list", "operation") in found, rows[:5])
        expect(("dropped", "gateway delete", "operation") in found, rows[:5])
        expect(("added", "gateway list", "response field shiny") in found, rows[:5])
        me.run("catalog", "import", os.path.join(me.folder, "api.json")).expect_code(0)
        again = me.run("catalog", "diff", "-o", "json").expect_code(10)
        expect(again.json() == rows, "the imported one compares otherwise than its file")


def test_yaml_is_read():
    with person() as me:
        text = b"openapi: 3.1.0\npaths:\n  /api/Novelty:\n    get:\n      summary: Shows it\n"
        me.run("catalog", "import", write(me, text, "api.yaml")).expect_code(0)
        expect(len(me.run("catalog", "list", "-o", "json").json()) == 1, "one operation")


def test_a_damaged_image_is_refused_and_left():
    with person() as me:
        me.run("catalog", "import", write(me, DESCRIPTION)).expect_code(0)
        with open(image_of(me), "rb") as file:
            whole = file.read()
        middle = len(whole) // 2
        for damaged in [b"", whole[:100], whole[:-1], whole + b"x",
                        whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1:]]:
            with open(image_of(me), "wb") as file:
                file.write(damaged)
            ran = me.run("gateway", "list")
            expect(ran.code == 5 and "catalog reset" in ran.err, f"{ran.code} {ran.err}")
            expect(me.run("catalog", "diff").code == 5, "diff used it")
        me.run("catalog", "reset").expect_code(0)
        me.run("gateway", "list", "--help").expect_code(0)


def test_hostile_descriptions_change_nothing():
    with person() as me:
        loop = {"openapi": "3.0.1", "paths": {"/a": {"get": {"parameters": [
            {"name": "q", "in": "query", "schema": {"$ref": "#/components/schemas/A"}}]}}},
            "components": {"schemas": {"A": {"$ref": "#/components/schemas/A"}}}}
        missing = {"openapi": "3.0.1", "paths": {"/a": {"get": {"requestBody": {"$ref": "#/nowhere"}}}}}
        for content in [b"", b"not: [", b"{", b"[" * 100000, b"\xff\xfe\x00", {"openapi": "2.0"}, loop, missing,
                        {"openapi": "3.0.1", "paths": []}, {"openapi": "3.0.1", "paths": {"/a": 1}}]:
            ran = me.run("catalog", "import", write(me, content)).expect_code(5)
            expect(ran.err.startswith("rasctl: "), ran.err)
        me.run("catalog", "import", os.path.join(me.folder, "absent.json")).expect_code(2)
        expect(not glob.glob(os.path.join(me.folder, "cache", "rasctl", "catalogs", "*")), "an image was left")


def test_escapes_in_names_never_reach_the_terminal():
    with person() as me:
        schema = {"type": "object", "properties": {"a\u001b[31mb": {"type": "string"}, "output": {"type": "string"}}}
        hostile = {"openapi": "3.0.1", "paths": {
            "/api/Log\u001b[2Jin": {"get": {}},
            "/api/Plain": {"post": {"summary": "see \u001b[31m", "requestBody": {"content": {
                "application/json": {"schema": schema}}}}}}}
        ran = me.run("catalog", "import", write(me, hostile)).expect_code(0)
        expect("\x1b" not in ran.err, ran.err)
        commands = [row["command"] for row in me.run("catalog", "list", "-o", "json").expect_code(0).json()]
        for command in commands:
            shown = me.run(*command.split(), "--help").expect_code(0)
            expect("\x1b" not in shown.text and "--output-field" in shown.text, shown.text)


def test_doubts_are_shown():
    with person() as me:
        rows = me.run("catalog", "list", "-o", "json").expect_code(0).json()
        doubted = {row["path"]: row["doubt"] for row in rows if row["doubt"]}
        for path in ("/api/Notifications", "/api/PubItems/{id}/Rules", "/api/ClientPolicies/{id}/Rules",
                     "/api/RDS/HostPool/{hostPoolId}/Members", "/api/FarmSettings", "/api/PerformanceMonitor",
                     "/api/MailboxSettings", "/api/Reporting", "/api/WebService/version", "/api/Broker"):
            expect(doubted.get(path), f"{path}: {sorted(doubted)}")
        expect("may not exist" in me.run("catalog", "list", "-o", "wide").expect_code(0).text, "no doubt in wide")
        for field in ("lb settings.refreshTime", "lb settings.disableRDPLB", "connection settings.remoteIdleSessionTimeout",
                      "connection settings.logoffIdleSessionTimeout", "connection settings.cachedSessionTimeout", "session.siteId"):
            row = me.run("explain", field, "-o", "json").expect_code(0).json()
            expect(row["doubt"], row)
        ran = me.run("explain", "notification", "-o", "json").expect_code(0)
        expect("'notification list' (GET /api/Notifications) is doubtful: may not exist" in ran.err, ran.err)


def test_what_is_known_of_defaults_and_numbers():
    with person() as me:
        row = me.run("explain", "rds host.maxSessions", "-o", "json").expect_code(0).json()
        expect((row["default"], row["defaultFrom"]) == ("250", "sample"), row)
        row = me.run("explain", "pub app rds.colorDepth", "-o", "json").expect_code(0).json()
        expect(row["numbersKnown"] is False, row)
        row = me.run("explain", "notification.type", "-o", "json").expect_code(0).json()
        expect(row["numbersKnown"] is True, row)
        helped = me.run("pub", "app", "rds", "update", "--help").expect_code(0).text
        expect("those of the names are not certain" in " ".join(helped.split()), helped)
        ran = me.run("pub", "defaults", "update", "--color-depth", "9", "--dry-run",
                     "--endpoint", "http://127.0.0.1:1")
        expect('"colorDepth":9' in ran.text.replace(" ", "").replace("\n", ""), ran.text + ran.err)


def test_a_description_for_one_call():
    with person() as me:
        file = write(me, DESCRIPTION)
        me.run("novelty", "list", "--help", "--catalog", file).expect_code(0)
        me.run("--catalog", file, "novelty", "list", "--help").expect_code(0)
        me.run("novelty", "list", "--help", extra={"RASCTL_CATALOG": file}).expect_code(0)
        me.run("novelty", "list", "--help").expect_code(2)
        kept = glob.glob(os.path.join(me.folder, "cache", "rasctl", "catalogs", "named", "*.image"))
        expect(len(kept) == 1, kept)
        image = me.run("catalog", "path", "--catalog", file).expect_code(0).text.strip()
        expect(image == kept[0], image)
        # The image itself is taken, too, from wherever it is.
        with open(image, "rb") as file_of_image:
            whole = file_of_image.read()
        copy = write(me, whole, "copy.image")
        rows = me.run("catalog", "list", "-o", "json", "--catalog", copy).expect_code(0).json()
        expect(len(rows) == 3, rows)
        # A file that changed is compiled again.
        changed = dict(DESCRIPTION, paths={"/api/Other": {"get": {}}})
        write(me, changed)
        rows = me.run("catalog", "list", "-o", "json", "--catalog", file).expect_code(0).json()
        expect([row["command"] for row in rows] == ["other get"], rows)
        me.run("catalog", "list", "--catalog", os.path.join(me.folder, "absent")).expect_code(2)
        me.run("catalog", "list", "--catalog", write(me, b"{", "bad.json")).expect_code(5)
        write(me, whole[:-1] + b"\xff", "copy.image")
        me.run("catalog", "list", "--catalog", copy).expect_code(5)


def test_an_image_is_checked_once():
    """Where nothing was kept before, too: what is noted of it spares reading all of it again."""
    with person() as maker, person() as me:
        image = maker.run("catalog", "path", "--catalog", write(maker, DESCRIPTION)).expect_code(0).text.strip()
        me.run("catalog", "list", "--catalog", image).expect_code(0)
        noted = glob.glob(os.path.join(me.folder, "cache", "rasctl", "catalogs", "named", "*.checked"))
        expect(len(noted) == 1, noted)


def test_few_images_of_named_files_are_kept():
    with person() as me:
        for number in range(12):
            me.run("catalog", "list", "--catalog", write(me, DESCRIPTION, f"{number}.json")).expect_code(0)
        folder = os.path.join(me.folder, "cache", "rasctl", "catalogs", "named")
        expect(len(glob.glob(os.path.join(folder, "*.image"))) == 8, os.listdir(folder))


def test_the_file_of_the_catalogue_in_force():
    with person() as me:
        expect(me.run("catalog", "path").expect_code(0).text == "", "the built-in one has no file")
        me.run("catalog", "import", write(me, DESCRIPTION)).expect_code(0)
        expect(me.run("catalog", "path").expect_code(0).text.strip() == image_of(me), "another file")


def test_what_was_checked_is_not_checked_again_until_it_changes():
    with person() as me:
        me.run("catalog", "import", write(me, DESCRIPTION)).expect_code(0)
        image = image_of(me)
        expect(os.path.exists(image + ".checked"), "no note")
        me.run("novelty", "list", "--help").expect_code(0)
        # A note of another file, or none, is no reason to trust.
        os.remove(image + ".checked")
        me.run("novelty", "list", "--help").expect_code(0)
        expect(os.path.exists(image + ".checked"), "the note is not made anew")
        with open(image, "r+b") as file:
            file.seek(-1, os.SEEK_END)
            file.write(b"\xff")
        me.run("novelty", "list", "--help").expect_code(5)
        me.run("catalog", "reset").expect_code(0)
        expect(not os.path.exists(image + ".checked"), "the note stays")


def test_the_servers_own_description():
    places = {"/swagger/v1.0/swagger.json": json.dumps(DESCRIPTION).encode(),
              "/swagger/v1/swagger.json": b"<html>openapi</html>"}
    with canned_server(places) as farm, person() as me:
        me.login(farm)
        ran = me.run("catalog", "import", "--from-server").expect_code(0)
        expect("/swagger/v1.0/swagger.json" in ran.err, ran.err)
        me.run("novelty", "list", "--help").expect_code(0)
        me.run("catalog", "import", "--from-server", "x.json").expect_code(2)
    with canned_server({}) as farm, person() as me:
        me.login(farm)
        ran = me.run("catalog", "import", "--from-server").expect_code(4)
        expect("/openapi/v1.json" in ran.err, ran.err)


def test_login_mentions_the_servers_own_description_once():
    mention = "rasctl catalog import --from-server"
    places = {"/openapi/v1.json": json.dumps(DESCRIPTION).encode(), "/swagger/v1/swagger.json": b"<html>openapi</html>"}
    secret = {"RASCTL_PASSWORD": "11112222"}

    def asked(farm):
        return [path for _, path, _ in farm.requests if not path.startswith("/api/")]

    with canned_server(places) as farm, person() as me:
        words = ["login", farm.url, "--username", "administrator", "--name"]
        expect(mention not in me.run(*words, "a", extra=secret).expect_code(0).err, "off a terminal")
        expect(mention not in me.on_terminal(*words, "a", "--quiet", extra=secret), "with --quiet")
        expect(not asked(farm), f"asked off a terminal: {asked(farm)}")
        shown = me.on_terminal(*words, "a", extra=secret)
        expect("logged on" in shown and "/openapi/v1.json" in shown and mention in shown, shown)
        before = asked(farm)
        expect(mention not in me.on_terminal(*words, "a", extra=secret) and asked(farm) == before, "a second time")
        me.run("context", "rename", "a", "b").expect_code(0)
        expect(mention not in me.on_terminal(*words, "b", extra=secret), "after the context was renamed")
        me.run("context", "delete", "b", "--yes").expect_code(0)
        expect(mention in me.on_terminal(*words, "b", extra=secret), "not for a new context")
        me.run("catalog", "import", "--from-server").expect_code(0)
        me.run("context", "rename", "b", "c").expect_code(0)
        before = asked(farm)
        expect(mention not in me.on_terminal(*words, "c", extra=secret) and asked(farm) == before, "imported already")
    with canned_server({}) as farm, person() as me:
        words = ["login", farm.url, "--username", "administrator"]
        shown = me.on_terminal(*words, extra=secret)
        expect("logged on" in shown and mention not in shown and asked(farm), shown)
        farm.requests.clear()
        me.on_terminal(*words, extra=secret)
        expect(not asked(farm), "looked again where none was found")


def test_a_server_that_limits_requests_is_not_looked_through():
    with canned_server({"/swagger/v1/swagger.json": (503, b"{}")}) as farm, person() as me:
        shown = me.on_terminal("login", farm.url, "--username", "administrator", extra={"RASCTL_PASSWORD": "11112222"})
        expect("logged on" in shown and "503" not in shown, shown)
        asked = [path for _, path, _ in farm.requests if not path.startswith("/api/")]
        expect(set(asked) == {"/swagger/v1/swagger.json"}, asked)
        me.run("gateway", "list", "--help").expect_code(0)


def test_what_is_not_taken_is_said():
    with person() as me:
        schemes = {"securitySchemes": {"own": {"type": "apiKey", "in": "header", "name": "auth_token"}}}
        quiet = dict(DESCRIPTION, components=dict(DESCRIPTION["components"], **schemes))
        ran = me.run("catalog", "import", write(me, quiet)).expect_code(0)
        expect("not taken" not in ran.err, ran.err)
        schemes["securitySchemes"]["other"] = {"type": "oauth2", "flows": {}}
        loud = dict(quiet, servers=[{"url": "https://api.example/v1"}],
                    components=dict(DESCRIPTION["components"], **schemes))
        ran = me.run("catalog", "import", write(me, loud)).expect_code(0)
        expect("its servers are not taken" in ran.err and "its security schemes are not taken" in ran.err, ran.err)


def test_the_simulator_serves_a_description():
    with person() as me:
        described = dict(DESCRIPTION, paths=dict(DESCRIPTION["paths"], **{"/api/Widget/{id}": {"put": {
            "requestBody": {"required": True, "content": {"application/json": {"schema": {
                "type": "object", "required": ["size"], "properties": {
                    "size": {"type": "integer", "maximum": 5}}}}}},
            "responses": {"200": {"content": {"application/json": {"schema": {
                "$ref": "#/components/schemas/Gateway"}}}}}}}}))
        file = write(me, described)
        with simulator("--catalog", file) as farm:
            me.login(farm)
            me.run("catalog", "import", file).expect_code(0)
            rows = me.run("novelty", "list", "-o", "json").expect_code(0).json()
            expect(len(rows) == 1 and isinstance(rows[0]["shiny"], bool), rows)
            me.run("widget", "update", "7", "--size", "5").expect_code(0)
            me.run("api", "PUT", "/api/Widget/7", "--field", "size=9").expect_code(5)
            me.run("catalog", "reset").expect_code(0)
            me.run("gateway", "list").expect_code(0)


def test_what_is_too_large_is_refused_before_it_takes_memory():
    with person() as me:
        whole = os.path.join(me.folder, "whole.json")
        with open(whole, "wb") as file:
            file.truncate(300 << 20)
        values = os.path.join(me.folder, "values.json")
        with open(values, "wb") as file:
            file.write(b"[" + b"0," * 41_000_000)
        for name, kibibytes, why in [(whole, 150_000, "larger than 256 MiB"), (values, 400_000, "more than 20,000,000 values")]:
            ran = me.shell(f"ulimit -v {kibibytes}; rasctl catalog import {name}")
            expect(ran.returncode == 5 and why in ran.stderr, f"{ran.returncode} {ran.stderr}")


def test_the_text_of_a_description_is_let_go_once_it_is_read():
    properties = {f"field{n}": {"type": "string", "description": "What it is, said at some length. " * 20} for n in range(16)}
    answer = {"200": {"content": {"application/json": {"schema": {"type": "object", "properties": properties}}}}}
    paths = {f"/api/Thing{n}": {"get": {"summary": f"Thing {n}", "responses": answer}} for n in range(4000)}
    with person() as me:
        write(me, dict(DESCRIPTION, paths=paths), "long.json")
        # 46 MB: the text takes that, all that is made of it 60; values of it, each for itself, took 180.
        ran = me.shell("ulimit -v 150000; rasctl catalog import long.json --yes")
        expect(ran.returncode == 0 and "imported 4000 operations" in ran.stderr, f"{ran.returncode} {ran.stderr}")


def test_a_large_file_means_what_it_means_from_stdin():
    """A file is read piece by piece where it is plain JSON; the image and every word about it are the same."""
    blanks = b" " * (5 << 20)
    plain = json.dumps(DESCRIPTION).encode()
    for content in (blanks + plain, plain[:-1] + blanks + b"}", b"\xef\xbb\xbf" + plain + blanks, blanks + plain[:-1],
                    plain + blanks + b"}", plain.replace(b"Lists novelties", b"\\ud800") + blanks,
                    plain.replace(b"Lists novelties", b"\xff") + blanks, b"openapi: 3.0.1\npaths: {}\n" + b"# x\n" * (2 << 20)):
        told = []
        for source, stdin in (("api.json", b""), ("-", content)):
            with person() as me:
                write(me, content)
                ran = me.run("catalog", "import", source, stdin=stdin)
                images = glob.glob(os.path.join(me.folder, "cache", "rasctl", "catalogs", "*.image"))
                told.append((ran.code, ran.err.replace("description " + source, "description"),
                             [open(image, "rb").read() for image in images]))
        expect(told[0] == told[1], f"{told[0][:2]} {told[1][:2]}")


def test_limits_that_are_left_out_and_patterns_of_secrets():
    """Bounds that are excluded are switches in OpenAPI 3.0 and numbers in 3.1; a secret that does not fit is not shown."""
    fields = {"whole": {"type": "integer", "minimum": 3, "exclusiveMinimum": True}, "most": {"type": "integer", "exclusiveMaximum": 10},
              "share": {"type": "number", "minimum": 1, "exclusiveMinimum": 3.5}, "large": {"type": "integer"},
              "pin": {"type": "string", "format": "password", "pattern": "^[0-9]{4}$"}}
    path = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
    with person() as me:
        described = dict(DESCRIPTION, paths={"/api/Novelty/{id}": {"put": {"parameters": [path], "requestBody": {"content": {
            "application/json": {"schema": {"type": "object", "properties": fields}}}}, "responses": {"204": {}}}}})
        me.run("catalog", "import", write(me, described)).expect_code(0)
        update = ["novelty", "update", "7", "--dry-run", "--endpoint", "http://127.0.0.1:1"]
        for flag, good, bad in [("--whole", "4", "3"), ("--most", "9", "10"), ("--share", "3.51", "3.5"),
                                ("--large", "9223372036854775807", "9223372036854775808")]:
            me.run(*update, flag, good).expect_code(0)
            ran = me.run(*update, flag, bad)
            expect(ran.code in (2, 5) and flag in ran.err, f"{flag} {bad}: {ran.code} {ran.err}")
        me.run(*update, "--pin", "@" + me.write("pin", "1234")).expect_code(0)
        ran = me.run(*update, "--pin", "@" + me.write("pin", "123x"))
        expect(ran.code in (2, 5) and "must match ^[0-9]{4}$" in ran.err and "123x" not in ran.err, ran.err)


SOURCE = {"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": {
    "/api/Gate/{id}": {"get": {"x-evidence": "inferred", "x-path-guessed": True, "x-doubt": "not seen", "responses": {
        "200": {"content": {"application/json; api-version=1.0": {"schema": {"$ref": "common.json#/components/schemas/Gate"}}}}}}},
    "/api/Gate": {"get": {"x-evidence": "page", "responses": {"200": {}}}}}}
COMMON = {"openapi": "3.0.3", "info": {"title": "C", "version": "1"}, "paths": {}, "components": {"schemas": {
    "Gate": {"type": "object", "properties": {
        "id": {"type": "integer", "format": "int32", "x-refers": "Gate"}, "mode": {"$ref": "#/components/schemas/Mode"},
        "port": {"type": "integer", "format": "int32", "maximum": 100, "x-evidence": "inferred"}, "old": {"type": "string"}}},
    "Mode": {"type": "integer", "format": "int32", "enum": [0, 1], "x-enum-varnames": ["Off", "Onn"],
             "x-evidence": "names-from-powershell"}}}}
VENDOR = {"openapi": "3.0.1", "info": {"title": "V", "version": "1"}, "paths": {
    "/api/gate/{gateId}": {"get": {"operationId": "6f9619ff-8b86-d011-b42d-00cf4fc964ff", "responses": {"200": {"content": {
        "application/json": {"schema": {"$ref": "#/components/schemas/Gate"}}}}}}},
    "/api/Gate/{id}/Open": {"post": {"summary": "<para>Opens</para>\r\n", "requestBody": {"content": {"application/json": {
        "schema": {"$ref": "#/components/schemas/Opening"}}}}, "responses": {"204": {}}}}},
    "components": {"schemas": {
        "Gate": {"type": "object", "properties": {
            "id": {"type": "integer", "format": "int32"}, "mode": {"$ref": "#/components/schemas/Mode"},
            "port": {"type": "integer", "format": "int32", "maximum": 65535}, "fresh": {"type": "boolean"}}},
        "Mode": {"type": "string", "format": "int32", "enum": ["0 = Off", "1 = On", "2 = Auto"]},
        "Opening": {"type": "object", "properties": {"gate": {"$ref": "#/components/schemas/Gate"},
                                                     "inner": {"$ref": "#/components/schemas/Opening"}}}}}}


def test_the_sources_learn_what_the_vendors_file_knows():
    with person() as me:
        folder = os.path.join(me.folder, "api")
        os.mkdir(folder)
        for name, content in (("gate.json", SOURCE), ("common.json", COMMON)):
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                file.write(json.dumps(content, indent=1) + "\n")
        vendor = write(me, VENDOR, "vendor.json")
        before = {name: open_text(folder, name) for name in os.listdir(folder)}
        me.run("catalog", "update-source", vendor, folder, "--dry-run").expect_code(0)
        expect(before == {name: open_text(folder, name) for name in os.listdir(folder)}, "a dry run wrote")
        rows = me.run("catalog", "update-source", vendor, folder, "-o", "json").expect_code(0).json()
        told = {(row["change"], row["part"]) for row in rows}
        answer = "GET /api/gate/{gateId} answer"
        for row in [("contradicted", f"{answer}.mode: 1 is 'On', not 'Onn'"), ("added", f"{answer}.mode: 2 = Auto"),
                    ("contradicted", f"{answer}.port maximum: 65535, not 100"), ("added", f"field {answer}.fresh"),
                    ("not told", f"field {answer}.old"), ("not told", "operation GET /api/Gate"),
                    ("added", "operation POST /api/Gate/{id}/Open in gate.json"), ("added", "schema Opening")]:
            expect(row in told, f"{row}: {sorted(told)}")
        gate, common = (json.loads(open_text(folder, name)) for name in ("gate.json", "common.json"))
        operation = gate["paths"]["/api/Gate/{id}"]["get"]
        expect(operation["x-evidence"] == "vendor" and "x-path-guessed" not in operation and "x-doubt" not in operation, operation)
        added = gate["paths"]["/api/Gate/{id}/Open"]["post"]
        expect(added["summary"] == "Opens" and "operationId" not in added, added)
        opening = gate["components"]["schemas"]["Opening"]["properties"]
        expect(opening == {"gate": {"$ref": "common.json#/components/schemas/Gate"},
                           "inner": {"$ref": "#/components/schemas/Opening"}}, opening)
        schemas = common["components"]["schemas"]
        expect(schemas["Mode"] == {"type": "integer", "format": "int32", "enum": [0, 1, 2],
                                   "x-enum-varnames": ["Off", "On", "Auto"], "x-evidence": "vendor"}, schemas)
        expect(schemas["Gate"]["properties"]["id"]["x-refers"] == "Gate", schemas)
        expect(open_text(folder, "gate.json") == json.dumps(gate, indent=1) + "\n", "written in another form")
        again = me.run("catalog", "update-source", vendor, folder, "-o", "json").expect_code(0).json()
        expect(not [row for row in again if row["change"] != "not told"], again)
        me.run("catalog", "update-source", write(me, b"{}", "bad.json"), folder).expect_code(5)
        me.run("catalog", "update-source", vendor, os.path.join(me.folder, "absent")).expect_code(2)


def open_text(folder, name):
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        return file.read()
