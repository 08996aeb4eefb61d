"""Every field of the vendor's worked samples beside what the simulator answers to the same requests."""
import json
import os
import re

from farm import expect, simulator

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "samples")
# What a running server measures: there, and of the sample's type, but its own.
MEASURED = {"activeSessions", "disconnectedSessions", "activeConnections", "cpuLoad", "memLoad", "diskRead", "diskWrite",
            "agentVer", "serverOS", "serviceStartTime", "systemBootTime", "unhandledExceptions", "agentState", "ip",
            "preferredPA", "server", "logLevel"}
# The sample's company, and what it has blacked out.
THEIRS = re.compile(r"^\[.*\]$")
TODAY = {"/api/gateway": "/api/Gateway", "/api/rds": "/api/RDS/Host", "/api/pubrdsapps": "/api/PubItems/Apps/RDS",
         "/api/site": "/api/Site"}
# What versions from 19 on call a field of the samples.
RENAMED = {"preferredPAId": "preferredBrokerId", "sessionTimeout": "disconnectActiveSessionAfter",
           "sessionLogoffTimeout": "logoffDisconnectedSessionAfter",
           "inheritDefaultUPDSettings": "inheritDefaultUserProfileSettings"}
FEWEST = 300


def read(name):
    with open(os.path.join(FOLDER, name + ".json"), encoding="utf-8") as text:
        return json.load(text)


class Comparison:
    def __init__(self, where, whole=True):
        # Of a sample that is cut off the members behind the cut are not known.
        self.where, self.whole, self.differences, self.compared = where, whole, [], 0

    def differ(self, place, what):
        self.differences.append(f"{self.where} {place}: {what}")

    def values(self, place, theirs, ours, measured=False):
        if isinstance(theirs, dict) and isinstance(ours, dict):
            for name, value in theirs.items():
                if name not in ours:
                    self.differ(f"{place}.{name}", "is missing")
                else:
                    self.values(f"{place}.{name}", value, ours[name], measured and name in MEASURED)
            for name in ours.keys() - theirs.keys() if self.whole else ():
                self.differ(f"{place}.{name}", "is not in the sample")
        elif isinstance(theirs, list) and isinstance(ours, list):
            if len(theirs) != len(ours):
                self.differ(place, f"{len(ours)} entries instead of {len(theirs)}")
            for number, (one, other) in enumerate(zip(theirs, ours)):
                self.values(f"{place}[{number}]", one, other, measured)
        else:
            self.compared += 1
            blacked_out = isinstance(theirs, str) and THEIRS.match(theirs)
            same = type(theirs) is type(ours) if measured or blacked_out else theirs == ours
            if not same:
                self.differ(place, f"{ours!r} instead of {theirs!r}")

    def same_names(self, place, theirs, ours):
        """Of an object that a newer version shows with fewer and more fields."""
        for name, value in theirs.items():
            name = name if name in ours else RENAMED.get(name)
            if name in ours and name not in ("id", "server", "siteId"):
                self.values(f"{place}.{name}", value, ours[name])


def ids_of(step, theirs, ours):
    """The sample's IDs of what was made, and ours."""
    if step["method"] == "POST" and isinstance(theirs, dict) and "id" in theirs and isinstance(ours, dict):
        return {str(theirs["id"]): ours.get("id")}
    return {}


def with_own_ids(value, known):
    text = json.dumps(value)
    for theirs, ours in known.items():
        text = re.sub(rf'("id": "?){theirs}\b', lambda found, own=ours: f"{found[1]}{own}", text)
    return json.loads(text)


def walk(name, version):
    sample, known, compared = read(name), {}, 0
    with simulator("--api", str(version), "--farm", "sample") as process:
        farm = process.farm().log_on()
        comparison = Comparison(f"{name}, version {version}", sample["complete"])
        for step in sample["steps"]:
            if "logo" in step["path"].lower().rsplit("/", 1)[-1] or step.get("response") is None:
                continue
            path = re.sub(r"\d{3}", lambda found: str(known.get(found[0], found[0])), step["path"])
            answer = farm.request(step["method"], path, step.get("request"))
            if answer.status != step["status"]:
                comparison.differ(step["path"], f"{answer.status} instead of {step['status']}")
                continue
            known.update(ids_of(step, step["response"], answer.json))
            theirs = with_own_ids(step["response"], known)
            if version >= 19 and isinstance(theirs, dict) and "code" not in theirs:
                comparison.same_names(step["path"], theirs, answer.json)
            else:
                comparison.values(step["path"], theirs, answer.json, measured="/status" in path)
        compared += comparison.compared
    expect(not comparison.differences, "\n    ".join([f"{len(comparison.differences)} differences",
                                                      *comparison.differences[:20]]))
    return compared


def every_field_of_every_sample():
    compared = 0
    for name in sorted(file[:-5] for file in os.listdir(FOLDER)):
        for version in read(name)["versions"]:
            if int(version) < 19 or name == "licensing-sample":
                compared += walk(name, int(version))
    expect(compared >= FEWEST, f"only {compared} fields were compared")


def todays_forms_of_the_samples():
    """The creations of the old samples by the paths of 19 to 21, as far as fields kept their names."""
    for version in (19, 20, 21):
        with simulator("--api", str(version), "--farm", "sample") as process:
            farm = process.farm().log_on()
            comparison = Comparison(f"version {version}")
            for name in ("basic-sample", "publishing-sample"):
                for step in read(name)["steps"]:
                    path = step["path"].split("?")[0]
                    if step["method"] != "POST" or path not in TODAY:
                        continue
                    answer = farm.request("POST", TODAY[path], step["request"])
                    if answer.status != 201:
                        comparison.differ(path, f"{answer}")
                        continue
                    comparison.same_names(path, step["response"], answer.json)
        expect(comparison.compared > 70, f"only {comparison.compared} fields were compared in version {version}")
        expect(not comparison.differences, "\n    ".join(comparison.differences[:20]))


CASES = [every_field_of_every_sample, todays_forms_of_the_samples]
