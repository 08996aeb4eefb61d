"""Text that others wrote, on a terminal: every control character, every one that directs the text and every one without
width, through every place that shows what a server, a file or a catalogue says."""
import json
import os

from harness import PASSWORD, canned_server, expect, person

BAD = [chr(code) for code in (*range(0x20), *range(0x7f, 0xa0), 0xad, 0x34f, 0x61c, 0x180e, *range(0x200b, 0x2010), *range(0x2028, 0x202f),
                              *range(0x2060, 0x2070), 0x3164, 0xfeff, *range(0xfff9, 0xfffc), 0xe0001, *range(0xe0020, 0xe0080))]
EVIL = "x" + "".join(f"{bad}y" for bad in BAD) + "\x1b[2Jz\x1b]0;t\x07\x1b[31mq"
# In names, where a NUL or a line end would end the word.
EVIL_WORD = "x" + "".join(f"{bad}y" for bad in BAD if bad not in "\0\n\r\t") + "\x1b[2Jz"
ROWS = [{"id": 7, "server": EVIL, "siteId": 1, "description": EVIL, EVIL: EVIL, "agentState": EVIL, "nested": {EVIL: [EVIL]},
         "list": [{EVIL: EVIL}]}]
NO_CONTROL = [bad for bad in BAD if bad not in "\n\t"]


def account(farm):
    return {"RASCTL_ENDPOINT": farm.url, "RASCTL_USERNAME": "administrator", "RASCTL_PASSWORD": PASSWORD}


def is_tame(words, shown, colour):
    if colour:
        import re
        shown = re.sub("\x1b\\[[0-9;]*m", "", shown)
    found = [f"U+{ord(bad):04X}" for bad in NO_CONTROL if bad in shown]
    at = [shown[max(0, shown.find(bad) - 30):shown.find(bad) + 10] for bad in NO_CONTROL if bad in shown][:1]
    expect(not found, f"{' '.join(words)[:80]}: the terminal gets {' '.join(found)}: {at!r}")
    expect(shown.strip(), f"{' '.join(words)[:80]}: nothing is shown")


def look(me, *words, extra=None):
    for colour in (False, True):
        more = {} if colour else {"NO_COLOR": "1"}
        is_tame(words, me.on_terminal(*words, extra={**(extra or {}), **more}), colour)


def test_rows_of_a_server():
    rows = json.dumps(ROWS).encode()
    answers = {"/api/Gateway": rows, "/api/Gateway/7": json.dumps(ROWS[0]).encode(), "/api/Gateway/status": rows, "/api/text": json.dumps(EVIL).encode()}
    with canned_server(answers) as farm, person() as me:
        for form in ("table", "wide", "json", "jsonl", "yaml", "csv", "tsv", "name"):
            look(me, "gateway", "list", "-o", form, extra=account(farm))
        for words in (["gateway", "get", "7"], ["gateway", "get", "7", "-o", "wide"], ["status"], ["api", "GET", "/api/Gateway"], ["api", "GET", "/api/text"],
                      ["gateway", "list", "--jq", ".[0].server"], ["gateway", "list", "--jq", ".[0] | debug | 1"],
                      ["gateway", "list", "--jq", ".[0] | stderr | 1"], ["gateway", "list", "--jq", ".[0].server | error"],
                      ["gateway", "list", "--jq", ".[0].server | halt_error"], ["gateway", "get", EVIL_WORD],
                      ["gateway", "delete", "7", "--dry-run"], ["gateway", "update", "7", "--description", EVIL_WORD, "--dry-run"]):
            look(me, *words, extra=account(farm))


def test_errors_of_a_server():
    for body in ({"title": EVIL, "detail": EVIL}, {"msg": EVIL}, {"errors": {EVIL: [EVIL]}}):
        with canned_server({"/api/Gateway": (400, json.dumps(body).encode())}) as farm, person() as me:
            for form in ("table", "json"):
                look(me, "gateway", "list", "-o", form, extra=account(farm))
    with canned_server({"/api/Gateway": (400, EVIL.encode())}) as farm, person() as me:
        look(me, "gateway", "list", "-o", "json", extra=account(farm))
    with canned_server({"/api/Gateway": b"[" + EVIL.encode()}, version=EVIL) as farm, person() as me:
        look(me, "gateway", "list", extra=account(farm))
        look(me, "gateway", "list", "--debug", extra=account(farm))


