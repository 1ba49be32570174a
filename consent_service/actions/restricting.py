"""Keep a family's record to people by name, and end that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ..domain.events import AnyEvent
from ..domain.ofauthority import RecordRestricted, RestrictionEnded
from ..domain.restricted import is_kept_from
from .bounds import LEAST_CHARACTERS
from .moment import Moment
from .refused import Refused

#: Whoever is left when nobody who was named works here any more.
_ALWAYS: Final = "HEAD_OF_SERVICE"


def restrict_record(restricted: RecordRestricted, moment: Moment) -> Sequence[AnyEvent]:
    """Whoever is not named makes nobody so, but for who kept it to the first: they name the others.
    They open it with a reason instead.
    """
    _assert_said(restricted.reason)
    _assert_theirs(restricted.file, moment)
    return [restricted]


def end_restriction(ended: RestrictionEnded, moment: Moment) -> Sequence[AnyEvent]:
    """It must be one that stands."""
    _assert_said(ended.reason)
    own = moment.authority_file
    gone = {held.event.restriction for held in own.of(RestrictionEnded)}
    every = {held.event.restriction: held.event for held in own.of(RecordRestricted)}
    if ended.restriction in gone or ended.restriction not in every:
        raise Refused("not-on-file", "/restriction")
    _assert_theirs(every[ended.restriction].file, moment)
    return [ended]


def _assert_said(reason: str) -> None:
    if len(reason.strip()) < LEAST_CHARACTERS:
        raise Refused("opening-needs-reason", "/reason")


def _assert_theirs(file: str, moment: Moment) -> None:
    own, who = moment.authority_file, moment.by
    if who.role == _ALWAYS or not is_kept_from(own.kept_to, file, who.id):
        return
    gone = {held.event.restriction for held in own.of(RestrictionEnded)}
    theirs = (held for held in own.of(RecordRestricted) if held.by == who.id)
    if not any(one.event.file == file and one.event.restriction not in gone for one in theirs):
        raise Refused("kept-to-others")
