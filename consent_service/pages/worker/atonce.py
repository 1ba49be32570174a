"""Shared at once about a child whom nobody has on file: one screen, with what little is known.

The words to share now stand first, and nothing here is waited for: what is written down after is a
referral and what was shared, in that order, by the two operations that there are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, ClassVar, Final

from marshmallow.fields import Field

from ...domain.times import LONDON
from ..forms import (
    Area,
    Checks,
    DayOf,
    Form,
    Group,
    Heading,
    Known,
    Radios,
    Text,
    Typed,
    When,
    WhichAgency,
    pages,
)
from ..forms.inputs import NOTHING
from .referring import placed
from .sharing import AT_ONCE_FOR, KNOWS

#: The field in which a page says on which day it was shown.
_TODAY: Final = "today"


@dataclass(frozen=True, slots=True)
class AboutYears(Text):
    """How old somebody looks, in years: the likeliest day of birth is half a year before that."""

    not_years: ClassVar[str] = (
        "Give a guess in whole years, as in 4; 0 for a baby. If nobody knows, write “not known”."
    )

    def said(self, holds: Field[Any], typed: Typed, name: str) -> Any:  # noqa: ARG002
        """That day; what is no age goes as it was typed, to be refused."""
        years = typed.one(name)
        if not years:
            return NOTHING
        try:
            today = date.fromisoformat(typed.one(_TODAY))
        except ValueError:
            return years
        age = _age_of(years)
        if age is None:
            return years
        return (today - timedelta(days=round((age + 0.5) * 365.25))).isoformat()

    def complaint(self, typed: Typed, name: str) -> str | None:
        """That it is no age."""
        return self.not_years if _age_of(typed.one(name)) is None else None


def _today(known: Known, _: Typed) -> dict[str, str]:
    """The day on which it is shown: an age is one on a day, also if it is sent after midnight."""
    now = datetime.fromtimestamp(known.visit.service.access.browsers.now(), UTC)
    return {"today": now.astimezone(LONDON).date().isoformat()}


#: An age as it is typed in a hurry: "8", "about eight", "5 or 6", "8 years old", "18 months".
_AN_AGE: Final = re.compile(
    r"(?:about|around|approx\.?|c\.?|~)?\s*(?P<first>[0-9]{1,3}|[a-z]+)½?"
    r"\s*(?:(?:-|–|/|or|to)\s*(?:[0-9]{1,3}|[a-z]+))?"
    r"\s*(?:y|yrs?|years?|(?P<months>m|mths?|months?)|(?P<weeks>w|wks?|weeks?|days?))?"
    r"\s*(?:old|or so)?",
    re.IGNORECASE,
)
_IN_WORDS: Final = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
)
#: Of whom nobody knows the youngest is meant: nobody takes them for one who decides alone.
_OF_SOME: Final = {
    **dict.fromkeys(("baby", "newborn", "infant", "unborn", "unknown"), 0),
    **dict.fromkeys(("not known", "not sure", "don't know", "don’t know", "no idea", "?"), 0),
    **dict.fromkeys(("toddler",), 1),
    **dict.fromkeys(("teenager", "teen", "teenage"), 13),
}
_MOST_YEARS: Final = 99


def _age_of(typed: str) -> int | None:
    """Whole years; of two the lower. None for what is no age."""
    text = typed.strip().lower().removeprefix("a ").removeprefix("an ")
    if text in _OF_SOME:
        return _OF_SOME[text]
    found = _AN_AGE.fullmatch(text)
    if found is None:
        return None
    first = found["first"]
    if not first.isascii() or not (first.isdigit() or first in _IN_WORDS):
        return None
    count = int(first) if first.isdigit() else _IN_WORDS.index(first)
    if found["weeks"]:
        return 0
    years = count // 12 if found["months"] else count
    return years if years <= _MOST_YEARS else None


def _as_known(
    body: dict[str, Any], rows: Mapping[str, str]
) -> tuple[dict[str, Any], Mapping[str, str]]:
    """The risk is what the enquiry is about, and the words sent say what was shared: nobody types
    either twice.
    """
    for child in body.get("children", ()):
        # Whoever knows the day need not guess.
        if "dob" in child:
            child.pop("estimated_dob", None)
        else:
            # Where nothing was typed it is the guess that is asked for.
            child.setdefault("estimated_dob", "")
    then = body["then"]
    if "risk" in then:
        body.setdefault("enquiry", {})["worry"] = then["risk"]
    if "words_sent" in then["disclosure"]:
        then["disclosure"]["summary"] = then["disclosure"]["words_sent"].splitlines()[0]
    if "children" not in body:
        return body, {}
    # Of whom it was is said by the first of the two.
    then["disclosure"]["subjects"] = []
    return placed(body, rows)


def _about_them(first: Mapping[str, Any], then: dict[str, Any]) -> dict[str, Any]:
    """What was shared is about each child that was taken in, and in their enquiry."""
    children = [one["id"] for one in first["people"]]
    then["disclosure"] = {**then["disclosure"], "subjects": children}
    return {**then, "enquiry": first["enquiry"]} if first["enquiry"] else then


AT_ONCE: Final = Form(
    operation="takeReferral",
    name="shareNowOfNobody",
    then="recordShareNow",
    at="/share-now/new",
    title="Share now. Do not wait.",
    template="at_once.html",
    button="I have shared it: record this",
    is_heard_at_once=True,
    keeps_drafts=True,
    more=_today,
    besides=_as_known,
    always=frozenset({"children/label", "enquiry/worry"}),
    asked_at={
        # What is said of nobody is asked for where a child is named.
        "/then/disclosure/subjects": "/children/0/names",
        "/then/disclosure/summary": "/then/disclosure/words_sent",
        "/enquiry/worry": "/then/risk",
    },
    passes=_about_them,
    points={"dob-or-due-date": "children/estimated_dob"},
    fixed={"then/shared": True, "then/disclosure/purpose": AT_ONCE_FOR},
    fields=(
        WhichAgency("then/disclosure/agency", "Whom did you tell or ask?"),
        Text("then/disclosure/recipient", "Who was it there?"),
        Area("then/risk", "What was the risk, and why could it not wait?", rows=3),
        Area("then/disclosure/words_sent", "What did you say or send?", rows=4),
        Radios("then/disclosure/direction", "Did you ask, tell or both?"),
        Checks("then/disclosure/categories", "What information?"),
        Group(
            "children",
            "Which child?",
            (
                Text("names", "Name", hint="Or what is known: boy, about 4, Elm Street."),
                AboutYears(
                    "estimated_dob",
                    "About how old?",
                    hint="In whole years. A guess is enough.",
                    width=2,
                    inputmode="numeric",
                ),
                DayOf("dob", "Date of birth, if you know it"),
            ),
            each="Child",
        ),
        Heading("If you know more"),
        Radios("enquiry/rating", "How urgent is it now?"),
        Text("enquiry/referrer_name", "Who told you of it?"),
        Text("enquiry/referrer_contact", "How to reach them"),
        Radios("then/disclosure/safe_to_tell", "May the family know of it?", hint=KNOWS),
        When("then/effective_at", "When did you share it?", hint="Leave it empty if it is now."),
    ),
)

PAGES: Final = pages(AT_ONCE)
