"""What happens in a family: one sentence each, for the stories that the tasks come from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from consent_service.domain.recorded import events, losses, practice, sharingatonce
from consent_service.domain.recorded.circumstances import OrderRecorded
from consent_service.domain.recorded.compared import DisclosureCompared
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.particulars import Interpreter
from tests.domain.shared import THE_SURGERY_WAS_ASKED
from tests.domain.tasks.story import DAY, MANAGER, MONDAY, Story, scope

HOUR = timedelta(hours=1)
TODAY = MONDAY.date()
TOMORROW, WEDNESDAY = TODAY + DAY, TODAY + 2 * DAY


def father(story: Story) -> None:
    story.adult("him", role="UNKNOWN_FATHER", pr_status="UNCONFIRMED", explanation="Zz")


def in_care(story: Story, kind: str = "CARE_ORDER", **members: Any) -> None:
    story.make(events.AdultAdded, person="council", names="Zz")
    usual = {"order": "care", "child": "ng", "source": "Zz", "council": "council"}
    story.make(OrderRecorded, order_type=kind, **{**usual, **members})


def concern(story: Story, *reasons: str) -> None:
    said = story.agree()
    story.make(events.ValidityChanged, response=said, status="CONCERN", reasons=reasons)


def by_her_sister(story: Story) -> None:
    story.talk(interpreter=Interpreter("Polish", is_family_member=True))


def advocate(story: Story, status: str, person: str = "mum", **members: Any) -> int:
    return story.make(
        events.AdvocateStatusChanged, person=person, enquiry="E1", status=status, **members
    )


def needs(story: Story, indicator: str = "LITERACY") -> None:
    story.make(practice.NeedsRecorded, person="mum", indicators=(indicator,))


def informed(story: Story, due: date | None = None, **members: Any) -> None:
    story.make(
        practice.KeepInformedAgreed,
        person="mum",
        enquiry="E1",
        methods=("CALL",),
        times=("WEEKLY",),
        next_contact_due=due,
        **members,
    )


def contact(story: Story, due: date | None = None) -> None:
    story.make(
        practice.ContactMade, person="mum", enquiry="E1", method="CALL", next_contact_due=due
    )


def asked_the_surgery(story: Story) -> None:
    """Under the mother's agreement; the father was spoken to before, and of other things."""
    story.talk("dad")
    story.make(
        practice.DisclosureRecorded,
        disclosure="contact",
        **THE_SURGERY_WAS_ASKED,
        rests_on=(story.agree(),),
    )


def did(what: str) -> Callable[[Story], Any]:
    """Somebody said what they did after a check."""
    return lambda story: story.make(practice.CheckFollowedUp, check=0, action_taken=what)


def told_back(story: Story, level: str) -> None:
    story.make(practice.ReferrerToldBack, enquiry="E1", level=level)


def referred(story: Story) -> int:
    return story.make(events.EnquiryOpened, enquiry="E1", referrer_agency="GP")


def requested(story: Story, **members: Any) -> None:
    story.make(
        practice.DecisionRequested,
        **{"request": "asked", "enquiry": "E1", "scope": scope(), "why": "Zz", **members},
    )


def decided_as_asked(story: Story) -> None:
    requested(story)
    story.decide(request="asked")


def drafted(story: Story) -> None:
    story.make(
        practice.DecisionDrafted, MANAGER, draft="draft", enquiry="E1", typed="{}", missing=("/z",)
    )


def told(story: Story, about: str, *, was: bool = True, **members: Any) -> int:
    return story.make(practice.TellingRecorded, about=about, told=was, **members)


def reviewed(story: Story, decision: str, due: date | None = None) -> None:
    story.make(practice.DecisionReviewed, decision=decision, reason="Zz", review_due=due)


def written_down(story: Story, *, shared: bool = True) -> None:
    story.share_now()
    story.make(
        sharingatonce.ShareNowRecorded, share_now="now", enquiry="E1", shared=shared, risk="Zz"
    )


def wholly_written_down(story: Story) -> None:
    """It is said with whom it was shared, and in which words."""
    disclose(story, basis="SHARE_NOW", rests_on=("now",))
    story.make(
        sharingatonce.ShareNowRecorded,
        share_now="now",
        enquiry="E1",
        shared=True,
        risk="Zz",
        disclosure="sent",
    )


def wished_online(story: Story) -> None:
    """A child says on their own page whom they fear."""
    kept: dict[str, Any] = {"child": "ng", "objects": False, "words": "Zz", "heard_by": "Zz"}
    by = By("ng", "YOUNG_PERSON")
    story.make(events.WishRecorded, by, wish="wish", not_to_be_told=("dad",), **kept)


def withdrew(story: Story) -> None:
    story.agree()
    story.later().say("WITHDRAWN")


