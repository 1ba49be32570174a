"""What to know of an enquiry that was just closed, and of what was shared at once. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from .event import Event
from .events import EnquiryClosed
from .goingon import HANDED_ON
from .owning import ClosingGapExplained
from .sharingatonce import ShareNowRecorded


def notices_of_ending(event: Event) -> Iterator[str]:
    """What it lacks, or means, by code."""
    match event:
        case ShareNowRecorded(shared=True, disclosure=None):
            yield "SHARED_NOT_ALL_SAID"
        case EnquiryClosed(reason="ENTERED_IN_ERROR"):
            yield "COUNTS_AS_NEVER_OPENED"
            if not event.words:
                yield "ERROR_WITHOUT_WORDS"
        case EnquiryClosed(owner=None, team=None) if event.reason in HANDED_ON:
            yield "HANDED_ON_TO_NOBODY"
        case ClosingGapExplained() if not event.says_why:
            yield "GAP_WITHOUT_WORDS"
