"""Of many processes with an expired token one logs on, and the others take its token."""

import os
import signal
import subprocess
import threading
import time

from case import GATEWAYS, Case, Ended
from credential_cases import set_in_context
from hostile_server import PASSWORD, answer, silence
from interruption import until

PROCESSES = 64
LOCK_PATIENCE = 61.0  # a minute for the other's password command and its like, and a second for the answer
LOGON = "POST /api/Session/logon"
READ = ("gateway", "list", "-o", "id", "--request-timeout", "60s")


class Alone(Case):
    """Loads the machine, so it runs when nothing else does."""

    alone = True


def start(world, env, arguments=READ):
    return subprocess.Popen([world.rasctl, *arguments], env=world.environment(env), cwd=world.folder,
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


def has_ended_child(process):
    """Whether its one child has ended and waits for being looked at."""
    with open(f"/proc/{process}/task/{process}/children") as children:
        child = children.read().split()[0]
    with open(f"/proc/{child}/stat") as stat:
        return stat.read().rpartition(")")[2].split()[0] == "Z"


def holder_stopped(world):
    """The one that logs on is stopped (Ctrl-Z) and never goes on: the others do not wait for ever, and say for
    whom they waited. When it goes on after all, it does its work."""
    asked = threading.Event()
    server = world.serve({"GET /api/Gateway": [answer(200, GATEWAYS)]}, check_token=True)
    world.log_in(server)
    server.revoke_all()
    log_on = server._log_on

    def when_asked(request):
        asked.set()
        return log_on(request)

    hold = world.path("hold")
    os.mkfifo(hold)
    server.on[LOGON] = when_asked
    command = f"cat {hold}"
    set_in_context(world, passwordCommand=command)
    holder = start(world, {})
    gate = os.open(hold, os.O_WRONLY)  # opens once the holder's command reads: it has the lock now
    os.kill(holder.pid, signal.SIGSTOP)
    quick = (*READ[:-1], "1s")
    waiting = [start(world, {}, quick) for _ in range(3)]
    began = time.monotonic()
    ends = [process.communicate(timeout=100) for process in waiting]
    waited = time.monotonic() - began
    os.write(gate, PASSWORD.encode() + b"\n")
    os.close(gate)
    until(lambda: has_ended_child(holder.pid), "the end of the password command")
    os.kill(holder.pid, signal.SIGCONT)
    out, _ = holder.communicate(timeout=60)
    codes = {process.returncode for process in waiting}
    last = Ended(codes.pop() if len(codes) == 1 else 1, out.decode(), ends[0][1].decode(), waited)
    last.named = str(holder.pid)
    return last


def holder_is_named(_world, ended):
    return None if ended.named in ended.err else "the process that holds the lock is not named"


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
    Case("One logon", "the one that logs on is stopped", holder_stopped, code=7, err="logging on for", out="^7\n$",
         check=holder_is_named, within=LOCK_PATIENCE),
]
