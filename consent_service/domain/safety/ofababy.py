"""Of an injury that words tell of: whether it may be of a child who does not move about yet. Pure.

Who was caring for such a child is not known by who wrote it down, and no accident explains most of
what is found on one: nobody at home is asked until a manager has said so of each, whatever was
answered to who may be a danger (NICE CG89, and the protocols for bruising in children who are not
independently mobile). An injury that is put on record as one says more of it (`injured.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Final

from ..file.held import Held
from ..file.view import View
from ..freetext.tellsofharm import Harm
from ..names.namedinprose import children_named_at
from ..times import LONDON
from .whodidit import is_of_nobody, is_unexplained

#: No child moves about by themself before, or hardly any.
_MOVES_FROM: Final = timedelta(days=6 * 30)
_FEW: Final = r"(?:\d|one|two|three|four|five)"
#: By it the words say so of the child, of whatever age.
_MOVES_NOT: Final = re.compile(
    r"\b(?:(?:non|pre|not|isn['’]?t|n['’]?t)[- ](?:yet )?(?:independently )?"
    r"(?:mobile|moving|rolling|crawling|walking)(?: yet)?"
    r"|immobile|can(?:['’]?t|not| not) (?:yet )?(?:roll|crawl|move|sit)\w*|new-?born"
    rf"|\d+[ -]?(?:wk|week)s?[ -]?olds?|{_FEW}[ -]?(?:mth|month)s?[ -]?olds?"
    r"|(?:baby|bab|babe|infant|aged?|bb) (?:\w+ )?"
    rf"(?:\d+ ?(?:wk|week)|{_FEW} ?(?:mth|month))s?(?! ago)"
    r"|\d+ ?/ ?52\b(?! ago))\b",
    re.IGNORECASE,
)
#: By it they are of another child of the family; and of the baby all the same.
_OF_AN_OLDER: Final = re.compile(
    r"\b(?:school|nursery|playgroup|year \d+|yr ?\d+|reception|pupil|football|playground|scooter"
    r"|trampoline|[1-9]\d?[ -]?(?:yo|yrs?|years?)(?:[ -]olds?)?)\b",
    re.IGNORECASE,
)
_OF_A_BABY: Final = re.compile(r"\b(?:bab(?:y|e|ies)?|bb|infants?|twins?)\b", re.IGNORECASE)


def may_be_of_a_baby(view: View, held: Held[Any], words: str, harms: Iterable[Harm]) -> bool:
    """Whether any of these is an injury that nobody explained, and may be of one."""
    if not any(is_unexplained(one) and not is_of_nobody(one, is_adults=False) for one in harms):
        return False
    if _MOVES_NOT.search(words) is not None:
        return True
    children, babies = frozenset(view.children), _babies(view, held)
    named = frozenset[str]().union(*(one.people for one in children_named_at(view, words)))
    if named:
        return not babies.isdisjoint(named)
    is_anothers = _OF_AN_OLDER.search(words) is not None and _OF_A_BABY.search(words) is None
    return bool(babies) and not (is_anothers and babies != children)


def _babies(view: View, held: Held[Any]) -> frozenset[str]:
    day = held.effective_at.astimezone(LONDON).date()
    born = ((child, one.event.dob) for child, one in view.children.items())
    return frozenset(child for child, dob in born if dob is not None and day - dob < _MOVES_FROM)
