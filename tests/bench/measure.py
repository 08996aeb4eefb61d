"""Whole processes, timed in turn with their peers."""
import os
import statistics
import subprocess
import time
from dataclasses import dataclass


@dataclass
class Figure:
    """One line of the table: what was measured, against what, and what came out."""
    what: str
    peer: str
    ours: str
    theirs: str
    ratio: float
    spread: str
    goal: float


def ended(command, environment, stdin=None):
    """Seconds until the command has ended. A shell pipeline is given as text."""
    started = time.perf_counter()
    process = subprocess.run(command, env=environment, stdin=stdin or subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                             stderr=subprocess.PIPE, shell=isinstance(command, str), check=False)
    seconds = time.perf_counter() - started
    if process.returncode != 0:
        raise RuntimeError(f"{command}: exit {process.returncode}: {process.stderr[-400:]!r}")
    return seconds


def text_of(seconds):
    return f"{seconds * 1000:.1f} ms" if seconds < 1 else f"{seconds:.2f} s"


def spread_of(ratios):
    ordered = sorted(ratios)
    return f"{ordered[len(ordered) // 10]:.2f} to {ordered[-1 - len(ordered) // 10]:.2f}"


def compare(what, ours, peer_name, peer, goal, runs, environment, prepare=None):
    """Runs both in turn, and compares pair by pair: what slows the machine slows both."""
    def once(command):
        if prepare:
            prepare()
        return ended(command, environment)

    for command in (ours, peer):
        once(command)
    pairs = [(once(ours), once(peer)) for _ in range(runs)]
    ratios = [mine / theirs for mine, theirs in pairs]
    return Figure(what, peer_name, text_of(statistics.median(pair[0] for pair in pairs)),
                  text_of(statistics.median(pair[1] for pair in pairs)), statistics.median(ratios), spread_of(ratios), goal)


def peak_memory(command, environment):
    """Peak resident memory in MiB. GNU time starts it: a child of Python would count Python's own pages."""
    process = subprocess.run(["/usr/bin/time", "-f", "%M", *command], env=environment, stdout=subprocess.DEVNULL,
                             stderr=subprocess.PIPE, check=True)
    return int(process.stderr.split()[-1]) / 1024


def compare_memory(what, ours, peer_name, peer, goal, environment):
    mine, theirs = peak_memory(ours, environment), peak_memory(peer, environment)
    return Figure(what, peer_name, f"{mine:.1f} MiB", f"{theirs:.1f} MiB", mine / theirs, "", goal)


def empty_program(folder):
    """A program that does nothing: what the system takes to start any."""
    source, program = os.path.join(folder, "empty.c"), os.path.join(folder, "empty")
    with open(source, "w", encoding="ascii") as file:
        file.write("int main(void) { return 0; }\n")
    subprocess.run(["cc", "-O2", "-o", program, source], check=True)
    return program
