"""`simulate --catalog FILE` with descriptions of other makers: it starts, its answers are what the description says, by a
validator of its own, and it refuses requests that the description does not allow."""
import contextlib
import http.client
import json
import re
import select
import subprocess
import urllib.parse

import jsonschema

from reading import Description, encode, pairs

ROUNDS = 200  # of operations asked for; a description of thousands says the same again


@contextlib.contextmanager
def served(simulator, file, errors):
    process = subprocess.Popen([simulator, "--listen", "127.0.0.1:0", "--http", "--catalog", file], stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE)
    try:
        ready, _, _ = select.select([process.stdout], [], [], 60)
        line = process.stdout.readline() if ready else b""
        if not line:
            process.kill()
            errors.append(f"it does not start: {process.stderr.read()[:300]!r}")
            yield None
        else:
            address = urllib.parse.urlsplit(json.loads(line)["url"])
            yield http.client.HTTPConnection(address.hostname, address.port, timeout=60)
    finally:
        process.terminate()
        process.wait(30)
        process.stdout.close()
        process.stderr.close()


def as_json_schema(value, definitions):
    """A schema of OpenAPI as one of JSON Schema: nullable, and limits that are switches, written as it writes them."""
    if isinstance(value, list):
        return [as_json_schema(one, definitions) for one in value]
    if not isinstance(value, dict):
        return value
    made = {key: one if key in ("enum", "example", "default", "const", "examples") else as_json_schema(one, definitions)
            for key, one in value.items() if key not in ("example", "examples", "discriminator", "xml")}
    if "$ref" in made and isinstance(made["$ref"], str):
        return {"$ref": made["$ref"]}
    for limit, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if isinstance(made.get(exclusive), bool):
            if made.pop(exclusive) and limit in made:
                made[exclusive] = made.pop(limit)
    # Forms of other makers overlap: what fits one may fit a second, and no value fits one alone.
    if "oneOf" in made:
        made["allOf"] = [*made.get("allOf", []), {"anyOf": made.pop("oneOf")}]
    if made.pop("nullable", False) is True:
        return {"anyOf": [{"type": "null"}, made]}
    return made


class Checker:
    """Judges answers of one description."""

    def __init__(self, description):
        self.description = description
        self.whole = as_json_schema(description.document, None)

    def problem(self, schema, value):
        """What is wrong with the value; None for nothing."""
        whole = {"components": self.whole.get("components", {}), "allOf": [as_json_schema(schema, None)]}
        errors = sorted(jsonschema.Draft202012Validator(whole).iter_errors(value), key=lambda one: len(list(one.path)))
        return f"{'/'.join(map(str, errors[0].path))}: {errors[0].message}"[:300] if errors else None

    def answer(self, operation):
        """The status that is told, and the schema of its JSON, or None where it has none."""
        for status, response in sorted(operation.get("responses", {}).items()):
            if re.match(r"2\d\d|2XX|default", str(status)):
                content = self.description.resolve(response).get("content", {})
                for media, one in content.items():
                    if re.match(r"application/([a-z.-]+\+)?json", media):
                        return one.get("schema")
                return None
        return None


class Visitor:
    """Asks a served description for what it describes."""

    def __init__(self, line, description):
        self.line, self.description = line, description
        self.checker = Checker(description)
        self.answers = self.refusals = 0
        self.token = None
        _, _, text = self.ask("POST", "/api/Session/logon", {"Content-Type": "application/json; api-version=1.0"},
                              json.dumps({"username": "administrator", "password": "11112222"}))
        self.token = json.loads(text)["authToken"]

    def ask(self, method, target, headers=None, body=None):
        own = {"auth_token": self.token} if self.token else {}
        self.line.request(method, target, body=body, headers={**(headers or {}), **own})
        answer = self.line.getresponse()
        return answer.status, answer.getheader("Content-Type") or "", answer.read()

    def target(self, path, parameters):
        """The path and query of a right request and its headers; None where only the maker knows one."""
        query, headers = [], {}
        for (place, name), parameter in parameters.items():
            value = self.description.sample(parameter.get("schema", {})) if "content" not in parameter else None
            if place == "path":
                if isinstance(value, (list, dict)) or value is None:
                    return None
                path = path.replace("{" + name + "}", encode(json.dumps(value) if isinstance(value, bool) else value))
            elif parameter.get("required"):
                sent = pairs(parameter, value) if value is not None else None
                if sent is None or place == "cookie":
                    return None
                if place == "header":
                    headers[name] = str(sent[0][1]).encode("utf-8")
                query += sent if place == "query" else []
        if "{" in path:
            return None
        path = path.split("#")[0]
        joint = "&" if "?" in path else "?"
        return path + (joint + urllib.parse.urlencode(query) if query else ""), headers

    def visit(self, method, path, operation, parameters):
        """Faults of one operation."""
        made = self.target(path, parameters)
        if made is None:
            return
        target, headers = made
        if method == "GET":
            yield from self.judge(method, target, operation, self.ask(method, target, headers))
        body = self.description.body(operation)
        if body is None or method in ("GET", "HEAD", "TRACE"):
            return
        value = self.description.sample(body[1])
        if value is None:
            return
        headers = {**headers, "Content-Type": body[0]}
        yield from self.judge(method, target, operation, self.ask(method, target, headers, json.dumps(value)))
        for wrong in wrong_bodies(self.description, body[1], value):
            status, _, text = self.ask(method, target, headers, json.dumps(wrong))
            self.refusals += 1
            if status != 400:
                yield f"{method} {target}: {json.dumps(wrong)[:200]} is answered {status}: {text[:200]!r}"

    def judge(self, method, target, operation, answer):
        status, media, text = answer
        if not 200 <= status < 300:
            yield f"{method} {target}: {status} {text[:300]!r}"
            return
        schema = self.checker.answer(operation)
        if schema is None or not media.startswith("application/json"):
            return
        self.answers += 1
        problem = self.checker.problem(schema, json.loads(text))
        if problem:
            yield f"{method} {target}: the answer does not fit: {problem}"


def wrong_bodies(description, schema, right):
    """Bodies that the schema does not allow: without a field that it requires, and with one of another type."""
    schema = description.resolve(schema)
    if not isinstance(right, dict) or not isinstance(schema, dict):
        return
    for name in schema.get("required", [])[:2]:
        if name in right:
            yield {key: value for key, value in right.items() if key != name}
    for name, one in list(schema.get("properties", {}).items()):
        one = description.resolve(one)
        if name in right and one.get("type") in ("integer", "number", "boolean") and "enum" not in one:
            yield {**right, name: {"no": "number"}}
            return


def check(simulator, title, file, document):
    """Faults of one document, and a line about it."""
    faults, described = [], Description(document)
    with served(simulator, file, faults) as line:
        if line is not None:
            visitor = Visitor(line, described)
            for count, one in enumerate(described.operations()):
                if count >= ROUNDS:
                    break
                faults += visitor.visit(*one)
            print(f"catalog: {title}: served, {visitor.answers} answers and {visitor.refusals} refusals judged, "
                  f"{len(faults)} faults", flush=True)
    return [f"{title} served: {fault}"[:600] for fault in faults]
