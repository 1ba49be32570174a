"""What the ledger says the other tables must hold: folded from its entries, nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...domain.families.searching import search_keys
from ...domain.file.authorityfile import AuthorityFile
from ...domain.file.casefile import CaseFile
from ...domain.file.folding import Stamp, fold
from ...domain.recorded.checked import QUESTIONS
from ...domain.recorded.event import NoFact, OfTheAuthority
from ...domain.scopes.scope import Agency
from ..door.openfiles import AFile, Ledger
from ..door.repeats import reasons_of
from ..door.requests import reasons_keys
from ..sealed.sealing import AuthoritySeal
from ..shown.names import name_blinds
from ..shown.openings import FileOpening, opening_of
from .reader import OpenedEntry


@dataclass(frozen=True, slots=True)
class OnceRow:
    """A row of the table `once`: the body's digest and the entries the request made."""

    digest: bytes
    file: str
    first: int
    count: int


@dataclass(slots=True)
class Projections:
    """The case files, references and idempotency keys that follow from a ledger's entries.

    Keyed hashes are by the present key. `as_today` has, for each that may stand there by another
    key while that is rotated, the one by the present key.
    """

    ledger: Ledger
    files: dict[str, AFile] = field(default_factory=dict)
    references: dict[bytes, str] = field(default_factory=dict)
    once: dict[bytes, OnceRow] = field(default_factory=dict)
    entries: int = 0
    as_today: dict[bytes, bytes] = field(default_factory=dict)
    _seal: AuthoritySeal = field(init=False, repr=False)
    #: Which agencies the request of the entry before was about.
    _asked_of: set[Agency | None] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._seal = self.ledger.seal
        self.files[self.ledger.own_file] = AuthorityFile(id=self.ledger.own_file)

    @property
    def names(self) -> set[tuple[bytes, str]]:
        """Under which keyed hashes of names each file is found."""
        return {
            (self._today(name_blinds(self._seal, key)), file)
            for file, state in self.files.items()
            if isinstance(state, CaseFile)
            for key in search_keys(state)
        }

    @property
    def own(self) -> AuthorityFile:
        """The authority's own file as folded so far."""
        own = self.files[self.ledger.own_file]
        assert isinstance(own, AuthorityFile)  # noqa: S101 - put there above and folded as such
        return own

    def case_file(self, handle: str) -> CaseFile:
        """A case file as folded so far; an empty one if nothing has been recorded of it."""
        state = self.files.get(handle)
        return state if isinstance(state, CaseFile) else CaseFile(id=handle)

    def fold(self, one: OpenedEntry) -> None:
        """Fold the next entry in."""
        entry, content = one.entry, one.content
        place = Stamp(entry.seq, content.recorded(entry.at))
        if entry.file == self.ledger.own_file:
            self.files[entry.file] = fold(self.own, content, place)
        else:
            before = self.case_file(entry.file)
            after = fold(before, content, place)
            self.files[entry.file] = after
            self._refer(opening_of(entry.file, content.event))
        if content.asked is not None:
            self._remember(content.asked.key, content.asked.body, one)
        said = reasons_of(content.event)
        if said is not None:
            key = self._today(reasons_keys(self._seal, content.by, said))
            self.once[key] = OnceRow(key, entry.file, entry.seq, 1)
        self.entries += 1

    def _refer(self, opening: FileOpening | None) -> None:
        if opening is None:
            return
        for wrong in filter(None, (opening.never_theirs,)):
            blind = self._today(self._seal.blind_references(wrong))
            if self.references.get(blind) == opening.file:
                del self.references[blind]
        if opening.reference is not None:
            blinds = self._seal.blind_references(opening.reference)
            self.references[self._today(blinds)] = opening.file

    def _today(self, blinds: tuple[bytes, ...]) -> bytes:
        self.as_today |= dict.fromkeys(blinds[1:], blinds[0])
        return blinds[0]

    def _remember(self, key: bytes, digest: bytes, one: OpenedEntry) -> None:
        """Entries of one request stand next to one another; a later request takes the key over.

        Only a question is ever asked again under its key, and it begins again with an agency that
        it was about before.
        """
        held, event = self.once.get(key), one.content.event
        seq, file = one.entry.seq, one.entry.file
        agency = event.proposal.agency if isinstance(event, QUESTIONS) else None
        again = agency in self._asked_of if agency else isinstance(event, NoFact | OfTheAuthority)
        follows = held is not None and held.first + held.count == seq and held.digest == digest
        if held is not None and follows and not again:
            self.once[key] = OnceRow(digest, file, held.first, held.count + 1)
            self._asked_of.add(agency)
        else:
            self.once[key] = OnceRow(digest, file, seq, 1)
            self._asked_of = {agency}
