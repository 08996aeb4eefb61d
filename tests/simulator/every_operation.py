"""Every operation with valid requests: the status, the whole answer, and what is to be seen afterwards."""
import re
import urllib.parse

from bodies import Maker, edges
from description import faults
from farm import MEDIA_TYPE, multipart
from places import Places

# What a made-up value or the state of the farm may well be refused for; see how in life_cycles.py.
MAY_BE_REFUSED = re.compile(
    r"/License/|/AdminAccount/|/PubItems/[^/]*/(Folders|move)$|/api/Site/1$|/Certificates/|/MFA/CheckConnection|/Agent|/priority$|/promote$|/PrintingScanning/Enable|/Validate|/import"
    r"|/Settings/ImportCertificate|/AppPackageAssigned$|/CreateHosts|/RecreateHosts|/RecreateDesktops|Maintenance$|/VM/"
    r"|/CancelDisabledState|/CancelPending|/Gateway/[^/]*/(Certificate|PrivateKey)|/TenantBroker|/order$|/MailboxSettings/Test"
    r"|/MFA/Users|/Host/[^/]*/(Drain|DisableLogons|EnableLogons|Reboot|Shutdown|InstallRDSRole)|/Tenant/|/Support/", re.I)
# What the worked samples show otherwise than the description, which is newer.
OTHERWISE_IN_OLD_VERSIONS = {"GET /api/License", "POST /api/Session/logoff"}
ODD_PLACES = {"httpsUrl": "kestrel.endPoints.httpsDefaultCert.url", "defaultLanguage": "userPortal.languageBar.default"}
STAMPS = {"adminLastMod", "timeLastMod", "adminCreate", "timeCreate"}


