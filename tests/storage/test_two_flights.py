"""A batch on PostgreSQL: two round trips, and what comes of it where the wire breaks in one."""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from msgspec.structs import replace

from consent_service.actions.moment import Moment
from consent_service.domain.recorded.checked import CheckMade
from consent_service.domain.recorded.events import AnyEvent
from consent_service.storage.database.deadline import one_call
from consent_service.storage.database.engine import working
from consent_service.storage.database.postgresql import BoundedConnection
from consent_service.storage.database.tables import case_files, once
from consent_service.storage.database.wire import StatementSent, sent
from consent_service.storage.door.batch import Batch
from consent_service.storage.door.flights import Outgoing
from consent_service.storage.door.requests import Once, OwnFile
from consent_service.storage.door.trouble import CannotRead, CannotRecord, OutcomeUnknown
from tests.api.running import OURS, Running, running
from tests.builders import (
    Household,
    a_check,
    a_new_file,
    add_household,
    an_adult,
    assert_ledger_sound,
    recorded,
    request,
    rows_of,
)
from tests.prepared import NewDatabase
from tests.wire import Cut, through

OPENS, WRITES, COMMITS = b"FOR UPDATE", b"INSERT INTO ledger_entries", b"COMMIT\x00"
#: The message that ends a flight: the commit before it is carried out without it.
SYNC = 5
WITHIN = timedelta(minutes=10)


@pytest.fixture
def service(new_database: NewDatabase, tmp_path: Path) -> Iterator[Running]:
    with new_database() as fresh, running(tmp_path, fresh) as started:
        yield started


def with_key(house: Household, key: str) -> Any:
    return replace(house.check(), once=Once("client-1", key, b"a question", within=WITHIN))


def outcome_of(result: Any) -> str:
    made = recorded(result).entries[0].content.event
    assert isinstance(made, CheckMade)
    return made.answer.outcome.value


# ── how often it waits ──────────────────────────────────────────────────────────────────────


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[None]:
    """One for each time that somebody waits for PostgreSQL."""
    found: list[None] = []
    real = BoundedConnection.wait

    def noted(driven: BoundedConnection, asked: Generator[Any, Any, Any], *within: Any) -> Any:
        def waiting() -> Generator[Any, Any, Any]:
            try:
                wanted = next(asked)
                found.append(None)
                while True:
                    wanted = asked.send((yield wanted))
            except StopIteration as end:
                return end.value

        return real(driven, waiting(), *within)

    monkeypatch.setattr(BoundedConnection, "wait", noted)
    return found


def test_a_batch_waits_twice_whatever_it_writes_and_for_however_many(
    service: Running, waits: list[None]
) -> None:
    house = add_household(service)
    said = {
        "a check": lambda n: [with_key(house, f"{n}-check")],
        "of a reference that nobody has": lambda _: [a_check("LCS-9")],
        "a withdrawal": lambda n: [house.withdrawal(Once("client-1", f"{n}", b"a"))],
        "a new file": lambda n: [a_new_file(f"LCS-{n}")],
        "twenty": lambda n: [with_key(house, f"{n}-{i}") for i in range(20)],
        # Under the lock it is looked up who else goes by the name.
        "a name": lambda _: [an_adult(house.file)],
    }
    records = service.storage.records
    records.run(house.check())
    waited = {}
    for n, (name, requests) in enumerate(said.items()):
        waits.clear()
        assert all(map(recorded, records.run_all(requests(n))))
        waited[name] = len(waits)
    assert waited == dict.fromkeys(said, 2) | {"a name": 3}
    assert_ledger_sound(service)


def test_what_another_process_has_put_on_record_comes_with_the_lock(service: Running) -> None:
    """From the second time on: where nobody else writes, nobody asks what they wrote."""
    house = add_household(service)
    with through(service) as (far, wire):
        waited = []
        for somebody_else in (True, True, True, False, False):
            if somebody_else:
                service.storage.records.run(house.check())
            before = wire.turns
            far.storage.records.run(house.check())
            waited.append(wire.turns - before)
        # The first was compared with its checkpoint, and the second found that somebody writes.
        assert waited[2:] == [2] * 3
        assert not far.storage.records.ledgers[OURS].newest.is_shared
    assert_ledger_sound(service)


# ── the flight that opens ───────────────────────────────────────────────────────────────────


