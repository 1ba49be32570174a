"""What a manager is to confirm says of which family it is and what it would lift: of words that
were said to be no no it named nobody.
"""

from __future__ import annotations

import pytest

from consent_service.domain.recorded.falling import EffectWaits, Fall, FallKind
from consent_service.domain.tasks.confirming import WHAT_FALLS
from tests.domain.tasks.story import family


@pytest.mark.parametrize("people", [(None,), ("mum",), ("mum", "dad"), ("mum", None)])
def test_it_is_of_a_person_or_of_a_child(people: tuple[str | None, ...]) -> None:
    story = family()
    falls = tuple(Fall(FallKind.WORD, "Zz", person) for person in people)
    story.make(EffectWaits, waiting="w", entries=(1,), falls=falls)
    task = story.the("CONFIRM_EFFECT")
    assert (task.person, task.child) == (("mum", None) if people == ("mum",) else (None, "ng"))
    assert task.so_far == "What it would lift: words that may be a no"


def test_each_kind_that_waits_has_a_word() -> None:
    assert set(FallKind) - set(WHAT_FALLS) == {FallKind.PRESSED_ONLINE}
