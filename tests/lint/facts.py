#!/usr/bin/env python3
"""What the description of the API may say to people: no remarks about where it was read, a unit where a number has one,
what the numbers of a choice mean or that it is not known, and defaults that their fields allow.

    tests/lint/facts.py [FOLDER]
"""
import glob
import json
import os
import re
import sys

REMARK = re.compile(r"\b(the (page|reference) (types?|names?|says|shows?|documents|calls)|stored page|types? it as|typed as|documented|cmdlet|by analogy|guess|"
                    r"in the sample|not the key|see the note)\b|\b1[0-9]\.[0-9] \w+ (property|field)\b", re.I)
MEASURE = re.compile(r"(Time|Timeout|TimeOut|Duration|Interval|Delay|Age|Period|Secs?|Latency|Bandwidth)$")
UNIT = re.compile(r"\b(milliseconds?|seconds?|minutes?|hours?|days?|weeks?|months?|kilobits? per second)\b|\b(MB|GB|KB)\b", re.I)
# Descriptions of choices: a number that stands for one of several things.
CHOICE = re.compile(r"^(Mode|Kind|State|Which|How(?! (often|long|many|much|far|large|soon|late))|What|Whether|Log level|"
                    r"Strength|Data type|Lowest TLS|Fire|Use of|Internal type|Window state)\b")
# Names that end like a measure and are none.
NO_MEASURE = {"idleStartTime", "logonTime"}


def named(documents):
    """(place, field's name, field) of every schema's field and every parameter."""
    for name, document in documents.items():
        for schema, body in document.get("components", {}).get("schemas", {}).items():
            for field, value in body.get("properties", {}).items():
                yield f"{name}: {schema}.{field}", field, value
        for path, item in document["paths"].items():
            for operation in item.values():
                for parameter in operation.get("parameters", []) if isinstance(operation, dict) else []:
                    yield f"{name}: {path} {parameter.get('name')}", parameter.get("name"), parameter


def target_of(documents, name, field):
    reference = field.get("$ref") or next((one["$ref"] for one in field.get("allOf", []) if "$ref" in one), None)
    if reference is None:
        return field
    file, place = reference.split("#")
    return documents[file or name]["components"]["schemas"][place.rsplit("/", 1)[1]]


def wrong_default(documents, name, field):
    kind = target_of(documents, name, field)
    value = field["default"]
    if "enum" in kind and "x-enum-flags" not in kind:
        return value not in kind["enum"]
    types = {"boolean": bool, "integer": int, "number": (int, float), "string": str, "array": list, "object": dict}
    if not isinstance(value, types[kind["type"]]) or (kind["type"] == "integer" and isinstance(value, bool)):
        return True
    low, high = field.get("minimum"), field.get("maximum")
    return kind["type"] in ("integer", "number") and ((low is not None and value < low) or
                                                       (high is not None and value > high))


def faults(documents):
    for place, name, field in named(documents):
        text = field.get("description", "")
        if REMARK.search(text):
            yield f"{place}: tells people where it was read: {text}"
        kind = field.get("schema", field).get("type")
        if kind in ("integer", "number") and MEASURE.search(name) and name not in NO_MEASURE and not UNIT.search(text):
            yield f"{place}: has no unit: {text}"
        plain = kind == "integer" and "enum" not in field and "x-refers" not in field
        if plain and CHOICE.search(text) and not re.search(r"not known|\d", text):
            yield f"{place}: does not say what its numbers mean, nor that nobody knows: {text}"
        if "default" in field and wrong_default(documents, place.split(":")[0], field):
            yield f"{place}: its default is not allowed: {field['default']!r}"


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    folder = sys.argv[1] if len(sys.argv) > 1 else os.path.join(here, "..", "..", "lib", "catalog", "api")
    documents = {}
    for path in sorted(glob.glob(os.path.join(folder, "*.json"))):
        with open(path, encoding="utf-8") as text:
            documents[os.path.basename(path)] = json.load(text)
    found = list(faults(documents))
    for fault in found:
        print(fault)
    print(f"facts: {len(documents)} files, {len(found)} faults")
    return 1 if found or not documents else 0


if __name__ == "__main__":
    sys.exit(main())
