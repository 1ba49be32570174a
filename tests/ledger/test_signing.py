"""Signing: only growth, only what was read back, only one history."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from ledger import (
    Altered,
    BadSignature,
    Checkpointer,
    FolderCheckpoints,
    Forked,
    Head,
    LedgerError,
    Log,
    RolledBack,
    Signer,
    StaleCheckpoint,
    UnknownKey,
    extend,
    open_checkpoint,
    sign_checkpoint,
    sign_growth,
    walk,
)
from ledger.testing import A_TIME, drafts, edit, flip, ledger_of, rechain
from tests.ledger.test_log import MemoryStore

ORIGIN = "records.example.org/north"
SIGNER = Signer(ORIGIN, bytes(range(32)))


@pytest.fixture
def checkpoints(tmp_path):
    return FolderCheckpoints(tmp_path / "north")


@pytest.fixture
def checkpointer(checkpoints):
    return Checkpointer(ORIGIN, SIGNER, checkpoints)


def reader(lines):
    return lambda start, stop: iter([line for line in lines if start <= line.seq < stop])


def advance(checkpointer, lines, head=None):
    stored = walk([line.data for line in lines], ORIGIN) if head is None else head
    return checkpointer.advance(stored, reader(lines))


def test_a_growing_ledger_is_signed_at_each_size(checkpointer, checkpoints):
    """Each checkpoint opens, is what the entries lead to, and replaces the one before."""
    store = MemoryStore()
    log = Log(store, lambda: A_TIME)
    signed = [checkpointer.advance(store.head(), store.lines)]
    for count in (1, 5, 300):
        log.append(drafts(count, start=store.head().size))
        signed.append(checkpointer.advance(store.head(), store.lines))
        assert open_checkpoint(signed[-1], ORIGIN, [SIGNER.verifier]) == store.head().checkpoint()
    assert checkpoints.latest() == signed[-1]
    assert list(checkpoints.history()) == signed[:-1]


def test_a_ledger_that_has_not_grown_is_not_signed_again(checkpointer):
    """The last checkpoint stands."""
    _, lines = ledger_of(5, ORIGIN)
    assert advance(checkpointer, lines) is not None
    assert advance(checkpointer, lines) is None


def test_a_new_process_takes_up_where_the_last_one_was(checkpointer, checkpoints):
    """It first holds the ledger to the checkpoint it finds."""
    _, lines = ledger_of(9, ORIGIN)
    first = advance(checkpointer, lines[:4])
    again = Checkpointer(ORIGIN, SIGNER, checkpoints)
    checked = again.check(walk([line.data for line in lines], ORIGIN), reader(lines))
    assert checked == walk([line.data for line in lines[:4]], ORIGIN).checkpoint()
    assert checkpoints.latest() == first
    assert advance(again, lines) == checkpoints.latest()


def test_two_signers_in_turn_keep_one_history(checkpoints):
    """Each notices what the other has signed."""
    one, two = (Checkpointer(ORIGIN, SIGNER, checkpoints) for _ in range(2))
    _, lines = ledger_of(9, ORIGIN)
    for size, signer in enumerate([one, two, one, one, two, two, one], 2):
        assert advance(signer, lines[:size]) == checkpoints.latest()
    assert len(list(checkpoints.history())) == 6


def test_who_lost_the_race_signs_nothing_and_can_go_on(checkpoints):
    """A swap that is refused leaves the signer as it was."""
    _, lines = ledger_of(9, ORIGIN)
    late = Checkpointer(ORIGIN, SIGNER, checkpoints)
    advance(late, lines[:2])

    def read(start, stop):
        if stop == 6:
            advance(Checkpointer(ORIGIN, SIGNER, checkpoints), lines[:4])
        return reader(lines)(start, stop)

    with pytest.raises(StaleCheckpoint):
        late.advance(walk([line.data for line in lines[:6]], ORIGIN), read)
    assert advance(late, lines[:6]) == checkpoints.latest()


@pytest.mark.parametrize("signed", [0, 4])
def test_a_bit_that_flipped_in_storage_is_never_signed(checkpointer, checkpoints, signed):
    """Read back before signing: whatever bit of whatever new entry it was."""
    head, lines = ledger_of(6, ORIGIN)
    before = advance(checkpointer, lines[:signed])
    for seq in range(signed, 6):
        for bit in range(0, 8 * len(lines[seq].data), 7):
            bad = [
                replace(line, data=flip(line.data, bit)) if line.seq == seq else line
                for line in lines
            ]
            with pytest.raises(Altered) as fault:
                advance(checkpointer, bad, head)
            assert fault.value.seq == seq
    assert checkpoints.latest() == before
    assert advance(checkpointer, lines, head) == checkpoints.latest()


def test_a_smaller_ledger_is_refused_as_a_rollback(checkpointer, checkpoints):
    """By the process that signed, and by a new one."""
    _, lines = ledger_of(9, ORIGIN)
    signed = advance(checkpointer, lines)
    for signer in (checkpointer, Checkpointer(ORIGIN, SIGNER, checkpoints)):
        for size in (0, 1, 8):
            with pytest.raises(RolledBack):
                advance(signer, lines[:size])
    assert checkpoints.latest() == signed


def test_another_history_is_refused_as_a_fork(checkpointer, checkpoints):
    """Of the same size or longer, however perfect by itself."""
    _, lines = ledger_of(6, ORIGIN)
    signed = advance(checkpointer, lines)
    head, other = rechain(edit(lines, 2, kind="other"))
    longer, more = extend(head, A_TIME + timedelta(days=1), drafts(3))
    for stored, rows in ((head, other), (longer, other + more)):
        with pytest.raises(Forked):
            Checkpointer(ORIGIN, SIGNER, checkpoints).advance(stored, reader(rows))
        # Who has verified the first six before does not read them again: what is new does not
        # follow on them, or the stored head is not theirs.
        with pytest.raises(Altered):
            checkpointer.advance(stored, reader(rows))
    assert checkpoints.latest() == signed


def test_a_stored_head_that_is_not_the_entries_is_not_signed(checkpointer, checkpoints):
    """Nor is a ledger of the same size with such a head found sound."""
    head, lines = ledger_of(6, ORIGIN)
    with pytest.raises(Altered):
        advance(checkpointer, lines, replace(head, tip=bytes(32)))
    assert checkpoints.latest() is None
    advance(checkpointer, lines)
    with pytest.raises(Altered):
        advance(checkpointer, lines, replace(head, tip=bytes(32)))


def test_a_checkpoint_store_put_back_is_noticed(checkpointer, checkpoints):
    """By a process that saw a later one."""
    _, lines = ledger_of(6, ORIGIN)
    early = advance(checkpointer, lines[:3])
    advance(checkpointer, lines)
    (checkpoints.folder / "checkpoint").write_bytes(early)
    with pytest.raises(RolledBack, match="put back"):
        advance(checkpointer, lines)
    (checkpoints.folder / "checkpoint").unlink()
    with pytest.raises(RolledBack, match="empty"):
        advance(checkpointer, lines)


def test_an_empty_checkpoint_store_is_a_first_start_only_if_it_may_be(checkpoints):
    """Told that it is not the first start, a ledger with entries and no checkpoint is refused."""
    head, lines = ledger_of(6, ORIGIN)
    strict = Checkpointer(ORIGIN, SIGNER, checkpoints, first=False)
    with pytest.raises(RolledBack):
        strict.check(head, reader(lines))
    assert strict.check(Head.empty(ORIGIN), reader([])) is None
    assert Checkpointer(ORIGIN, SIGNER, checkpoints).check(head, reader(lines)) is None


def test_a_checkpoint_by_another_key_stops_signing(checkpoints):
    """Unless it is a key that was used before, and said to be."""
    head, lines = ledger_of(6, ORIGIN)
    old = Signer(ORIGIN, bytes(32))
    checkpoints.swap(None, sign_checkpoint(walk([], ORIGIN).checkpoint(), old))
    with pytest.raises(UnknownKey):
        advance(Checkpointer(ORIGIN, SIGNER, checkpoints), lines)
    rotated = Checkpointer(ORIGIN, SIGNER, checkpoints, earlier=[old.verifier])
    assert advance(rotated, lines) == sign_checkpoint(head.checkpoint(), SIGNER)


def test_a_damaged_checkpoint_stops_signing(checkpointer, checkpoints):
    """It is never overwritten with a guess."""
    _, lines = ledger_of(6, ORIGIN)
    signed = advance(checkpointer, lines[:3])
    (checkpoints.folder / "checkpoint").write_bytes(signed.replace(b"\n3\n", b"\n2\n"))
    with pytest.raises(BadSignature):
        advance(checkpointer, lines)
    (checkpoints.folder / "checkpoint").write_bytes(b"")
    with pytest.raises(LedgerError):
        advance(checkpointer, lines)


def test_growth_is_signed_from_a_verified_head_on():
    """As a function, without a store: the new head and its note."""
    head, lines = ledger_of(6, ORIGIN)
    start = walk([line.data for line in lines[:4]], ORIGIN)
    grown, signed = sign_growth(start, lines[4:], head, SIGNER)
    assert grown == head
    assert signed == sign_checkpoint(head.checkpoint(), SIGNER)
    with pytest.raises(RolledBack):
        sign_growth(head, [], start, SIGNER)
