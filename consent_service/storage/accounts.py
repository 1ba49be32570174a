"""Who can sign in, and how they show who they are: one sealed row for each way in.

A row changes by comparing and setting: of all that would use the same code at once, one does. On
return from `put` and `change` what is new is committed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from msgspec import Struct
from msgspec.json import Decoder, encode
from sqlalchemy import Engine, bindparam, delete, insert, select, update

from .engine import DATABASE_ERRORS, reading, writing
from .sealing import AuthoritySeal
from .tables import accounts
from .trouble import CannotRead, CannotRecord


class Account(Struct, frozen=True, kw_only=True):
    """A way in of one of the staff.

    `password` is as Argon2 writes it, `totp` the secret of their second factor in base32, `step`
    the last half minute of which a code was used. `recovery` and `set_up` are keyed hashes of codes
    that are good once; `set_up_until` is in seconds since 1970.
    """

    staff: str
    password: str | None = None
    totp: str | None = None
    step: int = 0
    recovery: tuple[bytes, ...] = ()
    set_up: bytes | None = None
    set_up_until: int = 0


class Known(NamedTuple):
    """An account as it stands, and the version that a change of it must name."""

    account: Account
    version: int


_FIND: Final = select(accounts.c.version, accounts.c.sealed).where(
    accounts.c.authority == bindparam("whose"), accounts.c.id == bindparam("which")
)
_ADD: Final = insert(accounts)
_TAKE_AWAY: Final = delete(accounts).where(
    accounts.c.authority == bindparam("whose"), accounts.c.id == bindparam("which")
)
_CHANGE: Final = (
    update(accounts)
    .where(
        accounts.c.authority == bindparam("whose"),
        accounts.c.id == bindparam("which"),
        accounts.c.version == bindparam("held"),
    )
    .values(version=bindparam("new"), sealed=bindparam("sealed"))
)
_account: Final = Decoder(Account)


class Accounts:
    """One authority's."""

    def __init__(
        self, engine: Engine, authority: str, sealing: Callable[[], AuthoritySeal]
    ) -> None:
        self._engine = engine
        self.authority = authority
        self._sealing = sealing

    def id_of(self, *way: str) -> bytes:
        """The id of somebody's way in: a staff id here, or an issuer with its own id of them."""
        return self._sealing().blind("account", *way)

    def blind(self, what: str, code: str) -> bytes:
        """A keyed hash of a code that is too short to be kept as a plain one."""
        return self._sealing().blind(what, code)

    def seal(self, what: str, plain: bytes) -> bytes:
        """What only we can open again, for a form that brings it back."""
        return self._sealing().seal_row(what, plain, b"")

    def unseal(self, what: str, sealed: bytes) -> bytes:
        """The inverse. Raises `RecordDamaged`."""
        return self._sealing().open_row(what, sealed, b"")

    def find(self, id: bytes) -> Known | None:
        """Raises `CannotRead`, and `RecordDamaged` for a row that somebody else put there."""
        try:
            with reading(self._engine, self.authority) as connection:
                row = connection.execute(_FIND, {"whose": self.authority, "which": id}).first()
        except DATABASE_ERRORS as error:
            raise CannotRead("It cannot be said who may sign in.") from error
        if row is None:
            return None
        return Known(
            _account.decode(self._sealing().open_row("account", row.sealed, id)), row.version
        )

    def put(self, id: bytes, account: Account) -> None:
        """In the place of what was there. Raises `CannotRecord`."""
        sealed = self._sealing().seal_row("account", encode(account), id)
        try:
            with writing(self._engine, self.authority) as connection:
                connection.execute(_TAKE_AWAY, {"whose": self.authority, "which": id})
                row = {"authority": self.authority, "id": id, "version": 0, "sealed": sealed}
                connection.execute(_ADD, row)
        except DATABASE_ERRORS as error:
            raise CannotRecord("Who may sign in cannot be written.") from error

    def change(self, id: bytes, known: Known, to: Account) -> bool:
        """Whether it was still as known, and now is as given. Raises `CannotRecord`."""
        given = {
            "whose": self.authority,
            "which": id,
            "held": known.version,
            "new": known.version + 1,
            "sealed": self._sealing().seal_row("account", encode(to), id),
        }
        try:
            with writing(self._engine, self.authority) as connection:
                return connection.execute(_CHANGE, given).rowcount == 1
        except DATABASE_ERRORS as error:
            raise CannotRecord("Who may sign in cannot be written.") from error
