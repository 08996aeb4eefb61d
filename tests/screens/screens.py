"""The screens that are kept: what is run, in which farm, and the moment at which it is looked at."""
import contextlib
import json
import re
import shlex
import threading

import harness
from terminal import Terminal, folder

WIDTHS = (60, 80, 120, 200)
ALL_WIDTHS = (20, *WIDTHS)
SESSION_COLUMNS = "sessionID,user,state,sessionHostName,poolName,type"

# What differs from run to run, each replaced by text of the same width.
MASKS = [
    (re.compile(r"127\.0\.0\.1:\d{5}"), "127.0.0.1:20443"),
    (re.compile(r"\d\d:\d\d:\d\d"), "15:04:05"),
    (re.compile(r"\d{4}-\d\d-\d\d"), "2026-11-24"),
    (re.compile(r"\d\d/\d\d/\d{4}"), "24/11/2026"),
    (re.compile(r"(expired|expires in) \d+ days"), r"\1 N days"),
    (re.compile(r"\(in \d+ days?\)"), "(in N days)"),
]


class Stage:
    """A person who is logged on to a farm, and a terminal."""

    def __init__(self, stack, columns, rows, options=()):
        self.stack, self.columns, self.rows = stack, columns, rows
        self.farm = stack.enter_context(harness.simulator("--http", *options))
        self.person = stack.enter_context(harness.person())
        self.person.login(self.farm)

    def run(self, line, extra=None):
        environment = dict(self.person.environment, LC_ALL="C.UTF-8", **(extra or {}))
        environment.pop("TERM")
        place = self.stack.enter_context(folder())
        return self.stack.enter_context(Terminal(place, environment, self.columns, self.rows, line))


def masked(text, masks):
    lines = [line.rstrip() for line in text.replace("\x1b", "␛").split("\n")]
    while lines and not lines[-1]:
        lines.pop()
    text = "\n".join(lines) + "\n"
    for pattern, replacement in (*MASKS, *masks):
        text = pattern.sub(replacement, text)
    return text


class Screen:
    """`words` are run; `moment` waits until the screen is worth looking at (by default the end of the command).
    `prepare` changes the farm before; `leave` is the key that ends a command that goes on."""

    def __init__(self, name, words, widths=WIDTHS, rows=200, moment=None, prepare=None, stage=Stage, masks=(),
                 in_colour=False, options=(), leave=None):
        self.name, self.words, self.widths, self.rows = name, words, widths, rows
        self.moment, self.prepare, self.stage = moment, prepare, stage
        self.masks, self.in_colour, self.options = masks, in_colour, options
        self.leave = leave

    def capture(self, columns, colour):
        with contextlib.ExitStack() as stack:
            stage = self.stage(stack, columns, self.rows, self.options)
            if self.prepare:
                self.prepare(stage)
            terminal = stage.run(shlex.join(["rasctl", *self.words]), None if colour else {"NO_COLOR": "1"})
            if self.moment:
                self.moment(stage, terminal)
            else:
                terminal.wait_for_end()
            shown = masked(terminal.shown(colour), self.masks)
            if self.leave:
                terminal.type(self.leave)
                terminal.wait_for_end()
            return shown


def with_names_of_the_world(stage):
    for name in ("東京支店", "اتصال عن بعد", "👩‍🚀 Space 🇫🇷", "Ame\u0301lie", "plain"):
        stage.person.run("pub", "folder", "create", "--name", name, "--description", "A folder", "-q").expect_code(0)


def is_asked(_, terminal):
    terminal.wait_for(r"\[y/N\]")


def is_paged(_, terminal):
    terminal.wait_for(r"\n:\s*\Z")


class Answers:
    """What a server answers: `of(path)` gives the value of a path, a status and a body, or nothing."""

    def __init__(self, of):
        self.of = of

    def get(self, path, unknown):
        value = self.of(path)
        if value is None or isinstance(value, tuple):
            return value or unknown
        return 200, json.dumps(value).encode()


