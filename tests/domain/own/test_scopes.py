"""How two scopes lie to each other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_service.domain.codes import codes
from consent_service.domain.file.held import Held, in_order
from consent_service.domain.own.reaching import covers, ends, leaves_out, meets
from consent_service.domain.own.saidovertime import SaidOverTime
from consent_service.domain.recorded.events import Response, ResponseRecorded
from consent_service.domain.said.contradicting import AGREEMENTS, NOES, left_out_of
from consent_service.domain.scopes.near import Near
from consent_service.domain.scopes.scope import Agency, Exclusions, Scope
from tests.domain.own.lives import SURGERY, answer, family
from tests.domain.tasks.story import DAY, MONDAY, Story, scope

PARTS = st.sampled_from(["*", "a", "b"])
DIMENSION = st.lists(PARTS, min_size=1, max_size=2).map(tuple)
AGENCIES = st.builds(Agency, PARTS, st.sampled_from([None, "Hill", "HILL ", "Park"]))
SCOPES = st.builds(
    Scope,
    subjects=DIMENSION,
    purposes=DIMENSION,
    agencies=st.lists(AGENCIES, min_size=1, max_size=2).map(tuple),
    categories=DIMENSION,
    directions=st.sampled_from([("SEEK",), ("SHARE",), ("BOTH",), ("SEEK", "SHARE")]),
)


@given(SCOPES, SCOPES)
def test_meeting_goes_both_ways_and_what_covers_meets(one: Scope, other: Scope) -> None:
    assert meets(one, other) == meets(other, one)
    assert covers(one, one)
    assert covers(Scope(), one)
    if covers(one, other):
        assert meets(one, other)


#: Kinds of information of which one is a part of another, and services as people write them.
NAMED: Final = st.builds(
    Scope,
    subjects=DIMENSION,
    agencies=st.lists(
        st.builds(
            Agency,
            st.sampled_from(["*", "GP", "SCHOOL", "POLICE"]),
            st.sampled_from(
                [None, None, "Hillside", "Hill side surgery", "The school", "Park School"]
            ),
        ),
        max_size=2,
    ).map(tuple),
    categories=st.lists(st.sampled_from(["*", *codes("categories")]), max_size=2).map(tuple),
    directions=st.sampled_from([("SEEK",), ("SHARE",), ("BOTH",), ("SEEK", "SHARE")]),
    exclusions=st.builds(
        Exclusions,
        st.lists(st.builds(Agency, st.sampled_from(["GP", "SCHOOL"])), max_size=1).map(tuple),
        st.lists(st.sampled_from([*codes("categories")]), max_size=1).map(tuple),
    ),
)


@pytest.mark.parametrize("lie", [meets, covers, ends])
@given(st.lists(NAMED, max_size=8), NAMED)
def test_whatever_lies_so_to_a_scope_is_found_near_it(
    lie: Callable[[Scope, Scope], bool], every: list[Scope], to: Scope
) -> None:
    """In its order, and whichever of the two is the wider."""
    near = list(Near((one, place) for place, one in enumerate(every)).to(to))
    assert near == sorted(near)
    either_way = (place for place, one in enumerate(every) if lie(one, to) or lie(to, one))
    assert set(near).issuperset(either_way)


@given(NAMED, NAMED)
def test_what_leaves_some_of_a_scope_out_is_found_by_that(yes: Scope, to: Scope) -> None:
    near = list(Near((no, no) for no in left_out_of(yes)).to(to))
    assert near or not leaves_out(yes, to)


def said(story: Story, about: Scope) -> str | None:
    return SaidOverTime(story.file.responses).about(about, story.at)


def test_a_later_yes_lifts_a_no_that_it_takes_in_and_no_other() -> None:
    story = family()
    answer(story, said="REFUSED", scope=scope(agencies=(SURGERY,)))
    answer(story, scope=scope(agencies=(Agency("SCHOOL"),)))
    assert said(story, scope()) == "NO"
    answer(story)
    assert said(story, scope()) == "YES"
    assert said(story, scope(agencies=(Agency("POLICE"),))) is None


def test_what_an_agreement_leaves_out_is_a_no() -> None:
    part = scope(agencies=(Agency("GP"),), exclusions=Exclusions((SURGERY,)))
    assert leaves_out(part, scope(agencies=(SURGERY,)))
    assert not leaves_out(part, scope(agencies=(Agency("GP", "Parkview"),)))
    assert not leaves_out(scope(), scope())


#: A few things to say, so that much is said of the same, at a few moments.
FEW: Final = st.builds(
    Scope,
    subjects=st.sampled_from([("a",), ("*",), ("a", "b")]),
    purposes=st.just(("a",)),
    agencies=st.sampled_from([(Agency("GP"),), (SURGERY,), (Agency("GP"), Agency("SCHOOL"))]),
    categories=st.sampled_from([("a",), ("*",)]),
    directions=st.sampled_from([("SEEK",), ("BOTH",)]),
    exclusions=st.sampled_from([Exclusions(), Exclusions((SURGERY,))]),
)
MOMENTS: Final = st.integers(0, 6).map(lambda days: MONDAY + days * DAY)
SAID: Final = st.builds(
    lambda scope, answer, at, until, seq: Held(
        ResponseRecorded(
            response=str(seq),
            enquiry="E1",
            person="mum",
            answer=answer,
            scope=scope,
            method="PHONE_VERBAL",
            effective_at=at,
            expires_at=until,
        ),
        at,
        MONDAY,
        seq,
        "worker-1",
        "MASH_WORKER",
    ),
    FEW,
    st.sampled_from(["AGREED", "AGREED_IN_PART", "REFUSED", "UNDECIDED"]),
    MOMENTS,
    st.none() | MOMENTS,
    st.integers(0, 10**6),
)


def one_after_the_other(scope: Scope, by_then: list[Held[Response]]) -> str | None:
    """What somebody had said about a scope, each held against each."""
    found = set()
    for r in by_then:
        later = [s for s in by_then if in_order(s) > in_order(r)]
        if r.event.answer in NOES and meets(r.event.scope, scope):
            yeses = [s for s in later if s.event.answer in AGREEMENTS]
            if not any(covers(s.event.scope, r.event.scope) for s in yeses):
                found.add("NO")
        if r.event.answer in AGREEMENTS:
            noes = [s for s in later if s.event.answer in NOES]
            if leaves_out(r.event.scope, scope):
                found.add("NO")
            if meets(r.event.scope, scope) and not any(
                ends(s.event.scope, r.event.scope) for s in noes
            ):
                found.add("YES")
    return "NO" if "NO" in found else "YES" if found else None


@given(st.lists(SAID, max_size=8, unique_by=lambda r: r.seq), FEW, MOMENTS)
def test_what_was_said_of_the_same_is_looked_at_together_and_says_no_other(
    said: list[Held[Response]], about: Scope, then: datetime
) -> None:
    by_then = [
        r
        for r in said
        if r.effective_at <= then and (r.event.expires_at is None or r.event.expires_at > then)
    ]
    ours = SaidOverTime(said)
    expected = one_after_the_other(about, by_then)
    assert ours.about(about, then) == expected
    assert ours.agreed_to(about, then) == (
        expected == "YES"
        and any(r.event.answer in AGREEMENTS and covers(r.event.scope, about) for r in by_then)
    )
