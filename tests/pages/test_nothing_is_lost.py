"""Whoever typed words in a form and was signed out meanwhile has them: every form in which words
can be typed, by whoever sees it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from consent_service.pages.table import PAGES
from tests.pages.conftest import of_service
from tests.pages.filled_in import Filled, forms_of
from tests.pages.opening import Browser
from tests.pages.test_forms import FORMS
from tests.pages.walked import Visit, Walk, walk
from tests.trying import is_campaign

WORDS = "Zz they said that they will think about it"
_BACK = re.compile(r'href="(/\?to=[^"]+)"')
#: One in so many at a time.
_EACH = 8


#: Over operations of no family's file, or of whoever keeps no drafts: the page that says that they
#: are signed out has what they typed, and sends it.
ON_THE_PAGE_ALONE = {
    *("answerRequest", "changeService", "disableClient", "endRestriction", "grantRight"),
    *("listService", "openRecord", "publishNotice", "recordStaff", "restrictRecord"),
    "unlockNames",
}


def is_typed_in(name: str) -> bool:
    return any(one.input.kind in ("area", "text") for one in FORMS[name].inputs())


TYPED_IN = [
    one for one in PAGES if one.name.endswith("Form") and one.name.removesuffix("Form") in FORMS
]
#: A talk has its words once somebody is chosen who was talked with.
_BY_ITSELF = "recordConversationForm"
TYPED_IN = [
    one for one in TYPED_IN if is_typed_in(one.name.removesuffix("Form")) and one.name != _BY_ITSELF
]


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    with walk(tmp_path_factory.mktemp("lost"), whole=is_campaign()) as begun:
        yield begun


STEPS = [
    pytest.param(first, marks=[pytest.mark.campaign] if first else [], id=f"part_{first}")
    for first in range(_EACH)
]


@pytest.mark.parametrize("first", STEPS)
def test_whoever_was_signed_out_while_they_typed_goes_on_with_their_words(
    walked: Walk, first: int
) -> None:
    lost = [
        f"{one.page}, {one.who}: {where}"
        for one in walked.visits(TYPED_IN[first::_EACH])
        # Who sent it a moment ago, or has nobody there to choose, is shown no form.
        if has_a_form(walked.browsers[one.who], one)
        for where in what_is_lost(walked.browsers[one.who], of_service(walked.service), one)
    ]
    assert not lost, "\n".join(lost)


def has_a_form(browser: Browser, visit: Visit) -> bool:
    here = urlsplit(visit.address).path
    return any(one.action == here for one in forms_of(browser.get(visit.address).text))


def typed_into(browser: Browser, visit: Visit) -> tuple[Filled, dict[str, Any]]:
    """The form that stands there, with words in the first field that takes any."""
    here = urlsplit(visit.address).path
    form = next(one for one in forms_of(browser.get(visit.address).text) if one.action == here)
    sent = form.as_it_stands()
    fields = [one for one in form.controls if one.tag == "textarea"]
    fields += [one for one in form.controls if one.type == "text" and not one.inputmode]
    field = fields[0]
    return form, sent | {field.name: [WORDS]}


def what_is_lost(browser: Browser, nobody: Browser, visit: Visit) -> Iterator[str]:
    form, sent = typed_into(browser, visit)
    out = nobody.post(form.action, sent)
    if out.status_code != 401 or WORDS not in unescape(out.text):
        yield f"signed out they do not read what they typed: {out.status_code}"
        return
    back = _BACK.search(out.text)
    if back is not None:
        wanted = parse_qs(urlsplit(unescape(back[1])).query)["to"][0]
        if WORDS not in unescape(browser.get(wanted).text):
            yield "the draft has it not"
    elif FORMS[visit.page.removesuffix("Form")].begins_drafts:
        yield "no draft of it is kept"
    if not is_there_still(browser, out.text, form.action):
        yield "back on the page, pressed again, it is gone"


def is_there_still(browser: Browser, text: str, action: str) -> bool:
    """On the page that kept it they press again, and once more where that is asked for."""
    for _ in range(2):
        (kept, *_) = [one for one in forms_of(text) if one.action == action]
        stands: dict[str, Any] = dict(kept.as_it_stands())
        reply = browser.post(action, stands)
        text = reply.text
        is_done = reply.status_code == 200 and not any(o.action == action for o in forms_of(text))
        if is_done or reply.status_code == 303:
            return True
        if WORDS not in unescape(text):
            return False
    return True


def test_words_about_a_family_stand_in_a_draft_from_the_first_press_on() -> None:
    typed_in = {one.name.removesuffix("Form") for one in TYPED_IN}
    begun = {name for name in typed_in if FORMS[name].begins_drafts}
    assert typed_in - begun == ON_THE_PAGE_ALONE
