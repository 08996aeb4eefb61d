"""Starts simulators and canned servers, runs rasctl, and collects what went wrong."""
import contextlib
import http.server
import json
import os
import pty
import select
import subprocess
import tempfile
import threading

BINARIES = {}
PASSWORD = "11112222"


class Failure(Exception):
    pass


def expect(condition, message):
    if not condition:
        raise Failure(message)


class Ran:
    def __init__(self, words, process):
        self.words = words
        self.code = process.returncode
        self.out = process.stdout
        self.err = process.stderr.decode("utf-8", "replace")

    @property
    def text(self):
        return self.out.decode("utf-8")

    def json(self):
        return json.loads(self.out)

    def expect_code(self, code):
        expect(self.code == code, f"{' '.join(self.words)}: exit {self.code}, expected {code}\n"
                                  f"    out: {self.out[:300]!r}\n    err: {self.err[:600]}")
        return self


class Person:
    """Somebody with a configuration of their own."""

    def __init__(self, folder):
        self.folder = folder
        self.environment = {
            "PATH": os.path.dirname(BINARIES["rasctl"]) + ":" + os.environ.get("PATH", "/usr/bin:/bin"),
            "HOME": folder,
            "XDG_CONFIG_HOME": os.path.join(folder, "config"),
            "XDG_CACHE_HOME": os.path.join(folder, "cache"),
            "LC_ALL": "C.UTF-8",
            "TERM": "dumb",
        }

    def run(self, *words, stdin=b"", extra=None, timeout=60):
        environment = dict(self.environment, **(extra or {}))
        process = subprocess.run([BINARIES["rasctl"], *words], input=stdin, capture_output=True, env=environment,
                                 cwd=self.folder, timeout=timeout)
        return Ran(["rasctl", *words], process)

    def on_terminal(self, *words, extra=None):
        """What the terminal gets of it."""
        master, slave = pty.openpty()
        environment = {**self.environment, "TERM": "xterm-256color", "COLUMNS": "200", "PAGER": "cat", **(extra or {})}
        process = subprocess.Popen([BINARIES["rasctl"], *words], stdin=slave, stdout=slave, stderr=slave, env=environment,
                                   cwd=self.folder)
        os.close(slave)
        shown = b""
        while select.select([master], [], [], 60)[0]:
            try:
                shown += os.read(master, 65536)
            except OSError:  # the last one has closed it
                break
        os.close(master)
        process.wait(20)
        return shown.decode("utf-8", "replace").replace("\r\n", "\n")

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def set_alias(self, name, text):
        """By hand, for what `config set` refuses."""
        path = os.path.join(self.environment["XDG_CONFIG_HOME"], "rasctl", "config.json")
        root = {"version": 1}
        if os.path.exists(path):
            with open(path, encoding="utf-8") as file:
                root = json.load(file)
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        root.setdefault("aliases", {})[name] = text
        with open(path, "w", encoding="utf-8") as file:
            json.dump(root, file)
        os.chmod(path, 0o600)

    def shell(self, script, extra=None, timeout=60):
        """What bash makes of it, in this person's folder and with `rasctl` on PATH."""
        return subprocess.run(["bash", "-uo", "pipefail", "-c", script], cwd=self.folder, capture_output=True, text=True,
                              env=dict(self.environment, **(extra or {})), stdin=subprocess.DEVNULL, timeout=timeout,
                              check=False)

    def login(self, farm):
        words = ["login", farm.url, "--username", "administrator", "--password-stdin"]
        if farm.fingerprint:
            words += ["--fingerprint", farm.fingerprint]
        return self.run(*words, stdin=PASSWORD.encode() + b"\n").expect_code(0)


@contextlib.contextmanager
def person():
    with tempfile.TemporaryDirectory(prefix="rasctl-test-") as folder:
        yield Person(folder)


class Simulator:
    def __init__(self, url, fingerprint, record):
        self.url, self.fingerprint, self.record = url, fingerprint, record

    def recorded(self):
        with open(self.record, "rb") as lines:
            # One read: the last line may still be on its way, and its end would be read as a line of its own.
            text = lines.read()
        return [json.loads(line) for line in text.split(b"\n")[:-1]]


@contextlib.contextmanager
def simulator(*options):
    with tempfile.TemporaryDirectory(prefix="rasctl-farm-") as folder:
        record = os.path.join(folder, "record.jsonl")
        process = subprocess.Popen([BINARIES["simulator"], "--listen", "127.0.0.1:0", "--record", record,
                                    "--record-secrets", *options], stdout=subprocess.PIPE)
        try:
            ready, _, _ = select.select([process.stdout], [], [], 60)
            expect(ready, "the simulator did not start in a minute")
            facts = json.loads(process.stdout.readline())
            yield Simulator(facts["url"], facts["fingerprint"], record)
        finally:
            process.terminate()
            process.wait(30)


@contextlib.contextmanager
def canned_server(answers, version="21.2"):
    """Plain HTTP on loopback. `answers` maps a path to the bytes of a JSON answer, or to (status, bytes)."""

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # header and body go out at once

        def answer(self):
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(length)
            path = self.path.split("?")[0]
            requests.append((self.command, self.path, body))
            if path.lower().endswith("/session/logon"):
                given = b'{"authToken":"canned-token-0123456789"}'
            elif path.lower().endswith("/session/logoff"):
                given = b'"done"'
            elif path == "/api/WebService/version":
                given = json.dumps({"version": version}).encode()
            else:
                given = answers.get(path, (404, b'{"title":"not here"}'))
            status, content = given if isinstance(given, tuple) else (200, given)
            self.send_response(status)
            self.send_header("Content-Type", "application/json; api-version=1.0")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PUT = do_DELETE = answer

        def log_message(self, *_):
            pass

    requests = []
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    # A client that went away in the middle of an answer is no news.
    server.handle_error = lambda *_: None
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        farm = Simulator(f"http://127.0.0.1:{server.server_address[1]}", None, None)
        farm.requests = requests
        yield farm
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
