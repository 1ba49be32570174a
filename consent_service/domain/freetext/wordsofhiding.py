"""How it is told that somebody keeps a child from being seen undressed, or looked at by a doctor:
lines of the table of harm (`wordsofharm.py`). Pure.
"""

from __future__ import annotations

from typing import Final

#: That a child minds it is usual: "she does not want to be undressed".
HIDES: Final = r"""
#would_not (?:want|let|allow)(?:ed)? (?!to\b)(?:\w+ ){1,5}#bared
refus\w* (?:to (?:let|allow) |for )(?:\w+ ){1,5}#bared
"""
LISTS: Final = {
    "bared": (
        r"(?:undress\w*|unclothed|stripped(?: off)?|examin(?:e|es|ed|ing)"
        r"|look(?:ed)? (?:her|him|them) over)"
    ),
    "would_not": r"(?:did|does|do|would|wo|will)(?: not|n['’]?t)",
}
