"""explain --schema: what editors complete and check documents by."""
import copy
import json
import os

import jsonschema
import yaml

from harness import expect, person, simulator

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def by_kind(schema):
    """A validator for each kind: faster than asking all conditions for every document."""
    found = {}
    for branch in schema["allOf"]:
        kind = branch["if"]["properties"]["kind"]["const"]
        found[kind] = jsonschema.Draft7Validator(dict(branch["then"], definitions=schema["definitions"]))
    return found


def exported(me, *words):
    return list(yaml.load_all(me.run("export", *words).expect_code(0).text, Loader=LOADER))


def test_every_document_of_the_demo_farm_fits_the_schema():
    for version in ("19", "20", "21"):
        with simulator("--api", version) as farm, person() as me:
            me.login(farm)
            schema = me.run("explain", "--schema").expect_code(0).json()
            jsonschema.Draft7Validator.check_schema(schema)
            kinds = by_kind(schema)
            expect(sorted(kinds) == schema["properties"]["kind"]["enum"], "a kind without a branch")
            for documents in (exported(me), exported(me, "--minimal")):
                expect(len(documents) > 200, len(documents))
                for document in documents:
                    wrong = [f"{list(one.path)}: {one.message}" for one in kinds[document["kind"]].iter_errors(document)]
                    expect(not wrong, f"{version}: {document['kind']} {document.get('metadata')}: {wrong[:3]}")


def test_what_apply_refuses_the_schema_refuses():
    with simulator() as farm, person() as me:
        me.login(farm)
        schema = me.run("explain", "--schema", "gateway").expect_code(0).json()
        fits = jsonschema.Draft7Validator(schema).is_valid
        right = exported(me, "gateway")[0]
        expect(fits(right), "an export")

        def changed(change):
            document = copy.deepcopy(right)
            change(document)
            return document

        wrong = {
            "an unknown field": lambda one: one["spec"].update(gwPrt=1),
            "a wrong type": lambda one: one["spec"].update(gwPort="eighty"),
            "an unknown value": lambda one: one["spec"].update(gwMode="Sideways"),
            "a number as a switch": lambda one: one["spec"].update(enabled=3),
            "an unknown member": lambda one: one.update(extra=1),
            "another kind": lambda one: one.update(kind="gatway"),
            "no name": lambda one: one["metadata"].pop("name"),
            "a list as the spec": lambda one: one.update(spec=[]),
        }
        for what, change in wrong.items():
            document = changed(change)
            expect(not fits(document), what)
            me.write("wrong.yaml", yaml.safe_dump(document))
            expect(me.run("diff", "-f", "wrong.yaml").code == 2, f"diff takes {what}")
        for what, change in {
            "a placeholder": lambda one: one["spec"].update(gwPort="${port}"),
            "fewer fields": lambda one: one.update(spec={"enabled": True}),
            "a word of the command line": lambda one: one["spec"].update(gwMode="forwarding"),
        }.items():
            expect(fits(changed(change)), what)


def test_schema_of_one_kind_and_of_none():
    with person() as me:
        one = me.run("explain", "--schema", "rds", "host").expect_code(0).json()
        expect(one["properties"]["kind"] == {"const": "rds host"}, one["properties"]["kind"])
        expect(me.run("explain", "--schema", "gateway", "--jq", ".title").expect_code(0).text.startswith("rasctl document"), "jq")
        expect(yaml.safe_load(me.run("explain", "--schema", "gateway", "-o", "yaml").expect_code(0).text)["type"] == "object", "yaml")
        for words, said in ((["session"], "come and go"), (["nonsense"], "nonsense"), (["rds", "host", "gateway"], "gateway"),
                            (["gatewy"], "gateway"), (["pub", "rule"], "pub"), (["rds"], "rds host"), ([""], "no kind")):
            ran = me.run("explain", "--schema", *words).expect_code(2)
            expect(said in ran.err and "hint: " in ran.err, ran.err)
        me.run("explain").expect_code(2)
        expect(json.loads(me.run("explain", "--schema", extra={"RASCTL_OUTPUT": "json"}).text)["definitions"], "JSON by variable")


def test_export_names_a_schema_at_the_top_of_each_file():
    with simulator() as farm, person() as me:
        me.login(farm)
        line = "# yaml-language-server: $schema=../../.schema.json\n"
        me.run("export", "policy", "--schema", "../../.schema.json", "-o", "farm/").expect_code(0)
        files = [os.path.join(folder, name) for folder, _, names in os.walk(os.path.join(me.folder, "farm"))
                 for name in names if name.endswith(".yaml")]
        expect(len(files) > 3, files)
        for file in files:
            with open(file, encoding="utf-8") as text:
                expect(text.read().startswith(line), file)
        # Where the manual puts it, it is no document.
        me.write("farm/.schema.json", me.run("explain", "--schema").text)
        me.run("diff", "-f", "farm").expect_code(0)
        expect(me.run("export", "policy", "--schema", "../../.schema.json").text.startswith(line), "stdout")
        for place in ("", "  ", "a\nkind: x"):
            me.run("export", "policy", "--schema", place).expect_code(2)
