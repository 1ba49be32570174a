"""Answers that clash, and answers given in a way that does not count."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from consent_service.domain.file.view import View
from consent_service.domain.listed import listed_of_scene
from consent_service.domain.recorded import events
from consent_service.domain.recorded.events import ConversationRecorded
from consent_service.domain.recorded.particulars import Interpreter
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.scopes.scope import Agency, Exclusions
from consent_service.domain.tasks.scene import Scene
from tests.domain.tasks.happenings import advocate
from tests.domain.tasks.story import DAY, MONDAY, Story, family, scope


@pytest.mark.parametrize(
    ("first", "second", "apart", "clash"),
    [
        ({"answer": "AGREED"}, {"answer": "REFUSED"}, 1, True),
        ({"answer": "REFUSED"}, {"answer": "AGREED"}, 1, True),
        ({"answer": "AGREED"}, {"answer": "REFUSED"}, 5, False),
        ({"answer": "AGREED"}, {"answer": "REFUSED", "effective_at": MONDAY}, 60, True),
        ({"answer": "AGREED"}, {"answer": "AGREED"}, 1, False),
        ({"answer": "AGREED"}, {"answer": "UNDECIDED"}, 1, False),
        (
            {"answer": "AGREED"},
            {"answer": "REFUSED", "scope": scope(agencies=(Agency("SCHOOL"),))},
            1,
            False,
        ),
        ({"answer": "AGREED"}, {"answer": "REFUSED", "response_kind": "TAKE_PART"}, 1, False),
    ],
    ids=[
        "a second apart",
        "the other way round",
        "five seconds apart",
        "true at one time",
        "the same",
        "undecided",
        "about something else",
        "of another kind",
    ],
)
def test_F15_two_answers_recorded_at_once_that_contradict_are_for_the_manager_to_look_at(
    first: dict[str, Any], second: dict[str, Any], apart: int, clash: bool
) -> None:
    story = family()
    story.say(**first)
    later = story.later(timedelta(seconds=apart)).say(**second)
    found = story.every("LOOK_AT_CONFLICT")
    assert [(task.about, task.for_role) for task in found] == (
        [(later, "MASH_MANAGER")] if clash else []
    )
    # Both are kept.
    assert len(story.file.responses) == 2


def test_F15_a_clash_is_over_when_somebody_says_which_answer_counts() -> None:
    story = family()
    story.say("AGREED")
    later = story.say("REFUSED")
    assert "LOOK_AT_CONFLICT" in story.codes()
    story.later().make(events.ValidityChanged, response=later, status="VALID")
    assert "LOOK_AT_CONFLICT" not in story.codes()


def test_parents_who_disagree_are_shown_to_the_manager_until_somebody_decides() -> None:
    story = family()
    story.agree("mum")
    no = story.later(DAY).say("REFUSED", "dad")
    assert story.the("LOOK_AT_CONFLICT").about == no
    story.later().decide(decision="RELY_ONE_PARENT", relies_on="mum")
    assert "LOOK_AT_CONFLICT" not in story.codes()


def test_whoever_looks_at_two_answers_reads_whose_they_are_and_what_each_says() -> None:
    """One of the two was named, and neither answer stood there."""
    story = family()
    story.agree("mum", scope=scope(agencies=(Agency("GP"), Agency("SCHOOL"))))
    story.later(DAY).say("REFUSED", "dad", scope=scope(agencies=(Agency("SCHOOL"),)))
    task = story.the("LOOK_AT_CONFLICT")
    assert (task.person, task.other) == ("dad", "mum")
    assert task.so_far == (
        "The mother said yes to the GP surgery and the school on 9 March 2026; the father said no "
        "to the school on 10 March 2026"
    )
    view = View(story.file, story.at, story.at)
    (line,) = (
        one for one in listed_of_scene(Scene(view, DEFAULT_POLICY)).tasks if one.task == task
    )
    assert line.person_names == "Zz dad and Zz mum"
    # Whichever of the two nobody asks just so is read first.
    story.unsafe("mum", safe_to_ask=False)
    said = story.later().the("LOOK_AT_CONFLICT").so_far or ""
    assert said.index("Do not contact") < said.index("The mother said")


def test_parents_no_longer_disagree_when_one_of_them_has_changed_their_mind() -> None:
    story = family()
    story.agree("mum")
    story.later(DAY).say("REFUSED", "dad")
    story.later(DAY).agree("dad")
    assert "LOOK_AT_CONFLICT" not in story.codes()


@pytest.mark.parametrize("status", ["CONCERN", "INVALID"])
def test_a_no_that_is_in_doubt_is_a_no_to_whoever_looks(status: str) -> None:
    """One worker who doubted it would have taken it from the manager's list."""
    story = family()
    story.agree("mum")
    no = story.later().say("REFUSED", "dad")
    for parent in ("mum", "dad"):
        advocate(story, "NOMINATED", parent, advocate="Zz Gran")
    both = {"LOOK_AT_CONFLICT", "ADVOCATE_CONFLICT"}
    assert both <= story.codes()
    story.later().make(events.ValidityChanged, response=no, status=status)
    assert both <= story.codes()


