"""A terminal of a known size: tmux, driven from outside."""
import os
import re
import shlex
import subprocess
import tempfile
import time

PATIENCE = 60


class Failure(Exception):
    pass


class Terminal:
    """Runs one command line in a window of its own. `shown()` is what a person sees."""

    def __init__(self, folder, environment, columns, rows, line):
        self.socket = os.path.join(folder, "tmux")
        self.ended = os.path.join(folder, "ended")
        self.columns, self.rows = columns, rows
        words = [f"{name}={value}" for name, value in environment.items()]
        # The shell stays, so that the screen can be looked at after the command has ended.
        # Ctrl-C is for the command, not for the shell.
        script = f"trap : INT; {line}; echo $? > {shlex.quote(self.ended)}; read -r _"
        self.tmux("new-session", "-d", "-x", str(columns), "-y", str(rows), "-s", "screen",
                  shlex.join(["env", "-i", *words, "TERM=screen-256color", "sh", "-c", script]))

    def tmux(self, *words):
        done = subprocess.run(["tmux", "-S", self.socket, "-f", "/dev/null", *words], capture_output=True, timeout=PATIENCE,
                              env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": "/nonexistent"})
        if done.returncode != 0:
            raise Failure(f"tmux {words[0]}: {done.stderr.decode()}")
        return done.stdout.decode()

    def shown(self, colour=False):
        return self.tmux("capture-pane", "-p", *(["-e"] if colour else []), "-t", "screen")

    def fact(self, name):
        """One of tmux's own variables, such as alternate_on."""
        return self.tmux("display-message", "-p", "-t", "screen", f"#{{{name}}}").strip()

    def type(self, *keys):
        self.tmux("send-keys", "-t", "screen", *keys)

    def resize(self, columns):
        self.columns = columns
        self.tmux("resize-window", "-t", "screen", "-x", str(columns), "-y", str(self.rows))

    def wait_until(self, what, true):
        end = time.monotonic() + PATIENCE
        while not true():
            if time.monotonic() > end:
                raise Failure(f"{what}: not in {PATIENCE} s; the screen is\n{self.shown()}")
            time.sleep(0.02)

    def wait_for(self, pattern):
        self.wait_until(f"waiting for {pattern!r}", lambda: re.search(pattern, self.shown()))

    def wait_for_end(self):
        """The exit code of the command."""
        self.wait_until("waiting for the end of the command",
                        lambda: os.path.exists(self.ended) and open(self.ended, encoding="ascii").read().endswith("\n"))
        return int(open(self.ended, encoding="ascii").read())

    def close(self):
        subprocess.run(["tmux", "-S", self.socket, "kill-server"], capture_output=True, check=False)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def folder():
    return tempfile.TemporaryDirectory(prefix="rasctl-screen-")
