"""Whatever is written after it, a no of one who decides is heard, and whoever spoke is never called
not asked: read bluntly off the entries of random histories of every write.

It shares no line with the rules: what was said, to whose items, and that nothing of theirs came
after it is all that it knows. A worker writes; no manager confirms anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from consent_service.domain.answers import Flag, Item, Outcome
from consent_service.domain.deciding.decision import decide
from consent_service.domain.file.held import Held
from consent_service.domain.file.view import View
from consent_service.domain.recorded.events import AgreementWithdrawn, ResponseRecorded
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.said.statuses import status_of_person
from consent_service.domain.scopes.proposal import Proposal
from consent_service.domain.scopes.scope import ANY, Scope
from consent_service.domain.words import words_for_agency
from tests.domain.every_write import MANAGER, PURPOSE, Hub
from tests.domain.nothing_fell import items
from tests.trying import tried

HOUR, A_DAY = timedelta(hours=1), timedelta(hours=26)
NOES, OTHER_WORDS = ("REFUSED", "WITHDRAWN"), ("AGREED", "AGREED_IN_PART", "UNDECIDED")
#: Of the child who is seven; what else is written of who decides waits where it would lift a no.
DECIDE = ("mum", "dad")
#: What nobody is called of whom a word reaches the item.
SILENT = {"NOT_ASKED", "ATTEMPTED", "UNREACHABLE", "SAFETY_NOT_KNOWN", "REPORTED_NOT_CONFIRMED"}


def said(hub: Hub) -> Iterator[Held[Any]]:
    """Every answer that was ever put on record, struck or not: a worker strikes nobody's word."""
    for fact in hub.file.every():
        if isinstance(fact.event, ResponseRecorded | AgreementWithdrawn):
            yield fact


def stands(hub: Hub, no: Held[Any]) -> bool:
    """It is a no, and nothing of theirs that may be an answer to it comes after it or near it."""
    given = no.event
    return (
        given.answer in NOES
        and given.response_kind == "SHARE_INFO"
        and no.effective_at <= hub.at
        and not any(
            other.event.person == given.person
            and other.event.answer in OTHER_WORDS
            and other.effective_at > no.effective_at - A_DAY
            for other in said(hub)
        )
    )


def meets(scope: Scope, key: tuple[Any, ...]) -> bool:
    agency, _, subject, category = key
    return (
        bool({subject, ANY} & {*scope.subjects})
        and bool({PURPOSE, ANY} & {*scope.purposes})
        and bool({category, ANY} & {*scope.categories})
        and any(one.type in (ANY, agency.type) for one in scope.agencies)
    )


def history(seed: int, role: str) -> Hub:
    hub = Hub(Random(seed))
    hub.begin(two_enquiries=seed % 2 == 1)
    hub.at += A_DAY
    hub.answer(hub.chance.choice((*DECIDE, "lee")), "REFUSED")
    for _ in range(10):
        hub.at += HOUR
        hub.some_write(hub.chance.choice((role, "MASH_WORKER")))
    hub.at += HOUR
    return hub


@tried(2, at_length=160)
@given(st.integers(0, 2**48))
def test_nothing_that_a_worker_writes_covers_a_no_of_one_who_decides(seed: int) -> None:
    hub = history(seed, "EDT_WORKER")
    noes = [no for no in said(hub) if stands(hub, no)]
    for key, item in items(hub.view()):
        _, enquiry, subject, category = key
        for no in noes:
            if no.event.enquiry != enquiry or not meets(no.event.scope, key):
                continue
            by = no.event.person
            if by in DECIDE and subject == "kim" and not category.startswith("ADULT"):
                assert item.outcome is not Outcome.COVERED, (key, no.event)
            if by == subject and subject in ("kim", "lee"):
                assert Flag.CHILD_OBJECTS in item.flags, (key, no.event)


@tried(2, at_length=160)
@given(st.integers(0, 2**48))
def test_nobody_whose_word_reaches_an_item_is_called_silent(seed: int) -> None:
    """In the answer, by the status, in the words for an agency."""
    hub = history(seed, MANAGER)
    view = hub.view()
    spoke = [
        one
        for one in view.said
        if one.event.answer in (*NOES, *OTHER_WORDS) and one.event.response_kind == "SHARE_INFO"
    ]
    names = {a: view.adults[a].event.names for a in view.adults}
    for key, item in items(view):
        _, enquiry, subject, category = key
        if enquiry not in view.enquiries or subject not in view.children:
            continue
        if category.startswith("ADULT") or len(view.readings) > 1:
            continue
        for one in spoke:
            by = one.event.person
            if by not in names or one.event.enquiry != enquiry or not contains(one, key):
                continue
            mine = [p for p in item.positions if view.the_one(p.person) == view.the_one(by)]
            assert mine, (key, one.event)
            assert all(p.reason not in SILENT for p in mine), (key, one.event)
            assert status_of_person(view, by, subject, enquiry) not in SILENT
            assert f"{names[by]} has not been asked" not in words(view, key, item)


def contains(yes: Held[Any], key: tuple[Any, ...]) -> bool:
    scope, agency = yes.event.scope, key[0]
    # "Any service" is none that goes by a name that nobody has listed.
    return meets(scope, key) and any(
        one == agency or (one.type == ANY and not agency.names_one) for one in scope.agencies
    )


def words(view: View, key: tuple[Any, ...], item: Item) -> str:
    agency, enquiry, subject, category = key
    asked = Proposal(enquiry, (subject,), agency, (category,), PURPOSE, "SEEK")
    answer = decide(view, DEFAULT_POLICY, asked)
    return str(words_for_agency(answer, asked, view))
