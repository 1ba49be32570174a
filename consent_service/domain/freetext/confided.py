"""Words in which somebody asks that somebody else does not hear what they tell. Pure."""

from __future__ import annotations

import re
from typing import Final

from ..memo import read_once
from ..writing import unaccented
from .spelt import as_spelt
from .tellsofharm import harms_in

_WORD: Final = re.compile(r"\w+")
#: How children ask it, in English and in Welsh, as words without accents and apostrophes: what
#: begins it, and within a few words after it what they mean. Where it is read into words that do
#: not say it a manager looks; where it is not, somebody is told.
_NOT: Final = re.compile(
    r"not|never|nobody|without|stop|cannot|(?:d|do|does|did|ca|wo|would|should|must|is|are|was|need)nt"
    r"|peidiwch|paid|peidio|ddim|na|nid|neb"
)
_HEARS: Final = re.compile(
    r"tells?|telling|told|say|saying|mention|findout|hears?|hearing|knows?|knowing"
    r"|d?dweud|deud|g?wybod|g?clywed|glywed|son"
)
_KEEP: Final = re.compile(r"keeps?|keeping|hides?|hiding")
_FROM: Final = re.compile(r"from|private|quiet|yourself")
#: "Kept in from play" is something else.
_IS_KEPT: Final = re.compile(r"kept|stays?")
_PRIVATE: Final = re.compile(r"private|quiet|hidden")
_SECRET: Final = re.compile(
    r"\b(?:secret(?:s|ly)?|confidential|in confidence|between us|between you and me"
    r"|g?c?yfrinach(?:ol)?)\b"
)
#: As it is heard.
_TO_NO: Final = re.compile(
    r"\b(not|want(?: (?!(?:it|this|that|you|us|me|to)\b)\w+){1,3}) to no\b"
    r"(?! (?:one|body|avail|more)\b)"
)
#: One word of two.
_NO_ONE: Final = re.compile(r"\bno one\b")
_FINDS_OUT: Final = re.compile(r"\bf(?:ind|inds|ound|inding) out\b")
_APART: Final = 7
#: Whom they may mean beside the family: that is no wish that somebody of it does not hear.
_OTHERS: Final = (
    r"(?:(?:every|any)(?:one|body)|people|(?:the )?(?:other )?(?:kids|children|girls|boys))"
    r" (?:in|at|from) (?:the |my |her |his |our )?(?:whole )?"
    r"(?:school|class|college|year|street|church)"
    r"|(?:(?:the|my|her|his|our|all|other|any) ){0,3}"
    r"(?:mates?|friends?|classmates?|(?:form )?tutors?|teachers?|neighbours?)"
)
#: The same of a service, which they name: it may tell the family, and then it is said how.
_SERVICES: Final = (
    r"(?:(?:the|my|our|any) )?(?:school|sch|college|nursery|gps?|doctors?|drs?|surgery"
    r"|hosp(?:ital)?|camhs|police|council|housing|social (?:services|workers?)|ss|mash|dentist"
    r"|(?:school )?nurses?|health visitors?|youth workers?|head of year|counsellors?|job ?centre)"
)
#: Somebody of the family is spoken of, or would hear of it: what stands before or behind is more.
_OF_THEM: Final = (
    r"(?:tell\w*|told|say\w*|let|but|mu?o?a?m\w*|dad\w*|parents?|father|mother|step\w+|nan\w*"
    r"|gran\w*|uncle|aunt\w*|brother|sister|him|her|them|family|home)"
)
_HEARS_BY_IT: Final = r"(?:ring\w*|rang|call\w*|phone\w*|text\w*|letters?|house|back to|find out)"
_HEAR: Final = r" (?:to )?(?:know|knowing|hear|hearing|findout|find out|be told)\b"
_TO_HEAR: Final = rf"(?:{_HEAR}|(?!{_HEAR}))"
_OUTSIDE: Final = re.compile(
    r"\b(?:not|never|without|do not|(?:d|do|did|does)nt)"
    r"(?: (?!(?:or|and|nor|n|mu?o?a?m\w*|dad\w*|parents?|step\w+|him|her|them|family)\b)\w+){0,3}?"
    rf" (?:(?:{_OTHERS})\b{_TO_HEAR}|{_SERVICES}\b{_TO_HEAR}(?!.{{0,80}}\b{_HEARS_BY_IT}\b))"
    # Nor where it goes on, to whom these would tell it, or with whose mother they mean.
    rf"(?! (?:or|and|nor)\b)(?!.{{0,80}}\b{_OF_THEM}\b)"
)
#: "I don't know" asks nothing, nor does "I don't mind".
_OF_MYSELF: Final = re.compile(
    r"\bi (?:do not|dont|dnt|didnt|did not) (?:really )?know\b|\b(?:do not|dont|dnt|doesnt) mind\b"
    r"(?!.*\b(?:but|except|just not|only not)\b)"
)


@read_once
def may_ask_not_to_tell(words: str) -> bool:
    """In these words somebody may ask that somebody else is not told, "yes but not mum" as well.
    They decide nothing: whom they mean, and whether they do, a manager says.
    """
    said = " ".join(_WORD.findall(re.sub("['’‘`´]", "", unaccented(as_spelt(words)))))
    said = _TO_NO.sub(r"\1 to know", said)
    said = _OUTSIDE.sub(" ", said)
    said = _OF_MYSELF.sub(" ", _NO_ONE.sub("nobody", _FINDS_OUT.sub("findout", said)))
    if _SECRET.search(said) or any(one.is_kept for one in harms_in(words)):
        return True
    every = ((_NOT, _HEARS), (_KEEP, _FROM), (_IS_KEPT, _PRIVATE))
    return any(_stand_near(said, begins, ends) for begins, ends in every)


def _stand_near(said: str, begins: re.Pattern[str], ends: re.Pattern[str]) -> bool:
    """One word of the first kind, and one of the second not far after it."""
    near = 0
    for word in said.split():
        if near and ends.fullmatch(word):
            return True
        near = _APART if begins.fullmatch(word) else max(near - 1, 0)
    return False
