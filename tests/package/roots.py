"""The static programs in roots of other Debian releases; run.py calls this, as root.

A root is what debootstrap unpacks, with the C library, shell and tools of that release; nothing of it has been set up.
"""

import contextlib
import json
import os
import shutil
import socket
import struct
import subprocess
import threading

RELEASES = {"bullseye": 11, "bookworm": 12, "trixie": 13}
PASSWORD = "11112222"
# Who knows which name; all are 127.0.0.1.
BY_HOSTS, BY_DNS, BY_MODULE, FOREIGN = "by-hosts.test", "by-dns.test", "by-module.test", "bücher.test"
KNOWN_TO_DNS = {BY_DNS, "xn--bcher-kva.test"}
GETENT = f"""#!/bin/sh
[ "$*" = "ahosts -- {BY_MODULE}" ] || exit 2
[ -z "$RASCTL_PASSWORD" ] || exit 2
echo "127.0.0.1       STREAM {BY_MODULE}"
echo "127.0.0.1       DGRAM"
"""


class Failed(Exception):
    pass


class NotToBeHad(Exception):
    """The release cannot be had here and now."""


def why_not():
    """Why roots cannot be made here; nothing where they can."""
    if os.geteuid() != 0:
        return "chroot wants root"
    if not shutil.which("debootstrap"):
        return "debootstrap is not installed"
    return None


def unpack(release, folder):
    """The root of a release, kept for the next time."""
    root = os.path.join(folder, release)
    if os.path.exists(os.path.join(root, "bin/sh")):
        return root
    shutil.rmtree(root, ignore_errors=True)
    made = subprocess.run(["debootstrap", "--foreign", "--variant=minbase", release, root + ".new"], check=False,
                          capture_output=True, text=True)
    if made.returncode != 0:
        shutil.rmtree(root + ".new", ignore_errors=True)
        raise NotToBeHad(f"debootstrap {release}: {(made.stdout + made.stderr)[-300:]}")
    os.rename(root + ".new", root)
    return root


class NameServer(threading.Thread):
    """DNS on a loopback address: A records of the names it knows, and no such name for all others."""

    def __init__(self):
        super().__init__(daemon=True)
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.address = "127.53.53.53"
        self.socket.bind((self.address, 53))
        self.asked = set()

    def run(self):
        while True:
            question, sender = self.socket.recvfrom(512)
            if not question:
                return
            with contextlib.suppress(OSError):
                self.socket.sendto(self.answer(question), sender)

    def answer(self, question):
        labels, at = [], 12
        while question[at]:
            labels.append(question[at + 1:at + 1 + question[at]].decode())
            at += 1 + question[at]
        name, kind = ".".join(labels).lower(), struct.unpack(">H", question[at + 1:at + 3])[0]
        self.asked.add(name)
        known, has_address = name in KNOWN_TO_DNS, name in KNOWN_TO_DNS and kind == 1
        header = question[:2] + struct.pack(">HHHHH", 0x8580 if known else 0x8583, 1, int(has_address), 0, 0)
        record = struct.pack(">HHHIH", 0xC00C, 1, 1, 60, 4) + bytes([127, 0, 0, 1]) if has_address else b""
        return header + question[12:at + 5] + record

    def close(self):
        # The address stays taken while somebody waits at the socket: an empty datagram ends that.
        if self.is_alive():
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
                other.sendto(b"", (self.address, 53))
            self.join(30)
        self.socket.close()


def furnish(root, package, name_server):
    """The package in the root, and where names are looked up."""
    subprocess.run(["dpkg-deb", "-x", package, root], check=True)
    contents = {"etc/hosts": f"127.0.0.1 localhost {BY_HOSTS}\n", "etc/resolv.conf": f"nameserver {name_server}\n",
                "etc/nsswitch.conf": "passwd: files systemd\nhosts: files dns\n",
                "etc/passwd": "root:x:0:0:root:/root:/bin/sh\n"}
    for name, text in contents.items():
        with open(os.path.join(root, name), "w", encoding="utf-8") as file:
            file.write(text)
    # A root has no devices of its own, and making some takes more rights than chroot.
    os.makedirs(os.path.join(root, "dev"), exist_ok=True)
    null = os.path.join(root, "dev/null")
    if not os.path.exists(null):
        open(null, "wb").close()


def emulator_in(root, emulator):
    """How a program in the root is started: by the emulator that is put there, when there is one."""
    if not emulator:
        return []
    shutil.copy(emulator, os.path.join(root, "usr/bin"))
    return ["/usr/bin/" + os.path.basename(emulator)]


