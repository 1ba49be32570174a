"""A worker gives somebody a way in: read out or printed, shown once, ended with one press."""

from __future__ import annotations

import re

from consent_service.api.replies.printing import qr_code
from consent_service.domain.codes import TEXTS
from tests.api.running import Family, Running, add_family
from tests.pages.conftest import of_service
from tests.pages.opening import Browser, Page, opened
from tests.pages.test_being_somebody import someone

BY_LETTER = {"how": "LETTER", "advocate_in": "", "reason": ""}


def typed(page: Page) -> dict[str, str]:
    """What stands on the letter."""
    pair = re.findall(r'<dd id="(reference|code)">([^<]+)</dd>', page.reply.text)
    return dict(pair)


def comes_in(service: Running, way_in: dict[str, str]) -> Browser:
    browser = of_service(service)
    browser.send(browser.open("/sign-in/family"), "/sign-in/family", **way_in)
    return browser


def test_a_letter_is_shown_once_and_its_square_holds_the_reference_alone(made_up: Running) -> None:
    family = add_family(made_up)
    home = made_up.record(
        f"{family.path}/contact-points",
        {"person": family.mother, "type": "ADDRESS", "value": "7 Zz Row", "safety": "SAFE"},
    )["id"]
    worker = someone(made_up)
    every, one = pages_of(family, family.mother)
    assert "Ann Example" in worker.open(every).text
    form = worker.open(one)
    assert "7 Zz Row" in form.text
    without = opened(worker.send(form, one, **BY_LETTER, contact=""), 422)
    assert "address" in without.text
    letter = opened(worker.send(without, one, **BY_LETTER, contact=home))
    way_in = typed(letter)
    # Whoever looks over a shoulder at the square, or photographs it, does not come in by it.
    square = qr_code(f"{worker.origin}/sign-in/family?ref={way_in['reference']}")
    assert square in letter.reply.text
    assert letter.reply.text.count(way_in["code"]) == 1
    _, _, printed = letter.reply.text.partition('<div class="cs-letter"')
    printed, _, _ = printed.partition('<div class="cs-screen"')
    assert not [name for name in ("Ann", "Ng", "7 Zz Row", "share", "child") if name in printed]
    assert TEXTS["letter_ring"] in letter.text
    # Sent again, the same form shows nothing.
    again = worker.post(one, without.form(one) | BY_LETTER | {"contact": home})
    assert (again.status_code, again.headers["Location"]) == (303, every)
    parent = comes_in(made_up, way_in)
    assert parent.get("/v1/own", Accept="application/json").status_code == 200
    listed = worker.open(every)
    assert "On a letter" in listed.text
    assert "Used on" in listed.text
    assert worker.send(listed, every).headers["Location"] == every
    assert "Ended on" in worker.open(every).text
    assert parent.get("/v1/own", Accept="application/json").status_code == 401


def pages_of(family: Family, person: str) -> tuple[str, str]:
    every = f"/files/{family.file}/ways-in"
    return every, f"/files/{family.file}/people/{person}/ways-in"


def test_what_is_read_out_takes_the_place_of_what_was_there_and_what_is_refused_says_why(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    worker = someone(made_up)
    every, one = pages_of(family, family.father)
    said = {"how": "READ_OUT", "contact": "", "advocate_in": "", "reason": ""}
    first, second = (opened(worker.send(worker.open(one), one, **said)) for _ in range(2))
    assert "<svg" not in first.reply.text
    assert comes_in(made_up, typed(first)).cookie is None
    assert comes_in(made_up, typed(second)).cookie is not None
    assert "Replaced by a newer one" in worker.open(every).text
    _, childs = pages_of(family, family.child)
    young = opened(worker.send(worker.open(childs), childs, **said), 409)
    assert "Gillick" in young.text
    opened(worker.get(pages_of(family, "0" * 24)[1]), 404)
    # A page may what its operation may, for the same people and of the same authority.
    for role in ("1", "2"):
        somebody = someone(made_up, role)
        assert somebody.get(every).status_code in (403, 404)
        assert somebody.get(one).status_code in (403, 404)
    assert of_service(made_up).get(one).status_code == 401
