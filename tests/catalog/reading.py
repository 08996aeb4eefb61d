"""An independent reading of an OpenAPI 3 description: its operations, a request for each with every value chosen here,
and what that request must be on the wire."""
import json
import re
import urllib.parse

METHODS = ("get", "post", "put", "delete", "patch", "head", "options", "trace")
OWN_HEADERS = ("accept", "content-type", "authorization", "auth_token")


class Description:
    def __init__(self, document):
        self.document = document

    def resolve(self, value):
        for _ in range(16):
            if not isinstance(value, dict) or "$ref" not in value:
                return value
            target = self.document
            for step in value["$ref"].lstrip("#/").split("/"):
                step = urllib.parse.unquote(step).replace("~1", "/").replace("~0", "~")
                target = target[int(step)] if isinstance(target, list) else target[step]
            value = target
        raise ValueError("references in a circle")

    def operations(self):
        """(method, path, operation, parameters) of all that can be sent."""
        for path, item in self.document.get("paths", {}).items():
            item = self.resolve(item)
            shared = item.get("parameters", [])
            for method, operation in item.items():
                if method not in METHODS:
                    continue
                parameters = {}
                for one in [*shared, *operation.get("parameters", [])]:
                    one = self.resolve(one)
                    parameters[one["in"], one["name"]] = one
                yield method.upper(), path, operation, parameters

    def sample(self, schema, depth=0):
        """A value that the schema allows, or None where this reading does not know one."""
        schema = self.resolve(schema)
        if not isinstance(schema, dict) or depth > 6:
            return None
        if "allOf" in schema:
            merged = {}
            for part in schema["allOf"]:
                value = self.sample(part, depth + 1)
                if not isinstance(value, dict):
                    return value if len(schema["allOf"]) == 1 else None
                merged.update(value)
            return merged
        if schema.get("enum"):
            return next((one for one in schema["enum"] if one is not None), None)
        kind = schema.get("type")
        if isinstance(kind, list):
            kind = next((one for one in kind if one != "null"), None)
        if kind is None and "properties" in schema:
            kind = "object"
        if kind == "object":
            return self.sample_object(schema, depth)
        if kind == "array":
            element = self.sample(schema.get("items", {}), depth + 1)
            return None if element is None else [element]
        return self.sample_scalar(kind, schema)

    def sample_object(self, schema, depth):
        value = {}
        for name, one in schema.get("properties", {}).items():
            resolved = self.resolve(one)
            if isinstance(resolved, dict) and resolved.get("readOnly"):
                continue
            part = self.sample(one, depth + 1)
            if part is None:
                if name in schema.get("required", []):
                    return None
                continue
            value[name] = part
        return value

    @staticmethod
    def sample_scalar(kind, schema):
        if kind == "boolean":
            return True
        if kind in ("integer", "number"):
            low, high = schema.get("minimum"), schema.get("maximum")
            return 7 if low is None and high is None else int(low + 1 if low is not None else high - 1)
        if kind != "string" or schema.get("format") == "binary" or schema.get("pattern"):
            return None
        texts = {"date-time": "2026-01-31T08:00:00Z", "date": "2026-01-31", "email": "ann@example.com",
                 "uri": "https://example.com/a", "url": "https://example.com/a", "ipv4": "10.0.0.1", "ipv6": "fd00::1",
                 "uuid": "6f9619ff-8b86-d011-b42d-00cf4fc964ff", "password": None}
        text = texts.get(schema.get("format"), "some text/ü")
        if text is None or len(text) > schema.get("maxLength", 1000):
            return "x" * schema.get("maxLength", 1) if text else None
        return text + "x" * (schema.get("minLength", 0) - len(text))

    def body(self, operation):
        """(media type, schema) of a JSON body, or None where there is none or only other forms."""
        content = self.resolve(operation.get("requestBody", {})).get("content", {})
        for media, one in content.items():
            if re.match(r"application/json(;|$)", media):
                return media, one.get("schema", {})
        return None


def is_plain(schema):
    return schema.get("type") in ("string", "integer", "number", "boolean")


def encode(text):
    return urllib.parse.quote(str(text), safe="-._~")


def text_of(value):
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


def pairs(parameter, value):
    """The decoded pairs that carry a parameter's value; None for what this reading does not know."""
    style, explode = parameter.get("style", "form"), parameter.get("explode", parameter.get("style", "form") == "form")
    if not isinstance(value, (list, dict)):
        return [(parameter["name"], text_of(value))]
    if isinstance(value, list) and all(not isinstance(one, (list, dict)) for one in value):
        if style == "form" and explode:
            return [(parameter["name"], text_of(one)) for one in value]
        separator = {"form": ",", "spaceDelimited": " ", "pipeDelimited": "|"}.get(style)
        return None if separator is None else [(parameter["name"], separator.join(map(text_of, value)))]
    return None


def as_sent(value):
    return json.loads(json.dumps(value))
