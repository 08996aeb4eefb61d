"""No command does under --dry-run what it would do without; what cannot pretend does not take it."""
import hashlib
import os

from harness import expect, person, simulator

# What changes this machine only, each with words that would change something.
LOCAL = ("login https://127.0.0.1:1 --username x --no-input", "context use two", "context rename one three", "config set defaults.limit 5",
         "config unset defaults.output", "catalog reset", "doctor", "export -o out", "inventory --output-file page.html")


def files_of(folder):
    """What is in the folder: names and contents."""
    found = {}
    for place, _, names in os.walk(folder):
        for name in names:
            with open(os.path.join(place, name), "rb") as file:
                found[os.path.relpath(os.path.join(place, name), folder)] = hashlib.sha256(file.read()).hexdigest()
    return found


def test_what_cannot_pretend_does_not_take_it():
    with simulator() as farm, person() as me:
        me.login(farm)
        me.run("config", "set", "defaults.output", "json").expect_code(0)
        before = files_of(me.folder)
        for line in LOCAL:
            for words in ([*line.split(), "--dry-run"], ["--dry-run", *line.split()]):
                ran = me.run(*words, "-o", "table") if not line.startswith("export") else me.run(*words)
                expect(ran.code == 2 and "has no --dry-run" in ran.err, f"{words}: {ran.code} {ran.err}")
            command = " ".join(word for word in line.split()[:2] if word.isalpha())
            expect("--dry-run" not in me.run(*command.split(), "--help").text, f"{command} --help offers it")
        expect(files_of(me.folder) == before, "something was changed")


def test_a_session_is_not_ended():
    with simulator() as farm, person() as me:
        me.login(farm)
        before = files_of(me.folder)
        name = me.run("context", "list", "-o", "json").json()[0]["name"]
        for words in (("logout",), ("logout", "--all"), ("context", "delete", name)):
            ran = me.run(*words, "--dry-run").expect_code(0)
            expect(f"POST {farm.url}/api/Session/logoff" in ran.text and "would" in ran.err, f"{words}: {ran.text} {ran.err}")
            ran = me.run(*words, extra={"RASCTL_DRY_RUN": "1"}).expect_code(0)
            expect("would" in ran.err, f"{words}: {ran.err}")
        expect(files_of(me.folder) == before, "something was changed")
        sent = [one for one in farm.recorded() if one["method"] != "GET"]
        expect(len(sent) == 1, f"more than the log-on was sent: {sent}")
        me.run("whoami").expect_code(0)
        me.run("logout").expect_code(0)
        expect("was not logged on" in me.run("logout", "--dry-run").expect_code(0).err, "there is nothing to show")
