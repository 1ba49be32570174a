"""The one door: what is recorded together, what fails alone, what a retry makes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from msgspec.structs import replace
from sqlalchemy import event

from consent_service.actions.checks import CheckSharing, check_sharing
from consent_service.actions.families import open_file
from consent_service.actions.moment import Moment
from consent_service.actions.refused import NoSuchFile, Refused
from consent_service.domain.recorded.checked import CheckMade
from consent_service.domain.recorded.events import AnyEvent, FileOpened
from consent_service.domain.recorded.ofauthority import PolicyAdopted
from consent_service.storage.database.tables import file_keys
from consent_service.storage.door import openfiles
from consent_service.storage.door.requests import ByHandle, ByReference, NewFile, Once
from consent_service.storage.door.trouble import CannotRecord, KeyReused
from consent_service.storage.whole.rebuilding import rebuild
from tests.api.running import NOON, OURS, THEIRS, Running
from tests.builders import (
    a_check,
    a_new_file,
    add_household,
    an_adult,
    assert_ledger_sound,
    at_once,
    doing,
    in_one_batch,
    proposal,
    raising,
    recorded,
    request,
    rows_of,
)

pytestmark = pytest.mark.each_database

WITHIN = timedelta(minutes=10)


@pytest.fixture
def commits(service: Running) -> Iterator[list[int]]:
    """The size of the ledger at each commit of a write that follows."""
    sizes: list[int] = []

    def count(connection: sa.Connection) -> None:
        if connection.get_execution_options().get("writes"):
            sizes.append(
                connection.exec_driver_sql(
                    f"SELECT size FROM ledger_heads WHERE authority = '{OURS}'"
                ).scalar_one()
            )

    event.listen(service.storage.engine, "commit", count)
    yield sizes
    event.remove(service.storage.engine, "commit", count)


# ── one transaction ─────────────────────────────────────────────────────────────────────────


def test_requests_that_wait_together_are_one_transaction(
    service: Running, commits: list[int]
) -> None:
    start = service.size()
    results = in_one_batch(service, *[a_check(f"LCS-{n}") for n in range(20)])
    assert commits == [start, start + 20]
    seqs = [recorded(result).entries[0].seq for result in results]
    assert seqs == list(range(start, start + 20))
    times = {recorded(result).entries[0].at for result in results}
    assert len(times) == 1
    assert_ledger_sound(service)


def test_a_batch_of_many_asks_the_database_as_often_as_one_of_one(service: Running) -> None:
    """What is looked up, written and read back is so together, however many wait."""
    house = add_household(service)
    asked: list[str] = []

    def count(_: object, __: object, sql: str, *___: object) -> None:
        asked.append(sql.partition(" ")[0])

    def batch(of: int) -> list[str]:
        size = service.size()
        asked.clear()
        keys = [Once("client-1", f"{size}-{n}", b"a question", within=WITHIN) for n in range(of)]
        results = service.storage.records.run_all([replace(house.check(), once=k) for k in keys])
        assert len([recorded(one).entries for one in results]) == of
        return sorted(asked)

    event.listen(service.storage.engine, "before_cursor_execute", count)
    try:
        batch(1)
        one, many = batch(1), batch(20)
    finally:
        event.remove(service.storage.engine, "before_cursor_execute", count)
    assert one == many
    # Nothing stands under a key that was looked up under the lock and not found.
    assert "DELETE" not in one


def test_an_action_sees_what_was_recorded_before_it_in_the_same_batch(service: Running) -> None:
    house = add_household(service)
    before, withdrawn, after = in_one_batch(
        service, house.check(), house.withdrawal(), house.check()
    )
    recorded(withdrawn)
    outcomes = []
    for result in (before, after):
        made = recorded(result).entries[0].content.event
        assert isinstance(made, CheckMade)
        outcomes.append(made.answer.outcome.value)
    assert outcomes[0] == "COVERED"
    assert outcomes[1] != "COVERED"
    assert_ledger_sound(service)


def test_a_file_opened_in_a_batch_is_found_by_its_reference_in_the_same_batch(
    service: Running,
) -> None:
    opened, again, looked = in_one_batch(
        service,
        a_new_file("LCS-1"),
        a_new_file("LCS-1"),
        request(
            ByReference("LCS-1"),
            doing(check_sharing, CheckSharing(proposal("0" * 24), asked_of="LCS-1")),
        ),
    )
    file = recorded(opened).file
    assert isinstance(again, Refused)
    assert again.problem == "reference-in-use"
    assert recorded(looked).file == file
    assert_ledger_sound(service)


def test_one_refused_action_among_thirty_fails_alone(service: Running) -> None:
    start = service.size()
    refusal = Refused("not-on-file")
    requests = [a_check(f"LCS-{n}") for n in range(30)]
    requests[17] = request(ByReference("LCS-17"), raising(refusal))
    results = at_once(service, requests)
    assert results[17] is refusal
    assert service.size() == start + 29
    asked = [getattr(entry.content.event, "proposal", None) for entry in service.entries(start)]
    assert len(asked) == 29
    seqs = [recorded(one).entries[0].seq for n, one in enumerate(results) if n != 17]
    assert sorted(seqs) == list(range(start, start + 29))
    assert_ledger_sound(service)


def test_an_action_that_fails_half_way_leaves_nothing(service: Running) -> None:
    """It gave one good event and then could not go on: neither stands."""
    house = add_household(service)
    start = service.size()

    def half(moment: Moment) -> Iterator[AnyEvent]:
        yield from check_sharing(CheckSharing(proposal(house.child)), moment)
        raise Refused("not-on-file")

    def whole(moment: Moment) -> Sequence[AnyEvent]:
        return list(half(moment))

    failed, held = in_one_batch(service, request(ByHandle(house.file), whole), house.check())
    assert isinstance(failed, Refused)
    assert recorded(held).entries[0].seq == start
    assert service.size() == start + 1
    assert_ledger_sound(service)


def test_a_fault_of_ours_in_one_action_fails_it_alone(service: Running) -> None:
    start = service.size()
    failed, missing, held = in_one_batch(
        service,
        request(ByReference("LCS-1"), raising(ZeroDivisionError())),
        an_adult("f" * 32),
        a_check(),
    )
    assert isinstance(failed, ZeroDivisionError)
    assert isinstance(missing, NoSuchFile)
    assert recorded(held).entries[0].seq == start
    assert_ledger_sound(service)


def test_what_breaks_a_constraint_fails_alone(
    service: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A row put there by hand takes the place of a file that one request is about to open."""
    taken = "e" * 32
    handles = iter(["a" * 32, taken, "b" * 32] * 2)
    monkeypatch.setattr(openfiles, "new_handle", lambda: next(handles))
    row = {"authority": OURS, "file": taken, "wrapped": b"by hand"}
    with service.storage.engine.begin() as connection:
        connection.execute(sa.insert(file_keys), row)
    start = service.size()
    first, culprit, third, check = in_one_batch(
        service, a_new_file("LCS-1"), a_new_file("LCS-2"), a_new_file("LCS-3"), a_check()
    )
    assert [recorded(one).entries[0].seq for one in (first, third, check)] == [
        start,
        start + 1,
        start + 2,
    ]
    assert isinstance(culprit, CannotRecord)
    with service.storage.engine.begin() as connection:
        connection.execute(sa.delete(file_keys).where(file_keys.c.file == taken))
    assert service.size() == start + 3
    assert_ledger_sound(service)


