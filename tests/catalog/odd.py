"""What descriptions of other makers do rarely (odd.yaml): the commands, what they send and what they refuse."""
import json
import os
import pathlib
import subprocess
import tempfile

import yaml

import serving
from reading import Description

HERE = pathlib.Path(__file__).resolve().parent
GUID = "6f9619ff-8b86-d011-b42d-00cf4fc964ff"

# Words, and the path that is asked for.
PATHS = [
    (["thing", "drain", "7"], "/thing/7/drain"),
    (["thing", "drain-validate", "7"], "/thing/7/drain/validate"),
    (["thing", "drain-validate-again", "7"], "/thing/7/drain/validate/again"),
    (["thing", "list"], "/thing"),
    (["thing", "list-2"], "/thing/list"),
    (["job", "cancel", "7"], "/job/7:cancel"),
    (["vm", "list"], "/VMs"),
    (["path", "label", "get", "a/b"], "/path/label/.a%2Fb"),
    (["path", "label", "get-labels", "a,b"], "/path/labels/.a.b"),
    (["path", "matrix", "get", "1,2"], "/path/matrix/;x=1,2"),
    (["path", "apart", "get", "1,2"], "/path/apart/;x=1;x=2"),
    (["path", "plain", "get", r"a\,b,c d"], "/path/plain/a%2Cb,c%20d"),
    (["path", "checked", "get", "2026-02-28", GUID, "on"], f"/path/checked/2026-02-28/{GUID}/1"),
]
# Words behind "body value", and the body; or what is said of them.
VALUES = [
    (["--only=fixed", "--number=5"], {"only": "fixed", "number": 5}),
    (["--only=other"], "--only: does not know 'other'"),
    (["--number=6"], "--number: does not know '6'"),
    (["--several=5"], {"several": 5}),
    (["--several=five"], {"several": "five"}),
    (["--maybe=abcd"], "--maybe: must have at most 3 characters"),
    (["--set", "maybe=null"], {"maybe": None}),
    (["--lists=[1,2]", "--lists=[3]"], {"lists": [[1, 2], [3]]}),
    (["--lists=[[1,2],[3]]"], {"lists": [[1, 2], [3]]}),
    (["--lists=3"], "--lists: expects a list"),
    (["--above=0"], "--above: must be more than 0, got 0"),
    (["--above=0.5", "--even=4"], {"above": 0.5, "even": 4}),
    (["--below=10"], "--below: must be at most 9, got 10"),
    (["--letters=Größe", "--short=äöü"], {"letters": "Größe", "short": "äöü"}),
    (["--short=äöüß"], "--short: must match"),
    (["--line=a\nb"], "--line: must match"),
    (["--switch=on", "--colour=green", "--untyped=2"], {"switch": 1, "colour": "green", "untyped": 2}),
    (["--switch=2"], "--switch: does not know '2'"),
    (["--colour=blue"], "--colour: does not know 'blue'"),
    (["--times=10:30"], {"times": "10:30"}),
    (["--models=Model (3)", "--systems=Windows - 10"], {"models": "Model (3)", "systems": "Windows - 10"}),
    (["--arrow=on", "--brackets=on", "--least=least"], {"arrow": 1, "brackets": 1, "least": -2 ** 63}),
    (["--set", f"stamp={GUID}"], "stamp: cannot be set"),
]
# Words, and the body; or what is said of them.
BODIES = [
    (["body", "list", "--body=[1,2]"], [1, 2]),
    (["body", "list", "--body=[]"], "must have at least 1 entry, got none"),
    (["body", "list", "--body=[1,2,3]"], "must have at most 2 entries, got 3"),
    (["body", "list", "--body=[1,1]"], "must not have 1 twice"),
    (["body", "map", '--body={"a":1}'], {"a": 1}),
    (["body", "map", '--body={"a":"x"}'], "a: expects a whole number, got 'x'"),
    (["body", "pet", "--kind=cat", "--lives=9", "--size=small", "--owner.name=Ann"],
     {"kind": "cat", "lives": 9, "owner": {"name": "Ann"}, "size": "small"}),
    (["body", "pet", "--kind=hound", "--bark", "--size=huge", "--owner.phone=1"],
     {"bark": True, "kind": "hound", "owner": {"phone": "1"}, "size": "huge"}),
    (["body", "pet", "--lives=9"], "--kind: is required"),
    (["body", "pet", "--kind=cow", "--lives=9"], "--kind: does not know 'cow'"),
    (["body", "pet", "--kind=cat", "--bark"], "--lives: is required where kind is cat"),
    (["body", "pet", "--kind=cat", "--lives=10"], "--lives: must be at most 9"),
    (["body", "pet", "--kind=cat", "--lives=1", "--size=tiny"], "--size: does not know 'tiny'"),
    (["body", "way", "--mail=a"], {"mail": "a"}),
    (["body", "way", "--phone=1", "--name=b"], {"name": "b", "phone": "1"}),
    (["body", "way", "--phone=1"], "needs one of: mail; name"),
    (["body", "both", "--name=abc", "--inner.a=1", "--inner.b=c"], {"inner": {"a": 1, "b": "c"}, "name": "abc"}),
    (["body", "both", "--inner.b=c"], "--name: is required"),
    (["body", "both", "--name=abcdef", "--inner.b=c"], "--name: must have at most 5 characters"),
    (["body", "names", "--id=1"], {"id": "1"}),
    (["body", "tree", "--name=a", '--parent={"name":"b"}'], {"name": "a", "parent": {"name": "b"}}),
    (["body", "tree", "--name=a", '--parent={"x":"b"}'], "--parent: name: is required"),
    (["path", "checked", "get", "2026-02-30", GUID, "on"], "expects a date"),
    (["path", "checked", "get", "2026-02-28", "x", "on"], "expects a GUID"),
    (["path", "checked", "get", "2026-02-28", GUID, "auto"], "does not know 'auto'"),
]
# Words, and the Content-Type; what a body of files is made of, or its text.
MEDIA = [
    (["media", "patch", '--body=[{"op":"add"}]'], "application/json-patch+json", [{"op": "add"}]),
    (["media", "sequence", "--body={}\n{}"], "application/json-seq", "{}\n{}"),
    (["media", "any", "--body=bytes"], "application/octet-stream", "bytes"),
    (["media", "image", "--body=bytes"], "application/octet-stream", "bytes"),
    (["media", "upper", "--a=b"], "application/json; api-version=1.0", {"a": "b"}),
    (["media", "form", "--tags=a,b", "--ids=1,2"], "application/x-www-form-urlencoded", "ids=1,2&tags=a%20b"),
    (["media", "upload", "--picture=FILE", "--page=<p>"], "multipart/form-data",
     [{"name": "page", "value": "<p>"}, {"name": "picture", "file": "FILE"}]),
]


