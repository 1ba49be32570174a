"""The green button of a page stands before those of less weight, unless they are of its own form:
on a telephone whoever is in a hurry presses what comes first. And nothing on a page is called as
something else there is.
"""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Final, NamedTuple

import pytest

from consent_service.pages.table import PAGES
from tests.pages.naming import alike
from tests.pages.walked import LEAD_ON, Visit, walk

SHOWN: Final = [one for one in PAGES if one.method == "GET" and one.name not in LEAD_ON]
_LESS: Final = {"govuk-button--secondary", "govuk-button--warning"}


class _Button(NamedTuple):
    words: str
    form: int
    is_less: bool


class _Buttons(HTMLParser):
    """Each button of what a page is about, and in which form it stands."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[_Button] = []
        self._forms, self._form, self._is_in, self._open = 0, 0, False, False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        called = {*(dict(attrs).get("class") or "").split()}
        self._is_in = self._is_in or tag == "main"
        if tag == "form":
            self._forms += 1
            self._form = self._forms
        if self._is_in and "govuk-button" in called:
            self._open = True
            self.found.append(_Button("", self._form, bool(called & _LESS)))

    def handle_data(self, data: str) -> None:
        if self._open:
            last = self.found[-1]
            self.found[-1] = last._replace(words=last.words + data)

    def handle_endtag(self, tag: str) -> None:
        self._form = 0 if tag == "form" else self._form
        self._is_in = self._is_in and tag != "main"
        self._open = self._open and tag not in ("a", "button")


def before_the_first(text: str) -> list[str]:
    """What stands before the first green button, and is none of its form's."""
    parser = _Buttons()
    parser.feed(text)
    found = parser.found
    first = next((n for n, one in enumerate(found) if not one.is_less), None)
    if first is None:
        return []
    mine = found[first].form
    return [one.words.strip() for one in found[:first] if not one.form or one.form != mine]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> list[Visit]:
    """Each page, as somebody reads it: in one walk for all that is asked of each."""
    with walk(tmp_path_factory.mktemp("read"), whole=False) as begun:
        return list(begun.visits(SHOWN))


def test_every_page_is_seen_by_somebody_in_the_walk(read: list[Visit]) -> None:
    """What is tried of each page elsewhere is tried of a page that somebody was led to."""
    assert [one.page for one in read] == [one.name for one in SHOWN]


def test_the_green_button_of_a_page_comes_first(read: list[Visit]) -> None:
    wrong = {one.page: found for one in read if (found := before_the_first(one.text))}
    assert wrong == {}


def test_nothing_on_a_page_is_called_what_something_else_there_is(read: list[Visit]) -> None:
    wrong = [f"{one.page}, {one.who}: {say}" for one in read for say in alike(one.text)]
    assert wrong == [], "\n".join(wrong)
