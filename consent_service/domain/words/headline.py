"""The headline of an answer and of each of its items, in the words agreed with practitioners."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple, TypeAlias

from ..answers import Answer, Flag, Item, Outcome, Position, Reason, Says
from ..codes import DECIDING_PR, TEXTS, codes, label
from ..file.held import Held, in_order
from ..file.view import View
from ..freetext.readslikeano import is_against
from ..recorded.events import Response, WishRecorded
from ..said.contradicting import NOES
from ..said.ownwords import in_words
from ..said.saidbesides import may_be_noes
from .reported import words_of_referrer

#: Under these it may well be a no, and nobody is told that it is not.
_MAY_BE_A_NO: Final = frozenset(
    {Reason.NAME_THE_SERVICE, Reason.SAID_BOTH, Reason.NOT_CLEAR, Reason.DISPUTED}
)
#: They have said nothing themselves, so a refusal told of them is the referrer's tick.
_HEARSAY: Final = frozenset(
    {Reason.REPORTED_NOT_CONFIRMED, Reason.NOT_ANSWERED, Reason.AWAITING_REPLY}
)


#: Flags of an answer by which somebody is against it, though it may be agreed.
_NOES: Final = (
    Flag.CHILD_OBJECTS,
    Flag.PARENT_OBJECTS_YP_AGREED,
    Flag.PARENT_POSITION_NO,
    Flag.RELATED_REFUSAL,
)

#: By child and person, what a referrer wrote of what they say (`reported.words_of_referrer`).
Hearsay: TypeAlias = Mapping[tuple[str, str], str]


class Doubts(NamedTuple):
    """What may be a no and is none that anybody said was one: a referrer's words; and the children
    of whom nothing but their words says that they are against it.
    """

    hearsay: Hearsay
    children: frozenset[str]
    besides: frozenset[str]


NO_DOUBTS: Final = Doubts({}, frozenset(), frozenset())


def doubts_of(view: View, items: Sequence[Item], enquiries: Iterable[str | None]) -> Doubts:
    """Those that stand beside these items."""
    children = frozenset(item.subject for item in items if _only_may_object(view, item))
    unanswered = {
        p.person for item in items for p in item.positions if p.reason is Reason.NOT_ANSWERED
    }
    besides = frozenset(one for one in unanswered if view.each[may_be_noes][one])
    return Doubts(words_of_referrer(view, items, enquiries), children, besides)


def _only_may_object(view: View, item: Item) -> bool:
    """Whoever wrote down what the child wants did not say that they are against it: their words
    read as if they were, or as if a no stood in them.
    """
    own = (p for p in item.positions if p.person == item.subject)
    if Flag.CHILD_OBJECTS not in item.flags or any(
        p.says is Says.NO or (p.holds and p.reason is not Reason.NOT_CLEAR) for p in own
    ):
        return False
    wishes = (reading.wish[reading.the_one(item.subject)] for reading in view.readings_apart)
    return not any(wish is not None and wish.event.objects for wish in wishes)


def headline(answer: Answer, doubts: Doubts = NO_DOUBTS) -> str:
    """The headline of the whole answer; that a child objects to any of it comes first."""
    objects = [item for item in answer.items if Flag.CHILD_OBJECTS in item.flags]
    if objects:
        whole = len(objects) == len(answer.items)
        may = all(item.subject in doubts.children for item in objects)
        to_what = f"child_{'may_object' if may else 'objects'}{'' if whole else '_to_some'}"
        return f"{TEXTS[to_what]} {_plainly(answer.outcome)}"
    if any(_may_be_a_no(item, doubts) for item in answer.items):
        return _plainly(answer.outcome)
    return label("outcomes", answer.outcome)


def item_headline(item: Item, doubts: Doubts = NO_DOUBTS) -> str:
    """The headline of one item; that a child objects is in it, whatever is agreed."""
    if Flag.CHILD_OBJECTS in item.flags:
        return f"{_of_the_child([item], doubts)} {_plainly(item.outcome)}"
    may_be = _may_be_a_no(item, doubts)
    return _plainly(item.outcome) if may_be else label("outcomes", item.outcome)


def against(item: Item, doubts: Doubts) -> list[str]:
    """Who is against an item, though it may be agreed; or may be, where that is in doubt. Where a
    no is what was answered, one that is close to it says no more.
    """
    is_no = item.outcome is Outcome.OBJECTION
    return [
        said_of(flag, [item], doubts).get("label") or label("flags", flag)
        for flag in _NOES
        if flag in item.flags and not (is_no and flag is Flag.RELATED_REFUSAL)
    ]


def noes_among(flags: Container[str]) -> list[str]:
    """The same, of an answer of which nothing but its flags is known."""
    return [label("flags", flag) for flag in _NOES if flag in flags]


def said_of(flag: Flag, items: Iterable[Item], doubts: Doubts) -> dict[str, str]:
    """How a flag of these items is called, where that turns on what is in doubt."""
    return {"label": _of_the_child(items, doubts)} if flag is Flag.CHILD_OBJECTS else {}


def _of_the_child(items: Iterable[Item], doubts: Doubts) -> str:
    may = all(item.subject in doubts.children for item in items)
    return TEXTS["child_may_object" if may else "child_objects"]


def words_of_the_child(view: View, item: Item) -> str | None:
    """What the child said against it; None where they do not object, or nobody wrote it down. The
    no that reaches the item comes first, then what they last said against anything: an answer, or
    the wish that they have now. What one of us or an agency wrote of them is no word of theirs.

    Of several readings of the file the first in which there are any.
    """
    if Flag.CHILD_OBJECTS not in item.flags:
        return None
    reached = {p.response for p in item.positions if p.says is Says.NO}
    for reading in view.readings_apart:
        child = reading.the_one(item.subject)
        wish = reading.wish[child]
        said: list[Held[Response] | Held[WishRecorded]] = [
            *(r for r in reading.said_by.get(child, ()) if r.event.answer in (*NOES, "NOT_CLEAR")),
            *([wish] if wish is not None and is_against(wish.event) else ()),
        ]
        with_words = [(one, words) for one in said if (words := in_words(reading, one))]
        if not with_words:
            beside = [one for one in reading.each[may_be_noes][child] if one.are_their_own]
            if beside:
                return beside[-1].words
        if with_words:
            return max(with_words, key=lambda one: _first(one[0], reached))[1]
    return None


def _first(said: Held[Response] | Held[WishRecorded], reached: set[str | None]) -> tuple[Any, ...]:
    return getattr(said.event, "response", None) in reached, in_order(said)


def _plainly(outcome: Outcome) -> str:
    return TEXTS["not_agreed_yet"] if outcome is Outcome.ASK else label("outcomes", outcome)


def partner_headline(outcome: Outcome) -> str:
    """The headline for a partner agency. It never says that this is not a no: were that left out
    where a child objects and said where not, its absence would tell them.
    """
    return _plainly(outcome)


def partner_next(outcome: Outcome) -> str:
    """What a partner agency does next: to talk to the family, and to ask a manager, is the hub's.
    Whom it may tell is not theirs to work out, and the line stands in every answer: were it there
    only where somebody must not know, it would say so.
    """
    row = codes("outcomes")[outcome].attributes
    said = str(row.get("agency", row["next"]))
    return said if outcome is Outcome.UNAVAILABLE else f"{said} {TEXTS['partner_tells_nobody']}"


def _may_be_a_no(item: Item, doubts: Doubts) -> bool:
    """What one who decides has said may be a no, the referrer ticked that it is one (of a parent
    of a young person too, who decides alone) or wrote something that may be, or somebody says no to
    it who does not decide.
    """
    ticked = {one.person for one in item.flagged if one.flag is Flag.RELATED_REFUSAL}
    return (
        # Whoever said it on another file decides there, for all that this one knows.
        None in ticked
        or Flag.CHILD_OBJECTS in item.flags
        or any((item.subject, p.person) in doubts.hearsay for p in item.positions)
        # What they said besides is heard as well, though nothing waits for their answer.
        or any(_has_no_answer(p) and p.person in doubts.besides for p in item.positions)
        # Whoever says no to it is heard, though another decides: the father before the birth.
        or any(p.says is Says.NO or p.holds or _may_be_one(p, ticked) for p in item.positions)
    )


def _may_be_one(p: Position, ticked: set[str | None]) -> bool:
    return (
        p.decides and (p.reason in _MAY_BE_A_NO or (p.reason in _HEARSAY and p.person in ticked))
    ) or (p.person in ticked and _has_no_say(p))


def _has_no_answer(p: Position) -> bool:
    return p.reason is Reason.NOT_ANSWERED


def _has_no_say(p: Position) -> bool:
    """They hold parental responsibility, and the young person decides."""
    return not p.decides and p.pr_status in DECIDING_PR
