"""How words become objects: numbers, letter case, accents, names that several have, and names read back."""
import json
import unicodedata

from harness import canned_server, expect, person, simulator


def named(*names):
    return [{"id": 10 + place, "server": name} for place, name in enumerate(names)]


def gateways(rows):
    answers = {f"/api/Gateway/{row['id']}": json.dumps(row).encode() for row in rows}
    return dict(answers, **{"/api/Gateway": json.dumps(rows).encode()})


def test_digits_are_an_id_first_and_then_a_name():
    with canned_server(gateways(named("2024", "11", "plain"))) as farm, person() as me:
        me.login(farm)
        for word, wanted, noted in [("2024", 10, True), ("11", 11, False), ("name:11", 11, False), ("id:12", 12, False),
                                    ("12", 12, False)]:
            ran = me.run("gateway", "get", word, "-o", "json").expect_code(0)
            expect(ran.json()["id"] == wanted, f"{word}: {ran.text}")
            expect(("name of gateway" in ran.err) == noted, f"{word}: {ran.err}")
        me.run("gateway", "get", "77").expect_code(4)
        before = len(farm.requests)
        for word in ("", " ", "id:", "name:", "name: ", "id:x"):
            me.run("gateway", "get", word).expect_code(2)
        expect(len(farm.requests) == before, farm.requests[before:])


def test_the_exact_name_comes_before_letter_case_and_composition():
    decomposed = unicodedata.normalize("NFD", "Zürich")
    rows = named("alpha", "ALPHA", "Zürich", "zürich2", decomposed + "3", "Straße")
    with canned_server(gateways(rows)) as farm, person() as me:
        me.login(farm)
        for word, wanted in [("alpha", 10), ("ALPHA", 11), ("Zürich", 12), (decomposed, 12), ("ZÜRICH", 12),
                             ("ZÜRICH2", 13), ("Zürich3", 14), ("STRASSE", 15)]:
            ran = me.run("gateway", "get", word, "-o", "json").expect_code(0)
            expect(ran.json()["id"] == wanted, f"{word}: {ran.text}")
        ran = me.run("gateway", "get", "Alpha").expect_code(2)
        expect("id:10" in ran.err and "id:11" in ran.err, ran.err)


def test_a_name_that_several_have_is_never_the_first_of_them():
    with canned_server(gateways(named("twin", "twin"))) as farm, person() as me:
        me.login(farm)
        before = len(farm.requests)
        for words in (["get", "twin"], ["delete", "twin", "--yes"], ["update", "name:twin", "--description", "x"]):
            ran = me.run("gateway", *words).expect_code(2)
            expect("ambiguous" in ran.err and "id:10" in ran.err and "id:11" in ran.err, ran.err)
        expect(all(method == "GET" for method, _, _ in farm.requests[before:]), farm.requests[before:])


def test_what_o_name_and_o_id_print_reads_back_to_the_same_objects():
    rows = named("plain", "twin", "twin", "2024", "11", "id:x", "name:y", "-z", " blank ", "two\nlines", "with blank", "",
                 "Zürich", "alpha", "ALPHA", "tab\tin", '"quoted"', "#8", "null")
    with canned_server(gateways(rows)) as farm, person() as me:
        me.login(farm)
        ids = [row["id"] for row in rows]
        for form in ("name", "id"):
            for extra in ([], ["--where", "id>0"], ["--sort", "id"]):
                lines = me.run("gateway", "list", "-o", form, *extra).expect_code(0)
                back = me.run("gateway", "get", "-", "-o", "json", stdin=lines.out).expect_code(0).json()
                expect([row["id"] for row in back] == ids, f"{form} {extra}: {lines.text!r}")
        # The other twin makes the name useless also where it is not shown.
        for words in (["--where", "id=11"], ["--limit", "2"]):
            lines = me.run("gateway", "list", "-o", "name", *words).expect_code(0).text.splitlines()
            expect(lines[-1] == "id:11", lines)
