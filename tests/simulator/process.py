"""The process itself: where it listens, what it prints, how it ends, and its options."""
import concurrent.futures
import contextlib
import hashlib
import http.client
import json
import os
import signal
import socket
import ssl
import stat
import subprocess
import tempfile
import time

from farm import MEDIA_TYPE, SIMULATOR, Process, expect, simulator
from wire import Line, ask, holds_up_against_many, token_of


def ended(*options, **settings):
    return subprocess.run([SIMULATOR["path"], *options], capture_output=True, timeout=60, **settings)


def starts(listen, *options, **settings):
    """Starts, reads the first line, and asks for the version at the address that it tells."""
    process = subprocess.Popen([SIMULATOR["path"], "--listen", listen, "--http", *options], stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, **settings)
    try:
        facts = json.loads(process.stdout.readline())
        host, port = facts["url"].removeprefix("http://").rsplit(":", 1)
        connection = http.client.HTTPConnection(host.strip("[]"), int(port), timeout=30)
        connection.request("GET", "/api/nothing")
        expect(connection.getresponse().status == 404, f"--listen {listen}")
        connection.close()
        return facts
    finally:
        process.terminate()
        code = process.wait(30)
        errors = process.stderr.read()
        process.stdout.close()
        process.stderr.close()
        expect(code == 0 and not errors, f"--listen {listen}: ended with {code}: {errors!r}")


def listens_where_it_is_told():
    for listen in (":0", "127.0.0.1:0", "localhost:0", "0.0.0.0:0"):
        starts(listen)
    with contextlib.suppress(OSError):
        socket.socket(socket.AF_INET6).bind(("::1", 0))
        expect(starts("[::1]:0")["url"].startswith("http://[::1]:"), "IPv6")
        starts("[::]:0")


def says_why_it_cannot_start():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        for options, why in [(["--listen", f"127.0.0.1:{port}"], "in use"), (["--listen", "127.0.0.1:99999"], "port"),
                             (["--listen", "127.0.0.1:x"], "port"), (["--listen", "no.such.host.invalid:0"], "listen"),
                             (["--listen", "192.0.2.1:0"], "listen"), (["--api", "16"], "--api"), (["--api", "x"], "--api"),
                             (["--size", "0"], "--size"), (["--fail", "2"], "--fail"), (["--latency", "-1"], "--latency"),
                             (["--rate-limit", "0/5"], "--rate-limit"), (["--admin", "nobody"], "NAME:PASSWORD"),
                             (["--record", "/nowhere/x"], "/nowhere/x"), (["--farm", "/nowhere/x"], "/nowhere/x"),
                             (["--session-expire", "x"], "--session-expire"), (["--certificate", "x"], "--key"),
                             (["--nonsense"], "--nonsense"), (["word"], "word")]:
            ran = ended("--listen", "127.0.0.1:0", *options) if "--listen" not in options else ended(*options)
            text = ran.stderr.decode()
            expect(ran.returncode in (1, 2, 6) and not ran.stdout and why in text and text.startswith("rasctl-simulate: "),
                   f"{options}: {ran.returncode} {text!r} {ran.stdout!r}")


def tells_its_certificate():
    process = Process(http_only=False)
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with context.wrap_socket(socket.create_connection(("127.0.0.1", process.port))) as line:
        seen = hashlib.sha256(line.getpeercert(binary_form=True)).hexdigest()
        expect(line.version() in ("TLSv1.3", "TLSv1.2"), line.version())
    told = process.facts["fingerprint"].replace(":", "").lower()
    expect(told.removeprefix("sha256") == seen or told == seen, f"{told} and {seen}")
    code, errors = process.stop()
    expect(code == 0 and not errors, f"{code} {errors!r}")


def ends_by_signals():
    for number in (signal.SIGTERM, signal.SIGINT):
        process = Process()
        token = token_of(process.port)
        with Line(process.port) as busy, Line(process.port) as idle:
            busy.send("GET /api/Si")
            idle.send(ask("/api/Site", token)).answer()
            process.process.send_signal(number)
            expect(process.process.wait(10) == 0, f"signal {number}: {process.process.returncode}")
        process.stop()


def ends_by_signals_sent_at_once():
    """A signal that follows the announced address at once is not met by the default action."""
    with open(SIMULATOR["path"], "rb") as program:
        if b"libtsan" in program.read():
            return  # TSan delivers signals late: one in forty was never seen, all of hundreds without it
    for _ in range(30):
        code, errors = Process("--farm", "empty").stop()
        expect(code == 0 and not errors, f"{code} {errors!r}")


