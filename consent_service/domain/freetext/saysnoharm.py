"""What of words that tell of harm says that somebody does none: "mum doesn't hurt us". Pure.

Only what is said plainly, and by itself. Beside any other harm, and where it is said to be so only
sometimes, by somebody of themselves, or by whoever only says what another said, it stands as harm.
Whoever works with a family says it of what they think, or know of: "we don't think anyone does".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
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
#: How whoever works with a family says so, of anybody or of one: they were asked what they know.
_DO_NOT: Final = r"(?:(?:I|we) )?(?:do|did|would|have) ?n(?:ot|['’]?t)(?: got)?"
_ANY: Final = r"any ?(?:one|body)|either (?:parent|of them)|any of (?:them|the (?:adults|parents))"
_NO_EVIDENCE: Final = (
    r"(?:no|nothing|any) (?:evidence|signs?|indications?|suggestions?|reasons?)?"
    r" ?(?:that|of|to (?:think|believe|suspect|say|suggest|indicate)(?: that)?)"
)
_UNKNOWN: Final = (
    rf"{_DO_NOT} (?:\w+ly )?(?:think|believe|suspect|know of|know that)(?: that)?"
    rf"|{_DO_NOT} have {_NO_EVIDENCE}"
    rf"|(?:(?:we|I) have |there is |there['’]?s )?{_NO_EVIDENCE}"
    r"|(?:(?:we|I)(?:['’]?re| are|['’]?m| am) )?(?:not aware|unaware)(?: of| that)?"
)
_ONE: Final = rf"(?:{_ANY}|(?!(?:I|we|you|it|this|that|there)\b)[^\W\d_]+)"
_DOES: Final = rf"(?:is |has |would |has been |is being )?{_HARM}"
_NOT_KNOWN: Final = re.compile(
    r"(?:(?<![\s\S])|(?<=[,;] )|(?<=\band ))"
    rf"(?:(?:{_UNKNOWN}) {_ONE}|nobody|no ?one) {_DOES} (?:{_WHOM}|either of them)"
    r"(?: at home)?"
    r"(?: as far as (?:we|I)(?:['’]?re| are|['’]?m| am)? (?:know|aware|can (?:see|tell)))?"
    r"(?P<rest>[.!?;)”\"’']*$|,.*$| and .*$)",
    re.IGNORECASE,
)
#: Before it: it is what another said.
_ANOTHER_SAYS: Final = re.compile(
    r"\b(?:says?|said|told|tells|claims?|claimed|states?|stated|reports?|reported|den(?:ies|ied)"
    r"|insists?|insisted)\b",
    re.IGNORECASE,
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


def denied_in(words: str, *, by_an_adult: bool = False, by_us: bool = False) -> Sequence[Harm]:
    """Each harm in them that is only said not to be done. What an adult of a family says so of
    themselves, or of what is done to them, may be said because of whoever does it. `by_us`: whoever
    wrote it works with the family, and says nobody else's words.
    """
    found = _denied_by_us(words) if by_us else _denied_in(words)
    return [one for one in found if not (by_an_adult and _is_close(one))]


@read_once
def _denied_in(words: str) -> tuple[Harm, ...]:
    return _all_denied(words, _denial)


@read_once
def _denied_by_us(words: str) -> tuple[Harm, ...]:
    return _all_denied(words, lambda harm: _denial(harm) or _denial(harm, _NOT_KNOWN))


def _all_denied(words: str, is_denied: Callable[[Harm], object]) -> tuple[Harm, ...]:
    every = [one for one in harms_in(words) if not one.is_kept]
    denied = [one for one in every if is_denied(one)]
    if not denied or _is_taken_back(words, denied):
        return ()
    others = (one for one in every if one not in denied)
    return tuple(denied) if all(map(tells_of_nobody, others)) else ()


def _denial(harm: Harm, said: re.Pattern[str] = _DENIED) -> re.Match[str] | None:
    """The clause in which it stands as what is not done, with nothing behind it that limits it."""
    read = spelt(harm.sentence)
    found = said.search(read.text)
    if found is None or _ONLY_THEN.search(found["rest"]):
        return None
    if said is _NOT_KNOWN and _ANOTHER_SAYS.search(read.text, 0, found.start()):
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
