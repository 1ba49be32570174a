"""Whether words of ours tell what somebody said or wants. Pure.

However a no is put, whoever quotes it says that somebody said or wanted something.
"""

from __future__ import annotations

import re
from typing import Final

from ..memo import read_once
from .readslikeano import but_for_a_no_denied, reads_like_a_no
from .sentences import sentences
from .wordsthatkeep import but_for_who_is_told

_SAYS: Final = (
    r"(?:said|says|saying|told|tells|asks?|asked|asking|answers?|answered|replied|texted|wrote|rang"
    r"|wants?|wanted|wish(?:es|ed)?|prefers?|preferred|hopes?|hoped|insist(?:s|ed)|refus\w+|declin\w+"
    r"|agree[sd]?|disagree[sd]?|object\w*|would|['’]?d (?:rather|sooner|like|prefer)"
    r"|(?:does|did|do|will|wo)(?:n['’]?t| not))"
)
_TELLS: Final = re.compile(
    r"\b(?:she|he|they|mu?o?a?m|mo|fa|dad|mother|father|parents?|child|young person|yp"
    rf"|(?-i:[A-Z])[a-z]+) ?(?:\w+ )?{_SAYS}\b|^\W*(?:said|says|told|asked|wants?|texted)\b",
    re.IGNORECASE,
)


_SOMEBODY: Final = (
    r"\b(?:she|he|they|mu?o?a?m|mo|fa|dad|mother|father|parents?|child|young person|yp"
    r"|(?-i:[A-Z])[a-z]+)"
)
_TOLD_US: Final = (
    r"(?:said|says?|saying|told|tells|asked|asks|replied|answered|texted|wrote|shouted|rang)"
)
_CONSENT: Final = r"(?:consent|agreement|permission)"
_WOULD_NOT: Final = (
    r"(?:refus\w+|declin\w+|object\w*|disagree[sd]?|withdr[ae]w\w*|against(?! the (?:clock|wall))"
    r"|want\w* (?:us|you|it|this|them|everything)(?: all)? (?:to )?(?:stop|go away|leave|end)\w*"
    r"|(?:will|would|can)(?: ?not|n['’]?t) (?:give|consent|agree|sign|allow|let)"
    r"|wo?n['’]?t (?:give|consent|agree|sign|allow|let)"
    r"|chang\w+ (?:her|his|their) minds?"
    r"|(?:not|never) (?:happy|keen|agree\w*|consent\w*)|non-?consent\w*"
    r"|(?:not|never) (?:yet )?(?:gave|given?|giving) (?:us |any |her |his |their )*#CONSENT"
    r"|adamant (?:that )?(?:we|you|they|nobody|no ?one) (?:\w+ )?(?:not|never|\w+n['’]?t)"
    r"|(?:does|did|do|is|was)(?:[ ]?n['’]?t| not) (?:want|agree|consent|wish|like|happy|keen"
    r"|(?:give|giving) (?:us |any |her |his |their )*#CONSENT))"
).replace("#CONSENT", _CONSENT)
#: As a label before what they said: "Mum: no", "Dad - no to school".
_AS_A_LABEL: Final = (
    r" ?[:–-] ?no\b(?! (?:longer|reply|answer|response|contact|concerns?|issues?|problems?|change))"
)
#: How it is put that they are against it: "is very much", "has always".
_HOW: Final = (
    r"(?:(?:is|are|was|were|has|have|had|been|very|much|always|really|totally|completely|strongly"
    r"|dead|still|now|since|both|already|again|also|just)[ ])*"
)
#: By whom is not the question where it is said of the consent itself.
_NO_CONSENT: Final = (
    rf"\bno {_CONSENT}\b(?! (?:is |was )?(?:needed|required|necessary)| forms?\b)"
    rf"|\b{_CONSENT} (?:was |is |has been |been )?"
    r"(?:refused|declined|withheld|withdrawn|revoked|rescinded|retracted|cancelled|taken back"
    r"|not given|denied)\b"
)
#: Whoever is old enough to decide asks that nobody is told: as far as a reader knows, that is how
#: they answered.
_DECIDES: Final = re.compile(
    r"\b(?:who is|aged?|is now|is) 1[67]\b|\b1[67] ?(?:yo|yrs?|years?)\b", re.IGNORECASE
)
#: What somebody said, as it is quoted.
_IN_QUOTES: Final = re.compile(r"[\"“]([^\"“”]+)[\"”]|(?<!\w)['‘]([^\n]+?)['’](?!\w)")
_AS_THEIRS: Final = re.compile(
    rf"(?:{_SOMEBODY}(?: \w+){{0,2}}|^\W*) ?(?P<said>{_TOLD_US})\b"
    rf"|(?:{_SOMEBODY}(?:['’]?s\b|, who [^,]+,)? ?(?:{_HOW}|\w+ )|^\W*|\basked \w+,? )"
    rf"{_WOULD_NOT}\b"
    rf"|{_SOMEBODY}{_AS_A_LABEL}"
    rf"|{_NO_CONSENT}",
    re.IGNORECASE,
)


@read_once
def quotes_a_no(words: str) -> bool:
    """Somebody said it, as far as it reads: that we cannot ask them is why we do not."""
    left = words if _DECIDES.search(words) else but_for_who_is_told(words)
    return _holds_one_in_quotes(words) or any(
        found["said"] is None or reads_like_a_no(one[found.start() :], quoted=True)
        for one in sentences(but_for_a_no_denied(left))
        for found in _AS_THEIRS.finditer(one)
    )


def _holds_one_in_quotes(words: str) -> bool:
    every = (one[1] or one[2] for one in _IN_QUOTES.finditer(words))
    return any(reads_like_a_no(but_for_who_is_told(one)) for one in every)


@read_once
def tells_what_was_said(words: str) -> bool:
    """As far as it reads."""
    return _TELLS.search(words) is not None
