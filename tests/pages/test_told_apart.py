"""Answers that differ in anything by which a check tells them apart are told apart where staff read
them; and the one that a question may have meant is named.
"""

from __future__ import annotations

import re
from typing import Any, Final

import pytest

from tests.api.running import Family, Running, add_family
from tests.pages.test_being_somebody import someone
from tests.pages.test_deciding import MANAGER, asked_for
from tests.pages.test_what_they_answered import NO, YES, after, talk

#: Of each dimension of an answer: another than is usual, and how that reads.
_OTHERWISE: Final[dict[str, tuple[list[Any], str]]] = {
    "purposes": (["CIN_ASSESSMENT"], "for: "),
    "agencies": ([{"type": "SCHOOL"}], "the school"),
    "categories": (["EDUCATION"], "progress in education"),
    "directions": (["SHARE"], "(tell the agency)"),
}


def one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("member", _OTHERWISE)
def test_a_yes_and_a_no_that_differ_in_one_thing_alone_read_so(
    made_up: Running, member: str
) -> None:
    """Of two purposes "Said no" stood over "Agreed", both about the very same."""
    family = add_family(made_up)
    other, reads = _OTHERWISE[member]
    talk(made_up, family, NO, "REFUSED")
    talk(made_up, family, YES, "AGREED", **{member: other})
    home = one_line(someone(made_up).open(f"/files/{family.file}").text)
    sheet = one_line(someone(made_up, MANAGER).open(asked_for(made_up, family)).text)
    for text, no, yes in (
        (home, "✕ Said no", "✓ Agreed the"),
        (sheet, "✕ Said no", "✓ Agreed"),
    ):
        said_no, said_yes = after(text, no), after(text, yes)
        assert NO in said_no
        assert YES in said_yes
        assert reads in said_yes
        about = [
            re.sub(r"^.*?(the (?:health|school).*?)“.*$", r"\1", one) for one in (said_no, said_yes)
        ]
        assert about[0] != about[1]


def test_two_noes_for_two_purposes_are_two(made_up: Running) -> None:
    """Of two that read alike the last alone is told."""
    family = add_family(made_up)
    talk(made_up, family, NO, "REFUSED")
    talk(made_up, family, "Nor for that.", "REFUSED", purposes=["CIN_ASSESSMENT"])
    home = one_line(someone(made_up).open(f"/files/{family.file}").text)
    assert home.count("✕ Said no to the health visitor") == 2
    assert NO in home


def asked_a_gp(service: Running, family: Family, **named: str) -> str:
    """What a page says of the check of one, and of a line of the check of two."""
    browser = someone(service)
    agencies = [{"type": "GP", **named}, {"type": "SCHOOL"}]
    texts = []
    for asked in (agencies[:1], agencies):
        question = family.question()
        question.pop("agency")
        found = service.post(f"{family.path}/agency-checks", {**question, "agencies": asked})
        places = "-".join(str(one["ledger"]["seq"]) for one in found.get_json()["answers"])
        texts.append(browser.open(f"/files/{family.file}/checks/{places}").text)
    return one_line(" ".join(texts))


@pytest.mark.parametrize(
    ("named", "says"),
    [
        ({}, "Say which one: they said no to Park Surgery."),
        ({"organisation": "Parkview Surgery"}, "They said no to Park Surgery: is it this one?"),
    ],
)
def test_the_service_that_somebody_said_no_to_is_named_where_one_is_to_be_said(
    made_up: Running, named: dict[str, str], says: str
) -> None:
    family = add_family(made_up)
    talk(made_up, family, NO, "REFUSED", agencies=[{"type": "GP", "organisation": "Park Surgery"}])
    assert asked_a_gp(made_up, family, **named).count(says) == 2
