"""Reset, silence and Ctrl-C in every phase of a request: name, connection, proxy, TLS, logon, answer, end."""

import contextlib
import fcntl
import glob
import os
import signal
import socket

import name_server
from case import GATEWAYS, READ, WRITE, Case, ask
from credential_cases import set_in_context
from hostile_server import PASSWORD, answer, close, cut, drip, reset, silence
from interruption import connecting_to, interrupted
from name_server import NameServer, asking
from tls_cases import shown

READ_PATH = "GET /api/Gateway"
LOGON = "POST /api/Session/logon"
LOGOFF = "POST /api/Session/logoff"
VERSION = "GET /api/WebService/version"
FLAGS = ("--request-timeout", "1s", "--max-retries", "0")
ELSEWHERE = "https://ras.example.test"
WELL = {READ_PATH: [answer(200, GATEWAYS)]}


def phase(name, act, **wanted):
    return Case("Phases", name, act, **wanted)


def looked_up(reply, flags=FLAGS, url=ELSEWHERE):
    """The host's name is asked of a name server that answers so."""

    def act(world):
        server = NameServer(reply)
        try:
            return world.run([*READ, *flags], world.account(url), wrap=asking(world, server.address))
        finally:
            server.stop()

    return act


def first_address_silent(world):
    """The name leads to an address that takes no connection and then to one that does."""
    server = world.serve(WELL)
    with full_queue("127.0.0.2", server.port):
        names = NameServer(name_server.addresses("127.0.0.2", "127.0.0.1"))
        try:
            return world.run([*READ, *FLAGS], world.account(f"http://ras.example.test:{server.port}"),
                             wrap=asking(world, names.address))
        finally:
            names.stop()


@contextlib.contextmanager
def full_queue(host="127.0.0.1", port=0):
    """An address that answers no new connection at all: its queue is full, and nobody accepts."""
    with contextlib.ExitStack() as open_sockets:
        listener = open_sockets.enter_context(socket.socket())
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(0)
        for _ in range(4):
            filler = open_sockets.enter_context(socket.socket())
            filler.setblocking(False)
            filler.connect_ex(listener.getsockname())
        yield listener.getsockname()[1]


def no_connection(world):
    with full_queue() as port:
        return world.run([*READ, *FLAGS], world.account(f"https://127.0.0.1:{port}"))


def proxy_in_the_way(script):
    def act(world):
        proxy = world.serve(greeting=[lambda connection: connection.read_until(b"\r\n\r\n"), *script])
        return world.run([*READ, *FLAGS], world.account(ELSEWHERE, HTTPS_PROXY=proxy.url))

    return act


def greeted_over_tls(script):
    """Said instead of a handshake."""

    def act(world):
        server = world.serve(greeting=script)
        return world.run([*READ, *FLAGS], world.account(server.url.replace("http:", "https:")))

    return act


SERVER_HELLO = b"\x16\x03\x03\x00\x7a\x02\x00\x00\x76\x03\x03" + b"\x5a" * 60


def over_tls(name, script, **wanted):
    """What answers a read over TLS."""
    wanted.setdefault("requests", {READ_PATH: 1})
    return phase(f"over TLS: {name}", shown("good", on={READ_PATH: script}), within=3.0, **wanted)


JSON_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
BODY = b'[{"id":7,"server":"gw1"}]'
LENGTH = JSON_HEAD + b"Content-Length: 25\r\n\r\n"
CHUNKED = JSON_HEAD + b"Transfer-Encoding: chunked\r\n\r\n"


def at_logon(name, script, **wanted):
    wanted.setdefault("requests", {LOGON: 1, READ_PATH: 0})
    return phase(f"logon: {name}", ask({LOGON: script}, flags=("--request-timeout", "1s", "--max-retries", "3")),
                 **wanted)


def at_logoff(name, script, **wanted):
    return phase(f"logoff: {name}", ask({LOGOFF: script}), out="gw1", requests={READ_PATH: 1, LOGOFF: 1}, **wanted)


def at_version(name, script, **wanted):
    """The server's version is asked for where the path depends on it; a run without a context does not know it."""
    return phase(f"version: {name}", ask({VERSION: script}, ("broker", "list", "-o", "yaml")), **wanted)


def stopped_at(name, prepare, **wanted):
    """`prepare` gives arguments, environment and when the moment has come."""

    def act(world):
        with contextlib.ExitStack() as kept:
            arguments, env, ready, wrap = prepare(world, kept)
            return interrupted(world, arguments, env, ready, name, wrap=wrap)

    wanted.setdefault("err", "interrupted")
    return phase(f"Ctrl-C {name}", act, code=130, within=0.0, **wanted)


