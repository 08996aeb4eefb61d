"""Cookies that a server sets: they come back to it alone, within a run and with the kept token, and nobody sees them."""

import email.utils
import json
import os
import time

from case import GATEWAYS, READ, Case
from hostile_server import PASSWORD, TOKEN, answer

READ_PATH = "GET /api/Gateway"
LOGON = "POST /api/Session/logon"
NODE = "node-7f3a-planted"
LOGGED_ON = {"authToken": TOKEN + "1", "sessionId": "1"}


def balanced(set_cookie, then=None):
    """A balancer that sets this at the logon, and `then` with every read."""
    return {
        LOGON: [answer(200, LOGGED_ON, [("Set-Cookie", one) for one in set_cookie])],
        READ_PATH: [answer(200, GATEWAYS, [("Set-Cookie", one) for one in then or ()])],
    }


def cookies_of(server, path="/api/Gateway"):
    return [one.headers.get("cookie", "") for one in server.requests if one.path == path]


def once(set_cookie, wanted, tls=False, then=None, env=()):
    """One run that logs on and reads: the read brings these cookies."""

    def act(world):
        named = {"tls": world.certificates.context(world.certificates.certificate("good"))} if tls else {}
        server = world.serve(balanced(set_cookie, then), **named)
        trust = {"RASCTL_CA_FILE": world.certificates.authority("root")} if tls else {}
        ended = world.run([*READ, "--debug", "--trace-file", "trace"], world.account(server, **trust))
        ended.seen = cookies_of(server)
        ended.wanted = [wanted]
        return ended

    return act


def twice(set_cookie, wanted, then=None, store=(), between=None):
    """A login, then two runs with the kept token."""

    def act(world):
        server = world.serve(balanced(set_cookie, then))
        world.log_in(server, *store)
        if between:
            between(world)
        for _ in range(2):
            ended = world.run([*READ, "--debug", "--trace-file", "trace"], {"RASCTL_PASSWORD": PASSWORD})
        ended.seen = cookies_of(server)
        ended.wanted = wanted
        return ended

    return act


def as_wanted(world, ended):
    if sorted(map(sorted_pairs, ended.seen)) != sorted(map(sorted_pairs, ended.wanted)):
        return f"the server got {ended.seen} instead of {ended.wanted}"
    trace = world.path("trace")
    if os.path.exists(trace) and NODE in open(trace).read():
        return "the trace file holds the cookie"
    return None


def sorted_pairs(text):
    return sorted(text.split("; "))


def cookie(name, act, **wanted):
    wanted.setdefault("out", "gw1")
    return Case("Cookies", name, act, never=NODE, check=as_wanted, within=6.0, **wanted)


def date(seconds):
    return email.utils.formatdate(time.time() + seconds, usegmt=True)


def sticky(world):
    """Two nodes behind one balancer: a token is good on its own node alone."""

    def log_on(request):
        return [answer(200, LOGGED_ON, [("Set-Cookie", f"lb={NODE}; Path=/; HttpOnly")])]

    def read(request):
        if f"lb={NODE}" in request.headers.get("cookie", ""):
            return [answer(200, GATEWAYS)]
        return [answer(401, {"title": "Unauthorized", "status": 401})]

    server = world.serve({LOGON: log_on, READ_PATH: read})
    world.log_in(server)
    for _ in range(3):
        ended = world.run([*READ], {"RASCTL_PASSWORD": None})
    ended.seen = ended.wanted = []
    return ended


def to_another_host(world):
    """A redirect, a proxy's neighbour and another endpoint in the same folder get nothing."""
    server = world.serve(balanced([f"lb={NODE}; Path=/"]))
    other = world.serve(balanced([]))
    world.log_in(server)
    world.run(READ, {"RASCTL_PASSWORD": PASSWORD})
    ended = world.run([*READ, "--endpoint", other.url], world.account(other))
    ended.seen = cookies_of(other)
    ended.wanted = [""]
    return ended


