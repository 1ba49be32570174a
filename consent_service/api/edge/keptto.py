"""What was recorded or asked of a family whose record is kept to others, as it is shown.

Nobody who protects a child is refused: whoever is not named records and asks as ever, and has the
answer. Only who the family is does not stand in it until they have opened the record with a reason.
"""

from __future__ import annotations

import re
from typing import Final

import msgspec
import structlog

from ...domain.codes import codes
from ...domain.file.authorityfile import AuthorityFile
from ...domain.file.opened import LOOK_INTO_THE_RECORD, Wanted, opening_of
from ...domain.file.pseudonyms import NOT_SHOWN
from ...domain.file.restricted import is_kept_from
from ...domain.may import Kind, Principal
from ...domain.recorded.falling import EffectWaits, Looked, Notice
from ...storage.door.requests import EntryWritten, Recorded

#: A record is kept from staff and from their systems: of a family's own page it changes nothing,
#: nor of an agency's, which is shown what it was asked.
_OF_STAFF: Final = frozenset({Kind.STAFF, Kind.CLIENT})

#: In the place of what would fall, by name.
_FALLS: Final = "This would lift what protects somebody in this family."

#: In the place of a name in what is said to everybody.
_SOMEBODY: Final = "somebody who is not named here"
_BLANK: Final = re.compile(r"\{names\}")

log = structlog.get_logger("consent_service.kept")


def is_kept(principal: Principal, own: AuthorityFile, file: str) -> bool:
    """Whether this record is kept to others than them; where a system asks for a worker, than that
    worker.
    """
    named = principal.id if principal.named_as is None else principal.named_as
    return principal.kind in _OF_STAFF and is_kept_from(own.kept_to, file, named)


def hides(principal: Principal, role: str, recorded: Recorded) -> bool:
    """Whether nobody has a name in what is told of what was put on record: where the record is kept
    to others than whoever recorded it, until they open it; and to whoever looks into the record,
    until they unlock it. Raises nothing: it is on record, and whoever protects a child has the
    answer.
    """
    view = recorded.view
    if view is None:
        return False
    is_overseer = principal.kind in _OF_STAFF and role in LOOK_INTO_THE_RECORD
    if not is_overseer and not is_kept(principal, recorded.own, view.file.id):
        return False
    try:
        # A view to which a question was put may be of earlier, when it still lay open.
        at = recorded.entries[0].at if recorded.entries else view.as_of
        opening = opening_of(view.file, principal.id, Wanted(), at)
    except Exception as error:  # noqa: BLE001 - a fault of ours must not take the answer with it
        log.error("kept.fault", fault=type(error).__name__)
        return True
    return opening is None or (is_overseer and not opening.is_unlocked)


def without_what_falls(recorded: Recorded) -> Recorded:
    """The same, in which it is not said whose it is that something would fall."""
    entries = tuple(map(_without_what_falls, recorded.entries))
    return msgspec.structs.replace(recorded, entries=entries)


def _in_words(code: str) -> str:
    """What is said with it to everybody."""
    said = (codes(one) for one in ("notices", "taken_with_care"))
    label = next((one[code].label for one in said if code in one), NOT_SHOWN)
    told = _BLANK.sub(_SOMEBODY, label)
    return f"{told[:1].upper()}{told[1:]}"


def _without_what_falls(written: EntryWritten) -> EntryWritten:
    """That something would fall is said, and not whose it is."""
    event = written.content.event
    if isinstance(event, EffectWaits):
        falls = tuple(msgspec.structs.replace(one, words=_FALLS) for one in event.falls)
        event = msgspec.structs.replace(event, falls=falls)
    elif isinstance(event, Looked):
        every = dict.fromkeys(one.code for one in event.notices)
        told = tuple(Notice(code, _in_words(code)) for code in every)
        event = msgspec.structs.replace(event, notices=told)
    return written._replace(content=msgspec.structs.replace(written.content, event=event))
