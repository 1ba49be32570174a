"""One batch: many waiting requests, one lock, one load, one insert, one commit.

Each request is tried against the file in memory. If it fails there, it alone fails: nothing of it
has been written. What the others record is written together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any, TypeAlias

from sqlalchemy import Connection

from ledger.entry import parse_entry
from ledger.log import Draft, Head, Line, extend

from ..actions.moment import Moment
from ..domain.answers import Answer
from ..domain.authorityfile import AuthorityFile, fold_authority
from ..domain.casefile import CaseFile
from ..domain.content import Asked, Content, format_content, parse_content
from ..domain.events import Event, kind_of
from ..domain.folding import Place, fold
from . import statements
from .engine import DATABASE_ERRORS
from .openfiles import Ledger, OpenFile, OpenFiles, State, encode_state
from .requests import (
    ByHandle,
    ByReference,
    NewFile,
    Once,
    Recorded,
    Request,
    Written,
)
from .trouble import CannotRecord, KeyReused, NotSound

Result: TypeAlias = "Recorded | Exception"


class Phase(Enum):
    """How far a batch came, which tells what a lost connection means."""

    READING = "reading"
    WRITING = "writing"
    COMMITTING = "committing"


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A request whose entries wait to be written: `count` of them from `first`."""

    file: str
    first: int
    count: int
    replayed: bool = False


@dataclass(frozen=True, slots=True)
class _Before:
    """An earlier request with the same key."""

    digest: bytes
    entries: _Waiting


