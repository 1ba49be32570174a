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

    not_years: ClassVar[str] = "Give a guess in whole years, as in 4; 0 for a baby."

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


#: An age as it is typed in a hurry: "8", "about 8", "8 or so", "8 years old".
_AN_AGE: Final = re.compile(
    r"(?:about|around|approx\.?|c\.?|~)?\s*([0-9]{1,2})\s*(?:y|yrs?|years?)?\s*(?:old|or so)?",
    re.ASCII | re.IGNORECASE,
)


def _age_of(typed: str) -> int | None:
    found = _AN_AGE.fullmatch(typed.strip())
    return None if found is None else int(found[1])


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
