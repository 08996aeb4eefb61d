"""What counts counts the same thing: sums over the farm hold after whatever an administrator does."""
import collections
import random

from farm import PASSWORD, expect, simulator

DISCONNECTED = 4  # idle sessions are active ones that nobody types in


def check(farm, after):
    """Every sum at once."""
    sessions = farm.get("/api/RDS/Host/sessions")
    on_host = collections.Counter((s["serverID"], s["state"] != DISCONNECTED) for s in sessions)
    for row in farm.get("/api/RDS/Host/status"):
        shown = (row["activeSessions"], row["disconnectedSessions"])
        counted = (on_host[int(row["id"]), True], on_host[int(row["id"]), False])
        expect(shown == counted, f"after {after}: host {row['id']} shows {shown} sessions and has {counted}")
    of_host = {}
    for pool in farm.get("/api/RDS/HostPool"):
        members = [m["id"] for m in farm.get(f"/api/RDS/HostPool/{pool['id']}/Members")]
        status = farm.get(f"/api/RDS/HostPool/{pool['id']}/status")
        expect(status["members"] == len(members), f"after {after}: pool {pool['id']}: {status}, {len(members)} members")
        for member in members:
            expect(member not in of_host, f"after {after}: host {member} is in {of_host.get(member)} and {pool['id']}")
            of_host[member] = pool["id"]
    users = {s["user"].lower() for s in farm.get("/api/RDSession") if s.get("user")}
    shown = int(farm.get("/api/License")["usersLicenseInfo"])
    expect(shown >= len(users) > 0, f"after {after}: the licence counts {shown} users, {len(users)} are connected")


def random_acts(farm, seed=7, rounds=40):
    choose = random.Random(seed)
    start = {row["id"]: row["serviceStartTime"] for row in farm.get("/api/RDS/Host/status")}
    check(farm, "the beginning")
    for _ in range(rounds):
        session = choose.choice(farm.get("/api/RDS/Host/sessions"))
        host = choose.choice(farm.get("/api/RDS/Host"))["id"]
        pool = choose.choice(farm.get("/api/RDS/HostPool"))["id"]
        where = f"/api/RDS/Host/{session['serverID']}/sessions/{session['sessionID']}"
        method, path, body = choose.choice([
            ("POST", f"{where}/logoff", None), ("POST", f"{where}/disconnect", None),
            ("PUT", f"/api/RDS/HostPool/{pool}/Members", {"rdsIds": [host]}),
            ("POST", f"/api/RDS/Host/{host}/Reboot", None),
            ("POST", f"/api/RDS/Host/{host}/Drain", None),
            ("POST", "/api/RDS/Host", {"server": f"new{choose.random()}.company.dom"}),
            ("DELETE", f"/api/RDS/Host/{host}", None),
        ])
        farm.request(method, path, body)
        check(farm, f"{method} {path} {body}")
    now = {row["id"]: row["serviceStartTime"] for row in farm.get("/api/RDS/Host/status")}
    moved = [key for key in now if key in start and now[key] != start[key]]
    expect(not moved, f"start times move: {moved[:3]}")


def pools_take_hosts_and_keep_theirs(farm):
    pools = farm.get("/api/RDS/HostPool")[:2]
    where = [f"/api/RDS/HostPool/{pool['id']}/Members" for pool in pools]
    before = [{m["id"] for m in farm.get(path)} for path in where]
    one = min(before[1])
    farm.change("PUT", where[0], {"rdsIds": [one]}, 204)
    after = [{m["id"] for m in farm.get(path)} for path in where]
    expect(after == [before[0] | {one}, before[1] - {one}], f"{before} became {after}")


def certificates_in_use_stay(farm):
    gateway = next(row for row in farm.get("/api/Gateway") if row["certificateId"] > 0)
    where = f"/api/Certificates/{gateway['certificateId']}"
    answer = farm.change("DELETE", where, None, 409)
    expect("in use" in str(answer), f"{answer}")
    farm.get(where)


def changes_wait_until_they_are_applied(farm):
    logon = {"username": "administrator", "password": PASSWORD}
    waits = lambda: farm.request("POST", "/api/Session/logon", logon).json["applySettingsEnabled"]  # noqa: E731
    gateway = farm.get("/api/Gateway")[0]
    where = f"/api/Gateway/{gateway['id']}"
    farm.change("POST", f"/api/RDS/Host/{farm.get('/api/RDS/Host')[0]['id']}/Drain", None, 204)
    farm.change("PUT", where, {"description": gateway["description"]}, 204)
    expect(not waits(), "an act, or a write of what is there, waits to be applied")
    farm.change("PUT", where, {"description": "new"}, 204)
    expect(waits(), "a change does not wait")
    farm.change("POST", "/api/Settings/apply", None, 204)
    expect(not waits(), "applied changes wait")
    made = farm.change("POST", "/api/Site", {"name": "Third", "server": "b9.company.dom"}, 201)["id"]
    farm.change("DELETE", f"/api/Site/{made}", None, 204)


def held_objects_are_not_changed():
    with simulator("--lock", "gateway:21", "--lock", "rds host:1001:helpdesk") as process:
        farm = process.farm().log_on()
        for path in ("/api/Gateway/21", "/api/RDS/Host/1001"):
            answer = farm.change("PUT", path, {"description": "mine"}, 409)
            expect("locked by" in answer["detail"], f"{answer}")
            farm.change("DELETE", path, None, 409)
            farm.get(path)
        farm.change("PUT", "/api/Gateway/22", {"description": "mine"}, 204)
        farm.change("PUT", "/api/RDS/Host/1001/FSLogix/General", {}, 409)
        farm.change("POST", "/api/RDS/Host/1001/Drain", None, 204)
        consoles = [s["id"] for s in farm.get("/api/Session") if s["ip"] == "console"]
        expect(len(consoles) == 2, f"{consoles}")
        farm.change("POST", f"/api/Session/{consoles[0]}/logoff", None, 204)
        farm.change("PUT", "/api/Gateway/21", {"description": "mine"}, 204)
        farm.change("PUT", "/api/RDS/Host/1001", {"description": "mine"}, 409)
        farm.change("POST", f"/api/Session/{consoles[1]}/logoff", None, 204)
        farm.change("PUT", "/api/RDS/Host/1001", {"description": "mine"}, 204)


CASES = [random_acts, pools_take_hosts_and_keep_theirs, certificates_in_use_stay, changes_wait_until_they_are_applied]
