"""What each event makes of a file."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec

from consent_service.domain.file.authorityfile import AuthorityFile
from consent_service.domain.file.casefile import CaseFile
from consent_service.domain.file.folding import Stamp, changes_its_file, fold
from consent_service.domain.file.held import Held
from consent_service.domain.recorded.content import By, Content, parse_content
from consent_service.domain.recorded.event import Event, NoFact, kinds, tag_of
from consent_service.domain.recorded.events import AgreementWithdrawn, ResponseRecorded
from consent_service.domain.recorded.practice import EntryCorrected
from consent_service.domain.times import first_moment
from tests.domain.test_event_vectors import VECTORS
from tests.sweeping import each

AT = datetime(2026, 11, 12, 9, 30, tzinfo=UTC)
PLACE = Stamp(41, AT)
EMPTY = CaseFile(id="Zzfile")
OWN = AuthorityFile(id="Zzown")

#: Questions, looks and beginnings: they change no file, and say so.
NO_FACTS = {tag_of(kind) for kind in kinds(NoFact)}
#: What concerns no family.
OF_THE_AUTHORITY = {
    "notice-published",
    "policy-adopted",
    "share-now-linked",
    "service-listed",
    "staff-listed",
    "record-recovered",
    "key-rotated",
    "client-registered",
    "client-key-added",
    "client-key-retired",
    "client-disabled",
    "key-retired",
    "right-granted",
    "right-revoked",
    "record-restricted",
    "restriction-ended",
}
#: It is put under a family's file, or in the authority's own.
OF_EITHER = {"share-now-used", "clock-set"}
EVERY = [vector["kind"] for vector in VECTORS]
OF_A_FAMILY = [kind for kind in EVERY if kind not in NO_FACTS | OF_THE_AUTHORITY]


def content_of(kind: str) -> Content:
    vector = next(v for v in VECTORS if v["kind"] == kind)
    return parse_content(vector["content"].encode())


def correction(corrects: int) -> Content:
    return Content(
        By("Zzworker-2", "SOCIAL_WORKER"),
        EntryCorrected(corrects=corrects, what_was_wrong="Zzwrong", requested_by="STAFF"),
    )


def said(file: CaseFile) -> Held[ResponseRecorded]:
    (response,) = file.of(ResponseRecorded)
    return response


@each("kind", of=OF_A_FAMILY)
def test_a_fact_is_the_event_with_who_recorded_it_its_times_and_its_place(kind: str) -> None:
    content = content_of(kind)
    file = fold(EMPTY, content, PLACE)
    (fact,) = file.of(type(content.event))
    assert (fact.event, fact.by, fact.role) == (content.event, content.by.id, content.by.role)
    typed = getattr(content.event, "effective_at", AT)
    precision = getattr(content.event, "precision", None)
    assert fact.effective_at == first_moment(typed, precision)
    assert (fact.recorded_at, fact.seq, fact.struck_at) == (AT, 41, None)
    assert list(file.every()) == [fact]
    assert file.folded_to == 41


@each("kind", of=OF_A_FAMILY)
def test_a_fact_comes_after_what_was_there(kind: str) -> None:
    """The order of the file is the order of the ledger: ties are settled by it."""
    once = fold(EMPTY, content_of(kind), PLACE)
    twice = fold(once, content_of(kind), Stamp(42, AT))
    assert [fact.seq for fact in twice.every()] == [41, 42]
    assert next(twice.every()) is next(once.every())


@each("kind", of=EVERY)
def test_a_kind_changes_the_files_that_it_is_said_to_change(kind: str) -> None:
    """What it leaves as it was is the very same object: nobody need fold or seal it again."""
    content = content_of(kind)
    family = fold(EMPTY, content, PLACE) is not EMPTY
    own = fold(OWN, content, PLACE) is not OWN
    assert family is (kind not in NO_FACTS | OF_THE_AUTHORITY)
    assert own is (kind in OF_THE_AUTHORITY | OF_EITHER)
    assert changes_its_file(content.event) is (family or own)


@each("kind", of=OF_A_FAMILY)
def test_a_file_with_any_fact_is_written_and_read_back(kind: str) -> None:
    file = fold(EMPTY, content_of(kind), PLACE)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(file), type=CaseFile) == file


def test_answers_and_withdrawals_stand_in_the_order_recorded() -> None:
    file = fold(EMPTY, content_of("agreement-withdrawn"), PLACE)
    file = fold(file, content_of("response-recorded"), Stamp(42, AT))
    file = fold(file, content_of("agreement-withdrawn"), Stamp(43, AT))
    assert [fact.seq for fact in file.responses] == [41, 42, 43]
    assert [type(fact.event) for fact in file.responses][::2] == [AgreementWithdrawn] * 2
    assert file.responses[0].event.answer == "WITHDRAWN"


def test_a_file_is_opened_under_its_reference() -> None:
    file = fold(EMPTY, content_of("file-opened"), PLACE)
    assert (file.reference, file.opened_at, file.folded_to) == ("Zzcase-1", AT, 41)


def test_a_correction_strikes_what_one_entry_said_and_nothing_else() -> None:
    file = EMPTY
    for seq, kind in enumerate(OF_A_FAMILY):
        file = fold(file, content_of(kind), Stamp(seq, AT))
    target = OF_A_FAMILY.index("response-recorded")
    later = AT + timedelta(hours=1)
    corrected = fold(file, correction(target), Stamp(999, later))
    before = {fact.seq: fact for fact in file.every()}
    after: dict[int, Held[Event]] = {fact.seq: fact for fact in corrected.every()}
    assert after.pop(999).event == correction(target).event
    assert after.pop(target) == msgspec.structs.replace(before.pop(target), struck_at=later)
    assert after == before
    assert corrected.folded_to == 999


def test_a_correction_counts_only_from_its_own_time() -> None:
    """What was known before it still shows the error (`domain.md` F10)."""
    later = AT + timedelta(hours=1)
    file = fold(EMPTY, content_of("response-recorded"), PLACE)
    response = said(fold(file, correction(41), Stamp(42, later)))
    as_of = later + timedelta(days=1)
    assert response.holds(as_of, later - timedelta(microseconds=1))
    assert not response.holds(as_of, later)
    assert not response.holds(as_of, as_of)


def test_a_second_correction_does_not_move_the_first() -> None:
    file = fold(EMPTY, content_of("response-recorded"), PLACE)
    for seq in (42, 43):
        file = fold(file, correction(41), Stamp(seq, AT + timedelta(hours=seq)))
    assert said(file).struck_at == AT + timedelta(hours=42)


def test_every_kind_is_one_that_the_tests_above_know() -> None:
    assert {tag_of(kind) for kind in kinds()} == set(EVERY)
    assert set(EVERY) >= NO_FACTS | OF_THE_AUTHORITY | OF_EITHER
