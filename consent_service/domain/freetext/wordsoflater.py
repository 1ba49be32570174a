"""Words by which a yes begins later: a table, and no rule. Pure.

"Ok from Jan" is a yes, and none of today. Whoever typed it says from which day it holds; what is
usual to say of another day, that they are away from Monday, is of something else: so is where
somebody is from then, and where a letter goes. Behind a yes it is the yes that begins then,
whatever else is so on that day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..memo import read_once
from .wordtables import FoundLine, WordTable

_DAYS: Final = (
    r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?"
    r"|sat(?:urday)?|sun(?:day)?)"
)
_MONTHS: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_CALENDAR: Final = (
    r"(?:(?:the |next |this coming |coming |his |her |their |our |my )*(?:new year|new term"
    r"|half[- ]?terms?|easter|xmas|christmas|ramadan|eid|holidays?|hols|weekend|summer|autumn"
    r"|spring|winter|birthday)|next (?:week|month|term|year)|tomorrow|tmrw|tomoz|2moro)"
)
_DATES: Final = (
    rf"(?:(?:the )?\d{{1,2}}(?:st|nd|rd|th)(?:(?: of)? {_MONTHS})?|\d{{1,2}} {_MONTHS}"
    rf"|{_MONTHS} \d{{1,2}}|\d{{1,2}}[/.]\d{{1,2}}(?:[/.]\d{{2,4}})?)"
)
#: Who is somewhere, as it is typed: "I'm at", "were with", "she'll be in".
_SHE_IS: Final = (
    r"(?:(?:I|we|she|he|they|mum|dad|kids|children|baby|boys|girls|(?-i:[A-Z])[a-z]+)"
    r"(?:['’]?(?:m|re|s)|['’]?(?:ll|d) be| am| is| are| (?:will|gonna|going to|might) be))"
)
#: Where: no service, and nothing that is agreed.
_AT: Final = r"(?:(?:just|now|back|over|up|down|out) )?(?:at|in(?! on\b)|with|w/?|round|near)"
_A_WORD: Final = r"(?!(?:agree\w*|favour|it|this|that|you|shar\w+|touch|yes|ok)\b)[\w'’/]+"
_THEIRS: Final = r"(?:(?:my|our|her|his|their|the) )?"
_KINS: Final = r"(?:nan|gran|sis|sister|mum|dad|brother|mate|aunty?|uncle)\w*['’]?s"
#: Where a letter finds somebody: what is written to elsewhere may be whoever is asked.
_LETTERS: Final = rf"(?:{_THEIRS}(?:{_KINS}|(?:\w+ )?(?:house|address|flat|hotel|b&b)))"
#: Where somebody lives for a while.
_THERE: Final = (
    rf"(?:{_THEIRS}(?:{_KINS}"
    r"|(?:\w+ )?(?:house|home|address|flat|refuge|place|hospital|hosp|hostel|hotel|b&b)))"
)
_LISTS: Final = {
    "at": _AT,
    "a_word": _A_WORD,
    "there": _THERE,
    "letters": _LETTERS,
    "she_is": _SHE_IS,
    "from": r"(?:from|after|since|on|until|till?)",
    "time": rf"(?:{_CALENDAR}|{_DATES}|(?:next |this coming |coming )?(?:{_DAYS}|{_MONTHS}))",
    "calendar": _CALENDAR,
    "months": _MONTHS,
    "yes": r"(?:yes|yeah|ok|okay|fine|happy|agree[ds]?|consents?)",
    # By these it is said where somebody is, or when they may be reached.
    "away": r"(?:off|away|back|home|free|out|leave|hols?|holidays?|work\w*|job|shifts?|nights"
    r"|available|moved|moving|staying|stays|living|excluded|course|respite|letter|message)",
    "reach": r"(?:ring|rang|rung|call(?:ed)?|phoned?|text(?:ed)?|visit(?:ed)?|come|meet|met|see|saw"
    r"|spoke|speak|talk|try|contact (?:me|her|him|them))",
    "kept": r"(?:address|phone|fone|number|num|mobile|flat|house|place|job|school|sim)",
    "begins": r"(?:starting|starts?|started|beginning|begins?)",
    "is": r"(?: is| are| was|['’]?s)?",
}
_OF_ELSE: Final = r"""
#away (?:\w+ )?(?:from|after|since) #time
#reach (?:\w+ ){0,3}?(?:from|after|on|before|until|till) #time
(?:school|nursery|work|term|college|course|job|he|she|they|who|baby)#is #begins(?: back)?
    (?: on| in| from)? #time
#begins (?:\w+ ){1,4}?(?:on|in|from|next|after) ?#time
from #time(?= ?(?:to|-|–|until|till|til|through)\b)
(?:from|after) #time['’]s
"""
#: Where somebody is, or is written to, from then: of something else, unless the yes hangs on it.
_WHERE: Final = r"""
(?<!when )(?<!if )(?<!while )(?<!once )(?<!unless )(?<!until )(?<!as )#she_is
     #at (?:#a_word ){1,4}?#from #time
