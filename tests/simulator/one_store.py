"""What is written is seen: every field of every create and update in the GET of the same object and of the object
above it, every entry in its list, no deleted object and no reference to one; and views of one object agree.

A field counts as seen where one place of the answer holds what was sent, in two rounds with different values: nothing
here knows how the simulator maps names. not_shown.json lists what the API has no place for, with the reason.
"""
import json
import os
import random
import re
import urllib.parse

from bodies import Maker
from every_operation import flat
from places import Places

HERE = os.path.dirname(os.path.abspath(__file__))
AGREED = ("id", "name", "siteid", "enabled")
# So many hosts are made at once that each number must fit what the object may have.
HOSTS_MADE = {"numberOfHosts": 2, "hostsToCreate": 1}


class RandomMaker(Maker):
    """Valid values that differ from round to round."""

    def __init__(self, description, refer, seed):
        super().__init__(description, refer)
        self.random, self.round = random.Random(seed), 0

    def value(self, name, schema, manner):
        if schema.get("x-refers"):
            return super().value(name, schema, manner)
        if name in HOSTS_MADE:
            return HOSTS_MADE[name]
        if schema.get("type") == "boolean":
            return (hash_of(name) + self.round) % 2 == 0
        return super().value(name, schema, manner)

    def integer(self, schema):
        known = schema.get("enum") or schema.get("x-enum-values")
        if known:
            return known[(self.round + 1) % len(known)]
        low, high = schema.get("minimum", 1), schema.get("maximum", 30000)
        high = min(high, low + 30000)
        value = self.random.randint(low, high)
        if high - low <= 3:
            return min(high, low + self.round % 2)
        return min(low + (value - low) // 2 * 2, high - 1) + self.round % 2

    def within(self, schema, value):
        return super().within(schema, self.integer(schema) + 0.5)

    def text(self, name, schema):
        if schema.get("format") == "date-time":
            return f"2031-05-06T{self.random.randint(10, 23)}:{self.random.randint(10, 59)}:0{self.round}Z"
        if schema.get("format") == "guid":
            return f"{self.random.getrandbits(32):08x}-d9cb-469f-a165-70867728950e"
        if "pattern" in schema:
            return ("Debug", "Trace", "Error", "Info")[self.round % 4]
        return super().text(name, schema)


def hash_of(name):
    return sum(map(ord, name))


def same(shown, sent):
    """Whether a place shows what was sent: numbers may be texts, entries may show more than was sent."""
    if isinstance(shown, bool) or isinstance(sent, bool):
        return shown is sent
    if isinstance(sent, dict):
        return isinstance(shown, dict) and all(
            any(same(v, value) for v in shown.values()) for value in sent.values() if value is not None)
    if isinstance(sent, list):
        return isinstance(shown, list) and all(any(same(one, entry) for one in shown) for entry in sent)
    if isinstance(sent, (int, float)) or isinstance(shown, (int, float)):
        return str(shown) == str(sent)
    return shown == sent


def leaves(value, prefix=""):
    """flat(), with entries of lists too."""
    result = {}
    for key, leaf in flat(value, prefix).items():
        result[key] = leaf
        if isinstance(leaf, list):
            for at, entry in enumerate(leaf):
                result.update(leaves(entry, f"{key}[{at}]"))
    return result


def parts(value, steps=()):
    """Every object within an answer, with the members that lead to it."""
    if isinstance(value, dict):
        yield steps, value
        for name, member in value.items():
            yield from parts(member, (*steps, name.lower()))
    elif isinstance(value, list):
        for entry in value:
            yield from parts(entry, steps)


def nearest(words, places):
    """Of [(steps, value)] the value whose steps spell most of the words, the last of them before all others."""
    def rank(place):
        spelt = [any(word in step for step in place[0]) for word in words]
        return spelt[-1], sum(spelt)
    return max(places, key=rank)[1] if places else None


class OneStore:
    def __init__(self, description, farm, report):
        self.description, self.farm, self.report = description, farm, report
        self.places = Places(description, farm)
        self.maker = RandomMaker(description, self.places.of_kind, description.version)
        with open(os.path.join(HERE, "not_shown.json"), encoding="utf-8") as file:
            self.not_shown = json.load(file)
        self.used = set()

    # --- what the API has no place for
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

    # --- requests
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

    # --- fields
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

    def updates(self):
        for operation in self.description.operations:
            if operation.method != "PUT" or not self.is_json(operation):
                continue
            path = self.filled_or_made(operation.path)
            if path is None:
                self.tell(operation, "*", "no object to try it on")
                continue
            rounds, names = [], {}
            for self.maker.round in (0, 1):
                body = {**self.maker.full(operation.body), **names}
                answer = self.send(operation, path, body)
                adder = self.description.find("POST", operation.path)
                if answer.status == 404 and adder is not None and self.is_json(adder):
                    # The entry that the path or the required members name must be there first.
                    needed = self.description.resolved(operation.body).get("required", [])
                    names = {name: body[name] for name in needed}
                    taken = self.maker.full(adder.body)
                    self.send(adder, path, {**taken, **{n: v for n, v in body.items() if n in taken}})
                    answer = self.send(operation, path, body)
                elif answer.status == 404 and rounds:
                    # The first round gave it another name, which is its key.
                    path = self.renamed(operation, rounds[-1][0], path)
                    answer = self.send(operation, path, body)
                if answer.status not in (200, 204):
                    self.tell(operation, "*", f"refused: {answer} for {body}"[:400])
                    break
                reader, where, shown = self.reader(operation.path, path)
                if reader is None:
                    self.tell(operation, "*", "no GET shows it")
                    break
                rounds.append((body, shown))
                self.compare_above(operation, reader, where, shown)
            if len(rounds) == 2:
                self.judge(operation, rounds, path, reader.path.count("/") == operation.path.count("/"))

    def renamed(self, operation, body, path):
        """The path of an object whose key is a field that was changed."""
        collection, parameter = operation.path.rsplit("/", 1)
        key = {name.lower(): value for name, value in body.items()}.get(parameter.strip("{}").lower())
        if key is None:
            return self.fill(operation.path) or path
        return path.rsplit("/", 1)[0] + "/" + urllib.parse.quote(str(key), safe="")

    # --- parts of other objects
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

    # --- created objects
    def creates(self):
        for operation in self.description.operations:
            if operation.method != "POST" or operation.status != 201 or not self.is_json(operation):
                continue
            path = self.filled_or_made(operation.path)
            if path is None:
                self.tell(operation, "*", "no object to try it on")
                continue
            if operation.answer is None or self.description.resolved(operation.answer).get("type") != "object":
                self.add(operation, path)
                continue
            self.create(operation, path)

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

    def create(self, operation, path):
        rounds, keys = [], []
        for self.maker.round in (0, 1):
            body = self.maker.full(operation.body)
            answer = self.send(operation, path, body)
            if answer.status != 201:
                self.tell(operation, "*", f"refused: {answer} for {body}"[:400])
                return
            made = answer.json
            rounds.append((body, made))
            key = self.places.key(made) if isinstance(made, dict) else None
            keys.append(key)
        self.judge(operation, rounds, self.item_path(operation, path, keys[-1])[1])
        if None in keys:
            self.tell(operation, "id", "answers no ID")
            return
        template, where = self.item_path(operation, path, keys[0])
        reader = self.description.find("GET", template)
        shown = self.get(where) if reader is not None else None
        if reader is not None:
            if shown is None:
                self.tell(operation, "*", f"GET {where} does not show it")
            else:
                mine = {n.lower(): v for n, v in rounds[0][1].items()}
                for name, value in shown.items():
                    if name.lower() in mine and mine[name.lower()] != value:
                        self.tell(operation, name, f"answered {mine[name.lower()]!r}, GET shows {value!r}")
        self.siblings(operation.path, path)
        lister = self.description.find("GET", operation.path)
        rows = self.get(self.with_query(lister, path)) if lister is not None else None
        if isinstance(rows, list):
            listed = [str(self.places.key(row)) for row in rows if isinstance(row, dict)]
            for key in keys:
                if listed.count(str(key)) != 1:
                    self.tell(operation, "*", f"{lister} lists {key} {listed.count(str(key))} times")
        for key in keys:
            self.remove(operation, path, key)

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

    # --- lists
    def add(self, operation, path):
        reader, where, before = self.reader(operation.path, path)
        if reader is None:
            self.tell(operation, "*", "no GET shows it")
            return
        self.maker.round = 0
        body = self.maker.full(operation.body)
        answer = self.send(operation, path, body)
        if answer.status not in (200, 201, 204):
            self.tell(operation, "*", f"refused: {answer} for {body}"[:400])
            return
        after = self.get(where)
        shown, old = leaves(after), leaves(before)
        fresh = [value for place, value in shown.items() if old.get(place) != value]
        for name, value, _ in self.sent_leaves(body, operation.body):
            if not any(same(one, value) or one == value for one in fresh):
                self.tell(operation, name, f"sent {value!r}, new in {reader}: {fresh!r}"[:230])
        self.compare_above(operation, reader, where, after)
        self.compare_list_above(operation, reader, where, after)
        remover = self.description.find("DELETE", operation.path)
        if remover is None:
            return
        if self.is_json(remover):
            members = self.description.fields(remover.body)
            gone = self.send(remover, path, {n: v for n, v in body.items() if n in members})
        else:
            gone = self.send(remover, path)
        if gone.status not in (200, 204):
            self.tell(remover, "*", f"what was just added: {gone} for {body}"[:300])
        elif self.stable(self.get(where)) != self.stable(before):
            self.tell(remover, "*", f"{reader} shows {self.get(where)!r}, before {before!r}"[:300])

    @staticmethod
    def stable(answer):
        text = json.dumps(answer, sort_keys=True)
        return re.sub(r'"(timeLastMod|adminLastMod)": "[^"]*"', "", text)

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

    # --- views of one object
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

    # --- references
    def creator_of(self, kind):
        from places import KINDS
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


def updates(description, farm, report):
    store = OneStore(description, farm, report)
    store.updates()
    store.all_siblings()  # also of what has other names and sites now


def creates(description, farm, report):
    OneStore(description, farm, report).creates()


def siblings(description, farm, report):
    OneStore(description, farm, report).all_siblings()


def references(description, farm, report):
    OneStore(description, farm, report).references()


WALKS = (updates, creates, siblings, references)
