"""What holds for every record and every question (`domain.md` 5.5)."""

from __future__ import annotations

from itertools import product
from random import Random
from typing import Any
from unittest import mock

import msgspec
import pytest
from hypothesis import HealthCheck, assume, given
from hypothesis import strategies as st

from consent_service.domain.answers import (
    Answer,
    Flag,
    Item,
    Outcome,
    Reason,
    Says,
    encode_answer,
)
from consent_service.domain.deciding.decision import decide, unavailable
from consent_service.domain.file.casefile import CaseFile
from consent_service.domain.file.folding import fold
from consent_service.domain.file.view import View
from consent_service.domain.said import eachitemsaid, saidabout
from consent_service.domain.standing import standing
from tests.domain.scenario_files import read
from tests.domain.strategies import (
    ADULTS,
    ANSWERS,
    CATEGORIES,
    CHILDREN,
    DAYS,
    PR_THAT_DOES_NOT,
    a_family,
    families,
    questions,
    responses,
)
from tests.trying import tried

Dict = dict[str, Any]
#: Answers that say something of the item, as opposed to of how the person can be spoken to.
ABOUT_THE_ITEM = [a for a in ANSWERS if a not in ("ASK_ATTEMPTED", "NOT_ASKED_UNSAFE")]

thorough = tried(5, at_length=400, suppress_health_check=list(HealthCheck))
quick = tried(3, at_length=240, suppress_health_check=list(HealthCheck))


def answered(facts: Dict, question: Dict) -> Answer:
    return read(facts, question).answer()


def items(facts: Dict, question: Dict) -> dict[tuple[str, str, str], Item]:
    """By what each is about. Where an answer stands moves with every entry before it."""
    return {
        (i.subject, i.category, i.direction): msgspec.structs.replace(
            i, positions=tuple(msgspec.structs.replace(p, entry=None) for p in i.positions)
        )
        for i in answered(facts, question).items
    }


def adding(facts: Dict, response: Dict) -> Dict:
    return facts | {"responses": [*facts["responses"], response]}


def everyone_within_reach(facts: Dict) -> Dict:
    """The same family, with nothing on record that an answer could show to be out of date.

    That somebody was reached, or tried in vain, is a fact about the person: it reaches past one
    item on purpose, and so stands outside what is said here of items.
    """
    return facts | {
        "adults": [adult | {"reachable": True} for adult in facts["adults"]],
        "responses": [r for r in facts["responses"] if r["answer"] != "ASK_ATTEMPTED"],
        "corrections": [],
    }


@pytest.mark.parametrize(
    ("count", "families"), [(2, 500), pytest.param(3, 4_000, marks=pytest.mark.campaign)]
)
def test_random_families_reach_the_answers_of_one_parent_in_every_order(
    count: int, families: int
) -> None:
    """A yes, a no, a doubt, a word about them, an attempt: in every order, nothing between them."""
    kinds = ["yes", "no", "undecided", "about them", "attempt"]
    reached: set[tuple[str, ...]] = set()
    for seed in range(families):
        responses = a_family(Random(seed))["responses"]
        for parent in ADULTS[:2]:
            said = [one for one in responses if one["by"] == parent]
            said.sort(key=lambda one: (one["effective_at"], one["recorded_at"]))
            heard = [kind_of_plain(one) for one in said]
            reached |= set(zip(*(heard[place:] for place in range(count)), strict=False))
    assert set(product(kinds, repeat=count)) <= reached


def kind_of_plain(response: Dict) -> str:
    """What somebody said to everything, in the enquiry that is asked about; else nothing plain."""
    reaches_all = all(response[part] == ["*"] for part in ("subjects", "purposes", "categories"))
    in_effect = response["enquiry"] == "E1" and response["kind"] == "SHARE_INFO"
    plain = in_effect and reaches_all and response["agencies"] == ["*"]
    if not plain or response["exclusions"] or response["valid_from"]:
        return ""
    return {
        "AGREED": "yes",
        "AGREED_IN_PART": "yes",
        "REFUSED": "no",
        "WITHDRAWN": "no",
        "UNDECIDED": "undecided",
        "AWAITING": "about them",
        "REPORTED_BY_REFERRER": "about them",
        "ASK_ATTEMPTED": "attempt",
    }.get(response["answer"], "")


def test_there_are_eight_outcomes_and_none_forbids() -> None:
    assert {str(o) for o in Outcome} == {
        "COVERED",
        "PARTLY_COVERED",
        "ASK",
        "OBJECTION",
        "DECISION_NEEDED",
        "AUTHORISED",
        "SHARE_NOW",
        "UNAVAILABLE",
    }
    words = {
        word for codes in (Outcome, Reason, Flag, Says) for c in codes for word in c.split("_")
    }
    assert not words & {
        "DENY", "DENIED", "FORBID", "FORBIDDEN", "BLOCK", "BLOCKED", "PROHIBITED", "ALLOW",
        "ALLOWED", "PERMITTED", "ILLEGAL", "UNLAWFUL", "STOP",
    }  # fmt: skip


