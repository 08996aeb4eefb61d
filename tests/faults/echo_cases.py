"""Servers and proxies that repeat the secrets they were sent, in every shape; and secrets given in odd places."""

import base64
import urllib.parse

from case import GATEWAYS, READ, Case
from hostile_server import ADMINISTRATOR, PASSWORD, answer
from no_leak import FIELD, PROXY, QUERY, arrived, create_gateway, create_radius, not_sent, nothing_kept, on_server, planted

NUMBER = "9081726354"  # a password that is a number


def escaped(text):
    """As .NET writes JSON: everything but letters and digits as \\u00XX."""
    return "".join(one if one.isalnum() else f"\\u{ord(one):04X}" for one in text)


SHAPES = {
    "as it is": lambda text: text,
    "escaped as JSON": escaped,
    "percent-encoded": lambda text: urllib.parse.quote(text, safe=""),
    "percent-encoded in small letters": lambda text: urllib.parse.quote(text, safe="").replace("%2B", "%2b")
    .replace("%3D", "%3d"),
    "in Base64": lambda text: base64.b64encode(text.encode()).decode(),
    "in Base64 behind a name": lambda text: base64.b64encode(f"admin:{text}".encode()).decode(),
}


def said(request, shape):
    """Those secrets that came with this request."""
    secrets = [request.headers.get("auth_token", ""), *(FIELD for _ in [0] if FIELD.encode() in request.body),
               *(QUERY for _ in [0] if QUERY in request.query)]
    return " ".join(shape(secret) for secret in secrets if secret)


def refusing(shape, status=400):
    return lambda request: [answer(status, '{"detail": "you said ' + said(request, shape) + '", "errors": {"'
                                   + said(request, shape) + '": ["' + said(request, shape) + '"]}}')]


def echoed(make, answers, *flags):
    """A write whose refusal repeats its secrets, with every trace on."""

    def act(world):
        server = world.serve({"GET /api/Gateway": [answer(200, GATEWAYS)], "*": answers}, check_token=True)
        server.on["POST /api/Gateway"] = server.on["POST /api/MFA/Radius"] = answers
        world.log_in(server)
        ended = world.run(make(world, *flags, "--debug", "--trace-file", world.path("trace.jsonl"), "--max-retries", "0"))
        ended.server = server
        return ended

    return act


def in_header(request):
    return [answer(400, {"detail": "no"}, [("X-Echo", said(request, str)), ("X-Base", said(request, SHAPES["in Base64"]))])]


def in_reason(request):
    return [answer(400, {"detail": "no"}, reason=said(request, str))]


def in_page(request):
    return [answer(500, f"<html><title>{said(request, str)}</title></html>", content_type="text/html")]


def in_text(request):
    return [answer(500, said(request, str), content_type="text/plain")]


def in_location(request):
    return [answer(307, "", [("Location", "http://other.test/" + urllib.parse.quote(said(request, str), safe=""))])]


def redirected_read(world):
    """A read is sent on to a path that holds its token."""
    server = world.serve(check_token=True)
    server.on["GET /api/Gateway"] = lambda request: [answer(302, "", [
        ("Location", "/x/" + urllib.parse.quote(request.headers["auth_token"], safe=""))])]
    world.log_in(server)
    return world.run(["gateway", "list", "--debug", "--trace-file", world.path("trace.jsonl")])


def logon_refused(shape):
    def act(world):
        server = world.serve({"POST /api/Session/logon": lambda request: [
            answer(401, '{"detail": "not ' + shape(PASSWORD) + '"}')]})
        return world.run([*READ, "--debug", "--trace-file", world.path("trace.jsonl")], world.account(server))

    return act


def proxied(url, on=None, *flags):
    """Through a forward proxy that is named with its password."""

    def act(world):
        proxy = world.serve({"GET /api/Gateway": [answer(200, GATEWAYS)], **(on or {})})
        named = url.format(proxy=proxy.url.replace("http://", ""), secret=PROXY)
        return world.run([*READ, "--debug", "--trace-file", world.path("trace.jsonl"), "--max-retries", "0", *flags],
                         world.account("http://ras.example.test:8080", http_proxy=named))

    return act


def proxy_repeats(request):
    return [answer(403, {"detail": request.headers.get("proxy-authorization", "") + PROXY})]


def settings_with_proxy(*arguments):
    """A context that names a proxy with a password: what shows contexts must not show that."""

    def act(world):
        server = world.serve({"GET /api/Gateway": [answer(200, GATEWAYS)]})
        world.log_in(server)
        named = f"http://u:{PROXY}@{server.url.replace('http://', '')}"
        said = world.run(["config", "set", "contexts.farm.proxy", named])
        assert said.code == 0, said.err
        ended = world.run(arguments, {"RASCTL_PASSWORD": PASSWORD})
        ended.err += said.err
        return ended

    return act


def shown_nothing(world, ended):
    """The configuration holds the secret because the user put it there; the output must not."""
    return "the proxy's password is shown" if PROXY in ended.out + ended.err else None


def raw_api(*arguments):
    def act(world):
        server = on_server(world)
        world.log_in(server)
        ended = world.run(["api", "POST", "/api/Thing", *arguments, "--debug", "--trace-file",
                           world.path("trace.jsonl")])
        ended.server = server
        return ended

    return act


def number_hidden(world, ended):
    with open(world.path("trace.jsonl")) as trace:
        everything = ended.out + ended.err + trace.read()
    return f"{NUMBER} is shown" if NUMBER in everything else None


