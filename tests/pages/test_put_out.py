"""Whoever is on somebody's page by a way in that was replaced, ended or a mistake is out at once:
a new one may be given because of them.
"""

from __future__ import annotations

import random
from typing import Any

import pytest

from consent_service.pages.family import addresses
from tests.api.running import Running, add_family
from tests.api.test_supported import supports
from tests.pages.conftest import of_service
from tests.pages.opening import Browser
from tests.pages.test_own_page import SIGN_IN

#: What is done with a way in once it was used.
ENDS = ("another", "ended", "mistake")


def reads(browser: Browser, is_advocate: bool) -> int:
    where = "/v1/supported" if is_advocate else "/v1/own"
    return browser.get(where, Accept="application/json").status_code


@pytest.mark.each_database("giveWayIn", "endWayIn")
def test_after_whatever_becomes_of_a_way_in_no_older_session_by_it_reads_or_writes(
    made_up: Running,
) -> None:
    """In any order; and nobody else is put out by it."""
    chance, service = random.Random(63), made_up
    family = add_family(service)
    supports(service, family)
    competent = {"child": family.child, "status": "COMPETENT", "purpose": "*"}
    service.record(f"{family.path}/competence", competent)
    holders = {
        "mother": (family.mother, {}),
        "father": (family.father, {}),
        "child": (family.child, {}),
        "advocate": (family.mother, {"advocate_in": family.enquiry}),
    }

    def gives(holder: str) -> dict[str, Any]:
        person, more = holders[holder]
        path = f"{family.path}/people/{person}/ways-in"
        return service.record(path, {"how": "READ_OUT", **more})

    def comes_in(holder: str, made: dict[str, Any]) -> Browser:
        browser = of_service(service)
        typed = {name: made["way_in"][name] for name in ("reference", "code")}
        assert browser.send(browser.open(SIGN_IN), SIGN_IN, **typed).status_code == 303
        assert reads(browser, holder == "advocate") == 200
        return browser

    inside = {}
    for one in holders:
        made = gives(one)
        inside[one] = (made, comes_in(one, made))
    steps = [(one, how) for one in holders for how in ENDS]
    chance.shuffle(steps)
    for holder, how in steps:
        made, before = inside[holder]
        form = None if holder == "advocate" else before.open(addresses.STOP)
        new = gives(holder) if how == "another" else None
        if how == "ended":
            service.record(f"{family.path}/ways-in/{made['id']}/end", {})
        elif how == "mistake":
            given = made["entries"][0]["seq"]
            wrong = {"corrects": given, "what_was_wrong": "Zz", "requested_by": "STAFF"}
            service.record(f"{family.path}/corrections", wrong)
        assert reads(before, holder == "advocate") == 401, (holder, how)
        if form is not None:
            size = service.size()
            assert before.send(form, addresses.STOP).status_code == 401, (holder, how)
            assert service.size() == size
        for other in set(holders) - {holder}:
            assert reads(inside[other][1], other == "advocate") == 200, (holder, how, other)
        new = new or gives(holder)
        inside[holder] = (new, comes_in(holder, new))
