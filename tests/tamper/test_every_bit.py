"""Every flipped bit counts: in a copy, by both verifiers, which share no code; and in a row.

Of the copies the tests take a sample; `make campaign` runs all of it. No file of a copy, and no
bit of one, is left out: whatever a verifier need not read (a tile that nothing needs, a link, a
second checkpoint) may not be in a copy at all.
"""

from __future__ import annotations

import random
import shutil
from itertools import islice

import pytest
from sqlalchemy import MetaData, select, update

from ledger import Signer, format_public_key, sign_checkpoint, walk, write_folder
from ledger.errors import Altered
from ledger.log import Log
from ledger.store import EngineStore, SqlStore, define_tables
from ledger.testing import A_TIME, assert_sound, drafts, flip, ledger_of
from ledger.verify import verify_ledger
from tests.ledger.both_verifiers import ORIGIN, ask, files_of, write_copy

pytestmark = pytest.mark.each_database


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
    # Most of them where the entries are; one in a checkpoint costs a whole check of a signature.
    many, few, large = 60, 15, 8 * 4_096
    found = flip_each(
        copy, lambda length: chosen.sample(range(length), many if length > large else few)
    )
    assert {name for name, _ in found} >= {"Altered", "BadSignature", None}
    assert len({seq for _, seq in found}) > 25


@pytest.mark.campaign
@pytest.mark.parametrize("part", range(16))
def test_every_flipped_bit_is_found_by_both(tmp_path, part):
    """Each bit of a 50-entry copy: about 138,000, in parts that may run at once."""
    copy = write_copy(tmp_path / "copy", 50)
    found = flip_each(copy, lambda length: range(part, length, 16))
    assert {seq for _, seq in found} >= set(range(50))


def flip_anywhere(copy, chosen, count):
    """So many flips, each in a file chosen by its size; both must find each."""
    files = files_of(copy)
    weights = [file.stat().st_size for file in files]
    for file in chosen.choices(files, weights, k=count):
        good = file.read_bytes()
        bit = chosen.randrange(8 * len(good))
        file.write_bytes(flip(good, bit))
        assert not ask(copy)["sound"], (file, bit)
        file.write_bytes(good)
    assert ask(copy)["sound"]


def test_a_flip_in_10_000_entries_is_found_by_both(tmp_path):
    """A sample of what `make campaign` does 20,000 times."""
    flip_anywhere(write_copy(tmp_path / "copy", 10_000), random.Random("sample"), 8)


FLIPS, RUNS = 20_000, 1_000  # as many as the campaign is about, in 20 parts


@pytest.mark.campaign
@pytest.mark.parametrize("part", range(20))
def test_flips_in_10_000_entries_are_found_by_both(tmp_path, part):
    """20,000 of them, anywhere in the copy, the same at each run."""
    copy = write_copy(tmp_path / "copy", 10_000)
    flip_anywhere(copy, random.Random(part), FLIPS // 20)


def run_clean(folder, chosen):
    """A sound copy of any size, by any key, grown from any size: no alarm."""
    size = chosen.choice([chosen.randrange(10), chosen.randrange(1_200)])
    signer = Signer(ORIGIN, chosen.randbytes(32))
    head, lines = ledger_of(size, ORIGIN, batch=chosen.randrange(1, 40))
    copy = folder / "copy"
    write_folder(copy, lines, sign_checkpoint(head.checkpoint(), signer))
    kept = walk([line.data for line in lines[: chosen.randrange(size + 1)]], ORIGIN)
    (folder / "kept").write_bytes(sign_checkpoint(kept.checkpoint(), signer))
    key = format_public_key(signer.verifier)
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


# ── a row in a database ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "step", [11, pytest.param(1, marks=pytest.mark.campaign)], ids=["every 11th", "all"]
)
def test_each_bit_of_each_column_of_an_entry_row_counts(engine, step):
    """Written to the database, one after another, and read back as `verify` reads it."""
    tables = define_tables(MetaData())
    sql = SqlStore(tables, "bexley", ORIGIN)
    store = EngineStore(engine, sql)
    store.create()
    Log(store, lambda: A_TIME).append(drafts(3))
    entries = tables.entries
    here = (entries.c.authority == "bexley") & (entries.c.seq == 1)
    flips = 0
    with engine.connect() as connection:
        row = connection.execute(select(entries).where(here)).one()
        connection.rollback()
        head = store.head()
        for changed in islice(each_bit(row), 0, None, step):
            with connection.begin():
                assert connection.execute(update(entries).where(here).values(changed)).rowcount == 1
                with pytest.raises(Altered):
                    verify_ledger(sql.lines(connection, 0), ORIGIN, head)
                connection.rollback()
            flips += 1
    assert flips > 2_500 // step
    assert_sound(store, ORIGIN)


def each_bit(row):
    """The authority and the place, which are text and number, and the hash and the bytes."""
    for at, letter in enumerate(row.authority):
        for bit in range(7):
            other = chr(ord(letter) ^ 1 << bit)
            yield {"authority": row.authority[:at] + other + row.authority[at + 1 :]}
    # The lowest leads to a place that is taken, and the highest is the sign, which no place has.
    yield from ({"seq": row.seq ^ 1 << bit} for bit in range(1, 63))
    for name in ("hash", "data"):
        held = bytes(getattr(row, name))
        yield from ({name: flip(held, bit)} for bit in range(8 * len(held)))
