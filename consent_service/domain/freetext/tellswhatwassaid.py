"""Whether words of ours tell what somebody said or wants. Pure.

However a no is put, whoever quotes it says that somebody said or wanted something.
"""

from __future__ import annotations

import re
from typing import Final

from ..memo import read_once
from .readslikeano import reads_like_a_no
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
    r"(?:said|says|saying|told|tells|asked|asks|replied|answered|texted|wrote|shouted|rang)"
)
_WOULD_NOT: Final = (
    r"(?:refus\w+|declin\w+|object\w*|disagree[sd]?|withdr[ae]w\w*|against"
    r"|not (?:happy|keen|agree\w*)"
    r"|(?:does|did|do|is|was)(?:[ ]?n['’]?t| not) (?:want|agree|consent|wish|like|happy|keen))"
)
_AS_THEIRS: Final = re.compile(
    rf"(?:{_SOMEBODY}(?: \w+){{0,2}}|^\W*) ?(?P<said>{_TOLD_US})\b"
    rf"|(?:{_SOMEBODY} ?(?:\w+ )?|^\W*|\basked \w+,? ){_WOULD_NOT}\b",
    re.IGNORECASE,
)


@read_once
def quotes_a_no(words: str) -> bool:
    """Somebody said it, as far as it reads: that we cannot ask them is why we do not."""
    return any(
        found["said"] is None or reads_like_a_no(one[found.start() :], quoted=True)
        for one in sentences(but_for_who_is_told(words))
        for found in _AS_THEIRS.finditer(one)
    )


@read_once
def tells_what_was_said(words: str) -> bool:
    """As far as it reads."""
    return _TELLS.search(words) is not None
