"""The manual: pages that lint, are found by name, and whose examples run."""
import glob
import os
import re
import shlex
import shutil
import subprocess

import powershell
from harness import BINARIES, PASSWORD, expect, person, simulator

MAN = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../man")


def page(name):
    with open(os.path.join(MAN, name), encoding="utf-8") as file:
        return file.read()


def lint(file):
    ran = subprocess.run(["mandoc", "-Tlint", "-Wwarning", file], capture_output=True, text=True, check=False)
    return ran.stdout.strip()


def examples(name):
    """Command lines of the literal displays under EXAMPLES."""
    section = page(name).partition(".Sh EXAMPLES\n")[2].partition("\n.Sh ")[0]
    for display in re.findall(r"^\.Bd -literal.*?\n(.*?)^\.Ed$", section, re.S | re.M):
        for line in display.replace("\\e\n", "").splitlines():
            if line.startswith("rasctl "):
                yield line.replace("\\e", "\\")


def recipe(title):
    """The shell of one recipe."""
    section = page("rasctl-recipes.7").partition(f".Ss {title}\n")[2].partition("\n.S")[0]
    found = re.search(r"^\.Bd -literal.*?\n(.*?)^\.Ed$", section, re.S | re.M)
    expect(found, f"no recipe is called {title!r}")
    return found[1].replace("\\e", "\\")


def run_recipe(me, title, extra=None, edit=lambda text: text):
    ran = subprocess.run(["bash", "-euo", "pipefail", "-c", edit(recipe(title))], cwd=me.folder, capture_output=True, text=True,
                         env=dict(me.environment, **(extra or {})), timeout=300, check=False)
    expect(ran.returncode == 0, f"{title}: exit {ran.returncode}\n    {ran.stderr[:600]}")
    return ran.stdout


def test_pages_lint():
    pages = sorted(glob.glob(os.path.join(MAN, "*.[157]")))
    expect(len(pages) >= 5, f"only {len(pages)} pages")
    problems = [lint(page) for page in pages]
    expect(not any(problems), "\n    ".join(filter(None, problems)))


def test_generated_pages_lint():
    with person() as me:
        me.run("man", "--output-dir", "pages").expect_code(0)
        pages = sorted(glob.glob(os.path.join(me.folder, "pages", "*")))
        expect(len(pages) > 50, f"only {len(pages)} pages")
        problems = [lint(page) for page in pages]
        expect(not any(problems), "\n    ".join(filter(None, problems))[:2000])
        written = {os.path.basename(page) for page in pages}
        for name in os.listdir(MAN):
            expect(name in written, f"{name} was not written")


def test_every_setting_is_in_the_manual():
    text = page("rasctl-config.5")
    with person() as me:
        offered = me.run("__complete", "--", "config", "set", "").expect_code(0).text.splitlines()[:-1]
    keys = [line.split("\t")[0] for line in offered]
    keys = [key for key in keys if "." not in key and key != "currentContext"]
    expect(len(keys) > 25, keys)
    missing = [key for key in keys if f"\n.It Va {key}\n" not in text]
    expect(not missing, f"rasctl-config(5) lacks {missing}")


def test_every_variable_is_in_the_manual():
    text = page("rasctl-config.5")
    sources = [name for folder in ("lib", "commands") for name in
               glob.glob(os.path.join(MAN, "..", folder, "**", "*.cpp"), recursive=True) if "/simulator/" not in name]
    used = set()
    for name in sources:
        with open(name, encoding="utf-8") as file:
            used.update(re.findall(r'"(RASCTL_[A-Z_]+|[A-Z]+_PROXY|NO_COLOR|CLICOLOR[A-Z_]*|[A-Z]*PAGER)"', file.read()))
    # How PowerShell hands over the line.
    used.discard("RASCTL_COMPLETE_LINE")
    expect(len(used) > 30, used)
    missing = [name for name in sorted(used) if name not in text]
    expect(not missing, f"rasctl-config(5) lacks {missing}")


def test_every_command_is_in_the_manual():
    text = page("rasctl.1")
    with person() as me:
        nouns = {one["command"].split()[0] for one in me.run("catalog", "list", "-o", "json").json()}
        offered = me.run("__complete", "--", "").expect_code(0).text.splitlines()[:-1]
        own = {line.split("\t")[0] for line in offered} - nouns
    expect({"login", "wait", "batch"} <= own, own)
    missing = [word for word in sorted(own) if f".It Cm {word}" not in text]
    expect(not missing, f"rasctl(1) lacks {missing}")


