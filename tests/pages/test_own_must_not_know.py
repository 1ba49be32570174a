"""Wherever somebody types words on their own page they can say who must not know: in the same form,
with the same choices for everybody, whoever is on the file.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from consent_service.actions.refused import Refused
from consent_service.api.edge.problems import ProblemError
from consent_service.domain.codes import codes
from consent_service.domain.recorded.events import AgreementWithdrawn
from consent_service.pages.asking import record
from consent_service.pages.family import addresses, saying
from consent_service.pages.family.receipts import WRITTEN
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


@pytest.mark.parametrize("path", [addresses.ASK, addresses.STOP, addresses.WRONG])
@pytest.mark.parametrize("rest", ["kept", "kept-for-now"])
def test_where_it_cannot_be_kept_the_rest_is_and_the_page_says_both(
    made_up: Running,
    family: Family,
    monkeypatch: pytest.MonkeyPatch,
    path: str,
    rest: str,
) -> None:
    """The form came back as if nothing of it were kept, and the stop had been."""
    browser = on_their_page(made_up, family)
    form, recorded = browser.open(path), record
    answers = len(made_up.entries())

    def away(visit: object, name: str, *others: object) -> object:
        if name == "sayWhoMustNotKnow":
            raise Refused("storage-unavailable" if rest == "kept" else "invalid")
        if rest != "kept":
            raise ProblemError(rest)
        return recorded(visit, name, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(saying, "record", away)
    typed = {"words": "No more.", "wants": "LETTER", "must_not_know": "OTHER_PARENT"}
    page = opened(browser.send(form, path, **typed), 200 if rest == "kept" else 202)
    assert WRITTEN in page.text
    assert saying.NOT_BOTH in page.text
    assert ("Your receipt" in page.text) is (rest == "kept")
    # Neither what they typed nor whom they mean is read there by who has the telephone next.
    assert "No more." not in page.text
    if path == addresses.STOP and rest == "kept":
        assert made_up.check(family.file, family.question())["outcome"] == "OBJECTION"
    monkeypatch.setattr(saying, "record", recorded)
    hidden = (g for _, g in page.tags if g.get("type") == "hidden")
    sent = {str(g["name"]): g["value"] or "" for g in hidden}
    assert sent["must_not_know"] == "OTHER_PARENT"
    kept = opened(browser.send(page, path, **sent), 200)
    assert saying.NOT_BOTH not in kept.text
    assert asking(made_up, family)[family.father] == "NO"
    since = [entry.content.event for entry in made_up.entries()][answers:]
    stops = [one for one in since if isinstance(one, AgreementWithdrawn)]
    assert len(stops) == (path == addresses.STOP)
