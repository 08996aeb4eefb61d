"""The page in a real browser, and examined by axe; skipped with words where there is none."""
import json
import os
import shutil
import subprocess

from document_test import inventory
from harness import expect, person, simulator
from hostile_test import HOSTILE, farm_of_hostile_names

HERE = os.path.dirname(os.path.abspath(__file__))
MODULES = os.environ.get("NODE_PATH") or os.path.join(HERE, "..", "..", "build", "browser", "node_modules")
WIDTHS = (1280, 360)
SCHEMES = ("light", "dark")


def missing():
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium or not shutil.which("node"):
        return "skipped: there is no chromium or no node here"
    if not all(os.path.isdir(os.path.join(MODULES, name)) for name in ("puppeteer-core", "axe-core")):
        return "skipped: npm install --prefix build/browser puppeteer-core axe-core"
    return None


def opened(page, width, scheme):
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    ran = subprocess.run(["node", os.path.join(HERE, "browser.js"), chromium, page, str(width), scheme], capture_output=True,
                         text=True, timeout=300, env=dict(os.environ, NODE_PATH=os.path.abspath(MODULES)), check=False)
    expect(ran.returncode == 0, ran.stderr[-2000:])
    return json.loads(ran.stdout)


def check(seen, where):
    expect(seen["said"] == [] and seen["asked"] == [], f"{where}: {seen['said']} {seen['asked']}")
    expect(seen["facts"]["wider"] <= 0, f"{where}: the page is {seen['facts']['wider']} pixels too wide")
    expect(seen["facts"]["tools"] and seen["facts"]["owned"] == "undefined", f"{where}: {seen['facts']}")
    expect(seen["axe"] == [], f"{where}: {json.dumps(seen['axe'], indent=1)[:3000]}")
    expect(seen["found"]["hidden"] == 0, f"{where}: something stays hidden after a search")


def test_demo_farm_in_a_browser():
    if missing():
        return missing()
    with simulator() as farm, person() as me:
        me.login(farm)
        inventory(me, "--output-file", "farm.json")
        inventory(me, "--output-file", "farm.html", "--since", "farm.json")
        for width in WIDTHS:
            for scheme in SCHEMES:
                seen = opened(os.path.join(me.folder, "farm.html"), width, scheme)
                check(seen, f"{width} {scheme}")
                expect(0 < seen["found"]["visible"] < seen["facts"]["rows"], seen["found"])
    return None


def test_hostile_names_in_a_browser():
    if missing():
        return missing()
    with farm_of_hostile_names(HOSTILE) as farm, person() as me:
        me.login(farm)
        inventory(me, "--output-file", "farm.html")
        for width in WIDTHS:
            check(opened(os.path.join(me.folder, "farm.html"), width, "light"), width)
    return None


def test_two_thousand_objects_in_a_browser():
    if missing():
        return missing()
    with simulator("--size", "40") as farm, person() as me:
        me.login(farm)
        inventory(me, "--output-file", "farm.html", timeout=120)
        seen = opened(os.path.join(me.folder, "farm.html"), WIDTHS[0], SCHEMES[0])
        check(seen, "2,000 objects")
        expect(seen["facts"]["rows"] > 1500, seen["facts"])
    return f"open after {seen['open']:.0f} ms"