def test_every_flag_of_all_commands_is_in_the_manual():
    text = page("rasctl.1").replace("\\-", "-")
    with person() as me:
        offered = me.run("__complete", "--", "whoami", "--").expect_code(0).text.splitlines()[:-1]
    flags = {line.split("\t")[0] for line in offered} - {"--check"}
    described = text.partition(".Sh FLAGS OF EVERY COMMAND")[2]
    missing = [flag for flag in sorted(flags) if not re.search(rf"[ ,]-{flag[2:]}\b", described)]
    expect(len(flags) > 20 and not missing, f"rasctl(1) lacks {missing}")


def test_pages_are_shown():
    with person() as me:
        for word, text in [((), "administer Parallels RAS farms"), (("config",), "passwordCommand"),
                           (("rasctl-output",), "130"), (("gateway",), "--min-ssl-version"), (("gw",), "rasctl-gateway"),
                           (("login",), "--password-stdin")]:
            shown = me.run("man", *word).expect_code(0).text
            expect(text in shown, f"man {word}: no {text!r}")
            expect("\b" not in shown, f"man {word}: overstrikes")
        me.run("man", "gatewy").expect_code(4)


def test_page_without_a_formatter_is_source():
    with person() as me:
        shell = shutil.which("sh")
        os.mkdir(os.path.join(me.folder, "bin"))
        os.symlink(shell, os.path.join(me.folder, "bin", "sh"))
        shown = me.run("man", "output", extra={"PATH": os.path.join(me.folder, "bin")}).expect_code(0).text
        expect(shown.startswith(".Dd "), shown[:60])


def test_examples_run():
    problems, checked = [], 0
    with simulator("--farm", "demo") as farm, person() as me:
        me.login(farm)
        for name in ("rasctl.1", "rasctl-output.7", "rasctl-config.5"):
            for example in examples(name):
                words = shlex.split(example)
                if words[1] == "login":
                    continue
                checked += 1
                ran = me.run(*words[1:])
                if ran.code != 0:
                    problems.append(f"{name}: {example}: exit {ran.code}: {ran.err.strip()[:200]}")
    expect(checked >= 15, f"only {checked} examples")
    expect(not problems, "\n    ".join(problems))


def test_recipes():
    with simulator("--farm", "demo") as farm, person() as me:
        me.login(farm)
        # One hour, for in the demo nobody may be idle for four.
        idle = ["session", "list", "--where", "idleTime>3600 and source!=AVD", "-o", "json"]
        expect(me.run(*idle).json(), "nobody is idle to begin with")
        run_recipe(me, "Log off idle users", edit=lambda text: text.replace("4h", "1h"))
        expect(not me.run(*idle).json(), "somebody is still idle")
        listed = run_recipe(me, "Renew certificates")
        expect("company-wildcard" in listed, listed[:300])
        new = me.run("certificate", "get", "front-2027", "-o", "json").json()["id"]
        used = {row["certificateId"] for row in me.run("gateway", "list", "-o", "json").json()}
        expect(used == {new}, f"gateways use {used}, not {new}")
        with open(os.path.join(me.folder, "apps.csv"), "w", encoding="utf-8") as file:
            file.write("name,target\nCalculator,calc.exe\nEditor,notepad.exe\n")
        run_recipe(me, "Publish from a CSV")
        rows = me.run("pub", "app", "rds", "list", "-o", "json").json()
        expect({("Calculator", "calc.exe"), ("Editor", "notepad.exe")} <= {(row["name"], row.get("target")) for row in rows},
               "the applications are not there")
        run_recipe(me, "Nightly backup of the settings")
        expect(glob.glob(os.path.join(me.folder, "farm-*.dat2")), "no backup was written")
        for _ in range(2):
            run_recipe(me, "A script that can be run twice")
        rows = me.run("pub", "app", "rds", "list", "-o", "json").json()
        expect([row.get("target") for row in rows if row["name"] == "Quotes"].count("quotes.exe") == 1, "made twice")
        expect("Payslips" in run_recipe(me, "Who can reach what"), "who can reach what")
        run_recipe(me, "Health check for a monitoring system")
        expect(os.path.getsize(os.path.join(me.folder, "status.json")) > 100, "the status is empty")


