"""What a table shows can be filtered, sorted and picked by, also where it is of another list of the same objects."""
from harness import expect, person, simulator

# Nouns whose table shows columns of their status, and one of these that orders the rows.
LISTS = {"rds host": "cpu-load", "gateway": "active-connections", "broker": "mem-load", "provider": "cpu-load",
         "enrollment-server": "cpu-load", "rds pool": "active-sessions", "site": "agent-state"}


def listed(me, noun, *words):
    return me.run(*noun.split(), "list", *words, "-o", "json").expect_code(0).json()


def by_id(rows):
    return {str(row["id"]): row for row in rows}


def wire(word):
    first, *others = word.split("-")
    return first + "".join(one.capitalize() for one in others)


def statuses(me, noun):
    return by_id(me.run(*noun.split(), "status", "-o", "json").expect_code(0).json())


def test_every_column_of_a_table_is_a_field_of_it():
    with simulator("--farm", "demo") as farm, person() as me:
        me.login(farm)
        for noun in LISTS:
            table = me.run(*noun.split(), "list").expect_code(0).text.splitlines()
            columns = [heading.lower() for heading in table[0].split()]
            again = me.run(*noun.split(), "list", "--columns", ",".join(columns)).expect_code(0)
            expect(again.text.splitlines() == table, f"{noun}: {table[:2]} is not {again.text.splitlines()[:2]}")
            expect(again.err == "", again.err)
            for column in columns:
                told = me.run(*noun.split(), "list", "--where", f"has({column})", "-o", "id").expect_code(0)
                expect(told.err == "", f"{noun} {column}: {told.err}")


def test_rows_are_sorted_and_chosen_by_what_stands_beside_them():
    with simulator("--farm", "demo") as farm, person() as me:
        me.login(farm)
        for noun, column in LISTS.items():
            status = statuses(me, noun)
            loads = [status[str(row["id"])][wire(column)] for row in listed(me, noun, "--sort", f"-{column}")]
            expect(loads == sorted(loads, reverse=True) and loads, f"{noun}: {loads}")
            limit = loads[len(loads) // 2]
            chosen = by_id(listed(me, noun, "--where", f"{column}>={limit}"))
            wanted = {key for key in status if status[key][wire(column)] >= limit}
            expect(set(chosen) == wanted, f"{noun}: {sorted(chosen)} instead of {sorted(wanted)}")


def test_programs_get_the_rows_as_they_are():
    with simulator("--farm", "demo") as farm, person() as me:
        me.login(farm)
        plain = by_id(listed(me, "rds host"))
        for words in [["--where", "agent-state=OK"], ["--state", "ok"], ["--sort", "cpu-load"]]:
            rows = by_id(listed(me, "rds host", *words))
            expect(rows and all(rows[key] == plain[key] for key in rows), words)
        picked = listed(me, "rds host", "--columns", "server,agent-state")
        expect(all(set(row) == {"server", "agentState"} for row in picked), picked[:2])


def test_a_state_is_said_in_one_word():
    with simulator("--farm", "demo") as farm, person() as me:
        me.login(farm)
        states = {key: row["agentState"] for key, row in statuses(me, "rds host").items()}
        for said in (["--state", "Disconnected"], ["--status", "disconnected"], ["--where", "state=Disconnected"],
                     ["--where", "status=disconnected"], ["--where", ".agentState=Disconnected"]):
            rows = by_id(listed(me, "rds host", *said))
            wrong = [key for key in rows if states[key] != states[next(iter(rows))]]
            expect(rows and not wrong and len(rows) < len(states), f"{said}: {sorted(rows)}")
        expect("sleepy" in me.run("rds", "host", "list", "--state", "sleepy").expect_code(2).err, "not told of sleepy")
        names = me.run("rds", "host", "list", "--columns", "name,state", "--limit", "2").expect_code(0).text
        expect(names.split()[:2] == ["SERVER", "AGENT-STATE"], names)


def test_acts_choose_by_what_the_list_shows():
    with simulator("--farm", "demo") as farm, person() as me:
        me.login(farm)
        wanted = {f"/RDS/Host/{row['id']}/" for row in listed(me, "rds host", "--where", "agent-state=OK and cpu-load>40")}
        sent = me.run("rds", "host", "drain", "--where", "agent-state=OK and cpu-load>40", "--yes", "--dry-run")
        sent = sent.expect_code(0).text
        expect(wanted and all(path in sent for path in wanted), sent[:300])
        expect(sent.count("POST ") == len(wanted), f"{sent.count('POST ')} instead of {len(wanted)}")


def test_the_farm_of_a_login_is_not_taken_for_a_name():
    with simulator() as farm, person() as me:
        me.login(farm)
        before = me.run("context", "list", "-o", "json").expect_code(0).json()
        for option in ("--server", "--host", "--hostname"):
            refused = me.run("login", option, "ras2.company.dom", "--username", "admin", extra={"RASCTL_PASSWORD": "x"})
            expect("rasctl login ras2.company.dom" in refused.expect_code(2).err, refused.err)
        expect(me.run("context", "list", "-o", "json").expect_code(0).json() == before, "a context was made")


def test_commands_that_change_nothing_have_no_apply():
    with person() as me:
        for words in ("whoami", "user show", "diff", "wait", "context list", "config get", "rds host pool", "search",
                      "explain", "pub item unreachable", "settings pending", "export", "inventory", "login"):
            shown = me.run(*words.split(), "--help").expect_code(0).text
            expect("--apply" not in shown, f"{words} offers --apply")
        for words in ("apply", "edit", "batch"):
            expect("--apply" in me.run(*words.split(), "--help").expect_code(0).text, f"{words} offers no --apply")
