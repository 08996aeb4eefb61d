"""One case: what is wrong, what rasctl is asked, and what it must answer."""

import dataclasses
import os
import re
import shutil
import subprocess
import tempfile
import time

import hostile_server
from hostile_server import ADMINISTRATOR, PASSWORD, TOKEN, Server

# What no user should ever read: other people's exceptions, stack traces and error queues.
RAW = re.compile(
    r"what\(\)|terminate called|std::|boost::|Traceback|SIGSEGV|Segmentation|error:[0-9A-F]{8}|SSL routines"
    r"|Sanitizer|Aborted|core dumped|basic_string|asio\.|beast\.|errno|[.]cpp"
)
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u0080-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
READ = ("gateway", "list", "-o", "yaml")
WRITE = ("settings", "apply")
GATEWAYS = [{"id": 7, "server": "gw1", "siteId": 1, "enabled": True}]


@dataclasses.dataclass
class Ended:
    """A run of rasctl that is over."""

    code: int
    out: str
    err: str
    seconds: float


class World:
    """What a case has: a folder of its own, rasctl, and servers that end with it."""

    def __init__(self, setup):
        self.setup = setup
        self.folder = tempfile.mkdtemp(prefix="faults-")
        os.chmod(self.folder, 0o700)
        self.servers = []
        self.config = os.path.join(self.folder, "config")
        self.cache = os.path.join(self.folder, "cache")
        self.last = None
        self.notes = []

    @property
    def rasctl(self):
        return self.setup.rasctl

    @property
    def certificates(self):
        return self.setup.certificates

    def close(self):
        for server in self.servers:
            server.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def serve(self, *arguments, **named):
        server = Server(*arguments, **named)
        self.servers.append(server)
        return server

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, content, mode=0o600):
        path = self.path(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as file:
            file.write(content)
        os.chmod(path, mode)
        return path

    def environment(self, extra=()):
        plain = {
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "HOME": self.folder,
            "LC_ALL": "C.UTF-8",
            "TERM": "dumb",
            "RASCTL_CONFIG_DIR": self.config,
            "RASCTL_CACHE_DIR": self.cache,
            "RASCTL_REQUEST_TIMEOUT": "5s",
        }
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "TSAN_OPTIONS", "LD_LIBRARY_PATH"):
            if name in os.environ:
                plain[name] = os.environ[name]
        for name, value in dict(extra).items():
            if value is None:
                plain.pop(name, None)
            else:
                plain[name] = value
        return plain

    def account(self, server, **extra):
        """Logs on for the one run, from the environment."""
        return {
            "RASCTL_ENDPOINT": server.url if isinstance(server, Server) else server,
            "RASCTL_USERNAME": ADMINISTRATOR,
            "RASCTL_PASSWORD": PASSWORD,
            **extra,
        }

    def run(self, arguments, env=(), *, stdin=None, patience=60, wrap=(), **popen):
        """Runs rasctl to its end; killed, and code None, when it takes longer than `patience`."""
        command = [*wrap, self.rasctl, *arguments]
        start = time.monotonic()
        options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **popen}
        if stdin is None:
            options.setdefault("stdin", subprocess.DEVNULL)
        else:
            options["stdin"] = subprocess.PIPE
        process = subprocess.Popen(command, env=self.environment(env), cwd=self.folder, start_new_session=True,
                                   **options)
        try:
            out, err = process.communicate(stdin.encode() if stdin is not None else None, timeout=patience)
            code = process.returncode
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
            code = None
        self.last = Ended(code, (out or b"").decode(errors="replace"), (err or b"").decode(errors="replace"),
                          time.monotonic() - start)
        return self.last

    def log_in(self, server, *extra, env=(), name="farm"):
        """Makes a context with a token through a real login."""
        ended = self.run(["login", server.url, "--username", ADMINISTRATOR, "--password-stdin", "--name", name,
                          "-q", *extra], env, stdin=PASSWORD + "\n")
        assert ended.code == 0, f"login failed: {ended.code} {ended.err}"
        return ended


@dataclasses.dataclass
class Case:
    """`act` gets a World, sets the fault up, and gives the run of rasctl that is judged."""

    group: str
    name: str
    act: object
    code: int = 0
    err: str = ""          # found in stderr
    out: str = ""          # found in stdout
    within: float = 3.0    # the deadline in seconds; one more is allowed
    never: str = ""        # found in neither
    requests: dict = dataclasses.field(default_factory=dict)  # "GET /api/Gateway": how many, on all servers
    check: object = None   # gets the World and the run, gives what is wrong, or nothing
    may_hold: tuple = ()   # planted secrets that the output may hold
    needs_root: bool = False

    @property
    def title(self):
        return f"{self.group}: {self.name}"

    def judge(self, world, ended):
        """What is wrong, one line each."""
        wrong = []
        if ended.code is None:
            return [f"did not end in {ended.seconds:.1f} s"]
        if ended.code != self.code:
            wrong.append(f"exit code {ended.code} instead of {self.code}")
        if ended.seconds > self.within + world.setup.grace:
            wrong.append(f"took {ended.seconds:.1f} s, {self.within:.1f} s are allowed")
        both = ended.out + ended.err
        if self.err and not re.search(self.err, ended.err, re.S):
            wrong.append(f"stderr lacks /{self.err}/")
        if self.out and not re.search(self.out, ended.out, re.S):
            wrong.append(f"stdout lacks /{self.out}/")
        if self.never and re.search(self.never, both, re.S):
            wrong.append(f"output holds /{self.never}/")
        if RAW.search(both):
            wrong.append(f"output holds raw text: {RAW.search(both).group(0)}")
        if CONTROL.search(ended.err):
            wrong.append(f"stderr holds a control character {CONTROL.search(ended.err).group(0)!r}")
        if ended.code != 0 and ended.code != 130 and not both.strip():
            wrong.append("failed without a word")
        for secret in (PASSWORD, TOKEN):
            if secret not in self.may_hold and secret in both:
                wrong.append(f"output holds the secret {secret}")
        for request, wanted in self.requests.items():
            seen = sum(server.count(request) for server in world.servers)
            if seen != wanted:
                wrong.append(f"{seen} times {request} instead of {wanted}")
        if self.check:
            wrong += [what for what in [self.check(world, ended)] if what]
        if wrong:
            wrong.append(f"stderr: {ended.err.strip()!r}")
        return wrong


def ask(on=None, arguments=READ, flags=("--request-timeout", "1s", "--max-retries", "0"), env=(), **named):
    """The usual act: one server with these answers, one run that logs on from the environment."""

    def act(world):
        server = world.serve({"GET /api/Gateway": [hostile_server.answer(200, GATEWAYS)], **(on or {})}, **named)
        return world.run([*arguments, *flags], world.account(server, **dict(env)))

    return act
