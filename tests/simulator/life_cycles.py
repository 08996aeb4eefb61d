"""What happens to things over time, as an administrator would see it. The farm runs 60 times as fast."""
import base64
import datetime
import time
import urllib.parse

from farm import PASSWORD, expect, multipart

OK, DISCONNECTED, DISABLED = 0, -1, -2
DRAIN_UNTIL_REBOOT, DRAIN, LOGON_DISABLED, REBOOT_PENDING = 13, 14, 15, 21


def until(what, seen, seconds=30):
    """Asks until it is so; what was seen on the way."""
    end, way = time.monotonic() + seconds, []
    while time.monotonic() < end:
        value = seen()
        if not way or way[-1] != value:
            way.append(value)
        if what(value):
            return way
        time.sleep(0.01)
    expect(False, f"still {way}")


def host_state(farm, host):
    return farm.get(f"/api/RDS/Host/{host}/status")["agentState"]


def working_host(farm):
    """A host that is well and has sessions."""
    busy = [s["serverID"] for s in farm.get("/api/RDS/Host/sessions")]
    states = {int(row["id"]): row["agentState"] for row in farm.get("/api/RDS/Host/status")}
    return next(host for host in busy if states[host] == OK)


def sessions_of(farm, host):
    return [s for s in farm.get("/api/RDS/Host/sessions") if s["serverID"] == host]


def user_sessions(farm):
    host = working_host(farm)
    session = sessions_of(farm, host)[0]
    where = f"/api/RDS/Host/{host}/sessions/{session['sessionID']}"
    before = farm.get(f"/api/RDS/Host/{host}/status")
    farm.change("POST", f"{where}/sendmsg", {"title": "Hello", "message": "Please log off"}, 204)
    farm.change("POST", f"{where}/sendmsg", {"title": "Hello"}, 400)
    processes = [p for p in farm.get(f"/api/RDS/Host/{host}/sessions/processes") if p["session"] == session["sessionID"]]
    farm.change("POST", f"/api/RDS/Host/{host}/sessions/processes/{processes[0]['pid']}/kill", None, 204)
    left = [p["pid"] for p in farm.get(f"/api/RDS/Host/{host}/sessions/processes")]
    expect(processes[0]["pid"] not in left and processes[1]["pid"] in left, "the wrong process is gone")
    farm.change("POST", f"/api/RDS/Host/{host}/sessions/processes/{processes[0]['pid']}/kill", None, 404)
    farm.change("POST", f"{where}/disconnect", None, 204)
    expect(farm.get(where)["state"] == 4, "not disconnected")
    farm.change("POST", f"{where}/logoff", None, 204)
    farm.change("GET", where, None, 404)
    farm.change("POST", f"{where}/logoff", None, 404)
    after = farm.get(f"/api/RDS/Host/{host}/status")
    total = lambda row: row["activeSessions"] + row["disconnectedSessions"]  # noqa: E731
    expect(total(after) == total(before) - 1, f"{total(before)} sessions became {total(after)}")
    expect(session["sessionID"] not in [p["session"] for p in farm.get("/api/RDS/Host/sessions/processes")],
           "processes without a session")
    other = next(h["id"] for h in farm.get("/api/RDS/Host") if h["id"] != host)
    one = sessions_of(farm, host)[0]["sessionID"]
    farm.change("POST", f"/api/RDS/Host/{other}/sessions/{one}/logoff", None, 404)


