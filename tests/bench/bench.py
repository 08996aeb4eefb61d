#!/usr/bin/env python3
"""Times rasctl against its peers, whole processes in turn, and writes what came out to README.md beside it."""
import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "../cli")]

import harness  # noqa: E402
from farm_server import farm_server, sessions  # noqa: E402
from measure import Figure, compare, compare_memory, empty_program, peak_memory, text_of  # noqa: E402

COLUMNS = "sessionID,user,state,sessionHostName,poolName,type,logonTime,idleTime"


class Bench:
    def __init__(self, rasctl, runs, only):
        self.rasctl, self.runs, self.only = rasctl, runs, only
        self.figures = []

    def wanted(self, section):
        return not self.only or section in self.only

    def add(self, figure):
        self.figures.append(figure)
        print(row_of(figure), flush=True)


def row_of(one):
    return f"| {one.what} | {one.peer} | {one.ours} | {one.theirs} | {one.ratio:.2f} | {one.spread} | {one.goal} |"


HEAD = "| what | against | rasctl | peer | ratio | spread | goal |\n|---|---|---|---|---|---|---|"


def start_up(bench, folder, environment):
    empty = empty_program(folder)
    static = os.path.join(os.path.dirname(bench.rasctl), "static/rasctl")
    for words in (["--version"], ["--help"], ["gateway", "create", "--help"]):
        what = f"`{' '.join(words)}`"
        if os.path.exists(static):
            bench.add(compare(f"{what} of the fully static program", [static, *words], "an empty C program", [empty], 1.2,
                              bench.runs, environment))
        bench.add(compare(what, [bench.rasctl, *words], "an empty C program", [empty], 1.2, bench.runs, environment))
        bench.add(compare(what, [bench.rasctl, *words], "`hcloud version`", ["hcloud", "version"], 0.25, bench.runs,
                          environment))


def completion(bench, environment, cache_names):
    hcloud = ["hcloud", "__complete", "server", ""]
    for what, words in (("noun", ["ga"]), ("verb", ["gateway", ""]), ("flag", ["gateway", "create", "--"]),
                        ("enumeration", ["gateway", "create", "--gw-mode", ""])):
        bench.add(compare(f"`__complete` of a {what}", [bench.rasctl, "__complete", "--", *words],
                          "`hcloud __complete`", hcloud, 0.3, bench.runs, environment))
    cache_names()
    bench.add(compare("`__complete` of 5,000 cached names", [bench.rasctl, "__complete", "--", "rds", "host", "get", ""],
                      "`gh __complete`", ["gh", "__complete", "pr", ""], 0.1, bench.runs, environment))


