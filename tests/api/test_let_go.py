"""What was worked out of a family is gone from memory once it was answered and the family is
another since. Nothing of it stays until Python looks through all that there is, which would cost a
third of what is written.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from consent_service.domain.file.view import View
from consent_service.domain.tasks.scene import Scene
from tests.api.running import Family, Running
from tests.api.test_answered_later import Later
from tests.api.test_straight import Both, Sent


@contextmanager
def nobody_looks_for_rubbish() -> Iterator[None]:
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def how_many() -> int:
    return sum(isinstance(one, View | Scene) for one in gc.get_objects())


def writes(covered: Family, number: int) -> Iterator[Sent]:
    no = {"person": covered.father, "answer": "REFUSED", "method": "PHONE_VERBAL"}
    usual = [
        ("conversations", covered.conversation()),
        ("responses", {**no, "scope": covered.scope()}),
        (f"enquiries/{covered.enquiry}/assignments", {"owner": "bench", "team": "Front"}),
    ]
    for what, body in usual:
        key = {"Idempotency-Key": f"{what}-{number}"}
        yield Sent(body, f"{covered.path}/{what}", headers=key)
        yield Sent()


@pytest.mark.each_database
def test_no_look_is_left_by_what_is_answered_and_written(service: Running, covered: Family) -> None:
    both = Both(service, covered)
    later, left = Later(both.straight), list[int]()
    with nobody_looks_for_rubbish():
        for number in range(3):
            for sent in writes(covered, number):
                assert both.ask(sent, later).status in {"200 OK", "201 CREATED"}
            left.append(how_many())
    assert later.taken == 3 * 6
    assert left[0] == left[1] == left[2]
