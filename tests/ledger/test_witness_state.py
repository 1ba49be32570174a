"""What a witness remembers: on disk before anything is promised, and never less than before."""

from __future__ import annotations

import sqlite3

import pytest

from ledger import (
    Cosigner,
    NotPinned,
    RolledBack,
    Submission,
    Unreadable,
    format_submission,
)
from ledger.witness import state as state_module
from ledger.witness.state import read_evidence
from tests.ledger.witnesses import (
    DIGEST,
    FORK,
    HISTORY,
    a_witness,
)


def test_what_cannot_be_written_is_not_cosigned(witness, folder, monkeypatch):
    """A full disk: 503, and the next one starts from where it was."""
    witness.add_checkpoint(HISTORY.submission(0, 3))

    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(state_module.Decision, "hold", full)
        assert witness.add_checkpoint(HISTORY.submission(3, 4)).status == 503
    assert witness.add_checkpoint(HISTORY.submission(3, 4)).status == 200
    (folder / "witness.db").unlink()
    assert witness.add_checkpoint(HISTORY.submission(4, 5)).status == 503
    assert witness.checkpoint(DIGEST).status == 503
    assert not (folder / "witness.db").exists()


def test_the_state_itself_never_goes_back(witness, folder):
    """Whatever the program did wrong, the database would refuse it."""
    witness.add_checkpoint(HISTORY.submission(0, 5))
    with sqlite3.connect(folder / "witness.db") as database:
        for change in (
            "UPDATE held SET size = 4",
            "UPDATE held SET root = zeroblob(32)",
            "UPDATE held SET cosigned_at = 0",
            "UPDATE held SET origin = 'other'",
            "DELETE FROM held",
        ):
            with pytest.raises(sqlite3.IntegrityError, match="never"):
                database.execute(change)
    database.close()


def test_a_restart_remembers(folder):
    """Another process on the same folder goes on where the first ended."""
    a_witness(folder).add_checkpoint(HISTORY.submission(0, 8))
    again = a_witness(folder)
    assert again.add_checkpoint(FORK.submission(8, 8)).status == 422
    assert again.add_checkpoint(HISTORY.submission(0, 9)).body == b"8\n"


def test_a_state_that_is_gone_is_not_begun_again(folder, tmp_path):
    """With the same key it could cosign a second history."""
    used = folder / "key.used"
    a_witness(folder).add_checkpoint(HISTORY.submission(0, 8))
    (folder / "witness.db").rename(tmp_path / "kept")
    with pytest.raises(RolledBack, match="forgotten"):
        a_witness(folder)
    assert not (folder / "witness.db").exists()
    used.rename(tmp_path / "used")
    a_witness(folder)
    (tmp_path / "used").replace(used)
    with pytest.raises(RolledBack, match="forgotten"):
        a_witness(folder)
    # Without the mark, as after a private key came from its backup, the state speaks for itself.
    (tmp_path / "kept").replace(folder / "witness.db")
    used.unlink()
    assert a_witness(folder).add_checkpoint(HISTORY.submission(0, 9)).status == 409
    assert used.exists()


def test_a_state_belongs_to_one_key(folder):
    """A key that did not cosign what is there does not go on from it."""
    a_witness(folder)
    with pytest.raises(NotPinned):
        a_witness(folder, cosigner=Cosigner("other.example.org", bytes(32)))


def test_what_is_no_state_is_refused(folder):
    """A file of something else, or no file where evidence is asked for."""
    with pytest.raises(Unreadable):
        read_evidence(folder)
    folder.mkdir()
    (folder / "witness.db").write_bytes(b"something else" * 100)
    with pytest.raises(Unreadable):
        read_evidence(folder)
    with pytest.raises(Unreadable):
        a_witness(folder)


def test_bad_proofs_do_not_fill_the_disk(witness, folder, monkeypatch):
    """Anybody can send them; forks are never let go for their sake."""
    monkeypatch.setattr(state_module, "KEPT", 3)
    witness.add_checkpoint(HISTORY.submission(0, 8))
    witness.add_checkpoint(FORK.submission(8, 8))
    for size in range(10, 20):
        witness.add_checkpoint(format_submission(Submission(8, (), HISTORY.signed(size))))
    found = read_evidence(folder)
    assert [one.why for one in found] == ["two-roots"] + ["bad-proof"] * 3
    assert b"\n19\n" in found[-1].submission
