"""What a manager confirms is said whole: all that reads as agreed by it, and did not."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from consent_service.domain.answers import Outcome
from consent_service.domain.codes import label
from consent_service.domain.recorded import events as ev
from consent_service.domain.recorded import members as m
from consent_service.domain.recorded.falling import EffectConfirmed, EffectWaits, FallKind
from consent_service.domain.recorded.practice import EntryCorrected
from consent_service.domain.scopes.scope import BOTH, Agency, Scope
from consent_service.domain.words.naming import agency_in_words, lower_first, name_of
from tests.domain.every_write import MANY, PURPOSE, Hub
from tests.domain.nothing_fell import items
from tests.trying import tried

HOUR = timedelta(hours=1)


def is_named(said: str, agency: Agency, category: str) -> bool:
    """As itself, by its type, or as any that nobody named; of this kind of information."""
    services = {agency_in_words(agency), agency_in_words(Agency(agency.type)), "any service"}
    kinds = {lower_first(label("categories", category)), "every kind of information"}
    return any(
        any(one in part for one in services) and any(kind in part for kind in kinds)
        for part in said.split("; and ")
    )


@tried(4, at_length=200)
@given(st.integers(0, 2**48))
def test_all_that_reads_as_agreed_once_a_manager_confirms_is_named_to_them(seed: int) -> None:
    hub = Hub(Random(seed))
    hub.begin(two_enquiries=seed % 2 == 1)
    for _ in range(MANY):
        hub.at += HOUR
        hub.some_write()
        waits = [held.event for held in hub.file.of(EffectWaits)]
        if not waits:
            continue
        one = hub.chance.choice(waits)
        view = hub.view()
        before = {key: item.outcome for key, item in items(view)}
        confirmed = EffectConfirmed(waiting=one.waiting, reason="So it was.", effective_at=hub.at)
        kept, place = hub.file, hub.seq
        moment = hub.moment("MASH_MANAGER", "manager")
        hub.write([confirmed], moment)
        after = hub.view()
        for (agency, enquiry, subject, category), item in items(after):
            was = before.get((agency, enquiry, subject, category))
            if item.outcome is Outcome.COVERED and was is not Outcome.COVERED:
                said = [
                    fall.words
                    for fall in one.falls
                    if fall.kind is FallKind.BECOMES_COVERED and fall.person == subject
                ]
                assert any(is_named(words, agency, category) for words in said), (
                    name_of(after, subject),
                    agency,
                    category,
                    enquiry,
                    one.falls,
                )
        hub.file, hub.seq = kept, place


def test_two_services_of_one_yes_are_both_named_with_what_it_was_about() -> None:
    hub = Hub(Random(1))
    hub.put(ev.FileOpened(), ev.AdultAdded(person="mum", names="Mum Example"))
    hub.put(ev.ChildAdded(child="kim", names="Kim", dob=date(2019, 5, 1)))
    hub.put(
        ev.RelationshipRecorded(
            person="mum", child="kim", role="MOTHER", pr_status="YES", effective_at=m.ALWAYS
        ),
        ev.EnquiryOpened(enquiry="E1", effective_at=hub.at),
    )
    both = Scope(
        subjects=("kim",),
        purposes=(PURPOSE,),
        agencies=(Agency("CAMHS"), Agency("SCHOOL_NURSE")),
        categories=("CHILD_HEALTH", "EDUCATION"),
        directions=(BOTH,),
    )
    for answer in ("AGREED", "REFUSED"):
        hub.at += HOUR
        said = ev.ResponseRecorded(
            response=answer,
            enquiry="E1",
            person="mum",
            answer=answer,
            scope=both,
            effective_at=hub.at,
            expires_at=hub.at + timedelta(days=60),
            method="PHONE_VERBAL",
        )
        (no,) = hub.put(said)
    hub.at += HOUR
    struck = EntryCorrected(
        corrects=no.seq, what_was_wrong="It was another family.", requested_by="STAFF"
    )
    hub.write([struck], hub.moment())
    (waits,) = hub.file.of(EffectWaits)
    (said_so,) = [f.words for f in waits.event.falls if f.kind is FallKind.BECOMES_COVERED]
    assert said_so == (
        "Unless something else holds it, it would read as agreed, about Kim: the school nurse and "
        "the child and adolescent mental health service (CAMHS) "
        "(the child's health; attendance, behaviour and progress in education)."
    )
