"""Of an agreement of which some was taken back, its card says what holds, for whom and of whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import Final

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from consent_service.domain.own.holding import WhatHolds, what_holds
from consent_service.domain.own.reaching import covers
from consent_service.domain.recorded.events import ChildAdded
from consent_service.domain.said.contradicting import may_be_one
from consent_service.domain.scopes.scope import ANY, SEEK, SHARE, Agency, Point, Reach, Scope
from consent_service.domain.scopes.scope import overlaps as reaches
from tests.domain.own.lives import answer, family, view_of
from tests.domain.tasks.story import DAY, Story, scope

GP, SCHOOL, HILL = Agency("GP"), Agency("SCHOOL"), Agency("GP", "Hill")
VALUES: Final = ("a", "b")
DIMENSION = st.lists(st.sampled_from([ANY, *VALUES]), min_size=1, max_size=2).map(tuple)
SERVICES = st.sampled_from([Agency(ANY), GP, SCHOOL, HILL, Agency("GP", "Park")])
SCOPES = st.builds(
    Scope,
    subjects=DIMENSION,
    purposes=DIMENSION,
    agencies=st.lists(SERVICES, min_size=1, max_size=2).map(tuple),
    categories=DIMENSION,
    directions=st.sampled_from([(SEEK,), (SHARE,), ("BOTH",), (SEEK, SHARE)]),
)


def points() -> Iterator[Point]:
    services = (HILL, Agency("GP", "Park"), SCHOOL)
    for one in product(VALUES, VALUES, services, VALUES, (SEEK, SHARE)):
        yield Point(*one)


def is_in(part: WhatHolds, point: Point) -> bool:
    """A card that reads so says yes to it."""
    left_out = part.scope.exclusions
    return covers(part.scope, as_scope(point)) and not (
        point.category in left_out.categories
        or any(may_be_one(one, point.agency) for one in left_out.agencies)
    )


def as_scope(point: Point) -> Scope:
    return Scope(
        (point.subject,),
        (point.purpose,),
        (point.agency,),
        (point.category,),
        (point.direction,),
    )


@given(SCOPES, st.lists(SCOPES, max_size=3))
def test_what_is_read_as_agreed_is_all_that_no_later_no_reaches_and_nothing_else(
    yes: Scope, noes: list[Scope]
) -> None:
    left = what_holds(yes, noes)
    for point in points():
        agreed = covers(yes, as_scope(point))
        is_no = any(reaches(no, point, ()) is not Reach.NOT for no in noes)
        if is_no and agreed:
            # Where it cannot be cut out, the card says that some of it is a no.
            assert all(part.less for part in left if is_in(part, point))
        assert not agreed or is_no or any(is_in(part, point) for part in left)
        assert agreed or not any(is_in(part, point) for part in left)


def two_children() -> Story:
    """Amina and Yusuf, of whom their mother agreed to the surgery and the school at once."""
    story = family()
    story.make(ChildAdded, child="yu", names="Yusuf", dob=date(2017, 2, 1))
    story.adult("mum", "yu").adult("dad", "yu").told("yu", "mum")
    both = scope("ng", "yu", agencies=(GP, SCHOOL), purposes=("AGENCY_CHECKS", "CIN_PLAN"))
    answer(story, "mum", scope=both, response="both")
    return story.later(2 * DAY)


def cards(story: Story) -> list[tuple[list[str], list[str]]]:
    return [
        (part["about"], part["who"])
        for one in view_of(story, "mum")["agreed"]
        for part in one["parts"] or [one]
    ]


def test_a_yes_taken_back_for_one_child_is_read_of_the_other_alone() -> None:
    story = two_children()
    whole = msgspec.structs.replace(Scope(), subjects=("yu",))
    answer(story, "mum", "WITHDRAWN", scope=whole, response="not-yusuf")
    (card,) = view_of(story, "mum")["agreed"]
    assert (card["about"], card["parts"]) == (["Zz"], [])
    assert [one["about"] for one in view_of(story, "mum")["said_no"]] == [["Yusuf"]]


def test_what_is_taken_back_for_one_child_of_one_service_is_read_child_by_child() -> None:
    story = two_children()
    answer(story, "mum", "WITHDRAWN", scope=Scope(subjects=("yu",), agencies=(SCHOOL,)))
    surgery, school = "Your doctor's surgery", "School"
    assert cards(story) == [(["Zz"], [surgery, school]), (["Yusuf"], [surgery])]
    (card,) = view_of(story, "mum")["agreed"]
    assert (card["about"], card["who"]) == (["Zz", "Yusuf"], [surgery, school])
    # For the one child after the other it is taken back for both: nothing of it is agreed.
    answer(story, "mum", "WITHDRAWN", scope=Scope(subjects=("yu",)))
    answer(story, "mum", "WITHDRAWN", scope=Scope(subjects=("ng",)))
    assert cards(story) == []
    (over,) = view_of(story, "mum")["ended"]
    assert over["because"] == "You changed your mind"


def test_a_service_that_is_left_out_of_any_is_named_beside_it() -> None:
    story = family()
    answer(story, "mum", scope=scope(agencies=(Agency(ANY),)))
    story.later(2 * DAY)
    answer(story, "mum", "REFUSED", scope=Scope(agencies=(SCHOOL,)))
    (card,) = view_of(story, "mum")["agreed"]
    assert card["you_said_no_to"] == ["School"]


def test_more_parts_than_anybody_reads_are_said_in_one_word() -> None:
    names = "abcdefghijklmno"
    yes = Scope(subjects=tuple(names), agencies=tuple(Agency(one) for one in names))
    noes = [Scope(subjects=(one,), agencies=(Agency(one),)) for one in names]
    assert len(what_holds(yes, noes[:11])) == 12
    assert what_holds(yes, noes) == (WhatHolds(yes, less=True),)
