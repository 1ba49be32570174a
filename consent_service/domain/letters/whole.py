"""All of somebody's own page, on paper or to be read aloud. Pure.

Its order is that of the page. How we reach them is left out: paper lies about, and a number may be
one that nobody else in the house knows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from . import texts
from .items import (
    Own,
    answers,
    day,
    decision,
    informs,
    listed,
    may_change,
    meetings,
    outcomes,
    own_words,
    said_on,
    scope,
    who_now,
)
from .letter import LetterItem, LetterPart, Sentences


def whole(own: Own) -> Iterator[LetterPart]:
    """Every part of the page that has something to say."""
    first = tuple(Sentences(text) for text in (own["your_word"], own["part_lost"]) if text)
    if first:
        yield LetterPart(None, first)
    yield from who_now(own)
    yield from answers(own)
    yield may_change(own)
    yield LetterPart(texts.SAFE, (Sentences(own["if_not_safe"]),))
    yield from _done(own)
    yield from informs(own)
    yield from _kept(own)
    yield from meetings(own)
    yield from _plans(own)
    yield from outcomes(own)
    yield _support(own["supporter"])
    yield from _said(own)
    if own["ended"]:
        yield LetterPart(texts.OVER, (), tuple(map(_over, own["ended"])))
    yield LetterPart(texts.USE, tuple(Sentences(text) for text in own["how_we_use"].values()))
    yield LetterPart(texts.WHO_SEES, (Sentences(own["who_can_see"]),))


def _done(own: Own) -> Iterator[LetterPart]:
    if own["talked_to"]:
        yield LetterPart(texts.TALKED_TO, (), tuple(map(_talked, own["talked_to"])))
    if own["decisions"]:
        yield LetterPart(texts.DECISIONS, (), tuple(map(decision, own["decisions"])))


def _talked(one: Mapping[str, Any]) -> LetterItem:
    facts = (
        (texts.DECIDED_ON, day(one["on"])),
        *listed(texts.ABOUT, one["about"]),
        *listed(texts.WE_ASKED, one["we_asked"]),
        *listed(texts.WE_TOLD, one["we_told_them"]),
        *listed(texts.WHY, one["why"]),
    )
    return LetterItem(tuple(one["who"]), facts)


def _kept(own: Own) -> Iterator[LetterPart]:
    lines = []
    for one in own["promises"]:
        came_of = (one["what_came_of_it"],)
        lines.append(Sentences(texts.PROMISED, {"day": day(one["on"]), "what": came_of}))
        if one["in_touch_on"]:
            lines.append(Sentences(texts.IN_TOUCH_ON, {"day": day(one["in_touch_on"])}))
    if lines:
        yield LetterPart(texts.KEPT, tuple(lines))


def _plans(own: Own) -> Iterator[LetterPart]:
    for one in own["plans"]:
        lines = [Sentences(texts.GIVEN_ON, {"day": day(one["on"])}), Sentences(one["text"])]
        if one["look_again"]:
            lines.append(Sentences(texts.LOOK_AGAIN, {"day": day(one["look_again"])}))
        if one["ended"]:
            lines.append(Sentences(one["ended"]))
        yield LetterPart(texts.PLAN, tuple(lines))


def _support(supporter: Mapping[str, Any]) -> LetterPart:
    lines = [Sentences(supporter["text"]), Sentences(supporter["status"])]
    if supporter["names"]:
        lines.append(Sentences(texts.WHO_SUPPORTS, {"who": supporter["names"]}))
    if supporter["closed"]:
        lines.append(Sentences(supporter["closed"]))
    if supporter["they_may_know"]:
        lines.append(Sentences(supporter["they_may_know"]))
    if supporter["ask_again"]:
        lines.append(Sentences(texts.ASK_AGAIN, {"day": day(supporter["ask_again"])}))
    return LetterPart(texts.SUPPORT, tuple(lines))


def _said(own: Own) -> Iterator[LetterPart]:
    """What they asked us for, and what they say is wrong, in their own words."""
    asked = [line for one in own["asked_us"] for line in _asked(one)]
    if asked:
        yield LetterPart(texts.ASKED_FOR, tuple(asked))
    wrong = [line for one in own["statements"] for line in _wrong(one)]
    if wrong:
        yield LetterPart(texts.IS_WRONG, tuple(wrong))


def _asked(one: Mapping[str, Any]) -> Iterator[Sentences]:
    yield Sentences(texts.ON_DAY, {"day": day(one["on"]), "what": (one["you_asked"],)})
    if one["your_words"]:
        yield Sentences(texts.YOUR_WORDS, {"words": one["your_words"]})
    if one["answered_on"]:
        yield Sentences(texts.ANSWERED_ON, {"day": day(one["answered_on"])})
    else:
        yield Sentences(one["done"] or texts.NOT_ANSWERED)


def _wrong(one: Mapping[str, Any]) -> Iterator[Sentences]:
    if one["your_words"] is None:
        yield Sentences(texts.ON_DAY, {"day": day(one["on"]), "what": (texts.IS_WRONG,)})
    else:
        yield Sentences(texts.WORDS_ON, {"day": day(one["on"]), "words": one["your_words"]})
    came_of = one["what_came_of_it"]
    if one["answered_on"]:
        yield Sentences(texts.ON_DAY, {"day": day(one["answered_on"]), "what": (came_of,)})
    else:
        yield Sentences(came_of)


def _over(one: Mapping[str, Any]) -> LetterItem:
    lines = (Sentences(one["because"]), *own_words(one))
    facts = (*scope(one), *(said_on(one) if one["was_theirs"] else ()))
    return LetterItem(tuple(one["who"]), facts, lines)
