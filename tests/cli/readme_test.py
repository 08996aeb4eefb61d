"""The README, line by line as a newcomer types it."""
import json
import os
import re
import sys
import time

from harness import BINARIES, PASSWORD, Failure, expect, person, simulator

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "../shells"))

from terminal_session import TerminalSession  # noqa: E402

with open(os.path.join(HERE, "../../README.md"), encoding="utf-8") as readme:
    TEXT = readme.read()


def block(heading):
    """The first block of code below a heading."""
    below = TEXT.partition(f"\n## {heading}\n")[2] if heading else TEXT
    return re.search(r"^```\n(.*?)^```$", below, re.S | re.M)[1]


def lines_of(heading):
    return [line for line in block(heading).splitlines() if line.strip()]


def test_the_picture_is_what_a_terminal_shows():
    with simulator("--farm", "demo") as farm, person() as me:
        me.login(farm)
        for part in re.split(r"^\$ ", block(""), flags=re.M)[1:]:
            command, _, wanted = part.partition("\n")
            shown = me.shell(command + " 2>&1").stdout
            expect(shown == wanted, f"{command}\n    shows\n{shown}    instead of\n{wanted}")


def test_five_minutes_by_hand():
    """In a real terminal with nothing set up; only the port is another, for tests run side by side."""
    with person() as me:
        # Nobody is here to leave a pager.
        path = os.path.dirname(BINARIES["rasctl"]) + ":/usr/local/bin:/usr/bin:/bin"
        environment = {"HOME": me.folder, "TERM": "xterm", "PAGER": "cat", "PATH": path, "LC_ALL": "C.UTF-8"}
        shell = TerminalSession(["bash", "--noprofile", "--norc", "-i"], environment, me.folder)
        farm = os.path.join(me.folder, "farm.json")
        try:
            for line in lines_of("Five minutes by hand"):
                if "--watch" in line:
                    continue  # never ends; tests/screens looks at it
                line = line.partition(" #")[0].strip()
                if line.startswith("rasctl simulate"):
                    line = line.replace("simulate >/dev/null", "simulate --listen 127.0.0.1:0 >farm.json")
                if line.startswith("rasctl login"):
                    line = line.replace("127.0.0.1", f"127.0.0.1:{json.loads(first_line(farm))['url'].rsplit(':', 1)[1]}")
                shell.send(line + "; echo \"@\"@$(printf %s $? | base64)@@\n")
                if line.startswith("rasctl login"):
                    answer_login(shell)
                code, screen = shell.answer()
                expect(code == "0", f"{line}: exit {code}\n{screen}")
        finally:
            shell.close()


def first_line(file):
    """Of a file that a program in the background is about to write; somebody at a keyboard is slower than it."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if os.path.exists(file):
            with open(file, encoding="utf-8") as text:
                line = text.readline()
            if line.endswith("\n"):
                return line
        time.sleep(0.05)
    raise Failure("the simulator says nothing")


def answer_login(shell):
    for question, answer in [(rb"from now on\? \[y/N\]", "y"), (rb"[Uu]ser", "administrator"), (rb"[Pp]assword", PASSWORD)]:
        shell.read_until(re.compile(question))
        shell.send(answer + "\n")


def test_five_minutes_in_a_script():
    with simulator("--farm", "demo") as farm, person() as me:
        me.write("gateway.yaml", "server: gw9.company.dom\nsiteId: 1\n")
        script = block("Five minutes in a script")
        script = script.replace("https://ras.company.dom:20443", farm.url).replace("RASCTL_FINGERPRINT=...",
                                                                                   f"RASCTL_FINGERPRINT={farm.fingerprint}")
        script = script.replace("robot", "administrator")
        ran = me.shell("set -e\n" + script, extra={"SECRET": PASSWORD})
        expect(ran.returncode == 0, f"exit {ran.returncode}: {ran.stderr[:600]}")
        expect(not os.path.exists(os.path.join(me.folder, "config")), "a file was written")
        ended = [one for one in farm.recorded() if one["path"].lower().endswith("/session/logoff")]
        begun = [one for one in farm.recorded() if one["path"].lower().endswith("/session/logon")]
        expect(begun and len(ended) == len(begun), f"{len(begun)} logons, {len(ended)} logoffs")


def test_exit_codes_are_those_of_the_manual():
    with open(os.path.join(HERE, "../../man/rasctl-output.7"), encoding="utf-8") as page:
        manual = re.findall(r"^\.It (\d+)$", page.read().partition(".Sh EXIT STATUS")[2], re.M)
    table = TEXT.partition("| code | meaning |")[2].partition("\n\n")[0]
    expect(sorted(re.findall(r"\| (\d+) ", table), key=int) == manual, f"{table}\n{manual}")
