"""Answers that are slow, broken, too big or misleading."""

import gzip
import json
import socket
import zlib

from case import GATEWAYS, READ, WRITE, Case, ask
from hostile_server import answer, close, drip, flood, pause, reset, silence

GOOD = json.dumps(GATEWAYS).encode()
JSON_TYPE = b"Content-Type: application/json\r\n"
READ_PATH = "GET /api/Gateway"
WRITE_PATH = "POST /api/Settings/apply"
ONCE = {READ_PATH: 1}
JSON = ("gateway", "list", "-o", "json")


def head(*lines, status=b"200 Said"):
    return b"HTTP/1.1 " + status + b"\r\n" + b"".join(line + b"\r\n" for line in lines) + b"\r\n"


def typed(*lines):
    return head(b"Content-Type: application/json", *lines)


def chunk(data, extension=b""):
    return b"%x%s\r\n%s\r\n" % (len(data), extension, data)


def refused(world):
    probe = socket.socket()
    probe.bind(("127.0.0.1", 0))
    port = probe.getsockname()[1]
    try:
        return world.run([*READ, "--max-retries", "0"], world.account(f"http://127.0.0.1:{port}"))
    finally:
        probe.close()


def read(name, script, **wanted):
    """A read that this script answers."""
    flags = wanted.pop("flags", ("--request-timeout", "1s", "--max-retries", "0"))
    arguments = wanted.pop("arguments", READ)
    wanted.setdefault("requests", ONCE)
    return Case("HTTP", name, ask({READ_PATH: script}, arguments, flags), **wanted)


def write(name, script, **wanted):
    """A write that this script answers, with retries allowed: it must arrive exactly once."""
    wanted.setdefault("requests", {WRITE_PATH: 1})
    return Case("HTTP", name, ask({WRITE_PATH: script}, WRITE, ("--request-timeout", "1s", "--max-retries", "3")),
                **wanted)


def greeted(name, greeting, **wanted):
    """Something happens before a request could be read."""
    return Case("HTTP", name, ask(greeting=greeting), **wanted)


def first_fails(script):
    return lambda request: script if request.number == 1 else [answer(200, GOOD)]


def redirect_elsewhere(status):
    def act(world):
        other = world.serve({"*": [answer(200, GATEWAYS)]})
        server = world.serve({READ_PATH: [answer(status, "", [("Location", f"{other.url}/stolen")])]})
        ended = world.run([*READ, "--max-retries", "0"], world.account(server))
        ended.stolen = other.connections
        return ended

    return act


def nothing_stolen(_world, ended):
    return "the other host was asked" if ended.stolen else None


BOMB = gzip.compress(b'"' + b"a" * (200 << 20) + b'"', 6)
GZIP = [(b"Content-Encoding: gzip")]
DEEP = b"[" * 100_000 + b"]" * 100_000
TEN = b"HTTP/1.1 200 Said\r\nContent-Length: 2\r\n\r\n[]" * 10

