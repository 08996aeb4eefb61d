"""Servers that cannot prove who they are, or cannot speak TLS well."""

import os
import ssl
import warnings

from case import GATEWAYS, READ, Case
from hostile_server import answer, close, cut, flood, reset, silence

warnings.filterwarnings("ignore", category=DeprecationWarning)  # old versions of TLS are the point here
READ_PATH = "GET /api/Gateway"
FLAGS = ("--request-timeout", "2s", "--max-retries", "0")
NOTHING_SENT = {"POST /api/Session/logon": 0, READ_PATH: 0}
WELL = {READ_PATH: [answer(200, GATEWAYS)]}


def serve(world, context, on=None, **named):
    return world.serve(on or WELL, tls=context, **named)


def trusting(world):
    return {"RASCTL_CA_FILE": world.certificates.authority("root")}


def shown(name, chain=(), hidden=(), trust=True, on=None, context=None, tweak=None, **described):
    """A server with such a certificate, asked by somebody who trusts the root."""

    def act(world):
        authorities = [world.certificates.authority(*one) for one in chain]
        for one in hidden:
            world.certificates.authority(*one)
        file = world.certificates.certificate(name, **described)
        made = world.certificates.context(file, authorities, **(context or {}))
        if tweak:
            tweak(made, world)
        server = serve(world, made, on)
        return world.run([*READ, *FLAGS], world.account(server, **(trusting(world) if trust else {})))

    return act


def named(name, host, **described):
    """The same under a host name, which a proxy of ours leads to the server."""

    def act(world):
        file = world.certificates.certificate(name, **described)
        server = serve(world, world.certificates.context(file))
        proxy = world.serve(greeting=[tunnel_to(server)])
        return world.run([*READ, *FLAGS, "--proxy", proxy.url],
                         world.account(f"https://{host}:20443", **trusting(world)))

    return act


def tunnel_to(server):
    """Plays a proxy: answers CONNECT and passes bytes on."""
    import select
    import socket

    def step(connection):
        connection.read_until(b"\r\n\r\n")
        connection.send(b"HTTP/1.1 200 Connected\r\n\r\n")
        with socket.create_connection(("127.0.0.1", server.port)) as other:
            pair = {connection.socket: other, other: connection.socket}
            while not connection.server.stopping.is_set():
                for ready in select.select(list(pair), [], [], 0.1)[0]:
                    data = ready.recv(65536)
                    if not data:
                        connection.close(goodbye=False)
                    pair[ready].sendall(data)
        connection.close(goodbye=False)

    return step


def pinned(which):
    def act(world):
        file = world.certificates.certificate("selfsigned", issuer="selfsigned", names="IP:127.0.0.1")
        other = world.certificates.certificate("expired", days=(-30, -2))
        server = serve(world, world.certificates.context(file))
        pin = {"right": world.certificates.fingerprint(file), "changed": world.certificates.fingerprint(other),
               "malformed": "sha256:12"}[which]
        return world.run([*READ, *FLAGS, "--fingerprint", pin], world.account(server))

    return act


def pinned_in_context(world):
    first = world.certificates.certificate("selfsigned", issuer="selfsigned", names="IP:127.0.0.1")
    second = world.certificates.certificate("selfsigned2", issuer="selfsigned2", names="IP:127.0.0.1", key="ec2")
    server = serve(world, world.certificates.context(first))
    world.log_in(server, "--fingerprint", world.certificates.fingerprint(first))
    server.tls = world.certificates.context(second)
    before = len(server.requests)
    ended = world.run([*READ, *FLAGS], {"RASCTL_PASSWORD": world.setup.password})
    ended.sent = len(server.requests) - before
    return ended


def login_without_pin(world):
    file = world.certificates.certificate("selfsigned", issuer="selfsigned", names="IP:127.0.0.1")
    server = serve(world, world.certificates.context(file))
    return world.run(["login", server.url, "--username", "administrator", "--password-stdin", *FLAGS],
                     stdin=world.setup.password + "\n")


def insecure(world):
    file = world.certificates.certificate("expired", days=(-30, -2))
    return world.run([*READ, *FLAGS, "--insecure"], world.account(serve(world, world.certificates.context(file))))


def old_versions(context, _world):
    context.minimum_version, context.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1


def wants_client_certificate(context, world):
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(world.certificates.authority("root"))


def wants_client_certificate_12(context, world):
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    wants_client_certificate(context, world)


def knows_only(host):
    def tweak(context, _world):
        def by_name(_connection, name, _context):
            return None if name == host else ssl.ALERT_DESCRIPTION_UNRECOGNIZED_NAME

        context.sni_callback = by_name

    return tweak


