"""Who can sign in, and how they show who they are: one sealed row for each way in.

A row changes by comparing and setting: of all that would use the same code at once, one does. On
return from `put` and `change` what is new is committed.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from msgspec import Struct
from msgspec.json import Decoder, encode
from msgspec.structs import replace
from sqlalchemy import Engine, bindparam, delete, insert, select, update

from ..database.engine import DATABASE_ERRORS, reading, writing
from ..database.tables import accounts
from ..door.requests import OffLedger
from ..door.trouble import CannotRead, CannotRecord
from ..sealed.sealing import AuthoritySeal


class LinkedTo(Struct, frozen=True, kw_only=True):
    """Whom of a family a provider's person is here: by which link, on which file, in which role."""

    link: str
    file: str
    person: str
    role: str


class Account(Struct, frozen=True, kw_only=True):
    """A way in of one of the staff; or of somebody of a family, by a provider: `linked_to`.

    `password` is as Argon2 writes it, `totp` the secret of their second factor in base32, `step`
    the last half minute of which a code was used. `recovery` and `set_up` are keyed hashes of codes
    that are good once, by `own_key`; `set_up_until` is in seconds since 1970. `way` is what its row
    is found by, so that it is found as well when the index key is another.
    """

    staff: str
    linked_to: LinkedTo | None = None
    way: tuple[str, ...] = ()
    own_key: bytes = b""
    password: str | None = None
    totp: str | None = None
    step: int = 0
    recovery: tuple[bytes, ...] = ()
    set_up: bytes | None = None
    set_up_until: int = 0

    def blind(self, what: str, code: str) -> bytes:
        """A keyed hash of a code that is too short to be kept as a plain one."""
        return hmac.digest(self.own_key, f"{what} {code}".encode(), "sha256")


class KnownAccount(NamedTuple):
    """An account as it stands, and the version that a change of it must name."""

    account: Account
    version: int


_FIND: Final = select(accounts.c.id, accounts.c.version, accounts.c.sealed).where(
    accounts.c.authority == bindparam("whose"),
    accounts.c.id.in_(bindparam("which", expanding=True)),
)
_ADD: Final = insert(accounts)
_TAKE_AWAY: Final = delete(accounts).where(
    accounts.c.authority == bindparam("whose"),
    accounts.c.id.in_(bindparam("which", expanding=True)),
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


def read_account(row: bytes) -> Account:
    """An account, from its opened row. Raises `msgspec.DecodeError`."""
    return _account.decode(row)


class Accounts:
    """One authority's."""

    def __init__(
        self, engine: Engine, authority: str, sealing: Callable[[], AuthoritySeal]
    ) -> None:
        self._engine = engine
        self.authority = authority
        self._sealing = sealing

    def ids_of(self, *way: str) -> tuple[bytes, ...]:
        """What somebody's way in may be found by, by each index key that is held: a staff id here,
        or an issuer with its own id of them. A new row goes under the first.
        """
        return self._sealing().blinds("account", *way)

    def seal(self, what: str, plain: bytes) -> bytes:
        """What only we can open again, for a form that brings it back."""
        return self._sealing().seal_row(what, plain, b"")

    def unseal(self, what: str, sealed: bytes) -> bytes:
        """The inverse. Raises `RecordDamaged`."""
        return self._sealing().open_row(what, sealed, b"")

    def find(self, ids: Sequence[bytes]) -> KnownAccount | None:
        """Raises `CannotRead`, and `RecordDamaged` for a row that somebody else put there."""
        try:
            with reading(self._engine, self.authority) as connection:
                row = connection.execute(_FIND, {"whose": self.authority, "which": ids}).first()
        except DATABASE_ERRORS as error:
            raise CannotRead("It cannot be said who may sign in.") from error
        if row is None:
            return None
        opened = self._sealing().open_row("account", row.sealed, bytes(row.id))
        return KnownAccount(read_account(opened), row.version)

    def put(self, way: tuple[str, ...], account: Account) -> None:
        """In the place of what was there. Raises `CannotRecord`."""
        try:
            with writing(self._engine, self.authority) as connection:
                for one in self.putting(way, account):
                    connection.execute(one.statement, one.given)
        except DATABASE_ERRORS as error:
            raise CannotRecord("Who may sign in cannot be written.") from error

    def putting(self, way: tuple[str, ...], account: Account) -> list[OffLedger]:
        """The same, in somebody else's transaction."""
        seal = self._sealing()
        ids = seal.blinds("account", *way)
        sealed = seal.seal_row("account", encode(replace(account, way=way)), ids[0])
        row = {"authority": self.authority, "id": ids[0], "version": 0, "sealed": sealed}
        over = {"whose": self.authority, "which": ids}
        return [OffLedger(_TAKE_AWAY, over), OffLedger(_ADD, row)]

    def change(self, ids: Sequence[bytes], known: KnownAccount, to: Account) -> bool:
        """Whether it was still as known, and now is as given. Raises `CannotRecord`."""
        seal, plain = self._sealing(), encode(replace(to, way=known.account.way))

        def under(id: bytes) -> dict[str, object]:
            return {
                "whose": self.authority,
                "which": id,
                "held": known.version,
                "new": known.version + 1,
                "sealed": seal.seal_row("account", plain, id),
            }

        try:
            with writing(self._engine, self.authority) as connection:
                return any(connection.execute(_CHANGE, under(id)).rowcount == 1 for id in ids)
        except DATABASE_ERRORS as error:
            raise CannotRecord("Who may sign in cannot be written.") from error
