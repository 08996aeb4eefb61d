"""A shell in a pseudo-terminal: keys go in, and what it prints comes out."""

import base64
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time

ANSWER = re.compile(rb"@@([A-Za-z0-9+/=]*)@@")
ESCAPES = re.compile(rb"\x1b\[[0-9;?<>=]*[a-zA-Z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[()][A-Z0-9]|\x1b[=>]")


class ShellSilent(Exception):
    """The shell did not answer in time; holds what it printed instead."""


class TerminalSession:
    PATIENCE = 60  # seconds; only a failure takes that long

    def __init__(self, command, environment, folder):
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 60, 200, 0, 0))
        self.process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=environment, cwd=folder,
            start_new_session=True, preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0))
        os.close(slave)

    def send(self, keys):
        data = keys.encode()
        while data:
            data = data[os.write(self.master, data):]

    def read_until(self, pattern):
        """What was printed up to the pattern, and the match."""
        seen = b""
        deadline = time.monotonic() + self.PATIENCE
        while True:
            found = pattern.search(seen)
            if found:
                return seen[:found.start()], found
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([self.master], [], [], left)[0]:
                raise ShellSilent(seen[-2000:].decode(errors="replace"))
            try:
                piece = os.read(self.master, 65536)
            except OSError:
                piece = b""
            if not piece:
                raise ShellSilent("the shell ended: " + seen[-2000:].decode(errors="replace"))
            seen += piece

    def answer(self):
        """The next answer of one of the keys below, and what was printed before it."""
        screen, found = self.read_until(ANSWER)
        return base64.b64decode(found.group(1)).decode(), ESCAPES.sub(b"", screen).decode(errors="replace")

    def close(self):
        os.close(self.master)
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
