"""The project's own description of the API, written as the vendor's tool writes: one file without x-*, enums as text
("0 = Disabled"), other letter case, other parameter names, GUIDs for operation IDs, <para> around descriptions."""
import json
import pathlib
import re
import uuid


def merged(folder):
    """One description of all files in the folder: what the project's catalogue is compiled from."""
    whole = {"openapi": "3.0.1", "info": {"title": "Parallels RAS - REST API v1.0", "version": "1.0"},
             "paths": {}, "components": {"schemas": {}}}
    for file in sorted(pathlib.Path(folder).glob("*.json")):
        document = json.loads(file.read_text(encoding="utf-8"))
        for path, item in document.get("paths", {}).items():
            whole["paths"].setdefault(path, {}).update(item)
        whole["components"]["schemas"].update(document.get("components", {}).get("schemas", {}))
    return json.loads(re.sub(r'"\$ref": "[^"#]*#', '"$ref": "#', json.dumps(whole)))


def text_enumeration(schema):
    """An enum of numbers as the vendor's tool writes it."""
    numbers, names = schema.get("x-enum-values") or schema["enum"], schema.get("x-enum-varnames", [])
    texts = [f"{number} = {names[i] if i < len(names) else number}" for i, number in enumerate(numbers)]
    return {"type": "string", "format": "int32", "enum": texts}


def in_dialect(value, name=""):
    """A part of the description without x-*, in the vendor's words."""
    if isinstance(value, list):
        return [in_dialect(one) for one in value]
    if not isinstance(value, dict):
        return value
    if value.get("type") == "integer" and value.get("x-enum-varnames"):
        kept = {key: one for key, one in value.items() if key in ("description", "nullable")}
        value = {**kept, **text_enumeration(value)}
    out = {}
    for key, one in value.items():
        if key.startswith("x-") and name != "properties":
            continue
        if key == "description" and isinstance(one, str):
            one = f'<para type="description">{one}</para>\r\n'
        out[key] = in_dialect(one, key)
    return out


def respelled(path, upper):
    """The same path in other letters, with other names between the braces."""
    parts = path.split("/")
    for i, part in enumerate(parts):
        if part.startswith("{"):
            parts[i] = "{p%d}" % i
        elif i > 1:
            parts[i] = part.upper() if upper else part[:1].swapcase() + part[1:]
    return "/".join(parts)


def vendor_dialect(folder, upper=False):
    """The whole description in the vendor's dialect."""
    whole = merged(folder)
    paths = {}
    for path, item in whole["paths"].items():
        names = re.findall(r"\{([^}]*)\}", path)
        new_path = respelled(path, upper)
        if new_path in paths:  # two paths that differ in letter case alone
            new_path = respelled(path, False)
        new_names = dict(zip(names, re.findall(r"\{([^}]*)\}", new_path)))
        new_item = in_dialect(item)
        holders = [new_item] + [one for one in new_item.values() if isinstance(one, dict)]
        for holder in holders:
            for parameter in holder.get("parameters", []):
                if parameter.get("in") == "path" and parameter.get("name") in new_names:
                    parameter["name"] = new_names[parameter["name"]]
        for method, operation in new_item.items():
            if isinstance(operation, dict):
                operation["operationId"] = str(uuid.uuid5(uuid.NAMESPACE_URL, method + path))
        paths[new_path] = new_item
    whole["paths"] = paths
    whole["components"]["schemas"] = in_dialect(whole["components"]["schemas"], "properties")
    return whole


if __name__ == "__main__":
    import sys
    json.dump(vendor_dialect(sys.argv[1], len(sys.argv) > 2), sys.stdout, indent=1)
