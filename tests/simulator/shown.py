"""Finding in an answer what was sent: any place of it counts, for nothing here knows how the simulator maps names."""
from every_operation import flat


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
