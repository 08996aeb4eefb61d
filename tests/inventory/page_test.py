"""The page: well formed, of itself alone, and readable without eyes."""
import base64
import hashlib
import re

from document_test import inventory
from harness import expect, person, simulator
from markup import Page

MEGABYTE = 1 << 20


def page_of(me, *words):
    text = inventory(me, *words).text
    return text, Page(text)


def test_the_page_is_well_formed_and_small():
    with simulator() as farm, person() as me:
        me.login(farm)
        text, page = page_of(me)
        expect(len(text.encode()) < 2 * MEGABYTE, len(text))
        expect(text.startswith("<!DOCTYPE html>") and len(page.all("h1")) == 1, text[:100])
        for name in ("gw4.company.dom", "NeedsUpdate", "Callcentre", "company-wildcard", "Kiosk", "Month End"):
            expect(any(name in one for one in page.texts), name)


def test_the_page_asks_for_nothing_outside_itself():
    with simulator() as farm, person() as me:
        me.login(farm)
        _, page = page_of(me)
        for tag, attributes in page.elements:
            expect(tag not in ("img", "iframe", "object", "embed", "base", "form", "link"), f"<{tag}>")
            for name in ("src", "srcset", "action", "data", "style"):
                expect(name not in attributes, f"<{tag} {name}>")
            expect(not [name for name in attributes if name.startswith("on")], f"<{tag}> {attributes}")
            expect(attributes.get("href", "#").startswith("#"), attributes)
        expect("url(" not in page.raw["style"][0] and "@import" not in page.raw["style"][0], "a style from elsewhere")


def test_the_policy_allows_its_own_style_and_script_only():
    with simulator() as farm, person() as me:
        me.login(farm)
        text, page = page_of(me)
        policy = next(meta["content"] for meta in page.all("meta") if meta.get("http-equiv") == "Content-Security-Policy")
        expect("default-src 'none'" in policy and "unsafe" not in policy, policy)
        for tag in ("style", "script"):
            (content,) = re.findall(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
            digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
            expect(f"{tag}-src 'sha256-{digest}'" in policy, f"{tag}: {digest} is not in {policy}")


def test_the_page_is_made_for_readers_without_eyes():
    with simulator() as farm, person() as me:
        me.login(farm)
        text, page = page_of(me)
        tags = [tag for tag, _ in page.elements]
        for tag in ("header", "nav", "main", "footer"):
            expect(tags.count(tag) == 1, f"{tags.count(tag)} times <{tag}>")
        expect(next(one for one in page.all("html"))["lang"] == "en", "no language")
        expect(page.all("a")[0] == {"class": "skip", "href": "#main"}, page.all("a")[0])
        levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
        expect(all(b - a <= 1 for a, b in zip(levels, levels[1:])), levels)
        expect(tags.count("table") == tags.count("caption") > 20, "tables without caption")
        expect(all(one.get("scope") in ("col", "row") for one in page.all("th")), "a heading without scope")
        drawings = page.all("svg")
        expect(len(drawings) > 10 and all(one["role"] == "img" and one["aria-label"] for one in drawings), drawings[:2])
        named = {one["id"] for _, one in page.elements if "id" in one}
        for _, attributes in page.elements:
            for name in ("aria-labelledby", "for"):
                expect(name not in attributes or attributes[name] in named, attributes)
            target = attributes.get("href", "")
            expect(not target or target[1:] in named, f"{target} leads nowhere")
        style = page.raw["style"][0]
        for word in ("prefers-color-scheme: dark", "@media print", "max-width", ":focus-visible"):
            expect(word in style, word)
        titles = re.findall("<h3[^>]*>(.*?)</h3>", text)
        expect(len(titles) == len(set(titles)), sorted(one for one in titles if titles.count(one) > 1))


def test_charts_tell_of_hosts_sessions_and_certificates():
    with simulator() as farm, person() as me:
        me.login(farm)
        _, page = page_of(me)
        told = [one["aria-label"] for one in page.all("svg")]
        states = me.run("rds", "host", "status", "--all-sites", "-o", "json").json()
        expect(any(one.startswith("RDS hosts: ") and "34 OK" in one for one in told) and len(states) == 40, told[:12])
        sessions = me.run("session", "list", "-o", "json").json()
        hosts = {row["sessionHostName"] for row in sessions}
        expect(len([one for one in told if one.split(": ")[0] in hosts]) == min(len(hosts), 40), told)
        expect(any(one.startswith("old-gateway: expired on") for one in told), told)


def test_two_thousand_objects():
    with simulator("--size", "40") as farm, person() as me:
        me.login(farm)
        ran = inventory(me, timeout=120)
        Page(ran.text)
        hosts = len(me.run("rds", "host", "list", "--all-sites", "-o", "json").json())
        expect(hosts > 1500 and ran.text.count("<tr>") > hosts, hosts)
        expect(len(ran.out) < 6 * MEGABYTE, len(ran.out))
