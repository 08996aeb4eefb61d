"""Nothing in the demo farm is older than what it belongs to, changed before what it names was there, or of another
site; every date is one that an administrator would believe. Generated from the description: each list, each reference
in it (x-refers), each date."""
import collections
import datetime
import re

from farm import expect
from trial import Trial

# Published items, administrators and the farm's own lists are of no one site; a policy may name items of any.
OF_ANY_SITE = {"PubItem", "PubFolder", "AdminAccount", "Site"}
DATE = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")


def moment(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


class Belongings(Trial):
    def lists(self):
        """Operation and rows of every list of objects that were made at some time."""
        for operation in self.description.operations:
            if operation.method != "GET" or not operation.is_json or "{" in operation.path:
                continue
            if self.description.resolved(operation.answer or {}).get("type") != "array":
                continue
            rows = [row for row in self.get(self.with_query(operation, operation.path)) or [] if isinstance(row, dict)]
            yield operation, rows

    def references(self, schema, value):
        """Kind and ID of everything that a value names, with the field that does."""
        fields = self.description.fields(schema)
        for name, field in fields.items():
            inner = value.get(name) if isinstance(value, dict) else None
            if inner is None:
                continue
            if field.get("x-refers"):
                for one in inner if isinstance(inner, list) else [inner]:
                    yield name, field["x-refers"], one
            elif field.get("type") == "object":
                yield from self.references(field, inner)

    def check(self):
        lists = list(self.lists())
        objects = {}
        for operation, rows in lists:
            for row in rows:
                if "timeCreate" in row and self.places.key(row) is not None:
                    objects.setdefault(self.places.key(row), (operation, row))
        for operation, rows in lists:
            for row in rows:
                self.dates(operation, row, "")
                if "timeCreate" in row:
                    self.row(operation, row, objects)

    def row(self, operation, row, objects):
        made, changed = moment(row["timeCreate"]), moment(row["timeLastMod"])
        if made > changed:
            self.tell(operation, "timeLastMod", f"{changed}, made at {made}")
        site = row.get("siteId", row.get("siteID"))
        for name, kind, key in self.references(self.description.resolved(operation.answer)["items"], row):
            if key not in objects or key == row.get("id"):
                continue
            other = objects[key][1]
            if moment(other["timeCreate"]) > (made if kind == "Site" else changed):
                self.tell(operation, name, f"{row['id']} of {row['timeLastMod']} names {key} of {other['timeCreate']}")
            other_site = other.get("siteId", other.get("siteID"))
            if None not in (site, other_site) and kind not in OF_ANY_SITE and site != other_site:
                self.tell(operation, name, f"{row['id']} of site {site} names {key} of site {other_site}")

    def dates(self, operation, value, where):
        if isinstance(value, dict):
            for name, inner in value.items():
                self.dates(operation, inner, name)
                if name.lower() == "siteid" and inner == 0:
                    self.tell(operation, name, "site 0, which no farm has")
        elif isinstance(value, list):
            for inner in value:
                self.dates(operation, inner, where)
        elif isinstance(value, str) and DATE.match(value) and not 2018 < moment(value).year < 2040:
            self.tell(operation, where, f"{value}")


def belongings(description, client, report):
    Belongings(description, client, report).check()


def hosts_are_of_the_site_of_their_pool(farm):
    for pool in farm.get("/api/RDS/HostPool"):
        sites = {member["siteId"] for member in farm.get(f"/api/RDS/HostPool/{pool['id']}/Members")}
        expect(sites == {pool["siteId"]}, f"{pool['name']} of site {pool['siteId']} has hosts of {sites}")


def machines_are_where_their_template_is(farm):
    templates = {row["id"]: row["providerId"] for row in farm.get("/api/RDS/Template")}
    for host in farm.get("/api/RDS/Host"):
        if host["rasTemplateId"] in templates:
            machines = farm.get(f"/api/Provider/{templates[host['rasTemplateId']]}/VM")
            expect(host["server"].split(".")[0] in {row["name"] for row in machines},
                   f"{host['server']} is no machine of its template's provider")


def gateways_count_the_sessions_that_name_them(farm):
    through = collections.Counter()
    for row in farm.get("/api/RDSession"):
        for hop in row["rfiInfoList"]:
            through[hop["ip"]] += row["state"] != 4  # disconnected
    for row in farm.get("/api/Gateway/status"):
        expect(row["activeConnections"] == through[row["ip"]], f"{row}, {through}")
        expect(row["activeRDPSessions"] + row["activeRDPSSLSessions"] == row["activeConnections"], f"{row}")
    expect(len(through) == len(farm.get("/api/Gateway")), f"all come through {through}")


def sessions_leave_a_gateway_that_is_switched_off(farm):
    gateway = farm.get("/api/Gateway")[0]
    farm.change("PUT", f"/api/Gateway/{gateway['id']}", {"enabled": False}, 204)
    status = farm.get(f"/api/Gateway/{gateway['id']}/status")
    expect(status["agentState"] == -2 and status["activeConnections"] == 0, f"{status}")
    hops = {hop["ip"] for row in farm.get("/api/RDSession") for hop in row["rfiInfoList"]}
    expect(hops and gateway["iPs"] not in hops, f"sessions come through {hops}")


def an_address_that_is_changed_is_shown_everywhere(farm):
    gateway = farm.get("/api/Gateway")[0]["id"]
    farm.change("PUT", f"/api/Gateway/{gateway}", {"iPs": "10.9.9.9"}, 204)
    expect(farm.get(f"/api/Gateway/{gateway}/status")["ip"] == "10.9.9.9", "status")
    agents = {row["id"]: row["ip"] for row in farm.get("/api/Agent")}
    expect(agents[str(gateway)] == "10.9.9.9", "agents")
    expect("10.9.9.9" in {hop["ip"] for row in farm.get("/api/RDSession") for hop in row["rfiInfoList"]}, "sessions")


def a_site_says_what_its_broker_says(farm):
    def compared():
        brokers = {row["server"]: row for row in farm.get("/api/ConnectionBroker/status")}
        for site in farm.get("/api/Site/status"):
            broker = brokers[site["server"]]
            for name in ("agentState", "agentVer", "serverOS", "serviceStartTime", "systemBootTime"):
                expect(site[name] == broker[name], f"{name}: {site} and {broker}")
        return {site["server"] for site in farm.get("/api/Site/status")}
    before = compared()
    second = next(row for row in farm.get("/api/ConnectionBroker") if row["priority"] == 1)
    farm.change("POST", f"/api/ConnectionBroker/{second['id']}/promote", None, 204)
    expect(second["server"] not in before and second["server"] in compared(), "the broker that was promoted")


def a_farm_has_one_name(farm):
    settings = farm.get("/api/FarmSettings")
    logon = farm.change("POST", "/api/Session/logon", {"username": "administrator", "password": "11112222"}, 200)
    expect({name: settings[name] for name in ("farmName", "farmGUID")} ==
           {name: logon[name] for name in ("farmName", "farmGUID")} and settings["farmName"], f"{settings}, {logon}")


def devices_run_what_they_are(farm):
    systems = {"MAC": {"macOS 14.5"}, "PC": {"Windows 11"}, "LAPTOP": {"Windows 11"}, "THIN": {"Linux (Debian 12)"},
               "HOME": {"HTML5", "iOS 17", "Android 14"}}
    for row in farm.get("/api/RDSession"):
        expect(row["clientOS"] in systems[row["deviceName"].split("-")[0]], f"{row['deviceName']}: {row['clientOS']}")


def groups_have_their_own_sid(farm):
    sids = collections.defaultdict(set)
    for item in farm.get("/api/PubItems"):
        for who in item["allowedUsers"]:
            sids[who["sid"]].add(who["account"])
    expect(sids and all(len(names) == 1 for names in sids.values()), f"{dict(sids)}")


def agents_say_the_same_when_they_are_diagnosed(farm):
    for kind, path in (("RDS", "/api/RDS/Host"), ("Gateway", "/api/Gateway"), ("Broker", "/api/ConnectionBroker")):
        for status in farm.get(f"{path}/status")[-2:]:
            shown = farm.get(f"/api/Agent/Diagnostic/{kind}?server={status['server']}")
            expect(shown["agentVersion"] == status["agentVer"] and shown["serverOS"] == status["serverOS"] and
                   shown["preferredBroker"] == status.get("preferredBroker", shown["preferredBroker"]),
                   f"{shown}, {status}")


def the_license_tells_times_in_one_form(farm):
    form = re.compile(r"^(\d\d/\d\d/\d{4}( \d\d:\d\d)?)?$")
    def check():
        for name, value in farm.get("/api/License").items():
            dated = name.endswith(("Date", "Start", "End", "Active", "Insurance"))
            expect(not dated or form.match(value), f"{name}: {value}")
    check()
    farm.change("POST", "/api/License/activate",
                {"email": "a@company.example", "password": "x", "key": "RAS0A-BCDEF-GHIJK-LMNOP"}, 204)
    check()


def servers_have_one_address(farm):
    farm.change("POST", "/api/Site", {"name": "Third", "server": "broker9.company.dom"}, 201)
    farm.change("POST", "/api/Gateway?noInstall=true", {"server": "gw9.company.dom", "siteId": 1}, 201)
    for path, field in (("/api/ConnectionBroker", "ip"), ("/api/Gateway", "iPs")):
        shown = {str(row["id"]): row[field] for row in farm.get(path)}
        for row in farm.get(f"{path}/status"):
            expect(row["ip"] == shown[row["id"]] and re.match(r"^\d+(\.\d+){3}$", row["ip"]), f"{row}, {shown[row['id']]}")


def what_a_provider_made_goes_with_it(farm):
    provider = farm.get("/api/AVD/Workspace")[0]["providerId"]
    farm.change("DELETE", f"/api/Provider/{provider}", None, 204)
    for path in ("/api/AVD/Workspace", "/api/AVD/HostPool", "/api/AVD/Template", "/api/AVD/Template/Version"):
        expect(farm.get(path) == [], f"{path}: {farm.get(path)}")


def no_pool_names_a_version_that_is_gone(farm):
    for kind, members in (("RDS", ("rasTemplateId", "rasTemplateVersionId")), ("VDI", ("templateId", "templateVersionId"))):
        pool = next(row for row in farm.get(f"/api/{kind}/HostPool") if row[members[0]])
        farm.change("DELETE", f"/api/{kind}/Template/{pool[members[0]]}", None, 204)
        left = farm.get(f"/api/{kind}/HostPool/{pool['id']}")
        expect(not any(left[name] for name in members), f"{[(name, left[name]) for name in members]}")


def versions_on_offer_are_those_of_the_packages(farm):
    def compared():
        packages = collections.defaultdict(list)
        for row in farm.get("/api/AppPackage"):
            packages[row["packageName"]].append(row["version"])
        offered = {row["packageName"]: row["versions"] for row in farm.get("/api/AppPackageAvailableVersions")}
        expect(offered == packages and all(all(versions) for versions in offered.values()), f"{offered}, {packages}")
    compared()
    farm.change("POST", "/api/AppPackage",
                {"packageName": "New.Tool", "displayName": "Tool", "msixImagePath": "\\\\files\\new.vhdx"}, 201)
    compared()
    farm.change("DELETE", f"/api/AppPackage/{farm.get('/api/AppPackage')[0]['id']}", None, 204)
    compared()
    for row in farm.get("/api/AppPackage"):
        signed = row["certificate"]
        expect(row["publisher"] == "CN=" + signed["commonName"] and signed["publicKey"] and signed["keySize"], f"{row}")


CASES = [hosts_are_of_the_site_of_their_pool, machines_are_where_their_template_is,
         gateways_count_the_sessions_that_name_them, sessions_leave_a_gateway_that_is_switched_off,
         an_address_that_is_changed_is_shown_everywhere, a_site_says_what_its_broker_says, a_farm_has_one_name,
         devices_run_what_they_are, groups_have_their_own_sid, agents_say_the_same_when_they_are_diagnosed,
         the_license_tells_times_in_one_form, servers_have_one_address, what_a_provider_made_goes_with_it,
         no_pool_names_a_version_that_is_gone, versions_on_offer_are_those_of_the_packages]
