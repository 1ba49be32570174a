"""A nursery or a school tells that another child bit them: nobody at home did. Pure.

Beside anything else it says so of nobody: whoever is named there, or denies it, may have done it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ..memo import read_once
from .spelt import as_spelt
from .tellsofharm import Harm, harms_in

_CHILD: Final = (
    r"(?:another|(?:an?|some|the|one of the) other|an?|one of the) (?:\w+ )?"
    r"(?:child(?:ren)?|boys?|girls?|kids?|lads?|toddlers?|pupils?|baby|babies)\b"
)
_BY_A_CHILD: Final = re.compile(
    rf"\b{_CHILD}(?: \w+){{0,3}}? (?:bit|bites|bitten)\b|\bbit(?:ten)?(?: \w+){{0,4}}? by {_CHILD}",
    re.IGNORECASE,
)
_THERE: Final = re.compile(
    r"\b(?:nursery|pre-?school|school|playgroup|childminder|reception|class|after-?school)\b",
    re.IGNORECASE,
)
#: Whoever is spoken of so may have done it, or say so; and what makes it less than told.
_MORE: Final = re.compile(
    r"\b(?:mu?o?a?m\w*|mother|dad\w*|father|parents?|carers?|step\w*|partner|husband|wife|boyfriend"
    r"|girlfriend|uncle|aunt\w*|gran\w*|nan\w*|brothers?|sisters?|siblings?|cousins?|family|man|men"
    r"|woman|women|adults?|staff|teachers?|home|house|but|not|no|never|\w+n['’]?t|claim\w*|doubt\w*"
    r"|however|unless|allege\w*|suppose\w*|other (?:bruise|mark|injur)\w*|old)\b|[?]",
    re.IGNORECASE,
)
#: What is left by it, and is left by nothing else.
_BITE: Final = re.compile(r"\bbit(?:e|es|ten)?\b", re.IGNORECASE)


@read_once
def bites_of_another_child(words: str) -> Sequence[Harm]:
    """Each bite that is seen, where all that is said is that another child bit them there."""
    said = as_spelt(words)
    is_told = _BY_A_CHILD.search(said) is not None and _THERE.search(said) is not None
    if not is_told or _MORE.search(said) is not None:
        return ()
    return tuple(one for one in harms_in(words) if _is_a_bite(one))


def _is_a_bite(harm: Harm) -> bool:
    return _BITE.search(harm.sentence, harm.start, harm.end) is not None
