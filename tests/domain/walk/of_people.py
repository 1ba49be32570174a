"""Situations: who is on the file, and what is known of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from consent_service.domain.recorded import (
    circumstances,
    events,
    falling,
    joinedelsewhere,
    losses,
    owning,
    practice,
)
from consent_service.domain.recorded.members import ALWAYS
from consent_service.domain.recorded.particulars import Identifier
from tests.domain.tasks import happenings
from tests.domain.tasks.story import DAY, MANAGER, MONDAY, Story, scope
from tests.domain.walk.families import (
    NOW,
    TODAY,
    Situation,
    agree_briefly,
    agreed,
    talked,
)
from tests.reasons import ENOUGH


def _unborn(story: Story) -> None:
    happenings.unborn(story)
    talked(story)


def _wished(story: Story) -> None:
    talked(story)
    story.wish(child="teen", not_to_be_told=("dad",), wish="wish")
    story.later()


def _of_one_name(story: Story) -> None:
    story.make(circumstances.PersonAmended, person="mum", names="Zz gran")
    story.unsafe("gran")
    story.later()


def waits(story: Story) -> None:
    story.say("REFUSED", "dad")
    seq = story.unsafe("dad").file.folded_to
    story.talk("dad")
    story.later()
    story.make(
        falling.EffectWaits,
        waiting="waits",
        entries=(seq,),
        falls=(falling.Fall(falling.FallKind.OBJECTION, "Zz", "dad"),),
    )


def _the_girl_agrees(story: Story) -> None:
    story.adult("mum", "girl").adult("dad", "girl")
    agree_briefly(story, "girl", scope("girl"))


def _the_newcomer_agrees(story: Story) -> None:
    story.make(
        events.RelationshipRecorded,
        person="new",
        child="ng",
        role="OTHER_HOUSEHOLD",
        pr_status="YES",
        effective_at=ALWAYS,
    )
    story.reached("new")
    agree_briefly(story, "new", scope())


def _heard_elsewhere(story: Story, joined: dict[str, Any]) -> None:
    """A no of hers, for as long as she is joined with somebody of another file."""
    agreed(story)
    story.make(joinedelsewhere.PersonJoinedElsewhere, **joined)
    story.make(
        joinedelsewhere.NoHeardElsewhere,
        response="heard",
        joining=joined["joining"],
        said="said",
        enquiry="E1",
        person=joined["person"],
        scope=scope(),
    )
    story.later()


def _guarded(story: Story, order: dict[str, Any]) -> None:
    made = {**order, "order_type": "SPECIAL_GUARDIANSHIP_ORDER", "effective_at": story.at}
    story.make(circumstances.OrderRecorded, **made)


def of_people() -> Iterator[Situation]:
    here, made = Situation, practice
    yield here(events.FileOpened, {"reference": "Zz-1"})
    yield here(
        events.ChildAdded,
        {
            "child": "new",
            "names": "Zz New",
            "dob": date(2013, 3, 3),
            "identifiers": (Identifier("NHS_NUMBER", "9434765919"),),
        },
        after=lambda s: s.adult("mum", "new"),
    )
    yield here(
        events.ChildAdded,
        {"child": "guess", "names": "Zz", "dob": None, "estimated_dob": date(2015, 1, 1)},
        after=lambda s: s.adult("mum", "guess"),
    )
    yield here(
        events.ChildAdded,
        {"child": "month", "names": "Zz", "dob": None, "born_in": "2015-03"},
        after=lambda s: s.adult("mum", "month"),
    )
    yield here(
        events.ChildAdded,
        {"child": "due", "names": "Zz", "dob": None, "due_in": "2026-08"},
        after=lambda s: s.adult("mum", "due"),
    )
    yield here(
        events.ChildAdded,
        {"child": "teen2", "names": "Zz", "dob": None, "estimated_due_date": TODAY - DAY},
        after=lambda s: s.adult("mum", "teen2"),
    )
    yield here(
        events.ChildAdded,
        {"child": "girl", "names": "Zz New", "dob": date(2009, 6, 6)},
        after=_the_girl_agrees,
    )
    yield here(
        events.AdultAdded,
        {"person": "new", "names": "Zz New", "dob": date(1990, 3, 3)},
        after=_the_newcomer_agrees,
    )
    yield here(
        events.RelationshipRecorded,
        {"person": "gran", "child": "ng", "role": "GRANDPARENT", "pr_status": "YES", **NOW},
        talked,
    )
    yield here(
        events.RelationshipRecorded,
        {
            "person": "dad",
            "child": "ng",
            "role": "FATHER",
            "pr_status": "YES",
            "ended": True,
            **NOW,
        },
        talked,
    )
    competence = {"child": "teen", "status": "COMPETENT", "purpose": "AGENCY_CHECKS", **NOW}
    yield here(events.CompetenceRecorded, competence, talked)
    wish = {
        "child": "teen",
        "objects": False,
        "words": "Zz",
        "heard_by": "Zz",
        "not_to_be_told": ("dad",),
        "wish": "wish",
        **NOW,
    }
    yield here(events.WishRecorded, wish, agreed)
    in_words = {"child": "ng", "objects": False, "words": "Please don't tell Zz", "heard_by": "Zz"}
    yield here(events.WishRecorded, {**in_words, **NOW}, agreed)
    unsafe = {"person": "dad", "safe_to_ask": False, "code": "ALLEGED_ABUSER", **NOW}
    yield here(events.SafetyRecorded, {**unsafe, "review_on": TODAY + 5 * DAY}, agreed)
    hurt = {**unsafe, "safe_to_ask": True, "code": "OTHER", "reason": f"He hit her. {ENOUGH}"}
    yield here(events.SafetyRecorded, {**hurt, "safe_all_the_same": True}, agreed, by=MANAGER)
    yield here(events.ReachabilityRecorded, {"person": "dad", "reachable": False, **NOW}, agreed)
    yield here(
        events.CapacityRecorded,
        {"person": "dad", "status": "LACKS", "purpose": "AGENCY_CHECKS", **NOW},
        agreed,
    )
    yield here(
        events.EnquiryOpened,
        {"enquiry": "E2", "threshold_level": 2, "referrer_agency": "GP", **NOW},
        talked,
    )
    yield here(events.EnquiryClosed, {"enquiry": "E1", "reason": "NFA_ADVICE", **NOW}, agreed)
    handed_on = {"enquiry": "E1", "reason": "CIN_ASSESSMENT", "owner": "Zz-1", "team": "Zz team"}
    yield here(events.EnquiryClosed, {**handed_on, **NOW}, agreed)
    assigned = {"enquiry": "E1", "owner": "Zz-2", "team": "Zz other team"}
    yield here(owning.EnquiryAssigned, {**assigned, **NOW}, talked)
    rated = {"enquiry": "E1", "rating": "RED", "reason": "Zz"}
    yield here(owning.EnquiryRated, {**rated, **NOW}, talked)
    yield here(
        made.BirthRecorded, {"child": "bump", "dob": TODAY - DAY, "effective_at": MONDAY}, _unborn
    )
    yield here(
        made.NeedsRecorded,
        {"person": "mum", "indicators": ("LITERACY",), "effective_at": MONDAY},
        agreed,
    )
    yield here(made.EqualityRecorded, {"person": "mum", "ethnicity": "ASIAN"})
    yield here(
        circumstances.WishWeighed,
        {"wish": "wish", "may_be_told": True, "reason": ENOUGH, **NOW},
        _wished,
        by=MANAGER,
    )
    # Where it is to be kept, from whom is said as well.
    yield here(
        circumstances.WishWeighed,
        {"wish": "wish", "may_be_told": False, "reason": "Zz", **NOW},
        _wished,
        by=MANAGER,
    )
    yield here(
        circumstances.PersonAmended,
        {"person": "teen", "names": "Zz New", "reason": "Zz"},
        agreed,
    )
    yield here(circumstances.PersonAmended, {"person": "bump"}, _unborn)
    yield here(circumstances.ReferenceGiven, {"reference": "Zz-2"})
    yield here(
        circumstances.ReferenceGiven,
        {"never_theirs": "Zz-1"},
        lambda s: s.make(circumstances.ReferenceGiven, reference="Zz-1"),
    )
    number = (Identifier("NHS_NUMBER", "9434765919"),)
    yield here(
        circumstances.NumberRecorded, {"person": "mum", "identifiers": number, "source": "Zz"}
    )
    elsewhere = {"joining": "there", "person": "mum", "reason": "Zz"}
    yield here(joinedelsewhere.PersonJoinedElsewhere, elsewhere, agreed)
    yield here(
        joinedelsewhere.PersonPartedElsewhere,
        {"joining": "there", "reason": "Zz"},
        lambda s: _heard_elsewhere(s, elsewhere),
    )
    joined: dict[str, Any] = {"joining": "joined", "person": "mum", "other": "gran", "reason": "Zz"}
    yield here(circumstances.PeopleJoined, joined, agreed)
    yield here(
        circumstances.PeopleParted,
        {"joining": "joined", "reason": "Zz"},
        lambda s: s.record(circumstances.PeopleJoined(**joined)),
    )
    yield here(
        circumstances.PeopleToldApart,
        {"person": "mum", "other": "gran", "reason": "Zz"},
        _of_one_name,
        by=MANAGER,
    )
    yield here(circumstances.DeathRecorded, {"person": "mum", **NOW}, agreed)
    order = {"order": "order", "child": "ng", "source": "Zz", "people": ("gran",), **NOW}
    yield here(
        circumstances.OrderRecorded,
        {
            **order,
            "order_type": "DELEGATED_AUTHORITY",
            "purposes": ("AGENCY_CHECKS",),
            "categories": ("CHILD_HEALTH",),
        },
        after=lambda s: agree_briefly(s, "gran", scope()),
    )
    yield here(
        circumstances.OrderRecorded,
        {**order, "order_type": "CARE_ORDER", "council": "gran", "limits": ("mum",)},
        agreed,
    )
    yield here(
        circumstances.OrderEnded,
        {"order": "order", "source": "Zz", **NOW},
        lambda s: _guarded(s, order),
    )
    yield here(
        circumstances.SignRecorded,
        {"person": "mum", "code": "CODE_WORD", "names": ("dad",), **NOW},
        agreed,
    )
    yield here(
        circumstances.SignRecorded,
        {"person": "mum", "code": "DOMESTIC_ABUSE_NEED", "effective_at": MONDAY},
        agreed,
    )
    yield here(
        circumstances.SignRecorded,
        {"person": "dad", "code": "CODE_WORD", "note": "Zz said no", **NOW},
        agreed,
    )
    yield here(falling.EffectConfirmed, {"waiting": "waits", "reason": "Zz", **NOW}, waits)
    yield here(falling.EffectRefused, {"waiting": "waits", "reason": "Zz", **NOW}, waits)
    yield here(losses.RecordConfirmed, {"words": "Zz"}, happenings.lost)
