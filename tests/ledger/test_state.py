"""Going on where an earlier verification left off: less to read, and nothing to take on trust."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger import (
    Altered,
    Checkpoint,
    Forked,
    MalformedState,
    NotPinned,
    RolledBack,
    Signer,
    format_state,
    parse_state,
    publish,
    save_state,
    sign_checkpoint,
    tile_reader,
    verify_folder,
    walk,
    write_folder,
)
from ledger import folder as folder_module
from ledger.checkpoint import MAX_SIZE
from ledger.testing import edit, flip, ledger_of, rechain
from ledger.tree import EMPTY_ROOT
from tests.ledger.vector_files import load
from tests.sweeping import each

ORIGIN = "records.example.org/north"
SIGNER = Signer(ORIGIN, bytes(range(32)))
KEYS = [SIGNER.verifier]
SIZES = [1, 2, 255, 256, 257, 511, 512, 513, 699, 700]
HEAD, LINES = ledger_of(700, ORIGIN)


#: Two other histories, of which the entry changed is the first, or in the middle.
OTHERS = {seq: rechain(edit(LINES, seq, kind="other"))[1] for seq in (0, 300)}


#: What `at` has found, by the hash of the last entry, which is of all before it.
_found: dict = {}


def at(size, lines=LINES):
    """Walked once for each: it is asked for two thousand times."""
    last = lines[size - 1].hash if size else None
    if last not in _found:
        _found[last] = walk([line.data for line in lines[:size]], ORIGIN).checkpoint()
    return _found[last]


def copy_of(folder, size, lines=LINES):
    write_folder(folder, lines, sign_checkpoint(at(size, lines), SIGNER))
    return folder


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    return copy_of(tmp_path_factory.mktemp("state") / "copy", 700)


def test_the_state_in_the_format_is_the_one_we_make():
    """The document's example, byte for byte."""
    checkpoint = load("ledger")["checkpoint"].partition("\n\n")[0]
    text = (Path(__file__).parents[2] / "docs/ledger-format.md").read_text(encoding="utf-8")
    state = f"ledger-verified@v1\n{checkpoint}\n"
    assert f"```\n{state}```\n" in text
    assert format_state(parse_state(state.encode(), ORIGIN)).decode() == state


@given(st.integers(1, MAX_SIZE), st.binary(min_size=32, max_size=32))
def test_a_state_is_read_back_as_it_was_written(size, root):
    """Any size and root."""
    state = Checkpoint(ORIGIN, size, root)
    assert parse_state(format_state(state), ORIGIN) == state


STATE = format_state(at(700))


@each(
    "data",
    of=[
        b"",
        STATE[:-1],
        STATE + b"\n",
        STATE.replace(b"@v1", b"@v2"),
        STATE.partition(b"\n")[2],
        STATE.replace(b"\n700\n", b"\n0700\n"),
        STATE.replace(b"\n", b"\r\n"),
        b"\xff" + STATE,
        STATE + b"x" * 2_000,
        sign_checkpoint(at(700), SIGNER),
    ],
)
def test_what_is_not_a_state_is_refused(data):
    """Another spelling, another version, a signed checkpoint in its place."""
    with pytest.raises(MalformedState):
        parse_state(data, ORIGIN)


def test_a_state_is_of_one_ledger():
    """That of another is not a place to go on from."""
    with pytest.raises(NotPinned):
        parse_state(format_state(at(700)), "records.example.org/south")


def test_a_state_is_saved_whole_or_not_at_all(tmp_path):
    """And takes the place of the one before."""
    for size in (1, 700):
        save_state(tmp_path / "state", at(size))
        assert parse_state((tmp_path / "state").read_bytes(), ORIGIN) == at(size)
    assert [path.name for path in tmp_path.iterdir()] == ["state"]


@each("size", of=SIZES)
def test_going_on_from_any_size_leads_to_the_same_head(copy, size):
    """And says so; entries before it are not read."""
    told = []
    verified = verify_folder(
        copy, ORIGIN, KEYS, after=at(size), progress=lambda done, of: told.append(done)
    )
    assert (verified.head, verified.after) == (HEAD, at(size))
    assert told == [done for done in (256, 512, 700) if done > size]


def test_from_nothing_everything_is_read(copy):
    """The state of an empty ledger is a beginning of every one."""
    told = []
    start = Checkpoint(ORIGIN, 0, EMPTY_ROOT)
    verify_folder(copy, ORIGIN, KEYS, after=start, progress=lambda done, of: told.append(done))
    assert told == [256, 512, 700]


