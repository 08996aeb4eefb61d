"""Of many processes with an expired token one logs on, and the others take its token."""

import os
import signal
import subprocess
import threading
import time

from case import GATEWAYS, Case, Ended
from hostile_server import PASSWORD, answer, silence

PROCESSES = 64
LOGON = "POST /api/Session/logon"
READ = ("gateway", "list", "-o", "id", "--request-timeout", "60s")


class Alone(Case):
    """Loads the machine, so it runs when nothing else does."""

    alone = True


def start(world, env):
    return subprocess.Popen([world.rasctl, *READ], env=world.environment(env), cwd=world.folder,
                            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                            start_new_session=True)


def judge_all(processes):
    """One end for all: what the first that went wrong said."""
    ends = []
    began = time.monotonic()
    for process in processes:
        try:
            out, err = process.communicate(timeout=90)
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
        ends.append(Ended(process.returncode, out.decode(), err.decode(), 0.0))
    wrong = [end for end in ends if end.code != 0 or end.out != "7\n"]
    worst = wrong[0] if wrong else ends[0]
    worst.wrong = len(wrong)
    worst.seconds = time.monotonic() - began
    return worst


def at_once(world):
    """The server refuses nobody until all of them have asked, so that all want a new token at the same moment."""
    everybody = threading.Barrier(PROCESSES)
    server = world.serve()

    def refuse_together(request):
        if server._takes_token(request):
            return [answer(200, GATEWAYS)]
        everybody.wait(60)
        return [answer(401, {"title": "Unauthorized", "status": 401})]

    server.on["GET /api/Gateway"] = refuse_together
    world.log_in(server)
    server.revoke_all()
    return judge_all([start(world, {"RASCTL_PASSWORD": PASSWORD}) for _ in range(PROCESSES)])


def holder_killed(world):
    """The one that logs on is killed while it waits for the server's answer: another takes its place."""
    asked = threading.Event()
    server = world.serve({"GET /api/Gateway": [answer(200, GATEWAYS)]}, check_token=True)
    world.log_in(server)
    server.revoke_all()
    log_on = server._log_on
    seen = []

    def first_hangs(request):
        with server.lock:
            seen.append(request)
            first = len(seen) == 1
        if first:
            asked.set()
            return [silence]
        return log_on(request)

    server.on[LOGON] = first_hangs
    holder = start(world, {"RASCTL_PASSWORD": PASSWORD})
    asked.wait(30)
    others = [start(world, {"RASCTL_PASSWORD": PASSWORD}) for _ in range(16)]
    # All of them have been refused and wait for the lock.
    while server.counts()["GET /api/Gateway"] + server.counts()["GET /api/WebService/version"] < 17:
        if world.setup.pause():
            break
    os.kill(holder.pid, signal.SIGKILL)
    holder.communicate()
    end = judge_all(others)
    end.logons = len(seen)
    return end


def all_right(_world, ended):
    return f"{ended.wrong} of the answers were wrong" if ended.wrong else None


def one_more_logon(world, ended):
    if ended.logons != 2:
        return f"{ended.logons} logons instead of 2"
    return all_right(world, ended)


CASES = [
    Alone("One logon", f"{PROCESSES} processes with an expired token", at_once, out="^7\n$", check=all_right,
          requests={LOGON: 2}, within=60),
    Alone("One logon", "the one that logs on is killed", holder_killed, out="^7\n$", check=one_more_logon, within=60),
]
