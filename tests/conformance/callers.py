"""How an operation is called by the command line: learnt from `catalog list`, `--help` and `explain`, not from rasctl's inside."""
import json
import os
import re
import subprocess

BINARY = None


class Ran:
    def __init__(self, words, process):
        self.words, self.code, self.out = words, process.returncode, process.stdout
        self.err = process.stderr.decode("utf-8", "replace")

    def __str__(self):
        shown = " ".join(word if re.fullmatch(r"[\w./:=,@-]+", word) else repr(word) for word in self.words)
        return f"rasctl {shown}: exit {self.code}: {self.err.strip()[:400]}"


class Caller:
    """Somebody with a configuration and a user name of their own, logged on to one server."""

    def __init__(self, folder, name, server=None):
        self.folder, self.name, self.server = folder, name, server
        os.makedirs(folder, exist_ok=True)
        self.environment = {"PATH": "/usr/bin:/bin", "HOME": folder, "XDG_CONFIG_HOME": folder + "/config",
                            "XDG_CACHE_HOME": folder + "/cache", "LC_ALL": "C.UTF-8", "TERM": "dumb",
                            "A_SECRET": "from env"}
        for file, content in (("secret", "pa ss=\"wörd\",\n"), ("upload", "content\n")):
            with open(os.path.join(folder, file), "w", encoding="utf-8") as text:
                text.write(content)
        if server:
            words = ["login", server.url, "--username", name, "--password-stdin"]
            ran = self.run(*words, stdin=b"11112222\n")
            problems = [problem for one in server.taken(name, anonymous=True) for problem in one.problems]
            assert ran.code == 0 and not problems, f"{ran} {problems}"

    def run(self, *words, stdin=b""):
        process = subprocess.run([BINARY, *words], input=stdin, capture_output=True, env=self.environment,
                                 cwd=self.folder, timeout=120)
        return Ran(words, process)


class Flag:
    def __init__(self, name, placeholder, text):
        self.name, self.placeholder, self.text = name, placeholder, text
        listed = re.search(r"one of: ([^()]*?)(?: \((?:required|repeatable|default)[^()]*\))?$", text)
        self.choices = [word.strip() for word in listed.group(1).split(",")] if listed else []
        self.negatable = False


def flags_of(help_text):
    """The flags under "Fields" and "Query", by name."""
    flags, section, current = {}, None, None
    for line in help_text.splitlines():
        if re.fullmatch(r"[A-Z][a-z]+", line):
            section = line
            continue
        if section not in ("Fields", "Query"):
            continue
        head = re.match(r"^  --(\[no-\])?([a-z0-9][a-z0-9.-]*)(?: (\S+))?(?:  +(.*))?$", line)
        if head:
            current = [head.group(2), head.group(3) or "", head.group(4) or "", bool(head.group(1))]
            flags[current[0]] = current
        elif current and line.startswith("    "):
            current[2] = (current[2] + " " + line.strip()).strip()
    made = {}
    for name, placeholder, text, negatable in flags.values():
        made[name] = Flag(name, placeholder, text)
        made[name].negatable = negatable
    return made


def letters(name):
    return re.sub("[^a-z0-9.]", "", name.lower())


class Command:
    """One command with its flags, and which field of the wire each fills."""

    def __init__(self, caller, name):
        self.name = name
        self.help = caller.run(*name.split(), "--help").out.decode()
        self.flags = flags_of(self.help)
        rows = caller.run("explain", *name.split(), "-o", "json")
        self.by_field = {}
        if rows.code == 0:
            for row in json.loads(rows.out):
                if row["flag"]:
                    self.by_field[row["field"]] = row["flag"][2:]

    def flag(self, field, refers=None):
        named = self.by_field.get(field)
        if named in self.flags:
            return self.flags[named]
        wanted = [letters(field)]
        if refers:
            wanted += [re.sub("ids$", "s", letters(field)), re.sub("id$", "", letters(field))]
        for name in wanted:
            for flag in self.flags.values():
                if letters(flag.name) == name:
                    return flag
        return None
