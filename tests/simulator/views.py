"""Views of one object agree, and no object names one that is gone."""
import re
import urllib.parse

from places import KINDS
from shown import leaves
from trial import Trial

AGREED = ("id", "name", "siteid", "enabled")


class Views(Trial):
    def siblings(self, template, path):
        reader = self.description.find("GET", template)
        if reader is None or self.description.resolved(reader.answer or {}).get("type") != "array":
            return
        rows = self.get(self.with_query(reader, path)) or []
        rows = {str(self.places.key(row)): row for row in rows if isinstance(row, dict)}
        views = []
        status = self.description.find("GET", template + "/status")
        if status is not None and self.description.resolved(status.answer or {}).get("type") == "array":
            views.append((status, self.get(self.with_query(status, path + "/status")) or []))
            if len(views[0][1]) != len(rows):
                self.tell(status, "*", f"{len(views[0][1])} objects, {reader} {len(rows)}")
        for suffix in ("", "/status"):
            one = self.description.find("GET", template + "/{id}" + suffix)
            if one is not None:
                for key in [*list(rows)[:3], *list(rows)[-2:]]:
                    shown = self.get(f"{path}/{urllib.parse.quote(key, safe='')}{suffix}")
                    if shown is None:
                        self.tell(one, "*", f"no answer for {key}, which {reader} lists")
                    views.append((one, [shown] if isinstance(shown, dict) else shown or []))
        for view, shown in views:
            for other in shown:
                if self.places.key(other) is None:
                    continue
                row = rows.get(str(self.places.key(other)))
                if row is None:
                    self.tell(view, "id", f"{self.places.key(other)!r} is not in {reader}")
                    continue
                low = {name.lower(): value for name, value in row.items()}
                for name, value in other.items():
                    if name.lower() in AGREED and name.lower() in low and str(low[name.lower()]) != str(value):
                        self.tell(view, name, f"{value!r}, {reader} {low[name.lower()]!r}")

    def all_siblings(self):
        for operation in self.description.operations:
            # The status of published items is that of their sessions.
            own = operation.path.lower() not in ("/api/pubitems",)
            if own and operation.method == "GET" and not operation.path.lower().endswith("/status") and operation.is_json:
                path = self.fill(operation.path)
                if path is not None and not operation.path.endswith("}"):
                    self.siblings(operation.path, path)

    def creator_of(self, kind):
        path = KINDS.get(kind)
        if kind == "ConnectionBroker" and self.description.version < 21:
            path = "/api/Broker"
        for candidate in (path, {"PubItem": "/api/PubItems/Apps/RDS", "MFA": "/api/MFA/TOTP",
                                 "Provider": "/api/Provider/HyperV", "RDSTemplate": None}.get(kind)):
            operation = self.description.find("POST", candidate) if candidate else None
            if operation is not None and self.is_json(operation):
                return operation
        return None

    def referring(self, schema, prefix=()):
        for name, field in self.description.fields(schema).items():
            if field.get("x-refers") and field.get("type") == "integer":
                yield (*prefix, name), field
            elif field.get("type") == "object" and len(prefix) < 3:
                yield from self.referring(field, (*prefix, name))

    def references(self):
        tried = set()
        for operation in self.description.operations:
            if operation.method != "PUT" or not self.is_json(operation):
                continue
            for place, field in self.referring(operation.body):
                kind = field["x-refers"]
                creator = self.creator_of(kind)
                # What comes before an item is found anew; a folder is no part of itself.
                if kind == "Site" or place[-1] in ("previousId", "parentId") or creator is None or (operation.path, place) in tried:
                    continue
                tried.add((operation.path, place))
                self.reference(operation, place, kind, creator)

    def reference(self, operation, place, kind, creator):
        path = self.fill(operation.path)
        if path is None:
            return
        made = self.send(creator, creator.path, self.maker.full(creator.body))
        if made.status != 201:
            self.tell(creator, "*", f"refused: {made}")
            return
        key = self.places.key(made.json)
        body = self.maker.minimal(operation.body)
        inner = body
        for step in place[:-1]:
            inner = inner.setdefault(step, {})
        inner[place[-1]] = key
        answer = self.send(operation, path, body)
        if answer.status not in (200, 204):
            self.tell(operation, place[-1], f"a new {kind} is refused: {answer}")
            self.remove(creator, creator.path, key)
            return
        template, where = self.item_path(creator, creator.path, key)
        remover = self.description.find("DELETE", template) or self.description.find("DELETE", creator.path + "/{id}")
        if remover is None:
            return
        gone = self.farm.request("DELETE", where if remover.path.count("{") == where.count(str(key)) else f"{creator.path}/{key}")
        if gone.status in (400, 409):
            return  # in use
        reader, where, shown = self.reader(operation.path, path)
        for at, value in leaves(shown or {}).items():
            name = re.sub(r"\[\d+\]$", "", at).rsplit(".", 1)[-1].lower()
            if value == key and name == place[-1].lower():
                self.tell(operation, place[-1], f"still {key} in {reader} at {at} after DELETE of the {kind}")
