"""Whoever writes on their own page and is signed out meanwhile, goes back and writes again, or
reads on in another language: what they wrote is there, is theirs alone, and is heard.
"""

from __future__ import annotations

import pytest

from consent_service.access import codes
from consent_service.domain.codes import TEXTS
from consent_service.pages.family import addresses
from consent_service.pages.signin.leaving import AWAY
from tests.api.running import Family, Running, add_family, agree
from tests.pages.conftest import of_service
from tests.pages.opening import Browser, opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_own_page import SIGN_IN, on_their_page
from tests.sweeping import each

#: By where it stands, what somebody writes or chooses there.
WRITTEN: dict[str, dict[str, str]] = {
    addresses.STOP: {},
    addresses.WRONG: {"what": "OTHER"},
    addresses.ASK: {"wants": "SPEAK_TO_SOMEBODY"},
}
WORDS = "Zz he is coming home"
_STILL = "What you wrote or chose is still here. It is not sent yet."


def signs_in(service: Running, family: Family, browser: Browser, person: str) -> None:
    """With a code of their own, in a browser that somebody has used before."""
    way = f"{family.path}/people/{person}/ways-in"
    way_in = service.record(way, {"how": "READ_OUT"})["way_in"]
    typed = {name: way_in[name] for name in ("reference", "code")}
    browser.send(browser.open(SIGN_IN), SIGN_IN, **typed)


def heard(service: Running, family: Family) -> int:
    entries = service.get(f"{family.path}/history").get_json()["entries"]
    return str(entries).count(WORDS)


@each("path", of=sorted(WRITTEN), every=3)
def test_what_was_written_before_they_were_signed_out_is_sent_once_they_are_back(
    made_up: Running, path: str
) -> None:
    """They read that it was still here, signed in with the one code they had, and it was lost."""
    family = add_family(made_up)
    browser = on_their_page(made_up, family)
    page, typed = browser.open(path), {**WRITTEN[path], "words": WORDS}
    browser.post("/sign-out", page.form("/sign-out"))
    out = opened(browser.send(page, path, **typed), 401)
    assert (out.title, out.heading) == ("Error: Your page", "You are signed out")
    assert _STILL in out.text
    assert WORDS in out.text
    signs_in(made_up, family, browser, family.mother)
    back = opened(browser.send(out, path), 403)
    assert _STILL in back.text
    assert heard(made_up, family) == 0
    assert "We have written this down" in opened(browser.send(back, path)).text
    once = heard(made_up, family)
    assert once
    # Pressed where it stands still, it is the same.
    browser.send(back, path)
    assert heard(made_up, family) == once


@each("path", of=sorted(WRITTEN), every=3)
def test_what_was_written_for_longer_than_an_hour_is_not_lost(made_up: Running, path: str) -> None:
    """Their cookie was over, and not gone: the page that told them so had no word of it left."""
    family = add_family(made_up)
    browser = on_their_page(made_up, family)
    page, typed = browser.open(path), {**WRITTEN[path], "words": WORDS}
    browser.cookie = "over"
    out = opened(browser.send(page, path, **typed), 401)
    assert _STILL in out.text
    assert WORDS in out.text
    # It stays where it is while they sign in beside it.
    (again,) = [given for tag, given in out.tags if given.get("href") == SIGN_IN]
    assert (again["target"], again["rel"]) == ("_blank", "noopener")
    assert "Sign in again (opens in a new tab)" in out.text
    signs_in(made_up, family, browser, family.mother)
    back = opened(browser.send(out, path), 403)
    assert "We have written this down" in opened(browser.send(back, path)).text
    assert heard(made_up, family)


def test_what_one_wrote_is_shown_to_nobody_else_who_signs_in_there(made_up: Running) -> None:
    family, path = add_family(made_up), addresses.STOP
    browser = on_their_page(made_up, family)
    page = browser.open(path)
    browser.post("/sign-out", page.form("/sign-out"))
    out = opened(browser.send(page, path, words=WORDS), 401)
    signs_in(made_up, family, browser, family.father)
    for sent in (out, page):
        theirs = opened(browser.send(sent, path, words=WORDS), 403)
        assert WORDS not in theirs.reply.text
        assert TEXTS["own_not_written_title"] in theirs.text
    assert heard(made_up, family) == 0


