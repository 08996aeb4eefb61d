"""Names that lead nowhere or to several places, and proxies."""

import base64
import socket

from case import GATEWAYS, READ, Case
from hostile_server import answer, close, silence
from tls_cases import trusting, tunnel_to

FLAGS = ("--request-timeout", "2s", "--max-retries", "0")
WELL = {"GET /api/Gateway": [answer(200, GATEWAYS)]}
NAME_SERVERS_PATIENCE = 6.0


def endpoint(url, *flags, **env):
    return lambda world: world.run([*READ, *FLAGS, *flags], world.account(url, **env))


def with_hosts(hosts, url, host="127.0.0.1"):
    """The names of these lines of /etc/hosts, seen by this run alone; {port} is the server's."""

    def act(world):
        server = world.serve(WELL, host=host)
        file = world.write("hosts", hosts)
        mounted = ("unshare", "--mount", "sh", "-c", 'mount --bind "$0" /etc/hosts && exec "$@"', file)
        return world.run([*READ, *FLAGS], world.account(url.format(port=server.port)), wrap=mounted)

    return act


def on_loopback_six(world):
    return world.run([*READ, *FLAGS], world.account(world.serve(WELL, host="::1")))


def dead_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def proxied(greeting=None, on=None, url="http://ras.example.test:8080", user="", flags=(), variable="HTTPS_PROXY"):
    def act(world):
        proxy = world.serve(on, greeting=greeting)
        through = proxy.url.replace("http://", f"http://{user}")
        return world.run([*READ, *FLAGS, *flags], world.account(url, **{variable: through}))

    return act


def wants_basic(connection):
    """Lets through who shows the right user and password."""
    head = connection.read_until(b"\r\n\r\n")
    wanted = base64.b64encode(b"me:pr@xy-secret")
    if b"Proxy-Authorization: Basic " + wanted not in head:
        connection.send(b'HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm="p"\r\nContent-Length: 0\r\n\r\n')
        connection.close(goodbye=False)
    connection.buffer = head + b"\r\n\r\n"


def tunnel(user=""):
    def act(world):
        server = world.serve(WELL, tls=world.certificates.context(world.certificates.certificate("good")))
        proxy = world.serve(greeting=[wants_basic, tunnel_to(server)])
        url = proxy.url.replace("http://", f"http://{user}")
        return world.run([*READ, *FLAGS], world.account(server, HTTPS_PROXY=url, **trusting(world)))

    return act


def answered(text):
    def step(connection):
        connection.read_until(b"\r\n\r\n")
        connection.send(text)

    return [step, silence]


def past_the_proxy_by_name(no_proxy, host, reached=True):
    """The same for a host name, which this run alone knows."""

    def act(world):
        server = world.serve(WELL)
        file = world.write("hosts", f"127.0.0.1 {host}\n")
        mounted = ("unshare", "--mount", "sh", "-c", 'mount --bind "$0" /etc/hosts && exec "$@"', file)
        dead = f"http://127.0.0.1:{dead_port()}"
        return world.run([*READ, *FLAGS], world.account(
            f"http://{host}:{server.port}", http_proxy=dead, NO_PROXY=no_proxy.format(port=server.port)), wrap=mounted)

    wanted = {"out": "gw1"} if reached else {"code": 6, "err": "cannot reach the proxy"}
    return Case("Routes", f"NO_PROXY={no_proxy.replace('{port}', 'PORT')} for {host}", act, within=4, needs_root=True,
                **wanted)


def past_the_proxy(no_proxy, host="127.0.0.1", reached=True):
    """A dead proxy that NO_PROXY says to leave out."""

    def act(world):
        server = world.serve(WELL, host=host)
        listed = no_proxy.format(port=server.port, other=server.port - 1)
        dead = f"http://127.0.0.1:{dead_port()}"
        return world.run([*READ, *FLAGS], world.account(server, HTTPS_PROXY=dead, HTTP_PROXY=dead, http_proxy=dead,
                                                        NO_PROXY=listed))

    wanted = {"out": "gw1"} if reached else {"code": 6, "err": "cannot reach the proxy"}
    name = no_proxy.replace("{port}", "PORT").replace("{other}", "OTHER PORT")
    return Case("Routes", f"NO_PROXY={name}", act, within=4, **wanted)


def route(name, act, **wanted):
    wanted.setdefault("within", 4.0)
    return Case("Routes", name, act, **wanted)


HTTPS = "https://ras.example.test:20443"
BOTH = "127.0.0.1 ras.example.test\n::1 ras.example.test\n"