def while_looking_up(world, kept):
    names = NameServer(name_server.silent)
    kept.callback(names.stop)
    return READ, world.account(ELSEWHERE), names.asked.is_set, asking(world, names.address)


def while_connecting(world, kept):
    port = kept.enter_context(full_queue())
    others = connecting_to(port)
    return READ, world.account(f"https://127.0.0.1:{port}"), lambda: connecting_to(port) > others, ()


def while_silent(url=None, **named):
    """The server says nothing once it got this far."""

    def prepare(world, _kept):
        server = world.serve(**named)
        return READ, world.account(url(server) if url else server), lambda: server.connections > 0, ()

    return prepare


def while_proxy_silent(world, _kept):
    proxy = world.serve(greeting=[silence])
    return READ, world.account(ELSEWHERE, HTTPS_PROXY=proxy.url), lambda: proxy.connections > 0, ()


def while_asked(path, script, arguments=READ):
    """The server has read this request and answers so."""

    def prepare(world, _kept):
        server = world.serve({**WELL, path: script})
        return arguments, world.account(server), lambda: server.count(path) > 0, ()

    return prepare


def silent_to_the_end(world, _kept):
    server = world.serve({READ_PATH: [silence], LOGOFF: [silence]})
    return READ, world.account(server), lambda: server.count(READ_PATH) > 0, ()


def with_command(key):
    """The context's command runs for minutes."""

    def prepare(world, _kept):
        server = world.serve(WELL, check_token=True)
        world.log_in(server)
        os.remove(os.path.join(world.config, "tokens.json"))
        mark = world.path("started")
        set_in_context(world, **{key: f"{'!' if key == 'credentialHelper' else ''}touch {mark}; sleep 300 #"})
        return READ, {}, lambda: os.path.exists(mark), ()

    return prepare


def with_lock(pattern, request):
    """Somebody holds this lock of the configuration and does not let go; it is wanted soon after this request."""

    def prepare(world, kept):
        server = world.serve(WELL, check_token=True)
        password = {"RASCTL_PASSWORD": PASSWORD}
        world.log_in(server)
        server.revoke_all()
        # The first renewal makes the lock of all renewals.
        assert world.run(READ, password).code == 0
        server.revoke_all()
        files = glob.glob(os.path.join(world.config, pattern))
        assert files, f"no lock {pattern}"
        for file in files:
            fcntl.flock(kept.enter_context(open(file, "w")), fcntl.LOCK_EX)
        before = server.count(request)
        return READ, password, lambda: server.count(request) > before, ()

    return prepare


def while_many(world, _kept):
    server = world.serve({"GET /api/Gateway/1": [answer(200, GATEWAYS[0])], "*": [silence]})
    targets = [f"id:{number}" for number in range(1, 21)]
    return (["gateway", "delete", *targets, "--yes"], world.account(server),
            lambda: server.count("DELETE /api/Gateway/8") > 0, ())


def terminated(number):
    def act(world):
        server = world.serve({READ_PATH: [silence]})
        return interrupted(world, READ, world.account(server), lambda: server.count(READ_PATH) > 0, "its answer",
                           number=number)

    return act


