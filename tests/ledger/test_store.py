"""Ledgers in databases: the contract, and what only a database can get wrong."""

from __future__ import annotations

from threading import Event, Thread

import pytest
from sqlalchemy import MetaData, text, update
from sqlalchemy.exc import IntegrityError

from ledger import Altered, Head, Log, StaleHead, Unreadable, extend
from ledger.store import EngineStore, SqlStore, define_tables
from ledger.testing import A_TIME, StoreContract, assert_sound, drafts

pytestmark = pytest.mark.each_database

ORIGIN = "records.example.org/north"


@pytest.fixture
def tables():
    return define_tables(MetaData())


@pytest.fixture
def sql(tables):
    return SqlStore(tables, "north", ORIGIN)


@pytest.fixture
def store(engine, sql):
    store = EngineStore(engine, sql)
    store.create()
    return store


class TestSqlStore(StoreContract):
    """Every database keeps the contract of a store."""


def grow(store, count):
    Log(store, lambda: A_TIME).append(drafts(count, start=store.head().size))


def change(engine, statement):
    with engine.begin() as conn:
        conn.execute(statement)


def test_creating_a_ledger_twice_changes_nothing(store):
    """What was recorded is still there."""
    grow(store, 2)
    store.create()
    assert assert_sound(store, ORIGIN).size == 2


def test_a_ledger_that_was_never_created_is_said_not_to_be_there(engine, store, tables):
    """Not taken for an empty one: the database may be the wrong one."""
    other = EngineStore(engine, SqlStore(tables, "south", "records.example.org/south"))
    with pytest.raises(Unreadable, match="south"):
        other.head()


def test_ledgers_in_one_database_do_not_touch_each_other(engine, store, tables):
    """Each has its own head, entries and root; even equal entries are kept apart."""
    other = EngineStore(engine, SqlStore(tables, "south", ORIGIN))
    other.create()
    grow(store, 3)
    assert assert_sound(other, ORIGIN).size == 0
    grow(other, 3)
    grow(other, 1)
    assert assert_sound(store, ORIGIN).size == 3
    assert assert_sound(other, ORIGIN).size == 4


def test_every_key_begins_with_the_authority(tables):
    """So that a database distributed by authority needs no statement across shards."""
    for table in (tables.heads, tables.entries):
        for constraint in table.constraints:
            columns = list(getattr(constraint, "columns", []))
            if len(columns) > 1 or getattr(constraint, "unique", False):
                assert columns[0].name == "authority"
        assert next(iter(table.primary_key.columns)).name == "authority"


def test_entries_are_committed_with_what_else_the_caller_keeps(engine, store, sql):
    """The transaction is the caller's: rolled back, neither is there."""
    with engine.connect() as conn:
        if conn.dialect.name == "sqlite":
            conn.exec_driver_sql("BEGIN IMMEDIATE")
        head, lines = extend(sql.lock_head(conn), A_TIME, drafts(3))
        sql.append(conn, lines, head)
        assert sql.head(conn) == head
        assert list(sql.lines(conn, 0)) == lines
        conn.rollback()
    assert assert_sound(store, ORIGIN).size == 0


def test_who_holds_the_lock_makes_others_wait(store):
    """A second writer gets the head only after the first has committed, and sees its entries."""
    locked, done = Event(), Event()
    sizes = []

    def second():
        locked.wait(5)
        with store.transaction() as transaction:
            sizes.append((transaction.lock_head().size, done.is_set()))

    thread = Thread(target=second)
    thread.start()
    with store.transaction() as transaction:
        head, lines = extend(transaction.lock_head(), A_TIME, drafts(2))
        locked.set()
        thread.join(0.3)
        assert sizes == []
        transaction.append(lines, head)
        done.set()
    thread.join(10)
    assert sizes == [(2, True)]


def test_a_batch_made_without_the_lock_is_refused(engine, store, sql):
    """Two writers made a batch after the same head; the second of them commits nothing."""
    head, lines = extend(store.head(), A_TIME, drafts(2))
    grow(store, 3)
    with pytest.raises(StaleHead), engine.begin() as conn:
        sql.append(conn, lines, head)
    assert assert_sound(store, ORIGIN).size == 3
    shorter, few = extend(Head.empty(ORIGIN), A_TIME, drafts(2, start=50))
    with pytest.raises(StaleHead), engine.begin() as conn:
        sql.append(conn, few, shorter)
    assert assert_sound(store, ORIGIN).size == 3


