"""What of words that tell of harm says that somebody does none: "mum doesn't hurt us". Pure.

Only what is said plainly, and by itself. Beside any other harm, and where it is said to be so only
sometimes, by somebody of themselves, or by whoever only says what another said, it stands as harm.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ..memo import read_once
from .spelt import spelt
from .tellsofharm import Harm, harms_in

#: Who does none: as one word, where the clause begins.
_WHO: Final = (
    r"(?:(?<![\s\S])|(?<=[,;] )|(?<=\band ))"
    r"(?:(?:my|our|his|her|their|the) )?"
    r"(?P<who>(?!(?:I|we|you|it|who|nobody|they|this|that)\b)[^\W\d_]+(?:['’]?s)?)"
)
_NOT: Final = (
    r"(?:(?:has|had|would|does|did) )?(?:never(?: ever| once)?"
    r"|(?<=has )not|(?:has|had|would|does|did|do)(?: not|n['’]t)(?: ever)?)"
)
_HARM: Final = r"(?:hurt|hit|harm|smack|slap|beat|kick|punch)(?:s|ed|p?ing|ped|en)?"
_CHILDREN: Final = r"(?:the|my|our|his|her|their|any of the) (?:\w+ )?(?:kids|children|boys|girls)"
_WHOM: Final = rf"(?P<whom>me|us|him|her|them|any of us|{_CHILDREN})"
_DENIED: Final = re.compile(
    rf"{_WHO} {_NOT} {_HARM} {_WHOM}(?P<rest>[.!?;)”\"’']*$|,.*$| and .*$)", re.IGNORECASE
)
#: Behind it: it is so only then, or somebody else does it.
_ONLY_THEN: Final = re.compile(
    r"\b(?:but|only|just|not|sometimes|except|unless|when\w*|while|if|until|till?|since|cos|coz"
    r"|because|as|so|any ?more|now|yet|again|like|though|tho|does|did|do|was|is it|it was|much"
    r"|really|mostly|usually|some(?:body|one)|another|instead|he|his|him|dad\w*|before)\b",
    re.IGNORECASE,
)
#: So begins a sentence that takes back the one before it.
_TAKEN_BACK: Final = re.compile(
    r"\W*(?:but|only|just|not|sometimes|except|unless|when|if|well|much|mostly|usually|any ?more"
    r"|or|well|honest|(?:\w+ )?\w+ (?:does|did|do)\b(?!n))\b",
    re.IGNORECASE,
)
#: Whoever says so was asked to.
_HAD_TO_SAY: Final = re.compile(
    r"\b(?:to|must|should|can|will|gotta|not allowed) (?:say|tell|swear)\b"
    r"|\bsay(?:ing)? (?:that|this|it)\b"
    r"|\bpromis\w*|\bswear\b",
    re.IGNORECASE,
)
_PRONOUN: Final = re.compile(r"s?he(?:['’]?s)?", re.IGNORECASE)
_THEIRS: Final = re.compile(r"me|us|any of us", re.IGNORECASE)
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


def denied_in(words: str, *, by_an_adult: bool = False) -> Sequence[Harm]:
    """Each harm in them that is only said not to be done. What an adult of a family says so of
    themselves, or of what is done to them, may be said because of whoever does it.
    """
    return [one for one in _denied_in(words) if not (by_an_adult and _is_close(one))]


@read_once
def _denied_in(words: str) -> tuple[Harm, ...]:
    every = [one for one in harms_in(words) if not one.is_kept]
    denied = [one for one in every if _denial(one) is not None]
    if not denied or _is_taken_back(words, denied):
        return ()
    others = (one for one in every if one not in denied)
    return tuple(denied) if all(map(tells_of_nobody, others)) else ()


def _denial(harm: Harm) -> re.Match[str] | None:
    """The clause in which it stands as what is not done, with nothing behind it that limits it."""
    read = spelt(harm.sentence)
    found = _DENIED.search(read.text)
    if found is None or _ONLY_THEN.search(found["rest"]):
        return None
    begins, ends = read.typed_at(found.start()), read.typed_at(found.start("rest"))
    return found if begins <= harm.start < ends else None


def _is_close(harm: Harm) -> bool:
    found = _denial(harm)
    if found is None:
        return True
    return bool(_PRONOUN.fullmatch(found["who"]) or _THEIRS.fullmatch(found["whom"]))


def _is_taken_back(words: str, denied: Sequence[Harm]) -> bool:
    """What comes right behind one of them takes it back, or somebody had them say it."""
    behind = (words.partition(one.sentence)[2].lstrip(" .!;\n") for one in denied)
    is_said_for = "?" in words or _HAD_TO_SAY.search(words) is not None
    return is_said_for or any(_TAKEN_BACK.match(one) for one in behind)


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
