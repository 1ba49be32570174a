"""How a family is reached and kept informed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from marshmallow.fields import Field

from ...domain.codes import label
from ...domain.safety.reaching import NOBODY_KNOWS_YET
from ..forms.choices import Choice, Known, Source
from ..forms.days import DayOf
from ..forms.filling import pages
from ..forms.form import Form
from ..forms.inputs import Area, Checks, Radios, Select, Text
from ..forms.typed import Typed
from ..forms.usual import ENQUIRY, NOT_A_NO, WHAT_ELSE, when, whom
from ..reached import how_safe

_NOT_CHOSEN: Final = (
    "The one that was chosen is not theirs, or is not safe. It is left out: choose another, or "
    "leave it empty."
)
_NOT_TO_AGREE_ON: Final = frozenset({"UNSAFE", NOBODY_KNOWS_YET})


def ways_of_reaching(known: Known) -> Iterator[Choice]:
    """Each number and address of the file, and how safe it is; what is kept from others is not
    told.
    """
    for one in known.file["contact_points"]:
        what = label("contact_types", one["type"])
        value = "kept from others" if one["withheld"] else one["value"] or "not known"
        yield Choice(one["id"], f"{known.name(one['person'])}, {what}: {value} ({how_safe(one)})")


@dataclass(frozen=True, slots=True)
class TheirWay(Select):
    """By which number or address of their own somebody is kept informed: nobody else's is offered
    for it, and none that is not safe. Until it is known who it is, each says whose it is.
    """

    choices: Source | None = field(default=ways_of_reaching, kw_only=True)

    def shown(self, holds: Field[Any], typed: Typed, name: str, known: Known) -> dict[str, Any]:
        """What is left out cannot stay chosen either, and whoever chose it reads that it is not."""
        person = typed.one("person")
        shown = Select.shown(self, holds, typed, name, known)
        theirs = {
            one["id"]
            for one in known.file["contact_points"]
            if one["person"] == (person or one["person"]) and one["safety"] not in _NOT_TO_AGREE_ON
        }
        kept = [one for one in shown["value"] if one in theirs]
        return shown | {
            "items": [one for one in shown["items"] if one.value in theirs],
            "value": kept,
            "hint": self.hint if kept == shown["value"] else _NOT_CHOSEN,
        }


CONTACT: Final = Form(
    operation="recordContactPoint",
    title="A way to reach somebody",
    points={"contact-needs-value": "value"},
    fields=(
        whom("Whose is it?"),
        Radios("type", "What is it?"),
        Text("value", "The number or address"),
        Radios("safety", "Is it safe to use?"),
        Text("safe_times", "When may it be used?"),
        Radios("protected", "Is it kept from others?", yes="Yes, it opens with a reason only"),
        WHAT_ELSE,
        Select(
            "contact",
            "Which one on the file does it take the place of?",
            choices=ways_of_reaching,
            hint="Leave it empty if it is new.",
        ),
        Radios("ended", "Is it still theirs?", yes="No, not any more", no="Yes"),
        when("Since when?"),
    ),
)

AGREED: Final = Form(
    operation="agreeKeepInformed",
    title="How they want to hear from us",
    points={"contact-not-safe": "contact"},
    fields=(
        whom(),
        Checks("methods", "How?"),
        Checks("times", "When?"),
        TheirWay("contact", "By which number or address?"),
        Radios("agreed_with_person", "Was this agreed with them?"),
        Area("if_not_agreed_reason", "If not, why not yet?", rows=2),
        NOT_A_NO,
        Text("named_worker", "Who is their worker?"),
        DayOf("next_contact_due", "When do they hear from us next?"),
        Text("language", "In which language?"),
        Radios("format", "In which form?"),
        ENQUIRY,
        when("When was this agreed?"),
    ),
)

TOLD: Final = Form(
    operation="recordContactMade",
    title="You kept somebody informed",
    fields=(
        whom("Whom?"),
        Radios("method", "How?"),
        Area("words", "What you told them"),
        NOT_A_NO,
        DayOf("next_contact_due", "When do they hear from us next?"),
        ENQUIRY,
        when(),
    ),
)

PAGES: Final = pages(CONTACT, AGREED, TOLD)
