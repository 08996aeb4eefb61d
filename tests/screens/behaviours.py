"""What a screen does, rather than what it looks like: it is left as it was found, obeys the environment, follows
the window and survives an outage."""
import contextlib
import os
import pty
import re
import subprocess
import time

import harness
from screens import BEFORE, CannedStage, Stage, changing_gateways
from terminal import Failure

WATCH = "rasctl gateway list --watch --every 200ms"


def expect(condition, message):
    if not condition:
        raise Failure(message)


@contextlib.contextmanager
def stage(columns=80, rows=24, of=None):
    with contextlib.ExitStack() as stack:
        yield CannedStage(stack, columns, rows, of) if of else Stage(stack, columns, rows)


def expect_normal_screen(terminal):
    expect(terminal.fact("alternate_on") == "0", "the alternate screen was not left")
    expect(terminal.fact("cursor_flag") == "1", "the cursor is still hidden")


def test_watch_ends_with_ctrl_c_and_leaves_the_screen_as_it_was():
    for command in (WATCH, "rasctl status --watch --every 1s"):
        with stage() as there:
            terminal = there.run(f"echo before; {command}")
            terminal.wait_until("waiting for the alternate screen", lambda: terminal.fact("alternate_on") == "1")
            terminal.wait_for("every ")
            expect(terminal.fact("cursor_flag") == "0", "the cursor is not hidden")
            terminal.type("C-c")
            code = terminal.wait_for_end()
            expect(code == 130, f"{command}: exit {code}")
            expect_normal_screen(terminal)
            expect(terminal.shown().startswith("before\n"), terminal.shown())


def test_watch_leaves_the_screen_while_it_is_stopped():
    with stage(of=changing_gateways) as there:
        terminal = there.run(f"set -m; {WATCH}; echo 'it stopped'; read -r _; fg")
        terminal.wait_for("gw1.company.dom")
        terminal.type("C-z")
        terminal.wait_for("it stopped")
        expect_normal_screen(terminal)
        terminal.type("Enter")
        terminal.wait_until("waiting for the alternate screen", lambda: terminal.fact("alternate_on") == "1")
        terminal.wait_for("gw1.company.dom")
        terminal.type("C-c")
        expect(terminal.wait_for_end() == 130, "it did not end with 130")
        expect_normal_screen(terminal)


def test_watch_follows_the_window():
    with stage(columns=120, of=changing_gateways) as there:
        terminal = there.run("rasctl gateway list --watch --every 1h")
        terminal.wait_for("GW-MODE")
        terminal.resize(30)
        terminal.wait_for("left out to fit")
        longest = max(map(len, terminal.shown().splitlines()))
        expect(longest <= 30, f"a line of {longest} columns in a window of 30")
        terminal.resize(120)
        terminal.wait_for("GW-MODE")


def test_watch_survives_an_outage():
    out = [False]

    def of(path, _):
        if path != "/api/Gateway":
            return None
        return (503, b"") if out[0] else BEFORE

    with stage(of=of) as there:
        terminal = there.run(f"{WATCH} --max-retries 0")
        terminal.wait_for("gw1.company.dom")
        out[0] = True
        terminal.wait_for("503.*trying again|trying again")
        expect("gw1.company.dom" in terminal.shown(), "the last look is gone")
        out[0] = False
        terminal.wait_until("waiting for the end of the outage", lambda: "trying again" not in terminal.shown())
        terminal.type("C-c")
        expect(terminal.wait_for_end() == 130, "it did not end with 130")


def test_watch_off_a_terminal_is_a_stream_of_changes():
    with stage(of=changing_gateways) as there:
        process = subprocess.Popen([harness.BINARIES["rasctl"], *WATCH.split()[1:], "-o", "jsonl", "--columns", "id,enabled"],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=there.person.environment,
                                   text=True)
        try:
            lines = [process.stdout.readline() for _ in BEFORE]
            expect(all('"change":"listed"' in line for line in lines), lines)
            there.event.set()
            lines = [process.stdout.readline() for _ in range(3)]
            changes = sorted(re.search('"change":"(\\w+)"', line)[1] for line in lines)
            expect(changes == ["changed", "gone", "new"], lines)
            changed = next(line for line in lines if '"changed"' in line)
            expect('"before":{"enabled":true},"row":{"id":2,"enabled":false}' in changed, changed)
        finally:
            process.terminate()
            process.wait(30)
        expect(process.returncode == 130, f"exit {process.returncode}")


def test_a_first_look_that_fails_ends_it():
    with stage(of=lambda path, event: None) as there:
        there.person.run("gateway", "list", "--watch", "--max-retries", "0").expect_code(4)


