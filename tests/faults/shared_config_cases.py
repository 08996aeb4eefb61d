"""Config folders that others share, own or could change: namespaces, mounts, missing locks, root, damage."""

import fcntl
import json
import os
import shutil
import subprocess
import threading

from case import READ, Case
from file_cases import NOBODY, WELL, edited, owner, planted, replaced, spoiled
from hostile_server import ADMINISTRATOR, PASSWORD, answer

CONFIG = "config.json"
LOGIN_FLAGS = ("--username", ADMINISTRATOR, "--password-stdin")
LOGON = "POST /api/Session/logon"


def config_of(world, name=CONFIG):
    return os.path.join(world.config, name)


def two_namespaces(arguments, rounds):
    """Two containers that share the folder: neither sees the other's processes. `arguments` get a number."""

    def act(world):
        server = planted(world)
        failures = []

        def container(first):
            # One shell a namespace, or starting them would be what is measured.
            script = "\n".join(
                f"'{world.rasctl}' {' '.join(repr(word) for word in arguments(server, number))} || echo FAILED"
                for number in range(first, rounds, 2))
            done = subprocess.run(["unshare", "--pid", "--fork", "--mount-proc", "sh", "-c", script],
                                  env=world.environment({"RASCTL_PASSWORD": PASSWORD}), cwd=world.folder,
                                  capture_output=True, text=True, check=False)
            if "FAILED" in done.stdout or done.returncode:
                failures.append(done.stderr)

        threads = [threading.Thread(target=container, args=(first,)) for first in (0, 1)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        ended = world.run(READ)
        ended.failures = failures
        return ended

    return act


def set_alias(_server, number):
    return ["config", "set", f"alias.a{number}", "gateway list", "-q"]


def log_in(server, number):
    return ["login", server.url, "--username", ADMINISTRATOR, "--name", f"farm{number}", "-q"]


def none_failed(section, rounds):
    def check(world, ended):
        if ended.failures:
            return f"failures: {ended.failures[0][-300:]}"
        with open(config_of(world)) as file:
            found = len(json.load(file)[section])
        left = [name for name in os.listdir(world.config) if name.endswith(".tmp")]
        return f"{found} of {rounds} were kept" if found != rounds else f"left over: {left}" if left else None

    return check


WITHOUT_LOCKS = """
#include <errno.h>
int flock(int descriptor, int operation) { (void)descriptor; (void)operation; errno = NUMBER; return -1; }
"""


def without_locks(number, arguments):
    """A file system that has no locks, played by a library that comes before the C library's."""

    def act(world):
        server = planted(world)
        compiler = shutil.which("cc") or shutil.which("gcc")
        assert compiler, "this case needs a C compiler"
        source = world.write("locks.c", WITHOUT_LOCKS.replace("NUMBER", number))
        library = world.path("locks.so")
        subprocess.run([compiler, "-shared", "-fPIC", "-o", library, source], check=True)
        server.revoke_all()
        return world.run(arguments(server), {"LD_PRELOAD": library, "RASCTL_PASSWORD": PASSWORD,
                                             "ASAN_OPTIONS": "verify_asan_link_order=0"})

    return act


def warned_once(_world, ended):
    count = ended.err.count("has no locks")
    return None if count == 1 else f"{count} warnings"


def mounted(names, arguments):
    """Single files that are mounted into the folder, as containers do it: they cannot be renamed over."""

    def act(world):
        server = planted(world)
        outside = world.path("outside")
        os.mkdir(outside)
        script = ""
        for name in names:
            shutil.copy(config_of(world, name), os.path.join(outside, name))
            script += f"mount --bind '{outside}/{name}' '{config_of(world, name)}' && "
        ended = world.run(arguments(server), {"RASCTL_PASSWORD": PASSWORD},
                          wrap=("unshare", "--mount", "sh", "-c", script + 'exec "$0" "$@"'))
        ended.outside = {}
        for name in names:
            with open(os.path.join(outside, name)) as file:
                ended.outside[name] = json.load(file)
        left = [name for name in os.listdir(world.config) if name.endswith(".tmp")]
        assert not left, left
        return ended

    return act


def site_written(_world, ended):
    return None if ended.outside[CONFIG]["contexts"]["farm"]["site"] == "2" else "it was not written"


def no_home(arguments=READ, **extra):
    """A user without HOME and without an entry in the account database; the environment says all."""

    def act(world):
        server = world.serve(WELL)
        os.chmod(world.folder, 0o777)
        env = world.account(server, HOME=None, **{"RASCTL_CONFIG_DIR": None, "RASCTL_CACHE_DIR": None, **extra})
        return world.run(arguments, env, user=54321, group=54321, extra_groups=[])

    return act


def nothing_made(world, _ended):
    made = os.listdir(world.folder)
    return f"made {made}" if made else None


def writable(*changes, bits=0o666, arguments=READ, keep_token=True):
    def act(world):
        server = planted(world)
        for change in changes:
            change(world, server)
        if not keep_token:
            server.revoke_all()
        os.chmod(config_of(world), bits)
        return world.run(arguments)

    return act


def context(**members):
    def change(world, _server):
        with open(config_of(world)) as file:
            config = json.load(file)
        config["contexts"]["farm"].update({name: value(world) if callable(value) else value
                                           for name, value in members.items()})
        with open(config_of(world), "w") as file:
            json.dump(config, file)

    return change


def touch(world):
    return f"touch '{world.path('ran')}'; echo {PASSWORD}"


def helper(world):
    return "!" + touch(world)


def not_run(world, _ended):
    return "its command was run" if os.path.exists(world.path("ran")) else None


def anothers_with_command(world, server):
    context(passwordCommand=touch)(world, server)
    owner(CONFIG)(world, server)


def owned_by_nobody(arguments, file=None):
    """Root writes in the folder of another user."""

    def act(world):
        os.mkdir(world.config, 0o700)
        if file:
            world.write(f"config/{file}", "{}")
            os.chown(config_of(world, file), NOBODY, NOBODY)
        os.chown(world.config, NOBODY, NOBODY)
        os.chown(world.folder, NOBODY, NOBODY)
        server = world.serve(WELL)
        return world.run(arguments(server), stdin=PASSWORD + "\n")

    return act


def all_nobodys(world, _ended):
    for top in (world.config, world.cache):
        for folder, _, files in os.walk(top):
            for name in [folder, *(os.path.join(folder, file) for file in files)]:
                if os.lstat(name).st_uid != NOBODY:
                    return f"{name} belongs to {os.lstat(name).st_uid}"
    return None


def again_as_root(world):
    ended = owned_by_nobody(lambda server: ["login", server.url, *LOGIN_FLAGS, "-q"])(world)
    assert ended.code == 0, ended.err
    return world.run(READ)


def damaged(arguments, text='{\n  "version": 1,\n  "contexts" {}\n}'):
    return spoiled(replaced(CONFIG, text), arguments)


def marked(world, server):
    with open(config_of(world)) as file:
        replaced(CONFIG, "\ufeff" + file.read())(world, server)


def held_elsewhere(world):
    """The lock that is waited for is held by somebody whom this process's list does not show; a lock of a file
    with the same inode number on another device is shown, and must not be blamed."""
    server = planted(world)
    server.revoke_all()
    locks = world.path("locks")
    lock = config_of(world, ".config.json.lock")
    with open(lock, "a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with open(locks, "w") as shown:
            shown.write(f"1: FLOCK  ADVISORY  WRITE 4242 fe:77:{os.stat(lock).st_ino} 0 EOF\n")
        return world.run(["config", "set", "site", "2"], wrap=(
            "unshare", "--mount", "sh", "-c", f"mount --bind '{locks}' /proc/locks && exec \"$0\" \"$@\""))


def image(act_on):
    """A context with a catalogue of its own."""

    def act(world):
        planted(world)
        world.write("farm.yaml", 'openapi: 3.0.0\ninfo: {title: x, version: "1"}\npaths:\n  /api/Novelty:\n    get:\n'
                                 "      responses: {'200': {description: x}}\n")
        done = world.run(["catalog", "import", "farm.yaml", "-q"])
        assert done.code == 0, done.err
        return act_on(world)

    return act


def place_of(world, name="farm"):
    return os.path.join(world.cache, "catalogs", f"context-{name}.image")


def after(*arguments):
    def act_on(world):
        done = world.run(arguments)
        assert done.code == 0, done.err
        return world.run(["version", "-o", "json"])

    return act_on


def no_image_left(world, _ended):
    left = os.listdir(os.path.join(world.cache, "catalogs"))
    return f"left over: {left}" if left else None


def image_is(make, arguments=("version",)):
    def act_on(world):
        os.remove(place_of(world))
        make(place_of(world))
        return world.run(arguments)

    return image(act_on)


def linked_image(path):
    open_image(path + ".elsewhere", 0o600)
    os.symlink(path + ".elsewhere", path)


def open_image(path, bits=0o666):
    with open(path, "w") as file:
        file.write("x")
    os.chmod(path, bits)


def image_of_nobody(path):
    open_image(path, 0o600)
    os.chown(path, NOBODY, NOBODY)


def logons(server):
    return [request for request in server.requests if request.path == "/api/Session/logon"]


def password(text):
    """A password on stdin, as bytes."""

    def act(world):
        server = world.serve(WELL)
        path = world.path("password")
        with open(path, "wb") as file:
            file.write(text)
        ended = world.run(["login", server.url, *LOGIN_FLAGS],
                          wrap=("sh", "-c", f"exec \"$0\" \"$@\" < '{path}'"))
        ended.passwords = [json.loads(request.body)["password"] for request in logons(server)]
        return ended

    return act


def sent(*wanted):
    def check(_world, ended):
        return None if ended.passwords == list(wanted) else f"{len(ended.passwords)} logons, or another password"

    return check


def named(name):
    def act(world):
        server = world.serve(WELL)
        ended = world.run(["login", server.url, "--username", name, "--password-stdin"], stdin=PASSWORD + "\n")
        ended.passwords = [request.body for request in logons(server)]
        return ended

    return act


def password_command(command):
    def change(world, server):
        context(passwordCommand=command)(world, server)
        server.revoke_all()

    return spoiled(change)


def other_server(world):
    """A login to another server under the same context: what was for the first must not reach it."""
    planted(world, context(passwordCommand=touch, site="7", credentialHelper="!exit 1"))
    second = world.serve(WELL)
    ended = world.run(["login", second.url, *LOGIN_FLAGS, "--name", "farm"], stdin=PASSWORD + "\n")
    with open(config_of(world)) as file:
        ended.context = json.load(file)["contexts"]["farm"]
    return ended


def nothing_kept(world, ended):
    kept = [name for name in ("passwordCommand", "site", "credentialHelper") if name in ended.context]
    return f"kept {kept}" if kept else not_run(world, ended)


def spelled_otherwise(world):
    """Two contexts of one account, the endpoint spelled in two ways: its token stays for the other."""
    server = planted(world)
    with open(config_of(world)) as file:
        config = json.load(file)
    config["contexts"]["second"] = {**config["contexts"]["farm"], "endpoint": server.url.upper() + "/"}
    with open(config_of(world), "w") as file:
        json.dump(config, file)
    done = world.run(["context", "delete", "second"])
    assert done.code == 0, done.err
    return world.run(READ)


def case(name, act, **wanted):
    return Case("Shared files", name, act, **wanted)


REFUSED = {"code": 2, "err": "others can write to it.*hint: chmod go-w"}
PROXY = {"proxy": "http://127.0.0.1:9"}
DAMAGED = {"code": 2, "err": "line 3, column 14.*hint: mend it"}
NOT_OURS = {"code": 2, "err": "no regular file of yours"}

CASES = [
    case("400 changes from two PID namespaces", two_namespaces(set_alias, 400), needs_root=True, within=60, out="gw1",
         check=none_failed("aliases", 400)),
    case("400 logins from two PID namespaces", two_namespaces(log_in, 400), needs_root=True, within=90, out="gw1",
         check=none_failed("contexts", 401)),
    case("file system without locks, ENOLCK", without_locks("ENOLCK", lambda _: READ), out="gw1", err="has no locks",
         check=warned_once),
    case("file system without locks, login", without_locks("EOPNOTSUPP", lambda server: [
        "login", server.url, "--username", ADMINISTRATOR]), err="has no locks.*logged on", check=warned_once),
    case("file system without locks, config set", without_locks("ENOSYS", lambda _: ["config", "set", "site", "2"]),
         err="has no locks.*site = 2", check=warned_once),
    case("mounted config file", mounted([CONFIG], lambda _: ["config", "set", "site", "2"]), needs_root=True,
         check=site_written),
    case("mounted config and token file, login", mounted([CONFIG, "tokens.json"], lambda server: [
        "login", server.url, "--username", ADMINISTRATOR, "--name", "farm"]), needs_root=True, err="logged on"),
    case("no HOME and no account entry", no_home(), out="gw1", check=nothing_made, needs_root=True),
    case("no HOME and no account entry, version", no_home(("version",)), check=nothing_made, needs_root=True),
    case("no HOME and no account entry, config set", no_home(("config", "set", "output", "json")), code=2,
         err="no home directory.*hint: export RASCTL_CONFIG_DIR", check=nothing_made, needs_root=True),
    case("no HOME and no account entry, cache folder named", no_home(RASCTL_CACHE_DIR="cache"), out="gw1",
         needs_root=True),
    case("config file that others write, harmless", writable(), out="gw1"),
    case("config file that others write, passwordCommand",
         writable(context(passwordCommand=touch), keep_token=False), check=not_run, **REFUSED),
    case("config file that others write, credentialHelper",
         writable(context(credentialHelper=helper), keep_token=False), check=not_run, **REFUSED),
    case("config file that others write, insecure", writable(context(insecure=True)), **REFUSED),
    case("config file that others write, insecure is false", writable(context(insecure=False)), out="gw1"),
    case("config file that others write, proxy", writable(context(**PROXY)), **REFUSED),
    case("config file that others write, default proxy", writable(edited(CONFIG, defaults=PROXY)), **REFUSED),
    case("config file that others write, proxy given by a flag",
         writable(context(**PROXY), arguments=(*READ, "--proxy", "none")), out="gw1"),
    case("config file that others write, caFile", writable(context(caFile="/nowhere.pem")), **REFUSED),
    case("config file that others write, alias",
         writable(edited(CONFIG, aliases={"mine": "gateway list"}), arguments=("mine",)), **REFUSED),
    case("config file that the group writes, proxy", writable(context(**PROXY), bits=0o620), **REFUSED),
    case("config file that others read, proxy", writable(context(proxy="none"), bits=0o644), out="gw1"),
    case("config file that others write, config get",
         writable(context(passwordCommand=touch), arguments=("config", "get")), out="passwordCommand", check=not_run,
         may_hold=(PASSWORD,)),
    case("config file of another user, passwordCommand", spoiled(anothers_with_command), code=2,
         err="belongs to another user", check=not_run, needs_root=True),
    case("root in a user's folder, config set", owned_by_nobody(lambda _: ["config", "set", "defaults.output", "json"]),
         check=all_nobodys, needs_root=True),
    case("root in a user's folder, config set over a file", owned_by_nobody(
        lambda _: ["config", "set", "defaults.output", "json"], CONFIG), check=all_nobodys, needs_root=True),
    case("root in a user's folder, login", owned_by_nobody(lambda server: ["login", server.url, *LOGIN_FLAGS]),
         err="logged on", check=all_nobodys, needs_root=True),
    case("root in a user's folder, after its login", again_as_root, out="gw1", check=all_nobodys, needs_root=True),
    case("damaged config, config get", damaged(["config", "get"]), **DAMAGED),
    case("damaged config, config explain", damaged(["config", "explain", "output"]), **DAMAGED),
    case("damaged config, config set", damaged(["config", "set", "site", "1"]), **DAMAGED),
    case("damaged config, a command", damaged(READ), **DAMAGED),
    case("damaged config, doctor", damaged(["doctor"]), code=1, out="line 3, column 14"),
    case("damaged config, version", damaged(["version"]), out="version"),
    case("damaged config, --version", damaged(["--version"]), out="rasctl"),
    case("damaged config, completion", damaged(["completion", "bash"]), out="complete"),
    case("damaged config, help", damaged(["gateway", "--help"]), out="gateway"),
    case("config with a byte order mark", spoiled(marked), out="gw1"),
    case("lock whose holder is not shown", held_elsewhere, code=7, err="another rasctl has held it.*fuser",
         never="4242", within=13, needs_root=True),
    case("catalogue of a context, renamed", image(after("context", "rename", "farm", "barn")), out="imported"),
    case("catalogue of a context, deleted", image(after("context", "delete", "farm")), out="built in",
         check=no_image_left),
    case("catalogue is a pipe", image_is(os.mkfifo), **NOT_OURS),
    case("catalogue is a link", image_is(linked_image), **NOT_OURS),
    case("catalogue that others write", image_is(open_image), **NOT_OURS),
    case("catalogue of another user", image_is(image_of_nobody), needs_root=True, **NOT_OURS),
    case("catalogue is a pipe, the way back", image_is(os.mkfifo, ("catalog", "reset")), err="built-in"),
    case("password with a byte order mark", password(b"\xef\xbb\xbf" + PASSWORD.encode() + b"\n"),
         check=sent(PASSWORD)),
    case("password in Latin-1", password(b"gr\xfcn\n"), code=2, err="not UTF-8.*iconv", check=sent()),
    case("password and a second line", password(b"one\ntwo\n"), code=2, err="more than one line", check=sent()),
    case("password and empty lines", password(PASSWORD.encode() + b"\r\n\n"), check=sent(PASSWORD)),
    case("password in Latin-1 from the environment", lambda world: world.run(READ, world.account(
        world.serve(WELL), RASCTL_PASSWORD=b"gr\xfcn")), code=2, err="not UTF-8", requests={LOGON: 0}),
    case("password command in Latin-1", password_command("printf 'gr\\374n'"), code=2, err="not UTF-8"),
    case("password command with a byte order mark", password_command(f"printf '\\357\\273\\277{PASSWORD}'"), out="gw1"),
    case("user name with a line end", named("ad\nmin"), code=2, err="bad user name", check=sent()),
    case("user name with an override", named("ad\u202emin"), code=2, err="bad user name", check=sent()),
    case("user name in Latin-1", named(b"gr\xfcn"), code=2, err="bad user name", check=sent()),
    case("login to another server", other_server, err="logged on", check=nothing_kept),
    case("context deleted that shares its account", spelled_otherwise, out="gw1"),
]
