"""Headers that every reply bears, whoever gives it: the application, or the front before it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

#: Of all replies.
SEALED: Final[Mapping[str, str]] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
#: Of those that say nothing else. What auditors are given is the same for ever, and a page has
#: its style.
UNLESS_SAID: Final[Mapping[str, str]] = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}
