"""What the demo farm is said to hold."""
import collections
import datetime

from farm import expect


def count(farm, path, number):
    rows = farm.get(path)
    expect(len(rows) == number, f"{path}: {len(rows)} instead of {number}")
    return rows


def holds_what_is_promised(farm):
    count(farm, "/api/Site", 2)
    count(farm, "/api/ConnectionBroker", 3)
    count(farm, "/api/Gateway", 4)
    hosts = count(farm, "/api/RDS/Host", 40)
    pools = count(farm, "/api/RDS/HostPool", 3)
    members = [host for pool in pools for host in farm.get(f"/api/RDS/HostPool/{pool['id']}/Members")]
    expect(len(members) == len({m["id"] for m in members}) == len(hosts), f"{len(members)} members")
    for path in ("/api/VDI/HostPool", "/api/AVD/HostPool", "/api/RDS/Template", "/api/VDI/Template", "/api/AVD/Template",
                 "/api/AdminAccount", "/api/Notifications", "/api/Provider"):
        expect(farm.get(path), f"{path} is empty")
    items = farm.get("/api/PubItems")
    published = [item for item in items if item["type"] != 1]
    expect(len(published) == 120 or len(items) == 120, f"{len(items)} items, {len(published)} of them no folders")
    count(farm, "/api/ClientPolicies", 6)
    expect(280 <= len(farm.get("/api/RDSession")) <= 320, "sessions")


def warns_of_certificates(farm):
    now = datetime.datetime.now(datetime.timezone.utc)
    left = [(datetime.datetime.fromisoformat(row["expirationDate"].replace("Z", "+00:00")) - now).days
            for row in farm.get("/api/Certificates")]
    status = collections.Counter(row["status"] for row in farm.get("/api/Certificates"))
    expect(status[1] == 1 and status[2] == 1, f"certificates by status: {status}")
    expect(sum(days < 0 for days in left) == 1 and sum(0 <= days < 31 for days in left) == 1, f"days left: {left}")


def refers_to_what_exists(farm):
    """Hosts, sessions, processes and items fit together."""
    hosts = {row["id"]: row for row in farm.get("/api/RDS/Host")}
    states = {int(row["id"]): row for row in farm.get("/api/RDS/Host/status")}
    expect(hosts.keys() == states.keys(), "status of other hosts")
    sessions = farm.get("/api/RDS/Host/sessions")
    users = collections.Counter(row["serverID"] for row in sessions)
    expect(users.keys() <= hosts.keys(), "sessions on hosts that do not exist")
    for key, row in states.items():
        expect(row["activeSessions"] + row["disconnectedSessions"] == users[key], f"host {key}: {row}, {users[key]}")
        expect(row["agentState"] >= -5, f"{row}")
    of_sessions = {row["sessionID"] for row in sessions}
    processes = farm.get("/api/RDS/Host/sessions/processes")
    expect({row["session"] for row in processes} == of_sessions, "sessions without processes, or the reverse")
    items = {row["id"]: row for row in farm.get("/api/PubItems")}
    for row in items.values():
        expect(row["parentId"] == 0 or items[row["parentId"]]["type"] == 1, f"{row['name']} is in no folder")
        expect(row["previousId"] == 0 or items[row["previousId"]]["parentId"] == row["parentId"], f"{row['name']}")
    sites = {row["id"] for row in farm.get("/api/Site")}
    for path in ("/api/Gateway", "/api/ConnectionBroker", "/api/RDS/Host", "/api/ClientPolicies", "/api/Certificates"):
        for row in farm.get(path):
            expect(row.get("siteId", 1) in sites, f"{path}: {row['id']} is in no site")