@quick
@given(facts=families(), question=questions())
def test_every_answer_is_one_of_the_eight_with_a_reason_for_each_item(
    facts: Dict, question: Dict
) -> None:
    answer = answered(facts, question)
    assert answer.outcome in set(Outcome) - {Outcome.SHARE_NOW, Outcome.UNAVAILABLE}
    assert answer.reasons
    assert set(answer.reasons) == {item.reason for item in answer.items}
    assert {flag for item in answer.items for flag in item.flags} <= set(answer.flags)


@quick
@given(facts=families(), question=questions(urgency=["IMMEDIATE"]), readable=st.booleans())
def test_immediate_risk_is_always_answered_share_now(
    facts: Dict, question: Dict, readable: bool
) -> None:
    answer = answered(facts | {"ledger_readable": readable}, question)
    assert answer.outcome is Outcome.SHARE_NOW
    assert answer.reasons == (Reason.RISK_NOW,)
    assert answer.flags == (Flag.RECORD_AFTER,)
    assert (answer.items, answer.policy_version) == ((), 0), "it reads nothing, no policy either"


@pytest.mark.parametrize("reason", [Reason.CANNOT_READ_LEDGER, Reason.CANNOT_RECORD])
def test_what_cannot_be_read_is_unavailable_and_not_a_no(reason: Reason) -> None:
    answer = unavailable(reason)
    assert (answer.outcome, answer.reasons) == (Outcome.UNAVAILABLE, (reason,))
    assert answer.flags == (Flag.RECORD_AFTER,)
    assert (answer.items, answer.policy_version) == ((), 0)


@thorough
@given(
    facts=families(),
    question=questions(),
    refusal=responses(answer=["REFUSED", "WITHDRAWN"]),
)
def test_adding_a_refusal_never_makes_an_item_covered(
    facts: Dict, question: Dict, refusal: Dict
) -> None:
    before = items(facts, question)
    for key, item in items(adding(facts, refusal), question).items():
        assert item.outcome is not Outcome.COVERED or before[key].outcome is Outcome.COVERED


@thorough
@given(
    facts=families(),
    question=questions(direction=["SEEK", "SHARE"]),
    subjects=st.lists(st.sampled_from([*CHILDREN, *ADULTS, "zara"]), unique=True, max_size=3),
    categories=st.lists(st.sampled_from(CATEGORIES), unique=True),
    both=st.booleans(),
)
def test_widening_a_request_never_changes_an_item_that_was_in_it(
    facts: Dict, question: Dict, subjects: list[str], categories: list[str], both: bool
) -> None:
    wider = question | {
        "subjects": list(dict.fromkeys([*subjects, *question["subjects"]])),
        "categories": list(dict.fromkeys([*categories, *question["categories"]])),
        "direction": "BOTH" if both else question["direction"],
    }
    wide = items(facts, wider)
    narrow = items(facts, question)
    for key, item in narrow.items():
        assert wide.get(key, item) == item
        # Once somebody is named whom the kind is about, it is not asked of whoever it is not about.
        assert key in wide or item.outcome is not Outcome.COVERED
    if answered(facts, wider).outcome is Outcome.COVERED:
        assert all(i.outcome is Outcome.COVERED for key, i in narrow.items() if key in wide)


@thorough
@given(facts=families(), question=questions())
def test_what_is_left_out_is_asked_of_another_and_of_them_something_else(
    facts: Dict, question: Dict
) -> None:
    left = items(facts, question)
    ways = ("SEEK", "SHARE") if question["direction"] == "BOTH" else (question["direction"],)
    for subject, kind, way in product(question["subjects"], question["categories"], ways):
        if (subject, kind, way) not in left:
            assert any((other, kind, way) in left for other in question["subjects"])
            assert any((subject, other, way) in left for other in question["categories"])


@thorough
@given(
    facts=families(),
    question=questions(subjects=[["ann"]]),
    response=responses(
        subjects=[["ben"], ["cat"], ["ben", "cat"]],
        answer=ABOUT_THE_ITEM,
    ),
)
def test_a_response_about_one_child_never_changes_the_outcome_for_another(
    facts: Dict, question: Dict, response: Dict
) -> None:
    facts = everyone_within_reach(facts)
    before = items(facts, question)
    after = items(adding(facts, response), question)
    assert {k: i.outcome for k, i in after.items()} == {k: i.outcome for k, i in before.items()}


@thorough
@given(
    facts=families(),
    question=questions(subjects=[["dad"]]),
    by=st.sampled_from([a for a in ADULTS if a != "dad"] + CHILDREN),
    data=st.data(),
)
def test_no_one_can_agree_for_another_adult(
    facts: Dict, question: Dict, by: str, data: st.DataObject
) -> None:
    """What somebody else says is shown beside it, and changes nothing of what may be done. Who has
    been joined with them is nobody else.
    """
    assume(by not in _one_with("dad", facts))
    response = data.draw(responses(by=[by]))
    before, after = items(facts, question), items(adding(facts, response), question)
    assert {key: _what_may_be_done(one) for key, one in after.items()} == {
        key: _what_may_be_done(one) for key, one in before.items()
    }