def powershell_recipe(title):
    """What stands under the title behind "In PowerShell"."""
    section = page("rasctl-recipes.7").partition(f".Ss {title}\n")[2].partition("\n.S")[0].partition("In PowerShell")[2]
    found = re.search(r"^\.Bd -literal.*?\n(.*?)^\.Ed$", section, re.S | re.M)
    expect(found, f"no recipe for PowerShell is called {title!r}")
    return found[1].replace("\\e", "\\")


def run_in_powershell(me, program, script, extra=None):
    # A variable of the tests' own is no option of pwsh.
    with_end = script + "\nif ($LASTEXITCODE) { exit $LASTEXITCODE }\n"
    return subprocess.run([program, "-NoProfile", "-NonInteractive", "-Command", with_end], cwd=me.folder, capture_output=True,
                          text=True, env=powershell.surroundings(dict(me.environment, **(extra or {}))), timeout=300, check=False)


def test_recipes_in_powershell():
    program, why_not = powershell.installed()
    if program is None:
        print(f"     SKIPPED, not run: {why_not}")
        return

    def runner(me):
        def ran(title, code=0, extra=None, edit=lambda text: text):
            done = run_in_powershell(me, program, edit(powershell_recipe(title)), extra)
            expect(done.returncode == code, f"{title}: exit {done.returncode}\n    {done.stdout[-300:]}\n    {done.stderr[-600:]}")
            return done.stdout
        return ran

    with simulator("--farm", "demo") as farm, person() as me:
        me.login(farm)
        ran = runner(me)
        expect("rdsh16.company.dom" in ran("Read the whole farm, not one site"), "no host is not well")
        idle = ["session", "list", "--where", "idleTime>3600 and source!=AVD", "-o", "json"]
        expect(me.run(*idle).json(), "nobody is idle to begin with")
        ran("Log off idle users", edit=lambda text: text.replace("4h", "1h"))
        expect(not me.run(*idle).json(), "somebody is still idle")
        expect("company-wildcard" in ran("Renew certificates"), "no certificate")
        new = me.run("certificate", "get", "front-2028", "-o", "json").json()["id"]
        expect({row["certificateId"] for row in me.run("gateway", "list", "-o", "json").json()} == {new}, "another certificate is used")
        with open(os.path.join(me.folder, "apps.csv"), "w", encoding="utf-8") as file:
            file.write("name,target\nGrüße,calc.exe\nEditor,notepad.exe\n")
        for _ in range(2):
            ran("Publish from a CSV")
        rows = me.run("pub", "app", "rds", "list", "-o", "json").json()
        made = sorted((row["name"], row.get("target")) for row in rows if row["name"] in ("Grüße", "Editor"))
        expect(made == [("Editor", "notepad.exe"), ("Grüße", "calc.exe")], made)
        ran("Nightly backup of the settings")
        expect(glob.glob(os.path.join(me.folder, "farm-*.dat2")), "no backup was written")
        expect("unhealthy or unreachable: 11" in ran("Health check for a monitoring system", 11), "the health is not told")
        ran("A script that can be run twice")
        ran("A script that can be run twice")
        expect("Payslips" in ran("Who can reach what"), "who can reach what")
    with simulator("--farm", "demo", "--time-scale", "600", "--session-expire", "500h") as farm, person() as me:
        me.login(farm)
        ran = runner(me)
        ran("Drain and reboot a pool host by host", extra={"PATIENCE": "1s"})
        done = [line["path"].lower() for line in farm.recorded() if line["method"] != "GET"]
        expect(sum(path.endswith("/reboot") for path in done) > 5, "nothing was rebooted")


def test_each_recipe_has_a_form_for_powershell():
    titles = re.findall(r"^\.Ss (.*)$", page("rasctl-recipes.7"), re.M)
    expect(len(titles) > 10, titles)
    for title in titles:
        powershell_recipe(title)


