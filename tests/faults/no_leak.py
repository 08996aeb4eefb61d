"""Planted secrets are looked for in everything that a run shows or leaves behind."""

import os
import subprocess
import threading

from case import GATEWAYS, Case, Ended
from hostile_server import ADMINISTRATOR, PASSWORD, TOKEN, answer
from one_logon import Alone

FIELD = "Planted-Field-Secret-91d"
QUERY = "Planted-Query-Secret-44f"
PROXY = "Planted-Proxy-Secret-08a"
ALL = (PASSWORD, TOKEN, FIELD, QUERY, PROXY)


def forms(secret):
    """As text, percent-encoded, JSON-escaped, in base64, and both ends of it."""
    import base64
    import urllib.parse

    raw = secret.encode()
    return {secret, urllib.parse.quote(secret, safe=""), secret.replace("+", "\\u002B"),
            base64.b64encode(raw).decode().rstrip("=")[:-2], secret[:12], secret[-12:]}


def find(text, secrets=ALL):
    return [secret for secret in secrets if any(form in text for form in forms(secret))]


def on_server(world, refuse=False):
    status = 500 if refuse else 201
    return world.serve({
        "GET /api/Gateway": [answer(200, GATEWAYS)],
        "POST /api/Gateway": [answer(status, GATEWAYS[0])],
        "*": [answer(500 if refuse else 200, {"id": 3, "name": "radius"})],
    }, check_token=True)


def create_gateway(world, *flags):
    return ["gateway", "create", "--server", "gw9", "--site", "1", "--username", "joe", "--password",
            "@" + world.write("query-secret", QUERY + "\n"), *flags]


def create_radius(world, *flags):
    return ["mfa", "radius", "create", "--name", "r", "--display-name", "r", "--radius-port", "1812", "--radius-server",
            "r", "--retries", "1", "--timeout", "5", "--secret-key",
            "@" + world.write("field-secret", FIELD + "\n"), *flags]


def planted(make, *flags, refuse=False, login=True):
    """A run whose every trace is collected: stdout, stderr, trace file, cache, config."""

    def act(world):
        server = on_server(world, refuse)
        world.log_in(server)
        trace = world.path("trace.jsonl")
        arguments = make(world, *flags, "--debug", "--trace-file", trace)
        ended = world.run(arguments, {"http_proxy": f"http://u:{PROXY}@127.0.0.1:1", "NO_PROXY": "*"})
        ended.server = server
        return ended

    return act


def nothing_kept(world, ended):
    """No file but the token file, and those that we made, holds a secret."""
    for folder, _, files in os.walk(world.folder):
        for name in files:
            path = os.path.join(folder, name)
            if name.endswith("-secret") or path == os.path.join(world.config, "tokens.json"):
                continue
            with open(path, errors="replace") as file:
                found = find(file.read())
            if found:
                return f"{name} holds {found}"
    found = find(ended.out + ended.err)
    return f"output holds {found}" if found else None


def arrived(secret):
    """It must have been sent, or the case proves nothing."""

    def check(world, ended):
        sent = any(secret in request.query or secret.encode() in request.body for request in ended.server.requests)
        return nothing_kept(world, ended) or (None if sent else f"{secret} was not sent")

    return check


def not_sent(world, ended):
    writes = [one for one in ended.server.requests if one.method != "GET" and "Session" not in one.path]
    return nothing_kept(world, ended) or (f"sent {writes}" if writes else None)


def logon(*flags, wrong=False):
    def act(world):
        server = world.serve({"*": [answer(200, [])]})
        if wrong:
            server.on["POST /api/Session/logon"] = [answer(401, {"detail": f"no {PASSWORD}"})]
        ended = world.run(["login", server.url, "--username", ADMINISTRATOR, "--password-stdin", "--debug", "--trace-file",
                           world.path("trace.jsonl"), *flags], stdin=PASSWORD + "\n")
        ended.server = server
        return ended

    return act


def process_list(world):
    """What others can see of a run that waits for the server with its secrets in hand."""
    asked, seen = threading.Event(), []

    def hang(request):
        asked.set()
        return [lambda connection: connection.wait(3), answer(201, GATEWAYS[0])]

    server = world.serve({"POST /api/Gateway": hang, "GET /api/Gateway": [answer(200, GATEWAYS)]}, check_token=True)
    world.log_in(server)
    process = subprocess.Popen([world.rasctl, *create_gateway(world), "--request-timeout", "20s"],
                               env=world.environment(), cwd=world.folder, stdin=subprocess.DEVNULL,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    asked.wait(20)
    for file in ("cmdline", "environ", "comm", "status"):
        with open(f"/proc/{process.pid}/{file}", "rb") as text:
            seen.append(text.read().decode(errors="replace"))
    with open(f"/proc/{process.pid}/limits") as limits:
        core = [line.split()[4] for line in limits if line.startswith("Max core file size")][0]
    try:
        owner = os.stat(f"/proc/{process.pid}/mem").st_uid
    except OSError:
        owner = None
    out, err = process.communicate(timeout=30)
    ended = Ended(process.returncode, out.decode(), err.decode(), 0.0)
    ended.seen, ended.core, ended.owner = "\n".join(seen), core, owner
    return ended


def hidden(_world, ended):
    found = find(ended.seen)
    if found:
        return f"the process list shows {found}"
    return None if ended.core == "0" else f"a core dump may be as large as {ended.core}"


def get_token(*arguments):
    """The commands that show settings and accounts."""

    def act(world):
        server = on_server(world)
        world.log_in(server)
        ended = world.run([*arguments], {"RASCTL_PASSWORD": PASSWORD})
        ended.server = server
        return ended

    return act


def case(name, act, **wanted):
    wanted.setdefault("within", 4.0)
    wanted.setdefault("check", nothing_kept)
    return Case("No leak", name, act, **wanted)


CASES = [
    case("login with --debug and --trace-file", logon(), err="logged on"),
    case("login whose password the server repeats", logon(wrong=True), code=3, err="wrong"),
    case("secret field with --debug and --trace-file", planted(create_radius), check=arrived(FIELD)),
    case("secret field of a request that fails", planted(create_radius, refuse=True), code=1, check=arrived(FIELD)),
    case("secret field with --dry-run", planted(create_radius, "--dry-run"), check=not_sent),
    case("secret field with --dry-run as JSON", planted(create_radius, "--dry-run", "-o", "json"), check=not_sent),
    case("secret query parameter with --debug and --trace-file", planted(create_gateway), check=arrived(QUERY)),
    case("secret query parameter of a request that fails", planted(create_gateway, refuse=True), code=1,
         check=arrived(QUERY)),
    case("secret query parameter with --dry-run", planted(create_gateway, "--dry-run"), check=not_sent),
    case("secret query parameter with --dry-run as JSON", planted(create_gateway, "--dry-run", "-o", "json"),
         check=not_sent),
    case("token through the api command", planted(lambda world, *flags: ["api", "GET", "/api/Gateway", "-i", *flags]),
         out="gw1"),
    case("process list, environment and core dump", process_list, check=hidden, within=10),
    case("whoami", get_token("whoami", "--check", "-o", "json")),
    case("doctor", get_token("doctor")),
    case("config explain", get_token("config", "explain", "username")),
    case("context show", get_token("context", "show", "-o", "json")),
    Alone("No leak", "a secret as a plain value is refused", lambda world: world.run(
        ["gateway", "create", "--server", "a", "--password", QUERY], world.account(on_server(world))), code=2,
        check=nothing_kept, err="@"),
]
