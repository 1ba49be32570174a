"""Was this yes given where somebody who is to be feared may have heard it, or may have pressed for
it (`domain.md` 5.3). Pure.

Worked out when asked, and not when it is typed: so it does not matter which came first, the answer
or the sign, nor in which of the many ways a sign comes to be on record.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from ..answers import Safe
from ..file.caring import caring
from ..file.held import Held
from ..file.view import View
from ..memo import worked_out_once
from ..recorded.events import ConversationRecorded, Response, ValidityChanged
from ..safety.feared import each_feared_as
from ..safety.harmed import Order, may_be_harmed
from ..safety.signs import Sign, asking, signs_in

#: That somebody is hurt or threatened. Not safe to ask may mean another thing.
_OF_ABUSE: Final = frozenset(
    {
        Sign.ALLEGED_ABUSER,
        Sign.NAMED_BY_A_SIGN,
        Sign.MUST_NOT_HEAR,
        Sign.WISH_NOT_WEIGHED,
        Sign.PERHAPS_ELSEWHERE,
        Sign.SIGN_THAT_NAMES_NOBODY,
        Sign.WORDS_MAY_MEAN_THEM,
    }
)
#: What is ticked of a talk where nobody need say who interpreted.
THROUGH_A_PROFESSIONAL: Final = "VIA_PROFESSIONAL_INTERPRETER"
_HARMED: Final = frozenset({"DOMESTIC_ABUSE_NEED", "PRESSURE"})


def overheard(view: View, said: Held[Response]) -> bool:
    """They were not seen alone, or perhaps under pressure, as far as anybody said, and there is a
    sign of abuse; or somebody was there who is not known to be safe, whatever else was said of it;
    and whoever found the answer valid did not know of that sign.
    """
    talk = view.conversations.get(said.event.conversation or "")
    if talk is None:
        return False
    # Where it was free nothing of safety is asked for: readings that differ in that alone stay
    # alike.
    signs = () if is_free(talk.event) else abuse_known(view)
    signs += tuple(order for person in who_heard(view, talk) for _, order in signs_in(view, person))
    if not signs:
        return False
    found_valid = [
        held.order
        for held in view.by[ValidityChanged, "response"].get(said.event.response, ())
        if held.event.status == "VALID"
    ]
    return any(
        not any(sign < order and sign[-1] < order[-1] for order in found_valid) for sign in signs
    )


def who_heard(view: View, talk: Held[ConversationRecorded]) -> tuple[str, ...]:
    """Who of those not known to be safe was there, or interpreted, by id or by a name that may be
    theirs: it does not matter that somebody also said that they were seen alone.
    """
    return _who_heard(view, talk.event) if _there(talk.event) else ()


@worked_out_once
def _who_heard(view: View, talk: ConversationRecorded) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            person
            for name in _there(talk)
            for person in ([name] if name in caring(view) else each_feared_as(view, name))
            if view.the_one(person) != view.the_one(talk.person)
            and view.each[asking][person].answer is not Safe.YES
        )
    )


def _there(talk: ConversationRecorded) -> list[str]:
    interpreter = talk.interpreter
    named = None if interpreter is None else interpreter.name_or_reference
    return [name for name in (*talk.others_present, named) if name]


def is_free(talk: ConversationRecorded) -> bool:
    """Somebody said that they were seen alone, whether anybody pressed them, and, of whoever
    interpreted, whether it was a relative or friend. What was pressure, or a relative, is a concern
    by itself.
    """
    said = talk.seen_alone == "YES" and talk.pressure_concern != "NOT_KNOWN"
    return said and not is_unsaid_who_interpreted(talk)


def as_if_alone(talk: Held[ConversationRecorded]) -> Held[ConversationRecorded]:
    """The same talk as if nobody had been there who is to be feared."""
    said = talk.event
    who = said.interpreter
    if who is not None:
        who = msgspec.structs.replace(who, is_family_member=False, name_or_reference=None)
    event = msgspec.structs.replace(
        said, seen_alone="YES", pressure_concern="NONE", interpreter=who, others_present=()
    )
    return msgspec.structs.replace(talk, event=event)


def is_unsaid_who_interpreted(talk: ConversationRecorded) -> bool:
    """Somebody interpreted, and nobody said that it was no relative or friend."""
    return (
        talk.interpreter is not None
        and talk.interpreter.is_family_member is None
        and THROUGH_A_PROFESSIONAL not in talk.modifiers
    )


@worked_out_once
def abuse_known(view: View) -> tuple[Order, ...]:
    """When each sign of abuse came that stands in this reading of the file, and its place."""
    return tuple(_signs(view))


def _signs(view: View) -> Iterator[Order]:
    for person in (*view.adults, *view.children):
        yield from (order for sign, order in signs_in(view, person) if sign in _OF_ABUSE)
    for _, code, order in may_be_harmed(view):
        if code in _HARMED:
            yield order
