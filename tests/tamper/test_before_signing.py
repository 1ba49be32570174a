"""A bit that flips between writing and signing is never signed for: promise P5 of reliability."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ledger import Signer
from ledger.checkpoints import FolderCheckpoints
from ledger.errors import Altered
from ledger.log import EntryLine, Head
from ledger.signing import Checkpointer
from ledger.testing import flip, ledger_of
from tests.api.breaking import altering
from tests.api.running import OURS, Family
from tests.builders import a_check, assert_ledger_sound
from tests.tamper.hand import ENTRIES, HEADS
from tests.tamper.story import Story
from tests.trying import is_campaign

pytestmark = pytest.mark.each_database

ORIGIN = "records.example.org/north"


def test_each_bit_of_a_fresh_entry_is_refused_before_it_is_signed(tmp_path: Path) -> None:
    """In its bytes, in the hash beside them, and in the head that counts it: every third of them
    every day, in campaigns all.
    """
    step = 1 if is_campaign() else 3
    checkpoints = FolderCheckpoints(tmp_path)
    signing = Checkpointer(ORIGIN, Signer(ORIGIN, bytes(range(32))), checkpoints)
    before, _ = ledger_of(4, ORIGIN)
    head, lines = ledger_of(6, ORIGIN)

    def sign(stored: Head, held: list[EntryLine]) -> bytes | None:
        return signing.advance(stored, lambda start, stop: iter(held[start:stop]))

    sign(before, lines[:4])
    signed = checkpoints.latest()
    refused = 0
    for seq in (4, 5):
        whole = lines[seq]
        forged = [
            replace(whole, data=flip(whole.data, bit))
            for bit in range(0, 8 * len(whole.data), step)
        ]
        forged += [replace(whole, hash=flip(whole.hash, bit)) for bit in range(0, 256, step)]
        for line in forged:
            with pytest.raises(Altered):
                sign(head, [*lines[:seq], line, *lines[seq + 1 :]])
            refused += 1
    for bit in range(0, 256, step):
        with pytest.raises(Altered):
            sign(replace(head, tip=flip(head.tip, bit)), lines)
    assert checkpoints.latest() == signed
    assert refused > 5_000 // step
    # And what is as it was written is signed.
    assert sign(head, lines) is not None


@pytest.mark.parametrize(
    "place", ["data, first", "data, last", "hash, first", "hash, last", "tip", "frontier"]
)
def test_a_bit_flipped_in_the_database_before_the_keeper_signs(story: Story, place: str) -> None:
    service, storage = story.service, story.service.storage
    keeper, house = storage.keepers[OURS], story.house
    keeper.checkpoint()
    signed = storage.checkpoints[OURS].latest()
    seq = storage.records.run(a_check()).entries[0].seq
    column, _, end = place.partition(", ")
    table = ENTRIES if end else HEADS
    where = {"seq": seq} if end else {}
    with altering(service) as connection:
        hand = story.hand(connection)
        held = bytes(hand.row(table, **where)[column])
        bit = 0 if end == "first" else 8 * len(held) - 1
        hand.set(table, where, **{column: flip(held, bit)})
    # Refused, and marked for every process.
    assert keeper.checkpoint() is None
    keeper.beat()
    assert storage.checkpoints[OURS].latest() == signed
    assert storage.soundness[OURS].is_altered
    assert not storage.soundness[OURS].is_distrusted
    # Checks go on, with a warning; where the head itself is broken nothing can be appended to it,
    # and they are answered without the ledger.
    family = Family(house.file, house.child, house.mother, house.father, "")
    answer = service.check(house.file, family.question())
    if table is ENTRIES:
        assert "LEDGER_ALTERED" in [flag["code"] for flag in answer["flags"]]
        assert answer["recorded"] == "ledger"
    else:
        assert answer["outcome"] == "UNAVAILABLE" or answer["flags"]
    assert storage.checkpoints[OURS].latest() == signed
    # With the bit as it was, verifying takes the mark away and signing goes on.
    if table is ENTRIES:
        with altering(service) as connection:
            story.hand(connection).set(table, where, **{column: held})
        assert_ledger_sound(service)
        assert storage.checkpoints[OURS].latest() != signed
