"""A no that names a service is heard, however it is named in the no and in the question."""

from __future__ import annotations

import pytest

from tests.api.running import Family, Running, add_family, agree, answer_of

ELM = {"type": "SCHOOL", "organisation": "Elm Primary School"}


@pytest.mark.parametrize("in_the_no", [{}, {"id": "a" * 24}])
@pytest.mark.parametrize(
    ("in_the_question", "expected"),
    [(ELM, ("OBJECTION", "EXCLUDED")), ({"type": "SCHOOL"}, ("ASK", "NAME_THE_SERVICE"))],
)
def test_an_id_that_says_nothing_beside_the_name_hides_no_no(
    sqlite_service: Running,
    in_the_no: dict[str, str],
    in_the_question: dict[str, str],
    expected: tuple[str, str],
) -> None:
    family = said_no_to_elm(sqlite_service, in_the_no)
    assert asked(sqlite_service, family, in_the_question) == expected


def said_no_to_elm(service: Running, with_id: dict[str, str]) -> Family:
    """The mother agrees to any school but Elm Primary School."""
    family = add_family(service)
    no = {"agencies": [{**ELM, **with_id}]}
    scope = family.scope(agencies=[{"type": "SCHOOL"}], exclusions=no)
    agree(service, family, answer="AGREED_IN_PART", scope=scope)
    return family


def asked(service: Running, family: Family, agency: dict[str, str]) -> tuple[str, str]:
    question = family.question(agency=agency)
    answer = answer_of(service.post(f"{family.path}/checks", question, key=None))
    return answer["outcome"], answer["reasons"][0]["code"]
