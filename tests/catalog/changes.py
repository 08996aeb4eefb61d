"""One small description and single changes of it: `catalog diff` must tell each of them, and nothing else."""
import copy
import json
import os
import pathlib
import subprocess
import tempfile


def json_body(schema):
    return {"content": {"application/json": {"schema": schema}}}


BASE = {
    "openapi": "3.0.1", "info": {"title": "T", "version": "1"},
    "paths": {
        "/api/Thing": {
            "get": {"parameters": [{"name": "siteId", "in": "query", "schema": {"type": "integer"}},
                                   {"name": "filter", "in": "query", "schema": {"type": "string"}}],
                    "responses": {"200": json_body({"type": "array", "items": {"$ref": "#/components/schemas/Thing"}})}},
            "post": {"requestBody": json_body({"$ref": "#/components/schemas/NewThing"}),
                     "responses": {"201": json_body({"$ref": "#/components/schemas/Thing"})}}},
        "/api/Thing/{id}": {
            "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}],
            "get": {"responses": {"200": json_body({"$ref": "#/components/schemas/Thing"})}},
            "put": {"requestBody": json_body({"$ref": "#/components/schemas/NewThing"}), "responses": {"204": {}}},
            "delete": {"responses": {"204": {}}}},
        "/api/Thing/{id}/Export": {"get": {"responses": {"200": {"content": {"application/octet-stream": {}}}}}},
    },
    "components": {"schemas": {
        "Mode": {"type": "string", "format": "int32", "enum": ["0 = Off", "1 = On", "2 = Auto"]},
        "Parts": {"type": "string", "format": "int32", "enum": ["1 = A", "2 = B", "4 = C"]},
        "Inner": {"type": "object", "properties": {"depth": {"type": "integer"}, "label": {"type": "string"}}},
        "Thing": {"type": "object", "properties": {
            "id": {"type": "integer", "format": "int32"}, "name": {"type": "string"},
            "mode": {"$ref": "#/components/schemas/Mode"}, "inner": {"$ref": "#/components/schemas/Inner"}}},
        "NewThing": {"type": "object", "required": ["name"], "properties": {
            "name": {"type": "string", "minLength": 1, "maxLength": 64, "pattern": "^a"},
            "port": {"type": "integer", "format": "int32", "minimum": 1, "maximum": 65535, "default": 80},
            "since": {"type": "string", "format": "date-time"}, "on": {"type": "boolean", "default": True},
            "tags": {"type": "array", "items": {"type": "string"}}, "parts": {"$ref": "#/components/schemas/Parts"},
            "mode": {"$ref": "#/components/schemas/Mode"}, "password": {"type": "string", "format": "password"},
            "ratio": {"type": "number"}, "inner": {"$ref": "#/components/schemas/Inner"},
            "list": {"type": "array", "items": {"$ref": "#/components/schemas/Inner"}}}},
    }},
}


def at(document, place):
    for step in place:
        document = document[step]
    return document


def put(place, key, value):
    """Sets one member."""
    return lambda document: at(document, place).__setitem__(key, value)


def drop(place, key):
    """Takes one member out."""
    return lambda document: at(document, place).__delitem__(key)


def field(schema, name):
    return ("components", "schemas", schema, "properties", name)


NEW, THING = ("components", "schemas", "NewThing"), ("components", "schemas", "Thing")
COLLECTION, ONE = ("paths", "/api/Thing"), ("paths", "/api/Thing/{id}")


def renamed_path(document):
    document["paths"]["/api/thing/{thingId}"] = document["paths"].pop("/api/Thing/{id}")
    document["paths"]["/api/thing/{thingId}"]["parameters"][0]["name"] = "thingId"


def reordered(document):
    document["paths"] = dict(reversed(document["paths"].items()))
    at(document, NEW)["properties"] = dict(reversed(at(document, NEW)["properties"].items()))


