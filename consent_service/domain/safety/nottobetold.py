"""Whoever supports somebody who may not want them told any more: nobody tells them anything."""

from __future__ import annotations

from typing import Final

from ..file.held import Held
from ..file.view import View
from ..recorded.events import AdvocateStatusChanged, WishRecorded
from ..recorded.practice import SUPPORTER, FamilyAsked
from ..writing import name_key
from .wishes import kept_in_any_reading


def may_mean_them(view: View, child: str, now: Held[AdvocateStatusChanged]) -> frozenset[str]:
    """The wishes of a young person that somebody is not told who may be this very one who supports
    them: said since it was last recorded that they do, of nobody on the file or with a word of
    their name. A manager finds whom they mean among those on the file, and this one need not be.
    """
    child, named = view.the_one(child), _name_words(now.event.advocate)
    return frozenset(
        kept.wish.event.wish or ""
        for kept in kept_in_any_reading(view, child)
        if kept.wish.seq > now.seq
        and (not kept.named or not named.isdisjoint(_said_in(kept.wish.event)))
    )


def asks_for_another(view: View, person: str, now: Held[AdvocateStatusChanged]) -> bool:
    """They asked for somebody to support them since it was last said that this one does. What they
    want is theirs to say: until it is recorded anew where whoever supports them stands, after it
    was heard, nobody sees anything.
    """
    asked = view.by[FamilyAsked, "person"].get(view.the_one(person), ())
    return any(one.event.wants == SUPPORTER and one.seq > now.seq for one in asked)


def _said_in(wish: WishRecorded) -> frozenset[str]:
    return _name_words(f"{wish.words} {wish.not_to_be_told_because or ''}")


#: What is shorter may be any word.
_SHORTEST: Final = 3


def _name_words(text: str | None) -> frozenset[str]:
    return frozenset(w for w in name_key(text or "").split() if len(w) >= _SHORTEST)
