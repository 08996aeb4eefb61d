"""Schedules name what they act upon, as everything does that refers to another object."""
import json

from harness import expect, person, simulator

# The noun of the schedules, two that it may act upon, and the noun that these are.
SCOPES = [("rds host", ["rdsh01.company.dom", "rdsh02.company.dom"], "rds host"), ("rds pool", ["Office"], "rds pool"),
          ("vdi pool", ["Desktops"], "vdi pool")]


def test_targets_are_named_and_shown_by_name():
    with simulator("--farm", "demo") as farm, person() as me:
        me.login(farm)
        for noun, names, of in SCOPES:
            known = {row.get("server") or row["name"]: row["id"]
                     for row in me.run(*of.split(), "list", "-o", "json").expect_code(0).json()}
            made = me.run(*noun.split(), "schedule", "reboot", "create", "--name", "Sunday", "--start-date-time",
                          "2027-01-10T03:00:00", "--targets", ",".join(names), "-o", "json").expect_code(0).json()
            expect(made["targetIDs"] == [known[name] for name in names], f"{noun}: {made['targetIDs']}")
            table = me.run(*noun.split(), "schedule", "list", "--where", "name=Sunday").expect_code(0).text
            expect(all(name in table for name in names), table)
            wrong = me.run(*noun.split(), "schedule", "reboot", "create", "--name", "Monday", "--start-date-time",
                           "2027-01-10T03:00:00", "--targets", "nobody").expect_code(4)
            expect("nobody" in wrong.err, wrong.err)


def test_a_target_is_added_by_name():
    with simulator("--farm", "demo") as farm, person() as me:
        me.login(farm)
        sent = me.run("rds", "host", "schedule", "target", "add", "Weekly reboot", "--target", "rdsh05", "--dry-run")
        body = json.loads(sent.expect_code(0).text.split("\n\n")[1])
        known = {row["server"]: row["id"] for row in me.run("rds", "host", "list", "-o", "json").json()}
        expect(body == {"targetId": known["rdsh05.company.dom"]}, body)