CASES = [
    Case("HTTP", "connection refused", refused, code=6, err="connection refused"),
    greeted("reset on connecting", [reset], code=6, err="reset|closed"),
    greeted("closed on connecting", [close], code=6, err="closed|reset"),
    greeted("silence on connecting", [silence], code=7, err="no answer within 1 s"),
    greeted("garbage on connecting", [b"SSH-2.0-OpenSSH_9.2\r\n", silence], code=6, err="not HTTP|broken"),
    read("reset instead of an answer, tried once more on a new connection", [reset], code=6, err="reset",
         requests={READ_PATH: 2}),
    read("closed instead of an answer, tried once more on a new connection", [close], code=6,
         err="closed without an answer", requests={READ_PATH: 2}),
    read("reset inside the status line", [b"HTTP/1.1 2", reset], code=6, err="reset"),
    read("reset inside the header", [b"HTTP/1.1 200 OK\r\nContent-Le", reset], code=6, err="reset"),
    read("closed inside the header", [b"HTTP/1.1 200 OK\r\nContent-Le", close], code=6, err="ends too early"),
    read("reset inside the body", [typed(b"Content-Length: 100"), b"[{", reset], code=6, err="reset"),
    read("silence instead of an answer", [silence], code=7, err="no answer within 1 s"),
    read("silence inside the status line", [b"HTTP/1.1 2", silence], code=7, err="no answer within 1 s"),
    read("silence inside the header", [b"HTTP/1.1 200 OK\r\nContent-Le", silence], code=7,
         err="no answer within 1 s"),
    read("silence inside the body", [typed(b"Content-Length: 100"), b"[{", silence], code=7, err="stopped for 1 s"),
    read("silence inside a chunk", [typed(b"Transfer-Encoding: chunked"), b"40\r\n[{", silence], code=7,
         err="stopped for 1 s"),
    read("header, one byte at a time", [drip(answer(200, GOOD), 0.2)], code=7, err="no answer within 1 s"),
    read("body, one byte at a time", [typed(b"Content-Length: 6"), drip(b"[1, 2]", 0.1)],
         out=r"1.*2"),
    read("body cut short of its Content-Length", [typed(b"Content-Length: 500"), GOOD, close], code=6,
         err="ends too early"),
    read("chunked body cut between chunks", [typed(b"Transfer-Encoding: chunked"), chunk(GOOD), close], code=6,
         err="ends too early"),
    read("chunked body cut inside a chunk", [typed(b"Transfer-Encoding: chunked"), b"ff\r\n" + GOOD, close], code=6,
         err="ends too early"),
    read("Content-Length too small", [typed(b"Content-Length: 5"), GOOD], code=1, err="not good JSON"),
    read("Content-Length is no number", [typed(b"Content-Length: many"), GOOD, close], code=6,
         err="Content-Length"),
    read("Content-Length negative", [typed(b"Content-Length: -1"), GOOD, close], code=6, err="Content-Length"),
    read("Content-Length beyond 64 bits", [typed(b"Content-Length: 99999999999999999999999"), GOOD, close], code=6,
         err="Content-Length"),
    read("two equal Content-Lengths", [typed(b"Content-Length: %d" % len(GOOD), b"Content-Length: %d" % len(GOOD)),
                                       GOOD], out="gw1"),
    read("two different Content-Lengths", [typed(b"Content-Length: 5", b"Content-Length: %d" % len(GOOD)), GOOD,
                                           close], code=6, err="Content-Length"),
    read("Content-Length and chunked", [typed(b"Content-Length: 5", b"Transfer-Encoding: chunked"), chunk(GOOD),
                                        b"0\r\n\r\n", close], code=6, err="Content-Length|Transfer-Encoding"),
    read("chunked with extensions and trailers",
         [typed(b"Transfer-Encoding: chunked", b"Trailer: X-Sum"), chunk(GOOD[:20], b";a=b;c=\"d e\""),
          chunk(GOOD[20:]), b"0;last\r\nX-Sum: 1\r\nauth_token: other\r\n\r\n"], out="gw1"),
    read("chunk size is no number", [typed(b"Transfer-Encoding: chunked"), b"zz\r\n[]\r\n0\r\n\r\n", close], code=6,
         err="chunks"),
    read("chunk size beyond 64 bits", [typed(b"Transfer-Encoding: chunked"), b"fffffffffffffffff\r\n[", close],
         code=6, err="chunks"),
    read("close-delimited body", [typed(b"Connection: close"), GOOD, close], out="gw1"),
    read("HTTP/1.0 answer", [b"HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n", GOOD, close],
         out="gw1"),
    read("HTTP/2 status line", [b"HTTP/2 200\r\n\r\n", GOOD, close], code=6, err="HTTP"),
    read("100 Continue first", [head(status=b"100 Continue"), head(status=b"103 Early Hints"), answer(200, GOOD)],
         out="gw1"),
    read("100 Continue for ever", [flood(head(status=b"100 Continue"), 2000), silence], code=6, err="1xx"),
    read("101 Switching Protocols", [head(status=b"101 Switching Protocols"), silence], code=6, err="1xx"),
    write("204 with a body", [head(b"Content-Length: 2", status=b"204 No Content"), b"[]"]),
    read("304 with a body", [head(b"Content-Length: 2", status=b"304 Not Modified"), b"[]"], code=1, err="304"),
    read("header flood by count", [b"HTTP/1.1 200 OK\r\n", flood(b"X-A: 1\r\n", 20000), silence], code=6,
         err="header is too big"),
    read("header flood by size", [b"HTTP/1.1 200 OK\r\n", flood(b"X-A: " + b"y" * 60000, 100), silence], code=6,
         err="header is too big"),
    read("status line without end", [flood(b"HTTP/1.1 200 " + b"y" * 60000, 100), silence], code=6,
         err="header is too big|status line|broken"),
    read("header with a bare control character", [b"HTTP/1.1 200 OK\r\nX\x01Y: a\r\n\r\n", close], code=6,
         err="broken header"),
    read("5 GB announced", [typed(b"Content-Length: 5368709120"), b"[", silence], code=7,
         err="stopped for 1 s"),
    read("5 GB of blanks, chunked", [typed(b"Transfer-Encoding: chunked"), flood(chunk(b" " * 65536), 5 << 14)],
         code=1, err="too large", within=10),
    read("5 GB in one value, chunked", [typed(b"Transfer-Encoding: chunked"), chunk(b'["'),
                                        flood(chunk(b"a" * 65536), 5 << 14)], code=1, err="too large", within=10),
    read("5 GB as an error's body", [head(b"Transfer-Encoding: chunked", status=b"500 No"),
                                     flood(chunk(b"a" * 65536), 5 << 14)], code=1, err="500", within=5),
    read("gzip good", [typed(b"Content-Encoding: gzip", b"Content-Length: %d" % len(gzip.compress(GOOD))),
                       gzip.compress(GOOD)], out="gw1"),
    read("gzip cut", [typed(b"Content-Encoding: gzip", b"Connection: close"), gzip.compress(GOOD)[:-9], close],
         code=6, err="gzip|compress|ends too early"),
    read("gzip with a wrong checksum", [typed(b"Content-Encoding: gzip", b"Connection: close"),
                                        gzip.compress(GOOD)[:-8] + b"\0" * 8, close], code=6, err="gzip|compress"),
    read("gzip announced, plain sent", [typed(b"Content-Encoding: gzip", b"Content-Length: %d" % len(GOOD)), GOOD],
         code=6, err="gzip|compress"),
    read("gzip bomb of 200 MiB", [typed(b"Content-Encoding: gzip", b"Content-Length: %d" % len(BOMB)), BOMB],
         code=6, err="swells more than", within=6),
    read("encoding that nobody asked for", [typed(b"Content-Encoding: br", b"Content-Length: 4"), b"abcd"], code=6,
         err="br"),
    read("content type wrong, JSON inside", [answer(200, GOOD, content_type="text/plain")], out="gw1"),
    read("content type missing, JSON inside", [answer(200, GOOD, content_type=None)], out="gw1"),
    read("HTML with 200", [answer(200, "<html><body>Welcome</body></html>", content_type="text/html")], code=1,
         err="HTML.*instead of JSON.*hint: .*doctor"),
    read("HTML error page of a proxy", [answer(502, "<html><h1>Bad Gateway</h1></html>", content_type="text/html")],
         code=1, err="502"),
    read("empty body with 200", [answer(200, "")], code=0),
    read("JSON cut inside a string", [answer(200, b'[{"server":"gw')], code=1, err="JSON"),
    read("JSON followed by garbage", [answer(200, GOOD + b"garbage")], code=1, err="JSON"),
    read("nesting 100,000 deep", [answer(200, DEEP)], code=1, err="deep|nest|JSON"),
    read("numbers beyond double", [answer(200, b'[{"id":7,"server":"a","x":1e999,"y":12345678901234567890123456}]')],
         out=r"1e999.*12345678901234567890123456", arguments=JSON),
    read("duplicate keys", [answer(200, b'[{"id":7,"server":"a","server":"b"}]')], out=r'"server": ?"a".*"server": ?"b"', arguments=JSON),
    read("invalid UTF-8", [answer(200, b'[{"id":7,"server":"a\xff\xfe"}]')], code=1, err="UTF-8"),
    read("lone surrogate escape", [answer(200, b'[{"id":7,"server":"\\ud800"}]')], code=1, err="JSON|surrogate|UTF"),
    read("byte order mark", [answer(200, b"\xef\xbb\xbf" + GOOD)], out="gw1"),
    read("UTF-16", [answer(200, GOOD.decode().encode("utf-16"))], code=1, err="JSON|UTF"),
    read("NUL bytes", [answer(200, b"\0" * 1000)], code=1, err="JSON"),
    read("redirect of a read on the same host", [answer(302, "", [("Location", "/api/RDS/Host")])], code=4,
         requests={READ_PATH: 1, "GET /api/RDS/Host": 1}),
    Case("HTTP", "redirect of a read to another host", redirect_elsewhere(302), code=1, err="redirect",
         check=nothing_stolen),
    Case("HTTP", "permanent redirect of a read to another host", redirect_elsewhere(308), code=1, err="redirect",
         check=nothing_stolen),
    read("redirect in a circle", [answer(302, "", [("Location", "/api/Gateway")])], code=1, err="redirect",
         requests={READ_PATH: 6}),
    write("redirect of a write", [answer(307, "", [("Location", "/api/elsewhere")])], code=1, err="redirect",
          requests={WRITE_PATH: 1, "POST /api/elsewhere": 0}),
    read("kept connection reset before the second request, read", first_fails([reset]), out="gw1",
         requests={READ_PATH: 2}),
    write("kept connection reset before the answer, write", [reset], code=6, err="reset"),
    write("kept connection closed before the answer, write", [close], code=6, err="closed"),
    write("silence after a write", [silence], code=7, err="no answer within 1 s"),
    write("write answered by half a header", [b"HTTP/1.1 204 No", close], code=6, err="ends too early"),
    read("reset once, then well, with retries", first_fails([b"HTTP/1.1 2", reset]), out="gw1",
         flags=("--request-timeout", "1s", "--max-retries", "2"), requests={READ_PATH: 2}, within=4),
    Case("HTTP", "pipelined garbage behind a logon's answer",
         ask({"POST /api/Session/logon": [answer(200, {"authToken": "x"}) + TEN]}), out="gw1"),
    Case("HTTP", "logon answer without a token", ask({"POST /api/Session/logon": [answer(200, {})]}), code=1,
         err="authToken", requests={"POST /api/Session/logon": 1, READ_PATH: 0}),
    Case("HTTP", "logon answer that is HTML", ask({"POST /api/Session/logon": [answer(200, "<html>")]}), code=1,
         err="JSON", requests={"POST /api/Session/logon": 1, READ_PATH: 0}),
    Case("HTTP", "logon token with line ends",
         ask({"POST /api/Session/logon": [answer(200, {"authToken": "a\r\nX-Evil: 1"})]}), code=1,
         err="control characters", requests={READ_PATH: 0}),
    Case("HTTP", "connection reset on logon", ask({"POST /api/Session/logon": [reset]},
                                                  flags=("--request-timeout", "1s", "--max-retries", "3")),
         code=6, err="reset", requests={"POST /api/Session/logon": 1}),
]
