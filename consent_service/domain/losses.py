"""Entries that were lost for good: which, how that was accepted, and what it puts in doubt.

A record of which a part is gone says nothing reliable: what is missing may be a withdrawal. So a
family's file is in doubt from the first entry it lost, until a manager confirms what stands there
with the family.
"""

from __future__ import annotations

from datetime import datetime

from .event import Event


class RecordRecovered(Event, frozen=True, kw_only=True, tag="record-recovered"):
    """Two people accepted that entries were lost, so that the ledger can go on.

    Lost are the entries `first` up to but not including `end`, and `root` is the Merkle root that
    was signed when there were `end` (hexadecimal). `how` is `CONTENT_GONE` where the entries
    themselves were put back from what was published, and what they commit to is gone;
    `ENTRIES_GONE` where the entries are gone as well, so that this history is not the one that
    was signed; `CHECKPOINTS_GONE` where nothing is left to tell what was lost. `files_unknown`
    are the handles of files that were opened in what was lost.
    """

    first: int
    end: int
    how: str
    approved_by: tuple[str, ...]
    why: str
    root: str | None = None
    files_unknown: tuple[str, ...] = ()


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

    words: str
