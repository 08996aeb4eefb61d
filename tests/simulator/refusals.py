"""Every operation with requests that must be refused, and how."""
import json

from bodies import wrong
from description import faults
from every_operation import Walk
from farm import MEDIA_TYPE

DEEP = b'{"a":' * 3000 + b"1" + b"}" * 3000


class Refusals(Walk):
    """Sends what is wrong in one way; nothing of it may change the farm or end in anything but the right refusal."""

    def expect(self, operation, why, answer, *status):
        if answer.status not in status:
            self.tell(operation, f"{why}: {answer}")
            return
        if answer.status >= 400 and operation.method != "HEAD":
            self.judge_error(operation, why, answer)

    def judge_error(self, operation, why, answer):
        media_type = answer.headers.get("Content-Type", "")
        if media_type.lower() != MEDIA_TYPE:
            self.tell(operation, f"{why}: the refusal has Content-Type {media_type}")
        try:
            content = answer.json
        except ValueError:
            self.tell(operation, f"{why}: the refusal is no JSON: {answer}")
            return
        if set(content) == {"code", "msg"}:
            good = isinstance(content["code"], int) and isinstance(content["msg"], str) and answer.status == 400
            if not good:
                self.tell(operation, f"{why}: {answer}")
            return
        for fault in faults(self.problem_details(), content):
            self.tell(operation, f"{why}: {fault}")
        if content.get("status") != answer.status:
            self.tell(operation, f"{why}: says status {content.get('status')}")

    def problem_details(self):
        import jsonschema
        members = self.description.schemas["ProblemDetails"]["properties"]
        kinds = {name: {"type": [member["type"], "null"]} for name, member in members.items()}
        return jsonschema.Draft7Validator({"type": "object", "properties": kinds, "required": ["title", "status"]})

    def send(self, operation, path, body=None, raw=None, headers=None, token=True):
        return self.farm.request(operation.method, path, body, headers, raw, token)

    def all(self):
        for operation in self.description.operations:
            path = self.places.fill(operation.path)
            if path is None:
                continue
            if operation.query() and any(p.get("required") for p in operation.query()):
                self.without_query(operation, path)
                continue
            if not operation.open_to_all:
                self.unknown_caller(operation, path)
            if "{" in operation.path:
                self.unknown_objects(operation)
            self.wrong_query(operation, path)
            if operation.body and "json" in operation.body_type and self.is_new(operation.body):
                self.wrong_bodies(operation, path)

    def without_query(self, operation, path):
        self.expect(operation, "a required query parameter is missing", self.send(operation, path), 400)

    def unknown_caller(self, operation, path):
        body = self.maker.minimal(operation.body) if operation.body else None
        self.expect(operation, "no token", self.send(operation, path, body, token=False), 401)
        self.expect(operation, "a wrong token",
                    self.send(operation, path, body, token=False, headers={"auth_token": "wrong+token=-"}), 401)

    def unknown_objects(self, operation):
        integers = all(p["schema"].get("type") == "integer" for p in operation.path_parameters())
        nobody = operation.path
        for parameter in operation.path_parameters():
            nobody = nobody.replace("{%s}" % parameter["name"], "987654321")
        body = self.maker.minimal(operation.body) if operation.body else None
        if operation.body_type and "multipart" in operation.body_type:
            return
        self.expect(operation, "an unknown ID", self.send(operation, nobody, body), 404)
        if integers:
            for bad in ("abc", "1.5", "99999999999999999999", "%00", "-"):
                self.expect(operation, f"the ID {bad}",
                            self.send(operation, nobody.replace("987654321", bad), body), 400, 404)

    def wrong_query(self, operation, path):
        for parameter in operation.query():
            schema = self.description.resolved(parameter["schema"])
            if schema.get("type") in ("integer", "boolean", "number"):
                body = self.maker.minimal(operation.body) if operation.body else None
                self.expect(operation, f"?{parameter['name']}=xyz",
                            self.send(operation, f"{path}?{parameter['name']}=xyz", body), 400)

    def wrong_bodies(self, operation, path):
        good = self.maker.minimal(operation.body)
        for why, raw in [("no body", b""), ("half an object", b'{"a":'), ("no JSON", b"name=x"), ("an array", b"[]"),
                         ("a text", b'"x"'), ("a number", b"5"), ("JSON null", b"null"), ("two objects", b"{}{}"),
                         ("bytes that are no UTF-8", b'{"name":"\xff\xfe"}'), ("a deep object", DEEP)]:
            self.expect(operation, why, self.send(operation, path, raw=raw), 400)
        for media_type in ("text/plain", "application/xml", "application/x-www-form-urlencoded"):
            self.expect(operation, f"Content-Type {media_type}",
                        self.send(operation, path, good, headers={"Content-Type": media_type}), 415)
        for name in self.description.resolved(operation.body).get("required", []):
            if name in good:
                self.expect(operation, f"without {name}",
                            self.send(operation, path, {n: v for n, v in good.items() if n != name}), 400)
        for name, schema in self.description.fields(operation.body).items():
            self.wrong_field(operation, path, good, name, schema)

    def wrong_field(self, operation, path, good, name, schema):
        if schema.get("readOnly"):
            self.expect(operation, f"read-only {name}", self.send(operation, path, {**good, name: self.maker.value(
                name, schema, "full")}), 400)
            return
        for why, value in wrong(schema):
            self.expect(operation, f"{name} is {why} ({json.dumps(value)[:30]})",
                        self.send(operation, path, {**good, name: value}), 400)
        # Older versions have no operations for some of the objects that they refer to.
        known = schema.get("x-refers") and self.places.of_kind(schema["x-refers"]) is not None
        if known and schema.get("type") == "integer" and self.description.version > 18:
            self.expect(operation, f"{name} refers to nothing",
                        self.send(operation, path, {**good, name: 987654321}), 400, 404)
        if schema.get("type") == "array":
            item = self.description.resolved(schema["items"])
            for why, value in wrong(item):
                self.expect(operation, f"{name}[0] is {why} ({json.dumps(value)[:30]})",
                            self.send(operation, path, {**good, name: [value]}), 400)
        if schema.get("type") == "object":
            for inner, inner_schema in self.description.fields(schema).items():
                for why, value in wrong(inner_schema):
                    self.expect(operation, f"{name}.{inner} is {why} ({json.dumps(value)[:30]})",
                                self.send(operation, path, {**good, name: {inner: value}}), 400)