def test_files_and_words_of_the_command_line():
    with person() as me:
        me.write("batch", f"{EVIL_WORD}\nversion {EVIL_WORD}\n")
        me.write("body", "{" + EVIL)
        me.write("config.json", "")
        look(me, "batch", "batch")
        for words in ([EVIL_WORD], ["gateway", EVIL_WORD], ["gateway", "list", "--" + EVIL_WORD], ["gateway", "list", "--columns", EVIL_WORD],
                      ["gateway", "list", "-o", EVIL_WORD], ["gateway", "list", "--where", EVIL_WORD], ["gateway", "list", "--jq", EVIL_WORD],
                      ["gateway", "list", "--endpoint", EVIL_WORD], ["gateway", "create", "--from-file", "body"], ["batch", EVIL_WORD],
                      ["gateway", "create", "--from-file", EVIL_WORD], ["explain", EVIL_WORD], ["man", EVIL_WORD], ["gateway", "list", "-c", EVIL_WORD],
                      ["config", "get", EVIL_WORD], ["catalog", "import", EVIL_WORD], ["catalog", "import", "body"]):
            look(me, *words)
            look(me, *words, "-o", "json")
        os.makedirs(os.path.join(me.folder, "config", "rasctl"), mode=0o700)
        path = os.path.join(me.folder, "config", "rasctl", "config.json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump({"alias": {"evil": EVIL, "bad": EVIL_WORD}, "defaults": {"columns": EVIL}, "contexts": {"c": {"endpoint": EVIL, "username": EVIL}}}, file)
        os.chmod(path, 0o600)
        for words in (["config", "get", "alias.evil"], ["context", "list"], ["context", "show", "c"], ["config", "explain", "columns"], ["evil"], ["bad"],
                      ["context", "list", "-o", "json"], ["doctor", "-c", "c"]):
            look(me, *words)


def described():
    schema = {"type": "object", "description": EVIL, "properties": {
        "id": {"type": "integer", "format": "int32", "description": EVIL},
        "server": {"type": "string", "description": EVIL, "default": EVIL, "pattern": EVIL},
        EVIL_WORD: {"type": "string", "description": EVIL},
        "kind": {"type": "string", "format": "int32", "description": EVIL, "enum": ["0 = " + EVIL, "1 = Plain" + EVIL_WORD]}}}
    answer = {"200": {"description": EVIL, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Gateway"}}}}}
    body = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Gateway"}}}}
    return {"openapi": "3.0.1", "info": {"title": EVIL, "version": EVIL}, "components": {"schemas": {"Gateway": schema}}, "paths": {
        "/api/Gateway": {"get": {"tags": [EVIL], "summary": EVIL, "description": EVIL, "operationId": EVIL, "responses": answer,
                                 "parameters": [{"name": "q" + EVIL_WORD, "in": "query", "description": EVIL, "schema": {"type": "string"}}]},
                         "post": {"tags": [EVIL], "summary": EVIL, "requestBody": body, "responses": answer}},
        "/api/Novelty": {"get": {"summary": EVIL, "tags": [EVIL], "responses": answer}}}}


def test_an_imported_catalogue():
    with person() as me:
        me.write("api.json", json.dumps(described()))
        look(me, "catalog", "import", "api.json")
        me.run("catalog", "import", "api.json").expect_code(0)
        for words in (["--help"], ["gateway", "--help"], ["gateway", "list", "--help"], ["gateway", "create", "--help"], ["novelty", "list", "--help"],
                      ["explain", "gateway"], ["explain", "gateway.kind"], ["explain", "gateway.server"], ["explain", "gateway", "-o", "json"],
                      ["man", "gateway"], ["man", "gateway", "--no-pager"], ["catalog", "list"], ["catalog", "list", "-o", "json"], ["catalog", "diff"],
                      ["help", "gateway"], ["gateway", "create", "--kind", "nothing"], ["gateway", "lst"]):
            look(me, *words)
        # Shells show what completion answers.
        for line in ("rasctl ", "rasctl gateway ", "rasctl gateway create --", "rasctl gateway create --kind ", "rasctl gateway list --columns "):
            ran = me.run("__complete", "--shell", "bash", "--line", line).expect_code(0)
            found = [f"U+{ord(bad):04X}" for bad in NO_CONTROL if bad in ran.text]
            expect(not found, f"{line}: {' '.join(found)}")