@dataclass(slots=True)
class Batch:
    """Runs requests in one open transaction. `phase` tells how far it came."""

    ledger: Ledger
    connection: Connection
    clock: Callable[[], datetime]
    phase: Phase = Phase.READING
    _files: OpenFiles = field(init=False)
    _head: Head = field(init=False)
    _drafts: list[Draft] = field(default_factory=list)
    _contents: list[Content] = field(default_factory=list)
    _sealed: list[tuple[bool, bytes]] = field(default_factory=list)
    _before: dict[bytes, _Before] = field(default_factory=dict)
    _new_keys: dict[bytes, _Before] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._files = OpenFiles(self.ledger, self.connection)

    def run(self, requests: Sequence[Request], smallest: int = 0) -> tuple[list[Result], Head]:
        """Each request's result or its own exception, in order, and the head after them.

        Raises `NotSound` if the ledger is smaller than `smallest`, which it once was, and what
        the database raises. Nothing is durable before the caller commits.
        """
        self._head = self.ledger.store.lock_head(self.connection)
        if self._head.size < smallest:
            raise NotSound(
                f"The ledger holds {self._head.size} entries; it held {smallest} before."
            )
        now = self.clock()
        at = now if self._head.at is None else max(now, self._head.at)
        self._load(requests)
        tried = [self._try(request, at) for request in requests]
        self.phase = Phase.WRITING
        head, lines = self._write(at)
        self.phase = Phase.COMMITTING
        return [self._result(one, lines, at) for one in tried], head

    def _load(self, requests: Sequence[Request]) -> None:
        targets = [request.target for request in requests]
        self._files.load(
            handles={t.file for t in targets if isinstance(t, ByHandle)},
            references={
                t.reference
                for t in targets
                if isinstance(t, ByReference | NewFile) and t.reference is not None
            },
        )
        blinds = {self._blind(r.once) for r in requests if r.once is not None}
        if blinds:
            rows = self.connection.execute(
                statements.FIND_ONCE,
                {"authority": self.ledger.authority, "blinds": sorted(blinds)},
            )
            for blind, digest, file, first, count in rows:
                earlier = _Waiting(file, first, count, replayed=True)
                self._before[bytes(blind)] = _Before(bytes(digest), earlier)

    # ── trying ──────────────────────────────────────────────────────────────────────────────

    def _try(self, request: Request, at: datetime) -> _Waiting | Recorded | Exception:
        try:
            return self._perform(request, at)
        except DATABASE_ERRORS:
            # Not this request's fault, and the transaction is of no use to the others either.
            raise
        except Exception as error:  # noqa: BLE001 - whatever it was, this request alone fails
            return error

    def _perform(self, request: Request, at: datetime) -> _Waiting | Recorded:
        opened, moment = self._moment(request, at)
        if request.once is not None:
            earlier = self._seen_before(request, request.once, opened, moment)
            if earlier is not None:
                return earlier
        asked = None if request.once is None else self._asked(request.once)
        contents = [Content(request.by, event, asked) for event in request.action(moment)]
        # What concerns no family, or a family whose file does not open, stands in the own file.
        opened = opened or self._files.own
        handle = opened.state.id
        first = self._head.size + len(self._drafts)
        state = opened.state
        drafts, closed = [], []
        for seq, content in enumerate(contents, start=first):
            commitment, sealed = opened.seal.seal_content(format_content(content))
            state = _folded(state, content, Place(seq, at))
            drafts.append(Draft(kind_of(content.event), handle, commitment))
            closed.append((state.folded_to == seq, sealed))
        # Up to here the batch is as it was. From here on nothing can fail.
        opened.state = state
        if isinstance(request.target, NewFile):
            self._files.keep(opened)
        self._drafts += drafts
        self._contents += contents
        self._sealed += closed
        waiting = _Waiting(handle, first, len(contents))
        if asked is not None and contents:
            self._before[asked.key] = self._new_keys[asked.key] = _Before(asked.body, waiting)
        return waiting

    def _moment(self, request: Request, at: datetime) -> tuple[OpenFile | None, Moment]:
        """The file the request is about, and what its action may look at."""
        own, target = self._files.own_state, request.target
        file: str | None = None
        match target:
            case NewFile(reference):
                taken_by = None if reference is None else self._files.find(reference)
                opened = self._files.prepare(reference)
                return opened, Moment(at, own, _family(opened), reference_taken_by=taken_by)
            case ByHandle(handle):
                file = handle
            case ByReference(reference):
                file = self._files.find(reference)
        if file is None:
            return None, Moment(at, own)
        if self._files.is_damaged(file):
            return None, Moment(at, own, damaged=True)
        opened = self._files.get(file)
        return opened, Moment(at, own, _family(opened))

    # ── once ────────────────────────────────────────────────────────────────────────────────

    def _blind(self, once: Once) -> bytes:
        return self.ledger.seal.blind("once", once.client, once.key)

    def _asked(self, once: Once) -> Asked:
        return Asked(self._blind(once), self.ledger.seal.blind("body", once.body))

    def _seen_before(
        self, request: Request, once: Once, opened: OpenFile | None, moment: Moment
    ) -> _Waiting | Recorded | None:
        """What the same client recorded under this key before, if it is to be given again."""
        before = self._before.get(self._blind(once))
        if before is None:
            return None
        if before.digest != self._asked(once).body:
            raise KeyReused
        earlier = before.entries
        if earlier.first >= self._head.size:
            # Two equal requests in one batch make one entry.
            if once.within is not None and self._changed_since(opened, earlier):
                return None
            return _Waiting(earlier.file, earlier.first, earlier.count, replayed=True)
        recorded = self._reread(earlier)
        if once.within is not None and (
            self._changed_since(opened, earlier)
            or moment.at - recorded.entries[0].at > once.within
            or _answers(request.action(moment))
            != _answers(w.content.event for w in recorded.entries)
        ):
            return None
        return recorded

    def _changed_since(self, opened: OpenFile | None, earlier: _Waiting) -> bool:
        """Something that may matter to the answer was recorded after `earlier`, or it stands
        under another file: the reference has become known, or the file's row no longer opens.
        """
        state = (opened or self._files.own).state
        return state.id != earlier.file or state.folded_to > earlier.first

    def _reread(self, earlier: _Waiting) -> Recorded:
        """The entries of an earlier request, from the ledger itself."""
        seal = self._files.any(earlier.file).seal
        end = earlier.first + earlier.count
        rows = self.connection.execute(
            statements.READ_CONTENTS,
            {"authority": self.ledger.authority, "first": earlier.first, "end": end},
        )
        sealed = {row.seq: bytes(row.sealed) for row in rows}
        entries = []
        for line in self.ledger.store.lines(self.connection, earlier.first, end):
            entry = parse_entry(line.data)
            content = parse_content(seal.open_content(sealed[line.seq], entry.commitment))
            entries.append(Written(line.seq, line.hash, entry.at, content))
        return Recorded(self.ledger.origin, earlier.file, tuple(entries), replayed=True)

    # ── writing ─────────────────────────────────────────────────────────────────────────────

    def _write(self, at: datetime) -> tuple[Head, list[Line]]:
        if not self._drafts:
            return self._head, []
        head, lines = extend(self._head, at, self._drafts)
        self.ledger.store.append(self.connection, lines, head)
        self._add_contents()
        new = [opened for opened in self._files if opened.is_new]
        if new:
            self.connection.execute(statements.ADD_KEYS, [self._key_row(o) for o in new])
            self.connection.execute(statements.ADD_FILES, [self._file_row(o) for o in new])
        named = [self._reference_row(opened) for opened in new if opened.reference is not None]
        if named:
            self.connection.execute(statements.ADD_REFERENCES, named)
        for opened in self._files:
            if opened.is_changed:
                self._change(opened)
        if self._new_keys:
            whose = self.ledger.authority
            forget = [{"whose": whose, "held": blind} for blind in self._new_keys]
            self.connection.execute(statements.FORGET_ONCE, forget)
            rows = [self._once_row(blind, key) for blind, key in self._new_keys.items()]
            self.connection.execute(statements.ADD_ONCE, rows)
        return head, lines

    def _add_contents(self) -> None:
        places = range(self._head.size, self._head.size + len(self._drafts))
        files = [draft.file for draft in self._drafts]
        changes = [changed for changed, _ in self._sealed]
        sealed = [row for _, row in self._sealed]
        whose = self.ledger.authority
        if self.connection.dialect.name == "postgresql":
            arrays = {"seqs": list(places), "files": files, "changes": changes, "sealed": sealed}
            self.connection.execute(statements.ADD_CONTENTS_AS_ARRAYS, {"whose": whose, **arrays})
        else:
            rows = [
                {"authority": whose, "seq": seq, "file": file, "changes": changed, "sealed": row}
                for seq, file, changed, row in zip(places, files, changes, sealed, strict=True)
            ]
            self.connection.execute(statements.ADD_CONTENTS, rows)

    def _change(self, opened: OpenFile) -> None:
        row = self._file_row(opened)
        changed = self.connection.execute(
            statements.CHANGE_FILE,
            {
                "whose": row["authority"],
                "which": row["file"],
                "held": opened.stored_at,
                "folded_to": row["folded_to"],
                "sealed": row["sealed"],
            },
        )
        if changed.rowcount != 1:
            raise CannotRecord("A case row was changed by something else.")

    def _key_row(self, opened: OpenFile) -> dict[str, Any]:
        return {
            "authority": self.ledger.authority,
            "file": opened.state.id,
            "wrapped": opened.wrapped,
        }

    def _reference_row(self, opened: OpenFile) -> dict[str, Any]:
        return {
            "authority": self.ledger.authority,
            "blind": opened.reference,
            "file": opened.state.id,
        }

    def _file_row(self, opened: OpenFile) -> dict[str, Any]:
        folded_to = opened.state.folded_to
        return {
            "authority": self.ledger.authority,
            "file": opened.state.id,
            "folded_to": folded_to,
            "sealed": opened.seal.seal_row(encode_state(opened.state), folded_to),
        }

    def _once_row(self, blind: bytes, key: _Before) -> dict[str, Any]:
        return {
            "authority": self.ledger.authority,
            "blind": blind,
            "digest": key.digest,
            "file": key.entries.file,
            "first_seq": key.entries.first,
            "count": key.entries.count,
        }

    def _result(
        self, tried: _Waiting | Recorded | Exception, lines: list[Line], at: datetime
    ) -> Result:
        if not isinstance(tried, _Waiting):
            return tried
        start = tried.first - self._head.size
        entries = tuple(
            Written(line.seq, line.hash, at, content)
            for line, content in zip(
                lines[start : start + tried.count],
                self._contents[start : start + tried.count],
                strict=True,
            )
        )
        return Recorded(self.ledger.origin, tried.file, entries, tried.replayed)


def _folded(state: State, content: Content, place: Place) -> State:
    if isinstance(state, AuthorityFile):
        return fold_authority(state, content, place)
    return fold(state, content, place)


def _answers(events: Iterable[Event]) -> list[tuple[Answer | None, tuple[str, ...]]]:
    """What was answered. It may differ though nothing was recorded on the file: an agreement ends,
    a child turns sixteen, a policy is adopted. Then the first answer is not given again.
    """
    return [(getattr(event, "answer", None), getattr(event, "warnings", ())) for event in events]


def _family(opened: OpenFile) -> CaseFile:
    assert isinstance(opened.state, CaseFile)  # noqa: S101 - only the own file is another
    return opened.state