def _one_with(person: str, facts: Dict) -> set[str]:
    """Everybody who may be read as this person."""
    found = {person}
    pairs = [{joined["person"], joined["other"]} for joined in facts.get("joined", ())]
    for _ in pairs:
        found = found.union(*(pair for pair in pairs if pair & found))
    return found


def _what_may_be_done(item: Item) -> tuple[object, ...]:
    return (item.outcome, item.reason, item.authorisations, item.ends_at)


@quick
@given(facts=families(), question=questions(categories=[["ADULT_MENTAL_HEALTH"]]))
def test_what_is_about_an_adult_is_never_covered_under_a_childs_name(
    facts: Dict, question: Dict
) -> None:
    for (subject, _, _), item in items(facts, question).items():
        assert subject not in CHILDREN or item.outcome is not Outcome.COVERED


@quick
@given(facts=families(), question=questions())
def test_the_same_question_of_the_same_record_has_the_same_bytes(
    facts: Dict, question: Dict
) -> None:
    once, again = encode_answer(answered(facts, question)), encode_answer(answered(facts, question))
    assert once == again
    assert encode_answer(msgspec.json.decode(once, type=Answer)) == once


@thorough
@given(facts=families(), question=questions(subjects=[["ann"]]), data=st.data())
def test_a_carer_without_responsibility_never_makes_an_item_covered(
    facts: Dict, question: Dict, data: st.DataObject
) -> None:
    linked = facts["children"][0]["parental_responsibility"]
    carers = [a for a in ADULTS if linked.get(a, "NO") in PR_THAT_DOES_NOT]
    assume(carers)
    before = items(facts, question)
    response = data.draw(responses(by=carers))
    for key, item in items(adding(facts, response), question).items():
        assert (item.outcome is Outcome.COVERED) == (before[key].outcome is Outcome.COVERED)


@thorough
@given(
    facts=families(),
    question=questions(enquiry=["E1"]),
    response=responses(enquiry=["E0"], answer=ABOUT_THE_ITEM),
)
def test_what_was_said_in_another_enquiry_never_changes_an_outcome(
    facts: Dict, question: Dict, response: Dict
) -> None:
    """But a no in one that had ended was said in none, and is heard in each."""
    assume(response["answer"] not in ("REFUSED", "WITHDRAWN") or not _has_ended("E0", facts))
    facts = everyone_within_reach(facts)
    before = items(facts, question)
    after = items(adding(facts, response), question)
    assert {k: i.outcome for k, i in after.items()} == {k: i.outcome for k, i in before.items()}


def _has_ended(enquiry: str, facts: Dict) -> bool:
    closed = {one["id"] for one in facts.get("enquiries", ()) if one["closed_at"]}
    return enquiry in closed | facts["closed_enquiries"].keys()


@quick
@given(
    facts=families(),
    question=questions(enquiry=["E1"]),
    by=st.sampled_from(ADULTS),
    days=st.lists(st.sampled_from(DAYS), min_size=3, max_size=4, unique=True),
    data=st.data(),
)
def test_attempts_in_another_enquiry_never_change_an_answer(
    facts: Dict, question: Dict, by: str, days: list[str], data: st.DataObject
) -> None:
    """That nobody got hold of a father last time is no reason not to speak to him this time."""
    attempt = data.draw(responses(by=[by], answer=["ASK_ATTEMPTED"], enquiry=["E0"]))
    tried = [attempt | {"effective_at": day, "recorded_at": day} for day in days]
    more = facts | {"responses": [*facts["responses"], *tried]}
    assert items(more, question) == items(facts, question)


@quick
@given(facts=families(), question=questions())
def test_a_question_about_the_past_sees_only_what_had_been_recorded(
    facts: Dict, question: Dict
) -> None:
    """Folding up to a time and asking, or folding everything and asking as known then: the same."""
    case = read(facts, question)
    then = CaseFile(id=case.file.id)
    for place, content in case.entries:
        if place.at <= case.known_at:
            then = fold(then, content, place)
    as_it_was, as_it_is = (
        encode_answer(decide(View(file, case.as_of, case.known_at), case.policy, case.proposal))
        for file in (then, case.file)
    )
    assert as_it_was == as_it_is


@thorough
@given(families(), questions())
def test_whether_little_or_much_is_looked_up_makes_no_difference(
    facts: Dict, question: Dict
) -> None:
    found = []
    for little in (-1, 10**6):
        with (
            mock.patch.object(saidabout, "_LITTLE", little),
            mock.patch.object(eachitemsaid, "_FEW", little),
        ):
            record = read(facts, question)
            view = View(record.file, record.as_of, record.known_at)
            stands = standing(view, record.directory)
            found.append((encode_answer(record.answer()), stands))
    looked_up, gone_through = found
    assert looked_up == gone_through
