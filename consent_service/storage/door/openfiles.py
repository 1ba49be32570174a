"""The files in the hands of one batch or one look: loaded in one query, opened, changed in memory.

A file opens if its row is folded to the newest entry that changes it, as `storage.believed.newest`
knows that, and if row and key are what was sealed. What does not open, or stands anywhere in the
database without being whole, is damaged: it is never "not there".
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, TypeAlias

import msgspec
from sqlalchemy import Connection

from ledger.log import EntryLine
from ledger.store import SqlStore

from ...actions.refused import NoSuchFile, RecordDamaged
from ...domain.file.authorityfile import AuthorityFile
from ...domain.file.casefile import CaseFile
from ...domain.file.looks import DOOR, ForWhom, assert_said
from ...domain.file.view import View
from ...domain.recorded.losses import RecordRecovered, content_is_gone
from ...domain.writing import as_seen
from ..believed.keptopen import AsItStands, KeptOpen
from ..believed.newest import Newest, NewestAsSeen
from ..believed.quietfiles import QuietFiles
from ..believed.seenstretches import SeenStretches
from ..believed.unchanged import Unchanged, view_for_questions
from ..database import statements
from ..sealed.sealing import AuthoritySeal, FileSeal, new_key
from ..shown.openings import FileOpening, openings_of
from .flights import FILES, REFERENCES, Ahead
from .requests import new_handle

AFile: TypeAlias = CaseFile | AuthorityFile

_encode_row: Final = msgspec.msgpack.Encoder().encode
_decode_case: Final = msgspec.msgpack.Decoder(CaseFile).decode
_decode_authority: Final = msgspec.msgpack.Decoder(AuthorityFile).decode


def encode_state(state: AFile) -> bytes:
    """The bytes of a case row before it is sealed. One state has one encoding."""
    return _encode_row(state)


def decode_state(row: bytes, *, is_own: bool) -> AFile:
    """The inverse, of the authority's own file or of a family's. Raises `msgspec.DecodeError`."""
    return _decode_authority(row) if is_own else _decode_case(row)


@dataclass(frozen=True, slots=True)
class Ledger:
    """One authority's ledger, as the door needs it."""

    authority: str
    origin: str
    own_file: str
    store: SqlStore
    #: Gives the seal by the keys as they are now: they are rotated while the service runs.
    sealing: Callable[[], AuthoritySeal] = field(repr=False)
    newest: Newest = field(init=False, repr=False, compare=False)
    #: What reports over a period have verified of it.
    seen: SeenStretches = field(
        init=False, repr=False, compare=False, default_factory=SeenStretches
    )
    #: Of which files the door has found that they have nothing to tell any other.
    quiet: QuietFiles = field(init=False, repr=False, compare=False, default_factory=QuietFiles)
    #: What the door has opened, as long as it is what stands there.
    kept: KeptOpen[Unchanged[AFile]] = field(
        init=False,
        repr=False,
        compare=False,
        default_factory=lambda: KeptOpen(weighs=Unchanged.weighs, lets_go=Unchanged.let_go),
    )

    def __post_init__(self) -> None:
        def read(connection: Connection, opening: Sequence[EntryLine]) -> dict[int, FileOpening]:
            return openings_of(self.authority, self.seal, connection, opening)

        object.__setattr__(self, "newest", Newest(self.store, read))

    @property
    def seal(self) -> AuthoritySeal:
        """The authority's seal. Whoever writes what they found by it takes it once."""
        return self.sealing()


@dataclass(slots=True)
class OpenFile:
    """A file as it stands in this batch. `stored_at` is the `seq` its stored row was folded to, and
    `stored` is it as it was opened; None if nothing of it is stored yet. `written` is it as whoever
    opens what this batch writes of it, `sealed`, will have it; and `key` the wrapped key for it.
    """

    state: AFile
    seal: FileSeal
    stored_at: int
    wrapped: bytes | None = None
    reference: str | None = None
    stored: Unchanged[AFile] | None = None
    key: bytes | None = None
    written: Unchanged[AFile] | None = None
    sealed: bytes = b""

    @property
    def is_new(self) -> bool:
        """Opened by this batch: nothing of it is stored yet."""
        return self.wrapped is not None

    @property
    def as_stored(self) -> Unchanged[Any] | None:
        """It as it was opened, while nothing was written to it."""
        stored = self.stored
        return stored if stored is not None and stored.state is self.state else None

    @property
    def whole(self) -> Unchanged[Any]:
        """It as it stands now, and what is worked out of it."""
        for known in (self.written, self.stored):
            if known is not None and known.state.folded_to == self.state.folded_to:
                return known
        return Unchanged(self.state)

    @property
    def is_changed(self) -> bool:
        """Its stored row is no longer what it is."""
        return self.wrapped is None and self.state.folded_to != self.stored_at