def hosts(farm):
    host = working_host(farm)
    where = f"/api/RDS/Host/{host}"
    for action, state in [("Drain", DRAIN), ("DrainUntilReboot", DRAIN_UNTIL_REBOOT),
                          ("DisableLogonsAndReconnections", LOGON_DISABLED), ("EnableLogons", OK)]:
        farm.change("POST", f"{where}/{action}", None, 204)
        expect(host_state(farm, host) == state, f"{action}: {host_state(farm, host)}")
        expect(sessions_of(farm, host), f"{action} ends sessions")
    farm.change("POST", f"{where}/CancelDisabledState", None, 400)
    farm.change("POST", f"{where}/Drain", None, 204)
    farm.change("POST", f"{where}/CancelDisabledState", None, 204)
    expect(host_state(farm, host) == OK, "CancelDisabledState")
    farm.change("PUT", where, {"enabled": False}, 204)
    expect(host_state(farm, host) == DISABLED, "a disabled host")
    farm.change("PUT", where, {"enabled": True}, 204)
    expect(host_state(farm, host) == OK, "an enabled host")
    farm.change("POST", f"{where}/Reboot", None, 204)
    expect(host_state(farm, host) == REBOOT_PENDING, "no reboot pending")
    farm.change("POST", f"{where}/CancelPendingReboot", None, 204)
    expect(host_state(farm, host) == OK, "CancelPendingReboot")
    farm.change("POST", f"{where}/CancelPendingReboot", None, 400)
    farm.change("POST", f"{where}/Reboot", None, 204)
    farm.change("POST", f"{where}/Reboot", None, (204, 400))
    way = until(lambda s: s == OK, lambda: host_state(farm, host))
    expect(way[0] == REBOOT_PENDING and DISCONNECTED in way, f"a reboot went {way}")
    expect(not sessions_of(farm, host), "sessions survive a reboot")
    booted = farm.get(f"{where}/status")["systemBootTime"]
    begun = time.monotonic()
    while time.monotonic() < begun + 2:  # two simulated minutes: it reboots once, however often it was told
        expect(host_state(farm, host) == OK, "it reboots a second time")
        time.sleep(0.02)
    expect(farm.get(f"{where}/status")["systemBootTime"] == booted, "booted twice")
    farm.change("POST", f"{where}/Shutdown", None, 204)
    expect(host_state(farm, host) == DISCONNECTED, "shut down")
    farm.change("POST", f"{where}/Drain", None, 400)


def pools_of_session_hosts(farm):
    pool = next(p for p in farm.get("/api/RDS/HostPool") if p.get("rasTemplateId"))
    where = f"/api/RDS/HostPool/{pool['id']}"
    before = {m["id"] for m in farm.get(f"{where}/Members")}
    farm.change("POST", f"{where}/CreateHosts", {"hostsToCreate": 0}, 400)
    farm.change("POST", f"{where}/CreateHosts", {"hostsToCreate": 2}, 204)
    made = {m["id"] for m in farm.get(f"{where}/Members")} - before
    expect(len(made) == 2, f"{made}")
    way = until(lambda s: set(s) == {OK}, lambda: [host_state(farm, host) for host in made])
    expect(len(way) >= 3, f"new hosts went {way}")
    one = made.pop()
    farm.change("POST", f"{where}/RecreateHosts", {"hostIds": [str(one)]}, 204)
    way = until(lambda s: s == OK, lambda: host_state(farm, one))
    expect(len(way) >= 3, f"a host made anew went {way}")
    members = {m["id"] for m in farm.get(f"{where}/Members")}
    farm.change("PUT", f"{where}/Members", {"rdsIds": [987654321]}, 400)
    expect({m["id"] for m in farm.get(f"{where}/Members")} == members, "a refused change changes members")


def templates(farm):
    for kind in ("RDS", "VDI", "AVD"):
        template = farm.get(f"/api/{kind}/Template")[0]["id"]
        where = f"/api/{kind}/Template/{template}"
        versions = farm.get(f"{where}/Version")
        farm.change("POST", f"{where}/ExitMaintenance", None, 400)
        farm.change("POST", f"{where}/EnterMaintenance", None, 204)
        farm.change("POST", f"{where}/EnterMaintenance", None, 400)
        farm.change("POST", f"{where}/ExitMaintenance", None, 204)
        new = [v for v in farm.get(f"{where}/Version") if v["id"] not in {w["id"] for w in versions}]
        expect(len(new) == 1, f"{kind}: new versions {new}")
        farm.change("PUT", f"{where}/Version/{new[0]['id']}", {"newName": "Spring", "description": "d"}, 204)
        shown = next(v for v in farm.get(f"{where}/Version") if v["id"] == new[0]["id"])
        expect((shown["name"], shown["description"]) == ("Spring", "d"), f"{shown}")
        farm.change("DELETE", f"{where}/Version/{new[0]['id']}", None, 204)
        expect(len(farm.get(f"{where}/Version")) == len(versions), "a deleted version is there")


