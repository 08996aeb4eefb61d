"""Everyday jobs: what an administrator types, and what an independent read over HTTP finds afterwards.

A job is its title, the commands (a shell's), and what must be so afterwards: `shows` are texts in what the last
command printed, `state` maps a path of the API to a test of what it answers.
"""
import json
import urllib.request
from dataclasses import dataclass, field


class Farm:
    """The farm as somebody else sees it."""

    def __init__(self, url, password):
        self.url = url
        body = json.dumps({"username": "administrator", "password": password}).encode()
        self.token = self.ask("/api/Session/logon", body)["authToken"]

    def ask(self, path, body=None):
        headers = {"Content-Type": "application/json; api-version=1.0"}
        if body is None:
            headers["auth_token"] = self.token
        with urllib.request.urlopen(urllib.request.Request(self.url + path, body, headers), timeout=60) as answer:
            return json.load(answer)


@dataclass
class Job:
    title: str
    commands: str
    shows: list = field(default_factory=list)
    state: dict = field(default_factory=dict)
    code: int = 0


def names(answer, key="name"):
    return [row.get(key) for row in answer]


def one(answer, key, value):
    return next(row for row in answer if row.get(key) == value)


HOSTS, STATUS, POOLS, GATEWAYS, ITEMS = "/api/RDS/Host", "/api/RDS/Host/status", "/api/RDS/HostPool", "/api/Gateway", "/api/PubItems"
CALCULATOR = 215
J = Job

