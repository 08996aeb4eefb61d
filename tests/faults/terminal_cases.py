"""Text from the server that would command the terminal, and outputs that cannot be written."""

import re

from case import CONTROL, GATEWAYS, Case, ask
from hostile_server import answer
from terminal_run import run_on_terminal

READ_PATH = "GET /api/Gateway"
EVIL = "gw\x1b[31m\x1b]0;title\x07\u202egnp.exe\u2066\nX\r\x9b2J\x08"
EVIL_ROWS = [{"id": 7, "server": EVIL, "siteId": 1, "description": EVIL}]
SHOWN_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u0080-\u009f\u202a-\u202e\u2066-\u2069]")


def on_terminal(*arguments, on=None, env=()):
    def act(world):
        server = world.serve({READ_PATH: [answer(200, EVIL_ROWS)], **(on or {})})
        return run_on_terminal(world, arguments, world.account(server, NO_COLOR="1", **dict(env)))

    return act


def tame(_world, ended):
    found = SHOWN_CONTROL.search(ended.out)
    return f"the terminal gets {found.group(0)!r}" if found else None


def redirected(redirection, arguments=("gateway", "list"), on=None):
    def act(world):
        server = world.serve({READ_PATH: [answer(200, GATEWAYS * 2000)], **(on or {})})
        return world.run(arguments, world.account(server), wrap=("sh", "-c", f'exec "$@" {redirection}', "sh"))

    return act


def piped_to_head(world):
    server = world.serve({READ_PATH: [answer(200, GATEWAYS * 20000)]})
    return world.run(["gateway", "list", "-o", "jsonl"], world.account(server),
                     wrap=("bash", "-c", '"$@" | head -1; exit ${PIPESTATUS[0]}', "bash"))


def case(name, act, **wanted):
    wanted.setdefault("within", 4.0)
    return Case("Terminal", name, act, **wanted)


def problem(**members):
    return {READ_PATH: [answer(400, {"status": 400, **members})]}


CASES = [
    *(case(f"control sequences in names, {kind}", on_terminal("gateway", "list", "-o", kind), check=tame,
            # A name that cannot be typed is printed as the ID that leads to it.
            out="id:7" if kind == "name" else "gw")
      for kind in ("table", "wide", "json", "jsonl", "yaml", "csv", "tsv", "name")),
    case("control sequences in one object", on_terminal("api", "GET", "/api/Gateway"), check=tame, out="gw"),
    case("control sequences in msg", ask(problem(msg=EVIL)), code=5, err="gw"),
    case("control sequences in detail", ask(problem(detail=EVIL)), code=5, err="gw"),
    case("control sequences in the names of fields", ask(problem(errors={EVIL: [EVIL]})), code=5, err="gw"),
    case("control sequences in a page that is no JSON", ask({READ_PATH: [answer(400, EVIL, content_type="text/plain")]}),
         code=5, err="gw"),
    case("control sequences in the reason phrase", ask({READ_PATH: [
        b"HTTP/1.1 400 \x1b[31mred\r\nContent-Length: 0\r\n\r\n"]}), code=6, err="status line|broken"),
    case("control sequences in Location", ask({READ_PATH: [
        b"HTTP/1.1 302 No\r\nContent-Length: 0\r\nLocation: http://\x9b2Jevil\xc2\x9b/\r\n\r\n"]}), code=1,
         err="redirect"),
    case("control sequences in the version", ask({"GET /api/WebService/version": [answer(200, {"version": EVIL})]}),
         out="gw1"),
    case("control sequences in the logon's refusal", ask({"POST /api/Session/logon": [
        answer(401, {"detail": EVIL})]}), code=3, err="gw"),
    case("control sequences in --debug", ask({READ_PATH: [answer(200, GATEWAYS, [("X-Evil", "a\x9b2Jb")])]},
                                             flags=("--debug",)), out="gw1", err="X-Evil"),
    case("stdout closed", redirected(">&-"), code=1, err="stdout|output"),
    case("stdout full", redirected(">/dev/full"), code=1, err="no space|full|output|stdout"),
    case("stdout full, JSON", redirected(">/dev/full", ("gateway", "list", "-o", "json")), code=1,
         err="no space|full|output|stdout"),
    case("stdout full, a download", redirected(">/dev/full", ("api", "GET", "/api/Gateway")), code=1,
         err="no space|full|output|stdout"),
    case("stderr closed", redirected("2>&-"), out="gw1"),
    case("stderr full", redirected("2>/dev/full"), out="gw1"),
    case("stdin closed", redirected("<&-"), out="gw1"),
    case("pipe closed by its reader", piped_to_head, out="gw1", never="rasctl:"),
]
assert CONTROL.search(EVIL)
