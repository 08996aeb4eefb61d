"""Which objects of the farm a path's {parameters} can name, found out through the API itself."""
import re
import urllib.parse

# Where the list above the parameter is not at the same path.
LISTS = [
    (r"^/api/MFA/\w+/$", "/api/MFA"),
    (r"^/api/Broker/$", "/api/Broker"),
    (r"^/api/RDS/HostPool/\{[^}]*\}/Members/$", "/api/RDS/HostPool/{}/Members"),
    (r"^/api/(\w+/)*Schedule/\{[^}]*\}/Messages/$", None),
    (r"^/api/AdminAccount/\{[^}]*\}/MoveToGroup/$", "/api/AdminAccount"),
    (r"^/api/Provider/remotepcstatic/$", "/api/Provider/remotepcstatic"),
]
KINDS = {
    "Site": "/api/Site", "PubItem": "/api/PubItems", "PubFolder": "/api/PubItems/Folders",
    "ConnectionBroker": "/api/ConnectionBroker", "Provider": "/api/Provider", "RDSHost": "/api/RDS/Host",
    "Gateway": "/api/Gateway", "Theme": "/api/Theme", "AVDHostPool": "/api/AVD/HostPool",
    "Certificate": "/api/Certificates", "RDSHostPool": "/api/RDS/HostPool", "RDSTemplate": "/api/RDS/Template",
    "VDITemplate": "/api/VDI/Template", "VDIHostPool": "/api/VDI/HostPool", "MFA": "/api/MFA",
    "AVDTemplate": "/api/AVD/Template", "AVDWorkspace": "/api/AVD/Workspace", "AdminAccount": "/api/AdminAccount",
    "NotificationScript": "/api/NotificationScripts", "CustomRoute": "/api/CustomRoutes",
    "ClientPolicy": "/api/ClientPolicies", "HALB": "/api/HALB", "SAMLIDP": "/api/SAMLIDP",
    "EnrollmentServer": "/api/EnrollmentServer",
}
KEYS = ("id", "sessionID", "processID", "pid", "guid", "serverId", "extension", "username")


class Places:
    def __init__(self, description, farm):
        self.description, self.farm = description, farm
        self.known = {}

    def forget(self):
        self.known = {}

    def rows(self, path):
        if path not in self.known:
            answer = self.farm.request("GET", path)
            rows = answer.json if answer.status == 200 and answer.raw[:1] == b"[" else []
            self.known[path] = [row for row in rows if isinstance(row, dict)]
        return self.known[path]

    def of_kind(self, kind):
        path = KINDS.get(kind)
        if self.description.version < 21 and kind == "ConnectionBroker":
            path = "/api/Broker"
        rows = self.rows(path) if path else []
        if not rows and kind == "AVDHostPool":
            return self.pool_of_a_host()
        return self.key(rows[0]) if rows else None

    def pool_of_a_host(self):
        """A server of 19 tells the IDs of AVD host pools by their hosts only."""
        return next((row["hostPoolId"] for row in self.rows("/api/Provider/VM/AVDHost") if row.get("hostPoolId")), None)

    @staticmethod
    def key(row):
        for name in KEYS:
            if row.get(name) not in (None, ""):
                return row[name]
        return None

    def fill(self, path):
        """The path with real IDs, or None where the farm has no fitting object."""
        for values in self.candidates(path):
            return re.sub(r"\{[^}]*\}", lambda _: urllib.parse.quote(str(values.pop(0)), safe=""), path)
        return None

    def candidates(self, path):
        """Lists of values for the parameters, most fitting first."""
        special = self.special(path)
        if special is not None:
            yield from special
            return
        yield from self.nested(path, [])

    def nested(self, path, chosen):
        names = re.findall(r"\{[^}]*\}", path)
        if len(chosen) == len(names):
            yield list(chosen)
            return
        before = path.split(names[len(chosen)])[0] if path.count(names[len(chosen)]) == 1 else \
            "{".join(path.split("{")[:len(chosen) + 1])
        where = self.list_path(before)
        values = list(chosen)
        where = re.sub(r"\{[^}]*\}", lambda _: urllib.parse.quote(str(values.pop(0)), safe=""), where)
        for row in self.rows(where)[:8]:
            if self.key(row) is not None:
                yield from self.nested(path, [*chosen, self.key(row)])

    def list_path(self, before):
        for pattern, where in LISTS:
            if where and re.match(pattern, before, re.I):
                return where
        return before.rstrip("/")

    def special(self, path):
        """Paths whose objects are listed elsewhere."""
        low = path.lower()
        if "/pubitems/{id}/" in low:
            rest = re.split(r"/pubitems/\{id\}/", path, flags=re.I)[1]
            kind = re.match(r"(Apps/(?:RDS|VDI|AVD|Local)|Desktops/\w+|Folders)", rest, re.I)
            where = f"/api/PubItems/{kind[1]}" if kind else "/api/PubItems/Apps/RDS" if rest.lower().startswith(
                "apps/") else "/api/PubItems"
            first = [[self.key(row)] for row in self.rows(where)[:5]]
            if path.count("{") == 1:
                return first
            return [values for one in first for values in self.nested(path, one)]
        if low.endswith("/movetogroup/{groupid}"):
            of_type = {row["type"]: row["id"] for row in self.rows("/api/AdminAccount")}
            return [[of_type[2], of_type[1]]] if {1, 2} <= set(of_type) else []
        if low.startswith("/api/avd/hostpool/{") and not self.rows("/api/AVD/HostPool"):
            pool = self.pool_of_a_host()
            return [] if pool is None else list(self.nested(path, [pool]))
        machine = re.match(r"/api/Provider/\{[^}]*\}/VM/\{[^}]*\}/(VDIHost|AVDHost|Host)", path, re.I)
        if machine:
            kind = machine[1]
            rows = self.rows(f"/api/Provider/VM/{kind}") or self.rows(f"/api/Provider/VM/{kind}/Status")
            pairs = [[row.get("providerId", row.get("providerID")), row["id"]] for row in rows[:6] if "id" in row]
            if path.count("{") == 2:
                return pairs
            found = []
            for process in self.rows("/api/Provider/VM/Host/Process"):
                found.append([process.get("serverID"), process.get("vdiHostId"), self.key(process)])
            return found
        session = re.match(r"/api/RDS/Host/\{[^}]*\}/sessions/(processes/)?\{", path, re.I)
        if session:
            rows = self.rows("/api/RDS/Host/sessions/processes" if session[1] else "/api/RDS/Host/sessions")
            return [[row["serverID"], self.key(row)] for row in rows[:5]]
        return None
