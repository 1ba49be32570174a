"""Entries that were lost for good: which, how that was accepted, and what it puts in doubt.

A record of which a part is gone says nothing reliable: what is missing may be a withdrawal. So a
family's file is in doubt from the first entry it lost, until a manager confirms what stands there
with the family.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from .event import Event, OfTheAuthority
from .members import Words

#: The entries were put back from what was published; what they commit to is gone.
CONTENT_GONE: Final = "CONTENT_GONE"
#: The contents were kept for as long as they should be, and their keys were destroyed.
FORGOTTEN: Final = "FORGOTTEN"
#: The entries are gone as well: this history is not the one that was signed.
ENTRIES_GONE: Final = "ENTRIES_GONE"
#: Nothing is left that tells what was lost, or whether anything was.
CHECKPOINTS_GONE: Final = "CHECKPOINTS_GONE"


class RecordRecovered(OfTheAuthority, frozen=True, kw_only=True, tag="record-recovered"):
    """Two people accepted that entries were lost, so that the ledger can go on.

    Lost are the entries `first` up to but not including `end`, and `root` is the Merkle root that
    was signed when there were `end` (hexadecimal). `how` is one of the codes above.
    `files_unknown` are the handles of files that were opened in what was lost.
    """

    first: int
    end: int
    how: str
    approved_by: tuple[str, ...]
    why: str
    root: str | None = None
    files_unknown: tuple[str, ...] = ()


def content_is_gone(recovered: RecordRecovered) -> bool:
    """Whether it says that nobody has the contents of these entries any more."""
    return recovered.how in (CONTENT_GONE, FORGOTTEN)


class EntriesLost(Event, frozen=True, kw_only=True, tag="entries-lost"):
    """What was lost of one family's file. `since` is when the first of it had been recorded.

    `kinds` are those of the lost entries, one for each, where that is known. `changes` says that
    they may have changed what the file says: it is then in doubt.
    """

    recovery: int
    since: datetime
    changes: bool
    kinds: tuple[str, ...] = ()


class RecordConfirmed(Event, frozen=True, kw_only=True, tag="record-confirmed"):
    """A manager confirmed, after the family was asked again, that what stands on their file now is
    what holds. `words` say how that was found out.
    """

    words: Words
