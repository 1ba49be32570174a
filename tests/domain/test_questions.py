"""The few questions by which a file is known stand for every question that can be asked of it."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from consent_service.domain.codes import codes
from consent_service.domain.file.bounds import Steps
from consent_service.domain.said.questions import one_of_each_kind
from consent_service.domain.scopes.containing import misses
from consent_service.domain.scopes.scope import (
    ANY,
    BOTH,
    SEEK,
    SHARE,
    Agency,
    Exclusions,
    Point,
    Reach,
    Scope,
    excludes,
    overlaps,
)
from consent_service.domain.scopes.services import Service

PEOPLE = ("ann", "ben")
AGENCIES = st.builds(Agency, st.sampled_from([*codes("agencies"), ANY]))


def some(*values: str, least: int = 1) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), min_size=least, max_size=3, unique=True).map(tuple)


SCOPES = st.builds(
    Scope,
    subjects=some(*PEOPLE, ANY),
    purposes=some(*codes("purposes"), ANY),
    agencies=st.lists(AGENCIES, min_size=1, max_size=3).map(tuple),
    categories=some(*codes("categories"), ANY),
    directions=some(SEEK, SHARE, BOTH),
    exclusions=st.builds(
        Exclusions,
        agencies=st.lists(AGENCIES, max_size=2).map(tuple),
        categories=some(*codes("categories"), least=0),
    ),
)


@st.composite
def near(draw: st.DrawFn, scope: Scope) -> Point:
    """A question in which this has a part, or all but one."""

    def one_of(name: str, said: tuple[str, ...]) -> str:
        every = [*codes(name)]
        named = [value for value in said if value in every]
        return draw(st.sampled_from(named or every))

    agencies = (*scope.agencies, *scope.exclusions.agencies)
    kinds = draw(st.sampled_from([scope.categories, scope.exclusions.categories]))
    return Point(
        draw(st.sampled_from(PEOPLE)),
        one_of("purposes", scope.purposes),
        Agency(one_of("agencies", tuple(one.type for one in agencies))),
        one_of("categories", kinds),
        draw(st.sampled_from([SEEK, SHARE])),
    )


TOLD_APART = st.frozensets(st.sampled_from([*codes("purposes"), *codes("categories")]), max_size=2)


def reached(scopes: list[Scope], point: Point) -> list[tuple[bool, Reach, Reach]]:
    """How each contains the question as a yes, reaches it as a no, and leaves it out."""
    return [
        (not misses(scope, point), overlaps(scope, point, ()), excludes(scope, point))
        for scope in scopes
    ]


@given(st.lists(SCOPES, min_size=1, max_size=3), TOLD_APART, st.data())
def test_what_an_answer_is_about_is_reached_alike_in_one_of_the_questions(
    scopes: list[Scope], told_apart: frozenset[str], data: st.DataObject
) -> None:
    point = data.draw(near(scopes[0]))
    alike = reached(scopes, point)
    # What is left out of a yes, in a direction that nobody spoke of, changes nobody's answer.
    assume(any(contained or reach for contained, reach, _ in alike))
    people = {person: (person,) for person in PEOPLE}
    questions = list(one_of_each_kind(people, scopes, told_apart, ()))
    assert any(
        reached(scopes, question) == alike
        for question in questions
        if question.subject == point.subject
        and all(
            theirs == ours or not {theirs, ours} & told_apart
            for theirs, ours in (
                (question.purpose, point.purpose),
                (question.category, point.category),
            )
        )
    )
    assert len(set(questions)) == len(questions)


def test_what_types_tell_apart_is_the_same_remembered_or_not_and_takes_as_much() -> None:
    few = [
        Scope(agencies=(Agency("GP"), Agency("SCHOOL")), categories=("CHILD_HEALTH",)),
        Scope(exclusions=Exclusions(agencies=(Agency("GP"),), categories=("EDUCATION",))),
    ]
    people = {one: (one,) for one in PEOPLE}
    seen = []
    # Twelve of the same are more than are remembered.
    for scopes in (few, few, few * 6):
        for listed in ((), (Service("s1", "GP", ("Hillside",)),)):
            steps = Steps(10**6)
            every = one_of_each_kind(people, scopes, frozenset(), listed, steps=steps)
            seen.append(([*every], steps.taken))
    points, taken = seen[0]
    assert points
    assert [found for found, _ in seen] == [points] * len(seen)
    assert [took for _, took in seen[:4]] == [taken] * 4
