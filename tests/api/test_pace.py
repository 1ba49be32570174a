"""How long somebody of a family waits for an answer tells nothing of what it leaves out."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_service.api.edge.pace import STEP, Pace, left_of_step
from consent_service.app import create_app
from tests.api.asking_own import Own, father_of, supported
from tests.api.running import Family, Running


@given(st.floats(0, 30))
def test_what_took_less_or_more_ends_at_the_end_of_its_step(taken: float) -> None:
    whole = (taken + left_of_step(taken)) / STEP
    assert whole == pytest.approx(round(whole))
    assert round(whole) >= 1
    assert 0 <= left_of_step(taken) <= STEP


def test_whatever_takes_less_than_a_step_takes_as_long() -> None:
    assert {round(t + left_of_step(t), 9) for t in (0, 0.002, 0.0029, 0.05, 0.0999)} == {STEP}


@dataclass
class Watch:
    """Shows that each request took what is set; notes after how long each that was held went."""

    took: float = 0.002
    seconds: float = 0.0
    sent_after: list[float] = field(default_factory=list)

    def now(self) -> float:
        self.seconds += self.took
        return self.seconds

    def wait(self, seconds: float) -> None:
        self.sent_after.append(round(self.took + seconds, 9))


def paced(service: Running, watch: Watch) -> Running:
    """The same service, as it is served."""
    pace = Pace(watch.now, watch.wait)
    app = create_app(service.settings, service.clock, pace)
    return Running(service.settings, service.clock, app, engines=service.engines)


def test_whatever_a_family_asks_is_answered_at_the_end_of_a_step(
    service: Running, family: Family
) -> None:
    """Their page, what they do, what an advocate is shown and what none of them may; each as late
    when it took half as long again.
    """
    watch = Watch()
    began = paced(service, watch)
    father = father_of(began, family)
    for watch.took in (0.002, 0.0029, 0.06):
        father.view()
        assert father.post("requests", {"wants": "LETTER"}).status_code == 201
        assert supported(began, family, 0).status_code >= 400
        other = Own(began, family.file, family.child)
        assert other.get().status_code >= 400
    assert watch.sent_after == [STEP] * 12


def test_staff_wait_for_nothing(service: Running, family: Family) -> None:
    watch = Watch()
    began = paced(service, watch)
    began.check(family.file, family.question())
    assert began.get(family.path).status_code == 200
    assert watch.sent_after == []
