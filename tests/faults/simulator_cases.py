"""A whole farm that fails now and then and limits requests: the answers come all the same."""

import json

import subprocess
import time

from case import Case, Ended

PASSWORD = "11112222"  # the simulator's own


def simulated(arguments, *flags):
    def act(world):
        if not world.setup.simulator:
            return Ended(0, "no simulator given", "", 0.0)
        process = subprocess.Popen([world.setup.simulator, "--listen", "127.0.0.1:0", "--farm", "demo", *flags],
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=world.folder,
                                   env=world.environment())
        try:
            ready = json.loads(process.stdout.readline())
            world.run(["login", ready["url"], "--username", "administrator", "--fingerprint", ready["fingerprint"],
                       "--name", "farm"], {"RASCTL_PASSWORD": PASSWORD})
            return world.run(arguments, {"RASCTL_PASSWORD": PASSWORD})
        finally:
            process.terminate()
            process.wait(10)
            process.stdout.close()

    return act


def many(processes, reads, *flags):
    """So many processes at once, each with a session of its own that reads so many times; all must succeed."""

    def act(world):
        if not world.setup.simulator:
            return Ended(0, "no simulator given", "", 0.0)
        simulator = subprocess.Popen([world.setup.simulator, "--listen", "127.0.0.1:0", "--farm", "demo", *flags],
                                     stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=world.folder,
                                     env=world.environment())
        start = time.monotonic()
        try:
            ready = json.loads(simulator.stdout.readline())
            env = world.environment(world.account(ready["url"], RASCTL_PASSWORD=PASSWORD,
                                                  RASCTL_FINGERPRINT=ready["fingerprint"]))
            lines = world.write("lines", "api GET /api/Gateway\n" * reads)
            running = [subprocess.Popen([world.rasctl, "batch", lines, "-o", "json"], env=env, cwd=world.folder,
                                        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
                       for _ in range(processes)]
            outcomes = [(one.communicate(timeout=200), one.returncode) for one in running]
            code = max(code for _, code in outcomes)
            err = b"".join(err for (_, err), _ in outcomes).decode()
            return Ended(code, f"{sum(code == 0 for _, code in outcomes)} of {processes}", err,
                         time.monotonic() - start)
        finally:
            simulator.terminate()
            simulator.wait(10)
            simulator.stdout.close()

    return act


READS = ("api", "GET", "/api/Gateway")

CASES = [
    Case("Farm", "a simulated farm over HTTPS with a pin", simulated(READS), out="no simulator|gw1", within=5),
    Case("Farm", "a farm that allows two requests a second", simulated(READS, "--rate-limit", "2/1"),
         out="no simulator|gw1", within=15),
    Case("Farm", "24 processes of 10 reads at a farm that allows 50 requests in 10 s",
         many(24, 10, "--rate-limit", "50/10"), out="no simulator|24 of 24", never="warning", within=120),
    Case("Farm", "a farm that is slow", simulated((*READS, "--request-timeout", "300ms", "--max-retries", "0"),
                                               "--latency", "30"), out="no simulator|gw1", within=5),
]