CASES = [
    phase("name servers that are silent", looked_up(name_server.silent), code=7, err="name servers.*within 1 s",
          needs_root=True),
    phase("name servers that answer garbage", looked_up(name_server.garbage), code=7, err="within 1 s",
          needs_root=True),
    phase("name servers that fail", looked_up(name_server.failing(2)), code=6, err="name server", needs_root=True),
    phase("name servers that refuse", looked_up(name_server.failing(5)), code=6, err="name server", needs_root=True),
    phase("name servers that know no such host", looked_up(name_server.failing(3)), code=6,
          err="no such host.*hint: ", needs_root=True),
    phase("name servers that know no address", looked_up(name_server.addresses()), code=6, err="no address",
          needs_root=True),
    phase("name servers whose answer is cut", looked_up(name_server.truncated), code=6, err="name|host",
          needs_root=True),
    phase("several addresses, the first silent", first_address_silent, out="gw1", needs_root=True),
    phase("no answer to connecting", no_connection, code=7, err="no connection within 1 s"),
    phase("proxy that goes silent inside its answer", proxy_in_the_way([b"HTTP/1.1 200", silence]), code=7,
          err="proxy did not answer within 1 s"),
    phase("proxy that resets", proxy_in_the_way([reset]), code=6, err="proxy.*reset"),
    phase("proxy that answers a byte at a time", proxy_in_the_way([drip(b"HTTP/1.1 200 OK\r\n" * 9, 0.2), silence]),
          code=7, err="proxy did not answer within 1 s"),
    phase("proxy that says yes and then nothing", proxy_in_the_way([b"HTTP/1.1 200 OK\r\n\r\n", silence]), code=7,
          err="handshake did not end within 1 s"),
    phase("proxy that says yes and closes", proxy_in_the_way([b"HTTP/1.1 200 OK\r\n\r\n", close]), code=6,
          err="closed"),
    phase("silence inside a handshake", greeted_over_tls([SERVER_HELLO, silence]), code=7,
          err="handshake did not end within 1 s"),
    phase("handshake a byte at a time", greeted_over_tls([drip(SERVER_HELLO, 0.2), silence]), code=7,
          err="handshake did not end within 1 s"),
    phase("closed inside a handshake", greeted_over_tls([SERVER_HELLO, close]), code=6, err="closed"),
    over_tls("cut inside the header", [JSON_HEAD, cut], code=6, err="cut|goodbye|too early"),
    over_tls("cut inside a body with Content-Length", [LENGTH + BODY[:9], cut], code=6, err="cut|goodbye"),
    over_tls("cut inside a chunk", [CHUNKED + b"19\r\n" + BODY[:9], cut], code=6, err="cut|goodbye"),
    over_tls("cut between chunks", [CHUNKED + b"19\r\n" + BODY + b"\r\n", cut], code=6, err="cut|goodbye"),
    over_tls("goodbye inside a body with Content-Length", [LENGTH + BODY[:9], close], code=6, err="too early"),
    over_tls("goodbye between chunks", [CHUNKED + b"19\r\n" + BODY + b"\r\n", close], code=6, err="too early"),
    over_tls("cut instead of an answer", [cut], code=6, err="without an answer|cut|closed", requests={READ_PATH: 2}),
    over_tls("reset instead of an answer", [reset], code=6, err="reset", requests={READ_PATH: 2}),
    at_logon("silence", [silence], code=7, err="no answer within 1 s"),
    at_logon("silence inside the body", [LENGTH + b'{"authToken":', silence], code=7, err="stopped for 1 s"),
    at_logon("a byte at a time", [drip(answer(200, {"authToken": "x"}), 0.2)], code=7, err="no answer within 1 s"),
    at_logon("closed inside the body", [LENGTH + b'{"authToken":', close], code=6, err="too early"),
    at_logon("429 once", lambda request: [answer(429, "", [("Retry-After", "0")])] if request.number == 1
             else [answer(200, {"authToken": "x"})], out="gw1", requests={LOGON: 2, READ_PATH: 1}),
    at_logon("503 without Retry-After", [answer(503, "")], code=1, err="503"),
    at_logoff("silence", [silence], within=5.0),
    at_logoff("reset", [reset]),
    at_logoff("refused", [answer(500, "")]),
    at_version("silence", [silence], code=7, err="no answer within 1 s", requests={VERSION: 1}),
    phase("an answer without end, one byte after the other", ask({READ_PATH: [
        LENGTH.replace(b"25", b"5368709120") + b"[", drip(b" " * 100, 0.1)]}), code=7, err="hardly anything of the answer came for 1 s"),
    stopped_at("while the name is looked up", while_looking_up, needs_root=True),
    stopped_at("while connecting", while_connecting),
    stopped_at("while the proxy is silent", while_proxy_silent),
    stopped_at("in the TLS handshake", while_silent(lambda server: server.url.replace("http:", "https:"),
                                                    greeting=[silence])),
    stopped_at("while logging on", while_asked(LOGON, [silence])),
    stopped_at("while waiting for the answer", while_asked(READ_PATH, [silence]), requests={LOGON: 1, LOGOFF: 1}),
    stopped_at("inside the answer", while_asked(READ_PATH, [LENGTH + BODY[:9], silence])),
    stopped_at("while waiting for an answer from a server that is silent at logoff too", silent_to_the_end,
               err="not logged off.*interrupted"),
    stopped_at("while a write waits", while_asked("POST /api/Settings/apply", [silence], WRITE)),
    stopped_at("while waiting to try again", while_asked(READ_PATH, [answer(503, "", [("Retry-After", "20")])])),
    stopped_at("while logging off", while_asked(LOGOFF, [silence]), err="", out="gw1"),
    stopped_at("while passwordCommand runs", with_command("passwordCommand")),
    stopped_at("while the credential helper runs", with_command("credentialHelper")),
    stopped_at("while another logs on", with_lock(".logon.*.lock", READ_PATH)),
    stopped_at("while another writes the tokens", with_lock(".tokens.json.lock", LOGON)),
    stopped_at("with many targets", while_many),
    phase("SIGTERM while waiting for the answer", terminated(signal.SIGTERM), code=130, err="interrupted", within=0),
    phase("SIGHUP while waiting for the answer", terminated(signal.SIGHUP), code=130, err="interrupted", within=0),
]
