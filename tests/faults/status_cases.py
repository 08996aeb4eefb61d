"""What the service answers when it refuses, fails, or is asked too often."""

import email.utils
import time

from case import GATEWAYS, READ, WRITE, Case, ask
from hostile_server import PASSWORD, TOKEN, answer

READ_PATH = "GET /api/Gateway"
WRITE_PATH = "POST /api/Settings/apply"
RETRY = ("--request-timeout", "5s", "--max-retries", "1")


def problem(status, **members):
    return [answer(status, {"title": f"Title {status}", "status": status, **members})]


def read(name, script, flags=("--max-retries", "0"), **wanted):
    wanted.setdefault("requests", {READ_PATH: 1})
    return Case("Status", name, ask({READ_PATH: script}, READ, flags), **wanted)


def write(name, script, flags=("--max-retries", "2"), **wanted):
    wanted.setdefault("requests", {WRITE_PATH: 1})
    return Case("Status", name, ask({WRITE_PATH: script}, WRITE, flags), **wanted)


def then_well(script):
    return lambda request: script if request.number == 1 else [answer(200, GATEWAYS)]


def then_done(script):
    return lambda request: script if request.number == 1 else [answer(204, "")]


def after(value, status=429, **more):
    return [answer(status, "", [("Retry-After", value), *more.items()])]


def soon():
    return email.utils.formatdate(time.time() + 1, usegmt=True)


def unauthorized_once(world):
    server = world.serve({READ_PATH: [answer(200, GATEWAYS)]}, check_token=True)
    world.log_in(server)
    server.revoke_all()
    return world.run(READ, {"RASCTL_PASSWORD": world.setup.password})


def unauthorized_for_ever(world):
    server = world.serve({READ_PATH: problem(401)})
    world.log_in(server)
    return world.run(READ, {"RASCTL_PASSWORD": world.setup.password})


def nobody_to_ask(world):
    server = world.serve({READ_PATH: problem(401)})
    world.log_in(server)
    return world.run(READ)


def deleted_while_revoked(world):
    """Eight writes whose token ends under way: each arrives with a good token exactly once."""
    server = world.serve({f"GET /api/Gateway/{one}": [answer(200, GATEWAYS[0])] for one in range(1, 9)},
                         check_token=True, token_life=5)
    done = []
    for one in range(1, 9):
        server.on[f"DELETE /api/Gateway/{one}"] = lambda request: (done.append(request.path), [answer(204, "")])[1]
    world.log_in(server)
    ended = world.run(["gateway", "delete", *(f"id:{one}" for one in range(1, 9)), "--yes"],
                      {"RASCTL_PASSWORD": world.setup.password})
    ended.done = sorted(done)
    return ended


def each_once(_world, ended):
    wanted = [f"/api/Gateway/{one}" for one in range(1, 9)]
    return None if ended.done == wanted else f"deleted {ended.done}"


SECRETS = ("Set-Cookie", "Set-Cookie2", "Authorization", "Proxy-Authorization", "auth_token", "X-Auth-Token", "X-Api-Key",
           "X-Amz-Security-Token", "Authentication-Info", "X-Client-Secret", "WWW-Authenticate")


def with_header(name):
    """`api -i` on an answer with such a header."""
    return ask({READ_PATH: [answer(200, GATEWAYS, [(name, "planted-secret-value"), ("X-Plain", "seen")])]},
               ("api", "GET", "/api/Gateway", "-i"))


