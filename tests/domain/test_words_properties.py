"""What words for an agency never do, whatever the family and the question."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import msgspec
from hypothesis import HealthCheck, given

from consent_service.domain.answers import Answer, Flag, Item, Outcome, Safe, Says
from consent_service.domain.file.casefile import CaseFile
from consent_service.domain.file.folding import Stamp, fold
from consent_service.domain.file.held import Held
from consent_service.domain.file.view import View
from consent_service.domain.recorded import events, practice
from consent_service.domain.recorded.content import By, Content
from consent_service.domain.recorded.event import Event
from consent_service.domain.recorded.particulars import Rationale
from consent_service.domain.safety.signs import asking
from consent_service.domain.safety.telling import telling
from consent_service.domain.scopes.scope import SEEK
from consent_service.domain.words import words_for_agency
from tests.domain.scenario_files import Case, read
from tests.domain.strategies import ADULTS, CHILDREN, DAYS, families, questions
from tests.domain.test_codes import DENIAL
from tests.trying import tried

Dict = dict[str, Any]
DONE = (Outcome.COVERED, Outcome.AUTHORISED)
NOW = [DAYS[-1]]
thorough = tried(5, at_length=400, suppress_health_check=list(HealthCheck))
#: Every question is about now: words are for what a worker does next.
asked_now = given(facts=families(), question=questions(as_of=NOW, known_at=NOW))
BEGINNING = datetime(2026, 11, 1, tzinfo=UTC)


def words_of(case: Case, answer: Answer | None = None, file: CaseFile | None = None) -> str | None:
    return words_for_agency(
        answer or case.answer(),
        case.proposal,
        View(file or case.file, case.known_at, case.known_at),
    )


def mentioned(answer: Answer) -> list[Item]:
    return [item for item in answer.items if item.outcome in DONE]


def alone(answer: Answer, item: Item) -> Answer:
    """The answer to this one item."""
    return msgspec.structs.replace(answer, items=(item,), outcome=item.outcome)


def said_to_agree(words: str) -> set[str]:
    """Everybody whom the words claim to have agreed."""
    return {
        person
        for person in (*ADULTS, *CHILDREN)
        if re.search(rf"\b{person}\b(?: \([^)]*\))? agreed to this", words)
    }


@thorough
@asked_now
def test_somebody_is_said_to_agree_exactly_where_they_decide_and_said_yes(
    facts: Dict, question: Dict
) -> None:
    case = read(facts, question)
    answer = case.answer()
    for item in mentioned(answer):
        words = words_of(case, alone(answer, item))
        assert words is not None
        yes = {p.person for p in item.positions if p.decides and p.says is Says.YES}
        assert said_to_agree(words) == yes


@thorough
@asked_now
def test_where_nothing_is_said_apart_a_claim_holds_for_everything_that_is_mentioned(
    facts: Dict, question: Dict
) -> None:
    case = read(facts, question)
    answer = case.answer()
    words = words_of(case, answer)
    if words is None or "\nAbout " in words:
        return
    for item in mentioned(answer):
        yes = {p.person for p in item.positions if p.decides and p.says is Says.YES}
        assert said_to_agree(words) == yes


@thorough
@asked_now
def test_the_whole_says_of_each_part_what_would_be_said_of_it_alone(
    facts: Dict, question: Dict
) -> None:
    case = read(facts, question)
    answer = case.answer()
    words = words_of(case, answer)
    for item in mentioned(answer):
        standing = (words_of(case, alone(answer, item)) or "").split("\n")[2]
        assert words is not None
        assert standing in words


@thorough
@asked_now
def test_there_are_words_exactly_for_what_is_agreed_or_decided(facts: Dict, question: Dict) -> None:
    case = read(facts, question)
    answer = case.answer()
    words = words_of(case, answer)
    assert (words is None) == (not mentioned(answer))
    if words is not None:
        assert "section 16LA of the Children Act 2004." in words
        assert "consent" not in words
        assert DENIAL.search(words) is None


@thorough
@asked_now
def test_only_what_is_agreed_or_decided_is_asked_for(facts: Dict, question: Dict) -> None:
    case = read(facts, question)
    answer = case.answer()
    words = words_of(case, answer)
    if words is None:
        return
    opening = words.split("\nThe purpose is")[0]
    items = mentioned(answer)
    named = {subject for subject in (*CHILDREN, *ADULTS) if re.search(rf"\b{subject}\b", opening)}
    # Of two who are one person the name that they go by, once.
    known = View(case.file, case.known_at, case.known_at)
    assert named == {known.the_one(item.subject) for item in items}
    assert ("We are asking" in opening) == any(item.direction == SEEK for item in items)
    assert ("We are telling" in opening) == any(item.direction != SEEK for item in items)
    kinds = {
        "CHILD_HEALTH": "child's health",
        "EDUCATION": "progress",
        "ADULT_MENTAL_HEALTH": "mental",
    }
    for code, label in kinds.items():
        assert (label in opening) == any(item.category == code for item in items)


@thorough
@asked_now
def test_of_somebody_unsafe_an_agency_learns_a_yes_at_most(facts: Dict, question: Dict) -> None:
    case = read(facts, question)
    answer = case.answer()
    words = words_of(case, answer)
    if words is None:
        return
    view = View(case.file, case.as_of, case.known_at)
    for person in {p.person for item in mentioned(answer) for p in item.positions}:
        if asking(view, person).answer is Safe.YES:
            continue
        assert "Please do not tell the family" in words
        assert "Please do tell" not in words
        name = rf"\b{person}\b(?: \([^)]*\))?"
        asked = rf"{name} (has (not )?been asked|said no|took back)"
        assert (
            re.search(rf"{asked}|(answer of|answer from|reach) {name} (about|ours)", words) is None
        )


@thorough
@asked_now
def test_the_family_is_told_only_where_nothing_speaks_against_it(
    facts: Dict, question: Dict
) -> None:
    case = read(facts, question)
    answer = case.answer()
    words = words_of(case, answer)
    if words is None:
        return
    assert ("Please do tell" in words) != ("Please do not tell" in words)
    if any(Flag.DO_NOT_TELL in item.flags for item in mentioned(answer)):
        assert "Please do tell" not in words
    if "Please do tell" in words:
        view = View(case.file, case.as_of, case.known_at)
        decided = tuple(id for item in answer.items for id in item.authorisations)
        alive = [person for person in view.adults if person not in view.the_dead]
        assert all(telling(view, person, decided).answer is Safe.YES for person in alive)


SECRET = "Zzneighbour of 12 Zzstreet"

#: What somebody typed, kind by kind.
TYPED: dict[type[Event], Dict] = {
    events.FileOpened: {"reference": SECRET},
    events.ResponseRecorded: {"words": SECRET, "any_reason": SECRET},
    events.AgreementWithdrawn: {"words": SECRET},
    events.SafetyRecorded: {"reason": SECRET},
    events.ReachabilityRecorded: {"reason": SECRET},
    events.CapacityRecorded: {"rationale": SECRET},
    events.WishRecorded: {"words": SECRET},
    events.RelationshipRecorded: {"explanation": SECRET},
    events.AuthorisationMade: {
        "rationale": Rationale(SECRET, SECRET, SECRET, SECRET, SECRET),
        "child_view_considered": SECRET,
        "advice_from": (SECRET,),
    },
}
#: Beside a try, or what they left open, words say that they were heard: nobody reads that they were
#: not asked. What the words are says nothing.
LEFT_OPEN = {"ASK_ATTEMPTED", "UNDECIDED", "AWAITING"}
ANY_WORDS = "Zzwords"
NO_ADDRESS = "Do not give any address to anybody."
BESIDE: tuple[Event, ...] = (
    events.FileOpened(reference=SECRET),
    events.EnquiryOpened(
        enquiry="E1",
        referrer_agency="GP",
        referrer_organisation=SECRET,
        referrer_anonymous=True,
        referrer_words=SECRET,
        effective_at=BEGINNING,
    ),
    *(
        practice.ContactPointRecorded(
            contact=person,
            person=person,
            type="ADDRESS",
            value=SECRET,
            safety="SAFE",
            effective_at=BEGINNING,
        )
        for person in ADULTS
    ),
)


def with_any_words(held: Held[Event]) -> Held[Event]:
    if getattr(held.event, "answer", None) not in LEFT_OPEN:
        return held
    return msgspec.structs.replace(held, event=msgspec.structs.replace(held.event, words=ANY_WORDS))


def typed_over(held: Held[Event]) -> Held[Event]:
    event = msgspec.structs.replace(held.event, **TYPED.get(type(held.event), {}))
    return msgspec.structs.replace(held, event=event)


def with_each(file: CaseFile, changed: Callable[[Held[Event]], Held[Event]]) -> CaseFile:
    every = {kind: tuple(map(changed, held)) for kind, held in file.facts.items()}
    return msgspec.structs.replace(file, facts=every)


@thorough
@asked_now
def test_F23_nothing_that_anybody_typed_changes_a_word(facts: Dict, question: Dict) -> None:
    """An anonymous referrer, addresses, reasons, refusals in somebody's own words. That there is an
    address, and somebody to be feared, adds that none is given away; and that there are words where
    an answer was left open, that they were heard.
    """
    case = read(facts, question)
    heard = with_each(case.file, with_any_words)
    told = with_each(case.file, typed_over)
    for event in BESIDE:
        told = fold(told, Content(By(SECRET, "MASH_WORKER"), event), Stamp(1, BEGINNING))
    answer = case.answer()
    words, before = words_of(case, answer, told), words_of(case, answer, heard)
    assert words in (before, f"{before}\n{NO_ADDRESS}")
    assert words is None or "Zz" not in words
