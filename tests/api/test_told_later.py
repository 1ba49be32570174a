"""What more files have to hear than are gone through at once is heard by each of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
import sqlalchemy as sa

from consent_service.actions.refused import RecordDamaged
from consent_service.domain.searching import joining_key
from consent_service.storage.names import name_blinds
from consent_service.storage.openfiles import OpenFile, OpenFiles
from consent_service.storage.tables import case_names
from tests.api.breaking import altering
from tests.api.running import Family, Running, add_family
from tests.api.test_effects import HOUR, MANAGER, refuse
from tests.api.test_elsewhere import ABUSER, asking, join, of_one_name, with_room_for_one
from tests.api.test_two_files import beside, check, joinings, of_one_child

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")


def drained(service: Running) -> None:
    while not service.storage.spools[service.authority].is_empty:
        service.storage.keepers[service.authority].drain()


@pytest.mark.each_database
def test_a_no_about_a_child_of_several_files_is_heard_on_each_though_one_is_gone_through_at_once(
    service: Running, family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = [of_one_child(service, f"LCS-{n}") for n in range(2, 5)]
    for other in others:
        join(service, other, other.child, family, family.child)
    with_room_for_one(monkeypatch)
    refuse(service, family, family.mother)
    drained(service)
    assert [len(beside(check(service, other))) for other in others] == [1, 1, 1]
    service.assert_sound()


@contextmanager
def not_opening(monkeypatch: pytest.MonkeyPatch, other: Family) -> Iterator[None]:
    """That file does not open meanwhile, and what is to be told to it was tried."""
    opens = OpenFiles.any

    def damaged(files: OpenFiles, handle: str) -> OpenFile:
        if handle == other.file:
            raise RecordDamaged
        return opens(files, handle)

    with monkeypatch.context() as patched:
        patched.setattr(OpenFiles, "any", damaged)
        yield


@pytest.mark.each_database
def test_what_a_file_had_to_hear_while_it_did_not_open_it_hears_once_it_does(
    service: Running, family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A man known as an abuser on another file was safe to ask on it, for good."""
    (_, tom), (other, same) = of_one_name(service, family, 2)
    made = join(service, family, family.child, other, other.child)["id"]
    spool, authority = service.storage.spools[service.authority], service.authority

    def waits() -> tuple[bool, bool]:
        return spool.has_heard, spool.has_set_aside

    with not_opening(monkeypatch, other):
        service.record(f"{family.path}/safety", {"person": tom, **ABUSER})
        refuse(service, family, family.mother)
        drained(service)
        # What still does not open is tried again with each verification.
        service.storage.reconcile(authority)
        drained(service)
        assert waits() == (False, True)
    assert service.storage.reconcile(authority).findings == ()
    # No check is answered before it was told.
    assert waits() == (True, False)
    assert beside(check(service, other))
    assert asking(service, other, same) == "NOT_KNOWN"
    with not_opening(monkeypatch, other):
        path = f"{family.path}/joinings-elsewhere/{made}/parting"
        service.record(path, {"reason": "Two of one name."}, MANAGER)
        drained(service)
    service.storage.reconcile(authority)
    assert beside(check(service, other)) == []
    assert waits() == (False, False)
    service.assert_sound()


def test_what_may_have_been_heard_on_a_file_that_does_not_open_falls_by_no_workers_word(
    service: Running, family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = add_family(service, "LCS-2")
    for is_open in (True, False):
        made = join(service, family, family.father, other, other.father)["id"]
        path = f"{family.path}/joinings-elsewhere/{made}/parting"
        with ExitStack() as stack:
            if not is_open:
                stack.enter_context(not_opening(monkeypatch, other))
            parted = service.record(path, {"reason": "His brother."})
        waits = "WAITS_FOR_A_MANAGER" in {one["code"] for one in parted["notices"]}
        assert waits is not is_open
        service.clock.now += HOUR


@pytest.mark.each_database
def test_each_joining_that_ended_while_a_file_did_not_open_ends_there_with_the_next_that_does(
    service: Running, family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of several only the last was told: the file went on hearing of who is not theirs."""
    other = add_family(service, "LCS-2")
    people = ((family.father, other.father), (family.mother, other.mother))
    made = [join(service, family, one, other, same)["id"] for one, same in people]
    made.append(join(service, family, family.child, other, other.child)["id"])

    def part(joining: str) -> None:
        path = f"{family.path}/joinings-elsewhere/{joining}/parting"
        service.record(path, {"reason": "Two of one name."}, MANAGER)
        service.clock.now += HOUR

    with not_opening(monkeypatch, other):
        part(made[0])
    assert len(joinings(service, other)) == 3
    part(made[1])
    known = service.get(other.path).get_json()["known"]["parted_elsewhere"]
    assert {one["joining"] for one in known} == set(made[:2])
    assert [one for one, _ in joinings(service, other)] == made[2:]
    service.assert_sound()


@pytest.mark.each_database
def test_a_row_of_the_index_that_names_a_third_family_leads_nobody_to_it(
    service: Running, family: Family
) -> None:
    """What no entry says of the other file was believed of a row."""
    other, third = add_family(service, "LCS-2"), add_family(service, "LCS-3")
    made = join(service, family, family.father, other, other.father)["id"]
    assert joinings(service, family) == [(made, other.file)]
    seal = service.storage.records.ledgers[service.authority].seal
    blinds = name_blinds(seal, joining_key(made))

    def moved(one: Family, to: Family) -> None:
        row = sa.and_(case_names.c.file == one.file, case_names.c.blind.in_(blinds))
        with altering(service) as connection:
            done = connection.execute(sa.update(case_names).where(row).values(file=to.file))
            assert done.rowcount == 1

    moved(other, third)
    assert joinings(service, family) == []
    moved(third, other)
    assert joinings(service, family) == [(made, other.file)]
