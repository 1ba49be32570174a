"""What was done or said before: requests with the same key, decisions with the same reasons.

Both stand in the table `once` as keyed hashes, and both follow from the ledger: each entry says
by which request it came, and a decision's reasons are in its content.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection

from ledger.entry import parse_entry

from ...actions.moment import Moment
from ...actions.refused import RecordDamaged
from ...domain.answers import Answer
from ...domain.file.authorityfile import AuthorityFile
from ...domain.file.view import View
from ...domain.freetext.rationale import in_plain_words
from ...domain.recorded.content import ByRequest, Content, parse_content
from ...domain.recorded.event import Event
from ...domain.recorded.events import AuthorisationMade
from ...domain.recorded.particulars import NOTHING_SAID
from ...domain.recorded.practice import NotShareDecided
from ..database import statements
from ..sealed.sealing import AuthoritySeal
from .flights import ONCE, Outgoing
from .openfiles import Ledger, OpenFile, OpenFiles
from .requests import EntryWritten, Once, Request, reasons_keys
from .trouble import KeyReused


class EntriesOfRequest(msgspec.Struct, frozen=True):
    """The entries of one request: `count` of them from `first`. `read` are those that had been
    written before this batch; the others wait to be.
    """

    file: str
    first: int
    count: int
    replayed: bool = False
    read: tuple[EntryWritten, ...] = ()


class Done(NamedTuple):
    """What a request comes to, once it is written, and the two files as it leaves them."""

    span: EntriesOfRequest
    view: View | None
    own: AuthorityFile


@dataclass(frozen=True, slots=True)
class _Before:
    """What stands in the table: under `key`, which may be by another index key than today's."""

    key: bytes
    digest: bytes
    entries: EntriesOfRequest


