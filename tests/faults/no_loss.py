"""Runs killed at random moments leave the old files or the new ones, never half of one."""

import json
import os
import random
import subprocess
import time

from case import GATEWAYS, Ended
from hostile_server import ADMINISTRATOR, PASSWORD, TOKEN, answer
from one_logon import Alone

CONTEXTS = ("one", "two", "three")


def runs_of(world, server):
    login = ["login", server.url, "--username", ADMINISTRATOR, "--name"]
    read = ["gateway", "list", "-o", "id"]
    return [[*login, "one"], ["context", "use", "two"], read, [*login, "three"], ["context", "use", "one"], read]


def spoiled(world):
    """What is wrong with the files of the config folder."""
    with open(os.path.join(world.config, "config.json")) as file:
        text = file.read()
    try:
        root = json.loads(text)
    except ValueError:
        return f"config.json is no JSON: {text[:80]!r}"
    if root.get("currentContext") not in CONTEXTS:
        return f"current context {root.get('currentContext')!r}"
    for name, context in root["contexts"].items():
        if name not in CONTEXTS or context.get("username") != ADMINISTRATOR or "endpoint" not in context:
            return f"context {name!r} is mixed up: {context}"
    if set(root["contexts"]) != set(CONTEXTS):
        return f"contexts {sorted(root['contexts'])}"
    with open(os.path.join(world.config, "tokens.json")) as file:
        text = file.read()
    try:
        tokens = json.loads(text)["tokens"]
    except (ValueError, KeyError):
        return f"tokens.json is damaged: {text[:80]!r}"
    for token in tokens:
        if not token["token"].startswith(TOKEN) or token["user"] != ADMINISTRATOR:
            return "a token is mixed up"
    return None


def kill_at_random(world):
    chosen = random.Random(world.setup.kills)
    server = world.serve({"GET /api/Gateway": [answer(200, GATEWAYS)]}, check_token=True)
    for name in CONTEXTS:
        world.log_in(server, name=name)
    env = {"RASCTL_PASSWORD": PASSWORD}
    # How long a whole run takes here and now: the moments to kill at lie within it.
    whole = {}
    start = time.monotonic()
    strays = killed = 0
    for number in range(world.setup.kills):
        arguments = runs_of(world, server)[number % 6]
        if arguments[0] == "gateway":
            server.revoke_all()
        verb = arguments[0]
        if verb not in whole:
            whole[verb] = world.run(arguments, env).seconds
            if verb == "gateway":
                server.revoke_all()
        process = subprocess.Popen([world.rasctl, *arguments], env=world.environment(env), cwd=world.folder,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            process.wait(chosen.uniform(0, whole[verb] * 1.1))
        except subprocess.TimeoutExpired:
            process.kill()
            killed += 1
        process.wait()
        strays += sum(name.endswith(".tmp") for name in os.listdir(world.config))
        wrong = spoiled(world)
        if wrong:
            return Ended(1, "", f"after kill {number} of {' '.join(arguments)}: {wrong}", time.monotonic() - start)
    last = world.run(["gateway", "list", "-o", "id"], env)
    last.seconds = time.monotonic() - start
    last.killed, last.strays = killed, strays
    return last


def nothing_left(world, ended):
    left = [name for name in os.listdir(world.config) if name.endswith(".tmp")]
    if left:
        return f"stray files after the next run: {left}"
    if ended.code == 0 and ended.killed * 3 < world.setup.kills:
        return f"only {ended.killed} of {world.setup.kills} runs were killed in time"
    return spoiled(world)


CASES = [
    Alone("No loss", "runs killed while logging on, switching context and renewing tokens", kill_at_random,
          out="^7\n$", check=nothing_left, within=300),
]
