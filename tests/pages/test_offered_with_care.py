"""Whoever it is not safe to ask, or of whom nobody knows it, is offered by no page without that
beside their name: not to be talked to, told, invited, relied on, written to or let in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest

from consent_service.pages.table import PAGES
from tests.api.running import Family, Running, add_family
from tests.pages.opening import Browser
from tests.pages.test_being_somebody import someone
from tests.pages.test_deciding import MANAGER, asked_for
from tests.reasons import ENOUGH
from tests.trying import is_campaign

WARNED = re.compile(r"not safe to (?:ask|contact)|whether (?:it is )?safe to (?:ask|contact)")
_LABEL = re.compile(r'<label[^>]* for="([^"]+)">(.*?)</label>', re.DOTALL)
_OPTION = re.compile(r'<option value="([^"]+)"[^>]*>(.*?)</option>', re.DOTALL)
_SELECT = re.compile(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', re.DOTALL)
_TAG = re.compile("<[^>]+>")
#: Fields that say whom or what something is about: nobody is sent to them.
_ABOUT = re.compile(r"\b(?:about|subjects)\b")
_INPUT = re.compile(r'<input[^>]* type="(?:radio|checkbox)"[^>]*>')
#: Pages on which somebody is written to, or given a way to sign in.
OF_A_FAMILY = [
    one for one in PAGES if one.method == "GET" and one.path.startswith("/files/<string:file>")
]
#: Each day one in so many pages, and those on which somebody is reached; all of them in a campaign.
EVERY = 5
REACHES = ("letters", "messages", "ways-in", "way-in")


def worried(made_up: Running) -> tuple[Family, dict[str, str], str]:
    """A family of which three are not known to be safe: by id why; and a sheet to decide on."""
    family = add_family(made_up)
    path = family.path
    other = made_up.record(f"{path}/adults", {"names": "Example, Bo"})["id"]
    link = {"person": other, "child": family.child, "role": "STEPPARENT", "pr_status": "YES"}
    made_up.record(f"{path}/relationships", link)
    for person in (family.father, family.child):
        made_up.record(f"{path}/safety", {"person": person, "safe_to_ask": False})
    why = {family.father: "NO", family.child: "NO", other: "NOT_KNOWN"}
    return family, why, asked_for(made_up, family)


def shown_to(
    browser: Browser, family: Family, sheet: str, people: set[str]
) -> Iterator[tuple[str, str]]:
    """Each page about this family that a manager may open: its address there, and what it shows."""
    for place, page in enumerate(OF_A_FAMILY):
        reaches = any(f"/{one}" in page.path for one in REACHES)
        if not (reaches or is_campaign() or place % EVERY == 0):
            continue
        for person in sorted(people) if "<string:person>" in page.path else [family.mother]:
            address = page.path.replace("<string:file>", family.file)
            for name, id in (
                ("person", person),
                ("child", family.child),
                ("enquiry", family.enquiry),
                ("request", sheet.rpartition("/")[2]),
            ):
                address = address.replace(f"<string:{name}>", id)
            reply = None if "<" in address else browser.get(address)
            if reply is not None and reply.status_code == 200:
                yield address.rpartition(family.file)[2], reply.text


def offered(html: str) -> Iterator[tuple[str, str]]:
    """By value each of those who can be chosen, in the words beside them; not whom something is
    about.
    """
    labels = {id: " ".join(_TAG.sub(" ", words).split()) for id, words in _LABEL.findall(html)}
    for tag in _INPUT.findall(html):
        given = dict(re.findall(r'([a-z-]+)="([^"]*)"', tag))
        if not _ABOUT.search(given.get("name", "")):
            yield given.get("value", ""), unescape(labels.get(given.get("id", ""), ""))
    for name, options in _SELECT.findall(html):
        for value, words in _OPTION.findall(options) if not _ABOUT.search(name) else ():
            yield value, unescape(" ".join(words.split()))


@pytest.fixture(scope="module")
def family(made_up: Running) -> Iterator[tuple[Family, dict[str, str], str]]:
    found = worried(made_up)
    yield found
    family, why, _ = found
    for person in why:
        # Nobody of this name and birth on another file is taken for one of them.
        safe = {"person": person, "safe_to_ask": True, "code": "SAFE_AGAIN", "reason": ENOUGH}
        made_up.record(f"{family.path}/safety", safe, "MASH_MANAGER")


def test_nobody_who_may_not_be_safe_is_offered_without_that_beside_their_name(
    made_up: Running, family: tuple[Family, dict[str, str], str]
) -> None:
    of, why, sheet = family
    met, bare = set[str](), list[str]()
    for address, html in shown_to(someone(made_up, MANAGER), of, sheet, set(why)):
        for value, words in offered(html):
            if value in why:
                met.add(f"{address} {why[value]}")
                bare += [] if WARNED.search(words) else [f"{address}: {words}"]
        if any(f"/{one}" in address for one in REACHES) and any(id in address for id in why):
            met.add(address)
            bare += [] if WARNED.search(html) else [address]
    assert not bare, "\n".join(bare)
    assert len(met) > 10, "Few pages offer anybody: this test shows little."