def withdrew_and_is_not_safe(story: Story) -> None:
    withdrew(story)
    story.unsafe("mum")


def corrected(story: Story) -> None:
    said = story.agree()
    seq = next(r.seq for r in story.file.responses if r.event.response == said)
    story.correct(seq)


def carer_holds(story: Story) -> None:
    """A foster carer is recorded as holding parental responsibility, two days ago."""
    story.adult("carer", role="FOSTER_CARER", pr_status="YES").later(2 * DAY)


def both_at_once(story: Story) -> None:
    story.say("AGREED")
    story.say("REFUSED")


def disagree(story: Story) -> None:
    story.agree("mum")
    story.later(DAY).say("REFUSED", "dad")


def same_advocate(story: Story) -> None:
    disagree(story)
    for person in ("mum", "dad"):
        advocate(story, "NOMINATED", person, advocate="Zz Gran")


def asked_for_correction(story: Story) -> None:
    story.make(practice.CorrectionAsked, correction="wrong", person="mum", words="Zz")


def corrected_or_not(story: Story) -> None:
    story.make(practice.CorrectionAnswered, correction="wrong", accepted=False, reason="Zz")


def asked(story: Story, wants: str = "LETTER") -> None:
    story.make(practice.FamilyAsked, request="wish", person="mum", wants=wants)


def asked_in_words(story: Story) -> None:
    story.make(
        practice.FamilyAsked, request="wish", person="mum", wants="LETTER", words="Not the school."
    )


def answered(story: Story) -> None:
    story.make(practice.FamilyAnswered, request="wish", words="Zz", how="SPOKEN_TO")


def asked_for_help(story: Story) -> None:
    story.make(practice.FamilyAsked, request="wish", person="mum", wants="HELP_NOW")


def born(story: Story) -> None:
    story.make(practice.BirthRecorded, child="bump", dob=TODAY)


def unborn(story: Story) -> None:
    story.child("bump", None, estimated_due_date=TODAY - DAY).adult("mum", "bump")


def disclose(story: Story, **members: Any) -> int:
    """The surgery is asked, under the first answer on the file."""
    usual: dict[str, Any] = {
        "disclosure": "sent",
        **THE_SURGERY_WAS_ASKED,
    }
    if "rests_on" not in members:
        usual["rests_on"] = (story.file.responses[0].event.response,)
    return story.make(practice.DisclosureRecorded, **{**usual, **members})


def quiet(story: Story, **members: Any) -> None:
    """It was asked to reply within the hour, and has not."""
    story.say("AGREED")
    disclose(story, **{"reply_by": story.at + HOUR, **members})
    story.later(2 * HOUR)


def refused(story: Story) -> None:
    """It was asked, and answered that it would not send it, before its time was over."""
    story.say("AGREED")
    disclose(story, reply_by=story.at + 5 * DAY)
    replied(story, "WOULD_NOT")


def replied(story: Story, outcome: str) -> None:
    story.make(practice.AgencyReplied, disclosure="sent", outcome=outcome)


def wrote_to_us(story: Story) -> None:
    """The agency itself, beside its answer: nobody of ours has read it."""
    story.say("AGREED")
    disclose(story)
    told = practice.AgencyReplied(
        disclosure="sent", outcome="SENT", words="He is afraid to go home.", effective_at=story.at
    )
    story.record(told, By("office-1", "PARTNER_REP"))


def looked_at_again(story: Story) -> None:
    story.make(practice.DisclosureReviewed, disclosure="sent", words="We rang the school.")


def unreached(story: Story) -> None:
    """Done on nobody's agreement."""
    story.say("AGREED", scope=scope("sam"))
    disclose(story)
    story.make(
        DisclosureCompared,
        disclosure="sent",
        basis="AGREED",
        verdict="DOES_NOT_COVER",
        words="NONE_OFFERED",
        reasons=("NOT_ASKED",),
        rests_otherwise=("ANOTHER_PERSON",),
    )


def taken_back(story: Story) -> None:
    story.agree()
    disclose(story)
    story.later().say("WITHDRAWN")


def notified(story: Story) -> int:
    taken_back(story)
    return story.make(practice.StopNoticeSent, disclosure="sent", words_sent="Zz")


def told_too_late(story: Story) -> None:
    story.agree()
    disclose(story)
    story.say("WITHDRAWN")


def lost(story: Story) -> None:
    story.make(losses.EntriesLost, recovery=7, since=story.at, changes=True)


def told_a_dangerous_man(s: Story) -> None:
    """He was told on which day the conference is, by whoever had not read that he is feared."""
    s.unsafe("dad").later()
    s.make(
        practice.ContactMade,
        person="dad",
        enquiry="E1",
        method="TEXT",
        words="The meeting is on 11 December at 10.",
        effective_at=s.at,
    )
