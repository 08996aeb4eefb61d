"""HTTP itself, byte by byte: what clients, scanners and broken programs send."""
import contextlib
import functools
import http.client
import json
import socket
import ssl
import struct

from farm import MEDIA_TYPE, expect, simulator

LOGON = json.dumps({"username": "administrator", "password": "11112222"}).encode()


class Line:
    """One TCP connection, for bytes as they are."""

    def __init__(self, port, secure=False):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        if secure:
            context = ssl.create_default_context()
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            self.socket = context.wrap_socket(self.socket)
        self.reader = self.socket.makefile("rb")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.reader.close()
        self.socket.close()

    def send(self, text):
        self.socket.sendall(text if isinstance(text, bytes) else text.encode())
        return self

    def answer(self, method="GET"):
        """Status, headers, body of the next response; status 0 when the connection ended."""
        line = self.reader.readline()
        if not line:
            return 0, {}, b""
        headers = {}
        while (header := self.reader.readline().strip()):
            name, value = header.decode().split(":", 1)
            headers[name.lower()] = value.strip()
        status = int(line.split()[1])
        body = b""
        if method == "HEAD" or status in (100, 204, 304):
            pass
        elif headers.get("transfer-encoding") == "chunked":
            while (size := int(self.reader.readline(), 16)):
                body += self.reader.read(size)
                self.reader.readline()
            self.reader.readline()
        else:
            body = self.reader.read(int(headers.get("content-length", 0)))
        return status, headers, body

    def ended(self):
        try:
            return self.reader.read(1) == b""
        except (ConnectionResetError, ssl.SSLError):
            return True


def token_of(port):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("POST", "/api/Session/logon", LOGON, {"Content-Type": MEDIA_TYPE})
    token = json.loads(connection.getresponse().read())["authToken"]
    connection.close()
    return token


def ask(path, token, *more, method="GET", version="1.1"):
    return "\r\n".join([f"{method} {path} HTTP/{version}", "Host: x", f"auth_token: {token}", *more, "", ""])


def keeps_connections(port, token):
    with Line(port) as line:
        for _ in range(3):
            status, headers, _ = line.send(ask("/api/Site", token)).answer()
            expect(status == 200 and "date" in headers, f"keep-alive: {status} {headers}")
        line.send(ask("/api/Site", token, "Connection: close")).answer()
        expect(line.ended(), "Connection: close is not obeyed")


def answers_a_pipeline_in_order(port, token):
    with Line(port) as line:
        line.send("".join(ask(path, token) for path in ("/api/Site", "/api/nowhere", "/api/WebService/version") * 20))
        statuses = [line.answer()[0] for _ in range(60)]
        expect(statuses == [200, 404, 200] * 20, f"pipeline: {statuses}")


def speaks_http_1_0(port, token):
    with Line(port) as line:
        status, headers, body = line.send(ask("/api/Site", token, version="1.0")).answer()
        expect(status == 200 and json.loads(body) and "transfer-encoding" not in headers, f"1.0: {status} {headers}")
        expect(line.ended(), "an HTTP/1.0 connection stays open")
    with Line(port) as line:
        _, headers, _ = line.send(ask("/api/Site", token, "Connection: keep-alive", version="1.0")).answer()
        expect(headers.get("connection", "").lower() == "keep-alive", f"1.0 keep-alive is not confirmed: {headers}")
        expect(line.send(ask("/api/Site", token, version="1.0")).answer()[0] == 200, "1.0 keep-alive")


def knows_the_methods(port, token):
    for method in ("HEAD", "OPTIONS", "PATCH", "DELETE", "TRACE", "LOCK"):
        with Line(port) as line:
            status, headers, body = line.send(ask("/api/Gateway", token, method=method)).answer(method)
            expect(status == 405 and set(headers.get("allow", "").split(", ")) == {"GET", "POST"} and
                   (method != "HEAD" or not body), f"{method}: {status} {headers}")
            expect(line.send(ask("/api/Site", token)).answer()[0] == 200, f"the connection is lost after {method}")


def takes_chunked_bodies(port, token):
    body = b'{"server":"chunked.company.dom"}'
    chunks = b"".join(b"%x;ext=1\r\n%s\r\n" % (len(piece), piece) for piece in (body[:5], body[5:6], body[6:]))
    with Line(port) as line:
        line.send(ask("/api/Gateway", token, f"Content-Type: {MEDIA_TYPE}", "Transfer-Encoding: chunked",
                      method="POST")).send(chunks + b"0\r\nTrailer: x\r\n\r\n")
        expect(line.answer()[0] == 201, "a chunked body is refused")
        expect(line.send(ask("/api/Site", token)).answer()[0] == 200, "the connection is lost after a chunked body")


def continues_when_asked(port, token):
    body = b'{"server":"continued.company.dom"}'
    with Line(port) as line:
        line.send(ask("/api/Gateway", token, f"Content-Type: {MEDIA_TYPE}", "Expect: 100-continue",
                      f"Content-Length: {len(body)}", method="POST"))
        expect(line.answer()[0] == 100, "no 100 Continue")
        expect(line.send(body).answer()[0] == 201, "no answer after 100 Continue")


def reads_slow_bytes(port, token):
    text = ask("/api/Site?id=1", token, "X-Padding: " + "x" * 3000).encode()
    with Line(port) as line:
        for at in range(0, len(text), 7):
            line.send(text[at:at + 7])
        expect(line.answer()[0] == 200, "a request in small pieces")


