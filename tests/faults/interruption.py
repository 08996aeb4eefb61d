"""Ctrl-C at a known moment of a run: the time that counts is what rasctl takes to end after it."""

import os
import signal
import subprocess
import time

from case import Ended

PATIENCE = 20.0


def until(condition, what, patience=PATIENCE):
    """Looks every few milliseconds whether the condition holds; other processes give no events."""
    end = time.monotonic() + patience
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"never came to {what}")
        time.sleep(0.005)


def connecting_to(port):
    """How many connections to this port are half made, as the kernel says."""
    with open("/proc/net/tcp") as table:
        rows = [line.split() for line in table.readlines()[1:]]
    return sum(row[2].endswith(f":{port:04X}") and row[3] == "02" for row in rows)


def interrupted(world, arguments, env, ready, what, wrap=(), number=signal.SIGINT):
    """Starts rasctl, sends the signal once `ready` says so, and waits for its end."""
    process = subprocess.Popen([*wrap, world.rasctl, *arguments], env=world.environment(env), cwd=world.folder,
                               stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               start_new_session=True)
    try:
        until(lambda: ready() or process.poll() is not None, what)
        sent = time.monotonic()
        os.killpg(process.pid, number)
        out, err = process.communicate(timeout=PATIENCE)
        return Ended(process.returncode, out.decode(errors="replace"), err.decode(errors="replace"),
                     time.monotonic() - sent)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