def test_another_authority_keeps_every_row(service: Running) -> None:
    theirs = service.as_authority(THEIRS)
    theirs.check_reference(
        {
            "reference": "LCS-1",
            "subjects": ["0" * 24],
            "agency": {"type": "GP"},
            "categories": ["CHILD_HEALTH"],
            "purpose": "AGENCY_CHECKS",
            "direction": "SEEK",
        }
    )
    before = rows_of(service, THEIRS)
    house = add_household(service, "LCS-1")
    in_one_batch(service, house.check(), house.withdrawal(), a_new_file("LCS-2"))
    rebuild(service.storage.records, service.storage.records.ledgers[OURS])
    assert rows_of(service, THEIRS) == before
    assert_ledger_sound(service)
    assert_ledger_sound(theirs)


def test_what_was_recorded_comes_with_the_file_as_it_was_left(service: Running) -> None:
    """Whoever shows it need not read again what another may have changed since."""
    house = add_household(service)
    first, other, second = in_one_batch(
        service, an_adult(house.file, "Cy Example"), a_check(), an_adult(house.file, "Di Example")
    )
    for done, people in ((recorded(first), 3), (recorded(second), 4)):
        assert done.view is not None
        assert done.view.file.folded_to == done.entries[0].seq
        just_after = done.entries[0].at + timedelta.resolution
        assert done.entries[0].at <= done.view.as_of == done.view.known <= just_after
        assert len(done.view.adults) == people
    assert recorded(other).view is None
    assert len(recorded(other).own.of(PolicyAdopted)) == 1
    assert_ledger_sound(service)


# ── once ────────────────────────────────────────────────────────────────────────────────────


def test_two_equal_requests_in_one_batch_make_one_entry(service: Running) -> None:
    start = service.size()
    once = Once("client-1", "key-1", b"the body")
    first, second = in_one_batch(service, a_new_file("LCS-1", once), a_new_file("LCS-1", once))
    third = service.storage.records.run(a_new_file("LCS-1", once))
    for done in (recorded(first), recorded(second), third):
        assert done.view is not None
        assert done.view.file.reference == "LCS-1"
    assert recorded(first).entries == recorded(second).entries
    assert (recorded(first).replayed, recorded(second).replayed) == (False, True)
    assert service.size() == start + 1
    assert_ledger_sound(service)


