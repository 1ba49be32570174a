"""Whether anything on a file may be a sign at all that somebody is not safe to ask: mostly not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from math import inf
from typing import Any, Final

from ..file.casefile import CaseFile
from ..file.held import Held
from ..file.leavingout import without
from ..file.view import View
from ..freetext.rationale import says_why
from ..freetext.tellsofharm import harms_in, kinds_told_in, those_that_tell
from ..memo import read_once
from ..recorded.circumstances import SignRecorded
from ..recorded.compared import WritingRead
from ..recorded.event import Event
from ..recorded.events import (
    AgreementWithdrawn,
    Response,
    ResponseRecorded,
    SafetyRecorded,
    WishRecorded,
)
from ..recorded.falling import MANAGERS
from ..recorded.meetings import InjuryRecorded
from .harmed import OF_HARM, is_not_asked, says_harmed_as
from .injured import may_be_an_injury
from .onrecord import names_a_danger, says_it_is_safe
from .saidtoharm import tells_of_whom_it_is_about, that_tell_of_harm


def first_sign(file: CaseFile) -> float:
    """The place of the first entry that may be a sign about anybody, struck or not; infinite where
    there is none. Before it whoever stood on the file was safe to ask, and nobody need look.
    """
    first = inf
    for kind in file.those_of(_may_be_signs()):
        # Of each kind they stand in the order recorded.
        facts, is_one = file.of(kind), _ARE_SIGNS_WHERE.get(kind)
        if is_one is not None and (found := next(filter(is_one, facts), None)) is not None:
            first = min(first, found.seq)
        if (told := next(those_that_tell(kind, facts), None)) is not None:
            first = min(first, told.seq)
    return first


@cache
def _may_be_signs() -> tuple[type[Event], ...]:
    return tuple(dict.fromkeys((*_ARE_SIGNS_WHERE, *kinds_told_in())))


def may_be_any(view: View) -> bool:
    """Something was ever recorded that may be a sign about anybody. Of most files nothing was, and
    whoever is asked about, whenever, is safe by them: nobody need look.
    """
    return first_sign_in(view) < inf


def first_sign_in(view: View) -> float:
    """The same as `first_sign` of its file, gone through once for all that is asked of the view."""
    return view.together.whenever.each[_first_sign][()]


def _first_sign(view: View, _: tuple[()]) -> float:
    return first_sign(view.file)


def signs_alone(file: CaseFile) -> CaseFile:
    """The file without the answers, talks, needs and numbers that are a sign about nobody: whoever
    is safe to ask by the one is by the other. Of these there is much.
    """
    said: list[Held[Response]] = [*file.of(ResponseRecorded), *file.of(AgreementWithdrawn)]
    none = {held.seq for held in said if not is_not_asked(held.event)}
    harmed: Iterator[Held[Any]] = (held for kind in OF_HARM for held in file.of(kind))
    none |= {held.seq for held in harmed if says_harmed_as(held.event) is None}
    return without(file, none - {held.seq for held in that_tell_of_harm(file)})


def says_safe(view: View, said: Held[SafetyRecorded]) -> bool:
    """It says that they may be asked, and why, and nothing else of them. Of an alleged abuser it
    never does.
    """
    return says_it_is_safe(said.event) and not tells_of_them(view, said)


def _says_safe_of_all(said: Held[SafetyRecorded]) -> bool:
    """The same of whoever may be meant in its words, where nobody looks whom they name."""
    return says_it_is_safe(said.event) and not _tells_of_somebody(said)


def tells_of_them(view: View, said: Held[SafetyRecorded]) -> bool:
    """It says that it is safe to ask somebody, and in its words somebody is hurt or afraid, which
    may be their doing: "Mum is safe to ring, it was Dad who hit him" says of her that she is safe.
    """
    return _tells_of_somebody(said) and tells_of_whom_it_is_about(view, said)


def why_it_lifts_nothing(view: View, said: Held[SafetyRecorded]) -> str | None:
    """By the code of a notice: why a yes lifts no warning of theirs, whoever says it. None of a no,
    and of a yes that is one.
    """
    if not said.event.safe_to_ask:
        return None
    if names_a_danger(said.event) or tells_of_them(view, said):
        return "SAFE_AND_DANGER"
    return None if says_why(said.event.reason) else "LIFTS_NOTHING"


def _tells_of_somebody(said: Held[SafetyRecorded]) -> bool:
    """Whoever that is; but where a manager was asked about it, and says that it is safe all the
    same.
    """
    recorded = said.event
    is_asked = recorded.safe_all_the_same is True and said.role in MANAGERS
    return recorded.safe_to_ask and not is_asked and _says_harm(recorded.reason or "")


@read_once
def _says_harm(words: str) -> bool:
    return any(True for _ in harms_in(words))


#: By kind: where an entry of it is a sign, beside whatever tells of harm in words.
_ARE_SIGNS_WHERE: Final[Mapping[type[Event], Callable[[Held[Any]], bool]]] = {
    **dict.fromkeys((SignRecorded, WishRecorded), lambda _: True),
    SafetyRecorded: lambda said: not _says_safe_of_all(said),
    ResponseRecorded: lambda said: is_not_asked(said.event),
    **dict.fromkeys(OF_HARM, lambda held: says_harmed_as(held.event) is not None),
    InjuryRecorded: may_be_an_injury,
    WritingRead: lambda read: read.event.holds == "HARM",
}
