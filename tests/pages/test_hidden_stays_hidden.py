"""What a family's page is to whoever must not know: the same bytes with a hidden fact and without.

The replies are held to that in `tests/domain/test_own_view.py`. Here it is the page as it is sent:
its size, its order and its headers; and what a receipt would say.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consent_service.domain.casefile import CaseFile
from consent_service.domain.own import own_view, seen_by
from consent_service.domain.own.lookedat import looked_at
from consent_service.domain.view import View
from consent_service.pages.family import ownpage
from tests.api.running import Running, add_family
from tests.domain.own.families import file_of, seen_part, times, told, whole
from tests.domain.own.lives import looks_until
from tests.domain.own.visible import CHILDREN, THEIRS
from tests.pages.opening import Browser
from tests.pages.test_own_page import on_their_page
from tests.trying import is_campaign

#: A former partner whom nobody says is safe, a parent to whom nobody has spoken, a young person.
READERS = sorted(THEIRS)
#: For each reader: over a thousand in a campaign, and a short sample of them every day.
FAMILIES = 340 if is_campaign() else 4
#: Another in every reply, of whatever family: they say nothing of this one.
_OF_EACH_REPLY = {"Date", "X-Request-Id", "Set-Cookie"}


@pytest.fixture(scope="module")
def reader(made_up: Running) -> Browser:
    """Somebody whose page it is: what stands on it is what each family is found to reply."""
    return on_their_page(made_up, add_family(made_up))


def reply_of(file: CaseFile, person: str, at: datetime) -> dict[str, Any]:
    view = View(file, at, at)
    seen = seen_by(view, person, as_child=person in CHILDREN)
    assert seen is not None
    looks = looked_at(view, person, looks_until(at))
    return {**own_view(seen, at, lambda _: None), "looked_at": looks}


def sent(browser: Browser, reply: dict[str, Any]) -> tuple[bytes, list[tuple[str, str]]]:
    """The page as it goes out."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(ownpage, "ask", lambda *_: reply)
        patched.setattr(ownpage, "once", lambda: "the same")
        page = browser.get("/")
    assert page.status_code == 200
    headers = [one for one in page.headers.to_wsgi_list() if one[0] not in _OF_EACH_REPLY]
    return page.data, headers


def moments(seed: int, entries: Any) -> Iterator[datetime]:
    """One in the middle, and the last."""
    every = times(entries)
    yield every[seed % len(every)]
    yield every[-1]


@pytest.mark.parametrize("person", READERS)
@settings(max_examples=FAMILIES)
@given(seed=st.integers(0, 2**48))
def test_a_page_is_the_same_bytes_with_each_hidden_fact_and_without(
    reader: Browser, person: str, seed: int
) -> None:
    entries = told(person, seed)
    file, part = file_of(whole(entries)), file_of(seen_part(entries))
    for at in moments(seed, entries):
        page = sent(reader, reply_of(file, person, at))
        assert page == sent(reader, reply_of(part, person, at))
        assert b"Zz" not in page[0]