def test_fifty_equal_requests_at_once_make_one_entry(service: Running) -> None:
    house = add_household(service)
    start = service.size()
    once = Once("client-1", "key-1", b"the body")
    results = at_once(service, [an_adult(house.file, once=once) for _ in range(50)])
    assert len({recorded(result).entries for result in results}) == 1
    assert sum(not recorded(result).replayed for result in results) == 1
    assert service.size() == start + 1
    assert_ledger_sound(service)


def test_the_same_key_with_another_body_is_refused(service: Running) -> None:
    house = add_household(service)
    start = service.size()
    first, second = in_one_batch(
        service,
        an_adult(house.file, once=Once("client-1", "key-1", b"the body")),
        an_adult(house.file, once=Once("client-1", "key-1", b"another body")),
    )
    recorded(first)
    assert isinstance(second, KeyReused)
    with pytest.raises(KeyReused):
        service.storage.records.run(
            an_adult(house.file, once=Once("client-1", "key-1", b"another body"))
        )
    assert service.size() == start + 1
    assert_ledger_sound(service)


def test_a_key_belongs_to_its_client(service: Running) -> None:
    house = add_household(service)
    for client in ("client-1", "client-2"):
        done = service.storage.records.run(
            an_adult(house.file, once=Once(client, "key-1", b"the body"))
        )
        assert not done.replayed
    assert_ledger_sound(service)


def test_a_refused_request_does_not_use_up_its_key(service: Running) -> None:
    once = Once("client-1", "key-1", b"the body")
    with pytest.raises(Refused):
        service.storage.records.run(request(NewFile("LCS-1"), raising(Refused("x")), once))
    done = service.storage.records.run(a_new_file("LCS-1", once))
    assert not done.replayed
    assert_ledger_sound(service)


@pytest.mark.parametrize("later", [timedelta(minutes=1), timedelta(minutes=11)])
def test_a_check_repeated_after_its_time_is_an_entry_of_its_own(
    service: Running, later: timedelta
) -> None:
    """The two stand next to each other, and the key leads to the second alone."""
    house = add_household(service)
    once = Once("client-1", "key-1", b"the body", within=WITHIN)
    run = service.storage.records.run
    first = run(house.check(once))
    service.clock.now += later
    second = run(house.check(once))
    assert second.replayed == (later < WITHIN)
    if not second.replayed:
        assert second.entries[0].seq == first.entries[0].seq + 1
        assert run(house.check(once)).entries == second.entries
    assert_ledger_sound(service)
    rebuild(service.storage.records, service.storage.records.ledgers[OURS])
    assert_ledger_sound(service)


def test_a_check_of_an_unknown_reference_repeated_is_one_entry(service: Running) -> None:
    once = Once("client-1", "key-1", b"the body", within=WITHIN)
    run = service.storage.records.run
    first = run(a_check("LCS-1", once))
    assert run(a_check("LCS-1", once)).entries == first.entries
    one, two = in_one_batch(service, a_check("LCS-1", once), a_check("LCS-1", once))
    assert recorded(one).entries == recorded(two).entries == first.entries
    assert_ledger_sound(service)


def test_a_check_repeated_after_its_reference_became_known_is_asked_anew(
    service: Running,
) -> None:
    once = Once("client-1", "key-1", b"the body", within=WITHIN)
    run = service.storage.records.run
    first = run(a_check("LCS-1", once))
    file = run(a_new_file("LCS-1")).file
    second = run(a_check("LCS-1", once))
    assert not second.replayed
    assert (first.file == file, second.file == file) == (False, True)
    assert_ledger_sound(service)


def test_a_check_repeated_after_a_withdrawal_is_asked_anew(service: Running) -> None:
    house = add_household(service)
    once = Once("client-1", "key-1", b"the body", within=WITHIN)
    first, _, second = in_one_batch(
        service, house.check(once), house.withdrawal(), house.check(once)
    )
    assert recorded(first).entries != recorded(second).entries
    assert not recorded(second).replayed
    assert_ledger_sound(service)


# ── the clock ───────────────────────────────────────────────────────────────────────────────


def test_time_on_the_ledger_never_runs_backwards(service: Running) -> None:
    jumps = [0, 3600, -200, 5, -10, 0, 86_400, -200]
    for jump in jumps:
        service.clock.now += timedelta(seconds=jump)
        service.storage.records.run(a_check())
    times = [entry.entry.at for entry in service.entries()]
    assert times == sorted(times)
    assert times[-1] == NOON + timedelta(seconds=3600 - 205 + 86_400)
    assert_ledger_sound(service)


def test_an_action_is_given_the_time_that_its_entry_carries(service: Running) -> None:
    seen: list[Any] = []

    def look(moment: Moment) -> Sequence[AnyEvent]:
        seen.append(moment.at)
        return open_file(FileOpened(), moment)

    service.storage.records.run(a_check())
    service.clock.now -= timedelta(minutes=1)
    done = service.storage.records.run(request(NewFile(None), look))
    assert seen == [done.entries[0].at] == [NOON]
    assert_ledger_sound(service)
