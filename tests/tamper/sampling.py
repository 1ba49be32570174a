"""Of a long list of cases the tests take another part each day; a campaign takes all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

import pytest

from tests.tamper.case import Case

#: After so many days each case has been run.
DAYS: Final = 6


def today(cases: Mapping[str, Case]) -> pytest.MarkDecorator:
    """Run a test for each of these cases, as `name` and `case`: today's, and the rest at length."""
    day = datetime.now(UTC).toordinal() % DAYS
    return pytest.mark.parametrize(
        ("name", "case"),
        [
            pytest.param(
                name,
                case,
                id=name,
                marks=() if number % DAYS == day else (pytest.mark.campaign,),
            )
            for number, (name, case) in enumerate(cases.items())
        ],
    )
