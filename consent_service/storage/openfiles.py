"""The files in the hands of one batch: loaded in one query, opened, changed in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, TypeAlias

import msgspec
from sqlalchemy import Connection

from ledger.store import SqlStore

from ..actions.refused import NoSuchFile, RecordDamaged
from ..domain.authorityfile import AuthorityFile
from ..domain.casefile import CaseFile
from . import statements
from .requests import new_handle
from .sealing import AuthoritySeal, FileSeal, new_key

State: TypeAlias = CaseFile | AuthorityFile

_encode_row: Final = msgspec.msgpack.Encoder().encode
_decode_case: Final = msgspec.msgpack.Decoder(CaseFile).decode
_decode_authority: Final = msgspec.msgpack.Decoder(AuthorityFile).decode


def encode_state(state: State) -> bytes:
    """The bytes of a case row before it is sealed. One state has one encoding."""
    return _encode_row(state)


@dataclass(frozen=True, slots=True)
class Ledger:
    """One authority's ledger, as the door needs it."""

    authority: str
    origin: str
    own_file: str
    store: SqlStore
    seal: AuthoritySeal


@dataclass(slots=True)
class OpenFile:
    """A file as it stands in this batch. `stored_at` is the `seq` its stored row was folded to."""

    state: State
    seal: FileSeal
    stored_at: int
    wrapped: bytes | None = None
    reference: bytes | None = None

    @property
    def is_new(self) -> bool:
        """Opened by this batch: nothing of it is stored yet."""
        return self.wrapped is not None

    @property
    def is_changed(self) -> bool:
        """Its stored row is no longer what it is."""
        return not self.is_new and self.state.folded_to != self.stored_at


@dataclass(slots=True)
class OpenFiles:
    """Loads and holds the files of one batch of one ledger."""

    ledger: Ledger
    connection: Connection
    _open: dict[str, OpenFile] = field(default_factory=dict)
    _damaged: set[str] = field(default_factory=set)
    _references: dict[bytes, str] = field(default_factory=dict)

    def load(self, handles: Iterable[str], references: Iterable[str]) -> None:
        """Load the files by id and by reference, and the authority's own file.

        Raises `RecordDamaged` if the authority's own file does not open: without its policy
        nothing can be decided.
        """
        wanted = {*handles, self.ledger.own_file}
        blinds = [self.ledger.seal.blind("reference", reference) for reference in references]
        if blinds:
            rows = self.connection.execute(
                statements.FIND_REFERENCES, {"authority": self.ledger.authority, "blinds": blinds}
            )
            self._references = {bytes(row.blind): row.file for row in rows}
            wanted.update(self._references.values())
        self._load(wanted)
        if self.ledger.own_file not in self._open:
            raise RecordDamaged("The authority's own file does not open.")

    def _load(self, handles: set[str]) -> None:
        rows = self.connection.execute(
            statements.LOAD_FILES, {"authority": self.ledger.authority, "files": sorted(handles)}
        )
        for file, wrapped, folded_to, sealed, newest_change in rows:
            try:
                if folded_to != newest_change:
                    raise RecordDamaged("The case row is not the newest, or is missing.")
                self._open[file] = self._opened(file, wrapped, folded_to, sealed)
            except (RecordDamaged, msgspec.DecodeError):
                self._damaged.add(file)

    def _opened(
        self, file: str, wrapped: bytes, folded_to: int | None, sealed: bytes | None
    ) -> OpenFile:
        if sealed is None or folded_to is None:
            raise RecordDamaged("The case row is missing.")
        seal = self.ledger.seal.unwrap(wrapped, file)
        row = seal.open_row(sealed, folded_to)
        decode = _decode_authority if file == self.ledger.own_file else _decode_case
        return OpenFile(decode(row), seal, folded_to)

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
        return self._references.get(self.ledger.seal.blind("reference", reference))

    def is_damaged(self, file: str) -> bool:
        """There is such a file and it does not open."""
        return file in self._damaged

    def get(self, file: str) -> OpenFile:
        """A case file. Raises `NoSuchFile`; the authority's own file holds no family."""
        found = self._open.get(file)
        if found is None or file == self.ledger.own_file:
            raise NoSuchFile
        return found

    def any(self, file: str) -> OpenFile:
        """Any file, the authority's own included, loaded now if it was not.

        Raises `RecordDamaged` if it does not open.
        """
        if file not in self._open and file not in self._damaged:
            self._load({file})
        if file not in self._open:
            raise RecordDamaged("The file does not open.")
        return self._open[file]

    def prepare(self, reference: str | None) -> OpenFile:
        """A new file with a key of its own. It joins the batch when `keep` is called."""
        handle, seal = new_handle(), self.ledger.seal
        wrapped = seal.wrap(new_key(), handle)
        blind = None if reference is None else seal.blind("reference", reference)
        return OpenFile(CaseFile(id=handle), seal.unwrap(wrapped, handle), -1, wrapped, blind)

    def keep(self, opened: OpenFile) -> None:
        """Take a prepared file into the batch."""
        self._open[opened.state.id] = opened
        if opened.reference is not None:
            self._references[opened.reference] = opened.state.id

    def __iter__(self) -> Iterator[OpenFile]:
        return iter(self._open.values())
