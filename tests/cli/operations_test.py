"""Every operation of every version: one minimal valid call and one invalid call through the command line."""
import concurrent.futures
import functools
import glob
import itertools
import json
import os
import re
import subprocess

from harness import expect, person, simulator

API = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../lib/catalog/api")
WORKERS = 4


@functools.cache
def description():
    """Schemas by name, and operations by (method, path)."""
    schemas, operations = {}, {}
    for file in sorted(glob.glob(os.path.join(API, "*.json"))):
        with open(file, encoding="utf-8") as text:
            document = json.load(text)
        schemas.update(document.get("components", {}).get("schemas", {}))
        for path, item in document["paths"].items():
            for method, operation in item.items():
                operations[method.upper(), path] = operation
    return schemas, operations


def resolved(schema):
    """The schema behind $ref and allOf: of several parts, one with the members of all."""
    if "$ref" in schema:
        return resolved(description()[0][schema["$ref"].split("/")[-1]])
    parts = [resolved(part) for part in schema.get("allOf", [])]
    if len(parts) < 2:
        return parts[0] if parts else schema
    return {**parts[0], "properties": {name: one for part in parts for name, one in part["properties"].items()},
            "required": [name for part in parts for name in part.get("required", [])]}


def words_of(name):
    return re.sub("[^a-z0-9]", "", name.lower())


def flag_for(help_text, name, refers):
    """The flag in a help text that means the field: spelt alike, or without the Id of a reference."""
    wanted = {words_of(name)}
    if refers:
        wanted |= {re.sub("ids$", "s", words_of(name)), re.sub("id$", "", words_of(name))}
    for option, placeholder in re.findall(r"--(?:\[no-\])?([a-z0-9][a-z0-9.-]*)(?: (\S+))?", help_text):
        if words_of(option) in wanted:
            return option, placeholder
    return None, None


COUNTER = itertools.count()


def upload_for(name, folder):
    for part, file in [("pfx", "store.pfx"), ("key", "key.pem"), ("cert", "cert.pem"), ("intermediate", "cert.pem")]:
        if part in name.lower():
            return os.path.join(folder, file)
    return os.path.join(folder, "upload")


def text_value(schema, folder, name=""):
    """A valid value as a person types it."""
    own = resolved(schema)
    if "enum" in own:
        return str(own["enum"][0])
    kind, form = own.get("type"), own.get("format")
    if kind == "integer":
        return str(max(1, own.get("minimum", 1)))
    if kind == "number":
        return str(own.get("minimum", 1))
    if kind == "boolean":
        return "true"
    if kind == "array":
        return text_value(own["items"], folder, name)
    if kind == "object":
        return json.dumps(json_value(schema))
    if form == "password":
        return "@" + os.path.join(folder, "secret")
    if form == "binary":
        return upload_for(name, folder)
    return json_value(schema)


def json_value(schema):
    own = resolved(schema)
    if "enum" in own:
        return own["enum"][0]
    kind, form = own.get("type"), own.get("format")
    if kind == "integer":
        return max(1, own.get("minimum", 1))
    if kind == "number":
        return own.get("minimum", 1)
    if kind == "boolean":
        return True
    if kind == "array":
        return [json_value(own["items"])]
    if kind == "object":
        return {name: json_value(field) for name, field in own.get("properties", {}).items()
                if name in own.get("required", [])}
    if form in ("guid", "uuid"):
        return "11111111-2222-3333-4444-555555555555"
    if form == "date-time":
        return "2026-01-31T08:00:00Z"
    if own.get("pattern", "").startswith("^(Trace"):
        return "Error"
    # Names must be free, so every text is another.
    text = f"x{next(COUNTER)}"
    return text.ljust(own.get("minLength", 1), "x")[-own.get("maxLength", 1000):]


class Call:
    """The words for one operation."""

    def __init__(self, me, row):
        self.row = row
        self.operation = description()[1][row["method"], row["path"]]
        self.help = me.run(*row["command"].split(), "--help").expect_code(0).text
        self.parameters = self.operation.get("parameters", [])
        content = self.operation.get("requestBody", {}).get("content", {})
        self.body = resolved(next(iter(content.values()))["schema"]) if content else None

    def targets(self):
        words = []
        for parameter in self.parameters:
            if parameter["in"] == "path":
                # The licensing site cannot be deleted.
                branch = self.row["path"] == "/api/Site/{id}"
                words.append("id:2" if branch else f"id:{text_value(parameter['schema'], '')}")
        return words

    def fields(self):
        fields = [(one["name"], one["schema"], one.get("x-refers")) for one in self.parameters
                  if one["in"] == "query" and one.get("required")]
        for name, schema in (self.body or {}).get("properties", {}).items():
            if name in self.body.get("required", []) and not schema.get("readOnly"):
                fields.append((name, schema, schema.get("x-refers")))
        # A wish without a word is refused: the least that it takes is one field.
        if self.row["command"].endswith((" update", " add", " create", " remove")) and not set(self.body or {}) & {"required"}:
            settable = [(name, schema) for name, schema in (self.body or {}).get("properties", {}).items()
                        if not schema.get("readOnly") and resolved(schema).get("type") in ("string", "integer", "boolean")]
            fields += [(name, schema, schema.get("x-refers")) for name, schema in settable[:1]]
        return fields

    def valid(self, folder):
        words = [*self.row["command"].split(), *self.targets(), "--yes", "-o", "json"]
        given = set()
        for name, schema, refers in self.fields():
            option, placeholder = flag_for(self.help, name, refers)
            nested = resolved(schema).get("type") == "object" and resolved(schema).get("properties")
            if nested or option is None:
                words += ["--set", f"{name}={json.dumps(json_value(schema))}"]
            elif option not in given:
                given.add(option)
                value = text_value(schema, folder, name)
                words += [f"--{option}"] if resolved(schema).get("type") == "boolean" else [f"--{option}={value}"]
        if self.downloads():
            words += ["--output-file", "-"]
        return words

    def downloads(self):
        return "--output-file FILE" in self.help

    def invalid(self, folder):
        """A wrong value for some flag, else an option that nobody has."""
        words = self.valid(folder)
        own = self.help.split("\nRequest\n")[0]
        for option, _ in re.findall(r"^  --([a-z0-9.-]+) (N|NAME)\b(?!\|)", own, re.M):
            return [word for word in words if not word.startswith(f"--{option}=")] + [f"--{option}=no such value"]
        return words + ["--no-such-option"]


