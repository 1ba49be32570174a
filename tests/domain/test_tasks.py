"""What is due: the laws of it, whom to speak to and whom not, and what a reply has of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import msgspec
from hypothesis import given

from consent_service.domain.answers import Flag
from consent_service.domain.deciding.decision import decide
from consent_service.domain.deciding.whoelse import who_else
from consent_service.domain.file.authorityfile import AuthorityFile
from consent_service.domain.file.casefile import CaseFile
from consent_service.domain.file.folding import fold
from consent_service.domain.file.view import View
from consent_service.domain.recorded import practice, sharingatonce
from consent_service.domain.recorded.particulars import Telling
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.scopes.proposal import Proposal, Urgency
from consent_service.domain.scopes.scope import Agency
from consent_service.domain.scopes.services import Directory
from consent_service.domain.tasks import due, due_of_authority
from consent_service.domain.tasks.belonging import About, belonging
from consent_service.domain.tasks.replying import due_of_answer
from consent_service.domain.tasks.scene import Scene
from consent_service.domain.tasks.task import Task
from tests.domain.scenario_files import read
from tests.domain.strategies import families, questions
from tests.domain.tasks.story import (
    DAY,
    MANAGER,
    MONDAY,
    Story,
    family,
    london,
    question,
    scope,
)
from tests.reasons import ENOUGH
from tests.sweeping import each
from tests.trying import tried

#: Tasks for which somebody goes and speaks to the person they are about.
SENDS_SOMEBODY = {
    "SPEAK_TO",
    "TRY_AGAIN",
    "CONFIRM_REPORTED",
    "CHASE_REPLY",
    "ASK_YOUNG_PERSON",
    "SEE_AGAIN",
    "REBOOK_INTERPRETER",
    "EXPLAIN_THE_REST",
    "DISCUSS_ADVOCATE",
    "OFFER_ADVOCATE",
    "AGREE_KEEP_INFORMED",
    "CONTACT_DUE",
    "CALL_AFTER_WITHDRAWAL",
    "TALK_AS_PROMISED",
    "SEND_SUMMARY",
    "TELL_OF_CORRECTION",
}


def people(tasks: tuple[Task, ...], code: str) -> set[str | None]:
    return {task.person for task in tasks if task.code == code}


# ── laws ────────────────────────────────────────────────────────────────────────────────────


def derived(facts: dict[str, Any], asked: dict[str, Any]) -> tuple[Task, ...]:
    case = read(facts, asked)
    return due(View(with_open_enquiries(case.file), case.as_of, case.known_at), case.policy)


def with_open_enquiries(file: CaseFile) -> CaseFile:
    """The scenarios name enquiries without opening them; tasks are of those that were opened."""
    story = Story(datetime(2000, 1, 1, tzinfo=UTC))
    story.enquiry("E0", referrer_agency="GP").enquiry("E1", referrer_agency="GP")
    return msgspec.structs.replace(file, facts=file.facts | story.file.facts)


@tried(2, at_length=320)
@given(families(), questions())
def test_tasks_are_a_function_of_the_file_and_the_two_clocks(
    facts: dict[str, Any], question: dict[str, Any]
) -> None:
    found = derived(facts, question)
    assert found == derived(facts, question)
    assert len(set(found)) == len(found)


@tried(2, at_length=320)
@given(families(), questions())
def test_what_is_recorded_later_never_changes_what_was_due_as_known_before(
    facts: dict[str, Any], question: dict[str, Any]
) -> None:
    case = read(facts, question)
    before = CaseFile(id="Zzfile")
    for place, content in case.entries:
        if place.at <= case.known_at:
            before = fold(before, content, place)
    as_it_was, as_it_is = (
        due(View(with_open_enquiries(file), case.as_of, case.known_at), case.policy)
        for file in (before, case.file)
    )
    assert as_it_was == as_it_is


@tried(2, at_length=400)
@given(families(), questions())
def test_nobody_is_ever_sent_to_somebody_whom_it_is_not_safe_to_ask(
    facts: dict[str, Any], question: dict[str, Any]
) -> None:
    case = read(facts, question)
    said_since = [one["about"] for one in facts.get("safety", ()) if one["code"] == "SAFE"]
    unsafe = [
        adult["id"]
        for adult in facts["adults"]
        if adult["safe_to_ask"] is False and adult["id"] not in said_since
    ]
    for task in derived(facts, question):
        assert not (task.person in unsafe and task.code in SENDS_SOMEBODY), task
    answer = decide(View(case.file, case.as_of, case.as_of), case.policy, case.proposal)
    for task in due_of_answer(
        View(case.file, case.as_of, case.as_of), answer, case.proposal.enquiry, case.as_of
    ):
        assert not (task.person in unsafe and task.code in {*SENDS_SOMEBODY, "ASK_ABOUT_THIS"})


@tried(3, at_length=240)
@given(families(), questions())
def test_a_list_begins_with_what_is_overdue_and_goes_on_by_the_day_it_is_due(
    facts: dict[str, Any], question: dict[str, Any]
) -> None:
    case = read(facts, question)
    for one, other in pairwise(derived(facts, question)):
        late, later = one.overdue(case.as_of), other.overdue(case.as_of)
        assert late or not later
        if late == later:
            assert (one.due or date.max) <= (other.due or date.max)


@tried(2, at_length=320)
@given(families(), questions())
def test_a_task_in_a_reply_is_the_very_task_of_the_list_or_the_answers_own(
    facts: dict[str, Any], question: dict[str, Any]
) -> None:
    case = read(facts, {**question, "known_at": question["as_of"]})
    file, at = with_open_enquiries(case.file), case.as_of
    answer = decide(View(file, at, at), case.policy, case.proposal)
    # A council is asked by its answer as well, where what it said leaves this open.
    own = {"ASK_ABOUT_THIS", "RECORD_AFTER", "RECORD_DECISION", "CHECK_IDENTITY"}
    own |= {"ANSWER_FOR_COUNCIL", "TELL_FIRST"}
    listed = due(View(file, at, at), case.policy)
    found = due_of_answer(View(file, at, at), answer, case.proposal.enquiry, at)
    # All of them that belong to it, though not all of the list was worked out.
    # Of whoever has come of age, or has died, nobody is asked as of a child.
    children = {one.event.child for one in Scene(View(file, at, at), case.policy).children}
    on = [About(item, answer, children) for item in answer.items]
    belong = belonging(on, case.proposal.enquiry, listed)
    assert {t for t in found if t.code not in own} == {t for t in belong if t.code not in own}


@tried(3, at_length=240)
@given(families(), questions(), questions())
def test_whoever_asks_after_another_hears_of_the_same_tasks_and_people(
    facts: dict[str, Any], question: dict[str, Any], asked_before: dict[str, Any]
) -> None:
    known = {"as_of": question["as_of"], "known_at": question["as_of"]}
    cases = [read(facts, {**one, **known}) for one in (asked_before, question)]
    at, shared = cases[0].as_of, View(with_open_enquiries(cases[0].file), *[cases[0].as_of] * 2)
    for case in cases:
        asked, of_its_own = case.proposal, View(shared.file, at, at)
        answer = decide(of_its_own, case.policy, asked)
        alone, after = (
            (
                due_of_answer(view, answer, asked.enquiry, at),
                who_else(view, answer.items, [asked.agency], Directory()),
            )
            for view in (of_its_own, shared)
        )
        assert after == alone


# ── whom to speak to ────────────────────────────────────────────────────────────────────────


def test_everybody_who_cares_for_a_child_is_spoken_to_with_responsibility_or_without() -> None:
    story = family().later(DAY).adult("gran", pr_status="NO")
    found = {task.person: task.due for task in story.every("SPEAK_TO")}
    assert found == {
        "mum": date(2026, 3, 10),
        "dad": date(2026, 3, 10),
        "gran": date(2026, 3, 11),
    }


def test_one_person_with_three_children_is_one_conversation() -> None:
    story = family().child("two").adult("mum", "two").child("three").adult("mum", "three")
    assert len(story.every("SPEAK_TO", person="mum")) == 1


def test_for_each_of_two_councils_a_manager_answers() -> None:
    story = family().child("sam").adult("council-1", role="LOCAL_AUTHORITY")
    story.adult("council-2", "sam", role="LOCAL_AUTHORITY")
    assert story.later().whose("ANSWER_FOR_COUNCIL") == {"council-1", "council-2"}
    story.say("REFUSED", "council-1")
    assert story.whose("ANSWER_FOR_COUNCIL") == {"council-2"}


def test_nobody_unsafe_is_to_be_spoken_to_until_it_is_safe_again() -> None:
    story = family().unsafe("dad")
    assert people(story.due(), "SPEAK_TO") == {"mum"}
    story.later(5 * DAY).unsafe("dad", safe_to_ask=True, code="SAFE_AGAIN", reason=ENOUGH)
    # Whoever works with them finds it; that it is so is a manager's to say.
    assert people(story.due(), "SPEAK_TO") == {"mum"}
    story.later(5 * DAY).unsafe("dad", MANAGER, safe_to_ask=True, code="SAFE_AGAIN", reason=ENOUGH)
    # It counts from when it became safe: nobody is late for what they could not do.
    assert story.the("SPEAK_TO", person="dad").due == date(2026, 3, 20)


@each(
    "members",
    "kept_from",
    of=[
        ({"safe_to_tell": False}, {"mum", "dad"}),
        ({"safe_to_tell": False, "scope": scope("*")}, {"mum", "dad"}),
        (
            {
                "safe_to_tell": False,
                "telling": Telling("NOT_SAFE", date(2026, 3, 20), "Zz", ("dad",)),
            },
            {"mum", "dad"},
        ),
        ({"telling": Telling("TOLD", not_safe_for=("dad",))}, {"dad"}),
        ({"safe_to_tell": False, "scope": scope("dad")}, {"dad"}),
        ({"safe_to_tell": False, "scope": scope("other")}, set()),
        ({}, set()),
    ],
)
def test_a_task_never_undoes_a_decision_not_to_tell(
    members: dict[str, Any], kept_from: set[str]
) -> None:
    story = family()
    story.decide(**members)
    assert people(story.due(), "SPEAK_TO") == {"mum", "dad"} - kept_from
    assert people(story.due(), "DISCUSS_ADVOCATE") == {"mum", "dad"} - kept_from


def test_what_was_kept_from_somebody_may_be_told_once_it_is_safe() -> None:
    story = family()
    story.decide(safe_to_tell=False)
    story.later().make(
        practice.SafeToTellChanged, about="decision", safe=True, reason="Zz", person="mum"
    )
    assert people(story.due(), "SPEAK_TO") == {"mum"}
    assert story.the("TELL_PARENTS").due == date(2026, 3, 10)


def test_who_could_not_safely_be_told_is_told_once_it_is_safe() -> None:
    story = family()
    story.decide(telling=Telling("WILL_TELL_BY", date(2026, 3, 10)))
    later = date(2026, 3, 20)
    told: dict[str, Any] = {"about": "decision", "person": "dad"}
    story.make(practice.TellingRecorded, **told, told=False, reason="Zz", review_on=later)
    story.make(practice.TellingRecorded, **{**told, "person": "mum"}, told=True)
    assert "TELL_PARENTS" not in story.codes()
    assert "REVIEW_SAFE_TO_TELL" not in story.codes()
    story.at = london("2026-03-19", "00:00")
    assert story.the("REVIEW_SAFE_TO_TELL").person == "dad"
    story.make(practice.SafeToTellChanged, **told, safe=True, reason="Zz")
    assert "REVIEW_SAFE_TO_TELL" not in story.codes()
    assert "TELL_PARENTS" in story.codes()
    story.later().make(practice.TellingRecorded, **told, told=True)
    assert "TELL_PARENTS" not in story.codes()


def test_the_referrer_having_spoken_to_them_is_not_our_having_done_so() -> None:
    story = family()
    story.talk("mum", method="VIA_REFERRER")
    assert people(story.due(), "SPEAK_TO") == {"mum", "dad"}


def test_an_attempt_leaves_the_task_and_its_day_as_they_were() -> None:
    story = family()
    before = story.the("SPEAK_TO", person="mum")
    story.later(DAY).say("ASK_ATTEMPTED")
    assert story.the("SPEAK_TO", person="mum") == before


def test_after_three_attempts_nobody_is_sent_again() -> None:
    story = family()
    for _ in range(3):
        story.later(DAY).say("ASK_ATTEMPTED")
    assert "mum" not in people(story.due(), "SPEAK_TO") | people(story.due(), "TRY_AGAIN")


def test_an_unknown_father_is_looked_for_every_week() -> None:
    story = family().adult("him", role="UNKNOWN_FATHER", pr_status="UNCONFIRMED")
    for days, expected in ((0, 16), (7, 16), (8, 23), (15, 30)):
        task = story.the("FIND_FATHER", MONDAY + days * DAY)
        assert (task.due, task.overdue(MONDAY + days * DAY)) == (date(2026, 3, expected), False)
    assert "him" not in people(story.due(), "SPEAK_TO")


def test_a_child_with_only_a_placeholder_for_a_father_has_nobody_responsible() -> None:
    story = Story().child().adult("him", role="UNKNOWN_FATHER", pr_status="UNCONFIRMED").enquiry()
    assert story.the("FIND_PR_HOLDER").child == "ng"


# ── replies ─────────────────────────────────────────────────────────────────────────────────


def replied(story: Story, proposal: Proposal) -> list[tuple[str, str | None]]:
    answer = decide(View(story.file, story.at, story.at), DEFAULT_POLICY, proposal)
    tasks = due_of_answer(View(story.file, story.at, story.at), answer, proposal.enquiry, story.at)
    return [(task.code, task.person) for task in tasks]


def test_a_reply_has_the_tasks_of_what_it_is_about_and_no_others() -> None:
    story = family().child("two").adult("mum", "two").adult("gran", "two")
    story.agree()
    assert set(replied(story, question())) == {
        ("SPEAK_TO", "dad"),
        ("SEND_SUMMARY", "mum"),
        ("DISCUSS_ADVOCATE", "mum"),
    }


def test_somebody_spoken_to_whose_answer_does_not_reach_is_asked_about_this() -> None:
    story = family()
    story.agree()
    found = replied(story, question(agency=Agency("SCHOOL")))
    assert ("ASK_ABOUT_THIS", "mum") in found
    assert ("SPEAK_TO", "dad") in found


def test_a_reply_that_must_not_reach_the_family_sends_nobody_to_them() -> None:
    story = family()
    story.decide(safe_to_tell=False)
    answer = decide(View(story.file, story.at, story.at), DEFAULT_POLICY, question())
    assert Flag.DO_NOT_TELL in answer.flags
    assert replied(story, question()) == []
    # Nor does a question that this decision does not reach.
    assert replied(story, question(agency=Agency("SCHOOL"))) == []
    story.agree()
    assert ("ASK_ABOUT_THIS", "mum") not in replied(story, question(agency=Agency("SCHOOL")))


def test_what_was_shared_at_once_is_written_down_by_five_on_the_next_working_day() -> None:
    story = family(london("2026-06-05", "16:50"))
    answer = decide(
        View(story.file, story.at, story.at), DEFAULT_POLICY, question(urgency=Urgency.IMMEDIATE)
    )
    (task,) = due_of_answer(None, answer, "E1", story.at)
    assert (task.code, task.due_at) == ("RECORD_AFTER", london("2026-06-08", "17:00"))


def test_somebody_not_on_the_file_is_looked_for_once() -> None:
    assert replied(family(), question("zara", "zoe")) == [("CHECK_IDENTITY", None)]


# ── the authority's own ─────────────────────────────────────────────────────────────────────


def test_a_use_of_share_now_about_nobody_we_know_is_to_be_linked_to_a_family() -> None:
    story = Story(london("2026-06-05", "16:50"))
    story.share_now("now", enquiry=None)
    own = AuthorityFile(id="own")
    for place, content in story.entries:
        own = fold(own, content, place)
    (task,) = due_of_authority(own, story.at, story.at)
    assert (task.code, task.about, task.due_at) == (
        "LINK_SHARE_NOW",
        "now",
        london("2026-06-08", "17:00"),
    )
    seq = story.later().make(sharingatonce.ShareNowLinked, share_now="now", file="file")
    place, content = story.entries[seq]
    linked = fold(own, content, place)
    assert due_of_authority(linked, story.at, story.at) == ()
    assert due_of_authority(linked, story.at, place.at - timedelta(seconds=1)) == (task,)
