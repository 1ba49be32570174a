"""An opened file is kept, and believed only while opening what stands there would give the same."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
import sqlalchemy as sa

from consent_service.actions import checks
from consent_service.actions.refused import RecordDamaged
from consent_service.api.replies.showing import moment
from consent_service.domain.answers import Answer
from consent_service.domain.deciding.decision import decide
from consent_service.domain.file.casefile import CaseFile
from consent_service.domain.file.view import View
from consent_service.storage.believed import keptopen
from consent_service.storage.believed.keptopen import SECONDS, AsItStands, KeptOpen
from consent_service.storage.database.tables import case_files, file_keys
from consent_service.storage.door.openfiles import Ledger
from consent_service.storage.sealed.sealing import AuthoritySeal, FileSeal, Succession, new_key
from tests.api.breaking import altering
from tests.api.running import OURS, Family, Running, agree
from tests.api.weather import only_reason
from tests.counted import Calls

MANY = 10**6


def authority() -> AuthoritySeal:
    return AuthoritySeal(Succession(new_key()), Succession(new_key()), "records.example.org/north")


def opened(by: AuthoritySeal, file: str) -> tuple[CaseFile, FileSeal]:
    return CaseFile(id=file), by.unwrap(by.wrap(new_key(), file), file)


def named(file: str, size: int = 10) -> AsItStands:
    return AsItStands(b"", 0, file.encode().ljust(size))


def test_it_is_found_under_the_same_bytes_and_the_same_keys_alone() -> None:
    kept, by = KeptOpen[CaseFile](), authority()
    found = opened(by, "f")
    stands = AsItStands(b"wrapped", 7, b"sealed")
    kept.keep("f", by, stands, found)
    assert kept.find("f", by, stands) == found
    others = [
        AsItStands(b"wrappee", 7, b"sealed"),
        AsItStands(b"wrapped", 8, b"sealed"),
        AsItStands(b"wrapped", 7, b"sealee"),
        AsItStands(b"wrappeds", 7, b"ealed"),
        AsItStands(b"7 wrapped", 7, b"sealed"),
        AsItStands(b"wrapped", 7, b""),
        AsItStands(b"wrapped", 7, b"", sha256(b"sealee").digest()),
        AsItStands(b"wrapped", 8, b"", sha256(b"sealed").digest()),
    ]
    assert all(kept.find("f", by, other) is None for other in others)
    assert kept.find("g", by, stands) is None
    assert kept.find("f", authority(), stands) is None
    assert kept.digests(["f", "g"]) == {"f": sha256(b"sealed").digest(), "g": b""}
    assert kept.find("f", by, AsItStands(b"wrapped", 7, b"", kept.digests("f")["f"])) == found


def test_what_is_no_bytes_is_damage() -> None:
    by, kept = authority(), KeptOpen[str]()
    for wrapped, sealed in (("text", b"sealed"), (b"wrapped", 7)):
        with pytest.raises(RecordDamaged):
            kept.find("f", by, AsItStands(wrapped, 7, sealed))  # type: ignore[arg-type]


def test_what_nobody_asks_for_is_let_go_and_so_is_what_there_is_no_room_for() -> None:
    at = [0.0]
    by = authority()
    kept = KeptOpen[CaseFile](lambda: at[0], most=50 * 2)
    for file in ("old", "asked"):
        kept.keep(file, by, named(file), opened(by, file))
    assert kept.find("old", by, named("old"))
    kept.keep("third", by, named("third"), opened(by, "third"))
    assert kept.find("asked", by, named("asked")) is None, "it was asked for longest ago"
    at[0] = SECONDS - 1
    assert kept.find("old", by, named("old"))
    at[0] = SECONDS + 1
    kept.let_go()
    assert kept.find("third", by, named("third")) is None
    assert kept.find("old", by, named("old"))
    kept.keep("large", by, named("large", MANY), opened(by, "large"))
    assert kept.find("large", by, named("large", MANY)) is None
    assert kept.find("old", by, named("old")) is None


def test_what_is_worked_out_of_a_file_counts_as_well() -> None:
    """It grows while the file is kept, so it is counted again whenever somebody looks."""
    by, hangs_on = authority(), {"asked": 0, "other": 0}
    kept = KeptOpen[CaseFile](most=1_000, weighs=lambda file: hangs_on[file.id])
    for file in hangs_on:
        kept.keep(file, by, named(file), opened(by, file))
    hangs_on["asked"] = 950
    assert kept.find("asked", by, named("asked")), "whoever asks has it, whatever it has come to"
    assert kept.find("other", by, named("other")) is None, "it was asked for longest ago"
    hangs_on["asked"] = 1_000
    kept.let_go()
    assert kept.find("asked", by, named("asked")) is None, "and the keeper counts it at each beat"


def test_a_question_of_a_family_makes_its_file_weigh_more(
    service: Running, covered: Family
) -> None:
    def weight() -> int:
        return sum(one.state.weighs() for one in kept._files.values())

    kept = service.storage.records.ledgers[OURS].kept
    service.check(covered.file, covered.question())
    once = weight()
    service.check(covered.file, covered.question())
    assert weight() == once, "asked again, nothing more is worked out"
    service.check(covered.file, covered.question(direction="SHARE"))
    assert weight() > once > 0


@pytest.fixture
def warm(service: Running, covered: Family, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A process that has opened the family's file; and the rows that it opens from here on."""
    service.check(covered.file, covered.question())
    opened_to: list[int] = []
    real = FileSeal.open_row

    def noted(self: FileSeal, sealed: bytes, folded_to: int) -> bytes:
        opened_to.append(folded_to)
        return real(self, sealed, folded_to)

    monkeypatch.setattr(FileSeal, "open_row", noted)
    return opened_to


