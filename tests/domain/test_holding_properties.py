"""A no is always heard, over random families: what holds an item, and that no order undoes it."""

from __future__ import annotations

from itertools import permutations
from random import Random
from typing import Any

from hypothesis import HealthCheck, assume, given
from hypothesis import strategies as st

from consent_service.domain.answers import Answer, Flag, Outcome, Reason, Says
from consent_service.domain.file.view import View
from consent_service.domain.noticing.notices import codes_of
from tests.domain.scenario_files import Case, read
from tests.domain.strategies import ADULTS, CHILDREN, DAYS, families, questions, responses
from tests.trying import tried

Dict = dict[str, Any]
OWN_WORDS = ["AGREED", "REFUSED", "WITHDRAWN", "UNDECIDED"]
#: Less than a yes, in a talk: what is taken back has none.
IN_A_TALK = ["REFUSED", "UNDECIDED", "AGREED_IN_PART", "AWAITING", "NOT_CLEAR"]
EVERYTHING = {
    **{part: ["*"] for part in ("subjects", "purposes", "agencies", "categories")},
    "directions": ["BOTH"],
    "exclusions": [],
    "enquiry": "E1",
    "kind": "SHARE_INFO",
    "valid_from": None,
}

thorough = tried(5, at_length=400, suppress_health_check=list(HealthCheck))


def answered(facts: Dict, question: Dict) -> Answer:
    return read(facts, question).answer()


def outcomes(facts: Dict, question: Dict) -> list[tuple[Outcome, Reason]]:
    return [(item.outcome, item.reason) for item in answered(facts, question).items]


def told(facts: Dict, question: Dict) -> tuple[tuple[Any, ...], ...]:
    """All that an answer says of each item, and of where each person stands, but for which of two
    answers that say the same is quoted.
    """
    return tuple(
        (
            item.outcome,
            item.reason,
            item.flags,
            tuple((p.person, p.says, p.reason, p.misses, p.holds) for p in item.positions),
        )
        for item in answered(facts, question).items
    )


def saying(facts: Dict, *said: Dict) -> Dict:
    return facts | {"responses": [*facts["responses"], *said]}


def at_last(by: str, answer: str) -> Dict:
    """To everything, after whatever else was said and recorded."""
    later = DAYS[-1].replace("T12", "T23")
    return {
        **EVERYTHING,
        "by": by,
        "answer": answer,
        "effective_at": later,
        "recorded_at": later,
        "expires_at": None,
        "written_summary_sent": True,
    }


def asked_after_all(question: Dict) -> Dict:
    after = DAYS[-1].replace("-11T", "-12T")
    return question | {"enquiry": "E1", "as_of": after, "known_at": after}


@thorough
@given(facts=families(), question=questions())
def test_nothing_is_covered_over_a_no_or_a_word_that_holds_of_one_who_decides(
    facts: Dict, question: Dict
) -> None:
    for item in answered(facts, question).items:
        if item.outcome is Outcome.COVERED:
            assert not any(p.decides and (p.says is Says.NO or p.holds) for p in item.positions)
            child = [p for p in item.positions if p.person == item.subject in CHILDREN]
            if any(p.says is Says.NO for p in child):
                assert Flag.CHILD_OBJECTS in item.flags


@thorough
@given(
    facts=families(),
    question=questions(subjects=[["ann"], ["ben"]]),
    by=st.sampled_from(ADULTS),
    no=st.sampled_from(["REFUSED", "WITHDRAWN"]),
)
def test_what_a_decider_refused_last_of_all_is_not_covered(
    facts: Dict, question: Dict, by: str, no: str
) -> None:
    question = asked_after_all(question)
    for item in answered(saying(facts, at_last(by, no)), question).items:
        if any(p.person == by and p.decides for p in item.positions):
            assert item.outcome is not Outcome.COVERED


@thorough
@given(
    facts=families(),
    question=questions(subjects=[["ann"], ["ben"], ["dad"]]),
    by=st.sampled_from([*ADULTS, "ann"]),
    answer=st.sampled_from(OWN_WORDS),
    instead=st.sampled_from([None, *OWN_WORDS]),
)
def test_nobody_whose_own_word_reaches_the_item_is_called_not_asked(
    facts: Dict, question: Dict, by: str, answer: str, instead: str | None
) -> None:
    """Nor where an answer about something else took the place of it. Each has a position."""
    question = asked_after_all(question)
    said = [at_last(by, answer)]
    if instead is not None:
        of_another = {"agencies": ["FAITH_GROUP"], "supersedes": len(facts["responses"])}
        said.append(at_last(by, instead) | of_another)
    for item in answered(saying(facts, *said), question).items:
        theirs = [p for p in item.positions if p.person == by]
        if answer != "AGREED" and instead is None and item.reason is not Reason.NO_RECORD:
            # Two who are one have one position.
            assert theirs or facts.get("joined")
        assert all(p.reason is not Reason.NOT_ASKED for p in theirs)
        if any(p.decides and p.person == item.subject for p in theirs):
            assert item.reason not in (Reason.YP_NOT_ASKED, Reason.ADULT_NOT_ASKED) or (
                item.subject in CHILDREN and item.category.startswith("ADULT")
            )


