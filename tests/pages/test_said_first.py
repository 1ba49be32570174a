"""What an answer says first: of whom one may go ahead, and who said no in which words. Whoever is
on the telephone reads no further.
"""

from __future__ import annotations

from tests.api.running import Family, Running, add_family, agree
from tests.pages.test_being_somebody import someone


def _answered(service: Running, family: Family, **changes: object) -> str:
    checked = service.check(family.file, family.question(**changes))
    page = someone(service).open(f"/files/{family.file}/checks/{checked['ledger']['seq']}")
    return page.text.partition("What is agreed, about whom")[0]


def test_where_some_of_it_is_agreed_it_says_of_what(made_up: Running) -> None:
    family = add_family(made_up)
    agree(made_up, family)
    first = _answered(made_up, family, categories=["CHILD_HEALTH", "EDUCATION"])
    assert "You can ask about Ng (the child's health)." in first
    # Where all of it is, or nothing is, the headline says so.
    assert "You can ask about" not in _answered(made_up, family)
    assert "You can ask about" not in _answered(made_up, family, categories=["EDUCATION"])


def test_whoever_said_no_is_quoted_once_with_the_day(made_up: Running) -> None:
    family = add_family(made_up)
    no = family.agreement(answer="REFUSED", expires_at=None, words="I don't want the nurse told.")
    made_up.record(f"{family.path}/conversations", family.conversation(no))
    first = _answered(made_up, family)
    assert first.count("said no on 9 March 2026: “I don't want the nurse told.”") == 1


def test_where_an_adult_is_asked_about_they_are_not_called_a_young_person(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    no = {"person": family.mother, "answer": "REFUSED", "scope": family.scope(subjects=["*"])}
    made_up.record(f"{family.path}/responses", no)
    question = family.question(subjects=[family.father])
    checked = made_up.check(family.file, question)
    page = someone(made_up).open(f"/files/{family.file}/checks/{checked['ledger']['seq']}")
    assert "They do not decide this: the adult does." in page.text
    assert "young person" not in page.text
