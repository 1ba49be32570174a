"""What of words that tell of harm says that somebody does none: "mum doesn't hurt us". Pure.

Only a child's own words, said plainly, of what is done to them, and beside nothing that is not
known to be harmless: whatever else is said there may be what is done, or who had them say so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ..memo import read_once
from .sentences import sentences
from .spelt import as_spelt
from .tellsofharm import Harm, harms_in

#: Who does none: as one word. What was not done that once says nothing of other days.
_WHO: Final = (
    r"(?:(?:my|our) )?(?!(?:I|we|you|it|who|nobody|they|this|that|these|those|\w+ing|belts?|sticks?"
    r"|slippers?|smack\w*|hands?|fists?)\b)[^\W\d_]+(?:['’]?s)?"
)
_NOT: Final = (
    r"(?:(?:has )?never(?: ever| once)?|does(?: not|n['’]t)(?: ever)?|do(?: not|n['’]t)(?: ever)?"
    r"|has(?: not|n['’]t) ever)"
)
_HARM: Final = r"(?:hurt|hit|harm|smack|slap|beat|kick|punch)(?:s|ed|en)?"
#: Whom somebody loves, or where they want to be. It stands beside a denial and limits nothing.
_WHOM: Final = r"(?:(?:my|our) )?(?!(?:not?|it|\w+ing)\b)[^\W\d_]+"
_HARMLESS: Final = (
    rf"I (?:really |do )?love {_WHOM}|I(?:['’]d| would)? (?:just )?(?:want|like|love) to stay"
    rf"(?: (?:here|at home|with {_WHOM}))?"
)
_DENIED: Final = re.compile(
    rf"\W*{_WHO} {_NOT} {_HARM} (?:me|us|any of us)(?:(?: and|,) (?:{_HARMLESS}))?\W*",
    re.IGNORECASE,
)
_BESIDE: Final = re.compile(rf"\W*(?:{_HARMLESS})?\W*", re.IGNORECASE)
_CHILDREN: Final = r"(?:the|my|our|his|her|their|any of the) (?:\w+ )?(?:kids|children|boys|girls)"
#: Before being afraid: another than whoever says so is.
_ANOTHER_IS: Final = re.compile(
    r"(?:\b(?:s?he|mu?m\w*|dad\w*|(?-i:[A-Z])\w+)(?:['’]?s)?|\bwho)"
    r"(?: (?:is|was|gets?|got|feels?|felt|looks?|looked|seems?))?"
    r"(?: (?:so|very|really|too|just))*\s+$",
    re.IGNORECASE,
)
_OF_WHAT: Final = re.compile(r"\s+(?:of|by|when|if|at|what|in case|that)\b", re.IGNORECASE)
#: For whom somebody is afraid: it is no sign of who is feared.
_FOR_THEM: Final = re.compile(rf"\s+for (?:them|{_CHILDREN})(?! \w+)", re.IGNORECASE)
#: Whoever is kept out comes from outside, and is not one but many.
_KEPT_OUT: Final = re.compile(
    r"\W*(?:so|to stop|in case|to keep)(?: that)? (?:the |some |these )?"
    r"(?:men|people|strangers|burglars|robbers|voices|monsters)\b",
    re.IGNORECASE,
)


def is_fear_for_children(harm: Harm) -> bool:
    """Somebody is afraid for them, and of what is not said."""
    return harm.is_fear and _FOR_THEM.match(harm.sentence, harm.end) is not None


def is_of_strangers(harm: Harm) -> bool:
    """A door is kept shut against many from outside."""
    is_a_door = harm.sentence[harm.start : harm.end].lower().endswith("the door")
    return is_a_door and _KEPT_OUT.match(harm.sentence, harm.end) is not None


@read_once
def denied_in(words: str) -> Sequence[Harm]:
    """Each harm in words of a child's own that is only said not to be done to them."""
    if "?" in words:
        # Somebody asked them.
        return ()
    every = [as_spelt(one) for one in sentences(words)]
    rest = [one for one in every if not _DENIED.fullmatch(one)]
    return tuple(harms_in(words)) if all(map(_BESIDE.fullmatch, rest)) else ()


def tells_of_nobody(harm: Harm) -> bool:
    """It says of nobody that they did it: another than whoever says so is afraid, and not of whom;
    somebody is, for children; or strangers are kept out.
    """
    return (
        is_fear_for_children(harm)
        or is_of_strangers(harm)
        or (
            harm.is_fear
            and _ANOTHER_IS.search(harm.sentence[: harm.start]) is not None
            and _OF_WHAT.match(harm.sentence, harm.end) is None
        )
    )
