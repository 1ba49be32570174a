"""One person's position, and until when an item is agreed: what an answer says beside its codes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest

from consent_service.domain.answers import Item, Outcome, Position, Reason, Safe, Says
from consent_service.domain.deciding.decision import decide
from consent_service.domain.file.view import View
from consent_service.domain.recorded import events
from consent_service.domain.recorded.policy import DEFAULT_POLICY, Policy
from consent_service.domain.scopes.proposal import Proposal
from consent_service.domain.scopes.scope import Agency, Exclusions, Scope
from consent_service.domain.scopes.services import Directory, Service
from tests.domain.tasks.story import DAY, MONDAY, Story, family, question, scope
from tests.sweeping import each

EVERYBODY_AGREES = Policy(version=2, one_parent_enough=False)
HEALTH = ("CHILD_HEALTH",)
SIXTEEN = date(2010, 1, 1)
SOON, LATE = MONDAY + 5 * DAY, MONDAY + 20 * DAY


def only_item(story: Story, policy: Policy = DEFAULT_POLICY, asked: Proposal | None = None) -> Item:
    (item,) = decide(View(story.file, story.at, story.at), policy, asked or question()).items
    return item


def position_of(story: Story, **asked: Any) -> Position:
    found = {p.person: p for p in only_item(story, asked=question(**asked)).positions}
    return found["mum"]


# ── what a position rests on ────────────────────────────────────────────────────────────────


def test_a_yes_is_told_with_the_answer_it_rests_on_its_time_and_its_end() -> None:
    story = family()
    story.later().say("UNDECIDED")
    at = story.later(DAY).at
    said = story.agree(expires_at=LATE)
    assert position_of(story.later()) == Position(
        person="mum",
        decides=True,
        says=Says.YES,
        response=said,
        said_at=at,
        ends_at=LATE,
        role="MOTHER",
        pr_status="YES",
        summary_due=True,
        asking=Safe.YES,
        entry=story.entries[-1][0].seq,
    )


@each(
    "answer",
    "says",
    "reason",
    of=[
        ("REFUSED", Says.NO, Reason.REFUSED),
        ("WITHDRAWN", Says.NO, Reason.WITHDRAWN),
        ("UNDECIDED", Says.NO_ANSWER, Reason.UNDECIDED),
    ],
)
def test_what_is_no_yes_is_told_with_its_answer_and_has_no_end(
    answer: str, says: Says, reason: Reason
) -> None:
    story = family()
    said = story.say(answer)
    held = position_of(story)
    assert (held.says, held.reason) == (says, reason)
    assert (held.response, held.said_at, held.ends_at) == (said, MONDAY, None)
    assert not held.summary_due, "there is nothing agreed to confirm in writing"


def test_a_yes_that_has_ended_has_no_end_to_come() -> None:
    story = family()
    said = story.say("AGREED", expires_at=MONDAY + DAY)
    held = position_of(story.later(2 * DAY))
    assert (held.says, held.reason, held.response) == (Says.NO_ANSWER, Reason.EXPIRED, said)
    assert held.ends_at is None


def test_who_has_said_nothing_rests_on_nothing() -> None:
    held = position_of(family())
    assert held == Position(
        person="mum",
        decides=True,
        says=Says.NO_ANSWER,
        reason=Reason.NOT_ASKED,
        role="MOTHER",
        pr_status="YES",
        asking=Safe.YES,
    )


def test_of_the_agreements_that_miss_the_nearest_is_told_with_all_that_it_misses() -> None:
    story = family()
    story.say("AGREED", scope=scope(purposes=("EARLY_HELP_REFERRAL",)))
    said = story.later().say("AGREED", scope=scope("nobody", categories=("EDUCATION",)))
    # Neither a no elsewhere, nor a yes that is yet to begin, is such an agreement.
    story.later().say("REFUSED", scope=scope(directions=("SHARE",)))
    story.say("AGREED", scope=scope(directions=("SHARE",)), valid_from=story.at + DAY)
    held = position_of(story)
    assert held.misses == (Reason.OUT_OF_SCOPE_CHILD, Reason.OUT_OF_SCOPE_CATEGORY)
    assert (held.reason, held.response) == (Reason.OUT_OF_SCOPE_CHILD, said)


def test_everybody_is_shown_and_it_is_said_whose_word_counts() -> None:
    """The young person first; then holders of responsibility, then carers, as recorded."""
    story = Story().child(dob=SIXTEEN).adult("gran", pr_status="NO").adult("mum").adult("dad")
    shown = [(p.person, p.decides) for p in only_item(story.enquiry()).positions]
    assert shown == [("ng", True), ("mum", False), ("dad", False), ("gran", False)]
    story = Story().child().adult("gran", pr_status="NO").adult("mum").adult("dad").enquiry()
    shown = [(p.person, p.decides) for p in only_item(story).positions]
    assert shown == [("mum", True), ("dad", True), ("gran", False)]
    about_an_adult = question(categories=("ADULT_HEALTH",))
    shown = [(p.person, p.decides) for p in only_item(story, asked=about_an_adult).positions]
    assert shown == [("mum", False), ("dad", False), ("gran", False)]
    own = question("mum", categories=("ADULT_HEALTH",))
    assert [(p.person, p.decides) for p in only_item(story, asked=own).positions] == [("mum", True)]


def test_an_item_that_was_decided_names_every_decision_that_reaches_it() -> None:
    story = family()
    story.say("REFUSED")
    for number, changes in enumerate(({}, {"exclusions": Exclusions(categories=HEALTH)}, {})):
        story.later().decide(f"decision-{number}", scope=scope(**changes))
    item = only_item(story)
    assert item.outcome is Outcome.AUTHORISED
    assert item.authorisations == ("decision-0", "decision-2"), "the second leaves it out"


def test_a_scope_that_names_nothing_reaches_everything() -> None:
    story = family()
    story.say("AGREED", scope=Scope())
    for asked in (question(), question(purpose="CIN_PLAN", categories=("EDUCATION",))):
        assert only_item(story, asked=asked).outcome is Outcome.COVERED
    assert only_item(story, asked=question(direction="SHARE")).outcome is Outcome.COVERED


def test_a_question_about_nothing_is_refused() -> None:
    for nothing in ({"subjects": ()}, {"categories": ()}):
        asked = msgspec.structs.replace(question(), **nothing)
        with pytest.raises(ValueError, match="names somebody"):
            decide(View(family().file, MONDAY, MONDAY), DEFAULT_POLICY, asked)


# ── until when ──────────────────────────────────────────────────────────────────────────────


def ends(policy: Policy, *each: datetime | None) -> datetime | None:
    """Until when the item is agreed if the parents' agreements end at these times."""
    story = family()
    for person, end in zip(("mum", "dad"), each, strict=False):
        story.agree(person, expires_at=end)
    item = only_item(story, policy)
    assert item.outcome is Outcome.COVERED
    return item.ends_at


