"""Where a password comes from, and how that goes wrong."""

import email.utils
import json
import os
import time

from case import GATEWAYS, READ, Case
from hostile_server import ADMINISTRATOR, PASSWORD, answer
from terminal_run import run_on_terminal

READ_PATH = "GET /api/Gateway"
LOGON = "POST /api/Session/logon"
WELL = {READ_PATH: [answer(200, GATEWAYS)]}
COMMAND_PATIENCE = 30.0  # for a password command, which may wait for a hardware key


def set_in_context(world, **members):
    path = os.path.join(world.config, "config.json")
    with open(path) as file:
        root = json.load(file)
    root["contexts"]["farm"].update(members)
    with open(path, "w") as file:
        json.dump(root, file)


def logged_out(world, **members):
    """A context without a token and with these members."""
    server = world.serve(WELL, check_token=True)
    world.log_in(server)
    os.remove(os.path.join(world.config, "tokens.json"))
    set_in_context(world, **members)
    return server


def command(text):
    def act(world):
        logged_out(world, passwordCommand=text)
        return world.run(READ)

    return act


def login(stdin, *flags, env=()):
    """stdin None: closed."""

    def act(world):
        server = world.serve(WELL)
        arguments = ["login", server.url, "--username", ADMINISTRATOR, *flags]
        if stdin is None:
            return world.run(arguments, env, wrap=("sh", "-c", 'exec "$@" <&-', "sh"))
        return world.run(arguments, env, stdin=stdin)

    return act


def prompted(replies, arguments=(), **named):
    def act(world):
        server = world.serve(WELL)
        return run_on_terminal(world, ["login", server.url, "--username", ADMINISTRATOR, *arguments], replies=replies,
                               **named)

    return act


def restored(_world, ended):
    return None if ended.echoes else "the terminal does not echo any more"


def wrong_in_context(world):
    server = planted = world.serve({READ_PATH: [answer(200, GATEWAYS)]}, check_token=True)
    world.log_in(planted)
    server.revoke_all()
    return world.run(READ, {"RASCTL_PASSWORD": "not-the-one"})


def revoked_under_way(world):
    server = world.serve({f"GET /api/Gateway/{one}": [answer(200, GATEWAYS[0])] for one in range(1, 7)},
                         check_token=True, token_life=4)
    world.log_in(server)
    return world.run(["gateway", "get", *(f"id:{one}" for one in range(1, 7)), "-o", "id"],
                     {"RASCTL_PASSWORD": PASSWORD})


def revoked_while_parallel(world):
    server = world.serve({f"GET /api/Gateway/{one}": [answer(200, GATEWAYS[0])] for one in range(1, 21)},
                         check_token=True)
    world.log_in(server)
    server.revoke_all()
    return world.run(["gateway", "get", *(f"id:{one}" for one in range(1, 21)), "-o", "id", "--parallel", "8"],
                     {"RASCTL_PASSWORD": PASSWORD})


def clock(offset):
    def act(world):
        date = email.utils.formatdate(time.time() + offset, usegmt=True)
        dated = [answer(200, {"version": "21.0"}, [("Date", date)])]
        server = world.serve({"GET /api/WebService/version": dated, "*": [answer(200, [], [("Date", date)])]})
        world.log_in(server)
        return world.run(["doctor"], {"RASCTL_PASSWORD": PASSWORD})

    return act


def case(name, act, **wanted):
    return Case("Credentials", name, act, **wanted)


ONE_LOGON = {LOGON: 1}  # the login that made the context

