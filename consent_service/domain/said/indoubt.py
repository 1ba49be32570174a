"""Why nobody can rely on a yes as it was given, in words for whoever has just typed it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from ..codes import TEXTS, codes, label
from ..file.held import Held
from ..file.view import View
from ..recorded.events import Response, ValidityChanged
from ..words.naming import listed, lower_first, name_of
from .ableto import may_not_be_able
from .besideayes import is_no_plain_yes, is_unread, may_be_anothers
from .childleftout import left_out_of
from .contradicting import AGREEMENTS
from .counting import Understood, may_hold_a_no, understood
from .fromwhen import says_not_from_when
from .howsure import is_not_sure
from .overheard import overheard, who_heard
from .pressed import may_be_pressed


class WhyInDoubt(NamedTuple):
    """A reason, by its code, and as a sentence."""

    code: str
    words: str


#: What words beside it say of it.
_BESIDE: Final[dict[Callable[[View, Held[Response]], bool], str]] = {
    may_hold_a_no: "WRITING",
    may_be_pressed: "PRESSED",
    may_be_anothers: "ANOTHERS",
    says_not_from_when: "FROM_WHEN",
    is_not_sure: "NOT_SURE",
    may_not_be_able: "NOT_ABLE",
}
#: Whoever wrote such words down can say how they were meant, and nobody else.
NO_PLAIN_YES: Final = frozenset({"UNREAD", "NO_PLAIN_YES"})
#: It is somebody else's yes, one for another day, or none.
NOT_THEIR_YES: Final = NO_PLAIN_YES | {"ANOTHERS", "FROM_WHEN", "CHILD_LEFT_OUT"}


def doubts_of(view: View, said: Held[Response]) -> Iterator[WhyInDoubt]:
    """Each reason, as a sentence, with its code; none where it is no yes, or nothing is against
    it.
    """
    if said.event.answer not in AGREEMENTS:
        return
    if said.event.response in view.unreliable:
        concerns = _concerns(view, said.event.response)
        if concerns:
            words = f"{concerns[0]}{''.join(f'; {lower_first(one)}' for one in concerns[1:])}."
            yield WhyInDoubt("CONCERN", words)
        else:
            yield _doubt("WITHOUT_REASON")
    if overheard(view, said):
        talk = view.conversations.get(said.event.conversation or "")
        heard = () if talk is None else who_heard(view, talk)
        if heard:
            yield _doubt("HEARD_BY", names=listed([view.each[name_of][one] for one in heard]))
        else:
            yield _doubt("OVERHEARD")
    for is_so, why in _BESIDE.items():
        if is_so(view, said):
            yield _doubt(why)
    for child, words in left_out_of(view, said).items():
        yield _doubt("CHILD_LEFT_OUT", names=view.each[name_of][child], words=words.strip())
    if is_no_plain_yes(view, said):
        yield _doubt("UNREAD" if is_unread(view, said) else "NO_PLAIN_YES")
    if understood(view, said) is Understood.NOT:
        yield _doubt("NOT_UNDERSTOOD")


def _doubt(code: str, **names: str) -> WhyInDoubt:
    text = TEXTS[f"doubt_{code.lower()}"]
    return WhyInDoubt(code, text.format(**names) if names else text)


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
