"""Of what could not be worked out of a family nothing stands on any list, and one line in the log
says so: whatever is recorded is more. In a test nothing hides so, unless it says that it does.
"""

from __future__ import annotations

import sys
import traceback
from typing import Any, Final

from consent_service.storage.shown import lists

#: What is logged of a file whose rows could not be made.
NOT_MADE: Final = "list.not_made"

_faults: Final[list[str]] = []


class _Watched:
    """The log of lists, as it is, and what of it is watched."""

    def __init__(self, log: Any) -> None:
        self._log = log

    def __getattr__(self, name: str) -> Any:
        return getattr(self._log, name)

    def error(self, event: str, **said: Any) -> None:
        if event == NOT_MADE:
            _faults.append("".join(traceback.format_exception(*sys.exc_info())))
        self._log.error(event, **said)


def watch() -> None:
    """From now on, in this process."""
    lists.log = _Watched(lists.log)


def faults() -> list[str]:
    """What has gone wrong since this was asked last."""
    found = _faults[:]
    _faults.clear()
    return found
