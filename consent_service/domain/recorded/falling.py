"""What a write would let fall, what waits for somebody who may let it, what was only tried, and how
something was taken that was not typed whole.

The law above the classes stands in `events.py`. A fact is always kept. What it would let fall waits
in an entry of its own, in the same append, until a manager has confirmed it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Final

import msgspec
from msgspec import UNSET, UnsetType

from .event import Event, NoFact
from .members import NewId, OnFile, Words


class FallKind(StrEnum):
    """What falls. Each protects somebody, but for a decision that ends. A very young child is
    protected from deciding alone; each of two people from being read as the other.
    """

    OBJECTION = "OBJECTION"
    WORD = "WORD"
    PRESSED_ONLINE = "PRESSED_ONLINE"
    PERSON_NOT_SAFE = "PERSON_NOT_SAFE"
    PERSON_NOT_KNOWN = "PERSON_NOT_KNOWN"
    NOT_TO_BE_TOLD = "NOT_TO_BE_TOLD"
    CONTACT = "CONTACT"
    DISPUTE = "DISPUTE"
    BECOMES_COVERED = "BECOMES_COVERED"
    DECISION = "DECISION"
    DECISION_STRUCK = "DECISION_STRUCK"
    COMPETENCE = "COMPETENCE"
    ONE_PERSON = "ONE_PERSON"
    PLAN = "PLAN"
    ORDER = "ORDER"


#: Where one of these falls somebody was warned of.
WARNINGS: Final = frozenset({FallKind.PERSON_NOT_SAFE, FallKind.PERSON_NOT_KNOWN})


class Fall(msgspec.Struct, frozen=True):
    """One thing that would fall: whose it is, by which id or place, and words for staff."""

    kind: FallKind
    words: Words
    person: str | None = None
    about: str | None = None


class Notice(msgspec.Struct, frozen=True):
    """Something to know about what was written: a code of `notices`, and its words; of a yes in
    doubt why, each by a code.
    """

    code: str
    text: Words
    because: tuple[str, ...] | UnsetType = UNSET


MANAGERS: Final = frozenset({"MASH_MANAGER", "HEAD_OF_SERVICE", "EDT_MANAGER"})
_STAFF: Final = MANAGERS | {"MASH_WORKER", "EDT_WORKER", "SOCIAL_WORKER"}

#: Who may let it fall: by what falls, never by what was written. A decision is ended by whoever may
#: end one, and needs nobody else.
MAY_LET_FALL: Final = {
    FallKind.OBJECTION: MANAGERS,
    FallKind.WORD: MANAGERS,
    # Whoever called them, and heard the same from them.
    FallKind.PRESSED_ONLINE: _STAFF,
    FallKind.PERSON_NOT_SAFE: MANAGERS,
    FallKind.PERSON_NOT_KNOWN: MANAGERS,
    FallKind.NOT_TO_BE_TOLD: MANAGERS,
    FallKind.CONTACT: MANAGERS,
    FallKind.DISPUTE: MANAGERS,
    FallKind.BECOMES_COVERED: MANAGERS,
    FallKind.COMPETENCE: MANAGERS,
    FallKind.ONE_PERSON: MANAGERS,
    FallKind.PLAN: MANAGERS,
    FallKind.ORDER: MANAGERS,
    # To end a decision is for whoever may decide; that none was made is not for others to say.
    FallKind.DECISION_STRUCK: MANAGERS,
}


def may_let_fall(role: str, falls: Iterable[Fall]) -> bool:
    """Whether somebody in this role may let all of it fall; what is not in the table above needs
    nobody else than whoever wrote it.
    """
    return all(role in MAY_LET_FALL.get(fall.kind, (role,)) for fall in falls)


_Waiting = Annotated[str, OnFile(kinds=("effect-waits",))]


class EffectWaits(Event, frozen=True, kw_only=True, tag="effect-waits"):
    """What the entries of one write would let fall waits for somebody who may let it.

    `told_by` is the manager who said so by telephone: it has fallen until the end of the next
    working day, and unless it is confirmed by then it stands again.
    """

    waiting: NewId
    entries: tuple[int, ...]
    falls: tuple[Fall, ...]
    told_by: str | None = None


class EffectConfirmed(Event, frozen=True, kw_only=True, tag="effect-confirmed"):
    """Somebody who may has looked at what waits, and it falls. `reason` is the source or why.

    `conversation` is the call in which the person said again what they had pressed online.
    """

    waiting: _Waiting
    reason: Words
    effective_at: datetime
    conversation: Annotated[str, OnFile(kinds=("conversation-recorded",))] | None = None


class EffectRefused(Event, frozen=True, kw_only=True, tag="effect-refused"):
    """It does not fall, or stands again. What was recorded stays, and goes on protecting."""

    waiting: _Waiting
    reason: Words
    effective_at: datetime


class Looked(NoFact, frozen=True, kw_only=True, tag="looked"):
    """Somebody looked, and recorded nothing else: by which operation, and what they were told.

    In the ledger of who looked, `look` is the id of the look and `of` the handle of the file on the
    authority's first ledger, or nothing where it was one over all. `looked_at` is when it was,
    where it could not be recorded then. `acting_for` is what a client said: nobody believes it.
    `shown` are the handles of the files of which a list showed something.
    """

    what: str
    notices: tuple[Notice, ...] = ()
    look: str | None = None
    of: str | None = None
    why: Words | None = None
    session: str | None = None
    client: str | None = None
    acting_for: str | None = None
    looked_at: datetime | None = None
    shown: tuple[str, ...] = ()


class TakenWithCare(Event, frozen=True, kw_only=True, tag="taken-with-care"):
    """What stands before it in the same append protects somebody and was not typed whole: it was
    taken in the more careful meaning. `lacking` says which member and why, each as a JSON Pointer
    and a code of `taken_with_care`.
    """

    lacking: tuple[str, ...]
