"""The table of choices: kinds x ways to choose, each with the IDs that must be reached."""
import json
import re

from harness import expect, person, simulator

# noun, what lists its objects, the field that names them, an act, its request, which types of rows are its own
KINDS = [
    ("gateway", "/api/Gateway", "server", ["delete"], "DELETE /api/Gateway/{}", None),
    ("rds host", "/api/RDS/Host", "server", ["drain"], "POST /api/RDS/Host/{}/Drain", None),
    ("rds pool", "/api/RDS/HostPool", "name", ["delete"], "DELETE /api/RDS/HostPool/{}", None),
    ("vdi pool", "/api/VDI/HostPool", "name", ["delete"], "DELETE /api/VDI/HostPool/{}", None),
    ("provider", "/api/Provider", "name", ["delete"], "DELETE /api/Provider/{}", None),
    ("broker", "/api/ConnectionBroker", "server", ["promote"], "POST /api/ConnectionBroker/{}/Promote", None),
    ("site", "/api/Site", "name", ["delete"], "DELETE /api/Site/{}", None),
    ("certificate", "/api/Certificates", "name", ["delete"], "DELETE /api/Certificates/{}", None),
    ("theme", "/api/Theme", "name", ["delete"], "DELETE /api/Theme/{}", None),
    ("policy", "/api/ClientPolicies", "name", ["delete"], "DELETE /api/ClientPolicies/{}", None),
    ("mfa", "/api/MFA", "name", ["delete"], "DELETE /api/MFA/{}", None),
    ("pub item", "/api/PubItems", "name", ["delete"], "DELETE /api/PubItems/{}", None),
    ("pub folder", "/api/PubItems", "name", ["delete"], "DELETE /api/PubItems/{}/Folders", {1}),
    ("pub app rds", "/api/PubItems", "name", ["delete"], "DELETE /api/PubItems/{}/Apps/RDS", {2}),
    ("pub app vdi", "/api/PubItems", "name", ["delete"], "DELETE /api/PubItems/{}/Apps/VDI", {7}),
    ("pub app local", "/api/PubItems", "name", ["delete"], "DELETE /api/PubItems/{}/Apps/Local", {6}),
    ("pub desktop rds", "/api/PubItems", "name", ["delete"], "DELETE /api/PubItems/{}/Desktops/RDS", {3}),
    ("pub desktop vdi", "/api/PubItems", "name", ["delete"], "DELETE /api/PubItems/{}/Desktops/VDI", {4}),
    ("mfa radius", "/api/MFA", "name", ["update", "--description", "x"], "PUT /api/MFA/Radius/{}", {3, 4, 5, 6, 7}),
    ("mfa totp", "/api/MFA", "name", ["update", "--description", "x"], "PUT /api/MFA/TOTP/{}", {8, 9, 10}),
]


def rows_of(me, path):
    return me.run("api", "GET", path, "-o", "json").expect_code(0).json()


