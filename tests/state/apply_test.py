"""Apply: what an export holds comes back, once, and nothing else is touched."""
import os
import re

import export_test
from deaf_server import deaf_to
from harness import expect, person, simulator

WRITES = ("POST", "PUT", "DELETE")


def writes_since(farm, start):
    return [one for one in farm.recorded()[start:]
            if one["method"] in WRITES and "/api/Session" not in one.get("path", one.get("target", ""))]


def edit(me, path, old, new):
    full = os.path.join(me.folder, path)
    with open(full, encoding="utf-8") as file:
        text = file.read()
    expect(old in text, f"{path} has no {old!r}:\n{text[:600]}")
    with open(full, "w", encoding="utf-8") as file:
        file.write(text.replace(old, new, 1))


def test_unchanged_sends_no_write():
    for version in ("19", "20", "21"):
        with simulator("--api", version) as farm, person() as me:
            me.login(farm)
            export_test.exported(me)
            start = len(farm.recorded())
            same = me.run("diff", "-f", "farm")
            expect(same.code == 0, f"version {version}: diff ends with {same.code}:\n{same.text[:1500]}\n{same.err[:800]}")
            done = me.run("apply", "-f", "farm").expect_code(0)
            expect("nothing differs" in done.err, done.err)
            expect(not writes_since(farm, start), f"{writes_since(farm, start)[:3]}")


def test_a_changed_line():
    with simulator() as farm, person() as me:
        me.login(farm)
        before = export_test.exported(me)
        host = next(name for name in before if "/rds-host/" in name)
        edit(me, os.path.join("farm", host), "\n  maxSessions: 250", "\n  maxSessions: 77")
        shown = me.run("diff", "-f", "farm").expect_code(10)
        expect("maxSessions: 250 -> 77" in shown.text, shown.text)
        rows = me.run("diff", "-f", "farm", "-o", "json").expect_code(10).json()
        expect(len(rows) == 1 and rows[0]["fields"] == [{"path": "maxSessions", "old": 250, "new": 77}], f"{rows}")
        start = len(farm.recorded())
        me.run("apply", "-f", "farm").expect_code(0)
        sent = writes_since(farm, start)
        expect([one["method"] for one in sent] == ["PUT", "POST"], f"{sent}")
        expect("maxSessions" in str(sent[0]) and "description" not in str(sent[0]), f"{sent[0]}")
        me.run("diff", "-f", "farm").expect_code(0)


def test_create_and_prune():
    with simulator() as farm, person() as me:
        me.login(farm)
        export_test.exported(me)
        me.write("new.yaml", "kind: rds pool\nmetadata:\n  name: Made\n  site: " + site_of(me) +
                 "\nspec:\n  description: by a file\n")
        me.run("apply", "-f", "new.yaml").expect_code(0)
        row = me.run("rds", "pool", "get", "Made", "-o", "json").expect_code(0).json()
        expect(row["description"] == "by a file", f"{row}")
        me.run("diff", "-f", "new.yaml").expect_code(0)
        refused = me.run("apply", "-f", "farm", "--prune").expect_code(2)
        expect("--yes" in refused.err, refused.err)
        start = len(farm.recorded())
        me.run("apply", "-f", "farm", "--prune", "--yes").expect_code(0)
        methods = [one["method"] for one in writes_since(farm, start)]
        expect(methods == ["DELETE", "POST"], f"{methods}")
        me.run("rds", "pool", "get", "Made").expect_code(4)


def test_what_documents_name_is_not_pruned():
    with simulator() as farm, person() as me:
        me.login(farm)
        export_test.exported(me)
        pools = os.path.join(me.folder, "farm", "site-Headquarters", "rds-pool")
        text = ""
        for name in os.listdir(pools):
            with open(os.path.join(pools, name), encoding="utf-8") as file:
                text += file.read()
        named = next(name for name in me.run("rds", "host", "list", "-o", "name").out.decode().split() if name in text)
        os.remove(os.path.join(me.folder, "farm", "site-Headquarters", "rds-host", named + ".yaml"))
        start = len(farm.recorded())
        for command in (("diff", "-f", "farm", "--prune"), ("apply", "-f", "farm", "--prune", "--yes")):
            ran = me.run(*command).expect_code(2)
            expect("the documents name what --prune would delete" in ran.err, ran.err)
            expect(re.search(rf"rds-pool/.*:\d+:\d+: .*'{named}'", ran.err), ran.err)
        expect(not writes_since(farm, start), "something was sent")


def site_of(me):
    return me.run("site", "list", "-o", "json").json()[0]["name"]


