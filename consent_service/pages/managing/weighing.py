"""What a child does not want somebody to hear: whom it means, and whether they may be told."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from marshmallow.fields import Field

from ...domain.freetext.rationale import LEAST_OF_A_REASON
from ...domain.recorded.notwritten import NOT_WRITTEN
from ...domain.words.naming import day
from ..called import names_on, stand_for_nobody
from ..forms.choices import Choice, Known, adults
from ..forms.filling import pages
from ..forms.form import Form
from ..forms.inputs import NOTHING, Area, Checks, Radios
from ..forms.typed import Typed
from ..forms.usual import when
from ..worker.dangers import kept_from
from .asked import several

#: Whom a child does not want told, of whom nobody knows yet who it is.
_UNKNOWN: Final = "somebody who is not named here: find out who it is"
_TALK: Final = "conversation-recorded"
_HEARD_IN: Final = f"{_TALK},wish-recorded"
#: The choice that says that the child means nobody who is on the file.
_NOBODY: Final = "nobody"
_TWO_THINGS: Final = "You ticked somebody, and that it is nobody of these. Tick which it is."
_NONE_OF_THEM: Final = "Nobody of these"
_COUNTS_FROM_THEN: Final = "The day by which it is weighed counts from then."


@dataclass(frozen=True, slots=True)
class WhomItMeans(Checks):
    """Adults of the file, or none of them: beside somebody who is ticked that says nothing."""

    def said(self, holds: Field[Any], typed: Typed, name: str) -> Any:  # noqa: ARG002
        """By id; nobody, where that was ticked alone. Both at once cannot be meant."""
        chosen = [one for one in typed.each(name) if one]
        if not chosen:
            return NOTHING
        return [] if chosen == [_NOBODY] else chosen

    def complaint(self, typed: Typed, name: str) -> str | None:
        """Somebody is ticked, and that it is nobody."""
        chosen = [one for one in typed.each(name) if one]
        return _TWO_THINGS if _NOBODY in chosen and len(chosen) > 1 else None


def _whom(known: Known) -> Iterator[Choice]:
    nobody = stand_for_nobody(known.file)
    yield from (one for one in adults(known) if one.value not in nobody)
    yield Choice(_NOBODY, _NONE_OF_THEM, hint="Who it is stands on no file of this family yet.")


def _wish(known: Known) -> Iterator[Mapping[str, Any]]:
    """The one that the page is about."""
    for one in known.file["known"]["wishes"]:
        if one["id"] == known.visit.path["wish"]:
            yield one


def _what_it_says(known: Known) -> Iterator[tuple[str, str]]:
    names = names_on(known.file)
    for one in _wish(known):
        yield "Who", names.get(one["child"], "The child")
        yield "Said on", f"{day(datetime.fromisoformat(one['at']))}. {_COUNTS_FROM_THEN}"
        yield "Their words", one["words"] or _in_the_same_talk(known, one) or NOT_WRITTEN
        named = kept_from(one, names) or [_UNKNOWN]
        yield "Not to be told", several(named)
        yield "Why", one["not_to_be_told_because"] or NOT_WRITTEN


def _in_the_same_talk(known: Known, wish: Mapping[str, Any]) -> str:
    """What the child said in the talk in which the wish was heard, where it has no words of its
    own: that is the last one that the same act put on record before it.
    """
    each = known.entries(kinds=_HEARD_IN).each
    of = next((one for one in each if one["seq"] == wish["seq"]), None)
    if of is None:
        return ""
    talks = (one for one in each if one["kind"] == _TALK and one["seq"] < of["seq"])
    last = next((one for one in talks if one["event"]["person"] == wish["child"]), None)
    if last is None or (last["recorded_at"], last["by"]) != (of["recorded_at"], of["by"]):
        return ""
    shown = known.file["conversations"]
    return next((one["parent_words"] or "" for one in shown if one["seq"] == last["seq"]), "")


def _says_who(known: Known) -> Container[str]:
    """Where the child named somebody, nobody is asked whom they mean."""
    return ("means",) if any(one["not_to_be_told"] for one in _wish(known)) else ()


WEIGH: Final = Form(
    operation="weighWish",
    title="Weigh what a child does not want told",
    template="about_it.html",
    more=lambda known, _: {"facts": list(_what_it_says(known))},
    lead="Until this is weighed, those whom the child named are told nothing. Where the child "
    "named nobody, it may be any adult: none is asked before you have said whom it means.",
    leaves_out=_says_who,
    fields=(
        WhomItMeans(
            "means",
            "Whom does the child mean?",
            choices=_whom,
            hint="The others are then as safe to ask as they were. If you do not know yet, leave "
            "it empty: it stays on your list.",
        ),
        Radios(
            "may_be_told",
            "May those whom the child means be told?",
            yes="Yes. They may be told everything",
            no="No. They are told nothing",
            hint="It is of everything: there is no answer for one part. If the child means one "
            "part alone, and it must not come out, choose no.",
        ),
        Area(
            "reason",
            "How you weighed it",
            hint="In a sentence or two: what makes it safe, or who was ruled out and how. Fewer "
            f"than {LEAST_OF_A_REASON} characters let nobody be told.",
        ),
        when(),
    ),
)

PAGES: Final = pages(WEIGH)
