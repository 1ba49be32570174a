"""The field for a month, or a year, of which no day is known."""

from __future__ import annotations

from typing import Any, Final

from marshmallow import fields

from .fields import Strict, declared, matched

_MONTH: Final = r"^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])$"
_MONTH_OR_YEAR: Final = r"^(19|20|21)[0-9]{2}(-(0[1-9]|1[0-2]))?$"


class MonthOrYear(Strict, fields.String):
    """A month, as in 2024-03; or a year alone, unless it is a month that is asked for."""

    def __init__(self, *, is_month: bool = False, **options: Any) -> None:
        self.pattern = _MONTH if is_month else _MONTH_OR_YEAR
        super().__init__(**declared(options, pattern=self.pattern))

    def read(self, value: Any) -> str:
        """The month or year, from 1900 to 2199."""
        or_year = ", or a year, such as 2026." if self.pattern == _MONTH_OR_YEAR else "."
        return matched(self.pattern, value, f"Give a month, such as 2026-03{or_year}")
