"""A birth is read as this service writes it, and as anybody does: a child was looked for by the
day that stood on the page before, was not found, and was taken in a second time.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_service.domain.times import LONDON
from consent_service.domain.words.naming import day as as_written
from consent_service.pages.worker.finding import as_known

#: Each way in which a day is written here, or is by others.
WAYS = (
    "{d.day} {d:%B} {d.year}",
    "{d.day} {d:%b} {d.year}",
    "{d:%d} {d:%B} {d.year}",
    "{d:%d/%m/%Y}",
    "{d.day}/{d.month}/{d.year}",
    "{d.day}.{d.month}.{d.year}",
    "{d.day} {d.month} {d.year}",
    "{d:%Y-%m-%d}",
    "{d:%d-%b-%Y}",
    "{d:%A} {d.day} {d:%B} {d.year}",
    "{d:%B} {d.day}, {d.year}",
    "{d.day}th of {d:%B} {d.year}",
    "born on {d.day} {d:%B} {d.year}",
    "DOB: {d:%d/%m/%Y}",
)


@pytest.mark.parametrize("way", WAYS)
@given(st.dates(date(1930, 1, 1), date(2026, 11, 29)))
def test_a_day_of_birth_is_read_in_each_way_in_which_it_is_written(way: str, born: date) -> None:
    typed = way.format(d=born)
    assert as_known(typed) == {"dob": born.isoformat()}, typed
    beside = {"names": "Oscar Pennington", "dob": born.isoformat()}
    assert as_known(f"Oscar Pennington, {typed}") == beside
    assert as_known(f"Oscar Pennington ({typed})") == beside


@given(st.dates(date(1930, 1, 1), date(2026, 11, 29)))
def test_a_day_as_the_words_of_this_service_have_it_is_read(born: date) -> None:
    assert as_known(as_written(datetime.combine(born, time(12), LONDON))) == {
        "dob": born.isoformat()
    }


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("4/3/19", {"dob": "2019-03-04"}),
        ("4.9.84", {"dob": "1984-09-04"}),
        ("March 2019", {"born_in": "2019-03"}),
        ("3/2019", {"born_in": "2019-03"}),
        ("31 February 2019", {"year": 2019}),
        ("2019", {"year": 2019}),
        ("April May", {"names": "April May"}),
        ("May 1", {"names": "May", "reference": "May 1"}),
        ("MAY 1", {"number": "MAY 1", "reference": "MAY 1"}),
        ("020 7946 0018", dict.fromkeys(("number", "reference", "telephone"), "020 7946 0018")),
    ],
)
def test_what_is_no_day_is_read_as_before(typed: str, expected: dict[str, Any]) -> None:
    assert as_known(typed) == expected


@pytest.mark.parametrize(
    "age",
    ["5", "aged 5", "age 5", "5 years old", "10 months", "5y", "6 weeks old", "5 yrs", "16"],
)
@pytest.mark.parametrize("way", ["{}, {}", "{} ({})", "{} {}"])
def test_an_age_beside_a_name_is_no_part_of_it(way: str, age: str) -> None:
    assert as_known(way.format("Theo Marchetti", age))["names"] == "Theo Marchetti"
    assert "number" not in as_known(way.format("Theo Marchetti", age))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("serena 07700 900201", {"number": "07700 900201", "telephone": "07700 900201"}),
        ("serena, 07700900201", {"number": "07700900201", "telephone": "07700900201"}),
        ("serena ls2 2bb", {"postcode": "ls2 2bb"}),
        ("serena 943 476 5919", {"number": "943 476 5919", "telephone": "943 476 5919"}),
        ("serena 4711", {"number": "4711"}),
    ],
)
def test_a_number_beside_a_name_is_looked_for_with_it(typed: str, expected: dict[str, Any]) -> None:
    assert as_known(typed) == {"names": "serena", "reference": typed, **expected}
