"""Wrong documents: each is told with its place and its mend, with exit code 2, and no write is sent."""
import os

from apply_test import writes_since
from harness import expect, person, simulator

GOOD = "kind: rds host\nmetadata:\n  name: rdsh01.company.dom\n  site: {site}\nspec:\n  description: x\n"

# name: text of the file (or bytes), place that is told (LINE or LINE:COLUMN, None where no line is), words in the answer.
TEXTS = {
    "empty": ("", "1:1", "no document"),
    "blank": ("  \n\n", "1:1", "no document"),
    "only a comment": ("# nothing\n", "1:1", "no document"),
    "only a mark": ("---\n", "1:1", "no document"),
    "null": ("null\n", "1:1", "no document"),
    "text": ("hello\n", "1:1", "a map of kind"),
    "number": ("42\n", "1:1", "a map of kind"),
    "list": ("- kind: site\n", "1:1", "a map of kind"),
    "no kind": ("metadata:\n  name: x\n", "1:1", "kind: is missing"),
    "empty kind": ("kind: ''\n", "1:1", "kind: is missing"),
    "kind of a list": ("kind: [site]\n", "1:1", "kind: is missing"),
    "unknown kind": ("kind: rds hots\nspec: {}\n", "1:1", "did you mean 'rds host'?"),
    "kind far from all": ("kind: qqqqqqqqqqqq\nspec: {}\n", "1:1", "has no 'qqqqqqqqqqqq'"),
    "kind in capitals": ("kind: RDS HOST\nspec: {}\n", "1:1", "did you mean 'rds host'?"),
    "unknown member": ("kind: site\nspeck: {}\n", "2:1", "did you mean 'spec'?"),
    "apiVersion": ("apiVersion: v1\nkind: site\nspec: {}\n", "1:1", "is no member of a document"),
    "status": ("kind: site\nstatus: {}\nspec: {}\n", "2:1", "is no member of a document"),
    "metadata of text": ("kind: site\nmetadata: x\n", "2:1", "expects a map"),
    "unknown metadata": ("kind: site\nmetadata:\n  nam: x\n", "3:3", "did you mean 'name'?"),
    "name of a list": ("kind: site\nmetadata:\n  name: [x]\n", "3:3", "expects text"),
    "name of a map": ("kind: site\nmetadata:\n  name: {a: b}\n", "3:3", "expects text"),
    "name null": ("kind: site\nmetadata:\n  name: null\n", "3:3", "expects text"),
    "name empty": ("kind: site\nmetadata:\n  name: ''\n", "3:3", "is empty"),
    "no name": ("kind: rds host\nspec: {}\n", "1:1", "a name is missing"),
    "name of settings": ("kind: farm settings\nmetadata:\n  name: x\nspec: {}\n", "3:3", "leave the name out"),
    "occurrence zero": ("kind: site\nmetadata:\n  name: x\n  occurrence: 0\n", "4:3", "whole number from 1"),
    "occurrence of text": ("kind: site\nmetadata:\n  name: x\n  occurrence: two\n", "4:3", "whole number from 1"),
    "unknown site": (GOOD.replace("{site}", "Nowhere"), "4:3", "no site is called 'Nowhere'"),
    "empty site": (GOOD.replace("{site}", "''"), "4:3", "is empty"),
    "spec of text": ("kind: site\nmetadata: {name: x}\nspec: x\n", "3:1", "expects a map"),
    "spec of a list": ("kind: site\nmetadata: {name: x}\nspec: [x]\n", "3:1", "expects a map"),
    "unknown field": (GOOD + "  descripton: y\n", "7:3", "did you mean 'description'?"),
    "field of the server": (GOOD + "  timeLastMod: y\n", "7:3", "is set by the server alone; take it out"),
    "field far from all": (GOOD + "  qqqqqqqqqqqqqq: y\n", "7:3", "is no field of rds host"),
    "unknown part": (GOOD + "  fslogix:\n    generl: {}\n", "8:5", "did you mean 'general'?"),
    "part of text": (GOOD + "  fslogix: x\n", "7:3", "expects a map"),
    "part of a list": (GOOD + "  fslogix: []\n", "7:3", "expects a map"),
    "unknown field of a part": (GOOD + "  fslogix:\n    profile-container:\n      enabeld: true\n", "9:7", "did you mean 'enabled'?"),
    "list part of text": (GOOD + "  fslogix:\n    profile-container:\n      user-exclusion: x\n", "9:7", "expects a list"),
    "truth of text": (GOOD + "  enabled: maybe\n", "7:3", "expects true or false"),
    "truth of a number": (GOOD + "  enabled: 1\n", "7:3", "expects true or false"),
    "truth of YAML 1.1": (GOOD + "  enabled: yes\n", "7:3", "expects true or false"),
    "number of text": (GOOD + "  maxSessions: many\n", "7:3", "whole number"),
    "number with a part": (GOOD + "  maxSessions: 1.5\n", "7:3", "whole number"),
    "number of a list": (GOOD + "  maxSessions: [1]\n", "7:3", "expects"),
    "number of truth": (GOOD + "  maxSessions: true\n", "7:3", "expects"),
    "number below the least": (GOOD + "  port: -1\n", "7:3", ""),
    "number over all": (GOOD + "  port: 99999999999999999999\n", "7:3", ""),
    "text of a number": (GOOD.replace("description: x", "description: 5"), "6:3", "expects text"),
    "text of a map": (GOOD.replace("description: x", "description: {a: b}"), "6:3", "expects text"),
    "unknown value": (GOOD + "  fileTransferMode: sometimes\n", "7:3", ""),
    "value far from all": (GOOD + "  fileTransferMode: 12345\n", "7:3", ""),
    "unknown field within a field": ("kind: rds pool\nmetadata:\n  name: Office\n  site: Headquarters\nspec:\n"
                                     "  rdsDefSettings:\n    prot: 3389\n", "7:5", "did you mean 'port'?"),
    "reference to nothing": (GOOD + "  preferredBrokerId: nobody.company.dom\n", "7:3", "no ConnectionBroker is called"),
    "unset value": (GOOD + "  fileTransferLocation: ${nothing}\n", "7:3", "--values"),
    "null where none may be": (GOOD + "  fslogix: null\n", "7:3", "expects a map"),
    "two of one object": (GOOD + "---\n" + GOOD, "9:1", "a second document for rds host"),
    "duplicate key": ("kind: site\nkind: site\n", "2:1", "occurs twice"),
    "duplicate field": (GOOD + "  description: y\n", "7:3", "occurs twice"),
    "tab": ("kind: site\nmetadata:\n\tname: x\n", "3:1", ""),
    "open quote": ("kind: 'site\n", None, ""),
    "open bracket": ("kind: site\nspec: {a: [1, 2\n", None, ""),
    "wrong indentation": ("kind: site\n  name: x\n", "2", ""),
    "tag": ("kind: !!python/object:os.system site\n", "1:7", "tag"),
    "unknown anchor": ("kind: *nothing\n", "1:7", "anchor"),
    "merge key": ("base: &b {a: 1}\nspec:\n  <<: *b\n", "3:3", "merge"),
    "bomb": ("a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 10)}]\n" for i in range(8)), None, "expand"),
    "deep": ("kind: " + "[" * 2000 + "]" * 2000 + "\n", None, ""),
    "key of a list": ("? [a, b]\n: x\n", "1", "key"),
    "infinite": (GOOD + "  maxSessions: .inf\n", "7", "number"),
    "not UTF-8": (b"kind: site\nmetadata:\n  name: \xff\xfe\n", "1:1", "UTF-8"),
    "UTF-16": ("kind: site\n".encode("utf-16"), "1:1", "UTF-8"),
    "Latin-1": ("kind: Böse\n".encode("latin-1"), "1:1", "UTF-8"),
    "binary": (bytes(range(256)), "1:1", ""),
    "zero byte": (b"kind: site\x00\n", "1:1", ""),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "1:1", ""),
    "escape sequence": ("kind: \"\\e[31mred\"\n", "1:1", ""),
    "JSON cut off": ('{"kind": "site", "metadata": {"na', None, ""),
    "HTML": ("<html><body>no</body></html>\n", "1:1", "a map of kind"),
}


