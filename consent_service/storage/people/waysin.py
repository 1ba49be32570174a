"""Who may sign in with a code: a row for each that is still good, and none for any other.

A code is used up by taking its row away: of all that bring it at the same moment, one does. Only
keyed hashes of reference and code are kept, under the authority's own key, because both are short.

A row begins and ends in the transaction of the entry that says so. What an entry ends is the door's
to say, for every entry: whoever writes one cannot forget it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeVar

import structlog
from msgspec import Struct
from msgspec.json import Decoder, encode
from sqlalchemy import Connection, Engine, bindparam, delete, insert, select

from ...actions.refused import RecordDamaged
from ...domain.file.casefile import CaseFile
from ...domain.recorded.events import AnyEvent
from ...domain.recorded.practice import EntryCorrected
from ...domain.recorded.waysin import WayInEnded, WayInGiven, WayInLinked, WayInUnlinked, subject_of
from ..database.engine import DATABASE_ERRORS, writing
from ..database.tables import sign_in_codes
from ..door.requests import OffLedger
from ..door.trouble import CannotRecord
from ..sealed.sealing import AuthoritySeal
from .sessions import end_all_of

log = structlog.get_logger("consent_service.ways_in")

T = TypeVar("T")


class WayIn(Struct, frozen=True, kw_only=True):
    """Whose way in it is, sealed in its row: one person's on one file, in one role. `subject` is as
    whom they are known when they are in.

    `expires` stands beside it in the clear as well, so that what is over can be taken away
    unopened: what is sealed counts. `enquiry` is that in which an advocate supports the person,
    `named_at` where they were named.
    """

    way_in: str
    file: str
    person: str
    role: str
    subject: str
    expires: int
    enquiry: str | None = None
    named_at: int | None = None


_ADD: Final = insert(sign_in_codes)
_OF: Final = sign_in_codes.c.authority == bindparam("whose")
_SPEND: Final = (
    delete(sign_in_codes)
    .where(
        _OF,
        sign_in_codes.c.id == bindparam("which"),
        sign_in_codes.c.code == bindparam("brought"),
        sign_in_codes.c.expires > bindparam("now"),
    )
    .returning(sign_in_codes.c.sealed)
)
_FIND: Final = select(sign_in_codes.c.sealed).where(_OF, sign_in_codes.c.id == bindparam("which"))
_END: Final = delete(sign_in_codes).where(
    _OF, sign_in_codes.c.way_in.in_(bindparam("ways", expanding=True))
)
_REPLACED: Final = delete(sign_in_codes).where(
    _OF, sign_in_codes.c.holder.in_(bindparam("held_by", expanding=True))
)
_OVER: Final = delete(sign_in_codes).where(_OF, sign_in_codes.c.expires <= bindparam("now"))

_way_in: Final = Decoder(WayIn)


def _keyed(seal: AuthoritySeal, reference: str, code: str) -> list[tuple[bytes, bytes]]:
    """The keyed hashes of both, by each index key that is held: by the present one first."""
    ids = seal.blinds("way-in-reference", reference)
    return [(id, seal.blinds("way-in-code", id, code)[nth]) for nth, id in enumerate(ids)]


def _holders(seal: AuthoritySeal, way_in: WayIn) -> Sequence[bytes]:
    return seal.blinds("way-in-of", way_in.file, way_in.person, way_in.role, way_in.enquiry or "")


def _opened(seal: AuthoritySeal, id: bytes, sealed: bytes, now: int) -> WayIn | None:
    try:
        whose = _way_in.decode(seal.open_row("way-in", sealed, id))
    except RecordDamaged:
        # Put there by somebody else than us: nobody comes in by it.
        log.error("way_in.damaged")
        return None
    return whose if whose.expires > now else None


class WaysIn:
    """One authority's."""

    def __init__(
        self, engine: Engine, authority: str, sealing: Callable[[], AuthoritySeal]
    ) -> None:
        self._engine = engine
        self.authority = authority
        self._sealing = sealing

    def adding(self, reference: str, code: str, way_in: WayIn, now: int) -> list[OffLedger]:
        """A new way in, in the place of each that the same person had."""
        held_by = _holders(self._sealing(), way_in)
        return [
            OffLedger(_OVER, {"whose": self.authority, "now": now}),
            OffLedger(_REPLACED, {"whose": self.authority, "held_by": held_by}),
            OffLedger(_ADD, self._row(reference, code, way_in)),
        ]

    def give_back(self, reference: str, code: str, way_in: WayIn) -> None:
        """Let a code be brought again that was spent in vain: nothing could be put on record. If
        something was, or another was given meanwhile, the ledger says so, and nobody comes in by
        this one. Raises `CannotRecord`.
        """
        row = self._row(reference, code, way_in)
        self._write(lambda connection: connection.execute(_ADD, row))

    def _row(self, reference: str, code: str, way_in: WayIn) -> dict[str, object]:
        seal = self._sealing()
        id, hashed = _keyed(seal, reference, code)[0]
        return {
            "authority": self.authority,
            "id": id,
            "code": hashed,
            "way_in": seal.blind("way-in", way_in.way_in),
            "holder": _holders(seal, way_in)[0],
            "expires": way_in.expires,
            "sealed": seal.seal_row("way-in", encode(way_in), id),
        }

    def spend(self, reference: str, code: str, now: int) -> WayIn | None:
        """Use a code up: whose it was, or None where it is not good. Whoever is told whose it was
        is the only one. Raises `CannotRecord`.
        """
        seal = self._sealing()

        def work(connection: Connection) -> tuple[bytes, bytes] | None:
            for id, hashed in _keyed(seal, reference, code):
                given = {"whose": self.authority, "which": id, "brought": hashed, "now": now}
                sealed = connection.execute(_SPEND, given).scalar()
                if sealed is not None:
                    return id, sealed
            return None

        spent = self._write(work)
        return None if spent is None else _opened(seal, *spent, now)

    def find(self, reference: str, now: int) -> WayIn | None:
        """Whose reference it is, whatever code is brought; None where none is good any more. Raises
        `CannotRecord`.
        """
        seal = self._sealing()

        def work(connection: Connection) -> tuple[bytes, bytes] | None:
            for id in seal.blinds("way-in-reference", reference):
                sealed = connection.execute(_FIND, {"whose": self.authority, "which": id}).scalar()
                if sealed is not None:
                    return id, sealed
            return None

        found = self._write(work)
        return None if found is None else _opened(seal, *found, now)

    def _write(self, work: Callable[[Connection], T]) -> T:
        try:
            with writing(self._engine, self.authority) as connection:
                return work(connection)
        except DATABASE_ERRORS as error:
            raise CannotRecord("Ways to sign in cannot be written.") from error