def matches_any_letter_case(port, token):
    for path in ("/API/SITE/1", "/api/rds/HOST", "/aPi/Rds/hOsT?SITEID=1", "/api/Site/", "/%61pi/Site", "/api/Site?",
                 "/api/Site?colour=red&x&=&&%zz", "/api/RDS/Host?siteId=1&siteId=1", "http://other/api/Site"):
        with Line(port) as line:
            status, _, body = line.send(ask(path, token)).answer()
            expect(status == 200, f"{path}: {status} {body[:200]}")


def refuses_what_is_no_path(port, token):
    for path in ("/", "/api", "/api/", "//api/Site", "/api/Site/1/2", "/api//Site", "/api/Site/%2e%2e/Site", "/favicon.ico",
                 "/api/../etc/passwd", "/api/Site%00", "/%ff%fe", "*", "/" + "a/" * 3000):
        with Line(port) as line:
            status, headers, body = line.send(ask(path, token)).answer()
            expect(status in (404, 400), f"{path[:50]}: {status}")
            expect(headers.get("content-type") == MEDIA_TYPE and json.loads(body)["status"] == status,
                   f"{path[:50]}: {headers} {body[:100]}")


def refuses_what_is_no_text(port, token):
    for path in ("/api/Agent/logs?server=%ff", "/api/Site?x%c0%af=1", "/api/Provider/1/VM/%ed%a0%80"):
        with Line(port) as line:
            status, _, body = line.send(ask(path, token)).answer()
            expect(status == 400 and json.loads(body)["status"] == 400, f"{path}: {status} {body[:200]}")


def keeps_names_out_of_headers(port, token):
    """An object's name must not become a header of its own."""
    body = json.dumps({"name": 'a"\r\nSet-Cookie: x', "email": "e", "commonName": "c"}).encode()
    head = ask("/api/Certificates/GenerateSelfSigned", token, f"Content-Type: {MEDIA_TYPE}",
               f"Content-Length: {len(body)}", method="POST")
    with Line(port) as line:
        key = json.loads(line.send(head).send(body).answer()[2])["id"]
        status, headers, _ = line.send(ask(f"/api/Certificates/{key}/Export", token)).answer()
        expect(status == 200 and "set-cookie" not in headers, f"{status} {headers}")


def refuses_what_is_no_http(port, token):
    for text in ("hello\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET /api/Site HTTP/1.1\r\nBroken\r\n\r\n",
                 ask("/api/Site", token, "Content-Length: x"), ask("/api/Site", token, "Content-Length: -1"),
                 ask("/api/Site", token, "Content-Length: 5", "Content-Length: 6"),
                 ask("/api/Site", token, "X: " + "y" * 200_000), b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 600,
                 b"\0" * 5000, ask("/api/Gateway", token, "Transfer-Encoding: chunked", method="POST") + "zz\r\n"):
        with Line(port) as line:
            try:
                status = line.send(text).answer()[0]
            except (ConnectionResetError, BrokenPipeError):
                status = 0
            expect(status in (0, 400, 404, 431, 505), f"{text[:40]!r}: {status}")


def takes_large_bodies(port, token):
    text = json.dumps({"server": "large.company.dom", "description": "x" * 5_000_000})
    with Line(port) as line:
        line.send(ask("/api/Gateway", token, f"Content-Type: {MEDIA_TYPE}", f"Content-Length: {len(text)}", method="POST"))
        status = line.send(text).answer()[0]
        expect(status in (201, 400), f"a body of 5 MB: {status}")
    with Line(port) as line:
        line.send(ask("/api/Gateway", token, f"Content-Type: {MEDIA_TYPE}", "Content-Length: 99999999999", method="POST"))
        expect(line.answer()[0] == 413, "a body of 100 GB is not refused")


def serves_in_the_presence_of(port, token, disturb, count, why):
    """Answers at once while `count` connections do what `disturb` does."""
    with contextlib.ExitStack() as open_lines:
        for _ in range(count):
            disturb(open_lines.enter_context(socket.create_connection(("127.0.0.1", port), timeout=30)))
        with Line(port) as line:
            expect(line.send(ask("/api/Site", token)).answer()[0] == 200, why)


def resets(connection):
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.sendall(b"GET /api/Site HTTP/1.1\r\n")
    connection.close()


def cases_of(checks):
    """Each check on a farm of its own."""
    def run(check):
        with simulator("--farm", "empty") as process:
            check(process.port, token_of(process.port))

    for check in checks:
        case = functools.partial(run, check)
        case.__name__ = check.__name__
        yield case


CASES = cases_of([keeps_connections, answers_a_pipeline_in_order, speaks_http_1_0, knows_the_methods, takes_chunked_bodies,
         continues_when_asked, reads_slow_bytes, matches_any_letter_case, refuses_what_is_no_path,
         refuses_what_is_no_text, keeps_names_out_of_headers,
                  refuses_what_is_no_http, takes_large_bodies])


def holds_up_against_many(port, token):
    serves_in_the_presence_of(port, token, lambda c: None, 3000, "3,000 silent connections")
    serves_in_the_presence_of(port, token, lambda c: c.sendall(b"GET /api/Site HT"), 500, "500 half requests")
    serves_in_the_presence_of(port, token, resets, 500, "500 resets")