def ways(rows, name):
    """Ways to choose among the rows: the words, what comes on stdin, the IDs to reach (None: refused)."""
    ids = [row["id"] for row in rows]
    some = sorted(ids)
    low, middle = some[0], some[len(some) // 2]
    first, last = ids[0], ids[-1]
    yield ["--all"], "", ids
    yield ["--all", "--at-most", str(len(ids))], "", ids
    yield ["--all", "--at-most", str(len(ids) - 1)], "", None
    yield [f"id:{first}"], "", [first]
    yield [str(first), f"id:{first}", f"0{first}"], "", [first]
    yield ["--where", f"id={last}"], "", [last]
    yield ["--where", f"id!={last}"], "", [i for i in ids if i != last]
    yield ["--where", f"id>{middle}"], "", [i for i in ids if i > middle]
    yield ["--where", f"id<={middle}", "--where", f"id!={low}"], "", [i for i in ids if i <= middle and i != low]
    yield ["--where", f"not (id in ({first}, {last}))"], "", [i for i in ids if i not in (first, last)]
    yield ["-"], "\n".join(str(i) for i in ids[:3]) + "\n\n", ids[:3]
    yield ["-"], "\n \n", []
    for words in ([""], ["id:"], ["--where", ""], ["--where", " "], ["--all", "--where", ","], ["--all", "--site", ""],
                  [str(first), "--all"], [str(first), "--where", "id>0"], ["-", "--all"], []):
        yield words, "", None
    names = [row[name].lower() for row in rows]
    # Names that stand for one row only; others must be refused, which is tried elsewhere.
    for row in [row for row in rows if names.count(row[name].lower()) == 1][:1]:
        yield [row[name]], "", [row["id"]]
        yield [row[name].upper(), str(row["id"])], "", [row["id"]]
        yield [f"name:{row[name]}"], "", [row["id"]]
        yield ["-"], f"{row[name]}\n{row['id']}\n", [row["id"]]
        yield ["--where", f'{name}="{row[name]}"'], "", [row["id"]]


def shown(ran):
    """The requests that --dry-run shows, "DELETE /api/Gateway/3"."""
    requests = [json.loads(line) for line in ran.text.splitlines() if line.strip() not in ("", "[]")]
    return [f"{one['method']} {re.sub('^https?://[^/]*', '', one['url'])}" for one in requests]


def writes_of(farm):
    sent = [f"{one['method']} {one['path']}".lower() for one in farm.recorded() if one["method"] != "GET"]
    return [one for one in sent if "/session/log" not in one]


def check_kind(kind):
    noun, path, name, act, request, own = kind

    def run():
        count = 0
        with simulator() as farm, person() as me:
            me.login(farm)
            rows = [row for row in rows_of(me, path) if own is None or row["type"] in own]
            if not rows:
                return 0
            for words, stdin, ids in ways(rows, name):
                ran = me.run(*noun.split(), *act, *words, "--dry-run", "-o", "jsonl", stdin=stdin.encode())
                expected = sorted(request.format(i).lower() for i in ids or [])
                got = sorted(one.lower() for one in shown(ran))
                expect(got == expected, f"{noun} {words}: reaches {got[:5]}, not {expected[:5]}: {ran.err}")
                expect((ran.code == 0) == (ids is not None), f"{noun} {words}: exit {ran.code}: {ran.err}")
                count += 1
            expect(not writes_of(farm), f"{noun}: --dry-run sent {writes_of(farm)[:2]}")
            # One of them for real: what the simulator has seen is what was to be reached.
            chosen = rows[-1]["id"]
            me.run(*noun.split(), *act, "--where", f"id={chosen}", "--yes", "-o", "json")
            expect(writes_of(farm) == [request.format(chosen).lower()], f"{noun}: sent {writes_of(farm)}")
        return count + 1

    return run


def session_ways(rows):
    def user(row):
        return row["user"].split("\\")[-1].split("@")[0].lower()

    first, last = rows[0], rows[-1]
    host = first["sessionHostName"]
    yield ["--all"], rows
    yield ["--user", user(first)], [row for row in rows if user(row) == user(first)]
    yield ["--user", first["user"].upper()], [row for row in rows if row["user"].lower() == first["user"].lower()]
    yield ["--user", f"{user(first)},{user(last)}"], [row for row in rows if user(row) in (user(first), user(last))]
    yield ["--host", host], [row for row in rows if row["sessionHostName"] == host]
    yield ["--host", host.split(".")[0], "--user", user(first)], \
        [row for row in rows if row["sessionHostName"] == host and user(row) == user(first)]
    yield ["--where", "idleTime>600"], [row for row in rows if row["idleTime"] > 600]
    yield ["--idle-longer-than", "10m"], [row for row in rows if row["idleTime"] > 600]
    yield [f"{host}/{first['sessionID']}"], [first]
    yield [user(first)], [row for row in rows if user(row) == user(first)]
    yield [f"{host}/{first['sessionID']}"] * 2, [first]
    yield [user(first), f"{host}/{first['sessionID']}"], [row for row in rows if user(row) == user(first)]
    for words in (["--user", ""], ["--user", ","], ["--user", " "], ["--user", "a,"], ["--host", ""], ["--state", ""],
                  ["--where", ""], ["--idle-longer-than", ""], [""], [], ["--user", "", "--all"], ["7", "--all"],
                  ["--site", "1"]):
        yield words, None


def check_sessions():
    count = 0
    with simulator() as farm, person() as me:
        me.login(farm)
        rows = rows_of(me, "/api/RDSession")
        # The API can act upon sessions of RDS hosts (1) and virtual desktops (2).
        acted = [row for row in rows if row["source"] in (1, 2)]
        for words, chosen in session_ways([row for row in rows if row["source"] == 1]):
            for act in ("logoff", "disconnect"):
                ran = me.run("session", act, *words, "--dry-run", "-o", "jsonl")
                count += 1
                if chosen is None:
                    expect(ran.code == 2 and not ran.out, f"session {act} {words}: exit {ran.code}, {ran.text[:200]}")
                    continue
                got = sorted(one.lower() for one in shown(ran) if "/rds/host/" in one.lower())
                wanted = sorted(f"post /api/rds/host/{row['serverID']}/sessions/{row['sessionID']}/{act}"
                                for row in chosen if row in acted)
                expect(got == wanted, f"session {act} {words}: {got[:3]}, not {wanted[:3]}: {ran.err}")
        expect(not writes_of(farm), "something was sent")
    return count


def check_wait_and_batch():
    with simulator() as farm, person() as me:
        me.login(farm)
        ids = [row["id"] for row in rows_of(me, "/api/Gateway")]
        for words, chosen in ((["--all"], ids), (["--where", f"id={ids[0]}"], ids[:1]), ([str(ids[1])] * 2, ids[1:2])):
            ran = me.run("wait", "gateway", *words, "--for", "id>0", "-o", "json").expect_code(0)
            expect([row["id"] for row in ran.json()] == chosen, f"wait {words}: {ran.text}")
        for words in (["--where", ""], [""], [str(ids[0]), "--all"], []):
            ran = me.run("wait", "gateway", *words, "--for", "id>0", "-o", "json")
            expect(ran.code == 2 and not ran.out, f"wait {words}: exit {ran.code}")
        lines = ["gateway delete --all --dry-run -o jsonl", "gateway delete '' --yes", "gateway delete --where '' --yes",
                 "session logoff --user '' --yes", f"gateway delete {ids[0]} --yes=false"]
        ran = me.run("batch", "--yes", "-", stdin="\n".join(lines).encode())
        rows = [json.loads(line) for line in ran.text.splitlines()]
        expect([row["exitCode"] for row in rows] == [0, 2, 2, 2, 2], ran.text)
        expect(not writes_of(farm), "batch sent something")
    return 12


def checks():
    for kind in KINDS:
        yield f"table.{kind[0].replace(' ', '-')}", check_kind(kind)
    yield "table.sessions", check_sessions
    yield "table.wait-and-batch", check_wait_and_batch
