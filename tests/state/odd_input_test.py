"""Documents that nobody would write on purpose: each is taken for what it says, or told with its place and its mend."""
import os
import subprocess

from apply_test import site_of, writes_since
from bad_input_test import GOOD, check
from harness import BINARIES, expect, person, simulator

FOLDER = "kind: pub folder\nmetadata:\n  name: {name}\nspec: {{}}\n"

# name: text of the file (or bytes), place that is told, words in the answer.
WRONG = {
    "UTF-16 with the last byte first": (b"\xfe\xff" + "kind: site\n".encode("utf-16-be"), "1:1", "UTF-8"),
    "UTF-16 without a mark": ("kind: site\n".encode("utf-16-le"), "1:1", ""),
    "UTF-32": ("kind: site\n".encode("utf-32"), "1:1", "UTF-8"),
    "overlong UTF-8": (b"kind: site\nmetadata:\n  name: \xc0\xaf\n", "1:1", "UTF-8"),
    "half a character": (b"kind: site\nmetadata:\n  name: \xe2\x82\n", "1:1", "UTF-8"),
    "a surrogate": (b"kind: site\nmetadata:\n  name: \xed\xa0\x80\n", "1:1", "UTF-8"),
    "a document that was gzipped": (b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03", "1:1", ""),
    "an anchor that holds itself": ("kind: &a [*a]\n", None, ""),
    "an anchor of another document": ("a: &x site\n---\nkind: *x\n", None, ""),
    "a merge of nothing": ("kind: site\n<<: *nothing\n", None, ""),
    "a merge of a list": ("a: &a {x: 1}\nb: &b {y: 1}\nspec:\n  <<: [*a, *b]\n", None, ""),
    "a quadratic bomb": ("a: &a '" + "x" * 5000 + "'\nb: [" + ", ".join(["*a"] * 20000) + "]\n", None, ""),
    "a secret tag": ("kind: !secret site\n", "1:7", "tag"),
    "binary by tag": ("kind: !!binary c2l0ZQ==\n", "1:7", "tag"),
    "a set": ("kind: !!set {site}\n", "1:7", "tag"),
    "a Ruby object": ("--- !ruby/object:Gem::Installer\ni: x\n", "1", "tag"),
    "a tab behind a dash": ("kind: site\nmetadata:\n-\tname: x\n", None, ""),
    "two colons": ("kind: site: x\n", "1", ""),
    "a reserved sign": ("kind: @site\n", "1", ""),
    "a back quote": ("kind: `site`\n", "1", ""),
    "a directive of nobody": ("%YAML 9.9\n---\nkind: site\n", "1", ""),
    "deep maps": ("kind: " + "{a: " * 2000 + "x" + "}" * 2000 + "\n", None, ""),
    "deep JSON": ("[" * 100000 + "]" * 100000, None, ""),
    "lines of JSON": ('{"kind": "site"}\n{"kind": "site"}\n', None, ""),
    "a list of documents": ('[{"kind": "site", "metadata": {"name": "x"}}]', "1:1", "a map of kind"),
    "a null byte in a text": ("kind: \"rds\\0host\"\n", "1:1", ""),
    "a bell in a name": ("kind: rds host\nmetadata:\n  name: \"a\\ab\"\n  site: Nowhere\n", "4:3", "no site"),
    "a very long key": ("kind: site\n" + "x" * 100000 + ": 1\n", None, ""),
    "a very long unknown field": (GOOD + "  " + "x" * 100000 + ": 1\n", None, ""),
    "a name of a million letters": ("kind: rds host\nmetadata:\n  name: " + "n" * 1000000 + "\n  site: Nowhere\n", "4:3", "no site"),
    "a name that is true": ("kind: site\nmetadata:\n  name: true\n", "3:3", "expects text"),
    "an occurrence below nothing": ("kind: site\nmetadata:\n  name: x\n  occurrence: -1\n", "4:3", "whole number from 1"),
    "an occurrence with a part": ("kind: site\nmetadata:\n  name: x\n  occurrence: 1.5\n", "4:3", "whole number from 1"),
    "the ninth of a name": (FOLDER.format(name="Office\n  occurrence: 9"), "4:3", "there is no pub folder 'Office'"),
    "a field in capitals": (GOOD + "  MaxSessions: 5\n", "7:3", "did you mean 'maxSessions'?"),
    "a field twice in two cases": (GOOD + "  maxSessions: 5\n  MAXSESSIONS: 6\n", "8:3", "did you mean 'maxSessions'?"),
    "a field deep twice": (GOOD + "  fslogix:\n    general:\n      roamRecycleBin: Enable\n      roamRecycleBin: Enable\n", "10:7", "occurs twice"),
    "two of one object in two cases": (GOOD + "---\n" + GOOD.replace("rdsh01", "RDSH01"), "9:1", "a second document"),
    "two of one site in two cases": (GOOD + "---\n" + GOOD.replace("{site}", "headquarters"), "9:1", "a second document"),
    "no site of two": (GOOD.replace("  site: {site}\n", ""), "2:1", "a site is missing"),
    "no site of two for settings": ("kind: rds defaults\nspec: {}\n", "1:1", "a site is missing"),
    "a site for what has none": ("kind: policy\nmetadata:\n  name: Default\n  site: {site}\nspec: {}\n", "4:3", "leave the site out"),
    "a site for settings of the farm": ("kind: farm settings\nmetadata:\n  site: {site}\nspec: {}\n", "3:3", "leave the site out"),
    "an ID of nothing": (GOOD + "  preferredBrokerId: id:99999\n", "7:3", "no ConnectionBroker has the ID '99999'"),
    "a name without a value": ("kind: pub folder\nmetadata:\n  name: for ${stage}\nspec: {}\n", "3:3", "--values"),
    "a site without a value": (GOOD.replace("{site}", "${where}"), "4:3", "--values"),
    "an old name without a value": ("kind: pub folder\nmetadata:\n  name: x\n  previousName: ${was}\nspec: {}\n", "4:3", "--values"),
    "a placeholder of nothing": (GOOD + "  fileTransferLocation: ${}\n", "7:3", "--values"),
    "a placeholder for a number": (GOOD + "  maxSessions: ${count}\n", "7:3", "--values"),
    "a number in another base": (GOOD + "  maxSessions: 0b11\n", "7:3", "whole number"),
    "a number with a line": (GOOD + "  maxSessions: 1_000\n", "7:3", "whole number"),
    "a date as text": (GOOD.replace("description: x", "description: [2024-01-01]"), "6:3", "expects text"),
    "nothing in a list of names": ("kind: pub folder\nmetadata:\n  name: Office\nspec:\n  publishToSiteIds: [null]\n", "5:22", "expects a name"),
    "a list in a list of names": ("kind: pub folder\nmetadata:\n  name: Office\nspec:\n  publishToSiteIds: [[Headquarters]]\n", "5:22", "expects a name"),
    "an unknown field of an entry": ("kind: pub folder\nmetadata:\n  name: Accounting\nspec:\n  rule:\n  - name: x\n    prioritty: 1\n",
                                     "7:5", "did you mean 'priority'?"),
    "entries that are texts": ("kind: pub folder\nmetadata:\n  name: Accounting\nspec:\n  rule: [x]\n", "5", "expects a map"),
    "two entries of one name": ("kind: pub folder\nmetadata:\n  name: Accounting\nspec:\n  rule:\n  - name: x\n  - name: x\n", "7", "second entry"),
    "a schedule without what it does": ("kind: rds host schedule\nmetadata:\n  name: New\n  site: {site}\nspec:\n  action: Dance\n", "6:3", ""),
    "a schedule without a beginning": ("kind: rds host schedule\nmetadata:\n  name: New\n  site: {site}\nspec:\n  action: Reboot\n  target: [rdsh01.company.dom]\n",
                                       "5:1", "startDateTime is missing"),
    "a member twice": ("kind: rds pool\nmetadata:\n  name: Office\n  site: {site}\nspec:\n  member:\n  - rdsh01.company.dom\n  - RDSH01.company.dom\n", "8", "spec.member.1: stands in the list a second time"),
    "a member that nothing is": ("kind: rds pool\nmetadata:\n  name: Office\n  site: {site}\nspec:\n  member:\n  - nobody\n", "7", "spec.member.0: no RDSHost"),
    "an ID to write": (GOOD + "  id: 5\n", "7:3", "is set by the server alone; take it out"),
    "an old name of settings": ("kind: rds defaults\nmetadata:\n  site: {site}\n  previousName: x\nspec: {}\n", "4:3", "there is only one"),
    "a folder in itself": (FOLDER.format(name="Office").replace("{}", "{parentId: Office}"), "4:8", "Office in Office"),
    "a folder in its own": (FOLDER.format(name="Accounting").replace("{}", "{parentId: Payroll}"), "4:8", "Accounting in Payroll in Accounting"),
    "two folders in each other": ("".join("---\n" + FOLDER.format(name=one).replace("{}", "{parentId: " + other + "}") for one, other in (("A", "B"), ("B", "A"))),
                                  "10:8", "B in A in B"),
    "a target that is nothing": ("kind: rds host schedule\nmetadata:\n  name: Weekly reboot\n  site: {site}\nspec:\n  target: [nobody]\n", "6", "no RDSHost is called 'nobody'"),
}

# What looks odd and says something all the same.
RIGHT = {
    "nothing for a text": GOOD.replace("{site}", "Headquarters").replace("description: x", "description: null").encode(),
    "a byte order mark": b"\xef\xbb\xbf" + FOLDER.format(name="Odd 1").encode(),
    "lines of Windows": FOLDER.format(name="Odd 2").replace("\n", "\r\n").encode(),
    "JSON": b'{"kind": "pub folder", "metadata": {"name": "Odd 3"}, "spec": {}}',
    "comments, marks and an end": b"# c\n%YAML 1.2\n---\n" + FOLDER.format(name="Odd 4").encode() + b"...\n",
    "an anchor that is used": b"kind: pub folder\nmetadata:\n  name: &n Odd 5\nspec:\n  description: *n\n",
    "a name of digits": FOLDER.format(name="'007'").encode(),
    "a name with signs": FOLDER.format(name="'a: b # c/../../d'").encode(),
    "a name of another alphabet": FOLDER.format(name="Приложения 🎉 ÄÖÜ").encode(),
    "a name that looks like a placeholder": FOLDER.format(name="'$${HOME}'").encode(),
    "names in another case": b"kind: rds host\nmetadata:\n  name: RDSH01.Company.DOM\n  site: HEADQUARTERS\nspec:\n  preferredBrokerId: BROKER1.company.dom\n",
    "a choice by its word and by its number": b"kind: rds host\nmetadata:\n  name: rdsh02.company.dom\n  site: Headquarters\n"
                                              b"spec:\n  fileTransferMode: bidirectional\n  technology: 0\n",
}


def test_every_odd_text_that_is_wrong():
    with simulator() as farm, person() as me:
        me.login(farm)
        site = site_of(me)
        wrong = []
        for number, (name, (text, place, words)) in enumerate(WRONG.items()):
            file = f"odd{number}.yaml"
            content = text if isinstance(text, bytes) else text.replace("{site}", site).encode("utf-8")
            with open(os.path.join(me.folder, file), "wb") as out:
                out.write(content)
            try:
                check(me, farm, name, file, place, words)
            except Exception as failure:  # all are told at once
                wrong.append(str(failure)[:700])
        expect(not wrong, f"{len(wrong)} of {len(WRONG)}:\n" + "\n".join(wrong))


def test_every_odd_text_that_is_right():
    with simulator() as farm, person() as me:
        me.login(farm)
        wrong = []
        for number, (name, content) in enumerate(RIGHT.items()):
            file = f"right{number}.yaml"
            with open(os.path.join(me.folder, file), "wb") as out:
                out.write(content)
            done = me.run("apply", "-f", file)
            start = len(farm.recorded())
            again = me.run("apply", "-f", file)
            if done.code != 0 or again.code != 0 or writes_since(farm, start):
                wrong.append(f"{name}: exit {done.code}, {again.code}, {len(writes_since(farm, start))} writes again\n{done.out[:300]}{done.err[:300]}{again.err[:300]}")
        expect(not wrong, f"{len(wrong)} of {len(RIGHT)}:\n" + "\n".join(wrong))
        names = [row["name"] for row in me.run("pub", "folder", "list", "-o", "json").json()]
        expect("${HOME}" in names and "007" in names, f"{names}")
        exported = me.run("export", "pub", "folder").expect_code(0).text
        expect("name: '$${HOME}'" in exported, "the escape of a name")


def test_places_that_are_no_files():
    with simulator() as farm, person() as me:
        me.login(farm)
        at = lambda name: os.path.join(me.folder, name)
        os.mkfifo(at("pipe.yaml"))
        os.makedirs(at("loop/inner"))
        os.symlink("..", at("loop/inner/up"))
        me.write("loop/good.yaml", FOLDER.format(name="Looped"))
        os.symlink("self", at("self"))
        os.makedirs(at("pipes"))
        os.mkfifo(at("pipes/one.yaml"))
        os.symlink("/", at("pipes/all"))
        os.makedirs(at("devices"))
        os.symlink("/dev/zero", at("devices/zero.yaml"))
        me.write("readme.txt", "no document at all: [\n")
        os.truncate(at("readme.txt"), 0)
        with open(at("huge.yaml"), "wb") as file:
            file.truncate(1 << 40)
        start = len(farm.recorded())
        for place, words in (("pipe.yaml", "no regular file"), ("/dev/zero", "no regular file"), ("/dev/full", "no regular file"),
                             ("self", "symbolic links"), ("pipes", "no regular file"), ("devices", "leads out"), ("readme.txt", "no document"),
                             ("huge.yaml", "larger than"), ("pipe.yaml/", "cannot read"), ("a\nb", "cannot read"), ("x" * 5000, "cannot read"),
                             ("-", "no document")):
            for command in ("diff", "apply"):
                ran = me.run(command, "-f", place, stdin=b"")
                expect(ran.code == 2 and words in ran.err, f"{place[:40]!r}: exit {ran.code} {ran.err[:400]}")
        expect(not writes_since(farm, start), "a write was sent")
        # A loop of links is followed by nobody.
        shown = me.run("diff", "-f", "loop").expect_code(10)
        expect(shown.text.count("Looped") == 1, shown.text)
        expect("hint: rasctl diff -f - < pipe.yaml" in me.run("diff", "-f", "pipe.yaml").err, "no mend")


def test_what_a_pipe_says_has_its_place():
    with simulator() as farm, person() as me:
        me.login(farm)
        text = GOOD.replace("{site}", site_of(me)) + "  descripton: y\n"
        ran = me.run("diff", "-f", "-", stdin=text.encode()).expect_code(2)
        expect("-:7:3: spec.descripton" in ran.err, ran.err)


def test_values_and_choices_that_are_nothing():
    with simulator() as farm, person() as me:
        me.login(farm)
        me.write("one.yaml", "kind: pub folder\nmetadata:\n  name: for ${stage:-nobody}\nspec: {}\n")
        me.write("list.yaml", "- a\n")
        me.write("bad.yaml", "a: [\n")
        start = len(farm.recorded())
        for words, said in ((["-v", "nowhere.yaml"], "nowhere.yaml"), (["-v", "list.yaml"], "a map of names"), (["-v", "bad.yaml"], "bad.yaml"),
                            (["-v", ""], ""), (["--only", "nonsense"], "no document is chosen"), (["--except", "pub *"], "no document is chosen"),
                            (["--only", ""], "no document is chosen"), (["-f", "one.yaml"], "a second document")):
            for command in ("diff", "apply"):
                ran = me.run(command, "-f", "one.yaml", *words)
                expect(ran.code == 2 and said in ran.err, f"{words}: exit {ran.code} {ran.err}")
        expect(not writes_since(farm, start), "a write was sent")
        me.write("values.yaml", "stage: tests\n")
        rows = me.run("diff", "-f", "one.yaml", "-v", "values.yaml", "-o", "json").expect_code(10).json()
        expect(rows[0]["name"] == "for tests", f"{rows}")
        expect(me.run("diff", "-f", "one.yaml", "-o", "json").expect_code(10).json()[0]["name"] == "for nobody", "the default")


def test_secrets_that_are_not_set_are_told_together():
    with simulator() as farm, person() as me:
        me.login(farm)
        site = site_of(me)
        text = "".join(f"---\nkind: provider\nmetadata:\n  name: vc{i}.company.dom\n  site: {site}\nspec:\n  type: hyperv\n  server: vc{i}.company.dom\n"
                       f"  providerPassword: '${{SECRET_{i}}}'\n" for i in range(3))
        me.write("all.yaml", text)
        start = len(farm.recorded())
        ran = me.run("apply", "-f", "all.yaml").expect_code(2)
        expect(all(f"SECRET_{i}" in ran.err for i in range(3)), ran.err)
        expect(not writes_since(farm, start), "a write was sent")


def test_a_closed_pipe_and_a_full_disk():
    with simulator() as farm, person() as me:
        me.login(farm)
        process = subprocess.Popen(f"'{BINARIES['rasctl']}' export | head -1", shell=True, cwd=me.folder, env=me.environment,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        out, err = process.communicate(timeout=60)
        expect(out == b"---\n" and b"rasctl" not in err, f"{out} {err}")
        with open("/dev/full", "wb") as full:
            done = subprocess.run([BINARIES["rasctl"], "export", "policy"], cwd=me.folder, env=me.environment, stdout=full,
                                  stderr=subprocess.PIPE, timeout=60, check=False)
        expect(done.returncode != 0 and b"No space" in done.stderr, f"{done.returncode} {done.stderr}")
        me.write("taken", "a file")
        for place in ("taken/farm", "/dev/null/farm", "/proc/farm"):
            ran = me.run("export", "policy", "-o", place)
            expect(ran.code != 0 and "cannot write" in ran.err, f"{place}: exit {ran.code} {ran.err}")