def serves_without_standard_streams():
    """Closed streams must not become the state file or a socket."""
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        words = [SIMULATOR["path"], "--http", "--listen", f"127.0.0.1:{port}", "--farm", "empty", "--state",
                 os.path.join(folder, "farm.db"), "--record", os.path.join(folder, "record")]

        def without_streams():
            for stream in (0, 1, 2):
                os.close(stream)

        process = subprocess.Popen(words, preexec_fn=without_streams)
        try:
            wait_for(port)
            token_of(port)
        finally:
            process.terminate()
            expect(process.wait(30) == 0, f"ended with {process.returncode}")
        with open(os.path.join(folder, "record"), encoding="utf-8") as lines:
            for line in lines:
                expect("method" in json.loads(line), f"the record holds {line!r}")


def goes_on_when_nobody_reads_its_output():
    process = Process()
    process.process.stdout.close()
    expect(process.farm().log_on().get("/api/Site"), "no sites")
    process.process.terminate()
    expect(process.process.wait(30) == 0, "did not end well")
    process.process.stderr.close()


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def wait_for(port, seconds=30):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", port)).close()
            return
        time.sleep(0.02)
    expect(False, "does not listen")


def records_requests():
    with tempfile.TemporaryDirectory() as folder:
        for secrets in (False, True):
            file = os.path.join(folder, f"record{secrets}")
            with simulator("--record", file, *(["--record-secrets"] if secrets else [])) as process:
                farm = process.farm().log_on()
                farm.request("GET", "/api/Gateway?siteId=1")
                farm.request("POST", "/api/RDS/Host?username=me&password=secret1", {"server": "x", "odd": [1.50, "ä"]})
                farm.request("PUT", "/api/Gateway/1", raw=b"no json password=secret2")
                farm.request("GET", "/api/nothing?auth_token=secret3")
            expect(stat.S_IMODE(os.stat(file).st_mode) == 0o600, "others can read the record")
            with open(file, encoding="utf-8") as text:
                whole = text.read()
            lines = [json.loads(line) for line in whole.splitlines()]
            expect([line["status"] for line in lines][:2] == [200, 200] and len(lines) == 5, f"{lines}")
            expect(all(set(line) == {"method", "path", "headers", "body", "status"} for line in lines), f"{lines[0]}")
            expect(lines[1]["path"] == "/api/Gateway?siteId=1" and lines[1]["body"] is None, f"{lines[1]}")
            expect(lines[2]["body"] == {"server": "x", "odd": [1.5, "ä"]}, f"{lines[2]}")
            headers = {name.lower(): value for name, value in lines[1]["headers"].items()}
            expect(headers["content-type"] == MEDIA_TYPE, f"{headers}")
            found = [word for word in ("11112222", "secret1", "secret2", "secret3", farm.token) if word in whole]
            expect(len(found) == (5 if secrets else 0), f"record with secrets {secrets} holds {found}")


def limits_requests():
    with simulator("--rate-limit", "5/2") as process:
        farm = process.farm()
        answers = [farm.request("GET", "/api/nothing") for _ in range(8)]
        expect([a.status for a in answers] == [404] * 5 + [429] * 3, f"{[a.status for a in answers]}")
        expect(answers[-1].headers["Retry-After"] in ("1", "2") and answers[-1].json["status"] == 429, f"{answers[-1]}")
    with simulator("--rate-limit", "default") as process:
        farm = process.farm()
        statuses = [farm.request("GET", "/api/nothing").status for _ in range(60)]
        expect(statuses == [404] * 50 + [429] * 10, "50 requests in 10 seconds")
    with simulator() as process:
        farm = process.farm()
        expect({farm.request("GET", "/api/nothing").status for _ in range(200)} == {404}, "a limit nobody asked for")


def is_slow_when_told():
    with simulator("--latency", "150") as process:
        farm = process.farm()
        begun = time.monotonic()
        farm.request("GET", "/api/nothing")
        expect(time.monotonic() - begun >= 0.15, "answers at once")


def fails_when_told():
    seen = set()
    with simulator("--fail", "0.5") as process:
        for _ in range(60):
            farm = process.farm()
            try:
                farm.connection.request("GET", "/api/nothing")
                response = farm.connection.getresponse()
                seen.add(response.status)
                json.loads(response.read())
            except (ConnectionError, http.client.HTTPException):
                seen.add("reset")
            farm.connection.close()
    expect(seen == {404, 500, 503, "reset"}, f"{seen}")


def ends_idle_sessions():
    with simulator("--session-expire", "10m", "--time-scale", "3000") as process:
        farm = process.farm().log_on()
        until = time.monotonic() + 30
        farm.get("/api/Site")
        while time.monotonic() < until:
            time.sleep(0.3)  # 15 simulated minutes
            if farm.request("GET", "/api/Site").status == 401:
                break
        else:
            expect(False, "the session does not end")
        expect(farm.log_on().get("/api/Site"), "no new session")


