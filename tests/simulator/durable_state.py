"""--state: what was acknowledged survives kill -9, and files that cannot be used are refused in words."""
import http.client
import os
import random
import sqlite3
import subprocess
import tempfile
import threading

from farm import SIMULATOR, Failure, Farm, Process, expect

WRITERS = 4


class Writer(threading.Thread):
    """Creates, changes and deletes gateways, and remembers what was acknowledged."""

    def __init__(self, port, name):
        super().__init__()
        self.farm = Farm(port).log_on()
        self.name_of_all = name
        self.kept = {}        # ID -> (server, description)
        self.removed = set()  # IDs
        self.unsure = None    # the ID whose last request was not answered
        self.wrong = None

    def run(self):
        chance = random.Random(self.name_of_all)
        try:
            for number in range(100_000):
                self.step(chance, f"{self.name_of_all}-{number}")
        except (OSError, http.client.HTTPException):
            pass  # killed
        except Failure as wrong:
            self.wrong = wrong

    def step(self, chance, server):
        made = self.farm.request("POST", "/api/Gateway", {"server": server, "description": "new"})
        expect(made.status == 201, f"POST: {made}")
        key = self.unsure = made.json["id"]
        self.kept[key] = (server, "new")
        if chance.random() < 0.5:
            self.farm.change("PUT", f"/api/Gateway/{key}", {"description": "changed"}, 204)
            self.kept[key] = (server, "changed")
        if chance.random() < 0.3:
            self.farm.change("DELETE", f"/api/Gateway/{key}", None, 204)
            del self.kept[key]
            self.removed.add(key)
        self.unsure = None

    def check(self, shown):
        if self.wrong:
            raise self.wrong
        for key, facts in self.kept.items():
            now = shown.get(key)
            if key == self.unsure:
                expect(now is None or now[0] == facts[0], f"{key} is {now} instead of {facts}")
            else:
                expect(now == facts, f"{key} was acknowledged as {facts} and is {now}")
        expect(not self.removed & shown.keys(), f"deleted ones are back: {self.removed & shown.keys()}")


def survives_kills(rounds=4):
    chance = random.Random(7)
    everyone = []
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "farm.db")
        for turn in range(rounds):
            process = Process("--state", file)
            writers = [Writer(process.port, f"gw-{turn}-{one}") for one in range(WRITERS)]
            for writer in writers:
                writer.start()
            timer = threading.Timer(chance.uniform(0.05, 0.6), process.process.kill)
            timer.start()
            for writer in writers:
                writer.join()
            process.stop(hard=True)
            again = Process("--state", file)
            rows = again.farm().log_on().get("/api/Gateway")
            again.stop()
            everyone += writers
            for writer in everyone:
                writer.check({row["id"]: (row["server"], row["description"]) for row in rows})
            names = [row["server"] for row in rows]
            expect(len(names) == len(set(names)), "a name is there twice")


def refused(*options, why):
    ran = subprocess.run([SIMULATOR["path"], "--listen", "127.0.0.1:0", "--http", *options], capture_output=True, timeout=60)
    text = ran.stderr.decode()
    expect(ran.returncode != 0 and not ran.stdout, f"{options}: exit {ran.returncode}, out {ran.stdout!r}")
    expect(text.startswith("rasctl-simulate: ") and why in text and len(text) < 400, f"{options}: {text!r}")


def refuses_files_it_cannot_use():
    with tempfile.TemporaryDirectory() as folder:
        at = lambda name: os.path.join(folder, name)  # noqa: E731
        with open(at("text"), "w") as file:
            file.write("this is no database, but long enough to be read as one " * 20)
        refused("--state", at("text"), why="state file")
        sqlite3.connect(at("other")).executescript("create table t(x); insert into t values (1);")
        refused("--state", at("other"), why="not made by this simulator")
        refused("--state", folder, why="state file")
        refused("--state", at("missing/farm.db"), why="state file")
        code, errors = Process("--state", at("cut")).stop()
        expect(code == 0, f"ended with {code}: {errors!r}")
        os.truncate(at("cut"), os.path.getsize(at("cut")) // 2 + 100)
        refused("--state", at("cut"), why="state file")
        first = Process("--state", at("shared"))
        refused("--state", at("shared"), why="state file")
        first.stop()


def is_readable_by_its_owner_only():
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "farm.db")
        process = Process("--state", file)
        process.farm().log_on().change("POST", "/api/Gateway", {"server": "x"}, 201)
        for name in os.listdir(folder):
            mode = os.stat(os.path.join(folder, name)).st_mode & 0o777
            expect(mode == 0o600, f"{name} has mode {mode:o}")
        process.stop()


def answers_500_while_the_disk_is_full():
    """A limit of the file's size stands for a full disk: nothing half is kept, and reading goes on."""
    def limited():
        import resource
        import signal
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (3_000_000, resource.RLIM_INFINITY))

    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "farm.db")
        process = Process("--state", file, "--farm", "empty", preexec_fn=limited)
        farm = process.farm().log_on()
        kept, failed = [], 0
        for number in range(60):
            answer = farm.request("POST", "/api/Gateway", {"server": f"gw{number}", "description": "x" * 100_000})
            if answer.status == 201:
                kept.append(answer.json["id"])
            else:
                expect(answer.status == 500, f"a full disk: {answer}")
                failed += 1
        expect(failed and kept, f"{failed} failed, {len(kept)} were kept")
        before = {row["id"] for row in farm.get("/api/Gateway")}
        expect(before == set(kept), "what was refused is shown, or what was kept is not")
        process.stop(hard=True)
        again = Process("--state", file)
        shown = {row["id"] for row in again.farm().log_on().get("/api/Gateway")}
        expect(shown == set(kept), f"after a restart {len(shown)} of {len(kept)} are there")
        again.stop()


CASES = [survives_kills, refuses_files_it_cannot_use, is_readable_by_its_owner_only, answers_500_while_the_disk_is_full]
