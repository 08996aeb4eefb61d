"""What `wait` waits for, and what does not end it."""
import json
import threading

from harness import canned_server, expect, person, simulator


class Changing(dict):
    """Answers that change: a list is answered item by item, the last one for ever."""

    def get(self, path, otherwise=None):
        answers = super().get(path, otherwise)
        if not isinstance(answers, list):
            return answers
        return answers.pop(0) if len(answers) > 1 else answers[0]


class Silent(dict):
    """A server that takes requests and answers none until it is let go."""

    def __init__(self):
        super().__init__()
        self.let_go = threading.Event()

    def get(self, path, otherwise=None):
        self.let_go.wait(60)
        return otherwise


def state(number, enabled=True):
    return json.dumps({"id": "7", "server": "gw", "agentState": number, "enabled": enabled}).encode()


LIST = json.dumps([{"id": 7, "server": "gw"}]).encode()
QUICK = ("--interval", "100ms", "--max-retries", "0")


def test_a_busy_server_does_not_end_it():
    busy = [(503, b"{}"), (429, b"{}"), (502, b"{}"), (504, b"{}")]
    answers = Changing({"/api/Gateway": busy + [LIST], "/api/Gateway/7/status": [state(-4)] + busy + [state(0)]})
    with canned_server(answers) as farm, person() as me:
        me.login(farm)
        ran = me.run("wait", "gateway", "gw", "--for", "agentState=OK", "--timeout", "30s", *QUICK).expect_code(0)
        expect("met" in ran.text, ran.text)
        answers["/api/Gateway/7/status"] = (503, b"{}")
        ran = me.run("wait", "gateway", "gw", "--for", "agentState=OK", "--timeout", "1s", *QUICK).expect_code(7)
        expect("503" in ran.err, ran.err)
        answers["/api/Gateway/7/status"] = (403, b"{}")
        me.run("wait", "gateway", "gw", "--for", "agentState=OK", "--timeout", "30s", *QUICK).expect_code(3)


def test_a_server_that_never_answers_is_waited_for_no_longer_than_told():
    answers = Silent()
    with canned_server(answers) as farm, person() as me:
        me.login(farm)
        ran = me.run("wait", "gateway", "7", "--for", "agentState=OK", "--timeout", "1s", timeout=40)
        answers.let_go.set()
        ran.expect_code(7)
        expect("no answer" in ran.err, ran.err)


def test_all_conditions_hold_together():
    for shown, code in [(state(0, True), 0), (state(0, False), 7), (state(-4, True), 7), (state(-4, False), 7)]:
        answers = {"/api/Gateway": LIST, "/api/Gateway/7/status": shown}
        with canned_server(answers) as farm, person() as me:
            me.login(farm)
            for conditions in (["agentState=OK", "enabled=yes"], ["enabled=on", "agentState=0"], ["agentState=OK and enabled"]):
                words = [word for condition in conditions for word in ("--for", condition)]
                me.run("wait", "gateway", "gw", *words, "--timeout", "0").expect_code(code)


def test_created_and_deleted():
    with simulator("--farm", "demo") as farm, person() as me:
        me.login(farm)
        me.run("wait", "gateway", "gw1.company.dom", "21", "--for", "created", "--timeout", "5s").expect_code(0)
        ran = me.run("wait", "gateway", "new.company.dom", "gw1.company.dom", "--for", "created", "--timeout", "0", "-o",
                     "json").expect_code(7)
        expect([row["result"] for row in ran.json()] == ["timed out", "met"], ran.text)
        me.run("wait", "gateway", "new.company.dom", "other", "--for", "deleted", "--timeout", "0").expect_code(0)
        me.run("wait", "gateway", "gw1.company.dom", "other", "--for", "deleted", "--timeout", "0").expect_code(7)
        for conditions in (["deleted", "created"], ["deleted", "agentState=OK"], [""], ["agentStat=OK"]):
            words = [word for condition in conditions for word in ("--for", condition)]
            me.run("wait", "gateway", "gw1.company.dom", *words).expect_code(2)


def test_durations_are_the_same_everywhere():
    with simulator("--farm", "demo") as farm, person() as me:
        me.login(farm)
        for time in ("1d", "1h30m", "90s", "5000ms", "1m30s", "20"):
            me.run("wait", "gateway", "gw1.company.dom", "--for", "enabled", "--timeout", time).expect_code(0)
            me.run("gateway", "list", "--request-timeout", time).expect_code(0)
            me.run("session", "logoff", "--idle-longer-than", time, "--dry-run", "--yes").expect_code(0)
        for time in ("1 day", "1h1h", "-1s", "1x"):
            me.run("wait", "gateway", "gw1.company.dom", "--for", "enabled", f"--timeout={time}").expect_code(2)
            me.run("gateway", "list", f"--request-timeout={time}").expect_code(2)
            me.run("session", "logoff", f"--idle-longer-than={time}", "--dry-run", "--yes").expect_code(2)


def test_sessions_are_waited_for_by_user():
    def rows(*states):
        return json.dumps([{"sessionID": n, "user": "ben@company.dom", "sessionHostName": "h.company.dom", "state": state}
                           for n, state in enumerate(states, 1)]).encode()

    answers = Changing({"/api/RDSession": [rows(), rows(0), rows(0, 4)]})
    with canned_server(answers) as farm, person() as me:
        me.login(farm)
        ran = me.run("wait", "session", "COMPANY\\ben", "--for", "created", "-o", "json", *QUICK).expect_code(0)
        expect(ran.json()[0]["result"] == "met", ran.text)
        answers["/api/RDSession"] = [rows(0, 4), rows(4, 4)]
        ran = me.run("wait", "session", "ben", "--for", "state=disconnected", *QUICK).expect_code(0)
        expect("2 sessions" in ran.text, ran.text)
        answers["/api/RDSession"] = [rows(4), rows(0), rows()]
        me.run("wait", "session", "ben", "h/1", "--for", "deleted", *QUICK).expect_code(0)
        answers["/api/RDSession"] = [rows(4), rows()]
        me.run("wait", "session", "--all", "--where", "state=disconnected", "--for", "deleted", *QUICK).expect_code(0)
        answers["/api/RDSession"] = rows(0)
        ran = me.run("wait", "session", "ben", "--for", "state=disconnected", "--timeout", "0s", *QUICK).expect_code(7)
        expect("state=Active" in ran.err, ran.err)
        me.run("wait", "session", "carla", "--for", "state=disconnected", *QUICK).expect_code(4)
        for wrong in (["session", "--for", "deleted"], ["session", "ben", "--for", "nosuch=1"], ["session", "ben", "--all", "--for", "created"],
                      ["session", "ben", "--for", "deleted", "--for", "created"]):
            me.run("wait", *wrong).expect_code(2)


def test_sessions_that_an_expression_chooses():
    with simulator() as farm, person() as me:
        me.login(farm)
        me.run("wait", "session", "--where", "siteId=Branch", "--for", "siteId=Branch", "--timeout", "9s").expect_code(0)
        ran = me.run("wait", "session", "--where", "siteId=Nowhere", "--for", "deleted", "--timeout", "9s").expect_code(4)
        expect("Nowhere" in ran.err, ran.err)
        me.run("wait", "session", "--where", " ", "--for", "deleted", "--timeout", "9s").expect_code(2)
