"""What a witness has cosigned, and what it refused: one SQLite database in a folder.

    <folder>/witness.db     one row for each ledger, and the evidence
    <key file>.used         which state this key has cosigned from

A witness that forgets is worse than none: it would cosign a second history. So a row is never
removed and never gets smaller (the database itself refuses), and a key that has a state does not
start with another one. Nobody should put a copy of this folder back; see docs/witness.md.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Literal, TypeAlias

from ledger.checkpoint import Checkpoint
from ledger.cosignature import posix_seconds
from ledger.durable import sync_folder, write_whole
from ledger.errors import NotPinned, RolledBack, Unreadable

DATABASE_ERROR: Final = sqlite3.Error
"""What a full or broken disk raises here. Nothing was promised to anybody then."""

LOCK_SECONDS: Final = 10.0
KEPT: Final = 200
"""How many refused proofs are kept of each ledger. Anybody can send a bad proof."""

_HELD: Final = "SELECT origin, size, root, note, cosigned_at FROM held"

Why: TypeAlias = Literal["two-roots", "bad-proof"]

_SCHEMA: Final = """
CREATE TABLE about (one INTEGER PRIMARY KEY CHECK (one = 1), state TEXT NOT NULL, key TEXT NOT NULL);
CREATE TABLE held (
    origin TEXT PRIMARY KEY,
    size INTEGER NOT NULL CHECK (size >= 0),
    root BLOB NOT NULL CHECK (length(root) = 32),
    note BLOB NOT NULL,
    cosigned_at INTEGER NOT NULL
);
CREATE TABLE evidence (
    number INTEGER PRIMARY KEY,
    origin TEXT NOT NULL,
    why TEXT NOT NULL CHECK (why IN ('two-roots', 'bad-proof')),
    refused_at INTEGER NOT NULL,
    held BLOB,
    submission BLOB NOT NULL,
    size INTEGER NOT NULL,
    root BLOB NOT NULL,
    UNIQUE (origin, why, size, root)
);
CREATE TRIGGER held_never_goes_back BEFORE UPDATE ON held
WHEN NEW.origin <> OLD.origin OR NEW.size < OLD.size OR NEW.cosigned_at < OLD.cosigned_at
    OR (NEW.size = OLD.size AND NEW.root <> OLD.root)