def test_recipes_of_files_and_choices_in_powershell():
    program, why_not = powershell.installed()
    if program is None:
        print(f"     SKIPPED, not run: {why_not}")
        return
    with simulator("--farm", "demo") as farm, person() as me:
        me.login(farm)

        def ran(title, edit=lambda text: text, extra=None):
            done = run_in_powershell(me, program, edit(powershell_recipe(title)), extra)
            expect(done.returncode == 0, f"{title}: exit {done.returncode}\n    {done.stdout[-300:]}\n    {done.stderr[-600:]}")
            return done.stdout

        old = me.run("rds", "host", "status", "--where", "systemBootTime<now-7d", "-q").text.split()
        shown = ran("Choose by time, place and state")
        expect(old and shown.count("/Drain") == len(old), shown[-600:])
        first = me.shell("git init -q farm && rasctl export -o farm -q && git -C farm add -A && "
                         "git -C farm -c user.name=x -c user.email=x@y commit -q -m first")
        expect(first.returncode == 0, first.stderr)
        expect("nothing changed" in ran("The farm in git"), "a night without a change")
        me.run("rds", "host", "update", "rdsh01.company.dom", "--description", "Größe", "-q").expect_code(0)
        ran("The farm in git")
        log = me.shell("git -C farm log --format=%s -1").stdout.strip()
        expect(log == "0 created, 1 changed, 0 deleted: rds host 1", log)
        expect(not os.path.exists(os.path.join(me.folder, "before")), "the copy is left")
        undone = me.shell("git -C farm -c user.name=x -c user.email=x@y revert --no-edit HEAD")
        expect(undone.returncode == 0, undone.stderr)
        expect("description: Größe -> " in ran("Changes by pull request"), "the check does not show it")
        expect(me.run("rds", "host", "get", "rdsh01.company.dom", "-o", "json").json()["description"] != "Größe", "not undone")
        variables = {"RASCTL_USERNAME": "administrator", "RASCTL_PASSWORD": PASSWORD, "RASCTL_FINGERPRINT": farm.fingerprint}
        shown = ran("A CI job", lambda text: text.replace("https://ras.company.dom:20443", farm.url), variables)
        expect("gw1.company.dom" in shown, shown[:300])


def test_recipe_of_draining():
    with simulator("--farm", "demo", "--time-scale", "600", "--session-expire", "500h") as farm, person() as me:
        me.login(farm)
        well = me.run("rds", "host", "status", "-", "--where", "agentState=OK", "-q",
                      stdin=me.run("rds", "pool", "member", "list", "Callcentre", "-q").out).expect_code(0).text.split()
        expect(len(well) > 5, f"only {well} are well")
        run_recipe(me, "Drain and reboot a pool host by host", {"PATIENCE": "1s"})
        done = [line["path"].lower() for line in farm.recorded() if line["method"] != "GET"]
        for word in ("drainuntilreboot", "reboot"):
            on = [path.split("/")[-2] for path in done if path.endswith("/" + word)]
            expect(on == well, f"{word} was sent to {on}, not to {well}")
        expect(any(path.endswith("logoff") for path in done), "nobody was logged off")
        me.run("wait", "rds", "host", *well, "--for", "agentState=OK", "--for", "activeSessions=0", "--timeout",
               "0s").expect_code(0)


def test_recipe_of_a_ci_job():
    with simulator("--farm", "demo") as farm, person() as me:
        variables = {"RASCTL_USERNAME": "administrator", "RASCTL_PASSWORD": PASSWORD,
                     "RASCTL_FINGERPRINT": farm.fingerprint}
        script = recipe("A CI job").replace("https://ras.company.dom:20443", farm.url)
        ran = subprocess.run(["bash", "-euc", script], cwd=me.folder, capture_output=True, text=True,
                             env=dict(me.environment, **variables), timeout=60, check=False)
        expect(ran.returncode == 0 and "gw1.company.dom" in ran.stdout, f"exit {ran.returncode}: {ran.stderr[:400]}")
        expect(not os.path.exists(os.path.join(me.folder, "config/rasctl/tokens.json")), "a token was kept")


def test_simulator_help_matches_its_page():
    ran = subprocess.run([BINARIES["simulator"], "--help"], capture_output=True, text=True, check=True)
    text = page("rasctl-simulate.1")
    offered = subprocess.run([BINARIES["rasctl"], "__complete", "--", "simulate", "--"], capture_output=True, text=True,
                             check=True).stdout
    for flag in re.findall(r"--([a-z-]+)", ran.stdout.partition("Options:")[2].partition("Examples:")[0]):
        if flag not in ("help", "version"):
            expect(f"Fl \\-{flag}" in text, f"--{flag} is not in the page")
            expect(f"--{flag}\t" in offered, f"--{flag} is not offered")
