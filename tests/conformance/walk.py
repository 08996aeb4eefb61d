"""Every operation called through the command line, and every request judged: by the validator, and by what was typed."""
import json
import os
import queue
import threading
import urllib.parse

from callers import Caller, Command
from description import read_json
from values import Values, wrong_words


class Field:
    """A query parameter or a leaf of the body."""

    def __init__(self, place, path, schema, required, refers):
        self.place, self.path, self.schema, self.required, self.refers = place, path, schema, required, refers


def leaves(description, schema, path="", required=True, depth=0):
    for name, field in schema.get("properties", {}).items():
        if field.get("readOnly"):
            continue
        own = description.resolved(field)
        needed = required and name in schema.get("required", [])
        if "properties" in own and depth < 6:
            yield from leaves(description, own, path + name + ".", needed, depth + 1)
        else:
            yield Field("body", path + name, field, needed, field.get("x-refers"))


def fields_of(description, operation):
    for one in operation.parameters_in("query"):
        yield Field("query", one["name"], one["schema"], one.get("required", False), one.get("x-refers"))
    if operation.body:
        yield from leaves(description, operation.body)


def target_words(description, operation, number):
    for parameter in operation.parameters_in("path"):
        integer = description.resolved(parameter["schema"]).get("type") == "integer"
        yield ["id:7", "1", "id:2147483647"][number % 3] if integer else \
            ["id:plain", "id:a b/c?d=e&f#g%20", "id:Zürich 東京"][number % 3]


def reached(body, path):
    for name in path.split("."):
        if not isinstance(body, dict) or name not in body:
            return None
        body = body[name]
    return body


def options_for(flag, typed, boolean):
    if not boolean:
        return [f"--{flag.name}={word}" for word in typed.words] or []
    if typed.sent:
        return [f"--{flag.name}"]
    return [f"--no-{flag.name}"] if flag.negatable else [f"--{flag.name}=false"]


class Call:
    """Words for one call and what must arrive."""

    def __init__(self, description, operation, command, values, number, everything):
        self.operation = operation
        self.words = [*command.name.split(), *target_words(description, operation, number), "--yes", "--max-retries", "0",
                      "-o", "json"]
        if "--output-file FILE" in command.help:
            self.words += ["--output-file", "-"]
        self.expected, self.without_flag = [], []
        used = {}
        fields = list(fields_of(description, operation))
        # A wish without a word is refused: the least that it takes is one field.
        changes = [field for field in fields if field.place == "body" and command.flag(field.path, field.refers)]
        wishes = command.name.endswith((" update", " add", " create", " remove"))
        needs_one = changes and wishes and not any(field.required for field in changes)
        for place, field in enumerate(fields):
            if not field.required and not everything and not (needs_one and field is changes[0]):
                continue
            flag = command.flag(field.path, field.refers)
            if flag is None:
                self.without_flag.append(field.path)
                continue
            if flag.name in used:
                self.expected.append((field, used[flag.name]))
                continue
            choices = values.of(field.schema, flag.choices, field.path)
            typed = choices[(number + place) % len(choices)]
            used[flag.name] = typed
            boolean = description.resolved(field.schema).get("type") == "boolean"
            self.words += options_for(flag, typed, boolean)
            self.expected.append((field, typed))

    def misplaced(self, judged):
        """Fields that do not hold what was typed."""
        if self.operation.media_type == "multipart/form-data":
            return
        body = read_json(judged.body) if judged.body else {}
        query = dict(urllib.parse.parse_qsl(judged.target.partition("?")[2], keep_blank_values=True))
        for field, typed in self.expected:
            got = query.get(field.path) if field.place == "query" else reached(body, field.path)
            wanted = typed.sent
            if field.place == "query":
                wanted = wanted if isinstance(wanted, str) else json.dumps(wanted)
            if got != wanted or isinstance(got, bool) != isinstance(wanted, bool):
                yield f"{field.place} {field.path} holds {got!r}, not {wanted!r}"


class Walk:
    """Calls operations of one server by several callers at a time."""

    def __init__(self, description, server, folder, workers=2):
        self.description, self.server = description, server
        self.callers = [Caller(os.path.join(folder, f"caller{number}"), f"caller{number}", server)
                        for number in range(workers)]
        self.commands = {}
        self.calls = 0

    def command(self, caller, name):
        if name not in self.commands:
            self.commands[name] = Command(caller, name)
        return self.commands[name]

    def judge(self, caller, row, number, everything):
        """Problems of one call, one text each."""
        operation = self.operation(row)
        call = Call(self.description, operation, self.command(caller, row["command"]),
                    Values(self.description, caller.folder), number, everything)
        if everything:
            for path in call.without_flag:
                yield f"{row['command']}: no flag for {path}"
        ran = caller.run(*call.words)
        self.calls += 1
        judged = self.server.taken(caller.name, anonymous=not operation.needs_token)
        if ran.code != 0:
            yield str(ran)
        for one in judged:
            for problem in one.problems:
                yield f"{one}: {problem}\n        {ran}"
        own = [one for one in judged if one.operation is operation]
        if ran.code == 0 and len(own) != 1:
            yield f"{ran}\n        sent {[f'{one.method} {one.target}' for one in judged]}, not {operation.method} {operation.path}"
        for one in own:
            for problem in call.misplaced(one):
                yield f"{ran}\n        {problem}"

    def judge_wrong(self, caller, row, number):
        """Every flag that can hold something wrong does: all must be told at once, and nothing be sent."""
        operation = self.operation(row)
        command = self.command(caller, row["command"])
        words, wrong = [*command.name.split(), *target_words(self.description, operation, 0), "--yes"], []
        for place, field in enumerate(fields_of(self.description, operation)):
            flag = command.flag(field.path, field.refers)
            own = self.description.resolved(field.schema)
            item = self.description.resolved(own["items"]) if own.get("type") == "array" else None
            # A reference takes a name, so a word is nothing wrong; a list is emptied by an empty word.
            choices = [word for word in wrong_words(own, item) if word or item is None] if not field.refers else []
            if flag and choices and flag.name not in wrong:
                words.append(f"--{flag.name}={choices[(number + place) % len(choices)]}")
                wrong.append(flag.name)
        if not wrong:
            return
        ran = caller.run(*words)
        self.calls += 1
        for name in wrong:
            if f"--{name}: " not in ran.err:
                yield f"{ran}\n        says nothing of --{name}"
        if ran.code != 2:
            yield f"{ran}\n        must end with 2"
        if self.server.taken(caller.name):
            yield f"{ran}\n        was sent all the same"

    def operation(self, row):
        return next(one for one in self.description.operations
                    if (one.method, one.path) == (row["method"], row["path"]))

    def run(self, rows, rounds):
        """`rounds` are pairs of a number and True (all flags), False (the least), or None (all wrong)."""
        jobs, problems = queue.Queue(), []
        for row in rows:
            jobs.put(row)

        def work(caller):
            while True:
                try:
                    row = jobs.get_nowait()
                except queue.Empty:
                    return
                for number, everything in rounds:
                    try:
                        problems.extend(self.judge(caller, row, number, everything) if everything is not None
                                        else self.judge_wrong(caller, row, number))
                    except Exception as error:  # a caller that dies must not pass for one that found nothing
                        problems.append(f"{row['command']}: {type(error).__name__}: {error}")

        threads = [threading.Thread(target=work, args=(caller,)) for caller in self.callers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return problems
