"""Whether words of ours tell what somebody said or wants. Pure.

However a no is put, whoever quotes it says that somebody said or wanted something.
"""

from __future__ import annotations

import re
from typing import Final

from ..memo import read_once

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


@read_once
def tells_what_was_said(words: str) -> bool:
    """As far as it reads."""
    return _TELLS.search(words) is not None
