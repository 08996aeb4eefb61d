"""Requests as a description has them: bodies of every form, media types, styles of parameters, headers, methods."""
import json
import os
import urllib.parse

from harness import canned_server, expect, person


def schema_of(kind):
    return {"schema": kind}


def body(media, schema, required=False, **more):
    return {"requestBody": {"required": required, "content": {media: {"schema": schema, **more}}}}


def parameter(name, place="query", **more):
    more.setdefault("schema", {"type": "string"})
    if place == "path":
        more["required"] = True
    return {"name": name, "in": place, **more}


LIST = {"type": "array", "items": {"type": "string"}}
PAIR = {"type": "object", "properties": {"a": {"type": "integer"}, "b": {"type": "string"}}}
FILE = {"type": "string", "format": "binary"}

PATHS = {
    "/api/Text/List": body("application/json", LIST, required=True),
    "/api/Text/Number": body("application/json", {"type": "integer", "minimum": 3}),
    "/api/Text/Word": body("application/json", {"type": "string", "enum": ["Red", "Green"]}),
    "/api/Text/Free": body("application/json", {"type": "object", "additionalProperties": True}),
    "/api/Text/Any": body("application/json", {}),
    "/api/Text/Objects": body("application/json", {"type": "array", "items": PAIR}),
    "/api/Text/Plain": body("text/plain", {"type": "string"}, required=True),
    "/api/Text/Markup": body("application/xml", PAIR),
    "/api/Text/Bytes": body("application/octet-stream", FILE),
    "/api/Text/Star": body("*/*", PAIR),
    "/api/Text/Patch": body("application/merge-patch+json", PAIR),
    "/api/Text/Form": body("application/x-www-form-urlencoded",
                           {"type": "object", "required": ["a"], "properties": {
                               "a": {"type": "integer"}, "list": LIST, "deep": PAIR, "open": PAIR, "bars": LIST}},
                           encoding={"deep": {"style": "deepObject"}, "bars": {"style": "pipeDelimited"}}),
    "/api/Text/Parts": body("multipart/form-data", {"type": "object", "properties": {
        "title": {"type": "string"}, "tags": LIST, "file": FILE, "files": {"type": "array", "items": FILE},
        "info": PAIR}}),
    "/api/Text/Odd": body("application/json", {"type": "object", "properties": {
        "a.b": {"type": "string"}, "c[d]": {"type": "string"}, "e f": {"type": "string"},
        "g": {"type": "object", "properties": {"h.i": {"type": "integer"}}}}}),
}


def description():
    paths = {path: {"post": {**entry, "responses": {"204": {}}}} for path, entry in PATHS.items()}
    paths["/api/Ask"] = {"get": {"parameters": [
        parameter("apart", schema=LIST), parameter("joined", schema=LIST, explode=False),
        parameter("spaces", schema=LIST, style="spaceDelimited", explode=False),
        parameter("bars", schema=LIST, style="pipeDelimited", explode=False),
        parameter("deep", schema=PAIR, style="deepObject"), parameter("pair", schema=PAIR),
        parameter("flat", schema=PAIR, explode=False),
        {"name": "json", "in": "query", "content": {"application/json": {"schema": PAIR}}},
        parameter("x-request-mark", "header"), parameter("x-list", "header", schema=LIST),
        parameter("crumb", "cookie"), parameter("filter[name]"), parameter("auth_token", "header")],
        "responses": {"204": {}}}}
    paths["/api/Act?action=go"] = {"get": {"parameters": [parameter("n")], "responses": {"204": {}}}}
    paths["/api/Rare/{id}"] = {"$ref": "#/components/pathItems/Rare"}
    paths["/api/Checked"] = {"get": {"parameters": [
        parameter("four", schema={"type": "string", "format": "ipv4"}),
        parameter("six", schema={"type": "string", "format": "ipv6"}),
        parameter("mail", schema={"type": "string", "format": "email"}),
        parameter("link", schema={"type": "string", "format": "uri"}),
        parameter("day", schema={"type": "string", "format": "date"}),
        parameter("guid", schema={"type": "string", "format": "uuid"}),
        parameter("moment", schema={"type": "string", "format": "date-time"}),
        parameter("short", schema={"$ref": "#/components/schemas/Short"}),
        parameter("several", schema={"type": "array", "items": {"type": "string", "enum": ["Hot", "Cold"]}}),
        parameter("long", schema={"type": "integer"}),
        parameter("over", schema={"type": "integer", "minimum": 0, "exclusiveMinimum": True})],
        "responses": {"204": {}}}}
    rare = {method: {"responses": {"204": {}}} for method in ("get", "head", "options", "trace", "put", "patch")}
    return {"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": paths, "components": {
        "schemas": {"Short": {"type": "string", "minLength": 2, "maxLength": 4, "pattern": "^[a-z]+$"}},
        "pathItems": {"Rare": {"parameters": [parameter("id", "path")], **rare}}}}


