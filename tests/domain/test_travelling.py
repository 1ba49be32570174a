"""Taking an agreement back: whom to tell, what to look at again, and what it does not reach."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from consent_service.domain.file.casefile import CaseFile
from consent_service.domain.file.view import View
from consent_service.domain.recorded import events, practice
from consent_service.domain.recorded.practice import EntryCorrected
from consent_service.domain.said.travelling import Contacted, StopNotice, TakenBack, travelling
from consent_service.domain.scopes.scope import SHARE, Agency
from tests.domain.shared import THE_SURGERY_WAS_ASKED
from tests.domain.tasks.story import DAY, Story, family, scope
from tests.sweeping import each

HOUR = timedelta(hours=1)


def disclose(story: Story, *rests_on: str, id: str = "sent", **members: Any) -> str:
    """The surgery was asked about the child's health, as somebody had agreed."""
    said = {**THE_SURGERY_WAS_ASKED, "rests_on": rests_on, **members}
    story.make(practice.DisclosureRecorded, disclosure=id, **said)
    return id


def travels(story: Story) -> list[TakenBack]:
    return [*travelling(View(story.file, story.at, story.at))]


def contacted(story: Story) -> dict[str, Contacted]:
    """By disclosure, of the one withdrawal there is."""
    (taken_back,) = travels(story)
    return {one.disclosure: one for one in taken_back.contacted}


def test_everything_sent_under_it_before_is_listed_and_not_looked_at_again() -> None:
    story = family()
    disclose(story.later(), story.agree())
    story.later(HOUR).say("WITHDRAWN")
    (one,) = contacted(story).values()
    assert (one.notice, one.to_review) == (StopNotice.TO_SEND, False)


@each("minutes", "again", of=[(-1, False), (0, True), (1, True)])
def test_F16_what_was_sent_from_the_very_moment_it_was_said_is_looked_at_again(
    minutes: int, again: bool
) -> None:
    story = family()
    yes = story.agree()
    said = story.at + DAY
    story.at = said + timedelta(minutes=minutes)
    disclose(story, yes)
    story.at = said + DAY
    story.say("WITHDRAWN", effective_at=said)
    assert contacted(story)["sent"].to_review is again


def test_what_rests_on_it_although_the_withdrawal_was_known_is_listed_too() -> None:
    story = family()
    yes = story.agree()
    story.later(HOUR).say("WITHDRAWN")
    disclose(story.later(HOUR), yes)
    assert contacted(story)["sent"].to_review


@each(
    "members",
    of=[
        {"scope": scope(agencies=(Agency("SCHOOL"),))},
        {"scope": scope(categories=("EDUCATION",))},
        {"scope": scope("sam")},
        {"scope": scope(purposes=("CIN_PLAN",))},
        {"scope": scope(directions=(SHARE,))},
        {"scope": scope(agencies=(Agency("GP", "Hillside"),))},
        {"enquiry": "E0"},
        {"response_kind": "TAKE_PART"},
        {"person": "dad"},
    ],
    ids=str,
)
def test_a_withdrawal_does_not_reach_past_what_it_is_about(members: dict[str, Any]) -> None:
    story = family()
    disclose(story.later(), story.agree())
    story.later(HOUR).say("WITHDRAWN", **members)
    assert [one.contacted for one in travels(story)] in ([], [()])


def test_a_part_taken_back_reaches_whatever_had_that_part_in_it() -> None:
    story = family()
    yes = story.agree(scope=scope(categories=("CHILD_HEALTH", "EDUCATION")))
    disclose(story.later(), yes, categories=("CHILD_HEALTH", "EDUCATION"), id="both")
    disclose(story, yes, categories=("CHILD_HEALTH",), id="health")
    disclose(story, yes, direction="BOTH", categories=("EDUCATION",), id="told too")
    story.later(HOUR).say("WITHDRAWN", scope=scope(categories=("EDUCATION",)))
    assert set(contacted(story)) == {"both", "told too"}


@each("basis", of=["AUTHORISED", "SHARE_NOW", "PARTNER_DUTY"])
def test_what_did_not_rest_on_agreement_does_not_travel(basis: str) -> None:
    story = family()
    disclose(story.later(), story.agree(), basis=basis)
    story.later(HOUR).say("WITHDRAWN")
    assert contacted(story) == {}


def test_what_rests_on_a_yes_given_afterwards_is_left_alone() -> None:
    story = family()
    story.agree()
    story.later(HOUR).say("WITHDRAWN")
    disclose(story.later(HOUR), story.agree())
    assert contacted(story) == {}