class Walk:
    def __init__(self, description, farm, report):
        self.description, self.farm, self.report = description, farm, report
        self.places = Places(description, farm)
        self.maker = Maker(description, self.places.of_kind)
        self.called = set()
        self.judged = set()  # bodies that were tried field by field

    def tell(self, operation, what):
        self.report(str(operation), what)

    # --- one request, judged by the description
    def call(self, operation, path, body=None, query=None, allow=()):
        """Sends it; the answer when it is the documented one, else None after telling what is wrong."""
        self.called.add(str(operation))
        query = {**self.needed_query(operation), **(query or {})}
        target = path + ("?" + urllib.parse.urlencode(query) if query else "")
        if operation.body_type and "multipart" in operation.body_type:
            form = {name: b"data" if self.is_file(operation, name) else value for name, value in (body or {}).items()}
            raw, media_type = multipart(form)
            answer = self.farm.request(operation.method, target, raw=raw, headers={"Content-Type": media_type})
        else:
            answer = self.farm.request(operation.method, target, body if operation.body else None)
        if answer.status in allow:
            return answer
        if answer.status in (400, 404, 409, 412) and MAY_BE_REFUSED.search(path):
            return None
        if answer.status != operation.status:
            self.tell(operation, f"{answer} to {target} {body}")
            return None
        self.judge(operation, answer)
        return answer

    def is_file(self, operation, name):
        return self.description.fields(operation.body).get(name, {}).get("format") == "binary"

    def needed_query(self, operation):
        return {p["name"]: self.text_of(self.maker.value(p["name"], {**p, **self.description.resolved(p["schema"])},
                                                         "minimal"))
                for p in operation.query() if p.get("required")}

    @staticmethod
    def text_of(value):
        return str(value).lower() if isinstance(value, bool) else str(value)

    def judge(self, operation, answer):
        if self.description.version <= 18 and str(operation) in OTHERWISE_IN_OLD_VERSIONS:
            return
        if operation.answer is None:
            if answer.raw:
                self.tell(operation, f"answers a body where none is documented: {answer}")
            return
        media_type = answer.headers.get("Content-Type", "")
        if not operation.is_json:
            if not answer.raw:
                self.tell(operation, "answers an empty file")
            return
        if media_type.lower() != MEDIA_TYPE:
            self.tell(operation, f"Content-Type {media_type}")
        found = faults(self.description.validator(operation.answer), answer.json)
        for fault in found:
            self.tell(operation, fault)

    # --- reading
    def read_all(self):
        for operation in self.description.operations:
            if operation.method != "GET":
                continue
            path = self.places.fill(operation.path)
            if path is None:
                self.tell(operation, "UNREACHED")
                continue
            self.call(operation, path)
            for parameter in operation.query():
                schema = {**parameter, **self.description.resolved(parameter["schema"])}
                value = self.maker.value(parameter["name"], schema, "full")
                self.call(operation, path, query={parameter["name"]: self.text_of(value)}, allow=(400,))

    # --- creating, changing and removing objects
    def item_of(self, operation):
        """GET and DELETE of one object that a POST at this path makes."""
        inner = operation.path + "/{id}"
        return self.description.find("GET", inner), self.description.find("DELETE", inner)

    def create_all(self):
        for operation in [o for o in self.description.operations if o.method == "POST" and o.status == 201]:
            path = self.places.fill(operation.path)
            if path is None:
                self.tell(operation, "UNREACHED")
                continue
            bodies = [self.maker.minimal(operation.body), self.maker.full(operation.body)] if operation.body else [None]
            for body in bodies:
                if operation.answer is not None:
                    self.create(operation, path, body)
                else:
                    self.add(operation, path, body)

    def create(self, operation, path, body):
        reader = self.description.find("GET", operation.path)
        listed = reader is not None and self.description.resolved(reader.answer or {}).get("type") == "array"
        where = f"{path}?{urllib.parse.urlencode(self.needed_query(reader))}" if listed else path
        before = self.farm.request("GET", where).json if listed else []
        answer = self.call(operation, path, body)
        self.places.forget()
        if answer is None or not isinstance(answer.json, dict):
            return
        made = answer.json
        key = made.get("id")
        for name, value in (body or {}).items():
            if name == "previousId" or self.description.fields(operation.body)[name].get("format") == "password":
                continue
            if name in made and not self.same(made[name], value):
                self.tell(operation, f"{name} was sent as {value!r} and shown as {made[name]!r}")
        if listed:
            after = self.farm.request("GET", where).json
            if len(after) != len(before) + 1:
                self.tell(operation, f"the list went from {len(before)} to {len(after)}")
            elif key is not None and all("id" in row for row in after) and [row.get("id") for row in after].count(key) != 1:
                self.tell(operation, "the list does not show the new object once")
        if key is None:
            return
        item, remover = self.item_of(operation)
        if item is None and "/pubitems/" in operation.path.lower():
            item = self.description.find("GET", operation.path.replace("/PubItems/", "/PubItems/{id}/"))
            where = path.replace("/PubItems/", f"/PubItems/{key}/")
        else:
            where = f"{path}/{key}"
        if item is not None:
            shown = self.call(item, where)
            if shown is not None and shown.json != made and item.answer == operation.answer:
                differing = [n for n in made if made[n] != shown.json.get(n)]
                self.tell(operation, f"GET afterwards differs in {differing[:5]}")
            changer = self.description.find("PUT", item.path)
            if changer is not None:
                self.change_each(changer, where, item)
        if remover is not None and item is not None:
            self.call(remover, where)
            gone = self.farm.request("GET", where)
            if gone.status != 404:
                self.tell(remover, f"GET afterwards: {gone}")
            again = self.farm.request("DELETE", where)
            if again.status != 404:
                self.tell(remover, f"a second time: {again}")
            self.places.forget()

    def add(self, operation, path, body):
        """Adds to a list without IDs, looks, and takes it out again."""
        reader = self.description.find("GET", operation.path)
        remover = self.description.find("DELETE", operation.path)
        names = self.description.fields(remover.body) if remover is not None and remover.body else {}
        before = self.shown(path) if reader else None
        answer = self.call(operation, path, body, allow=(409,) if before or names else ())
        if answer is not None and answer.status == 409 and names:
            # The farm has no other object that could be added: it is taken out first.
            self.call(remover, path, {name: value for name, value in body.items() if name in names})
            before = self.shown(path) if reader else None
            answer = self.call(operation, path, body, allow=(409,) if before else ())
        if answer is None:
            return
        if reader is not None:
            after = self.shown(path)
            if after == before:
                self.tell(operation, f"adding {body} does not show: {after}"[:300])
        needed = self.description.resolved(remover.body).get("required", []) if names else []
        if remover is not None and all(name in (body or {}) for name in needed):
            self.call(remover, path, {name: value for name, value in (body or {}).items() if name in names})
            if reader is not None and self.shown(path) != before:
                self.tell(remover, "does not bring the list back to what it was")

    def shown(self, path):
        answer = self.farm.request("GET", path)
        return answer.json if "json" in answer.headers.get("Content-Type", "") else answer.raw

    def same(self, shown, sent):
        if isinstance(shown, dict) and isinstance(sent, dict):
            return all(self.same(shown[n], v) for n, v in sent.items() if n in shown)
        if isinstance(shown, str) and isinstance(sent, (int, float)) and not isinstance(sent, bool):
            return shown == str(sent)
        return shown == sent

    # --- changing: what was sent shows, and nothing else
    @staticmethod
    def spells(key, name):
        """Whether `name` is the flat form of the nested place `key`: "gatewaysEnabled" of gateways.enabled."""
        steps = key.lower().split(".")
        ends = ["".join(steps[at:]) for at in range(len(steps))]
        ends += ["".join([steps[-1], *steps[at:-1]]) for at in range(len(steps))] + [steps[-1]]
        return name.lower() in ends

    def is_new(self, *schemas):
        """Many paths take the same bodies (each host, pool and default setting); one of them is enough."""
        key = tuple(schema.get("$ref", id(schema)) for schema in schemas)
        new, _ = key not in self.judged, self.judged.add(key)
        return new

    def change_each(self, operation, path, reader):
        if not self.is_new(operation.body, reader.answer):
            return
        needed = self.maker.minimal(operation.body)
        for name, schema in self.description.fields(operation.body).items():
            if schema.get("readOnly"):
                continue
            for value in [self.maker.value(name, schema, "full"), *edges(schema)]:
                self.change_one(operation, path, reader, {**needed, name: value}, name, schema)

    def change_one(self, operation, path, reader, body, name, schema):
        before = self.farm.request("GET", path).json
        if self.call(operation, path, body) is None:
            return
        after = self.farm.request("GET", path)
        if after.status != 200:
            self.tell(operation, f"after {body}: {after}")
            return
        found = faults(self.description.validator(reader.answer), after.json)
        for fault in found:
            self.tell(reader, f"after PUT {name}={body[name]!r}: {fault}")
        was, now = flat(before), flat(after.json)
        moved = {key for key in was.keys() | now.keys() if was.get(key) != now.get(key)}
        moved = {key for key in moved if key.split(".")[0] not in STAMPS}
        target = schema.get("x-maps", name)
        if name.startswith("new") and name[3:4].lower() + name[4:] in now:
            target = name[3].lower() + name[4:]
            if not body[name]:
                return  # an empty new name is none
        hits = {key for key in now if key == target or key.startswith(target + ".") or self.spells(key, name)}
        if target in now and body[name] is not None and not isinstance(body[name], (dict, list)):
            if not self.same(now.get(target), body[name]):
                self.tell(operation, f"{name}={body[name]!r} is shown as {now.get(target)!r}")
        others = {key for key in moved if not key.startswith(target) and key not in flat(body)}
        others -= {"previousId"} if name == "parentId" else set()  # the last of its new folder
        others = {key for key in others if not self.spells(key, name) and key != ODD_PLACES.get(name)}
        if others:
            self.tell(operation, f"{name}={body[name]!r} also changes {sorted(others)[:4]}")
        # What is documented under no name like it need not show.
        if hits and target not in now and isinstance(body[name], (int, str)) and "CustomPermission" not in path:
            if not any(self.same(now[key], body[name]) for key in hits):
                self.tell(operation, f"{name}={body[name]!r} shows in none of {sorted(hits)[:3]}")

    def change_all(self):
        for operation in [o for o in self.description.operations if o.method == "PUT"]:
            path = self.places.fill(operation.path)
            if path is None:
                self.tell(operation, "UNREACHED")
                continue
            if not operation.body:
                self.call(operation, path)
                continue
            if "multipart" in operation.body_type:
                self.call(operation, path, self.maker.full(operation.body))
                continue
            reader = self.description.find("GET", operation.path)
            single = reader is not None and self.description.resolved(reader.answer or {}).get("type") == "object"
            if single:
                self.call(operation, path, self.maker.full(operation.body))
                self.change_each(operation, path, reader)
            else:
                self.call(operation, path, self.maker.full(operation.body))

    # --- everything else, the destructive last
    def act_all(self):
        def gravity(operation):
            low = operation.path.lower()
            return (operation.method == "DELETE", "logoff" in low, "deactivate" in low, "import" in low, low)

        rest = [o for o in self.description.operations if o.method in ("POST", "DELETE", "PATCH")
                and str(o) not in self.called]
        for operation in sorted(rest, key=gravity):
            if operation.path.lower().endswith("/session/logon"):
                continue
            self.places.forget()
            path = self.places.fill(operation.path)
            if path is None:
                self.tell(operation, "UNREACHED")
                continue
            body = self.maker.full(operation.body) if operation.body else None
            # What a list does not hold cannot be taken out of it; add() looks at that.
            self.call(operation, path, body, allow=(404,) if operation.method == "DELETE" and body else ())
            if self.farm.request("GET", "/api/Session").status == 401 or self.description.version <= 18:
                self.farm.log_on()


def flat(value, prefix=""):
    """{"a": {"b": 1}} -> {"a.b": 1}; lists count as one value."""
    if not isinstance(value, dict):
        return {prefix: value}
    result = {}
    for name, member in value.items():
        result.update(flat(member, f"{prefix}.{name}" if prefix else name))
    return result
