"""On what we rest, in words. Never on anybody's agreement, unless a manager chose that basis."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from ..codes import label
from ..events import AuthorisationMade
from ..held import Held
from ..particulars import PUBLIC_TASK
from .naming import listed, lower_first

#: Said to every agency, whatever we ask or tell (Children Act 2004 s.16LA).
OWN_DECISION: Final = (
    "You make your own decision, including under section 16LA of the Children Act 2004."
)

_USUAL_POWERS: Final = ("CA2004_S10", "CA2004_S11", "CA2004_S16LA")
_OF_PURPOSE: Final = {"CIN_ASSESSMENT": ("CA1989_S17",), "CIN_PLAN": ("CA1989_S17",)}
_OF_DECISION: Final = {"S47_DECISION": ("CA1989_S47",), "COURT_ORDER": ("COURT_ORDER",)}


def basis_of(purpose: str, decisions: Sequence[Held[AuthorisationMade]] = ()) -> str:
    """Our lawful basis: as the latest decision has it, else public task under the usual powers."""
    decision = decisions[-1] if decisions else None
    basis = PUBLIC_TASK if decision is None else decision.event.lawful_basis
    powers = basis.powers
    if not powers and decision is not None:
        powers = _OF_DECISION.get(decision.event.decision, ())
    art6 = lower_first(label("art6", basis.art6).split(":")[0])
    under = powers_in_words(powers or _OF_PURPOSE.get(purpose, _USUAL_POWERS))
    return f"Our lawful basis is {art6}, under {under}."


def powers_in_words(powers: Sequence[str]) -> str:
    """`sections 10 and 11 of the Children Act 2004`, from labels that begin with the act."""
    return _in_words(tuple(powers))


@lru_cache(maxsize=256)
def _in_words(powers: tuple[str, ...]) -> str:
    sections: dict[str, list[str]] = {}
    others = []
    for power in powers:
        named = label("powers", power).split(":")[0]
        act, comma, section = named.partition(", section ")
        if comma:
            sections.setdefault(act, []).append(section)
        else:
            others.append(f"a {lower_first(named)}")
    return listed(
        [
            f"section{'s' if len(found) > 1 else ''} {listed(found)} of the {act}"
            for act, found in sections.items()
        ]
        + others
    )
