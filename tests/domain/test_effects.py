"""Nothing that protects anybody falls by what a worker writes, whatever it is that they write."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from itertools import product
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from consent_service.actions.guarding import _new as what_is_new
from consent_service.actions.guarding import what_waits
from consent_service.actions.moment import Moment
from consent_service.domain.answers import Safe, Says
from consent_service.domain.file import bounds
from consent_service.domain.file.bounds import Steps
from consent_service.domain.file.folding import Stamp, changes_its_file, fold
from consent_service.domain.file.held import File, Holding
from consent_service.domain.file.leavingout import without
from consent_service.domain.file.view import View
from consent_service.domain.lifting import keptthatfalls, silencing
from consent_service.domain.lifting.effects import TOO_MUCH, falls
from consent_service.domain.lifting.written import READ_ALL_THE_SAME, UNREAD, can_let_fall
from consent_service.domain.otherfiles.elsewhere import people_concerned
from consent_service.domain.recorded.circumstances import PeopleJoined
from consent_service.domain.recorded.content import By, Content
from consent_service.domain.recorded.event import Event, NoFact, kinds
from consent_service.domain.recorded.events import (
    CompetenceRecorded,
    ResponseRecorded,
    SafetyRecorded,
)
from consent_service.domain.recorded.falling import EffectConfirmed, EffectWaits
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.recorded.practice import EntryCorrected
from consent_service.domain.safety.signs import asking
from consent_service.domain.said.statuses import status_now, status_of_person
from consent_service.domain.scopes.scope import Scope
from consent_service.storage.people.waysin import what_ends
from consent_service.storage.sealed.sealing import AuthoritySeal, Succession
from tests.domain.every_write import MANAGER, MANY, PURPOSE, WORKER, Hub
from tests.domain.nothing_fell import assert_nothing_fell, items
from tests.made_up import MadeUp
from tests.reasons import ENOUGH
from tests.trying import tried

HOUR = timedelta(hours=1)
seeds = st.integers(0, 2**48)
_BY = By("worker-1", WORKER)


def assert_nothing_falls_by_any_of(hub: Hub, writes: int) -> None:
    for _ in range(writes):
        hub.at += HOUR
        before = hub.view()
        if hub.some_write() is None:
            continue
        events = [f.event for f in hub.file.every() if f.seq > before.file.folded_to]
        assert_nothing_fell(before, hub.view(), events)


@tried(1, at_length=120)
@given(seeds)
def test_no_workers_entry_lets_anything_fall_that_no_manager_confirmed(seed: int) -> None:
    hub = Hub(Random(seed))
    hub.begin(two_enquiries=seed % 2 == 1)
    assert_nothing_falls_by_any_of(hub, MANY)


@tried(2, at_length=120)
@given(seeds)
def test_beyond_the_bound_nothing_falls_either(seed: int) -> None:
    """Whether nothing is worked out, or a part of it."""
    hub = Hub(Random(seed))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bounds, "MOST", (0, 500, 2_000)[seed % 3])
        hub.begin(two_enquiries=seed % 2 == 1)
        assert_nothing_falls_by_any_of(hub, 6)


@tried(2)
@given(seeds)
def test_what_is_not_compared_at_all_would_let_nothing_fall(seed: int) -> None:
    hub = Hub(Random(seed))
    hub.begin()
    compared = 0
    for _ in range(MANY):
        hub.at += HOUR
        moment = hub.moment()
        if hub.some_write() is None:
            continue
        waits = [f.seq for f in hub.file.of(EffectWaits) if f.seq > moment.the_file().folded_to]
        file = without(hub.file, waits)
        new = what_is_new(moment, file)
        if can_let_fall(new):
            compared += 1
            continue
        places = frozenset(fact.seq for fact in new.facts)
        after = View(file, hub.at, hub.at, confirmed=places)
        found = falls(moment.view(), after, new, DEFAULT_POLICY)
        # Of a file on which so much waits it is not worked out what may.
        assert {*found} <= {TOO_MUCH}, [fact.event for fact in new.facts]
    assert compared < MANY


def test_by_what_changes_no_file_nothing_falls_and_nobody_elsewhere_hears() -> None:
    """So a batch looks at neither for it: most of what is asked of the door is questions."""
    hub = Hub(Random(1))
    hub.begin(two_enquiries=True)
    for _ in range(20):
        hub.at += HOUR
        hub.some_write()
    seal = AuthoritySeal(Succession(b"w" * 32), Succession(b"i" * 32), "consent.test/x")
    made_up = MadeUp({}, hub.at)
    for kind in kinds(NoFact):
        event, before = made_up.event(kind), hub.file
        after = fold(before, Content(_BY, event), Stamp(before.folded_to + 1, hub.at))
        assert after is before
        assert not changes_its_file(event)
        assert what_waits(hub.moment(), after) == ()
        assert people_concerned(after, [event]) == frozenset()
        assert list(what_ends("x", seal, [event], after)) == []


class _Watched(Hub):
    """A hub where it is seen which kinds of facts are looked at to work out what waits."""

    looks = False

    def write(self, events: Sequence[Event], moment: Moment) -> None:
        self.put(*events, by=moment.by)
        _Watched.looks = True
        # With a view of its own: what the action looked at was looked at for the action.
        fresh = Moment(moment.at, moment.authority_file, moment.by, moment.file)
        waits = what_waits(fresh, self.file)
        _Watched.looks = False
        self.put(*waits, by=moment.by)


def test_no_rule_of_what_falls_looks_at_what_is_not_compared_for_being_unread(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen, ids = set[type[Event]](), keptthatfalls._ids

    def noting(look: Callable[..., Any]) -> Callable[..., Any]:
        def looked(at: Any, kind: type[Event], *then: Any) -> Any:
            if _Watched.looks:
                seen.add(kind)
            return look(at, kind, *then)

        return looked

    def ids_of(view: View) -> Iterator[str]:
        """Whatever has an id is gone through for it, and nothing else of it is looked at."""
        _Watched.looks = False
        found = tuple(ids(View(view.file, view.as_of, view.known)))
        _Watched.looks = True
        return iter(found)

    # The ways in which the facts of one kind are looked at, whether there are any or not.
    ways = ((File, "of"), (File, "holding"), (Holding, "__missing__"))
    for where, name in ways:
        monkeypatch.setattr(where, name, noting(getattr(where, name)))
    monkeypatch.setattr(keptthatfalls, "_ids", ids_of)
    for seed in range(2):
        hub = _Watched(Random(seed))
        hub.begin(two_enquiries=seed % 2 == 1)
        for step in range(20):
            hub.at += HOUR
            hub.some_write(WORKER if step % 4 else MANAGER)
    assert len(seen) > 30
    assert not [kind for kind in seen - {*READ_ALL_THE_SAME} if issubclass(kind, UNREAD)]


@tried(2)
@given(seeds)
def test_whatever_waits_a_warning_and_a_no_are_heard_at_once(seed: int) -> None:
    hub = Hub(Random(seed))
    hub.begin()
    for _ in range(12):
        hub.at += HOUR
        hub.some_write()
    hub.at += HOUR
    for person in hub.view().adults:
        unsafe = SafetyRecorded(
            person=person, safe_to_ask=False, code="DOMESTIC_ABUSE", effective_at=hub.at
        )
        hub.write([unsafe], hub.moment())
        assert asking(hub.view(), person).answer is Safe.NO
    for person in ("mum", "dad"):
        if person not in hub.view().adults:
            continue
        hub.at += HOUR
        no = ResponseRecorded(
            response=f"no-of-{person}",
            enquiry="E1",
            person=person,
            answer="REFUSED",
            scope=hub.scope(),
            effective_at=hub.at,
        )
        place = hub.seq
        hub.write([no], hub.moment())
        # By itself it lifts nothing; what was there before it may have to wait for it.
        waits = [held.event for held in hub.file.of(EffectWaits) if held.seq > place]
        assert all(max(one.entries) < place for one in waits)
        for item in (one for (_, of, *_), one in items(hub.view()) if of == no.enquiry):
            his = next((p for p in item.positions if p.response == no.response), None)
            assert his is None or his.says is Says.NO or his.holds


@tried(2)
@given(seeds)
def test_what_a_manager_has_confirmed_is_read_like_anything_else(seed: int) -> None:
    hub = Hub(Random(seed))
    hub.begin()
    for _ in range(15):
        hub.at += HOUR
        hub.some_write()
    waits = [held.event.waiting for held in hub.file.of(EffectWaits)]
    hub.at += HOUR
    for waiting in waits:
        hub.put(EffectConfirmed(waiting=waiting, reason="So.", effective_at=hub.at))
    view = hub.view()
    assert view.readings == (view,)
    assert view.let_fall == {seq for h in hub.file.of(EffectWaits) for seq in h.event.entries}


@tried(2)
@given(seeds)
def test_who_is_silenced_by_what_is_found_as_one_would_find_it_by_hand(seed: int) -> None:
    """Entry after entry is left out, the newest first, until they decide; then what need not be."""
    hub = Hub(Random(seed))
    hub.begin()
    for _ in range(6):
        hub.at += HOUR
        hub.some_write()
    # Two who are joined and wait are read in two ways, and left out with what says that they wait.
    assume(not hub.file.of(PeopleJoined))
    view = hub.view()
    newest_first = sorted((fact.seq for fact in hub.file.every()), reverse=True)[:12]
    less = silencing._Less(view, newest_first, silencing._Views(view, Steps()))

    def decides(places: set[int], person: str, child: str) -> bool:
        left = View(without(hub.file, places), hub.at, hub.at)
        return silencing._decides(left, person, child, PURPOSE)

    for person, child in product(view.adults, view.children):
        places: set[int] = set()
        for place in newest_first:
            places.add(place)
            if decides(places, person, child):
                break
        else:
            places = set()
        for place in newest_first:
            if place in places and decides(places - {place}, person, child):
                places.remove(place)
        assert less.without_which(person, child, PURPOSE) == places


@pytest.mark.parametrize("role", ["MASH_WORKER", MANAGER])
def test_a_managers_reason_is_enough_and_a_workers_is_not(role: str) -> None:
    hub = Hub(Random(7))
    hub.begin()
    unsafe: dict[str, Any] = {"person": "dad", "code": "DOMESTIC_ABUSE", "effective_at": hub.at}
    hub.write([SafetyRecorded(safe_to_ask=False, **unsafe)], hub.moment())
    hub.at += HOUR
    safe = SafetyRecorded(
        person="dad", safe_to_ask=True, code="SAFE_AGAIN", reason=ENOUGH, effective_at=hub.at
    )
    hub.write([safe], hub.moment(role))
    assert bool(hub.file.of(EffectWaits)) is (role != MANAGER)
    assert asking(hub.view(), "dad").answer is (Safe.YES if role == MANAGER else Safe.NO)


def test_no_worker_alone_says_that_a_child_below_eight_decides() -> None:
    hub = Hub(Random(3))
    hub.begin()
    for child, decides in (("kim", False), ("lee", True)):
        said = CompetenceRecorded(child=child, status="COMPETENT", effective_at=hub.at)
        hub.put(said) if decides else hub.write([said], hub.moment())
        every = [view.decides_alone[child, PURPOSE] for view in hub.view().readings]
        assert all(every) is decides


def test_the_status_of_a_caregiver_is_no_more_than_the_check_says() -> None:
    hub = Hub(Random(5))
    hub.begin()
    everything = Scope()
    for answer in ("AGREED", "REFUSED"):
        hub.at += HOUR
        hub.put(
            ResponseRecorded(
                response=f"of-{answer}",
                enquiry="E1",
                person="mum",
                answer=answer,
                scope=everything,
                effective_at=hub.at,
            )
        )
    hub.at += HOUR
    hub.write(
        [EntryCorrected(corrects=hub.seq - 1, what_was_wrong="So.", requested_by="STAFF")],
        hub.moment(),
    )
    assert hub.file.of(EffectWaits)
    view = hub.view()
    assert status_of_person(view, "mum", "kim", "E1") == "REFUSED"
    (no,) = [said for said in view.read.responses if said.event.response == "of-REFUSED"]
    assert status_now(view, no) == "REFUSED"
