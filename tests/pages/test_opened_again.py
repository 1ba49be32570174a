"""Whatever can be typed into a form and is kept as a draft stands there again when it is opened:
each field, each tick, each row. So what is then recorded is the same as without the draft.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from consent_service.pages.forms.form import Form, Group, named
from consent_service.pages.forms.readfirst import BACK
from consent_service.pages.forms.registered import form_at
from consent_service.pages.forms.typed import OWN
from consent_service.pages.forms.whileopen import STOOD
from consent_service.pages.page import Page
from consent_service.pages.table import PAGES
from consent_service.pages.worker.answering import SEVERAL, THEMSELVES
from tests.pages.filled_in import Filled, forms_of
from tests.pages.opening import Browser
from tests.pages.walked import Walk, walk
from tests.sweeping import each

_DRAFT = re.compile(r"[?&]draft=([0-9a-f]{24})")
FORMS = [
    one
    for one in PAGES
    if one.method == "GET" and (form := form_at(one.path)) is not None and form.begins_drafts
]
#: A row more of each group than is shown, and one more than that.
_MORE = 2
#: What a page carries by itself.
_THE_PAGES_OWN = {*OWN, STOOD, SEVERAL}
#: A number of somebody else's is none of theirs to be reached by: it cannot stay chosen anywhere.
_ANOTHERS = {"agreeKeepInformed": {"contact"}}


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    with walk(tmp_path_factory.mktemp("opened"), whole=False) as begun:
        yield begun


def _form(text: str, path: str) -> Filled:
    return next(one for one in forms_of(text) if one.action == path and one.is_typed)


def _everything(form: Filled) -> dict[str, list[str]]:
    """All that can be ticked there, the last that can be chosen, and in each line words of its
    own.
    """
    sent = form.as_it_stands()
    for one in form.controls:
        if one.type == "checkbox":
            every = [other.value for other in form.controls if other.name == one.name]
            sent[one.name] = list(dict.fromkeys(every))
        elif one.type == "radio":
            sent[one.name] = [one.value]
        elif one.tag == "select":
            sent[one.name] = [[value for value, _ in one.options][-1]]
        elif one.type != "hidden":
            sent[one.name] = ["7" if one.inputmode else f"Zz {one.name}"]
    return sent


def _typed(sent: dict[str, list[str]]) -> dict[str, list[str]]:
    """What was typed of it: a page's own fields, and where nothing stands, aside. Whoever is talked
    to goes by who they are once that is chosen.
    """
    themselves = sent.get("person", [THEMSELVES])
    return {
        name: sorted({one for held in of for one in _who(held, themselves)} - {""})
        for name, of in sent.items()
        if name not in _THE_PAGES_OWN and any(of)
    }


def _who(held: str, themselves: list[str]) -> list[str]:
    return themselves if held == THEMSELVES else [held]


def _posted(browser: Browser, to: str, sent: dict[str, list[str]]) -> tuple[str, str]:
    """Where it led, and what is read there."""
    ours = {"Host": browser.host, "Origin": browser.origin, "Sec-Fetch-Site": "same-origin"}
    reply = browser.client.post(to, data=sent, headers=ours, base_url=browser.origin)
    assert reply.status_code == 303, (to, reply.status)
    where = reply.headers["Location"]
    return where, browser.get(where).text


def _differs(form: Form, browser: Browser, address: str) -> Iterator[str]:
    path = address.partition("?")[0]
    text = browser.get(address).text
    for group in (one for one in form.fields if isinstance(one, Group)):
        for _ in range(_MORE):
            more = {"more": [named(group.member)]}
            _, text = _posted(browser, path, _form(text, path).as_it_stands() | more)
    form_there = _form(text, path)
    for to in (path, f"{path}/draft" if form.keeps_drafts else path):
        # Of whom it is once that is chosen more may be asked.
        sent = _everything(form_there)
        more = {} if to.endswith("/draft") else {"more": [BACK]}
        where, _ = _posted(browser, to, sent | more)
        found = _DRAFT.search(where)
        if found is None:
            yield f"{to} keeps no draft"
            return
        again = _form(browser.get(f"{path}?draft={found[1]}").text, path)
        was, stands = _typed(sent), _typed(again.as_it_stands())
        there = {one.name for one in form_there.controls} - _ANOTHERS.get(form.operation, set())
        for name in sorted(there):
            if was.get(name) != stands.get(name):
                yield f"{name} was {was.get(name)} and is {stands.get(name)}"
        form_there = again


#: By what is typed in them they offer more to choose.
_OF_ROWS = [one for one in FORMS if one.name in ("takeReferralForm", "addReferralForm")]


def assert_it_stands_there_again(walked: Walk, page: Page) -> None:
    (visit,) = walked.visits([page])
    form = form_at(page.path)
    assert form is not None
    wrong = list(_differs(form, walked.browsers[visit.who], visit.address))
    assert wrong == [], "\n".join(wrong)


@each("page", of=_OF_ROWS, ids=lambda page: page.name)
def test_whoever_was_ticked_in_a_row_of_a_referral_is_ticked_again(
    walked: Walk, page: Page
) -> None:
    """Of three adults two who were ticked as a danger were none any more, without a word."""
    assert_it_stands_there_again(walked, page)


@each("page", of=FORMS, ids=lambda page: page.name, every=6)
def test_what_was_typed_stands_there_again_in_each_field(walked: Walk, page: Page) -> None:
    assert_it_stands_there_again(walked, page)
