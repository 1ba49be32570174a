"""Words of a stop that say more than the services chosen beside them: then it is whole. Pure.

A stop needs only the person's word (`domain.md` 4.1), and a slip in a list of services must not
make it less than that. What is whole by this is made less by what they say next, and by no list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final, cast

from ..codes import codes
from ..scopes.scope import ANY, Scope

_WHOLE: Final = re.compile(
    r"\b(?:everything|everybody|everyone|everywhere|anything|anybody|anyone|all|whole|altogether"
    r"|completely|any of (?:it|them|you)|whatever|whoever)\b",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[^\W\d_]+")
#: Words of a type of service by which a family calls something else as well.
_OF_OTHERS: Final = """
a ae and by child children childrens city day e early family for form general group health help home
homes in minor needs of office plus pre s special support the unit walk work
"""
_ALSO_OTHERS: Final = frozenset(_OF_OTHERS.split())


def say_more(words: str | None, scope: Scope) -> bool:
    """They name a service of a type that was not chosen; or everything, and none that was."""
    types = {agency.type for agency in scope.agencies}
    if not words or not types or ANY in types:
        return False
    chosen, others = _words_of(tuple(types)), _words_of(tuple(codes("agencies")))
    said = frozenset(_WORD.findall(words.casefold())) - _ALSO_OTHERS
    if (said & others) - chosen:
        return True
    return _WHOLE.search(words) is not None and not said & chosen


def words_of(types: Iterable[str]) -> frozenset[str]:
    """By which services of these types are called, and nothing else is."""
    return _words_of(tuple(types)) - _ALSO_OTHERS


@cache
def _words_of(types: tuple[str, ...]) -> frozenset[str]:
    """By which services of these types are called."""
    rows = [codes("agencies")[one].attributes for one in types if one in codes("agencies")]
    return frozenset(
        str(word) for row in rows for word in cast(Sequence[str], row.get("words", ()))
    )
