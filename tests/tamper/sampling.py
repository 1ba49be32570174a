"""Of a long list of cases every day takes a part, always the same; a campaign takes all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pytest

from tests.tamper.case import Case

#: One of so many is tried every day. A change to what they are about runs the whole list (.ci/run).
EACH: Final = 12


def sampled(cases: Mapping[str, Case]) -> pytest.MarkDecorator:
    """Run a test for each of these cases, as `name` and `case`: every twelfth, and the rest
    at length.
    """
    return pytest.mark.parametrize(
        ("name", "case"),
        [
            pytest.param(
                name,
                case,
                id=name,
                marks=() if number % EACH == 0 else (pytest.mark.campaign,),
            )
            for number, (name, case) in enumerate(cases.items())
        ],
    )
