"""Whoever types a yes is asked of what their words leave open, before it is kept."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from consent_service.domain.times import LONDON
from tests.api.running import Running, add_family
from tests.pages.opening import opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_conversation import begun, outcome, place, said

_TYPED = {
    "explained": "WHY_WORRIED",
    "responses.grid.0.CHILD_HEALTH": "AGREED",
    "method": "PHONE_VERBAL",
    "seen_alone": "YES",
    "pressure_concern": "NONE",
}


def test_a_yes_for_later_is_typed_with_its_day_and_asked_for_where_words_name_one(
    made_up: Running,
) -> None:
    """ "Ok from January" counted that very day."""
    family = add_family(made_up)
    browser, path = someone(made_up), place(family)
    page = begun(browser, family, agencies="GP")
    assert "From when, if not from today?" in page.text
    typed = {**_TYPED, "parent_words": "Ok, from the 28th"}
    read = opened(browser.send(page, path, **typed))
    assert "Their words name a later day." in read.text
    later = (made_up.clock.now + timedelta(days=5)).astimezone(LONDON)
    day = {"day": str(later.day), "month": str(later.month), "year": str(later.year)}
    wrong = {f"responses.from.{part}": one for part, one in {**day, "month": "13"}.items()}
    again = opened(browser.send(page, path, **typed, **wrong), 422)
    assert "From when, if not from today? This is not a real day." in again.text
    typed |= {f"responses.from.{part}": one for part, one in day.items()}
    read = opened(browser.send(page, path, **typed))
    assert "Their words name a later day." not in read.text
    assert f"From: {later.day} " in read.text
    assert browser.send(read, path, not_a_no="true").status_code == 303
    (yes,) = said(made_up, family)["responses"]
    first = datetime.combine(later.date(), time(), LONDON)
    assert datetime.fromisoformat(yes["valid_from"]) == first
    assert outcome(made_up, family, "GP") == "ASK"
    made_up.clock.now += timedelta(days=5)
    assert outcome(made_up, family, "GP") == "COVERED"
