"""Exports: the same twice, one line for one field, and files that come and go."""
import json
import os
import subprocess

import yaml

from harness import BINARIES, expect, person, simulator


def files_of(folder):
    """What is in a folder: path to text."""
    found = {}
    for root, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(root, name)
            with open(path, encoding="utf-8") as file:
                found[os.path.relpath(path, folder)] = file.read()
    return found


def exported(me, folder="farm", *words):
    me.run("export", "-o", folder, *words).expect_code(0)
    return files_of(os.path.join(me.folder, folder))


def test_unchanged_farm_twice():
    with simulator() as farm, person() as me:
        me.login(farm)
        first, second = exported(me, "one"), exported(me, "two")
        expect(len(first) > 100, f"{len(first)} files")
        expect(first == second, "two exports of one farm differ")
        again = me.run("export", "-o", "one")
        expect(" 0 written" in again.err and " 0 removed" in again.err, again.err)


def test_one_field_is_one_line():
    with simulator() as farm, person() as me:
        me.login(farm)
        before = exported(me)
        host = next(name for name in before if "/rds-host/" in name)
        name = os.path.basename(host)[:-len(".yaml")]
        me.run("rds", "host", "update", name, "--description", "changed here", "-q").expect_code(0)
        after = exported(me)
        changed = [line for line in after[host].splitlines() if line not in before[host].splitlines()]
        expect(changed == ["  description: changed here"], f"{changed}")


def test_files_of_what_is_gone_are_removed():
    with simulator() as farm, person() as me:
        me.login(farm)
        before = exported(me)
        folder = os.path.join(me.folder, "farm", "farm", "policy")
        with open(os.path.join(folder, "mine.yaml"), "w", encoding="utf-8") as file:
            file.write("kind: policy\nmetadata:\n  name: mine\n")
        name = me.run("policy", "list", "-o", "name").text.splitlines()[0]
        gone = [one for one in before if f"name: {name}\n" in before[one] and "kind: policy\n" in before[one]]
        me.run("policy", "delete", name, "--yes", "-q").expect_code(0)
        after = exported(me)
        expect(gone and gone[0] not in after, f"{gone} is still there")
        expect("farm/policy/mine.yaml" in after, "a file that export did not write is gone")
        # Other kinds are none of its business.
        exported(me, "farm", "site")
        expect(len(files_of(os.path.join(me.folder, "farm"))) == len(after), "an export of one kind removed others")


def test_minimal_leaves_out_what_is_so_anyway():
    with simulator() as farm, person() as me:
        me.login(farm)
        host = "farm/site-Headquarters/rds-host/rdsh02.company.dom.yaml"
        me.run("rds", "host", "update", "rdsh02.company.dom", "--no-inherit-default-user-profile-settings", "-q").expect_code(0)
        me.run("export", "rds", "host", "-o", "farm", "--minimal").expect_code(0)
        with open(os.path.join(me.folder, host), encoding="utf-8") as file:
            own = yaml.safe_load(file)["spec"]
        expect("optimization" not in own, "inherited settings are written")
        container = own["fslogix"]["office-container"]
        # Its default is 30, and no user is excluded.
        expect("defaultSize" not in container and "user-exclusion" not in container and container["enabled"] is False, f"{container}")
        with open(os.path.join(me.folder, host.replace("rdsh02", "rdsh03")), encoding="utf-8") as file:
            inheriting = yaml.safe_load(file)["spec"]
        expect("fslogix" not in inheriting and inheriting.get("inheritDefaultUserProfileSettings", True) is True, f"{inheriting}")
        me.run("diff", "-f", "farm").expect_code(0)


def test_several_at_once():
    with simulator() as farm, person() as me:
        me.login(farm)
        one = exported(me, "one")
        words = [BINARIES["rasctl"], "export", "-o", "both", "-q"]
        running = [subprocess.Popen(words, cwd=me.folder, env=me.environment, stderr=subprocess.PIPE) for _ in range(4)]
        for process in running:
            _, told = process.communicate(timeout=120)
            expect(process.returncode == 0, told.decode())
        expect(files_of(os.path.join(me.folder, "both")) == one, "exports that ran side by side left something else")


def test_what_cannot_be_written_leaves_nothing_by_halves():
    with simulator() as farm, person() as me:
        me.login(farm)
        os.makedirs(os.path.join(me.folder, "farm"))
        me.write("farm/site-Headquarters", "in the way\n")
        failed = me.run("export", "-o", "farm")
        expect(failed.code in (1, 2) and "cannot write farm/site-Headquarters/" in failed.err, failed.err)
        left = files_of(os.path.join(me.folder, "farm"))
        listed = json.loads(left.pop(".rasctl-export.json"))["files"]
        left.pop("site-Headquarters")
        expect(left and sorted(left) == sorted(listed), f"{set(left) ^ set(listed)}")
        os.remove(os.path.join(me.folder, "farm", "site-Headquarters"))
        expect(exported(me) == exported(me, "other"), "the next export did not mend it")


def test_no_secret_and_no_id():
    with simulator() as farm, person() as me:
        me.login(farm)
        me.run("provider", "list").expect_code(0)
        for name, text in exported(me).items():
            if not name.endswith(".yaml"):
                continue
            for line in text.splitlines():
                field, _, value = line.strip().partition(": ")
                secret = field.endswith(("Password", "password")) and value not in ("true", "false")
                expect(not secret or value.strip("'\"").startswith("${"), f"{name}: {line}")
            expect("\n  id: " not in text and "timeLastMod" not in text, f"{name} holds what the server sets")


