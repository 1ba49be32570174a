"""Why nobody can rely on a yes as it was given, in words for whoever has just typed it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from ..codes import TEXTS, codes, label
from ..file.held import Held
from ..file.view import View
from ..recorded.events import Response, ValidityChanged
from ..words.naming import listed, lower_first, name_of
from .besideayes import is_no_plain_yes, is_unread, may_be_anothers
from .contradicting import AGREEMENTS
from .counting import Understood, may_hold_a_no, understood
from .fromwhen import says_not_from_when
from .howsure import is_not_sure
from .overheard import overheard, who_heard
from .pressed import may_be_pressed

#: What words beside it say of it.
_BESIDE: Final[dict[Callable[[View, Held[Response]], bool], str]] = {
    may_hold_a_no: "doubt_writing",
    may_be_pressed: "doubt_pressed",
    may_be_anothers: "doubt_anothers",
    says_not_from_when: "doubt_from_when",
    is_not_sure: "doubt_not_sure",
}


def in_doubt(view: View, said: Held[Response]) -> Iterator[str]:
    """Each reason, as a sentence; none where it is no yes, or nothing is against it."""
    if said.event.answer not in AGREEMENTS:
        return
    if said.event.response in view.unreliable:
        concerns = _concerns(view, said.event.response)
        if concerns:
            yield f"{concerns[0]}{''.join(f'; {lower_first(one)}' for one in concerns[1:])}."
        else:
            yield TEXTS["doubt_without_reason"]
    if overheard(view, said):
        talk = view.conversations.get(said.event.conversation or "")
        heard = () if talk is None else who_heard(view, talk)
        if heard:
            names = listed([view.each[name_of][one] for one in heard])
            yield TEXTS["doubt_heard_by"].format(names=names)
        else:
            yield TEXTS["doubt_overheard"]
    for is_so, why in _BESIDE.items():
        if is_so(view, said):
            yield TEXTS[why]
    if is_no_plain_yes(view, said):
        yield TEXTS["doubt_unread" if is_unread(view, said) else "doubt_no_plain_yes"]
    if understood(view, said) is Understood.NOT:
        yield TEXTS["doubt_not_understood"]


def _concerns(view: View, response: str) -> list[str]:
    """What was said of how it was given, in words, while that stands."""
    held = view.newest[ValidityChanged, "response"].get(response)
    if held is None or (held.event.status == "VALID" and held.event.not_a_no is not False):
        return []
    named = codes("validity_reasons")
    words = (
        label("validity_reasons", one) if one in named else one.strip(" .")
        for one in held.event.reasons
    )
    return [one for one in words if one]
