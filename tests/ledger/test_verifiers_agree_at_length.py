"""Two verifiers that share no code: every flipped bit is found by both, and nothing else is.

The tests take a sample. `make campaign` runs all of it.
"""

from __future__ import annotations

import random
import shutil

import pytest

from ledger import Signer, format_verifier, sign_checkpoint, walk, write_folder
from ledger.testing import flip, ledger_of
from tests.ledger.both_verifiers import ORIGIN, ask, files_of, write_copy


def flip_each(folder, bits):
    """Both must refuse each of these changes, and name the same entry. Returns the findings."""
    found = set()
    for file in files_of(folder):
        good = file.read_bytes()
        for bit in bits(8 * len(good)):
            file.write_bytes(flip(good, bit))
            answer = ask(folder)
            assert not answer["sound"], (file, bit)
            found.add((answer.get("error"), answer["seq"]))
        file.write_bytes(good)
    assert ask(folder)["sound"]
    return found


def test_a_flipped_bit_is_found_by_both(tmp_path):
    """A sample of what `make campaign` does with every bit: 50 entries, each file of the copy."""
    copy = write_copy(tmp_path / "copy", 50)
    chosen = random.Random(4)
    found = flip_each(copy, lambda length: chosen.sample(range(length), min(length, 200)))
    assert {name for name, _ in found} >= {"Altered", "BadSignature", None}
    assert len({seq for _, seq in found}) > 40


@pytest.mark.campaign
@pytest.mark.parametrize("part", range(16))
def test_every_flipped_bit_is_found_by_both(tmp_path, part):
    """Each bit of a 50-entry copy: about 160,000, in parts that may run at once."""
    copy = write_copy(tmp_path / "copy", 50)
    found = flip_each(copy, lambda length: range(part, length, 16))
    assert {seq for _, seq in found} >= set(range(50))


FLIPS, RUNS = 20_000, 1_000  # as many as the campaign is about, in 20 parts


@pytest.mark.campaign
@pytest.mark.parametrize("part", range(20))
def test_flips_in_10_000_entries_are_found_by_both(tmp_path, part):
    """20,000 of them, anywhere in the copy, the same at each run."""
    copy = write_copy(tmp_path / "copy", 10_000)
    files, chosen = files_of(copy), random.Random(part)
    weights = [file.stat().st_size for file in files]
    for file in chosen.choices(files, weights, k=FLIPS // 20):
        good = file.read_bytes()
        bit = chosen.randrange(8 * len(good))
        file.write_bytes(flip(good, bit))
        assert not ask(copy)["sound"], (file, bit)
        file.write_bytes(good)
    assert ask(copy)["sound"]


def run_clean(folder, chosen):
    """A sound copy of any size, by any key, grown from any size: no alarm."""
    size = chosen.choice([chosen.randrange(10), chosen.randrange(1_200)])
    signer = Signer(ORIGIN, chosen.randbytes(32))
    head, lines = ledger_of(size, ORIGIN, batch=chosen.randrange(1, 40))
    copy = folder / "copy"
    write_folder(copy, lines, sign_checkpoint(head.checkpoint(), signer))
    kept = walk([line.data for line in lines[: chosen.randrange(size + 1)]], ORIGIN)
    (folder / "kept").write_bytes(sign_checkpoint(kept.checkpoint(), signer))
    key = format_verifier(signer.verifier)
    assert ask(copy, keys=[key], since=folder / "kept")["sound"], (size, kept.size)
    shutil.rmtree(copy)


def test_a_sound_copy_raises_no_alarm(tmp_path):
    """A sample of what `make campaign` does a thousand times."""
    for number in range(5):
        run_clean(tmp_path, random.Random(f"sample {number}"))


@pytest.mark.campaign
@pytest.mark.parametrize("part", range(20))
def test_a_thousand_sound_copies_raise_no_alarm(tmp_path, part):
    """Each of another size, key and history, with a checkpoint that was kept."""
    for number in range(RUNS // 20):
        run_clean(tmp_path, random.Random(f"{part} {number}"))
