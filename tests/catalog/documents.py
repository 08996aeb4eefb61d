"""Real descriptions of other makers, from npm packages: each is imported, and every operation's command, request, help
and completion are compared with an independent reading (reading.py)."""
import concurrent.futures
import json
import os
import pathlib
import re
import subprocess
import tarfile
import tempfile
import urllib.parse

import yaml

import serving
from reading import Description, OWN_HEADERS, encode, pairs

# Package, and the file in it.
DOCUMENTS = [
    ("rclone-openapi@1.75.0", "openapi.json"),
    ("@directus/specs@15.2.0", "dist/openapi.json"),
    ("@blockfrost/openapi@0.1.93", "openapi.yaml"),
    ("@ideal-postcodes/openapi@4.21.0", "dist/openapi.json"),
    ("@scalar/galaxy@0.6.12", "dist/3.1.json"),
    ("@readme/oas-examples@8.2.2", "3.0/json/star-trek.json"),
    ("@readme/oas-examples@8.2.2", "3.0/json/parameters-style.json"),
    ("@readme/oas-examples@8.2.2", "3.0/json/schema-types.json"),
    ("@readme/oas-examples@8.2.2", "3.1/json/train-travel.json"),
    ("@readme/oas-examples@8.2.2", "3.1/json/readme.json"),
    ("@readme/oas-examples@8.2.2", "3.0/json/petstore.json"),
    ("@mojaloop/api-snippets@17.10.2", "thirdparty/v1_0/openapi3/thirdparty-pisp-api.yaml"),
    ("@mojaloop/api-snippets@17.10.2", "docs/fspiop-rest-v2.0-openapi3-snippets.yaml"),
    ("@octokit/openapi@23.0.2", "generated/api.github.com.json"),
]


def fetched(folder, package):
    """The folder of the unpacked package; None where the registry does not answer."""
    place = pathlib.Path(folder) / re.sub(r"\W", "-", package)
    if not place.exists():
        place.mkdir(parents=True)
        packed = subprocess.run(["npm", "pack", "--silent", package], cwd=place, capture_output=True, text=True,
                                timeout=300, check=False)
        archives = list(place.glob("*.tgz"))
        if packed.returncode != 0 or not archives:
            place.rmdir()
            return None
        with tarfile.open(archives[0]) as archive:
            archive.extractall(place, filter="data") if hasattr(tarfile, "data_filter") else archive.extractall(place)
    return place / "package"


class Faults(list):
    def __init__(self, title):
        super().__init__()
        self.title = title

    def check(self, condition, text):
        if not condition:
            self.append(f"{self.title}: {text}"[:600])
        return condition


