"""The vendor's worked samples as rasctl commands."""
from harness import expect, person, simulator

BASIC_18 = [
    ("POST", "/api/Session/logon", {"username": "administrator", "password": "11112222"}, 200),
    ("GET", "/api/site", None, 200),
    ("GET", "/api/site/1", None, 200),
    ("GET", "/api/gateway", None, 200),
    ("POST", "/api/gateway?noinstall=true", {"server": "126.0.0.6", "siteId": 1}, 201),
    ("GET", "/api/gateway/{gateway}", None, 200),
    ("POST", "/api/rds?noinstall=true", {"server": "rds.company.dom", "siteId": 1}, 201),
    ("GET", "/api/rds/{host}/status", None, 200),
    ("GET", "/api/rds/sessions", None, 200),
    ("POST", "/api/Session/logoff", None, 200),
]
BASIC_21 = [(method, path.replace("/api/site", "/api/Site").replace("/api/gateway?noinstall", "/api/Gateway?noInstall")
             .replace("/api/gateway", "/api/Gateway").replace("/api/rds?noinstall", "/api/RDS/Host?noInstall")
             .replace("/api/rds", "/api/RDS/Host"), body, status) for method, path, body, status in BASIC_18]


def walk_basic_sample(version, expected):
    with simulator("--api", version, "--farm", "sample") as farm, person() as me:
        me.login(farm)
        # For people, tables would ask for names besides.
        me.run("site", "list", "-o", "json").expect_code(0)
        me.run("site", "get", "1", "-o", "json").expect_code(0)
        me.run("gateway", "list", "-o", "json").expect_code(0)
        gateway = me.run("gateway", "create", "--server", "126.0.0.6", "--site", "1", "--no-install", "-q")
        gateway = gateway.expect_code(0).text.strip()
        me.run("gateway", "get", gateway, "-o", "json").expect_code(0)
        host = me.run("rds", "host", "create", "--server", "rds.company.dom", "--site", "1", "--no-install", "-q")
        host = host.expect_code(0).text.strip()
        me.run("rds", "host", "status", host, "-o", "json").expect_code(0)
        me.run("rds", "host", "session", "list", "-o", "json").expect_code(0)
        me.run("logout").expect_code(0)
        # Learning the server's version once is rasctl's own and no step of the sample.
        recorded = [one for one in farm.recorded() if one["path"] != "/api/WebService/version"]
        expect(len(recorded) == 10, f"{len(recorded)} requests instead of ten")
        for one, (method, path, body, status) in zip(recorded, expected):
            path = path.format(gateway=gateway, host=host)
            got = (one["method"], one["path"], one["body"], one["status"])
            expect(got == (method, path, body, status), f"got {got}, expected {(method, path, body, status)}")
            headers = {name.lower(): value for name, value in one["headers"].items()}
            expect(headers.get("content-type") == "application/json; api-version=1.0", f"{path}: {headers}")
            expect(("auth_token" in headers) == (not path.endswith("/logon")), f"{path}: auth_token: {headers}")


def test_basic_sample_against_version_18():
    walk_basic_sample("18", BASIC_18)


def test_basic_sample_against_version_21():
    walk_basic_sample("21", BASIC_21)


def test_licensing_sample():
    with simulator("--farm", "sample") as farm, person() as me:
        me.login(farm)
        secret = ("--password", "@-")
        ran = me.run("license", "activate", "--email", "someone@parallels.com", "--key", "XXX", *secret,
                     stdin=b"11112222\n").expect_code(5)
        expect("invalid login or password" in ran.err, ran.err)
        me.run("license", "get", "-o", "json").expect_code(0)
        ran = me.run("license", "deactivate", "--email", "someone@parallels.com", "--yes", *secret,
                     stdin=b"11112222\n").expect_code(5)
        expect("Product not activated with a license key." in ran.err, ran.err)
        expect(farm.recorded()[-1]["body"] == {"email": "someone@parallels.com", "password": "11112222"},
               farm.recorded()[-1])


def test_publishing_sample_against_version_18():
    with simulator("--api", "18", "--farm", "sample") as farm, person() as me:
        me.login(farm)
        app = me.run("pub", "app", "rds", "create", "--target", "notepad.exe", "--name", "Text Editor", "-o", "json")
        app = app.expect_code(0).json()
        expect(app["target"] == "notepad.exe" and app["name"] == "Text Editor" and app["colorDepth"] == 5, app)
        last = farm.recorded()[-1]
        expect((last["method"], last["path"]) == ("POST", "/api/pubrdsapps"), last)
        expect(last["body"] == {"target": "notepad.exe", "name": "Text Editor"}, last)