# What is changed, and what every row must say; None for what is no difference.
CHANGES = [
    (renamed_path, None),
    (put(("info",), "version", "2"), None),
    (put(COLLECTION + ("get",), "summary", "Lists"), None),
    (put(COLLECTION + ("get",), "operationId", "x"), None),
    (put(field("Thing", "name"), "description", "Its name"), None),
    (lambda d: at(d, COLLECTION + ("get", "parameters"))[0].update(name="siteID"), None),
    (put(("paths",), "/api/Other", {"get": {"responses": {"204": {}}}}), ("added", "operation")),
    (drop(ONE, "delete"), ("dropped", "operation")),
    (drop(("paths",), "/api/Thing/{id}/Export"), ("dropped", "operation")),
    (put(ONE + ("delete",), "deprecated", True), ("changed", "deprecated: no -> yes")),
    (lambda d: at(d, COLLECTION + ("get", "parameters")).pop(), ("dropped", "query parameter filter")),
    (lambda d: at(d, COLLECTION + ("get", "parameters")).append(
        {"name": "deep", "in": "query", "schema": {"type": "boolean"}}), ("added", "query parameter deep")),
    (lambda d: at(d, COLLECTION + ("get", "parameters"))[1].update(required=True),
     ("changed", "query parameter filter required: no -> yes")),
    (lambda d: at(d, COLLECTION + ("get", "parameters"))[1]["schema"].update(type="integer"),
     ("changed", "query parameter filter type: text -> integer")),
    (lambda d: at(d, ONE + ("parameters",))[0]["schema"].update(type="string"),
     ("changed", "type: integer -> text")),
    (put(("components", "schemas", "Mode"), "enum", ["0 = Off", "1 = Enabled", "2 = Auto"]),
     ("changed", "enum Mode value 1: On -> Enabled")),
    (put(("components", "schemas", "Mode"), "enum", ["0 = Off", "1 = On", "2 = Auto", "3 = Eco"]),
     ("added", "enum Mode value 3 Eco")),
    (put(("components", "schemas", "Mode"), "enum", ["0 = Off", "1 = On"]), ("dropped", "enum Mode value 2")),
    (put(("components", "schemas", "Parts"), "enum", ["1 = A", "2 = B", "4 = C", "8 = D"]),
     ("added", "enum Parts value 8 D")),
    (put(field("NewThing", "name"), "minLength", 2), ("changed", "name minimum length: 1 -> 2")),
    (drop(field("NewThing", "name"), "minLength"), ("changed", "name minimum length: 1 -> none")),
    (put(field("NewThing", "name"), "maxLength", 32), ("changed", "name maximum length: 64 -> 32")),
    (put(field("NewThing", "name"), "pattern", "^b"), ("changed", "name pattern: ^a -> ^b")),
    (put(field("NewThing", "name"), "nullable", True), ("changed", "name nullable: no -> yes")),
    (put(field("NewThing", "name"), "deprecated", True), ("changed", "name deprecated: no -> yes")),
    (put(field("NewThing", "name"), "readOnly", True), ("changed", "name read-only: no -> yes")),
    (put(NEW, "required", []), ("changed", "body field name required: yes -> no")),
    (put(NEW, "required", ["name", "port"]), ("changed", "body field port required: no -> yes")),
    (put(field("NewThing", "port"), "minimum", 0), ("changed", "port minimum: 1 -> 0")),
    (put(field("NewThing", "port"), "maximum", 1024), ("changed", "port maximum: 65535 -> 1024")),
    (drop(field("NewThing", "port"), "maximum"), ("changed", "port maximum: 65535 -> none")),
    (put(field("NewThing", "port"), "default", 443), ("changed", "port default: 80 -> 443")),
    (drop(field("NewThing", "port"), "default"), ("changed", "port default: 80 -> none")),
    (put(field("NewThing", "port"), "format", "int64"), ("changed", "port format: int32 -> int64")),
    (put(field("NewThing", "since"), "format", "date"), ("changed", "since format: date-time -> date")),
    (drop(field("NewThing", "since"), "format"), ("changed", "since format: date-time -> none")),
    (put(field("NewThing", "on"), "default", False), ("changed", "on default: true -> false")),
    (put(field("NewThing", "on"), "type", "string"), ("changed", "on type: boolean -> text")),
    (put(field("NewThing", "ratio"), "type", "integer"), ("changed", "ratio type: number -> integer")),
    (put(field("NewThing", "ratio"), "format", "double"), ("changed", "ratio format: none -> double")),
    (put(field("NewThing", "tags"), "items", {"type": "integer"}),
     ("changed", "tags type: list of text -> list of integer")),
    (put(NEW + ("properties",), "extra", {"type": "string"}), ("added", "body field extra")),
    (drop(NEW + ("properties",), "ratio"), ("dropped", "body field ratio")),
    (put(THING + ("properties",), "extra", {"type": "string"}), ("added", "response field extra")),
    (drop(THING + ("properties",), "name"), ("dropped", "response field name")),
    (put(field("Thing", "id"), "type", "string"), ("changed", "response field id type: integer -> text")),
    (put(field("Thing", "id"), "format", "int64"), ("changed", "response field id format: int32 -> int64")),
    (put(field("Thing", "name"), "nullable", True), ("changed", "response field name nullable: no -> yes")),
    (put(field("Inner", "depth"), "type", "number"), ("changed", "inner.depth type: integer -> number")),
    (put(("components", "schemas", "Inner", "properties"), "more", {"type": "string"}), ("added", "inner.more")),
    (drop(("components", "schemas", "Inner", "properties"), "label"), ("dropped", "inner.label")),
    (put(field("Inner", "label"), "maxLength", 9), ("changed", "inner.label maximum length: none -> 9")),
    (put(field("NewThing", "password"), "format", "none"), ("changed", "password")),
    (put(ONE + ("get", "responses"), "200", {"content": {"application/octet-stream": {}}}), ("changed", "answer")),
    (put(ONE + ("get",), "responses", {"204": {}}), ("changed", "answer")),
    (put(COLLECTION + ("post",), "responses", {"200": json_body({"$ref": "#/components/schemas/Thing"})}),
     ("changed", "status of success: 201 -> 200")),
    (put(ONE + ("put",), "requestBody", {"content": {"multipart/form-data": {
        "schema": {"$ref": "#/components/schemas/NewThing"}}}}), ("changed", "media type of the body")),
    (lambda d: at(d, ONE + ("put", "requestBody")).update(required=True), ("changed", "body required: no -> yes")),
    (lambda d: at(d, COLLECTION + ("get", "responses", "200", "content", "application/json")).update(
        schema={"$ref": "#/components/schemas/Thing"}), ("changed", "")),
    (put(field("NewThing", "mode"), "$ref", "#/components/schemas/Parts"), ("", "enum Parts")),
    (reordered, None),
    (put(field("Thing", "inner"), "x-note", 1), None),
    (lambda d: at(d, ONE).update(parameters=[{**at(d, ONE)["parameters"][0], "description": "Which"}]), None),
    (put(field("NewThing", "tags"), "minItems", 1), ("changed", "tags fewest entries: none -> 1")),
    (put(field("NewThing", "tags"), "maxItems", 9), ("changed", "tags most entries: none -> 9")),
    (put(field("NewThing", "tags"), "uniqueItems", True), ("changed", "tags without repetition: no -> yes")),
    (put(field("NewThing", "ratio"), "multipleOf", 0.5), ("changed", "ratio step: none -> 0.5")),
    (put(field("NewThing", "ratio"), "minimum", 1e-7), ("changed", "ratio minimum: none -> 1e-07")),
    (lambda d: at(d, field("NewThing", "ratio")).update(minimum=0.5, exclusiveMinimum=True),
     ("changed", "ratio minimum: none -> more than 0.5")),
    (put(field("NewThing", "password"), "writeOnly", True), ("changed", "password write-only: no -> yes")),
    (put(field("NewThing", "since"), "enum", ["now", "later"]), ("changed", "since pattern")),
    (put(NEW + ("properties",), "map", {"type": "object", "additionalProperties": {"type": "integer"}}),
     ("added", "body field map")),
    (put(COLLECTION + ("get",), "security", []), ("changed", "session needed: yes -> no")),
    (lambda d: at(d, ONE + ("parameters",))[0].update(style="label"),
     ("changed", "target id style: plain -> label")),
    (lambda d: at(d, COLLECTION + ("get", "parameters"))[1].update({"in": "header"}),
     ("changed", "filter place: query -> header")),
    (put(NEW, "anyOf", [{"required": ["port"]}, {"required": ["since"]}]),
     ("changed", "needed by its forms: none -> port; since")),
    (put(field("Thing", "name"), "enum", ["a", "b"]), ("changed", "name pattern")),
]


