"""Working days are England's, by the calendar that is kept for all countries."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

from holidays import country_holidays

from consent_service.domain.workingdays import is_working_day

#: From before anybody's birth of whom a file tells, to after whatever is planned.
_YEARS = range(1990, 2061)


def test_every_day_is_a_working_day_or_none_as_the_calendar_of_england_says() -> None:
    holidays = country_holidays("GB", subdiv="ENG", years=_YEARS)
    days = (date(_YEARS.start, 1, 1) + timedelta(days=n) for n in range(365 * len(_YEARS)))
    assert all(is_working_day(day) == (day.weekday() < 5 and day not in holidays) for day in days)


def test_the_calendars_of_other_countries_are_not_imported() -> None:
    asked = (
        "import sys; from datetime import date\n"
        "from consent_service.domain.workingdays import is_working_day\n"
        "assert not is_working_day(date(2026, 12, 25))\n"
        "print(*(one for one in sys.modules if one.startswith('holidays.countries')))"
    )
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert said.stdout.split() == []
