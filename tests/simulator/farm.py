"""A simulator process, and a plain client for it."""
import base64
import contextlib
import http.client
import json
import os
import select
import subprocess
import urllib.parse

SIMULATOR = {}
PASSWORD = "11112222"
MEDIA_TYPE = "application/json; api-version=1.0"


class Failure(Exception):
    pass


def expect(condition, message):
    if not condition:
        raise Failure(message)


class Answer:
    def __init__(self, status, headers, raw):
        self.status, self.headers, self.raw = status, headers, raw

    @property
    def json(self):
        return json.loads(self.raw)

    def __str__(self):
        return f"{self.status} {self.raw[:300]!r}"


class Farm:
    """A client with one kept connection and one token."""

    def __init__(self, port):
        self.port, self.token = port, None
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def request(self, method, path, body=None, headers=None, raw=None, token=True):
        """One request; `body` is sent as JSON, `raw` as it is."""
        sent = {"Content-Type": MEDIA_TYPE}
        if token and self.token:
            sent["auth_token"] = self.token
        sent.update(headers or {})
        sent = {name: value for name, value in sent.items() if value is not None}
        data = raw if raw is not None else None if body is None else json.dumps(body).encode()
        for attempt in (1, 2):
            try:
                self.connection.request(method, path, data, sent)
                response = self.connection.getresponse()
                return Answer(response.status, response.headers, response.read())
            except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
                self.connection.close()
                if attempt == 2:
                    raise
        raise AssertionError

    def log_on(self, name="administrator", password=PASSWORD):
        answer = self.request("POST", "/api/Session/logon", {"username": name, "password": password}, token=False)
        expect(answer.status == 200, f"logon: {answer}")
        self.token = answer.json["authToken"]
        return self

    def get(self, path):
        answer = self.request("GET", path)
        expect(answer.status == 200, f"GET {path}: {answer}")
        return answer.json

    def change(self, method, path, body=None, status=(200, 201, 204)):
        answer = self.request(method, path, body)
        status = (status,) if isinstance(status, int) else status
        expect(answer.status in status, f"{method} {path} {body}: {answer}")
        return answer.json if answer.raw else None


class Process:
    """A running simulator."""

    def __init__(self, *options, http_only=True, **popen):
        words = [SIMULATOR["path"], "--listen", "127.0.0.1:0", *(["--http"] if http_only else []), *options]
        self.process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **popen)
        ready, _, _ = select.select([self.process.stdout], [], [], 120)
        line = self.process.stdout.readline() if ready else b""
        if not line:
            self.process.kill()
            raise Failure(f"{' '.join(words)}: did not start: {self.process.stderr.read()[:500]!r}")
        self.facts = json.loads(line)
        self.port = urllib.parse.urlsplit(self.facts["url"]).port

    def farm(self):
        return Farm(self.port)

    def stop(self, hard=False):
        if self.process.poll() is None:
            (self.process.kill if hard else self.process.terminate)()
        self.process.wait(60)
        errors = self.process.stderr.read()
        self.process.stdout.close()
        self.process.stderr.close()
        return self.process.returncode, errors


@contextlib.contextmanager
def simulator(*options, **settings):
    process = Process(*options, **settings)
    try:
        yield process
        expect(process.process.poll() is None, "the simulator died")
    finally:
        code, errors = process.stop()
    expect(code == 0 and not errors, f"the simulator ended with {code}: {errors[-3000:].decode(errors='replace')}")


def multipart(fields):
    """Body and Content-Type of a form; bytes are sent as files."""
    boundary = base64.b16encode(os.urandom(12)).decode()
    out = b""
    for name, value in fields.items():
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"'
        if isinstance(value, bytes):
            out += f'{head}; filename="file.bin"\r\nContent-Type: application/octet-stream\r\n\r\n'.encode() + value
        else:
            text = "true" if value is True else "false" if value is False else str(value)
            out += f"{head}\r\n\r\n{text}".encode()
        out += b"\r\n"
    return out + f"--{boundary}--\r\n".encode(), f'multipart/form-data; boundary="{boundary}"'
