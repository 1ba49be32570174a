"""What a form is answered with is read from an address: whoever goes back, or loads it again, sends
nothing. Of every form in every test that is held by `tests/pages/opening.py`; here is whose it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import Engine, Row, select
from werkzeug.test import TestResponse

from consent_service.access.tokens import Access
from consent_service.domain.file.looks import VERIFY
from consent_service.storage.database.tables import drafts
from consent_service.storage.people.keptpages import MOST
from consent_service.storage.sealed.keys import reads_of
from consent_service.storage.whole.reader import LedgerReader
from tests.api.running import Running, add_family
from tests.pages.opening import Browser, opened
from tests.pages.test_being_somebody import someone


def answered(browser: Browser, path: str, **typed: str) -> str:
    """Where what the form is answered with stands."""
    sent = browser.open(path).form(path) | typed
    ours = {"Host": browser.host, "Origin": browser.origin, "Sec-Fetch-Site": "same-origin"}
    reply = browser.client.post(path, data=sent, headers=ours, base_url=browser.origin)
    assert reply.status_code == 303
    return reply.headers["Location"]


def reads(browser: Browser, address: str, status: int = 200) -> TestResponse:
    reply = browser.get(address)
    opened(reply, status)
    return reply


def test_what_was_wrong_and_what_was_typed_are_read_as_often_as_somebody_goes_back(
    made_up: Running,
) -> None:
    family, browser = add_family(made_up), someone(made_up)
    path = f"/files/{family.file}/attempts/new"
    address = answered(browser, path, words="Nobody came to the door.")
    assert re.fullmatch(rf"{path}\?draft=[0-9a-f]{{24}}&shown=[0-9a-f]{{24}}", address)
    size = made_up.size()
    first, again = (reads(browser, address, 422) for _ in range(2))
    assert first.text == again.text
    assert "Nobody came to the door." in first.text
    assert first.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in first.headers["Content-Security-Policy"]
    assert made_up.size() == size
    # And it goes on from there, as it would have.
    assert browser.send(opened(first, 422), path, person=family.father).status_code == 303


def test_what_was_sought_is_found_again_without_being_in_an_address(made_up: Running) -> None:
    browser = someone(made_up)
    address = answered(browser, "/find", about="Quillon Example")
    assert "Example" not in address
    assert "Quillon Example" in reads(browser, address).text


def test_it_is_read_in_the_very_browser_alone_and_at_its_own_address(made_up: Running) -> None:
    browser, other = someone(made_up), someone(made_up)
    address = answered(browser, "/find", about="Quillon Example")
    assert "Quillon" not in reads(other, address).text
    assert browser.get(address.replace("/find?", "/shown?")).headers["Location"] == "/"
    # Nor after they have left, whoever signs in there next.
    browser.post("/sign-out", browser.open("/").form("/sign-out"))
    assert browser.get(address).status_code == 401
    browser.send(browser.open("/"), "/demonstration/be", who="0")
    assert "Quillon" not in reads(browser, address).text


def test_nothing_readable_of_it_is_in_the_database_and_it_goes_when_the_session_may_not_live(
    made_up: Running,
) -> None:
    browser, engine = someone(made_up), made_up.storage.engine
    before = {row.file for row in rows(engine)}
    for _ in range(MOST + 2):
        answered(browser, "/find", about="Zebedee Example")
    kept = [row for row in rows(engine) if row.file not in before]
    assert len(kept) == MOST
    assert not [row for row in kept if b"Zebedee" in row.sealed or b"Find a family" in row.sealed]
    now, life = made_up.app.extensions["consent"].access.browsers.now(), timedelta(hours=8)
    assert all(now < row.gone_at <= now + life.total_seconds() for row in kept)


def test_whoever_may_not_see_the_family_any_more_reads_it_no_more(made_up: Running) -> None:
    family, browser = add_family(made_up), someone(made_up)
    address = answered(browser, f"/files/{family.file}/attempts/new", words="Nobody was in.")
    assert "Nobody was in." in reads(browser, address, 422).text
    kept = {"staff": "manager-1", "reason": "Her mother works in the team next door."}
    made_up.record("/v1/restrictions", kept | {"file": family.file}, "MASH_MANAGER")
    assert "Nobody was in." not in browser.get(address).text


def test_whoever_is_something_else_since_reads_it_no_more(
    made_up: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = someone(made_up)
    address = answered(browser, "/find", about="Quillon Example")
    roles = frozenset({"IG_OFFICER"})
    monkeypatch.setattr(Access, "as_of_now", lambda _, who: replace(who, roles=roles))
    assert "Quillon" not in browser.get(address).text


@pytest.fixture
def later(made_up: Running, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Has it be so many minutes after the test began."""
    browsers = made_up.app.extensions["consent"].access.browsers
    began = browsers.now()
    return lambda minutes: monkeypatch.setattr(browsers, "now", lambda: began + 60 * minutes)


