"""A page is made from one view of the file that it is about, and what is sent from none."""

from __future__ import annotations

from typing import Any

import pytest

from consent_service.api.edge import operations, views
from consent_service.domain.file.view import View
from tests.api.running import Running, add_family, agree
from tests.pages.test_being_somebody import someone


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[View]:
    """Each view that an operation was handed."""
    found: list[View] = []

    def view(*of: Any) -> View:
        found.append(View(*of))
        return found[-1]

    monkeypatch.setattr(operations, "View", view)
    monkeypatch.setattr(views, "View", view)
    return found


@pytest.mark.parametrize("page", ["", "/sent", "/timeline", "/conversations/new", "/together"])
def test_each_page_of_a_family_is_made_from_one(
    made_up: Running, made: list[View], page: str
) -> None:
    """The family's page made three of one file, each of which worked out all of it anew."""
    family = add_family(made_up)
    agree(made_up, family)
    browser = someone(made_up)
    made.clear()
    browser.open(f"/files/{family.file}{page}")
    assert len({one.file.id for one in made}) == 1
    assert len(made) == 1


def test_what_is_read_after_something_was_sent_is_as_it_is_then(
    made_up: Running, made: list[View]
) -> None:
    family = add_family(made_up)
    browser, path = someone(made_up), f"/files/{family.file}/attempts/new"
    page = browser.open(path)
    made.clear()
    said = {"person": family.father, "method": "PHONE_VERBAL"}
    assert browser.send(page, path, **said).status_code == 303
    assert len({id(one) for one in made}) == len(made)
