"""What stands inside events and facts: small records that have no clock of their own."""

from __future__ import annotations

from datetime import date
from typing import Final

import msgspec


class Identifier(msgspec.Struct, frozen=True):
    """A number another system knows a child by. `scheme` is a code, for example NHS_NUMBER."""

    scheme: str
    value: str


class Interpreter(msgspec.Struct, frozen=True):
    """Who interpreted. A relative never should (`domain.md` 5.3)."""

    language: str
    name_or_reference: str | None = None
    is_family_member: bool = False


class Evidence(msgspec.Struct, frozen=True):
    """A document that shows the answer, by reference and digest; the document lies elsewhere."""

    type: str
    document_ref: str
    sha256: str | None = None


class Rationale(msgspec.Struct, frozen=True):
    """Why a manager decided as they did, in five short parts rather than one big box.

    The rules for what says nothing are in `rationale.py`.
    """

    what_risk: str
    why_now: str
    why_this_agency_and_information: str
    what_if_we_wait: str
    alternatives_considered: str


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
    note: str | None = None

    @property
    def says_share(self) -> bool:
        """Yes, yes, no: the law says that this must be shared, even if a parent has said no."""
        return self.relevant and self.may_help and not self.more_harm_than_good


class LawfulBasis(msgspec.Struct, frozen=True):
    """On what the sharing rests. Public task unless somebody chose otherwise (`domain.md` 3.8)."""

    art6: str = "6_1_E_PUBLIC_TASK"
    art9: str | None = None
    sch1: str | None = None
    powers: tuple[str, ...] = ()
    criminal_offence_basis: str | None = None
    policy_document_version: str | None = None


PUBLIC_TASK: Final = LawfulBasis()


class Telling(msgspec.Struct, frozen=True):
    """Whether the parents are told of a decision: told, will be by a day, or not safe until then.

    `on` is the day by which they will be told, or on which it is looked at again whether it has
    become safe. `not_safe_for` names those who must not know, where others may.
    """

    status: str
    on: date | None = None
    reason: str | None = None
    not_safe_for: tuple[str, ...] = ()