def test_what_is_loaded_is_as_whoever_held_the_lock_has_left_it(service: Running) -> None:
    """One statement that locks and loads would have read the file as it was before it waited."""
    house = add_household(service)
    assert outcome_of(service.storage.records.run(house.check())) == "COVERED"
    other = service.restarted()
    holds, may_go = threading.Event(), threading.Event()

    def hold(_: Moment) -> Sequence[AnyEvent]:
        holds.set()
        assert may_go.wait(30)
        return []

    results: list[Any] = []
    withdraw = [request(OwnFile(), hold), house.withdrawal()]
    withdrawing = threading.Thread(target=lambda: other.storage.records.run_all(withdraw))
    asking = threading.Thread(
        target=lambda: results.append(service.storage.records.run(house.check()))
    )
    withdrawing.start()
    assert holds.wait(30)
    asking.start()
    with service.storage.engine.connect() as beside:
        while not beside.exec_driver_sql(
            "SELECT count(*) FROM pg_locks WHERE NOT granted"
        ).scalar_one():
            asking.join(0.01)
    may_go.set()
    withdrawing.join(30)
    asking.join(30)
    assert [outcome_of(one) for one in results] != ["COVERED"]
    assert_ledger_sound(service)


def test_a_row_that_is_kept_open_is_not_handed_over_again(service: Running) -> None:
    """The database works out its digest, under the lock, and says that it is the one we know."""
    house = add_household(service)
    with through(service) as (far, wire), service.storage.engine.connect() as beside:
        sealed = beside.scalars(sa.select(sa.func.sum(sa.func.length(case_files.c.sealed)))).one()
        far.storage.records.run(a_check())

        def handed_over() -> int:
            wire.cut = seen = Cut(OPENS, back=1_000_000)
            assert outcome_of(far.storage.records.run(house.check())) == "COVERED"
            return seen.answered

        first, again = handed_over(), handed_over()
    assert first - again > sealed / 2
    assert again < sealed


@pytest.mark.parametrize("back", [None, 0, 60], ids=["on its way", "no answer", "half an answer"])
def test_a_wire_that_breaks_before_anything_is_written_is_tried_again(
    service: Running, back: int | None
) -> None:
    house = add_household(service)
    with through(service) as (far, wire):
        far.storage.records.run(house.check())
        wire.cut = Cut(OPENS, forth=30) if back is None else Cut(OPENS, back=back)
        assert outcome_of(far.storage.records.run(house.check())) == "COVERED"
        assert wire.is_cut
    assert_ledger_sound(service)


def test_a_server_that_says_nothing_is_not_waited_for(service: Running) -> None:
    house = add_household(service)
    size = service.size()
    expected = {OPENS: CannotRead, WRITES: OutcomeUnknown}
    with through(service) as (far, wire):
        for on, trouble in expected.items():
            # Whoever leads has a second, after which nobody else is kept waiting until it answers.
            circuit = far.storage.records._lanes[OURS].circuit
            while circuit._is_open:
                threading.Event().wait(0.01)
            far.storage.records.run(house.check())
            wire.cut = Cut(on, forth=0, hangs=True)
            with one_call(0.4), pytest.raises(trouble):
                far.storage.records.run(house.check())
            assert wire.is_cut
    assert service.size() == size + 2
    assert_ledger_sound(service)


