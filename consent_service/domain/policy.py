"""What a council may decide otherwise. Its policy lives on the ledger, in the authority's file.

The decision takes the policy as an argument, so that replaying an old check uses the policy of
that moment (`domain.md` 5.6).
"""

from __future__ import annotations

from typing import Annotated

import msgspec


class Policy(msgspec.Struct, frozen=True):
    """One version of an authority's policy.

    `one_parent_enough`: one holder of parental responsibility may agree alone, as s.2(7) of the
    Children Act 1989 lets them act; otherwise every one of them must agree.
    `longest_agreement_days`: an end date further away than this is refused when recording.
    `may_authorise`: the staff roles whose holder may record each kind of decision.
    """

    version: Annotated[int, msgspec.Meta(ge=1)] = 1
    one_parent_enough: bool = True
    longest_agreement_days: Annotated[int, msgspec.Meta(ge=1, le=3660)] = 366
    may_authorise: dict[str, tuple[str, ...]] = msgspec.field(
        default_factory=lambda: {
            "DISPENSE_DECISION": ("MASH_MANAGER", "EDT_MANAGER", "HEAD_OF_SERVICE"),
            "OVERRIDE_DECISION": ("MASH_MANAGER", "EDT_MANAGER", "HEAD_OF_SERVICE"),
            "RELY_ONE_PARENT": ("MASH_MANAGER", "EDT_MANAGER", "HEAD_OF_SERVICE"),
            "S47_DECISION": ("MASH_MANAGER", "EDT_MANAGER", "HEAD_OF_SERVICE"),
            "COURT_ORDER": ("MASH_MANAGER", "HEAD_OF_SERVICE", "LEGAL_SERVICES"),
        }
    )


DEFAULT_POLICY = Policy()
