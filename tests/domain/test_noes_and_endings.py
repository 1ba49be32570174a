"""A refusal ends with its enquiry, once somebody who may has let it: in whichever order the enquiry
is closed, another is opened, and somebody else says yes in that.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import permutations
from random import Random

from consent_service.domain.answers import Flag, Item, Outcome
from consent_service.domain.deciding.decision import decide
from consent_service.domain.file.view import View
from consent_service.domain.noticing.notices import codes_of
from consent_service.domain.recorded import events as ev
from consent_service.domain.recorded.event import Event
from consent_service.domain.recorded.falling import EffectConfirmed, EffectWaits
from consent_service.domain.recorded.members import ALWAYS
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.recorded.practice import EntryCorrected
from consent_service.domain.scopes.scope import Scope
from tests.domain.every_write import MANAGER, WORKER, Hub
from tests.domain.tasks.story import DAY, family, question
from tests.sweeping import each

HOUR = timedelta(hours=1)
OPEN, CLOSE, NO, YES = "another is opened", "it is closed", "he says no", "she says yes"
ORDERS = [one for one in permutations((OPEN, CLOSE, NO, YES)) if one.index(OPEN) < one.index(YES)]


def said(hub: Hub, person: str, answer: str, enquiry: str) -> Event:
    return ev.ResponseRecorded(
        response=f"of-{person}",
        enquiry=enquiry,
        person=person,
        answer=answer,
        scope=Scope(),
        effective_at=hub.at,
    )


def played(order: tuple[str, ...], reason: str = "NFA_ADVICE", role: str = WORKER) -> Hub:
    """A father's no in the first enquiry, a mother's yes in the second."""
    hub = Hub(Random(0))
    hub.put(ev.FileOpened(), ev.ChildAdded(child="ng", names="Zz", dob=date(2019, 5, 1)))
    for person, is_a in (("mum", "MOTHER"), ("dad", "FATHER")):
        hub.put(ev.AdultAdded(person=person, names="Zz"))
        hub.put(
            ev.RelationshipRecorded(
                person=person, child="ng", role=is_a, pr_status="YES", effective_at=ALWAYS
            )
        )
    hub.put(ev.EnquiryOpened(enquiry="E1", effective_at=hub.at))
    for step in order:
        hub.at += HOUR
        steps: dict[str, Event] = {
            OPEN: ev.EnquiryOpened(enquiry="E2", effective_at=hub.at),
            CLOSE: ev.EnquiryClosed(enquiry="E1", reason=reason, effective_at=hub.at),
            NO: said(hub, "dad", "REFUSED", "E1"),
            YES: said(hub, "mum", "AGREED", "E2"),
        }
        hub.write([steps[step]], hub.moment(role if step == CLOSE else WORKER))
    return hub


def confirmed(hub: Hub) -> Hub:
    for held in hub.file.of(EffectWaits):
        hub.at += HOUR
        waiting = held.event.waiting
        confirms = EffectConfirmed(waiting=waiting, reason="So.", effective_at=hub.at)
        hub.write([confirms], hub.moment(MANAGER))
    return hub


def asked(hub: Hub, enquiry: str | None) -> Item:
    (item,) = decide(hub.view(), DEFAULT_POLICY, question(enquiry=enquiry)).items
    return item


@each("order", of=ORDERS, every=3)
@each("reason", of=["NFA_ADVICE", "S47", "ENTERED_IN_ERROR"])
@each("role", of=[WORKER, MANAGER])
def test_an_end_takes_a_no_with_it_alike_in_every_order(
    order: tuple[str, ...], reason: str, role: str
) -> None:
    hub = played(order, reason, role)
    known_of = order.index(NO) < order.index(CLOSE)
    ends = reason == "NFA_ADVICE" and known_of
    assert asked(hub, "E1").outcome is Outcome.OBJECTION
    by_a_worker = ends and role == WORKER
    assert hub.file.of(EffectWaits) or not by_a_worker
    for named, heard in (("E2", not ends and reason != "S47"), (None, not ends or by_a_worker)):
        item = asked(hub, named)
        assert item.outcome is (Outcome.OBJECTION if heard else Outcome.COVERED), named
        assert heard or Flag.RELATED_REFUSAL in item.flags
    # A manager lets the no go that they were told of, then what that would lift by now, and no
    # word that came after.
    wanted = Outcome.COVERED if ends else Outcome.OBJECTION
    assert asked(confirmed(confirmed(hub)), None).outcome is wanted


def test_what_may_be_a_no_does_not_end_unseen_either() -> None:
    hub = played((NO, OPEN))
    hub.at += HOUR
    wavers = ev.ResponseRecorded(
        response="wavers",
        enquiry="E1",
        person="dad",
        answer="UNDECIDED",
        scope=Scope(),
        effective_at=hub.at,
    )
    hub.write([wavers], hub.moment())
    hub.at += HOUR
    closes = ev.EnquiryClosed(enquiry="E1", reason="NFA_ADVICE", effective_at=hub.at)
    hub.write([closes], hub.moment())
    assert hub.file.of(EffectWaits)


def test_a_no_outlives_an_enquiry_whose_opening_is_struck() -> None:
    hub = played((OPEN, NO, YES))
    hub.at += HOUR
    (first, _) = hub.file.of(ev.EnquiryOpened)
    hub.write(
        [EntryCorrected(corrects=first.seq, what_was_wrong="So.", requested_by="STAFF")],
        hub.moment(MANAGER),
    )
    assert asked(hub, "E2").outcome is Outcome.OBJECTION


@each("before", "lifts", of=[(2 * DAY, False), (timedelta(), True)])
def test_a_yes_that_is_dated_before_their_own_no_is_said_to_lift_nothing(
    before: timedelta, lifts: bool
) -> None:
    story = family().later()
    story.say("REFUSED", "dad")
    story.later(DAY)
    story.agree("dad", effective_at=story.at - before)
    place, content = story.entries[-1]
    view = View(story.file, story.at, story.at)
    assert ("NOT_WHAT_COUNTS" in codes_of(content, place, view)) is not lifts
    wanted = Outcome.COVERED if lifts else Outcome.OBJECTION
    assert decide(view, DEFAULT_POLICY, question()).outcome is wanted


@each("reason", of=["NFA_ADVICE", "S47", "ENTERED_IN_ERROR"])
def test_what_is_agreed_in_another_is_not_agreed_by_an_end_alone(reason: str) -> None:
    """Nobody was asked in the first; once it has ended, or is another's, the second is meant."""
    hub = played((OPEN, YES, CLOSE), reason)
    assert asked(hub, "E2").outcome is Outcome.COVERED
    assert asked(hub, None).outcome is Outcome.ASK
    assert asked(confirmed(hub), None).outcome is Outcome.COVERED
