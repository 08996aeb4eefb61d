"""Right and wrong values side by side: flags, --set, --from-file and the raw `api` command."""
import json
import os
import stat

from harness import canned_server, expect, person

DONE = {"/api/Gateway/1": (204, b""), "/api/Thing": (200, b'{"ok":true}')}


def sent(farm):
    """The bodies of writes."""
    return [body for method, path, body in farm.requests if method != "GET" and "ession" not in path]


def file_of(me, name, content):
    path = os.path.join(me.folder, name)
    with open(path, "wb") as file:
        file.write(content)
    return path


def refused(me, farm, words, *parts, stdin=b"", code=2):
    before = len(farm.requests)
    ran = me.run(*words, stdin=stdin).expect_code(code)
    for part in parts:
        expect(part in ran.err, f"{words}: {part!r} is not in: {ran.err}")
    expect(len(farm.requests) == before, f"{words}: something was sent")
    return ran


def test_null_is_sent_where_the_field_may_be_null():
    with canned_server(DONE) as farm, person() as me:
        me.login(farm)
        me.run("gateway", "update", "1", "--set", "description=null").expect_code(0)
        expect(json.loads(sent(farm)[-1]) == {"description": None}, sent(farm))
        body = b'{"description":null,"gwPort":81}'
        me.run("gateway", "update", "1", "--from-file", "-", stdin=body).expect_code(0)
        expect(json.loads(sent(farm)[-1]) == json.loads(body), sent(farm))
        refused(me, farm, ["gateway", "create", "--server", "x", "--set", "server=null"], "must not be null")


def test_set_takes_types_and_keeps_secrets():
    with canned_server({"/api/Gateway": (201, b'{"id":1}'), **DONE}) as farm, person() as me:
        me.login(farm)
        me.run("gateway", "update", "1", "--set", "gwPort=81", "--set", "gwMode=forwarding", "--set", "description=5",
               "--set", "enabled=no", "--yes").expect_code(0)
        expect(json.loads(sent(farm)[-1]) == {"gwPort": 81, "gwMode": 1, "description": "5", "enabled": False}, sent(farm))
        refused(me, farm, ["gateway", "update", "1", "--set", "gwPort=x", "--set", "=1", "--set", "noequals",
                           "--set", "gwMode=forwardin"], "whole number", "expects PATH=VALUE", "did you mean 'forwarding'")
        refused(me, farm, ["gateway", "update", "1", "--set", "description=a", "--set", "description.b=c"], "does not fit")
        file_of(me, "secret", b"hidden\n")
        words = ["mfa", "radius", "create", "--name", "x", "--radius-server", "y", "--radius-port", "1812", "--retries", "1",
                 "--timeout", "5", "--display-name", "z"]
        refused(me, farm, [*words, "--set", "secretKey=plain-secret"], "takes no plain value")
        shown = me.run(*words, "--set", "secretKey=@secret", "--dry-run").expect_code(0)
        expect("hidden" not in shown.text + shown.err, shown.text + shown.err)
        me.run(*words, "--set", "secretKey=@secret").expect_code(4)
        expect(json.loads(sent(farm)[-1])["secretKey"] == "hidden", sent(farm)[-1])


