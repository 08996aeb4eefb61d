"""Objects to try writes on, found or made through the API, and the answers that must show what was written."""
import json
import os
import re
import urllib.parse

from places import Places
from random_bodies import RandomMaker
from shown import leaves, nearest, parts, same

HERE = os.path.dirname(os.path.abspath(__file__))


class Trial:
    def __init__(self, description, farm, report):
        self.description, self.farm, self.report = description, farm, report
        self.places = Places(description, farm)
        self.maker = RandomMaker(description, self.places.of_kind, description.version)
        with open(os.path.join(HERE, "not_shown.json"), encoding="utf-8") as file:
            self.not_shown = json.load(file)
        self.used = set()

    def excuse(self, operation, field):
        for rule in self.not_shown:
            if re.fullmatch(rule["operation"], str(operation), re.I) and re.fullmatch(rule["field"], field, re.I):
                return rule
        return None

    def tell(self, operation, field, what):
        if self.excuse(operation, field) is None:
            self.report(str(operation), f"[{field}] {what}")

    def shown_elsewhere(self, operation, path, name, value):
        """Told where it is not: a field that the object's own GET lacks and another one shows."""
        rule = self.excuse(operation, name)
        if rule is None or "by" not in rule:
            return
        where = path
        for step in rule["by"].strip("/").split("/"):
            where = where.rsplit("/", 1)[0] if step == ".." else f"{where}/{step}"
        shown = leaves({"": self.get(where)})
        wanted = rule.get("as", {}).get(name, name).lower()
        values = value if isinstance(value, list) else [value]
        found = [v for place, v in shown.items() if re.sub(r"\[\d+\]$", "", place).rsplit(".", 1)[-1].lower() == wanted]
        flat_values = [one for v in found for one in (v if isinstance(v, list) else [v])]
        if not all(any(same(one, v) for one in flat_values) for v in values):
            self.report(str(operation), f"[{name}] sent {value!r}, {where} shows {found!r}")

    def with_query(self, operation, path):
        needed = {p["name"]: self.maker.value(p["name"], {**p, **self.description.resolved(p["schema"])}, "minimal")
                  for p in operation.query() if p.get("required")}
        text = {n: str(v).lower() if isinstance(v, bool) else str(v) for n, v in needed.items()}
        return path + ("?" + urllib.parse.urlencode(text) if text else "")

    def send(self, operation, path, body=None):
        return self.farm.request(operation.method, self.with_query(operation, path), body)

    def get(self, path):
        answer = self.farm.request("GET", path)
        return answer.json if answer.status == 200 and answer.raw[:1] in b"[{" else None

    def is_json(self, operation):
        return operation.body is not None and "multipart" not in operation.body_type

    def fill(self, path):
        self.places.forget()
        if path.lower().startswith("/api/adminaccount/{"):
            rows = [row for row in self.places.rows("/api/AdminAccount") if row.get("name") != "administrator"]
            return re.sub(r"\{\w+\}", str(rows[-1]["id"]), path) if rows and path.count("{") == 1 else None
        if path.lower() == "/api/pubitems/{id}/folders":
            return f"/api/PubItems/{self.places.rows('/api/PubItems/Folders')[-1]['id']}/Folders"
        if path.endswith("/ServerAttr/{serverId}"):
            item = self.places.fill("/api/PubItems/{id}/Apps/RDS")
            return item and f"{item}/ServerAttr/{self.places.of_kind('RDSHost')}"
        return self.places.fill(path)

    def filled_or_made(self, path):
        """The path of an object, made first (and those above it) where the farm has none."""
        found = self.fill(path)
        if found is not None or "{" not in path:
            return found
        kind = re.match(r"(.*/PubItems)/\{id\}(/(?:Apps|Desktops)/(?:RDS|VDI|AVD|Local))(.*)", path, re.I)
        if kind:
            key = self.made(kind[1] + kind[2], kind[1] + kind[2])
            return None if key is None else self.filled_or_made(f"{kind[1]}/{key}{kind[2]}{kind[3]}")
        end = path.rindex("}") + 1
        if end < len(path):
            above = self.filled_or_made(path[:end])
            return None if above is None else above + path[end:]
        collection = path.rsplit("/", 1)[0]
        where = self.filled_or_made(collection)
        key = None if where is None else self.made(collection, where)
        return self.fill(path) or (None if key is None else f"{where}/{urllib.parse.quote(str(key), safe='')}")

    def made(self, template, where):
        """The key of a new object of the collection."""
        maker = self.description.find("POST", template)
        if maker is None or not self.is_json(maker):
            return None
        body = self.maker.full(maker.body)
        answer = self.send(maker, where, body)
        if answer.status != 201:
            return None
        key = self.places.key(answer.json) if answer.raw else None
        return key if key is not None else next(iter(body.values()))

    def reader(self, template, path):
        """The GET that shows what is at the path: its own, or that of the object or list above it."""
        published = re.match(r"(.*/PubItems/)\{id\}(/(?:Apps|Desktops)/.*)", template, re.I)
        if published and not self.description.find("GET", template):
            # Which of them answers depends on the item's kind.
            item = re.match(r".*/PubItems/\d+", path, re.I)[0]
            for kind in ("Apps/RDS", "Apps/VDI", "Apps/AVD", "Apps/Local"):
                found = self.description.find("GET", f"/api/PubItems/{{id}}/{kind}")
                shown = self.get(f"{item}/{kind}")
                if shown is not None:
                    return found, f"{item}/{kind}", shown
        steps = 0
        while template.count("/") >= 2 and steps < 3:
            found = self.description.find("GET", template)
            if found is not None and found.is_json:
                shown = self.get(self.with_query(found, path))
                if shown is not None:
                    return found, path, shown
            template, path = template.rsplit("/", 1)[0], path.rsplit("/", 1)[0]
            steps += 1
        return None, None, None

    def sent_leaves(self, body, schema, prefix=""):
        for name, value in body.items():
            field = self.description.fields(schema).get(name, {})
            if field.get("format") == "password" or field.get("writeOnly") or value is None:
                continue
            if isinstance(value, dict) and "x-maps" not in field:
                yield from self.sent_leaves(value, field, f"{prefix}{name}.")
            else:
                yield f"{prefix}{name}", value, field

    def judge(self, operation, rounds, path, own=True):
        """rounds: [(body, shown)] of one object, by its own GET or by that of the object above; `path` is that of the
        last round's."""
        shown = [leaves(answer) for _, answer in rounds]
        sent = [{name: value for name, value, _ in self.sent_leaves(body, operation.body)} for body, _ in rounds]
        fields = {name: field for name, _, field in self.sent_leaves(rounds[0][0], operation.body)}
        for name, field in fields.items():
            if any(name not in one for one in sent):
                continue
            places = set(shown[0])
            for answer in shown[1:]:
                places &= set(answer)
            targets = {p for p in places if p.lower() in (field.get("x-maps", name).lower(), name.lower())}
            looked = targets if targets and own else places
            if not any(all(same(answer[place], one[name]) for answer, one in zip(shown, sent)) for place in looked):
                seen = [answer.get(next(iter(targets), ""), "nowhere") for answer in shown]
                self.shown_elsewhere(operation, path, name, sent[-1][name])
                self.tell(operation, name, f"sent {[one[name] for one in sent]!r}, shown {seen!r}"[:230])

    def item_path(self, operation, path, key):
        inner = operation.path + "/{id}"
        key = urllib.parse.quote(str(key), safe="")
        if self.description.find("GET", inner):
            return inner, f"{path}/{key}"
        if "/pubitems/" in path.lower():
            return operation.path.replace("/PubItems/", "/PubItems/{id}/"), path.replace("/PubItems/", f"/PubItems/{key}/")
        up, where = operation.path.rsplit("/", 1)[0], path.rsplit("/", 1)[0]
        if self.description.find("GET", up + "/{id}"):
            return up + "/{id}", f"{where}/{key}"
        return inner, f"{path}/{key}"

    def compare_above(self, operation, reader, path, shown):
        """The object above that shows the same fields shows the same values."""
        template, words = reader.path, []
        if not isinstance(shown, dict) or not template.count("{") or template.endswith("}"):
            return
        while not template.endswith("}"):
            words.insert(0, template.rsplit("/", 1)[1].lower())
            template, path = template.rsplit("/", 1)[0], path.rsplit("/", 1)[0]
        above = self.description.find("GET", template)
        whole = self.get(path) if above is not None else None
        if whole is None:
            return
        mine = {name.lower(): value for name, value in shown.items()}
        alike = []
        for steps, part in parts(whole):
            its = {name.lower(): value for name, value in part.items()}
            common = set(mine) & set(its) - {"id", "siteid", "name", "enabled", "description"}
            if len(common) >= 3 and len(common) >= 0.6 * len(mine):
                alike.append((steps, {name: its[name] for name in common}))
        its = nearest(words, alike)
        if its is not None:
            for name in sorted(its):
                if its[name] != mine[name]:
                    self.tell(operation, name, f"{above} shows {its[name]!r}, {reader} {mine[name]!r}"[:230])
            return
        segment = words[-1]
        named = {name.lower(): value for name, value in whole.items()}.get(segment)
        if isinstance(named, dict):
            for name, value in named.items():
                if name.lower() in mine and mine[name.lower()] != value:
                    self.tell(operation, name, f"{above} shows {value!r}, {reader} {mine[name.lower()]!r}"[:230])

    def compare_list_above(self, operation, reader, path, shown):
        if not isinstance(shown, list) or not reader.path.count("{"):
            return
        template, words = reader.path, []
        while template.count("/") > 2 and not template.endswith("}"):
            words.insert(0, template.rsplit("/", 1)[1].lower())
            template, path = template.rsplit("/", 1)[0], path.rsplit("/", 1)[0]
        above = self.description.find("GET", template)
        whole = self.get(path) if above is not None and template.endswith("}") else None
        if whole is None:
            return
        segment = words[-1]
        lists = [((*steps, name.lower()), value) for steps, part in parts(whole) for name, value in part.items()
                 if name.lower() in (segment, segment + "s", segment + "list") and isinstance(value, list)]
        value = nearest(words, lists)
        if value is not None and len(value) != len(shown):
            self.tell(operation, segment, f"{above} shows {value!r}, {reader} {shown!r}"[:230])

    def remove(self, operation, path, key):
        template, where = self.item_path(operation, path, key)
        remover = self.description.find("DELETE", template) or self.description.find("DELETE", operation.path + "/{id}")
        if remover is None:
            return
        where = where if remover.path.count("/") == template.count("/") else f"{path}/{key}"
        answer = self.send(remover, where)
        if answer.status not in (200, 204):
            self.tell(remover, "*", f"the object just created: {answer}")
            return
        if self.description.find("GET", template) and self.farm.request("GET", where).status != 404:
            self.tell(remover, "*", "GET afterwards is no 404")
        lister = self.description.find("GET", operation.path)
        rows = self.get(self.with_query(lister, path)) if lister is not None else None
        if isinstance(rows, list) and key in [self.places.key(row) for row in rows if isinstance(row, dict)]:
            self.tell(remover, "*", f"{lister} lists {key} still")
