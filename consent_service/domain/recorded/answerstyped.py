"""What may be typed as somebody's answer, and as how they gave it. Pure."""

from __future__ import annotations

from typing import Final

from .joinedelsewhere import ON_ANOTHER_FILE
from .members import code

#: Answers that are given by what was done, and not typed as one.
OTHERWISE: Final = ("ASK_ATTEMPTED", "WITHDRAWN", "ENTERED_IN_ERROR", "NOT_CLEAR")
#: Answers as others write them, where somebody has to be heard by what was typed: of what was not
#: typed as a yes the no in it alone is kept, whatever it is read as.
SAID_OTHERWISE: Final = (
    *(("YES", "AGREED"), ("AGREED", "AGREED")),
    ("AGREED_IN_PART", "AGREED_IN_PART"),
    ("NO", "REFUSED"),
    ("REFUSED", "REFUSED"),
    ("WITHDRAWN", "REFUSED"),
    ("UNDECIDED", "UNDECIDED"),
)
#: How something was said. That nobody wrote it down is no way to say yes: it stands where a no is
#: kept that was not typed whole.
HOW_SAID: Final = code("methods", but=("NOT_KNOWN", ON_ANOTHER_FILE))