@each("each", of=[(SOON, LATE), (LATE, SOON)])
def test_where_all_must_agree_an_item_ends_with_the_earlier_of_two(each: tuple[Any, ...]) -> None:
    assert ends(EVERYBODY_AGREES, *each) == SOON


@each("each", of=[(SOON, LATE), (LATE, SOON)])
def test_where_one_is_enough_it_ends_with_the_later(each: tuple[Any, ...]) -> None:
    assert ends(DEFAULT_POLICY, *each) == LATE


@each("each", of=[(SOON, None), (None, SOON)])
def test_an_agreement_without_an_end_lasts_until_the_child_decides(each: tuple[Any, ...]) -> None:
    """For whoever needs no other."""
    sixteen = datetime(2040, 2, 1, tzinfo=UTC)
    assert ends(DEFAULT_POLICY, *each) == sixteen
    assert ends(EVERYBODY_AGREES, *each) == SOON
    assert ends(EVERYBODY_AGREES, None, None) == sixteen
    assert ends(DEFAULT_POLICY, None, None) == sixteen


def test_only_an_agreed_item_has_an_end_and_only_those_who_count_lengthen_it() -> None:
    story = family().adult("gran", pr_status="NO")
    story.agree("mum", expires_at=SOON)
    story.agree("gran", expires_at=LATE)
    assert only_item(story).ends_at == SOON
    assert only_item(story, EVERYBODY_AGREES).ends_at is None, "the father has not agreed"
    story.later().say("REFUSED", "dad")
    assert only_item(story).ends_at is None


# ── understood, and named ───────────────────────────────────────────────────────────────────


@each(
    "language",
    "method",
    "reason",
    of=[
        ("Punjabi", "LETTER_SIGNED", Reason.VALIDITY_CONCERN),
        ("Punjabi", "ONLINE_LINK_CODE", Reason.VALIDITY_CONCERN),
        ("English", "LETTER_SIGNED", None),
    ],
)
def test_a_page_or_a_letter_explains_nothing_to_who_does_not_read_its_language(
    language: str, method: str, reason: Reason | None
) -> None:
    story = Story().child()
    story.make(events.AdultAdded, person="mum", names="Zz", language=language)
    story.adult("mum").enquiry().later()
    story.agree(conversation=story.talk(explained=()), method=method)
    assert position_of(story.later()).reason is reason


@each(
    "agreed",
    "asked",
    "is_contained",
    of=[
        (Agency("GP", "Elm", "one"), Agency("GP", "Elm", "one"), True),
        (Agency("GP", "Elm", "one"), Agency("GP", "Elm"), False),
        (Agency("GP", "Elm"), Agency("GP", "Elm", "one"), False),
        (Agency("GP", "Elm"), Agency("GP", "elm"), True),
        (Agency("GP", "Oak"), Agency("GP", "Oak", "three"), True),
    ],
)
def test_a_name_that_two_services_have_is_neither_of_them(
    agreed: Agency, asked: Agency, *, is_contained: bool
) -> None:
    both = [Service(id, "GP", ("Elm",)) for id in ("one", "two")]
    directory = Directory([*both, Service("three", "GP", ("Oak",))])
    story = family().later()
    story.agree(scope=scope(agencies=(agreed,)))
    view = View(story.file, story.later().at, story.at)
    answer = decide(view, DEFAULT_POLICY, question(agency=asked), directory)
    assert (answer.outcome is Outcome.COVERED) is is_contained
