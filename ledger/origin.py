"""The name of a ledger.

An origin says which service and which authority, like `records.example.org/north`, and never
changes: it is in every entry and in every checkpoint. It is also used as a key name (C2SP
tlog-checkpoint says a log's key name should equal its origin), which rules out spaces and `+`.
"""

from __future__ import annotations

import re
from typing import Final

from ledger.errors import MalformedOrigin

# Printable ASCII but for space, `"`, `+` and `\`. Why not allow all of Unicode? Then the same
# name could be written two ways (NFC, NFD), and the canonical JSON of an entry would need
# escapes. Two names that look alike are one more thing an auditor would have to check.
ORIGIN_PATTERN: Final = r"[!#-*,-\[\]-~]{1,255}"
_fullmatch = re.compile(ORIGIN_PATTERN).fullmatch


def check_origin(origin: str) -> str:
    """Return `origin` if a ledger can be called that: 1 to 255 printable ASCII characters
    without space, quotation mark, plus or backslash. Raises MalformedOrigin."""
    if _fullmatch(origin) is None:
        raise MalformedOrigin(
            f"{origin!r} cannot name a ledger: use 1 to 255 printable ASCII characters "
            "without space, quotation mark, plus or backslash."
        )
    return origin
