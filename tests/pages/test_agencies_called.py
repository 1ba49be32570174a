"""What somebody said is about, as a page calls it: a no to everything reads as one."""

from __future__ import annotations

import pytest

from consent_service.domain.scopes.scope import ANY
from consent_service.pages.agencies import about_what, for_what, with_whom

SCHOOL = {"type": "SCHOOL", "organisation": "Hill School", "id": None, "described": None}
ANYBODY = {"type": ANY, "organisation": None, "id": None, "described": None}


@pytest.mark.parametrize(
    ("agencies", "categories", "called"),
    [
        ([SCHOOL], ["CHILD_HEALTH"], "Hill School: the child's health"),
        ([SCHOOL], [ANY], "everything, with Hill School"),
        ([ANYBODY], ["CHILD_HEALTH"], "any service: the child's health"),
        ([ANYBODY], [ANY], "everything, with every service"),
    ],
)
def test_a_no_to_everything_says_so(
    agencies: list[dict[str, str | None]], categories: list[str], called: str
) -> None:
    scope = {"agencies": agencies, "categories": categories, "subjects": ["ng", ANY]}
    assert with_whom(scope) == called
    assert about_what(scope, {"ng": "Ng"}) == f"{called}, about Ng and everybody"


def test_what_it_is_for_says_which_way_too() -> None:
    some = {"purposes": ["CIN_ASSESSMENT"], "directions": ["SEEK"]}
    assert for_what(some).startswith("for: ")
    assert for_what({"purposes": [ANY], "directions": ["BOTH"]}) == "for anything (ask and tell)"