def test_bodies_from_files_that_are_wrong():
    with canned_server(DONE) as farm, person() as me:
        me.login(farm)
        update = ["gateway", "update", "1", "--from-file"]
        os.mkdir(os.path.join(me.folder, "folder"))
        refused(me, farm, [*update, "missing.json"], "missing.json")
        refused(me, farm, [*update, "folder"], "folder")
        for name, content in [("broken", b'{"gwPort":'), ("list", b"[1,2]"), ("text", b'"x"'), ("number", b"5"),
                              ("empty", b""), ("binary", bytes(range(256))), ("twice", b'{"gwPort":81,"gwPort":82}'),
                              ("cases", b'{"gwPort":81,"GWPort":82}'),
                              ("utf8", b'{"description":"\xff"}'), ("utf16", '{"gwPort":81}'.encode("utf-16")),
                              ("deep", b"[" * 100000), ("yaml", b"gwPort: [1\n"), ("yaml-twice", b"gwPort: 81\ngwPort: 82\n"),
                              ("alias", b"a: &a [1]\nb: *a\n - c: *x\n")]:
            refused(me, farm, [*update, file_of(me, name, content)], "rasctl: ")
        closed = file_of(me, "closed", b'{"gwPort":81}')
        os.chmod(closed, 0)
        if not os.access(closed, os.R_OK):
            refused(me, farm, [*update, closed], "closed")
        os.chmod(closed, stat.S_IRUSR)
        for content in (b'{"gwPort":81}', b"\xef\xbb\xbf{\"gwPort\":81}", b"gwPort: 81\n", b"---\ngwPort: 81\n...\n",
                        b"# why\ngwPort: 0x51\n", b'{"gwPort":"81"}', b"gwPort: 81.0\n"):
            me.run(*update, file_of(me, "good", content)).expect_code(0)
            expect(json.loads(sent(farm)[-1]) == {"gwPort": 81}, f"{content}: {sent(farm)[-1]}")
        me.run(*update, file_of(me, "good", b"gwMode: Forwarding\n"), "--gw-port", "82").expect_code(0)
        expect(json.loads(sent(farm)[-1]) == {"gwMode": 1, "gwPort": 82}, sent(farm)[-1])
        big = json.dumps({"description": "x" * 3_000_000}).encode()
        ran = me.run(*update, file_of(me, "big", big))
        expect(ran.code in (0, 2), ran.err[:300])


def test_empty_values_are_values():
    """A variable that is empty must neither eat the next option nor switch something on."""
    with canned_server(DONE) as farm, person() as me:
        me.login(farm)
        me.run("gateway", "update", "1", "--description=", "--cipher", "", "--gw-port=81").expect_code(0)
        expect(json.loads(sent(farm)[-1]) == {"description": "", "cipher": "", "gwPort": 81}, sent(farm)[-1])
        me.run("gateway", "update", "1", "--description", "--gw-port=", "--cipher=--x=", "--ips=", "--enabled").expect_code(0)
        expect(json.loads(sent(farm)[-1]) == {"description": "--gw-port=", "cipher": "--x=", "iPs": "", "enabled": True},
               sent(farm)[-1])
        refused(me, farm, ["gateway", "update", "1", "--gw-port=", "--hsts-max-age=5"], "--gw-port: expects a whole number")
        refused(me, farm, ["gateway", "update", "1", "--enabled="], "--enabled= has no value")
        refused(me, farm, ["gateway", "update", "1", "--no-enabled="], "--no-enabled= has no value")


def test_all_that_is_wrong_in_a_file_is_told_at_once():
    with canned_server(DONE) as farm, person() as me:
        me.login(farm)
        body = b'{"gwPort":99999,"gwMode":"forwardin","id":5,"enabled":"maybe","description":{},"brandNew":1}'
        refused(me, farm, ["gateway", "update", "1", "--from-file", "-", "--hsts-max-age", "x"], "problems",
                "--gw-port", "1 to 65535", "--gw-mode", "'forwarding'", "--enabled", "--description",
                "--hsts-max-age", stdin=body)


