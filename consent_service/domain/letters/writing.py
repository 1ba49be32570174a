"""Each letter, from somebody's own page: `own_view` gives it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final, TypeAlias

from ..own.words import words
from . import texts
from .letter import Filled, Item, Letter, Part, Said

#: Somebody's own page, as `own_view` gives it.
Own: TypeAlias = Mapping[str, Any]

_REFUSED: Final = words("answers", "REFUSED")
_STOPPED: Final = words("answers", "WITHDRAWN")


def letter(kind: str, own: Own) -> Letter | None:
    """The letter of this kind; None where their page has nothing to say of it. A letter that says
    that we could not reach them says nothing of why we want to.
    """
    parts = tuple(_PARTS[kind](own))
    if not parts:
        return None
    begins = Part(None, (Said(texts.BEGINS[kind]),))
    is_short = kind == "NOT_REACHED"
    return Letter(
        kind,
        own["you"],
        texts.TITLES[kind],
        (begins, *parts, *(() if is_short else _ends(own))),
        has_slip=not is_short,
    )


def _copy(own: Own) -> Iterator[Part]:
    yes, no = tuple(map(_agreement, own["agreed"])), tuple(map(_no, own["said_no"]))
    if not yes and not no:
        return
    yield Part(texts.YES, () if yes else (Said(texts.NOTHING_AGREED),), yes)
    if no:
        yield Part(texts.NO, (), no)
    yield _may_change(own)
    yield Part(texts.SAFE, (Said(own["if_not_safe"]),))
    yield Part(texts.USE, tuple(Said(text) for text in own["how_we_use"].values()))


def _refused(own: Own) -> Iterator[Part]:
    items = _noes(own["said_no"], _REFUSED)
    if items:
        yield Part(texts.NO, (Said(texts.IN_GENERAL),), items)
        yield _may_change(own)
        yield Part(texts.SAFE, (Said(own["if_not_safe"]),))


def _stopped(own: Own) -> Iterator[Part]:
    items = _noes(own["said_no"], _STOPPED)
    if items:
        lines = (Said(texts.CANNOT_TAKE_BACK), Said(texts.IN_GENERAL))
        yield Part(texts.STOPPED, lines, items)
        yield _may_change(own)
        yield Part(texts.SAFE, (Said(own["if_not_safe"]),))


def _next(own: Own) -> Iterator[Part]:
    informed = own["keep_informed"]
    lines = () if informed is None else tuple(_informs(informed))
    if lines:
        yield Part(texts.NEXT, lines)
    for one in own["meetings"]:
        on = Said(texts.MEETING_ON, {"day": _day(one["on"])})
        yield Part(texts.MEETING, (Said(one["text"]), on))
    for one in own["who_now"]:
        said = [Said(texts.SINCE, {"day": _day(one["on"]), "what": (one["what"],)})]
        if who := one["worker"] or one["team"]:
            said.append(Said(texts.WHO_NOW_IS, {"worker": who}))
        yield Part(texts.WHO_NOW, tuple(said))


def _informs(informed: Mapping[str, Any]) -> Iterator[Said]:
    if informed["next_contact"]:
        yield Said(texts.HEAR_BY, {"day": _day(informed["next_contact"])})
    if informed["worker"]:
        yield Said(texts.WHO_RINGS, {"worker": informed["worker"]})
    if informed["how"]:
        yield Said(texts.HOW_WE_REACH, {"how": tuple(informed["how"])})


def _decided(own: Own) -> Iterator[Part]:
    if own["decisions"]:
        yield Part(texts.DECISIONS, (), tuple(map(_decision, own["decisions"])))
        yield Part(texts.SAFE, (Said(own["if_not_safe"]),))
    for one in own["outcomes"]:
        ended = Said(texts.ENDED_ON, {"day": _day(one["on"]), "what": (one["what"],)})
        yield Part(texts.ENDED, (ended,))


def _not_reached(_: Own) -> Iterator[Part]:
    yield Part(None, (Said(texts.WHEN_SAFE), Said(texts.SOMEBODY_WITH_YOU)))


_PARTS: Final[Mapping[str, Callable[[Own], Iterator[Part]]]] = {
    "ANSWER_COPY": _copy,
    "REFUSED": _refused,
    "STOPPED": _stopped,
    "NEXT_STEPS": _next,
    "DECIDED": _decided,
    "NOT_REACHED": _not_reached,
}
#: The letters that there are: those of the codes.
KINDS: Final = tuple(_PARTS)


def _ends(own: Own) -> Iterator[Part]:
    yield Part(texts.SUPPORT, (Said(own["supporter"]["text"]),))


def _may_change(own: Own) -> Part:
    return Part(texts.MIND, (Said(own["you_can_change_your_mind"]), Said(texts.RING_OR_SLIP)))


def _agreement(one: Mapping[str, Any]) -> Item:
    until: list[tuple[str, Filled]] = []
    if one["until"] is not None:
        until = [(texts.UNTIL, _day(one["until"]))]
    facts = (*_scope(one), *until, *_listed(texts.BUT_NO, one["you_said_no_to"]))
    lines = [Said(texts.SOME_TAKEN_BACK)] if one["partly_taken_back"] else []
    return Item(tuple(one["who"]), facts, tuple(lines))


def _no(one: Mapping[str, Any]) -> Item:
    return Item(tuple(one["who"]), (*_scope(one), (texts.SAID_ON, _day(one["on"]))))


def _noes(noes: Sequence[Mapping[str, Any]], what: str) -> tuple[Item, ...]:
    return tuple(_no(one) for one in noes if one["what_you_said"] == what)


def _decision(one: Mapping[str, Any]) -> Item:
    facts = (
        *_listed(texts.ABOUT, one["about"]),
        *_listed(texts.WHAT, one["what"]),
        (texts.DECIDED_ON, _day(one["on"])),
    )
    lines = [one["decision"], one["although"], one["because"]]
    return Item(tuple(one["who"]), facts, tuple(Said(line) for line in lines if line))


def _scope(one: Mapping[str, Any]) -> Iterator[tuple[str, Filled]]:
    for name, words_ in (
        (texts.ABOUT, one["about"]),
        (texts.WHAT, one["what"]),
        (texts.WHY, one["why"]),
        (texts.HOW, one["how"]),
    ):
        yield from _listed(name, words_)


def _listed(name: str, words_: Sequence[str]) -> list[tuple[str, Filled]]:
    return [(name, tuple(words_))] if words_ else []


def _day(iso: str) -> date:
    return date.fromisoformat(iso)
