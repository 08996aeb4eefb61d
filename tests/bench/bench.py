#!/usr/bin/env python3
"""Times rasctl against its peers, whole processes in turn, and prints medians and their ratio."""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../cli"))

import harness  # noqa: E402


def timed(command, environment):
    started = time.perf_counter()
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - started


def compare(title, ours, peer, limit, runs, environment):
    for command in (ours, peer):
        timed(command, environment)
    pairs = [(timed(ours, environment), timed(peer, environment)) for _ in range(runs)]
    mine = statistics.median(pair[0] for pair in pairs)
    theirs = statistics.median(pair[1] for pair in pairs)
    print(f"| {title} | {mine * 1000:.1f} ms | {theirs * 1000:.1f} ms | {mine / theirs:.2f} | {limit} |", flush=True)


def peak_memory(command, environment):
    """Peak resident memory of one run in KiB. GNU time starts it: a child of Python would count Python's own pages."""
    ran = subprocess.run(["/usr/bin/time", "-f", "%M", *command], env=environment, stdout=subprocess.DEVNULL,
                         stderr=subprocess.PIPE, check=True)
    return int(ran.stderr.split()[-1])


def session_list(count):
    row = {"sessionID": 0, "user": "", "state": 0, "sessionHostName": "rdsh01.company.dom", "poolName": "Office",
           "ip": "10.1.2.3", "deviceName": "laptop", "logonTime": "2026-11-23T08:00:00Z", "idleTime": 60, "siteId": 1}
    rows = [json.dumps(dict(row, sessionID=number, user=f"user{number}@company.dom")) for number in range(count)]
    return ("[" + ",".join(rows) + "]").encode()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rasctl", required=True)
    parser.add_argument("--simulator", required=True)
    parser.add_argument("--runs", type=int, default=30)
    arguments = parser.parse_args()
    rasctl = os.path.abspath(arguments.rasctl)
    harness.BINARIES.update(rasctl=rasctl, simulator=os.path.abspath(arguments.simulator))
    runs = arguments.runs
    print("| what | rasctl | peer | ratio | goal |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        certificate = os.path.join(folder, "ca.pem")
        with harness.simulator("--farm", "demo", "--ca-out", certificate) as farm, harness.person() as me:
            url = farm.url.replace("127.0.0.1", "localhost")
            me.run("login", url, "--username", "administrator", "--password-stdin", "--ca-file", certificate,
                   stdin=b"11112222\n").expect_code(0)
            environment = me.environment
            compare("`rasctl --version` / `hcloud version`", [rasctl, "--version"], ["hcloud", "version"], 0.4, runs,
                    environment)
            compare("`rasctl gateway create --help` / `hcloud version`", [rasctl, "gateway", "create", "--help"],
                    ["hcloud", "version"], 0.4, runs, environment)
            me.run("site", "list").expect_code(0)
            token = {name.lower(): value for name, value in farm.recorded()[-1]["headers"].items()}["auth_token"]
            curl = ["curl", "-sS", "--cacert", certificate, "-H", f"auth_token: {token}", "-H",
                    "Content-Type: application/json; api-version=1.0", f"{url}/api/Site"]
            compare("one GET over TLS / `curl`", [rasctl, "site", "list", "-o", "json"], curl, 1.2, runs, environment)
    small, large = session_list(10_000), session_list(100_000)
    answers = {"/api/RDSession": small}
    with harness.canned_server(answers) as farm, harness.person() as me:
        me.login(farm)
        for form in ("jsonl", "csv", "json"):
            command = [rasctl, "session", "list", "-o", form]
            answers["/api/RDSession"] = small
            few = peak_memory(command, me.environment)
            answers["/api/RDSession"] = large
            many = peak_memory(command, me.environment)
            print(f"| peak memory, 100,000 / 10,000 sessions to {form} | {many / 1024:.1f} MiB | {few / 1024:.1f} MiB | "
                  f"{many / few:.2f} | 1.2 |", flush=True)


if __name__ == "__main__":
    main()
