"""A server on loopback that misbehaves as a script of bytes and timings says.

Raw sockets, and the ssl module for TLS; nothing of the client under test is used. A script is a list of
steps: bytes are sent as they are, the other steps are the functions of `Connection` named below.
"""

import collections
import json
import socket
import ssl
import struct
import threading

ADMINISTRATOR = "administrator"
PASSWORD = "Planted-Pa55word-7c1e"
TOKEN = "PlantedToken+aB3=-"

Request = collections.namedtuple("Request", "method path query headers body number")


class Gone(Exception):
    """The connection is over."""


def answer(status=200, body="", headers=(), content_type="application/json", reason="Said"):
    """A well-formed answer with Content-Length. A body that is no text or bytes is sent as JSON."""
    if not isinstance(body, (str, bytes)):
        body = json.dumps(body)
    data = body if isinstance(body, bytes) else body.encode()
    lines = [f"HTTP/1.1 {status} {reason}", f"Content-Length: {len(data)}"]
    if content_type:
        lines.append(f"Content-Type: {content_type}")
    lines += [f"{name}: {value}" for name, value in headers]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1") + data


def pause(seconds):
    """Silence that is part of the script; ends early when the server stops or the client goes."""
    return lambda connection: connection.wait(seconds)


def silence(connection):
    """Says nothing until the client goes."""
    connection.wait(None)


def reset(connection):
    """Ends the connection with RST."""
    connection.reset()


def close(connection):
    """Ends the connection with FIN; under TLS with close_notify."""
    connection.close(goodbye=True)


def cut(connection):
    """Ends the connection with FIN and, under TLS, without close_notify."""
    connection.close(goodbye=False)


def drip(data, interval):
    """One byte after the other."""

    def step(connection):
        for position in range(len(data)):
            connection.send(data[position : position + 1])
            connection.wait(interval)

    return step


def flood(piece, times):
    """The same bytes again and again, as long as the client takes them."""

    def step(connection):
        for _ in range(times):
            connection.send(piece)

    return step


