"""Answers that come early, big bodies, downloads that are cut, and what is nearly HTTP."""

import gzip
import hashlib
import json
import os

from case import Case
from hostile_server import answer, close, pause, reset, silence
from http_cases import GOOD, chunk, head, read, typed

THING = "POST /api/Thing"
MIB = 1 << 20
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
TOO_BIG = answer(413, {"title": "Too big", "status": 413})


def upload(size, early=None, on=None, flags=("--request-timeout", "5s", "--max-retries", "0"), tls=False):
    """A body of about that many bytes."""

    def act(world):
        context = world.certificates.context(world.certificates.certificate("good")) if tls else None
        server = world.serve({THING: [answer(200, {"ok": True})], **(on or {})}, tls=context,
                             early={THING: early} if early is not None else None)
        body = world.write("body.json", json.dumps({"x": "y" * size}))
        trust = {"RASCTL_CA_FILE": world.certificates.authority("root")} if tls else {}
        ended = world.run(["api", "POST", "/api/Thing", "--from-file", body, *flags], world.account(server, **trust))
        ended.got = [one for one in server.requests if one.path == "/api/Thing"]
        ended.size = os.path.getsize(body)
        return ended

    return act


def reading(count):
    """Takes so many bytes of the body and then nothing more."""
    return lambda connection: connection.read_bytes(count)


def whole_body(_world, ended):
    sizes = [len(one.body) for one in ended.got if one.body]
    return None if sizes and abs(sizes[-1] - ended.size) < 64 else f"bodies of {sizes} bytes came, {ended.size} were given"


def expected(wanted):
    def check(_world, ended):
        asked = ["expect" in one.headers for one in ended.got]
        return None if asked == wanted else f"Expect was sent: {asked}"

    return check


def big(name, act, **wanted):
    wanted.setdefault("within", 6.0)
    return Case("Uploads", name, act, **wanted)


def knows_no_expect(headers):
    return [answer(417, ""), close] if "expect" in headers else []


DATA = bytes(range(33, 127)) * 4000
ETAG = '"' + hashlib.sha256(DATA).hexdigest()[:16] + '"'


def file_server(first, etag=ETAG, ranges="bytes", rest=None, changed=None, more=()):
    """Sends `first` bytes of the file and cuts; goes on where a range asks for it."""

    def serve(request):
        extra = [("ETag", etag)] * bool(etag) + [("Accept-Ranges", ranges)] * bool(ranges) + list(more)
        if request.number == 1:
            whole = answer(200, DATA, extra, content_type="application/octet-stream")
            return [whole[: len(whole) - len(DATA) + first], close]
        wanted = request.headers.get("range")
        if rest is not None:
            return rest(request)
        if changed or wanted is None or request.headers.get("if-range") != etag:
            return [answer(200, changed or DATA, extra, content_type="application/octet-stream")]
        start = int(wanted.removeprefix("bytes=").removesuffix("-"))
        span = ("Content-Range", f"bytes {start}-{len(DATA) - 1}/{len(DATA)}")
        return [answer(206, DATA[start:], [*extra, span], content_type="application/octet-stream")]

    return serve


def download(name, serve, whole=True, retries="2", flags=(), **wanted):
    def act(world):
        server = world.serve({"GET /api/Certificates/3/Export": serve})
        with open(world.path("out"), "wb") as out:
            ended = world.run(["certificate", "export", "id:3", "--output-file", "-", "--max-retries", retries, "--request-timeout", "2s", *flags],
                              world.account(server), stdout=out)
        with open(world.path("out"), "rb") as out:
            ended.data = out.read()
        return ended

    def check(_world, ended):
        if whole and ended.data.strip() != DATA:
            return f"{len(ended.data)} bytes came out, {len(DATA)} are right"
        return None

    wanted.setdefault("within", 6.0)
    return Case("Downloads", name, act, check=check, **wanted)


def lenient(name, script, **wanted):
    return read("lenient: " + name, script, out="gw1", **wanted)


def strict(name, script, err, **wanted):
    return read("strict: " + name, script, code=6, err=err, **wanted)


def lf(data):
    return data.replace(b"\r\n", b"\n")


