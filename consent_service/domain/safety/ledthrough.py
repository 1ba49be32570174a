"""Ways that may lead through somebody of the family who is not known to be safe. Pure.

"c/o Kurt Tobb", "a note through her husband", "Kurt picks them up and hands over the letter":
whoever is typed so hears, reads or answers. Each member in which that may stand says so where it is
declared (`members.LeadsThrough`), and is read here and nowhere else. Free text decides nothing: a
way of reaching somebody is not offered until somebody has read it, and wherever it stands staff are
told whom it may lead through. That somebody is not to know is no such way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, Final, NamedTuple

import msgspec

from ..answers import Safe
from ..file.caring import adults_roles, caring
from ..file.view import View
from ..names.namedinprose import Named, as_read, first_names_inside, named_at
from ..recorded.event import Event, kinds
from ..recorded.members import LeadsThrough, members_of
from .close import is_near
from .everasign import may_be_any
from .signs import asking

#: What stands before whoever is gone through, at most so many words before.
_BY: Final = re.compile(
    r"(?:\bc/o|\b(?:care of|through|via|by way of|by|with|ask\w*|r[iau]ng(?:ing|s)?|call\w*|phon\w+"
    r"|text\w*|tell\w*|told|contact\w*|messag\w+|e-?mail\w*|writ\w+|wrote|speak\w*|spoke\w*|talk\w*"
    r"|giv\w+|gave|hand\w*|leav\w+|left|pass\w*|send\w*|sent|let|inform\w*|copy|copied|cc|to|from"
    # Whom somebody is told of is not who is told: "told police re dad".
    r"|for|at|attn))[\s:,]+(?:(?!(?:re|about|of|on|regarding|that|whether|if|why|how)\b)"
    r"[^\W\d_]+[\s:]+){0,2}$",
    re.IGNORECASE,
)
#: What they do then; or what is theirs.
_DOES: Final = re.compile(
    r"(?:['’‘ʼ`]s?|s['’])?\s+(?:(?:will|would|can|could|may|is to|are to|should|shall|to|also|then"
    r"|always|usually|and)\s+)*(?:picks?|collects?|hands?|gives?|brings?|takes?|fetch\w*|drops?|rings?"
    r"|calls?|tells?|pass\w*|looks? after|minds?|drives?|stays?|supervis\w+|keeps?|reads?|opens?"
    r"|answers?|interprets?|translates?|forwards?|lets?|checks?|has|have|holds?|knows?|helps?"
    r"|mobile|phone|number|house|home|flat|place|address|e-?mail|work|car|letterbox)\b",
    re.IGNORECASE,
)
#: That somebody is kept out of it.
_NOT_BY: Final = re.compile(
    r"\b(?:not|never|nothing|n['’‘ʼ`]t|without|instead of|rather than|unknown to|no|away from"
    r"|(?:hid\w*|ke?pt?|keep|secret|safe|separate\w*|protect\w*) from)"
    r"(?:\s+(?:is|are|to|be|by|via|through|with|ring|call|phone|text|tell|told|ask|speak|talk|say"
    r"|mention|approach|let|contact|use|give|share"
    r"|sent|send|leave|the|any|it|anything|message|messages|her|his|their|children['’]?s?)){0,4}\s+$",
    re.IGNORECASE,
)
_IS_NOT: Final = re.compile(
    r"(?:['’‘ʼ`]s?)?\s+(?:(?:must|should|shall|does|do|did|is|are|was|has|have|had|can|may|will|would"
    r"|ca|wo)\s*)?(?:not|never|n['’‘ʼ`]t|no longer|no)\b",
    re.IGNORECASE,
)
#: That somebody is not there then, which makes a way safe: "when Imran is at work". It is said of
#: them alone, and ends there: "when he is on days off" may be at home. Who sleeps may wake.
_AWAY: Final = re.compile(
    r"\b(?:when|while|whilst|once)\s+(?:(?!and\b|or\b)[\w'’-]+\s+){0,3}?(?:(?:is|are|r|s)\s+)?"
    # Not at anybody's house: she may be there as well.
    r"(?:at\s+(?:the\s+|(?:his|her|their)\s+)?(?:wo?rk|football|gym|mosque|pub|match|shops?|market"
    r"|office|factory|warehouse|takeaway|restaurant|church|temple|gurdwara|prayers?|college|uni"
    r"|training|club|bookies|bingo)|working|out|abroad"
    r"|on\s+(?:shift|nights|days|a\s+shift)|in\s+(?:prison|custody)"
    r"|not\s+(?:in|there|home|around))(?=\s*(?:$|[.,;)\n]))"
    # When he works is no way to anybody either.
    r"|\b(?:his|her|their)\s+(?:shifts?|hours|work(?:ing)?\s+(?:hours|pattern|days?))\b",
    re.IGNORECASE,
)
_HE: Final = re.compile(r"\b(?:he|him|his)\b", re.IGNORECASE)
_SHE: Final = re.compile(r"\b(?:she|her|hers)\b", re.IGNORECASE)
_MEN: Final = frozenset({"FATHER"})
_WOMEN: Final = frozenset({"MOTHER"})


class _Leading(NamedTuple):
    """Where a text stands in a kind of entry, and how it says whom it leads through."""

    path: tuple[str, ...]
    mark: LeadsThrough


@cache
def leading_in(kind: type[Event]) -> Sequence[_Leading]:
    """Each such member of it, or of a part of it."""
    return tuple(_members(kind, ()))


def _members(kind: Any, path: tuple[str, ...]) -> Iterator[_Leading]:
    for member in members_of(kind):
        here = (*path, member.name)
        slot = member.holds.each or member.holds
        if (mark := slot.mark(LeadsThrough)) is not None:
            yield _Leading(here, mark)
        elif isinstance(slot.base, type) and issubclass(slot.base, msgspec.Struct):
            yield from _members(slot.base, here)


@cache
def kinds_that_may_lead() -> Sequence[type[Event]]:
    """The kinds of entries that have one."""
    return tuple(kind for kind in kinds() if leading_in(kind))


def led_through(view: View, event: Event) -> list[str]:
    """Whom of the family this may lead through, of whom it is not known that they are safe."""
    if not leading_in(type(event)) or not may_be_any(view):
        return []
    asked = view.each[asking]
    whose = getattr(event, "person", None)
    whose = None if whose is None else view.the_one(whose)
    found = dict.fromkeys(
        person
        for leading in leading_in(type(event))
        for text in _texts(event, leading.path)
        for person in sorted(_through(view, text, leading.mark, whose))
    )
    return [one for one in found if one != whose and asked[one].answer is not Safe.YES]


def _texts(part: Any, path: Sequence[str]) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, tuple):
        for one in part:
            yield from _texts(one, path)
    elif path and isinstance(part, msgspec.Struct):
        yield from _texts(getattr(part, path[0]), path[1:])


def _through(view: View, text: str, mark: LeadsThrough, whose: str | None) -> frozenset[str]:
    """Of one text: whoever is named in it, or the one near them who is meant by "his mobile"."""
    if view.the_one(text) in caring(view):
        # Chosen by id.
        return frozenset({view.the_one(text)})
    text, found = _AWAY.sub(" ", as_read(text)), frozenset[str]()
    for one in named_at(view, text):
        people = one.people or (_near(view, whose) if one.kin else frozenset())
        # By what the family calls somebody whoever else is called so may be meant.
        people = people - {whose} if one.kin else people
        if whose in people or (one.initial and mark.in_passing) or not _leads(text, one, mark):
            continue
        found |= people
    if mark.whole:
        found |= first_names_inside(view, text, whose)
        found |= _by_a_pronoun(view, text, whose)
    return found


def _leads(text: str, one: Named, mark: LeadsThrough) -> bool:
    before, after = text[: one.start], text[one.end :]
    clause = re.split(r"[.;!?\n]|,\s", before)[-1]
    if _NOT_BY.search(clause) is not None or _IS_NOT.match(after) is not None:
        return False
    return mark.whole or _BY.search(before) is not None or _DOES.match(after) is not None


def _by_a_pronoun(view: View, text: str, whose: str | None) -> frozenset[str]:
    """A mother's number is not "his": whoever near her is no mother may be meant."""
    if whose is None:
        return frozenset()
    roles = adults_roles(view)
    mine = roles.get(whose, frozenset())
    if mine & _WOMEN and _HE.search(text) is not None:
        return frozenset(p for p in _near(view, whose) if not roles.get(p, _MEN) & _WOMEN)
    if mine & _MEN and _SHE.search(text) is not None:
        return frozenset(p for p in _near(view, whose) if not roles.get(p, _WOMEN) & _MEN)
    return frozenset()


def _near(view: View, whose: str | None) -> frozenset[str]:
    everybody: Iterable[str] = map(view.the_one, caring(view))
    return frozenset(p for p in everybody if whose is None or is_near(view, p, whose))
