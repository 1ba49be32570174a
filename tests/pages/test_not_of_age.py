"""Whoever is not of age is asked first whom they fear, and told where help is: on each form of
their page, and whatever they were put on file as.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pytest

from consent_service.domain.file.findings import OF_AGE
from consent_service.domain.letters import texts
from consent_service.pages.family import addresses
from tests.api.running import Family, Running, add_family
from tests.pages.opening import opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_own_page import on_their_page

#: What stands first, in this order.
FIRST: Final = (texts.HELP, texts.IN_DANGER, "Childline", "0800 1111", texts.MUST_NOT_KNOW)
BORN: Final = {"names": "Kestra Lanyon", "dob": "2009-12-05"}


def put_in(service: Running, family: Family, what: str) -> str:
    """As a child; as the adult who cares for one; as a child who is herself a mother."""
    kind = "adults" if what == "adult" else "children"
    person: str = service.record(f"{family.path}/{kind}", BORN)["id"]
    if what != "child":
        link = {"person": person, "child": family.child, "pr_status": "YES"}
        role = "MOTHER" if what == "mother" else "KINSHIP_CARER"
        service.record(f"{family.path}/relationships", {**link, "role": role})
    return person


def in_order(text: str) -> bool:
    """Each of these once it is read from the top, and before what they agreed to."""
    until = text.find(texts.YES)
    places = [text.find(one) for one in FIRST]
    return until > 0 and places == sorted(places) and places[0] >= 0 and places[-1] < until


@pytest.mark.parametrize("what", ["child", "adult", "mother"])
def test_what_stands_first_on_a_young_persons_page_stands_first_in_each_form_of_it(
    made_up: Running, what: str
) -> None:
    """A carer of sixteen read the page of an adult, and a letter had neither for anybody."""
    family = add_family(made_up)
    family = replace(family, mother=put_in(made_up, family, what))
    browser = on_their_page(made_up, family)
    page = browser.open("/")
    assert in_order(page.text)
    assert addresses.KEPT_FROM in [given.get("href") for _, given in page.tags]
    assert "Your parents and carers cannot see it" in page.text
    form = browser.open(addresses.KEPT_FROM)
    kept = opened(browser.send(form, addresses.KEPT_FROM, who="MY_MUM", words="she hits me"), 200)
    assert "We keep it from them" in kept.text
    due = made_up.get(f"{family.path}/tasks").get_json()["tasks"]
    assert "WEIGH_WISH" in {one["code"] for one in due}
    worker, path = someone(made_up), f"/files/{family.file}/people/{family.mother}/letters"
    typed = {"kind": "OWN_PAGE", "style": "STANDARD", "contact": "", "language": ""}
    paper = worker.open(path)
    assert in_order(worker.send(paper, path, **typed).text)
    assert in_order(opened(worker.send(paper, path, **typed, does="READ"), 200).text)


def test_a_grown_up_parent_says_who_must_not_know_by_choices_of_their_own(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    browser = on_their_page(made_up, family)
    page = browser.open("/")
    assert texts.MUST_NOT_KNOW in page.text
    assert "Your parents and carers" not in page.text
    asked = browser.open(addresses.KEPT_FROM)
    assert "My mum" not in asked.text
    assert "Bo Example" not in asked.text


def test_that_somebody_is_not_of_age_is_said_when_they_are_put_in(made_up: Running) -> None:
    family = add_family(made_up)
    young = made_up.record(f"{family.path}/adults", BORN)
    assert "NOT_OF_AGE" in {one["code"] for one in young["notices"]}
    born = f"{made_up.clock.now.year - OF_AGE - 1}-12-05"
    grown = made_up.record(f"{family.path}/adults", {"names": "Rosen Lanyon", "dob": born})
    assert "NOT_OF_AGE" not in {one["code"] for one in grown["notices"]}
