"""What of words that tell of harm says of nobody that they did it: a mother is afraid for her
children, a door is kept shut against strangers. Pure.
"""

from __future__ import annotations

import re
from typing import Final

from .tellsofharm import Harm

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


def tells_of_nobody(harm: Harm) -> bool:
    """It says of nobody that they did it: another than whoever says so is afraid, and not of whom;
    somebody is, for children; or strangers are kept out.
    """
    if is_fear_for_children(harm) or is_of_strangers(harm):
        return True
    is_anothers = _ANOTHER_IS.search(harm.sentence[: harm.start]) is not None
    return harm.is_fear and is_anothers and _OF_WHAT.match(harm.sentence, harm.end) is None