def test_a_no_after_a_yes_travels_and_a_first_no_does_not() -> None:
    story = family()
    story.say("REFUSED", "dad")
    disclose(story.later(), story.agree())
    assert travels(story) == []
    story.later(HOUR).say("REFUSED")
    assert [one.answer for one in travels(story)] == ["REFUSED"]


def test_what_no_yes_was_ever_to_was_never_taken_back() -> None:
    """Yes to the child's health, no to school, and one contact asked about both: whatever that
    contact was, she took nothing back, and the agency is not told that she did.
    """
    story = family()
    yes = story.agree()
    disclose(story.later(), yes, categories=("CHILD_HEALTH", "EDUCATION"))
    story.later(HOUR).say("REFUSED", scope=scope(categories=("EDUCATION",)))
    assert travels(story) == []
    # Whoever takes everything back is heard in all of it.
    story.later(HOUR).say("WITHDRAWN", scope=scope(categories=("EDUCATION",)))
    assert set(contacted(story)) == {"sent"}


@each("answer", "travel", of=[("REFUSED", False), ("WITHDRAWN", True)])
def test_what_somebody_leaves_out_as_they_agree_to_the_rest_takes_nothing_back(
    answer: str, *, travel: bool
) -> None:
    story = family()
    talk = story.talk()
    yes = story.say("AGREED", conversation=talk, scope=scope("ng", "sam"))
    members = {} if answer == "WITHDRAWN" else {"conversation": talk}
    story.say(answer, scope=scope("sam"), **members)
    disclose(story.later(), yes, subjects=("ng", "sam"))
    assert bool(travels(story) and contacted(story)) is travel


def test_a_no_in_another_talk_of_the_same_moment_is_a_later_one() -> None:
    story = family()
    yes = story.agree()
    story.say("REFUSED", conversation=story.talk())
    disclose(story.later(), yes)
    assert set(contacted(story)) == {"sent"}


def test_a_notice_counts_from_the_moment_it_was_said() -> None:
    """A notice of last week was about something else."""
    story = family()
    disclose(story.later(), story.agree())
    story.later(HOUR).make(practice.StopNoticeSent, disclosure="sent", words_sent="Zz")
    story.later(HOUR).say("WITHDRAWN")
    assert contacted(story)["sent"].notice is StopNotice.TO_SEND
    story.later(HOUR).make(practice.StopNoticeSent, disclosure="sent", words_sent="Zz")
    assert contacted(story)["sent"].notice is StopNotice.SENT
    sent_at = story.at
    story.later(HOUR).make(practice.StopNoticeAcknowledged, disclosure="sent")
    assert contacted(story)["sent"].notice is StopNotice.ACKNOWLEDGED
    assert contacted(story)["sent"].notice_sent_at == sent_at
    assert contacted(story)["sent"].acknowledged_at == story.at


def test_a_review_is_seen_from_when_it_was_recorded() -> None:
    story = family()
    yes = story.agree()
    disclose(story.later(DAY), yes)
    story.say("WITHDRAWN", effective_at=story.at - HOUR)
    before = story.at
    story.later(HOUR).make(practice.DisclosureReviewed, disclosure="sent", words="Zz")
    assert contacted(story)["sent"].reviewed_at == story.at
    (earlier,) = travelling(View(story.file, story.at, before))
    assert earlier.contacted[0].reviewed_at is None


def test_what_was_entered_in_error_travels_nowhere() -> None:
    story = family()
    disclose(story.later(), story.agree())
    entered = len(story.entries)
    story.later().say("WITHDRAWN")
    assert travels(story)
    story.later().record(
        EntryCorrected(corrects=entered, what_was_wrong="Her sister.", requested_by="STAFF")
    )
    assert travels(story) == []


def test_an_agreement_found_to_be_an_error_was_rested_on_all_the_same() -> None:
    story = family()
    entered = len(story.entries) + 1
    disclose(story.later(), story.agree())
    story.later().record(
        EntryCorrected(corrects=entered, what_was_wrong="Her sister.", requested_by="STAFF")
    )
    story.later().say("WITHDRAWN")
    assert set(contacted(story)) == {"sent"}


def test_nothing_on_file_travels_nowhere() -> None:
    assert travelling(View(CaseFile(id="Zz"), Story().at, Story().at)) == ()


def test_what_rested_on_relying_on_somebody_travels_when_they_take_it_back() -> None:
    story = family()
    story.agree()
    story.make(
        events.AuthorisationMade,
        authorisation="rely",
        enquiry="E1",
        decision="RELY_ONE_PARENT",
        scope=scope(),
        safe_to_tell=True,
        relies_on="mum",
    )
    disclose(story.later(), "rely", basis="AUTHORISED")
    story.later(HOUR).say("WITHDRAWN")
    assert set(contacted(story)) == {"sent"}
