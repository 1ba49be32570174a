"""When an agreement ends of which nobody said so."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from consent_service.domain.scopes.usualends import usual_end

LAST_OF_AUGUST = datetime(2026, 8, 31, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("purposes", "ends"),
    [
        (("EARLY_HELP_REFERRAL",), datetime(2027, 3, 1, tzinfo=UTC)),
        (("FAMILY_NETWORK_MEETING",), datetime(2026, 12, 1, tzinfo=UTC)),
        (("AGENCY_CHECKS",), datetime(2026, 9, 28, 23, tzinfo=UTC)),
        (("SAFETY_PLAN",), datetime(2026, 9, 28, 23, tzinfo=UTC)),
        (("EARLY_HELP_REFERRAL", "AGENCY_CHECKS"), datetime(2026, 9, 28, 23, tzinfo=UTC)),
    ],
)
def test_it_is_as_long_as_is_usual_for_what_it_is_for_and_the_first_end_counts(
    purposes: tuple[str, ...], ends: datetime
) -> None:
    assert usual_end(purposes, LAST_OF_AUGUST) == ends


def test_for_anything_it_is_the_shortest() -> None:
    assert usual_end(("*",), LAST_OF_AUGUST) == usual_end(("STRATEGY_DISCUSSION",), LAST_OF_AUGUST)