def check(me, farm, name, file, place, words):
    start = len(farm.recorded())
    for command in (("apply", "-f", file), ("diff", "-f", file)):
        ran = me.run(*command)
        expect(ran.code == 2, f"{name}: exit {ran.code}\n{ran.out[:200]}\n{ran.err[:400]}")
        expect(words in ran.err, f"{name}: no {words!r} in\n{ran.err[:600]}")
        wanted = f"{file}:" if place is None else f"{file}:{place}:"
        expect(wanted in ran.err, f"{name}: no {wanted!r} in\n{ran.err[:600]}")
        expect("\x1b" not in ran.err, f"{name}: a control character in the answer")
    sent = writes_since(farm, start)
    expect(not sent, f"{name}: {sent[:2]}")


def test_every_wrong_text():
    with simulator() as farm, person() as me:
        me.login(farm)
        site = me.run("site", "list", "-o", "json").json()[0]["name"]
        wrong = []
        for number, (name, (text, place, words)) in enumerate(TEXTS.items()):
            file = f"bad{number}.yaml"
            content = text if isinstance(text, bytes) else text.replace("{site}", site).encode("utf-8")
            with open(os.path.join(me.folder, file), "wb") as out:
                out.write(content)
            try:
                check(me, farm, name, file, place, words)
            except Exception as failure:
                wrong.append(str(failure))
        expect(not wrong, f"{len(wrong)} of {len(TEXTS)}:\n" + "\n".join(wrong))


def test_places():
    with simulator() as farm, person() as me:
        me.login(farm)
        me.run("apply", "-f", "nowhere").expect_code(2)
        me.run("apply", "-f", "").expect_code(2)
        me.run("apply").expect_code(2)
        me.run("diff").expect_code(2)
        me.run("diff", "one").expect_code(2)
        os.mkdir(os.path.join(me.folder, "empty"))
        nothing = me.run("diff", "-f", "empty").expect_code(2)
        expect("holds no .yaml" in nothing.err, nothing.err)
        os.mkdir(os.path.join(me.folder, "linked"))
        me.write("outside.yaml", "kind: site\n")
        os.symlink("../outside.yaml", os.path.join(me.folder, "linked", "inside.yaml"))
        out = me.run("diff", "-f", "linked").expect_code(2)
        expect("leads out of the folder" in out.err, out.err)


def test_a_circle_is_told():
    with simulator() as farm, person() as me:
        me.login(farm)
        site = me.run("site", "list", "-o", "json").json()[0]["name"]
        both = "".join(f"---\nkind: pub folder\nmetadata:\n  name: {one}\nspec:\n  parentId: {other}\n"
                       for one, other in (("A", "B"), ("B", "A")))
        me.write("circle.yaml", both.replace("{site}", site))
        start = len(farm.recorded())
        ran = me.run("apply", "-f", "circle.yaml").expect_code(2)
        expect("circle" in ran.err, ran.err)
        expect(not writes_since(farm, start), "a write was sent")
