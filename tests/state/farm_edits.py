"""Makes random edits of exported documents that their schema allows: fields, entries of lists, objects."""
import copy

# Fields whose values hang on others: places in an order move their neighbours, `enabled` is what enabledMode says.
ENTANGLED = {"previousId", "order", "priority", "enabledMode"}
FREE_TEXT = ("description", "message", "title", "subject", "note")
# Lists of texts, and what may be put into them.
TEXT_LISTS = {"device": "pc{}", "hardware-id": "HW-{}", "client-filter": "pc{}", "ip": "10.9.{}.1", "gateway-ip": "10.8.{}.1"}
NAMED_LISTS = ("rule",)


class Edits:
    def __init__(self, schema, rng):
        self.schema, self.rng, self.count = schema, rng, 0
        self.branches = {branch["if"]["properties"]["kind"]["const"]: branch["then"] for branch in schema["allOf"]}

    def alternatives(self, schema):
        if "$ref" in schema:
            name = schema["$ref"].rsplit("/", 1)[1]
            return [] if name == "placeholder" else self.alternatives(self.schema["definitions"][name])
        if "anyOf" in schema:
            return [one for branch in schema["anyOf"] for one in self.alternatives(branch)]
        return [schema]

    def places(self, schema, value, holder, name, found):
        """Collects what can be changed as functions that change it."""
        for one in self.alternatives(schema):
            if isinstance(value, dict) and "properties" in one:
                entangled = ENTANGLED | ({"enabled"} if "enabledMode" in value else set())
                for member in sorted(value):
                    if member in one["properties"] and member not in entangled:
                        self.places(one["properties"][member], value[member], value, member, found)
            elif isinstance(value, list) and one.get("type") == "array":
                self.places_of_list(one, value, name, found)
            else:
                self.places_of_scalar(one, value, holder, name, found)

    def places_of_list(self, schema, value, name, found):
        for index, entry in enumerate(value):
            if isinstance(entry, dict):
                self.places(schema.get("items", {}), entry, value, index, found)
        items = self.alternatives(schema.get("items", {}))
        if name in NAMED_LISTS or (name in TEXT_LISTS and any(one.get("type") == "string" for one in items)):
            text = TEXT_LISTS.get(name, "Edit {}").format(self.rng.randrange(1, 250))
            entry = {"name": text} if name in NAMED_LISTS else text
            if entry not in value and not any(isinstance(one, dict) and one.get("name") == text for one in value):
                found.append((f"+{name}", lambda: value.append(entry)))
            if value:
                found.append((f"-{name}", value.pop))

    def places_of_scalar(self, schema, value, holder, name, found):
        def put(new):
            found.append((f"{name}: {value!r} -> {new!r}", lambda: holder.__setitem__(name, new)))
        if isinstance(value, bool):
            if schema.get("type") == "boolean":
                put(not value)
        elif "enum" in schema and value in schema["enum"]:
            names = [one for one in schema["enum"][:len(schema["enum"]) // 2] if one != value]
            if names:
                put(self.rng.choice(names))
        elif isinstance(value, int) and schema.get("type") == "integer" and "maximum" in schema:
            put(self.rng.randint(int(schema.get("minimum", 0)), min(int(schema["maximum"]), 10 ** 6)))
        elif isinstance(value, str) and str(name).lower().endswith(FREE_TEXT) and schema.get("type") == "string":
            put(self.rng.choice(["", "a", "two words", "ä ü ß", "x: y", "# no comment", "yes", "007", "1.5", "${no", "- a"]).replace(
                "${", "$${") or f"text {self.rng.randrange(99)}")

    def change(self, document):
        """Changes one thing in the document; says what, or nothing where nothing can be changed."""
        found = []
        spec = self.branches[document["kind"]]["properties"]["spec"]
        self.places(spec, document.get("spec") or {}, document, "spec", found)
        if not found:
            return None
        said, act = self.rng.choice(found)
        act()
        self.count += 1
        return said

    def copy(self, document):
        made = copy.deepcopy(document)
        made["metadata"]["name"] = f"Edit {self.count}"
        for member in ENTANGLED - {"enabledMode"}:
            made["spec"].pop(member, None)
        self.count += 1
        return made
