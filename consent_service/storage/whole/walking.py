"""The contents of a ledger, one after another: what each opens to, what they all fold to, and
what may stand there once.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from ledger.errors import Altered, LedgerError

from ...domain.deciding.replay import RulesNotKept, is_same_again
from ...domain.recorded.checked import CheckUnanswered
from ...domain.recorded.event import NoFact
from ..believed.newest import LEAVING
from ..database.tables import entry_contents
from ..door.openfiles import Ledger
from .comparing import is_file_id
from .findings import Finding, NotReplayed, Wall
from .projections import Projections
from .reader import NotOpened, OpenedEntry


@dataclass(slots=True)
class Twice:
    """Finds what entered twice: a line of the spool put back, a row of `once` taken away."""

    _spooled: set[str] = field(default_factory=set)
    _asked: dict[bytes, tuple[int, bytes, datetime]] = field(default_factory=dict)

    def take(self, one: OpenedEntry) -> str | None:
        """What is wrong with the next entry, if it has been there before."""
        event, asked, seq = one.content.event, one.content.asked, one.entry.seq
        if isinstance(event, CheckUnanswered) and event.spool is not None:
            if event.spool in self._spooled:
                return "the answer from the spool has been entered before"
            self._spooled.add(event.spool)
        # A question may be asked again under its key, when its first answer no longer holds.
        if asked is None or isinstance(event, NoFact):
            return None
        before = self._asked.get(asked.key)
        self._asked[asked.key] = (seq, asked.body, one.entry.at)
        # The entries of one request stand next to one another and have one time.
        if before is not None and before != (seq - 1, asked.body, one.entry.at):
            return "the request that it comes by was carried out before"
        return None


ROWS_NOT_COMPARED: Final = (
    "Rows and answers were not compared with the entries, because the entries are not those "
    "that were recorded. Mend them and verify again."
)


@dataclass
class Walk:
    """The entries with their contents, one after another; `folded` is what they lead to.

    `altered` are places whose entry is another than was recorded; None if that is not known of
    any. Where an entry or a content cannot be read, what it did to its file is not known from
    there on: the file is in `damaged`, and neither folded on nor compared. `named` are those that
    altered entries say they are of.
    """

    ledger: Ledger
    altered: set[int] | None
    replay_from: int | None
    findings: dict[tuple[str, ...], Finding] = field(default_factory=dict)
    damaged: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)
    newest: dict[str, int] = field(default_factory=dict)
    seen: int = 0
    replayed: int = 0

    def __post_init__(self) -> None:
        self.folded = Projections(self.ledger)
        self._twice = Twice()

    def take(self, one: OpenedEntry | NotOpened) -> None:
        """Take up the next entry."""
        self.seen += 1
        seq = one.seq if isinstance(one, NotOpened) else one.entry.seq
        if self.altered is not None and seq in self.altered:
            files = one.files if isinstance(one, NotOpened) else (one.entry.file,)
            self.named.update(files)
            self.damaged.update(files)
            return  # the chain has named it
        if one.entry is not None and one.entry.kind not in LEAVING:
            self.newest[one.entry.file] = one.entry.seq
        if isinstance(one, NotOpened):
            self._not_opened(one)
            return
        if one.amiss is not None:
            fault = Altered(seq, one.amiss)
            self._found(Wall.CONTENTS, entry_contents.name, fault, seq, (one.entry.file,))
        if self.altered is not None and one.entry.file not in self.damaged:
            again = self._twice.take(one)
            if again is not None:
                self._found(Wall.ANSWERS, entry_contents.name, Altered(seq, again), seq)
            if self._is_to_be_replayed(one):
                self._answer(one)
            self.folded.fold(one)

    def _is_to_be_replayed(self, one: OpenedEntry) -> bool:
        since = self.replay_from
        return (
            since is not None
            and one.entry.seq >= since
            and self.ledger.own_file not in self.damaged
        )

    def not_compared(self) -> tuple[str, ...]:
        """What was left out because of what was found."""
        if self.altered is None:
            return (ROWS_NOT_COMPARED,)
        if not self.damaged:
            return ()
        files = ", ".join(sorted(map(str, self.damaged))[:10])
        more = ", among them" if len(self.damaged) > 10 else ""
        answers = " and no answer since then was replayed" if self._policy_is_lost() else ""
        files_left_out = (
            f"{len(self.damaged)} files were not compared with their entries{answers}, because "
            f"entries or contents of theirs cannot be read{more}: {files}."
        )
        return (files_left_out,)

    def _policy_is_lost(self) -> bool:
        return self.replay_from is not None and self.ledger.own_file in self.damaged

    def _not_opened(self, one: NotOpened) -> None:
        if not one.files and self.altered is None:
            return  # the chain has named it
        self.damaged.update(one.files)
        self._found(Wall.CONTENTS, one.table, one.fault, one.seq, one.files)

    def _answer(self, one: OpenedEntry) -> None:
        try:
            self.replayed += _replay(one, self.folded)
        except Altered as fault:
            seq, files = one.entry.seq, (one.entry.file,)
            self._found(Wall.ANSWERS, entry_contents.name, fault, seq, files)
        except RulesNotKept as missing:
            fault_of_ours = NotReplayed(one.entry.seq, missing.edition)
            self._found(Wall.ANSWERS, entry_contents.name, fault_of_ours, one.entry.seq)

    def _found(
        self,
        wall: Wall,
        table: str,
        fault: LedgerError,
        seq: int | None,
        files: Collection[str] = (),
    ) -> None:
        """One finding for each thing that can be wrong, about the first entry that has it."""
        why = getattr(fault, "why", "")
        kind = (wall.value, table, type(fault).__name__, why)
        finding = self.findings.setdefault(kind, Finding(wall, fault, table))
        finding.files.update(file for file in files if is_file_id(file))
        if seq is not None:
            finding.places.add(seq)


def _replay(opened: OpenedEntry, before: Projections) -> int:
    """Recompute the answer recorded in this entry, if it records one, byte for byte.

    Raises `Altered` when it is another, and `RulesNotKept`.
    """
    entry = opened.entry
    file = before.case_file(entry.file)
    at = opened.content.recorded(entry.at)
    same = is_same_again(opened.content.event, file, before.own, at)
    if same is None:
        return 0
    if not same:
        raise Altered(entry.seq, "the answer recorded is not the one the rules give")
    return 1
