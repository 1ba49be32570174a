"""Fields that many forms have: who, when, in which enquiry, about what. Each is said once here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, Final

from marshmallow.fields import Field

from ...domain.said import saidbesides
from ..called import stand_for_nobody
from .choices import (
    Choice,
    Known,
    Source,
    adults_and_born,
    enquiries,
    everybody,
    of_families,
    readers,
    somebody,
    teams,
    whoever_answers,
)
from .days import When
from .form import Group
from .inputs import NOTHING, Area, Checks, Input, Radios, Select, Text, WhichAgency
from .nottold import NotToHear
from .typed import WHICH_ASKED, Typed
from .wide import AnyAgency, AnyInformation


@dataclass(frozen=True, slots=True)
class OneOf(Input):
    """Where there is none to choose it is one line. What is typed beside a choice counts: nobody
    types what they do not mean.
    """

    choices: Source = field(kw_only=True)
    kind: ClassVar[str] = "one-of"

    def members(self, name: str) -> tuple[str, ...]:
        """What was chosen, and what was typed."""
        return (name, f"{name}.other")

    def said(self, holds: Field[Any], typed: Typed, name: str) -> Any:  # noqa: ARG002
        """The one that is meant."""
        return typed.one(f"{name}.other") or typed.one(name) or NOTHING

    def shown(self, holds: Field[Any], typed: Typed, name: str, known: Known) -> dict[str, Any]:  # noqa: ARG002
        """Those that there are, and what is chosen or typed."""
        items, chosen = list(self.choices(known)), typed.one(name)
        is_listed = not chosen or chosen in {one.value for one in items}
        other = typed.one(f"{name}.other") or ("" if is_listed else chosen)
        of_text = {"width": 0, "inputmode": ""}
        return {"items": items, "value": [chosen] if is_listed else [], "other": other, **of_text}

    def in_words(self, holds: Field[Any], typed: Typed, name: str) -> str:  # noqa: ARG002
        """The one that is meant."""
        return typed.one(f"{name}.other") or typed.one(name)

    def read_back(self, holds: Field[Any], typed: Typed, name: str, known: Known) -> str:
        """The one that is meant, by name where it was chosen."""
        meant = self.in_words(holds, typed, name)
        return next((one.words for one in self.choices(known) if one.value == meant), meant)


#: Where the pages of a family stand.
FILE: Final = "/files/<string:file>"
ENQUIRY: Final = Select(
    "enquiry",
    "In which enquiry?",
    choices=enquiries,
    hint="Leave it empty if only one goes on.",
)
OWN_WORDS: Final = Area("words", "In their own words")


@dataclass(frozen=True, slots=True)
class WhetherANo(Radios):
    """Whether there is a no in words that may be ours or theirs. It is asked of whoever typed such
    words, once, before they are kept (`looked.py`); on a form that is heard at once, on the form.
    """

    is_on_the_form: bool = field(default=False, kw_only=True)

    def shown(self, holds: Field[Any], typed: Typed, name: str, known: Known) -> dict[str, Any]:
        """What was answered, if it was: not what was on the page that asks before it is kept, as
        what is typed next may ask another question.
        """
        shown = Radios.shown(self, holds, typed, name, known)
        if not self.is_on_the_form and typed.one(WHICH_ASKED):
            return {**shown, "value": [], "kind": "carried"}
        return shown if self.is_on_the_form or shown["value"] else {**shown, "kind": "carried"}


#: Beside such words: what stands in them may be a no until somebody says that it is none.
NOT_A_NO: Final = WhetherANo(
    saidbesides.NOT_A_NO,
    "Did they say or write anything that may be a no?",
    yes="No, nothing",
    no="Yes, or it may be",
    hint="If they did, record what they answered as well. If you do not know, it may be one.",
)
#: The same where nothing is asked before it is recorded.
NOT_A_NO_AT_ONCE: Final = replace(
    NOT_A_NO,
    is_on_the_form=True,
    hint="If they did, record what they answered as well. Left open, it may be a no.",
)


def _whoever_may_hear(known: Known) -> Iterator[Choice]:
    """Who stands for nobody hears nothing: that is somebody who is not named."""
    nobody = stand_for_nobody(known.file)
    yield from (one for one in adults_and_born(known) if one.value not in nobody)


#: Beside whatever somebody types of what they heard: no list of words knows how people say it.
MUST_NOT_HEAR: Final = NotToHear(
    "must_not_hear",
    "Is there anybody who must not hear of this, or who may be a danger to them?",
    choices=_whoever_may_hear,
    hint="Whoever you tick is not asked or told until a manager has decided. No page of the family "
    "shows it. If you answered this today of what the same person said, you can leave it.",
)
#: The same where nobody of the family is spoken with.
MUST_NOT_HEAR_OF_THEM: Final = replace(
    MUST_NOT_HEAR,
    label="Is there anybody who must not hear of this, or who may be a danger to a child?",
)
HOW_KNOWN: Final = Area("reason", "How you know")
WHAT_ELSE: Final = Area("note", "What else to know of it", rows=2)
AGENCY_OR_PERSON: Final = (
    WhichAgency("agency", "Which service?"),
    Text("name", "Who there?"),
    Select("person", "Or who of the family?", choices=somebody),
)
_SERVICES: Final = Group(
    "scope/agencies",
    "Which services?",
    (AnyAgency("", "Service"),),
    each="Service",
    hint="“Any service” is each that is listed now, and never immigration, benefits or a prison: "
    "name those. It needs a reason of its own.",
)
#: What a manager is asked to decide about, or decides about unasked.
SCOPE: Final = (
    Checks("scope/subjects", "About whom?", choices=everybody),
    _SERVICES,
    AnyInformation("scope/categories", "Which information?"),
    Select("scope/purposes", "Why would it be shared?"),
    Radios("scope/directions", "Are the services asked for information, or told something?"),
)


def who(words: str = "Who?") -> Radios:
    """Somebody of the family."""
    return Radios("person", words, choices=everybody)


def whom(words: str = "Who?") -> Radios:
    """Somebody of the family who is spoken to."""
    return Radios("person", words, choices=somebody)


def who_answers(words: str = "Who?") -> Radios:
    """Whoever says yes or no: somebody who is spoken to, or a council."""
    return Radios("person", words, choices=whoever_answers)


def when(words: str = "When?", *, is_exact: bool = False, by_day: bool = False) -> When:
    """When it was: now, where nothing is typed. `is_exact` where the operation takes how exactly
    that is known; `by_day` where a day is known and seldom a time, and it holds from its beginning.
    """
    precision, hint = "precision" if is_exact else "", "Leave it empty if it is now."
    return When("effective_at", words, hint=hint, precision=precision, by_day=by_day)


def of_readers(member: str, words: str, *, hint: str = "") -> Select:
    """Somebody who may read a family's record, by name."""
    return Select(member, words, choices=readers, hint=hint)


def team(words: str) -> OneOf:
    """One of the teams here, or another by its name."""
    return OneOf("team", words, choices=teams)


def colleague(member: str, words: str) -> Select:
    """Somebody who works here with families, by name."""
    return Select(member, words, choices=of_families)


def another(member: str, words: str) -> Select:
    """The same, where it cannot be whoever reads: they are not offered."""
    return Select(member, words, choices=_others)


def _others(known: Known) -> Iterator[Choice]:
    reader = known.visit.signed_in and known.visit.signed_in.principal.id
    return (one for one in of_families(known) if one.value != reader)
