"""What no shell can be asked about: that live names never log on, never say anything and never block."""

import json
import os
import socket
import subprocess
import time

# The budget is 0.3 s; what is above it is for a busy machine.
MUCH_TOO_LONG = 5.0
QUESTION = ["__complete", "--", "gateway", "get", ""]


def ask(environment, **more):
    began = time.monotonic()
    done = subprocess.run([environment["RASCTL_UNDER_TEST"], *QUESTION], env=dict(environment, **more), text=True,
                          capture_output=True, stdin=subprocess.DEVNULL, check=False)
    return done, time.monotonic() - began


def judge(what, done, seconds):
    found = []
    if done.stdout != ":done\n":
        found.append(f"{what}: answers {done.stdout[:200]!r}")
    if done.stderr:
        found.append(f"{what}: says {done.stderr[:200]!r}")
    if done.returncode != 0:
        found.append(f"{what}: ends with {done.returncode}")
    if seconds > MUCH_TOO_LONG:
        found.append(f"{what}: takes {seconds:.1f} s")
    return found


def config_of(root, name, endpoint, with_token):
    """A configuration of its own: a context without, or with, a token."""
    folder = os.path.join(root, name, "rasctl")
    os.makedirs(folder, mode=0o700)
    context = {"endpoint": endpoint, "username": "administrator", "insecure": True, "serverVersion": "21"}
    files = {"config.json": {"version": 1, "currentContext": "lab", "contexts": {"lab": context}}}
    if with_token:
        with open(os.path.join(root, "config", "rasctl", "tokens.json"), encoding="utf-8") as file:
            files["tokens.json"] = json.loads(
                file.read().replace(with_token, endpoint))
    for file_name, content in files.items():
        path = os.path.join(folder, file_name)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "w", encoding="utf-8") as file:
            json.dump(content, file)
    return {"XDG_CONFIG_HOME": os.path.join(root, name), "XDG_CACHE_HOME": os.path.join(root, name, "cache")}


def checks(environment, farm, root):
    """Every check as its name and what is wrong."""
    cold = config_of(root, "no-token", farm["url"], None)
    done, seconds = ask(environment, **cold, RASCTL_PASSWORD="11112222")
    found = judge("without a token", done, seconds)
    if os.path.exists(os.path.join(root, "no-token", "rasctl", "tokens.json")):
        found.append("without a token: logs on")
    yield "without a token", found

    expired = config_of(root, "expired", farm["url"], farm["url"])
    file_name = os.path.join(root, "expired", "rasctl", "tokens.json")
    with open(file_name, encoding="utf-8") as file:
        tokens = json.load(file)
    for token in tokens["tokens"]:
        token["token"] = "ended-long-ago"
    with open(file_name, "w", encoding="utf-8") as file:
        json.dump(tokens, file)
    done, seconds = ask(environment, **expired, RASCTL_PASSWORD="11112222")
    found = judge("a token that has ended", done, seconds)
    with open(file_name, encoding="utf-8") as file:
        if json.load(file) != tokens:
            found.append("a token that has ended: logs on")
    yield "a token that has ended", found

    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        mute = config_of(root, "mute", f"https://127.0.0.1:{port}", farm["url"])
        yield "a server that does not answer", judge("a server that does not answer", *ask(environment, **mute))
    gone = config_of(root, "gone", f"https://127.0.0.1:{port}", farm["url"])
    yield "a server that is not there", judge("a server that is not there", *ask(environment, **gone))

    damaged = dict(gone)
    with open(os.path.join(root, "gone", "rasctl", "config.json"), "w", encoding="utf-8") as file:
        file.write("{ damaged")
    yield "a damaged configuration", judge("a damaged configuration", *ask(environment, **damaged))