# Bodies that the description does not allow, and where they are sent.
WRONG = [
    ("/body/list", []), ("/body/list", [1, 2, 3]), ("/body/list", [1, 1]), ("/body/list", ["a"]),
    ("/body/map", {"a": "x"}), ("/body/pet", {"kind": "cat", "lives": 10}),
    ("/body/way", {"phone": "1"}), ("/body/both", {"name": "abcdef", "inner": {"b": "c"}}),
    ("/body/both", {"name": "a", "inner": {"a": 1}}), ("/body/tree", {"name": "a", "parent": {}}),
    *[("/body/value", {name: value}) for name, value in (
        ("only", "other"), ("number", 6), ("several", True), ("maybe", "abcd"), ("lists", [1]), ("above", 0),
        ("below", 10), ("short", "abcd"), ("switch", 2), ("colour", "blue"), ("untyped", 3), ("times", "11:00"), ("arrow", 2))],
]


class Runner:
    def __init__(self, rasctl, folder):
        self.rasctl = rasctl
        self.environment = {"PATH": "/usr/bin:/bin", "HOME": folder, "LC_ALL": "C.UTF-8"}

    def run(self, *words):
        return subprocess.run([self.rasctl, *words], capture_output=True, text=True, timeout=60, check=False,
                              env=self.environment, stdin=subprocess.DEVNULL)

    def shown(self, words):
        """(what would be sent, what is said against it)"""
        ran = self.run(*words, "--dry-run", "-o", "json", "--endpoint", "http://127.0.0.1:1")
        return (json.loads(ran.stdout), "") if ran.returncode == 0 else (None, " ".join(json.loads(ran.stderr).get(
            "details", [json.loads(ran.stderr)["reason"]])))