(?<!\w )(?:(?:the|my|our) )?(?:mum|dad|kids|children|baby|boys|girls) #at
     (?:#a_word ){1,4}?#from #time
(?<!\w )(?:in #there|at #letters) #from #time
(?:staying|stays|stopping|sleeping|living|lives|moving|moved|moves|going|goes|gone)
     (?:in |back |over )?(?:to|with|w/?|at) (?:my|our|her|his|their) (?:\w+ ){1,3}?#from #time
(?:gone|off) to (?:\w+ ){1,3}?#from #time
(?:new|different|another|temporary|temp) #kept #from #time
(?:new|my|our|her|his|their) #kept (?:\w+ ){0,2}?chang\w+ #from #time
(?:post|send|write)\w* (?:\w+ ){0,3}?to #letters #from #time
"""
_BEGINS_LATER: Final = r"""
(?:as )?from #time
(?:as of|w\.?e\.?f\.?|effective|with effect from|not (?:until|till|til|before)) #time
(?:starting|beginning|commencing|starts|begins)(?: from| on| in)? #time
after (?:#calendar|#months)
once (?!it\b|that\b|this\b|we\b|you\b|or\b|and\b|but\b|again\b|more\b|only\b|a\b)
    (?:\w+ ){1,3}?(?:has|have|had|is|are|gets?|comes?)
once (?:she|he|they|I|mum|dad|baby)['’]?(?:s|ve|re|d)
#yes,?(?: but)?(?: only| just)?(?: for| in| from)? (?:next (?:week|month|term|year)|the new year)
    (?!['’]s)
"""
#: Of something else as well, but behind a yes.
_BUT_BEHIND_A_YES: Final = r"""
from #time(?=,? (?:#she_is #at #a_word|(?:I|we|she|he|they) (?:live|stay|move)\w*\b))
"""
#: By group: of something else, and of when it begins.
LATER: Final = WordTable(
    _LISTS, else_=_OF_ELSE, where=_WHERE, but_behind_a_yes=_BUT_BEHIND_A_YES, later=_BEGINS_LATER
)
_BEHIND: Final = "but_behind_a_yes"
_YES: Final = r"(?:yes|yeah|yep|yup|ok(?:ay)?|fine|happy|sure|agree\w*|consent\w*)"
#: The sentence up to there says yes.
_BEHIND_A_YES: Final = re.compile(rf"\b(?:{_YES}|(?:you|u|they) can)\b[^.!?;\n]*\Z", re.IGNORECASE)
#: The sentence up to there makes it a condition, or what is agreed to.
_HANGS_ON_IT: Final = re.compile(
    r"\b(?:only|after|provid(?:ed|ing)|long as|soon as|when|whenever|if|once|unless|until|till"
    r"|while|whilst|from when|assuming)\b[^.!?;\n]*\Z"
    rf"|\b{_YES},?(?: (?:but|just|for|you|u|they|can|to|share|sharing|talk|speak|ask|go|going))*"
    r" (?:to|with)(?: \w+)? \Z",
    re.IGNORECASE,
)
#: Where somebody is, up to the day.
_UP_TO_WHEN: Final = re.compile(r"^.+ (?:from|after|since|on|until|till?)(?= )", re.IGNORECASE)
#: Behind it the sentence says what follows from it.
_SO_THEN: Final = re.compile(
    rf"[^.!?;\n]*?\b(?:then|so,? (?:(?:it|that)['’]?s )?(?:{_YES}|(?:you|u|they|we) can)\b)",
    re.IGNORECASE,
)
#: Behind a yes it may be of that: "I'm in support", "going to my GP". A place is none.
_MAY_BE_OF_THE_YES: Final = re.compile(r"\b(?:in|with|w/?|going to|goes to)(?= )", re.IGNORECASE)
_IS_A_PLACE: Final = re.compile(rf" {_THERE}\b", re.IGNORECASE)


def _of_later(words: str) -> Iterator[FoundLine]:
    for one in LATER.found_in(words):
        is_of_it = one.group == "where" and _is_of_the_yes(words, one)
        if one.group == "later" or is_of_it or (one.group == _BEHIND and _is_behind(words, one)):
            yield one


def _is_behind(words: str, one: FoundLine) -> bool:
    return _BEHIND_A_YES.search(words[: one.start]) is not None


def _is_of_the_yes(words: str, one: FoundLine) -> bool:
    """Where somebody is from then is when the yes begins: it hangs on that, or is said of it."""
    if _HANGS_ON_IT.search(words[: one.start]) or _SO_THEN.match(words, one.end):
        return True
    at = _MAY_BE_OF_THE_YES.search(words, one.start, one.end)
    return at is not None and not _IS_A_PLACE.match(words, at.end()) and _is_behind(words, one)


@read_once
def begins_later(words: str) -> bool:
    """A later beginning is named in it, as far as it reads."""
    return any(True for _ in _of_later(words))


@read_once
def when_in(words: str) -> str:
    """What names it, and nothing else: it reads as one by itself."""
    return ", ".join(_UP_TO_WHEN.sub("from", words[a:z]) for a, z, _ in _of_later(words))


@read_once
def but_for_when(words: str) -> str:
    """Without what names it."""
    parts, at = list[str](), 0
    for one in _of_later(words):
        parts.append(words[at : one.start])
        at = one.end
    return " ".join((*parts, words[at:]))