BEGIN SELECT RAISE(ABORT, 'a witness never goes back'); END;
CREATE TRIGGER held_is_never_removed BEFORE DELETE ON held
BEGIN SELECT RAISE(ABORT, 'a witness never forgets'); END;
"""  # noqa: E501


@dataclass(frozen=True, slots=True)
class LastCosigned:
    """The last checkpoint cosigned of a ledger: as read, as a note with the ledger's signatures,
    and the second at which it was cosigned."""

    checkpoint: Checkpoint
    note: bytes
    cosigned_at: datetime


@dataclass(frozen=True, slots=True)
class SignedEvidence:
    """A submission that was refused although the ledger's key signed it.

    `two-roots`: with `held` it shows a fork, whoever sent it. `bad-proof`: its proof did not
    lead from `held` to it, which may be a fork or only a bad proof.
    """

    origin: str
    why: Why
    refused_at: datetime
    held: bytes | None
    submission: bytes


class State:
    """The state of one witness. Any number of threads and processes may use it at once.

    `key` is the text of the witness's public key, `used` the file beside its private key. Both
    are made when neither is there. Raises RolledBack when the key has cosigned from a state that
    is gone, NotPinned when the state is another key's, Unreadable when it is no state at all.
    """

    def __init__(self, folder: Path, key: str, used: Path) -> None:
        self._path = folder / "witness.db"
        try:
            if not self._path.exists():
                self._make(key, used)
            with closing(self._connect()) as connection:
                found = connection.execute("SELECT state, key FROM about").fetchone()
        except sqlite3.Error as error:
            raise Unreadable(f"{self._path} is not the state of a witness: {error}.") from error
        state, owner = found if found is not None else ("", "")
        if owner != key:
            raise NotPinned(f"{self._path} is the state of the witness {owner}, not of {key}.")
        if not used.exists():
            # Before anything is cosigned; and for a private key that came from its backup. Replaced
            # in one step: cut short, it would look like the mark of another state.
            write_whole(used, f"{state}\n".encode("ascii"))
        elif used.read_text("ascii").strip() != state:
            raise RolledBack(_gone(used))

    @contextmanager
    def deciding(self) -> Iterator[Decision]:
        """One decision at a time, whoever else decides: read, then hold or keep.

        On leaving the block what was written is on disk (journal and folder synced); after an
        error in it, or a DATABASE_ERROR from it, nothing of it may be relied on.
        """
        with closing(self._connect()) as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield Decision(connection)
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def held(self) -> list[LastCosigned]:
        """What is held of each ledger, by origin."""
        with closing(self._connect()) as connection:
            rows = connection.execute(f"{_HELD} ORDER BY origin").fetchall()
        return [_held(row) for row in rows]

    def _make(self, key: str, used: Path) -> None:
        if used.exists():
            raise RolledBack(_gone(used))
        folder = self._path.parent
        if not folder.is_dir():
            folder.mkdir(mode=0o700, parents=True)
            sync_folder(folder.parent)
        # Under another name until it is whole: a start that is cut short leaves no empty state.
        unfinished = folder / f"witness.new.{os.getpid()}"
        unfinished.unlink(missing_ok=True)
        with closing(_open(unfinished, "rwc")) as connection:
            connection.executescript(_SCHEMA)
            connection.execute("INSERT INTO about VALUES (1, ?, ?)", (secrets.token_hex(16), key))
        with suppress(FileExistsError):  # another process was first, and theirs is as good
            os.link(unfinished, self._path)
        unfinished.unlink()
        sync_folder(folder)

    def _connect(self) -> sqlite3.Connection:
        return _open(self._path)


class Decision:
    """One transaction; made by `State.deciding`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def held(self, origin: str) -> LastCosigned | None:
        """The last checkpoint cosigned of this ledger, None for none."""
        row = self._connection.execute(f"{_HELD} WHERE origin = ?", (origin,)).fetchone()
        return None if row is None else _held(row)

    def hold(self, held: LastCosigned) -> None:
        """Make this the last one. A smaller one, or another root of its size, is refused with a
        DATABASE_ERROR. Evidence of a bad proof for it is void: a good one came."""
        checkpoint = held.checkpoint
        values = (checkpoint.origin, checkpoint.size, checkpoint.root)
        self._connection.execute(
            "INSERT INTO held VALUES (?, ?, ?, ?, ?) ON CONFLICT (origin) DO UPDATE SET "
            "size = excluded.size, root = excluded.root, note = excluded.note, "
            "cosigned_at = excluded.cosigned_at",
            (*values, held.note, posix_seconds(held.cosigned_at)),
        )
        self._connection.execute(
            "DELETE FROM evidence WHERE origin = ? AND size = ? AND root = ? AND why = 'bad-proof'",
            values,
        )

    def keep(self, evidence: SignedEvidence, checkpoint: Checkpoint) -> None:
        """Keep a refused submission, once for each checkpoint; of bad proofs the newest KEPT."""
        self._connection.execute(
            "INSERT OR IGNORE INTO evidence (origin, why, refused_at, held, submission, size, root)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                evidence.origin,
                evidence.why,
                posix_seconds(evidence.refused_at),
                evidence.held,
                evidence.submission,
                checkpoint.size,
                checkpoint.root,
            ),
        )
        self._connection.execute(
            "DELETE FROM evidence WHERE origin = ? AND why = 'bad-proof' AND number NOT IN "
            "(SELECT number FROM evidence WHERE origin = ? AND why = 'bad-proof' "
            "ORDER BY number DESC LIMIT ?)",
            (evidence.origin, evidence.origin, KEPT),
        )


def read_evidence(folder: Path) -> list[SignedEvidence]:
    """What was refused and kept, oldest first; safe while the witness runs. Raises Unreadable."""
    path = folder / "witness.db"
    try:
        with closing(_open(path)) as connection:
            rows = connection.execute(
                "SELECT origin, why, refused_at, held, submission FROM evidence ORDER BY number"
            ).fetchall()
    except sqlite3.Error as error:
        raise Unreadable(f"{path} is not the state of a witness: {error}.") from error
    return [
        SignedEvidence(origin, why, datetime.fromtimestamp(at, UTC), held, submission)
        for origin, why, at, held, submission in rows
    ]


def _open(path: Path, mode: str = "rw") -> sqlite3.Connection:
    # Not rwc: a file that is gone must be an error, and not a new, empty memory.
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=LOCK_SECONDS,
        isolation_level=None,
    )
    # As the service does (docs/decisions/0007): EXTRA also syncs the folder after the journal is
    # gone, without which a power cut could take back what was cosigned.
    connection.execute("PRAGMA journal_mode=TRUNCATE")
    connection.execute("PRAGMA synchronous=EXTRA")
    connection.execute("PRAGMA recursive_triggers=ON")
    return connection


def _held(row: tuple[str, int, bytes, bytes, int]) -> LastCosigned:
    origin, size, root, note, at = row
    return LastCosigned(Checkpoint(origin, size, root), note, datetime.fromtimestamp(at, UTC))


def _gone(used: Path) -> str:
    return (
        f"ROLLBACK: {used} says that this key has cosigned from a state that is not the one here. "
        "A witness that has forgotten could cosign a second history. Find the state again, or "
        "make a new key under a new name and tell the ledgers and auditors."
    )
