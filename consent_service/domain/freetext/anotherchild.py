"""A nursery or a school tells that another child bit them: nobody at home did. Pure.

The words it may say so in are closed: beside any other whoever cares for them may have done it.
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
_THERE: Final = (
    r"(?:nursery|pre-?school|school|playgroup|childminder|reception|class|after-?school(?: club)?)"
)
_TELLS: Final = re.compile(
    rf"\b{_THERE}(?::| (?:says?|said|rang|called|phoned|reports?|reported|tells us|told us)\b)",
    re.IGNORECASE,
)
#: All that may stand around it. Whoever else is named, or says so, may have done it; several marks,
#: or one where no child of that age bites, are more than such a bite.
_AROUND: Final = """
a an the another other one of some child children boy girl kid lad toddler pupil in at on by to with
nursery preschool pre school playgroup childminder reception class after club his her their its
has was is he she they him them us that and bit bites bitten bite mark small little red single left
right upper lower arm forearm hand finger wrist shoulder elbow there here today yesterday this
morning afternoon during over play playtime lunch break toy says say said rang called phoned report
reports reported tells told accident form first aid given
"""
_KNOWN: Final = frozenset(_AROUND.split())
_WORD: Final = re.compile(r"[^\W_]+")
#: Somebody else says so, or it is asked.
_LESS: Final = re.compile(
    r"[?]|\b(?:told|tells)(?! us\b)|\b(?:s?he|they) (?:says?|said|told|tells|reports?)\b",
    re.IGNORECASE,
)
#: Of an injury that such a child is said to have done: whoever is of the home, and may have said
#: so; and what no child does to another, or where.
_OF_MORE: Final = re.compile(
    r"\b(?:mu?o?a?m\w*|mother|dad\w*|father|parents?|carers?|step\w*|partner|husband|wife|boyfriend"
    r"|girlfriend|ex|uncle|aunt\w*|gran\w*|nan\w*|brothers?|sisters?|siblings?|cousins?|family|m[ae]n"
    r"|wom[ae]n|adults?|home|house|claim\w*|doubt\w*|(?:strang|chok|throttl|burn|scald|fractur|broke)\w*"
    r"|throat|neck|chest|breasts?|thighs?|bottom|bum|buttocks?|groin|genital\w*|privates?)\b",
    re.IGNORECASE,
)
#: What is left by it, and is left by nothing else.
_BITE: Final = re.compile(r"\bbit(?:e|es|ten)?\b", re.IGNORECASE)


@read_once
def bites_of_another_child(words: str) -> Sequence[Harm]:
    """Each bite that is seen, where all that is said is that another child bit them there."""
    said = as_spelt(words)
    is_told = _BY_A_CHILD.search(said) is not None and _TELLS.search(said) is not None
    if (
        not is_told
        or _LESS.search(said) is not None
        or not _KNOWN.issuperset(_WORD.findall(said.casefold()))
    ):
        return ()
    return tuple(one for one in harms_in(words) if _is_a_bite(one))


def _is_a_bite(harm: Harm) -> bool:
    return _BITE.search(harm.sentence, harm.start, harm.end) is not None


def tells_more_than_a_child_did(words: str) -> bool:
    """Beside a code that says that a child from outside did it: another may be meant, or harm that
    goes beyond it.
    """
    every = (one for one in harms_in(words) if not (one.is_of_another_child or one.how == "seen"))
    return _OF_MORE.search(as_spelt(words)) is not None or not all(map(_is_a_bite, every))
