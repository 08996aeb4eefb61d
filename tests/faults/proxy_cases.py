"""Proxies of every kind, and what stands in their URLs."""

import base64
import urllib.parse

from case import GATEWAYS, READ, Case
from hostile_server import answer, close, silence
from route_cases import FLAGS, WELL, dead_port
from socks_server import pass_on, socks
from tls_cases import trusting

HOST = "ras.example.test"
SECRET = "planted-Pr0xy"
# One of each kind of character that means something in a URL, a header or a shell.
AWKWARD = "p:a@s/s?w#o%r&d+ =\"'\\{}|^~[]<>;,!$*()`\u00e9\u20ac"


def quoted(text):
    return urllib.parse.quote(text, safe="")


def through(scheme, url="http", user="", script=None, variable="HTTPS_PROXY", flags=(), proxy_tls=False, trust=True,
            names=f"DNS:{HOST}", host=HOST, note=None):
    """A read through a proxy of that kind; `script` gets the server and gives the proxy's script."""

    def act(world):
        tls = world.certificates.context(world.certificates.certificate(f"p-{names}".replace(":", ""), names=names))
        server = world.serve(WELL, tls=tls if url == "https" else None)
        seen = []
        own = world.certificates.context(world.certificates.certificate("proxy")) if proxy_tls else None
        proxy = world.serve(greeting=None if own else script(server, seen), tls=own)
        if own:
            proxy._serve_request = lambda connection: connection.run(script(server, seen))
        env = {variable: f"{scheme}://{user}127.0.0.1:{proxy.port}"} if variable else {}
        more = ["--proxy", f"{scheme}://{user}127.0.0.1:{proxy.port}"] if not variable else []
        trusted = trusting(world) if trust else {}
        ended = world.run([*READ, *FLAGS, *flags, *more], world.account(f"{url}://{host}:{server.port}", **env, **trusted))
        ended.seen = seen
        ended.port = server.port
        return ended

    return act


def connect(server, seen):
    """Answers CONNECT."""

    def step(connection):
        head = connection.read_until(b"\r\n\r\n").decode("latin-1")
        seen.append(head)
        connection.send(b"HTTP/1.1 200 Connected\r\n\r\n")
        pass_on(connection, server)

    return [step]


def forward(server, seen):
    """Passes requests in absolute form on as they are."""

    def step(connection):
        seen.append("forwarded")
        pass_on(connection, server)

    return [step]


def basic(user, password):
    wanted = base64.b64encode(f"{user}:{password}".encode()).decode()

    def script(server, seen):
        def step(connection):
            head = connection.read_until(b"\r\n\r\n").decode("latin-1")
            if f"Basic {wanted}\r\n" not in head + "\r\n":
                connection.send(b"HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=p\r\nContent-Length: 0\r\n\r\n")
                connection.close(goodbye=False)
            connection.send(b"HTTP/1.1 200 Connected\r\n\r\n")
            pass_on(connection, server)

        return [step]

    return script


def wants(*schemes):
    def script(_server, _seen):
        lines = "".join(f"Proxy-Authenticate: {one}\r\n" for one in schemes)

        def step(connection):
            connection.read_until(b"\r\n\r\n")
            connection.send(f"HTTP/1.1 407 Who\r\n{lines}Content-Length: 0\r\n\r\n".encode())
            connection.close(goodbye=False)

        return [step]

    return script


def socksed(**named):
    return lambda server, seen: [socks(server, seen=seen, **named)]


def asked_by_name(_world, ended):
    if not ended.seen or any((kind, host, port) != (3, HOST.encode(), ended.port) for kind, host, port in ended.seen):
        return f"the proxy was asked for {ended.seen}"
    return None


def asked_by_address(_world, ended):
    if not ended.seen or any((kind, host) != (1, b"\x7f\0\0\1") for kind, host, _ in ended.seen):
        return f"the proxy was asked for {ended.seen}"
    return None


def proxy(name, act, **wanted):
    wanted.setdefault("within", 5.0)
    wanted.setdefault("out", "" if wanted.get("code") else "gw1")
    return Case("Proxies", name, act, **wanted)


def refused(text):
    """A URL that is refused before anything is looked up, without a word of it."""
    return Case("Proxies", f"URL {text.replace(SECRET, 'SECRET')}", lambda world: world.run(
        [*READ, *FLAGS], world.account("https://ras.example.test", HTTPS_PROXY=text)), code=2,
                err="cannot use the proxy of HTTPS_PROXY", never=SECRET, within=3.0)


REPLIES = {1: "it failed", 2: "forbid", 3: "network is unreachable", 4: "host is unreachable", 5: "was refused",
           6: "took too long", 7: "does not connect", 8: "kind of address", 77: "it refused"}

