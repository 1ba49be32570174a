"""Whoever talks to one of a family reads who else of it must not hear of that from them."""

from __future__ import annotations

import pytest

from tests.api.running import Family, Running, add_family
from tests.pages.test_being_somebody import someone
from tests.pages.test_conversation import begun

QUIET = "Please speak to nobody else of the family about this"


def a_wish(service: Running, family: Family) -> None:
    keeps = {"child": family.child, "objects": False, "heard_by": "The school"}
    keeps |= {"words": "Not my mum.", "not_to_be_told": [family.mother]}
    service.record(f"{family.path}/wishes", keeps)


def a_sign(service: Running, family: Family) -> None:
    sign = {"person": family.father, "code": "NOT_KNOWN", "people": [family.mother]}
    service.record(f"{family.path}/signs", sign)


def not_safe(service: Running, family: Family) -> None:
    unsafe = {"person": family.mother, "safe_to_ask": False, "reason": "He said so."}
    service.record(f"{family.path}/safety", unsafe)


@pytest.mark.parametrize("anyway", ["ASK", "TELL"])
@pytest.mark.parametrize("said", [a_wish, a_sign, not_safe])
def test_whoever_must_not_hear_is_named_to_whoever_talks_to_another(
    made_up: Running, said: object, anyway: str
) -> None:
    """A child asked that their mother is not told, and the talk with the father began without a
    word of that. To him she is not named: only whoever reads the page knows of whom it is.
    """
    family = add_family(made_up)
    assert callable(said)
    said(made_up, family)
    page = begun(someone(made_up), family, anyway, person=family.father).text
    assert "Ann Example must not hear of this from you" in page
    script = page[page.index("I’m worried about") : page.index("What questions do you have?")]
    assert QUIET in script
    assert "Ann" not in script


def test_nobody_is_named_where_everybody_may_hear_nor_to_themself(made_up: Running) -> None:
    family = add_family(made_up)
    page = begun(someone(made_up), family, person=family.father).text
    assert "must not hear of this from you" not in page
    assert QUIET not in page
    a_wish(made_up, family)
    own = begun(someone(made_up), family, person=family.mother).text
    assert "must not hear of this from you" not in own


def test_nobody_asks_a_child_to_keep_something_from_others(made_up: Running) -> None:
    family = add_family(made_up)
    a_wish(made_up, family)
    page = begun(someone(made_up), family, person=family.child).text
    assert "Ann Example must not hear of this from you" in page
    assert QUIET not in page
