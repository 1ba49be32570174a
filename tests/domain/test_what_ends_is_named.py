"""An enquiry that ends, a death, an adoption, a birthday, two who are one: whatever no, warning or
secret is gone with it was named by the write, as that of whose it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any, Final

from hypothesis import given

from consent_service.actions.corrections import CorrectEntry, correct_entry
from consent_service.actions.guarding import would_fall
from consent_service.actions.refused import Refused
from consent_service.domain.answers import Safe
from consent_service.domain.file.view import View
from consent_service.domain.following.planned import in_force
from consent_service.domain.lifting.effects import TOO_MUCH
from consent_service.domain.lifting.keptthatfalls import _ids
from consent_service.domain.recorded import circumstances, events
from consent_service.domain.recorded.event import Event
from consent_service.domain.recorded.practice import EntryCorrected
from consent_service.domain.safety.signs import asking
from consent_service.domain.safety.telling import not_to_be_told
from consent_service.domain.said.saidbesides import may_be_noes
from tests.domain.every_write import MANAGER, Hub
from tests.domain.nothing_fell import _holds, items
from tests.domain.own.against import written_against
from tests.domain.test_effects import HOUR, seeds
from tests.reasons import ENOUGH
from tests.trying import tried

#: What may be gone: of which kind, whose, and what else tells it apart.
Thing = tuple[str, str | None, object]
_ORDERS: Final = ("ADOPTION_ORDER", "PLACEMENT_ORDER", "CARE_ORDER", "SPECIAL_GUARDIANSHIP_ORDER")


def _family(chance: Random) -> Hub:
    """With what was said against some of them."""
    hub = Hub(chance)
    hub.begin(two_enquiries=chance.random() < 0.5)
    for _ in range(4):
        person, other = chance.choice((("dad", "mum"), ("mum", "gran"), ("dad", "gran")))
        by, written = chance.choice([*written_against(person, other, hub.at, hub.seq)])
        hub.put(*written, by=by)
        hub.at += HOUR
    return hub


def _ends(hub: Hub) -> Iterator[list[Event]]:
    at: dict[str, Any] = {"effective_at": hub.at}
    for held in hub.file.of(events.EnquiryOpened):
        for reason in ("NFA_ADVICE", "S47"):
            yield [events.EnquiryClosed(enquiry=held.event.enquiry, reason=reason, **at)]
    for person in ("mum", "dad", "gran", "kim", "lee"):
        yield [circumstances.DeathRecorded(person=person, source="The registrar", **at)]
    for child in ("kim", "lee"):
        for born in (date(2010, 1, 1), date(2008, 1, 1), date(2024, 1, 1)):
            yield [circumstances.PersonAmended(person=child, dob=born, reason=ENOUGH)]
        for order_type in _ORDERS:
            order: dict[str, Any] = {"order": "new", "child": child, "people": ("gran",), **at}
            yield [circumstances.OrderRecorded(**order, order_type=order_type, source="The court")]
        for status in ("ENDED", "NO", "RESTRICTED_BY_COURT"):
            link: dict[str, Any] = {"person": "dad", "child": child, "role": "FATHER", **at}
            ended = status == "ENDED"
            yield [
                events.RelationshipRecorded(
                    **link, pr_status=status, ended=ended, explanation=ENOUGH
                )
            ]
        for status in ("COMPETENT", "NOT_COMPETENT"):
            yield [events.CompetenceRecorded(child=child, status=status, rationale=ENOUGH, **at)]
    for one, other in (("mum", "dad"), ("gran", "dad"), ("kim", "lee")):
        yield [circumstances.PeopleJoined(joining="j", person=one, other=other, reason=ENOUGH)]
    for fact in hub.file.every():
        wrong = EntryCorrected(corrects=fact.seq, what_was_wrong=ENOUGH, requested_by="STAFF")
        try:
            yield [*correct_entry(CorrectEntry(correction=wrong), hub.moment(MANAGER))]
        except Refused:
            continue


def _protects(view: View, also: View) -> set[Thing]:
    """What holds, by whoever they are as `also` has it."""

    def found() -> Iterator[Thing]:
        for key, item in items(view):
            for p in item.positions:
                if _holds(p):
                    yield "HOLDS", p.person, key
        for person in (*view.children, *view.adults):
            if view.each[asking][person].answer is not Safe.YES:
                yield "ASKING", person, None
            for one in view.each[may_be_noes][person]:
                yield "WORDS", person, one.said.seq
        for about in {*_ids(view)}:
            for kept in not_to_be_told(view, about):
                yield "KEPT", kept, about
        for plan in in_force(view):
            yield "PLAN", None, plan

    return {(what, person and also.the_one(person), key) for what, person, key in found()}


@tried(1, at_length=60)
@given(seeds)
def test_whatever_is_gone_was_named_as_that_of_whose_it_is(seed: int) -> None:
    chance = Random(seed)
    hub = _family(chance)
    every = [*_ends(hub)]
    for ends in chance.sample(every, 8):
        after = Hub(chance, hub.file, hub.own, hub.at, hub.seq)
        moment = after.moment(MANAGER)
        facts = after.put(*ends, by=moment.by)
        falls = would_fall(moment, after.file).falls
        places = frozenset(fact.seq for fact in facts)
        view = View(after.file, hub.at, hub.at, confirmed=places)
        if TOO_MUCH in falls:
            continue
        named = {fall.person and view.the_one(fall.person) for fall in falls}
        gone = _protects(hub.view(), view) - _protects(view, view)
        assert {whose for what, whose, _ in gone if what != "KEPT"} <= named, (ends, gone)
        # What was kept from everybody is named by whom it is kept from.
        assert all(named for what, *_ in gone if what == "KEPT"), (ends, gone)
