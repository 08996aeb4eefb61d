"""Edits that nobody thought of: a field, an entry of a list, an object, of any kind, again and again."""
import os
import random
import re

import yaml

import export_test
from farm_edits import Edits
from harness import expect, person, simulator

# How many edits; run.py --edits N makes more of them.
COUNT = {"edits": 60}
EDITS_A_ROUND = 20
MARK = "~copy.yaml"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# Objects that a copy can be made of without anything that only the first one has.
COPIED = ("rds pool", "vdi pool", "pub folder", "pub app rds", "pub desktop rds", "policy", "theme", "logon-hours", "custom-route",
          "notification-script", "saml-idp", "win-device-group")


def read(me):
    documents = {}
    for name, text in export_test.exported(me).items():
        if name.endswith(".yaml"):
            documents[name] = yaml.load(text, Loader=LOADER)
    return documents


def save(me, name, document):
    with open(os.path.join(me.folder, "farm", name), "w", encoding="utf-8") as file:
        yaml.safe_dump(document, file, allow_unicode=True)


def key_of(document):
    metadata = document.get("metadata") or {}
    return document["kind"], metadata.get("site") or "", metadata.get("name") or "", metadata.get("occurrence", 1)


def close_gap(me, documents, gone):
    """Who stood behind what is gone stands behind the one before it, as a person writes who is told so."""
    named = documents[gone]["metadata"].get("name")
    for name, document in documents.items():
        spec = document.get("spec") or {}
        if name != gone and spec.get("previousId") == named and document["kind"].startswith("pub "):
            spec["previousId"] = documents[gone]["spec"]["previousId"]
            save(me, name, document)


def make_round(me, edits, rng, made):
    """Edits some of the files; answers what was done to which object."""
    documents = read(me)
    edited = {}
    for name in rng.sample(sorted(documents), EDITS_A_ROUND):
        document = documents[name]
        act = rng.random()
        if act < 0.1 and document["kind"] in COPIED:
            copied = edits.copy(document)
            made.add(key_of(copied))
            save(me, name.replace(".yaml", f"-{edits.count}{MARK}"), copied)
            edited[key_of(copied)] = f"a copy of {name}"
        elif act < 0.5 and key_of(document) in made:
            os.remove(os.path.join(me.folder, "farm", name))
            edits.count += 1
            close_gap(me, documents, name)
            edited[key_of(document)] = "deleted"
        elif said := edits.change(document):
            save(me, name, document)
            edited[key_of(document)] = said
    return edited


def rows_by_key(rows):
    return {(row["kind"], row["site"] or "", row["name"] or "", row.get("occurrence", 1)): row for row in rows}


def test_each_edit_arrives_and_stays():
    rng = random.Random(13)
    refused, arrived, kinds = [], 0, set()
    with simulator() as farm, person() as me:
        me.login(farm)
        edits = Edits(me.run("explain", "--schema").json(), rng)
        made = set()
        secrets = {name: "12" if name.endswith(("PORT", "RETRIES", "TIMEOUT")) else "Sup3rS3cret" for text in
                   export_test.exported(me).values() for name in re.findall(r"[^$]\$\{([A-Z0-9_]+)\}", text)}
        while edits.count < COUNT["edits"]:
            edited = make_round(me, edits, rng, made)
            done = me.run("apply", "-f", "farm", "--prune", "--yes", "-o", "json", extra=secrets)
            expect(done.code in (0, 8), f"exit {done.code}: {done.err[:1500]}\n{edited}")
            rows = rows_by_key(done.json()) if done.out else {}
            left = rows_by_key(me.run("diff", "-f", "farm", "-o", "json").json())
            for key, said in edited.items():
                row = rows.get(key)
                if row is not None and row["result"] != "done":
                    refused.append(f"{key} {said}: {row['why']}")
                    continue
                expect(key not in left, f"after {edits.count} edits: {key} {said}: {str(left.get(key))[:600]}")
                arrived += 1
                kinds.add(key[0])
            # The next export has files of its own for them.
            for folder, _, names in os.walk(os.path.join(me.folder, "farm")):
                for name in names:
                    if name.endswith(MARK):
                        os.remove(os.path.join(folder, name))
    expect(arrived > edits.count * 0.8, f"{len(refused)} of {edits.count} were refused:\n" + "\n".join(refused[:40]))
    print(f"     {edits.count} edits of {len(kinds)} kinds: {arrived} arrived, {len(refused)} refused")
    for line in refused if edits.count > 500 else []:
        print(f"     {line}"[:200])
