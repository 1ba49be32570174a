"""One view for a file and a moment: whoever looks first changes nothing for the others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from consent_service.domain.answers import encode_answer
from consent_service.domain.deciding.decision import decide
from consent_service.domain.file.casefile import CaseFile
from consent_service.domain.file.view import View
from consent_service.domain.memo import worked_out_once
from consent_service.domain.own import seen_by
from consent_service.domain.standing import standing
from consent_service.domain.tasks import due
from consent_service.domain.tasks.scene import Scene
from tests.domain.scenario_files import Case, read
from tests.domain.shared import disclosed
from tests.domain.strategies import ADULTS, families, questions
from tests.domain.tasks.story import MONDAY
from tests.trying import tried


def _own_view(view: View, person: str) -> Any:
    """What they may see, and of the look that they may have the file that it is at."""
    seen = seen_by(view, person, as_child=False)
    if seen is None:
        return None
    members = msgspec.structs.asdict(seen)
    return {**members, "told": members["told"].file}


#: Everybody who is handed a view, and what they make of it.
LOOKS: dict[str, Callable[[View, Case], Any]] = {
    "deciding": lambda view, case: encode_answer(decide(view, case.policy, case.proposal)),
    "what is due": lambda view, case: due(view, case.policy),
    "standing": lambda view, _: standing(view),
    "what was shared": lambda view, _: disclosed(view),
    "own view": lambda view, _: [_own_view(view, person) for person in ADULTS],
    "people": lambda view, case: Scene(view, case.policy).people,
}


@tried(2, at_length=200)
@given(facts=families(), question=questions(), order=st.permutations(sorted(LOOKS)))
def test_one_view_says_to_everybody_what_one_of_their_own_would(
    facts: dict[str, Any], question: dict[str, Any], order: list[str]
) -> None:
    case = read(facts, question)
    shared = View(case.file, case.as_of, case.known_at)
    for who in order:
        alone = View(case.file, case.as_of, case.known_at)
        assert LOOKS[who](shared, case) == LOOKS[who](alone, case), who


@tried(3, at_length=200)
@given(facts=families(), question=questions(), order=st.permutations(sorted(LOOKS)))
def test_a_view_that_was_let_go_says_the_same_to_whoever_has_it_still(
    facts: dict[str, Any], question: dict[str, Any], order: list[str]
) -> None:
    case = read(facts, question)
    shared = View(case.file, case.as_of, case.known_at)
    earlier = shared.at[case.known_at]
    for who in order:
        alone = View(case.file, case.as_of, case.known_at)
        assert LOOKS[who](shared, case) == LOOKS[who](alone, case), who
        shared.let_go()
    assert standing(earlier) == standing(View(case.file, case.known_at, case.known_at))


@tried(2, at_length=200)
@given(facts=families(), question=questions())
def test_a_look_at_another_moment_is_that_of_a_view_made_for_it(
    facts: dict[str, Any], question: dict[str, Any]
) -> None:
    case = read(facts, question)
    shared = View(case.file, case.as_of, case.known_at)
    then = View(case.file, case.known_at, case.known_at)
    assert standing(shared.at[case.known_at]) == standing(then)
    assert shared.at[case.as_of] is shared


@tried(2, at_length=200)
@given(facts=families(), question=questions())
def test_whatever_a_look_at_another_moment_takes_over_is_as_it_was_then(
    facts: dict[str, Any], question: dict[str, Any]
) -> None:
    """What does not turn on the moment is not worked out for each: who is on the file, who is what
    to whom, which conversations there were.
    """
    case = read(facts, question)
    shared = View(case.file, case.as_of, case.known_at)
    for moment in {fact.effective_at for fact in case.file.every()}:
        then, alone = shared.at[moment], View(case.file, moment, case.known_at)
        for taken, made in zip(then.readings, alone.readings, strict=True):
            assert taken.children == made.children
            assert taken.adults == made.adults
            assert taken.standings == made.standings
            assert taken.conversations == made.conversations


def test_what_a_rule_makes_of_a_look_is_worked_out_once_and_of_what_else_it_is_asked_about() -> (
    None
):
    asked: list[object] = []

    @worked_out_once
    def rule(view: View, *about: str) -> object:
        asked.append((view, about))
        return object()

    view, other = (View(CaseFile(id=one), MONDAY, MONDAY) for one in ("one", "other"))
    assert rule(view) is rule(view)
    assert rule(view, "mum") is rule(view, "mum") is not rule(view)
    assert rule(other) is not rule(view)
    assert asked == [(view, ()), (view, ("mum",)), (other, ())]
