"""What is deleted is gone: from its list, by its ID, and out of every field of the farm that named it."""
from places import KINDS, Places

# Which rows a test deletes of each kind: the first ones and the last, so that busy and idle ones are among them.
TRIED = 3


class Deletions:
    def __init__(self, description, farm, report):
        self.description, self.farm, self.report = description, farm, report
        self.places = Places(description, farm)
        self.lists = [(o, self.kinds(o.answer)) for o in description.operations
                      if o.method == "GET" and o.is_json and "{" not in o.path
                      and not any(p.get("required") for p in o.query())]

    def kinds(self, schema, depth=0):
        """What kinds of objects those of the schema may name."""
        schema = self.description.resolved(schema or {})
        if schema.get("type") == "array":
            return self.kinds(schema["items"], depth)
        found = set()
        for field in self.description.fields(schema).values():
            found.add(field.get("x-refers"))
            if depth < 6 and field.get("type") in ("object", "array"):
                found |= self.kinds(field, depth + 1)
        return found - {None}

    def named(self, schema, value, where=()):
        """(kind, ID, place) of every reference in an answer."""
        schema = self.description.resolved(schema)
        if isinstance(value, list):
            inner = schema["items"] if "items" in schema else {}
            for entry in value:
                if isinstance(entry, (dict, list)):
                    yield from self.named(inner, entry, where)
                elif schema.get("x-refers"):
                    yield schema["x-refers"], entry, ".".join(where)
        elif isinstance(value, dict):
            fields = self.description.fields(schema)
            for name, member in value.items():
                field = fields.get(name, {})
                if isinstance(member, (dict, list)):
                    yield from self.named(field, member, (*where, name))
                elif field.get("x-refers"):
                    yield field["x-refers"], member, ".".join((*where, name))

    def references(self, kind, key):
        for operation in [o for o, kinds in self.lists if kind in kinds]:
            answer = self.farm.request("GET", operation.path)
            if answer.status != 200:
                continue
            for of, value, place in self.named(operation.answer, answer.json):
                if of == kind and str(value) == str(key):
                    yield f"{operation} at {place}"

    def all(self):
        for kind, path in KINDS.items():
            if kind == "ConnectionBroker" and self.description.version < 21:
                path = "/api/Broker"
            if self.description.find("GET", path):
                self.of_kind(kind, path)

    def of_kind(self, kind, path):
        remover = self.description.find("DELETE", f"{path}/{{id}}")
        rows = self.farm.get(path)
        if remover is None or not isinstance(rows, list):
            return
        keys = [self.places.key(row) for row in rows]
        for key in dict.fromkeys(keys[:TRIED] + keys[-1:]):
            self.delete(kind, path, remover, key)

    def delete(self, kind, path, remover, key):
        where = f"{path}/{key}"
        answer = self.farm.request("DELETE", where)
        listed = str(key) in [str(self.places.key(row)) for row in self.farm.get(path)]
        if answer.status in (400, 403, 409):
            if not listed:
                self.report(str(remover), f"{key} is refused and gone: {answer}")
            return
        if answer.status not in (200, 204):
            # What went with an object that was deleted before.
            if answer.status != 404 or listed:
                self.report(str(remover), f"{key}: {answer}")
            return
        if listed:
            self.report(str(remover), f"{key} is in {path} still")
        for suffix in ("", "/Status"):
            if self.description.find("GET", f"{path}/{{id}}{suffix}"):
                after = self.farm.request("GET", where + suffix)
                if after.status != 404:
                    self.report(f"GET {path}/{{id}}{suffix}", f"{key} after DELETE: {after}"[:200])
        for place in self.references(kind, key):
            self.report(str(remover), f"{key} is named by {place}")


def deletions(description, farm, report):
    Deletions(description, farm, report).all()
