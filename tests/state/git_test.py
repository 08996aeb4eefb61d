"""The recipes with a real git."""
import os
import re
import subprocess

from harness import expect, person, simulator

PAGE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../man/rasctl-recipes.7")


def recipe(title):
    with open(PAGE, encoding="utf-8") as file:
        section = file.read().partition(f".Ss {title}\n")[2].partition("\n.S")[0]
    return re.search(r"^\.Bd -literal.*?\n(.*?)^\.Ed$", section, re.S | re.M)[1].replace("\\e", "\\")


def run(me, text):
    ran = subprocess.run(["bash", "-euo", "pipefail", "-c", text], cwd=me.folder, capture_output=True, text=True,
                         env=me.environment, timeout=120, check=False)
    expect(ran.returncode == 0, f"exit {ran.returncode}\n{ran.stdout}\n{ran.stderr}")
    return ran.stdout


def test_nights_and_a_request():
    with simulator() as farm, person() as me:
        me.login(farm)
        nightly = recipe("The farm in git")
        # The first night has nothing to compare with: all is new.
        os.mkdir(os.path.join(me.folder, "farm"))
        me.run("export", "-o", "farm").expect_code(0)
        run(me, "git init -q farm && git -C farm add -A && "
                "git -C farm -c user.name=x -c user.email=x@y commit -q -m first")
        expect("nothing changed" in run(me, nightly), "a night without a change")
        name = me.run("rds", "host", "list", "-o", "name").text.splitlines()[0]
        me.run("rds", "host", "update", name, "--description", "new", "-q").expect_code(0)
        run(me, nightly)
        log = run(me, "git -C farm log --format=%s -1").strip()
        expect(log == "0 created, 1 changed, 0 deleted: rds host 1", log)
        run(me, "git -C farm -c user.name=x -c user.email=x@y revert --no-edit HEAD >/dev/null")
        request = recipe("Changes by pull request")
        expect("description: new -> " in run(me, request), "the check does not show it")
        expect(me.run("rds", "host", "get", name, "-o", "json").json()["description"] != "new", "not undone")