def test_a_doubt_about_a_no_settles_no_clash() -> None:
    story = family()
    story.say("AGREED")
    no = story.later(timedelta(seconds=1)).say("REFUSED")
    assert story.every("LOOK_AT_CONFLICT")
    story.later().make(events.ValidityChanged, response=no, status="CONCERN")
    assert story.every("LOOK_AT_CONFLICT")


def test_leaving_an_agency_out_is_no_disagreement_with_who_says_no_to_it() -> None:
    story = family()
    both = (Agency("GP"), Agency("SCHOOL"))
    left_out = Exclusions(agencies=(Agency("SCHOOL"),))
    story.say("AGREED_IN_PART", scope=scope(agencies=both, exclusions=left_out))
    story.later().say("REFUSED", "dad", scope=scope(agencies=(Agency("SCHOOL"),)))
    assert "LOOK_AT_CONFLICT" not in story.codes()
    story.later().say("REFUSED", "dad", scope=scope(agencies=(Agency("GP", "Hillside"),)))
    assert "LOOK_AT_CONFLICT" in story.codes()


def test_F18_one_advocate_of_two_parents_who_disagree_is_for_the_manager() -> None:
    story = family()
    for person, name in (("mum", "Zz  gran"), ("dad", "ZZ Gran")):
        advocate(story, "NOMINATED", person, advocate=name)
    assert "ADVOCATE_CONFLICT" not in story.codes()
    story.agree("mum")
    story.later().say("REFUSED", "dad")
    task = story.the("ADVOCATE_CONFLICT")
    assert (task.for_role, task.person, task.about) == ("MASH_MANAGER", "dad", None)


def test_F18_and_where_one_of_them_may_have_harmed_the_other() -> None:
    story = family()
    for person in ("mum", "dad"):
        advocate(story, "NOMINATED", person, advocate="Zz Gran")
    story.unsafe("dad", code="DOMESTIC_ABUSE")
    assert "ADVOCATE_CONFLICT" in story.codes()


@pytest.mark.parametrize("answer", ["AGREED", "UNDECIDED", None])
def test_F25_a_sister_who_interpreted_is_replaced_whatever_was_answered(
    answer: str | None,
) -> None:
    story = family()
    talk = story.talk(interpreter=Interpreter("Polish", is_family_member=True))
    if answer is not None:
        said = story.say(answer, conversation=talk)
    if answer == "AGREED":
        story.make(
            events.ValidityChanged,
            response=said,
            status="CONCERN",
            reasons=("INTERPRETER_IS_FAMILY",),
        )
    task = story.the("REBOOK_INTERPRETER")
    assert (task.person, task.about, task.due) == ("mum", talk, date(2026, 3, 10))
    assert "SEE_AGAIN" not in story.codes()


def test_F25_a_parent_who_needs_an_interpreter_and_had_none_is_seen_with_one() -> None:
    story = Story().child().adult("mum", interpreter_needed=True).enquiry()
    story.talk()
    assert "REBOOK_INTERPRETER" in story.codes()
    story.later().talk(interpreter=Interpreter("Polish", is_family_member=False))
    assert "REBOOK_INTERPRETER" not in story.codes()


def test_a_yes_from_a_conversation_entered_in_error_is_asked_for_again() -> None:
    story = family()
    talk = story.talk()
    seq = story.file.of(ConversationRecorded)[0].seq
    story.say("AGREED", conversation=talk)
    story.correct(seq)
    assert story.the("SEE_AGAIN").person == "mum"
    assert "SEND_SUMMARY" not in story.codes()


def test_F10_somebody_whose_answer_was_wrong_on_record_is_told_and_nobody_else() -> None:
    story = family()
    referrer, own = story.say("REPORTED_BY_REFERRER", "dad"), story.agree("mum")
    for said in (referrer, own):
        seq = next(r.seq for r in story.file.responses if r.event.response == said)
        story.correct(seq)
    assert [(t.person, t.about) for t in story.every("TELL_OF_CORRECTION")] == [("mum", own)]
