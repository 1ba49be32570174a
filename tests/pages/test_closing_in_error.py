"""The worst closing is not the easiest: in error ends what nobody worked on, with words, and read
once more.
"""

from __future__ import annotations

from itertools import repeat
from types import SimpleNamespace
from typing import Any

import pytest

from consent_service.domain.file.goingon import HANDED_ON
from consent_service.pages.worker.conversation import CONVERSATION
from tests.api.running import Running, add_family
from tests.pages.opening import opened
from tests.pages.test_being_somebody import someone


def test_it_is_offered_only_where_nothing_hangs_on_it(made_up: Running) -> None:
    family = add_family(made_up)
    browser = someone(made_up)
    path = f"/files/{family.file}/enquiries/{family.enquiry}/end/new"
    offered = browser.open(path).text
    assert "Entered in error" in offered
    assert "Opened by mistake, or in the wrong family. Say below" in offered
    assert "cannot end as entered in error" not in offered
    wish = {"child": family.child, "objects": True, "words": "Please do not.", "heard_by": "Us"}
    made_up.record(f"{family.path}/wishes", wish)
    now = browser.open(path).text
    assert "Entered in error" not in now
    # What to do instead stands where it was looked for.
    assert "cannot end as entered in error. Take that back first" in now


def test_each_reason_that_hands_it_on_says_so(made_up: Running) -> None:
    """ "Handed on" is no word of the list: whoever moved it to an assessment left it out."""
    family = add_family(made_up)
    path = f"/files/{family.file}/enquiries/{family.enquiry}/end/new"
    shown = someone(made_up).open(path).reply.text
    assert shown.count("It is handed on. Say below to whom.") == len(HANDED_ON)


def test_it_asks_how_that_came_about_and_is_read_once_more(made_up: Running) -> None:
    family = add_family(made_up)
    browser, size = someone(made_up), made_up.size()
    path = f"/files/{family.file}/enquiries/{family.enquiry}/end/new"
    page = browser.open(path)
    wrong = opened(browser.send(page, path, reason="ENTERED_IN_ERROR"), 422)
    assert 'href="#f-words"' in wrong.reply.text
    typed = {"reason": "ENTERED_IN_ERROR", "words": "Opened for the wrong family."}
    check = opened(browser.send(page, path, **typed))
    assert "It counts as never opened." in check.text
    assert made_up.size() == size
    reply = browser.send(check, path, **typed)
    assert reply.status_code == 303
    said = browser.open(f"/files/{family.file}/timeline").text
    assert "Opened for the wrong family." in said


def test_who_goes_on_with_it_is_asked_where_it_is_handed_on(made_up: Running) -> None:
    family = add_family(made_up)
    browser = someone(made_up)
    path = f"/files/{family.file}/enquiries/{family.enquiry}/end/new"
    wrong = opened(browser.send(browser.open(path), path, reason="TRANSFER"), 422)
    assert 'href="#f-owner"' in wrong.reply.text


def test_one_press_says_that_all_that_is_empty_is_still_to_be_done(made_up: Running) -> None:
    """Eight places were empty, the error named none, and each took a press of its own."""
    family, browser = add_family(made_up), someone(made_up)
    path = f"/files/{family.file}/enquiries/{family.enquiry}/end/new"
    empty = browser.open(path)
    typed = {"reason": "NFA_ADVICE"}
    again = opened(browser.post(path, empty.form(path) | typed), 422)
    assert "Bo Example, Told how it ends" in again.text.partition("Missing: ")[2][:300]
    ended = browser.post(path, again.form(path) | typed | {"gaps.all": "YES"})
    assert ended.status_code == 303
    file = made_up.get(f"/v1/files/{family.file}").get_json()
    assert [one["goes_on"] for one in file["enquiries"]] == [False]


@pytest.mark.parametrize(("born", "is_asked"), [("2025-11-02", False), ("2017-05-02", True)])
def test_what_a_child_thinks_is_not_asked_of_one_too_young_to_say(
    made_up: Running, born: str, is_asked: bool
) -> None:
    made_up.births = repeat(born)
    family, browser = add_family(made_up), someone(made_up)
    file = made_up.get(f"/v1/files/{family.file}").get_json()
    said: Any = next(
        one for one in CONVERSATION.fields if getattr(one, "member", "") == "explained"
    )
    ticks = {one.value for one in said.choices(SimpleNamespace(file=file))}
    assert ("CHILD_VIEW_ASKED" in ticks) is is_asked
    ends = browser.open(f"/files/{family.file}/enquiries/{family.enquiry}/end/new")
    assert (f"gaps.{family.child}.HEARD" in ends.reply.text) is is_asked
