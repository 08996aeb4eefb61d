"""An export of the demo farm put into an empty one: what does not come back is named here, with its reason."""
import os
import re

import export_test
from harness import expect, person, simulator

# What the API cannot make from what it shows.
NOT_MADE = ["*template*",  # made from machines of a provider
            "*schedule",  # each kind of event is made another way
            "app-package settings",  # the tags are there from the beginning, or not at all
            "win-device-group"]  # made in the site of the session, whatever its site
# What no answer shows and nothing is made without, where it is a number.
NUMBERS = ("PORT", "RETRIES", "TIMEOUT")
# Fields that refer to what cannot be made.
REFERS_TO_NOT_MADE = re.compile(r"^ +(\w*[cC]ertificateId: [a-z].*|vdiTemplateId: W.*|"
                                r"(rasT|t)emplate(Version)?Id: .*)\n", re.M)
# The simulated farm keeps 30 minutes, and has one list of redirections for all sites.
KEPT_OTHERWISE = {"web-service settings", "url-redirection settings"}


PAGE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../man/rasctl-documents.7")


def words():
    return [word for kind in NOT_MADE for word in ("--except", kind)]


def without_references(me, folder):
    secrets = {}
    for name, text in export_test.files_of(os.path.join(me.folder, folder)).items():
        if name.endswith(".yaml"):
            me.write(os.path.join(folder, name), REFERS_TO_NOT_MADE.sub("", text))
            secrets.update((found, "12" if found.endswith(NUMBERS) else "Sup3rS3cret") for found in re.findall(r"\$\{([A-Z0-9_]+)\}", text))
    return secrets


def round_trip(version):
    with simulator("--api", version) as demo, simulator("--api", version, "--farm", "empty") as empty, person() as me:
        me.login(demo)
        export_test.exported(me)
        secrets = without_references(me, "farm")
        sites = me.run("site", "list", "-o", "name").text.splitlines()
        me.login(empty)
        me.run("site", "update", "id:1", "--name", sites[0], "-q").expect_code(0)
        for site in sites[1:]:
            me.run("site", "create", "--server", "made.company.dom", "--name", site, "--no-install", "-q").expect_code(0)
        done = me.run("apply", "-f", "farm", *words(), "-o", "json", extra=secrets)
        expect(done.code == 0, f"version {version}: exit {done.code}\n{done.err[:900]}\n" +
               "\n".join(str(row) for row in (done.json() if done.out else []) if row["result"] != "done"))
        left = me.run("diff", "-f", "farm", *words(), "-o", "json")
        rest = [row for row in left.json() if row["kind"] not in KEPT_OTHERWISE]
        expect(not rest, f"version {version}: " + "\n".join(str(row)[:300] for row in rest))
        expect(len(me.run("pub", "item", "list", "-o", "json").json()) > 100, "the published items are not there")


def test_version_21():
    round_trip("21")


def test_version_20():
    round_trip("20")


def test_version_19():
    round_trip("19")


def test_what_does_not_come_back_is_named_in_the_manual():
    with open(PAGE, encoding="utf-8") as file:
        section = file.read().partition(".Ss What does not come back\n")[2].partition("\n.S")[0]
    for kind in NOT_MADE:
        expect(kind.strip("*").replace("-", "\\-") in section or kind.strip("*") in section, f"{kind} is not in the manual")