def reading(bench, farm, environment):
    curl = f"curl -sS --cacert {farm.certificate} {farm.url}/api"
    listing = [bench.rasctl, "session", "list"]
    bench.add(compare("one GET over TLS, token cached", [bench.rasctl, "site", "list", "-o", "json"], "`curl`",
                      f"exec {curl}/Site", 0.6, bench.runs, environment))
    few = max(5, bench.runs // 3)
    farm.answer("/api/RDSession", sessions(20_000))
    fields = ",".join("." + name for name in COLUMNS.split(","))
    bench.add(compare("20,000 sessions (20 MB) to TSV", [*listing, "-o", "tsv", "--columns", COLUMNS], "`curl \\| jq -r`",
                      f"{curl}/RDSession | jq -r '.[] | [{fields}] | @tsv'", 0.08, few, environment))
    saved = os.path.join(farm.folder, "answers/api/RDSession")
    bench.add(compare_memory("the same, peak memory", [*listing, "-o", "tsv", "--columns", COLUMNS], "`jq`",
                             ["jq", "-r", f".[] | [{fields}] | @tsv", saved], 0.09, environment))
    bench.add(compare("20 MB to `-o json`", [*listing, "-o", "json"], "`curl -o /dev/null`",
                      f"exec {curl}/RDSession -o /dev/null", 1.3, few, environment))
    bench.add(compare("20,000 sessions to a table sorted by two columns",
                      [*listing, "--columns", COLUMNS, "--sort", "sessionHostName,user"],
                      "`curl \\| jq \\| sort \\| column -t`",
                      f"{curl}/RDSession | jq -r '.[] | [{fields}] | @tsv' | sort -k4,4 -k2,2 | column -t", 0.12, few,
                      environment))


def growth(bench, farm, environment):
    command = [bench.rasctl, "session", "list", "-o", "tsv", "--columns", COLUMNS]
    timed = {}
    for count in (10_000, 100_000):
        farm.answer("/api/RDSession", sessions(count))
        one = compare("", command, "", command, 0, 3, environment)
        timed[count] = (one.ours, peak_memory(command, environment))
    seconds = {count: seconds_of(figure[0]) for count, figure in timed.items()}
    bench.add(Figure("100,000 sessions", "10,000 sessions", timed[100_000][0], timed[10_000][0],
                     seconds[100_000] / seconds[10_000], "", 10.2))
    bench.add(Figure("the same, peak memory", "10,000 sessions", f"{timed[100_000][1]:.1f} MiB", f"{timed[10_000][1]:.1f} MiB",
                     timed[100_000][1] / timed[10_000][1], "", 1.05))
    # Of the same file: one that was written at another time takes a tenth more or less to be sent.
    raw = [bench.rasctl, "api", "GET", "/api/RDSession", "-o", "json"]
    bench.add(compare("`api GET` of 100 MB", raw,
                      "`session list` of the same", [bench.rasctl, "session", "list", "-o", "json"], 1.0,
                      max(5, bench.runs), environment))
    bench.add(compare_memory("the same, peak memory", raw,
                             "`session list` of the same", [bench.rasctl, "session", "list", "-o", "json"], 1.0,
                             environment))


def seconds_of(text):
    number, unit = text.split()
    return float(number) / (1000 if unit == "ms" else 1)


def many_acts(bench, farm, folder, environment):
    lines = os.path.join(folder, "creates")
    with open(lines, "w", encoding="ascii") as file:
        file.writelines(f"gateway create --server gw{number}.company.dom --site 1 -q\n" for number in range(2000))
    config = os.path.join(folder, "curl")
    with open(config, "w", encoding="ascii") as file:
        for number in range(2000):
            file.write(f'url = "{farm.url}/api/Gateway"\nheader = "Content-Type: application/json"\n'
                       f'data = "{{\\"server\\":\\"gw{number}.company.dom\\",\\"siteId\\":1}}"\n'
                       f'output = "/dev/null"\n' + ("next\n" if number < 1999 else ""))
    with open(config, encoding="ascii") as file:
        parts = file.read().split("next\n")
    trusted = f'cacert = "{farm.certificate}"\n'
    with open(config, "w", encoding="ascii") as file:
        file.write("next\n".join(trusted + part for part in parts))
    bench.add(compare("2,000 creates by `batch --parallel 8`", f"{bench.rasctl} batch --parallel 8 {lines}",
                      "`curl --parallel`", ["curl", "-sS", "--parallel", "--parallel-max", "8", "-K", config], 1.0, 5,
                      environment))
    mixed = os.path.join(folder, "mixed")
    words = ["site list", "gateway get 21", "gateway update 21 --description x", "rds host list -q", "session list --limit 1"]
    farm.answer("/api/Gateway/21", b'{"id":21,"server":"gw1.company.dom","siteId":1}')
    farm.answer("/api/RDSession", sessions(10))
    with open(mixed, "w", encoding="ascii") as file:
        file.writelines(words[number % len(words)] + "\n" for number in range(500))
    bench.add(compare("500 mixed lines by `batch`", f"{bench.rasctl} batch {mixed}", "500 processes",
                      f"while read -r line; do {bench.rasctl} $line; done < {mixed}", 0.08, 3, environment))


def import_of_large(folder):
    """The words of an import, and how many MB it takes in."""
    source = os.path.join(folder, "large.json")
    with open(source, "w", encoding="ascii") as file:
        json.dump(large_description(), file)
    return ["catalog", "import", source, "--yes"], os.path.getsize(source) / 1e6


def description_import(bench, folder, environment):
    words, size = import_of_large(folder)
    one = compare("", [bench.rasctl, *words], "", ["true"], 0, 5, environment)
    memory = peak_memory([bench.rasctl, *words], environment)
    bench.add(Figure(f"import of a {size:.0f} MB description", "0.3 s", one.ours, "300.0 ms", seconds_of(one.ours) / 0.3, "",
                     1.0))
    bench.add(Figure("the same, peak memory", "150 MiB", f"{memory:.1f} MiB", "150.0 MiB", memory / 150, "", 1.0))


def large_description():
    """Ten thousand operations with long words about each: what a description of that size consists of."""
    words = "What it does, said at some length, as descriptions say it. " * 60
    paths = {f"/api/Thing{number}/{{id}}": {"get": {
        "summary": f"Thing {number}", "description": words,
        "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}],
        "responses": {"200": {"description": words[:1000], "content": {"application/json": {"schema": {
            "type": "object", "properties": {f"field{n}": {"type": "string", "description": words[:100]}
                                              for n in range(8)}}}}}}}} for number in range(10_000)}
    return {"openapi": "3.0.1", "info": {"title": "Large", "version": "1"}, "paths": paths}


def against_former(bench, former, folder, environment):
    """The same runs by another build of rasctl: of what goals in seconds, or of an empty program, say on other machines."""
    words_of_import, size = import_of_large(folder)
    runs = [(f"`{' '.join(words)}`", words, bench.runs) for words in (["--version"], ["--help"], ["gateway", "create", "--help"])]
    for what, words, times in [*runs, (f"import of a {size:.0f} MB description", words_of_import, 5)]:
        bench.add(compare(what, [bench.rasctl, *words], "a former rasctl", [former, *words], 1.0, times, environment))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rasctl", required=True)
    parser.add_argument("--simulator", required=True)
    parser.add_argument("--runs", type=int, default=30)
    parser.add_argument("--write", action="store_true", help="write the table to README.md")
    parser.add_argument("--former", metavar="PATH", help="another build of rasctl to compare with, and nothing else")
    parser.add_argument("--only", nargs="*", default=[], help="start completion reading growth acts import")
    arguments = parser.parse_args()
    rasctl = os.path.abspath(arguments.rasctl)
    harness.BINARIES.update(rasctl=rasctl, simulator=os.path.abspath(arguments.simulator))
    bench = Bench(rasctl, arguments.runs, arguments.only)
    print(HEAD)
    with tempfile.TemporaryDirectory() as folder, farm_server() as farm, harness.person() as me:
        farm.answer("/api/Site", b'[{"id":1,"name":"Main"}]')
        farm.answer("/api/RDS/Host", json.dumps([{"id": n, "server": f"rdsh{n:04}.company.dom", "siteId": 1}
                                                 for n in range(5000)]).encode())
        me.run("login", farm.url, "--username", "administrator", "--password-stdin", "--ca-file", farm.certificate,
               stdin=b"x\n").expect_code(0)
        environment = me.environment
        if arguments.former:
            against_former(bench, os.path.abspath(arguments.former), folder, environment)
            return
        if bench.wanted("start"):
            start_up(bench, folder, environment)
        if bench.wanted("completion"):
            completion(bench, environment, lambda: me.run("rds", "host", "list", "-q").expect_code(0))
        if bench.wanted("reading"):
            reading(bench, farm, environment)
        if bench.wanted("growth"):
            growth(bench, farm, environment)
        if bench.wanted("acts"):
            many_acts(bench, farm, folder, environment)
        if bench.wanted("import"):
            description_import(bench, folder, environment)
    if arguments.write:
        write_table(bench)


def write_table(bench):
    path = os.path.join(HERE, "README.md")
    with open(path, encoding="utf-8") as file:
        text = file.read()
    begin, end = "<!-- figures -->\n", "<!-- end of figures -->\n"
    before, rest = text.split(begin)
    _, after = rest.split(end)
    cpus = len(os.sched_getaffinity(0))
    said = f"{bench.runs} runs of each in turn, {cpus} processors, {platform.machine()}, Linux {platform.release()}.\n\n"
    table = "\n".join([HEAD, *map(row_of, bench.figures)]) + "\n"
    with open(path, "w", encoding="utf-8") as file:
        file.write(before + begin + said + table + end + after)


if __name__ == "__main__":
    main()
