"""How a sentence that tells of harm says who did it, and who is only named in it. Pure."""

from __future__ import annotations

import re
from typing import Final

from ..freetext.tellsofharm import Harm
from ..freetext.tellsofnobody import is_fear_for_children, is_of_strangers
from ..names.namedinprose import Named
from .whotold import is_done_to, says_so

#: Before what is feared: whoever stands before that is afraid.
_IS_AFRAID: Final = re.compile(
    r"(?:\s+(?:is|was|are|were|seem(?:s|ed)|feels?|felt|looks?|looked|gets?|got|has been))?"
    r"(?:\s+(?:very|really|so|too|quite|still|always))*\s*",
    re.IGNORECASE,
)
#: Between what was done and to whom.
_TO_WHOM: Final = re.compile(r"\s+(?:(?:my|our|the|their|his|her|little|baby|at)\s+)*")
#: The same of one more, where the clause goes on with nothing that they do: "me and Mum".
_AND_TO_WHOM: Final = re.compile(
    r"\s+(?:me|us|him|her|them|(?:the )?(?:kids|children|baby)) (?:and|&|n)\s+(?:(?:my|our|the|his"
    r"|her)\s+)?",
    re.IGNORECASE,
)
_GOES_ON: Final = re.compile(
    r"\s*(?:$|[.,;:!?)]|(?:when|if|at|on|in|last|every|again|because|cos|so|but|all)\b)",
    re.IGNORECASE,
)
#: Behind whoever is the safe one.
_IS_SAFE: Final = re.compile(
    r"\s+(?:is|was|has been)\s+(?:very |the |a )?(?:safe|protective|no (?:risk|danger|concern)"
    r"|not (?:a |the )?(?:risk|danger|concern))\b",
    re.IGNORECASE,
)
_THE_SAFE: Final = re.compile(r"\b(?:safe|protective)\s+$", re.IGNORECASE)
#: Behind whoever was somewhere else.
_ELSEWHERE: Final = re.compile(
    r"\s+(?:(?:was|were|is) ?n(?:ot|['’]?t) (?:there|in|home|at home|present|around)"
    r"|(?:was|is) (?:out(?= (?:of the house|at|with(?! (?:an?|the|his|her)\b)|when)\b|\s*(?:\.|$))"
    r"|away(?! with the)|asleep|at (?:work|nan['’]?s|the shops?)|in hospital))\b",
    re.IGNORECASE,
)
#: Whoever gets it may be fetching it, "gets the belt if I dont eat", unless it is off somebody.
_MAY_FETCH: Final = re.compile(
    r"g[eo]t\w* the (?:[\w-]+ ){1,2}?(?!(?:again )?(?:off|from)\b)(?:again|when|if)\b",
    re.IGNORECASE,
)
#: Between two who are said to be in it together.
_WITH: Final = re.compile(
    r"\s*(?:,|&|\+|\b(?:and|n|or|with)\b)\s*(?:(?:my|our|the|their|his|her)\s+)?", re.IGNORECASE
)
#: Before whoever a court or the police keep somebody from: they are safe by it, and not from it.
_KEPT_FROM: Final = re.compile(
    r"\b(?:bail\w*|injunction|non-?mol\w*|nmo|order|conditions?|conds?)\b[^.;!?]*"
    r"\b(?:near|contact(?:ing)?|approach\w*|from|with|protects?|protecting)\s+(?:\w+\s+(?:or|and|n|&)\s+)?$",
    re.IGNORECASE,
)
#: Whoever stands before it presses; before any other words of pressure stands who is pressed.
_PRESSES: Final = re.compile(
    r"told|tell|ma[dk]|forc|push|pressur|bull|guilt|threat|blackm|coerc|want|expect|need|warn|order"
    r"|begg|g[ai]v|left|leav|put",
    re.IGNORECASE,
)
#: Behind it stands who is pressed.
_WHO_IS_PRESSED: Final = re.compile(
    rf"\b(?:(?:{_PRESSES.pattern})\w*|let|lets|allows?|for)\s+(?:(?:my|our|the|their|his|her)\s+)?$",
    re.IGNORECASE,
)
_NAMED: Final = re.compile(r"\b(?!I\b)[A-Z][^\W\d_]+")
#: Whoever stands before it is like that, and it was not done to them.
_IS_LIKE_IT: Final = re.compile(
    r"violen\w+|abusive|coerciv\w+|controlling|inappropriate\w*|sexual\w*|naked|drunk|intoxicated"
    r"|passed out|unconscious|(?:handy|free|quick) with .*|knife|knives|guns?|weapons?",
    re.IGNORECASE,
)
_OF_SOMEBODY: Final = re.compile(
    r"\b(?:he|she|they|him|her|them|who|some(?:body|one)|any(?:body|one)|m[ae]n|wom[ae]n|adults?"
    r"|grown-?ups?|parents?|carers?|mu?o?a?m(?:my)?|mother|dad(?:dy)?|father|step\w+|partner|husband"
    r"|wife|(?:boy|girl)friend|bf|fella|bloke|ex|uncle|aunt\w*|gran\w*|nan\w*)(?:['’]?s)?\b",
    re.IGNORECASE,
)
#: How a child is where somebody is: whoever stands before it is the child, or with them.
_SHOWN: Final = "shown"
_SHRINKS_FROM: Final = re.compile(
    r"\b(?:when\w*|wen|while|if|until|till?|as soon as|every ?time|round|around|in front of|past"
    r"|about|cos)\b",
    re.IGNORECASE,
)
#: Whoever stands right before it is how it says, and did it to nobody: "W wets himself".
_IS_THEMSELVES_SO: Final = re.compile(
    r"flinch\w*|cower\w*|(?:wet|soil)\w* (?:him|her|them)sel\w+", re.IGNORECASE
)
#: What is feared is left unsaid: "scared of what happens when I get in".
_LEFT_UNSAID: Final = re.compile(
    r"(?:what|how|when\w*|if|(?:the )?next time|every ?time)\b", re.IGNORECASE
)
#: Of these much is feared that nobody of a family does.
_OF_OTHERS: Final = re.compile(
    r"\b(?:social|services?|ss|mash|council|court|judge|police|school|class|teachers?|exams?|tests?"
    r"|hosp\w*|doctors?|dr|dentist|nurse|people|others|landlord|money|rent|op|operation|birth"
    r"|labour|bab(?:y|ies)|job|work)\b",
    re.IGNORECASE,
)
_GETS_HOME: Final = re.compile(
    r"\b(?:I|we|they)\b(?:['’]?(?:m|re)| am| are)? (?:get|go|gets?|come|walk)?\w* ?"
    r"(?:in|back|home|indoors|there|up)\b|\bbehind (?:the )?closed doors?\b|\bindoors\b",
    re.IGNORECASE,
)
#: As which group of the table an injury stands there.
_SEEN: Final = "seen"
#: Before an injury: it was looked for, and not found; or whoever says so has it themselves.
_NOT_SEEN: Final = re.compile(
    r"\b(?:no|nil|without|never|not? (?:see|saw|seen|find|found|have|had))(?:[\s,/]+(?:an?|any|or"
    r"|of|and|other|further|new|old|visible|obvious|fresh|sign|signs|evidence|history|marks?|injur\w+"
    r"|cuts?|burns?|bruis\w+|fractur\w+|welts?|concerns?|seen|about|for))*[\s,/]*$",
    re.IGNORECASE,
)
_MINE: Final = re.compile(
    r"\bI(?:\W?m|\W?ve (?:got|been)| am| was| got| get| have(?: been| got)?| had)(?: \w+){0,2}\s*$"
)
#: By it is said whose doing an injury is; and directly behind it.
_DID_IT: Final = re.compile(
    r"\b(?:did (?:it|this|that|so|them|these)|caus(?:ed|es)|gave|inflict\w*|blam(?:es|ed)"
    r"|because of)\b",
    re.IGNORECASE,
)
_BY: Final = re.compile(r"\s+(?:by|from|off)\s", re.IGNORECASE)


