"""What more files have to hear than are gone through at once is heard by each of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from unittest.mock import MagicMock

import pytest
import sqlalchemy as sa

from consent_service.actions.refused import RecordDamaged
from consent_service.domain.families.searching import joining_key
from consent_service.storage.beside.setaside import StillToTell
from consent_service.storage.beside.spool import Spool, SpoolFull
from consent_service.storage.database.tables import case_names
from consent_service.storage.door.openfiles import OpenFile, OpenFiles
from consent_service.storage.shown.names import name_blinds
from tests.api.breaking import altering
from tests.api.running import Family, Running, add_family, problem_of
from tests.api.test_effects import HOUR, MANAGER, refuse, settle, waiting
from tests.api.test_elsewhere import ABUSER, asking, join, of_one_name, with_room_for_one
from tests.api.test_two_files import beside, check, joinings, kinds, of_one_child
from tests.reasons import ENOUGH

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
        service.record(path, {"reason": ENOUGH}, MANAGER)
        drained(service)
    service.storage.reconcile(authority)
    assert beside(check(service, other)) == []
    assert waits() == (False, False)
    service.assert_sound()


@pytest.mark.each_database
def test_what_a_file_that_does_not_open_has_to_hear_is_kept_or_nothing_is_recorded(
    service: Running, family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The spool was full: it was recorded, and the other file never heard of it."""
    (_, tom), (other, same) = of_one_name(service, family, 2)
    unsafe, path = {"person": tom, **ABUSER}, f"{family.path}/safety"
    with not_opening(monkeypatch, other):
        with monkeypatch.context() as full:
            full.setattr(Spool, "add", MagicMock(side_effect=SpoolFull))
            size = service.size()
            refused = problem_of(service.post(path, unsafe), "storage-unavailable")
            assert refused["status"] == 503
            assert service.size() == size
            # What no other file has to hear of is recorded as ever.
            assert service.check(family.file, family.question())["recorded"] == "ledger"
            service.record(f"{family.path}/adults", {"names": "Zed New"})
        service.record(path, unsafe)
        drained(service)
    service.storage.reconcile(service.authority)
    drained(service)
    assert asking(service, other, same) == "NOT_KNOWN"
    service.assert_sound()


@pytest.mark.each_database
def test_what_a_manager_refuses_while_a_file_does_not_open_joins_them_there_once_it_does(
    service: Running, family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stayed parted for good, and a no that was said there was heard on the other no more."""
    refuse(service, family, family.mother)
    other = of_one_child(service)
    made = join(service, other, other.child, family, family.child)["id"]
    path = f"{other.path}/joinings-elsewhere/{made}/parting"
    for _ in range(2):
        service.record(path, {"reason": ENOUGH})
        (waits,) = waiting(service)
        assert settle(service, other, waits["waiting"], "confirmation").status_code == 201
        assert joinings(service, family) == joinings(service, other) == []
        service.clock.now += HOUR
        with not_opening(monkeypatch, family):
            assert settle(service, other, waits["waiting"], "refusal").status_code == 201
            drained(service)
        service.storage.reconcile(service.authority)
        drained(service)
        assert joinings(service, family) == [(made, other.file)]
        assert joinings(service, other) == [(made, family.file)]
        assert beside(check(service, other))
        heard = kinds(service, other).count("no-about-child-elsewhere")
        refuse(service, family, family.mother)
        assert kinds(service, other).count("no-about-child-elsewhere") == heard + 1
    service.assert_sound()


def test_what_was_refused_before_joins_nobody_who_was_parted_since(
    service: Running, family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse(service, family, family.mother)
    other = of_one_child(service)
    made = join(service, other, other.child, family, family.child)["id"]
    service.record(f"{other.path}/joinings-elsewhere/{made}/parting", {"reason": ENOUGH})
    (waits,) = waiting(service)
    assert settle(service, other, waits["waiting"], "refusal").status_code == 201
    service.clock.now += HOUR
    with not_opening(monkeypatch, other):
        path = f"{family.path}/joinings-elsewhere/{made}/parting"
        service.record(path, {"reason": ENOUGH}, MANAGER)
        drained(service)
    with not_opening(monkeypatch, family):
        service.record(f"{other.path}/adults", {"names": "Ann There"})
        drained(service)
    service.storage.reconcile(service.authority)
    drained(service)
    assert joinings(service, family) == joinings(service, other) == []
    service.assert_sound()


def test_however_much_is_written_while_a_file_does_not_open_one_line_waits_for_it(
    service: Running, family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each write left one, and each verification tried all of them, before any check."""
    refuse(service, family, family.mother)
    other, third = of_one_child(service), of_one_child(service, "LCS-3")
    for one in (other, third):
        join(service, one, one.child, family, family.child)
    spool = service.storage.spools[service.authority]
    with not_opening(monkeypatch, family):
        for number in range(3):
            for one in (other, third):
                service.record(f"{one.path}/adults", {"names": f"Ann There {number}"})
                service.record(f"{one.path}/safety", {"person": one.child, **ABUSER})
            drained(service)
            service.storage.reconcile(service.authority)
            drained(service)
            assert len(spool._aside.read_bytes().splitlines()) == 2
    service.storage.reconcile(service.authority)
    drained(service)
    assert (spool.has_set_aside, spool.has_heard) == (False, False)
    service.assert_sound()


def test_a_mark_that_something_is_heard_first_keeps_nobody_waiting_where_nothing_is(
    service: Running, family: Family
) -> None:
    """As one that a process left which was killed before it had put anything back."""
    spool = service.storage.spools[service.authority]
    for look in (service.beat, lambda: None):
        spool.add(StillToTell("an id", "0" * 32, (), ("0" * 32,)))
        spool._waiting.unlink()
        assert (spool.is_empty, spool.has_heard) == (True, True)
        look()
        assert service.check(family.file, family.question())["recorded"] == "ledger"
        assert not spool.has_heard


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
            parted = service.record(path, {"reason": ENOUGH})
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
        service.record(path, {"reason": ENOUGH}, MANAGER)
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
