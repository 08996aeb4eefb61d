"""Pools made with their first hosts, machines that become hosts, desktops that belong to somebody."""
import base64

from farm import expect


def pools_made_with_hosts(farm):
    """A pool is made with its first hosts, named as it says."""
    template = farm.get("/api/RDS/Template")[0]["id"]
    asked = {"name": "Calculating", "siteId": 1, "rasTemplateId": template, "maxServersFromTemplate": 3,
             "hostName": "calc-%ID:2:08%"}
    farm.change("POST", "/api/RDS/HostPool", {**asked, "hostsToCreate": 4}, 400)
    farm.change("POST", "/api/RDS/HostPool", {"name": "Without", "hostsToCreate": 1}, 400)
    expect("Calculating" not in [p["name"] for p in farm.get("/api/RDS/HostPool")], "a refused pool is there")
    pool = farm.change("POST", "/api/RDS/HostPool", {**asked, "hostsToCreate": 2}, 201)["id"]
    where = f"/api/RDS/HostPool/{pool}"
    servers = lambda: [m["server"] for m in farm.get(f"{where}/Members")]  # noqa: E731
    expect(servers() == ["calc-08.company.dom", "calc-09.company.dom"], f"{servers()}")
    farm.change("POST", f"{where}/CreateHosts", {"hostsToCreate": 1}, 204)
    expect(servers()[2:] == ["calc-10.company.dom"], f"{servers()}")
    template = farm.get("/api/VDI/Template")[0]["id"]
    pool = farm.change("POST", "/api/VDI/HostPool", {"name": "Training", "siteId": 1, "templateId": template,
                                                     "provisioningType": 0, "hostName": "TRAIN", "hostsToCreate": 2}, 201)["id"]
    names = sorted(h["name"] for h in farm.get("/api/Provider/VM/VDIHost") if h["hostPoolId"] == pool)
    expect(names == ["TRAIN", "TRAIN-2"], f"{names}")


def members_of_desktop_pools(farm):
    """A machine that becomes a member is a host of the pool until it leaves."""
    hosts = lambda pool: [h["id"] for h in farm.get("/api/Provider/VM/VDIHost") if h["hostPoolId"] == pool]  # noqa: E731
    known = {h["id"] for h in farm.get("/api/Provider/VM/VDIHost")}
    free = next(v for v in farm.get("/api/Provider/51/VM") if v["id"] not in known and not v["isTemplate"])
    pool = farm.change("POST", "/api/VDI/HostPool", {"name": "By hand", "siteId": 1, "provisioningType": 1}, 201)["id"]
    body = {"type": 2, "name": free["name"], "providerId": 51, "vmId": free["id"]}
    member = farm.change("POST", f"/api/VDI/HostPool/{pool}/Members", body, 201)["id"]
    expect(hosts(pool) == [free["id"]], hosts(pool))
    expect(farm.get(f"/api/Provider/51/VM/{free['id']}/VDIHost/Status"), "no status of the new host")
    farm.change("DELETE", f"/api/VDI/HostPool/{pool}/Members/{member}", None, 204)
    expect(hosts(pool) == [] and len(farm.get("/api/Provider/VM/VDIHost")) == len(known), hosts(pool))


def owned_desktops(farm):
    desktop = next(h for h in farm.get("/api/Provider/VM/VDIHost") if not h["persistent"])
    machine = f"/api/Provider/{desktop['providerId']}/VM/{desktop['id']}/VDIHost"
    expect(not farm.get(f"{machine}/Assignment")["account"], farm.get(f"{machine}/Assignment"))
    farm.change("DELETE", f"{machine}/Assignment", None, 400)
    owner = {"account": "company\\ben", "sid": "S-1-5-21-7", "type": 0}
    farm.change("PUT", f"{machine}/Assignment", owner, 204)
    shown = farm.get(machine)
    expect((shown["user"], shown["persistent"]) == (owner["account"], True), shown)
    expect(farm.get(f"{machine}/Assignment") == owner, farm.get(f"{machine}/Assignment"))
    farm.change("DELETE", f"{machine}/Assignment", None, 204)
    shown = farm.get(machine)
    expect((shown["user"], shown["persistent"]) == ("", False), shown)


def computers_from_a_file(farm):
    body = {"name": "Office PCs", "siteId": 1}
    made = farm.change("POST", "/api/Provider/remotepcstatic", body, 201)["id"]
    where = f"/api/Provider/remotepcstatic/{made}/remotepc"
    text = b"pc-01.company.dom,00-11-22-33-44-55,10.1.0.0\r\n\npc-02.company.dom\npc-01.company.dom\n"
    farm.change("POST", f"{where}/Import", {"file": ""}, 400)
    farm.change("POST", f"{where}/Import", {"file": base64.b64encode(text).decode()}, 201)
    rows = farm.get(where)
    expect([(r["name"], r["mac"], r["subnet"]) for r in rows] ==
           [("pc-01.company.dom", "00-11-22-33-44-55", "10.1.0.0"), ("pc-02.company.dom", "", "")], rows)


CASES = [pools_made_with_hosts, members_of_desktop_pools, owned_desktops, computers_from_a_file]