def virtual_machines(farm):
    on = {row["hostID"] for row in farm.get("/api/Provider/VM/Host/Status") if row["agentState"] == OK}
    desktop = next(one for one in farm.get("/api/Provider/VM/VDIHost") if one["id"] in on)
    machine = f"/api/Provider/{desktop['providerId']}/VM/{desktop['id']}"
    state = lambda: farm.get(machine)["state"]  # noqa: E731
    running = state()
    press = lambda button: farm.request("POST", f"{machine}/{button}").status  # noqa: E731
    for button in ("Stop", "Suspend"):
        expect(press("Start") == 400 and press(button) == 204, button)
        until(lambda answer: answer == 204, lambda: press("Start"))
        expect(press("Start") == 400, "a machine is started twice")
        way = until(lambda s: s == running, state)
        expect(len(way) > 1, f"{button} and Start went {way}")
    for button in ("Restart", "Reset"):
        expect(press(button) == 204, button)
        way = until(lambda s: s == running, state)
        expect(len(way) > 1, f"{button} went {way}")
    farm.change("POST", machine.replace(desktop["id"], "nobody") + "/Start", None, 404)


def certificates(farm):
    facts = {"name": "Portal", "email": "it@company.dom", "commonName": "portal.company.dom", "expireInMonths": 24}
    made = farm.change("POST", "/api/Certificates/GenerateSelfSigned", facts, 201)
    expect((made["status"], made["type"], made["commonName"]) == (0, 1, "portal.company.dom"), f"{made}")
    ends = datetime.datetime.fromisoformat(made["expirationDate"].replace("Z", "+00:00"))
    days = (ends - datetime.datetime.now(datetime.timezone.utc)).days
    expect(700 < days < 740, f"24 months are {days} days")
    farm.change("POST", "/api/Certificates/GenerateSelfSigned", facts, 409)
    pem = farm.request("GET", f"/api/Certificates/{made['id']}/Export").raw
    expect(pem.startswith(b"-----BEGIN CERTIFICATE-----"), f"{pem[:60]}")
    del facts["expireInMonths"]
    request = farm.change("POST", "/api/Certificates/GenerateRequest", {**facts, "name": "Request"}, 201)
    expect(request["status"] == 3, f"a request is {request}")
    upload(farm, "PUT", f"/api/Certificates/{request['id']}/ImportPublicKey", {"certificateFile": pem}, 204)
    expect(farm.get(f"/api/Certificates/{request['id']}")["status"] == 0, "a request with its certificate")
    upload(farm, "PUT", f"/api/Certificates/{request['id']}/ImportPublicKey", {"certificateFile": pem}, 400)
    upload(farm, "POST", "/api/Certificates/ImportCertificate",
           {"name": "bad", "certificateFile": b"nothing", "privateKeyFile": b"nothing"}, 400)
    farm.change("POST", f"/api/Certificates/{made['id']}/Renew", None, 204)
    farm.change("POST", f"/api/Certificates/{made['id']}/Revoke", None, 400)


def upload(farm, method, path, fields, status):
    raw, media_type = multipart(fields)
    answer = farm.request(method, path, raw=raw, headers={"Content-Type": media_type})
    expect(answer.status == status, f"{method} {path}: {answer}")
    return answer


def the_license(farm):
    account = {"email": "someone@parallels.com", "password": "11112222"}
    answer = farm.request("POST", "/api/License/activate", {**account, "key": "XXX"})
    expect((answer.status, answer.json) == (400, {"code": 0, "msg": "invalid login or password"}), f"{answer}")
    answer = farm.request("POST", "/api/License/deactivate", account)
    none = {"code": 0, "msg": "Failed to Deactivate - Product not activated with a license key."}
    expect((answer.status, answer.json) == (400, none), f"{answer}")
    farm.change("POST", "/api/License/activate", {**account, "key": "AB12-CD34-EF56-GH78"})
    shown = farm.get("/api/License")
    expect("AB12" not in shown["licenseKey"] and shown["licenseKey"], f"{shown['licenseKey']}")
    farm.change("POST", "/api/License/deactivate", account)
    farm.change("POST", "/api/License/deactivate", account, 400)