class Connection:
    def __init__(self, server, raw):
        self.server = server
        self.raw = raw
        self.socket = raw
        self.buffer = b""

    def start_tls(self, context):
        self.raw.settimeout(20)
        self.socket = context.wrap_socket(self.raw, server_side=True, suppress_ragged_eofs=True,
                                          do_handshake_on_connect=False)
        self.raw = self.socket
        try:
            self.socket.do_handshake()
        except ssl.SSLError:
            self._let_alert_arrive()
            raise

    def _let_alert_arrive(self):
        """Closing while the client still sends would reset the connection and take back the alert that says why."""
        plain = socket.socket(fileno=socket.dup(self.socket.fileno()))
        with plain:
            plain.settimeout(1)
            plain.shutdown(socket.SHUT_WR)
            while plain.recv(65536):
                pass

    def send(self, data):
        try:
            self.socket.sendall(data)
        except OSError as error:
            raise Gone from error

    def wait(self, seconds):
        """Waits while the client is there; what it sends meanwhile is kept for later."""
        waited = 0.0
        while seconds is None or waited < seconds:
            slice_ = 0.05 if seconds is None else min(0.05, seconds - waited)
            if self.server.stopping.wait(slice_):
                raise Gone
            waited += slice_
            if self._client_left():
                raise Gone

    def _client_left(self):
        # A TLS socket cannot peek; its client is noticed when something is sent.
        if isinstance(self.socket, ssl.SSLSocket):
            try:
                return socket.socket.recv(self._peeker(), 1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
            except BlockingIOError:
                return False
            except OSError:
                return True
        try:
            return self.socket.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
        except BlockingIOError:
            return False
        except OSError:
            return True

    def _peeker(self):
        if not hasattr(self, "peek"):
            self.peek = socket.socket(fileno=socket.dup(self.socket.fileno()))
        return self.peek

    def reset(self):
        self.raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.raw.close()
        raise Gone

    def close(self, goodbye):
        if goodbye and isinstance(self.socket, ssl.SSLSocket):
            try:
                self.socket.settimeout(0.2)
                self.socket.unwrap()
            except OSError:
                pass
        try:
            self.raw.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self.raw.close()
        raise Gone

    def run(self, script):
        for step in script:
            if isinstance(step, bytes):
                self.send(step)
            else:
                step(self)

    def read_until(self, end, most=1 << 20):
        while end not in self.buffer:
            try:
                piece = self.socket.recv(65536)
            except OSError as error:
                raise Gone from error
            if not piece or len(self.buffer) > most:
                raise Gone
            self.buffer += piece
        head, _, self.buffer = self.buffer.partition(end)
        return head

    def read_bytes(self, count):
        while len(self.buffer) < count:
            try:
                piece = self.socket.recv(65536)
            except OSError as error:
                raise Gone from error
            if not piece:
                raise Gone
            self.buffer += piece
        data, self.buffer = self.buffer[:count], self.buffer[count:]
        return data


def version_answer(_request):
    return [answer(200, {"version": "21.0.26100"})]


class Server:
    """`on` maps "GET /api/Gateway" to what answers it: a script, or a function of the request that gives one.
    `*` answers whatever nobody else does. Logon, logoff and version are answered well unless `on` says
    otherwise. `early` maps to scripts that run before the body of a request is read; one that answers for good
    ends with silence or close. `greeting` is run on every new connection before anything is read. `check_token` answers 401 to
    tokens that no logon gave or that were used `token_life` times."""

    def __init__(self, on=None, *, tls=None, greeting=None, host="127.0.0.1",
                 check_token=False, token_life=None, early=None):
        self.on = dict(on or {})
        self.tls = tls
        self.greeting = greeting
        self.early = dict(early or {})
        self.check_token = check_token
        self.token_life = token_life
        self.stopping = threading.Event()
        self.lock = threading.Lock()
        self.requests = []
        self.valid = set()
        self.logons = 0
        self.uses = collections.Counter()
        self.connections = 0
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.listener = socket.socket(family, socket.SOCK_STREAM)
        self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.listener.bind((host, 0))
        self.listener.listen(256)
        self.port = self.listener.getsockname()[1]
        self.host = f"[{host}]" if ":" in host else host
        self.threads = []
        self.acceptor = threading.Thread(target=self._accept, daemon=True)
        self.acceptor.start()

    @property
    def url(self):
        return f"{'https' if self.tls else 'http'}://{self.host}:{self.port}"

    def stop(self):
        self.stopping.set()
        try:
            self.listener.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self.listener.close()
        self.acceptor.join(5)

    def count(self, method_and_path):
        with self.lock:
            return sum(1 for one in self.requests if f"{one.method} {one.path}" == method_and_path)

    def counts(self):
        with self.lock:
            return collections.Counter(f"{one.method} {one.path}" for one in self.requests)

    def revoke_all(self):
        with self.lock:
            self.valid.clear()

    def _accept(self):
        while not self.stopping.is_set():
            try:
                raw, _ = self.listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._serve, args=(raw,), daemon=True).start()

    def _serve(self, raw):
        raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection = Connection(self, raw)
        try:
            if self.greeting is not None:
                connection.run(self.greeting)
            if self.tls:
                connection.start_tls(self.tls)
            while not self.stopping.is_set():
                self._serve_request(connection)
        except (Gone, OSError, ValueError):
            pass
        finally:
            try:
                connection.raw.close()
            except OSError:
                pass
            if hasattr(connection, "peek"):
                connection.peek.close()

    def _serve_request(self, connection):
        lines = connection.read_until(b"\r\n\r\n").decode("latin-1").split("\r\n")
        method, target, _ = lines[0].split(" ", 2)
        headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(":")
            headers[name.strip().lower()] = value.strip()
        path, _, query = target.partition("?")
        if f"{method} {path}" in self.early:
            with self.lock:
                self.requests.append(Request(method, path, query, headers, b"", 0))
            script = self.early[f"{method} {path}"]
            connection.run(script(headers) if callable(script) else script)
            with self.lock:
                self.requests.pop()
        body = connection.read_bytes(int(headers.get("content-length", "0")))
        if path.startswith("http://"):  # the absolute form that a forward proxy gets
            path = "/" + path.split("/", 3)[3]
        with self.lock:
            key = f"{method} {path}"
            number = 1 + sum(1 for one in self.requests if f"{one.method} {one.path}" == key)
            request = Request(method, path, query, headers, body, number)
            self.requests.append(request)
        connection.run(self._script_for(request))

    def _script_for(self, request):
        key = f"{request.method} {request.path}"
        script = self.on.get(key)
        if script is None and key == "POST /api/Session/logon":
            return self._log_on(request)
        if script is None and key == "POST /api/Session/logoff":
            return [answer(200, '"Logged off"')]
        public = key == "POST /api/Session/logon"
        if self.check_token and not public and not self._takes_token(request):
            return [answer(401, {"title": "Unauthorized", "status": 401})]
        if script is None and key == "GET /api/WebService/version":
            return version_answer(request)
        if script is None:
            script = self.on.get("*", [answer(404, {"title": "Not Found", "status": 404})])
        return script(request) if callable(script) else script

    def _log_on(self, request):
        try:
            given = json.loads(request.body)
        except ValueError:
            return [answer(400, {"code": 0, "msg": "no JSON"})]
        if given.get("password") != PASSWORD:
            return [answer(401, {"title": "Unauthorized", "status": 401, "detail": "wrong name or password"})]
        with self.lock:
            self.logons += 1
            token = f"{TOKEN}{self.logons}"
            self.valid.add(token)
        return [answer(200, {"authToken": token, "sessionId": str(self.logons), "applySettingsEnabled": False})]

    def _takes_token(self, request):
        token = request.headers.get("auth_token", "")
        with self.lock:
            if token not in self.valid:
                return False
            self.uses[token] += 1
            if self.token_life is not None and self.uses[token] > self.token_life:
                self.valid.discard(token)
                return False
            return True
