"""A yes for several children is in doubt of the one whom the words beside it leave out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from consent_service.domain.answers import Reason
from consent_service.domain.deciding.decision import decide
from consent_service.domain.file.view import View
from consent_service.domain.recorded import events
from consent_service.domain.recorded.events import (
    ConversationRecorded,
    ResponseRecorded,
    ValidityChanged,
)
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.recorded.practice import WordsRead
from consent_service.domain.scopes.scope import ANY
from tests.domain.own.lives import view_of
from tests.domain.tasks.story import MANAGER, MONDAY, Story, question, scope
from tests.domain.test_from_when import texts
from tests.reasons import ENOUGH

#: As it is typed in a hurry: Lark is left out, and Kit is not.
LEFT_OUT = (
    "no 2 camhs they stitched us up last time. schools ok but not about lark shes fine",
    *("yes but not lark", "ok for kit, lark no", "just kit", "yes, only kit pls", "Kit only"),
    *("dont talk to school about lark", "yes except Lark", "leave lark out of it"),
    *("yes for both, not for Lark tho", "no need to ask about lark", "Yes. Lark: no"),
    *("ok, nothing on Lark", "yes to school, no to Lark"),
)
NOT = (
    *("not sure about lark, yes", "lark is not at school, yes", "its not larks fault. yes"),
    *("yes, lark only sees her dad", "not worried about lark", "yes, no problem with lark"),
    *("yes, only Kit knows", "just lark being lark", "why not lark too", "yes both"),
    *("lark has no friends", "yes to Kit and Lark", "yes about kit and lark, not about money"),
    "yes not only Lark",
)
_BOTH = ("kit", "lark")


def told(words: str, subjects: tuple[str, ...] = _BOTH, **members: Any) -> Story:
    """One row of the form, about both; whoever typed it says that it was their own yes to it."""
    story = Story(MONDAY)
    for child, names in (("kit", "Kit Tobb"), ("lark", "Lark Tobb")):
        story.make(events.ChildAdded, child=child, names=names, dob=date(2020, 2, 1))
    story.make(events.AdultAdded, person="mum", names="Gwen Tobb", interpreter_needed=False)
    for child in _BOTH:
        link: dict[str, Any] = {"child": child, "role": "MOTHER", "pr_status": "YES"}
        story.make(events.RelationshipRecorded, person="mum", **link)
    story.enquiry().later()
    talk = story.talk("mum", parent_words=words, not_a_no=True)
    story.agree("mum", conversation=talk, scope=scope(subjects=subjects), **members)
    return story.later()


def reasons(story: Story) -> dict[str, Reason]:
    view = View(story.file, story.at, story.at)
    found = decide(view, DEFAULT_POLICY, question(subjects=_BOTH))
    return {one.subject: one.reason for one in found.items}


_AGREED = {"kit": Reason.AGREED_BY_PARENT, "lark": Reason.AGREED_BY_PARENT}


def test_of_a_yes_about_every_child_it_is_in_doubt_as_well() -> None:
    """Nobody is named in it, and so the child whom the words leave out was none of those."""
    found = reasons(told(LEFT_OUT[1], (ANY,), any_reason="Zz, they were asked about each."))
    assert found == _AGREED | {"lark": Reason.VALIDITY_CONCERN}


@pytest.mark.parametrize("words", LEFT_OUT)
def test_it_counts_for_the_others_and_says_whom_and_by_which_words(words: str) -> None:
    story = told(words)
    assert reasons(story) == _AGREED | {"lark": Reason.VALIDITY_CONCERN}
    assert "leave Lark Tobb out: “" in texts(story)
    assert "Kit Tobb out" not in texts(story)


@pytest.mark.parametrize("words", NOT)
def test_other_words_leave_nobody_out(words: str) -> None:
    story = told(words)
    assert reasons(story) == _AGREED
    assert "out: “" not in texts(story)


@pytest.mark.parametrize("how", ["valid", "read", "again"])
def test_it_counts_once_somebody_has_looked_at_it_or_they_said_it_again(how: str) -> None:
    story = told("yes but not about lark")
    (yes,) = story.file.of(ResponseRecorded)
    talk = story.file.of(ConversationRecorded)[0]
    match how:
        case "valid":
            of_it: dict[str, Any] = {"response": yes.event.response, "status": "VALID"}
            story.make(ValidityChanged, MANAGER, reasons=("Rang her.",), **of_it)
        case "read":
            story.make(WordsRead, MANAGER, entry=talk.seq, reason=ENOUGH)
        case "again":
            story.agree("mum", scope=scope(subjects=_BOTH))
    assert reasons(story.later()) == _AGREED


def test_on_her_own_page_it_is_no_yes_about_that_child() -> None:
    assert "Lark Tobb" not in str(view_of(told("yes but not about lark"), "mum")["agreed"])
    assert "Lark Tobb" in str(view_of(told("yes"), "mum")["agreed"])