def chain(farm, parent):
    """Names of a folder's items in their order."""
    items = [i for i in farm.get("/api/PubItems") if i["parentId"] == parent]
    by_previous = {i["previousId"]: i for i in items}
    expect(len(by_previous) == len(items), "two items follow the same one")
    order, at = [], 0
    while at in by_previous:
        order.append(by_previous[at]["name"])
        at = by_previous[at]["id"]
    expect(len(order) == len(items), f"the order has gaps: {order} of {len(items)}")
    return order


def publishing(farm):
    folder = farm.change("POST", "/api/PubItems/Folders", {"name": "New"}, 201)["id"]
    made = {}
    for name in ("Cherry", "apple", "Banana"):
        body = {"name": name, "target": "x.exe", "parentId": folder}
        made[name] = farm.change("POST", "/api/PubItems/Apps/RDS", body, 201)["id"]
    expect(chain(farm, folder) == ["Cherry", "apple", "Banana"], f"{chain(farm, folder)}")
    farm.change("POST", f"/api/PubItems/{folder}/Folders/sort", None, 204)
    expect(chain(farm, folder) == ["apple", "Banana", "Cherry"], f"sorted: {chain(farm, folder)}")
    farm.change("POST", f"/api/PubItems/{made['Cherry']}/move", {"previousId": 0}, 204)
    expect(chain(farm, folder) == ["Cherry", "apple", "Banana"], f"moved: {chain(farm, folder)}")
    farm.change("PUT", f"/api/PubItems/{made['Cherry']}/Apps/RDS", {"previousId": made["apple"]}, 204)
    expect(chain(farm, folder) == ["apple", "Cherry", "Banana"], f"moved by PUT: {chain(farm, folder)}")
    farm.change("POST", f"/api/PubItems/{made['apple']}/Copy", None, 201)
    expect(chain(farm, folder) == ["apple", "Cherry", "Banana", "Copy of apple"], f"copied: {chain(farm, folder)}")
    own = f"/api/PubItems/{made['apple']}/Apps/RDS/ServerAttr/1001"
    farm.change("POST", own, {"serverID": 1001, "target": "a.exe"}, 201)
    farm.change("POST", own, {"serverID": 1001, "target": "b.exe"}, 409)
    farm.change("PUT", own, {"target": "c.exe"}, 204)
    attributes = farm.get(f"/api/PubItems/{made['apple']}/Apps/RDS")["perServerAttributes"]
    expect([(a["serverID"], a["target"]) for a in attributes] == [(1001, "c.exe")], attributes)
    inner = farm.change("POST", "/api/PubItems/Folders", {"name": "Inner", "parentId": folder}, 201)["id"]
    for body in ({"parentId": folder}, {"parentId": inner}, {"parentId": made["apple"]}, {"parentId": 987654321}):
        farm.change("POST", f"/api/PubItems/{folder}/move", body, 400)
        farm.change("PUT", f"/api/PubItems/{folder}/Folders", body, 400)
    farm.change("POST", "/api/PubItems/Apps/RDS", {"name": "x", "target": "x", "parentId": made["apple"]}, 400)
    for name, previous in (("First", 0), ("Second", made["apple"])):
        body = {"name": name, "target": "x", "parentId": folder, "previousId": previous}
        farm.change("POST", "/api/PubItems/Apps/RDS", body, 201)
    farm.change("POST", "/api/PubItems/Apps/RDS", {"name": "x", "target": "x", "previousId": made["apple"]}, 400)
    expect(chain(farm, folder)[:3] == ["First", "apple", "Second"], f"created: {chain(farm, folder)}")
    farm.change("POST", f"/api/PubItems/{folder}/Copy", None, 201)
    copy = next(i["id"] for i in farm.get("/api/PubItems") if i["name"] == "Copy of New")
    expect(chain(farm, copy) == chain(farm, folder), f"{chain(farm, copy)}")
    farm.change("DELETE", f"/api/PubItems/{folder}", None, 204)
    expect(not [i for i in farm.get("/api/PubItems") if i["parentId"] in (folder, inner)], "orphans")
    chain(farm, 0)
    icon = base64.b64encode(b"\x89PNG").decode()
    farm.change("POST", f"/api/PubItems/{copy}/Icon", {"icon": icon}, 201)
    expect(farm.request("GET", f"/api/PubItems/{copy}/Icon").raw, "no icon")


