"""What can be written and stands in no document: all of it is in the manual, by name and with its reason."""
import os

from harness import expect, person

PAGE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../man/rasctl-documents.7")
BEGIN, END = '.\\" What rasctl export --left-out says; the tests compare both.\n', '.\\" End of it.\n'
WIDTH = 118


def wrapped(items):
    """Names behind each other in lines as long as the page's others; a semicolon behind each but the last."""
    lines = [""]
    for word in "; ".join(items).replace("-", "\\-").split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > WIDTH:
            lines.append("")
        lines[-1] += (" " if lines[-1] else "") + word
    return "".join(line + "\n" for line in lines)


def section_of(rows):
    """The list as the manual has it: a reason, then the nouns, or the fields with their nouns."""
    by_reason = {}
    for row in rows:
        by_reason.setdefault(row["why"], {}).setdefault(row["noun"], []).append(row["field"])
    text = ".Bl -tag -width 2n\n"
    for reason, nouns in by_reason.items():
        # "\&" because "No" and "It" are macros too.
        text += f".It \\&{reason[0].upper()}{reason[1:]}:".replace("-", "\\-") + "\n"
        text += wrapped([noun if fields == [None] else f"{noun}: {', '.join(fields)}" for noun, fields in nouns.items()])
    return text + ".El\n"


def rows_of(me):
    return me.run("export", "--left-out", extra={"RASCTL_OUTPUT": "json"}).expect_code(0).json()


def test_the_manual_names_all_that_is_left_out():
    with person() as me, open(PAGE, encoding="utf-8") as file:
        wanted = section_of(rows_of(me))
        found = file.read().partition(BEGIN)[2].partition(END)[0]
        expect(found == wanted, f"between its marks {os.path.basename(PAGE)} must say:\n{wanted}")


def test_reasons_are_words():
    with person() as me:
        for row in rows_of(me):
            expect(len(row["why"].split()) > 2 and "changes nothing in it" not in row["why"], f"{row}")