def what_ends(
    authority: str, seal: AuthoritySeal, said: Sequence[AnyEvent], file: CaseFile
) -> Iterator[OffLedger]:
    """Of a way in that was taken back, or given by mistake: its row, and whoever is in by it or by
    what was linked to it. So is whoever is in by one in whose place another is given: that may be
    why. Whoever unlinks is out in every browser.
    """
    ended = {event.way_in for event in said if isinstance(event, WayInEnded)}
    struck = {event.corrects for event in said if isinstance(event, EntryCorrected)}
    unlinked = {event.link for event in said if isinstance(event, WayInUnlinked)}
    anew = {_holder(event) for event in said if isinstance(event, WayInGiven)}
    out = {held.event.way_in for held in file.of(WayInLinked) if held.event.link in unlinked}
    if not ended and not struck and not out and not anew:
        return
    subjects = dict[str, None]()
    for held in file.of(WayInGiven):
        given = held.event
        if given.way_in in ended or held.seq in struck:
            yield OffLedger(_END, {"whose": authority, "ways": seal.blinds("way-in", given.way_in)})
        if given.way_in in ended | out or held.seq in struck or _holder(given) in anew:
            subjects[subject_of(given)] = None
    for subject in subjects:
        yield end_all_of(authority, seal, subject)


def _holder(given: WayInGiven) -> tuple[str, str | None]:
    """Who has one way in at a time: a person, and each advocate of theirs."""
    return given.person, given.advocate_in