class Described:
    """Somebody who imported the description."""

    def __init__(self, me):
        self.me = me
        me.run("catalog", "import", me.write("api.json", json.dumps(description()))).expect_code(0)

    def dry(self, *words, **more):
        return self.me.run(*words, "--dry-run", "-o", "json", "--endpoint", "http://127.0.0.1:1", **more)

    def request(self, *words, **more):
        return self.dry(*words, **more).expect_code(0).json()

    def refused(self, text, *words):
        ran = self.dry(*words).expect_code(2)
        expect(text in ran.err, f"{words}: {ran.err}")


def test_a_body_of_any_form_is_given_whole():
    with person() as me:
        one = Described(me)
        for words, wanted in [
                (["text", "list", "--body", "a,b"], ["a", "b"]),
                (["text", "list", "--body", "a", "--body", "b"], ["a", "b"]),
                (["text", "list", "--body", '["a,b"]'], ["a,b"]),
                (["text", "number", "--body", "7"], 7),
                (["text", "word", "--body", "green"], "Green"),
                (["text", "free", "--body", '{"x":{"y":[1]}}'], {"x": {"y": [1]}}),
                (["text", "free", "--set", "x.y=1"], {"x": {"y": 1}}),
                (["text", "any", "--body", "[1,null]"], [1, None]),
                (["text", "any", "--body", "plain words"], "plain words"),
                (["text", "objects", "--body", '[{"a":1},{"a":2,"b":"x"}]'], [{"a": 1}, {"a": 2, "b": "x"}])]:
            shown = one.request(*words)
            expect(shown["body"] == wanted, f"{words}: {shown}")
            expect(shown["headers"]["Content-Type"].startswith("application/json"), shown)
        file = me.write("body.yaml", "- a\n- b\n")
        expect(one.request("text", "list", "--from-file", file)["body"] == ["a", "b"], "a list from a file")
        expect(one.request("text", "list", "--from-file", "-", stdin=b'["c"]')["body"] == ["c"], "a list from stdin")


def test_what_is_wrong_with_a_whole_body_is_told():
    with person() as me:
        one = Described(me)
        one.refused("--body: is required", "text", "list")
        one.refused("--body: is required", "text", "plain")
        one.refused("must be at least 3", "text", "number", "--body", "2")
        one.refused("a whole number", "text", "number", "--body", "x")
        one.refused("did you mean 'Green'?", "text", "word", "--body", "Gren")
        one.refused("--body[0].a: expects a whole number", "text", "objects", "--body", '[{"a":"x"}]')
        one.refused("expects a list", "text", "list", "--from-file", me.write("b.json", '{"a":1}'))
        one.refused("by --from-file already", "text", "list", "--body", "a", "--from-file", me.write("c.json", '["a"]'))
        expect(one.request("text", "number")["body"] is None, "an optional body is left out")


