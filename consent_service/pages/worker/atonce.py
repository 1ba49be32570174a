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

from ...domain.recorded.sharingatonce import AT_ONCE_FOR
from ...domain.times import LONDON
from ..forms.choices import Known
from ..forms.days import DayOf, When
from ..forms.filling import pages
from ..forms.form import Form, Group, Heading
from ..forms.inputs import NOTHING, Area, Checks, Radios, Text, WhichAgency
from ..forms.typed import Typed
from .referring import placed
from .sharing import KNOWS

#: How a child is called of whom nobody knows a name.
_NO_NAME: Final = "Child, name not known yet"
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
        age = _age_of(years)
        return (age is not None and _on_a_day(age, typed.one(_TODAY))) or years

    def complaint(self, typed: Typed, name: str) -> str | None:
        """That it is no age."""
        return self.not_years if _age_of(typed.one(name)) is None else None


@dataclass(frozen=True, slots=True)
class BornOn(DayOf):
    """A day of birth; what is none goes as it was typed, and is kept beside the name."""

    def said(self, holds: Field[Any], typed: Typed, name: str) -> Any:
        """The day, or what stands in its three fields."""
        day = DayOf.said(self, holds, typed, name)
        return day if day is NOTHING or _is_a_day(day) else self.in_words(holds, typed, name)


def _on_a_day(years: int, today: str) -> str:
    """The likeliest day of birth of somebody of so many years; empty where nobody said today’s."""
    if not _is_a_day(today):
        return ""
    return (date.fromisoformat(today) - timedelta(days=round((years + 0.5) * 365.25))).isoformat()


def _today(known: Known, typed: Typed) -> dict[str, str]:
    """The day on which it was shown first: an age is one on a day, also if it is sent after
    midnight, or gone on with from a draft.
    """
    if _is_a_day(day := typed.one(_TODAY)):
        return {"today": day}
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
#: A year at school, by which the youngest in it are so much older.
_AT_SCHOOL: Final = re.compile(r"\by(?:(?:ea)?r)?\s*(?P<year>[0-9]{1,2})\b")
_BEFORE_THE_FIRST: Final = 4
_NOT_IN_YEARS: Final = re.compile(r"\b[0-9]*\s*(?:m|mo|mn?ths?|months?|w|wks?|weeks?|days?)\b")
_CLASSES: Final = {"reception": 4, "nursery": 3}
#: Whatever else is typed around the one number that there is: "6ish", "looks 6", "prob 6 tops".
_A_NUMBER: Final = re.compile(r"(?<![-0-9/.])[0-9]{1,2}(?![0-9/.])")
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
        return _age_inside(text)
    first = found["first"]
    if not first.isascii() or not (first.isdigit() or first in _IN_WORDS):
        return None
    count = int(first) if first.isdigit() else _IN_WORDS.index(first)
    if found["weeks"]:
        return 0
    years = count // 12 if found["months"] else count
    return years if years <= _MOST_YEARS else None


def _age_inside(text: str) -> int | None:
    """By a class at school, or the one number that there is among other words; of what is counted
    in months or weeks, none.
    """
    if _NOT_IN_YEARS.search(text) is not None:
        return None
    if (year := _AT_SCHOOL.search(text)) is not None:
        return int(year["year"]) + _BEFORE_THE_FIRST
    classes = [age for word, age in _CLASSES.items() if word in text]
    ages = [*classes, *map(int, _A_NUMBER.findall(text))]
    return ages[0] if len(ages) == 1 else None


def _as_known(
    body: dict[str, Any], rows: Mapping[str, str], typed: Typed
) -> tuple[dict[str, Any], Mapping[str, str]]:
    """The risk is what the enquiry is about, and the words sent say what was shared: nobody types
    either twice.
    """
    then = body["then"]
    if "risk" in then:
        body.setdefault("enquiry", {})["worry"] = then["risk"]
    fixed = {"shared": True, "disclosure": {"purpose": AT_ONCE_FOR}}
    if body == {"then": fixed}:
        # Nobody typed anything.
        return body, {}
    if "children" not in body:
        # Who the child is may be all that nobody knows.
        body["children"], rows = [{}], {"/children/0": "/children/0"}
    for child in body["children"]:
        _as_far_as_known(child, typed.one(_TODAY))
    # Of whom it was is said by the first of the two.
    then["disclosure"]["subjects"] = []
    return placed(body, rows, typed)


def _as_far_as_known(child: dict[str, Any], today: str) -> None:
    """A name and a birth, so that there is somebody to have a file: what was typed for an age or a
    day and is none stands with the name, and of an age that nobody guessed the youngest is meant.
    """
    beside = []
    for member in ("dob", "estimated_dob"):
        typed = child.get(member)
        if typed is not None and not _is_a_day(typed):
            beside.append(str(child.pop(member)))
    if "dob" in child:
        # Whoever knows the day need not guess.
        child.pop("estimated_dob", None)
    else:
        child.setdefault("estimated_dob", _on_a_day(0, today))
    child["names"] = ", ".join([child.get("names") or _NO_NAME, *filter(None, beside)])


def _is_a_day(typed: str) -> bool:
    try:
        date.fromisoformat(typed)
    except ValueError:
        return False
    return True


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
        "/enquiry/worry": "/then/risk",
    },
    passes=_about_them,
    kept_without=frozenset({"then/risk"}),
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
                BornOn("dob", "Date of birth, if you know it"),
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
