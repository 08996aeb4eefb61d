"""What a batch is made of: plugins as children, any bytes in, JSON out."""
import json
import os
import signal
import subprocess
import time

from harness import BINARIES, expect, person, simulator


def rows_of(ran):
    return [json.loads(line) for line in ran.out.decode("utf-8").split("\n") if line]


def plugin(me, name, script):
    folder = os.path.join(me.folder, "bin")
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, "rasctl-" + name)
    with open(path, "w", encoding="utf-8") as file:
        file.write("#!/bin/sh\n" + script)
    os.chmod(path, 0o755)
    return {"PATH": folder + ":" + me.environment["PATH"]}


def test_a_plugin_in_a_batch_is_a_child():
    with person() as me:
        extra = plugin(me, "hello", 'echo "hello $1"; echo "warned" >&2; exit $2\n')
        me.run("config", "set", "alias.hi", "hello you", extra=extra).expect_code(0)
        script = "version\nhello me 0\nhi 3\nhello 'a b' 0\nsimulate --coverage -o json\nversion\n"
        for parallel in ((), ("--parallel", "3")):
            rows = sorted(rows_of(me.run("batch", *parallel, stdin=script.encode(), extra=extra).expect_code(8)), key=lambda row: row["line"])
            expect([row["exitCode"] for row in rows] == [0, 0, 3, 0, 0, 0], rows)
            expect(rows[1]["output"] == "hello me\n" and rows[1]["error"] == "warned", rows[1])
            expect(rows[2]["output"] == "hello you\n" and rows[3]["output"] == "hello a b\n", rows)
            expect(rows[4]["output"], rows[4])


def are_default(lines):
    """No signal is blocked, none ignored; 32 and 33 are the C library's own."""
    blocked, ignored = (int(line.split()[1], 16) for line in lines[:2])
    return blocked == 0 and ignored & ~0x180000000 == 0


def test_a_plugin_starts_as_from_a_shell():
    script = "grep -E '^Sig(Blk|Ign)' /proc/self/status; ls /proc/self/fd | wc -l; readlink /proc/self/fd/0\n"
    with person() as me:
        extra = plugin(me, "signals", script)
        lines = rows_of(me.run("batch", stdin=b"signals\n", extra=extra).expect_code(0))[0]["output"].splitlines()
        expect(are_default(lines), lines)
        # The three, and the folder that ls reads.
        expect(int(lines[2]) == 4 and lines[3] == "/dev/null", lines)
        # Alone it takes the place of rasctl, with the stdin of it.
        lines = me.run("signals", extra=extra).expect_code(0).text.splitlines()
        expect(are_default(lines), lines)
        expect(int(lines[2]) == 4, lines)


def test_a_broken_plugin_does_not_stop_the_others():
    with person() as me:
        extra = {**plugin(me, "dies", "kill -KILL $$\n"), **plugin(me, "noise", "head -c 200000 /dev/urandom; printf '\\377\\000' >&2\n")}
        os.makedirs(os.path.join(me.folder, "bin"), exist_ok=True)
        with open(os.path.join(me.folder, "bin", "rasctl-nointerpreter"), "w", encoding="utf-8") as file:
            file.write("#!/no/such/interpreter\n")
        os.chmod(file.name, 0o755)
        rows = rows_of(me.run("batch", stdin=b"dies\nnointerpreter\nnoise\nversion\n", extra=extra).expect_code(8))
        expect([row["line"] for row in rows] == [1, 2, 3, 4], rows)
        expect(rows[0]["exitCode"] == 137 and rows[1]["exitCode"] != 0, rows)
        expect(rows[2]["exitCode"] == 0 and rows[3]["exitCode"] == 0, rows[3])


