"""What a keeper publishes of a ledger: a folder of tiles and its checkpoint, for whoever reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ledger.checkpoint import parse_checkpoint
from ledger.errors import LedgerError
from ledger.files import read_limited
from ledger.note import MAX_NOTE, parse_note
from ledger.tilestore import folder_source

#: Below the authority's checkpoints, and so outside the database and its backups.
FOLDER: Final = "published"


@dataclass(frozen=True, slots=True)
class Published:
    """One snapshot: a checkpoint, its size, and how its tiles are read."""

    checkpoint: bytes
    size: int
    read: Callable[[str], bytes]


def published_of(folder: Path) -> Published | None:
    """What is published in a folder now; None if nothing is, or what is there cannot be read."""
    try:
        checkpoint = read_limited(folder / "checkpoint", MAX_NOTE)
        size = parse_checkpoint(parse_note(checkpoint).text).size
    except LedgerError:
        return None
    return Published(checkpoint, size, folder_source(folder))
