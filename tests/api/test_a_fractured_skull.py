"""A child of 13 months with a swelling on the head that nobody explains, through the API alone.

The family is made up after a published learning brief; each step is a sentence of it, answered by
something the record can show.
"""

from __future__ import annotations

import pytest

from tests.api.running import Running
from tests.api.skull import Case
from tests.api.skull_end import everybody_hears_how_it_ended
from tests.api.skull_plan import whoever_must_follow_a_plan_has_it
from tests.reasons import ENOUGH

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")

MANAGER = "MASH_MANAGER"


@pytest.fixture
def case(service: Running) -> Case:
    return Case(service)


@pytest.mark.each_database(
    "callMeeting",
    "confirmPlan",
    "endPlan",
    "inviteToMeeting",
    "makePlan",
    "moveMeeting",
    "nameRecipient",
    "recordInjury",
    "recordMeeting",
    "recordPartTaken",
    "sharePlan",
    "showClosing",
    "tellAgency",
)
def test_each_sentence_of_the_brief_is_answered_by_something_on_record(case: Case) -> None:
    a_strategy_meeting_with_everybody(case)
    for person in (case.mum, case.gran):
        talk = {"person": person, "method": "PHONE_VERBAL", "seen_alone": "YES"}
        case.record("conversations", talk)
    # Nothing is given to anybody before a manager has said of that one whether it is safe.
    for person in (case.mum, case.gran):
        safe = {"person": person, "safe_to_ask": True, "reason": ENOUGH}
        case.record("safety", safe, MANAGER)
    unsafe = {"person": case.dad, "safe_to_ask": False, "code": "ALLEGED_ABUSER"}
    case.record("safety", unsafe)
    whoever_must_follow_a_plan_has_it(case)
    everybody_hears_how_it_ended(case)


def a_strategy_meeting_with_everybody(case: Case) -> None:
    """In which each says what they think, how sure they are and what would change their mind."""
    # The injury is unexplained, and he does not move about yet: somebody is asked to consider it.
    seen = {"child": case.baby, "words": "A swelling on the left of the head.", "moves": "CANNOT"}
    hurt = case.record("injuries", {**seen, "explained": "NOT_EXPLAINED"})
    # Any caregiver may have done it, and no manager has said yet whom it is safe to ask first.
    prompts = ["CONSIDER_STRATEGY", "DECIDE_WHO_IS_SAFE"]
    assert [notice["code"] for notice in hurt["notices"]] == prompts
    assert case.tasks(*prompts) == [(code, case.baby) for code in prompts]
    assert [code for code in case.due_by_a_check(case.brother) if code in prompts] == prompts
    safe = {"person": case.gran, "safe_to_ask": True, "code": "SAFE_AGAIN", "reason": ENOUGH}
    case.record("safety", safe)
    assert len(case.tasks(*prompts)) == 2, "A worker proposes; a manager decides."
    case.record("safety", safe, "MASH_MANAGER")
    assert case.tasks(*prompts) == [("CONSIDER_STRATEGY", case.baby)]

    # A strategy meeting is called in one act, with everybody who knows him.
    agencies = ("HOSPITAL", "POLICE", "GP", "HEALTH_VISITOR")
    called = case.record(
        "meetings",
        {
            "meeting_type": "STRATEGY_DISCUSSION",
            "children": [case.baby, case.brother],
            "starts_at": "2026-03-09T15:00:00Z",
            "invited": [{"agency": {"type": agency}} for agency in agencies],
        },
    )
    meeting, *invited = [entry["id"] for entry in called["entries"]]
    school = {"agency": {"type": "SCHOOL"}, "name": "Ms Example"}
    invited.append(case.record(f"meetings/{meeting}/invitations", school)["id"])
    assert case.tasks("CONSIDER_STRATEGY") == []
    moved = {"starts_at": "2026-03-09T15:30:00Z", "place": "By video", "why": "For the consultant."}
    case.record(f"meetings/{meeting}/moves", moved)
    assert len(case.tasks("TELL_INVITED")) == len(invited)
    case.at(9, 16)
    assert case.tasks("TELL_INVITED") == []
    assert case.tasks("RECORD_MEETING") == [("RECORD_MEETING", None)]

    # What each thinks, how sure they are, and what would change their mind.
    thought = {
        "attendance": "CAME",
        "name": "Dr Sample",
        "thinks": "A fall from the sofa does not explain it.",
        "how_sure": "LIKELY",
        "would_change": "A second reading of the scan.",
    }
    case.record(f"invitations/{invited[0]}/parts", thought)
    for one in invited[1:4]:
        case.record(f"invitations/{one}/parts", {"attendance": "CAME"})
    sorry = {"attendance": "APOLOGIES", "thinks": "Al seems frightened at home time."}
    case.record(f"invitations/{invited[4]}/parts", sorry)
    outcome = {"held": True, "outcome": "S47_JOINT", "words": "A joint enquiry, both children."}
    case.record(f"meetings/{meeting}/outcomes", outcome, MANAGER)

    # Who did not come is told; a conference is considered, or not, by somebody and for a reason.
    assert case.tasks("TELL_OF_MEETING", "CONSIDER_CONFERENCE", "RECORD_MEETING") == [
        ("CONSIDER_CONFERENCE", None),
        ("TELL_OF_MEETING", None),
    ]
    told = {"to": invited[4], "about": meeting, "words_sent": "The notes of today's meeting."}
    case.record("agencies-told", {**told, "receipt": "Ms Example rang back."})
    both = [case.baby, case.brother]
    considered = {"children": both, "to_be_held": False, "decided_by": "Ms Head"}
    case.record("conferences", {**considered, "reason": ENOUGH}, MANAGER)
    assert case.tasks("TELL_OF_MEETING", "CONSIDER_CONFERENCE") == []
    (shown,) = case.get()["meetings"]
    assert shown["invited"][0]["part"]["would_change"] == "A second reading of the scan."
    assert shown["invited"][4]["told_at"] is not None
    assert shown["came_to"]["outcome"] == "S47_JOINT"


