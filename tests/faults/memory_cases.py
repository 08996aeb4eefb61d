"""What others on the machine, and a core dump, would find of a running rasctl."""

import contextlib
import os
import resource
import signal
import subprocess

from case import GATEWAYS, READ, Case, Ended
from credential_cases import set_in_context
from hostile_server import ADMINISTRATOR, PASSWORD, answer, silence
from interruption import until
from no_leak import find
from secret_store_cases import script

VERSION = "GET /api/WebService/version"
READ_PATH = "GET /api/Gateway"


# Larger is only the shadow that a sanitizer keeps, which holds nothing of the program's.
MOST_OF_A_PLACE = 1 << 30


def memory_of(process):
    """All that the process may read and write, as one string of bytes. Needs the rights of root."""
    pieces = []
    with open(f"/proc/{process}/maps") as maps, open(f"/proc/{process}/mem", "rb", 0) as memory:
        for line in maps:
            place, rights = line.split()[:2]
            if not rights.startswith("rw"):
                continue
            begin, end = (int(part, 16) for part in place.split("-"))
            if end - begin > MOST_OF_A_PLACE:
                continue
            with contextlib.suppress(OSError, ValueError):
                memory.seek(begin)
                pieces.append(memory.read(end - begin))
    return b"".join(pieces)


@contextlib.contextmanager
def waiting(world, arguments, server, path, env=(), stdin=None, **popen):
    """rasctl while the server is silent on this request."""
    server.on[path] = [silence]
    process = subprocess.Popen([world.rasctl, *arguments], env=world.environment(env), cwd=world.folder,
                               stdin=subprocess.PIPE if stdin else subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, **popen)
    try:
        if stdin:
            process.stdin.write(stdin.encode())
            process.stdin.close()
            process.stdin = None
        until(lambda: server.count(path) > 0 or process.poll() is not None, path)
        yield process
    finally:
        process.kill()
        process.communicate()


def remembered(world, process):
    """0 when the password is nowhere in memory."""
    memory = memory_of(process.pid)
    found = PASSWORD.encode() in memory
    return Ended(0, "", f"{len(memory)} bytes, the password is among them" if found else "", 0.0)


def forgotten_after(prepare):
    def act(world):
        server = world.serve({READ_PATH: [answer(200, GATEWAYS)]})
        arguments, env, stdin, path = prepare(world, server)
        with waiting(world, arguments, server, path, env, stdin) as process:
            return remembered(world, process)

    return act


def by_stdin(_world, server):
    return (["login", server.url, "--username", ADMINISTRATOR, "--password-stdin"], {}, PASSWORD + "\n", VERSION)


def in_context(**members):
    def prepare(world, server):
        server.check_token = True
        world.log_in(server)
        os.remove(os.path.join(world.config, "tokens.json"))
        made = {key: script(world, text) for key, text in members.items()}
        set_in_context(world, **made)
        return READ, {}, None, READ_PATH

    return prepare


def aborted(world):
    """A crash with core dumps allowed leaves none."""
    server = world.serve()
    with waiting(world, READ, server, READ_PATH, world.account(server),
                 preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY,) * 2)) as process:
        process.send_signal(signal.SIGABRT)
        process.wait(20)
        dumps = [name for name in os.listdir(world.folder) if "core" in name]
        return Ended(0 if process.returncode == -signal.SIGABRT else 1, "", f"dumped {dumps}" if dumps else "", 0.0)


def closed_to_others(world):
    """Another process of the same user may not look into it."""
    server = world.serve()
    for folder, _, files in os.walk(world.folder):
        for name in [folder, *(os.path.join(folder, file) for file in files)]:
            os.chown(name, 65534, 65534)
    with waiting(world, READ, server, READ_PATH, world.account(server), user=65534, group=65534,
                 extra_groups=[]) as process:
        tried = subprocess.run(["head", "-c", "1", f"/proc/{process.pid}/environ"], user=65534, group=65534,
                               extra_groups=[], capture_output=True)
        return Ended(0, "", "its environment can be read" if tried.stdout else "", 0.0)


def helper_sees(world):
    """A helper's command line, which everybody on the machine can read, and its environment."""
    server = world.serve({READ_PATH: [answer(200, GATEWAYS)]}, check_token=True)
    seen = world.path("seen")
    helper = script(world, f"tr '\\0' ' ' < /proc/$$/cmdline >> {seen}; tr '\\0' ' ' < /proc/$PPID/cmdline >> {seen}\n"
                    f"env >> {seen}; cat > /dev/null; [ \"$1\" = get ] && echo 'password={PASSWORD}'; exit 0")
    ended = world.run(["login", server.url, "--username", ADMINISTRATOR, "--password-stdin", "--credential-helper",
                       helper, "--store", "helper"], {"RASCTL_PASSWORD": PASSWORD}, stdin=PASSWORD + "\n")
    with open(seen) as file:
        ended.words = file.read()
    return ended


def words_hold_nothing(_world, ended):
    found = find(ended.words)
    return f"the helper's command line or environment holds {found}" if found else None


def quiet(_world, ended):
    return ended.err or None


def case(name, act, **wanted):
    wanted.setdefault("within", 5.0)
    wanted.setdefault("check", quiet)
    wanted.setdefault("needs_root", True)
    return Case("No leak", name, act, **wanted)


CASES = [
    case("memory after a login by --password-stdin", forgotten_after(by_stdin)),
    case("memory after a logon by passwordCommand", forgotten_after(in_context(passwordCommand=f"echo '{PASSWORD}'"))),
    case("memory after a logon by a credential helper", forgotten_after(in_context(
        credentialHelper=f"cat > /dev/null; [ \"$1\" = get ] && echo 'password={PASSWORD}'; exit 0"))),
    case("core dump", aborted, needs_root=False),
    case("memory and environment of another process of the same user", closed_to_others),
    case("command line and environment of a credential helper", helper_sees, check=words_hold_nothing, needs_root=False),
]