def test_text_xml_and_bytes_go_as_they_are():
    with person() as me:
        one = Described(me)
        shown = one.request("text", "plain", "--body", '{"not": json')
        expect((shown["body"], shown["headers"]["Content-Type"]) == ('{"not": json', "text/plain"), shown)
        shown = one.request("text", "markup", "--body", "<a/>")
        expect((shown["body"], shown["headers"]["Content-Type"]) == ("<a/>", "application/xml"), shown)
        file = os.path.join(me.folder, "bytes.bin")
        with open(file, "wb") as out:
            out.write(b"\x00\xff{")
        shown = one.request("text", "bytes", "--from-file", file)
        expect((shown["body"], shown["headers"]["Content-Type"]) == ({"file": file}, "application/octet-stream"), shown)
        with canned_server({"/api/Text/Bytes": b"", "/api/Text/Plain": b""}) as farm:
            me.login(farm)
            me.run("catalog", "import", os.path.join(me.folder, "api.json")).expect_code(0)
            me.run("text", "bytes", "--from-file", file).expect_code(0)
            me.run("text", "plain", "--body", "hello").expect_code(0)
            me.run("text", "plain", "--from-file", "-", stdin=b"a: b\n").expect_code(0)
            sent = [content for method, path, content in farm.requests if path.startswith("/api/Text/")]
            expect(sent == [b"\x00\xff{", b"hello", b"a: b\n"], sent)


def test_media_types_are_said_as_the_description_has_them():
    with person() as me:
        one = Described(me)
        expect(one.request("text", "star", "--a", "1")["headers"]["Content-Type"].startswith("application/json"), "*/*")
        shown = one.request("text", "patch", "--a", "1")
        expect(shown["headers"]["Content-Type"] == "application/merge-patch+json", shown)
        expect(shown["body"] == {"a": 1}, shown)


def test_forms_are_encoded_by_their_styles():
    with person() as me:
        one = Described(me)
        shown = one.request("text", "form", "--a", "1", "--list", "x y,z", "--deep.a", "2", "--open.b", "&",
                            "--bars", "p,q")
        expect(shown["headers"]["Content-Type"] == "application/x-www-form-urlencoded", shown)
        expect(sorted(urllib.parse.parse_qsl(shown["body"])) == [
            ("a", "1"), ("bars", "p|q"), ("deep[a]", "2"), ("list", "x y"), ("list", "z"), ("open", '{"b":"&"}')], shown)
        one.refused("--a: is required", "text", "form", "--list", "x")


def test_several_files_and_lists_are_parts_of_a_form():
    with person() as me:
        one = Described(me)
        first, second = me.write("one.txt", "1"), me.write("two.txt", "2")
        shown = one.request("text", "parts", "--title", "t", "--tags", "x,y", "--file", first, "--files", first,
                            "--files", second, "--info.a", "5")
        parts = [(part["name"], part.get("value", part.get("file"))) for part in shown["body"]]
        expect(sorted(parts) == sorted([("title", "t"), ("tags", "x"), ("tags", "y"), ("info", '{"a":5}'),
                                        ("file", first), ("files", first), ("files", second)]), parts)
        one.refused("is given more than once", "text", "parts", "--file", first, "--file", second)


def test_odd_names_of_fields_reach_the_body():
    with person() as me:
        one = Described(me)
        shown = one.request("text", "odd", "--a-b", "1", "--c-d", "2", "--e-f", "3", "--g.h-i", "4")
        expect(shown["body"] == {"a.b": "1", "c[d]": "2", "e f": "3", "g": {"h.i": 4}}, shown)
        shown = one.request("text", "odd", "--set", r"a\.b=5", "--set", r"g.h\.i=6")
        expect(shown["body"] == {"a.b": "5", "g": {"h.i": 6}}, shown)
        one.refused("--g.h-i: ", "text", "odd", "--from-file", me.write("odd.json", '{"g":{"h.i":"x"}}'))


