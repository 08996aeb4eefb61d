"""Valid bodies whose values differ from round to round."""
import random

from bodies import Maker

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
