"""That what was done was held against what was known when it was done.

The law above the classes stands in `events.py`.
"""

from __future__ import annotations

from typing import Annotated

from .event import Event
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
