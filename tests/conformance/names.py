"""Names where IDs belong: targets and references are looked up in the list that the API has for them."""
import json
import os
import urllib.parse

from callers import Caller, Command
from description import read_json
from walk import fields_of, reached

NAME = "Main Office 東京 #1"
# Nothing in these objects is a name.
NAMELESS = {"notification get"}


def row_of(description, operation, name, number):
    """One row of a list in which every text is the name, and its ID."""
    fields = description.resolved(operation.answer()[2]["items"])["properties"]
    own = {field: description.resolved(schema) for field, schema in fields.items()}
    identity = number if own.get("id", {}).get("type", "integer") == "integer" else f"vm-{number}"
    return dict({field: name for field, schema in own.items() if schema.get("type") == "string"}, id=identity)


def is_list(operation):
    schema = operation.answer()[2]
    return operation.method == "GET" and schema is not None and schema.get("type") == "array"


def judge_targets(description, server, caller, rows):
    """`get` of every noun that has a list beside it, by name."""
    by_path = {(one.method, one.path.lower()): one for one in description.operations if one.lives_in(server.version)}
    for row in rows:
        operation = by_path[row["method"], row["path"].lower()]
        collection = by_path.get(("GET", operation.path.rsplit("/", 1)[0].lower()))
        if operation.method != "GET" or not operation.path.endswith("{id}") or collection is None or not is_list(collection):
            continue
        if row["command"] in NAMELESS or "properties" not in description.resolved(collection.answer()[2]["items"]):
            continue
        parents = ["5"] * (len(operation.parameters_in("path")) - 1)
        path = collection.path
        for one in operation.parameters_in("path")[:-1]:
            path = path.replace("{" + one["name"] + "}", "5")
        listed = [row_of(description, collection, name, number) for name, number in (("other", 1), (NAME, 77))]
        server.by_target = {path.lower(): (200, json.dumps(listed).encode())}
        ran = caller.run(*row["command"].split(), *parents, "name:" + NAME.upper(), "-o", "json")
        asked = [one for one in server.taken(caller.name) if one.operation is operation]
        if ran.code != 0 or len(asked) != 1 or urllib.parse.unquote(asked[0].target.rsplit("/", 1)[1]) != str(listed[1]["id"]):
            yield f"{ran}\n        asked for {[one.target for one in asked]}, not for {listed[1]['id']}"


def judge_references(description, server, caller, rows, kinds):
    """One field of every kind of reference, by name."""
    for kind, noun in sorted(kinds.items()):
        lists = [one for one in rows if one["command"] == noun + " list" and "{" not in one["path"]]
        if not lists:
            continue
        by_path = {(one.method, one.path): one for one in description.operations}
        listing = by_path["GET", lists[0]["path"]]
        for row in rows:
            operation = by_path[row["method"], row["path"]]
            fields = list(fields_of(description, operation))
            wanted = [field for field in fields if field.refers == kind and field.path != "siteId"
                      and description.resolved(field.schema).get("type") == "integer"]
            others = [field for field in fields if field.required and field not in wanted[:1]]
            if not wanted or others or operation.media_type == "multipart/form-data":
                continue
            field = wanted[0]
            flag = Command(caller, row["command"]).flag(field.path, field.refers)
            entry = row_of(description, listing, NAME, 77)
            server.by_target = {listing.path.lower(): (200, json.dumps([entry]).encode())}
            ran = caller.run(*row["command"].split(), *["1"] * len(operation.parameters_in("path")), "--yes",
                             f"--{flag.name}={NAME.upper()}")
            asked = [one for one in server.taken(caller.name) if one.operation is operation]
            got = None
            if len(asked) == 1 and field.place == "query":
                got = dict(urllib.parse.parse_qsl(asked[0].target.partition("?")[2])).get(field.path)
            elif len(asked) == 1:
                got = reached(read_json(asked[0].body), field.path)
            if ran.code != 0 or str(got) != str(entry["id"]):
                yield f"{ran}\n        {kind}: {field.path} holds {got!r}, not {entry['id']}"
            break


def judge(description, server, folder, rows, kinds):
    caller = Caller(os.path.join(folder, "names"), "names", server)
    yield from judge_targets(description, server, caller, rows)
    yield from judge_references(description, server, caller, rows, kinds)
