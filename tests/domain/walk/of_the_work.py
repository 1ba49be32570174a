"""Situations: what was decided, shared, and done beside."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

from consent_service.domain.recorded import (
    checked,
    clients,
    directory,
    events,
    meetings,
    ofauthority,
    owning,
    plans,
    practice,
    privacynotices,
    sharingatonce,
    waysin,
)
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.particulars import DutyTest, LawfulBasis, Telling
from consent_service.domain.recorded.policy import DecisionRule, Policy
from consent_service.domain.recorded.privacynotices import NoticePublished
from consent_service.domain.scopes.scope import Agency
from tests.domain.shared import THE_SURGERY_WAS_ASKED
from tests.domain.tasks import happenings
from tests.domain.tasks.story import DAY, MANAGER, MONDAY, REASONS, Story, scope
from tests.domain.walk.families import (
    CALLED,
    HILLSIDE,
    NOW,
    SCOPE,
    TODAY,
    Situation,
    agreed,
    called,
    notified,
    shared,
    talked,
)

_DECISION: Final = {
    "authorisation": "decision",
    "enquiry": "E1",
    "decision": "DISPENSE_DECISION",
    "scope": SCOPE,
    "safe_to_tell": True,
    "end": MONDAY + 12 * DAY,
    "reason_codes": ("RISK_TO_CHILD_IF_ASKED",),
    "rationale": REASONS,
    "order_reference": "Zz",
    "requested_by": "Zz",
    "duty_test": DutyTest(relevant=True, may_help=False, more_harm_than_good=True, note="Zz"),
    "lawful_basis": LawfulBasis(art9="9_2_G_SUBSTANTIAL_PUBLIC_INTEREST"),
    "telling": Telling("WILL_TELL_BY", TODAY + 5 * DAY, "Zz"),
    "review_due": TODAY + 5 * DAY,
    "child_view_considered": "Zz",
    "advice_from": ("Zz",),
    "any_reason": "Zz",
    **NOW,
}


_DISCLOSURE: Final = {
    "disclosure": "told",
    **THE_SURGERY_WAS_ASKED,
    "agency": HILLSIDE,
    "reply_by": MONDAY + 5 * DAY,
    **NOW,
}


def what_was_decided() -> Iterator[Situation]:
    here, made = Situation, practice
    for kind, more in (("DISPENSE_DECISION", {}), ("RELY_ONE_PARENT", {"relies_on": "mum"})):
        decided = {**_DECISION, "decision": kind, **more}
        yield here(
            events.AuthorisationMade,
            decided,
            _asked_to_decide,
            lambda s: s.make(events.EnquiryOpened, enquiry="E9"),
            by=MANAGER,
        )
    ended = {"authorisation": "decision", "reason": "Zz", **NOW}
    yield here(events.AuthorisationEnded, ended, lambda s: s.decide(), by=MANAGER)
    yield here(
        made.DecisionRequested,
        {"request": "asks", "enquiry": "E1", "scope": SCOPE, "why": "Zz", **NOW},
    )
    yield here(
        made.NotShareDecided,
        {
            "decision": "not",
            "enquiry": "E1",
            "scope": SCOPE,
            "reason_codes": ("NOT_RELEVANT",),
            "rationale": REASONS,
            "duty_test": DutyTest(
                relevant=True, may_help=False, more_harm_than_good=True, note="Zz"
            ),
            "review_due": TODAY + 5 * DAY,
            **NOW,
        },
        _asked_to_decide,
        by=MANAGER,
    )
    yield here(
        made.DecisionReviewed,
        {"decision": "not", "reason": "Zz", "review_due": TODAY + 9 * DAY, **NOW},
        lambda s: s.decide_not(),
        by=MANAGER,
    )
    yield here(
        made.DecisionReviewed,
        {"decision": "decision", "reason": "Zz", "review_due": TODAY + 9 * DAY, **NOW},
        lambda s: (s.say("REFUSED"), s.decide(decision="OVERRIDE_DECISION")),
        by=MANAGER,
    )
    # One that ended with its enquiry is looked at once, after that.
    yield here(
        made.DecisionReviewed,
        {"decision": "decision", "reason": "Zz", "effective_at": MONDAY + DAY},
        _decided_and_closed,
        by=MANAGER,
    )


def _decided_and_closed(story: Story) -> None:
    story.decide()
    story.close()
    story.later(2 * DAY)


def _asked_to_decide(story: Story) -> None:
    talked(story)
    story.say("AGREED", scope=scope(agencies=(HILLSIDE, Agency("SCHOOL"))))
    happenings.requested(story)
    happenings.drafted(story)
    story.later()


def _written_to(story: Story) -> None:
    """The surgery wrote to us itself, of the mother who agreed."""
    shared(story)
    wrote = {"disclosure": "sent", "outcome": "SENT", "words": "Zz mum was there.", **NOW}
    story.make(practice.AgencyReplied, By("office-1", "PARTNER_REP"), **wrote)
    story.later()


def what_was_shared() -> Iterator[Situation]:
    here, made = Situation, practice
    yield here(made.DisclosureRecorded, _DISCLOSURE, agreed)
    yield here(made.CheckFollowedUp, {"check": 3, "action_taken": "CONTACTED_AGENCY", **NOW})
    yield here(made.StopNoticeSent, {"disclosure": "sent", "words_sent": "Zz", **NOW}, _stopped)
    yield here(made.StopNoticeAcknowledged, {"disclosure": "sent", **NOW}, notified)
    yield here(made.DisclosureReviewed, {"disclosure": "sent", "words": "Zz", **NOW}, _stopped)
    yield here(made.DisclosureReviewed, {"disclosure": "sent", "words": "Zz", **NOW}, _written_to)
    yield here(
        made.AgencyReplied,
        {"disclosure": "sent", "outcome": "WOULD_NOT", "because": "NO_CONSENT", **NOW},
        shared,
    )
    yield here(
        made.TellingRecorded,
        {"about": "sent", "told": True, "person": "dad", "review_on": TODAY + 5 * DAY, **NOW},
        shared,
    )
    yield here(
        made.SafeToTellChanged,
        {
            "about": "sent",
            "safe": False,
            "reason": "Zz",
            "person": "dad",
            "review_on": TODAY + 5 * DAY,
            **NOW,
        },
        shared,
    )
    recorded = {"share_now": "now", "enquiry": "E1", "shared": True, "risk": "Zz", **NOW}
    yield here(sharingatonce.ShareNowRecorded, recorded, lambda s: s.share_now())
    so_far = sharingatonce.SharedSoFar(agency=Agency("POLICE", "Zz"))
    in_part = {**recorded, "so_far": so_far}
    yield here(sharingatonce.ShareNowRecorded, in_part, lambda s: s.share_now())
    yield here(
        sharingatonce.ShareNowReviewed,
        {"share_now": "now", "upheld": True, "words": "Zz", **NOW},
        _share_now_written,
        by=MANAGER,
    )


def meetings_held() -> Iterator[Situation]:
    here = Situation
    hurt = {"injury": "hurt", "child": "ng", "words": "Zz", "moves": "CANNOT", **NOW}
    yield here(meetings.InjuryRecorded, {**hurt, "explained": "NOT_EXPLAINED"})
    yield here(meetings.MeetingCalled, CALLED)
    moved = {"meeting": "meets", "starts_at": NOW["effective_at"], "place": "Zz", "why": "Zz"}
    yield here(meetings.MeetingMoved, {**moved, **NOW}, called)
    invited = {"invitation": "another", "meeting": "meets", "person": "mum", **NOW}
    yield here(meetings.MeetingInvited, invited, called)
    as_agency = {**invited, "person": None, "agency": HILLSIDE}
    yield here(meetings.MeetingInvited, as_agency, called)
    part = {"invitation": "theirs", "attendance": "APOLOGIES", "thinks": "Zz", **NOW}
    yield here(meetings.MeetingPartTaken, {**part, "how_sure": "LIKELY"}, called)
    came_to = {"meeting": "meets", "held": True, "words": "Zz", "outcome": "PLAN", **NOW}
    yield here(meetings.MeetingRecorded, came_to, called)
    considered = {"enquiry": "E1", "children": ("ng",), "to_be_held": True, "decided_by": "Zz"}
    yield here(meetings.ConferenceConsidered, {**considered, "reason": "Zz", **NOW})
    gap = {"enquiry": "E1", "about": "mum", "column": "TOLD", "reason": "TRIED", **NOW}
    yield here(owning.ClosingGapExplained, gap, _closed)
    told = {"to": "theirs", "about": "meets", "words_sent": "Zz", "disclosure": "sent", **NOW}
    yield here(meetings.AgencyTold, told, _called_and_shared)


_PLAN: Final[dict[str, Any]] = {
    "plan": "plan",
    "enquiry": "E1",
    "children": ("ng",),
    "dangers": ("Zz",),
    "goals": ("Zz",),
    "steps": (plans.PlanStep("Zz", person="dad", review_on=TODAY + 5 * DAY),),
    "contact": (plans.ContactArrangement("NONE", on_the_ward=True),),
    "version": 1,
    "review_on": TODAY + 5 * DAY,
    **NOW,
}
_FOLLOWS: Final[dict[str, Any]] = {"recipient": "follows", "plan": "plan", "person": "mum"}


def _planned(story: Story) -> None:
    talked(story)
    story.make(plans.SafetyPlanMade, **{**_PLAN, "effective_at": story.at})
    story.make(plans.SafetyPlanMade, **{**_PLAN, "version": 2, "effective_at": story.at})
    story.make(plans.PlanRecipientNamed, **_FOLLOWS)
    story.make(plans.PlanRecipientNamed, **{**_FOLLOWS, "recipient": "another"})
    story.later()


def _given(story: Story) -> None:
    _planned(story)
    story.make(plans.PlanShared, recipient="follows", version=2)
    story.later()


def plans_made() -> Iterator[Situation]:
    here = Situation
    yield here(plans.SafetyPlanMade, _PLAN, talked)
    yield here(plans.SafetyPlanMade, {**_PLAN, "version": 3}, _given)
    yield here(plans.PlanRecipientNamed, {**_FOLLOWS, **NOW}, _planned)
    as_agency = {**_FOLLOWS, "recipient": "theirs", "person": None, "agency": HILLSIDE}
    yield here(plans.PlanRecipientNamed, {**as_agency, **NOW}, _planned)
    yield here(plans.PlanShared, {"recipient": "follows", "version": 2, **NOW}, _planned)
    yield here(plans.PlanConfirmed, {"recipient": "follows", "version": 2, **NOW}, _given)
    yield here(plans.PlanEnded, {"plan": "plan", "reason": "Zz", **NOW}, _given)


def _closed(story: Story) -> None:
    talked(story)
    story.close()
    story.enquiry("E2")
    story.later()


def _called_and_shared(story: Story) -> None:
    shared(story)
    called(story)


def _share_now_written(story: Story) -> None:
    happenings.written_down(story)
    story.later()


_WHY_NOT: Final = "if_not_agreed_reason"


def _stopped(story: Story) -> None:
    shared(story)
    story.say("WITHDRAWN", effective_at=story.at - timedelta(days=1))
    story.later()


def keeping_informed() -> Iterator[Situation]:
    here, made = Situation, practice
    advocate = {
        "person": "mum",
        "enquiry": "E1",
        "status": "NOMINATED",
        "advocate": "Zz Aunt",
        "information_permission": "MEETINGS_ONLY",
        **NOW,
    }
    yield here(events.AdvocateStatusChanged, advocate, talked)
    yield here(events.AdvocateStatusChanged, {**advocate, "status": "CONFIRMED"}, talked)
    point = {
        "contact": "phone",
        "person": "mum",
        "type": "PHONE",
        "value": "020 7946 0018",
        "safety": "SAFE",
        **NOW,
    }
    yield here(made.ContactPointRecorded, point, _agreed_with_her)
    kept = {**point, "contact": "home", "type": "ADDRESS", "value": "7 Zz Street"}
    yield here(made.ContactPointRecorded, {**kept, "protected": True}, _agreed_with_her)
    given = {"way_in": "w1", "person": "mum", "how": "LETTER", "contact": "home", "reason": "Zz"}
    yield here(waysin.WayInGiven, {**given, "advocate_in": "E1"}, _agreed_with_her)
    sent = {"letter": "l1", "person": "mum", "which": "ANSWER_COPY", "how": "POST"}
    sent |= {"contact": "home", "style": "LARGE_PRINT", "language": "cy", "copy_sha256": "c" * 64}
    yield here(privacynotices.LetterSent, {**sent, **NOW}, _agreed_with_her)
    yield here(waysin.WayInUsed, {"way_in": "w1"}, _agreed_with_her)
    yield here(waysin.WayInEnded, {"way_in": "w1"}, _agreed_with_her)
    yield here(checked.ContactOpened, {"contact": "phone", "reason": "Zz"}, _agreed_with_her)
    yield here(
        made.KeepInformedAgreed,
        {
            "person": "mum",
            "enquiry": "E1",
            "methods": ("CALL",),
            "times": ("WEEKLY",),
            "agreed_with_person": True,
            "named_worker": "worker-1",
            "next_contact_due": TODAY + 5 * DAY,
            **NOW,
        },
        talked,
    )
    yield here(
        made.ContactMade,
        {
            "person": "mum",
            "enquiry": "E1",
            "method": "CALL",
            "next_contact_due": TODAY + 5 * DAY,
            **NOW,
        },
        talked,
    )
    yield here(made.ReferrerToldBack, {"enquiry": "E1", "level": "RECEIVED", **NOW})
    of_dad = {"person": "dad", "enquiry": "E1", **NOW}
    for kind, words in (
        (made.ContactMade, {"method": "CALL", "words": "Zz said no"}),
        (made.KeepInformedAgreed, {"methods": ("CALL",), "times": (), _WHY_NOT: "Zz"}),
        (events.AdvocateStatusChanged, {"status": "OFFERED", "parent_words": "Zz"}),
    ):
        yield here(kind, {**of_dad, **words}, agreed)
    told = {"about": "ng", "told": True, "person": "dad", "words": "Zz said no", **NOW}
    yield here(made.TellingRecorded, told, agreed)


def _agreed_with_her(story: Story) -> None:
    happenings.informed(story)
    talked(story)


def of_the_authority() -> Iterator[Situation]:
    here = Situation
    rule = DecisionRule("DISPENSE_DECISION", ("MASH_MANAGER",), 7, 8, 6)
    yield here(ofauthority.PolicyAdopted, {"policy": Policy(2, decisions=(rule,))}, agreed)
    yield here(ofauthority.StaffListed, {"staff": "worker-1", "names": "Zz One"})
    right = {"right": "right", "staff": "worker-1", "role": "AUDITOR", "note": "Zz"}
    yield here(ofauthority.RightGranted, {**right, "until": MONDAY + 5 * DAY})
    yield here(ofauthority.RightRevoked, {"right": "old"})
    kept = {"restriction": "new", "file": "another", "staff": "worker-1", "reason": "Zz"}
    yield here(ofauthority.RecordRestricted, kept)
    yield here(ofauthority.RestrictionEnded, {"restriction": "kept", "reason": "Zz"})
    listed = {"service": "elm", "type": "GP", "names": ("Elm Surgery",)}
    published = {"notice": "notice", "version": "1", "language": "Polish", "reading_age": 9}
    yield here(NoticePublished, {**published, "text_sha256": "c" * 64})
    number = directory.ServiceNumber("ODS", "Zz1")
    yield here(directory.ServiceListed, {**listed, "identifier": number})
    key = clients.ClientKey("k-2", "EdDSA", "{}")
    registered = {"client": "lcs", "name": "Zz", "scopes": ("consent:check",)}
    yield here(clients.ClientRegistered, {**registered, "roles": ("MASH_WORKER",)})
    yield here(clients.ClientKeyAdded, {"client": "lcs", "key": key})
    yield here(clients.ClientKeyRetired, {"client": "lcs", "kid": "k-1"})
    yield here(clients.ClientDisabled, {"client": "lcs", "why": "Zz"})
    yield here(sharingatonce.ShareNowLinked, {"share_now": "loose", "file": "another"})
