"""What somebody began to write and did not finish: for them alone, and for seven days.

It stands on no ledger, says nothing of anybody to a rule, and is no part of the file. It is sealed
under a key made of the file's own and its author: another's does not open, and so looks like none.
Whoever destroys the file's key destroys its drafts. Of a family that has no file yet the key is
made of the authority's own file's, and the row stands where only that key tells whose it is.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple, TypeVar

from msgspec import Struct
from msgspec.json import Decoder, encode
from sqlalchemy import Connection, Engine, bindparam, delete, insert, select
from sqlalchemy.exc import IntegrityError

from ...actions.refused import RecordDamaged
from ...domain.file.looks import ForWhom
from ..database.engine import DATABASE_ERRORS, writing
from ..database.tables import drafts
from ..door.looking import look
from ..door.openfiles import OpenFiles
from ..door.queries import loaded
from ..door.records import Records
from ..door.trouble import CannotRecord
from ..sealed.sealing import FileSeal

#: How long one is kept.
KEPT_FOR: Final = timedelta(days=7)
#: Of one file there are no more, whoever wrote them, and no more of one author's that are about
#: none: what is never thrown away is soon gone.
MOST: Final = 200

T = TypeVar("T")


class DraftOfMine(Struct, frozen=True, kw_only=True):
    """What was typed, for which address; `sent` once it has been put on record, so that whoever
    sends it again gets the same reply, and nothing that is kept later brings it back.
    """

    address: str
    typed: str
    kept_at: datetime
    sent: bool = False
    #: What it is called where it was typed, and under which key it will be put on record.
    called: str = ""
    once: str = ""

    @property
    def gone_at(self) -> datetime:
        """From when on it is no more."""
        return self.kept_at + KEPT_FOR


class TooManyDrafts(Exception):
    """There are as many as are kept."""


class IsOnRecord(Exception):
    """What was kept under this key is on record since."""


class _AnotherWasFirst(Exception):
    """A row of this name came to stand there meanwhile."""


#: How often what is kept at once by several is looked at again.
_TRIES: Final = 5

_decoder: Final = Decoder(DraftOfMine)
_OF: Final = (
    drafts.c.authority == bindparam("whose"),
    drafts.c.file == bindparam("which"),
)
_EVERY: Final = select(drafts.c.id, drafts.c.sealed).where(*_OF).order_by(drafts.c.gone_at)
_END: Final = delete(drafts).where(*_OF, drafts.c.id == bindparam("named"))
_AS_IT_WAS: Final = _END.where(drafts.c.sealed == bindparam("was"))
_OVER: Final = delete(drafts).where(
    drafts.c.authority == bindparam("whose"), drafts.c.gone_at <= bindparam("now")
)


class _Place(NamedTuple):
    """Where drafts stand, and what they are sealed with."""

    seal: FileSeal
    which: str


class DraftsOfMine:
    """One author's, of one file, or of a family that has none. Each use is a look at the file, for
    whoever uses it.
    """

    def __init__(
        self, records: Records, authority: str, file: str | None, author: str, for_whom: ForWhom
    ) -> None:
        self._records = records
        self.authority = authority
        self._file = file
        self._author = author
        self._for_whom = for_whom

    def mine(self, now: datetime) -> dict[str, DraftOfMine]:
        """By id, the first to be gone first. Raises `NoSuchFile`, and what a look raises."""
        return self._opened(now)[1]

    def keep(
        self, draft: DraftOfMine, now: datetime, *, once: str, id: str | None = None
    ) -> str | None:
        """Keep one, in the place of the one that `id` names; its id, or None where that is not
        theirs, or not there any more. Raises `TooManyDrafts`, `IsOnRecord`, `NoSuchFile`,
        `CannotRecord`, and what a look raises.

        What came to stand there meanwhile is looked at before it is written over: so that whatever
        is kept late, what is on record stays so.
        """
        for _ in range(_TRIES):
            place, mine, rows = self._opened(now)
            if id is not None and (id not in mine or (mine[id].sent and not draft.sent)):
                return None
            named = place.seal.draft_id(self._author, once) if id is None else id
            if named in mine and mine[named].sent and not draft.sent:
                raise IsOnRecord
            # What is on record is no draft of theirs, and is never too many.
            count = sum(1 for one in rows if one not in mine or not mine[one].sent)
            if named not in mine and not draft.sent and count >= MOST:
                raise TooManyDrafts
            row = {
                "authority": self.authority,
                "file": place.which,
                "id": named,
                "gone_at": int(draft.gone_at.timestamp()),
                "sealed": place.seal.seal_draft(encode(draft), self._author, named),
            }
            if self._put(self._where(place, named), rows.get(named), row):
                return named
        raise CannotRecord("A draft is being kept by several at once.")

    def _put(self, where: dict[str, str], was: bytes | None, row: dict[str, Any]) -> bool:
        """Whether it came to stand in the place of `was`, or of none: False where another was
        first.
        """

        def work(connection: Connection) -> bool:
            if was is not None:
                ended = connection.execute(_AS_IT_WAS, where | {"was": was})
                if not ended.rowcount:
                    return False
            connection.execute(insert(drafts), row)
            return True

        try:
            return self._write(work)
        except _AnotherWasFirst:
            return False

    def throw_away(self, id: str, now: datetime) -> bool:
        """Whether there was one of theirs by this id. Raises likewise."""
        place, mine, _ = self._opened(now)
        if id not in mine or mine[id].sent:
            return False
        self._write(lambda connection: connection.execute(_END, self._where(place, id)))
        return True

    def _opened(self, now: datetime) -> tuple[_Place, dict[str, DraftOfMine], dict[str, bytes]]:
        def work(files: OpenFiles) -> tuple[_Place, list[tuple[str, bytes]]]:
            place = self._place(files)
            given = {"whose": self.authority, "which": place.which}
            return place, [(row.id, row.sealed) for row in files.connection.execute(_EVERY, given)]

        place, rows = look(self._records, self.authority, work, self._for_whom)
        mine = {}
        for id, sealed in rows:
            try:
                draft = _decoder.decode(place.seal.open_draft(sealed, self._author, id))
            except RecordDamaged:
                continue  # somebody else's
            if draft.gone_at > now:
                mine[id] = draft
        return place, mine, dict(rows)

    def _place(self, files: OpenFiles) -> _Place:
        if self._file is not None:
            return _Place(loaded(files, self._file).seal, self._file)
        files.load([], [])
        seal = files.own.seal
        return _Place(seal, seal.drafts_place(self._author))

    def _where(self, place: _Place, id: str) -> dict[str, str]:
        return {"whose": self.authority, "which": place.which, "named": id}

    def _write(self, work: Callable[[Connection], T]) -> T:
        try:
            with writing(self._records.engine, self.authority) as connection:
                return work(connection)
        except IntegrityError as error:
            raise _AnotherWasFirst from error
        except DATABASE_ERRORS as error:
            raise CannotRecord("A draft cannot be written.") from error


def clear_drafts(engine: Engine, authority: str, now: datetime) -> None:
    """Take away what is over, of every file. Raises what the database raises."""
    with writing(engine, authority) as connection:
        connection.execute(_OVER, {"whose": authority, "now": int(now.timestamp())})
