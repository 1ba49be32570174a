"""What a page sends by itself is nothing that somebody typed, wherever what they typed is shown."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from consent_service import pages
from consent_service.pages.page import CARRIED

_HIDDEN: Final = re.compile(r'<input type="hidden" name="([^"{]+)"')
_TYPED: Final = re.compile(r"<(?:input(?! type=.hidden.)|select|textarea)[^>]*? name=.([a-z_.]+)")
#: Of these nothing is shown again so: nobody is signed in yet, or what they typed is a family's.
_OTHERS: Final = frozenset({"family", "signin"})
#: Answered by a form, which says itself what stands in it.
_OF_FORMS: Final = re.compile(r"about|(?:advocates|enquiry|responses)\..*")


def test_whatever_stands_hidden_on_a_page_of_staffs_is_known_to_be_carried() -> None:
    folder = Path(pages.__file__).parent
    found = {
        name
        for page in folder.rglob("*.html")
        if _OTHERS.isdisjoint(page.relative_to(folder).parts)
        for name in _HIDDEN.findall(page.read_text())
    }
    assert {one for one in found if not _OF_FORMS.fullmatch(one)} == CARRIED | {"csrf"}


def test_nothing_that_is_carried_is_typed_or_chosen_on_any_page() -> None:
    every = [page.read_text() for page in Path(pages.__file__).parent.rglob("*.html")]
    typed = {name for page in every for name in _TYPED.findall(page)}
    assert "owner" in typed
    assert CARRIED.isdisjoint(typed)
