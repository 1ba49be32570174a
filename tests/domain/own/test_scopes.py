"""How two scopes lie to each other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from consent_service.domain.own.reaching import covers, leaves_out, meets, said_about
from consent_service.domain.scope import Agency, Exclusions, Scope
from tests.domain.own.lives import SURGERY, answer, family
from tests.domain.tasks.story import scope

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


def test_a_later_yes_lifts_a_no_that_it_takes_in_and_no_other() -> None:
    story = family()
    answer(story, said="REFUSED", scope=scope(agencies=(SURGERY,)))
    answer(story, scope=scope(agencies=(Agency("SCHOOL"),)))
    assert said_about(scope(), story.file.responses) == "NO"
    answer(story)
    assert said_about(scope(), story.file.responses) == "YES"
    assert said_about(scope(agencies=(Agency("POLICE"),)), story.file.responses) is None


def test_what_an_agreement_leaves_out_is_a_no() -> None:
    part = scope(agencies=(Agency("GP"),), exclusions=Exclusions((SURGERY,)))
    assert leaves_out(part, scope(agencies=(SURGERY,)))
    assert not leaves_out(part, scope(agencies=(Agency("GP", "Parkview"),)))
    assert not leaves_out(scope(), scope())
