"""What a family's pages are to whoever must not know: the same bytes with a hidden fact or without.

The replies are held to that in `tests/domain/test_own_view.py`. Here it is what is sent: each page,
what it would mean to say yes (its receipt says the same), and each letter; its size, its order, its
headers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consent_service.actions.guarding import as_if_kept
from consent_service.actions.moment import Moment
from consent_service.actions.own import StopAgreeing, stop_agreeing
from consent_service.actions.saidonline import SayYes, say_yes
from consent_service.api.read.letters import said_in
from consent_service.api.recorded.receipts import SaidThere, receipt
from consent_service.domain.file.authorityfile import AuthorityFile
from consent_service.domain.file.casefile import CaseFile
from consent_service.domain.file.view import View
from consent_service.domain.letters import letter
from consent_service.domain.letters.writing import KINDS
from consent_service.domain.own import own_view, seen_by
from consent_service.domain.own.lookedat import looked_at
from consent_service.domain.own.supporting import whom_they_support
from consent_service.domain.recorded.content import By
from consent_service.languages.language import ENGLISH
from consent_service.pages.family import changing, ownpage, saying
from consent_service.pages.family.addresses import STOP
from tests.api.running import Running, add_family
from tests.domain.own.families import Told, file_of, seen_part, times, told, whole
from tests.domain.own.lives import looks_until
from tests.domain.own.test_a_stop_stays import without_what_adults_said
from tests.domain.own.visible import CHILDREN, THEIRS
from tests.pages.opening import Browser
from tests.pages.test_own_page import CHANGE, YES, on_their_page
from tests.trying import is_campaign

#: A former partner whom nobody says is safe, and may be found to be a danger; a young person; and
#: a parent with whom nobody has spoken.
#: How every word begins that is hidden. A token of a form may have the two letters in its midst.
_HIDDEN: Final = re.compile(rb"(?<![A-Za-z0-9_-])Zz")
READERS: Final = [*((person, True) for person in sorted(THEIRS)), ("dad", False)]
#: For each reader: over a thousand in a campaign, and a short sample of them every day.
FAMILIES = 260 if is_campaign() else 2
#: Another in every reply, of whatever family: they say nothing of this one.
_OF_EACH_REPLY = {"Date", "X-Request-Id", "Set-Cookie"}


@pytest.fixture(scope="module")
def reader(made_up: Running) -> Browser:
    """Somebody whose page it is: what stands on it is what each family is found to reply."""
    return on_their_page(made_up, add_family(made_up))


@dataclass(frozen=True)
class Family:
    """One family as it stands, and what the operations of one person's page reply."""

    file: CaseFile
    person: str
    at: datetime

    @property
    def is_young(self) -> bool:
        return self.person in CHILDREN

    def ask(self, *_: Any) -> dict[str, Any]:
        return self.own

    @cached_property
    def own(self) -> dict[str, Any]:
        view = View(self.file, self.at, self.at)
        seen = seen_by(view, self.person, as_child=self.is_young)
        assert seen is not None
        looks = looked_at(view, self.person, looks_until(self.at))
        supporting = whom_they_support(view, self.person)
        own = own_view(seen, self.at, lambda _: None)
        return {**own, "supporting": supporting, "looked_at": looks}

    def say_yes(self, _visit: Any, _name: str, said: dict[str, Any], _once: str) -> Any:
        """What is only tried, and what is kept: the receipt of both is of the file with it."""
        by = By("themself", "YOUNG_PERSON" if self.is_young else "PARENT")
        moment = Moment(self.at, AuthorityFile(id="bexley"), by, self.file)
        chosen = SayYes(said["response"], who=tuple(said["who"]))
        done = say_yes(chosen, self.person, moment)
        there = SaidThere(self.person, self.is_young, tuple(done), self.at)
        kept = as_if_kept(moment, done)
        written = receipt(there, kept, moment.authority_file, ("own_yes", None), 1)
        return {"receipt": {**written, "entry_hash": "0" * 64}}

    def stop(self, _visit: Any, _name: str, said: dict[str, Any], _once: str) -> Any:
        """Likewise what a stop would mean."""
        by = By("themself", "YOUNG_PERSON" if self.is_young else "PARENT")
        moment = Moment(self.at, AuthorityFile(id="bexley"), by, self.file)
        done = stop_agreeing(StopAgreeing(said.get("response")), self.person, moment)
        there = SaidThere(self.person, self.is_young, tuple(done), self.at)
        kept = as_if_kept(moment, done)
        texts = ("own_stopped", "own_stopped_help")
        written = receipt(there, kept, moment.authority_file, texts, 1)
        if self.is_young:
            written |= {"means": without_what_adults_said(written["means"])}
        return {"receipt": {**written, "entry_hash": "0" * 64}}


def sent(browser: Browser, family: Family) -> Iterator[tuple[bytes, list[tuple[str, str]]]]:
    """Each page as it goes out: the first, and those behind the first thing of a kind."""
    own = family.own
    asked = ["/", STOP]
    asked += [f"{CHANGE}?answer={one['response']}" for one in own["agreed"][:1]]
    may = [one for one in (*own["said_no"], *own["ended"]) if one["may_say_yes"]]
    asked += [f"{YES}?answer={one['response']}" for one in may[:1]]
    with pytest.MonkeyPatch.context() as patched:
        for module in (ownpage, saying, changing):
            patched.setattr(module, "ask", family.ask)
            patched.setattr(module, "once", lambda: "the same")
        patched.setattr(changing, "record", family.say_yes)
        patched.setattr(saying, "record", family.stop)
        for address in asked:
            page = browser.get(address)
            assert page.status_code == 200, address
            headers = [one for one in page.headers.to_wsgi_list() if one[0] not in _OF_EACH_REPLY]
            yield page.data, headers


def letters(family: Family) -> list[Any]:
    own = family.own
    made = [letter(kind, own) for kind in KINDS]
    return [None if one is None else said_in(one, ENGLISH) for one in made]


def moments(seed: int, entries: list[Told]) -> Iterator[datetime]:
    """One in the middle, and the last."""
    every = times(entries)
    yield every[seed % len(every)]
    yield every[-1]


@pytest.mark.whole
@pytest.mark.parametrize(("person", "spoken"), READERS)
@settings(max_examples=FAMILIES)
@given(seed=st.integers(0, 2**48))
def test_F06_what_is_sent_is_the_same_bytes_with_each_hidden_fact_and_without(
    reader: Browser, person: str, spoken: bool, seed: int
) -> None:
    entries = told(person, seed, spoken=spoken)
    file, part = file_of(whole(entries)), file_of(seen_part(entries))
    for at in moments(seed, entries):
        one, other = Family(file, person, at), Family(part, person, at)
        pages = list(sent(reader, one))
        assert pages == list(sent(reader, other))
        assert not any(_HIDDEN.search(page) for page, _ in pages)
        assert letters(one) == letters(other)
