"""Exports: whole or not at all, and gone on with when they were cut off."""

from __future__ import annotations

import pytest

from ledger import Forked, Signer, Unreadable, sign_checkpoint, verify_folder, write_folder
from ledger.durable import locked
from ledger.testing import edit, ledger_of, rechain

ORIGIN = "records.example.org/north"
SIGNER = Signer(ORIGIN, bytes(range(32)))
KEYS = [SIGNER.verifier]


def signed(head):
    return sign_checkpoint(head.checkpoint(), SIGNER)


def test_an_export_that_fails_leaves_no_copy(tmp_path):
    """Too few entries, or other ones than the checkpoint's; and the next attempt works."""
    head, lines = ledger_of(300, ORIGIN)
    with pytest.raises(Unreadable):
        write_folder(tmp_path / "copy", lines[:290], signed(head))
    with pytest.raises(Forked):
        write_folder(tmp_path / "copy", edit(lines, 290, kind="other"), signed(head))

    def interrupted():
        yield from lines[:280]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_folder(tmp_path / "copy", interrupted(), signed(head))
    assert not (tmp_path / "copy").exists()
    write_folder(tmp_path / "copy", lines, signed(head))
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]


def test_an_export_goes_on_where_it_was_cut_off(tmp_path):
    """What is there is not read from the ledger again, and what came of it is the same."""
    head, lines = ledger_of(1_000, ORIGIN)
    goal, unfinished = tmp_path / "copy", tmp_path / "copy.unfinished"
    asked = []

    def cut_off(start):
        asked.append(start)
        yield from lines[start : start + 600]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_folder(goal, cut_off, signed(head))
    assert not goal.exists()
    # Since then the disk lost the end of one file, and a smaller checkpoint was exported in vain.
    torn = unfinished / "tile/entries/001"
    torn.write_bytes(torn.read_bytes()[:-1])
    (unfinished / "tile/0/001.p").mkdir()
    (unfinished / "tile/0/001.p/9").write_bytes(b"x")
    (unfinished / "unfinished").write_bytes(b"x")
    told = []

    def whole(start):
        asked.append(start)
        return iter(lines[start:])

    write_folder(goal, whole, signed(head), lambda done, size: told.append((done, size)))
    assert asked == [0, 256]
    assert told == [(256, 1_000), (512, 1_000), (768, 1_000), (1_000, 1_000)]
    assert verify_folder(goal, ORIGIN, KEYS).head == head
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]


def test_remains_of_another_ledger_are_written_over(tmp_path):
    """Sound bundles under the same name, and not of this checkpoint: everything is read anew."""
    head, lines = ledger_of(600, ORIGIN)
    other, others = rechain(edit(lines, 3, kind="other"))

    def cut_off(start):
        yield from others[start:300]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_folder(tmp_path / "copy", cut_off, signed(other))
    asked = []

    def read(start):
        asked.append(start)
        return lines[start:]

    write_folder(tmp_path / "copy", read, signed(head))
    assert asked == [256, 0]
    assert verify_folder(tmp_path / "copy", ORIGIN, KEYS).head == head


def test_two_exports_to_one_place_do_not_mix(tmp_path):
    """The second is refused while the first is at work."""
    head, lines = ledger_of(3, ORIGIN)
    (tmp_path / "copy.unfinished").mkdir()
    with locked(tmp_path / "copy.unfinished"), pytest.raises(Unreadable, match="Another process"):
        write_folder(tmp_path / "copy", lines, signed(head))
    write_folder(tmp_path / "copy", lines, signed(head))


def test_an_export_overwrites_nothing(tmp_path):
    """A copy that is there may be evidence."""
    head, lines = ledger_of(10, ORIGIN)
    write_folder(tmp_path / "copy", lines, signed(head))
    with pytest.raises(FileExistsError):
        write_folder(tmp_path / "copy", lines, signed(head))