def policies(farm):
    order = lambda: [p["name"] for p in sorted(farm.get("/api/ClientPolicies"), key=lambda p: p["order"])]  # noqa: E731
    before = order()
    second = next(p["id"] for p in farm.get("/api/ClientPolicies") if p["name"] == before[1])
    farm.change("PUT", f"/api/ClientPolicies/{second}/order", {"direction": 0}, 204)
    expect(order() == [before[1], before[0], *before[2:]], f"{before} became {order()}")
    farm.change("PUT", f"/api/ClientPolicies/{second}/order", {"direction": 0}, (204, 400))
    expect(order() == [before[1], before[0], *before[2:]], "above the first")
    farm.change("POST", f"/api/ClientPolicies/{second}/Duplicate", None, 201)
    expect(len(order()) == 7 and len(set(order())) == 7, f"{order()}")
    answer = farm.request("POST", "/api/ClientPolicies/export", {"ids": [second]})
    expect(answer.status == 200 and answer.raw, f"{answer}")
    farm.change("DELETE", f"/api/ClientPolicies/{second}", None, 204)
    expect(before[1] not in order(), "a deleted policy is there")
    upload(farm, "POST", "/api/ClientPolicies/import", {"file": answer.raw}, 204)
    expect(before[1] in order(), f"{order()} after the import")
    upload(farm, "POST", "/api/ClientPolicies/import", {"file": b"nonsense"}, 400)


def pending_changes(farm):
    logon = {"username": "administrator", "password": PASSWORD}
    waits = lambda: farm.request("POST", "/api/Session/logon", logon).json["applySettingsEnabled"]  # noqa: E731
    expect(not waits(), "a new farm has changes that wait")
    host = farm.change("POST", "/api/RDS/Host", {"server": "new.company.dom"}, 201)["id"]
    expect(host_state(farm, host) == 24 and waits(), "a new host is live at once")
    farm.change("POST", "/api/Settings/apply", None, 204)
    expect(host_state(farm, host) != 24 and not waits(), "applied changes wait")