def test_ctrl_c_ends_the_plugin_of_a_batch():
    with person() as me:
        extra = plugin(me, "sleeps", "echo $$ > pid; sleep 100; echo late\n")
        process = subprocess.Popen([BINARIES["rasctl"], "batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                   env={**me.environment, **extra}, cwd=me.folder)
        process.stdin.write(b"sleeps\nversion\n")
        process.stdin.close()
        path = os.path.join(me.folder, "pid")
        started = time.monotonic()
        while not (os.path.exists(path) and os.path.getsize(path)) and time.monotonic() - started < 20:
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        out = process.stdout.read()
        process.stdout.close()
        process.wait(20)
        rows = [json.loads(line) for line in out.splitlines()]
        expect([row["exitCode"] for row in rows] == [130], rows)
        with open(path, encoding="utf-8") as file:
            expect(not os.path.exists(f"/proc/{file.read().strip()}"), "the plugin is still there")


def test_any_bytes_in_and_json_out():
    lines = [b"version", b"nothing \xff\xfe", b"nothing \x00 here", b"\x00", b"\xc3", b"'open", b"nothing \x1b[2J\xe2\x80\xae", b"version \x85",
             b"\xf0\x9f\x98\x80", b"nothing " + b"x" * 300000, b"'" + b"\\" * 9, b"--", b"-", b"=", b"\x7f" * 3, b"gateway get \xed\xa0\x80"]
    with person() as me:
        for before, ending in ((b"", b"\n"), (b"\xef\xbb\xbf", b"\r\n"), (b"\xef\xbb\xbf", b" \t\r\n")):
            ran = me.run("batch", stdin=before + ending.join(lines) + ending, timeout=120).expect_code(8)
            rows = rows_of(ran)
            expect([row["line"] for row in rows] == list(range(1, len(lines) + 1)), [row["line"] for row in rows])
            expect(rows[0]["exitCode"] == 0, rows[0])
            for row in rows:
                expect(set(row) == {"line", "command", "exitCode", "output", "error"}, row)
        rows = rows_of(me.run("batch", stdin=b"\r\n\r\n\t\r\nversion\r\n \r\n#x\r\n\xef\xbb\xbfversion").expect_code(8))
        expect([row["line"] for row in rows] == [4, 7], rows)
        for empty in (b"", b"\n", b"\xef\xbb\xbf", b"\r\n", b"# nothing"):
            expect(me.run("batch", stdin=empty).expect_code(0).out == b"", empty)


def test_lines_share_one_thread_with_every_session():
    """Lines run where the session is that they share; those for another farm, or for none that answers, as well."""
    count = "grep Threads /proc/$PPID/status\n"
    with person() as me, simulator() as home, simulator() as away:
        me.login(home)
        extra = plugin(me, "threads", count)
        there = f"--endpoint {away.url} --fingerprint {away.fingerprint}"
        lines = ["gateway list -o id", "threads", f"gateway list -o id {there}", "gateway list -o id --endpoint https://127.0.0.1:1 --max-retries 0",
                 "gateway list -o id", f"site list -o id {there}", "threads"]
        extra |= {"RASCTL_USERNAME": "administrator", "RASCTL_PASSWORD": "11112222"}
        rows = rows_of(me.run("batch", stdin="\n".join(lines * 3).encode(), extra=extra, timeout=120).expect_code(8))
        expect([row["exitCode"] for row in rows] == [0, 0, 0, 6, 0, 0, 0] * 3, rows)
        expect(rows[0]["output"] == rows[2]["output"] == rows[4]["output"], rows)
        expect({rows[1]["output"], rows[-1]["output"]} == {"Threads:\t1\n"}, rows)


def test_a_line_sees_what_the_ones_before_it_have_set():
    with person() as me:
        lines = ["config set output json", "config get output", "config set output csv", "config get output",
                 "config set output id", "config get output", "config set alias.hi 'config get output'", "hi",
                 "config unset output", "config get output", "config set output nonsense", "config get output"]
        rows = rows_of(me.run("batch", stdin="\n".join(lines).encode()))
        shown = [row["output"] for row in rows]
        expect(shown[1:10:2] == ['"json"\n', "value\ncsv\n", "id\n", "id\n", None], rows)
        expect(rows[10]["exitCode"] == 2, rows[10])


def test_lines_of_one_command_do_not_see_each_others_flags():
    with simulator() as farm, person() as me:
        me.login(farm)
        lines = ["gateway create --server gw-a --site 1 --description one --dry-run -o json",
                 "gateway create --server gw-b --site 1 --dry-run -o json",
                 "gateway create --help", "gateway create --serverr x", "--catalog /nowhere gateway create --help"]
        rows = rows_of(me.run("batch", stdin="\n".join(lines).encode()))
        alone = [me.run(*line.split()) for line in lines]
        for row, ran in zip(rows, alone):
            expect(row["exitCode"] == ran.code, row)
            text = row["output"] if isinstance(row["output"], str) else json.dumps(row["output"])
            expect("one" in text or row["line"] != 1, row)
            expect("one" not in text or row["line"] != 2, row)
        expect(rows[2]["output"] == alone[2].out.decode("utf-8"), rows[2])
