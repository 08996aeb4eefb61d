"""The table of README.md, written from what rasctl really answered."""

import os
import re

HERE = os.path.dirname(os.path.abspath(__file__))
BEGIN, END = "<!-- table begins -->", "<!-- table ends -->"


def first_words(ended, folder):
    """The line that tells the outcome, without what differs from run to run."""
    text = ended.err.strip() or ended.out.strip()
    lines = [line for line in text.splitlines() if line.startswith("rasctl: ")] or text.splitlines() or [""]
    line = lines[0].replace(folder, "HOME")
    line = re.sub(r"(127\.0\.0\.1|\[::1\]|localhost|\.test|\.example):\d{2,5}", r"\1:PORT", line)
    line = re.sub(r"faults-\w+", "FOLDER", line)
    line = re.sub(r"[0-9a-f]{64}", "FINGERPRINT", line)
    return line[:160].replace("|", "\\|").replace("`", "'")


def write(cases, ends):
    path = os.path.join(HERE, "README.md")
    with open(path) as file:
        before, _, rest = file.read().partition(BEGIN)
        old, _, after = rest.partition(END)
    # Cases that were not run keep their words.
    known = dict(re.findall(r"^\| \d+ \| (.*?) \| `(.*)` \| [^|]* \| [^|]* \|$", old, re.M))
    lines = ["| # | Case | rasctl answers | Exit code | Within |", "|---|---|---|---|---|"]
    for number, case in enumerate(cases, 1):
        end = ends.get(case.title)
        words = first_words(*end) if end else known.get(case.title, "")
        lines.append(f"| {number} | {case.title} | `{words}` | {case.code} | {case.within:g} s + 1 s |")
    with open(path, "w") as file:
        file.write(before + BEGIN + "\n" + "\n".join(lines) + "\n" + END + after)
