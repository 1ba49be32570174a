"""Months and times of day as people type them: `5`, `May`, `sept`; `14:30`, `14.30`, `1430`, `2pm`.

Whatever may be meant in two ways is none: `230` could be one time or another with a digit missing.
"""

from __future__ import annotations

import re
from calendar import month_name
from typing import Final

_MONTHS: Final = {name.lower(): number for number, name in enumerate(month_name) if name}
#: So many letters tell one month from another.
_SHORTEST: Final = 3
_TIME: Final = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))?\s*([ap])?\.?\s*(?:m\.?)?", re.ASCII)
_BARE: Final = re.compile(r"\d{1,3}", re.ASCII)
_HALF_A_DAY: Final = 12
_SHORT_YEAR: Final = re.compile(r"\d{2}", re.ASCII)
#: From here on two digits are a year of the last century.
_OF_LAST_CENTURY: Final = 40


def month_of(typed: str) -> str:
    """The number of the month that was typed by name, whole or short; else what was typed."""
    name = typed.lower().rstrip(".")
    named = [n for month, n in _MONTHS.items() if len(name) >= _SHORTEST and month.startswith(name)]
    if name == "sept":
        return "9"
    return str(named[0]) if len(named) == 1 else typed


def year_of(typed: str) -> str:
    """The year of which only the last two digits were typed, as on any paper form; else what was
    typed. It is read back whole.
    """
    if not _SHORT_YEAR.fullmatch(typed):
        return typed
    return f"{20 if int(typed) < _OF_LAST_CENTURY else 19}{typed}"


def month_named(typed: str) -> str:
    """The month by its name, however it was typed; what is none, as it was typed."""
    number = month_of(typed).lstrip("0")
    return next((m.capitalize() for m, n in _MONTHS.items() if str(n) == number), typed)


def clock_of(typed: str) -> tuple[int, int] | None:
    """Hours and minutes; None for what is no time of day."""
    said = typed.strip().lower()
    at = _TIME.fullmatch(said)
    if at is None or _BARE.fullmatch(said) or (said.endswith("m") and at[3] is None):
        return None
    hours, minutes = int(at[1]), int(at[2] or 0)
    if at[3] is not None:
        if not 1 <= hours <= _HALF_A_DAY:
            return None
        hours = hours % _HALF_A_DAY + (_HALF_A_DAY if at[3] == "p" else 0)
    return (hours, minutes) if hours < 24 and minutes < 60 else None