LENGTH = b"Content-Length: %d" % len(GOOD)
CHUNKED = typed(b"Transfer-Encoding: chunked")
PACKED = gzip.compress(GOOD)


def packed(tail):
    return [typed(b"Content-Encoding: gzip", b"Content-Length: %d" % (len(PACKED) + len(tail))), PACKED + tail]


def sized(line):
    """One chunk whose first line is this, and the end."""
    return [CHUNKED, line.replace(b"N", b"%x" % len(GOOD)), GOOD, b"\r\n0\r\n\r\n"]


CASES = [
    *(big(f"413 after {taken} bytes, then no more reading{' over TLS' if tls else ''}",
          upload(24 * MIB, [CONTINUE, reading(taken), TOO_BIG, silence], tls=tls), code=5, err="Too big|413")
      for taken in (1, 100_000, 3 * MIB) for tls in (False, True)),
    *(big(f"{status} at once instead of 100 Continue", upload(24 * MIB, [answer(status, {"title": "Refused"}), ending]),
          code=code, err="Refused|HTTP")
      for status, code in ((413, 5), (400, 5), (403, 3), (500, 1)) for ending in (silence, close)),
    big("200 at once instead of 100 Continue", upload(24 * MIB, [answer(200, {"early": True}), silence]), out="early"),
    big("413 and a reset while sending", upload(24 * MIB, [CONTINUE, reading(MIB), TOO_BIG, pause(0.3), reset]), code=5,
        err="413|Too big"),
    big("no more reading, and no answer", upload(24 * MIB, [CONTINUE, reading(MIB), silence],
                                                 flags=("--request-timeout", "1s", "--max-retries", "0")), code=7,
        err="took no more|hardly any"),
    big("closed in the middle, and no answer", upload(24 * MIB, [CONTINUE, reading(MIB), close]), code=6,
        err="reset|closed|ends too early"),
    big("a big body is asked about first", upload(2 * MIB, [CONTINUE]), out="ok", check=expected([True])),
    big("a small body is not", upload(MIB // 2, []), out="ok", check=expected([False])),
    big("a big body comes whole after 100 Continue", upload(24 * MIB, [CONTINUE]), out="ok", check=whole_body),
    big("a big body comes whole after silence", upload(24 * MIB, []), out="ok", check=whole_body),
    big("a big body comes whole after 102 and 103",
        upload(3 * MIB, [head(status=b"102 Processing"), head(status=b"103 Early Hints")]), out="ok", check=whole_body),
    big("a big body comes whole over TLS", upload(8 * MIB, [CONTINUE], tls=True), out="ok", check=whole_body),
    big("a server that knows no Expect gets the body without", upload(3 * MIB, knows_no_expect), out="ok",
        check=whole_body),
    big("closed instead of 100 Continue", upload(3 * MIB, [close]), code=6, err="closed"),
    download("whole", lambda request: [answer(200, DATA, content_type="application/octet-stream")]),
    *(download(f"cut after {first} bytes", file_server(first)) for first in (1, 1000, len(DATA) // 2, len(DATA) - 1)),
    download("cut twice", lambda request: file_server(1000)(request) if request.number != 2 else [
        answer(206, DATA[1000:], [("ETag", ETAG), ("Content-Range", f"bytes 1000-{len(DATA) - 1}/{len(DATA)}")],
               content_type="application/octet-stream")[:-5000], close]),
    download("cut, and changed meanwhile", file_server(1000, changed=DATA[::-1]), whole=False, code=6,
             err="another version"),
    download("cut, without an ETag", file_server(1000, etag=None), whole=False, code=6, err="ends too early"),
    download("cut, with a weak ETag", file_server(1000, etag="W/" + ETAG), whole=False, code=6, err="ends too early"),
    download("cut, without ranges", file_server(1000, ranges=None), whole=False, code=6, err="ends too early"),
    download("cut, ranges refused", file_server(1000, ranges="none"), whole=False, code=6, err="ends too early"),
    download("cut, retries forbidden", file_server(1000), whole=False, retries="0", code=6, err="ends too early"),
    download("cut, and the rest begins elsewhere", file_server(1000, rest=lambda request: [
        answer(206, DATA[999:], [("ETag", ETAG), ("Content-Range", f"bytes 999-{len(DATA) - 1}/{len(DATA)}")])]),
             whole=False, code=6, err="goes on somewhere else"),
    download("cut, and the rest has no range", file_server(1000, rest=lambda request: [answer(206, DATA[1000:])]),
             whole=False, code=6, err="goes on somewhere else"),
    download("cut, and then refused", file_server(1000, rest=lambda request: [answer(416, "")]), whole=False, code=1,
             err="416"),
    lenient("no blank behind the status code", [b"HTTP/1.1 200\r\n" + LENGTH + b"\r\n\r\n", GOOD]),
    lenient("HTTP/1.0 without a blank", [b"HTTP/1.0 200\r\n\r\n", GOOD, close]),
    lenient("line ends of LF alone", [lf(typed(LENGTH)), GOOD]),
    lenient("line ends of both kinds", [b"HTTP/1.1 200 OK\nA: b\r\n" + LENGTH + b"\n\r\n", GOOD]),
    lenient("chunks with LF alone", [lf(CHUNKED), lf(chunk(GOOD[:9]) + chunk(GOOD[9:]) + b"0\r\n\r\n")]),
    lenient("blanks behind the size of a chunk", sized(b"N   \r\n")),
    lenient("a tab behind the size of a chunk", sized(b"N\t\r\n")),
    lenient("blanks before an extension", sized(b"N  ; a=b\r\n")),
    lenient("zeros before the size of a chunk", sized(b"000N\r\n")),
    lenient("trailers with LF alone", [CHUNKED, chunk(GOOD), b"0\nX-Sum: 1\n\n"]),
    lenient("trailers that are no headers", [CHUNKED, chunk(GOOD), b"0\r\nwhat is this\r\n\r\n"]),
    lenient("zeros behind gzip", packed(b"\0" * 500)),
    lenient("a line end behind gzip", packed(b"\r\n")),
    lenient("two gzip members", [typed(b"Content-Encoding: gzip", b"Connection: close"),
                                 gzip.compress(GOOD[:9]) + gzip.compress(GOOD[9:]), close]),
    strict("garbage behind gzip", packed(b"garbage"), "gzip"),
    strict("a gzip member behind zeros", packed(b"\0" + gzip.compress(b"[]")), "gzip"),
    strict("blanks before the size of a chunk", sized(b" N\r\n"), "chunks"),
    strict("a sign before the size of a chunk", sized(b"+N\r\n"), "chunks"),
    strict("0x before the size of a chunk", sized(b"0xN\r\n"), "chunks"),
    strict("no size of a chunk", sized(b"\r\n"), "chunks"),
    strict("bytes behind a chunk", [CHUNKED, b"2\r\n[]]]", close], "chunks"),
    strict("a chunk's line without end", [CHUNKED, b"5;" + b"a" * 100_000, silence], "header is too big"),
    strict("trailers without end", [CHUNKED, chunk(GOOD), b"0\r\n" + b"A: b\r\n" * 20_000, silence], "header is too big"),
    strict("a blank before the colon", [b"HTTP/1.1 200 OK\r\nContent-Length : 5\r\n\r\n", GOOD, close], "broken header"),
    strict("CR alone inside a header", [b"HTTP/1.1 200 OK\r\nA: b\rContent-Length: 1\r\n\r\n", GOOD, close],
           "broken header|not HTTP"),
    strict("a blank line first", [b"\r\n" + typed(LENGTH), GOOD, close], "not HTTP|status line"),
    strict("HTTP/0.9", [GOOD, close], "ends too early|not HTTP"),
    strict("ICY 200 OK", [b"ICY 200 OK\r\n\r\n", GOOD, close], "not HTTP"),
    strict("a code of four digits", [b"HTTP/1.1 2000\r\n\r\n", GOOD, close], "status line|not HTTP"),
    strict("a length with a sign", [typed(b"Content-Length: +%d" % len(GOOD)), GOOD, close], "Content-Length"),
    strict("a length in hex", [typed(b"Content-Length: 0x5"), GOOD, close], "Content-Length"),
    strict("a length and chunks", [typed(LENGTH, b"Transfer-Encoding: chunked"), chunk(GOOD), b"0\r\n\r\n", close],
           "Content-Length|Transfer-Encoding"),
]