class CannedStage(Stage):
    """A farm whose answers the screen's `of` makes; `stage.event` is for it to wait for, and set at the end."""

    def __init__(self, stack, columns, rows, of):
        self.stack, self.columns, self.rows = stack, columns, rows
        self.event = threading.Event()
        self.farm = stack.enter_context(harness.canned_server(Answers(lambda path: of(path, self.event))))
        stack.callback(self.event.set)
        self.person = stack.enter_context(harness.person())
        self.person.login(self.farm)


def gateways(*rows):
    names = ("id", "server", "enabled", "description")
    return [dict(zip(names, row), siteId=1) for row in rows]


BEFORE = gateways((1, "gw1.company.dom", True, "Front door"), (2, "gw2.company.dom", True, "Back door"),
                  (3, "gw3.company.dom", True, ""), (4, "東京.company.dom", True, "絵文字 👩‍🚀"))
AFTER = gateways((1, "gw1.company.dom", True, "Front door"), (2, "gw2.company.dom", False, "Side door"),
                 (4, "東京.company.dom", True, "絵文字 👩‍🚀"), (9, "gw9.company.dom", True, "New"))


def changing_gateways(path, event):
    return (AFTER if event.is_set() else BEFORE) if path == "/api/Gateway" else None


def sees_changes(stage, terminal):
    terminal.wait_for("gw3.company.dom")
    stage.event.set()
    terminal.wait_for("gw9.company.dom")


def three_of_eight(path, event):
    """Three hosts are drained, the others keep everybody waiting."""
    found = re.fullmatch(r"/api/RDS/Host/(\d+)/Drain", path, re.IGNORECASE)
    if not found:
        return None
    if int(found[1]) > 3:
        event.wait(60)
    return {}


def has_done_three(_, terminal):
    terminal.wait_for("3/8")


SCREENS = [
    Screen("help", ["--help"], in_colour=True),
    Screen("help-noun", ["gateway", "--help"]),
    Screen("help-verb", ["gateway", "create", "--help"]),
    Screen("list", ["rds", "host", "list"], widths=ALL_WIDTHS, in_colour=True),
    Screen("list-states", ["gateway", "status"], in_colour=True),
    Screen("list-sessions", ["session", "list", "--limit", "8", "--columns", SESSION_COLUMNS]),
    Screen("list-names-of-the-world", ["pub", "folder", "list"], widths=ALL_WIDTHS, prepare=with_names_of_the_world),
    Screen("object", ["gateway", "get", "gw1.company.dom"]),
    Screen("object-with-sections", ["rds", "pool", "get", "Office"], rows=400),
    Screen("object-with-lists", ["explain", "gateway.gwMode"]),
    Screen("status", ["status"], in_colour=True),
    Screen("error", ["gateway", "update", "gw2.company.dom", "--gw-port", "99999", "--gw-mode", "forwardin"],
           widths=ALL_WIDTHS, in_colour=True),
    Screen("error-mistyped", ["gatewya", "list"]),
    Screen("prompt", ["gateway", "delete", "gw3.company.dom", "gw4.company.dom"], widths=ALL_WIDTHS, moment=is_asked,
           leave="C-c"),
    Screen("many-targets", ["rds", "host", "drain", "rdsh01.company.dom", "rdsh02.company.dom", "--yes"]),
    Screen("pager", ["session", "list", "--columns", SESSION_COLUMNS], rows=24, moment=is_paged, leave="q"),
    Screen("progress", ["rds", "host", "drain", *map(str, range(1, 9)), "--yes"], stage=CannedStage,
           options=three_of_eight, moment=has_done_three, leave="C-c",
           masks=[(re.compile(r"\d+\.\d/s .* left"), "RATE/s  TIME left"), (re.compile(r"\[#+\.+\]"), "[###.....]")]),
    Screen("watch", ["gateway", "list", "--watch", "--every", "200ms"], rows=24, stage=CannedStage,
           options=changing_gateways, moment=sees_changes, in_colour=True, leave="C-c"),
]
