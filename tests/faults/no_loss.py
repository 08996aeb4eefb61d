"""Runs killed at random moments leave the old files or the new ones, never half of one."""

import concurrent.futures
import json
import os
import random
import subprocess
import time

from case import GATEWAYS, World
from hostile_server import ADMINISTRATOR, PASSWORD, TOKEN, answer
from one_logon import Alone

CONTEXTS = ("one", "two", "three")
WORKERS = 4


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


class Killer:
    """Kills runs one after the other in a folder of its own."""

    def __init__(self, world, kills, seed):
        self.world = world
        self.kills = kills
        self.chosen = random.Random(seed)
        self.server = world.serve({"GET /api/Gateway": [answer(200, GATEWAYS)]}, check_token=True)
        self.env = {"RASCTL_PASSWORD": PASSWORD}
        self.killed = self.strays = 0
        self.wrong = None
        # How long a whole run takes here and now: the moments to kill at lie within it.
        self.whole = {}

    def work(self):
        for name in CONTEXTS:
            self.world.log_in(self.server, name=name)
        for number in range(self.kills):
            arguments = runs_of(self.world, self.server)[number % 6]
            self.kill_one(arguments)
            wrong = spoiled(self.world)
            if wrong:
                self.wrong = f"after kill {number} of {' '.join(arguments)}: {wrong}"
                return

    def kill_one(self, arguments):
        verb = arguments[0]
        if verb == "gateway":
            self.server.revoke_all()
        if verb not in self.whole:
            self.whole[verb] = self.world.run(arguments, self.env).seconds
            if verb == "gateway":
                self.server.revoke_all()
        process = subprocess.Popen([self.world.rasctl, *arguments], env=self.world.environment(self.env),
                                   cwd=self.world.folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        try:
            process.wait(self.chosen.uniform(0, self.whole[verb] * 1.1))
        except subprocess.TimeoutExpired:
            process.kill()
            self.killed += 1
        process.wait()
        self.strays += sum(name.endswith(".tmp") for name in os.listdir(self.world.config))

    def end(self):
        """The next run, which finds everything in order and leaves nothing lying about."""
        ended = self.world.run(["gateway", "list", "-o", "id"], self.env)
        left = [name for name in os.listdir(self.world.config) if name.endswith(".tmp")]
        if left:
            self.wrong = f"stray files after the next run: {left}"
        return ended


def kill_at_random(world):
    start = time.monotonic()
    worlds = [World(world.setup) for _ in range(WORKERS)]
    try:
        killers = [Killer(one, world.setup.kills // WORKERS, seed) for seed, one in enumerate(worlds)]
        with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
            for done in [pool.submit(killer.work) for killer in killers]:
                done.result()
        ends = [killer.end() for killer in killers]
        wrong = [killer.wrong for killer in killers if killer.wrong]
        last = max(ends, key=lambda end: end.code)
        last.seconds = time.monotonic() - start
        last.wrong = wrong[0] if wrong else None
        last.killed = sum(killer.killed for killer in killers)
        last.strays = sum(killer.strays for killer in killers)
        return last
    finally:
        for one in worlds:
            one.close()


def nothing_lost(world, ended):
    if ended.wrong:
        return ended.wrong
    if ended.killed * 3 < world.setup.kills:
        return f"only {ended.killed} of {world.setup.kills} runs were killed in time"
    return None


CASES = [
    Alone("No loss", "runs killed while logging on, switching context and renewing tokens", kill_at_random,
          out="^7\n$", check=nothing_lost, within=300),
]