def are_together(text: str, one: Named, other: Named) -> bool:
    """They are said to be in it together: "Dad and his brother"."""
    first, last = sorted((one, other))
    return _WITH.fullmatch(text, first.end, max(first.end, last.start)) is not None


def was_elsewhere(text: str, one: Named) -> bool:
    """Whoever is named so was not there."""
    return _ELSEWHERE.match(text, one.end) is not None


def is_not_it(text: str, harm: Harm, one: Named) -> bool:
    """Whoever is named so is who it was done to, who is afraid, or is kept safe."""
    if harm.is_done_to and one.start > harm.start:
        return one.start < harm.end
    if harm.is_taken:
        return one.start < harm.start and _MAY_FETCH.match(text, harm.start) is None
    if one.start >= harm.end:
        return not harm.is_fear and _is_done_to(text, harm, one)
    before = text[: one.start]
    if harm.how == _SHOWN and _SHRINKS_FROM.search(text, harm.start, harm.end):
        return one.end <= harm.start
    if _IS_SAFE.match(text, one.end) or _THE_SAFE.search(before) or _KEPT_FROM.search(before):
        return True
    between = text[one.end : harm.start]
    if _IS_THEMSELVES_SO.match(text, harm.start) and _IS_AFRAID.fullmatch(between):
        return True
    if harm.is_fear:
        is_afraid = text[harm.start : harm.end].lower() in ("afraid", "scared", "terrified")
        return (is_afraid or text[harm.start :].lower().startswith("frightened")) and bool(
            _IS_AFRAID.fullmatch(between)
        )
    what = text[harm.start : harm.end]
    is_passive = not (
        harm.is_done_to or what.lower().endswith("ing") or _IS_LIKE_IT.fullmatch(what)
    )
    return is_passive and is_done_to(harm, one)