@pytest.mark.parametrize("size", SIZES)
def test_an_entry_that_is_new_is_verified_and_named(copy, tmp_path, size):
    """Every bit after the state still counts; those before it were verified then."""
    shutil.copytree(copy, tmp_path / "copy")
    for seq in (size, 699):
        if seq == 700:
            continue
        bundle = (
            tmp_path
            / "copy/tile/entries"
            / (f"{seq // 256:03}" if seq < 512 else f"{seq // 256:03}.p/188")
        )
        good = bundle.read_bytes()
        where = good.index(b'"seq":%d,' % seq)
        bundle.write_bytes(flip(good, 8 * (where - 40)))
        with pytest.raises(Altered) as found:
            verify_folder(tmp_path / "copy", ORIGIN, KEYS, after=at(size))
        assert found.value.seq == seq
        bundle.write_bytes(good)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "step", [2003, pytest.param(163, marks=pytest.mark.campaign)], ids="every {}th".format
)
def test_no_bit_of_a_tile_with_something_new_can_be_changed(copy, tmp_path, size, step):
    """Nor one of what leads from the state to the signed root."""
    shutil.copytree(copy, tmp_path / "copy")
    tiles = [tmp_path / "copy/tile/1/000.p/2", tmp_path / "copy/tile/0/002.p/188"]
    if size < 512:
        tiles.append(tmp_path / "copy/tile/0/001")
    if size < 256:
        tiles.append(tmp_path / "copy/tile/0/000")
    for tile in tiles:
        good = tile.read_bytes()
        for bit in range(0, 8 * len(good), step):
            tile.write_bytes(flip(good, bit))
            with pytest.raises((Altered, Forked)):
                verify_folder(tmp_path / "copy", ORIGIN, KEYS, after=at(size))
        tile.write_bytes(good)
    verify_folder(tmp_path / "copy", ORIGIN, KEYS, after=at(size))


@pytest.mark.parametrize("size", SIZES)
def test_another_history_is_a_fork(tmp_path, size):
    """Signed by the same key, sound in itself, and not what was verified before."""
    forked = copy_of(tmp_path / "copy", 700, OTHERS[0])
    verify_folder(forked, ORIGIN, KEYS)
    with pytest.raises(Forked):
        verify_folder(forked, ORIGIN, KEYS, after=at(size))


def test_a_smaller_copy_is_a_rollback(tmp_path):
    """Whatever it has, entries that were verified are gone."""
    with pytest.raises(RolledBack):
        verify_folder(copy_of(tmp_path / "copy", 512), ORIGIN, KEYS, after=at(513))


@pytest.mark.parametrize("size", SIZES)
def test_a_checkpoint_that_was_kept_is_compared_too(copy, tmp_path, size):
    """Before the state or after it: a growth of both, or of neither."""
    other = OTHERS[300]
    for kept in (0, *SIZES):
        note = sign_checkpoint(at(kept), SIGNER)
        assert verify_folder(copy, ORIGIN, KEYS, note, after=at(size)).pinned == at(kept)
        if kept > 300:
            note = sign_checkpoint(at(kept, other), SIGNER)
            with pytest.raises(Forked):
                verify_folder(copy, ORIGIN, KEYS, note, after=at(size))


def test_how_far_it_came_is_saved_on_the_way(copy, monkeypatch):
    """So that an interrupted run can be gone on with, from where it was."""
    monkeypatch.setattr(folder_module, "SAVED_EVERY", 200)
    monkeypatch.setattr("ledger.survey.RUN", 256)
    saved: list[Checkpoint] = []
    verify_folder(copy, ORIGIN, KEYS, save=saved.append)
    assert saved == [at(256), at(512), at(700)]

    class Interrupted(Exception):
        pass

    def interrupt(done, size):
        if done == 700:
            raise Interrupted

    saved.clear()
    with pytest.raises(Interrupted):
        verify_folder(copy, ORIGIN, KEYS, save=saved.append, progress=interrupt)
    assert saved == [at(256), at(512)]
    assert verify_folder(copy, ORIGIN, KEYS, after=saved[-1], save=saved.append).head == HEAD
    assert saved[-1] == at(700)


def test_nothing_is_saved_of_what_was_not_signed(tmp_path, monkeypatch):
    """Entries and tiles sound among themselves, under a checkpoint that is not theirs: a state
    of them would accuse the true copy tomorrow."""
    monkeypatch.setattr(folder_module, "SAVED_EVERY", 200)
    monkeypatch.setattr("ledger.survey.RUN", 256)
    _, other = rechain(edit(LINES, 3, kind="other"))
    forged = copy_of(tmp_path / "copy", 700, other)
    (forged / "checkpoint").write_bytes(sign_checkpoint(at(700), SIGNER))
    saved: list[Checkpoint] = []
    with pytest.raises(Forked):
        verify_folder(forged, ORIGIN, KEYS, save=saved.append)
    assert saved == []


def test_a_served_folder_is_followed_day_by_day(tmp_path):
    """As an auditor would: each run verifies what was published since the one before."""
    state = Checkpoint(ORIGIN, 0, EMPTY_ROOT)
    for size in SIZES:
        publish(tmp_path, LINES[state.size :], sign_checkpoint(at(size), SIGNER))
        verified = verify_folder(tmp_path, ORIGIN, KEYS, after=state, served=True)
        state = verified.head.checkpoint()
    assert state == at(700)


def test_the_reader_of_a_copy_is_asked_for_little(copy):
    """Going on from the last entry reads a few tiles, and no bundle but the last."""
    reads = []

    def source(path):
        reads.append(path)
        return (copy / path).read_bytes()

    read = tile_reader(source, 700)
    assert read(0, 699) == LINES[699].hash
    assert reads == ["tile/0/002.p/188"]