CASES = [
    route("no such host", endpoint("https://no-such-host.invalid"), code=6, err="no such host|cannot be looked up|name server",
          within=NAME_SERVERS_PATIENCE),
    route("several addresses, the first dead", with_hosts("127.0.0.2 ras.example.test\n127.0.0.1 ras.example.test\n",
                                                          "http://ras.example.test:{port}"), out="gw1",
          needs_root=True),
    route("several addresses, IPv6 dead", with_hosts(BOTH, "http://ras.example.test:{port}"), out="gw1",
          needs_root=True),
    route("several addresses, IPv4 dead", with_hosts(BOTH, "http://ras.example.test:{port}", host="::1"), out="gw1",
          needs_root=True),
    route("several addresses, all dead", with_hosts("127.0.0.2 ras.example.test\n127.0.0.3 ras.example.test\n",
                                                    "http://ras.example.test:{port}"), code=6,
          err="2 addresses were tried", needs_root=True),
    route("an international name", with_hosts("127.0.0.1 xn--bcher-kva.example\n", "http://b\u00fccher.example:{port}"),
          out="gw1", err="not encrypted", needs_root=True),
    route("IPv6 literal", on_loopback_six, out="gw1"),
    route("port 0", endpoint("https://127.0.0.1:0"), code=2, err="port"),
    route("port 65536", endpoint("https://127.0.0.1:65536"), code=2, err="port"),
    route("another scheme", endpoint("ftp://127.0.0.1"), code=2, err="http"),
    route("password inside the endpoint", endpoint("https://me:hidden-pw@127.0.0.1"), code=2, err="password|user",
          never="hidden-pw"),
    route("host with a line end", endpoint("https://a\nb"), code=2, err="one line"),
    route("proxy refusing the connection", lambda world: endpoint(
        HTTPS, HTTPS_PROXY=f"http://127.0.0.1:{dead_port()}")(world), code=6, err="cannot reach the proxy.*refused"),
    route("proxy refusing the tunnel", proxied(answered(b"HTTP/1.1 403 Forbidden\r\n\r\n"), url=HTTPS), code=6,
          err="proxy.*403.*NO_PROXY"),
    route("proxy asking for Basic", tunnel(), code=6, err="407.*USER:PASSWORD@"),
    route("proxy given the wrong password", tunnel("me:wrong-pw@"), code=6, err="407", never="wrong-pw"),
    route("proxy given the right password", tunnel("me:pr%40xy-secret@"), out="gw1", never="pr@xy-secret"),
    route("proxy answering garbage", proxied(answered(b"\x05\x00garbage\r\n\r\n"), url=HTTPS), code=6,
          err="not HTTP"),
    route("proxy answering too much", proxied(answered(b"HTTP/1.1 200 OK\r\n\r\nmore"), url=HTTPS), code=6,
          err="more than was asked"),
    route("proxy closing", proxied([close], url=HTTPS), code=6, err="proxy.*closed"),
    route("proxy silent", proxied([silence], url=HTTPS), code=7, err="proxy did not answer within 2 s"),
    route("proxy with an endless header", proxied([lambda connection: [connection.send(b"HTTP/1.1 200 OK\r\n")] and
                                                   [connection.send(b"X: y\r\n") for _ in range(40000)]], url=HTTPS),
          code=6, err="through the proxy"),
    route("407 from a forward proxy", proxied(on={"POST /api/Session/logon": [answer(407, "")]},
                                              variable="http_proxy", flags=()), code=6, err="407|proxy"),
    route("proxy URL of another scheme", endpoint(HTTPS, HTTPS_PROXY="socks4://127.0.0.1:1"), code=2, err="proxy"),
    route("--proxy none beats HTTPS_PROXY", lambda world: world.run(
        [*READ, *FLAGS, "--proxy", "none"],
        world.account(world.serve(WELL), http_proxy=f"http://127.0.0.1:{dead_port()}")), out="gw1"),
    past_the_proxy("*"),
    past_the_proxy("127.0.0.1"),
    past_the_proxy("127.0.0.0/8"),
    past_the_proxy("127.0.0.1:{port}"),
    past_the_proxy(" other.test , 127.0.0.1 "),
    past_the_proxy("[::1]", host="::1"),
    past_the_proxy("127.0.0.1:{other}", reached=False),
    past_the_proxy("other.test,127.0.0.2", reached=False),
    past_the_proxy_by_name("example.test", "ras.example.test"),
    past_the_proxy_by_name(".example.test", "ras.example.test"),
    past_the_proxy_by_name("*.example.test", "ras.example.test"),
    past_the_proxy_by_name("RAS.Example.TEST", "ras.example.test"),
    past_the_proxy_by_name("ras.example.test:{port}", "ras.example.test"),
    past_the_proxy_by_name("b\u00fccher.example", "xn--bcher-kva.example"),
    past_the_proxy_by_name(".B\u00dcCHER.example", "ras.xn--bcher-kva.example"),
    past_the_proxy_by_name("*.b\u00fccher.example:{port}", "ras.xn--bcher-kva.example"),
    past_the_proxy_by_name("XN--BCHER-KVA.example", "xn--bcher-kva.example"),
    past_the_proxy_by_name("bucher.example", "xn--bcher-kva.example", reached=False),
    past_the_proxy_by_name("ample.test", "ras.example.test", reached=False),
    past_the_proxy_by_name("example.test.evil.test", "ras.example.test", reached=False),
    past_the_proxy_by_name("ras.example.test:1", "ras.example.test", reached=False),
]
