"""Whether anything on a file may be a sign at all that somebody is not safe to ask: mostly not."""

from __future__ import annotations

from functools import lru_cache
from math import inf
from typing import Final

from ..file.casefile import CaseFile
from ..file.held import Held
from ..file.leavingout import without
from ..file.view import View
from ..freetext.rationale import says_why
from ..freetext.tellsofharm import harms_in
from ..recorded.circumstances import SignRecorded
from ..recorded.compared import WritingRead
from ..recorded.events import (
    AgreementWithdrawn,
    Response,
    ResponseRecorded,
    SafetyRecorded,
    WishRecorded,
)
from ..recorded.meetings import InjuryRecorded
from .harmed import is_not_asked, recorded_of_harm, says_harmed_as
from .injured import may_be_an_injury
from .saidtoharm import that_tell_of_harm


def first_sign(file: CaseFile) -> float:
    """The place of the first entry that may be a sign about anybody, struck or not; infinite where
    there is none. Before it whoever stood on the file was safe to ask, and nobody need look.
    """
    may_be = (
        *file.of(SignRecorded),
        *file.of(WishRecorded),
        *(said for said in file.of(SafetyRecorded) if not says_safe(said)),
        *(said for said in file.responses if is_not_asked(said.event)),
        *(held for held in recorded_of_harm(file.of) if says_harmed_as(held.event)),
        *filter(may_be_an_injury, file.of(InjuryRecorded)),
        *that_tell_of_harm(file.of),
        *(said for said in file.of(WritingRead) if said.event.holds == "HARM"),
    )
    return min((held.seq for held in may_be), default=inf)


def may_be_any(view: View) -> bool:
    """Something was ever recorded that may be a sign about anybody. Of most files nothing was, and
    whoever is asked about, whenever, is safe by them: nobody need look.
    """
    return view.together.whenever.each[_may_be_any][()]


def _may_be_any(view: View, _: tuple[()]) -> bool:
    return first_sign(view.file) < inf


def signs_alone(file: CaseFile) -> CaseFile:
    """The file without the answers, talks, needs and numbers that are a sign about nobody: whoever
    is safe to ask by the one is by the other. Of these there is much.
    """
    said: list[Held[Response]] = [*file.of(ResponseRecorded), *file.of(AgreementWithdrawn)]
    none = {held.seq for held in said if not is_not_asked(held.event)}
    none |= {h.seq for h in recorded_of_harm(file.of) if says_harmed_as(h.event) is None}
    return without(file, none - {held.seq for held in that_tell_of_harm(file.of)})


#: Beside any other code of `safety_codes` a yes says two things: it is safe, and it is not.
_NO_DANGER: Final = frozenset({"OTHER", "SAFE_AGAIN"})


def says_safe(said: Held[SafetyRecorded]) -> bool:
    """It says that they may be asked, and why, and nothing else. Of an alleged abuser it never
    does.
    """
    recorded = said.event
    is_yes = recorded.safe_to_ask and not (names_a_danger(recorded) or tells_of_one(recorded))
    return is_yes and says_why(recorded.reason)


def names_a_danger(said: SafetyRecorded) -> bool:
    """It says that it is safe, and its code that it is not: the more careful counts."""
    return said.safe_to_ask and said.code not in _NO_DANGER


def tells_of_one(said: SafetyRecorded) -> bool:
    """It says that it is safe, and in its words somebody is hurt or afraid. Whoever means that this
    is over says what makes it safe now.
    """
    return said.safe_to_ask and _says_harm(said.reason or "")


@lru_cache(maxsize=4096)
def _says_harm(words: str) -> bool:
    return any(True for _ in harms_in(words))
