"""Each kind of task is there from what raises it until what ends it, and closes with the rest."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from consent_service.domain.codes import codes
from consent_service.domain.recorded import practice
from consent_service.domain.recorded.circumstances import DeathRecorded, SignRecorded
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.events import AdultAdded
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.safety.close import NOBODY_KNOWS
from consent_service.domain.tasks.speaking import SPEAKS
from consent_service.domain.tasks.task import HELP_WITH_CARE, MANAGER
from tests.domain.tasks.happenings import TODAY, TOMORROW, requested, written_down
from tests.domain.tasks.kind import Kind
from tests.domain.tasks.kinds import KINDS
from tests.domain.tasks.story import family
from tests.sweeping import each

#: Tasks that are no file's: an answer raises them, or the authority's own file.
NO_FILES = {"ASK_ABOUT_THIS", "RECORD_AFTER", "RECORD_DECISION", "CHECK_IDENTITY", "LINK_SHARE_NOW"}
NO_FILES |= {"TELL_FIRST", "LOOK_AT_NAMESAKE"}


@each("kind", of=KINDS, ids=lambda kind: kind.code)
def test_a_task_is_there_from_what_raises_it_until_what_ends_it(kind: Kind) -> None:
    story = family()
    kind.raised(story)
    found = story.every(kind.code)
    assert found, kind.code
    # Where it may not be safe to ask whoever cries for help, a manager hears it as well.
    also = {MANAGER} if kind.code == HELP_WITH_CARE else set()
    assert {task.for_role for task in found} == {kind.for_role} | also
    assert {task.due for task in found} == {kind.due}
    assert all(task.since <= story.at and not task.overdue(story.at) for task in found)
    raised_at = story.at
    kind.gone(story.later(timedelta(seconds=30)))
    assert kind.code not in story.codes()
    # What was recorded later changes nothing of what was due then, as was known then.
    assert [t for t in story.due(raised_at) if t.code == kind.code] == found


def test_every_code_has_its_row() -> None:
    rows = [kind.code for kind in KINDS]
    assert len(set(rows)) == len(rows)
    assert set(rows) | NO_FILES == set(codes("tasks"))


@each("kind", of=KINDS, ids=lambda kind: kind.code)
def test_nobody_is_to_be_spoken_to_once_that_is_not_safe(kind: Kind) -> None:
    story = family()
    kind.raised(story)
    people = {task.person for task in story.every(kind.code)} - {None}
    for person in sorted(filter(None, people)):
        story.unsafe(person)
    left = {(task.code, task.person) for task in story.due(story.at)}
    assert not {(code, person) for code, person in left if code in SPEAKS and person in people}


#: What is still to be done of somebody who has died, by whoever is alive: our record of them, what
#: they had said, and what was shared.
_OF_THE_DEAD: Final = {
    *("READ_WRITING", "WRITE_DOWN_DANGER", "LOOK_AT_CONFLICT", "CONFIRM_EFFECT", "LOOK_AT_TOLD"),
    *("SEND_STOP_NOTICE", "CHASE_STOP_NOTICE", "REVIEW_DISCLOSURE"),
}


@each("kind", of=KINDS, ids=lambda kind: kind.code)
def test_of_the_dead_nobody_is_asked_whether_they_are_safe(kind: Kind) -> None:
    """Nor are they to be asked, told, reached or looked for."""
    story = family()
    kind.raised(story)
    people = {task.person for task in story.every(kind.code)} - {None}
    for person in sorted(filter(None, people)):
        story.make(DeathRecorded, person=person, source="The hospital")
    left = {task.code for task in story.due(story.at) if task.person in people}
    assert left <= _OF_THE_DEAD, left


@each("kind", of=KINDS, ids=lambda kind: kind.code)
@each("is_unsafe", of=[False, True])
def test_what_is_read_of_a_task_names_nobody(kind: Kind, is_unsafe: bool) -> None:
    """Whom it is of is given by id, for whoever may read the name: an auditor may not."""
    story = family()
    kind.raised(story)
    people = {task.person for task in story.every(kind.code)} | {"mum", "dad"}
    for person in sorted(filter(None, people)) if is_unsafe else ():
        story.unsafe(person, safe_to_ask=False)
    named = {one.event.names for one in story.file.of(AdultAdded)}
    for task in story.due(story.at):
        assert not [one for one in named if one in (task.so_far or "")], (task.code, task.so_far)


@each("code", of=[NOBODY_KNOWS, "NOT_SAFE", "PRESSURE"])
@each("is_named", of=[True, False])
def test_of_a_placeholder_nobody_decides_whether_they_are_safe(code: str, is_named: bool) -> None:
    """Nor of somebody who has died: whoever else may be meant is decided of."""
    story = family().adult("him", role="UNKNOWN_FATHER", pr_status="UNCONFIRMED").adult("gran")
    names = ("him", "gran", "dad") if is_named else ()
    story.make(SignRecorded, person="ng", code=code, names=names)
    story.make(DeathRecorded, person="gran", source="The hospital")
    asked = {task.person for task in story.due(story.later().at) if task.code == "DECIDE_IF_SAFE"}
    assert not asked & {"him", "gran"}
    if code == NOBODY_KNOWS:
        assert "dad" in asked


#: What is done without speaking to the person of the task: about them, or with somebody else.
NOBODY_IS_SPOKEN_TO = {
    *("ACKNOWLEDGE_REFERRER", "ADVOCATE_CONFLICT", "ANSWER_FOR_COUNCIL", "ANSWER_IF_SAFE"),
    *("CALL_IF_SAFE", "CORRECT_IF_SAFE", "HELP_WITH_CARE"),
    *("ASK_ABOUT_RISK", "CHASE_STOP_NOTICE", "CHASE_WAITING_LIST", "CHECK_ADVOCATE"),
    *("CHECK_IDENTITY", "CONFIRM_EFFECT", "CONFIRM_PR", "RECORD_ORDER", "CONFIRM_RECORD", "DECIDE"),
    *("READ_DECISION", "READ_REPLY", "READ_HARM", "READ_WRITING", "SAY_IF_ABLE"),
    *("DECIDE_IF_SAFE", "FIND_FATHER", "FIND_MOTHER", "FIND_PR_HOLDER", "FINISH_DRAFT"),
    "GET_ADVICE",
    *("LINK_SHARE_NOW", "LOOK_AT_CONFLICT", "LOOK_AT_DISCLOSURE", "RECORD_AFTER"),
    # What they wrote is read first: by what they are reached is what it is about.
    *("LOOK_AT_DOUBTFUL", "LOOK_AT_TOLD", "ONE_OR_TWO", "ANSWER_CONTACT"),
    *("RECORD_BIRTH", "RECORD_DECISION", "RECORD_SHARE_NOW", "REFER_TO_SERVICE", "WHAT_WAS_SAID"),
    *("WRITE_DOWN_THE_REST", "WRITE_DOWN_SHARED", "WRITE_DOWN_CONTACT", "ASK_THE_MANAGER"),
    *("WRITE_DOWN_ANSWER", "READ_WORDS", "LOOK_AT_NAMESAKE", "WRITE_DOWN_DANGER"),
    *("REVIEW_DECISION", "REVIEW_DISCLOSURE", "REVIEW_SAFETY", "REVIEW_SAFE_TO_TELL"),
    *("REVIEW_SHARE_NOW", "SEND_STOP_NOTICE", "TELL_REFERRER_OUTCOME", "WEIGH_WISH"),
    "ASK_ABOUT_INJURY",
    *("WEIGH_WISHES", "CONSIDER_STRATEGY", "CONSIDER_CONFERENCE", "RECORD_MEETING"),
    *("MEET_AGAIN", "MAKE_PLAN"),
    *("DECIDE_WHO_IS_SAFE", "DECIDE_S47", "LOOK_AT_INVITED"),
    *("PLAN_NOT_WITH_ALL", "NAME_WARD", "REVIEW_PLAN"),
    *("TELL_REFERRER_NEXT_STEPS", "EXPLAIN_GAPS", "TELL_AGENCY_OUTCOME", "REVIEW_OPENING"),
}


def test_of_each_code_it_is_said_whether_it_is_done_by_speaking_to_its_person() -> None:
    assert set(codes("tasks")) == SPEAKS | NOBODY_IS_SPOKEN_TO
    assert not SPEAKS & NOBODY_IS_SPOKEN_TO


#: What goes on when an enquiry has closed.
GOES_ON = {
    "CONSIDER_STRATEGY",
    "ASK_ABOUT_INJURY",
    "DECIDE_WHO_IS_SAFE",
    "RECORD_MEETING",
    *("TELL_INVITED", "LOOK_AT_INVITED"),
    "TELL_OF_MEETING",
    "CONSIDER_CONFERENCE",
    "MEET_AGAIN",
    "MAKE_PLAN",
    "EXPLAIN_GAPS",
    # Whoever is in doubt is still to hear how it ended, if that is safe.
    *("DECIDE_IF_SAFE", "ONE_OR_TWO", "WEIGH_WISH"),
    "TELL_OUTCOME",
    "TELL_AGENCY_OUTCOME",
    "SEND_PLAN",
    "CONFIRM_PLAN",
    "PLAN_NOT_WITH_ALL",
    "NAME_WARD",
    "REVIEW_PLAN",
    "TELL_PLAN_ENDED",
    "TELL_REFERRER_OUTCOME",
    "RECORD_SHARE_NOW",
    "WRITE_DOWN_THE_REST",
    "WRITE_DOWN_SHARED",
    "WRITE_DOWN_CONTACT",
    "WRITE_DOWN_ANSWER",
    "READ_WORDS",
    "ASK_THE_MANAGER",
    "REVIEW_SHARE_NOW",
    "TELL_PARENTS_OF_SHARING",
    "TELL_PARENTS",
    "REVIEW_SAFE_TO_TELL",
    "TELL_OF_CORRECTION",
    "HELP_NOW",
    "HELP_WITH_CARE",
    "ANSWER_CONTACT",
    "ANSWER_FAMILY",
    "ANSWER_RIGHTS",
    "ANSWER_COMPLAINT",
    "ANSWER_IF_SAFE",
    "CORRECT_IF_SAFE",
    "ANSWER_CORRECTION",
    "SEND_STOP_NOTICE",
    "CHASE_STOP_NOTICE",
    "REVIEW_DISCLOSURE",
    "LOOK_AT_DISCLOSURE",
    "REVIEW_DECISION",
    "CONFIRM_EFFECT",
    "CALL_ABOUT_YES",
    "CONFIRM_RECORD",
    "REVIEW_OPENING",
    "LOOK_AT_TOLD",
    *("READ_REPLY", "ASK_WHO_TRIED"),
    *("READ_HARM", "READ_WRITING", "WRITE_DOWN_DANGER"),
    "CONTACT_DUE",
}


@each("kind", of=KINDS, ids=lambda kind: kind.code)
def test_when_an_enquiry_closes_only_what_must_go_on_goes_on(kind: Kind) -> None:
    story = family()
    kind.raised(story)
    story.later().close()
    assert (kind.code in story.codes()) is (kind.code in GOES_ON)


def test_a_decision_not_to_share_is_reviewed_even_when_its_enquiry_has_closed() -> None:
    story = family()
    story.decide_not(review_due=TOMORROW)
    story.close()
    assert story.the("REVIEW_DECISION").about == "not"


def test_where_nothing_was_shared_in_the_end_there_is_nothing_to_tell() -> None:
    story = family()
    written_down(story, shared=False)
    assert "REVIEW_SHARE_NOW" in story.codes()
    assert "TELL_PARENTS_OF_SHARING" not in story.codes()


def test_only_who_may_decide_is_asked_to() -> None:
    """At a low level of need a Head of Service goes ahead over a no (`domain.md` 5.4)."""
    story = family(threshold_level=2)
    requested(story, decision="OVERRIDE_DECISION")
    assert story.the("DECIDE").for_role == "HEAD_OF_SERVICE"
    wider = DEFAULT_POLICY.__class__(head_decides_below_level=1)
    (task,) = [t for t in story.due(policy=wider) if t.code == "DECIDE"]
    assert task.for_role == "MASH_MANAGER"


def test_a_request_for_today_is_due_today() -> None:
    story = family()
    requested(story, urgency="SAME_DAY")
    assert story.the("DECIDE").due == TODAY


def test_a_workers_draft_is_theirs_to_finish() -> None:
    story = family()
    story.make(
        practice.DecisionDrafted,
        By("worker-2", "MASH_WORKER"),
        draft="draft",
        enquiry="E1",
        typed="{}",
        missing=("/z",),
    )
    assert story.the("FINISH_DRAFT").for_role == "MASH_WORKER"
