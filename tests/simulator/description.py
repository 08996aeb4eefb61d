"""The API's description read anew: which operations a version has, and JSON schemas of what they take and answer.

Nothing here knows the project's own reading of it (the catalogue): that is what makes the check worth something.
"""
import glob
import json
import os
import re

import jsonschema

BEYOND_INT32 = 4294967295  # the service's "none"
DATE_TIME = re.compile(r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
                       r"T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$")


def major(version):
    return int(re.match(r"\d+", str(version))[0])


def served(thing, version):
    """Whether a server of that version has the operation or field."""
    if f"v{version}" in str(thing.get("x-since", "")):  # "21 (also v17/v18)"
        return True
    return major(thing.get("x-since", 17)) <= version <= major(thing.get("x-until", 99))


class Operation:
    def __init__(self, method, path, content, description):
        self.method, self.path, self.content, self.description = method, path, content, description
        self.parameters = content.get("parameters", [])
        self.status = int(next(code for code in content["responses"] if code != "default"))
        answered = content["responses"][str(self.status)].get("content", {})
        self.answer_type = next(iter(answered), None)
        self.answer = answered[self.answer_type].get("schema") if answered else None
        taken = content.get("requestBody", {}).get("content", {})
        self.body_type = next(iter(taken), None)
        self.body = taken[self.body_type].get("schema") if taken else None
        self.open_to_all = content.get("security") == []

    @property
    def is_json(self):
        return self.answer_type is not None and "json" in self.answer_type

    def query(self):
        return [p for p in self.parameters if p["in"] == "query"]

    def path_parameters(self):
        """By their place in the path, which the description's order need not be."""
        known = {p["name"]: p for p in self.parameters if p["in"] == "path"}
        return [known[name] for name in re.findall(r"\{([^}]+)\}", self.path)]

    def __str__(self):
        return f"{self.method} {self.path}"


def of_cmdlets_only(schema):
    """Known from an old version's cmdlets alone: no answer was seen with it."""
    return schema.get("x-evidence") == "powershell" and "x-until" in schema


class Description:
    """The operations of one version of the server."""

    def __init__(self, folder, version):
        self.version = version
        self.schemas = {}
        paths = {}
        for name in sorted(glob.glob(os.path.join(folder, "*.json"))):
            with open(name, encoding="utf-8") as file:
                document = json.load(file)
            self.schemas.update(document.get("components", {}).get("schemas", {}))
            for path, item in document.get("paths", {}).items():
                paths.setdefault(path, {}).update(item)
        self.operations = []
        for path, item in paths.items():
            for method, content in item.items():
                if served(content, version):
                    self.operations.append(Operation(method.upper(), path, content, self))
        # Where an old server has two spellings of a path, its own form counts.
        old = {(o.method, o.path.lower()) for o in self.operations if "x-until" in o.content}
        self.operations = [o for o in self.operations
                           if "x-until" in o.content or (o.method, o.path.lower()) not in old]
        self.by_key = {(o.method, re.sub(r"\{[^}]*\}", "{}", o.path.lower())): o for o in self.operations}
        self._strict = {}

    def find(self, method, path):
        return self.by_key.get((method, re.sub(r"\{[^}]*\}", "{}", path.lower())))

    def resolved(self, schema):
        """The schema behind $ref and allOf, with what stands beside them kept."""
        beside = {}
        while True:
            if "$ref" in schema:
                beside = {**{k: v for k, v in schema.items() if k != "$ref"}, **beside}
                schema = self.schemas[schema["$ref"].rsplit("/", 1)[1]]
            elif len(schema.get("allOf", [])) == 1:
                beside = {**{k: v for k, v in schema.items() if k != "allOf"}, **beside}
                schema = schema["allOf"][0]
            elif "allOf" in schema:
                beside = {**{k: v for k, v in schema.items() if k != "allOf"}, **beside}
                schema = self.all_of([self.resolved(part) for part in schema["allOf"]])
            elif "properties" in beside and "properties" in schema:
                return self.all_of([schema, beside])
            else:
                return {**schema, **beside}

    @staticmethod
    def all_of(parts):
        """One object with the members of all; what a later one says of a member counts."""
        whole = {}
        for part in parts:
            members = {**whole.get("properties", {}), **part.get("properties", {})}
            needed = [*whole.get("required", []), *part.get("required", [])]
            whole = {**whole, **part, "properties": members}
            if needed:
                whole["required"] = needed
        return whole

    def fields(self, schema):
        """Name -> schema of the members of an object that this version has."""
        members = self.resolved(schema).get("properties", {})
        return {name: self.resolved(member) for name, member in members.items() if served(member, self.version)}

    def strict(self, schema, within=()):
        """JSON Schema of a whole answer: every documented member is there, and no other where the list is whole."""
        schema = self.resolved(schema)
        nullable = schema.get("nullable", False)
        kind = schema.get("type")
        result = {}
        if kind == "object":
            members = self.fields(schema)
            if id(schema.get("properties")) in within:
                return {}
            inner = (*within, id(schema.get("properties")))
            result = {"type": "object", "required": sorted(n for n, m in members.items() if not of_cmdlets_only(m)),
                      "properties": {n: self.strict(m, inner) for n, m in members.items()}}
            if schema.get("x-complete") and not schema.get("additionalProperties"):
                result["additionalProperties"] = False
        elif kind == "array":
            result = {"type": "array", "items": self.strict(schema["items"], within)}
        elif kind == "integer":
            result = {"type": "integer"}
            if schema.get("format") == "int32" and "enum" not in schema:
                result["anyOf"] = [{"minimum": -2**31, "maximum": 2**31 - 1}, {"const": BEYOND_INT32}]
            if "enum" in schema and schema.get("x-complete") and not schema.get("x-enum-flags"):
                result["enum"] = schema["enum"] + ([None] if nullable else [])
            if schema.get("x-enum-flags") and schema.get("x-complete"):
                result["flags"] = schema["x-enum-values"]
        elif kind == "string":
            result = {"type": "string"}
            if schema.get("format") == "date-time":
                result["pattern"] = DATE_TIME.pattern
            if "pattern" in schema:
                result["pattern"] = schema["pattern"]
        elif kind:
            result = {"type": kind}
        for limit in ("minimum", "maximum", "minLength", "maxLength"):
            if limit in schema:
                result[limit] = schema[limit]
        if nullable and "type" in result:
            result["type"] = [result["type"], "null"]
        return result

    def validator(self, schema):
        key = json.dumps(schema, sort_keys=True)
        if key not in self._strict:
            base = jsonschema.Draft7Validator
            known = jsonschema.validators.extend(base, {"flags": only_known_flags})
            self._strict[key] = known(self.strict(schema))
        return self._strict[key]


def only_known_flags(_validator, bits, value, _schema):
    mask = 0
    for bit in bits:
        mask |= bit
    if isinstance(value, int) and value & ~mask:
        yield jsonschema.ValidationError(f"{value} holds unknown flags")


def faults(validator, value, most=4):
    """What is wrong with the value, in words."""
    found = []
    for error in validator.iter_errors(value):
        where = "/".join(str(step) for step in error.absolute_path)
        found.append(f"{where or '(whole)'}: {error.message[:160]}")
        if len(found) == most:
            break
    return found