class Walk:
    """One description and the commands made of it."""

    def __init__(self, rasctl, folder, title, file):
        self.faults = Faults(title)
        text = pathlib.Path(file).read_text(encoding="utf-8")
        document = json.loads(text) if file.endswith(".json") else yaml.load(text, yaml.CSafeLoader)
        self.description = Description(document)
        self.rasctl, self.file = rasctl, file
        self.environment = {"PATH": "/usr/bin:/bin", "HOME": folder, "LC_ALL": "C.UTF-8", "COLUMNS": "200",
                            "XDG_CONFIG_HOME": os.path.join(folder, "config"),
                            "XDG_CACHE_HOME": os.path.join(folder, "cache")}
        self.dry_runs = self.skipped = 0

    def run(self, *words):
        return subprocess.run([self.rasctl, *words], capture_output=True, text=True, timeout=300, check=False,
                              env=self.environment, stdin=subprocess.DEVNULL)

    def walk(self):
        report = os.path.join(self.environment["HOME"], "report.txt")
        imported = self.run("catalog", "import", self.file, "--report", report)
        if not self.faults.check(imported.returncode == 0, f"import: {imported.stderr}"):
            return
        self.remarks = pathlib.Path(report).read_text(encoding="utf-8")
        rows = json.loads(self.run("catalog", "list", "-o", "json").stdout)
        made = {}
        for row in rows:
            made.setdefault((row["method"], row["path"]), []).append(row["command"])
        wanted = list(self.description.operations())
        for method, path, _, _ in wanted:
            told = f"the path '{path}' is skipped" in self.remarks
            self.faults.check(told or len(made.get((method, path), [])) == 1,
                              f"{method} {path} has the commands {made.get((method, path))}")
        self.faults.check(len(made) <= len(wanted), "there are commands for what is not described")
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda one: self.try_operation(made, *one), wanted))

    def try_operation(self, made, method, path, operation, parameters):
        commands = made.get((method, path))
        if not commands:
            return
        command = commands[0]
        words = command.split()
        helped = self.run(*words, "--help")
        if not self.faults.check(helped.returncode == 0, f"{command} --help: {helped.stderr}"):
            return
        completed = self.run("__complete", "--shell", "fish", "--current", "--", "--", *words, "--")
        self.faults.check(completed.returncode == 0 and "--dry-run" in completed.stdout,
                          f"{command}: completion ends with {completed.returncode} and offers no flag")
        self.compare_request(command, helped.stdout, method, path, operation, parameters)

    def flag(self, method, path, name, helped):
        """The flag of a parameter: by the report where it was renamed, else the one whose letters are the name's."""
        renamed = re.search(re.escape(f"{method} {path}: the field '{name}' is --") + r"(\S+)", self.remarks)
        if renamed:
            return "--" + renamed.group(1)
        squashed = re.sub(r"[^a-z0-9]", "", name.lower())
        for flag in re.findall(r"--([a-z0-9.-]+)", helped):
            if flag.replace("-", "") == squashed:
                return "--" + flag
        return None

    def compare_request(self, command, helped, method, path, operation, parameters):
        words, query, fault = command.split(), [], f"{command} ({method} {path})"
        targets = {}
        for name in re.findall(r"\{([^}]*)\}", path):
            schema = self.description.resolve(parameters.get(("path", name), {}).get("schema", {}))
            value = self.description.sample(schema) if schema else None
            targets[name] = str(value) if isinstance(value, (str, int)) and not isinstance(value, bool) else "a b"
            words.append(targets[name])
        if words[-1:] != command.split()[-1:] and any(one.startswith("-") for one in targets.values()):
            words.insert(len(command.split()), "--")
        headers = {}
        for (place, name), parameter in parameters.items():
            if place not in ("query", "header") or (place == "header" and name.lower() in OWN_HEADERS):
                continue
            schema = self.description.resolve(parameter.get("schema", {}))
            value = self.description.sample(schema) if "content" not in parameter else None
            sent = None if value is None else pairs(parameter, value)
            flag = self.flag(method, path, name, helped)
            simple = sent is not None and flag is not None and not (isinstance(value, str) and "," in value)
            if not simple:
                if parameter.get("required"):
                    self.skipped += 1
                    return
                continue
            values = value if isinstance(value, list) else [value]
            for one in values:
                text = {True: "true", False: "false"}[one] if isinstance(one, bool) else str(one)
                words.append(f"{flag}={text}")
            if place == "query":
                query += sent
            else:
                headers[name] = sent[0][1]
        body = self.description.body(operation)
        content = None
        if body:
            content = self.description.sample(body[1])
            if content is None and self.description.resolve(operation["requestBody"]).get("required"):
                self.skipped += 1
                return
            if content is not None:
                with tempfile.NamedTemporaryFile("w", suffix=".json", dir=self.environment["HOME"], delete=False,
                                                 encoding="utf-8") as file:
                    json.dump(content, file)
                words += ["--from-file", file.name]
        elif self.description.resolve(operation.get("requestBody", {})).get("required"):
            self.skipped += 1
            return
        if not content and command.endswith(" update") and not (method == "POST" and query):
            self.skipped += 1  # it is refused: it changes nothing
            return
        ran = self.run(*words, "--dry-run", "-o", "json", "--endpoint", "http://127.0.0.1:1")
        self.dry_runs += 1
        if not self.faults.check(ran.returncode == 0 and ran.stdout, f"{fault}: {words}: {ran.stderr}"):
            return
        shown = json.loads(ran.stdout)
        url = path.split("#")[0]
        for name, value in targets.items():
            style = {"label": ".", "matrix": f";{name}="}.get(parameters.get(("path", name), {}).get("style"), "")
            url = url.replace("{" + name + "}", style + encode(value))
        beginning, _, own = url.partition("?")
        wanted = sorted(query + urllib.parse.parse_qsl(own, keep_blank_values=True))
        got, _, rest = shown["url"].partition("?")
        self.faults.check(shown["method"] == method, f"{fault}: {shown['method']}")
        self.faults.check(got == "http://127.0.0.1:1" + beginning, f"{fault}: {got}")
        given = sorted(urllib.parse.parse_qsl(rest.replace("+", "%2B"), keep_blank_values=True))
        hidden = [name for name, value in given if value == "***"]
        wanted = [(name, "***" if name in hidden else value) for name, value in wanted]
        self.faults.check(given == wanted, f"{fault}: query {given}, wanted {wanted}")
        for name, value in headers.items():
            self.faults.check(shown["headers"].get(name) in (value, "***"), f"{fault}: header {name}: {shown['headers']}")
        if body or content is not None:
            self.faults.check(same(shown["body"], content), f"{fault}: body {shown['body']}, wanted {content}")


def same(shown, wanted):
    """Whether the body is the one wanted; what is masked may be anything, and enums may go as their numbers."""
    if shown == "***":
        return True
    if isinstance(wanted, dict) and isinstance(shown, dict):
        return shown.keys() == wanted.keys() and all(same(shown[key], wanted[key]) for key in wanted)
    if isinstance(wanted, list) and isinstance(shown, list):
        return len(shown) == len(wanted) and all(map(same, shown, wanted))
    return shown == wanted or (wanted == {} and shown is None)


def check(rasctl, simulator, cache):
    """Faults of all documents, as commands and as what `simulate --catalog` serves; a line for each."""
    faults = []
    for package, name in DOCUMENTS:
        folder = fetched(cache, package)
        if folder is None:
            print(f"catalog: {package} is left out: the registry of npm packages does not answer")
            continue
        with tempfile.TemporaryDirectory() as home:
            walk = Walk(rasctl, home, f"{package} {name}", str(folder / name))
            walk.walk()
        print(f"catalog: {walk.faults.title}: {walk.dry_runs} requests compared, {walk.skipped} with values that only the "
              f"maker knows, {len(walk.faults)} faults", flush=True)
        faults += walk.faults
        if simulator:
            faults += serving.check(simulator, walk.faults.title, walk.file, walk.description.document)
    return faults
