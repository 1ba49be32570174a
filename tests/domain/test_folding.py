"""What each event makes of a case file."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, get_args

import msgspec
import pytest

from consent_service.domain import events, folding, practice
from consent_service.domain.casefile import FACTS, CaseFile, Fact, Held
from consent_service.domain.content import By, Content, parse_content
from consent_service.domain.folding import Place, fold
from tests.domain.test_event_vectors import VECTORS

AT = datetime(2026, 11, 12, 9, 30, tzinfo=UTC)
PLACE = Place(41, AT)
EMPTY = CaseFile(id="Zzfile")

#: Every kind that is a fact: the list it joins, and the members that go by another name there.
DECLARED: dict[str, tuple[str, dict[str, str]]] = {
    "child-added": ("children", {"child": "id"}),
    "adult-added": ("adults", {"person": "id"}),
    "relationship-recorded": ("relationships", {}),
    "competence-recorded": ("competence", {}),
    "wish-recorded": ("wishes", {}),
    "safety-recorded": ("safety", {}),
    "reachability-recorded": ("reachability", {}),
    "capacity-recorded": ("capacity", {}),
    "enquiry-opened": ("enquiries", {"enquiry": "id"}),
    "enquiry-closed": ("enquiries_closed", {}),
    "conversation-recorded": ("conversations", {"conversation": "id"}),
    "response-recorded": ("responses", {"response": "id", "response_kind": "kind"}),
    "agreement-withdrawn": ("responses", {"response": "id", "response_kind": "kind"}),
    "validity-changed": ("validity", {}),
    "written-summary-sent": ("summaries", {}),
    "advocate-status-changed": ("advocates", {}),
    "authorisation-made": ("authorisations", {"authorisation": "id", "decision": "kind"}),
    "authorisation-ended": ("authorisations_ended", {}),
}
#: Every kind that is kept whole, and the list it joins.
KEPT: dict[str, str] = {
    "entries-lost": "lost",
    "record-confirmed": "confirmed",
    "decision-requested": "requests",
    "decision-drafted": "drafts",
    "not-share-decided": "not_share",
    "decision-reviewed": "reviews",
    "safe-to-tell-changed": "safe_to_tell",
    "telling-recorded": "tellings",
    "share-now-used": "share_nows",
    "share-now-recorded": "share_nows_recorded",
    "share-now-reviewed": "share_nows_reviewed",
    "disclosure-recorded": "disclosures",
    "check-followed-up": "follow_ups",
    "stop-notice-sent": "stop_notices",
    "stop-notice-acknowledged": "stop_notices_acknowledged",
    "disclosure-reviewed": "disclosures_reviewed",
    "agency-replied": "agency_replies",
    "contact-point-recorded": "contact_points",
    "keep-informed-agreed": "keep_informed",
    "contact-made": "contacts_made",
    "referrer-told-back": "referrer_told",
    "birth-recorded": "births",
    "needs-recorded": "needs",
    "equality-recorded": "equality",
    "entry-corrected": "corrections",
    "correction-asked": "corrections_asked",
    "correction-answered": "corrections_answered",
    "disagreement-stated": "disagreements",
    "family-asked": "asked",
    "family-answered": "asked_answered",
}
UNCHANGING = [
    "check-made",
    "check-unanswered",
    "history-asked",
    "ledger-opened",
    "policy-adopted",
    "share-now-linked",
    "staff-listed",
    "record-recovered",
    "key-rotated",
    "key-retired",
]


def content_of(kind: str) -> Content:
    vector = next(v for v in VECTORS if v["kind"] == kind)
    return parse_content(vector["content"].encode())


def facts_in(file: CaseFile) -> dict[str, tuple[Fact, ...]]:
    return {name: getattr(file, name) for name in FACTS if getattr(file, name)}


@pytest.mark.parametrize("kind", DECLARED)
def test_a_fact_joins_its_list_with_all_it_said(kind: str) -> None:
    content = content_of(kind)
    field, renamed = DECLARED[kind]
    file = fold(EMPTY, content, PLACE)
    held = facts_in(file)
    assert list(held) == [field]
    (fact,) = held[field]
    said: dict[str, Any] = {"effective_at": AT} | msgspec.structs.asdict(content.event)
    for name, value in said.items():
        assert getattr(fact, renamed.get(name, name)) == value
    assert (fact.recorded_at, fact.seq, fact.struck_at) == (AT, 41, None)
    assert file.folded_to == 41


@pytest.mark.parametrize("kind", DECLARED)
def test_a_fact_comes_after_what_was_there(kind: str) -> None:
    """The order of the file is the order of the ledger: ties are settled by it."""
    once = fold(EMPTY, content_of(kind), PLACE)
    twice = fold(once, content_of(kind), Place(42, AT))
    field = DECLARED[kind][0]
    assert getattr(twice, field)[0] is getattr(once, field)[0]
    assert [fact.seq for fact in getattr(twice, field)] == [41, 42]


@pytest.mark.parametrize("kind", KEPT)
def test_an_event_kept_whole_joins_its_list_with_who_recorded_it(kind: str) -> None:
    content = content_of(kind)
    file = fold(EMPTY, content, PLACE)
    assert list(facts_in(file)) == [KEPT[kind]]
    (kept,) = facts_in(file)[KEPT[kind]]
    assert isinstance(kept, Held)
    assert (kept.event, kept.by, kept.role) == (content.event, content.by.id, content.by.role)
    assert kept.effective_at == getattr(content.event, "effective_at", AT)
    assert (kept.recorded_at, kept.seq, kept.struck_at) == (AT, 41, None)
    assert file.folded_to == 41


def test_a_withdrawal_is_an_answer() -> None:
    (response,) = fold(EMPTY, content_of("agreement-withdrawn"), PLACE).responses
    assert response.answer == "WITHDRAWN"


def test_a_decision_is_made_by_whoever_recorded_it() -> None:
    content = content_of("authorisation-made")
    (decision,) = fold(EMPTY, content, PLACE).authorisations
    assert decision.authorised_by == content.by.id


def test_a_file_is_opened_under_its_reference() -> None:
    file = fold(EMPTY, content_of("file-opened"), PLACE)
    assert file == CaseFile(id="Zzfile", reference="Zzcase-1", opened_at=AT, folded_to=41)


@pytest.mark.parametrize("kind", UNCHANGING)
def test_a_question_leaves_the_very_same_file(kind: str) -> None:
    """So that whoever holds a folded file need not fold it again because somebody asked."""
    file = fold(EMPTY, content_of("child-added"), PLACE)
    assert fold(file, content_of(kind), Place(42, AT)) is file


def test_a_correction_strikes_what_one_entry_said_and_nothing_else() -> None:
    file = EMPTY
    for seq, kind in enumerate(DECLARED):
        file = fold(file, content_of(kind), Place(seq, AT))
    target = list(DECLARED).index("response-recorded")
    later = AT + timedelta(hours=1)
    correction = Content(
        By("Zzworker-2", "SOCIAL_WORKER"),
        practice.EntryCorrected(corrects=target, what_was_wrong="Zzwrong", requested_by="STAFF"),
    )
    corrected = fold(file, correction, Place(99, later))
    struck = [f for facts in facts_in(corrected).values() for f in facts if f.struck_at is not None]
    assert [fact.seq for fact in struck] == [target]
    assert struck[0].struck_at == later
    assert corrected.folded_to == 99
    assert [held.event for held in corrected.corrections] == [correction.event]
    untouched = msgspec.structs.replace(
        corrected, responses=file.responses, corrections=(), folded_to=17
    )
    assert untouched == file


def test_a_correction_counts_only_from_its_own_time() -> None:
    """What was known before it still shows the error (`domain.md` F10)."""
    later = AT + timedelta(hours=1)
    file = fold(EMPTY, content_of("response-recorded"), PLACE)
    correction = Content(
        By("Zzworker-2", "SOCIAL_WORKER"),
        practice.EntryCorrected(corrects=41, what_was_wrong="Zzwrong", requested_by="STAFF"),
    )
    (response,) = fold(file, correction, Place(42, later)).responses
    as_of = later + timedelta(days=1)
    assert response.holds(as_of, later - timedelta(microseconds=1))
    assert not response.holds(as_of, later)
    assert not response.holds(as_of, as_of)


def test_a_second_correction_does_not_move_the_first() -> None:
    file = fold(EMPTY, content_of("response-recorded"), PLACE)
    for seq in (42, 43):
        correction = practice.EntryCorrected(
            corrects=41, what_was_wrong="Zzwrong", requested_by="STAFF"
        )
        content = Content(By("Zzworker-2", "SOCIAL_WORKER"), correction)
        file = fold(file, content, Place(seq, AT + timedelta(hours=seq)))
    assert file.responses[0].struck_at == AT + timedelta(hours=42)


def test_every_kind_is_folded_in_one_declared_way() -> None:
    """A new event must say what it makes of a case file before anything can record it."""
    every = {kind.__struct_config__.tag for kind in get_args(events.AnyEvent)}
    assert every == {*DECLARED, *KEPT, *UNCHANGING, "file-opened"}
    assert {kind.__struct_config__.tag for kind in folding.UNCHANGING} == set(UNCHANGING)


def test_every_list_of_a_case_file_is_filled_by_some_event() -> None:
    assert {field for field, _ in DECLARED.values()} | set(KEPT.values()) == set(FACTS)
