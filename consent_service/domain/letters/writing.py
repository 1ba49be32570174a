"""Each letter, from somebody's own page: `own_view` gives it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from ..own.words import words
from . import texts
from .items import Own, answers, decision, informs, may_change, meetings, noes, outcomes, who_now
from .letter import Letter, Part, Said
from .whole import whole

_REFUSED: Final = words("answers", "REFUSED")
_STOPPED: Final = words("answers", "WITHDRAWN")
#: What they say of somebody to support them, or not, is their own.
_END_THEMSELVES: Final = frozenset({"NOT_REACHED", "OWN_PAGE"})


def letter(kind: str, own: Own) -> Letter | None:
    """The letter of this kind; None where their page has nothing to say of it. A letter that says
    that we could not reach them says nothing of why we want to.
    """
    parts = tuple(_PARTS[kind](own))
    if not parts:
        return None
    begins = Part(None, (Said(texts.BEGINS[kind]),))
    return Letter(
        kind,
        own["you"],
        texts.TITLES[kind],
        (begins, *parts, *(() if kind in _END_THEMSELVES else _ends(own))),
        has_slip=kind != "NOT_REACHED",
    )


def _copy(own: Own) -> Iterator[Part]:
    if not own["agreed"] and not own["said_no"]:
        return
    yield from answers(own)
    yield may_change(own)
    yield Part(texts.SAFE, (Said(own["if_not_safe"]),))
    yield Part(texts.USE, tuple(Said(text) for text in own["how_we_use"].values()))


def _refused(own: Own) -> Iterator[Part]:
    items = noes(own["said_no"], _REFUSED)
    if items:
        yield Part(texts.NO, (Said(texts.IN_GENERAL),), items)
        yield may_change(own)
        yield Part(texts.SAFE, (Said(own["if_not_safe"]),))


def _stopped(own: Own) -> Iterator[Part]:
    items = noes(own["said_no"], _STOPPED)
    if items:
        lines = (Said(texts.CANNOT_TAKE_BACK), Said(texts.IN_GENERAL))
        yield Part(texts.STOPPED, lines, items)
        yield may_change(own)
        yield Part(texts.SAFE, (Said(own["if_not_safe"]),))


def _next(own: Own) -> Iterator[Part]:
    yield from informs(own)
    yield from meetings(own)
    yield from who_now(own)


def _decided(own: Own) -> Iterator[Part]:
    if own["decisions"]:
        yield Part(texts.DECISIONS, (), tuple(map(decision, own["decisions"])))
        yield Part(texts.SAFE, (Said(own["if_not_safe"]),))
    yield from outcomes(own)


def _not_reached(_: Own) -> Iterator[Part]:
    yield Part(None, (Said(texts.WHEN_SAFE), Said(texts.SOMEBODY_WITH_YOU)))


_PARTS: Final[Mapping[str, Callable[[Own], Iterator[Part]]]] = {
    "ANSWER_COPY": _copy,
    "REFUSED": _refused,
    "STOPPED": _stopped,
    "NEXT_STEPS": _next,
    "DECIDED": _decided,
    "NOT_REACHED": _not_reached,
    "OWN_PAGE": whole,
}
#: The letters that there are: those of the codes.
KINDS: Final = tuple(_PARTS)


def _ends(own: Own) -> Iterator[Part]:
    yield Part(texts.SUPPORT, (Said(own["supporter"]["text"]),))