@each("path", of=sorted(WRITTEN), every=3)
def test_whoever_goes_back_and_writes_something_else_is_heard_again(
    made_up: Running, path: str
) -> None:
    """The script gives back the key that it was sent under, and nothing of the second was kept."""
    family = add_family(made_up)
    browser = on_their_page(made_up, family)
    page, typed = browser.open(path), WRITTEN[path]
    for words, more in ((WORDS, True), (f"{WORDS} and is outside", True), (WORDS, False)):
        before = heard(made_up, family)
        for _ in range(2):
            reply = opened(browser.send(page, path, **typed, words=words))
            assert "We have written this down" in reply.text
        after = heard(made_up, family)
        assert (after > before) == more


@each("path", of=[*sorted(WRITTEN), addresses.CHANGE, SIGN_IN], every=3)
def test_what_was_written_is_there_in_the_language_that_somebody_chooses_then(
    made_up: Running, path: str
) -> None:
    """The choice was a link, and the form came back empty."""
    family = add_family(made_up)
    answer = agree(made_up, family)["id"]
    browser = on_their_page(made_up, family)
    page, size = browser.open(f"{path}?answer={answer}"), made_up.size()
    typed = {**WRITTEN.get(path, {}), "words": WORDS}
    if path == SIGN_IN:
        typed = {"reference": "ABCD-12345", "code": "ZZZZ-2222-3333"}
    for tag in ("cy", "ur", "en-GB"):
        form = page.form(path)
        offered = [
            one.get("value")
            for name, one in page.tags
            if name == "button" and one.get("form") == "own-form" and one.get("name") == "speak"
        ]
        assert tag in offered
        page = opened(browser.post(path, form | typed | {"speak": tag}))
        assert page.tags[0][1]["lang"] == tag
        assert all(one in page.reply.text for one in typed.values())
        # It is the form that it was, and what it stands for as well.
        kept = {name: one for name, one in form.items() if name not in ("csrf", "read_in")}
        assert kept.items() <= page.form(path).items() | typed.items()
        assert made_up.size() == size
    if path != SIGN_IN:
        browser.send(page, path, **typed)
        assert heard(made_up, family)