def _is_done_to(text: str, harm: Harm, one: Named) -> bool:
    """Whoever is named behind it so is who it is done to, or one of these."""
    is_one_more = _AND_TO_WHOM.fullmatch(text, harm.end, one.start) is not None
    return _TO_WHOM.fullmatch(text, harm.end, one.start) is not None or (
        is_one_more and _GOES_ON.match(text, one.end) is not None
    )


def may_press(text: str, harm: Harm, one: Named) -> bool:
    """Whoever is named so may be who presses, and not who is pressed."""
    if one.start >= harm.start:
        return _WHO_IS_PRESSED.search(text[: one.start]) is None
    if not text[one.end : harm.start].strip():
        return _PRESSES.match(text, harm.start) is not None
    return not says_so(text, one)


def is_of_nobody(harm: Harm, *, is_adults: bool) -> bool:
    """An injury that was looked for and is not there; or that an adult has who says so, of whom no
    child's carer is suspected by that.
    """
    before = harm.sentence[: harm.start]
    is_mine = is_adults and _MINE.search(before) is not None
    return harm.how == _SEEN and (_NOT_SEEN.search(before) is not None or is_mine)


def is_unexplained(harm: Harm) -> bool:
    """An injury, and whoever is named beside it is not said to have done it."""
    text, end = harm.sentence, harm.end
    return harm.how == _SEEN and _DID_IT.search(text) is None and _BY.match(text, end) is None


def points_at_somebody(harm: Harm) -> bool:
    """Somebody does it or is feared, whoever that is: what is done is done by one. An injury of
    which that is not said points at nobody; nor does how a child is, or that an answer was pressed
    for, where nobody stands beside it; nor that somebody is afraid for children, or keeps strangers
    out.
    """
    if is_fear_for_children(harm) or is_of_strangers(harm):
        return False
    if harm.how == _SHOWN or harm.is_pressure:
        return is_of_somebody(harm.sentence)
    return not is_unexplained(harm)


def is_of_somebody(text: str) -> bool:
    """Somebody is spoken of there, as "he" or by what they are to a child."""
    return _OF_SOMEBODY.search(text) is not None


def names_another(said: str, harm: Harm) -> bool:
    """Some name stands there, and not at the beginning alone."""
    start = 0 if harm.feared is not None else 1
    return _NAMED.search(said, start) is not None


def is_left_unsaid(said: str, *, by_a_child: bool) -> bool:
    """What is feared is no thing and no person, and comes at home, whatever is named beside that;
    of a child, wherever, unless something is named of which others are.
    """
    if _LEFT_UNSAID.match(said) is None:
        return False
    if _GETS_HOME.search(said) is not None:
        return True
    return by_a_child and _OF_OTHERS.search(said) is None