CASES = [
    proxy("http, TLS inside", through("http", "https", script=connect)),
    proxy("http, plain inside", through("http", script=forward, variable="http_proxy")),
    proxy("https, TLS inside", through("https", "https", script=connect, proxy_tls=True)),
    proxy("https, plain inside", through("https", script=forward, proxy_tls=True, variable="http_proxy")),
    proxy("https with a user", through("https", "https", user="me:pw-of-proxy@", script=basic("me", "pw-of-proxy"),
                                       proxy_tls=True), never="pw-of-proxy"),
    proxy("https that nobody vouches for", through("https", "https", script=connect, proxy_tls=True, trust=False),
          code=6, err="cannot trust the proxy 127.0.0.1:.*--ca-file"),
    proxy("https that speaks no TLS", through("https", "https", script=wants("Basic")), code=7,
          err="cannot reach the proxy"),
    proxy("https, insecure", through("https", "https", script=connect, proxy_tls=True, trust=False,
                                     flags=("--insecure",)), err="not checked"),
    *(proxy(f"{scheme}, {url} inside", through(scheme, url, script=socksed(), variable=variable, host=host), check=check)
      for scheme, host, check in (("socks5h", HOST, asked_by_name), ("SOCKS5H", HOST, asked_by_name))
      for url, variable in (("https", "HTTPS_PROXY"), ("http", "http_proxy"), ("https", "ALL_PROXY"),
                            ("http", "all_proxy"), ("https", None))),
    *(proxy(f"{scheme} to an address", through(scheme, "https", script=socksed(), names="IP:127.0.0.1",
                                               host="127.0.0.1"), check=asked_by_address)
      for scheme in ("socks5", "socks5h")),
    proxy("socks5 with a name that only the proxy knows", through("socks5", "https", script=socksed()), code=6,
          err="socks5h", within=10.0),
    proxy("socks5h with the right password", through("socks5h", "https", user=f"{quoted('me@x')}:{quoted(AWKWARD)}@",
                                                     script=socksed(user=b"me@x", password=AWKWARD.encode()))),
    proxy("socks5h with a wrong password", through("socks5h", "https", user=f"me:{SECRET}@",
                                                   script=socksed(user=b"me", password=b"other")), code=6,
          err="does not accept this user and password", never=SECRET),
    proxy("socks5h that wants a password", through("socks5h", "https", script=socksed(user=b"me", password=b"x")),
          code=6, err="wants a user and a password.*USER:PASSWORD@"),
    proxy("socks5h that wants GSSAPI", through("socks5h", "https", user="me:pw@", script=socksed(method=1)), code=6,
          err="another kind of credentials"),
    *(proxy(f"socks5h replies {code}", through("socks5h", "https", script=socksed(reply=code)), code=6, err=words)
      for code, words in REPLIES.items()),
    proxy("socks5h bound to a name", through("socks5h", "https", script=socksed(bound=b"\x03\x04host\0\0"))),
    proxy("socks5h bound to IPv6", through("socks5h", "https", script=socksed(bound=b"\x04" + bytes(18)))),
    proxy("socks5h bound to nonsense", through("socks5h", "https", script=socksed(bound=b"\x09" + bytes(18))), code=6,
          err="not SOCKS"),
    proxy("socks5h closing after the greeting", through("socks5h", "https", script=socksed(stop_after="greeting")),
          code=6, err="closed|reset"),
    proxy("socks5h closing after the request", through("socks5h", "https", script=socksed(stop_after="request")),
          code=6, err="closed|reset"),
    proxy("socks5h that is an HTTP proxy", through("socks5h", "https", script=lambda _server, _seen: [
        b"HTTP/1.1 400 Bad Request\r\n\r\n", close]), code=6, err="not SOCKS|closed|reset"),
    proxy("socks5h silent", through("socks5h", "https", script=lambda _server, _seen: [silence]), code=7,
          err="proxy did not answer within 2 s"),
    proxy("socks5h refusing the connection", lambda world: world.run(
        [*READ, *FLAGS], world.account("https://ras.example.test", ALL_PROXY=f"socks5h://127.0.0.1:{dead_port()}")),
          code=6, err="cannot reach the proxy.*refused"),
    proxy("any character in a password, HTTP", through("http", "https", user=f"{quoted('me@x')}:{quoted(AWKWARD)}@",
                                                       script=basic("me@x", AWKWARD))),
    proxy("a proxy that only takes Negotiate", through("http", "https", script=wants("Negotiate")), code=6,
          err="Negotiate, and rasctl speaks Basic only.*cntlm"),
    proxy("a proxy that only takes NTLM", through("http", "https", user="me:pw@", script=wants("NTLM")), code=6,
          err="NTLM, and rasctl speaks Basic only"),
    proxy("a proxy that takes Negotiate or NTLM", through("http", "https", script=wants("Negotiate", "NTLM")), code=6,
          err="Negotiate or NTLM"),
    proxy("a proxy that takes Digest", through("http", "https", script=wants('Digest realm="x"')), code=6,
          err="Digest, and rasctl"),
    proxy("a proxy that takes NTLM or Basic", through("http", "https", script=wants("NTLM", 'Basic realm="x"')), code=6,
          err="wants a user and a password"),
    *map(refused, (
        f"http://me:{SECRET}/x@127.0.0.1:1", f"http://me:{SECRET}#x@127.0.0.1:1", f"http://me:{SECRET}?x@127.0.0.1:1",
        f"http://me:12/{SECRET}@127.0.0.1:1", f"http://me:{SECRET}@x@127.0.0.1:1", f"http://me:{SECRET}%@127.0.0.1:1",
        f"http://me:{SECRET}%zz@127.0.0.1:1", f"http://me%3Ax:{SECRET}@127.0.0.1:1", f"socks4://me:{SECRET}@127.0.0.1:1",
        f"socks://me:{SECRET}@127.0.0.1:1", f"{SECRET}://127.0.0.1:1", f"ftp://me:{SECRET}@127.0.0.1:1",
        f"http://me:{SECRET}", f"me:{SECRET}@", f"socks5://:{SECRET}@127.0.0.1:1", f"socks5h://me:{SECRET * 30}@127.0.0.1:1",
        f"http://me:{SECRET}@[::1", f"http://me:{SECRET}@127.0.0.1:99999", f"http://me:{SECRET} x")),
]
