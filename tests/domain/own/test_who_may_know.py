"""What of the sharing and deciding on a file one of the family may see."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from datetime import date
from typing import Any

from consent_service.domain.codes import TEXTS
from consent_service.domain.recorded import events, practice
from consent_service.domain.recorded.circumstances import PersonAmended
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.particulars import Telling
from consent_service.domain.scopes.scope import Agency
from tests.domain.own.lives import (
    SURGERY,
    answer,
    decide,
    family,
    share,
    shared_and_told,
    view_of,
)
from tests.domain.own.visible import STAFF
from tests.domain.tasks.happenings import advocate
from tests.domain.tasks.story import DAY, MANAGER, MONDAY, Story, scope
from tests.reasons import ENOUGH
from tests.sweeping import each


def test_F06_dad_sees_only_his_own_when_mum_has_agreed_has_an_idva_and_was_heard_unseen() -> None:
    story = family()
    answer(story, said="REFUSED")
    before = view_of(story)
    answer(story, "mum")
    advocate(story, "ACTIVE", advocate="Zz of the refuge", relationship="DOMESTIC_ABUSE_ADVOCATE")
    decide(story, safe_to_tell=False, telling=Telling("NOT_SAFE", date(2026, 4, 1), STAFF))
    share(story, rests_on=("a",))
    story.unsafe("dad", code="ALLEGED_ABUSER")
    story.later(3 * DAY)
    assert view_of(story) == before
    assert before["said_no"]


def test_F23_who_told_us_is_never_shown_not_even_to_whom_they_told_of() -> None:
    story = Story().child(dob=date(2015, 2, 1)).adult("mum").enquiry()
    quiet = view_of(story, "mum")
    loud = Story().child(dob=date(2015, 2, 1)).adult("mum")
    loud.enquiry(
        referrer_agency="SCHOOL",
        referrer_organisation="Zz neighbour",
        referrer_words="Zz shouting at night",
        referrer_reported_consent="YES",
        referrer_anonymous=True,
    )
    share(loud, agency=Agency("SCHOOL"), purpose="FEEDBACK_TO_REFERRER", direction="SHARE")
    loud.make(practice.ReferrerToldBack, enquiry="E1", level="OUTCOME")
    answer(loud, "mum", "REPORTED_BY_REFERRER")
    answer(loud, "mum", "REFUSED", method="VIA_REFERRER")
    assert view_of(loud, "mum") == quiet


@each("kind", of=["OVERRIDE_DECISION", "DISPENSE_DECISION", "RELY_ONE_PARENT", "S47_DECISION"])
def test_whoever_agreed_does_not_learn_from_a_decision_that_somebody_else_did_not(
    kind: str,
) -> None:
    story = family()
    answer(story, "mum")
    before = view_of(story, "mum")["decisions"]
    answer(story, "dad", "REFUSED")
    decide(story, decision=kind, relies_on="mum" if kind == "RELY_ONE_PARENT" else None)
    after = view_of(story, "mum")["decisions"]
    # A section 47 enquiry needs nobody's agreement, so that there is one says nothing of them.
    assert (after == before) is (kind != "S47_DECISION")


def test_a_decision_over_ones_own_no_is_told_in_the_same_words_whatever_anybody_else_said() -> None:
    told_of = []
    for kind in ("OVERRIDE_DECISION", "RELY_ONE_PARENT", "DISPENSE_DECISION"):
        story = family()
        answer(story, said="REFUSED")
        answer(story, "mum", "AGREED" if kind == "RELY_ONE_PARENT" else "REFUSED")
        decide(story, decision=kind, relies_on="mum")
        told_of.append(view_of(story)["decisions"])
    assert told_of[0] == told_of[1] == told_of[2]
    (one,) = told_of[0]
    assert one["although"] == TEXTS["own_although"]
    assert one["what"] == ["Your child's health"]


def test_a_parent_who_was_not_asked_is_told_of_a_decision_without_an_although() -> None:
    story = family()
    decide(story, decision="DISPENSE_DECISION")
    (one,) = view_of(story)["decisions"]
    assert one["although"] is None


@each("safe", of=[True, False])
@each("person", of=[None, "dad"])
def test_the_latest_word_on_whether_it_is_safe_to_tell_is_obeyed(
    person: str | None, *, safe: bool
) -> None:
    for at_first in (True, False):
        story = family()
        share(story, safe_to_tell=at_first)
        decide(story, safe_to_tell=at_first)
        for about in ("a", "d"):
            story.make(
                practice.SafeToTellChanged, about=about, safe=safe, person=person, reason=STAFF
            )
        view = view_of(story)
        assert (len(view["talked_to"]), len(view["decisions"])) == ((1, 1) if safe else (0, 0))


def test_what_became_safe_for_everybody_stays_kept_from_whom_it_was_kept_by_name() -> None:
    story = family()
    share(story, not_safe_for=("dad",))
    story.later().make(practice.SafeToTellChanged, about="d", safe=True, reason=STAFF)
    assert view_of(story)["talked_to"] == []
    assert len(view_of(story, "mum")["talked_to"]) == 1
    story.later().make(practice.SafeToTellChanged, about="d", safe=True, person="dad", reason=STAFF)
    assert len(view_of(story)["talked_to"]) == 1
    story.later().make(practice.SafeToTellChanged, about="d", safe=False, reason=STAFF)
    assert view_of(story)["talked_to"] == view_of(story, "mum")["talked_to"] == []


def test_what_rests_on_a_decision_kept_from_somebody_is_kept_from_them_too() -> None:
    story = family()
    decide(story, telling=Telling("TOLD", None, None, ("dad",)))
    shared_and_told(story, "mum", rests_on=("a",))
    assert view_of(story)["talked_to"] == []
    assert len(view_of(story, "mum")["talked_to"]) == 1


def test_not_told_because_it_was_not_safe_is_not_told_by_the_page_either() -> None:
    story = family()
    shared_and_told(story)
    story.later()
    story.make(practice.TellingRecorded, about="d", told=False, person="dad", reason=STAFF)
    assert view_of(story)["talked_to"] == []
    assert len(view_of(story, "mum")["talked_to"]) == 1


def test_each_adult_sees_their_own_information_and_nobody_sees_the_others() -> None:
    story = family()
    categories = ("CHILD_HEALTH", "ADULT_MENTAL_HEALTH")
    shared_and_told(story, subjects=("ng", "mum"), categories=categories)
    (hers,), (his,) = view_of(story, "mum")["talked_to"], view_of(story)["talked_to"]
    assert hers["we_asked"] == ["Your child's health", "Your mental health"]
    assert his["we_asked"] == ["Your child's health"]
    assert hers["about"] == ["You", "Zz"]
    assert his["about"] == ["Zz"]


@each(
    "members",
    of=[
        {"subjects": ("mum",), "categories": ("ADULT_HEALTH",)},
        {"subjects": ("mum", "dad"), "categories": ("DOMESTIC_ABUSE_VICTIM",)},
        {"agency": Agency("REFUGE")},
        {"agency": Agency("DOMESTIC_ABUSE_SERVICE")},
        {"purpose": "DOMESTIC_ABUSE_MARAC"},
        {"categories": ("CHILD_SEXUAL_HEALTH",)},
        {"subjects": ("dad",), "categories": ("POLICE_INTELLIGENCE",)},
    ],
)
def test_what_would_tell_of_another_adult_is_not_among_what_dad_sees(
    members: dict[str, Any],
) -> None:
    story = family()
    shared_and_told(story, **members)
    assert view_of(story)["talked_to"] == []


def test_the_name_of_an_organisation_stands_only_where_the_person_named_it() -> None:
    """It can give away where somebody lives now."""
    story = family()
    shared_and_told(story)
    assert view_of(story)["talked_to"][0]["who"] == ["Your doctor's surgery"]
    answer(story, scope=scope(agencies=(SURGERY,)))
    assert view_of(story)["talked_to"][0]["who"] == ["Hillside (your doctor's surgery)"]
    assert view_of(story, "mum")["talked_to"][0]["who"] == ["Your doctor's surgery"]


@each(
    "link",
    "seen",
    of=[
        ({"pr_status": "YES"}, True),
        ({"pr_status": "UNCONFIRMED"}, True),
        ({"pr_status": "NO"}, False),
        ({"pr_status": "RESTRICTED_BY_COURT"}, False),
        ({"pr_status": "NO", "lives_with": "PART"}, True),
        ({"pr_status": "NO", "main_caregiver": True}, True),
        ({"pr_status": "NO", "role": "FOSTER_CARER"}, True),
        ({"pr_status": "YES", "ended": True}, False),
    ],
)
def test_a_person_sees_children_they_answer_for_or_care_for(
    link: dict[str, Any], *, seen: bool
) -> None:
    story = Story().child(dob=date(2015, 2, 1)).adult("gran", **link).enquiry()
    story.talk("gran")
    shared_and_told(story, "gran")
    view = view_of(story, "gran")
    assert bool(view["children"]) is bool(view["talked_to"]) is seen


def test_somebody_who_came_later_does_not_see_what_was_done_before() -> None:
    story = family()
    everybody = ("mum", "dad", "gran")
    shared_and_told(story, *everybody)
    story.later(DAY).adult("gran", role="SPECIAL_GUARDIAN", effective_at=MONDAY + DAY)
    story.talk("gran")
    shared_and_told(story, *everybody, disclosure="d2")
    assert len(view_of(story, "gran")["talked_to"]) == 1
    assert len(view_of(story, "mum")["talked_to"]) == 2


@each("asked", of=[True, False])
def test_a_parent_does_not_see_what_a_young_person_decides_for_themself(*, asked: bool) -> None:
    story = Story().child(dob=date(2010, 3, 9)).adult("mum").enquiry()
    for person in ("mum", "ng"):
        story.talk(person)
    if asked:
        answer(story, "mum", response="r")
    share(story, rests_on=("r",))
    decide(story, decision="S47_DECISION")
    # Sixteen today. What rested on the mother's own word she knows.
    assert len(view_of(story, "mum")["talked_to"]) == int(asked)
    assert view_of(story, "mum")["decisions"] == []
    young = view_of(story, "ng", as_child=True)
    assert (len(young["talked_to"]), len(young["decisions"])) == (1, 1)


def test_a_competent_child_of_thirteen_is_kept_to_themself_for_what_they_decide() -> None:
    story = Story().child(dob=date(2013, 1, 1)).adult("mum").enquiry()
    story.make(events.CompetenceRecorded, child="ng", status="COMPETENT", purpose="AGENCY_CHECKS")
    story.talk("mum")
    shared_and_told(story, "mum")
    shared_and_told(story, "mum", disclosure="d2", purpose="CIN_ASSESSMENT")
    assert [i["why"] for i in view_of(story, "mum")["talked_to"]] == [
        ["To find out what your child and family need"]
    ]


def test_a_parent_never_sees_a_decision_made_because_a_young_person_wanted_them_not_told() -> None:
    story = family()
    decide(story, reason_codes=("COMPETENT_YP_DOES_NOT_WANT_PARENT_TOLD",))
    assert view_of(story, "mum")["decisions"] == []


def test_a_young_person_reads_of_themself_and_nobody_elses_answers() -> None:
    story = family()
    answer(story, "mum")
    answer(story, "ng", "REFUSED")
    share(story, subjects=("ng", "mum"), categories=("CHILD_HEALTH", "ADULT_HEALTH"))
    view = view_of(story, "ng", as_child=True)
    assert view["agreed"] == []
    assert view["said_no"][0]["what"] == ["Your health"]
    assert view["talked_to"][0]["we_asked"] == ["Your health"]
    assert view["who_can_see"] == TEXTS["own_young_who_can_see"]
    assert "our child" not in json.dumps(view)


def test_nobody_finds_on_their_page_what_they_have_not_been_told() -> None:
    """Hidden until it was looked at: `domain.md` 1, on Schedule 3 of the DPA 2018; 4.3."""
    for basis in ("AUTHORISED", "SHARE_NOW", "PARTNER_DUTY"):
        story = family()
        share(story, basis=basis)
        decide(story, telling=Telling("WILL_TELL_BY", date(2026, 4, 1), None))
        assert (view_of(story)["talked_to"], view_of(story)["decisions"]) == ([], [])
        for about in ("a", "d"):
            story.make(practice.TellingRecorded, about=about, told=True, person="dad")
        assert len(view_of(story)["talked_to"]) == len(view_of(story)["decisions"]) == 1
        assert (view_of(story, "mum")["talked_to"], view_of(story, "mum")["decisions"]) == ([], [])


def test_what_follows_from_a_decision_they_were_told_of_is_no_news() -> None:
    story = family()
    decide(story)
    share(story, basis="AUTHORISED", rests_on=("a",))
    assert len(view_of(story)["talked_to"]) == 1


@each("subjects", of=[("new",), ("ng", "new")])
def test_a_child_that_staff_wrote_into_the_answer_of_somebody_unsafe_is_on_no_page(
    subjects: tuple[str, ...],
) -> None:
    story = Story().child().adult("dad").enquiry()
    story.talk("dad")
    story.later().unsafe("dad")
    about = [child for child in subjects if child == "ng"]
    without = copy.deepcopy(story)
    if about:
        answer(without.later(), response="r", scope=scope("ng"))
    story.child("new").adult("dad", "new")
    answer(story.later(), response="r", scope=scope(*subjects))
    shown, hidden = view_of(story, "dad"), view_of(without, "dad")
    assert shown == hidden
    # A child whom he named on his own page, and whom nobody had written in, is there.
    story.child("his").adult("dad", "his")
    named = {"response": "own", "enquiry": "E1", "person": "dad", "scope": scope("his")}
    story.make(events.AgreementWithdrawn, By("dad", "PARENT"), **named)
    assert [child["child"] for child in view_of(story, "dad")["children"]] == ["his", "ng"]


#: What may stand on the file of a father before anybody rings him.
BEFORE_HE_IS_RUNG: dict[str, Callable[[Story], object]] = {
    "a need of the mother's": lambda story: story.make(
        practice.NeedsRecorded, person="mum", indicators=("DOMESTIC_ABUSE_VICTIM",)
    ),
    "a warning about him": lambda story: story.unsafe("dad", code="ALLEGED_ABUSER"),
    "not to be told of the child": lambda story: story.make(
        practice.SafeToTellChanged, about="ng", safe=False, person="dad", reason=STAFF
    ),
    "nothing he was asked about": lambda story: story.child("kept").adult("dad", "kept"),
}


@each("kept", of=BEFORE_HE_IS_RUNG.values())
@each("said", of=["AGREED", "REFUSED"])
def test_what_he_was_asked_himself_is_on_his_page_whatever_stood_on_the_file(
    kept: Callable[[Story], object], said: str
) -> None:
    """A page that left it out would tell him that something is kept from him."""
    pages = []
    for hide in (kept, lambda story: story):
        story = Story().child().adult("mum").adult("dad").enquiry()
        hide(story)
        story.later().talk("dad")
        answer(story.later(), said=said, response="r", scope=scope("ng"))
        pages.append(view_of(story.later(), "dad"))
    assert pages[0] == pages[1]
    assert pages[1]["children"]
    assert pages[1]["agreed" if said == "AGREED" else "said_no"]


def called(story: Story, names: str) -> Story:
    """The child's name was put right."""
    story.make(PersonAmended, person="ng", names=names, reason=STAFF)
    return story.later()