def make_files(me):
    """What upload fields and secret fields take: a secret, a certificate with its key, the farm's own backup."""
    with open(os.path.join(me.folder, "secret"), "w", encoding="utf-8") as file:
        file.write("x\n")
    with open(os.path.join(me.folder, "upload"), "w", encoding="utf-8") as file:
        file.write("x\n")
    openssl = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out", "cert.pem",
               "-subj", "/CN=x", "-days", "30"]
    subprocess.run(openssl, cwd=me.folder, check=True, capture_output=True)
    subprocess.run(["openssl", "pkcs12", "-export", "-inkey", "key.pem", "-in", "cert.pem", "-out", "store.pfx",
                    "-passout", "pass:"], cwd=me.folder, check=True, capture_output=True)
    me.run("settings", "export", "--output-file", "upload")


def lives_in(row, version):
    return row["since"] <= version and (row["until"] is None or version <= row["until"])


def template_matches(template, path):
    pattern = re.sub(r"\\{[^}]*\\}", "[^/]+", re.escape(template))
    return re.fullmatch(pattern, path.split("?")[0], re.I) is not None


def walk(version):
    problems = []
    with simulator("--api", str(version), "--any-id", "--farm", "demo") as farm, person() as me:
        me.login(farm)
        make_files(me)
        rows = [row for row in me.run("catalog", "list", "-o", "json").expect_code(0).json() if lives_in(row, version)]
        # These end the session that the walk uses.
        rows = [row for row in rows if not row["path"].startswith("/api/Session/") or row["method"] == "GET"]

        def check(row):
            call = Call(me, row)
            trace = os.path.join(me.folder, f"trace-{row['method']}-{words_of(row['path'])}")
            ran = me.run(*call.valid(me.folder), "--trace-file", trace, "--max-retries", "0")
            if ran.code != 0:
                return f"{row['method']} {row['path']}: {' '.join(ran.words)}: exit {ran.code}: {ran.err.strip()[:300]}"
            with open(trace, encoding="utf-8") as lines:
                sent = [json.loads(line) for line in lines]
            os.unlink(trace)
            last = sent[-1]
            url = last.get("url") or last.get("target")
            path = re.sub("^https?://[^/]*", "", url)
            if last["method"] != row["method"] or not template_matches(row["path"], path):
                return f"{row['method']} {row['path']}: sent {last['method']} {path}"
            if row["method"] == "GET" and b"\0" not in ran.out and ran.out and not call.downloads():
                try:
                    json.loads(ran.out)
                except ValueError:
                    return f"{row['method']} {row['path']}: the output is no JSON: {ran.out[:80]!r}"
            wrong = me.run(*call.invalid(me.folder))
            if wrong.code != 2 or not wrong.err:
                return f"{row['method']} {row['path']}: wrong input: exit {wrong.code}: {' '.join(wrong.words)}"
            return None

        with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
            problems = [problem for problem in pool.map(check, rows) if problem]
        expect(len(rows) > 10, f"only {len(rows)} operations in version {version}")
    expect(not problems, f"{len(problems)} of {len(rows)} operations of version {version}\n    " +
           "\n    ".join(problems[:15]))


def test_every_operation_of_version_17():
    walk(17)


def test_every_operation_of_version_18():
    walk(18)


def test_every_operation_of_version_19():
    walk(19)


def test_every_operation_of_version_20():
    walk(20)


def test_every_operation_of_version_21():
    walk(21)


def test_every_operation_belongs_to_one_command():
    with person() as me:
        rows = me.run("catalog", "list", "-o", "json").expect_code(0).json()
        ours = sorted((row["method"], row["path"]) for row in rows)
        expect(ours == sorted(description()[1]), "the catalogue and its source name other operations")
        for row in rows:
            operation = description()[1][row["method"], row["path"]]
            expect(str(row["since"]) == operation["x-since"] and row["evidence"] == operation["x-evidence"], row)
