"""Words by which somebody else says yes for whoever is asked: a table, and no rule. Pure.

Each line is a pattern. `~` stands for somebody else, by a name, by what they are to others or by
what they do, and `@` for one of these who is family or near. In the place of a name stand `§`, of
anybody else, and `¤`, of whoever is asked. `%` stands for "he" or "she" as somebody else, and `&`
as whoever is asked; `%them` and `%whose` for what that one is called behind a verb, and what is
theirs; `#yes`, `#says`, `#replied` and `#is` for a yes, and for how it was said. A blank stands for
several too. A line more is welcome: it is only asked about.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

#: In the place of whoever is named in it: somebody else, and whoever is asked.
OTHER: Final = "§"
ASKED: Final = "¤"

#: It begins where a word does: in a long one it is not looked for once more at each letter.
_BEFORE: Final = r"(?:(?<!\w)(?:(?:her|his|their|my|our|the|an?) )?(?:\w+ )?)?"
_NEAR: Final = (
    rf"{_BEFORE}"
    r"(?:§|\b(?:son|daughter|child|cousin|niece|nephew|friend|mate|neighbour|relative)\b)"
)
_ANYBODY: Final = (
    rf"{_BEFORE}"
    r"(?:§|\b(?:son|daughter|child|cousin|niece|nephew|friend|mate|neighbour|relative|school|nursery"
    r"|college|(?:head ?)?teacher|nurse|doctor|gp|surgery|health visitor|midwife|(?:social|key"
    r"|support) ?worker|police|officer|solicitor|referrer|agency|hospital)\b)"
)
_SAYS: Final = (
    r"(?:says?|said|saying|(?:tells?|told|assures?|assured)(?: (?:us|me))?|thinks?|thought|reckons?"
    r"|confirms?|confirmed|reports?|reported|states?|stated|let (?:us|me) know)"
)
_REPLIED: Final = (
    r"(?:replied|answered|responded|texted|wrote|messaged|e-?mailed|signed|typed|pressed|clicked"
    r"|ticked|filled|spoke)"
)
_IS: Final = (
    r"(?:(?: (?:is|was|would be)|['’]s) (?:\w+ )?(?:happy|fine|ok|okay|willing|content|agreeable"
    r"|good|al ?right|in agreement|for it)| (?:agree[sd]?|consent(?:s|ed)?|sa(?:ys|id) (?:yes|ok)"
    r"|do(?:es)?(?: not|n['’]?t) mind|gave (?:her |his )?(?:consent|permission|agreement)))"
)
_YES: Final = r"(?:yes|yeah|yep|ok(?:ay)?|agree[sd]?|fine|happy|sure)"

#: Of somebody who is asked: what is said of them by whoever speaks themselves is their own.
_REPORTED: Final = r"""
~ #says\W{0,4}(?:that )?\W?(?:yes|yeah|ok(?:ay)?|go ahead)
~ #says\W{0,4}(?:that )?\W?it(?:['’]?s| is) (?:ok(?:ay)?|fine|al ?right)
~ #says\W{0,4}(?:that )?(?:&|[¤§])#is
\b% #says\W{0,4}(?:that )?(?:&|[¤§])#is
"""
_SPOKEN_FOR: Final = r"""
\b#yes\W{1,5}(?:says?|said|replied|answered|texted|wrote|messaged) ~(?=\W*$|\s*[.,;:!?)])
\b#yes\W{1,5}(?:according to|told by|reported by) ~(?=\W*$|\s*[.,;:!?)])
\b#yes\W{1,5}(?:via|through|from|by|per) @
@ (?:has |had |just )?#replied\b
\b(?:answer|repl|sp(?:eak|oke)|respond|talk)\w* (?:\w+ )?for (?:me|them|%them|¤|§)(?!\w)
\b(?:consent|agreement|permission|yes) (?:was )?(?:given|granted|confirmed) by @
\bon (?:my|their|%whose|[¤§](?:['’]s)?) behalf\b
"""
#: By whether it is a woman or a man who is asked: who else that is not, who they are, and whose.
_WORDS: Final[Mapping[str, tuple[str, str, str, str]]] = {
    "MOTHER": ("(?:he|they)", "(?:she|they)", "her", "her"),
    "FATHER": ("(?:she|they)", "(?:he|they)", "him", "his"),
    "": ("(?:she|he|they)", "(?:she|he|they)", "(?:her|him)", "(?:her|his)"),
}


@cache
def reported_by_another(role: str) -> re.Pattern[str]:
    """That somebody else says what they say."""
    return _compiled(_REPORTED, role)


@cache
def spoken_for(role: str) -> re.Pattern[str]:
    """That somebody else answered for them."""
    return _compiled(_SPOKEN_FOR, role)


def _compiled(lines: str, role: str) -> re.Pattern[str]:
    other, they, them, whose = _WORDS.get(role, _WORDS[""])
    places = {
        "#says": _SAYS,
        "#replied": _REPLIED,
        "#is": _IS,
        "#yes": _YES,
        "%whose": whose,
        "%them": them,
        "%": other,
        "&": they,
        "~": _ANYBODY,
        "@": _NEAR,
    }
    text = "|".join(lines.strip().splitlines())
    for sign, pattern in places.items():
        text = text.replace(sign, pattern)
    return re.compile(text.replace(" ", r"\s+"), re.IGNORECASE)