def settings(farm):
    backup = farm.request("GET", "/api/Settings/export")
    expect(backup.status == 200 and "filename" in backup.headers["Content-Disposition"], f"{backup}")
    before = farm.get("/api/Gateway")
    farm.change("DELETE", f"/api/Gateway/{before[0]['id']}", None, 204)
    extra = farm.change("POST", "/api/Gateway", {"server": "extra"}, 201)["id"]
    for damaged in (b"nonsense", backup.raw[:len(backup.raw) // 2], b""):
        upload(farm, "POST", "/api/Settings/import", {"file": damaged}, 400)
        expect(len(farm.get("/api/Gateway")) == len(before), "a refused import changes the farm")
    upload(farm, "POST", "/api/Settings/import", {"file": backup.raw}, 204)
    expect(farm.get("/api/Gateway") == before, "the import does not bring back what was")
    expect(farm.change("POST", "/api/Gateway", {"server": "more"}, 201)["id"] > extra, "an ID is used twice")


def uploads_and_images(farm):
    raw, media_type = multipart({"InstallerFile": b"MZ..."})
    answer = farm.request("PUT", "/api/FSLogix/ProfileContainer/UploadInstaller", raw=raw,
                          headers={"Content-Type": media_type})
    expect(answer.status == 204, f"{answer}")
    expect(farm.get("/api/FSLogix/ProfileContainer")["installerFileName"] == "file.bin", "the installer's name")
    package = farm.get("/api/AppPackage")[0]
    path = urllib.parse.quote(package["msixImagePath"])
    rows = farm.get(f"/api/MSIXImage/Details?Path={path}")
    expect([(r["packageName"], r["version"]) for r in rows] == [(package["packageName"], package["version"])], rows)
    expect(farm.get("/api/MSIXImage?Path=%5C%5Cnowhere%5Cx.vhdx") == [], "an image that is not there")


def groups_of_administrators(farm):
    accounts = {row["name"]: row for row in farm.get("/api/AdminAccount")}
    member, desk = accounts["temp.desk"], accounts["RAS Help Desk"]
    expect(member["groupName"] == desk["name"], member)
    where = f"/api/AdminAccount/{member['id']}"
    to = accounts["RAS Publishers"]["id"]
    farm.change("PUT", f"{where}/MoveToGroup/{to}", None, 204)
    expect(farm.get(where)["groupName"] == "RAS Publishers", farm.get(where))
    farm.change("PUT", f"{where}/MoveToGroup/{accounts['auditor']['id']}", None, 400)
    farm.change("PUT", f"/api/AdminAccount/{accounts['auditor']['id']}/MoveToGroup/{to}", None, 400)
    farm.change("DELETE", f"/api/AdminAccount/{to}", None, 204)
    expect(farm.get(where)["groupName"] == "", farm.get(where))


def administrators(farm):
    me = next(a for a in farm.get("/api/AdminAccount") if a["name"] == "administrator")["id"]
    for method, body in (("DELETE", None), ("PUT", {"enabled": False}), ("PUT", {"permissions": 2, "fullPermissions": False})):
        farm.change(method, f"/api/AdminAccount/{me}", body, 400)
    farm.change("PUT", f"/api/AdminAccount/{me}", {"email": "me@company.dom"}, 204)
    expect(farm.get(f"/api/AdminAccount/{me}")["email"] == "me@company.dom", "not changed")
    made = farm.change("POST", "/api/AdminAccount", {"name": "anna"}, 201)["id"]
    farm.change("DELETE", f"/api/AdminAccount/{made}", None, 204)
    farm.change("GET", f"/api/AdminAccount/{made}", None, 404)


def brokers(farm):
    rows = sorted(farm.get("/api/ConnectionBroker"), key=lambda b: (b["siteId"], b["priority"]))
    primary, second = rows[0], rows[1]
    state = lambda b: farm.get(f"/api/ConnectionBroker/{b['id']}/status")["agentState"]  # noqa: E731
    farm.change("POST", f"/api/ConnectionBroker/{primary['id']}/promote", None, 400)
    farm.change("POST", f"/api/ConnectionBroker/{second['id']}/promote", None, 204)
    now = {b["id"]: b for b in farm.get("/api/ConnectionBroker")}
    expect(now[second["id"]]["priority"] < now[primary["id"]]["priority"], "the order stays")
    expect(all(now[b["id"]]["description"] == b["description"] for b in rows), "promoting changed a description")
    until(lambda s: s == OK, lambda: state(second))
    expect(state(primary) != OK, "two primary brokers")
    token = farm.change("POST", f"/api/ConnectionBroker/{second['id']}/GenerateAPIToken")
    expect(token, "no token")


def second_factors(farm):
    made = farm.change("POST", "/api/MFA/TOTP", {"name": "Codes", "displayName": "Codes"}, 201)
    expect(any(m["id"] == made["id"] for m in farm.get("/api/MFA")), "not in the list")
    farm.change("PUT", f"/api/MFA/TOTP/{made['id']}", {"description": "new"}, 204)
    expect(farm.get(f"/api/MFA/{made['id']}")["description"] == "new", "not changed")
    users = farm.change("POST", "/api/MFA/Users", {}, 200)
    expect(users, "nobody has enrolled")
    farm.change("PUT", "/api/MFA/Users/All", {}, 204)
    expect(farm.change("POST", "/api/MFA/Users", {}, 200) == [], "reset users are enrolled")
    farm.change("DELETE", f"/api/MFA/{made['id']}", None, 204)
    farm.change("GET", f"/api/MFA/{made['id']}", None, 404)


def notifications(farm):
    script = farm.change("POST", "/api/NotificationScripts", {"name": "Beep", "command": "beep.exe"}, 201)["id"]
    kind = farm.get("/api/Notifications")[0]["type"]
    body = {"type": kind, "executeScript": True, "scriptId": script, "sendEmail": True, "recipients": "it@company.dom"}
    made = farm.change("POST", "/api/Notifications", body, 201)
    expect(made["scriptId"] == script and made["recipients"] == "it@company.dom", f"{made}")
    farm.change("PUT", f"/api/Notifications/{made['id']}", {"enabled": False}, 204)
    expect(farm.get(f"/api/Notifications/{made['id']}")["enabled"] is False, "not disabled")
    farm.change("POST", "/api/Notifications", {**body, "scriptId": 987654321}, 400)


def targets_that_go(farm):
    """What names an object in a list of targets, or says something of it alone, no longer does when it is deleted."""
    of_hosts = farm.get("/api/RDS/Host/Schedule")[0]
    host = of_hosts["targetIDs"][0]
    name = farm.get(f"/api/RDS/Host/{host}")["server"]
    expect(any(one["serverID"] == host for item in farm.get("/api/PubItems/Apps/RDS") for one in item["perServerAttributes"]),
           f"no application says anything of {name} alone")
    expect(any(row["name"] == name for row in farm.get("/api/Notifications/Resources")), "it cannot be watched")
    farm.change("DELETE", f"/api/RDS/Host/{host}", None, 204)
    expect(farm.get(f"/api/RDS/Host/Schedule/{of_hosts['id']}")["targetIDs"] == [], "the schedule names it")
    expect(not any(row["name"] == name for row in farm.get("/api/Notifications/Resources")), "it can be watched")
    expect(not any(one["serverID"] == host for item in farm.get("/api/PubItems/Apps/RDS")
                   for one in item["perServerAttributes"]), "an application says something of it")
    watched = farm.get("/api/Notifications")[0]["id"]
    gateway = farm.change("POST", "/api/Gateway", {"server": "gw9", "siteId": 1}, 201)["id"]
    farm.change("PUT", f"/api/Notifications/{watched}", {"allServers": False, "targetType": 3, "targetIds": [gateway]}, 204)
    expect(farm.get(f"/api/Notifications/{watched}")["targetIds"] == [gateway], "the gateway is not watched")
    farm.change("DELETE", f"/api/Gateway/{gateway}", None, 204)
    expect(farm.get(f"/api/Notifications/{watched}")["targetIds"] == [], "the notification names it")
    of_machines = farm.get("/api/Provider/VM/VDIHost/Schedule")[0]
    machine = of_machines["targetNativeHosts"][0]["guid"]
    provider = next(row["providerId"] for row in farm.get("/api/Provider/VM/VDIHost") if row["id"] == machine)
    farm.change("DELETE", f"/api/Provider/{provider}", None, 204)
    expect(farm.get(f"/api/Provider/VM/VDIHost/Schedule/{of_machines['id']}")["targetNativeHosts"] == [],
           "the schedule names a machine of a provider that is gone")


def pools_by_another_name(farm):
    pool = farm.get("/api/RDS/HostPool")[0]
    before = sum(row["poolName"] == pool["name"] for row in farm.get("/api/RDSession"))
    expect(before > 0, f"nobody works in {pool['name']}")
    farm.change("PUT", f"/api/RDS/HostPool/{pool['id']}", {"newName": "Renamed"}, 204)
    names = [row["poolName"] for row in farm.get("/api/RDSession")]
    expect(names.count("Renamed") == before and pool["name"] not in names, f"sessions in {set(names)}")


CASES = [targets_that_go, pools_by_another_name, user_sessions, hosts, pools_of_session_hosts, templates, virtual_machines,
         certificates, the_license, publishing,
         policies, pending_changes, settings, uploads_and_images, administrators, groups_of_administrators, brokers,
         second_factors, notifications]
