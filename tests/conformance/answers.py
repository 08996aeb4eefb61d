"""Answers that fit an operation's description, and answers as real servers give them: odd, and to be shown all the same."""
import json
import random

UNICODE = "Zürich 東京 \U0001F5A5 \"quoted\" 'single' a=b; c,d #x %y\ttab"
KINDS = ("full", "bare", "odd")


class Answers:
    def __init__(self, description, kind):
        self.description, self.kind = description, kind
        self.random = random.Random(kind)

    def value(self, schema, depth=0, name=""):
        own = self.description.resolved(schema)
        nullable = schema.get("nullable") or own.get("nullable")
        if nullable and (self.kind == "bare" or (self.kind == "odd" and self.random.random() < 0.2)):
            return None
        if "enum" in own:
            unknown = self.kind == "odd" and self.random.random() < 0.3
            return 987 if unknown and own.get("type") == "integer" else self.random.choice(own["enum"])
        return self.plain(own, depth, name)

    def plain(self, own, depth, name):
        kind = own.get("type")
        if kind == "integer":
            low, high = own.get("minimum", 1), own.get("maximum", 2**31 - 1)
            number = self.random.choice([low, high, low + 1])
            # Status objects carry their IDs as text.
            return str(number) if self.kind == "odd" and name == "id" else number
        if kind == "number":
            return self.random.choice([0, 0.5, 1.25e10])
        if kind == "boolean":
            return self.random.random() < 0.5
        if kind == "array":
            count = {"bare": 0, "full": 2}.get(self.kind, self.random.randrange(3)) if depth else 2
            elements = [self.value(own["items"], depth + 1) for _ in range(count)]
            # An object where a list is described.
            return elements[0] if self.kind == "odd" and depth == 0 and self.random.random() < 0.3 else elements
        if kind == "object" or "properties" in own:
            return self.object(own, depth)
        return self.text(own)

    def object(self, own, depth):
        if depth > 6:
            return {}
        value = {name: self.value(field, depth + 1, name) for name, field in own.get("properties", {}).items()
                 if self.kind != "bare" or name in own.get("required", []) or name == "id"}
        if self.kind == "odd":
            value["notYetKnown"] = {"deep": [1, "two", None, {"three": 12345678901234567890123}]}
        return value

    def text(self, own):
        if own.get("format") in ("guid", "uuid"):
            return "11111111-2222-3333-4444-555555555555"
        if own.get("format") == "date-time":
            return "2026-01-31T08:00:00Z"
        if own.get("pattern", "").startswith("^(Trace"):
            return "Error"
        return UNICODE.ljust(own.get("minLength", 0))[:own.get("maxLength", 1000)]

    def bytes(self, operation):
        """(status, media type, body)"""
        status, media_type, schema = operation.answer()
        if schema is None:
            return status, None, b""
        if schema.get("format") == "binary":
            return status, media_type.replace("*", "png"), b"\x00\x01file\xff"
        value = self.value(schema)
        # A list where an object is described.
        if self.kind == "odd" and isinstance(value, dict) and self.random.random() < 0.1:
            value = [value]
        return status, media_type, json.dumps(value, ensure_ascii=False).encode()