def judge_bodies(runner, cases):
    for words, wanted in cases:
        sent, said = runner.shown(words)
        if isinstance(wanted, str):
            right = sent is None and wanted in said
        else:
            right = sent is not None and sent["body"] == wanted
        if not right:
            yield f"{words}: wanted {wanted}, got {sent and sent['body']}, said {said}"


def commands_of(runner):
    rows = json.loads(runner.run("catalog", "list", "-o", "json").stdout)
    return sorted((row["method"], row["path"], row["command"]) for row in rows)


def reversed_names(runner, folder):
    """The names of the same description whose paths, and fields, stand in the reverse order."""
    def turned(value):
        if isinstance(value, dict):
            return {key: turned(one) for key, one in reversed(value.items())}
        return [turned(one) for one in value] if isinstance(value, list) else value
    document = yaml.safe_load((HERE / "odd.yaml").read_text(encoding="utf-8"))
    file = pathlib.Path(folder, "reversed.json")
    file.write_text(json.dumps(turned(document)), encoding="utf-8")
    runner.run("catalog", "import", str(file))
    return commands_of(runner)


def judge_serving(rasctl, simulator, folder):
    """Faults of the same description as it is served: what rasctl sends is taken, and what is wrong is refused."""
    faults = []
    with serving.served(simulator, str(HERE / "odd.yaml"), faults) as line:
        if line is None:
            return faults
        runner = Runner(rasctl, folder)
        runner.environment.update({"RASCTL_ENDPOINT": f"http://{line.host}:{line.port}", "RASCTL_USERNAME": "administrator",
                                   "RASCTL_PASSWORD": "11112222"})
        right = [words for words, _ in PATHS] + [words for words, wanted in BODIES if not isinstance(wanted, str)]
        right += [["body", "value", *words] for words, wanted in VALUES if not isinstance(wanted, str)]
        for words in right:
            ran = runner.run(*words, "--yes")
            if ran.returncode != 0:
                faults.append(f"served: {words}: exit {ran.returncode} {ran.stderr[:300]}")
        visitor = serving.Visitor(line, Description(yaml.safe_load((HERE / "odd.yaml").read_text(encoding="utf-8"))))
        for path, body in WRONG:
            status, _, text = visitor.ask("POST", path, {"Content-Type": "application/json"}, json.dumps(body))
            if status != 400:
                faults.append(f"served: {path} {body} is answered {status} {text[:200]!r}")
    print(f"catalog: {len(right)} requests served, {len(WRONG)} refused, {len(faults)} not so")
    return faults


def check(rasctl, simulator=None):
    """Faults, one line each."""
    with tempfile.TemporaryDirectory() as folder:
        runner = Runner(rasctl, folder)
        faults = []
        imported = runner.run("catalog", "import", str(HERE / "odd.yaml"))
        if imported.returncode != 0:
            return [f"odd.yaml: {imported.stderr}"]
        for words, wanted in PATHS:
            sent, said = runner.shown(words)
            if sent is None or sent["url"] != "http://127.0.0.1:1" + wanted:
                faults.append(f"{words}: wanted {wanted}, got {sent and sent['url']}, said {said}")
        faults += judge_bodies(runner, [(["body", "value", *words], wanted) for words, wanted in VALUES] + BODIES)
        file = os.path.join(folder, "picture.png")
        pathlib.Path(file).write_bytes(b"\x89PNG")
        for words, media, wanted in MEDIA:
            sent, said = runner.shown([word.replace("FILE", file) for word in words])
            wanted = json.loads(json.dumps(wanted).replace("FILE", file))
            if sent is None or sent["headers"]["Content-Type"] != media or sent["body"] != wanted:
                faults.append(f"{words}: wanted {media} {wanted}, got {sent}, said {said}")
        before, after = commands_of(runner), reversed_names(runner, folder)
        if before != after:
            faults.append(f"the order of a description changes names: {sorted(set(before) ^ set(after))[:6]}")
        runner.run("catalog", "import", str(HERE / "odd.yaml"))
        faults += judge_serving(rasctl, simulator, folder) if simulator else []
        cases = len(PATHS) + len(VALUES) + len(BODIES) + len(MEDIA)
    print(f"catalog: {cases} requests of odd descriptions, {len(faults)} not as they should be")
    return [f"odd.yaml: {fault}" for fault in faults]


if __name__ == "__main__":
    import sys
    for line in check(os.path.abspath(sys.argv[1])):
        print(line)
