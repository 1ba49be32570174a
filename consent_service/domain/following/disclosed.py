"""What was asked of agencies and told to them, what came of each, and what of it no agreement or
decision reached. Plain values. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from ..answers import Safe
from ..file.held import Held, in_order
from ..file.view import View
from ..file.whatwaits import with_what_stands
from ..memo import worked_out_once
from ..recorded.compared import DisclosureCompared
from ..recorded.event import said_of
from ..recorded.events import AuthorisationMade, Response
from ..recorded.falling import MANAGERS
from ..recorded.practice import (
    AgencyReplied,
    DisclosureRecorded,
    DisclosureReviewed,
    StopNoticeSent,
    TellingRecorded,
)
from ..safety.telling import kept_from, telling_anybody
from ..said.travelling import Contacted, travelling
from .awaited import answered_at, is_to_answer, replies_to, reply_by

#: After one of these an agency holds us up until it has sent what it has.
_HOLDS_UP: Final = frozenset({"DELAYED", "WOULD_NOT"})

_OF_A_DISCLOSURE: Final = (
    *("enquiry", "subjects", "agency", "recipient", "categories", "purpose", "direction", "basis"),
    *("rests_on", "check", "summary", "words_sent", "sent_via", "identity_checked"),
    "fact_or_opinion_marked",
)


class FamilyKnows(StrEnum):
    """Whether the family knows of a disclosure."""

    TOLD = "TOLD"
    NOT_SAFE = "NOT_SAFE"
    NOT_YET = "NOT_YET"


def in_turn(view: View) -> list[Held[DisclosureRecorded]]:
    """Every disclosure that was not found to be an error, oldest first, and nothing worked out of
    it yet: a list shows a page of them.
    """
    return sorted(view.holding[DisclosureRecorded], key=in_order)


def shown(view: View, some: Iterable[Held[DisclosureRecorded]]) -> list[dict[str, Any]]:
    """What is shown of these, codes kept."""
    taken_back: dict[str, list[Contacted]] = {}
    for withdrawal in travelling(view):
        for contacted in withdrawal.contacted:
            taken_back.setdefault(contacted.disclosure, []).append(contacted)
    against = comparisons(view)
    return [
        {
            **_shown(view, held, taken_back.get(held.event.disclosure, ())),
            "held_against": _held_against(view, held, against.get(held.event.disclosure)),
        }
        for held in some
    ]


def _shown(
    view: View, held: Held[DisclosureRecorded], taken_back: Sequence[Contacted]
) -> dict[str, Any]:
    made = held.event
    return {
        "id": made.disclosure,
        "at": held.effective_at,
        "recorded_at": held.recorded_at,
        "by": {"id": held.by, "role": held.role},
        **said_of(made, *_OF_A_DISCLOSURE),
        "telling": _telling(view, made),
        "stop_notice": _stop_notice(view, made, taken_back),
        "reply": _reply(view, held),
        "rested_on_error_since": wrong_since(view, held),
        "to_be_seen_since": is_still_to_be_seen(view, held),
        "seq": held.seq,
    }


def _held_against(
    view: View, held: Held[DisclosureRecorded], compared: Held[DisclosureCompared] | None
) -> dict[str, Any] | None:
    """What it was found to be when it was recorded; None for what was not held against anything."""
    if compared is None:
        return None
    look = looked_at(view, held)
    return {
        **said_of(
            compared.event, "verdict", "reasons", "rests_otherwise", "written_after", "words"
        ),
        "to_be_seen": is_to_be_seen(compared.event),
        "seen_at": None if look is None else look.effective_at,
    }


def _telling(view: View, made: DisclosureRecorded) -> dict[str, Any]:
    """Who was told of it: under its own id, or that of the use of share-now it rests on."""
    known_as = {made.disclosure} | (set(made.rests_on) if made.basis == "SHARE_NOW" else set())
    told = view.by[TellingRecorded, "about"]
    tellings = [held for id in known_as for held in told.get(id, ())]
    said = {held.event.person: held for held in sorted(tellings, key=in_order)}
    ids = sorted(known_as)
    safe = telling_anybody(view, ids)
    if any(held.event.told for held in said.values()):
        state = FamilyKnows.TOLD
    else:
        state = FamilyKnows.NOT_SAFE if said or safe is Safe.NO else FamilyKnows.NOT_YET
    return {
        "state": state,
        "safe_to_tell": safe,
        "not_safe_for": sorted(kept_from(view, ids)),
        "people": [
            {
                "person": person,
                **said_of(held.event, "told", "reason", "review_on"),
                "at": held.effective_at,
            }
            for person, held in said.items()
        ],
    }


def _stop_notice(
    view: View, made: DisclosureRecorded, taken_back: Sequence[Contacted]
) -> dict[str, Any]:
    """How far the notice of the last withdrawal has come; and, without one, any that was sent."""
    sent = [h.effective_at for h in view.by[StopNoticeSent, "disclosure"].get(made.disclosure, ())]
    if not taken_back:
        return {
            "state": "SENT" if sent else "NOT_NEEDED",
            "sent_at": min(sent, default=None),
            "acknowledged_at": None,
            "look_at_this_again": False,
            "looked_at": None,
        }
    last = taken_back[-1]
    return {
        "state": last.notice,
        "sent_at": last.notice_sent_at,
        "acknowledged_at": last.acknowledged_at,
        "look_at_this_again": any(c.to_review and c.reviewed_at is None for c in taken_back),
        "looked_at": last.reviewed_at,
    }


def _reply(view: View, held: Held[DisclosureRecorded]) -> dict[str, Any]:
    replies = replies_to(view, held.event.disclosure)
    last, answered = (replies[-1] if replies else None), answered_at(replies)
    lost, by = _time_lost(view, held, replies), reply_by(held, replies)
    waited = (answered or view.as_of) - held.effective_at
    return {
        "state": None if last is None else last.event.outcome,
        "at": None if last is None else last.effective_at,
        "because": None if last is None else last.event.because,
        # What an earlier answer said is not gone with the next.
        "words": "\n".join(h.event.words for h in replies if h.event.words) or None,
        "escalated_to": next(
            (h.event.escalated_to for h in reversed(replies) if h.event.escalated_to), None
        ),
        "reply_by": by,
        "overdue": by is not None and by < view.as_of and answered is None,
        "minutes_waiting": _minutes(waited) if is_to_answer(held, replies) else None,
        "minutes_lost": None if lost is None else _minutes(lost),
        "still_waiting": lost is not None and answered is None,
    }


def _minutes(waited: timedelta) -> int:
    return max(0, int(waited.total_seconds() // 60))


def holds_up(replies: Sequence[Held[AgencyReplied]]) -> bool:
    """Whether an agency was late or would not, for a time at least."""
    return any(h.event.outcome in _HOLDS_UP for h in replies)


def _time_lost(
    view: View, held: Held[DisclosureRecorded], replies: Sequence[Held[AgencyReplied]]
) -> timedelta | None:
    """From being asked to sending, where the agency was late or would not; None where it was
    neither. Until it has sent something, up to now.
    """
    if not holds_up(replies):
        return None
    ended = answered_at(replies) or view.as_of
    return max(ended - held.effective_at, timedelta(0))


def is_to_be_seen(compared: DisclosureCompared) -> bool:
    """A manager looks at it: what stood on record did not reach all of it, or what it was said to
    rest on is something else.
    """
    covered = compared.verdict in ("COVERS", "NOT_BY_AGREEMENT")
    return not covered or bool(compared.rests_otherwise)


def wrong_since(view: View, made: Held[DisclosureRecorded]) -> datetime | None:
    """Since when what it rested on is known to be an error: an answer nobody gave, or a decision
    nobody made. What it was found to be when it was made stays. None while none of it is.
    """
    struck = _struck_grounds(view) if made.event.rests_on else {}
    since = [struck[id] for id in made.event.rests_on if id in struck]
    return max(since) if since else None


@worked_out_once
def _struck_grounds(view: View) -> Mapping[str, datetime]:
    """By id: since when it is known to be an error."""
    found: dict[str, datetime] = {}
    stands = with_what_stands(view.read, view.known)
    for held in (*stands.responses, *stands.of(AuthorisationMade)):
        if (at := held.struck_at) is not None and held.is_struck(view.known):
            id = _id_of(held.event)
            found[id] = max(at, found.get(id, at))
    return found


def _id_of(ground: Response | AuthorisationMade) -> str:
    return ground.authorisation if isinstance(ground, AuthorisationMade) else ground.response


def is_still_to_be_seen(view: View, made: Held[DisclosureRecorded]) -> datetime | None:
    """Since when a manager who did not record it is to look at it; None where nobody is."""
    compared, wrong = comparisons(view).get(made.event.disclosure), wrong_since(view, made)
    if wrong is not None and not any(one.recorded_at >= wrong for one in _looks(view, made)):
        return wrong
    if compared is None or not is_to_be_seen(compared.event):
        return None
    return compared.recorded_at if looked_at(view, made) is None else None


@worked_out_once
def comparisons(view: View) -> Mapping[str, Held[DisclosureCompared]]:
    """By disclosure: what it was found to be when it was recorded."""
    return {held.event.disclosure: held for held in view.recorded[DisclosureCompared]}


def looked_at(view: View, made: Held[DisclosureRecorded]) -> Held[DisclosureReviewed] | None:
    """The first look of a manager who did not record it."""
    return next(_looks(view, made), None)


def _looks(view: View, made: Held[DisclosureRecorded]) -> Iterator[Held[DisclosureReviewed]]:
    reviews = view.by[DisclosureReviewed, "disclosure"].get(made.event.disclosure, ())
    return (r for r in reviews if r.role in MANAGERS and r.by != made.by)