def logged_out(world):
    """The cookies go with the token."""
    server = world.serve(balanced([f"lb={NODE}; Path=/"]))
    world.log_in(server)
    world.run(["logout"], {})
    with open(os.path.join(world.config, "tokens.json")) as file:
        left = NODE in file.read()
    ended = world.run(["whoami"])
    ended.seen, ended.wanted = ["kept"] * left, []
    return ended


def logoff_finds_its_node(world):
    """The logout reaches the node that knows the session."""
    server = world.serve(balanced([f"lb={NODE}; Path=/"]))
    world.log_in(server)
    ended = world.run(["logout"], {})
    ended.seen = cookies_of(server, "/api/Session/logoff")
    ended.wanted = [f"lb={NODE}"]
    return ended


def shown_by_api(world):
    """`api -i` shows that there is a cookie, and no more."""
    server = world.serve(balanced([f"lb={NODE}; Path=/"], [f"again={NODE}; Path=/"]))
    ended = world.run(["api", "GET", "/api/Gateway", "-i"], world.account(server))
    ended.seen, ended.wanted = cookies_of(server), [f"lb={NODE}"]
    return ended


def repeated_by_server(world):
    """A server that repeats the cookie in an error's words."""
    server = world.serve(balanced([f"lb={NODE}; Path=/"]))
    server.on[READ_PATH] = lambda request: [
        answer(400, {"title": "bad " + request.headers.get("cookie", ""), "status": 400})]
    ended = world.run(READ, world.account(server))
    ended.seen, ended.wanted = cookies_of(server), [f"lb={NODE}"]
    return ended


def damaged(world):
    path = os.path.join(world.config, "tokens.json")
    with open(path) as file:
        kept = json.load(file)
    kept["tokens"][0]["cookies"] = "x\n- p /;=v\nnine p /;a=b\n- p nopath;a=b\n- p /;evil=a\r\nX: y\n- q\n"
    with open(path, "w") as file:
        json.dump(kept, file)


SET = {
    "a plain one, which is for the folder of the logon": (f"lb={NODE}", ""),
    "Path=/": (f"lb={NODE}; Path=/", f"lb={NODE}"),
    "Path=/api": (f"lb={NODE}; path=/api", f"lb={NODE}"),
    "Path=/api/": (f"lb={NODE}; Path=/api/", f"lb={NODE}"),
    "Path of another part": (f"lb={NODE}; Path=/api/Session", ""),
    "Path that only begins alike": (f"lb={NODE}; Path=/api/Gate", ""),
    "Path of the very object": (f"lb={NODE}; Path=/api/Gateway", f"lb={NODE}"),
    "Path that is none": (f"lb={NODE}; Path=api", ""),
    "Max-Age of an hour": (f"lb={NODE}; Path=/; Max-Age=3600", f"lb={NODE}"),
    "Max-Age of 0": (f"lb={NODE}; Path=/; Max-Age=0", ""),
    "negative Max-Age": (f"lb={NODE}; Path=/; Max-Age=-1", ""),
    "Max-Age beyond 64 bits": (f"lb={NODE}; Path=/; Max-Age=99999999999999999999", f"lb={NODE}"),
    "Max-Age that is no number": (f"lb={NODE}; Path=/; Max-Age=soon", f"lb={NODE}"),
    "Max-Age beats Expires": (f"lb={NODE}; Path=/; Max-Age=60; Expires=Sun, 06 Nov 1994 08:49:37 GMT", f"lb={NODE}"),
    "expired": (f"lb={NODE}; Path=/; Expires=Sun, 06 Nov 1994 08:49:37 GMT", ""),
    "expires with dashes": (f"lb={NODE}; Path=/; Expires=Wednesday, 09-Nov-2033 23:12:40 GMT", f"lb={NODE}"),
    "expires in an hour": (f"lb={NODE}; Path=/; Expires={date(3600)}", f"lb={NODE}"),
    "Secure over plain HTTP": (f"lb={NODE}; Path=/; Secure", ""),
    "__Host- over plain HTTP": (f"__Host-lb={NODE}; Path=/; Secure", ""),
    "__Secure- without Secure": (f"__Secure-lb={NODE}; Path=/", ""),
    "HttpOnly and SameSite": (f"lb={NODE}; Path=/; HttpOnly; SameSite=Strict", f"lb={NODE}"),
    "attributes nobody knows": (f"lb={NODE}; Path=/; Priority=High; Partitioned", f"lb={NODE}"),
    "the own host as Domain": (f"lb={NODE}; Path=/; Domain=127.0.0.1", f"lb={NODE}"),
    "another host as Domain": (f"lb={NODE}; Path=/; Domain=evil.test", ""),
    "a longer host as Domain": (f"lb={NODE}; Path=/; Domain=x127.0.0.1", ""),
    "no name": (f"={NODE}; Path=/", ""),
    "no equals sign": (f"{NODE}; Path=/", ""),
    "blanks around": (f"  lb  =  {NODE}  ;  Path = / ", f"lb={NODE}"),
    "an equals sign inside": (f"lb={NODE}==; Path=/", f"lb={NODE}=="),
    "in quotes": (f'lb="{NODE}"; Path=/', f'lb="{NODE}"'),
    "a tab inside": (f"lb={NODE}\tx; Path=/", ""),
    "not ASCII": (f"lb={NODE}\u00e9; Path=/", ""),
    "5000 bytes": (f"lb={NODE}{'x' * 5000}; Path=/", ""),
}

