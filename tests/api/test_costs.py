"""What a stranger's body may cost: its length is looked at first, and no more than 20 ms is spent.

The processor time of the one thread is measured, so another's work on the machine does not count.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final
from zlib import crc32

import pytest
from marshmallow import ValidationError

from consent_service.actions.refused import Refused
from consent_service.api.asked.bodies import is_immediate, lenient_proposal, lenient_reference
from consent_service.api.edge.reading import MOST_BYTES
from consent_service.strict import parse_object
from tests.api.bodies import BODIES
from tests.sweeping import each

MOST_SECONDS: Final = 0.020


def seconds(work: Callable[[], object]) -> float:
    """The first of thirty runs that is cheap enough, else the least of them: what the work costs,
    without what happened beside it. A machine that others use may take ten times as long for a
    while; what costs too much does so every time.
    """

    def once() -> float:
        begun = time.thread_time()
        work()
        return time.thread_time() - begun

    least = once()
    for _ in range(29):
        least = least if least < MOST_SECONDS else min(least, once())
    return least


def filled(part: str, head: str = '{"a":', tail: str = "}", between: str = "") -> bytes:
    """A body of as many parts as may be sent."""
    room = MOST_BYTES - len((head + tail).encode())
    times = room // len((part + between).encode())
    return (head + between.join([part] * times) + tail).encode()


MARKS: Final = "\u0301\u0323\u0315"
HEBREW: Final = "\u05b0\u05b1\u05bb"
READ: Final = {
    "marks": filled(MARKS, '{"a":"e', '"}'),
    "nesting": filled("["),
    "nesting that is closed": ('{"a":' + "[" * 30_000 + "]" * 30_000 + "}").encode(),
    "nesting, then a text that never ends": filled('\\"', '{"a":' + "[" * 20 + '"', ""),
    "the same, cut off at a backslash": filled('\\"', '{"a":' + "[" * 20 + '"', "\\"),
    "texts that never end": filled('"\\'),
    "quotation marks": filled('"'),
    "empty objects": filled("{}", '{"a":[', "]}", ","),
    "numbers": filled("1", '{"a":[', "]}", ","),
    "objects in objects": filled('{"a":{"a":{"a":{}}}}', '{"a":[', "]}", ","),
    "members": ("{" + ",".join(f'"{n}":1' for n in range(6_000)) + "}").encode(),
    "a member many times": filled('"a":1', "{", "}", ","),
    "a long whole number": filled("9"),
    "a long fraction": filled("9", '{"a":0.'),
    "a long exponent": filled("9", '{"a":1e'),
    "a long key": filled("k", '{"', '":1}'),
    "escapes": filled("\\u0041", '{"a":"', '"}'),
    "lone surrogates": filled("\\ud800", '{"a":"', '"}'),
    "spaces": filled(" "),
    "commas": filled(","),
}


@each("name", of=READ)
def test_reading_any_body_costs_little(name: str) -> None:
    def work() -> None:
        with suppress(Refused):
            is_immediate(parse_object(READ[name]))

    assert seconds(work) < MOST_SECONDS


TEXTS: Final = {
    "marks": "e" + MARKS * 10_000,
    "Hebrew points": "\u05d0" + HEBREW * 10_000,
    "marks on many letters": ("e" + MARKS * 5) * 1_800,
    "what grows when composed": "\ufb2c" * 20_000,
    "what grows when folded": "\ufdfa" * 20_000,
    "Hangul in parts": "\u1112\u1161\u11ab" * 7_000,
    "not seen": "\u00ad\u200d" * 12_000,
    "joiners": "\u0645\u200c" * 12_000,
    "spaces": " " * 60_000,
    "pictures": "\U0001f469\u200d" * 9_000,
}
VALUES: Final = {
    **TEXTS,
    "numbers": [1] * 990,
    "empty objects": [{}] * 990,
    "texts": ["e" + MARKS * 8] * 900,
    "members": {f"m{n}": n for n in range(990)},
    "objects": [{f"{n}": "e" + MARKS} for n in range(490)],
}


@each("name", of=VALUES)
def test_an_immediate_check_costs_little_whatever_stands_beside(name: str) -> None:
    value = VALUES[name]
    for body in (
        {"urgency": "IMMEDIATE", "reference": value},
        {"urgency": "IMMEDIATE", "subjects": value, "categories": value},
        {"urgency": "IMMEDIATE", "agency": {"type": "OTHER_NAMED", "organisation": value}},
        {"urgency": "IMMEDIATE", "agency": value, "purpose": value, "enquiry": value},
    ):

        def work(body: dict[str, Any] = body) -> None:
            lenient_proposal(body)
            lenient_reference(body)

        assert seconds(work) < MOST_SECONDS


@pytest.mark.swept
@pytest.mark.parametrize("every", [4, pytest.param(1, marks=pytest.mark.campaign)])
@pytest.mark.parametrize("schema", BODIES, ids=lambda schema: schema.__name__)
def test_no_member_of_any_body_costs_much(schema: Any, every: int) -> None:
    """Every fourth member each day, beginning with another for each body: members of one kind are
    read by one field, and no body has all its members of a kind of its own.
    """
    most = BODIES[schema][1] if len(BODIES[schema]) > 1 else BODIES[schema][0]
    held = schema()
    for member in list(held.fields)[crc32(schema.__name__.encode()) % every :: every]:
        for name, value in VALUES.items():
            body = {**most, held.fields[member].data_key or member: value}

            def work(body: dict[str, Any] = body) -> None:
                with suppress(ValidationError):
                    held.load(body)

            if (spent := seconds(work)) >= MOST_SECONDS:
                raise AssertionError(f"{member} as {name} costs {spent:.3f} s")
