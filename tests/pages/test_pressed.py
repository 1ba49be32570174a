"""Every form on every page, by whoever sees it: pressed twice it is recorded once, and what was
typed outlives a session that ends in between.

Each day of some pages; a campaign goes through all of them, some at a time, so that no family comes
to have more on record than any has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from werkzeug.test import TestResponse

from consent_service.pages.table import PAGES
from tests.api.running import OURS
from tests.pages.filled_in import WORDS, Filled, forms_of
from tests.pages.opening import Browser
from tests.pages.test_being_somebody import BE
from tests.pages.walked import LEAD_ON, LEAVES, Visit, Walk, walk

SHOWN = [one for one in PAGES if one.method == "GET" and one.name not in LEAD_ON]
#: One in so many pages at a time.
_EACH = 14
STEPS = [
    pytest.param((120, 7), id="a sample"),
    *(
        pytest.param((_EACH, first), id=f"part {first}", marks=pytest.mark.campaign)
        for first in range(_EACH)
    ),
]
#: What a press leads to is kept for the browser under an id, and names in what it tells as well.
_KEPT = re.compile(r"(?<=shown=)[0-9a-f]{24}|(?<=told=)[0-9a-f]{24}")
_IS_SHOWN = re.compile(r"[?&]shown=")
#: What is shown once is shown to nobody the second time: they are led to what they gave.
SHOWN_ONCE = {one.path for one in PAGES if one.shown_once}

#: Whoever is signed in: by name, who they are and where they stand on the list of made-up people.
WHO = {
    "Priya": ("worker-1", "0"),
    "Dana": ("manager-1", "1"),
    "Ines": ("auditor-1", "2"),
    "Tom": ("officer-1", "3"),
    "Noor": ("lawyer-1", "4"),
    "Ash": ("admin-1", "5"),
    "Park": ("partner-1", "6"),
    "Mia": ("family-1", "7"),
    "Ali": ("family-2", "8"),
    "Nerys": ("family-3", "9"),
}
#: The form comes back with what was typed, and with what is wrong.
_SAYS_WHY = (409, 422)
#: One press records no more entries than these, beside one another.
MOST_OF_ONE = 12


@pytest.fixture(scope="module", params=STEPS)
def walked(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Walk, list[Visit]]]:
    step, first = request.param
    with walk(tmp_path_factory.mktemp("pressed"), whole=False) as begun:
        yield begun, list(begun.visits(SHOWN[first::step]))


def test_whatever_is_pressed_twice_is_recorded_once_and_leads_to_where_it_led(
    walked: tuple[Walk, list[Visit]],
) -> None:
    begun, visits = walked
    wrong = [f"{one.page}, {one.who}: {say}" for one in visits for say in _twice(begun, one)]
    assert wrong == [], "\n".join(wrong)


def test_what_somebody_typed_is_there_after_a_session_that_ended_and_is_recorded_once(
    walked: tuple[Walk, list[Visit]],
) -> None:
    begun, visits = walked
    signed_in = [one for one in visits if one.who in WHO]
    wrong = [f"{one.page}, {one.who}: {say}" for one in signed_in for say in _ended(begun, one)]
    assert wrong == [], "\n".join(wrong)


def _presses(begun: Walk, one: Visit) -> Iterator[tuple[Filled, str, dict[str, list[str]]]]:
    """What each button of each form sends, and to where: as the page filled it in, and with
    something in each field; each from a page of its own.
    """
    browser = begun.browsers[one.who]
    found = forms_of(browser.get(one.address).text)
    for place, form in enumerate(found):
        for to, button in form.buttons or [(form.action, {})]:
            if to.startswith((*LEAVES, "/your-page/sign-in/unlink")):
                continue
            for is_filled in (False, True) if form.is_typed else (False,):
                every = forms_of(browser.get(one.address).text)
                if len(every) != len(found):
                    continue  # what was pressed before has taken a button away
                fresh = every[place]
                sent = fresh.filled_in() if is_filled else fresh.as_it_stands()
                yield fresh, to, {**sent, **{name: [value] for name, value in button.items()}}


def _sent(browser: Browser, to: str, sent: dict[str, list[str]]) -> TestResponse:
    ours = {"Host": browser.host, "Origin": browser.origin, "Sec-Fetch-Site": "same-origin"}
    return browser.client.post(to, data=sent, headers=ours, base_url=browser.origin)


def _read(browser: Browser, reply: TestResponse) -> TestResponse:
    """What a form is answered with, read from where it stands."""
    where = reply.headers.get("Location", "")
    return browser.get(where) if _IS_SHOWN.search(where) else reply


def _came_to(reply: TestResponse) -> tuple[int, str]:
    return reply.status_code, _KEPT.sub("", reply.headers.get("Location", ""))


def _twice(begun: Walk, one: Visit) -> Iterator[str]:
    browser, size = begun.browsers[one.who], begun.service.size
    for _, action, body in _presses(begun, one):
        to, sent = action, body
        while sent:
            first = _sent(browser, to, sent)
            read, after = _read(browser, first), size()
            again = _sent(browser, to, sent)
            if size() != after:
                yield f"{to} recorded once more"
            elif _came_to(first) != _came_to(again) and not _is_shown_once(to, read):
                yield f"{to} led to {_came_to(first)}, then to {_came_to(again)}"
            to, sent = _read_first(read)


def _read_first(reply: TestResponse) -> tuple[str, dict[str, list[str]]]:
    """What is sent by whoever has read what it would lift."""
    if reply.status_code == 200 and reply.mimetype == "text/html":
        for form in forms_of(reply.text):
            if any(control.name == "seen" for control in form.controls):
                return form.action, form.as_it_stands()
    return "", {}


def _is_shown_once(to: str, read: TestResponse) -> bool:
    pattern = next((one for one in SHOWN_ONCE if _fits(one, to)), None)
    return pattern is not None and read.status_code == 200


def _fits(path: str, to: str) -> bool:
    return re.fullmatch(re.sub(r"<string:\w+>", "[^/]+", path), to) is not None


def _ended(begun: Walk, one: Visit) -> Iterator[str]:
    browser, size = begun.browsers[one.who], begun.service.size
    subject, place = WHO[one.who]
    for form, to, body in _presses(begun, one):
        if not form.is_typed:
            continue
        begun.service.app.extensions["consent"].access.browsers.end_all_of(OURS, subject)
        before, out = size(), _sent(browser, to, body)
        if out.status_code != 401:
            yield f"{to}, without a session, is answered {out.status_code}"
        has_words = any(WORDS in values for values in body.values())
        if has_words and WORDS not in out.text:
            yield f"{to}: what was typed is gone with the session"
        browser.send(browser.open("/"), BE, who=place)
        # The page stands there still, and whoever signed in beside it presses its button.
        shown = out
        for _ in range(3):
            kept = next((of for of in forms_of(shown.text) if of.action == to), None)
            if kept is None:
                yield f"{to}: nothing sends what was typed"
                break
            last = _sent(browser, to, kept.as_it_stands())
            if last.status_code != 403:
                _sent(browser, to, kept.as_it_stands())
                if last.status_code >= 400 and last.status_code not in _SAYS_WHY:
                    yield f"{to} is answered {last.status_code} at last"
                break
            shown = last
        else:
            yield f"{to} is never taken from who signed in again"
        if size() > before + MOST_OF_ONE:
            yield f"{to} recorded {size() - before}"