CASES = [
    *(Case("Status", f"api -i with {spelt}", with_header(spelt), out=rf"{spelt}: \*\*\*.*X-Plain: seen",
           never="planted-secret-value") for name in SECRETS for spelt in (name, name.upper())),
    read("400 as code and msg", [answer(400, {"code": 0, "msg": "the name is taken"})], code=5,
         err="the name is taken"),
    read("400 as ProblemDetails", problem(400, detail="number too big"), code=5, err="number too big"),
    read("400 with errors by field", problem(400, errors={"Server": ["must not be empty", "too short"]}), code=5,
         err="(?i)server.*must not be empty"),
    read("400 with an empty body", [answer(400, "")], code=5, err="400"),
    read("400 with a body that is no JSON", [answer(400, "plain words", content_type="text/plain")], code=5,
         err="plain words"),
    Case("Status", "401 once", unauthorized_once, out="gw1",
         requests={READ_PATH: 2, "POST /api/Session/logon": 2}),
    Case("Status", "401 among the writes to many targets", deleted_while_revoked, check=each_once, within=5),
    Case("Status", "401 for ever", unauthorized_for_ever, code=3, err="401",
         requests={"POST /api/Session/logon": 2}),
    Case("Status", "401 with nobody to ask for a password", nobody_to_ask, code=3, err="hint: .*login|password",
         requests={"POST /api/Session/logon": 1}),
    Case("Status", "401 on logon", ask({"POST /api/Session/logon": problem(401, detail="wrong password")}), code=3,
         err="wrong password", requests={"POST /api/Session/logon": 1, READ_PATH: 0}),
    Case("Status", "500 on logon", ask({"POST /api/Session/logon": problem(500)},
                                       flags=("--max-retries", "3")), code=1, err="500",
         requests={"POST /api/Session/logon": 1, READ_PATH: 0}),
    read("403", problem(403), code=3, err="403|not allowed|may not"),
    read("404", problem(404), code=4, err="404|not found|Title 404"),
    read("405", problem(405), code=1, err="405"),
    write("409", problem(409, detail="exists already"), code=5, err="exists already"),
    write("412", problem(412), code=5, err="412|Title"),
    write("413", problem(413), code=5, err="413|Title"),
    write("415", problem(415), code=5, err="415|Title"),
    read("418, unknown to anybody", problem(418), code=1, err="418"),
    read("429 without Retry-After, no retries", problem(429), code=1, err="429"),
    read("429 without Retry-After", then_well(problem(429)), RETRY, out="gw1", requests={READ_PATH: 2}, within=5),
    read("429 with Retry-After in seconds", then_well(after("1")), RETRY, out="gw1", requests={READ_PATH: 2},
         within=4),
    read("429 with Retry-After as a date", lambda request: then_well(after(soon()))(request), RETRY, out="gw1",
         requests={READ_PATH: 2}, within=5),
    read("429 with Retry-After in the past", then_well(after("Sun, 06 Nov 1994 08:49:37 GMT")), RETRY, out="gw1",
         requests={READ_PATH: 2}, within=4),
    read("429 with Retry-After of a year", then_well(after("31536000")), RETRY, code=1, err="asks to wait"),
    read("429 with Retry-After of a year, as a date", then_well(after("Sun, 06 Nov 2094 08:49:37 GMT")), RETRY, code=1,
         err="asks to wait"),
    read("429 with a negative Retry-After", then_well(after("-5")), RETRY, out="gw1", requests={READ_PATH: 2},
         within=5),
    read("503 with Retry-After longer than the request may take", then_well(after("700", 503)),
         ("--request-timeout", "1s", "--max-retries", "1"), code=1, err="asks to wait"),
    read("429 with Retry-After beyond 64 bits", then_well(after("9" * 40)), RETRY, code=1, err="asks to wait"),
    read("429 with Retry-After that is no time", then_well(after("soon")), RETRY, out="gw1",
         requests={READ_PATH: 2}, within=5),
    read("429 more often than --max-retries", lambda request: after("0") if request.number <= 3 else
         [answer(200, GATEWAYS)], RETRY, out="gw1", requests={READ_PATH: 4}, within=5),
    read("429 with retries forbidden", after("0"), code=1, err="429"),
    read("503 without Retry-After more often than --max-retries", problem(503), RETRY, code=1, err="503|Title",
         requests={READ_PATH: 2}, within=5),
    write("429 on a write, refused before it counted", then_done(after("1")), requests={WRITE_PATH: 2}, within=4),
    read("500", problem(500, detail="object reference not set"), ("--max-retries", "2"), code=1, err="500|object"),
    read("502 once", then_well(problem(502)), RETRY, out="gw1", requests={READ_PATH: 2}, within=4),
    read("503 once", then_well(after("1", 503)), RETRY, out="gw1", requests={READ_PATH: 2}, within=4),
    read("504 once", then_well(problem(504)), RETRY, out="gw1", requests={READ_PATH: 2}, within=4),
    write("500 on a write", problem(500), code=1, err="500|Title"),
    write("502 on a write", problem(502), code=1, err="502|Title"),
    write("504 on a write", problem(504), code=7, err="504|Title"),
    write("503 without Retry-After on a write", problem(503), code=1, err="503|Title"),
    read("status 999", [b"HTTP/1.1 999 What\r\nContent-Length: 0\r\n\r\n"], code=1, err="999"),
    read("status 099", [b"HTTP/1.1 099 What\r\nContent-Length: 0\r\n\r\n"], code=6, err="status line"),
    read("two-digit status", [b"HTTP/1.1 20 What\r\nContent-Length: 0\r\n\r\n"], code=6, err="status"),
    read("the token repeated in the server's own words", problem(400, detail=f"bad token {TOKEN}1"), code=5,
         err=r"bad token \*\*\*"),
    Case("Status", "the password repeated in the server's own words",
         ask({"POST /api/Session/logon": problem(400, detail=f"password {PASSWORD} is wrong")}), code=3,
         err="user name or password is wrong"),
]
