"""That what was done was held against what was known when it was done, and what a manager has found
right, though it looks like a mistake.

The law above the classes stands in `events.py`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from msgspec import UNSET, UnsetType

from . import members as m
from .event import Event, Noted
from .members import Disclosure, Ours, code


class DisclosureCompared(Event, frozen=True, kw_only=True, tag="disclosure-compared"):
    """A disclosure was decided as a check would have been at the time at which it was made.

    `basis` is the one claimed, and `verdict` what came of it; `reasons` say why what was not
    covered was not. `written_after` says that somebody had agreed before and that it was written
    down after, on the same day. `rests_otherwise` says in which ways what it was said to rest on
    does not reach it, and `words` how what was sent compares with what the check offered.
    """

    disclosure: Annotated[Disclosure, Ours()]
    basis: Annotated[str, code("disclosure_bases"), Ours()]
    verdict: Annotated[str, code("deed_verdicts"), Ours()]
    words: Annotated[str, code("words_compared"), Ours()]
    reasons: Annotated[tuple[str, ...], code("reasons"), Ours()] = ()
    rests_otherwise: Annotated[tuple[str, ...], code("deed_signs"), Ours()] = ()
    written_after: Annotated[bool, Ours()] = False
    rule_version: Annotated[str | None, Ours()] = None
    policy_version: Annotated[int | None, Ours()] = None


class WritingRead(Noted, frozen=True, kw_only=True, tag="writing-read"):
    """One of us read what somebody of a family wrote themselves, in whatever language, and says
    what may stand in it.

    Until then no other adult of that family is sent for. Where it may tell of harm, nobody knows of
    whom it may mean whether it is safe to ask them. Where it may be a no, a yes given with it does
    not count.
    """

    entry: Annotated[int, m.Bounds(0, 10**12), "The entry in which they wrote it, by its `seq`."]
    holds: Annotated[str, m.code("writing_holds"), "What may stand in it."]
    effective_at: datetime


class FoundRight(Noted, frozen=True, kw_only=True, tag="found-right"):
    """A manager looked at an entry that looks like a mistake: it is right as it stands.

    Nothing else follows: what the entry does not count for, it does not count for now. But of an
    advocate who is something to somebody not known to be safe it says that they may support all
    the same. `doubts` is what looked wrong then; what comes to look wrong later is looked at
    again.
    """

    entry: Annotated[int, m.Bounds(0, 10**12), "The entry that is right, by its `seq`."]
    reason: Annotated[m.Words, "How they know that it is right."]
    effective_at: datetime
    doubts: Annotated[
        tuple[str, ...], m.code("notices"), m.Ours(), "What of it looked like a mistake then."
    ] = ()
    means_nobody: (
        Annotated[bool, "Words of harm mean nobody of the family, or are a way of speaking."]
        | UnsetType
    ) = UNSET
