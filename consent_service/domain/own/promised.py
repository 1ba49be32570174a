"""By when we said that somebody would hear from us, and whether they did. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

import msgspec

from ..file.held import Held, in_order
from ..recorded.practice import ContactMade, KeepInformedAgreed
from ..times import LONDON

#: Older ones tell nobody anything about the next.
_MOST: Final = 6


class Promise(msgspec.Struct, frozen=True):
    """By which day, and the day on which we were in touch; None where that is not known here."""

    by: date
    kept_on: date | None


def promises(
    agreed: Sequence[Held[KeepInformedAgreed]], made: Sequence[Held[ContactMade]]
) -> list[Promise]:
    """The last of them, in order. Each is met by the first time that we were in touch after it was
    given. One that another took the place of, before its day, was moved and not broken.
    """
    both: list[Held[KeepInformedAgreed] | Held[ContactMade]] = sorted(
        [*agreed, *made], key=in_order
    )
    found = []
    for place, held in enumerate(both):
        by = held.event.next_contact_due
        if by is None:
            continue
        then = next(
            (
                one
                for one in both[place + 1 :]
                if isinstance(one.event, ContactMade) or _day(one) <= by
            ),
            None,
        )
        if then is None or isinstance(then.event, ContactMade):
            found.append(Promise(by, None if then is None else _day(then)))
    return found[-_MOST:]


def _day(held: Held[KeepInformedAgreed] | Held[ContactMade]) -> date:
    return held.effective_at.astimezone(LONDON).date()