def test_a_name_given_so_that_somebody_does_not_find_the_child_is_on_no_page_of_theirs() -> None:
    story = called(Story().child().adult("mum").adult("dad").enquiry(), "Ng")
    for person in ("mum", "dad"):
        story.talk(person)
        answer(story, person)
    called(story, "Now").unsafe("dad")
    before = view_of(story, "dad")
    called(story.later(), "New")
    assert view_of(story, "dad") == before
    assert before["children"][0]["names"] == before["agreed"][0]["about"][0] == "Now"
    assert view_of(story, "mum")["children"][0]["names"] == "New"
    # Whom somebody tells of the child later knows the name it has then, and no later one.
    called(story.told("ng", "dad"), "Newer")
    assert view_of(story, "dad")["agreed"][0]["about"] == ["New"]
    # A manager finds it safe again, and it has been so since.
    story.unsafe("dad", MANAGER, safe_to_ask=True, code="SAFE_AGAIN", reason=ENOUGH).later()
    assert view_of(story, "dad")["children"][0]["names"] == "Newer"


@each("unsafe", of=[True, False])
def test_a_worker_alone_takes_no_child_off_a_page(*, unsafe: bool) -> None:
    """Nor is it somebody of their family, in an answer of theirs, whom they named themself."""
    story = called(Story().child().adult("dad").enquiry(), "Ng")
    story.talk("dad")
    answer(story, "dad")
    story.later()
    if unsafe:
        story.unsafe("dad")
    before = view_of(story, "dad")
    assert before["children"][0]["names"] == before["agreed"][0]["about"][0] == "Ng"
    linked: dict[str, Any] = {"person": "dad", "child": "ng", "role": "FATHER"}
    story.later().make(events.RelationshipRecorded, **linked, pr_status="NO")
    assert view_of(story, "dad") == before
    story.make(events.RelationshipRecorded, MANAGER, **linked, pr_status="NO")
    # Nobody learns it from a page: a person tells him.
    assert view_of(story, "dad") == before
    story.later().make(practice.TellingRecorded, about="ng", told=True, person="dad")
    after = view_of(story, "dad")
    assert (after == before) is unsafe
    assert after["agreed"] == before["agreed"]
