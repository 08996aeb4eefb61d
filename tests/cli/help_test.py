"""Help at every level: what it shows, that all ways lead to it, and that it leads a newcomer on."""
import json
import os
import re
import shlex

from harness import expect, person, simulator

OWN = ["api", "apply", "batch", "catalog import", "catalog diff", "catalog list", "catalog path", "catalog reset",
       "catalog update-source", "completion", "config explain",
       "config get", "config path", "config set", "config unset", "context delete", "context list", "context rename",
       "context show", "context use", "diff", "doctor", "edit", "explain", "export", "help", "inventory", "login", "logout", "man",
       "pub item unreachable", "rds host pool", "search", "session disconnect", "session logoff", "session message", "status",
       "user show", "version", "wait", "whoami"]


def test_the_first_screen():
    with person() as me:
        lines = me.run("--help").expect_code(0).text.splitlines()
        expect(len(lines) <= 23, f"{len(lines)} lines, and the prompt needs one")
        expect(max(map(len, lines)) <= 80, max(lines, key=len))
        begin = [line for line in lines if line.startswith("Begin")]
        expect(begin and "rasctl login" in begin[0], lines)
        expect(me.run().expect_code(0).text == "\n".join(lines) + "\n", "no words at all show something else")


def test_all_ways_lead_to_the_same_help():
    with person() as me:
        for words in (["gateway"], ["gateway", "create"], ["rds", "host", "drain"], ["config", "set"], ["wait"], ["gw", "ls"]):
            wanted = me.run(*words, "--help").expect_code(0).text
            for other in (["help", *words], ["--help", *words], [*words, "-h"], [words[0], "--help", *words[1:]]):
                expect(me.run(*other).expect_code(0).text == wanted, f"{other} shows something else than {words} --help")


def test_help_says_which_versions_require_a_flag():
    with person() as me:
        text = " ".join(me.run("pub", "app", "rds", "create", "--help").expect_code(0).text.split())
        expect("--target TEXT Program or document to open; required since version 19 --" in text, text[:900])
        text = me.run("rds", "host", "create", "--help").expect_code(0).text
        expect("(required)" in text and "required up to" not in text, text)


def test_help_shows_every_option_that_is_taken():
    with person() as me:
        for command in OWN:
            words = command.split()
            offered = [line.split("\t")[0] for line in me.run("__complete", "--", *words, "--").text.splitlines()[:-1]]
            shown = re.findall(r"--(?:\[no-\])?([a-z-]+)", me.run(*words, "--help").expect_code(0).text)
            missing = [word for word in offered if word[2:] not in shown and word.removeprefix("--no-") not in shown]
            expect(offered and not missing, f"{command} --help does not show {missing}")


def test_every_command_of_the_help_is_tested():
    with person() as me:
        listed = me.run("catalog", "list", "-o", "json").json()
        nouns = {one["command"].split()[0] for one in listed}
        text = me.run("--help").text
        words = text.partition("\nCommands ")[2].partition("\nNouns ")[0].split()
        own = set(words) - nouns - {"simulate"}
        expect(len(own) > 10 and own <= {command.split()[0] for command in OWN}, own)


def test_examples_of_own_commands_run():
    """Each example of a hand-written command, run for real where that cannot disturb who runs the tests."""
    checked = 0
    with simulator("--farm", "demo", "--session-expire", "1000") as farm, person() as me:
        for command in OWN:
            prepare(me, farm)
            text = me.run(*command.split(), "--help").expect_code(0).text
            for example in text.partition("\nExamples\n")[2].replace("\\\n", " ").splitlines():
                # These go to a server of one's own, or never end.
                if not example.strip() or command == "login" or "--endpoint" in example or "--watch" in example:
                    continue
                run_example(me, farm, example.strip())
                checked += 1
    expect(checked > 50, f"only {checked} examples")


def prepare(me, farm):
    """What the examples name: files, contexts, settings."""
    me.write("commands.txt", "gateway list\nrds host list -o json\n")
    gateways = {"get": {"summary": "List gateways", "responses": {"200": {"description": "done"}}}}
    me.write("ras-openapi.json", json.dumps({"openapi": "3.0.1", "info": {"title": "RAS", "version": "1"},
                                             "paths": {"/api/Gateway": gateways}}))
    os.makedirs(os.path.join(me.folder, "lib", "catalog", "api"), exist_ok=True)
    me.write("lib/catalog/api/gateway.json", json.dumps({"openapi": "3.0.1", "info": {"title": "RAS", "version": "1"},
                                                         "paths": {"/api/Gateway": gateways}}))
    me.run("context", "delete", "prod", "--yes")
    for name in ("lab", "ras.company.dom", "test"):
        log_in(me, farm, name)
    me.run("config", "set", "defaults.output", "table").expect_code(0)
    # An example has set one that this farm does not have.
    me.run("config", "unset", "site")
    for folder in ("farm/", "monday/", "tuesday/", "test/"):
        if not os.path.exists(os.path.join(me.folder, folder)):
            me.run("export", "-o", folder).expect_code(0)
    if not os.path.exists(os.path.join(me.folder, "farm.json")):
        me.run("inventory", "--output-file", "farm.json").expect_code(0)
    me.environment["VISUAL"] = "true"
    # What is waited for.
    me.run("session", "logoff", "--host", "rdsh01.company.dom", "--yes")
    me.run("session", "logoff", "--user", "ben.jones", "--yes")


def log_in(me, farm, name):
    me.run("login", farm.url, "--username", "administrator", "--password-stdin", "--fingerprint", farm.fingerprint,
           "--name", name, stdin=b"11112222\n").expect_code(0)


def run_example(me, farm, example):
    # Another example makes this context itself.
    if re.search(r"(-c|--with) prod\b", example):
        log_in(me, farm, "prod")
    ran = me.shell(example)
    # What is found is told by the exit code as well, and that the API can do nothing for sessions on Azure hosts.
    found = {"status": 11, "catalog": 10, "diff": 10, "session": 8}.get(shlex.split(example)[1], 0)
    expect(ran.returncode in (0, found), f"{example}: exit {ran.returncode}: {ran.stderr.strip()[:300]}")