def test_the_family_meets_and_whoever_is_not_safe_to_be_told_hears_nothing_of_it(
    case: Case,
) -> None:
    unsafe = {"person": case.dad, "safe_to_ask": False, "code": "ALLEGED_ABUSER"}
    case.record("safety", unsafe)
    before = case.page(case.dad)
    talk = {"person": case.mum, "method": "PHONE_VERBAL", "seen_alone": "YES"}
    case.record("conversations", talk)
    called = case.record(
        "meetings",
        {
            "meeting_type": "FAMILY_NETWORK_MEETING",
            "children": [case.baby],
            "starts_at": "2026-03-12T15:00:00Z",
            "place": "Gwen's, 7 Example Row",
            "invited": [{"person": one} for one in (case.mum, case.dad, case.gran)],
        },
    )
    (said,) = (one["text"] for one in called["notices"] if one["code"] == "INVITED_UNSAFE")
    assert said.endswith("It is Dov Sample (father).")
    assert "FAMILY_AT_STRATEGY" not in [one["code"] for one in called["notices"]]
    between = {
        "meeting_type": "STRATEGY_DISCUSSION",
        "children": [case.baby],
        "starts_at": "2026-03-12T15:00:00Z",
        "invited": [{"person": case.mum}],
    }
    # Between agencies: somebody of the family among them is asked about, safe or not.
    noticed = case.record("meetings", between)["notices"]
    assert "FAMILY_AT_STRATEGY" in [one["code"] for one in noticed]
    (asked,) = case.page(case.mum)["meetings"]
    assert (asked["on"], asked["about"]) == ("2026-03-12", ["Jo Sample"])
    assert "Example Row" not in str(case.page(case.mum))
    assert case.page(case.dad) == before

    meeting = case.get()["meetings"][0]["meeting"]
    case.at(12, 17)
    case.record(f"meetings/{meeting}/outcomes", {"held": True, "words": "Gwen comes each day."})
    assert case.tasks("TELL_OF_MEETING") == sorted(
        ("TELL_OF_MEETING", one) for one in (case.mum, case.gran)
    )
    case.record("tellings", {"about": meeting, "person": case.gran, "told": True})
    assert case.tasks("TELL_OF_MEETING") == [("TELL_OF_MEETING", case.mum)]
    assert case.page(case.dad) == before
