"""Writes that are cut short: full disks, limits, links and folders in the way, for every file rasctl writes."""

import json
import os
import resource

from case import GATEWAYS, READ, Case
from file_cases import WELL, no_stray, planted
from hostile_server import ADMINISTRATOR, PASSWORD, TOKEN, answer

LOGIN_FLAGS = ("--username", ADMINISTRATOR, "--password-stdin")


def small_disk(arguments, password=True):
    """The config folder lies on a file system that is full; what it held before must still be whole."""

    def act(world):
        server = planted(world)
        server.revoke_all()
        script = ('mkdir -p "$0" && mount -t tmpfs -o size=32k,mode=700 none "$0" && cp "$1"/*.json "$0" && shift '
                  '&& head -c 40000 /dev/zero > "$0/filler" 2>/dev/null; before=$(cat "$0"/*.json | sha256sum); "$@"; '
                  'code=$?; [ "$before" = "$(cat "$0"/*.json | sha256sum)" ] || echo CHANGED; '
                  'ls -A "$0" | grep tmp; exit $code')
        small = world.path("small")
        stdin = PASSWORD + "\n" if "--password-stdin" in arguments(server) else None
        return world.run(arguments(server), {"RASCTL_CONFIG_DIR": small, **({"RASCTL_PASSWORD": PASSWORD} if password else {})},
                         stdin=stdin, wrap=("unshare", "--mount", "sh", "-c", script, small, world.config))

    return act


def whole(_world, ended):
    return "a file was changed" if "CHANGED" in ended.out else "a temporary file stays" if "tmp" in ended.out else None


def cut_at_every_byte(world):
    """The kernel ends the run at the first byte of a file beyond a limit, as SIGKILL in the middle of a write
    would: each time the files are the old ones or the new ones."""
    server = planted(world)
    whole = max(os.path.getsize(os.path.join(world.config, name)) for name in ("config.json", "tokens.json"))
    killed = 0
    for limit in range(0, whole + 60, 9):
        ended = world.run(["login", server.url, *LOGIN_FLAGS, "--name", "farm"], stdin=PASSWORD + "\n",
                          preexec_fn=lambda limit=limit: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
        killed += ended.code != 0
        with open(os.path.join(world.config, "config.json")) as config, \
                open(os.path.join(world.config, "tokens.json")) as tokens:
            assert json.load(config)["contexts"]["farm"]["username"] == ADMINISTRATOR
            assert json.load(tokens)["tokens"][0]["token"].startswith(TOKEN)
    assert killed > 5, f"only {killed} runs were cut short"
    return world.run(READ)


def in_the_way(place, make, arguments=READ):
    """Something else stands where a file of the config or cache folder belongs."""

    def act(world):
        server = planted(world)
        path = os.path.join(world.folder, place)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        make(path)
        server.revoke_all()
        return world.run(arguments, {"RASCTL_PASSWORD": PASSWORD})

    return act


def link_to(target):
    def make(path):
        if os.path.lexists(path):
            os.remove(path)
        os.symlink(target, path)

    return make


def untouched(world, ended):
    return None if not os.path.exists(world.path("victim")) else "something was written through the link"


def traced(place, prepare=None):
    def act(world):
        server = world.serve(WELL)
        path = place(world)
        if prepare:
            prepare(path)
        return world.run([*READ, "--trace-file", path], world.account(server))

    return act


def private_trace(world, _ended):
    mode = os.stat(world.path("trace.jsonl")).st_mode & 0o777
    return None if mode == 0o600 else f"the trace has mode {mode:o}"


def cache_spoiled(spoil):
    """Everything in the cache is spoiled: a cache is never a reason to fail."""

    def act(world):
        planted(world).on["GET /api/Gateway/7"] = [answer(200, GATEWAYS[0])]
        world.run(["gateway", "get", "gw1"])
        found = [os.path.join(folder, name) for folder, _, files in os.walk(world.cache) for name in files]
        for file in found:
            spoil(file)
        return world.run(["gateway", "get", "gw1", "-o", "yaml"])

    return act


def filled(content):
    def spoil(file):
        with open(file, "wb") as out:
            out.write(content)

    return spoil


def case(name, act, **wanted):
    return Case("Files", name, act, **wanted)


CASES = [
    case("full disk on login", small_disk(lambda server: ["login", server.url, *LOGIN_FLAGS, "--name", "farm"]), code=1,
         err="no space left.*hint: ", check=whole, needs_root=True),
    case("full disk on config set", small_disk(lambda _: ["config", "set", "site", "2"]), code=1,
         err="no space left", check=whole, needs_root=True),
    case("full disk on logout", small_disk(lambda _: ["logout"]), code=1, err="no space left", check=whole, needs_root=True),
    case("killed at every byte of a write", cut_at_every_byte, out="gw1", check=no_stray, within=40),
    case("lock file is a symbolic link", in_the_way("config/.tokens.json.lock", link_to("../victim")), out="gw1",
         err="warning", check=untouched),
    case("lock file is a folder", in_the_way("config/.tokens.json.lock", lambda path: (
        os.path.exists(path) and os.remove(path), os.mkdir(path))), out="gw1", err="warning"),
    case("cache folder is a file", in_the_way("cache", lambda path: (os.system(f"rm -rf '{path}'"), open(path, "w").close())),
         out="gw1"),
    case("cache folder is a dead link", in_the_way("cache", lambda path: (os.system(f"rm -rf '{path}'"),
                                                                          os.symlink("/nonexistent/x", path))), out="gw1"),
    case("cache files empty", cache_spoiled(filled(b"")), out="gw1"),
    case("cache files of binary data", cache_spoiled(filled(bytes(range(256)) * 9)), out="gw1"),
    case("trace file is new", traced(lambda world: world.path("trace.jsonl")), out="gw1", check=private_trace),
    case("trace file is a symbolic link", traced(lambda world: world.path("trace.jsonl"),
                                                 lambda path: os.symlink("victim", path)), code=2, err="symbolic link",
         check=untouched),
    case("trace file in no folder", traced(lambda world: world.path("none/trace.jsonl")), code=2, err="trace"),
    case("trace file is a folder", traced(lambda world: world.folder), code=2, err="directory|folder|regular"),
    case("trace file is a full disk", traced(lambda _: "/dev/full"), out="gw1", err="warning: .*trace.*no space"),
    case("HOME relative", lambda world: world.run(READ, world.account(
        world.serve(WELL), HOME="relative", RASCTL_CONFIG_DIR=None, RASCTL_CACHE_DIR=None)), out="gw1",
        check=lambda world, _: "a relative folder was made" if os.path.exists(world.path("relative")) else None),
]