CASES = [
    case("passwordCommand well", command(f"echo '{PASSWORD}'"), out="gw1"),
    case("passwordCommand fails", command("echo secret-output; exit 3"), code=3, err="exit code 3", requests=ONE_LOGON,
         never="secret-output"),
    case("passwordCommand killed", command("kill -9 $$"), code=3, err="passwordCommand.*signal", requests=ONE_LOGON),
    case("passwordCommand missing", command("/nonexistent/program"), code=3, err="passwordCommand",
         requests=ONE_LOGON),
    case("passwordCommand prints nothing", command("true"), code=3, err="printed nothing", requests=ONE_LOGON),
    case("passwordCommand prints a newline", command("echo"), code=3, err="printed nothing", requests=ONE_LOGON),
    case("passwordCommand prints two lines", command("echo a; echo b"), code=3, err="more than one line",
         requests=ONE_LOGON),
    case("passwordCommand prints without end", command("yes"), code=3, err="too much|more than", requests=ONE_LOGON),
    case("passwordCommand writes its secret to stderr", command("echo secret-output >&2; exit 1"), code=3,
         err="exit code 1", requests=ONE_LOGON, never="secret-output"),
    case("passwordCommand hangs", command("sleep 300"), code=7, err="passwordCommand", requests=ONE_LOGON,
         within=COMMAND_PATIENCE),
    case("passwordCommand leaves a process behind", command(f"sleep 300 & echo '{PASSWORD}'"), out="gw1"),
    case("passwordCommand gives the wrong password", command("echo not-the-one"), code=3, err="wrong name or password",
         requests={LOGON: 2}),
    case("--password-stdin", login(PASSWORD + "\n", "--password-stdin"), err="logged on"),
    case("--password-stdin without a line end", login(PASSWORD, "--password-stdin"), err="logged on"),
    case("--password-stdin with CR LF", login(PASSWORD + "\r\n", "--password-stdin"), err="logged on"),
    case("--password-stdin at its end", login("", "--password-stdin"), code=2, err="password|stdin", requests={LOGON: 0}),
    case("--password-stdin with an empty line", login("\n", "--password-stdin"), code=2, err="password|stdin",
         requests={LOGON: 0}),
    case("--password-stdin closed", login(None, "--password-stdin"), code=2, err="stdin|password", requests={LOGON: 0}),
    case("--password-stdin without end", login("x" * 9_000_000, "--password-stdin"), code=2, err="longer than",
         requests={LOGON: 0}),
    case("--password on the command line", login("", "--password", "visible-pw"), code=2, err="--password-stdin",
         never="visible-pw", requests={LOGON: 0}),
    case("no password and nobody to ask", login("", "--no-input"), code=3, err="RASCTL_PASSWORD|--password-stdin",
         requests={LOGON: 0}),
    case("prompt answered", prompted([("(?i)password.*: ?$", PASSWORD.encode() + b"\n")]), out="logged on",
         check=restored, within=5),
    case("prompt interrupted by Ctrl-C", prompted([("(?i)password.*: ?$", b"\x03")]), code=130, check=restored,
         requests={LOGON: 0}, within=5),
    case("prompt interrupted by SIGINT", prompted([("(?i)password.*: ?$", b"SIGINT")]), code=130, check=restored,
         requests={LOGON: 0}, within=5),
    case("prompt ended by Ctrl-D", prompted([("(?i)password.*: ?$", b"\x04")]), code=130, check=restored,
         requests={LOGON: 0}, within=5),
    case("wrong password on the prompt, one attempt", prompted([("(?i)password.*: ?$", b"not-the-one\n")]), code=3,
         out=r"wrong name or\s+password", check=restored, requests={LOGON: 1}, within=5),
    case("wrong password from the environment, one attempt", login("", env={"RASCTL_PASSWORD": "not-the-one"}), code=3,
         err="wrong name or password", requests={LOGON: 1}),
    case("wrong password after the token expired, one attempt", wrong_in_context, code=3,
         err="wrong name or password", requests={LOGON: 2}),
    case("token revoked under way", revoked_under_way, out="7\n7\n7\n7\n7\n7", within=5),
    case("token revoked, eight requests at once", revoked_while_parallel, out="(7\n){20}", requests={LOGON: 2},
         within=5),
    case("clock an hour behind the server's", clock(3600), out="clock: 60 minutes behind|clock: .*behind"),
    case("clock as the server's", clock(0), out="clock: .*apart"),
]