def test_parameters_are_written_by_their_styles():
    with person() as me:
        one = Described(me)
        asked = ["ask", "get"] if "ask get" in me.run("catalog", "list", "-o", "json").text else ["ask", "list"]
        for words, wanted in [
                (["--apart", "a b,c"], "apart=a%20b&apart=c"), (["--joined", "a b,c"], "joined=a%20b,c"),
                (["--spaces", "a,b"], "spaces=a%20b"), (["--bars", "a,b"], "bars=a%7Cb"),
                (["--deep", "a=1,b=x"], "deep%5Ba%5D=1&deep%5Bb%5D=x"), (["--pair", "a=1,b=x"], "a=1&b=x"),
                (["--flat", "a=1,b=x"], "flat=a,1,b,x"), (["--json", '{"a":1}'], "json=%7B%22a%22%3A1%7D"),
                (["--filter-name", "n"], "filter%5Bname%5D=n")]:
            shown = one.request(*asked, *words)
            expect(shown["url"] == "http://127.0.0.1:1/api/Ask?" + wanted, f"{words}: {shown['url']}")
        shown = one.request(*asked, "--x-request-mark", "m", "--x-list", "a,b", "--crumb", "c d")
        expect(shown["headers"]["x-request-mark"] == "m" and shown["headers"]["x-list"] == "a,b", shown)
        expect(shown["headers"]["Cookie"] == "crumb=c%20d", shown)
        expect("--auth-token" not in me.run(*asked, "--help").text, "the session's own header is offered")


def test_a_path_with_a_query_of_its_own():
    with person() as me:
        one = Described(me)
        command = next(row["command"] for row in me.run("catalog", "list", "-o", "json").json() if "Act" in row["path"])
        expect(one.request(*command.split())["url"].endswith("/api/Act?action=go"), "the path's own query")
        shown = one.request(*command.split(), "--n", "1")
        expect(shown["url"].endswith("/api/Act?action=go&n=1"), shown)


def test_every_method_has_its_command():
    with person() as me:
        one = Described(me)
        for verb, method in [("get", "GET"), ("check", "HEAD"), ("options", "OPTIONS"), ("trace", "TRACE"),
                             ("update", "PUT"), ("patch", "PATCH")]:
            shown = one.request("rare", verb, "7")
            expect((shown["method"], shown["url"]) == (method, "http://127.0.0.1:1/api/Rare/7"), shown)


def test_texts_of_known_forms_are_checked():
    with person() as me:
        one = Described(me)
        asked = next(row["command"] for row in me.run("catalog", "list", "-o", "json").json()
                     if row["path"] == "/api/Checked").split()
        good = {"four": "10.0.0.1", "six": "fd00::1", "mail": "a@b.c", "link": "https://x/y", "day": "2024-02-29",
                "guid": "6f9619ff-8b86-d011-b42d-00cf4fc964ff", "moment": "2026-01-31T08:00:00Z", "short": "abc",
                "several": "hot", "long": "9223372036854775807", "over": "1"}
        bad = {"four": "10.0.0.256", "six": "fd00:::1", "mail": "a@", "link": "x/y", "day": "2023-02-29",
               "guid": "6f9619ff", "moment": "yesterday o'clock", "short": "a", "several": "warm", "long": "9e99",
               "over": "0"}
        for name, value in good.items():
            one.request(*asked, f"--{name}", value)
        for name, value in bad.items():
            one.refused(f"--{name}: ", *asked, f"--{name}", value)
        one.refused("must match", *asked, "--short", "AB")
        expect("several=Hot" in one.request(*asked, "--several", "hot")["url"], "not as the description spells it")
        offered = me.run("__complete", "--shell", "fish", "--current", "", "--", *asked, "--several", "").expect_code(0)
        expect({"Hot", "Cold"} <= {line.split("\t")[0] for line in offered.text.splitlines()}, offered.text)
