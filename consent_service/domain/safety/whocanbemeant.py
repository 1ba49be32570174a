"""Of those around, who can be meant by words that tell of harm and name nobody of them. Pure.

"If she finds out I rang" is said of no father. And what one of us notes that points at nobody is
said of whoever is known as a danger, and not of one whom a manager has found safe before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

from ..file.caring import caring, roles_held
from ..file.held import Held
from ..file.view import View
from ..freetext.tellsofharm import Harm
from ..memo import worked_out_once
from ..names.namedinprose import named_at
from ..recorded.events import SafetyRecorded
from ..recorded.falling import MANAGERS
from .onrecord import is_said_to_be_a_danger, says_it_is_safe
from .whodidit import is_of_somebody
from .wishes import NOBODY

_AS: Final = re.compile(r"\b(?P<as>s?he)\b", re.IGNORECASE)
#: As whom nobody writes of somebody, by what they are to a child: of the others nobody knows it.
_NEVER: Final = {"he": {"MOTHER"}, "she": {"FATHER"}}


def as_written(
    view: View, harms: Sequence[Harm], around: frozenset[str], own: str | None
) -> frozenset[str]:
    """Those of them of whom it can be written "she", where no more is told than that she is not to
    hear. If it can of none of them, whoever on the file it can be written of.
    """
    written = {one for harm in harms if (one := _as(harm)) is not None}
    if len(written) != 1 or not all(harm.is_kept for harm in harms):
        return around
    never = _NEVER[written.pop()]
    everybody = frozenset(map(view.the_one, caring(view))) - {own}
    can = {one for one in everybody if not roles_held(view, one) & {*never, NOBODY}}
    return (around & can) or frozenset(can) or around


def _as(harm: Harm) -> str | None:
    found = _AS.search(harm.sentence, harm.start, harm.end)
    return None if found is None else found["as"].lower()


def found_safe_before(view: View, held: Held[Any], harms: Iterable[Harm]) -> frozenset[str]:
    """Whoever a manager found safe before that entry, with why, while somebody else is known as a
    danger: where no sentence that tells of it says "he" or "she" of one of the family.
    """
    safe = {who for who, seq in _found_safe(view).items() if seq < held.seq}
    dangers = safe and [one for one in caring(view) if is_said_to_be_a_danger(view, one)]
    if not dangers:
        return frozenset()
    told = {one.sentence for one in harms}
    left = (who for who in safe if who not in dangers)
    return frozenset(w for w in left if not any(_may_be_of(view, one, w) for one in told))


def _may_be_of(view: View, sentence: str, person: str) -> bool:
    """Somebody is spoken of there, and it is not by a word by which others are called."""
    left = sentence
    for one in named_at(view, sentence):
        if person not in one.people:
            left = left[: one.start] + "·" * (one.end - one.start) + left[one.end :]
    return is_of_somebody(left)


@worked_out_once
def _found_safe(view: View) -> dict[str, int]:
    """By person, the last place at which a manager said so, and why."""
    said = view.holding[SafetyRecorded]
    found = (one for one in said if one.role in MANAGERS and says_it_is_safe(one.event))
    return {view.the_one(one.event.person): one.seq for one in found}