def needs_sni(host):
    def act(world):
        file = world.certificates.certificate("sni", names="DNS:ras.example.test")
        context = world.certificates.context(file)
        knows_only("ras.example.test")(context, world)
        proxy = world.serve(greeting=[tunnel_to(serve(world, context))])
        return world.run([*READ, *FLAGS, "--proxy", proxy.url], world.account(f"https://{host}:20443", **trusting(world)))

    return act


def on_ipv6(names):
    def act(world):
        file = world.certificates.certificate("v6" + names[:2].strip(":").lower() + str(len(names)), names=names)
        server = serve(world, world.certificates.context(file), host="::1")
        return world.run([*READ, *FLAGS], world.account(server, **trusting(world)))

    return act


def complain(connection):
    """What an HTTP server says to what it cannot read."""
    connection.read_bytes(5)
    connection.send(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")


def tls_on_http(world):
    file = world.certificates.certificate("good")
    server = serve(world, world.certificates.context(file))
    return world.run([*READ, *FLAGS], world.account(server.url.replace("https:", "http:")))


def greeted(script):
    """The server says this instead of a handshake."""

    def act(world):
        server = world.serve(greeting=script)
        return world.run([*READ, *FLAGS], world.account(server.url.replace("http:", "https:")))

    return act


def long_chain(count):
    """Intermediates that each issue the next, and a server certificate at the end."""

    def act(world):
        issuer = "root"
        world.certificates.authority("root")
        files = []
        for depth in range(count):
            name = f"chain{count}-{depth}"
            files.append(world.certificates.authority(name, issuer))
            issuer = name
        leaf = world.certificates.certificate(f"chain{count}-leaf", issuer=issuer)
        server = serve(world, world.certificates.context(leaf, files[::-1]))
        return world.run([*READ, *FLAGS], world.account(server, **trusting(world)))

    return act


def padded_chain(world):
    """The same authority hundreds of times: more than a handshake may hold."""
    leaf = world.certificates.certificate("padded")
    other = world.certificates.authority("root")
    server = serve(world, world.certificates.context(leaf, [other] * 400))
    return world.run([*READ, *FLAGS], world.account(server, **trusting(world)))


def pem_with(text):
    def act(world):
        file = world.certificates.certificate("good")
        server = serve(world, world.certificates.context(file))
        ca = world.path("ca.pem") if text is None else world.write("ca.pem", text)
        return world.run([*READ, *FLAGS, "--ca-file", ca], world.account(server))

    return act


def authorities(ca, flags=("--ca-only",), env=()):
    """A server of the authority `root`, asked by somebody who is told of these authorities."""

    def act(world):
        file = world.certificates.certificate("good")
        server = serve(world, world.certificates.context(file))
        root, other = world.certificates.authority("root"), world.certificates.authority("another")
        places = {"root": root, "other": other, "folder": folder(world, "plain", [other, root]),
                  "hashed": folder(world, "hashed", [other, root], rehash=True), "empty": folder(world, "empty", []),
                  "others": folder(world, "others", [other]), "missing": world.path("missing")}
        where = [] if ca is None else ["--ca-file", places[ca]]
        variables = {name: places[place] for name, place in dict(env).items()}
        return world.run([*READ, *FLAGS, *where, *flags], world.account(server, **variables))

    return act


def folder(world, name, files, rehash=False):
    """A folder of certificates under names that say nothing, with a file that is none among them."""
    import shutil
    import subprocess

    path = world.path(name)
    os.makedirs(path, exist_ok=True)
    for number, file in enumerate(files):
        shutil.copy(file, os.path.join(path, f"authority-{number}.pem"))
    with open(os.path.join(path, "README"), "w") as text:
        text.write("no certificate\n")
    if rehash:
        subprocess.run(["openssl", "rehash", path], check=True, capture_output=True)
        for entry in os.listdir(path):
            if entry.endswith(".pem"):
                os.rename(os.path.join(path, entry), os.path.join(path, os.path.splitext(entry)[0] + ".keep"))
        for entry in os.listdir(path):
            link = os.path.join(path, entry)
            if os.path.islink(link):
                target = os.readlink(link)
                os.remove(link)
                shutil.copy(os.path.join(path, os.path.splitext(target)[0] + ".keep"), link)
        for entry in os.listdir(path):
            if entry.endswith(".keep"):
                os.remove(os.path.join(path, entry))
    return path


def renegotiating(world):
    """A server that asks for another handshake in the middle (TLS 1.2)."""
    import socket
    import subprocess
    import threading

    file = world.certificates.certificate("good")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(["openssl", "s_server", "-accept", f"127.0.0.1:{port}", "-cert", file, "-key",
                               world.certificates.made[file], "-tls1_2"],
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=world.folder)
    ready = threading.Event()

    def talk():
        for line in server.stdout:
            if line.startswith(b"ACCEPT"):
                ready.set()
            if b"POST /api/Session/logon" in line:
                server.stdin.write(b"R\n")
                server.stdin.flush()

    reader = threading.Thread(target=talk, daemon=True)
    reader.start()
    try:
        assert ready.wait(10), "openssl s_server did not start"
        return world.run([*READ, *FLAGS], world.account(f"https://127.0.0.1:{port}", **trusting(world)))
    finally:
        server.kill()
        server.wait()
        reader.join(5)
        server.stdin.close()
        server.stdout.close()


def sent_after(_world, ended):
    return "something was sent to a server that is not the pinned one" if ended.sent else None


JSON_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


def tls(name, act, **wanted):
    if wanted.get("code"):
        wanted.setdefault("requests", NOTHING_SENT)
    wanted.setdefault("within", 4.0)
    return Case("TLS", name, act, **wanted)


CASES = [
    tls("trusted root", shown("good"), out="gw1"),
    tls("trusted root with intermediate", shown("viamiddle", [("middle", "root")], issuer="middle"), out="gw1"),
    tls("expired", shown("expired", days=(-30, -2)), code=6, err="expired on"),
    tls("not yet valid", shown("future", days=(2, 30)), code=6, err="not valid before.*clock"),
    tls("wrong name", named("othername", "ras.example.test", names="DNS:other.example.test"), code=6,
        err="not for ras.example.test but for other.example.test"),
    tls("wrong address", shown("otheraddress", names="IP:127.0.0.9"), code=6, err="not for 127.0.0.1"),
    tls("name for an address", shown("nameonly", names="DNS:127.0.0.1"), code=6,
        err="has 127.0.0.1 as a host name and not as an address"),
    tls("name only in CN", named("cnonly", "ras.example.test", subject="/CN=ras.example.test", names=""), code=6,
        err="not for ras.example.test"),
    tls("wildcard right", named("wild", "ras.example.test", names="DNS:*.example.test"), out="gw1"),
    tls("wildcard too deep", named("wild", "a.ras.example.test", names="DNS:*.example.test"), code=6,
        err="not for a.ras.example.test"),
    tls("wildcard without a label", named("wild", "example.test", names="DNS:*.example.test"), code=6,
        err="not for example.test"),
    tls("wildcard inside a label", named("wildpart", "ras.example.test", names="DNS:r*s.example.test"), code=6,
        err="not for ras.example.test"),
    tls("name with a NUL inside", named("nulname", "ras.example.test", names="DNS:ras.example.test.evil.test"), code=6,
        err="not for"),
    tls("international name", named("idn", "b\u00fccher.example", names="DNS:xn--bcher-kva.example"), out="gw1"),
    tls("international name with another's certificate", named("idn2", "b\u00fccher.example",
                                                                names="DNS:bucher.example"), code=6,
        err="not for xn--bcher-kva.example but for bucher.example"),
    tls("two host names, neither right", named("two", "ras.example.test", names="DNS:a.test,DNS:b.test"), code=6,
        err="not for ras.example.test but for a.test"),
    tls("untrusted root", shown("good", trust=False), code=6, err="not known here|not trusted here"),
    tls("missing intermediate", shown("viamiddle2", hidden=[("middle2", "root")], issuer="middle2"), code=6, err="issued by .*not known here"),
    tls("self-signed", shown("selfsigned", issuer="selfsigned"), code=6, err="self-signed.*fingerprint"),
    tls("pin right", pinned("right"), out="gw1"),
    tls("pin differs", pinned("changed"), code=6, err="not the one that was pinned.*pinned.*shown"),
    tls("pin in the context, certificate changed", pinned_in_context, code=6,
        err="not the one that was pinned.*hint: .*rasctl login", check=sent_after, requests={}),
    tls("pin malformed", pinned("malformed"), code=2, err="fingerprint"),
    tls("login off a terminal without a pin", login_without_pin, code=6, err="self-signed.*--fingerprint"),
    tls("insecure", insecure, out="gw1"),
    tls("weak key, RSA 1024", shown("weakkey", key="rsa1024"), code=6, err="too weak"),
    tls("weak digest, SHA-1", shown("weakdigest", digest="sha1"), code=6, err="too weak|digest"),
    tls("certificate not meant for servers", shown("clientonly", extensions="extendedKeyUsage=clientAuth"), code=6,
        err="not meant for servers"),
    tls("TLS 1.0 and 1.1 only", shown("good", tweak=old_versions), code=6, err="1.2 or 1.3"),
    tls("TLS 1.2 only", shown("good", context={"versions": (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_2)}),
        out="gw1"),
    tls("no common cipher", shown("good", context={
        "ciphers": "eNULL:@SECLEVEL=0", "versions": (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_2)}), code=6,
        err="no common cipher|no cipher in common"),
    tls("plain HTTP on the port", greeted([complain, silence]), code=6, err="plain HTTP.*hint: .*http://"),
    tls("TLS on an http URL", tls_on_http, code=6, err="TLS.*https://", requests={READ_PATH: 0}),
    tls("server that needs SNI gets it", needs_sni("ras.example.test"), out="gw1"),
    tls("server that does not know the name", needs_sni("other.example.test"), code=6, err="SNI|does not know"),
    tls("certificate for [::1]", on_ipv6("IP:::1"), out="gw1"),
    tls("[::1] with a certificate for 127.0.0.1", on_ipv6("IP:127.0.0.1"), code=6, err="not for ::1|not for \\[::1\\]"),
    tls("truncation attack on a close-delimited body",
        shown("good", on={READ_PATH: [JSON_HEAD + b"\r\n" + b'[{"id":7,"server":"gw1"}]', cut]}), code=6,
        err="close_notify", requests={READ_PATH: 1}),
    tls("close-delimited body with a goodbye",
        shown("good", on={READ_PATH: [JSON_HEAD + b"\r\n" + b'[{"id":7,"server":"gw1"}]', close]}), out="gw1"),
    tls("cut after a whole body", shown("good", on={READ_PATH: [answer(200, GATEWAYS), cut]}), out="gw1"),
    tls("reset inside the body", shown("good", on={READ_PATH: [JSON_HEAD + b"Content-Length: 99\r\n\r\n[", reset]}),
        code=6, err="reset", requests={READ_PATH: 1}),
    tls("chain of 8 intermediates", long_chain(8), out="gw1"),
    tls("chain of 400 certificates", padded_chain, code=6, err="too big|too long"),
    tls("client certificate demanded, TLS 1.3", shown("good", tweak=wants_client_certificate), code=6,
        err="client certificate"),
    tls("client certificate demanded, TLS 1.2", shown("good", tweak=wants_client_certificate_12), code=6,
        err="client certificate"),
    tls("silence instead of a handshake", greeted([silence]), code=7, err="handshake did not end within 2 s"),
    tls("closed instead of a handshake", greeted([close]), code=6, err="closed"),
    tls("reset inside a handshake", greeted([b"\x16\x03\x03\x00\x40", reset]), code=6, err="reset"),
    tls("garbage instead of a handshake", greeted([b"\x00" * 64, silence]), code=6, err="not TLS"),
    tls("alert instead of a handshake", greeted([b"\x15\x03\x03\x00\x02\x02\x50", close]), code=6,
        err="internal error"),
    tls("endless handshake records", greeted([flood(b"\x16\x03\x03\x40\x00" + b"\x0b\xff\xff\xff" + b"a" * 16380, 200)]),
        code=6, err="TLS"),
    tls("renegotiation in the middle", renegotiating, code=6, err="renegotiat|closed", requests={}),
    tls("--ca-file adds to the system's authorities, of which one vouches",
        authorities("other", (), {"SSL_CERT_FILE": "root"}), out="gw1"),
    tls("--ca-file adds to the system's authorities, and vouches",
        authorities("root", (), {"SSL_CERT_FILE": "other"}), out="gw1"),
    tls("--ca-only takes the system's authorities away", authorities("other", env={"SSL_CERT_FILE": "root"}), code=6,
        err="not known here|not trusted here"),
    tls("--ca-only with the right authority", authorities("root", env={"SSL_CERT_FILE": "other"}), out="gw1"),
    tls("--ca-only without --ca-file", authorities(None, env={"SSL_CERT_FILE": "root"}), code=2,
        err="nobody is trusted.*--ca-file"),
    tls("RASCTL_CA_ONLY", authorities("other", (), {"SSL_CERT_FILE": "root", "RASCTL_CA_ONLY": "root"}), code=2,
        err="true or false"),
    *(tls(f"a folder of authorities, {ca}", authorities(ca, flags), **wanted)
      for ca, wanted in (("folder", {"out": "gw1"}), ("hashed", {"out": "gw1"}),
                         ("others", {"code": 6, "err": "not known here|not trusted here"}),
                         ("empty", {"code": 2, "err": "no file in it holds a certificate"}))
      for flags in ((), ("--ca-only",))),
    tls("SSL_CERT_FILE alone", authorities(None, (), {"SSL_CERT_FILE": "root"}), out="gw1"),
    tls("SSL_CERT_DIR alone, hashed", authorities(None, (), {"SSL_CERT_DIR": "hashed"}), out="gw1"),
    tls("SSL_CERT_FILE of another authority", authorities(None, (), {"SSL_CERT_FILE": "other"}), code=6,
        err="not known here|not trusted here"),
    tls("CA file missing", pem_with(None), code=2, err="ca.pem"),
    tls("CA file empty", pem_with(""), code=2, err="ca.pem"),
    tls("CA file is no PEM", pem_with("hello\n"), code=2, err="ca.pem"),
]
