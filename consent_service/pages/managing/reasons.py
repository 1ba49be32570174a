"""What every decision to go ahead is asked: the duty test, five short boxes, who is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from marshmallow.fields import Field

from ...domain.codes import codes, label
from ...domain.freetext.rationale import REASONS
from ...domain.times import LONDON
from ...domain.words.naming import lower_first
from ..decided import RATIONALE
from ..forms.choices import Choice, Known, Source
from ..forms.days import DayOf
from ..forms.inputs import NOTHING, Area, Checks, Input, Radios, Text
from ..forms.typed import Typed
from ..forms.whoholds import with_standing

_DUTY: Final = {
    "relevant": "Is it relevant to keeping this child safe and well?",
    "may_help": "Could it help the other agency do its job?",
    "more_harm_than_good": "Would sharing do this child more harm than not sharing?",
}


@dataclass(frozen=True, slots=True)
class ToTheEndOf(DayOf):
    """A last day: it ends with it."""

    def said(self, holds: Field[Any], typed: Typed, name: str) -> Any:
        """The moment after that day, in London."""
        day = DayOf.said(self, holds, typed, name)
        if day is NOTHING or self._day(typed, name) is None:
            return day
        after = datetime.fromisoformat(day) + timedelta(days=1)
        return after.replace(tzinfo=LONDON).isoformat()


def _is_whole(typed: Typed) -> bool:
    return all(typed.one(f"duty_test.{name}") for name in _DUTY)


@dataclass(frozen=True, slots=True)
class _RadiosOfAll(Radios):
    """One of the three questions, where none has to be answered: of fewer no test is made."""

    def said(self, holds: Field[Any], typed: Typed, name: str) -> Any:
        """The answer, beside the two others."""
        return Radios.said(self, holds, typed, name) if _is_whole(typed) else NOTHING


@dataclass(frozen=True, slots=True)
class _NoteOfAll(Area):
    """What is added to all three."""

    def said(self, holds: Field[Any], typed: Typed, name: str) -> Any:
        """The words, beside a whole test."""
        return Area.said(self, holds, typed, name) if _is_whole(typed) else NOTHING


def _to_add(kind: type[Area]) -> Area:
    hint = "Needed if it does more harm than good and you still go ahead."
    return kind("duty_test/note", "Anything to add", hint=hint, rows=2)


DUTY: Final = (
    *(Radios(f"duty_test/{name}", words, inline=True) for name, words in _DUTY.items()),
    _to_add(Area),
)
#: The same, where nothing has to go out or be kept back by it.
WHOLE_OR_NONE: Final = (
    *(_RadiosOfAll(f"duty_test/{name}", words, inline=True) for name, words in _DUTY.items()),
    _to_add(_NoteOfAll),
)
BOXES: Final = tuple(Area(f"rationale/{name}", words, rows=3) for name, words in RATIONALE.items())
WHY: Final = (*DUTY, *BOXES)
#: What goes back to whoever asked, where nothing goes out yet.
WORDS_BACK: Final = Area(
    "to_whoever_asked",
    "What you say to whoever asked",
    hint="To ask first, only this is needed. They read it with your decision.",
    rows=2,
)


def grounds(_: Known) -> Iterator[Choice]:
    """The reasons to go ahead, under the kinds of decision that they are reasons for."""
    for name in dict.fromkeys(name for names in REASONS.values() for name in names):
        kinds = [label("authorisation_kinds", one) for one, of in REASONS.items() if name in of]
        for code, row in codes(name).items():
            yield Choice(code, row.label, group=f"For: {'; '.join(map(lower_first, kinds))}")


#: Golden rule 7 cuts both ways: what a child wants is weighed, whatever is decided.
CHILDS_VIEW: Final = Area(
    "child_view_considered", "What the child wants, and how you weighed it", rows=2
)
#: By when it is looked at again, whatever is decided.
REVIEW: Final = DayOf("review_due", "Looked at again by", hint="Leave it empty for the usual day.")


#: Most is asked of each kind of decision to go ahead: where nobody has chosen one yet, that is told
#: with it, but for what only some of them need.
SUPPOSES: Final = {"kind": "DISPENSE_DECISION"}
BY_SUPPOSING: Final = frozenset({"/reason_codes", "/advice_from"})


def to_go_ahead(adults: Source) -> tuple[Input, ...]:
    """What is asked of a decision to go ahead alone. `adults` are those whom it concerns."""
    return (
        Radios("kind", "Which kind of decision is it to go ahead?"),
        Radios(
            "relies_on",
            "On whom do you rely?",
            hint="Only if you rely on one of them.",
            choices=with_standing(adults),
        ),
        Text("order_reference", "The court order", hint="Only if a court ordered it."),
        Area(
            "advice_from",
            "Whose advice you had",
            hint="For what a doctor or the police hold about an adult. One name on each line.",
            rows=2,
        ),
        Area("any_reason", "Why “anything” or “anybody”, if it was asked for", rows=2),
        ToTheEndOf("end", "The last day it holds", hint="Leave it empty for the usual end."),
        Radios("telling/status", "Will you tell the parents?"),
        DayOf("telling/on", "Told on, to be told by, or looked at again on"),
        Area("telling/reason", "Why it is not safe to tell", hint="Only if it is not.", rows=2),
        Checks(
            "telling/not_safe_for",
            "Who must not know, where others may",
            hint="Tick nobody if it holds for all of them. Whoever is not ticked may know as far "
            "as they are safe by themselves. If it is not safe to tell, and nobody who is "
            "responsible for a child is ticked, it is kept from all of them.",
            choices=adults,
        ),
        REVIEW,
    )