def test_to_go_back_a_quarter_of_an_hour_later_is_a_look_of_its_own(
    made_up: Running, later: Callable[[int], None]
) -> None:
    """Who saw the family, and when, is on record; nobody goes on with what was found long ago."""
    family, browser = add_family(made_up), someone(made_up)
    ledger = made_up.storage.records.ledgers[reads_of(made_up.authority)]
    looks = LedgerReader(made_up.storage.engine, ledger, VERIFY)
    typed = answered(browser, f"/files/{family.file}/attempts/new", words="Nobody was in.")
    found = answered(browser, "/find", about="Quillon Example")
    for minutes, more in ((14, 0), (16, 1)):
        later(minutes)
        before = looks.head().size
        assert "Nobody was in." in reads(browser, typed, 422).text
        assert looks.head().size == before + more
        assert ("Quillon" in reads(browser, found).text) is (more == 0)


def test_a_code_is_read_from_its_address_once_and_gone_back_to_by_nobody(
    made_up: Running, later: Callable[[int], None]
) -> None:
    family, browser = add_family(made_up), someone(made_up)
    path = f"/files/{family.file}/people/{family.mother}/ways-in"
    said = {"how": "READ_OUT", "contact": "", "advocate_in": "", "reason": ""}
    address = answered(browser, path, **said)
    assert 'id="code"' in reads(browser, address).text
    again = reads(browser, address)
    assert 'id="code"' not in again.text
    assert f'action="{path}"' in again.text
    # Nobody comes for it: it is gone soon all the same.
    late = answered(browser, path, **said)
    later(3)
    assert 'id="code"' not in reads(browser, late).text


def test_whoever_goes_back_to_what_was_wrong_and_is_recorded_since_is_told_so(
    made_up: Running,
) -> None:
    family, browser = add_family(made_up), someone(made_up)
    path = f"/files/{family.file}/attempts/new"
    wrong = answered(browser, path, words="Nobody came to the door.")
    page = opened(reads(browser, wrong, 422), 422)
    said = {"words": "Nobody came to the door.", "not_a_no": "true"}
    recorded = browser.send(page, path, person=family.father, **said)
    size, back = made_up.size(), reads(browser, wrong)
    assert "it is on record" in back.text
    assert "Nobody came to the door." not in back.text
    assert f'action="{path}"' not in back.text
    assert recorded.headers["Location"].replace("&", "&amp;") in back.text
    # The form itself opens again, and says what was sent with it a moment ago.
    assert "you sent one of these from here" in browser.open(path).text
    assert "you sent one of these from here" not in someone(made_up).open(path).text
    assert made_up.size() == size


def test_two_presses_at_once_are_one_and_both_are_led_to_it(made_up: Running) -> None:
    """In two tabs, or by a finger that trembles: neither is told that something went wrong."""
    family, browser = add_family(made_up), someone(made_up)
    path = f"/files/{family.file}/attempts/new"
    sent = browser.open(path).form(path)
    sent |= {"person": family.father, "words": "Nobody came to the door.", "not_a_no": "true"}
    size, ready = made_up.size(), Barrier(2)

    def press(_: int) -> TestResponse:
        other = Browser(made_up.app.test_client(), browser.host, browser.origin.partition(":")[0])
        other.cookie = browser.cookie or ""
        ready.wait()
        return other.post(path, sent)

    with ThreadPoolExecutor(2) as both:
        replies = list(both.map(press, range(2)))
    assert [one.status_code for one in replies] == [303, 303]
    assert len({one.headers["Location"] for one in replies}) == 1
    assert made_up.size() == size + 2
    assert "you sent one of these from here" in browser.open(path).text


def test_whoever_goes_back_to_a_draft_that_is_recorded_since_is_told_so(made_up: Running) -> None:
    family, browser = add_family(made_up), someone(made_up)
    path = f"/files/{family.file}/plans/new"
    typed = {"dangers": "He may come.", "children": family.child, "actions": "She goes next door."}
    sent = browser.open(path).form(path) | typed
    draft = browser.post(f"{path}/draft", sent).headers["Location"]
    page = browser.open(draft)
    browser.send(page, path, **typed)
    size, back = made_up.size(), reads(browser, draft)
    assert "it is on record" in back.text
    assert f'action="{path}"' not in back.text
    # Elsewhere it is not known what became of it, and what may have is said.
    assert "recorded or thrown away" in someone(made_up).open(draft, 404).text
    assert made_up.size() == size


def rows(engine: Engine) -> list[Row[Any]]:
    with engine.connect() as connection:
        return list(connection.execute(select(drafts)))


def test_whoever_goes_back_past_what_came_back_is_led_to_what_they_typed(made_up: Running) -> None:
    """A browser without scripts brought back no line of it."""
    family, browser = add_family(made_up), someone(made_up)
    path = f"/files/{family.file}/children/new"
    wrong = browser.send(browser.open(path), path, names="Cai Wrong")
    assert wrong.status_code == 422
    again = browser.open(path)
    (where,) = [
        given["href"]
        for tag, given in again.tags
        if tag == "a" and "shown=" in (given.get("href") or "")
    ]
    page = opened(browser.get(where or ""), 422)
    assert 'value="Cai Wrong"' in page.reply.text
    # Nobody else is, and neither are they once it is on record.
    assert "shown=" not in someone(made_up).open(path).reply.text
    day = {"dob.day": "1", "dob.month": "5", "dob.year": "2019"}
    assert browser.send(page, path, names="Cai Right", **day).status_code == 303
    assert "it is on record" in browser.open(path).text
