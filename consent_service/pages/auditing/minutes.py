"""A minute of the past as its address says it, and how it is kept open for a day."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from ...domain.file.opened import MINUTE_OPEN_FOR
from .whole import HOME

CLOCKS: Final = ("as_of", "known_at")
#: Without a colon: whoever has to say first who they are, or why they look, is led back by what
#: `pages/wanted.py` takes, and there is no escape in that.
_PLAIN: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2})([0-9]{2})([0-9]{2}Z)")


def address(file: str, as_of: str, known_at: str) -> str:
    """Of what was on file at a time, from what had been recorded by another."""
    when = "&".join(
        f"{name}={at.replace(':', '')}" for name, at in zip(CLOCKS, (as_of, known_at), strict=True)
    )
    return f"{HOME}/files/{file}?{when}"


def said(arguments: Mapping[str, str]) -> dict[str, str]:
    """The times in an address, as operations take them."""
    given = {name: arguments.get(name, "") for name in CLOCKS}
    return {name: _PLAIN.sub(r"\1:\2:\3", at) for name, at in given.items() if at}


def open_until(opened: list[Mapping[str, Any]], who: str, minute: str) -> str | None:
    """Until when a minute lies open to somebody who kept it; None where they did not."""
    kept = [one["at"] for one in opened if one["by"] == who and one["minute"] == minute]
    return _a_day_after(max(kept)) if kept else None


def _a_day_after(at: str) -> str:
    return (datetime.fromisoformat(at) + MINUTE_OPEN_FOR).isoformat()