def test_a_head_that_does_not_count_its_lines_is_refused(engine, store, sql):
    """A caller's mistake that would leave a gap at the next batch."""
    head, lines = extend(store.head(), A_TIME, drafts(2))
    with pytest.raises(StaleHead), engine.begin() as conn:
        sql.append(conn, lines[:1], head)
    assert assert_sound(store, ORIGIN).size == 0


def test_a_batch_of_nothing_is_nothing(engine, store, sql):
    """No statement is run for it."""
    with engine.begin() as conn:
        sql.append(conn, [], store.head())
    assert Log(store, lambda: A_TIME).append([]) == []


@pytest.mark.parametrize(
    "damage",
    [
        {"origin": "records.example.org/south"},
        {"size": 4},
        {"tip": b"short"},
        {"at": None},
        {"at": "yesterday"},
        {"frontier": b""},
        {"frontier": bytes(8)},
        {"size": 0},
        {"size": 0, "at": None, "frontier": bytes(8)},
    ],
    ids=str,
)
def test_a_damaged_head_is_not_appended_to(engine, store, tables, damage):
    """It is checked whenever it is read."""
    grow(store, 3)
    change(engine, update(tables.heads).values(**damage))
    with pytest.raises(Altered):
        store.head()
    with pytest.raises(Altered):
        grow(store, 1)


def test_a_head_put_back_in_the_table_is_found(engine, store, tables):
    """Well-formed, and not what the entries lead to: the oracle sees it, and appending fails."""
    grow(store, 3)
    early = store.head()
    grow(store, 2)
    old = {"size": 3, "tip": early.tip, "frontier": early.frontier.format()}
    change(engine, update(tables.heads).values(**old))
    with pytest.raises(Altered) as fault:
        assert_sound(store, ORIGIN)
    assert fault.value.seq == 3
    with pytest.raises(IntegrityError):
        grow(store, 1)


ANOTHER = "SELECT data FROM ledger_entries WHERE seq = 4"
STATEMENTS = {
    "a row deleted": ("DELETE FROM ledger_entries WHERE seq = 3", 3),
    "a row renumbered": ("UPDATE ledger_entries SET seq = 77 WHERE seq = 3", 3),
    "the last row deleted": ("DELETE FROM ledger_entries WHERE seq = 5", 5),
    "all rows deleted": ("DELETE FROM ledger_entries", 0),
    "a row given to another": ("UPDATE ledger_entries SET authority = 'x' WHERE seq = 3", 3),
    "a payload swapped for another": (
        f"UPDATE ledger_entries SET data = ({ANOTHER}) WHERE seq = 3",
        3,
    ),
    "a payload emptied": ("UPDATE ledger_entries SET data = '' WHERE seq = 3", 3),
    "a hash emptied": ("UPDATE ledger_entries SET hash = '' WHERE seq = 3", 3),
}


@pytest.mark.parametrize("case", STATEMENTS)
def test_what_is_done_to_the_rows_is_found(engine, store, case):
    """And the first entry at fault is named."""
    statement, seq = STATEMENTS[case]
    grow(store, 6)
    change(engine, text(statement))
    with pytest.raises(Altered) as fault:
        assert_sound(store, ORIGIN)
    assert fault.value.seq in (seq, None)


def test_a_text_or_a_number_where_bytes_belong_is_found(engine, store):
    """SQLite keeps what it is given; the reader says so instead of failing."""
    if engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL refuses to store it")
    for column in ("data", "hash"):
        for value in ("'text'", "5", "2.5"):
            grow(store, 2)
            with engine.begin() as conn:
                was = conn.exec_driver_sql(
                    f"SELECT CAST({column} AS BLOB) FROM ledger_entries WHERE seq = 1"
                ).scalar_one()
                conn.exec_driver_sql(f"UPDATE ledger_entries SET {column} = {value} WHERE seq = 1")
            with pytest.raises(Altered):
                assert_sound(store, ORIGIN)
            with engine.begin() as conn:
                conn.exec_driver_sql(
                    f"UPDATE ledger_entries SET {column} = ? WHERE seq = 1", (was,)
                )
    assert_sound(store, ORIGIN)
