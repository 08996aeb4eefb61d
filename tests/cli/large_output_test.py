"""What a server sends may be large and odd: work and memory stay in step with its size."""
import json
import resource
import subprocess
import time

from harness import BINARIES, PASSWORD, canned_server, expect, person

FORMATS = ("table", "wide", "csv", "tsv", "json", "jsonl", "yaml")


def account(farm):
    return {"RASCTL_ENDPOINT": farm.url, "RASCTL_USERNAME": "administrator", "RASCTL_PASSWORD": PASSWORD}


def run_bounded(me, farm, *words, megabytes=1024, seconds=20):
    def limit():
        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))

    started = time.monotonic()
    process = subprocess.run([BINARIES["rasctl"], *words], capture_output=True, env={**me.environment, **account(farm)}, cwd=me.folder,
                             timeout=300, preexec_fn=limit, check=False)
    took = time.monotonic() - started
    expect(process.returncode == 0, f"{' '.join(words)}: exit {process.returncode}: {process.stderr[:300]!r}")
    expect(took < seconds, f"{' '.join(words)}: {took:.1f} s")
    return process


def test_rows_that_each_have_members_of_their_own():
    rows = json.dumps([{"id": n, f"member{n}": n} for n in range(10000)]).encode()
    with canned_server({"/api/Gateway": rows}) as farm, person() as me:
        for form in FORMATS:
            ran = run_bounded(me, farm, "gateway", "list", "-o", form)
            notes = [line for line in ran.stderr.decode().splitlines() if line.startswith("rasctl:")]
            expect(len(notes) == (1 if form in ("wide", "csv", "tsv") else 0), f"{form}: {notes[:5]}")
            if notes:
                expect("left out" in notes[0] and "9800" in notes[0], notes)
        run_bounded(me, farm, "api", "GET", "/api/Gateway", "-o", "wide")


def test_an_object_with_very_many_members():
    one = {f"member{n}": n for n in range(100000)}
    nested = {"id": 1, "inner": one, "list": [one, {"a": 1}]}
    answers = {"/api/Gateway": json.dumps([one]).encode(), "/api/Gateway/1": json.dumps(one).encode(), "/api/other": json.dumps(nested).encode()}
    with canned_server(answers) as farm, person() as me:
        for form in FORMATS:
            run_bounded(me, farm, "gateway", "list", "-o", form)
            run_bounded(me, farm, "gateway", "get", "1", "-o", form)
            run_bounded(me, farm, "api", "GET", "/api/other", "-o", form)
        run_bounded(me, farm, "gateway", "list", "--where", "member7=7", "--columns", "member9,member99999", "-o", "csv")


def test_a_field_that_comes_late_is_told_once():
    rows = [{"id": n} for n in range(1500)] + [{"id": n, f"late{n % 7}": 1} for n in range(1500, 3000)]
    with canned_server({"/api/Gateway": json.dumps(rows).encode()}) as farm, person() as me:
        ran = run_bounded(me, farm, "gateway", "list", "-o", "csv")
        notes = ran.stderr.decode().splitlines()
        expect(len(notes) == 1 and "6 others" in notes[0], notes)
