"""What is written is seen: every field of every create and update in the GET of the same object and of the object
above it, every entry in its list, no deleted object and no reference to one; and views of one object agree.

A field counts as seen where one place of the answer holds what was sent, in two rounds with different values: nothing
here knows how the simulator maps names. not_shown.json lists what the API has no place for, with the reason.
"""
import json
import re
import urllib.parse

from shown import leaves, same
from views import Views


class OneStore(Views):
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

    def add(self, operation, path):
        reader, where, before = self.reader(operation.path, path)
        if reader is None:
            self.tell(operation, "*", "no GET shows it")
            return
        self.maker.round = 0
        body = self.maker.full(operation.body)
        answer = self.send(operation, path, body)
        remover = self.description.find("DELETE", operation.path)
        if answer.status == 409 and remover is not None:
            # The farm has no other object that could be added: it is taken out first.
            self.take_out(remover, path, body)
            before = self.get(where)
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
        if remover is None:
            return
        gone = self.take_out(remover, path, body)
        if gone.status not in (200, 204):
            self.tell(remover, "*", f"what was just added: {gone} for {body}"[:300])
        elif self.stable(self.get(where)) != self.stable(before):
            self.tell(remover, "*", f"{reader} shows {self.get(where)!r}, before {before!r}"[:300])

    def take_out(self, remover, path, body):
        if not self.is_json(remover):
            return self.send(remover, path)
        members = self.description.fields(remover.body)
        return self.send(remover, path, {n: v for n, v in body.items() if n in members})

    @staticmethod
    def stable(answer):
        text = json.dumps(answer, sort_keys=True)
        return re.sub(r'"(timeLastMod|adminLastMod)": "[^"]*"', "", text)


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