class Farm:
    """rasctl-simulate in a root."""

    def __init__(self, root, emulator):
        self.emulated = bool(emulator)
        self.start = ["/usr/sbin/chroot", root, *emulator_in(root, emulator)]
        # The kernel cannot start another program of a foreign machine, so what rasctl would become is started at once.
        simulator = ["/usr/bin/rasctl-simulate"] if emulator else ["/usr/bin/rasctl", "simulate"]
        # pylint: disable=consider-using-with
        self.process = subprocess.Popen([*self.start, *simulator, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                                        env={"PATH": "/usr/bin:/bin", "HOME": "/root"})
        line = self.process.stdout.readline()
        if not line:
            raise Failed("the simulator does not start")
        ready = json.loads(line)
        self.port, self.fingerprint = ready["url"].rstrip("/").rpartition(":")[2], ready["fingerprint"]

    def rasctl(self, *words, host="127.0.0.1", session=True):
        environment = {"PATH": "/usr/bin:/bin", "HOME": "/root", "LC_ALL": "C.UTF-8"}
        if session:
            environment |= {"RASCTL_ENDPOINT": f"https://{host}:{self.port}", "RASCTL_FINGERPRINT": self.fingerprint,
                            "RASCTL_USERNAME": "administrator", "RASCTL_PASSWORD": PASSWORD}
        done = subprocess.run([*self.start, "/usr/bin/rasctl", *words], env=environment, capture_output=True, text=True,
                              input=PASSWORD + "\n", check=False, timeout=120)
        if done.returncode != 0:
            raise Failed(f"{' '.join(words)} at {host}: exit {done.returncode}\n{done.stdout}{done.stderr}"[:1000])
        return done.stdout

    def close(self):
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()


def expect_equal(what, found, wanted):
    if found != wanted:
        raise Failed(f"{what}: {found!r} instead of {wanted!r}")


def use(farm, root, name_server):
    """What a person does first, and every way to find a host."""
    farm.rasctl("login", f"https://127.0.0.1:{farm.port}", "--username", "administrator", "--fingerprint",
                farm.fingerprint, "--password-stdin", session=False)
    gateways = farm.rasctl("gateway", "list", "-o", "name", session=False)
    if "gw1.company.dom" not in gateways.split():
        raise Failed(f"gateway list: {gateways!r}")
    completions = [(["gateway", "cre"], "create")]
    # Names are asked for in a third of a second, which is too little for an emulator.
    if not farm.emulated:
        completions.append((["gateway", "get", "gw1"], "gw1.company.dom"))
    for words, wanted in completions:
        offered = farm.rasctl("__complete", "--", *words, session=False)
        if wanted not in offered:
            raise Failed(f"completion of {words} offers {offered[:200]!r}")
    count = farm.rasctl("gateway", "list", "--jq", '[.[] | select(.server | test("^gw"))] | length', session=False)
    expect_equal("--jq", count.strip(), str(len(gateways.split())))
    for host in (BY_HOSTS, BY_DNS, FOREIGN):
        expect_equal(host, farm.rasctl("gateway", "list", "-o", "name", host=host), gateways)
    if BY_DNS not in name_server.asked:
        raise Failed("the name server was not asked")
    # A module that is not built in: the system's own program knows.
    with open(os.path.join(root, "etc/nsswitch.conf"), "w", encoding="utf-8") as file:
        file.write("hosts: files ours [NOTFOUND=return] dns\n")
    getent = os.path.join(root, "usr/bin/getent")
    os.rename(getent, getent + ".real")
    try:
        with open(getent, "w", encoding="ascii") as file:
            file.write(GETENT)
        os.chmod(getent, 0o755)
        for host in (BY_MODULE, BY_HOSTS, BY_DNS):
            expect_equal(host, farm.rasctl("gateway", "list", "-o", "name", host=host), gateways)
    finally:
        os.replace(getent + ".real", getent)


def check(root, package, emulator=None):
    """Everything in the root of one release; the package may be of a machine that an emulator stands for."""
    name_server = NameServer()
    try:
        furnish(root, package, name_server.address)
        name_server.start()
        farm = Farm(root, emulator)
        try:
            use(farm, root, name_server)
        finally:
            farm.close()
    finally:
        name_server.close()
        shutil.rmtree(os.path.join(root, "root"), ignore_errors=True)