def test_stdout_and_file():
    with simulator() as farm, person() as me:
        me.login(farm)
        shown = me.run("export", "policy", "-o", "-").expect_code(0)
        me.run("export", "policy", "-o", "policies.yaml").expect_code(0)
        with open(os.path.join(me.folder, "policies.yaml"), encoding="utf-8") as file:
            expect(file.read() == shown.text, "stdout and file differ")
        expect(shown.text.count("kind: policy\n") == len(me.run("policy", "list", "-o", "json").json()), "not all")
        wrong = me.run("export", "polcy").expect_code(2)
        expect("policy" in wrong.err, wrong.err)


def test_few_requests():
    with simulator("--size", "5") as farm, person() as me:
        me.login(farm)
        before = len(farm.recorded())
        me.run("export", "rds host", "-o", "hosts").expect_code(0)
        asked = farm.recorded()[before:]
        hosts = len(me.run("rds", "host", "list", "-o", "json").json())
        expect(hosts > 20 and len(asked) <= hosts + 20, f"{len(asked)} requests for {hosts} hosts")
        expect(all(one.get("method") == "GET" for one in asked if "Session" not in json.dumps(one)), "a write")


def test_who_gets_what_stands_in_the_item():
    for version in ("20", "21"):
        with simulator("--api", version) as farm, person() as me:
            me.login(farm)
            documents = {one["metadata"].get("name"): one for one in
                         yaml.safe_load_all(me.run("export", "pub", "mfa").expect_code(0).text)}
            folder = documents["Accounting"]["spec"]
            expect(folder["filter"]["default"] == "Deny", f"{folder}")
            rule = folder["rule"][0]
            expect(rule["criteria"]["iPsEnabled"] and rule["criteria"]["ip"][0] == "10.61.0.0-10.61.255.255", f"{rule}")
            # A route leads through a gateway, a HALB or a custom route; a field beside it tells.
            route = folder["preferred-route"][0]
            expect((route["referenceType"], route["referenceId"]) == ("Gateway", "gw3.company.dom"), f"{route}")
            expect(documents["Company TOTP"]["spec"]["criteria"]["access"], "the criteria of a second factor")
            allowed = documents["Payslips"]["spec"].get("user-filter")
            expect((version == "21") == (allowed is None), f"{version}: {allowed}")


def test_an_item_costs_one_request():
    with simulator() as farm, person() as me:
        me.login(farm)
        start = len(farm.recorded())
        items = me.run("export", "pub").expect_code(0).text.count("\nkind: pub ")
        asked = [one for one in farm.recorded()[start:] if "/PubItems/" in one.get("path", one.get("target", ""))]
        expect(items > 100 and len(asked) < items + 20, f"{len(asked)} requests for {items} items")


def test_curated_nouns_are_true():
    with simulator(), person() as me:
        commands = {row["command"] for row in me.run("catalog", "list", "-o", "json").json()}
        tree = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../commands/tree/documents.json")
        with open(tree, encoding="utf-8") as file:
            facts = json.load(file)
        for noun, reason in facts["leftOut"].items():
            expect(any(one.startswith(noun + " ") for one in commands), f"there is no noun {noun}")
            expect(reason, f"{noun} is left out without a reason")
        for noun in (*facts["shownAt"], *facts["refersTo"]):
            expect(any(one.startswith(noun + " ") for one in commands), f"there is no noun {noun}")
        for noun in (noun for kind in facts["named"].values() for noun in kind["lists"]):
            expect(f"{noun} list" in commands and f"{noun.rsplit(' ', 1)[0]} list" in commands, f"there is no list of {noun}")


def test_whatever_can_be_written_is_exported_or_named():
    with simulator() as farm, person() as me:
        me.login(farm)
        rows = me.run("export", "--left-out", "-o", "farm").expect_code(0)
        expect("no answer shows it" in rows.text, rows.text[:300])
        for noun in ("certificate", "agent"):
            expect(f"\n{noun} " in "\n" + rows.text, f"{noun} is not named:\n{rows.text[:500]}")
        expect(all(line.split() for line in rows.text.splitlines()), "an empty row")


def test_every_noun_that_can_be_written_has_its_place():
    """A kind, a part in a document's schema, or a reason why it is in none."""
    with person() as me:
        schema = me.run("explain", "--schema").expect_code(0).json()
        kinds = set(schema["properties"]["kind"]["enum"])
        words = set()

        def collect(value):
            if isinstance(value, dict):
                words.update(value.get("properties", {}))
                for one in value.values():
                    collect(one)
            elif isinstance(value, list):
                for one in value:
                    collect(one)

        collect(schema)
        left_out = {row["noun"]: row["why"] for row in me.run("export", "--left-out", extra={"RASCTL_OUTPUT": "json"}).json()
                    if not row["field"]}
        expect(all(left_out.values()), "a noun without a reason")
        rows = me.run("catalog", "list", "-o", "json").expect_code(0).json()
        writes = {row["command"].rsplit(" ", 1)[0] for row in rows if row["command"].rsplit(" ", 1)[1] in ("update", "add", "create")}
        # The owner's own field may hold the same: windowsComponents for "windows-component".
        bare = {word.lower().replace("-", "").rstrip("s") for word in words}
        bare |= {word.removesuffix("-settings").removesuffix("-entries") for word in words}
        lost = sorted(noun for noun in writes - kinds - left_out.keys()
                      if noun.rsplit(" ", 1)[-1].replace("-", "").rstrip("s") not in bare and noun.rsplit(" ", 1)[-1] not in bare)
        expect(not lost, f"in no document, and no reason why: {lost}")
