"""The API's OpenAPI documents, read without any help from rasctl, and what a strict validator says of a request."""
import email.parser
import email.policy
import glob
import json
import os
import re
import urllib.parse

import jsonschema

API = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../lib/catalog/api")
MEDIA_TYPE = "application/json; api-version=1.0"
# RFC 3339, and what ASP.NET reads beside it: a date alone, and a time without an offset.
DATE_TIME = r"^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$"
GUID = r"^\{?[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\}?$"


class Fraction(float):
    """A number that was written with a point or an exponent: no integer, even where its value is whole."""


class Operation:
    def __init__(self, method, path, facts, description):
        self.method, self.path, self.facts = method.upper(), path, facts
        self.since = int(facts["x-since"])
        self.until = int(facts["x-until"]) if "x-until" in facts else None
        self.parameters = facts.get("parameters", [])
        self.pattern = re.compile(re.sub(r"\\{[^}]*\\}", "([^/]+)", re.escape(path)), re.IGNORECASE)
        self.literal = len([part for part in path.split("/") if part and not part.startswith("{")])
        content = facts.get("requestBody", {}).get("content", {})
        self.media_type = next(iter(content), None)
        self.body = description.resolved(content[self.media_type]["schema"]) if content else None
        self.body_name = content[self.media_type]["schema"].get("$ref", "").split("/")[-1] if content else None
        self.needs_token = facts.get("security") != []

    def lives_in(self, version):
        return self.since <= version and (self.until is None or version <= self.until)

    def parameters_in(self, place):
        return [one for one in self.parameters if one["in"] == place]

    def answer(self):
        """(status, media type, schema) of success."""
        for status, response in self.facts["responses"].items():
            if status.startswith("2"):
                content = response.get("content", {})
                media_type = next(iter(content), None)
                return int(status), media_type, content[media_type].get("schema") if media_type else None
        return 204, None, None


