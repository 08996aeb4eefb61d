"""Names that want to be markup, commands or other names."""
import json
import re

from document_test import inventory, items_of, tables_of
from harness import canned_server, expect, person, simulator
from markup import Page

HOSTILE = [
    "<script>window.owned=1</script>", "</script><script>window.owned=1</script>", "]]><svg onload=window.owned=1>",
    "\"><img src=x onerror=window.owned=1>", "' autofocus onfocus='window.owned=1", "<!-- never ended", "&lt;b&gt; &amp;",
    "{{body}}", "{{policy}}", "javascript:window.owned=1", "a|b|c", "`code` **bold** _under_ [link](http://evil.example)",
    "\u202eexe.txt", "zero\u200bwidth", "line\nbreak\tand tab", "bell\u0007 escape \u001b[31mred", "\u2028\u2029", "back\\slash",
    "名前 العربية ñ 🙂", " ", "x" * 4000,
]


def farm_of_hostile_names(names):
    gateways = [{"id": i + 1, "server": name, "siteId": 1, "description": name} for i, name in enumerate(names)]
    items = [{"id": i + 1, "name": name, "type": 5, "parentId": 0, "enabled": True, "description": name}
             for i, name in enumerate(names)]
    answers = {
        "/api/Site": [{"id": 1, "name": names[0]}, {"id": 2, "name": names[1]}],
        "/api/Gateway": gateways, "/api/PubItems": items,
        "/api/Gateway/status": [{"id": str(i + 1), "server": name, "agentState": name} for i, name in enumerate(names)],
        "/api/Certificates": [{"id": i + 1, "name": name, "expirationDate": "2020-01-01T00:00:00Z"}
                              for i, name in enumerate(names)],
        "/api/RDSession": [{"sessionId": i, "user": "u", "sessionHostName": name, "state": name}
                           for i, name in enumerate(names)],
        "/api/License": {"licenseType": names[0], "usersLicenseInfo": names[2]},
    }
    return canned_server({path: json.dumps(value).encode() for path, value in answers.items()})


def reading_of(page):
    """What a person reads, without the script's and the style's own text."""
    return "".join(page.texts)


def test_no_name_becomes_markup():
    with farm_of_hostile_names(HOSTILE) as farm, person() as me:
        me.login(farm)
        text = inventory(me).text
        page = Page(text)
        expect(len(page.all("script")) == 1 and len(page.all("style")) == 1, "a script of a name's")
        for tag, attributes in page.elements:
            expect(tag != "img" and not [one for one in attributes if one.startswith("on")], (tag, attributes))
            expect("autofocus" not in attributes, attributes)
        shown = reading_of(page)
        for name in HOSTILE:
            if name.isprintable() and name.strip() and "\u202e" not in name:
                expect(name in shown, f"{name[:60]} is not shown as it is")


def test_nothing_unseen_reaches_a_reader():
    with farm_of_hostile_names(HOSTILE) as farm, person() as me:
        me.login(farm)
        for form in ("html", "markdown"):
            text = inventory(me, "-o", form).text
            unseen = re.findall("[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u202a-\u202e\u2066-\u2069\u2028\u2029]", text)
            expect(not unseen, f"{form}: {set(unseen)}")
            expect("\\u202e" in text.replace("\\\\", "\\"), f"{form}: the mark of direction is not shown")


def test_markdown_tables_keep_their_columns():
    with farm_of_hostile_names(HOSTILE) as farm, person() as me:
        me.login(farm)
        text = inventory(me, "-o", "markdown").text
        width = None
        tables = 0
        for line in text.splitlines():
            if not line.startswith("|"):
                width = None
                continue
            cells = len(re.findall(r"(?<!\\)(?:\\\\)*\|", line))
            if width is None:
                width, tables = cells, tables + 1
            expect(cells == width, f"{cells} instead of {width} bars: {line[:200]}")
        expect(tables > 4 and not re.search(r"(?<!\\)<", text), "markup in Markdown")
        expect(not re.search(r"(?<!\\)\]\(", text), "a link that a name has made")


def test_json_is_lossless():
    with farm_of_hostile_names(HOSTILE) as farm, person() as me:
        me.login(farm)
        document = inventory(me, "-o", "json").json()
        expect({one["name"] for one in items_of(document)} == set(HOSTILE), "names of items")
        expect({one["name"] for one in tables_of(document)["gateway"]["objects"]} >= set(HOSTILE) - {" "}, "names")


def test_names_that_the_simulator_takes():
    with simulator() as farm, person() as me:
        me.login(farm)
        for number, name in enumerate(HOSTILE[:6]):
            me.run("policy", "create", "--name", f"{name} {number}").expect_code(0)
        text = inventory(me).text
        shown = reading_of(Page(text))
        expect(all(f"{name} {number}" in shown for number, name in enumerate(HOSTILE[:6])), "a policy is missing")


def test_folders_that_hold_each_other():
    items = [{"id": 1, "name": "One", "type": 1, "parentId": 2}, {"id": 2, "name": "Two", "type": 1, "parentId": 1},
             {"id": 3, "name": "Three", "type": 5, "parentId": 3}, {"id": 4, "name": "Four", "type": 5, "parentId": 99}]
    with canned_server({"/api/PubItems": json.dumps(items).encode()}) as farm, person() as me:
        me.login(farm)
        names = sorted(one["name"] for one in items_of(inventory(me, "-o", "json").json()))
        expect(names == ["Four", "One", "Three", "Two"], names)


def test_answers_of_other_shapes():
    for body in (b"null", b"{}", b"[]", b"[null, 1, \"x\", [], {}]", b"{\"id\": {\"a\": []}}", b"[{\"id\": null, \"name\": [1]}]",
                 b"not json", b""):
        with canned_server({path: body for path in ("/api/Site", "/api/Gateway", "/api/PubItems", "/api/ClientPolicies",
                                                    "/api/RDSession", "/api/FarmSettings", "/api/License",
                                                    "/api/Gateway/status", "/api/Certificates")}) as farm, \
                person() as me:
            me.login(farm)
            for form in ("html", "markdown", "json"):
                inventory(me, "-o", form)
