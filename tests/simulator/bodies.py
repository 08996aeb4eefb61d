"""Values that a schema allows, and values that it does not."""
import itertools

MEANS_NONE = (0, -1, 4294967295)


class Maker:
    """Makes bodies. `refer(kind)` gives the ID of an object of that kind, or None."""

    def __init__(self, description, refer):
        self.description, self.refer = description, refer
        self.numbers = itertools.count(1)

    def minimal(self, schema):
        members = self.description.fields(schema)
        required = self.description.resolved(schema).get("required", [])
        return {name: self.value(name, members[name], "minimal") for name in required if name in members}

    def full(self, schema):
        members = self.description.fields(schema)
        made = {name: self.value(name, member, "full") for name, member in members.items() if not member.get("readOnly")}
        self.refer_by_type(members, made)
        return made

    def refer_by_type(self, members, made):
        """An ID of the kind that the type beside it says: `referenceId` beside `referenceType`."""
        for name in made:
            told = members.get(name[:-2] + "Type", {}) if name.endswith("Id") else {}
            kinds = dict(zip(told.get("enum", []), told.get("x-enum-varnames", [])))
            kind = kinds.get(made.get(name[:-2] + "Type"))
            if kind and members[name].get("x-refers") in kinds.values():
                made[name] = self.refer(kind) or 0

    def value(self, name, schema, manner):
        """A valid value; unlike the default where there is a choice, so that a change can be seen."""
        if name == "previousId":
            return 0  # first in its folder
        if name == "allowInSites":
            return [str(self.refer("Site"))]  # names of sites; an ID will do
        if schema.get("x-refers"):
            found = self.refer(schema["x-refers"])
            if schema.get("type") == "array":
                return [] if found is None else [found]
            if schema.get("type") == "string":
                return "" if found is None else str(found)
            return 0 if found is None else found
        kind = schema.get("type")
        if kind == "object":
            return self.minimal(schema) if manner == "minimal" else self.full(schema)
        if kind == "array":
            item = self.description.resolved(schema["items"])
            return [self.value(name, item, manner)]
        if kind == "boolean":
            return not schema.get("default", False)
        if kind == "number":
            return self.within(schema, 12.5)
        if kind == "integer":
            return self.integer(schema)
        return self.text(name, schema)

    def within(self, schema, value):
        return max(schema.get("minimum", value), min(schema.get("maximum", value), value))

    def integer(self, schema):
        if "enum" in schema or schema.get("x-enum-values"):
            known = schema.get("enum") or schema["x-enum-values"]
            others = [n for n in known if n != schema.get("default", known[0])]
            return others[0] if others else known[0]
        return int(self.within(schema, 3 if schema.get("default") != 3 else 4))

    def text(self, name, schema):
        form = schema.get("format")
        if form == "date-time":
            return "2031-05-06T07:08:09Z"
        if form == "guid":
            return "0f8fad5b-d9cb-469f-a165-70867728950e"
        if "pattern" in schema:
            return "Debug"
        if form == "binary":
            return "QUJD"
        lower = name.lower()
        text = f"{name}{next(self.numbers)}"
        if lower in ("ip", "from", "to", "ips") or lower.endswith("address"):
            text = f"10.9.{next(self.numbers) % 250}.{next(self.numbers) % 250}"
        least, most = schema.get("minLength", 0), schema.get("maxLength", 10000)
        return (text + "x" * max(0, least - len(text)))[:most]


def edges(schema):
    """Allowed values at the ends of what a field allows."""
    kind = schema.get("type")
    if schema.get("x-refers"):
        return [0] if kind == "integer" else []
    values = []
    if kind == "integer" and ("enum" in schema):
        return list(schema["enum"])
    if kind in ("integer", "number"):
        values += [schema[limit] for limit in ("minimum", "maximum") if limit in schema]
    if kind == "string" and not schema.get("format") and "pattern" not in schema:
        least, most = schema.get("minLength", 0), schema.get("maxLength", 60)
        values += ["x" * most, "x" * least, ("ä€𝄞\u0301 \\\"'<>&%\t" * 10)[:max(least, min(most, 40))]]
    if kind == "boolean":
        values += [True, False]
    if kind == "array":
        values.append([])
    if schema.get("nullable"):
        values.append(None)
    return values


def wrong(schema):
    """(what is wrong, value): values that a field does not allow."""
    kind = schema.get("type")
    cases = []
    if kind == "integer":
        cases += [("a fraction", 1.5), ("a truth value", True), ("a list", []), ("an object", {}), ("a word", "xyz")]
        if schema.get("format") == "int32" or "enum" in schema:
            cases.append(("too large for 32 bits", 2**40))
        if "enum" in schema and schema.get("x-complete") and not schema.get("x-enum-flags"):
            cases.append(("an unknown number", max(schema["enum"]) + 1000))
    elif kind == "number":
        cases += [("a word", "xyz"), ("a truth value", True), ("a list", [])]
    elif kind == "boolean":
        cases += [("a number", 1), ("a word", "yes"), ("a list", []), ("an object", {})]
    elif kind == "string":
        cases += [("a number", 5), ("a truth value", True), ("a list", []), ("an object", {})]
        if schema.get("format") == "date-time":
            cases += [("no time", "soon"), ("month 13", "2031-13-01T00:00:00Z"), ("hour 25", "2031-01-01T25:00:00Z"),
                      ("words after the date", "2031-01-01 and more")]
        if "maxLength" in schema:
            cases.append(("too long", "x" * (schema["maxLength"] + 1)))
        if schema.get("minLength", 0) > 0:
            cases.append(("too short", ""))
        if "pattern" in schema:
            cases.append(("against the pattern", "???"))
    elif kind == "array":
        cases += [("a word", "xyz"), ("an object", {}), ("a number", 5)]
    elif kind == "object":
        cases += [("a word", "xyz"), ("a list", []), ("a number", 5)]
    if kind in ("integer", "number") and not schema.get("x-refers"):
        if "minimum" in schema:
            cases.append(("below the least", schema["minimum"] - 1))
        if "maximum" in schema:
            cases.append(("above the most", schema["maximum"] + 1))
    return cases