def outcomes_and_flags(answer: Answer) -> list[tuple[Any, ...]]:
    return [(item.outcome, item.reason, item.flags) for item in answer.items]


HANDED_ON = {"CIN_ASSESSMENT": "CIN_ASSESSMENT", "S47_ENQUIRY": "S47"}


@thorough
@given(
    facts=families(enquiries=[[]], closed_enquiries=[{}]),
    question=questions(enquiry=["E1", None]),
    purpose=st.sampled_from([*HANDED_ON, "AGENCY_CHECKS"]),
    day=st.sampled_from(DAYS),
)
def test_an_enquiry_that_is_handed_on_goes_on(
    facts: Dict, question: Dict, purpose: str, day: str
) -> None:
    """For what it is handed on for nothing has changed; for anything else every no is whole."""
    question = question | {"purpose": purpose}
    going_on = {"id": "E1", "opened_at": "2026-11-01T12:00:00+00:00"}
    handed_on = going_on | {"closed_at": day, "close_reason": HANDED_ON.get(purpose, "TRANSFER")}
    before, after = (
        answered(facts | {"enquiries": [one]}, question) for one in (going_on, handed_on)
    )
    if purpose in HANDED_ON:
        assert outcomes_and_flags(after) == outcomes_and_flags(before)
        return
    for one, other in zip(before.items, after.items, strict=True):
        noes = {p.person for p in one.positions if p.says is Says.NO}
        assert noes == {p.person for p in other.positions if p.says is Says.NO}
        if one.outcome is Outcome.OBJECTION:
            assert other.outcome is Outcome.OBJECTION


@thorough
@given(
    facts=families(responses=[[]], corrections=[[]]),
    question=questions(),
    by=st.sampled_from(ADULTS),
    said=st.lists(responses(), min_size=2, max_size=3),
)
def test_the_answers_of_one_conversation_have_no_order(
    facts: Dict, question: Dict, by: str, said: list[Dict]
) -> None:
    together = {
        "by": by,
        "enquiry": "E1",
        "kind": "SHARE_INFO",
        "conversation": "talk",
        **dict.fromkeys(("effective_at", "recorded_at"), DAYS[1]),
    }
    heard = [one | together for one in said if one["answer"] in [*OWN_WORDS, "AGREED_IN_PART"]]
    assume(len(heard) > 1)
    found = {told(saying(facts, *order), question) for order in permutations(heard)}
    assert len(found) == 1


@thorough
@given(
    facts=families(responses=[[]], corrections=[[]]),
    question=questions(enquiry=["E1"], as_of=[DAYS[-1]], known_at=[DAYS[-1]]),
    by=st.sampled_from(ADULTS),
    yes=responses(answer=["AGREED", "AGREED_IN_PART"], valid_from=[None]),
    others=st.lists(responses(answer=IN_A_TALK), min_size=1, max_size=2),
)
def test_where_a_yes_of_a_conversation_does_not_hold_because_of_the_rest_the_reply_says_so(
    facts: Dict, question: Dict, by: str, yes: Dict, others: list[Dict]
) -> None:
    together: Dict = {"by": by, "enquiry": "E1", "kind": "SHARE_INFO", "conversation": "talk"}
    together |= dict.fromkeys(("effective_at", "recorded_at"), DAYS[1])
    together |= {"valid": True, "validity": [], "expires_at": None}
    yes, *others = (one | together for one in (yes, *others))
    alone, with_the_rest = saying(facts, yes), saying(facts, *others, yes)
    # A name that is only like the one asked for was said of another service.
    left = stood(by, answered(with_the_rest, question), Reason.NAME_THE_SERVICE)
    lost = stood(by, answered(alone, question)) - left
    assume(lost)
    assert "BOTH_IN_ONE_TALK" in noticed(read(with_the_rest, question)), lost


def stood(person: str, answer: Answer, *reasons: Reason) -> set[tuple[str, str, str]]:
    """The items of which they say yes, or may for one of these reasons."""
    return {
        (item.subject, item.category, item.direction)
        for item in answer.items
        if any(p.person == person and p.reason in (None, *reasons) for p in item.positions)
    }


def noticed(case: Case) -> set[str]:
    view = View(case.file, case.known_at, case.known_at)
    return {code for place, held in case.entries for code in codes_of(held, place, view)}


@thorough
@given(facts=families(corrections=[[]]), question=questions(), seed=st.integers(0, 2**32))
def test_the_unnamed_order_of_equal_times_changes_no_outcome(
    facts: Dict, question: Dict, seed: int
) -> None:
    """Each was recorded when it was said, and nothing names what it takes the place of."""
    said = [
        {key: value for key, value in one.items() if key != "supersedes"}
        | {"recorded_at": one["effective_at"]}
        for one in facts["responses"]
    ]
    shuffled = list(said)
    Random(seed).shuffle(shuffled)
    before = outcomes(facts | {"responses": said}, question)
    after = outcomes(facts | {"responses": shuffled}, question)
    assert [outcome for outcome, _ in before] == [outcome for outcome, _ in after]
