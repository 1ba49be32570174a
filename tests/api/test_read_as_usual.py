"""A body that comes as it ought to is read past the library: into the same, and nothing else is."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from typing import Any

from marshmallow import Schema, ValidationError

from consent_service.api.edge.body import _UNUSUAL
from tests.api import schemas
from tests.api.bodies import BODIES

ODD: list[Any] = [
    *(None, True, 0, 1.5, "", " ", "GP", "*", "0" * 24, "\u202e", "e" + "\u0301" * 9),
    *([], [None], [[]], [{}], ["a"] * 60, {}, {"type": "GP"}, {"x": 1}),
]


def _come_to(load: Any, body: Any) -> tuple[str, str]:
    try:
        return "read", repr(load(copy.deepcopy(body)))
    except ValidationError as error:
        return "refused", repr(error.messages)


def _places(body: Any) -> Iterator[tuple[Any, Any]]:
    """Each member and each one of a list: what it stands in, and where."""
    keys = list(body) if isinstance(body, dict) else range(len(body) if type(body) is list else 0)
    for key in keys:
        yield body, key
        yield from _places(body[key])


def _changed(body: dict[str, Any], chance: random.Random) -> Iterator[dict[str, Any]]:
    """In a few places, each in one way."""
    count = sum(1 for _ in _places(body))
    for number in chance.sample(range(count), min(count, 6)):
        found = copy.deepcopy(body)
        inside, key = list(_places(found))[number]
        change = chance.choice(("odd", "odd", "gone", "more"))
        if change == "odd":
            inside[key] = chance.choice(ODD)
        elif change == "gone":
            del inside[key]
        elif isinstance(inside[key], dict):
            inside[key]["more"] = 1
        yield found


def test_what_is_read_past_the_library_is_what_the_library_makes_of_it() -> None:
    chance, plain, usual, refused = random.Random(16), 0, 0, 0
    for kind, both in BODIES.items():
        schema = kind()
        plain += schema._is_plain
        for body in (*both, *_changed(both[chance.randrange(2)], chance)):
            as_library = _come_to(lambda one, of=schema: Schema.load(of, one), body)
            assert _come_to(schema.load, body) == as_library, (kind, body)
            is_usual = schema._usual(copy.deepcopy(body)) is not _UNUSUAL
            assert as_library[0] == "read" or not is_usual
            usual, refused = usual + is_usual, refused + (as_library[0] == "refused")
    assert plain >= len(BODIES) - 1
    # Which of them are changed how is drawn: with each new kind of body another way.
    assert min(usual, refused) > 150


def test_a_rule_over_several_members_is_the_librarys_to_ask() -> None:
    assert not schemas.CheckSchema()._is_plain