def test_raw_requests():
    with canned_server(DONE) as farm, person() as me:
        me.login(farm)

        def body_of(*words, stdin=b""):
            me.run("api", "POST", "/api/Thing", *words, stdin=stdin).expect_code(0)
            return json.loads(sent(farm)[-1])

        expect(body_of("--field", "a=1", "--field", "b=x", "--field", "c=true", "--field", "d=null", "--field", 'e="1"',
                       "--field", "f=[1,2]", "--field", "g=a=b", "--field", "h=") ==
               {"a": 1, "b": "x", "c": True, "d": None, "e": "1", "f": [1, 2], "g": "a=b", "h": ""}, sent(farm)[-1])
        expect(body_of("--from-file", "-", "--field", "b=2", stdin=b"a: 1\nb: 1\n") == {"a": 1, "b": 2}, sent(farm)[-1])
        expect(body_of("--from-file", "-", stdin=b"[1.10, 1E0]") == [1.1, 1.0], sent(farm)[-1])
        expect(b"1.10" in sent(farm)[-1] and b"1E0" in sent(farm)[-1], sent(farm)[-1])
        me.run("api", "get", "/api/Thing?x=1", "--query", "a b=c&d", "--query", "e=", "--query", "e=2").expect_code(0)
        expect(farm.requests[-1][:2] == ("GET", "/api/Thing?x=1&a%20b=c%26d&e=&e=2"), farm.requests[-1])
        ran = me.run("api", "GET", "api/Thing", "-i", "-o", "json").expect_code(0)
        expect(ran.text.startswith("HTTP/1.1 200 OK\n") and ran.text.endswith('{"ok":true}\n'), ran.text)
        for words, part in [(["GET"], "METHOD and PATH"), ([], "METHOD and PATH"), (["GET", "/a", "/b"], "METHOD and PATH"),
                            (["G3T", "/a"], "no HTTP method"), (["GET", "/a b"], "percent-encoded"),
                            (["GET", "https://other.example/api"], "percent-encoded"),
                            (["GET", "/a", "--query", "x"], "NAME=VALUE"), (["POST", "/a", "--field", "=x"], "NAME=VALUE"),
                            (["POST", "/a", "--from-file", "missing"], "missing"),
                            (["GET", "/a\r\nX-Evil: 1"], "percent-encoded")]:
            refused(me, farm, ["api", *words], part)
        refused(me, farm, ["api", "POST", "/a", "--from-file", "-", "--field", "a=1"], "no object", stdin=b"[1]")
        ran = me.run("api", "GET", "/api/nothing", "-i").expect_code(4)
        expect(ran.text.startswith("HTTP/1.1 404") and "not here" in ran.err, ran.text + ran.err)
        before = len(farm.requests)
        ran = me.run("api", "POST", "/api/Thing?password=hidden", "--field", "password=hidden", "--dry-run").expect_code(0)
        expect("POST" in ran.text and "hidden" not in ran.text + ran.err and len(farm.requests) == before, ran.text)


def test_answers_in_other_forms_are_no_failure():
    answers = {"/api/Gateway/1": (200, b"done, thank you"), "/api/Gateway/2": (200, b'{"id":2}'), "/api/Gateway": (201, b""),
               "/api/Site": b'{"id":1,"name":"one"}', "/api/License": b'[{"licenseType":1}]'}
    with canned_server(answers) as farm, person() as me:
        me.login(farm)
        ran = me.run("gateway", "update", "1", "--gw-port", "81").expect_code(0)
        expect("done, thank you" in ran.text, ran.text)
        me.run("gateway", "update", "2", "--gw-port", "81").expect_code(0)
        me.run("gateway", "create", "--server", "x").expect_code(0)
        expect("one" in me.run("site", "list").expect_code(0).text, "an object for a list")
        me.run("license", "get").expect_code(0)


def test_a_wish_without_a_word_is_not_sent():
    """Everything that adds, makes or takes out by its body alone needs a field of it."""
    with canned_server({}) as farm, person() as me:
        me.login(farm)
        for words, verb in ((["excluded-ad-group", "add"], "adds"), (["excluded-ad-group", "remove"], "takes out"),
                            (["excluded-ad-group", "add", "--site", "2"], "adds"),
                            (["avd", "pool", "assignment", "remove", "7"], "takes out"),
                            (["provider", "remote-pc-static", "create"], "creates"),
                            (["rds", "host", "update", "7"], "changes")):
            ran = me.run(*words, "--yes").expect_code(2)
            expect(f"{verb} nothing: no field is given" in ran.err, ran.err)
        expect("no field is given, as --account or --sid" in me.run("excluded-ad-group", "add").err, "the fields are not named")
        expect(not sent(farm), sent(farm))


def test_a_field_that_the_path_tells_is_not_asked_for_again():
    with canned_server({}) as farm, person() as me:
        me.login(farm)
        words = ["pub", "app", "rds", "server-attr", "create", "7"]
        dry = me.run(*words, "8", "9", "--target", "x.exe", "--dry-run").expect_code(0).text
        expect('"serverID": 8' in dry and '"serverID": 9' in dry, dry)
        expect('"serverID": 5' in me.run(*words, "8", "--server", "5", "--target", "x", "--dry-run").text, "what is given counts")
        expect("required" not in me.run(*words[:5], "--help").text.partition("Fields")[2].partition("\n\n")[0], "help asks for it")
        dry = me.run("pub", "app", "file-extension", "update", "7", ".txt", "--set", "target=x", "--dry-run").expect_code(0).text
        expect('"extension": ".txt"' in dry, dry)
