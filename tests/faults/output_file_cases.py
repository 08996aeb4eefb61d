"""Files that the user names to be written: whatever stands there, whatever the server calls them."""

import os
import socket
import stat
import subprocess
import threading

from case import GATEWAYS, READ, Case
from hostile_server import answer
from terminal_run import run_on_terminal

NOBODY = 65534
BACKUP = b"\x00\x01BACKUP\xff"
EXPORT = ("settings", "export")


def serving(name='attachment; filename="farm.dat2"', body=BACKUP):
    headers = [("Content-Disposition", name)] if name else []
    download = answer(200, body, headers, content_type="application/octet-stream")
    return {"GET /api/Gateway": [answer(200, GATEWAYS)], "GET /api/Settings/export": [download],
            **{f"GET /api/Certificates/{number}/Export": [answer(200, b"CERTIFICATE %d" % number, headers)]
               for number in (1, 2, 3)}}


def export(*words, prepare=None, name='attachment; filename="farm.dat2"', body=BACKUP, command=EXPORT, **popen):
    def act(world):
        server = world.serve(serving(name, body))
        if prepare:
            prepare(world)
        return world.run([*command, *words], world.account(server), **popen)

    return act


def content(path, wanted):
    def check(world, _ended):
        try:
            with open(world.path(path), "rb") as file:
                found = file.read()
        except OSError as error:
            return str(error)
        left = [entry for entry in os.listdir(world.folder) if entry.endswith((".part", ".tmp"))]
        return f"{path} holds {found!r}" if found != wanted else f"left over: {left}" if left else None

    return check


def kept(path, kind):
    """It is still a device, pipe, ..., and the link to it still a link."""

    def check(world, _ended):
        return None if kind(os.lstat(world.path(path)).st_mode) else f"{path} is something else now"

    return check


def device(world):
    os.mknod(world.path("null"), stat.S_IFCHR | 0o666, os.makedev(1, 3))


def link(target, name="out"):
    return lambda world: os.symlink(target, world.path(name))


def link_to_device(world):
    device(world)
    os.symlink("null", world.path("out"))


def link_of_somebody(world):
    os.symlink("victim", world.path("out"))
    os.lchown(world.path("out"), NOBODY, NOBODY)


def file(path, text="old", mode=0o600, owner=None):
    def prepare(world):
        world.write(path, text, mode)
        if owner is not None:
            os.chown(world.path(path), owner, owner)

    return prepare


def into_pipe(arguments):
    """A named pipe whose reader gets what is written."""

    def act(world):
        server = world.serve(serving())
        os.mkfifo(world.path("pipe"))
        found = []
        reader = threading.Thread(target=lambda: found.append(open(world.path("pipe"), "rb").read()))
        reader.start()
        ended = world.run([*arguments, world.path("pipe")], world.account(server))
        reader.join(10)
        ended.received = found[0] if found else None
        return ended

    return act


def into_socket(world):
    server = world.serve(serving())
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(world.path("sock"))
    listener.listen(1)
    found = []

    def read():
        other, _ = listener.accept()
        with other:
            while piece := other.recv(1000):
                found.append(piece)

    reader = threading.Thread(target=read)
    reader.start()
    ended = world.run([*EXPORT, "--output-file", "sock"], world.account(server))
    reader.join(10)
    listener.close()
    ended.received = b"".join(found)
    return ended


def received(wanted):
    return lambda _world, ended: None if ended.received == wanted else f"the reader got {ended.received!r}"


def got_trace(_world, ended):
    return None if b'"method":"GET"' in (ended.received or b"") else f"the reader got {ended.received!r}"


def shell(line):
    def act(world):
        server = world.serve(serving())
        script = world.write("script", line.replace("rasctl", world.rasctl))
        done = subprocess.run(["bash", script], env=world.environment(world.account(server)), cwd=world.folder,
                              capture_output=True, timeout=30, check=False)
        ended = world.run(["version"])
        ended.code, ended.received = done.returncode, done.stdout
        ended.out, ended.err = "", done.stderr.decode()
        return ended

    return act


def nothing_sent(world, _ended):
    sent = sum(server.count("GET /api/Settings/export") for server in world.servers)
    return f"{sent} downloads were asked for" if sent else None


def refused_before(path, text):
    def check(world, ended):
        return nothing_sent(world, ended) or content(path, text)(world, ended)

    return check


def three(*words, prepare=None, **named):
    return export("1", "2", "3", *words, command=("certificate", "export"), prepare=prepare, **named)


