"""Forms that are no declaration over one operation: what is typed there, all of it, and what of it
does not fit, by the name of the field that it is said beside.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final, TypeAlias

from ..actions.refused import Refused
from ..api.edge.meant import what_it_means
from ..api.edge.problems import ProblemError
from .problems import CHOOSE, as_read, with_what_to_do
from .visit import WHOLE, Visit

#: By the name of a field: how long it may be, or what can be chosen there.
Fields: TypeAlias = Mapping[str, int | Collection[str]]
#: What a program is told of what was left empty, and what somebody is.
_NEEDED: Final = {"This is needed.": "Say this: it cannot be left out."}
#: Of a problem that points at members, what it says of itself is for programs.
_POINTS: Final = frozenset({"invalid", "refused-in-parts"})


def typed_in(visit: Visit, fields: Fields) -> tuple[dict[str, str], dict[str, str]]:
    """What each holds, however long; and what does not fit. Nothing at all is no misfit here."""
    typed = {name: visit.typed(name, WHOLE) for name in fields}
    found = {name: misfit(typed[name], fits) for name, fits in fields.items()}
    return typed, {name: words for name, words in found.items() if words}


def misfit(typed: str, fits: int | Collection[str]) -> str:
    """Why it does not fit, in words; none where it does."""
    if isinstance(fits, int):
        return f"This is too long: at most {fits:,} characters." if len(typed) > fits else ""
    return CHOOSE if typed and typed not in fits else ""


def refused(
    error: Refused | ProblemError, names: Collection[str], otherwise: str
) -> dict[str, str]:
    """What an operation found wrong, by the field that it is about; `otherwise` names that at which
    is said what is of none.
    """
    code, found = what_it_means(error)
    problem = as_read(code)
    at = {
        pointer.split("/")[1]: with_what_to_do(_NEEDED.get(words, words))
        for pointer, words in found
        if pointer
    }
    here = {name: words for name, words in at.items() if name in names}
    if here and code in _POINTS:
        return here
    return {next(iter(here), otherwise): f"{problem.title} {problem.next}"}
