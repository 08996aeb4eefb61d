"""Runs rasctl on a terminal of its own."""

import os
import pty
import re
import select
import signal
import subprocess
import termios
import time

from case import Ended


def run_on_terminal(world, arguments, env=(), replies=(), patience=20):
    """`replies` are (regular expression, what is typed once it shows) in order; b"SIGINT" sends the signal.
    Everything shown is in `out`; `echoes` says whether the terminal echoes afterwards."""
    master, slave = pty.openpty()
    start = time.monotonic()

    def take_terminal():
        os.setsid()
        import fcntl

        fcntl.ioctl(slave, termios.TIOCSCTTY, 0)

    process = subprocess.Popen([world.rasctl, *arguments], env=world.environment({"TERM": "xterm-256color", **dict(env)}),
                               cwd=world.folder, stdin=slave, stdout=slave, stderr=slave, preexec_fn=take_terminal)
    shown = b""
    waiting = list(replies)
    while time.monotonic() - start < patience:
        ready, _, _ = select.select([master], [], [], 0.05)
        if ready:
            try:
                shown += os.read(master, 65536)
            except OSError:
                break
        elif process.poll() is not None:
            break
        if waiting and re.search(waiting[0][0], shown.decode(errors="replace"), re.S):
            _, typed = waiting.pop(0)
            if typed == b"SIGINT":
                process.send_signal(signal.SIGINT)
            else:
                os.write(master, typed)
    while select.select([master], [], [], 0)[0]:
        try:
            piece = os.read(master, 65536)
        except OSError:
            break
        shown += piece
    if process.poll() is None and time.monotonic() - start < patience:
        process.wait(2)
    code = process.poll()
    if code is None:
        process.kill()
        process.wait()
    echoes = bool(termios.tcgetattr(slave)[3] & termios.ECHO)
    os.close(slave)
    os.close(master)
    ended = Ended(code, shown.decode(errors="replace"), "", time.monotonic() - start)
    ended.echoes = echoes
    return ended
