"""What one of us asks a manager to decide tells of answers that stand on record. It is no new no of
whoever is named in it, nor of anybody else, nor to anything that it is not about.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET

from consent_service.domain.answers import Outcome
from consent_service.domain.deciding.decision import decide
from consent_service.domain.file.view import View
from consent_service.domain.recorded.events import AdultAdded
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.recorded.practice import DecisionRequested
from consent_service.domain.said.saidbesides import notices_of_noes
from consent_service.domain.scopes.scope import Agency, Scope
from tests.domain.tasks.story import Story, question, scope

_HOUSING = scope(agencies=(Agency("HOUSING"),))
_WHY = (
    "Nan + grandad want the damp sorted, mum says no to housing cos of old arrears. Can we go by "
    "nan?"
)
_ASKED = ("READS_LIKE_A_NO", "MAY_BE_A_NO", "MAY_BE_A_NO_HOLDS")


def _family(no_of_mum: Scope | None = _HOUSING) -> Story:
    """Two who agreed to the surgery and to housing, and the mother, to whom only that is a no."""
    story = Story().child()
    for one, role in (("mum", "MOTHER"), ("dad", "FATHER"), ("gran", "GRANDPARENT")):
        story.make(AdultAdded, person=one, names={"dad": "Cai Zz"}.get(one, f"Zz {one}"))
        story.adult(one, role=role)
    story.enquiry()
    for one in ("mum", "dad", "gran"):
        story.agree(one)
    for one in ("dad", "gran"):
        story.agree(one, scope=_HOUSING)
    if no_of_mum is not None:
        story.say("REFUSED", "mum", scope=no_of_mum)
    return story.later()


def _ask(story: Story, why: str, said: Any) -> tuple[View, int]:
    place = story.make(
        DecisionRequested, request="q", enquiry="E1", scope=_HOUSING, why=why, not_a_no=said
    )
    story.later()
    return View(story.file, story.at, story.at), place


def _stand(view: View, agency: str) -> dict[str, str]:
    found = decide(view, DEFAULT_POLICY, question(agency=Agency(agency)))
    return {p.person: str(p.reason or p.says) for p in found.items[0].positions}


def _codes(view: View, place: int) -> Iterable[str]:
    return notices_of_noes(view, next(h for h in view.holding[DecisionRequested] if h.seq == place))


@pytest.mark.parametrize("said", [UNSET, True, False])
def test_a_no_that_is_on_record_is_no_new_one_of_anybody(said: Any) -> None:
    """Three people who had agreed were no longer: "mum says no to housing" stood in the request."""
    story = _family()
    before = View(story.file, story.at, story.at)
    stood = {one: _stand(before, one) for one in ("GP", "HOUSING")}
    view, place = _ask(story, _WHY, said)
    assert {one: _stand(view, one) for one in stood} == stood
    assert not {*_codes(view, place)} & {*_ASKED}


def test_a_no_that_stands_nowhere_else_is_heard_of_whose_it_is_and_of_what_it_is_about() -> None:
    story = _family(None)
    story.agree("mum", scope=_HOUSING)
    before = View(story.file, story.later().at, story.at)
    stood = {one: _stand(before, one) for one in ("GP", "HOUSING")}
    view, place = _ask(story, _WHY, UNSET)
    assert "READS_LIKE_A_NO" in {*_codes(view, place)}
    view, _ = _ask(story, _WHY, False)
    assert _stand(view, "HOUSING") == {**stood["HOUSING"], "mum": "NOT_CLEAR"}
    assert _stand(view, "GP") == stood["GP"]


def test_a_yes_since_a_no_is_held_by_what_is_told_after_it() -> None:
    story = _family()
    story.later().agree("mum", scope=_HOUSING)
    view, _ = _ask(story.later(), _WHY, False)
    assert _stand(view, "HOUSING")["mum"] == "NOT_CLEAR"


@given(
    st.sampled_from([_WHY, "She says no", "refused again", "Mum: no to it, nan is fine", "Asking"]),
    st.sampled_from([UNSET, True, False]),
)
def test_no_request_makes_less_clear_what_was_said_to_another_service(why: str, said: Any) -> None:
    view, _ = _ask(_family(), why, said)
    assert decide(view, DEFAULT_POLICY, question()).outcome is Outcome.COVERED