def test_a_secret_is_neither_shown_nor_compared():
    with simulator() as farm, person() as me:
        me.login(farm)
        site = site_of(me)
        me.write("new.yaml", f"kind: provider\nmetadata:\n  name: new.company.dom\n  site: {site}\nspec:\n  type: VMwarevCenter\n"
                             "  server: new.company.dom\n  providerUsername: u\n  providerPassword: ${THE_SECRET}\n")
        me.write("values.yaml", "THE_SECRET: hunter2\n")
        start = len(farm.recorded())
        empty = me.run("apply", "-f", "new.yaml", extra={"THE_SECRET": ""}).expect_code(2)
        expect("what ${THE_SECRET} is" in empty.err and not writes_since(farm, start), empty.err)
        for words in (("diff",), ("diff", "-o", "json"), ("apply", "--dry-run"), ("apply",)):
            ran = me.run(words[0], "-f", "new.yaml", "-v", "values.yaml", *words[1:])
            expect(ran.code in (0, 10) and "hunter2" not in ran.text + ran.err, f"{words}: {ran.code} {ran.text}{ran.err}")
        start = len(farm.recorded())
        me.write("values.yaml", "THE_SECRET: another\n")
        me.run("diff", "-f", "new.yaml", "-v", "values.yaml").expect_code(0)
        me.run("apply", "-f", "new.yaml", "-v", "values.yaml").expect_code(0)
        me.run("apply", "-f", "new.yaml").expect_code(0)
        expect(not writes_since(farm, start), f"{writes_since(farm, start)[:2]}")
        me.write("credential.yaml", f"kind: provider\nmetadata:\n  name: new.company.dom\n  site: {site}\nspec:\n"
                                    "  admin-credential:\n  - username: joe\n    password: hunter2\n")
        shown = me.run("diff", "-f", "credential.yaml").expect_code(10)
        expect("joe" in shown.text and "hunter2" not in shown.text, shown.text)


def test_entries_without_an_id_are_told_by_their_names():
    with simulator() as farm, person() as me:
        me.login(farm)
        site = site_of(me)
        text = (f"kind: provider\nmetadata:\n  name: hyperv1.company.dom\n  site: {site}\nspec:\n"
                "  admin-credential:\n  - username: joe\n    password: ${JOE}\n  - username: jim\n    password: ${JIM}\n    description: former\n")
        me.write("two.yaml", text)
        unset = me.run("apply", "-f", "two.yaml", extra={"JOE": "one"}).expect_code(2)
        expect("${JIM}" in unset.err, unset.err)
        both = {"JOE": "one", "JIM": "two"}
        me.run("apply", "-f", "two.yaml", extra=both).expect_code(0)
        start = len(farm.recorded())
        me.run("apply", "-f", "two.yaml").expect_code(0)
        expect(not writes_since(farm, start), f"{writes_since(farm, start)[:2]}")
        me.write("two.yaml", text.replace("description: former", "description: later"))
        me.run("apply", "-f", "two.yaml").expect_code(0)
        exported = me.run("export", "provider", "-o", "-").text
        expect("password: '${PROVIDER_ADMIN_CREDENTIAL_HYPERV1_COMPANY_DOM_JOE_PASSWORD}'" in exported and "description: later" in exported, exported[:900])
        me.write("two.yaml", text.partition("  - username: jim")[0])
        me.run("apply", "-f", "two.yaml").expect_code(0)
        left = me.run("provider", "admin-credential", "list", "hyperv1.company.dom", "-o", "json").json()
        expect([row["username"] for row in left] == ["joe"], f"{left}")


def test_versions_of_templates_go_by_name():
    with simulator() as farm, person() as me:
        me.login(farm)
        me.run("export", "rds", "pool", "-o", "pools.yaml").expect_code(0)
        at = os.path.join(me.folder, "pools.yaml")
        with open(at, encoding="utf-8") as file:
            text = file.read()
        expect("rasTemplateVersionId: RDSH-Win2022/Version 2\n" in text, text[:600])
        shown = lambda: {row["name"]: row.get("rasTemplateVersionId") for row in me.run("rds", "pool", "list", "-o", "json").json()}
        versions = {row["name"]: row["id"] for row in me.run("rds", "template", "version", "list", "--all", "-o", "json").json()}
        before = shown()
        me.write("pools.yaml", text.replace("RDSH-Win2022/Version 2", "rdsh-win2022/version 1"))
        me.run("apply", "-f", "pools.yaml").expect_code(0)
        changed = {name: value for name, value in shown().items() if value != before[name]}
        expect(list(changed.values()) == [versions["Version 1"]], f"{before} -> {changed}")
        start = len(farm.recorded())
        me.run("apply", "-f", "pools.yaml").expect_code(0)
        me.write("pools.yaml", text.replace("RDSH-Win2022/Version 2", "RDSH-Win2022/Version 22"))
        wrong = me.run("apply", "-f", "pools.yaml").expect_code(2)
        expect("did you mean 'RDSH-Win2022/Version 2'?" in wrong.err, wrong.err)
        me.write("pools.yaml", text)
        mapped = me.run("diff", "-f", "pools.yaml", "--map", "rds template:RDSH-*=Gold-*").expect_code(2)
        expect("'Gold-Win2022/Version 2'" in mapped.err, mapped.err)
        expect(not writes_since(farm, start), "a write was sent")