# ── the flight that writes ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("before", [1, 5], ids=["as text", "as it is prepared"])
def test_wherever_the_wire_breaks_nothing_is_acknowledged_that_may_not_be_there(
    service: Running, before: int
) -> None:
    """Cut off after so many bytes on the way there nothing is written; on the way back all of it
    is, and only who has heard of the commit knows. Sent again, all of it is there once.
    """
    house = add_household(service)
    with through(service) as (far, wire):
        records = far.storage.records

        def cut(nth: str, broken: Cut) -> tuple[Any, Cut, int]:
            far.storage.engine.dispose()
            for _ in range(before):
                records.run(house.check())
            wire.cut = broken
            size = service.size()
            (result,) = records.run_all([with_key(house, nth)])
            wire.cut = None
            return result, broken, service.size() - size

        result, whole, added = cut("whole", Cut(COMMITS, back=1_000_000))
        assert (outcome_of(result), added) == ("COVERED", 1)
        places = range(0, whole.length, whole.length // 6)
        for forth in (*places, whole.length - SYNC - 1, whole.length - SYNC):
            result, _, added = cut(f"forth {forth}", Cut(COMMITS, forth=forth))
            assert type(result) is OutcomeUnknown, forth
            # With all but its last message it may be carried out, now or in a moment.
            assert added == 0 or forth >= whole.length - SYNC, forth
        for back in (*range(0, whole.answered, whole.answered // 5), whole.answered - 1):
            result, broken, added = cut(f"back {back}", Cut(COMMITS, back=back))
            assert added == 1
            if type(result) is not OutcomeUnknown:
                # What comes after the word that it was committed is no matter.
                assert (outcome_of(result), b"COMMIT\x00" in broken.heard) == ("COVERED", True)
            again = recorded(records.run(with_key(house, f"back {back}")))
            assert again.replayed
    assert_ledger_sound(service)


def test_where_the_head_has_moved_nothing_is_added(
    service: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever owns the database needs no lock: the rows that follow are added, and then it is read
    back that the head is not theirs.
    """
    house = add_household(service)
    before = rows_of(service, OURS)
    real = Outgoing.depart

    def moved(out: Outgoing) -> None:
        # What follows is sent when the rows of lists are made: nothing else is asked meanwhile.
        patched.setattr(Outgoing, "depart", real)
        out.connection.exec_driver_sql("UPDATE ledger_heads SET size = size + 1")
        real(out)

    with monkeypatch.context() as patched:
        patched.setattr(Outgoing, "depart", moved)
        with pytest.raises(CannotRecord) as refused:
            service.storage.records.run(an_adult(house.file))
    assert type(refused.value) is CannotRecord
    assert rows_of(service, OURS) == before
    assert_ledger_sound(service)


# ── what is sent ────────────────────────────────────────────────────────────────────────────


def test_rows_of_one_table_are_few_statements_and_other_changes_one_each() -> None:
    """However many are written together, they are texts that were sent before."""
    row = {
        "authority": OURS,
        "blind": b"b",
        "digest": b"d",
        "file": "f",
        "first_seq": 2**40,
        "count": 3,
    }
    (one,) = sent(sa.insert(once), row)
    (two,) = sent(sa.insert(once), [row, row])
    assert two.values == [*one.values, *one.values]
    assert two.text.count(b"$") == 2 * one.text.count(b"$")
    texts = set()
    # Of seven counts, which is no part of how many go together: out of turn they would be others.
    counts = [row | {"count": n} for n in range(7)]
    told_alone = [next(sent(sa.insert(once), one)).values for one in counts]
    for rows in (*range(1, 300), 20_000):
        many = list(sent(sa.insert(once), [counts[n % 7] for n in range(rows)]))
        texts |= {each.text for each in many}
        told = [value for each in many for value in each.values]
        assert told == [value for n in range(rows) for value in told_alone[n % 7]]
    assert len(texts) == 7
    gone = sa.delete(case_files).where(case_files.c.file == sa.bindparam("which"))
    assert [each.values for each in sent(gone, [{"which": "a"}, {"which": "b"}])] == [
        [b"a"],
        [b"b"],
    ]


def test_what_is_not_given_or_has_no_form_on_the_wire_is_not_sent() -> None:
    gone = sa.delete(case_files).where(case_files.c.file == sa.bindparam("which"))
    with pytest.raises(ValueError, match="not given"):
        list(sent(gone, {}))
    timed = sa.select(sa.bindparam("at", type_=sa.DateTime()))
    with pytest.raises(TypeError):
        list(sent(timed, {"at": None}))


def test_what_is_longer_than_its_column_is_not_cut_to_it() -> None:
    """A cast to a type with a length would, and find what nobody asked for."""
    found = sa.select(case_files.c.file).where(
        case_files.c.file.in_(sa.bindparam("files", expanding=True))
    )
    (one,) = sent(found, {"files": ["f" * 33]})
    assert isinstance(one, StatementSent)
    assert b"VARCHAR[]" in one.text
    assert (b"f" * 33) in (one.values[0] or b"")


def test_what_is_done_in_several_batches_of_one_transaction_falls_or_stands_whole(
    service: Running,
) -> None:
    """As an operator's command does it, which records what was lost of every family."""
    house, size = add_household(service), service.size()

    def work(*, falls: bool) -> None:
        storage = service.restarted().storage
        with working(storage.engine, OURS) as connection:
            for _ in range(2):
                batch = Batch(storage.records.ledgers[OURS], connection, storage.records.clock)
                batch.run([house.check()])
                assert len(batch.lines) == 1
            assert not falls, "something else could not be done"

    with pytest.raises(AssertionError, match="something else"):
        work(falls=True)
    assert service.size() == size
    work(falls=False)
    assert service.size() == size + 2
    assert_ledger_sound(service.restarted())