def from_file(text, *flags, name="body-secret"):
    return planted(lambda world, *more: ["mfa", "radius", "create", "--from-file", world.write(name, text), *more],
                   *flags)


def with_endpoint(url):
    return lambda world: world.run(["login", url.format(secret=PROXY), "--username", ADMINISTRATOR, "--no-input"],
                                   {"RASCTL_PASSWORD": PASSWORD})


def batch(world):
    """Lines that fail are named, but not with their secrets."""
    server = on_server(world)
    world.log_in(server)
    commands = world.write("commands-secret", f"gateway create --server a --password {QUERY}\n"
                           f"mfa radius create --name r --secret-key {FIELD}\n")
    return world.run(["batch", commands, "--debug"])


def case(name, act, **wanted):
    wanted.setdefault("within", 4.0)
    wanted.setdefault("check", nothing_kept)
    return Case("No leak", name, act, **wanted)


BODY = ('{"name":"r","displayName":"r","radiusPort":1812,"radiusServer":"r","retries":1,"timeout":5,"secretKey":"'
        + FIELD + '"}')
ODD_URLS = ("https://me:{secret}@127.0.0.1", "https://me:{secret}@127.0.0.1:99999", "https://{secret}@127.0.0.1",
            "me:{secret}@127.0.0.1", "https://me:{secret}@", "ftp://me:{secret}@127.0.0.1", "https://me:{secret}/x@127.0.0.1",
            "https://me:{secret}@[::1", "https:/me:{secret}@127.0.0.1", "https://127.0.0.1/?password={secret}")
ODD_PROXIES = ("http://u:{secret}@127.0.0.1:99999", "http://u:{secret}@", "socks4://u:{secret}@{proxy}",
               "http://u:{secret}@[::1")

CASES = [
    *(case(f"refusal that repeats a field's secret and the token {name}", echoed(create_radius, refusing(shape)), code=5,
           check=arrived(FIELD)) for name, shape in SHAPES.items()),
    *(case(f"refusal that repeats a parameter's secret {name}", echoed(create_gateway, refusing(shape, 500)), code=1,
           check=arrived(QUERY)) for name, shape in SHAPES.items()),
    case("refusal that repeats secrets in its headers", echoed(create_radius, in_header), code=5, check=arrived(FIELD)),
    case("refusal that repeats secrets in its reason", echoed(create_radius, in_reason), code=5, check=arrived(FIELD)),
    case("refusal that repeats secrets on a page", echoed(create_radius, in_page), code=1, check=arrived(FIELD)),
    case("refusal that repeats secrets as plain text", echoed(create_radius, in_text, "-o", "json"), code=1,
         check=arrived(FIELD)),
    case("redirect that repeats secrets", echoed(create_gateway, in_location), code=1, check=arrived(QUERY)),
    case("redirect of a read to a path with its token", redirected_read, code=4),
    *(case(f"logon refused with the password {name}", logon_refused(shape), code=3, err="refuses the logon")
      for name, shape in SHAPES.items()),
    case("proxy with a password", proxied("http://u:{secret}@{proxy}"), out="gw1"),
    case("proxy that refuses and repeats its password", proxied("http://u:{secret}@{proxy}", {
        "GET /api/Gateway": proxy_repeats}), code=3),
    *(case(f"proxy written as {url}", proxied(url), code=2, err="proxy") for url in ODD_PROXIES),
    case("proxy written without http://", proxied("u:{secret}@{proxy}"), out="gw1"),
    *(case(f"endpoint written as {url}", with_endpoint(url), code=2) for url in ODD_URLS),
    *(case(f"context whose proxy has a password: {' '.join(arguments)}", settings_with_proxy(*arguments),
           check=shown_nothing) for arguments in (
               ("context", "show", "-o", "json"), ("context", "list", "-o", "json"), ("config", "explain", "proxy"),
               ("config", "get"), ("config", "get", "-o", "json"), ("config", "get", "proxy"),
               ("config", "get", "contexts.farm"), ("config", "get", "contexts", "-o", "json"), ("doctor",),
               ("whoami",))),
    case("secret field through the api command", raw_api("--field", f"password={FIELD}"), check=arrived(FIELD)),
    case("secret number through the api command", raw_api("--field", f"password={NUMBER}"), check=number_hidden),
    case("secret parameter through the api command", raw_api("--query", f"apiKey={QUERY}"), check=arrived(QUERY)),
    case("secret in a body from a file", from_file(BODY), check=arrived(FIELD)),
    case("secret in a body from a file with --dry-run", from_file(BODY, "--dry-run"), check=not_sent),
    case("secret in a body from a file that is damaged", from_file(BODY[:-2]), code=2),
    case("secret in a YAML body that is damaged", from_file(f"secretKey: {FIELD}\n\tname: [\n"), code=2),
    case("secret in a body of the wrong shape", from_file(f'["{FIELD}"]'), code=2),
    case("secret of the wrong type in a body", from_file(BODY.replace(f'"{FIELD}"', f'["{FIELD}"]')), code=2),
    case("secret set by --set, shown by --dry-run", planted(lambda world, *flags: [
        "mfa", "radius", "create", "--set", f"secretKey={FIELD}", *flags], "--dry-run"), code=2,
        err="--secret-key"),
    case("secrets in the lines of a batch", batch, code=8, out="takes no plain value"),
]
