"""What comes to the door and what leaves it."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple, TypeAlias

import msgspec
from sqlalchemy import Executable

from ...actions.moment import Action
from ...domain.file.authorityfile import AuthorityFile
from ...domain.file.casefile import CaseFile
from ...domain.file.view import View
from ...domain.recorded.content import By, ByRequest, Content
from ...domain.recorded.events import AnyEvent
from ..beside.setaside import StillToTell
from ..sealed.sealing import AuthoritySeal


class ByHandle(msgspec.Struct, frozen=True):
    """A case file by its id. One that is not there raises `NoSuchFile`. With `reference`, the
    action is told whose that is.
    """

    file: str
    reference: str | None = None


class ByReference(msgspec.Struct, frozen=True):
    """A case file by the case system's own reference. One that is not there is no file."""

    reference: str


class NewFile(msgspec.Struct, frozen=True):
    """A case file that this action opens."""

    reference: str | None


class OpenedBy(msgspec.Struct, frozen=True):
    """A file by its reference, opened under it if none goes by that. Where the one that does is
    damaged, what is recorded stands in the authority's own.
    """

    reference: str


class OwnFile(msgspec.Struct, frozen=True):
    """The authority's own file, for what concerns no family."""


Target: TypeAlias = ByHandle | ByReference | NewFile | OpenedBy | OwnFile


class Once(msgspec.Struct, frozen=True):
    """Carry this out once: the same client and key get the first result again.

    `body` is what must be the same. With `within`, the first result is given again only for so
    long, and only while the file has not changed since (checks).
    """

    client: str
    key: str
    body: bytes
    within: timedelta | None = None
    #: What an entry says of the request, where it was made before and could not be recorded then.
    asked: ByRequest | None = None

    def keys(self, seal: AuthoritySeal) -> tuple[bytes, ...]:
        """Under which the table may remember it; under the first what is written."""
        if self.asked is not None:
            return (self.asked.key,)
        return seal.blinds("once", self.client, self.key)


def reasons_keys(seal: AuthoritySeal, by: By, said: str) -> tuple[bytes, ...]:
    """Under which the table may remember that this person gave these reasons; under the first what
    is written.
    """
    return seal.blinds("reasons", by.id, said)


class Joins(NamedTuple):
    """Somebody of another file, with whom the person of this one is joined."""

    file: str
    person: str


class OffLedger(NamedTuple):
    """A change to a table that stands on no ledger."""

    statement: Executable
    given: dict[str, Any]


#: What of such tables changes with what is put on record, in the same transaction: from the events,
#: the family's file with them in it, and the time. It may be asked more than once.
ChangedBesides: TypeAlias = Callable[[Sequence[AnyEvent], CaseFile, datetime], Sequence[OffLedger]]


class Asked(msgspec.Struct, frozen=True):
    """By whom, of what, and what is to be done; what is done again under `once` is done once."""

    authority: str
    by: By
    target: Target
    action: Action
    once: Once | None = None


class Request(Asked, frozen=True, kw_only=True):
    """One thing to do, for one authority.

    `reasons` are the plain words of the reasons given for a decision: the action is told when the
    same person last gave the same. `told_by` is the manager who said by telephone that what this
    lets fall may fall. `tried` names what is only tried: nothing is written of it; that somebody
    looked comes back, for `storage.people.reads`. `joins` is who on another file is the same
    person, and `tells` what an earlier request has left to tell other files, and to hear of them.
    `besides` changes tables of a family's that stand on no ledger, and is not asked of a repeat.
    `asks` says that it is a question: what it comes to turns on the moment by nothing else than
    `storage.believed.unchanged` says, so that a view of an earlier one may do.
    """

    reasons: str | None = None
    told_by: str | None = None
    tried: str | None = None
    joins: Joins | None = None
    besides: ChangedBesides | None = None
    asks: bool = False
    tells: StillToTell | None = None


#: In the place of a place: it is in no ledger yet.
NOWHERE: Final = -1


class EntryWritten(NamedTuple):
    """One entry as it stands in the ledger, with its content."""

    seq: int
    entry_hash: bytes
    at: datetime
    content: Content


class Recorded(msgspec.Struct, frozen=True):
    """What an action put on record: durable when this is returned.

    `file` is the handle the entries stand under. `view` is of that family's file with them in it,
    at the moment they were recorded, or just after it, as of when its rows are made; or as good as
    that where it was only asked. None where they stand in the authority's own, which is `own`.
    `replayed` says that the entries had been there before.
    """

    origin: str
    file: str
    entries: tuple[EntryWritten, ...]
    view: View | None
    own: AuthorityFile
    replayed: bool = False


def new_handle() -> str:
    """A random handle for a case file: 32 hexadecimal digits, as ledger entries carry."""
    return secrets.token_hex(16)
