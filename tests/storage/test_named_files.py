"""What verification finds is about files: those are not answered from until they are mended."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from consent_service.storage.database.tables import case_files, case_names, entry_contents, once
from consent_service.storage.whole.rebuilding import rebuild
from tests.api.breaking import altering
from tests.api.running import OURS, Family, Running, add_family, agree, problem_of
from tests.builders import a_check
from tests.tamper.hand import ENTRIES, Hand


@pytest.fixture
def two(service: Running) -> tuple[Running, Family, Family]:
    one, other = add_family(service, "LCS-1"), add_family(service, "LCS-2")
    for family in (one, other):
        agree(service, family)
    service.beat()
    return service, one, other


def harmed(service: Running, alter: Callable[[Hand], None]) -> None:
    with altering(service) as connection:
        alter(Hand(connection, service.storage.records.ledgers[OURS]))


def place_of_a_look(service: Running, family: Family) -> int:
    """An entry of the file that its row does not follow from."""
    answer = service.check(family.file, family.question())
    seq: int = answer["ledger"]["seq"]
    return seq


def another_digit(hand: Hand, seq: int) -> None:
    """Change an entry so that it can still be read, and so whose it is: one that cannot be names
    nobody.
    """
    data = bytearray(hand.row(ENTRIES, seq=seq)["data"])
    place = next(at for at in range(len(data) // 2, len(data)) if chr(data[at]).isdigit())
    data[place] ^= 1
    hand.set(ENTRIES, {"seq": seq}, data=bytes(data))


WAYS: dict[str, Callable[[Hand, Family, int], None]] = {
    "a content is gone": lambda hand, _, seq: hand.remove(entry_contents, seq=seq),
    "a content was altered": lambda hand, _, seq: hand.flip(entry_contents, "sealed", seq=seq),
    "an entry was altered": lambda hand, _, seq: another_digit(hand, seq),
    "a name was taken away": lambda hand, family, _: hand.remove(case_names, file=family.file),
    "a request was forgotten": lambda hand, family, _: hand.remove(once, file=family.file),
}


@pytest.mark.breaks_the_ledger("what is named stays as it is")
@pytest.mark.parametrize("way", WAYS)
def test_a_file_that_is_named_is_not_answered_from_and_others_are(
    two: tuple[Running, Family, Family], way: str
) -> None:
    service, one, other = two
    seq = place_of_a_look(service, one)
    service.beat()
    harmed(service, lambda hand: WAYS[way](hand, one, seq))
    found = service.storage.reconcile(OURS)
    assert one.file in found.files
    assert other.file not in found.files
    for process in (service, service.restarted()):
        answer = process.check(one.file, one.question())
        assert [reason["code"] for reason in answer["reasons"]] == ["RECORD_DAMAGED"]
        for path in (one.path, f"{one.path}/history", f"{one.path}/tasks"):
            problem_of(process.get(path), "record-damaged")
        assert process.get("/v1/tasks", role="MASH_MANAGER").get_json()["unreadable"] == 1
        searched = process.post("/v1/searches", {"names": "Ng", "dob": "2024-02-01"}, key=None)
        assert [hit["file"] for hit in searched.get_json()["found"]] == [other.file]
        assert searched.get_json()["unreadable"] == 1
        answer = process.check(other.file, other.question())
        assert answer["outcome"] == "COVERED"
        assert "LEDGER_ALTERED" in [flag["code"] for flag in answer["flags"]]


def test_making_the_rows_again_mends_what_follows_from_the_contents(
    two: tuple[Running, Family, Family],
) -> None:
    service, one, other = two
    hand_over = sa.and_(entry_contents.c.authority == OURS, entry_contents.c.file == one.file)
    with altering(service) as connection:
        connection.execute(sa.update(entry_contents).where(hand_over).values(changes=False))
        connection.execute(
            sa.update(entry_contents)
            .where(entry_contents.c.authority == OURS, entry_contents.c.seq == 9)
            .values(file=other.file)
        )
        ours = case_files.c.authority == OURS
        connection.execute(sa.update(case_files).where(ours).values(sealed=b"another"))
    assert service.storage.reconcile(OURS).files >= {one.file}
    assert service.check(one.file, one.question())["outcome"] == "UNAVAILABLE"
    made = rebuild(service.storage.records, service.storage.records.ledgers[OURS])
    assert (made.files, made.left) == (2, ())
    assert service.storage.reconcile(OURS).findings == ()
    answer = service.check(one.file, one.question())
    assert answer["outcome"] == "COVERED"
    assert "LEDGER_ALTERED" not in [flag["code"] for flag in answer["flags"]]


@pytest.mark.breaks_the_ledger("a content stays lost")
def test_a_file_whose_content_is_lost_does_not_keep_others_from_being_mended(
    two: tuple[Running, Family, Family],
) -> None:
    service, one, other = two

    def alter(hand: Hand) -> None:
        hand.remove(entry_contents, seq=place)
        hand.flip(case_files, "sealed", file=other.file)

    place = place_of_a_look(service, one)
    harmed(service, alter)
    made = rebuild(service.storage.records, service.storage.records.ledgers[OURS])
    assert (made.files, made.left) == (1, (one.file,))
    assert service.storage.reconcile(OURS).files == {one.file}
    assert service.check(other.file, other.question())["outcome"] == "COVERED"
    assert service.check(one.file, one.question())["outcome"] == "UNAVAILABLE"


@pytest.mark.breaks_the_ledger("a content stays lost")
def test_a_missing_content_does_not_hide_that_the_row_is_stale(
    two: tuple[Running, Family, Family],
) -> None:
    service, one, _ = two
    with service.storage.engine.connect() as connection:
        here = sa.select(case_files.c.folded_to, case_files.c.sealed).where(
            case_files.c.file == one.file
        )
        folded_to, sealed = connection.execute(here).one()
    seq = service.record(f"{one.path}/withdrawals", {"person": one.mother})["entries"][0]["seq"]

    def alter(hand: Hand) -> None:
        hand.remove(entry_contents, seq=seq)
        hand.set(case_files, {"file": one.file}, folded_to=folded_to, sealed=sealed)

    harmed(service, alter)
    found = service.storage.reconcile(OURS)
    assert {finding.table for finding in found.findings} >= {"entry_contents", "case_files"}
    assert found.exit_code == 2
    service.storage.records.run(a_check())