def moment(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


def people_work_on_their_own_desktops(farm):
    owners = {row["name"]: row["user"] for row in farm.get("/api/Provider/VM/VDIHost/Status") if row.get("user")}
    expect(owners, "no desktop is anybody's")
    for row in farm.get("/api/RDSession"):
        owner = owners.get(row["sessionHostName"], row["user"])
        expect(row["user"] == owner, f"{row['user']} works on the desktop of {owner}: {row['sessionHostName']}")


def shows_a_session_wherever_it_runs(farm):
    running = {row["sessionID"]: row for row in farm.get("/api/RDSession")}
    for kind in ("VDIHost", "AVDHost"):
        machines = {row["name"]: row["session"] for row in farm.get(f"/api/Provider/VM/{kind}/Status")}
        at_work = {row["sessionHostName"] for row in running.values()} & machines.keys()
        expect(at_work, f"nobody works on a {kind}")
        for name, session in machines.items():
            expect((session is not None) == (name in at_work), f"{name}: {session}")
            same = session and {key: running[session["sessionID"]][key] for key in ("user", "state", "logonTime")}
            expect(not session or same.items() <= session.items(), f"{name}: {session}, {same}")


def measures_nothing_of_what_is_silent(farm):
    silent = [row for row in farm.get("/api/RDS/Host/status") if row["agentState"] in (-1, -2, -4)]
    expect(silent, "every agent talks")
    for row in silent:
        expect(row["cpuLoad"] == 0 and row["memLoad"] == 0, f"{row['server']}, of which nobody hears: {row}")


def was_not_made_a_moment_ago(farm):
    now = datetime.datetime.now(datetime.timezone.utc)
    for path in ("/api/Gateway", "/api/RDS/Host", "/api/PubItems", "/api/AdminAccount", "/api/Provider", "/api/Theme"):
        made = [moment(row["timeCreate"]) for row in farm.get(path)]
        changed = [moment(row["timeLastMod"]) for row in farm.get(path)]
        expect(len(set(made)) == len(made), f"{path}: made at the same time")
        expect(all(a <= b <= now and (now - a).days > 10 for a, b in zip(made, changed)), f"{path}: {made}, {changed}")


def settings_say_what_is(farm):
    shown = farm.get("/api/LetsEncryptSettings")
    expect(shown["adminLastMod"] and not shown["timeCreate"].startswith("1970"), shown)
    service = farm.get("/api/WebService/settings")
    expect(service["webAdminService"]["session"]["expire"] == 30, service)
    farm.change("PUT", "/api/WebService/settings", {"sessionExpire": 45}, 204)
    expect(farm.get("/api/WebService/settings")["webAdminService"]["session"]["expire"] == 45, "45 minutes")


def tells_things_apart(farm):
    for path, field in (("/api/ConnectionBroker/status", "ip"), ("/api/Gateway", "iPs"), ("/api/RDS/Host/status", "ip")):
        values = [row[field] for row in farm.get(path)]
        expect(len(set(values)) == len(values) and all(values), f"{path}: {values}")
    brokers = {row["server"]: row["siteId"] for row in farm.get("/api/ConnectionBroker")}
    for path in ("/api/Gateway/status", "/api/RDS/Host/status", "/api/Provider/Status"):
        for row in farm.get(path):
            expect(brokers[row["preferredBroker"]] == int(row["siteId"]), f"{path}: {row} talks to another site")
    policies = [str(row["clientPolicy"]) for row in farm.get("/api/ClientPolicies")]
    expect(len(set(policies)) == len(policies), "policies that differ in their names only")


def schedules_are_to_come(farm):
    now = datetime.datetime.now(datetime.timezone.utc)
    kinds = {"/api/RDS/Host": "/api/RDS/Host", "/api/RDS/HostPool": "/api/RDS/HostPool", "/api/VDI/HostPool": "/api/VDI/HostPool",
             "/api/AVD/HostPool": "/api/AVD/HostPool", "/api/Provider/VM/VDIHost": None, "/api/Provider/VM/AVDHost": None}
    for path, targets in kinds.items():
        known = {str(row["id"]) for row in farm.get(targets or path)}
        for row in farm.get(f"{path}/Schedule"):
            expect({str(one) for one in row["targetIDs"]} <= known, f"{path}: {row['name']} works on {row['targetIDs']}")
            for name in ("startDateTime", "endDateTime"):
                expect(moment(row["trigger"][name]) > now, f"{path}: {row['name']}: {name} {row['trigger'][name]}")


def pictures_are_pictures(farm):
    for row in farm.get("/api/PubItems")[:12]:
        answer = farm.request("GET", f"/api/PubItems/{row['id']}/Icon")
        expect(answer.raw.startswith(b"\x89PNG\r\n"), f"the icon of {row['name']}: {answer.raw[:16]}")


def offers_what_azure_has(farm):
    provider = farm.get("/api/Provider/VM/AVDHost")[0]["providerId"]
    for name in ("Location", "VMSize/Provider", "VirtualNetwork", "Publisher", "CustomHost", "Gallery/Image"):
        rows = farm.get(f"/api/AVD/{name}?providerId={provider}")
        expect(rows and all(row["name"] for row in rows), f"{name}: {rows}")


CASES = [holds_what_is_promised, warns_of_certificates, refers_to_what_exists, people_work_on_their_own_desktops,
         shows_a_session_wherever_it_runs, measures_nothing_of_what_is_silent, was_not_made_a_moment_ago,
         settings_say_what_is, tells_things_apart, schedules_are_to_come, pictures_are_pictures,
         offers_what_azure_has]
