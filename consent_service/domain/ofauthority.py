"""What concerns no family: that the ledger began, the policy, who stands behind a staff id.

The law above the classes stands in `events.py`.
"""

from __future__ import annotations

from typing import Annotated

from .event import NoFact, OfTheAuthority
from .members import Line, OfStaff
from .policy import Policy


class LedgerOpened(NoFact, frozen=True, kw_only=True, tag="ledger-opened"):
    """The authority's ledger began."""

    codes_version: str
    demonstration: bool = False


class PolicyAdopted(OfTheAuthority, frozen=True, kw_only=True, tag="policy-adopted"):
    """The authority's policy from now on."""

    policy: Policy


class StaffListed(OfTheAuthority, frozen=True, kw_only=True, tag="staff-listed"):
    """Who stands behind a staff id: for words to agencies, and audit. A later one replaces it."""

    staff: Annotated[str, OfStaff()]
    names: Line
    team: Line | None = None
    ended: bool = False
