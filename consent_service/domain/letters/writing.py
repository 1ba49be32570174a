"""Each letter, from somebody's own page: `own_view` gives it; and as it is said aloud. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from ..own.words import words
from . import texts
from .items import Own, answers, decision, informs, may_change, meetings, noes, outcomes, who_now
from .letter import Letter, LetterPart, Sentences
from .whole import whole

_REFUSED: Final = words("answers", "REFUSED")
_STOPPED: Final = words("answers", "WITHDRAWN")
_CHILDLINE: Final = "0800 1111"
#: Where on their page what they answered stands.
_ANSWERED: Final = ("agreed", "not_counted", "yes_since", "no_before", "not_decided", "said_no")
#: What they say of somebody to support them, or not, is their own.
_END_THEMSELVES: Final = frozenset({"NOT_REACHED", "OWN_PAGE"})


def letter(kind: str, own: Own) -> Letter | None:
    """The letter of this kind; None where their page has nothing to say of it. A letter that says
    that we could not reach them says nothing of why we want to.
    """
    parts = tuple(_PARTS[kind](own))
    if not parts:
        return None
    if own["young"] and kind != "NOT_REACHED":
        parts = (*_for_the_young(), *parts)
    begins = LetterPart(None, (Sentences(texts.BEGINS[kind]),))
    return Letter(
        kind,
        own["you"],
        texts.TITLES[kind],
        (begins, *parts, *(() if kind in _END_THEMSELVES else _ends(own))),
        has_slip=kind != "NOT_REACHED",
    )


def for_paper(own: Own) -> Own:
    """Without what they typed or said in words of their own: paper lies about, in a house that they
    may share. That they did, and when, stands there; and it is read to whoever does not read.
    """
    return {name: _without_words(said) for name, said in own.items()}


def _without_words(said: Any) -> Any:
    return [_blanked(one) for one in said] if isinstance(said, list) else said


def _blanked(one: Any) -> Any:
    """What stands in a list of their page, without what they typed."""
    words = one.get("your_words") if isinstance(one, dict) else None
    if words is None:
        return one
    return {**one, "your_words": [] if isinstance(words, list) else None}


def _for_the_young() -> Iterator[LetterPart]:
    """What stands first on their page stands first on paper, and is the first that is read out:
    whoever has no telephone of their own is the one who is asked by nobody else.
    """
    childline = Sentences(texts.RING, {"number": _CHILDLINE})
    help_now = (texts.IN_DANGER, texts.CHILDLINE, texts.CANNOT_TALK)
    in_danger, at_any_time, cannot_talk = map(Sentences, help_now)
    yield LetterPart(texts.HELP, (in_danger, at_any_time, childline, cannot_talk))
    yield LetterPart(texts.MUST_NOT_KNOW, (Sentences(texts.TELL_US_WHO),))


def _copy(own: Own) -> Iterator[LetterPart]:
    if not any(own[said] for said in _ANSWERED):
        return
    yield from answers(own)
    yield may_change(own)
    yield LetterPart(texts.SAFE, (Sentences(own["if_not_safe"]),))
    yield LetterPart(texts.USE, tuple(Sentences(text) for text in own["how_we_use"].values()))


def _refused(own: Own) -> Iterator[LetterPart]:
    items = noes(own["said_no"], _REFUSED)
    if items:
        yield LetterPart(texts.NO, (Sentences(texts.IN_GENERAL),), items)
        yield may_change(own)
        yield LetterPart(texts.SAFE, (Sentences(own["if_not_safe"]),))


def _stopped(own: Own) -> Iterator[LetterPart]:
    items = noes(own["said_no"], _STOPPED)
    if items:
        lines = (Sentences(texts.CANNOT_TAKE_BACK), Sentences(texts.IN_GENERAL))
        yield LetterPart(texts.STOPPED, lines, items)
        yield may_change(own)
        yield LetterPart(texts.SAFE, (Sentences(own["if_not_safe"]),))


def _next(own: Own) -> Iterator[LetterPart]:
    yield from informs(own)
    yield from meetings(own)
    yield from who_now(own)


def _decided(own: Own) -> Iterator[LetterPart]:
    if own["decisions"]:
        yield LetterPart(texts.DECISIONS, (), tuple(map(decision, own["decisions"])))
        yield LetterPart(texts.SAFE, (Sentences(own["if_not_safe"]),))
    yield from outcomes(own)


def _not_reached(_: Own) -> Iterator[LetterPart]:
    yield LetterPart(None, (Sentences(texts.WHEN_SAFE), Sentences(texts.SOMEBODY_WITH_YOU)))


_PARTS: Final[Mapping[str, Callable[[Own], Iterator[LetterPart]]]] = {
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


def _ends(own: Own) -> Iterator[LetterPart]:
    yield LetterPart(texts.SUPPORT, (Sentences(own["supporter"]["text"]),))


#: What is said of the paper, by what is said aloud in its place.
_ALOUD: Final[Mapping[str, str]] = MappingProxyType(
    {texts.RING_OR_SLIP: texts.RING_OR_TELL_ME, texts.TELL_US_WHO: texts.TELL_ME_WHO}
)


def as_said_aloud(written: Letter) -> Letter:
    """The same, where it speaks of the paper said otherwise; and no slip goes with it."""
    parts = tuple(part._replace(lines=tuple(map(_said, part.lines))) for part in written.parts)
    return written._replace(parts=parts, has_slip=False)


def _said(line: Sentences) -> Sentences:
    return line._replace(text=_ALOUD.get(line.text, line.text))
