"""Who is signed in. A list of what lives: a session that is not in it is none.

On return from `add` the row is committed. `end` returns when the row is gone or, where the database
cannot be had, when a mark on disk says that it has ended: `find` looks for the mark first, in every
process that shares the spool's folder, and whoever signs in next takes the row away.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

import structlog
from msgspec import Struct
from msgspec.json import Decoder, encode
from sqlalchemy import Connection, Engine, bindparam, delete, insert, or_, select, update

from ledger.durable import sync_folder

from ...actions.refused import RecordDamaged
from ..database.deadline import one_call
from ..database.engine import DATABASE_ERRORS, reading, writing
from ..database.inplace import found_in_place
from ..database.tables import sessions
from ..door.requests import OffLedger
from ..door.trouble import CannotRead, CannotRecord, StorageError
from ..sealed.sealing import AuthoritySeal

log = structlog.get_logger("consent_service.sessions")

T = TypeVar("T")


class HeldSession(Struct, frozen=True, kw_only=True):
    """What is known of a session, sealed in its row. Times are whole seconds since 1970.

    `idle` is how long it lives without a request. `auth_time` is when this person last showed who
    they are, `acr` and `amr` how; `issuer` is whose word that is, `sid` the session there.
    """

    kind: str
    subject: str
    idle: int
    auth_time: int
    roles: tuple[str, ...] = ()
    file: str | None = None
    person: str | None = None
    agency: str | None = None
    organisation: str | None = None
    named_at: int | None = None
    acr: str | None = None
    amr: tuple[str, ...] = ()
    issuer: str | None = None
    sid: str | None = None


#: Whose word somebody's is: the members of `HeldSession` that say so.
WHOSE: Final = ("file", "person", "agency", "organisation")


class Live(Struct, frozen=True):
    """A session that lives, and until when: it ends at the first of the two."""

    held: HeldSession
    idle_until: int
    ends_at: int


_FIND: Final = select(sessions.c.sealed, sessions.c.idle_until, sessions.c.ends_at).where(
    sessions.c.authority == bindparam("whose"), sessions.c.id == bindparam("which")
)
_ADD: Final = insert(sessions)
_USE: Final = (
    update(sessions)
    .where(sessions.c.authority == bindparam("whose"), sessions.c.id == bindparam("which"))
    .values(idle_until=bindparam("until"))
)
_END: Final = delete(sessions).where(
    sessions.c.authority == bindparam("whose"), sessions.c.id == bindparam("which")
)
_END_OF: Final = delete(sessions).where(
    sessions.c.authority == bindparam("whose"),
    sessions.c.subject.in_(bindparam("blinds", expanding=True)),
)
_END_ELSEWHERE: Final = delete(sessions).where(
    sessions.c.authority == bindparam("whose"),
    sessions.c.elsewhere.in_(bindparam("blinds", expanding=True)),
)
_OVER: Final = delete(sessions).where(
    sessions.c.authority == bindparam("whose"),
    or_(sessions.c.idle_until <= bindparam("now"), sessions.c.ends_at <= bindparam("now")),
)

#: Seconds for which whoever leaves is kept waiting.
_A_MOMENT: Final = 0.3
#: An end that is coarser than this would be a write for every request.
_COARSE: Final = 60
_held: Final = Decoder(HeldSession)


def found_by(seal: AuthoritySeal, held: HeldSession) -> dict[str, bytes | None]:
    """The columns that a session is found by, to be ended with all others like it."""
    elsewhere = None
    if held.issuer is not None and held.sid is not None:
        elsewhere = seal.blind("session-elsewhere", held.issuer, held.sid)
    return {"subject": seal.blind("session-subject", held.subject), "elsewhere": elsewhere}


def read_held(row: bytes) -> HeldSession:
    """What is known of a session, from its opened row. Raises `msgspec.DecodeError`."""
    return _held.decode(row)


class Sessions:
    """One authority's."""

    def __init__(
        self, engine: Engine, authority: str, sealing: Callable[[], AuthoritySeal], spool: Path
    ) -> None:
        self._engine = engine
        self.authority = authority
        self._sealing = sealing
        self._ended = spool / f"{authority}.ended"

    def add(self, id: bytes, held: HeldSession, now: int, life: int) -> None:
        """Begin a session of `life` seconds. Raises `CannotRecord`."""
        marks = list(self._ended.iterdir()) if self._ended.is_dir() else []

        def work(connection: Connection) -> None:
            for mark in marks:
                gone = {"whose": self.authority, "which": bytes.fromhex(mark.name)}
                connection.execute(_END, gone)
            for one in self.adding(id, held, now, life):
                connection.execute(one.statement, one.given)

        self._write(work)
        # Their rows are gone, and that is committed.
        for mark in marks:
            mark.unlink(missing_ok=True)

    def adding(self, id: bytes, held: HeldSession, now: int, life: int) -> list[OffLedger]:
        """The same, in somebody else's transaction."""
        row = {
            "authority": self.authority,
            "id": id,
            **found_by(self._sealing(), held),
            "idle_until": now + held.idle,
            "ends_at": now + life,
            "sealed": self._sealing().seal_row("session", encode(held), id),
        }

        over = {"whose": self.authority, "now": now}
        return [OffLedger(_OVER, over), OffLedger(_ADD, row)]

    def find(self, id: bytes, now: int) -> Live | None:
        """The session, if it lives, which goes on living. Raises `CannotRead`."""
        if (self._ended / id.hex()).exists():
            return None
        try:
            with reading(self._engine, self.authority) as connection:
                found = found_in_place(connection, _FIND, {"whose": self.authority, "which": id})
        except DATABASE_ERRORS as error:
            raise CannotRead("It cannot be said who is signed in.") from error
        if not found:
            return None
        ((sealed, idle_until, ends_at),) = found
        if min(idle_until, ends_at) <= now:
            return None
        try:
            held = _held.decode(self._sealing().open_row("session", sealed, id))
        except RecordDamaged:
            # Put there by somebody else than us: it says nothing about who is asking.
            log.error("session.damaged")
            return None
        return Live(held, self._use(id, idle_until, now + held.idle), ends_at)

    def is_in_use(self, id: bytes, now: int) -> bool:
        """Whether it lives and was used so lately that it lives on: asked, it lives no longer by
        that. What cannot be told is no.
        """
        try:
            with reading(self._engine, self.authority) as connection:
                row = connection.execute(_FIND, {"whose": self.authority, "which": id}).first()
        except DATABASE_ERRORS:
            return False
        return row is not None and min(row.idle_until, row.ends_at) > now + _COARSE

    def _use(self, id: bytes, before: int, until: int) -> int:
        if until - before < _COARSE:
            return before
        try:
            self._write(
                lambda connection: connection.execute(
                    _USE, {"whose": self.authority, "which": id, "until": until}
                )
            )
        except StorageError:
            # On a full disk people go on reading; the session then ends a little sooner.
            return before
        return until

    def end(self, id: bytes) -> None:
        """End a session: within a moment, whatever the database does, because somebody may be
        coming. Raises `CannotRecord` where neither row nor mark could be written.
        """
        try:
            with one_call(_A_MOMENT):
                given = {"whose": self.authority, "which": id}
                self._write(lambda connection: connection.execute(_END, given))
        except StorageError as error:
            self._mark(id, error)

    def end_all_of(self, subject: str) -> int:
        """End every session of somebody, in every browser; how many. Raises `CannotRecord`."""
        end, given = end_all_of(self.authority, self._sealing(), subject)
        return self._write(lambda connection: connection.execute(end, given).rowcount)

    def end_elsewhere(self, issuer: str, sid: str) -> int:
        """End what was begun in a provider's session that has ended. Raises `CannotRecord`."""
        blinds = self._sealing().blinds("session-elsewhere", issuer, sid)
        given = {"whose": self.authority, "blinds": blinds}
        return self._write(lambda connection: connection.execute(_END_ELSEWHERE, given).rowcount)

    def _write(self, work: Callable[[Connection], T]) -> T:
        try:
            with writing(self._engine, self.authority) as connection:
                return work(connection)
        except DATABASE_ERRORS as error:
            raise CannotRecord("Who is signed in cannot be written.") from error

    def _mark(self, id: bytes, error: StorageError) -> None:
        try:
            self._ended.mkdir(mode=0o700, parents=True, exist_ok=True)
            (self._ended / id.hex()).touch(mode=0o600)
            sync_folder(self._ended)
        except OSError:
            raise error from None
        log.warning("session.end_marked")


def end_all_of(authority: str, seal: AuthoritySeal, subject: str) -> OffLedger:
    """Ends every session of somebody."""
    blinds = seal.blinds("session-subject", subject)
    return OffLedger(_END_OF, {"whose": authority, "blinds": blinds})
