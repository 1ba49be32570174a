"""What asks the door half way: it gives out what is to be put on record, and goes on from what that
came to. So whoever carries it out may wait in their thread for it, or let the thread go meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Final, Protocol, TypeAlias, TypeVar

from ...storage.door.lanes import OtherThreads
from ...storage.door.records import Records
from ...storage.door.requests import Recorded, Request

_T = TypeVar("_T")

Asking: TypeAlias = Generator[Request, Recorded, _T]

#: Where a call of the application has whoever takes its reply later, if they do.
LATER: Final = "front.later"


class AnswersLater(OtherThreads, Protocol):
    """Whoever takes a reply when it is there, from whichever thread has it."""

    def answer(self, make: Callable[[], tuple[int, list[tuple[str, str]], bytes] | None]) -> None:
        """Reply what this makes; nothing where it is to be told later still."""


def carried_out(asking: Asking[_T], records: Records) -> _T:
    """What it comes to, each of its questions waited for."""
    try:
        request = next(asking)
        while True:
            try:
                came = records.run(request)
            except Exception as error:  # noqa: BLE001 - it is told
                request = asking.throw(error)
            else:
                request = asking.send(came)
    except StopIteration as end:
        found: _T = end.value
        return found
