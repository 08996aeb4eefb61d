"""Configuration folders and files in every bad state."""

import json
import os
import stat
import threading

from case import GATEWAYS, READ, Case
from hostile_server import ADMINISTRATOR, PASSWORD, TOKEN, answer

WELL = {"GET /api/Gateway": [answer(200, GATEWAYS)]}
NOBODY = 65534


def planted(world, change=None, check_token=True):
    """A context with a token; then `change` spoils something."""
    server = world.serve(WELL, check_token=check_token)
    world.log_in(server)
    if change:
        change(world, server)
    return server


def spoiled(change, arguments=READ, password=False, before=None):
    def act(world):
        planted(world, change)
        return world.run(arguments, {"RASCTL_PASSWORD": PASSWORD} if password else {})

    return act


def replaced(file, content):
    """The file of the config folder gets this content."""

    def change(world, _server):
        path = os.path.join(world.config, file)
        with open(path, "wb") as out:
            out.write(content if isinstance(content, bytes) else content.encode())

    return change


def edited(file, **members):
    def change(world, _server):
        path = os.path.join(world.config, file)
        with open(path) as text:
            value = json.load(text)
        value.update(members)
        with open(path, "w") as text:
            json.dump(value, text)

    return change


def mode(file, bits):
    return lambda world, _server: os.chmod(os.path.join(world.config, file), bits)


def owner(file):
    return lambda world, _server: os.chown(os.path.join(world.config, file), NOBODY, NOBODY)


def linked(file):
    """The file is a link to one elsewhere."""

    def change(world, _server):
        path = os.path.join(world.config, file)
        os.rename(path, world.path("elsewhere"))
        os.symlink(world.path("elsewhere"), path)

    return change


def as_somebody(world, arguments, env):
    """Runs without root's power over file modes."""
    if os.geteuid() != 0:
        return world.run(arguments, env)
    for folder, _, files in os.walk(world.folder):
        os.chown(folder, NOBODY, NOBODY)
        for file in files:
            os.chown(os.path.join(folder, file), NOBODY, NOBODY)
    return world.run(arguments, env, user=NOBODY, group=NOBODY, extra_groups=[])


def read_only(arguments, expired):
    def act(world):
        server = planted(world)
        if expired:
            server.revoke_all()
        os.chmod(world.config, 0o500)
        return as_somebody(world, arguments(server), {"RASCTL_PASSWORD": PASSWORD})

    return act


def no_room(world):
    """The token file lies on a file system that is full."""
    server = planted(world)
    server.revoke_all()
    script = ('mkdir -p "$0" && mount -t tmpfs -o size=32k,mode=700 none "$0" && cp "$1"/*.json "$0" && shift '
              '&& head -c 40000 /dev/zero > "$0/filler" 2>/dev/null; "$@"; code=$?; '
              'echo "kept: $(cat "$0/tokens.json" | tail -1)$(ls -A "$0" | grep -c tmp)"; exit $code')
    small = world.path("small")
    return world.run(READ, {"RASCTL_PASSWORD": PASSWORD, "RASCTL_CONFIG_DIR": small},
                     wrap=("unshare", "--mount", "sh", "-c", script, small, world.config))


