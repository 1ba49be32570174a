"""What somebody is to a child and is recorded anew is read first, and is taken back by whoever
typed it: then the file reads as it did before.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from consent_service.actions.corrections import CorrectEntry, correct_entry
from consent_service.actions.families import IdentifyFather, identify_father, record_relationship
from consent_service.actions.refused import Refused
from consent_service.domain.answers import Item
from consent_service.domain.file.folding import Stamp
from consent_service.domain.file.held import Held
from consent_service.domain.noticing.notices import notices_of
from consent_service.domain.recorded.circumstances import OrderRecorded
from consent_service.domain.recorded.content import By, Content
from consent_service.domain.recorded.event import Event
from consent_service.domain.recorded.events import RelationshipRecorded
from consent_service.domain.recorded.falling import EffectWaits
from consent_service.domain.recorded.members import ALWAYS
from consent_service.domain.recorded.practice import EntryCorrected
from consent_service.domain.safety.signs import asking
from consent_service.domain.scopes.services import Directory
from tests.domain.every_write import WORKER, Hub
from tests.domain.test_noes_said_later import items
from tests.trying import tried

MINUTE = timedelta(minutes=1)
seeds = st.integers(0, 2**48)
_ME = "w"


def reads(hub: Hub) -> tuple[Sequence[Item], Sequence[object], Sequence[object]]:
    """What is agreed, who is what to whom, and whom it is safe to ask."""
    view = hub.view()
    links = [
        (child, [(link.event, link.seq) for link in of.links], of.heard_only, of.ended)
        for child, of in view.standings.items()
    ]
    return list(items(view)), links, [asking(view, person) for person in view.adults]


def types(hub: Hub, events: Sequence[Event]) -> int:
    """A worker does, through the guard; the place of the first."""
    first = hub.seq
    hub.write(events, hub.moment(who=_ME))
    return first


def takes_back(hub: Hub, seq: int) -> None:
    hub.at += MINUTE
    wrong = EntryCorrected(corrects=seq, what_was_wrong="A slip.", requested_by="STAFF")
    command = CorrectEntry(correction=wrong)
    types(hub, correct_entry(command, hub.moment(who=_ME)))


def begun(seed: int) -> Hub:
    hub = Hub(Random(seed))
    hub.begin(two_enquiries=True)
    hub.at += timedelta(hours=1)
    return hub


@tried(3, at_length=800)
@given(seeds)
def test_taking_back_what_was_recorded_over_an_older_one_restores_what_stood_before(
    seed: int,
) -> None:
    hub = begun(seed)
    pick = hub.chance.choice
    before = reads(hub)
    hub.at += MINUTE
    slip = RelationshipRecorded(
        person=pick(("mum", "dad")),
        child=pick(("kim", "lee")),
        role=pick(("MOTHER", "FATHER", "GRANDPARENT")),
        pr_status=pick(("YES", "NO", "RESTRICTED_BY_COURT", "ENDED")),
        effective_at=pick((ALWAYS, hub.at - timedelta(days=30), hub.at)),
        ended=pick((True, False)),
    )
    seq = types(hub, record_relationship(slip, hub.moment(who=_ME)))
    takes_back(hub, seq)
    # What began to wait of somebody else's earlier entry goes on waiting: that is more careful.
    assume(all(held.event.entries == (seq,) for held in hub.file.of(EffectWaits)))
    assert reads(hub) == before
    with pytest.raises(Refused, match="corrected-already"):
        takes_back(hub, seq)


@tried(2, at_length=400)
@given(seeds)
def test_taking_back_who_the_father_is_gives_the_unknown_one_back(seed: int) -> None:
    """Whoever was named by a slip, be it the child's mother."""
    hub = begun(seed)
    nobody = RelationshipRecorded(
        person="gran",
        child="kim",
        role="UNKNOWN_FATHER",
        pr_status="UNCONFIRMED",
        effective_at=ALWAYS,
        explanation="She has not said.",
    )
    hub.put(nobody)
    hub.at += MINUTE
    before = reads(hub)
    slip = IdentifyFather(
        person="gran",
        child="kim",
        father=hub.chance.choice(("mum", "dad")),
        effective_at=ALWAYS,
        pr_status=hub.chance.choice(("YES", "NO")),
    )
    seq = types(hub, identify_father(slip, hub.moment(who=_ME)))
    takes_back(hub, seq)
    assume(all(seq in held.event.entries for held in hub.file.of(EffectWaits)))
    assert reads(hub) == before


def noticed(hub: Hub, held: Held[Event], *codes: str) -> list[str]:
    content = Content(By(_ME, WORKER), held.event)
    every = notices_of(content, Stamp(held.seq, held.recorded_at), hub.view(), Directory(()))
    return [one.text for one in every if one.code in (codes or ("TAKES_THE_PLACE",))]


def test_what_it_takes_the_place_of_is_said_and_nothing_where_nothing_changes() -> None:
    hub = begun(1)
    mother: Any = {"person": "mum", "child": "kim", "effective_at": hub.at}
    same, other = (
        RelationshipRecorded(role="MOTHER", pr_status="YES", **mother),
        RelationshipRecorded(role="FATHER", pr_status="NO", main_caregiver=True, **mother),
    )
    (held,) = hub.put(same)
    assert noticed(hub, held) == []
    (held,) = hub.put(other)
    (said,) = noticed(hub, held)
    assert said == (
        "This replaces what is on record: Mum Example, of Kim: mother, now father; has "
        "parental responsibility, now does not have parental responsibility; now the main carer."
    )


def test_an_order_that_names_nobody_says_who_decides_no_more_and_that_nobody_does() -> None:
    hub = begun(1)
    about: Any = {"child": "kim", "order_type": "ADOPTION_ORDER", "source": "The court."}
    before = hub.view().deciders["kim"]
    assert before
    (held,) = hub.put(OrderRecorded(order="o1", effective_at=hub.at, **about))
    ended, nobody = noticed(hub, held, "DECIDE_NO_MORE", "NOBODY_DECIDES")
    assert all(name in ended for name in ("Mum Example", "Dad Example")), ended
    assert nobody.startswith("After this order nobody")
    (held,) = hub.put(OrderRecorded(order="o1", effective_at=hub.at, people=("gran",), **about))
    assert noticed(hub, held, "DECIDE_NO_MORE", "NOBODY_DECIDES") == []
