"""What stands on somebody's own page, as the items and lines of a letter. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final, TypeAlias

from . import texts
from .letter import FillsIn, LetterItem, LetterPart, Sentences

#: Somebody's own page, as `own_view` gives it.
Own: TypeAlias = Mapping[str, Any]
#: By it they tell apart what they said of one child in two enquiries.
_FIRST_TALK: Final = "first_talk"


def answers(own: Own) -> Iterator[LetterPart]:
    """What they agreed to, what of it does not count now, and what else they said."""
    yes = tuple(item for one in own["agreed"] for item in agreement(one))
    said_before = own["not_counted"] or own["ended"]
    nothing = Sentences(texts.NOTHING_AGREED if said_before else texts.NOT_AGREED)
    if yes or not own["yes_since"]:
        yield LetterPart(texts.YES, (Sentences(texts.YES_ENDS) if yes else nothing,), yes)
    if own["yes_since"] or own["no_before"]:
        noes = map(_as_said, own["no_before"])
        yield LetterPart(texts.NO_THEN_YES, (), (*noes, *map(_yes_since, own["yes_since"])))
    if own["not_counted"]:
        yield LetterPart(texts.NOT_COUNTED, (), tuple(map(_not_counted, own["not_counted"])))
    if own["not_decided"]:
        yield LetterPart(texts.NOT_DECIDED, (), tuple(map(_as_said, own["not_decided"])))
    if own["said_no"]:
        holds = (Sentences(texts.NO_HOLDS),)
        yield LetterPart(texts.NO, holds, tuple(map(no, own["said_no"])))


def informs(own: Own) -> Iterator[LetterPart]:
    """When they hear from us, from whom and how."""
    informed = own["keep_informed"] or {}
    lines = []
    if informed.get("next_contact"):
        lines.append(Sentences(texts.HEAR_BY, {"day": day(informed["next_contact"])}))
    if informed.get("worker"):
        lines.append(Sentences(texts.WHO_RINGS, {"worker": informed["worker"]}))
    if informed.get("how"):
        lines.append(Sentences(texts.HOW_WE_REACH, {"how": tuple(informed["how"])}))
    if informed.get("when"):
        lines.append(Sentences(texts.WHEN_WE_REACH, {"when": tuple(informed["when"])}))
    if lines:
        yield LetterPart(texts.NEXT, tuple(lines))


def meetings(own: Own) -> Iterator[LetterPart]:
    """Each meeting to which they were asked."""
    for one in own["meetings"]:
        on = Sentences(texts.MEETING_ON, {"day": day(one["on"])})
        yield LetterPart(texts.MEETING, (Sentences(one["text"]), on))


def who_now(own: Own) -> Iterator[LetterPart]:
    """With whom it goes on."""
    for one in own["who_now"]:
        said = [Sentences(texts.SINCE, {"day": day(one["on"]), "what": (one["what"],)})]
        if who := one["worker"] or one["team"]:
            said.append(Sentences(texts.WHO_NOW_IS, {"worker": who}))
        yield LetterPart(texts.WHO_NOW, tuple(said))


def outcomes(own: Own) -> Iterator[LetterPart]:
    """How it ended."""
    for one in own["outcomes"]:
        ended = Sentences(texts.ON_DAY, {"day": day(one["on"]), "what": (one["what"],)})
        yield LetterPart(texts.ENDED, (ended,))


def may_change(own: Own) -> LetterPart:
    """That they may change their mind, and how."""
    return LetterPart(
        texts.MIND, (Sentences(own["you_can_change_your_mind"]), Sentences(texts.RING_OR_SLIP))
    )


def agreement(one: Mapping[str, Any]) -> Iterator[LetterItem]:
    """One thing that they agreed to; where not all of it counts, each part that does."""
    until: list[tuple[str, FillsIn]] = []
    if one["until"] is not None:
        until = [(texts.UNTIL, day(one["until"]))]
    for part in one["parts"] or [one]:
        facts = (
            *scope({**part, _FIRST_TALK: one.get(_FIRST_TALK)}),
            *until,
            *listed(texts.BUT_NO, part["you_said_no_to"]),
        )
        lines = (*([Sentences(one["but"])] if one["but"] else []), *own_words(one))
        yield LetterItem(tuple(part["who"]), facts, lines)


def _not_counted(one: Mapping[str, Any]) -> LetterItem:
    """One that they said yes to, and why no check goes by it now."""
    facts = (
        *scope(one),
        *(said_on(one) if one["was_theirs"] else ()),
        *listed(texts.BUT_NO, one["you_said_no_to"]),
    )
    lines = (Sentences(one["because"]), *own_words(one))
    return LetterItem(tuple(one["who"]), facts, lines)


def _yes_since(one: Mapping[str, Any]) -> LetterItem:
    """One that they said yes to after a no."""
    said = _not_counted(one)
    return said._replace(lines=(Sentences(texts.SAID_YES), *said.lines))


def said_on(one: Mapping[str, Any]) -> Iterator[tuple[str, FillsIn]]:
    """When they said it last, and when first, where they said it several times."""
    yield texts.SAID_ON, day(one["on"])
    if one["first_on"]:
        yield texts.SAID_FIRST_ON, day(one["first_on"])


def own_words(one: Mapping[str, Any]) -> tuple[Sentences, ...]:
    """What they say of it stands beside it, whatever we made of that."""
    return tuple(Sentences(texts.YOUR_WORDS, {"words": words}) for words in one["your_words"])


def _as_said(one: Mapping[str, Any]) -> LetterItem:
    """One with what they said of it, where the part does not say that."""
    said = no(one)
    return said._replace(lines=(Sentences(one["what_you_said"]), *said.lines))


def no(one: Mapping[str, Any]) -> LetterItem:
    """One thing that they said no to."""
    lines = (*([Sentences(one["but"])] if one["but"] else []), *own_words(one))
    return LetterItem(tuple(one["who"]), (*scope(one), *said_on(one)), lines)


def noes(said: Sequence[Mapping[str, Any]], what: str) -> tuple[LetterItem, ...]:
    """Those that were said in this way."""
    return tuple(no(one) for one in said if one["what_you_said"] == what)


def decision(one: Mapping[str, Any]) -> LetterItem:
    """One decision."""
    facts = (
        *listed(texts.ABOUT, one["about"]),
        *listed(texts.WHAT, one["what"]),
        (texts.DECIDED_ON, day(one["on"])),
    )
    lines = [one["decision"], one["although"], one["because"]]
    return LetterItem(tuple(one["who"]), facts, tuple(Sentences(line) for line in lines if line))


def scope(one: Mapping[str, Any]) -> Iterator[tuple[str, FillsIn]]:
    """Whom and what it is about, why and how."""
    if one.get(_FIRST_TALK):
        yield texts.FIRST_TALK, day(one[_FIRST_TALK])
    for name, words_ in (
        (texts.ABOUT, one["about"]),
        (texts.WHAT, one["what"]),
        (texts.WHY, one["why"]),
        (texts.HOW, one["how"]),
    ):
        yield from listed(name, words_)


def listed(name: str, words_: Sequence[str]) -> list[tuple[str, FillsIn]]:
    """A fact, where there is anything to say of it."""
    return [(name, tuple(words_))] if words_ else []


def day(iso: str) -> date:
    """A day, to be said in a language."""
    return date.fromisoformat(iso)
