"""What a kind of information is called to somebody who is spoken to, of whomever it is. Pure.

The words for families speak to a parent of one child. Who is asked may be a partner, a grandmother
or a young person, and of several children: so it is said of each by name, or of each of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ..codes import OWN_TO_AN_ADULT
from ..own.words import words
from .naming import listed, lower_first

#: Whoever is spoken to, in a list of those whom something is about.
YOU: Final = "you"
_CHILD: Final = "your child"
#: Where the words turn back to whoever reads them, though it is about a child.
_TURNED: Final = (("but not where you live", "but no address"), ("your family's", "the family's"))


def spoken_kind(
    kind: str, about: Sequence[str], *, is_young: bool = False, cares_for: Sequence[str] = ()
) -> str:
    """A kind of information in the middle of a sentence. `about` are names, and `YOU`; `cares_for`
    the names of the children for whom whoever is spoken to cares.
    """
    others = [one for one in about if one != YOU]
    said = lower_first(words("categories", kind, young=is_young and not others))
    if kind in OWN_TO_AN_ADULT:
        return said.replace(_CHILD, listed(cares_for) if cares_for else "children")
    if not others:
        return said.replace(f"{_CHILD}'s", "your").replace(_CHILD, "the child")
    whose = others[0] if len(others) == 1 else "each child"
    with_you = "your and " if YOU in about else ""
    for turned, instead in _TURNED:
        said = said.replace(turned, instead)
    return said.replace(f"{_CHILD}'s", f"{with_you}{whose}'s").replace(_CHILD, whose)
