#!/usr/bin/env python3
"""Runs an administrator's jobs: each a script of rasctl commands, against a simulated farm of its own; and the everyday
ones of everyday.py."""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import everyday

HERE = pathlib.Path(__file__).resolve().parent
PASSWORD = "11112222"


def start_simulator(program, *more):
    process = subprocess.Popen(
        [program, "--listen", "127.0.0.1:0", "--farm", "demo", "--time-scale", "600",
         "--session-expire", "100000", "--rate-limit", "100000/1", *more],
        stdout=subprocess.PIPE, text=True)
    return process, json.loads(process.stdout.readline())


def environment_of(folder, rasctl):
    bin_folder = folder / "bin"
    bin_folder.mkdir()
    (bin_folder / "rasctl").symlink_to(rasctl)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RASCTL_")}
    return kept | {
        "PATH": f"{bin_folder}:{os.environ['PATH']}",
        "HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "XDG_CACHE_HOME": str(folder / "cache"),
        "RASCTL_PASSWORD": PASSWORD,
        "RASCTL_NO_INPUT": "true",
    }


def run_job(script, options):
    simulator, farm = start_simulator(options.simulator)
    try:
        with tempfile.TemporaryDirectory(prefix="rasctl-job-") as name:
            folder = pathlib.Path(name)
            environment = environment_of(folder, options.rasctl)
            login = ["rasctl", "login", farm["url"], "--username", farm["username"],
                     "--fingerprint", farm["fingerprint"]]
            for words in (login, ["bash", "-x" if options.trace else "-u", str(script)]):
                done = subprocess.run(words, env=environment, cwd=folder, capture_output=True, text=True,
                                      stdin=subprocess.DEVNULL, timeout=options.timeout, check=False)
                if done.returncode != 0:
                    return f"{words[0]} ended with {done.returncode}\n{done.stdout}{done.stderr}"
            return None
    except subprocess.TimeoutExpired as error:
        return f"{error.cmd[0]} took longer than {options.timeout} s\n{error.stdout}\n{error.stderr}"
    finally:
        simulator.terminate()
        simulator.wait()
        simulator.stdout.close()


def run_everyday(job, options):
    simulator, farm = start_simulator(options.simulator, "--http")
    try:
        with tempfile.TemporaryDirectory(prefix="rasctl-job-") as name:
            folder = pathlib.Path(name)
            environment = environment_of(folder, options.rasctl) | {
                "RASCTL_ENDPOINT": farm["url"], "RASCTL_USERNAME": farm["username"]}
            done = subprocess.run(["bash", "-o", "pipefail", "-c", job.commands], env=environment, cwd=folder, capture_output=True,
                                  text=True, stdin=subprocess.DEVNULL, timeout=options.timeout, check=False)
            return everyday.problem_of(job, everyday.Farm(farm["url"], PASSWORD), done)
    except subprocess.TimeoutExpired:
        return f"took longer than {options.timeout} s"
    finally:
        simulator.terminate()
        simulator.wait()
        simulator.stdout.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rasctl", required=True, type=pathlib.Path)
    parser.add_argument("--simulator", required=True, type=pathlib.Path)
    parser.add_argument("--trace", action="store_true", help="show the commands of a job that fails")
    parser.add_argument("--timeout", type=float, default=180)
    parser.add_argument("jobs", nargs="*", help="names of jobs, or everyday; all without")
    options = parser.parse_args()
    options.rasctl = options.rasctl.resolve()
    options.simulator = options.simulator.resolve()
    scripts = sorted(HERE.glob("*.sh"))
    if options.jobs:
        scripts = [script for script in scripts if script.stem in options.jobs]
    todo = [(script.stem, lambda script=script: run_job(script, options)) for script in scripts]
    todo += [(job.title, lambda job=job: run_everyday(job, options)) for job in everyday.JOBS
             if not options.jobs or job.title in options.jobs or "everyday" in options.jobs]
    failed = 0
    for title, run in todo:
        problem = run()
        failed += problem is not None
        print(f"{'FAILED' if problem else 'ok'}  {title}", flush=True)
        if problem:
            print("    " + problem.replace("\n", "\n    "), flush=True)
    print(f"{len(todo) - failed} passed, {failed} failed")
    return 1 if failed or not todo else 0


if __name__ == "__main__":
    sys.exit(main())
