"""What was shared at once and is not all written down yet: nothing of what was typed is lost, and
the rest is asked for. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ..file.held import Held, by_place, in_order
from ..file.view import View
from ..recorded.practice import DisclosureRecorded
from ..recorded.sharingatonce import ShareNowRecorded, not_said_yet
from ..scopes.scope import Agency, contains

_SAID: Final = (
    *("subjects", "agency", "categories", "purpose", "direction", "summary", "words_sent"),
    *("recipient", "sent_via", "reply_by", "safe_to_tell", "not_safe_for"),
    *("check", "identity_checked", "fact_or_opinion_marked"),
)


def not_whole(view: View) -> Iterator[Held[ShareNowRecorded]]:
    """Each record of which something is still asked for, oldest first."""
    for held in sorted(view.holding[ShareNowRecorded], key=in_order):
        is_whole = held.event.disclosure is not None or not held.event.shared
        is_last = not is_whole and goes_on(view, held)[-1].seq == held.seq
        if is_last and not came_to_nothing(view, held):
            yield held


def came_to_nothing(view: View, held: Held[ShareNowRecorded]) -> bool:
    """It was written down in part that something was shared, and later of the same use that nothing
    was in the end: nobody is asked for the rest of it, or to tell anybody of it.
    """
    every = view.by[ShareNowRecorded, "share_now"].get(held.event.share_now, ())
    return held.event.disclosure is None and any(
        one.seq > held.seq and not one.event.shared for one in every
    )


def stands_as_shared(view: View, share_now: str) -> Held[ShareNowRecorded] | None:
    """The first record of a use by which something was shared; None where nothing was."""
    every = view.by[ShareNowRecorded, "share_now"].get(share_now, ())
    shared = (h for h in every if h.event.shared and not came_to_nothing(view, h))
    return min(shared, key=in_order, default=None)


def not_whole_of(
    view: View, share_now: str | None, agency: Agency | None
) -> list[Held[ShareNowRecorded]]:
    """Those of one use that may be about this service."""
    return [
        held
        for held in not_whole(view)
        if held.event.share_now == share_now and _is_same(agency, held.event.said.agency)
    ]


def goes_on(view: View, held: Held[ShareNowRecorded]) -> list[Held[ShareNowRecorded]]:
    """It, and what was written down later of the same contact: of the same use, and of no other
    service. One use may have led to several contacts.
    """
    told = _agencies(view)
    agency = _agency(held, told)
    every = view.by[ShareNowRecorded, "share_now"].get(held.event.share_now, ())
    return [
        one
        for one in sorted(every, key=by_place)
        if one.seq == held.seq
        or (one.seq > held.seq and one.event.shared and _is_same(agency, _agency(one, told)))
    ]


def in_words_of(view: View) -> list[dict[str, Any]]:
    """Each of them with what was said of it, codes kept, and what was not said yet."""
    return [
        {
            "share_now": held.event.share_now,
            "enquiry": held.event.enquiry,
            "at": held.effective_at,
            "recorded_at": held.recorded_at,
            "by": {"id": held.by, "role": held.role},
            "risk": held.event.risk,
            **{name: getattr(held.event.said, name) for name in _SAID},
            "not_said_yet": not_said_yet(held.event.said),
            "seq": held.seq,
        }
        for held in not_whole(view)
    ]


def _agencies(view: View) -> dict[str, Agency]:
    return {one.event.disclosure: one.event.agency for one in view.holding[DisclosureRecorded]}


def _agency(held: Held[ShareNowRecorded], told: dict[str, Agency]) -> Agency | None:
    if held.event.disclosure is not None:
        return told.get(held.event.disclosure)
    return held.event.said.agency


def _is_same(one: Agency | None, other: Agency | None) -> bool:
    """Whether both may be one: nobody said which, or one may be meant by the other."""
    return one is None or other is None or contains(one, other) or contains(other, one)
