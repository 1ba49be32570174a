"""Numbers by which others know somebody, or reach them, and how each of them tells a mistype."""

from __future__ import annotations

import re
from typing import Final

#: The letters of a unique pupil number: I, O and S are left out, because they look like digits.
_UPN_LETTERS: Final = "ABCDEFGHJKLMNPQRTUVWXYZ"
_UPN: Final = re.compile(rf"[{_UPN_LETTERS}][0-9]{{11}}[0-9{_UPN_LETTERS}]")

#: Digits of a mobile telephone's number.
_MOBILE: Final = 11


def is_nhs_number(value: str) -> bool:
    """Ten digits of which the last is a check digit, modulus 11 (NHS Data Dictionary).

    Ten equal digits can pass the arithmetic and are what people type to get past a form.
    """
    digits = "".join(value.split())
    if len(digits) != 10 or not (digits.isascii() and digits.isdigit()) or len(set(digits)) == 1:
        return False
    *counted, check = (int(digit) for digit in digits)
    total = sum(weight * digit for weight, digit in zip(range(10, 1, -1), counted, strict=True))
    # A remainder that calls for a check digit of 10 equals none: such numbers are not issued.
    return (11 - total % 11) % 11 == check


def is_upn(value: str) -> bool:
    """A unique pupil number: a check letter, modulus 23, and twelve characters of which the last
    of a temporary one is a letter (Department for Education, UPN guide).
    """
    upn = "".join(value.split()).upper()
    if _UPN.fullmatch(upn) is None:
        return False
    worth = [int(c) if c.isdigit() else _UPN_LETTERS.index(c) for c in upn[1:]]
    total = sum(weight * each for weight, each in enumerate(worth, 2))
    return _UPN_LETTERS[total % 23] == upn[0]


def is_whole_mobile(value: str) -> bool:
    """A number of a mobile telephone here has eleven digits; of another number nobody can say."""
    digits = "".join(filter(str.isdigit, value))
    here = f"0{digits[2:]}" if digits.startswith("44") else digits
    return not here.startswith("07") or len(here) == _MOBILE
