"""Whatever is changed behind our back, `verify` finds it and names it; and nothing else."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from consent_service.storage.trouble import NotSound
from ledger import note
from ledger.checkpoint import Checkpoint, open_checkpoint, sign_checkpoint
from ledger.errors import (
    Altered,
    BadSignature,
    Forked,
    LedgerError,
    Malformed,
    RolledBack,
    UnknownKey,
)
from ledger.verify import verify_ledger
from tests.api.breaking import altering
from tests.api.running import OURS, THEIRS
from tests.builders import (
    a_check,
    an_adult,
    assert_ledger_sound,
)
from tests.storage.tampering import CASES, Story

# ── no false alarm ──────────────────────────────────────────────────────────────────────────


def test_an_untouched_ledger_is_whole(story: Story) -> None:
    found = story.service.storage.verify(OURS, replay=True)
    assert found.entries == story.size
    assert found.checkpoint_size == story.signed
    assert found.case_files == 2
    assert found.answers_replayed == 6
    assert_ledger_sound(story.service)


def test_verifying_beside_a_running_service_gives_no_false_alarm(story: Story) -> None:
    service = story.service
    stop = threading.Event()
    written: list[int] = []

    def write() -> None:
        while not stop.is_set():
            done = service.storage.records.run(an_adult(story.other.file))
            written.append(done.entries[0].seq)
            service.storage.keepers[OURS].checkpoint()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(10):
            service.storage.verify(OURS, replay=True)
    finally:
        stop.set()
        writer.join(30)
    assert written
    assert_ledger_sound(service)


def test_reading_that_stops_half_way_keeps_nobody_from_writing(story: Story) -> None:
    """An open read transaction would, on SQLite, for as long as an exception is looked at."""
    service = story.service
    for half_read in (service.reader.lines(0, story.size), service.reader.opened(0, story.size)):
        next(half_read)
        service.storage.records.run(a_check())


# ── everything that is changed is found ─────────────────────────────────────────────────────


@pytest.mark.parametrize("name", CASES)
def test_verify_finds_that_somebody_changed(story: Story, name: str) -> None:
    case, service = CASES[name], story.service
    with altering(service) as connection:
        case.alter(story.hand(connection), story)
    with pytest.raises(LedgerError) as found:
        service.storage.verify(OURS, replay=True)
    assert type(found.value) is case.error, found.value
    assert found.value.exit_code == case.code
    # It is marked for every process, and what it is marked as decides what follows.
    soundness = service.storage.soundness[OURS]
    assert soundness.alarm == str(found.value)
    assert soundness.is_altered == (case.code != RolledBack.exit_code)
    if case.code == RolledBack.exit_code:
        before = service.size()
        with pytest.raises(NotSound):
            service.storage.records.run(a_check())
        assert service.size() == before
    # The other authority's ledger, in the same tables, is not under suspicion.
    service.storage.verify(THEIRS, replay=True)
    assert service.storage.soundness[THEIRS].alarm is None


def test_an_unsigned_answer_is_only_found_by_replaying_it(story: Story) -> None:
    """What `--replay` adds: everything fits, and the rules give another answer."""
    case = CASES["an unsigned answer, sealed and chained again"]
    with altering(story.service) as connection:
        case.alter(story.hand(connection), story)
    story.service.storage.verify(OURS)
    with pytest.raises(Altered):
        story.service.storage.verify(OURS, replay=True)


def test_an_entry_given_to_another_authority_is_found_there_too(story: Story) -> None:
    with altering(story.service) as connection:
        hand = story.hand(connection)
        hand.set(hand.ledger.store.tables.entries, {"seq": story.size - 1}, authority=THEIRS)
    for authority in (OURS, THEIRS):
        with pytest.raises(Altered):
            story.service.storage.verify(authority)
    (story.service.settings.checkpoints / THEIRS / "altered").unlink()


def test_any_one_bit_of_an_entry_counts(story: Story) -> None:
    """In its bytes and in the hash beside them."""
    head, lines = story.service.reader.head(), list(story.service.reader.lines(0, story.size))
    whole = lines[6]
    forged = [replace(whole, hash=flipped) for flipped in one_bit_flipped(whole.hash)]
    forged += [replace(whole, data=flipped) for flipped in one_bit_flipped(whole.data)]
    for line in forged:
        with pytest.raises(Altered):
            verify_ledger([*lines[:6], line, *lines[7:]], head.origin, head)


def one_bit_flipped(held: bytes) -> Iterator[bytes]:
    for bit in range(len(held) * 8):
        flipped = bytearray(held)
        flipped[bit // 8] ^= 1 << bit % 8
        yield bytes(flipped)


# ── the checkpoint ──────────────────────────────────────────────────────────────────────────


def checkpoint_file(story: Story) -> Path:
    return story.service.settings.checkpoints / OURS / "checkpoint"


def test_a_checkpoint_whose_signature_was_changed_is_found(story: Story) -> None:
    file = checkpoint_file(story)
    signed = file.read_bytes()
    changed = signed.replace(f"\n{story.signed}\n".encode(), f"\n{story.signed - 1}\n".encode())
    assert changed != signed
    file.write_bytes(changed)
    with pytest.raises(BadSignature) as found:
        story.service.storage.verify(OURS)
    assert found.value.exit_code == 2


def test_a_checkpoint_signed_by_another_key_is_found(story: Story) -> None:
    origin = story.service.storage.keys[OURS].origin
    root = story.service.reader.head().root()
    stranger = note.new_signer(origin)
    checkpoint_file(story).write_bytes(
        sign_checkpoint(Checkpoint(origin, story.size, root), stranger)
    )
    with pytest.raises(UnknownKey) as found:
        story.service.storage.verify(OURS)
    assert found.value.exit_code == 6


def test_a_checkpoint_of_our_own_over_another_history_is_a_fork(story: Story) -> None:
    keys = story.service.storage.keys[OURS]
    other = Checkpoint(keys.origin, story.signed, b"\1" * 32)
    checkpoint_file(story).write_bytes(sign_checkpoint(other, keys.signer()))
    with pytest.raises(Forked) as found:
        story.service.storage.verify(OURS)
    assert found.value.exit_code == 3
    with pytest.raises(NotSound):
        story.service.restarted().storage.records.run(a_check())


def test_a_checkpoint_that_is_gone_is_a_rollback(story: Story) -> None:
    """The disk that is not mounted looks just like it."""
    checkpoint_file(story).unlink()
    with pytest.raises(RolledBack):
        story.service.storage.verify(OURS)
    (checkpoint_file(story).with_name("not-sound")).unlink()
    fresh = story.service.restarted()
    with pytest.raises(NotSound):
        fresh.storage.records.run(a_check())
    assert fresh.size() == story.size
    assert fresh.storage.keepers[OURS].checkpoint() is None


def test_a_torn_checkpoint_is_unreadable(story: Story) -> None:
    file = checkpoint_file(story)
    file.write_bytes(file.read_bytes()[:40])
    with pytest.raises(Malformed) as found:
        story.service.storage.verify(OURS)
    assert found.value.exit_code == 5


def test_the_last_checkpoint_covers_what_verify_says_it_covers(story: Story) -> None:
    keys = story.service.storage.keys[OURS]
    signed = checkpoint_file(story).read_bytes()
    checkpoint = open_checkpoint(signed, keys.origin, (keys.signer().verifier,))
    assert checkpoint.size == story.signed == story.service.storage.verify(OURS).checkpoint_size
