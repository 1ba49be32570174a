"""The particulars inside events: small records that have no clock of their own."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, TypeAlias

import msgspec

from .members import (
    HowMany,
    Line,
    Person,
    Reference,
    Sha256,
    WayLine,
    Words,
    WordsSoFar,
    code,
    read_as,
)

#: How somebody wants to hear from us, or that they do not.
HowToBeTold: TypeAlias = Annotated[
    tuple[str, ...],
    code("keep_informed_methods"),
    HowMany(1, 10, unique=True),
    read_as("DO_NOT_CONTACT_AT_HOME", "NO_CONTACT_REQUESTED"),
]
#: Of a wish, or a sign: of whom no more is said.
OnlyNotToHear: TypeAlias = Annotated[
    tuple[Person, ...],
    HowMany(most=20, unique=True),
    "Those of whom it was said that they are no danger, and are only not to hear of it. They are "
    "neither asked nor told before a manager has decided, all the same. Whoever is named here "
    "alone counts as named.",
]
#: What makes an advocate matter more for somebody.
Needs: TypeAlias = Annotated[
    tuple[str, ...],
    code("advocate_need_indicators"),
    HowMany(most=20, unique=True),
    read_as("DOMESTIC_ABUSE_VICTIM"),
]


class Identifier(msgspec.Struct, frozen=True):
    """A number another system knows a child by. `scheme` is a code, for example NHS_NUMBER."""

    scheme: Annotated[str, code("identifier_schemes")]
    value: Reference


class Interpreter(msgspec.Struct, frozen=True):
    """Who interpreted. A relative never should (`domain.md` 5.3); left out, nobody said whether it
    was one.
    """

    language: Line
    name_or_reference: WayLine | None = None
    is_family_member: bool | None = None


class Evidence(msgspec.Struct, frozen=True):
    """A document that shows the answer, by reference and digest; the document lies elsewhere."""

    type: Annotated[str, code("evidence_types")]
    document_ref: Line
    sha256: Annotated[str, Sha256()] | None = None


class Rationale(msgspec.Struct, frozen=True):
    """Why a manager decided as they did, in five short parts rather than one big box.

    The rules for what says nothing are in `rationale.py`.
    """

    what_risk: WordsSoFar
    why_now: WordsSoFar
    why_this_agency_and_information: WordsSoFar
    what_if_we_wait: WordsSoFar
    alternatives_considered: WordsSoFar


#: Reasons of which none is given yet.
NOTHING_SAID: Final = Rationale("", "", "", "", "")


class DutyTest(msgspec.Struct, frozen=True):
    """The three questions of the duty to share (Children Act 2004 s.16LA), as a person answered.

    `relevant`: to safeguarding or promoting this child's welfare. `may_help`: the other agency to
    do its job. `more_harm_than_good`: sharing would do this child more harm than not sharing.
    """

    relevant: bool
    may_help: bool
    more_harm_than_good: bool
    note: Words | None = None

    @property
    def says_share(self) -> bool:
        """Yes, yes, no: the law says that this must be shared, even if a parent has said no."""
        return self.relevant and self.may_help and not self.more_harm_than_good


class LawfulBasis(msgspec.Struct, frozen=True):
    """On what the sharing rests. Public task unless somebody chose otherwise (`domain.md` 3.8)."""

    art6: Annotated[str, code("art6")] = "6_1_E_PUBLIC_TASK"
    art9: Annotated[str, code("art9")] | None = None
    sch1: Annotated[str, code("sch1")] | None = None
    powers: Annotated[tuple[str, ...], code("powers"), HowMany(unique=True)] = ()
    criminal_offence_basis: Line | None = None
    policy_document_version: Line | None = None


PUBLIC_TASK: Final = LawfulBasis()


class Telling(msgspec.Struct, frozen=True):
    """Whether the parents are told of a decision: told, will be by a day, or not safe until then.

    `on` is the day by which they will be told, or on which it is looked at again whether it has
    become safe. `not_safe_for` names those who must not know, where others may: of whoever is not
    named nothing is said by it. Where it is not safe, and nobody is named who is responsible for a
    child it is about, or whose own information it is, it is kept from all of them.
    """

    status: Annotated[str, code("telling_statuses")]
    on: date | None = None
    reason: Words | None = None
    not_safe_for: Annotated[
        tuple[Person, ...],
        HowMany(most=20, unique=True),
        "Who must not know, where others may. Where it is not safe, and none of them is "
        "responsible for a child or told of their own, it is kept from all.",
    ] = ()

    @property
    def is_of_all(self) -> bool:
        """It is not safe to tell any of them, whoever it is."""
        return self.status == "NOT_SAFE" and not self.not_safe_for
