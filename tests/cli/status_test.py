"""`status` judges a state alike however the server spells it, and as tables do."""
import json
import re

from harness import PASSWORD, canned_server, expect, person

LISTS = {"rds host": "/api/RDS/Host/status", "gateway": "/api/Gateway/status"}
NUMBERS = {"OK": 0, "NotVerified": -4, "NotApplied": 24, "NeedsUpdate": -5, "StandBy": 27, "Broken": 53, "LogonDrain": 14,
           "Disconnected": -1}
SEVERITY = {"OK": "fine", "StandBy": "fine", "NotVerified": "wrong", "NotApplied": "attention", "NeedsUpdate": "attention",
            "Broken": "wrong", "LogonDrain": "attention", "Disconnected": "wrong"}


def account(farm):
    return {"RASCTL_ENDPOINT": farm.url, "RASCTL_USERNAME": "administrator", "RASCTL_PASSWORD": PASSWORD}


def gateways(states):
    return {"/api/Gateway/status": json.dumps([{"id": str(n), "server": f"gw{n}", **state} for n, state in enumerate(states)]).encode()}


def spellings(name):
    number = NUMBERS[name]
    return [number, str(number), name, f"{number} = {name}", name.lower()]


def test_a_state_is_judged_however_it_is_spelt():
    with person() as me:
        for name, severity in SEVERITY.items():
            for spelt in spellings(name):
                with canned_server(gateways([{"agentState": 0}, {"agentState": spelt}, {"agentState": spelt}])) as farm:
                    ran = me.run("status", "-o", "json", extra=account(farm))
                    found = ran.json()
                    expect(found["worst"] == severity, f"{spelt!r}: {found['worst']}")
                    expect(found["healthy"] == (severity != "wrong"), f"{spelt!r}: {found['healthy']}")
                    expect(ran.code == (11 if severity == "wrong" else 0), f"{spelt!r}: exit {ran.code}")
                    expect(len(found["findings"]) == (0 if severity == "fine" else 2), found["findings"])
                    expect(found["notApplied"] == (2 if name == "NotApplied" else 0), f"{spelt!r}: {found['notApplied']}")
                    expect(found["gateways"]["count"] == 3, found)


def test_a_state_that_is_missing_or_unknown_deserves_a_look():
    with person() as me:
        for state in ({}, {"agentState": None}, {"agentState": ""}, {"agentState": "Brandnew"}, {"agentState": 4711}):
            with canned_server(gateways([{"agentState": 0}, state])) as farm:
                found = me.run("status", "-o", "json", extra=account(farm)).expect_code(0).json()
                expect(found["worst"] == "attention" and found["findings"][0]["name"] == "gw1", found)
                me.run("status", "--strict", extra=account(farm)).expect_code(11)
                screen = me.run("status", extra=account(farm)).expect_code(0).text
                expect("needs attention" in screen, screen)


def colour_of(shown, word):
    found = re.search(r"\x1b\[([0-9;]+)m[^\x1b\n]*" + word, shown)
    return found.group(1) if found else ""


def test_tables_and_status_colour_alike():
    with person() as me:
        colours = {}
        for name, severity in SEVERITY.items():
            with canned_server(gateways([{"agentState": name}])) as farm:
                in_table = colour_of(me.on_terminal("gateway", "status", "--no-pager", extra=account(farm)), name)
                in_status = colour_of(me.on_terminal("status", "--no-pager", extra=account(farm)), name)
                colours.setdefault(severity, set()).add(in_table)
                if severity != "fine":
                    expect(in_table == in_status and in_table, f"{name}: {in_table!r} in the table, {in_status!r} in status")
        expect(all(len(one) == 1 for one in colours.values()) and len(set(map(tuple, colours.values()))) == 3, colours)