def takes_other_administrators():
    with simulator("--admin", "root:pa:ss wörd", "--farm", "empty") as process:
        farm = process.farm().log_on("root", "pa:ss wörd")
        expect(farm.get("/api/Site"), "no sites")
        for name, password in (("root", "pa"), ("administrator", "11112222"), ("", ""), ("root", "")):
            body = {"username": name, "password": password}
            answer = farm.request("POST", "/api/Session/logon", body, token=False)
            expect(answer.status in (400, 401), f"{body}: {answer}")


def reads_farms_from_files():
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "farm")
        good = {"/api/Gateway": [{"server": "gw1"}, {"id": 70, "server": "gw2"}], "RDS/Host": [{"server": "h1"}],
                "/api/FarmSettings": {}}
        yaml = "/api/Gateway:\n  - server: gw1\n  - {id: 70, server: gw2}\nRDS/Host: [{server: h1}]\n"
        for text in (json.dumps(good), yaml):
            with open(file, "w", encoding="utf-8") as out:
                out.write(text)
            with simulator("--farm", file) as process:
                farm = process.farm().log_on()
                expect([g["server"] for g in farm.get("/api/Gateway")] == ["gw1", "gw2"] or
                       {g["server"] for g in farm.get("/api/Gateway")} == {"gw1", "gw2"}, "gateways")
                made = farm.change("POST", "/api/Gateway", {"server": "gw3"}, 201)
                expect(made["id"] > 70, "an ID that could be another's")
        for text in ("", "[]", "5", "{", "a: [", "/api/Gateway: 5", "/api/Gateway: [5]", '{"/api/Gateway":[{"id":1},{"id":1}]}',
                     "/api/Nowhere: [{}]", "&a [*a]", "\0\1\2", "/api/Gateway: [{id: x}]"):
            with open(file, "w", encoding="utf-8") as out:
                out.write(text)
            ran = ended("--listen", "127.0.0.1:0", "--http", "--coverage", "--farm", file)
            expect(ran.returncode == 2 and ran.stderr.startswith(b"rasctl-simulate: "), f"{text!r}: {ran}"[:600])


def holds_up():
    with simulator("--farm", "empty") as process:
        holds_up_against_many(process.port, token_of(process.port))
    with simulator("--farm", "empty", http_only=False) as process:
        holds_up_against_tls_of(process)


def holds_up_against_tls_of(process):
    with contextlib.ExitStack() as lines:
        for _ in range(500):
            one = lines.enter_context(socket.create_connection(("127.0.0.1", process.port)))
            one.sendall(b"\x16\x03\x01\x02\x00")
        with Line(process.port, secure=True) as line:
            line.send("GET /api/nothing HTTP/1.1\r\nHost: x\r\n\r\n")
            expect(line.answer()[0] == 404, "500 half handshakes stop it")


def keeps_parallel_writes_apart():
    """Many clients at once: every object gets an ID of its own, and one of those with the same name is made."""
    with simulator("--farm", "empty") as process:
        def write(writer):
            farm = process.farm().log_on()
            made = [farm.change("POST", "/api/Gateway", {"server": f"gw-{writer}-{n}"}, 201)["id"] for n in range(40)]
            contested = [farm.request("POST", "/api/RDS/Host", {"server": f"host-{n}"}).status for n in range(10)]
            return made, contested

        with concurrent.futures.ThreadPoolExecutor(16) as pool:
            results = list(pool.map(write, range(16)))
        ids = [one for made, _ in results for one in made]
        expect(len(set(ids)) == 16 * 40, "an ID is given twice")
        won = [sum(contested[n] == 201 for _, contested in results) for n in range(10)]
        lost = {status for _, contested in results for status in contested} - {201}
        expect(won == [1] * 10 and lost == {409}, f"{won} {lost}")
        shown = {row["id"] for row in process.farm().log_on().get("/api/Gateway")}
        expect(shown == set(ids), "the list shows others than were made")


def is_large_when_told():
    with simulator("--size", "20") as process:
        farm = process.farm().log_on()
        expect(len(farm.get("/api/RDSession")) == 6000 and len(farm.get("/api/RDS/Host")) == 800, "--size 20")


CASES = [listens_where_it_is_told, says_why_it_cannot_start, tells_its_certificate, ends_by_signals, ends_by_signals_sent_at_once,
         serves_without_standard_streams, goes_on_when_nobody_reads_its_output, records_requests, limits_requests,
         is_slow_when_told, fails_when_told, ends_idle_sessions, takes_other_administrators, reads_farms_from_files,
         holds_up, keeps_parallel_writes_apart, is_large_when_told]
