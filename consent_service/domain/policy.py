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
    """

    version: Annotated[int, msgspec.Meta(ge=1)] = 1
    one_parent_enough: bool = True
    longest_agreement_days: Annotated[int, msgspec.Meta(ge=1, le=3660)] = 366


DEFAULT_POLICY = Policy()
