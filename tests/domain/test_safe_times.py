"""Hours at which a way is safe are read where they are certain, and otherwise by somebody."""

from __future__ import annotations

import pytest

from consent_service.domain.safety.safetimes import times_read
from tests.domain.tasks.story import london

_MONDAY, _TUESDAY, _SUNDAY = "2026-03-09", "2026-03-10", "2026-03-15"


@pytest.mark.parametrize(
    "words",
    [
        *(
            "mon + weds 09:00 - 12:30",
            "Mon & Wed, 9am-12.30pm",
            "mondays and wednesdays 9am to 1pm",
        ),
        *("mon, wed 9 - 15", "mon/wed 09.00-12.30", "mon + weds 09:00 till 12:30"),
    ],
)
def test_a_list_of_days_is_read_however_it_is_joined(words: str) -> None:
    read = times_read(words)
    assert read is not None
    assert read.hold_at(london(_MONDAY, "10:00"))
    assert not read.hold_at(london(_TUESDAY, "10:00"))
    assert not read.hold_at(london(_MONDAY, "08:59"))
    assert not read.hold_at(london(_MONDAY, "21:00"))


def test_days_in_a_row_and_as_they_are_called_together() -> None:
    for words in ("mon-fri 09:00-15:00", "weekdays, 09:00 to 15:00", "mon to fri 9am - 3pm"):
        read = times_read(words)
        assert read is not None
        assert read.hold_at(london(_TUESDAY, "14:00"))
        assert not read.hold_at(london(_SUNDAY, "14:00"))


@pytest.mark.parametrize(
    "words",
    [
        # Of the morning or the evening; by what he does; or no hours.
        *("mon + weds 9 - 12.30", "8 - 10", "9 - 3", "9.30 to 11.30", "mornings", "22:00 to 06:00"),
        *("mon + weds 09:00 - 12:30, when hes on earlies", "not mon 09:00-12:30", "", None),
        *("25:00 - 26:00", "13pm - 14pm", "mon 09:00-12:30 or tues 13:00-14:00", "sat-mon 9am-1pm"),
    ],
)
def test_what_is_not_certain_is_left_to_whoever_reads_it(words: str | None) -> None:
    assert times_read(words) is None
