"""A server that knows nothing but the OpenAPI documents: it judges every request and answers by the description."""
import contextlib
import http.server
import json
import threading

from answers import Answers

PASSWORD = "11112222"


class Judged:
    """What one request was, and what a validator says of it."""

    def __init__(self, operation, method, target, body, problems):
        self.operation, self.method, self.target, self.body, self.problems = operation, method, target, body, problems

    def __str__(self):
        return f"{self.method} {self.target} {self.body[:200]!r}"


class Server:
    def __init__(self, description, version, kind="full"):
        self.description, self.version = description, version
        self.answers = Answers(description, kind)
        self.by_target = {}  # answers that a test chose itself: path in lower case -> (status, bytes)
        self.judged = {}  # by the number in auth_token, so that parallel callers do not meet
        self.lock = threading.Lock()
        owner = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1

            def handle_one(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                status, media_type, content = owner.reply(self.command, self.path, self.headers, body)
                self.send_response(status)
                if media_type:
                    self.send_header("Content-Type", media_type)
                if status != 204:
                    self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                if status != 204:
                    self.wfile.write(content)
                self.wfile.flush()

            do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = do_HEAD = handle_one

            def log_message(self, *_):
                pass

        class Listener(http.server.ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 64

        self.listener = Listener(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.listener.server_address[1]}"

    def reply(self, method, target, headers, body):
        path = target.partition("?")[0]
        # Which version a server is, is asked before it is known.
        asks_version = path.lower() == "/api/webservice/version"
        operation = self.description.find(method, path, None if asks_version else self.version)
        problems = self.description.problems(operation, target, headers, body) if operation else \
            [f"no operation of version {self.version}"]
        user = headers.get("auth_token") or "nobody"
        with self.lock:
            self.judged.setdefault(user, []).append(Judged(operation, method, target, body, problems))
        if path.lower() in self.by_target:
            status, content = self.by_target[path.lower()]
            return status, "application/json", content
        if operation is None:
            return 404, "application/json", b'{"title":"Not Found","status":404}'
        if path.lower() == "/api/session/logon":
            name = json.loads(body)["username"]
            return 200, "application/json", json.dumps({"authToken": f"token+of={name}-"}).encode()
        if asks_version:
            return 200, "application/json", json.dumps({"version": f"{self.version}.0.1"}).encode()
        with self.lock:
            return self.answers.bytes(operation)

    def taken(self, user, anonymous=False):
        """The requests of one user since the last time; with `anonymous` those without a token too."""
        with self.lock:
            return (self.judged.pop("nobody", []) if anonymous else []) + self.judged.pop(f"token+of={user}-", [])


@contextlib.contextmanager
def running(description, version, kind="full"):
    server = Server(description, version, kind)
    thread = threading.Thread(target=server.listener.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.listener.shutdown()
        thread.join()
        server.listener.server_close()