class Description:
    def __init__(self, folder=API):
        self.schemas, self.operations = {}, []
        documents = []
        for file in sorted(glob.glob(os.path.join(folder, "*.json"))):
            with open(file, encoding="utf-8") as text:
                documents.append(json.load(text))
            self.schemas.update(documents[-1].get("components", {}).get("schemas", {}))
        for name, schema in self.schemas.items():
            if len(schema.get("allOf", [])) > 1:
                self.schemas[name] = self.all_of(schema)
        for document in documents:
            for path, item in document["paths"].items():
                for method, facts in item.items():
                    self.operations.append(Operation(method, path, facts, self))
        self.definitions = {name: self.converted(schema) for name, schema in self.schemas.items()}
        self.validators = {}

    def resolved(self, schema):
        """The schema that a reference, or an allOf around one, leads to."""
        for part in [schema] + schema.get("allOf", []):
            if "$ref" in part:
                return self.resolved(self.schemas[part["$ref"].split("/")[-1]])
        return schema

    def all_of(self, schema):
        """One object with the members of all parts: each of them alone would refuse those of the others."""
        whole = {"type": "object", "properties": {}, "required": []}
        for part in schema["allOf"]:
            part = self.resolved(part)
            whole["properties"].update(part.get("properties", {}))
            whole["required"] += part.get("required", [])
        return whole

    def converted(self, schema):
        """OpenAPI 3.0 as JSON Schema, as strict as can be: no unknown member, nothing that is read only."""
        if schema.get("readOnly"):
            return False
        strict = {}
        for key in ("type", "enum", "minimum", "maximum", "minLength", "maxLength", "pattern", "required"):
            if key in schema:
                strict[key] = schema[key]
        if "x-enum-flags" in schema:
            mask = 0
            for bit in schema.get("x-enum-values", schema.get("enum", [])):
                mask |= bit
            strict.update({"minimum": 0, "maximum": mask})
            strict.pop("enum", None)
        if "$ref" in schema:
            strict["$ref"] = "#/definitions/" + schema["$ref"].split("/")[-1]
        if "allOf" in schema:
            strict["allOf"] = [self.converted(part) for part in schema["allOf"]]
        if "items" in schema:
            strict["items"] = self.converted(schema["items"])
        if "properties" in schema:
            strict["properties"] = {name: self.converted(one) for name, one in schema["properties"].items()}
            strict["additionalProperties"] = schema.get("additionalProperties", False)
        form = schema.get("format")
        if form in ("guid", "uuid"):
            strict["pattern"] = GUID
        if form == "date-time":
            strict["pattern"] = DATE_TIME
        if form == "int32":
            strict["minimum"] = max(strict.get("minimum", -2**31), -2**31)
            strict["maximum"] = min(strict.get("maximum", 2**31 - 1), 2**31 - 1)
        return {"anyOf": [{"type": "null"}, strict]} if schema.get("nullable") else strict

    def validator(self, name):
        if name not in self.validators:
            checker = jsonschema.Draft7Validator.TYPE_CHECKER.redefine(
                "integer", lambda _, value: isinstance(value, int) and not isinstance(value, bool))
            kind = jsonschema.validators.extend(jsonschema.Draft7Validator, type_checker=checker)
            self.validators[name] = kind({"$ref": "#/definitions/" + name, "definitions": self.definitions})
        return self.validators[name]

    def find(self, method, path, version=None):
        """The operation that a path means: of several templates the one with most words of its own."""
        found = [one for one in self.operations if one.method == method and one.pattern.fullmatch(path)
                 and (version is None or one.lives_in(version))]
        return max(found, key=lambda one: (one.literal, one.since), default=None)

    def problems(self, operation, target, headers, body):
        """What is wrong with a request for the operation: one text each."""
        path, _, query = target.partition("?")
        problems = list(self.path_problems(operation, path))
        problems += self.query_problems(operation, query)
        problems += self.header_problems(operation, headers)
        problems += self.body_problems(operation, headers, body)
        return problems

    def path_problems(self, operation, path):
        values = operation.pattern.fullmatch(path).groups()
        for parameter, text in zip(operation.parameters_in("path"), values):
            yield from self.text_problems(f"path {parameter['name']}", parameter["schema"],
                                          urllib.parse.unquote(text, errors="strict"))

    def query_problems(self, operation, query):
        known = {one["name"].lower(): one for one in operation.parameters_in("query")}
        seen = set()
        for name, text in urllib.parse.parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query),
                                                 errors="strict"):
            parameter = known.get(name.lower())
            if parameter is None:
                yield f"query {name}: unknown"
                continue
            if name.lower() in seen:
                yield f"query {name}: twice"
            seen.add(name.lower())
            yield from self.text_problems(f"query {name}", parameter["schema"], text)
        for name, parameter in known.items():
            if parameter.get("required") and name not in seen:
                yield f"query {parameter['name']}: missing"

    def text_problems(self, place, schema, text):
        own = self.resolved(schema)
        kind = own.get("type")
        if kind == "integer":
            if not re.fullmatch(r"-?\d+", text):
                yield f"{place}: '{text}' is no integer"
                return
            value = int(text)
        elif kind == "boolean":
            if text not in ("true", "false"):
                yield f"{place}: '{text}' is no boolean"
            return
        else:
            value = text
        for error in jsonschema.Draft7Validator(self.converted(own)).iter_errors(value):
            yield f"{place}: {error.message}"

    def header_problems(self, operation, headers):
        given = headers.get("Content-Type", "")
        wanted = operation.media_type if operation.media_type == "multipart/form-data" else MEDIA_TYPE
        matches = given == wanted if wanted == MEDIA_TYPE else given.startswith(wanted + "; boundary=")
        if not matches:
            yield f"Content-Type is '{given}', not '{wanted}'"
        if operation.needs_token and not headers.get("auth_token"):
            yield "auth_token is missing"

    def body_problems(self, operation, headers, body):
        if operation.body is None:
            if body:
                yield f"a body where none is described: {body[:80]!r}"
            return
        if not body:
            if operation.facts["requestBody"].get("required"):
                yield "the body is missing"
            return
        if operation.media_type == "multipart/form-data":
            yield from self.part_problems(operation, headers, body)
            return
        try:
            value = read_json(body)
        except ValueError as error:
            yield f"the body is no JSON: {error}: {body[:80]!r}"
            return
        for error in self.validator(operation.body_name).iter_errors(value):
            yield f"body {'.'.join(map(str, error.absolute_path))}: {deepest(error)}"

    def part_problems(self, operation, headers, body):
        head = f"Content-Type: {headers['Content-Type']}\r\n\r\n".encode()
        message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + body)
        fields, seen = operation.body.get("properties", {}), set()
        for part in message.iter_parts():
            name = part.get_param("name", header="content-disposition")
            if name not in fields:
                yield f"part {name}: unknown"
                continue
            if name in seen:
                yield f"part {name}: twice"
            seen.add(name)
            own = self.resolved(fields[name])
            if own.get("format") == "binary":
                if part.get_filename() is None:
                    yield f"part {name}: has no file name"
            else:
                yield from self.text_problems(f"part {name}", own, part.get_payload(decode=True).decode())
        for name in operation.body.get("required", []):
            if name not in seen:
                yield f"part {name}: missing"


def deepest(error):
    """Under anyOf the branch that is no null tells more."""
    for inner in error.context or []:
        if inner.validator != "type" or inner.validator_value != "null":
            return f"{'.'.join(map(str, inner.relative_path))} {deepest(inner)}".strip()
    return error.message[:200]


def read_json(body):
    def members(pairs):
        names = [name.lower() for name, _ in pairs]
        if len(names) != len(set(names)):
            raise ValueError(f"a member twice in {names}")
        return dict(pairs)

    return json.loads(body.decode("utf-8"), object_pairs_hook=members, parse_float=Fraction)
