"""Whoever was told that somebody talks with them is on the list until somebody has."""

from __future__ import annotations

from datetime import date
from typing import Any

from consent_service.domain.file.view import View
from consent_service.domain.own import own_view, seen_by
from consent_service.domain.recorded import events, practice
from consent_service.domain.recorded.circumstances import PeopleJoined, WishWeighed
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.joinedelsewhere import NoHeardElsewhere, PersonJoinedElsewhere
from consent_service.domain.recorded.practice import CorrectionAnswered, CorrectionAsked
from consent_service.domain.scopes.scope import Scope
from tests.domain.tasks.story import MANAGER, Story, family, scope
from tests.reasons import ENOUGH
from tests.sweeping import each

AS_PROMISED = "TALK_AS_PROMISED"
YOUNG = By("ng", "YOUNG_PERSON")
MUM = By("mum", "PARENT")


def of_a_young_person() -> Story:
    story = Story().child(dob=date(2009, 2, 1)).adult("mum").adult("dad").enquiry()
    story.talk("ng")
    return story.later()


def wishes(story: Story, by: By = YOUNG) -> Story:
    kept: dict[str, Any] = {"child": "ng", "objects": False, "words": "Zz", "heard_by": "Zz"}
    kept |= {"not_to_be_told": ("mum",), "not_to_be_told_because": "Zz"}
    story.make(events.WishRecorded, by, wish="wish", **kept)
    return story.later()


def weighs(story: Story, *, told: bool) -> Story:
    story.make(WishWeighed, MANAGER, wish="wish", may_be_told=told, reason=ENOUGH)
    return story.later()


@each("weighed", of=[None, False, True])
def test_a_child_who_said_whom_they_fear_is_talked_to_whatever_was_decided(
    weighed: bool | None,
) -> None:
    """“Somebody will get in touch with you”, and it was nobody's to do once it was weighed."""
    story = wishes(of_a_young_person())
    if weighed is not None:
        weighs(story, told=weighed)
    task = story.the(AS_PROMISED)
    assert (task.person, task.child, task.for_role) == ("ng", "ng", "MASH_WORKER")
    assert ("tell the child first" in (task.so_far or "")) is (weighed is True)
    # What they press meanwhile is no talk.
    stop: dict[str, Any] = {"method": "ONLINE_SIGNED_IN", "scope": Scope(subjects=("ng",))}
    story.say("WITHDRAWN", "ng", **stop)
    assert story.later().every(AS_PROMISED)
    story.later().talk("ng")
    assert not story.later().every(AS_PROMISED)


def test_who_was_talked_to_before_it_was_decided_is_told_that_the_other_may_know() -> None:
    story = wishes(of_a_young_person())
    story.talk("ng")
    assert not story.later().every(AS_PROMISED)
    weighs(story, told=True)
    assert story.the(AS_PROMISED).about == "wish"
    story.talk("ng")
    assert not story.later().every(AS_PROMISED)


@each("told", of=[False, True])
def test_what_staff_heard_of_a_child_promised_nothing_but_is_told_where_it_is_not_kept(
    told: bool,
) -> None:
    story = wishes(of_a_young_person(), By("worker-1", "MASH_WORKER"))
    assert not story.every(AS_PROMISED)
    weighs(story, told=told)
    assert bool(story.every(AS_PROMISED)) is told


def test_a_yes_that_she_says_was_none_is_asked_about_once_that_was_answered() -> None:
    """“We will ask you” stood on her page, and nobody was to."""
    story = family()
    yes = story.agree()
    story.later().make(
        CorrectionAsked, MUM, correction="c", person="mum", words="Zz", about=yes, what="NOT_AGREED"
    )
    assert not story.later().every(AS_PROMISED)
    assert story.every("ANSWER_CORRECTION")
    story.make(CorrectionAnswered, correction="c", accepted=False, reason="Zz")
    task = story.later().the(AS_PROMISED)
    assert (task.person, task.about) == ("mum", yes)
    story.agree()
    assert not story.later().every(AS_PROMISED)


def joined_here(story: Story) -> None:
    story.make(events.AdultAdded, person="mum2", names="Zz mum")
    link: dict[str, Any] = {"role": "MOTHER", "pr_status": "YES", "effective_at": story.at}
    story.make(events.RelationshipRecorded, person="mum2", child="ng", **link)
    story.say("REFUSED", "mum2")
    story.later().agree()
    story.later().record(
        PeopleJoined(joining="j", person="mum", other="mum2", reason="Zz"), MANAGER
    )


def joined_elsewhere(story: Story) -> None:
    story.agree()
    story.later()
    story.record(PersonJoinedElsewhere(joining="j", person="mum"), MANAGER)
    story.later().make(
        NoHeardElsewhere,
        response="no",
        joining="j",
        said="s",
        enquiry="E1",
        person="mum",
        scope=scope(),
    )


@each("joined", of=[joined_here, joined_elsewhere])
def test_who_said_yes_by_one_record_and_no_by_another_is_asked_which_holds(joined: Any) -> None:
    """“It does not count until we have talked to you”, and nobody was to."""
    story = family()
    joined(story)
    story.later()
    seen = seen_by(View(story.file, story.at, story.at), "mum", as_child=False)
    assert seen is not None
    page = own_view(seen, story.at, lambda _: None)
    assert "until we have talked to you" in str(page["not_counted"])
    task = story.the(AS_PROMISED)
    assert task.person == "mum"
    story.later().agree()
    assert not story.later().every(AS_PROMISED)


def test_to_whom_it_may_not_be_safe_to_speak_a_manager_says_how_it_is_kept() -> None:
    story = family()
    yes = story.agree()
    story.later().make(
        CorrectionAsked, MUM, correction="c", person="mum", words="Zz", about=yes, what="NOT_AGREED"
    )
    story.make(practice.CorrectionAnswered, correction="c", accepted=False, reason="Zz")
    story.later().unsafe("mum")
    assert not story.later().every(AS_PROMISED)
    assert story.the("CALL_IF_SAFE").for_role == "MASH_MANAGER"
