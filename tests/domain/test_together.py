"""Whatever was recorded of meetings and plans, in whichever order and struck or not: every list,
page and table is made, and nobody who is not known to be safe is to be told anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any, Final

from consent_service.domain.answers import Safe
from consent_service.domain.file.view import View
from consent_service.domain.following.closed import left_open
from consent_service.domain.following.closingtable import closing_table
from consent_service.domain.own import own_view, seen_by
from consent_service.domain.recorded import events, meetings, plans, practice
from consent_service.domain.recorded.falling import EffectWaits, Fall, FallKind
from consent_service.domain.recorded.owning import ClosingGapExplained
from consent_service.domain.recorded.plans import ContactArrangement
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.safety.signs import asking
from consent_service.domain.scopes.scope import Agency
from consent_service.domain.standing import standing
from consent_service.domain.tasks import due
from tests.domain.tasks.story import DAY, MANAGER, MONDAY, WORKER, Story
from tests.sweeping import each

PEOPLE: Final = ("mum", "dad", "gran", "ng", "teen")
TOLD_BY: Final = {
    *("SEND_PLAN", "CONFIRM_PLAN", "TELL_PLAN_ENDED", "TELL_OF_MEETING", "TELL_OUTCOME"),
}


class Chance:
    """Makes entries that may name what is not there, was struck, or is still to come."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.story = Story(MONDAY - 5 * DAY).child().child("teen").adult("mum").adult("dad")
        self.story.adult("gran", pr_status="NO").enquiry(referrer_agency=self.one(None, "GP"))

    def one(self, *values: Any) -> Any:
        return self.random.choice(values)

    def make(self, kind: Any, **members: Any) -> None:
        if "effective_at" in kind.__struct_fields__:
            members["effective_at"] = self.story.at + self.one(-2, -1, 0, 0, 1) * DAY
        self.story.make(kind, self.one(WORKER, MANAGER), **members)

    def entry(self) -> None:
        some, who, kids = self.one("a", "b"), self.one(*PEOPLE), self.one(("ng",), ("ng", "teen"))
        named = self.one({"person": who}, {"agency": Agency(self.one("GP", "FAMILY_NETWORK"))})
        place, number = len(self.story.entries), self.one(1, 2, 3)
        contact = (ContactArrangement(self.one("NONE", "FREELY"), person=who),)
        makes: tuple[tuple[Any, dict[str, Any]], ...] = (
            (meetings.InjuryRecorded, {"injury": some, "child": "ng", "words": "Zz"}),
            (meetings.MeetingCalled, {"meeting": some, "enquiry": "E1", "children": kids}),
            (meetings.MeetingInvited, {"invitation": some, "meeting": self.one("a", "b"), **named}),
            (meetings.MeetingPartTaken, {"invitation": some, "attendance": "APOLOGIES"}),
            (meetings.MeetingRecorded, {"meeting": some, "held": True, "words": "Zz"}),
            (meetings.AgencyTold, {"to": some, "about": self.one("a", "E1"), "words_sent": "Zz"}),
            (plans.SafetyPlanMade, {"plan": some, "enquiry": "E1", "children": kids}),
            (plans.PlanRecipientNamed, {"recipient": some, "plan": self.one("a", "b"), **named}),
            (plans.PlanShared, {"recipient": some, "version": number}),
            (plans.PlanConfirmed, {"recipient": some, "version": number}),
            (plans.PlanEnded, {"plan": some, "reason": "Zz"}),
            (ClosingGapExplained, {"enquiry": "E1", "about": who, "column": "TOLD"}),
            (events.EnquiryClosed, {"enquiry": "E1", "reason": self.one("NFA_ADVICE", "S47")}),
            (practice.TellingRecorded, {"about": self.one("a", "E1"), "told": True, "person": who}),
            (practice.EntryCorrected, {"corrects": self.one(*range(place))}),
            (EffectWaits, {"waiting": f"w{place}", "entries": (place - 1,)}),
            (events.SafetyRecorded, {"person": who, "safe_to_ask": False, "code": "OTHER"}),
        )
        kind, members = self.one(*makes)
        besides: dict[Any, dict[str, Any]] = {
            meetings.InjuryRecorded: {"explained": "NOT_EXPLAINED", "moves": "CANNOT"},
            meetings.MeetingCalled: {
                "meeting_type": self.one("STRATEGY_DISCUSSION", "FAMILY_NETWORK_MEETING"),
                "starts_at": self.story.at + DAY,
            },
            plans.SafetyPlanMade: {"version": number, "contact": contact},
            plans.PlanRecipientNamed: {"ended": self.one(True, False, False)},
            ClosingGapExplained: {"reason": "TRIED"},
            practice.EntryCorrected: {"what_was_wrong": "Zz", "requested_by": "STAFF"},
            EffectWaits: {"falls": (Fall(FallKind.PLAN, "Zz"),)},
        }
        self.make(kind, **members, **besides.get(kind, {}))
        self.story.later(timedelta(hours=self.one(0, 1, 20)))


def views(story: Story) -> Iterator[View]:
    """As it stands now and will, and as it was known and was."""
    moments = (story.at, story.at + 3 * DAY, story.at - 2 * DAY)
    for at in moments:
        yield from (View(story.file, at, known) for known in (story.at, story.at - 2 * DAY))


@each("seed", of=range(40), every=7)
def test_every_list_page_and_table_is_made_and_names_nobody_who_is_not_safe(seed: int) -> None:
    chance = Chance(seed)
    for _ in range(25):
        chance.entry()
    for view in views(chance.story):
        standing(view)
        for task in due(view, DEFAULT_POLICY):
            if task.code in TOLD_BY and task.person is not None:
                assert asking(view, task.person).answer is Safe.YES
        for enquiry in view.enquiries:
            closing_table(view, enquiry)
            left_open(view, DEFAULT_POLICY, enquiry)
        for person in (*view.adults, *view.children):
            seen = seen_by(view, person, as_child=person in view.children)
            assert seen is not None
            own_view(seen, view.as_of, lambda _: None)