def two_writers(world):
    """Many processes change the configuration at the same time; none's change is lost."""
    planted(world)
    names = [f"key{number}" for number in range(12)]
    ends = []

    def write(name):
        ends.append(world.run(["config", "set", f"alias.{name}", "gateway list"]).code)

    threads = [threading.Thread(target=write, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ended = world.run(["config", "get", "aliases"])
    ended.lost = [name for name in names if name not in ended.out]
    ended.ends = ends
    return ended


def home(**env):
    def act(world):
        server = world.serve(WELL)
        ended = world.run(READ, world.account(server, RASCTL_CONFIG_DIR=None, RASCTL_CACHE_DIR=None, **env))
        ended.strays = [entry for entry in os.listdir(world.folder) if entry == "relative"]
        return ended

    return act


def all_private(world, ended):
    for folder, _, files in os.walk(world.config):
        for name in [folder, *(os.path.join(folder, file) for file in files)]:
            if stat.S_IMODE(os.lstat(name).st_mode) & 0o077:
                return f"{name} can be read by others"
    return None


def loose_umask(world):
    server = world.serve(WELL)
    return world.run(["login", server.url, "--username", ADMINISTRATOR, "--password-stdin"], stdin=PASSWORD + "\n",
                     umask=0)


def stray(world, _server):
    """What a killed run of a process that is long gone left behind."""
    with open(os.path.join(world.config, ".tokens.json.4194303.0.tmp"), "w") as file:
        file.write("{")
    with open(os.path.join(world.config, ".config.json.4194303.0.tmp"), "w") as file:
        file.write("{")


def no_stray(world, _ended):
    left = [name for name in os.listdir(world.config) if name.endswith(".tmp")]
    return f"stray files: {left}" if left else None


def lost_none(_world, ended):
    if any(ended.ends):
        return f"a writer failed: {ended.ends}"
    return f"lost: {ended.lost}" if ended.lost else None


def login_into_link(world):
    server = planted(world, linked("tokens.json"))
    return world.run(["login", server.url, "--username", ADMINISTRATOR, "--password-stdin"], stdin=PASSWORD + "\n")


def folder_is_file(world):
    world.write("config", "")
    server = world.serve(WELL)
    return world.run(["login", server.url, "--username", ADMINISTRATOR, "--password-stdin"], stdin=PASSWORD + "\n")


def pipe_as(file):
    def change(world, _server):
        path = os.path.join(world.config, file)
        os.remove(path)
        os.mkfifo(path, 0o600)

    return change


def case(name, act, **wanted):
    return Case("Files", name, act, **wanted)


TOKENS, CONFIG = "tokens.json", "config.json"

CASES = [
    case("all is well", spoiled(None), out="gw1"),
    case("config folder read-only, token good", read_only(lambda _: READ, False), out="gw1"),
    case("config folder read-only, token expired", read_only(lambda _: READ, True), out="gw1", err="warning"),
    case("config folder read-only, login", read_only(
        lambda server: ["login", server.url, "--username", ADMINISTRATOR], True), code=2, err="cannot write|permission"),
    case("full disk on renewing a token", no_room, out="gw1.*kept: }0", err="no space|full|warning", needs_root=True),
    case("token file of another user", spoiled(owner(TOKENS)), code=2, err="belongs to another user",
         needs_root=True),
    case("token file readable by others", spoiled(mode(TOKENS, 0o644)), code=2,
         err="other users can read.*hint: .*chmod 600"),
    case("config folder writable by others", spoiled(lambda world, _: os.chmod(world.config, 0o777)), code=2,
         err="others can write to its folder.*chmod 700"),
    case("token file is a symbolic link", spoiled(linked(TOKENS)), code=2, err="symbolic link"),
    case("login with a link in the token file's place", login_into_link, code=2, err="symbolic link"),
    case("config file is a symbolic link", spoiled(linked(CONFIG)), out="gw1"),
    case("config folder is a file", folder_is_file, code=2, err="config"),
    case("config file is a folder", spoiled(lambda world, _: (os.remove(os.path.join(world.config, CONFIG)),
                                                              os.mkdir(os.path.join(world.config, CONFIG)))),
         code=2, err="folder|directory"),
    case("token file is a pipe", spoiled(pipe_as(TOKENS)), code=2, err="no regular file"),
    case("config file is a pipe", spoiled(pipe_as(CONFIG)), code=2, err="no regular file"),
    case("umask 0", loose_umask, check=all_private),
    case("HOME unset", home(HOME=None), out="gw1"),
    case("HOME is no folder", home(HOME="/nonexistent/home"), out="gw1"),
    case("XDG_CONFIG_HOME relative", home(XDG_CONFIG_HOME="relative", XDG_CACHE_HOME="relative"), out="gw1",
         check=lambda _world, ended: "a relative folder was made" if ended.strays else None),
    case("config file damaged", spoiled(replaced(CONFIG, '{"version":1,"contexts":{')), code=2,
         err="cannot use .*config.json.*hint: mend it"),
    case("config file holds a list", spoiled(replaced(CONFIG, "[]")), code=2, err="no JSON object"),
    case("config file empty", spoiled(replaced(CONFIG, "")), code=3, err="no farm is named"),
    case("config file of binary data", spoiled(replaced(CONFIG, bytes(range(256)) * 40)), code=2, err="cannot use"),
    case("config file nested 100,000 deep", spoiled(replaced(CONFIG, '{"a":' + "[" * 100000)), code=2,
         err="cannot use.*deep"),
    case("config file of 40 MB", spoiled(replaced(CONFIG, " " * 40_000_000)), code=2, err="larger than"),
    case("config file in a newer format", spoiled(edited(CONFIG, version=99)), code=2, err="format 99.*upgrade"),
    case("token file damaged", spoiled(replaced(TOKENS, '{"version":1,"tok'), password=True), out="gw1",
         err="damaged"),
    case("token file empty", spoiled(replaced(TOKENS, ""), password=True), out="gw1"),
    case("token file in a newer format", spoiled(edited(TOKENS, version=99)), code=2, err="format 99.*upgrade"),
    case("token with a line end inside", spoiled(lambda world, server: replaced(TOKENS, json.dumps(
        {"version": 1, "tokens": [{"endpoint": server.url, "user": ADMINISTRATOR, "token": "a\r\nX: y"}]}))(world, server),
        password=True), code=0, out="gw1"),
    case("current context that is gone", spoiled(edited(CONFIG, currentContext="gone")), code=2, err="gone"),
    case("strays of a killed run", spoiled(stray), out="gw1", check=no_stray),
    case("twelve writers at once", two_writers, check=lost_none, within=8),
]
