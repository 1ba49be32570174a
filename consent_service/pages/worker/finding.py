"""Find a family by whatever is known of anybody in it: what was typed stands in no address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from flask import Response

from ...actions.refused import Refused
from ...api.edge.problems import ProblemError
from ...domain.families.finding import FoundBy
from ..asking import ask_with, may_ask, problem_of
from ..byhand import misfit
from ..frame import Visit, show
from ..page import Page
from ..visit import WHOLE
from .withoutnames import is_kept_from

LONGEST: Final = 200
_MONTHS: Final = [f"{date(2000, month, 1):%b}".lower() for month in range(1, 13)]
#: As this service writes a day, and as others do: `4 March 2019`, `4th Mar 2019`, `March 4, 2019`,
#: `2019-03-04`, `4/3/2019`, `4.3.19`.
_NAMED: Final = rf"(?P<month>{'|'.join(_MONTHS)})[a-z]*\.?"
_OF_MONTH: Final = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_DAYS: Final = tuple(
    re.compile(rf"(?<![\w/.-]){one}(?![\w/-])", re.IGNORECASE)
    for one in (
        r"(?P<year>[0-9]{4})[./-](?P<month>[0-9]{1,2})[./-](?P<day>[0-9]{1,2})",
        r"(?P<day>[0-9]{1,2})[ ./-](?P<month>[0-9]{1,2})[ ./-](?P<year>[0-9]{4})",
        rf"{_OF_MONTH}(?: of)?[ ./-]*{_NAMED}[ ,./-]*(?P<year>[0-9]{{4}})",
        rf"{_NAMED}[ ]*{_OF_MONTH}[ ,]+(?P<year>[0-9]{{4}})",
        r"(?P<day>[0-9]{1,2})[./-](?P<month>[0-9]{1,2})[./-](?P<year>[0-9]{2})",
    )
)
#: Of two digits: of whom of a family it can be at all.
_THIS_CENTURY: Final = 30
#: What stands before a birth and is no name.
_BORN: Final = re.compile(
    r"\b(?:born(?: on)?|d\.?o\.?b\b\.?|date of birth|(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
    r"[: ,]*",
    re.IGNORECASE,
)
_MONTH: Final = re.compile(
    r"(?<![\w/.-])(?P<month>0?[1-9]|1[0-2])[./-](?P<year>(?:19|20)[0-9]{2})\b"
)
_MONTH_FIRST: Final = re.compile(
    r"(?<![\w/.-])(?P<year>(?:19|20)[0-9]{2})-(?P<month>0[1-9]|1[0-2])\b"
)
_MONTH_NAMED: Final = re.compile(
    rf"\b(?P<month>{'|'.join(_MONTHS)})[a-z]* (?P<year>(?:19|20)[0-9]{{2}})\b", re.IGNORECASE
)
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}")
_YEAR_BESIDE: Final = re.compile(
    r"(?<=[^\W\d_] )(?:19|20)[0-9]{2}$|^(?:19|20)[0-9]{2}(?= [^\W\d_]+)"
)
_POSTCODE: Final = re.compile(r"[A-Za-z]{1,2}[0-9][0-9A-Za-z]? ?[0-9][A-Za-z]{2}")
#: How old somebody is, beside their name: as this service writes it, `Theo Marchetti, 5`, and as
#: others do. Nobody is found by it.
_AGED: Final = re.compile(
    r"[ ,(]+(?:age|aged)?[: ]*[0-9]{1,2} ?(?:(?:years?|yrs?|months?|mths?|weeks?|wks?|y|m)\b\.?)?"
    r"(?: ?old)?\)?$",
    re.IGNORECASE,
)
#: As many digits as a telephone number has at least.
_TELEPHONE: Final = 9
NOT_FOUND: Final = (
    "This is too little to find anybody by. Type a name, a date of birth or a number."
)


#: Why somebody was found, in words.
FITS: Final[Mapping[str, str]] = {
    FoundBy.REFERENCE: "the reference",
    FoundBy.NUMBER: "the number",
    FoundBy.TELEPHONE: "the telephone",
    FoundBy.NAME: "the name",
    FoundBy.BIRTH: "the date of birth",
    FoundBy.FORMER_NAME: "a name they had before",
    FoundBy.POSTCODE: "the postcode",
    FoundBy.BIRTH_SWAPPED: "the date of birth, with day and month swapped",
    FoundBy.NAME_BEGINS: "how a name begins",
    FoundBy.BIRTH_MONTH: "the month of birth",
    FoundBy.DUE_MONTH: "the month in which they are expected",
    FoundBy.BIRTH_YEAR: "the year of birth",
    FoundBy.SOUNDS_LIKE: "a name that sounds like it",
    FoundBy.PART_OF_NAME: "part of a name",
}


def _form(visit: Visit) -> Response:
    may_ask(visit, "search")
    return _shows(visit, "", None)


def _found(visit: Visit) -> Response:
    return _shows(visit, *searched(visit))


def searched(visit: Visit) -> tuple[str, Mapping[str, Any] | None, str | None]:
    """What was typed, read as each kind of thing that it may be; who was found; what is wrong."""
    typed = visit.typed("about", WHOLE)
    if too_long := misfit(typed, LONGEST):
        return typed, None, too_long
    try:
        return typed, ask_with(visit, "search", as_known(typed)), None
    except (Refused, ProblemError) as error:
        if problem_of(error) != "invalid":
            raise
        return typed, None, NOT_FOUND


def as_known(typed: str) -> dict[str, Any]:
    """What the one field may mean, as the search takes it: each by itself may be enough."""
    said: dict[str, Any] = {}
    day, rest = next(filter(None, (one.search(typed) for one in _DAYS)), None), typed
    if day is not None:
        rest = _BORN.sub("", typed[: day.start()] + typed[day.end() :]).strip(" ,()")
        born_in = _year_of(day["year"])
        try:
            said["dob"] = date(born_in, _number_of(day["month"]), int(day["day"])).isoformat()
        except ValueError:
            said["year"] = born_in
    elif (month := _month_in(typed)) is not None:
        said["born_in"], rest = month
        if rest:
            said["reference"] = typed.strip()
    elif (year := _YEAR_BESIDE.search(typed)) is not None:
        # Beside a name it is of their birth, or of a reference; by itself it is looked at below.
        said["reference"] = typed.strip()
        said["year"], rest = int(year[0]), (typed[: year.start()] + typed[year.end() :]).strip(" ,")
    whole, (names, rest) = rest, _names_in(rest)
    if names:
        said["names"] = names
    if names not in ("", whole):
        # A reference may be made of words and figures.
        said["reference"] = whole
    digits = sum(one.isdigit() for one in rest)
    if _YEAR.fullmatch(rest):
        said["year"] = int(rest)
    elif _POSTCODE.fullmatch(rest):
        said["postcode"] = rest
    elif rest:
        said |= {"number": rest, "reference": whole}
        if digits >= _TELEPHONE:
            said["telephone"] = rest
    return said


def _names_in(typed: str) -> tuple[str, str]:
    """The names that stand in it, without an age, and the number or postcode beside them. What is
    written in capitals, or begins with a figure, may be a reference as a whole.
    """
    if not any(one.isdigit() for one in typed):
        return typed, ""
    first, _, _ = typed.partition(" ")
    if typed.isupper() or any(one.isdigit() for one in first):
        return "", typed
    typed = _AGED.sub("", typed)
    beside = _POSTCODE.search(typed)
    if beside is not None:
        return (typed[: beside.start()] + typed[beside.end() :]).strip(" ,()"), beside[0]
    words = typed.split()
    numbers = [word for word in words if any(one.isdigit() for one in word)]
    return " ".join(w for w in words if w not in numbers).strip(" ,()"), " ".join(numbers)


def _number_of(month: str) -> int:
    return _MONTHS.index(month[:3].lower()) + 1 if month.isalpha() else int(month)


def _year_of(year: str) -> int:
    if len(year) > 2:
        return int(year)
    return int(year) + (2000 if int(year) < _THIS_CENTURY else 1900)


def _month_in(typed: str) -> tuple[str, str] | None:
    """A month of birth, `3/2024`, `2024-03` or `March 2024`, and what stands beside it."""
    for pattern in (_MONTH, _MONTH_FIRST, _MONTH_NAMED):
        found = pattern.search(typed)
        if found is not None:
            month = _number_of(found["month"])
            rest = (typed[: found.start()] + typed[found.end() :]).strip(" ,")
            return f"{found['year']}-{month:02}", rest
    return None


def _shows(
    visit: Visit, typed: str, found: Mapping[str, Any] | None, wrong: str | None = None
) -> Response:
    return show(
        visit,
        "find.html",
        "Find a family",
        status=422 if wrong else 200,
        is_family=False,
        typed=typed,
        wrong=wrong,
        found=None if found is None else [_family(visit, one) for one in found["found"]],
        advice=[] if found is None else [one["text"] for one in found["advice"]],
        more=found is not None and found["next"] is not None,
    )


def _family(visit: Visit, found: Mapping[str, Any]) -> dict[str, Any]:
    by = {one["person"]: [FITS[code] for code in one["by"]] for one in found["fits"]}
    # Of a record that is kept to others nobody else can be asked about. Of any other the children
    # are: whoever types a mother's name has her child before them.
    about = [one["id"] for one in found["children"] if one["id"] in by]
    if is_kept_from(visit, found["file"]):
        about += [one["id"] for one in found["adults"] if one["id"] in by]
    return {
        "file": found["file"],
        "reference": found["reference"],
        "about": "&".join(f"subjects={one}" for one in about),
        "people": [
            {"names": one["names"], "dob": one["dob"], "by": by.get(one["id"], [])}
            for one in (*found["children"], *found["adults"])
        ],
    }


PAGES: Final = (
    Page("findFamily", "GET", "/find", _form),
    Page("findFamilySent", "POST", "/find", _found),
)