CASES = [
    *(cookie(name, once([text], wanted)) for name, (text, wanted) in SET.items()),
    cookie("Secure over TLS", once([f"lb={NODE}; Path=/; Secure"], f"lb={NODE}", tls=True)),
    cookie("__Host- over TLS", once([f"__Host-lb={NODE}; Path=/; Secure"], f"__Host-lb={NODE}", tls=True)),
    cookie("__Host- with a Domain", once([f"__Host-lb={NODE}; Path=/; Secure; Domain=127.0.0.1"], "", tls=True)),
    cookie("two, of which one replaces", once([f"lb=old; Path=/", f"lb={NODE}; Path=/", "b=2; Path=/"],
                                              f"lb={NODE}; b=2")),
    cookie("one that is taken back", once([f"lb={NODE}; Path=/", "lb=; Path=/; Max-Age=0"], "")),
    cookie("more than are kept", once([f"c{n}=v; Path=/" for n in range(150)] + [f"lb={NODE}; Path=/"],
                               "; ".join([f"c{n}=v" for n in range(101, 150)] + [f"lb={NODE}"]))),
    cookie("with the kept token", twice([f"lb={NODE}; Path=/"], [f"lb={NODE}"] * 2)),
    cookie("changed by a later run", twice([f"lb=first; Path=/"], ["lb=first", f"lb={NODE}"],
                                           then=[f"lb={NODE}; Path=/"])),
    cookie("taken back by a later run", twice([f"lb={NODE}; Path=/"], [f"lb={NODE}", ""],
                                              then=["lb=; Path=/; Max-Age=0"])),
    cookie("kept ones that are damaged", twice([f"lb={NODE}; Path=/"], ["", ""], between=damaged)),
    cookie("a balancer with two nodes", sticky, requests={LOGON: 1, READ_PATH: 3}),
    cookie("another endpoint", to_another_host),
    cookie("after a logout", logged_out, code=3, out=""),
    cookie("the logout finds its node", logoff_finds_its_node, out="", err="logged off"),
    cookie("api -i", shown_by_api, out=r"Set-Cookie: \*\*\*"),
    cookie("repeated in an error", repeated_by_server, code=5, out="", err=r"bad lb=\*\*\*"),
]
