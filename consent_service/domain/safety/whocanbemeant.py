"""Of those around, who can be meant by words that tell of harm and name nobody of them. Pure.

"If she finds out I rang" is said of no father. And what one of us notes that points at nobody is
said of whoever is known as a danger, and not of one whom a manager has found safe before it. Where
one of us put on record who the danger is, words that name nobody else hold nobody else: whoever was
hurt, or told us of it, was held by the help that was asked for them. They are read all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import Enum, auto
from typing import Any, Final

from ..file.caring import caring, roles_held
from ..file.held import Held
from ..file.view import View
from ..freetext.tellsofharm import Harm
from ..names.namedinprose import Named, named_at
from ..recorded.event import Event
from ..recorded.events import EnquiryOpened
from ..recorded.practice import AgencyReplied
from .knownas import dangers, found_safe, harmed_adults
from .onrecord import is_said_to_be_a_danger
from .whodidit import is_not_it, is_of_somebody, is_unexplained
from .whotold import OnlyTells, may_tell, spoken_of_as, tells_it, who_does_it
from .wishes import NOBODY

#: How staff write a mother or a father down: "MOC" is the mother of a child.
_IN_SHORT: Final = re.compile(
    r"\b(?:[bn]?(?:mo|moc|mob|fa|fo|foc|fob)|[mp]g[mf]|(?-i:[MF])|[mf](?= (?:hit|hurt|slap|smack"
    r"|kick|punch|shak|shook|threw|beat|drag|grab|burn|bit|push|shout|drunk|violen)))\b"
    r"|\bby (?:m|f|whoever|one|the (?:lady|person|adult)s?)\b",
    re.IGNORECASE,
)
#: As whom nobody writes of somebody, by what they are to a child: of the others nobody knows it.
_NEVER: Final = {"he": "MOTHER", "she": "FATHER"}
_WOMEN: Final = frozenset(
    ["gran", "granny", "grandma", "grandmother", "nan", "nana", "nanny", "aunt", "auntie", "aunty"]
)
#: Whoever is spoken of so has a part in it.
_STANDS_BY: Final = re.compile(
    r"\b(?:lets?|letting|watch\w*|help\w*|laugh\w*|join\w*|tells? \w+ to|told \w+ to|makes? \w+|too"
    r"|as well|both|with)\b",
    re.IGNORECASE,
)
#: By it somebody else may be meant besides: "so does she".
_AS_WELL: Final = re.compile(
    r"\b(?:too|as well|also|both|n?either|nor|so (?:is|was|has|do|does|did))\b", re.IGNORECASE
)
#: As whom it is, where one of those is meant.
_AS_A_PARENT: Final = {"he": "FATHER", "she": "MOTHER"}
_DENIES: Final = re.compile(r"\b(?:no|not|nobody|never|none|\w+n['’]?t)\b", re.IGNORECASE)
#: Whoever writes these knows no more of the family than was said.
_HEARSAY: Final = (AgencyReplied, EnquiryOpened)


class Whose(Enum):
    """Whose words they are: of the family, of who knows no more of it than was said, or ours."""

    THEIRS = auto()
    HEARSAY = auto()
    OURS = auto()


def whose_words(event: Event, *, is_ours: bool) -> Whose:
    """By what is said of the member in which they stand."""
    if not is_ours:
        return Whose.THEIRS
    return Whose.HEARSAY if isinstance(event, _HEARSAY) else Whose.OURS


def as_written(
    view: View,
    words: str,
    harms: Iterable[Harm],
    around: frozenset[str],
    free: frozenset[str | None],
) -> frozenset[str]:
    """Those of them of whom it can be written "she", where one of these says so of who it is. If it
    can of none of them, whoever on the file it can be written of, and is not `free` of it.
    """
    never = [_NEVER.get(spoken_of_as(one) or "") for one in harms]
    if not around or _AS_WELL.search(words) or None in never:
        return around
    everybody = frozenset(map(view.the_one, caring(view))) - free
    can = frozenset(
        one
        for one in around | everybody
        if any(not roles_held(view, one) & {role, NOBODY} for role in never)
    )
    return (around & can) or can or around


def is_another(view: View, harm: Harm, one: Named) -> bool:
    """It is "he" who does it, and nobody speaks so of whoever is named; nor do they stand by."""
    does = None if harm.is_kept else spoken_of_as(harm)
    is_so = does is not None and does == never_called(view, one)
    return is_so and _STANDS_BY.search(harm.sentence) is None


def leaves_open_who(view: View, harm: Harm, people: frozenset[str]) -> bool:
    """It is "he" who does it, and nobody of these was spoken of before it, or is known as one, or
    as a danger; who only tells it may mean themselves or another.
    """
    does = None if harm.is_kept else spoken_of_as(harm)
    if any(is_said_to_be_a_danger(view, one) for one in people):
        return False
    every = [one for one in named_at(view, harm.sentence) if one.people & people]
    return does is not None and not any(
        never != does
        and (one.end <= harm.start or never is not None)
        and not (may_tell(harm, one) or is_not_it(harm.sentence, harm, one))
        for one in every
        for never in (never_called(view, one),)
    )


def is_none_of_them(view: View, harm: Harm, people: frozenset[str]) -> bool:
    """It is "he" who does it, and nobody speaks so of any of these."""
    does = None if harm.is_kept else spoken_of_as(harm)
    return does is not None and all(_never(view, {one}) == does for one in people)


def never_called(view: View, one: Named) -> str | None:
    """The word, "he" or "she", by which nobody speaks of whoever is named so."""
    return "he" if one.kin in _WOMEN else _never(view, one.people)


def _never(view: View, people: Iterable[str]) -> str | None:
    roles = [roles_held(view, who) for who in people] or [frozenset()]
    return next((word for word, role in _NEVER.items() if all(role in of for of in roles)), None)


def found_safe_before(view: View, held: Held[Any], harms: Iterable[Harm]) -> frozenset[str]:
    """Whoever a manager found safe before that entry, with why, while somebody else is known as a
    danger: where no sentence that tells of it says "he" or "MOC" of one of the family.
    """
    safe = {who for who, seq in found_safe(view).items() if seq < held.seq}
    dangers = safe and [one for one in caring(view) if is_said_to_be_a_danger(view, one)]
    if not dangers:
        return frozenset()
    told = {one.sentence for one in harms}
    left = (who for who in safe if who not in dangers)
    return frozenset(w for w in left if not any(_may_be_of(view, one, w) for one in told))


def _may_be_of(view: View, sentence: str, person: str) -> bool:
    """Somebody is spoken of there, and it is not by a word by which others are called."""
    left = sentence
    for one in named_at(view, sentence):
        if person not in one.people:
            left = left[: one.start] + "·" * (one.end - one.start) + left[one.end :]
    return is_of_somebody(left) or _IN_SHORT.search(left) is not None


def called_so(view: View, spans: Iterable[Named], whose: Whose) -> frozenset[str]:
    """Whoever is named so. In what one of us writes, of several whom a family may call so, as
    "partner": whoever is known as a danger, and else whoever is not the one that was hurt.
    """
    every = (one.people for one in spans)
    if whose is not Whose.OURS:
        return frozenset[str]().union(*every)
    return frozenset[str]().union(*(_who_of(view, one) for one in every))


def _who_of(view: View, people: frozenset[str]) -> frozenset[str]:
    if len(people) < 2:
        return people
    return people & dangers(view) or people - harmed_adults(view) or people


def of_those_around(
    view: View, harms: Sequence[Harm], around: frozenset[str], whose: Whose
) -> tuple[frozenset[str], bool]:
    """Who of those around is meant by words that name nobody of them, and whether others of them
    might be: not who was hurt or says so, and in what one of us writes nobody beside one who is
    known as a danger. What somebody of the family tells may be news of another, and so may an
    injury that somebody saw.
    """
    can = around - _told_it_or_was_hurt(view, harms, whose) or around
    if whose is not Whose.OURS or any(map(is_unexplained, harms)):
        return can, False
    told = {who_does_it(one) for one in harms}
    known = frozenset(
        one for one in can & dangers(view) if all(_may_be_they(view, one, can, w) for w in told)
    )
    return known or can, bool(known) and known != can


def _may_be_they(view: View, person: str, can: Iterable[str], does: str | None) -> bool:
    """Of several it may be any; and where "she" does it, and a mother may, it is no aunt."""
    if does is None:
        return True
    role = _AS_A_PARENT.get(does)
    is_one = role in roles_held(view, person)
    return role is not None and (is_one or not any(role in roles_held(view, one) for one in can))


def _told_it_or_was_hurt(view: View, harms: Sequence[Harm], whose: Whose) -> frozenset[str]:
    """Who is named there only as whom it was done to, or who says so; and in what one of us writes
    whoever is on record as harmed. Of an injury that is seen none of it is known.
    """
    if any(map(is_unexplained, harms)):
        return frozenset()
    spans = [(one, harm) for harm in harms for one in named_at(view, harm.sentence)]
    said = [(o.people, _is_only_told(view, h, o)) for o, h in spans if not o.initial]
    is_it = frozenset[str]().union(*(people for people, is_not in said if not is_not))
    is_not = frozenset[str]().union(*(people for people, is_not in said if is_not))
    return (is_not | (harmed_adults(view) if whose is Whose.OURS else frozenset())) - is_it


def _is_only_told(view: View, harm: Harm, one: Named) -> bool:
    """Whoever says that nobody does it may be who does."""
    if _DENIES.search(harm.sentence, one.end, max(one.end, harm.start)) is not None:
        return False
    return is_not_it(harm.sentence, harm, one) or who_tells(view, harm, one) is OnlyTells.OF_ANOTHER


def who_tells(view: View, harm: Harm, one: Named) -> OnlyTells:
    """Whether whoever is named so in that sentence only tells it of another."""
    return tells_it(harm, one, named_at(view, harm.sentence), never_called(view, one))
