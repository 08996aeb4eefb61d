"""Values for a field as a person types them, each with the JSON that must travel for it."""
import base64
import json
import os

TEXTS = ["plain", "Zürich 東京 \U0001F5A5", "two words", "a=b=c", "\"quoted\" 'single' \\back", "-dash", "{no json",
         "[", "null", "true", "0123", "1e3", "#x %41 &y +z;", " lead and trail ", "tab\there", "@at", "id:x", "a,b"]


def typed_texts(own):
    low, high = own.get("minLength", 0), own.get("maxLength", 1000)
    if own.get("format") in ("guid", "uuid"):
        return ["11111111-2222-3333-4444-555555555555", "{AAAAAAAA-bbbb-3333-4444-555555555555}"]
    if own.get("format") == "date-time":
        return ["2026-01-31T08:00:00Z", "2026-02-28T23:59:59.123+02:00", "2026-01-31"]
    if "pattern" in own:
        return ["Error", "Trace"]
    texts = [text.ljust(low, "x")[:high] for text in TEXTS] + ["x" * max(low, 1)]
    if high <= 1000:
        texts.append("ü" * high)
    return texts + ([""] if low == 0 else [])


class Typed:
    """`words` follow the option, each as --option=word; `sent` is the JSON value."""

    def __init__(self, words, sent):
        self.words, self.sent = words, sent


class Values:
    def __init__(self, description, folder):
        self.description, self.folder = description, folder

    def of(self, schema, choices, name=""):
        """All edge values of a field. `choices` are the words that the help names for an enumeration."""
        own = self.description.resolved(schema)
        if "x-enum-flags" in own:
            return self.of_flags(own, choices)
        if own.get("type") == "array":
            return self.of_list(own, choices)
        if own.get("type") == "boolean":
            return [Typed([], True), Typed([], False)]
        if own.get("type") == "object" or "properties" in own:
            value = self.smallest(schema)
            return [Typed([json.dumps(value)], value)]
        if own.get("format") == "binary":
            return [Typed([os.path.join(self.folder, "upload")], base64.b64encode(b"content\n").decode())]
        if own.get("format") == "password":
            return self.of_secret()
        return [Typed([word], sent) for word, sent in self.scalars(own, choices)]

    def of_secret(self):
        return [Typed(["@" + os.path.join(self.folder, "secret")], "pa ss=\"wörd\","), Typed(["env:A_SECRET"], "from env")]

    def scalars(self, own, choices):
        """(word, JSON) of one value that is no list."""
        if own.get("type") == "integer" and "enum" in own:
            numbers = [(str(number), number) for number in own["enum"]]
            names = list(zip(choices, own["enum"])) if len(choices) == len(own["enum"]) else []
            said = [(f"{number} = {name}", number) for name, number in zip(own.get("x-enum-varnames", []), own["enum"])]
            picked = [one for group in (names, numbers, said) for one in (group[:1] + group[-1:])]
            return picked + [(name.upper(), number) for name, number in names[1:2]]
        if own.get("type") == "integer":
            low, high = own.get("minimum", -2**31), own.get("maximum", 2**31 - 1)
            return [(str(number), number) for number in sorted({max(low, 1), low, high, max(low, 0)})]
        if own.get("type") == "number":
            return [(text, json.loads(text)) for text in ("1", "0.5", "2e3") if json.loads(text) >= own.get("minimum", 0)]
        return [(text, text) for text in typed_texts(own)]

    def of_flags(self, own, choices):
        bits = own["x-enum-values"]
        values = [Typed([str(bits[0])], bits[0]), Typed([str(bits[-1])], bits[-1])]
        if len(choices) == len(bits):
            values += [Typed([choices[0]], bits[0]), Typed([choices[-1]], bits[-1]),
                       Typed([f"{choices[-2]},{choices[-1]}"], bits[-2] | bits[-1]),
                       Typed([choices[0], choices[1]], bits[0] | bits[1])]
        return values

    def of_list(self, own, choices):
        item = self.description.resolved(own["items"])
        if "properties" in item:
            full, least = self.whole(own["items"]), self.smallest(own["items"])
            return [Typed([json.dumps(full)], [full]), Typed([json.dumps([least, full])], [least, full]),
                    Typed([json.dumps(least), json.dumps(full)], [least, full]), Typed([""], [])]
        one = [pair for pair in self.scalars(item, choices) if "," not in pair[0] and pair[0] and not pair[0].startswith("[")]
        first, last = one[0], one[-1]
        listed = json.dumps([first[1], last[1]], ensure_ascii=False)
        values = [Typed([first[0]], [first[1]]), Typed([f"{first[0]},{last[0]}"], [first[1], last[1]]),
                  Typed([last[0], first[0]], [last[1], first[1]]), Typed([listed], [first[1], last[1]]), Typed([""], [])]
        if item.get("type") == "string" and "format" not in item and "pattern" not in item:
            values.append(Typed(["a\\,b", "c"], ["a,b", "c"]))
        return values

    def scalar(self, own):
        if own.get("type") == "boolean":
            return True
        if own.get("format") == "password":
            return "secret"
        return self.scalars(own, [])[0][1]

    def smallest(self, schema):
        own = self.description.resolved(schema)
        if own.get("type") == "array":
            return []
        if "properties" not in own:
            return {} if own.get("type") == "object" else self.scalar(own)
        return {name: self.smallest(own["properties"][name]) for name in own.get("required", [])
                if not own["properties"][name].get("readOnly")}

    def whole(self, schema, depth=0):
        """Every field that may be sent."""
        own = self.description.resolved(schema)
        if "x-enum-flags" in own:
            return own["x-enum-values"][-1]
        if own.get("type") == "array":
            return [self.whole(own["items"], depth + 1)]
        if "properties" not in own:
            return {} if own.get("type") == "object" else self.scalar(own)
        return {name: self.whole(field, depth + 1) for name, field in own["properties"].items()
                if not field.get("readOnly") and (depth < 5 or name in own.get("required", []))}


def wrong_words(own, item=None):
    """Words that cannot be a value of the field: the wrong type, outside the range, too long, an unknown name."""
    own = item or own
    if "x-enum-flags" in own or ("enum" in own and own.get("type") == "integer"):
        return ["no-such-name"] + (["987654"] if own.get("x-complete") else [])
    kind, form = own.get("type"), own.get("format")
    if kind == "integer":
        words = ["1.5", "", "12x", "99999999999999999999"] + ([str(own["maximum"] + 1)] if "maximum" in own else [])
        return words + ([str(own["minimum"] - 1)] if "minimum" in own else [])
    if kind == "number":
        return ["one", ""]
    if form in ("guid", "uuid"):
        return ["1234", "zzzzzzzz-2222-3333-4444-555555555555"]
    if form == "date-time":
        return ["someday", "31.01.2026"]
    if kind == "string" and form is None and "pattern" not in own:
        words = ["x" * (own["maxLength"] + 1)] if "maxLength" in own else []
        return words + ([""] if own.get("minLength") else [])
    return []
