"""What one of us asks a manager to decide tells of answers that stand on record. It is no new no of
whoever is named in it, nor of anybody else, nor to anything that it is not about.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

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
from consent_service.domain.said.saidbesides import may_be_noes, notices_of_noes
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


#: Sentences, and of whom each tells a no.
_PARTS: Final = {
    "Mum said no.": "mum",
    "Cai refused.": "dad",
    "Mum agreed.": None,
    "Dad agreed this morning.": None,
    "The house is damp.": None,
    "Dad does not want it.": "dad",
    "Mum withdrew.": "mum",
}


def _two() -> Story:
    """A mother who agreed to both, and a father who answered nothing."""
    story = Story().child()
    for one, role in (("mum", "MOTHER"), ("dad", "FATHER")):
        story.make(AdultAdded, person=one, names={"dad": "Cai Zz"}.get(one, "Bea Yy"))
        story.adult(one, role=role)
    story.adult("gran", pr_status="NO")
    story.enquiry()
    story.agree("mum")
    story.agree("mum", scope=_HOUSING)
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


#: Of whom the words tell a no, where the mother agreed that day and the father did not answer.
_TWO: Final = {
    "Mum agreed we ask housing. Cai rang and seems to say no. He frightens her": {"dad"},
    "Mum agreed we ask housing. Cai rang. Seems to say no": {"dad"},
    "Mum agreed, dad refused": {"dad"},
    "Mum is happy with it but dad does not want it": {"dad"},
    "Dad says no. Mum said yes this morning": {"dad"},
    "Cai refused. Mum is fine with it": {"dad"},
    "Mum consented and dad withdrew": {"dad"},
    "Mum said yes. Dad put the phone down": {"dad"},
    "Mum agreed. Dad rang. He is against it": {"dad"},
    "Mum happy for us to ask, Cai said no to housing": {"dad"},
    "Dad rang and she is fine, he says no": {"dad"},
    "Mum agreed. Dad is being awkward, can we go on?": {"dad"},
    "Spoke to mum and dad. One of them may say no": {"dad"},
    "Mum agreed. He says no": {"dad", "gran"},
    # It is hers, whatever she said before.
    "Dad agreed. Mum now says no": {"mum"},
    "Mum agreed. Dad rang. Then she said no": {"mum"},
    "Mum agreed but then said no": {"mum"},
    "Mum agreed. Then she refused. Dad agreed": {"mum"},
    "Mum changed her mind": {"mum"},
    # Of both, or nobody can tell.
    "Mum and dad say no": {"mum", "dad"},
    "Mum said no and so did dad, both refused": {"mum", "dad"},
    "Mum agreed. Dad rang. They now say no": {"mum", "dad"},
    "Mum + dad both no": {"mum", "dad"},
    "Mum was pressed into agreeing by Cai": {"mum", "dad"},
    "Dad refused and mum must not know": {"dad"},
    "Dad is being awkward. Mum must not know": {"dad"},
    "Mum, dad: refused": {"mum", "dad"},
    "Mum refused, dad refused": {"mum", "dad"},
    # However it is put, and whatever stands beside it.
    "consent revoked, mum": {"mum"},
    "Dad refused, consent revoked, mum": {"mum", "dad"},
    "Dad says no for them both": {"mum", "dad"},
    "Dad says no for both of them, mum agreed earlier": {"mum", "dad"},
    "Dad says no. Mum agreed to GP only": {"mum", "dad"},
    "Dad refused, mum agreed for the school only": {"mum", "dad"},
    "Mum agreed. Dad refused, then she rang back and said no": {"mum", "dad"},
    "Mum agreed, dad refused, then she rang back and said no": {"mum", "dad"},
    "Mum agreed because she is scared of dad. Dad said no": {"mum", "dad"},
    # Whoever is named as why has said nothing.
    "Neighbour says mum said no to police because she fears dad": {"mum"},
    "Dad says no because mum is ill": {"dad"},
    "Mum refused for fear of dad": {"mum"},
    "Mum said no because dad frightens her": {"mum"},
    "Dad said no as she is scared": {"dad"},
    # Unless their no is why.
    "Dad said no because mum refused": {"mum", "dad"},
    "Dad says no because mum has said no": {"mum", "dad"},
    "Dad says no cos mum doesnt want it": {"mum", "dad"},
    "Dad is saying no because mum has withdrawn": {"mum", "dad"},
    "Dad said no because mum refused, she is scared": {"mum", "dad"},
    "Mum wont agree because dad wont": {"mum", "dad"},
    "Cai said no as she refused": {"mum", "dad", "gran"},
    "Mum agreed. Cai rang. She told him. Consent withdrawn": {"mum", "dad"},
    # All that were named, and whom they speak for.
    "Spoke to mum and dad. No to all of this": {"mum", "dad"},
    "Mum, dad and gran. No to all of it": {"mum", "dad", "gran"},
    "Spoke to mum, dad, gran. All refused for them": {"mum", "dad", "gran"},
    # What is usual beside it is of nobody else.
    "Dad says no for now. Mum agreed": {"dad"},
    "Dad says no for the time being, mum is fine with it": {"dad"},
    "Dad says no to all of it. Mum agreed": {"dad"},
    "Dad says no. Mum only agreed this morning": {"dad"},
    "Dad says no. Mum agreed to housing only": {"dad"},
    "Dad refused, then he rang back and said no again. Mum agreed": {"dad"},
    "Mum agreed. Dad rang, then he said no": {"dad"},
    "Dad said no, mum agreed for both children": {"dad"},
    "Mum agreed, dad refused, and she will ring back": {"dad"},
}


@pytest.mark.parametrize("why", _TWO)
def test_a_no_is_of_whoever_the_words_tell_it_of(why: str) -> None:
    """A mother's recorded yes was put in doubt by the no of another in the same words."""
    story = _two()
    before = View(story.file, story.at, story.at)
    stood = {one: _stand(before, one) for one in ("GP", "HOUSING")}
    view, place = _ask(story, why, False)
    found = {
        who
        for who in ("mum", "dad", "gran")
        if any(one.said.seq == place for one in may_be_noes(view, who))
    }
    assert found == _TWO[why]
    stands = _stand(view, "HOUSING")
    assert {who for who in ("mum", "dad") if stands[who] == "NOT_CLEAR"} == _TWO[why] - {"gran"}
    assert _stand(view, "GP")["mum"] == stood["GP"]["mum"]
    assert stands["mum"] == stood["HOUSING"]["mum"] or "mum" in _TWO[why]


@given(st.permutations([*_PARTS]), st.integers(1, 3))
def test_no_no_that_is_told_of_somebody_by_name_is_lost(parts: list[str], count: int) -> None:
    said = parts[:count]
    view, place = _ask(_two(), " ".join(said), False)
    for who in {_PARTS[one] for one in said} - {None}:
        assert any(one.said.seq == place for one in may_be_noes(view, str(who)))


@given(
    st.sampled_from([_WHY, "She says no", "refused again", "Mum: no to it, nan is fine", "Asking"]),
    st.sampled_from([UNSET, True, False]),
)
def test_no_request_makes_less_clear_what_was_said_to_another_service(why: str, said: Any) -> None:
    view, _ = _ask(_family(), why, said)
    assert decide(view, DEFAULT_POLICY, question()).outcome is Outcome.COVERED
