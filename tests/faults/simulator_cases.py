"""A whole farm that fails now and then and limits requests: the answers come all the same."""

import json

import subprocess

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


READS = ("api", "GET", "/api/Gateway")

CASES = [
    Case("Farm", "a simulated farm over HTTPS with a pin", simulated(READS), out="no simulator|gw1", within=5),
    Case("Farm", "a farm that allows two requests a second", simulated(READS, "--rate-limit", "2/1"),
         out="no simulator|gw1", within=15),
    Case("Farm", "a farm that is slow", simulated((*READS, "--request-timeout", "300ms", "--max-retries", "0"),
                                               "--latency", "30"), out="no simulator|gw1", within=5),
]