def check(rasctl):
    """Faults, one line each."""
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        base, changed = pathlib.Path(folder, "base.json"), pathlib.Path(folder, "changed.json")
        base.write_text(json.dumps(BASE), encoding="utf-8")
        environment = {"PATH": "/usr/bin:/bin", "HOME": folder, "LC_ALL": "C.UTF-8"}
        for number, (change, expected) in enumerate(CHANGES):
            document = copy.deepcopy(BASE)
            change(document)
            changed.write_text(json.dumps(document), encoding="utf-8")
            ran = subprocess.run([rasctl, "catalog", "diff", str(base), str(changed), "-o", "json"], text=True,
                                 capture_output=True, env=environment, timeout=60, check=False)
            rows = json.loads(ran.stdout or "[]")
            said = [(row["change"], row["detail"]) for row in rows]
            right = not rows if expected is None else rows and all(
                expected[0] in change and expected[1] in detail for change, detail in said)
            if not right or ran.returncode != (0 if expected is None else 10):
                faults.append(f"change {number}: expected {expected}, got {said[:5]}, exit {ran.returncode} "
                              f"{ran.stderr[:200]}")
    print(f"catalog: {len(CHANGES)} single changes, {len(faults)} not told as they are")
    return faults


if __name__ == "__main__":
    import sys
    for line in check(os.path.abspath(sys.argv[1])):
        print(line)