@dataclass(slots=True)
class OpenFiles:
    """Loads and holds the files of one batch, or of one look, at one ledger.

    `seen` is what is newest as this transaction sees it; `for_whom` they are opened: without saying
    that nothing is. `stopped` are files that verification named: they are as damaged as one that
    does not open. `ahead` was asked as the transaction began. `handed` are the families' files that
    were handed out.
    """

    ledger: Ledger
    connection: Connection
    seen: NewestAsSeen
    for_whom: ForWhom
    stopped: Collection[str] = ()
    ahead: Ahead = field(default_factory=Ahead)
    handed: set[str] = field(default_factory=set)
    _open: dict[str, OpenFile] = field(default_factory=dict)
    _damaged: set[str] = field(default_factory=set)
    #: By references as somebody sees them.
    _references: dict[str, str] = field(default_factory=dict)
    _misleading: set[str] = field(default_factory=set)
    #: One for all of them: to look whether the keys are others costs as much as to find a file.
    seal: AuthoritySeal = field(init=False, repr=False)

    def __post_init__(self) -> None:
        assert_said(self.for_whom)
        self.seal = self.ledger.seal

    def load(self, handles: Iterable[str], references: Iterable[str]) -> None:
        """Load the files by id and by reference, and the authority's own file.

        Raises `RecordDamaged` if the authority's own file does not open: without its policy
        nothing can be decided.
        """
        wanted = {*handles, self.ledger.own_file}
        unknown = []
        for reference in {as_seen(one) for one in references}:
            file = self.seen.find(reference)
            if file is None:
                unknown.append(reference)
            else:
                self._references[reference] = file
        if unknown:
            self._look_up(unknown)
        wanted.update(self._references.values())
        self._load(wanted)
        for reference in unknown:
            self._hold_to(reference)
        if self.ledger.own_file not in self._open:
            raise RecordDamaged("The authority's own file does not open.")

    def _look_up(self, references: list[str]) -> None:
        """By the table, what no entry that could be read is known to be the opening of."""
        seal = self.seal
        meant = {blind: one for one in references for blind in seal.blind_references(one)}
        rows = self.ahead.found(self.connection, REFERENCES, self.ledger.authority, meant)
        self._references |= {meant[bytes(blind)]: file for blind, file in rows}

    def _hold_to(self, reference: str) -> None:
        """What the table says is believed if the file itself says so too. What nobody says may be
        the reference of a file whose opening cannot be read.
        """
        file = self._references.get(reference)
        if file is None and self._has_unreadable_openings():
            self._misleading.add(reference)
        opened = None if file is None else self._open.get(file)
        state = None if opened is None else opened.state
        said = state.references if isinstance(state, CaseFile) else ()
        if file is not None and reference not in map(as_seen, said):
            self._misleading.add(reference)

    def _has_unreadable_openings(self) -> bool:
        newest, own = self.seen.newest, self._open.get(self.ledger.own_file)
        if not newest.has_unread or own is None:
            return False
        lost = [
            range(held.event.first, min(held.event.end, held.seq))
            for held in own.state.of(RecordRecovered)
            if content_is_gone(held.event)
        ]

        def is_lost(seq: int) -> bool:
            return any(seq in some for some in lost)

        return not (
            all(map(is_lost, newest.unread)) or all(map(is_lost, newest.try_again(self.connection)))
        )

    def _load(self, handles: set[str]) -> None:
        rows = self.ahead.found(self.connection, FILES, self.ledger.authority, handles)
        missing, seen = set(handles), set[str]()
        for file, wrapped, folded_to, sealed, *is_there in rows:
            missing.discard(file)
            try:
                standing = self.seen.standing(file)
                if standing is None or folded_to != standing.changed:
                    raise RecordDamaged("The case row is not the newest, or is missing.")
                if file in self.stopped and file != self.ledger.own_file:
                    raise RecordDamaged("Verification found this file altered.")
                if file in seen:
                    raise RecordDamaged("Two rows stand there for one file.")
                seen.add(file)
                is_known = sealed is None and any(is_there)
                known = self.ahead.known.get(file) if is_known else None
                self._open[file] = self._opened(file, wrapped, folded_to, sealed, known)
            except (RecordDamaged, msgspec.DecodeError):
                self._damaged.add(file)
                self._open.pop(file, None)
        unknown = {file for file in missing if self.seen.standing(file) is None}
        self._damaged |= missing - unknown
        if unknown:
            given = {"authority": self.ledger.authority, "files": sorted(unknown)}
            self._damaged.update(self.connection.execute(statements.STANDS, given).scalars())

    def _opened(
        self,
        file: str,
        wrapped: bytes,
        folded_to: int | None,
        sealed: bytes | None,
        known: bytes | None = None,
    ) -> OpenFile:
        """`known` is the digest of a row that the database found so and did not hand over."""
        if folded_to is None or (sealed is None and known is None):
            raise RecordDamaged("The case row is missing.")
        by, kept = self.seal, self.ledger.kept
        stands = AsItStands(wrapped, folded_to, b"" if sealed is None else sealed, known)
        found = kept.find(file, by, stands)
        if found is None and sealed is None:
            # Let go meanwhile, or opened by another key: it is wanted whole after all.
            given = {"authority": self.ledger.authority, "files": [file]}
            ((_, wrapped, folded_to, sealed),) = self.connection.execute(FILES.statement, given)
            return self._opened(file, wrapped, folded_to, sealed)
        if found is None:
            assert sealed is not None  # noqa: S101 - as above
            seal = by.unwrap(wrapped, file)
            row = seal.open_row(sealed, folded_to)
            state = decode_state(row, is_own=file == self.ledger.own_file)
            last = kept.last(file, by)
            found = Unchanged[AFile](state, before=None if last is None else last.last_seen), seal
            # Whoever goes through all files, as a report does, would push out what the door needs.
            if self.for_whom is DOOR:
                kept.keep(file, by, stands, found)
        stored, seal = found
        return OpenFile(stored.state, seal, folded_to, stored=stored, key=wrapped)

    def keep_written(self) -> None:
        """Keep what this batch makes of each file, as if it were opened: it may be kept before the
        row stands there, without which nobody believes it.
        """
        for file, one in self._open.items():
            wrapped = one.key or one.wrapped
            if one.written is not None and wrapped is not None:
                stands = AsItStands(wrapped, one.state.folded_to, one.sealed)
                self.ledger.kept.keep(file, self.seal, stands, (one.written, one.seal))

    @property
    def own(self) -> OpenFile:
        """The authority's own file."""
        return self._open[self.ledger.own_file]

    @property
    def own_state(self) -> AuthorityFile:
        """The authority's own file, folded."""
        state = self.own.state
        assert isinstance(state, AuthorityFile)  # noqa: S101 - _opened decodes it as such
        return state

    def find(self, reference: str) -> str | None:
        """The file that goes by this reference."""
        return self._references.get(as_seen(reference))

    def is_misleading(self, reference: str) -> bool:
        """A row says whose reference this is, and no file that opens says so too."""
        return as_seen(reference) in self._misleading

    def view_for_questions(self, opened: OpenFile, at: datetime) -> View | None:
        """What every question is answered from as from the family's file at this moment; None where
        it, or the authority's own, is no longer as it was opened.
        """
        family, own = opened.as_stored, self.own.as_stored
        return None if family is None or own is None else view_for_questions(family, own, at)

    def view_just_written(self, opened: OpenFile, at: datetime) -> View | None:
        """The family's file as this batch leaves it: whoever asks next is answered from this view,
        until something may make another of it. None of the authority's own.
        """
        family = opened.whole
        if not isinstance(family.state, CaseFile):
            return None
        return view_for_questions(family, self.own.whole, at)

    def is_known(self, file: str) -> bool:
        """Entries speak of it as a family's file, whatever else names it."""
        return file != self.ledger.own_file and self.seen.standing(file) is not None

    def last(self, file: str) -> int:
        """The place of the newest entry that speaks of it; -1 where none does."""
        return -1 if (standing := self.seen.standing(file)) is None else standing.last

    def is_damaged(self, file: str) -> bool:
        """There is such a file and it does not open."""
        return file in self._damaged

    def get(self, file: str) -> OpenFile:
        """A case file. Raises `NoSuchFile`, also for a damaged one; the authority's own file holds
        no family.
        """
        found = self._open.get(file)
        if found is None or file == self.ledger.own_file:
            raise NoSuchFile
        self.handed.add(file)
        return found

    def whole(self, file: str) -> OpenFile | None:
        """The same, and None of a damaged one."""
        return None if file in self._damaged else self.get(file)

    def have(self, files: Iterable[str]) -> None:
        """Load those that were not, in one query."""
        if missing := {*files} - self._open.keys() - self._damaged:
            self._load(missing)

    def any(self, file: str) -> OpenFile:
        """Any file, the authority's own included, loaded now if it was not.

        Raises `RecordDamaged` if it does not open.
        """
        self.have([file])
        if file not in self._open:
            raise RecordDamaged("The file does not open.")
        if file != self.ledger.own_file:
            self.handed.add(file)
        return self._open[file]

    def prepare(self, reference: str | None) -> OpenFile:
        """A new file with a key of its own. It joins the batch when `keep` is called."""
        handle, seal = new_handle(), self.seal
        wrapped = seal.wrap(new_key(), handle)
        seen = None if reference is None else as_seen(reference)
        return OpenFile(CaseFile(id=handle), seal.unwrap(wrapped, handle), -1, wrapped, seen)

    def keep(self, opened: OpenFile) -> None:
        """Take a prepared file into the batch. It may have been opened under no reference, where
        the one it was prepared for is another's.
        """
        if isinstance(opened.state, CaseFile) and opened.state.reference is None:
            opened.reference = None
        self._open[opened.state.id] = opened
        if opened.reference is not None:
            self._references[opened.reference] = opened.state.id

    def goes_by(self, openings: Iterable[FileOpening]) -> None:
        """In this batch these references lead so from here on."""
        for one in openings:
            one.take_up(self._references)

    def new_and_changed(self) -> tuple[list[OpenFile], list[OpenFile]]:
        """Those that this batch opened, and those whose stored row is no longer what they are."""
        every = list(self)
        return [one for one in every if one.is_new], [one for one in every if one.is_changed]

    def __iter__(self) -> Iterator[OpenFile]:
        self.handed.update(file for file in self._open if file != self.ledger.own_file)
        return iter(self._open.values())