def three_files(folder):
    def check(world, _ended):
        found = sorted(open(os.path.join(world.path(folder), name), "rb").read()
                       for name in os.listdir(world.path(folder)) if "farm" in name or "certificate" in name)
        wanted = [b"CERTIFICATE 1", b"CERTIFICATE 2", b"CERTIFICATE 3"]
        return None if found == wanted else f"the files hold {found}"

    return check


def on_terminal(body, *words):
    def act(world):
        server = world.serve(serving(body=body))
        return run_on_terminal(world, [*EXPORT, *words], world.account(server))

    return act


def pages_over(prepare):
    def act(world):
        os.mkdir(world.path("pages"))
        prepare(world)
        return world.run(["man", "--output-dir", "pages"])

    return act


def certificate_to(place, prepare=None):
    """rasctl-simulate --ca-out; it is ended as soon as it serves."""

    def act(world):
        if prepare:
            prepare(world)
        simulator = subprocess.Popen([world.setup.simulator, "--listen", "127.0.0.1:0", "--farm", "empty", "--ca-out",
                                      world.path(place)], env=world.environment(), cwd=world.folder,
                                     stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        simulator.stdout.readline()
        simulator.terminate()
        _, err = simulator.communicate(timeout=20)
        ended = world.run(["version"])
        ended.err, ended.code = err.decode(), 0 if simulator.returncode in (0, -15) else simulator.returncode
        return ended

    return act


def starts_with(path, text):
    def check(world, _ended):
        with open(world.path(path), "rb") as found:
            start = found.read(len(text))
        return None if start == text else f"{path} begins with {start!r}"

    return check


def both(*checks):
    def check(world, ended):
        return next((wrong for one in checks if (wrong := one(world, ended))), None)

    return check


def steps(*prepares):
    def prepare(world):
        for one in prepares:
            one(world)

    return prepare


def case(name, act, **wanted):
    return Case("Output files", name, act, **wanted)


FILE = ("--output-file", "out")
TRACE = (*READ, "--trace-file")
PAGE = "pages/rasctl.1"

CASES = [
    case("new file", export(*FILE), err="wrote out", check=content("out", BACKUP)),
    case("file that is there", export(*FILE, prepare=file("out")), code=2, err="out is there already.*hint: mv out",
         check=refused_before("out", b"old")),
    case("link to a file that is there", export(*FILE, prepare=steps(file("victim"), link("victim"))), code=2,
         err="there already", check=both(refused_before("victim", b"old"), kept("out", stat.S_ISLNK))),
    case("link that leads nowhere", export(*FILE, prepare=link("victim")), code=2, err="leads nowhere",
         check=lambda world, _: "written through" if os.path.exists(world.path("victim")) else None),
    case("link of another user", export(*FILE, prepare=link_of_somebody), code=2, err="link of another user",
         needs_root=True, check=nothing_sent),
    case("link in a circle", export(*FILE, prepare=link("out")), code=2, err="links", check=nothing_sent),
    case("folder that is missing", export("--output-file", "none/out"), code=2, err="no such file", check=nothing_sent),
    case("name that is empty", export("--output-file", ""), code=2, err="names no file", check=nothing_sent),
    case("device", export("--output-file", "null", prepare=device), check=kept("null", stat.S_ISCHR), needs_root=True),
    case("link to a device", export(*FILE, prepare=link_to_device), needs_root=True,
         check=both(kept("out", stat.S_ISLNK), kept("null", stat.S_ISCHR))),
    case("full disk", export("--output-file", "/dev/full"), code=1, err="no space left"),
    case("named pipe", into_pipe((*EXPORT, "--output-file")), check=both(received(BACKUP), kept("pipe", stat.S_ISFIFO))),
    case("socket", into_socket, check=both(received(BACKUP), kept("sock", stat.S_ISSOCK))),
    case("/dev/stdout", shell("rasctl settings export --output-file /dev/stdout"), check=received(BACKUP)),
    case("/dev/stdout that is a file", shell("rasctl settings export --output-file /dev/stdout > f; cat f"),
         check=received(BACKUP)),
    case("pipe of a shell", shell("rasctl settings export --output-file >(cat > got; touch end); "
                                  "while [ ! -e end ]; do :; done; cat got"), check=received(BACKUP)),
    case("descriptor of a shell", shell("rasctl settings export --output-file /dev/fd/7 7> f; cat f"),
         check=received(BACKUP)),
    case("terminal, binary data", on_terminal(BACKUP, "--output-file", "-"), code=2, out="no text for a terminal",
         never="BACKUP"),
    case("terminal by its name, binary data", on_terminal(BACKUP, "--output-file", "/dev/tty"), code=2,
         out="no text for a terminal", never="BACKUP"),
    case("terminal, text", on_terminal("gr\u00fcn\r\n".encode() * 9, "--output-file", "-"), out="gr\u00fcn"),
    case("terminal, text that turns into commands", on_terminal(b"good\n" * 9000 + b"\x1b[2J", "--output-file", "-"),
         code=2, out="no text for a terminal", never=r"\x1b\[2J"),
    case("folder", export("--output-file", "d", prepare=lambda world: os.mkdir(world.path("d"))),
         check=content("d/farm.dat2", BACKUP)),
    case("no name given", export(), check=content("farm.dat2", BACKUP)),
    case("no name given, file is there", export(prepare=file("farm.dat2")), code=2, err="there already",
         check=content("farm.dat2", b"old")),
    case("no name given, link is there", export(prepare=link("victim", "farm.dat2")), code=2, err="there already",
         check=kept("farm.dat2", stat.S_ISLNK)),
    case("no name given by anybody", export(name=None), check=content("settings.bin", BACKUP)),
    case("name with folders", export(name='attachment; filename="../../x.dat2"'), check=content("x.dat2", BACKUP)),
    case("name in the extended form", export(name="attachment; FILENAME=a; FileName*=utf-8''%E2%82%AC.dat2"),
         check=content("\u20ac.dat2", BACKUP)),
    case("name inside another's quotes", export(name='attachment; x="filename=evil"; filename=good'),
         check=content("good", BACKUP)),
    case("name with control characters", export(name="attachment; filename*=UTF-8''a%1B%5B2Jb"), err="a_x1b",
         check=content("a_x1b[2Jb", BACKUP)),
    case("three downloads of one name", three(), check=three_files(".")),
    case("three downloads without names", three(name=None), check=three_files(".")),
    case("three downloads into a folder", three("--output-file", "d", prepare=lambda world: os.mkdir(world.path("d"))),
         check=three_files("d")),
    case("three downloads into one file", three(*FILE), code=2, err="3 files.*hint: name a folder",
         requests={"GET /api/Certificates/1/Export": 0},
         check=lambda world, _: "a file was made" if os.path.exists(world.path("out")) else None),
    case("three downloads into stdout", three("--output-file", "-"), code=2, err="3 files",
         requests={"GET /api/Certificates/1/Export": 0}),
    case("dry run", export("--dry-run", *FILE), out="GET",
         check=lambda world, _: "a file was made" if os.path.exists(world.path("out")) else None),
    case("trace into a device", export("null", prepare=device, command=TRACE), out="gw1",
         check=kept("null", stat.S_ISCHR), needs_root=True),
    case("trace into a named pipe", into_pipe(TRACE), out="gw1", check=both(got_trace, kept("pipe", stat.S_ISFIFO))),
    case("trace into a descriptor", shell("rasctl gateway list -q --trace-file /dev/fd/7 7> f >/dev/null; cat f"),
         check=got_trace),
    case("trace into a file of another user", export("out", prepare=file("out", owner=NOBODY), command=TRACE), code=2,
         err="belongs to another user", needs_root=True, check=content("out", b"old")),
    case("trace into a file that others read", export("out", prepare=file("out", mode=0o644), command=TRACE), code=2,
         err="others can read it.*chmod 600", check=content("out", b"old")),
    case("trace through a link to a file of one's own", export("out", prepare=steps(file("mine", "{}\n"), link("mine")),
         command=TRACE), out="gw1", check=both(starts_with("mine", b'{}\n{"time"'), kept("out", stat.S_ISLNK))),
    case("manual over a page of an earlier run", pages_over(file(PAGE)), check=starts_with(PAGE, b".Dd")),
    case("manual over a device", pages_over(link("/dev/null", PAGE)), check=kept(PAGE, stat.S_ISLNK)),
    case("manual over a link that leads nowhere", pages_over(link("../victim", PAGE)), code=2, err="leads nowhere",
         check=lambda world, _: "written through" if os.path.exists(world.path("victim")) else None),
    case("certificate into a device", certificate_to("null", device), check=kept("null", stat.S_ISCHR), needs_root=True),
    case("certificate through a link", certificate_to("out", steps(file("mine"), link("mine"))),
         check=both(kept("out", stat.S_ISLNK), starts_with("mine", b"-----BEGIN CERT"))),
]
