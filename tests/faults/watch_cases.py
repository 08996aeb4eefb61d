"""--watch goes on whatever single thing goes wrong, and ends where going on means nothing."""

import signal
import subprocess
import time

from case import GATEWAYS, Case, Ended
from hostile_server import answer, close, reset, silence

READ_PATH = "GET /api/Gateway"
CHANGED = [dict(GATEWAYS[0], description="changed")]
PATIENCE = 20


def watched(bad, times=1):
    """One good look, `times` bad ones, then a changed row, seen on stdout; then Ctrl-C."""

    def act(world):
        def gateways(request):
            if request.number == 1:
                return [answer(200, GATEWAYS)]
            script = bad(request) if callable(bad) else bad
            return script if request.number <= 1 + times else [answer(200, CHANGED)]

        server = world.serve({READ_PATH: gateways})
        start = time.monotonic()
        process = subprocess.Popen(
            [world.rasctl, "gateway", "list", "--watch", "--every", "200ms", "-o", "json", "--max-retries", "0",
             "--request-timeout", "1s"],
            env=world.environment(world.account(server)), cwd=world.folder, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, start_new_session=True)
        watchdog = __import__("threading").Timer(PATIENCE, process.kill)
        watchdog.start()
        try:
            out = b""
            while b"changed" not in out:
                line = process.stdout.readline()
                if not line:
                    break
                out += line
            process.send_signal(signal.SIGINT)
            more, err = process.communicate()
        finally:
            watchdog.cancel()
        return Ended(process.returncode, (out + more).decode(errors="replace"), err.decode(errors="replace"),
                     time.monotonic() - start)

    return act


def survives(name, bad, times=1, err="trying again.*works again", **wanted):
    wanted.setdefault("within", 8.0)
    return Case("Watch", name, watched(bad, times), code=130, out="changed", err=err, **wanted)


def ends(name, bad, **wanted):
    return Case("Watch", name, watched(bad, times=9), within=8.0, **wanted)


PAGE = [answer(200, "<html><body>Down for maintenance</body></html>", content_type="text/html")]
BROKEN = {
    "a page of HTML with 200": PAGE,
    "a page of HTML with 503": [answer(503, "<html>no</html>", content_type="text/html")],
    "JSON cut in the middle": [answer(200, b'[{"id":7,"server":"gw')],
    "JSON of another shape": [answer(200, b'"what"'), close],
    "an empty body that is cut": [b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", close],
    "text that is no JSON": [answer(200, "try later", content_type="text/plain")],
    "invalid UTF-8": [answer(200, b'[{"id":7,"server":"a\xff"}]')],
    "no HTTP": [b"SSH-2.0-OpenSSH_9.2\r\n\r\n", close],
    "a reset": [reset],
    "a closed connection": [close],
    "silence": [silence],
}
# What is no failure at all, and what a read heals by itself before --watch hears of it.
SILENT = ("JSON of another shape", "a reset", "a closed connection")
REFUSED = (400, 403, 404, 405, 408, 409, 413, 418, 429, 500, 501, 502, 503, 504, 507)

CASES = [
    *(survives(f"survives {name}", script, err=".*" if name in SILENT else "trying again.*works again")
      for name, script in BROKEN.items()),
    *(survives(f"survives {status} once", [answer(status, {"title": "No", "status": status})])
      for status in REFUSED),
    survives("survives five pages of HTML in a row", PAGE, times=5),
    survives("survives 429 five times in a row", [answer(429, "")], times=5),
    survives("survives 403 twice in a row", [answer(403, "")], times=2),
    ends("ends when it is refused again and again", [answer(403, {"title": "No"})], code=3, err="trying again.*403|No",
         requests={READ_PATH: 4}),
    ends("ends when the object is gone again and again", [answer(404, {"title": "No"})], code=4,
         err="trying again", requests={READ_PATH: 4}),
]