JOBS = [
    # Looking
    J("how the farm is", "rasctl status", ["gateways", "rds hosts"], code=11),
    J("whether the farm is well, for monitoring", "rasctl status -o json --jq .healthy", ["false"], code=11),
    J("which gateways there are", "rasctl gateway list", ["gw1.company.dom", "gw4.company.dom"]),
    J("a gateway, by its short name", "rasctl gateway get gw1", ["gw1.company.dom"]),
    J("hosts by load", "rasctl rds host status --sort=-cpuLoad --limit 3", ["rdsh"]),
    J("hosts of a pool", "rasctl rds pool member list Office", ["rdsh01.company.dom"]),
    J("the pool of a host", "rasctl rds host pool rdsh01 -o json", ['"pool":"Office"']),
    J("hosts in no pool", "rasctl rds host pool --where \"pool=''\" -q | wc -l", ["\n"]),
    J("hosts that are not seen", "rasctl rds host status --where 'agentState!=OK' -o name", ["rdsh"]),
    J("hosts that need an update", "rasctl rds host status --where 'agentState=NeedsUpdate'", ["SERVER"]),
    J("sessions of a user", "rasctl session list --user ben.jones -o json", ["ben.jones@company.dom"]),
    J("the same, as Windows writes the account", "rasctl session list --user 'COMPANY\\ben.jones' -o json", ["ben.jones@company.dom"]),
    J("sessions on a host", "rasctl session list --host rdsh01.company.dom -o json", ["rdsh01.company.dom"]),
    J("disconnected sessions", "rasctl session list --state disconnected", ["Disconnected"]),
    J("idle sessions", "rasctl session list --where 'idleTime>1h'", ["SESSION-ID"]),
    J("applications that run", "rasctl pub item status --where 'user~victor'", ["Calculator"]),
    J("processes on hosts", "rasctl rds host session process list --limit 3", ["PID"]),
    J("all of a user", "rasctl user show ben.jones", ["Published items", "Not known"]),
    J("what a member of a group can reach", "rasctl user show x --member-of Payroll -o json --jq '.items[]|select(.name==\"Payslips\").reach'",
      ["depends"]),
    J("items that nobody can reach", "rasctl pub folder update Sales --no-enabled --yes -q; rasctl pub item unreachable", ["Quotes"]),
    J("certificates that end soon", "rasctl certificate list --where 'expirationDate<now+30d' -o name", ["portal-expiring"]),
    J("what waits to be applied", "rasctl gateway update gw1 --description x -q; rasctl settings pending", ["gw1.company.dom"]),
    J("the licence", "rasctl license get", []),
    J("administrators", "rasctl admin list", ["helpdesk"]),
    J("administrators that are logged on", "rasctl admin session list -o csv", ["127.0.0.1"]),
    J("published items with their folders", "rasctl pub item list -o csv --columns name,parentId", ["Calculator"]),
    J("users with a second factor", "rasctl mfa user list --type totp", ["alice.smith@company.dom"]),
    J("whom a policy is for", "rasctl policy rule list Contractors -o json", ["COMPANY"]),
    J("the state as a table for a mail", "rasctl gateway status -o csv", ["gw1.company.dom"]),
    # Hosts and pools
    J("drain a host", "rasctl rds host drain rdsh01 --yes", state={STATUS: lambda a: one(a, "server", "rdsh01.company.dom")["agentState"] == 14}),
    J("let a host take logons again", "rasctl rds host drain rdsh01 --yes; rasctl rds host enable-logons rdsh01",
      state={STATUS: lambda a: one(a, "server", "rdsh01.company.dom")["agentState"] == 0}),
    J("add a host", "rasctl rds host create --server rdsh90.company.dom --site Headquarters", state={HOSTS: lambda a: "rdsh90.company.dom" in names(a, "server")}),
    J("add a host once only", "for i in 1 2; do rasctl rds host create --server rdsh90.company.dom --site 1 --if-not-exists; done",
      state={HOSTS: lambda a: names(a, "server").count("rdsh90.company.dom") == 1}),
    J("remove a host", "rasctl rds host delete rdsh40 --yes", state={HOSTS: lambda a: "rdsh40.company.dom" not in names(a, "server")}),
    J("limit a host's sessions", "rasctl rds host update rdsh01 --max-sessions 40 --no-inherit-default-agent-settings",
      state={HOSTS: lambda a: one(a, "server", "rdsh01.company.dom")["maxSessions"] == 40}),
    J("limit all hosts' sessions", "rasctl rds defaults update --site Headquarters --max-sessions 99",
      state={"/api/RDSDefaultSettings": lambda a: a["maxSessions"] == 99}),
    J("switch a host off", "rasctl rds host disable rdsh05 --yes", state={HOSTS: lambda a: one(a, "server", "rdsh05.company.dom")["enabled"] is False}),
    J("make a pool", "rasctl rds pool create --name Warehouse --site Headquarters", state={POOLS: lambda a: "Warehouse" in names(a)}),
    J("put one host into a pool", "rasctl rds host create --server rdsh90.company.dom --site 1 -q; rasctl rds pool member add Engineering rdsh90.company.dom",
      state={POOLS + "/102/Members": lambda a: "rdsh90.company.dom" in names(a, "server")}),
    J("move a host to another pool", "rasctl rds pool member add Engineering rdsh01 --yes",
      state={POOLS + "/102/Members": lambda a: "rdsh01.company.dom" in names(a, "server"),
             POOLS + "/101/Members": lambda a: "rdsh01.company.dom" not in names(a, "server")}),
    J("drain a whole pool", "rasctl rds pool member list Engineering -q | rasctl rds host drain - --yes",
      state={STATUS: lambda a: sum(row["agentState"] == 14 for row in a) > 8}),
    # Sessions
    J("log a user off", "rasctl session logoff ben.jones --yes",
      state={"/api/RDSession": lambda a: "ben.jones@company.dom" not in names(a, "user")}),
    J("log off who is disconnected", "rasctl session logoff --state disconnected --where source!=AVD --yes",
      state={"/api/RDSession": lambda a: sum(row["state"] == 4 for row in a) < 50}),
    J("send all a message", "rasctl session message 'The farm restarts at noon' --all --yes", code=8),
    J("send a user a message", "rasctl session message 'Call the help desk' ben.jones --yes -o json", ["done"]),
    J("disconnect a user", "rasctl session disconnect ben.jones --yes -o json", ["done"]),
    # Publishing
    J("publish an application", "rasctl pub app rds create --name Paint --target mspaint.exe", state={ITEMS: lambda a: "Paint" in names(a)}),
    J("publish it in a folder", "rasctl pub app rds create --name Paint --target mspaint.exe --parent Office",
      state={ITEMS: lambda a: one(a, "name", "Paint")["parentId"] == 201}),
    J("publish it again with another target", "for t in a.exe b.exe; do rasctl pub app rds create --name Paint --target $t --or-update; done",
      state={"/api/PubItems/Apps/RDS": lambda a: names([one(a, "name", "Paint")], "target") == ["b.exe"]}),
    J("rename an application", "rasctl pub app rds update Calculator --new-name Calc", state={ITEMS: lambda a: "Calc" in names(a)}),
    J("switch an application off", "rasctl pub app rds update Calculator --no-enabled --yes", state={ITEMS: lambda a: one(a, "name", "Calculator")["enabled"] is False}),
    J("remove an application", "rasctl pub app rds delete Calculator --yes", state={ITEMS: lambda a: "Calculator" not in names(a)}),
    J("move an application", "rasctl pub item move Calculator --parent Sales", state={ITEMS: lambda a: one(a, "name", "Calculator")["parentId"] != 201}),
    J("let only a group use an application",
      "rasctl pub item filter update Calculator --default deny && r=$(rasctl pub rule create Calculator --name Sales -q) && "
      "rasctl pub rule criteria security-principal add Calculator $r --account 'COMPANY\\Sales' && "
      "rasctl pub rule criteria update Calculator $r --access allow-criteria-when --security-principals-enabled "
      "--security-principals-matching-mode is-one-of-the-following",
      state={f"{ITEMS}/{CALCULATOR}/Filter": lambda a: a["default"] == 0 and a["rules"][0]["criteria"]["securityPrincipals"]["members"]}),
    J("make a folder", "rasctl pub folder create --name Tools", state={ITEMS: lambda a: "Tools" in names(a)}),
    # Gateways, certificates, brokers
    J("add a gateway", "rasctl gateway create gw9.company.dom --site Headquarters", state={GATEWAYS: lambda a: "gw9.company.dom" in names(a, "server")}),
    J("switch a gateway off", "rasctl gateway disable gw2 --yes", state={GATEWAYS: lambda a: one(a, "server", "gw2.company.dom")["enabled"] is False}),
    J("make a certificate", "rasctl certificate generate-self-signed --name new --common-name new.company.example --country-code GB "
      "--full-state-or-province Kent --city Dover --organisation Company --email it@company.example --key-size 2048 --expire-in-months 12 2>&1 || true; "
      "rasctl certificate list -q | wc -l", []),
    # Administrators and second factors
    J("let somebody administer", "rasctl admin create --account bob@company.dom", state={"/api/AdminAccount": lambda a: any("bob" in str(name) for name in names(a))}),
    J("read an administrator's own permissions", "rasctl admin custom-permission get publisher -o json", ["sitePermissions"]),
    J("switch a second factor off", "rasctl mfa radius update 'Duo Radius' --no-enabled", state={"/api/MFA": lambda a: one(a, "name", "Duo Radius")["enabled"] is False}),
    J("another RADIUS server", "rasctl mfa radius update 'Duo Radius' --radius-server r9.company.dom --radius-port 1645 --timeout 20 --retries 3"),
    J("a more tolerant TOTP", "rasctl mfa totp update 'Company TOTP' --tolerance 90"),
    J("let a user enrol anew", "rasctl mfa user reset --type totp --users alice.smith@company.dom --yes; rasctl mfa user list --type totp", ["henry.roberts"]),
    # The rest
    J("policies in another order", "rasctl policy order Contractors --direction up", state={"/api/ClientPolicies": lambda a: one(a, "name", "Contractors")["order"] == 1}),
    J("copy a policy", "rasctl policy duplicate Kiosk", state={"/api/ClientPolicies": lambda a: len(a) == 7}),
    J("a theme", "rasctl theme create --name Winter", state={"/api/Theme": lambda a: "Winter" in names(a)}),
    J("mail settings", "rasctl mailbox settings get", []),
    J("save the settings", "rasctl settings export --output-file here.dat2 && test -s here.dat2", []),
    J("make it live", "rasctl gateway update gw1 --description x -q --apply", state={GATEWAYS: lambda a: one(a, "server", "gw1.company.dom")["description"] == "x"}),
    J("a new site", "rasctl site create --name Lab --server broker9.company.dom 2>&1 | tail -1", []),
    J("wait for a host", "rasctl wait rds host rdsh01 --for agentState=OK --timeout 30s", ["met"]),
    # What somebody else wanted, at night
    J("idle sessions of a pool", "rasctl session list --group Office --idle-longer-than 1h -o csv", ["Office"]),
    J("sessions on a host, by its short name", "rasctl session list --host rdsh01 -o json", ['"sessionHostName":"rdsh01.company.dom"']),
    J("log a whole pool off", "rasctl session logoff --group Callcentre --yes",
      state={"/api/RDSession": lambda a: "Callcentre" not in names(a, "poolName") and "Office" in names(a, "poolName")}),
    J("log off who has been away, in one pool", "rasctl session logoff --group Office --state disconnected --yes",
      state={"/api/RDSession": lambda a: not [row for row in a if row["poolName"] == "Office" and row["state"] == 4]}),
    J("tell a pool", "rasctl session message 'The hosts restart at noon' --group Engineering --yes -o json", ["done"]),
    J("tell who is on a host", "rasctl session message 'Please save' --host rdsh01 --yes -o json", ["done"]),
    J("how many sessions each pool has", "rasctl session list -o json --jq 'group_by(.poolName)[]|[.[0].poolName,length]'", ["Office"]),
    J("the busiest hosts", "rasctl rds host status --sort=-activeSessions --limit 3 -o name", ["rdsh13.company.dom"]),
    J("hosts that are switched off", "rasctl rds host list --where enabled=false -o name", ["rdsh39.company.dom"]),
    J("hosts that have not restarted for long", "rasctl rds host status --where 'systemBootTime<now-1d' -o name", ["rdsh"]),
    J("drain hosts by name", "rasctl rds host drain --where 'server~rdsh0' --yes",
      state={STATUS: lambda a: sum(row["agentState"] == 14 for row in a) >= 9}),
    J("restart one host", "rasctl rds host reboot rdsh02 --yes -o json", ["done"]),
    J("describe several hosts at once", "rasctl rds host update rdsh01 rdsh02 --description Patched",
      state={HOSTS: lambda a: sum(row["description"] == "Patched" for row in a) == 2}),
    J("change a policy in the editor", "EDITOR='sed -i s/Reception/Desk/' rasctl policy edit Kiosk --yes",
      state={"/api/ClientPolicies": lambda a: one(a, "name", "Kiosk")["description"].startswith("Desk PCs")}),
    J("agents that are behind", "rasctl agent list --where agentState=NeedsUpdate -o csv --columns server", ["gw4.company.dom", "rdsh23.company.dom"]),
    J("certificates that end within a month", "rasctl certificate list --expires-within 30d -o name", ["portal-expiring", "old-gateway"]),
    J("give a gateway another certificate", "rasctl gateway update gw3 --certificate company-wildcard --no-inherit-default-ssl-tls-settings",
      state={GATEWAYS: lambda a: one(a, "server", "gw3.company.dom")["certificateId"] == 41}),
    J("a gateway that may be there", "rasctl gateway create --server gw1.company.dom --description Door --or-update",
      state={GATEWAYS: lambda a: one(a, "server", "gw1.company.dom")["description"] == "Door"}),
    J("the second choice among brokers", "rasctl broker list --where priority=1 -o name", ["broker2.company.dom"]),
    J("publish a desktop", "rasctl pub desktop rds create --name Lab --publish-from host-pool --publish-from-group Engineering --parent Desktops",
      state={ITEMS: lambda a: one(a, "name", "Lab")["parentId"] == 213}),
    J("move everything of one name", "rasctl pub item list --where 'name~\"Sales Report\"' -q | rasctl pub item move - --parent Cloud --yes",
      state={ITEMS: lambda a: all(row["parentId"] == 214 for row in a if row["name"].startswith("Sales Report"))}),
    J("who uses an application", "rasctl pub item status --where 'name=Calculator' -o csv --columns user", ["@company.dom"]),
    J("switch everything of a folder off", "rasctl pub folder update Sales --no-enabled --yes",
      state={ITEMS: lambda a: one(a, "name", "Sales")["enabled"] is False}),
    J("last in the order of policies", "rasctl policy list --sort order -o name | tail -1", ["Default"]),
    J("a policy goes up", "rasctl policy move up Remote", state={"/api/ClientPolicies": lambda a: one(a, "name", "Remote")["order"] == 3}),
    J("an administrator leaves", "rasctl admin disable helpdesk --yes", state={"/api/AdminAccount": lambda a: one(a, "name", "helpdesk")["enabled"] is False}),
    J("what an administrator may do", "rasctl admin power-permission get helpdesk -o json", ["{"]),
    J("machines of a provider", "rasctl provider vm list vcenter1 -o csv --columns name", ["build-agent-1"]),
    J("start a machine", "rasctl provider vm start hyperv1 WIN11-010 --yes -o json", ["done"]),
    J("when hosts restart", "rasctl rds host schedule list -o csv --columns name,trigger.startDateTime,trigger.repeat", ["Weekly reboot"]),
    J("whether sites are well", "rasctl site list", ["Headquarters  OK"]),
    J("wait for two hosts", "rasctl wait rds host rdsh01 rdsh02 --for agentState=OK --timeout 30s -o json", ['"result":"met"']),
    J("wait until a user has gone", "rasctl session logoff ben.jones --yes -q; rasctl wait session ben.jones --for deleted --timeout 30s", ["met"]),
    J("the farm on one page", "rasctl inventory -o html --output-file farm.html && grep -c rdsh01.company.dom farm.html", ["\n"]),
    # As people type them who have not read the help
    J("a host out of use, its name before the verb", "rasctl host rdsh05 drain --yes && rasctl host rdsh06 reboot --yes",
      state={STATUS: lambda a: one(a, "server", "rdsh05.company.dom")["agentState"] not in (0, "OK")}),
    J("a host, as kubectl has it", "rasctl drain host/rdsh03 host/rdsh04 -Confirm:false",
      state={STATUS: lambda a: one(a, "server", "rdsh03.company.dom")["agentState"] ==
             one(a, "server", "rdsh04.company.dom")["agentState"] not in (0, "OK")}),
    J("a port by its field", "rasctl gateway update gw1 port=8443 --no-inherit-default-network-settings",
      state={GATEWAYS: lambda a: one(a, "server", "gw1.company.dom")["gwPort"] == 8443}),
    J("a description, as PowerShell has it", "rasctl gateway update gw2 -Description 'for visitors'",
      state={GATEWAYS: lambda a: one(a, "server", "gw2.company.dom")["description"] == "for visitors"}),
    J("only what would be sent", "rasctl gateway delete gw4 -WhatIf", ["DELETE"],
      state={GATEWAYS: lambda a: "gw4.company.dom" in names(a, "server")}),
    J("idle sessions of a host", "rasctl list idle sessions on rdsh01 -o csv --columns state,sessionHostName", ["state"]),
    J("which hosts are switched off", "rasctl host disable rdsh09 --yes -q; rasctl disabled hosts -o name", ["rdsh09.company.dom"]),
    J("a mistyped 'everybody' sends nothing", "rasctl send message to ben.jones", code=2),
    J("nobody becomes an administrator by accident", "rasctl create user mallory", code=2,
      state={"/api/AdminAccount": lambda a: "mallory" not in names(a)}),
    J("the farm as files, and back", "rasctl export -o farm/ -q && rasctl apply -f farm/ --dry-run", []),
]


def problem_of(job, farm, done):
    """What is wrong after the job's commands; None where nothing is."""
    if done.returncode != job.code:
        return f"ended with {done.returncode}\n{done.stdout}{done.stderr}"
    for text in job.shows:
        if text not in done.stdout:
            return f"does not show {text!r}, but {done.stdout[-400:]!r} {done.stderr[-300:]!r}"
    for path, holds in job.state.items():
        answer = farm.ask(path)
        if not holds(answer):
            return f"{path} answers otherwise: {json.dumps(answer)[:400]}\n{done.stdout}{done.stderr}"
    return None
