"""Whoever supports somebody who may not want them told any more: nobody tells them anything."""

from __future__ import annotations

from typing import Final

from ..file.held import Held
from ..file.view import View
from ..recorded.event import Event
from ..recorded.events import AdvocateStatusChanged, WishRecorded
from ..recorded.practice import HELP_NOW, SUPPORTER, FamilyAsked
from ..writing import name_key
from .wishes import kept_in_any_reading
from .wroteofthem import wrote_of_them


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


def is_on_their_page(view: View, person: str, now: Held[AdvocateStatusChanged]) -> bool:
    """That this one sees nothing, as far as their own page says so: what they wrote when they asked
    for help now, or whom they do not want told, changes nothing that somebody beside them reads.
    """
    return asks_for_another(view, person, now) or any(
        not _is_kept_off_it(held.event) for held in wrote_of_them(view, person, now)
    )


def _is_kept_off_it(event: Event) -> bool:
    is_help = isinstance(event, FamilyAsked) and event.wants == HELP_NOW
    return is_help or isinstance(event, WishRecorded)


def may_not_be_wanted(view: View, person: str, now: Held[AdvocateStatusChanged]) -> bool:
    """By whichever words of theirs since: that somebody else supports them, or nobody; that this
    one is not told; or what may be about this one at all.
    """
    return (
        asks_for_another(view, person, now)
        or bool(wrote_of_them(view, person, now))
        or bool(may_mean_them(view, person, now))
    )


def _said_in(wish: WishRecorded) -> frozenset[str]:
    return _name_words(f"{wish.words} {wish.not_to_be_told_because or ''}")


#: What is shorter may be any word.
_SHORTEST: Final = 3


def _name_words(text: str | None) -> frozenset[str]:
    return frozenset(w for w in name_key(text or "").split() if len(w) >= _SHORTEST)
