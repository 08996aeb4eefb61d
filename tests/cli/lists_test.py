"""Lists that a request can only replace as a whole, changed by --add-NAME and --remove-NAME."""
from harness import expect, person, simulator

# Command, object, the list's option, its field, what is put in and how it is there.
LISTS = [
    ("halb", ["lb-main"], "gateway-payloads", "gatewayPayloadIds", "gw3.company.dom", 23),
    ("gateway", ["gw1.company.dom"], "mac-allow-only-list", "macAllowOnlyLst", "00:11:22:33:44:55", "00:11:22:33:44:55"),
    ("gateway", ["gw1.company.dom"], "allowed-domains-for-cors", "allowedDomainsForCORS", "https://a.company.dom",
     "https://a.company.dom"),
    ("rds host", ["rdsh01.company.dom"], "restricted-users", "restrictedUsers", "company\\ben", "company\\ben"),
    ("cpu-optimization", [], "excluded-processes", "excludedProcesses", "backup.exe", "backup.exe"),
]


def held(me, noun, targets, field):
    return me.run(*noun.split(), "get", *targets, "-o", "json").expect_code(0).json().get(field) or []


def test_entries_are_added_and_taken_out():
    with simulator() as farm, person() as me:
        me.login(farm)
        for noun, targets, option, field, typed, value in LISTS:
            before = held(me, noun, targets, field)
            change = [*noun.split(), "update", *targets]
            me.run(*change, f"--add-{option}", typed).expect_code(0)
            expect(held(me, noun, targets, field) == [*before, value], (noun, field))
            # Once more changes nothing, and neither does a dry run.
            me.run(*change, f"--add-{option}", typed).expect_code(0)
            dry = me.run(*change, f"--remove-{option}", typed, "--dry-run", "-o", "json").expect_code(0).json()
            expect(dry["body"] == {field: before}, dry)
            expect(held(me, noun, targets, field) == [*before, value], (noun, field))
            me.run(*change, f"--remove-{option}", typed, "--yes").expect_code(0)
            expect(held(me, noun, targets, field) == before, (noun, field))
            ran = me.run(*change, f"--remove-{option}", typed, "--yes").expect_code(4)
            expect("is not in" in ran.err, ran.err)


def test_what_cannot_be_meant_is_refused():
    with simulator() as farm, person() as me:
        me.login(farm)
        change = ["gateway", "update", "gw1.company.dom"]
        sent = len(farm.recorded())
        for words, told in [
            (["--add-mac-allow-only-list", ""], "--add-mac-allow-only-list"),
            (["--add-mac-allow-only-list", "a", "--mac-allow-only-list", "b"], "replaces the list"),
            (["--add-mac-allow-only-list", "a,b", "--remove-mac-allow-only-list", "B"], "both added and removed"),
            (["--add-description", "x"], "unknown option"),
        ]:
            ran = me.run(*change, *words).expect_code(2)
            expect(told in ran.err, (words, ran.err))
        expect(all(one["method"] != "PUT" for one in farm.recorded()[sent:]), farm.recorded()[sent:])


def test_one_act_for_many_objects_keeps_what_each_has():
    with simulator() as farm, person() as me:
        me.login(farm)
        me.run("gateway", "update", "gw1.company.dom", "--mac-allow-only-list", "00:00:00:00:00:01").expect_code(0)
        me.run("gateway", "update", "--all", "--yes", "--add-mac-allow-only-list", "00:00:00:00:00:02").expect_code(0)
        expect(held(me, "gateway", ["gw1.company.dom"], "macAllowOnlyLst") ==
               ["00:00:00:00:00:01", "00:00:00:00:00:02"], "gw1")
        expect(held(me, "gateway", ["gw2.company.dom"], "macAllowOnlyLst") == ["00:00:00:00:00:02"], "gw2")


def test_leaving_references_is_asked_about():
    with simulator() as farm, person() as me:
        me.login(farm)
        ran = me.run("halb", "update", "lb-main", "--remove-gateway-payloads", "gw1.company.dom").expect_code(2)
        expect("leaves gatewayPayloadIds" in ran.err, ran.err)
