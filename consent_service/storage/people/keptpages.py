"""What a form was answered with, sealed by whoever shows it: a row beside the drafts, for as long
as a session may live. It stands on no ledger, and lost it is only not shown again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sqlalchemy import Engine, bindparam, delete, insert, select

from ..database.engine import DATABASE_ERRORS, reading, writing
from ..database.tables import drafts
from ..door.trouble import CannotRead, CannotRecord

#: As many as one browser goes back through: with one more the oldest goes.
MOST: Final = 40

_OF: Final = (drafts.c.authority == bindparam("whose"), drafts.c.file == bindparam("which"))
_NAMED: Final = drafts.c.id == bindparam("named")
_EVERY: Final = select(drafts.c.id).where(*_OF).order_by(drafts.c.gone_at.desc())
_FIND: Final = select(drafts.c.sealed).where(*_OF, _NAMED, drafts.c.gone_at > bindparam("now"))
_END: Final = delete(drafts).where(*_OF, _NAMED)


class KeptPages:
    """One authority's. `place` is whose they are, and says it to nobody else."""

    def __init__(self, engine: Engine, authority: str) -> None:
        self._engine = engine
        self.authority = authority

    def keep(self, place: str, sealed: Mapping[str, bytes], gone_at: int) -> None:
        """Keep these by their ids, in the place of any before; of all as many as are gone back
        through. Raises `CannotRecord`.
        """
        at = {"whose": self.authority, "which": place}
        of = {"authority": self.authority, "file": place, "gone_at": gone_at}
        try:
            with writing(self._engine, self.authority) as connection:
                before = [row.id for row in connection.execute(_EVERY, at)]
                others = [id for id in before if id not in sealed]
                for old in {*others[MOST - len(sealed) :], *sealed} & {*before}:
                    connection.execute(_END, {**at, "named": old})
                rows = [{**of, "id": id, "sealed": one} for id, one in sealed.items()]
                connection.execute(insert(drafts), rows)
        except DATABASE_ERRORS as error:
            raise CannotRecord("What was shown cannot be kept.") from error

    def end(self, place: str, id: str) -> bool:
        """It is shown no more. Whether it was there until now. Raises `CannotRecord`."""
        given = {"whose": self.authority, "which": place, "named": id}
        try:
            with writing(self._engine, self.authority) as connection:
                return connection.execute(_END, given).rowcount == 1
        except DATABASE_ERRORS as error:
            raise CannotRecord("What was shown cannot be taken away.") from error

    def find(self, place: str, id: str, now: int) -> bytes | None:
        """One of theirs, as it was sealed. Raises `CannotRead`."""
        given = {"whose": self.authority, "which": place, "named": id, "now": now}
        try:
            with reading(self._engine, self.authority) as connection:
                row = connection.execute(_FIND, given).first()
        except DATABASE_ERRORS as error:
            raise CannotRead("What was shown cannot be read.") from error
        return None if row is None else bytes(row.sealed)