@pytest.mark.each_database
def test_a_file_that_is_asked_about_again_is_not_opened_again(
    service: Running, covered: Family, warm: list[int]
) -> None:
    assert service.check(covered.file, covered.question())["outcome"] == "COVERED"
    assert warm == []
    agree(service, covered)
    assert service.check(covered.file, covered.question())["outcome"] == "COVERED"
    assert warm == [], "whoever changed it keeps it as it was written"
    service.assert_sound()


@pytest.mark.each_database
def test_what_is_asked_again_has_no_row_hashed_here_however_long_it_is(
    service: Running, covered: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.check(covered.file, covered.question())
    service.check(covered.file, covered.question())
    hashed = Calls(monkeypatch, keptopen, "sha256")
    assert hashed.of(lambda: service.check(covered.file, covered.question())) == 0


@pytest.mark.each_database
def test_what_another_process_has_changed_is_opened_again_and_is_what_that_keeps(
    service: Running, covered: Family, warm: list[int]
) -> None:
    another = service.restarted()
    agree(another, covered)
    warm.clear()
    assert service.check(covered.file, covered.question())["outcome"] == "COVERED"
    assert len(warm) == 1
    written, opened_here = (
        one.storage.records.ledgers[OURS].kept._files[covered.file] for one in (another, service)
    )
    assert written.stands.is_as(opened_here.stands)
    assert repr(written.state.state) == repr(opened_here.state.state)
    service.assert_sound()


@pytest.fixture
def worked_out(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """As of when each question was decided that was."""
    found: list[datetime] = []

    def noted(view: View, *given: Any) -> Answer:
        found.append(view.as_of)
        return decide(view, *given)

    monkeypatch.setattr(checks, "decide", noted)
    return found


def test_what_is_asked_again_is_not_worked_out_again_until_time_or_an_entry_may_make_it_another(
    service: Running, covered: Family, warm: list[int], worked_out: list[datetime]
) -> None:
    began = service.clock.now

    def asked(**later: float) -> dict[str, Any]:
        service.clock.now = began + timedelta(**later)
        shown = service.check(covered.file, covered.question())
        assert shown["at"] == moment(service.clock.now)
        return {**shown, "at": None, "ledger": None, "receipt": None}

    assert asked(minutes=1) == asked(minutes=2) == asked(minutes=3)
    assert len(worked_out) == 1
    asked(days=1)
    assert len(worked_out) == 2, "it is another day"
    agree(service, covered)
    asked(days=1, minutes=1)
    assert len(worked_out) == 3, "something was put on record"
    service.assert_sound()


@pytest.mark.each_database
def test_of_a_file_that_is_another_in_what_no_answer_goes_by_nothing_is_worked_out_again(
    service: Running, covered: Family, warm: list[int], worked_out: list[datetime]
) -> None:
    another = service.restarted()

    def asked() -> list[str | None]:
        shown = service.check(covered.file, covered.question())
        assert shown["outcome"] == "COVERED"
        return [task["team"] for task in shown["tasks"]]

    assert set(asked()) == {None}
    for team in ("East hub", "West hub"):
        path = f"/v1/files/{covered.file}/enquiries/{covered.enquiry}/assignments"
        another.record(path, {"team": team})
        assert set(asked()) == {team}, "whose it is now"
    assert len(warm) >= 2, "and it was opened again"
    assert worked_out == []
    agree(another, covered)
    asked()
    assert len(worked_out) == 1, "an answer goes by what was said"
    service.assert_sound()


@pytest.mark.each_database
@pytest.mark.breaks_the_ledger("rows and keys are altered and put back")
def test_a_warm_process_sees_whatever_is_altered_and_what_is_put_back(
    service: Running, covered: Family, warm: list[int]
) -> None:
    here, key = case_files.c.file == covered.file, file_keys.c.file == covered.file

    def read(column: sa.ColumnElement[bytes], where: sa.ColumnElement[bool]) -> bytes:
        with service.storage.engine.connect() as connection:
            return bytes(connection.execute(sa.select(column).where(where)).scalar_one())

    before = read(case_files.c.sealed, here)
    agree(service, covered)
    service.check(covered.file, covered.question())
    sealed, wrapped = read(case_files.c.sealed, here), read(file_keys.c.wrapped, key)

    def asked(statement: sa.Update) -> str:
        with altering(service) as connection:
            connection.execute(statement)
        answer = service.check(covered.file, covered.question())
        return only_reason(answer) if answer["outcome"] == "UNAVAILABLE" else answer["outcome"]

    rows, keys = sa.update(case_files).where(here), sa.update(file_keys).where(key)
    for harmed in (
        rows.values(sealed=sealed[:-1] + bytes([sealed[-1] ^ 1])),
        rows.values(sealed=before),
    ):
        assert asked(harmed) == "RECORD_DAMAGED"
        assert asked(rows.values(sealed=sealed)) == "COVERED"
    assert asked(keys.values(wrapped=wrapped[:-1] + bytes([wrapped[-1] ^ 1]))) == "RECORD_DAMAGED"
    assert asked(keys.values(wrapped=wrapped)) == "COVERED"
    with altering(service) as connection:
        place = connection.execute(sa.select(case_files.c.folded_to).where(here)).scalar_one()
    assert asked(rows.values(folded_to=place - 1)) == "RECORD_DAMAGED"
    assert asked(rows.values(folded_to=place)) == "COVERED"


@pytest.mark.each_database
@pytest.mark.breaks_the_ledger("the authority's keys are others")
def test_a_warm_process_opens_nothing_by_keys_that_are_no_longer_held(
    service: Running, covered: Family, warm: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    other = authority()
    monkeypatch.setattr(Ledger, "seal", property(lambda _: other))
    answer = service.check(covered.file, covered.question())
    assert answer["outcome"] == "UNAVAILABLE"


def test_the_keeper_lets_go_what_nobody_asks_for(
    service: Running, covered: Family, warm: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was erased by another process is gone from this one's memory as well."""
    with monkeypatch.context() as patch:
        patch.setattr(keptopen, "SECONDS", -1.0)
        service.beat()
    warm.clear()
    assert service.check(covered.file, covered.question())["outcome"] == "COVERED"
    assert len(warm) == 2, "their file and the authority's own are opened once more"
