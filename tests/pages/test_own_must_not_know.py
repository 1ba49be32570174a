"""Wherever somebody types words on their own page they can say who must not know: in the same form,
with the same choices for everybody, whoever is on the file.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from consent_service.actions.refused import Refused
from consent_service.domain.codes import codes
from consent_service.pages.asking import record
from consent_service.pages.family import addresses, saying
from tests.api.running import Family, Running, add_family, agree
from tests.pages.opening import Page, opened
from tests.pages.test_own_page import on_their_page

#: The list, by whose page it is.
_LISTS = {"parent": "adult_kept_from", "child": "kept_from"}


@pytest.fixture
def family(made_up: Running) -> Family:
    family = add_family(made_up)
    agree(made_up, family)
    return family


def offered(page: Page, name: str = "must_not_know") -> list[str | None]:
    return [given["value"] for _, given in page.tags if given.get("name") == name]


def types_words(page: Page) -> bool:
    return any(tag == "textarea" for tag, _ in page.tags)


def asking(service: Running, family: Family) -> dict[str, str]:
    return {one["id"]: one["asking"] for one in service.get(family.path).get_json()["adults"]}


@pytest.mark.parametrize("whose", sorted(_LISTS))
def test_each_form_in_which_words_are_typed_offers_it(
    made_up: Running, family: Family, whose: str
) -> None:
    born = {"names": "Kit Example", "dob": "2009-01-01"}
    young = made_up.record(f"{family.path}/children", born)["id"]
    reader = family if whose == "parent" else replace(family, mother=young)
    browser = on_their_page(made_up, reader)
    assert addresses.KEPT_FROM in browser.open("/").reply.text
    found = 0
    for path in (v for k, v in vars(addresses).items() if k.isupper() and isinstance(v, str)):
        reply = browser.get(path)
        if not path.startswith(addresses.OWN) or reply.status_code != 200:
            continue
        page = opened(reply)
        if types_words(page):
            found += 1
            name = "who" if path == addresses.KEPT_FROM else "must_not_know"
            assert offered(page, name) == list(codes(_LISTS[whose])), path
    assert found >= 4


@pytest.mark.parametrize("path", [addresses.ASK, addresses.STOP, addresses.WRONG])
def test_what_is_ticked_beside_something_else_is_heard_with_it_and_once(
    made_up: Running, family: Family, path: str
) -> None:
    browser = on_their_page(made_up, family)
    form = browser.open(path)
    typed = {"words": "Ring me at work.", "wants": "LETTER", "must_not_know": "OTHER_PARENT"}
    for _ in range(2):
        kept = opened(browser.send(form, path, **typed), 200)
        assert "other parent" not in kept.text
    assert asking(made_up, family)[family.father] == "NO"
    assert len(made_up.get(family.path).get_json()["known"]["signs"]) == 1


def test_where_it_cannot_be_kept_the_form_comes_back_and_the_rest_is_heard(
    made_up: Running, family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = on_their_page(made_up, family)
    form, recorded = browser.open(addresses.STOP), record

    def away(visit: object, name: str, *others: object) -> object:
        if name == "sayWhoMustNotKnow":
            raise Refused("storage-unavailable")
        return recorded(visit, name, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(saying, "record", away)
    typed = {"words": "No more.", "must_not_know": "OTHER_PARENT"}
    again = opened(browser.send(form, addresses.STOP, **typed), 422)
    assert "No more." in again.text
    ticked = [g["value"] for _, g in again.tags if "checked" in g and g["name"] == "must_not_know"]
    assert ticked == ["OTHER_PARENT"]
    assert made_up.check(family.file, family.question())["outcome"] == "OBJECTION"
    monkeypatch.setattr(saying, "record", recorded)
    assert browser.send(again, addresses.STOP, **typed).status_code == 200
    assert asking(made_up, family)[family.father] == "NO"