def test_words_of_the_interval():
    with stage(of=changing_gateways) as there:
        for words in (("--every", "soon"), ("--every", "1ms")):
            ran = there.person.run("gateway", "list", "--watch", *words).expect_code(2)
            expect("hint: rasctl gateway list --watch --every 10s" in ran.err, ran.err)


def test_the_pager_is_left_with_q_or_ctrl_c():
    for key in ("q", "C-c"):
        with stage() as there:
            terminal = there.run("rasctl session list; stty -a | grep -ow -- '-*echo'")
            terminal.wait_until("waiting for the pager", lambda: terminal.shown().rstrip().endswith(":"))
            if key == "C-c":
                terminal.type("C-c")
            terminal.type("q")
            expect(terminal.wait_for_end() == 0, "it did not end with 0")
            expect(re.search(r"^echo$", terminal.shown(), re.MULTILINE), "the terminal does not echo")


def test_what_is_not_paged():
    with stage() as there:
        for line in ("rasctl session list --no-pager", "RASCTL_NO_PAGER=1 rasctl session list",
                     "PAGER=cat rasctl session list", "rasctl gateway list", "rasctl session list -o json",
                     "rasctl session list | cat", "PAGER=/nonexistent/pager rasctl session list"):
            terminal = there.run(line)
            expect(terminal.wait_for_end() == 0, f"{line}: not 0")


def test_the_persons_own_pager_gets_the_colours():
    with stage() as there:
        seen = os.path.join(there.person.folder, "seen")
        terminal = there.run("rasctl session list", {"RASCTL_PAGER": f"cat > {seen}"})
        expect(terminal.wait_for_end() == 0, "it did not end with 0")
        with open(seen, encoding="utf-8") as file:
            text = file.read()
        expect("\x1b[1m" in text and text.count("\n") > 30, text[:200])


def test_a_dumb_terminal_gets_plain_text():
    with stage() as there:
        for command in ("rasctl gateway status", "rasctl session list", "rasctl gatewya"):
            code, text = on_a_pty(there, command, {"TERM": "dumb"})
            expect("\x1b" not in text, f"{command}: {text!r}")
            expect(code == (2 if "gatewya" in command else 0), f"{command}: exit {code}")


def test_colour_obeys_the_environment():
    with stage() as there:
        _, text = on_a_pty(there, "rasctl gateway status", {})
        expect("\x1b[32mOK" in text, text)
        _, text = on_a_pty(there, "rasctl gateway status", {"NO_COLOR": "1"})
        expect("\x1b" not in text, text)
        ran = there.person.run("gateway", "status", extra={"CLICOLOR_FORCE": "1", "TERM": "xterm"})
        expect("\x1b[32mOK" in ran.text, ran.text)


def test_links_where_the_terminal_has_them():
    link = "\x1b]8;;https://docs.parallels.com"
    command = "rasctl catalog list --limit 3 --columns command,source --no-pager"
    with stage() as there:
        _, text = on_a_pty(there, command, {"VTE_VERSION": "7202"})
        expect(link in text, text)
        for environment in ({}, {"VTE_VERSION": "7202", "TMUX": "1"}, {"VTE_VERSION": "7202", "TERM": "screen"}):
            _, text = on_a_pty(there, command, environment)
            expect("\x1b]8" not in text, text)
        expect("\x1b]8" not in there.person.run(*command.split()[1:], extra={"VTE_VERSION": "7202"}).text, "off a terminal")


def test_a_prompt_ends_with_ctrl_c_and_does_nothing():
    with stage() as there:
        terminal = there.run("rasctl gateway delete gw3.company.dom; echo \"code $?\"; stty -a | grep -ow -- '-*echo'")
        terminal.wait_for(r"\[y/N\]")
        terminal.type("C-c")
        terminal.wait_for("code 130")
        terminal.wait_for(r"(?m)^echo$")
        there.person.run("gateway", "get", "gw3.company.dom").expect_code(0)


def on_a_pty(there, line, environment):
    """The exit code and every byte that a terminal of 100 columns is sent."""
    master, slave = pty.openpty()
    process = subprocess.Popen(["sh", "-c", f"stty cols 100 rows 200; {line}"], stdin=slave, stdout=slave, stderr=slave,
                               env={**there.person.environment, "TERM": "xterm-256color", **environment},
                               start_new_session=True)
    os.close(slave)
    text = b""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            piece = os.read(master, 65536)
        except OSError:
            break
        if not piece:
            break
        text += piece
    os.close(master)
    return process.wait(30), text.decode("utf-8", "replace")
