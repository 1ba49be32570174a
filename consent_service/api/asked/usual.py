"""Most questions, read from their bytes without the schema's machinery.

What is taken here is of codes and ids alone, each as the schema's own field has it, so nothing is
taken that is not taken there, nor made into anything else. Whatever that may refuse, what says
more, and what cannot wait is for the strict reader and the schema, which have the words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, TypeAlias

import msgspec
from msgspec import UNSET, Meta, UnsetType

from ...actions.checks import CheckSharing
from ...domain.scopes.proposal import Proposal, Urgency
from ...domain.scopes.scope import Agency
from ..recorded.parts import AgencySchema
from .bodies import MOST_PAIRS, CheckSchema

_FIELDS: Final[Any] = CheckSchema().fields
#: As it stands in a name, `$` lets a line feed pass at its end.
_PATTERN: Final = rf"{_FIELDS['enquiry'].pattern.removesuffix('$')}\Z"

if TYPE_CHECKING:
    _Id: TypeAlias = str
    _Category: TypeAlias = str
    _Type: TypeAlias = str
    _Purpose: TypeAlias = str
    _Direction: TypeAlias = str
else:
    _Id = Annotated[str, Meta(pattern=_PATTERN)]
    _Category = Literal[_FIELDS["categories"].inner.allowed]
    _Type = Literal[AgencySchema().fields["type"].allowed]
    _Purpose = Literal[_FIELDS["purpose"].allowed]
    _Direction = Literal[_FIELDS["direction"].allowed]


class _Agency(msgspec.Struct, forbid_unknown_fields=True):
    type: _Type


class _UsualQuestion(msgspec.Struct, forbid_unknown_fields=True):
    subjects: Annotated[tuple[_Id, ...], Meta(min_length=1, max_length=_FIELDS["subjects"].most)]
    agency: _Agency
    categories: Annotated[
        tuple[_Category, ...], Meta(min_length=1, max_length=_FIELDS["categories"].most)
    ]
    purpose: _Purpose
    direction: _Direction
    enquiry: _Id | UnsetType = UNSET
    urgency: Literal["SAME_DAY", "STANDARD"] | UnsetType = UNSET


#: How many members it has that must be there, that of the agency among them.
_MEMBERS: Final = 6

_decode: Final = msgspec.json.Decoder(_UsualQuestion).decode


def usual_question(raw: bytes, asked_of: str | None = None) -> CheckSharing | None:
    """What `CheckSchema` makes of this body, as it was sent; None where it is to be asked."""
    if b"\\" in raw:
        # Nothing is written in another way than it reads.
        return None
    try:
        said = _decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    members = _MEMBERS + (said.enquiry is not UNSET) + (said.urgency is not UNSET)
    # No code and no id has a colon: one more, and a member comes twice.
    if raw.count(b":") != members or len(said.subjects) * len(said.categories) > MOST_PAIRS:
        return None
    return CheckSharing(
        Proposal(
            enquiry=None if said.enquiry is UNSET else said.enquiry,
            subjects=_each_once(said.subjects),
            agency=Agency(said.agency.type),
            categories=_each_once(said.categories),
            purpose=said.purpose,
            direction=said.direction,
            urgency=Urgency.STANDARD if said.urgency is UNSET else Urgency(said.urgency),
        ),
        asked_of,
    )


def _each_once(values: tuple[str, ...]) -> tuple[str, ...]:
    return values if len(values) == 1 else tuple(dict.fromkeys(values))
