"""What a batch is about to write: entries, contents and the files they change, still in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from ledger.log import Draft

from ...domain.file.folding import Stamp, fold
from ...domain.recorded.content import Content, format_content
from ...domain.recorded.event import kind_of
from ..database.readback import TableRow
from ..sealed.sealing import Chance
from ..shown.openings import FileOpening, opening_of
from .openfiles import AFile, OpenFile


class Drafted(NamedTuple):
    """What is to be written under one file, and the file with it. Nothing is changed by it yet."""

    opened: OpenFile
    state: AFile
    contents: Sequence[Content]
    drafts: Sequence[Draft]
    #: Each content, sealed, and whether it changes the file.
    sealed: Sequence[tuple[bool, bytes]]


def folded(state: AFile, contents: Sequence[Content], first: Stamp) -> list[AFile]:
    """A file as it is, and with each of these contents more, the first of them at that place."""
    states = [state]
    for seq, content in enumerate(contents, start=first.seq):
        states.append(fold(states[-1], content, Stamp(seq, first.at)))
    return states


def drafted(
    opened: OpenFile,
    contents: Sequence[Content],
    first: int,
    at: datetime,
    states: Sequence[AFile] = (),
    *,
    chance: Chance | None = None,
) -> Drafted:
    """These contents under this file, the first of them at the place `first`. `states` are the file
    as it is and with the first of them, as far as it was folded already: what was worked out of it
    so is looked at again.
    """
    state, drafts, sealed = opened.state, [], []
    known = iter(states[1:])
    for seq, content in enumerate(contents, start=first):
        commitment, closed = opened.seal.seal_content(format_content(content), chance)
        state = next(known, None) or fold(state, content, Stamp(seq, at))
        drafts.append(Draft(kind_of(content.event), opened.state.id, commitment))
        sealed.append((state.folded_to == seq, closed))
    return Drafted(opened, state, contents, drafts, sealed)


@dataclass(slots=True)
class Drafts:
    """All that one batch writes, in the order of the ledger, and fresh chance to seal it with."""

    fresh: Chance
    entries: list[Draft] = field(default_factory=list)
    contents: list[Content] = field(default_factory=list)
    #: What is said of references, in order.
    openings: list[FileOpening] = field(default_factory=list)
    _sealed: list[tuple[bool, bytes]] = field(default_factory=list)

    def take(self, one: Drafted) -> list[FileOpening]:
        """Take this up, and the file as it is with it: what it says of references."""
        one.opened.state = one.state
        self.entries += one.drafts
        self.contents += one.contents
        self._sealed += one.sealed
        every = (opening_of(one.state.id, content.event) for content in one.contents)
        said = [opening for opening in every if opening is not None]
        self.openings += said
        return said

    def rows(self, authority: str, first: int) -> list[TableRow]:
        """The sealed contents, for the table."""
        return [
            {
                "authority": authority,
                "seq": seq,
                "file": draft.file,
                "changes": changed,
                "sealed": row,
            }
            for seq, (draft, (changed, row)) in enumerate(
                zip(self.entries, self._sealed, strict=True), first
            )
        ]