def test_a_code_that_nobody_looked_at_stays_to_be_sent_again(
    made_up: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever shares a network with somebody who tries codes read that what they wrote was lost."""
    family = add_family(made_up)
    way = f"{family.path}/people/{family.mother}/ways-in"
    way_in = made_up.record(way, {"how": "READ_OUT"})["way_in"]
    good = {name: way_in[name] for name in ("reference", "code")}
    browser = of_service(made_up)
    wrong = [browser.send(browser.open(SIGN_IN), SIGN_IN, reference=f"R{n}") for n in range(25)]
    assert "Your code" in opened(wrong[-1], 429).text
    with monkeypatch.context() as patch:
        patch.setattr(codes, "MOST_LOOKED_AT", 1)
        page = opened(browser.send(browser.open(SIGN_IN), SIGN_IN, **good), 429)
    assert TEXTS["own_not_now"] in page.text
    assert all(one in page.reply.text for one in good.values())
    assert page.reply.headers["Retry-After"]
    # Nothing was spent, and a good one comes in however many of its network were not.
    assert browser.send(page, SIGN_IN, **good).status_code == 303


def test_whoever_is_heard_of_while_they_type_is_signed_in_still(
    made_up: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the page asks for meanwhile is anybody's, and asks nothing of any record."""
    family = add_family(made_up)
    browsers = made_up.app.extensions["consent"].access.browsers
    hers, idle = on_their_page(made_up, family), on_their_page(made_up, add_family(made_up))
    page, began = hers.open(addresses.STOP), browsers.now()
    size = made_up.size()
    for minutes in (15, 30, 45):
        monkeypatch.setattr(browsers, "now", lambda at=minutes: began + at * 60)
        assert hers.get(SIGN_IN).status_code == 200
    assert made_up.size() == size
    assert "We have written this down" in opened(hers.send(page, addresses.STOP)).text
    assert idle.get(addresses.STOP).status_code == 401


def test_a_page_that_leaves_by_itself_ends_no_other_page_that_is_in_use(
    made_up: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A tab that was forgotten signed her out of the one in which she was writing."""
    browsers = made_up.app.extensions["consent"].access.browsers
    hers, began = on_their_page(made_up, add_family(made_up)), browsers.now()
    forgotten = hers.get("/").headers["Refresh"].partition("url=")[2]
    left = {}
    for minutes in (19, 20, 22, 43):
        monkeypatch.setattr(browsers, "now", lambda at=minutes: began + at * 60)
        if minutes == 19:
            assert hers.get(SIGN_IN).status_code == 200
        else:
            left[minutes] = hers.get(forgotten)
            assert left[minutes].headers["Location"] == AWAY
    ended = {minutes: "Clear-Site-Data" in reply.headers for minutes, reply in left.items()}
    assert ended == {20: False, 22: False, 43: True}
    assert hers.get(addresses.STOP).status_code == 401


def test_whoever_needs_more_time_has_the_form_anew_with_what_they_typed(made_up: Running) -> None:
    family, path = add_family(made_up), addresses.STOP
    browser = on_their_page(made_up, family)
    page = browser.open(path)
    assert "closes after 20 minutes" in page.text
    more = opened(browser.send(page, path, words=WORDS, speak="en-GB"))
    assert WORDS in more.reply.text
    assert more.reply.headers["Refresh"] == "1200;url=/exit?by=itself"
    assert heard(made_up, family) == 0


@each("path", of=sorted(WRITTEN), every=3)
def test_what_was_kept_is_read_in_another_language_and_kept_once(
    made_up: Running, path: str
) -> None:
    """The choice led to the first page, and what they had for it was gone."""
    family = add_family(made_up)
    browser = on_their_page(made_up, family)
    sent = {**WRITTEN[path], "words": WORDS}
    page = opened(browser.send(browser.open(path), path, **sent))
    size = made_up.size()
    for tag, said in (("cy", "Rydym wedi ysgrifennu hyn i lawr"), ("en-GB", "We have written")):
        page = opened(browser.send(page, addresses.RECEIPT, speak=tag))
        assert said in page.text
        assert page.tags[0][1]["lang"] == tag
    assert made_up.size() == size


def test_who_stops_what_does_not_stand_reads_that_it_is_everything(made_up: Running) -> None:
    family, path = add_family(made_up), addresses.STOP
    agree(made_up, family)
    browser = on_their_page(made_up, family)
    page = browser.open(f"{path}?answer={'0' * 24}")
    assert "This stops everything that you agreed to." in page.text
    assert page.form(path)["response"] == ""


def test_what_staff_were_writing_is_shown_to_nobody_of_a_family_and_is_theirs_to_send(
    made_up: Running,
) -> None:
    """The mother signed in on the worker's browser: the page spoke to her of what she had pressed,
    and never said what had become of the worker's words.
    """
    family = add_family(made_up)
    worker = someone(made_up)
    form = worker.open(f"/files/{family.file}/signs/new")
    way_in = {"how": "READ_OUT"}
    given = made_up.record(f"{family.path}/people/{family.mother}/ways-in", way_in)["way_in"]
    typed = {name: given[name] for name in ("reference", "code")}
    assert worker.send(worker.open(SIGN_IN), SIGN_IN, **typed).status_code == 303
    action = f"/files/{family.file}/signs/new"
    sent = form.form(action) | {"note": WORDS}
    page = opened(worker.post(action, sent), 403)
    assert TEXTS["own_of_another_title"] in page.text
    assert WORDS not in page.reply.text
    # Once it is the worker again, to load it anew is to have it back.
    worker.post("/sign-out", worker.open("/").form("/sign-out"))
    again = someone(made_up)
    assert WORDS in opened(again.post(action, sent), 403).reply.text
