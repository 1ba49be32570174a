"""What somebody should know about what they have just recorded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from .compared import DisclosureCompared
from .content import Content
from .event import Event
from .events import AuthorisationMade
from .folding import Stamp
from .plausible import implausible
from .practice import DecisionRequested, NotShareDecided
from .view import View

#: What stood on record when something was done, where it did not reach all of it.
_THEN = {
    "DOES_NOT_COVER": "NOT_AGREED_THEN",
    "COVERS_PARTLY": "PARTLY_AGREED_THEN",
    "NOT_KNOWN": "NOT_KNOWN_THEN",
}

#: For partners that are not public authorities (`domain.md` 1, Data (Use and Access) Act 2025).
_OF_OTHERS = ("6_1_EA_RECOGNISED_LI_SAFEGUARDING", "6_1_F_LEGITIMATE_INTERESTS")


#: A worker's clock may be a little behind ours.
_LATE: Final = timedelta(minutes=5)


#: Who acts for themselves, or for a person or an agency: they read of their own answers alone.
_NOT_OURS: Final = frozenset({"PARENT", "YOUNG_PERSON", "ADVOCATE", "PARTNER_REP"})


def notices_of(content: Content, stamp: Stamp, view: View | None) -> Iterator[str]:
    """Codes of `notices` for an entry of the file that `view` shows with it. What looks like a
    mistake is said to staff alone: it may rest on what others said. The service shows what follows
    from somebody's own answers; it does not decide.
    """
    event = content.event
    yield from _of_the_event(event, stamp.at)
    if view is not None and content.by.role not in _NOT_OURS:
        for fact in view.file.of(type(event)):
            if fact.seq == stamp.seq:
                yield from implausible(view, fact)


def _of_the_event(event: Event, at: datetime) -> Iterator[str]:
    test = event.duty_test if isinstance(event, AuthorisationMade | NotShareDecided) else None
    if test is not None and test.says_share:
        yield "LAW_SAYS_SHARE"
    if isinstance(event, AuthorisationMade):
        if at - event.effective_at > _LATE:
            yield "WRITTEN_DOWN_LATE"
        if event.lawful_basis.art6 == "6_1_A_CONSENT":
            yield "CONSENT_IS_A_WEAK_BASIS"
        if event.lawful_basis.art6 in _OF_OTHERS:
            yield "BASIS_OF_OTHERS"
    if isinstance(event, DecisionRequested | NotShareDecided):
        yield "SHARE_NOW_IF_YOU_CANNOT_WAIT"
    if isinstance(event, DisclosureCompared):
        if event.verdict in _THEN:
            yield _THEN[event.verdict]
        if event.written_after:
            yield "WRITTEN_DOWN_AFTER"
        if event.rests_otherwise:
            yield "RESTS_OTHERWISE"
        if event.words == "DIFFER":
            yield "WORDS_DIFFER"