@dataclass(slots=True)
class Repeats:
    """What is known of repeats in one batch."""

    ledger: Ledger
    connection: Connection
    files: OpenFiles
    #: By the keyed hash of today.
    _before: dict[bytes, _Before] = field(default_factory=dict)
    _new: dict[bytes, _Before] = field(default_factory=dict)
    _forget: set[bytes] = field(default_factory=set)
    #: Under which, as was looked up under the lock, nothing stands.
    _free: set[bytes] = field(default_factory=set)
    #: By client and key: each is looked at several times in a batch.
    _blinds: dict[tuple[str, str], tuple[bytes, ...]] = field(default_factory=dict)
    _seal: AuthoritySeal = field(init=False, repr=False)

    def __post_init__(self) -> None:
        # One for the whole batch: the index key may be rotated meanwhile.
        self._seal = self.files.seal
        if self.files.ahead.seal is self._seal:
            self._blinds = self.files.ahead.blinds

    def load(self, requests: Sequence[Request]) -> None:
        """Look up what these requests may repeat."""
        wanted = [self._keys(r.once) for r in requests if r.once is not None]
        wanted += [reasons_keys(self._seal, r.by, r.reasons) for r in requests if r.reasons]
        if not wanted:
            return
        today = {blind: blinds[0] for blinds in wanted for blind in blinds}
        ahead, whose = self.files.ahead, self.ledger.authority
        rows = ahead.found(self.connection, ONCE, whose, today)
        self._free.update(today)
        for blind, digest, file, first, count in rows:
            self._free.discard(bytes(blind))
            earlier = EntriesOfRequest(file, first, count, replayed=True)
            held = self._before.get(today[bytes(blind)])
            # Done again since the index key was rotated, it stands there twice.
            if held is None or held.entries.first < first:
                self._before[today[bytes(blind)]] = _Before(bytes(blind), bytes(digest), earlier)

    def asked(self, once: Once) -> ByRequest:
        """By which request an entry comes."""
        if once.asked is not None:
            return once.asked
        return ByRequest(self._key(once), self._seal.blind("body", once.body))

    def earlier(
        self, request: Request, opened: OpenFile | None, moment: Moment, size: int
    ) -> EntriesOfRequest | None:
        """What the same client recorded under this key before, if it is to be given again.

        `size` is that of the ledger before this batch. Raises `KeyReused` and `RecordDamaged`.
        """
        once = request.once
        before = None if once is None else self._before.get(self._key(once))
        if once is None or before is None:
            return None
        if before.digest not in self._digests(once):
            raise KeyReused
        earlier = before.entries
        if earlier.first >= size:
            # Two equal requests in one batch make one entry.
            if once.within is not None and self._changed_since(opened, earlier):
                return None
            return EntriesOfRequest(earlier.file, earlier.first, earlier.count, replayed=True)
        read = self._reread(earlier)
        if not read or any(
            one.content.asked != ByRequest(before.key, before.digest) for one in read
        ):
            # Which entries a request made is for the entries to say, not for a row.
            raise RecordDamaged("What was recorded under this key is not there as it was.")
        if once.within is not None and (
            self._changed_since(opened, earlier)
            or moment.at - read[0].at > once.within
            or _answers(request.action(moment)) != _answers(w.content.event for w in read)
        ):
            return None
        return msgspec.structs.replace(earlier, read=read)

    def said_before(self, request: Request, at: datetime, size: int) -> datetime | None:
        """When whoever asks last gave the same reasons for a decision: `at` in this very batch."""
        key = reasons_keys(self._seal, request.by, request.reasons or "")[0]
        before = self._before.get(key)
        if before is None:
            return None
        seq = before.entries.first
        if seq >= size:
            return at
        (line,) = self.ledger.store.lines(self.connection, seq, seq + 1)
        return parse_entry(line.data).at

    def remember(
        self, span: EntriesOfRequest, asked: ByRequest | None, contents: Sequence[Content]
    ) -> None:
        """What this request did and said, for those that come after it."""
        if asked is not None and contents:
            done = _Before(asked.key, asked.body, span)
            self._before[asked.key] = self._new[asked.key] = done
        for seq, content in enumerate(contents, start=span.first):
            said = reasons_of(content.event)
            if said is not None:
                key, *others = reasons_keys(self._seal, content.by, said)
                self._forget.update(others)
                self._before[key] = self._new[key] = _Before(
                    key, key, EntriesOfRequest(span.file, seq, 1)
                )

    def write(self, out: Outgoing) -> list[dict[str, Any]]:
        """Put what is new in the table, and which rows; a later request takes a key over."""
        if not self._new:
            return []
        whose = self.ledger.authority
        forget = {*self._new, *self._forget} - self._free
        if forget:
            given = {"authority": whose, "blinds": sorted(forget)}
            out.execute(statements.FORGET_ONCE, given)
        rows = [self._row(blind, held) for blind, held in self._new.items()]
        out.execute(statements.ADD_ONCE, rows)
        return rows

    def _key(self, once: Once) -> bytes:
        return self._keys(once)[0]

    def _keys(self, once: Once) -> tuple[bytes, ...]:
        if once.asked is not None:
            return (once.asked.key,)
        sent = (once.client, once.key)
        if sent not in self._blinds:
            self._blinds[sent] = once.keys(self._seal)
        return self._blinds[sent]

    def _digests(self, once: Once) -> tuple[bytes, ...]:
        if once.asked is not None:
            return (once.asked.body,)
        return self._seal.blinds("body", once.body)

    def _changed_since(self, opened: OpenFile | None, earlier: EntriesOfRequest) -> bool:
        """Something that may matter to the answer was recorded after `earlier`, or it stands
        under another file: the reference has become known, or the file's row no longer opens.
        """
        state = (opened or self.files.own).state
        return state.id != earlier.file or state.folded_to > earlier.first

    def _reread(self, earlier: EntriesOfRequest) -> tuple[EntryWritten, ...]:
        """The entries of an earlier request, from the ledger itself."""
        seal = self.files.any(earlier.file).seal
        end = earlier.first + earlier.count
        rows = self.connection.execute(
            statements.READ_CONTENTS,
            {"authority": self.ledger.authority, "first": earlier.first, "end": end},
        )
        sealed = {row.seq: row.sealed for row in rows}
        entries = []
        for line in self.ledger.store.lines(self.connection, earlier.first, end):
            entry = parse_entry(line.data)
            content = parse_content(seal.open_content(sealed.get(line.seq, b""), entry.commitment))
            entries.append(EntryWritten(line.seq, line.hash, content.recorded(entry.at), content))
        return tuple(entries)

    def _row(self, blind: bytes, held: _Before) -> dict[str, Any]:
        return {
            "authority": self.ledger.authority,
            "blind": blind,
            "digest": held.digest,
            "file": held.entries.file,
            "first_seq": held.entries.first,
            "count": held.entries.count,
        }


def reasons_of(event: Event) -> str | None:
    """The plain words of the reasons of a decision; None for any other event, or without any."""
    if not isinstance(event, AuthorisationMade | NotShareDecided):
        return None
    why = event.rationale
    return None if why is None or why == NOTHING_SAID else in_plain_words(why)


def _answers(events: Iterable[Event]) -> list[tuple[Answer | None, tuple[str, ...]]]:
    """What was answered. It may differ though nothing was recorded on the file: an agreement ends,
    a child turns sixteen, a policy is adopted. Then the first answer is not given again.
    """
    return [(getattr(event, "answer", None), getattr(event, "warnings", ())) for event in events]