def test_rename():
    with simulator() as farm, person() as me:
        me.login(farm)
        name = me.run("rds", "pool", "list", "-o", "json").json()[0]["name"]
        me.write("renamed.yaml", f"kind: rds pool\nmetadata:\n  name: Other\n  previousName: {name}\n  site: {site_of(me)}\n"
                 "spec: {}\n")
        me.run("apply", "-f", "renamed.yaml").expect_code(0)
        me.run("rds", "pool", "get", "Other").expect_code(0)
        me.run("rds", "pool", "get", name).expect_code(4)
        me.run("apply", "-f", "renamed.yaml").expect_code(0)


def test_dry_run_sends_nothing():
    with simulator() as farm, person() as me:
        me.login(farm)
        me.write("new.yaml", f"kind: rds pool\nmetadata:\n  name: Made\n  site: {site_of(me)}\nspec: {{}}\n")
        start = len(farm.recorded())
        shown = me.run("apply", "-f", "new.yaml", "--dry-run").expect_code(0)
        expect("POST" in shown.text and "Made" in shown.text, shown.text)
        expect(not writes_since(farm, start), "a write was sent")


def test_somebody_else_is_noticed():
    with simulator() as farm, person() as me:
        me.login(farm)
        before = export_test.exported(me)
        host = next(name for name in before if "/rds-host/" in name)
        name = os.path.basename(host)[:-len(".yaml")]
        edit(me, os.path.join("farm", host), "\n  maxSessions: 250", "\n  maxSessions: 77")
        # Between plan and sending, as an editor that somebody else uses meanwhile.
        me.write("editor.sh", f"#!/bin/sh\nsed -i 's/maxSessions: 250/maxSessions: 80/' \"$1\"\n"
                 f"rasctl rds host update {name} --max-sessions 99 -q\n")
        os.chmod(os.path.join(me.folder, "editor.sh"), 0o755)
        ran = me.run("edit", "rds", "host", name, extra={"EDITOR": os.path.join(me.folder, "editor.sh"), "VISUAL": ""})
        expect(ran.code == 8 and "somebody changed maxSessions" in ran.text, f"{ran.code} {ran.text} {ran.err}")


def test_exports_of_two_farms_compare():
    with simulator() as farm, person() as me:
        me.login(farm)
        before = export_test.exported(me, "one")
        export_test.exported(me, "two")
        same = me.run("diff", "one", "two").expect_code(0)
        expect(same.text == "", same.text)
        host = next(name for name in before if "/rds-host/" in name)
        os.remove(os.path.join(me.folder, "two", host))
        gone = me.run("diff", "one", "two", "--summary").expect_code(10)
        expect(gone.text == "0 created, 0 changed, 1 deleted: rds host 1\n", gone.text)


def test_values_by_environment():
    with simulator() as farm, person() as me:
        me.login(farm)
        me.write("pool.yaml", f"kind: rds pool\nmetadata:\n  name: Made\n  site: {site_of(me)}\n"
                 "spec:\n  description: for ${stage:-nobody}\n  minServersFromTemplate: ${least}\n")
        me.write("prod.yaml", "stage: production\nleast: 3\n")
        me.run("apply", "-f", "pool.yaml", "-v", "prod.yaml").expect_code(0)
        row = me.run("rds", "pool", "get", "Made", "-o", "json").json()
        expect((row["description"], row["minServersFromTemplate"]) == ("for production", 3), f"{row}")
        unset = me.run("diff", "-f", "pool.yaml").expect_code(2)
        expect("${least}" in unset.err and "pool.yaml:7:" in unset.err, unset.err)


def test_a_value_stands_once():
    """What a pool shows within its settings, and takes beside them, is in the document where it is taken."""
    with simulator() as farm, person() as me:
        me.login(farm)
        export_test.exported(me, "farm", "rds", "pool")
        path = os.path.join(me.folder, "farm", "site-Headquarters", "rds-pool", "Engineering.yaml")
        with open(path, encoding="utf-8") as file:
            text = file.read()
        expect(text.count("profileContainer:") + text.count("profile-container:") == 1, "it stands twice")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.replace("useSIDDirNamePattern: false", "useSIDDirNamePattern: true", 1))
        me.run("apply", "-f", "farm").expect_code(0)
        me.run("diff", "-f", "farm").expect_code(0)


def test_what_the_farm_goes_on_showing_is_told():
    with simulator("--http") as farm, deaf_to(farm.url, "/api/RDS/Host/") as url, person() as me:
        me.run("login", url, "--username", "administrator", "--password-stdin", stdin=b"11112222\n").expect_code(0)
        me.write("host.yaml", "kind: rds host\nmetadata:\n  name: rdsh01.company.dom\n  site: Headquarters\n"
                 "spec:\n  description: changed\n")
        ran = me.run("apply", "-f", "host.yaml")
        expect(ran.code != 0, "it says that it was done")
        expect("the farm took description, and still shows" in ran.text + ran.err, ran.text + ran.err)
        me.run("diff", "-f", "host.yaml").expect_code(10)
