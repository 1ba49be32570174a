"""Why nobody can rely on a yes as it was given, in words for whoever has just typed it. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from .codes import TEXTS, codes, label
from .contradicting import AGREEMENTS
from .counting import Understood, understood
from .events import Response, ValidityChanged
from .held import Held
from .overheard import overheard
from .view import View
from .words.naming import lower_first


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
        yield TEXTS["doubt_overheard"]
    if understood(view, said) is Understood.NOT:
        yield TEXTS["doubt_not_understood"]


def _concerns(view: View, response: str) -> list[str]:
    """What was said of how it was given, in words, while that stands."""
    held = view.newest[ValidityChanged, "response"].get(response)
    if held is None or held.event.status == "VALID":
        return []
    named = codes("validity_reasons")
    words = (
        label("validity_reasons", one) if one in named else one.strip(" .")
        for one in held.event.reasons
    )
    return [one for one in words if one]
