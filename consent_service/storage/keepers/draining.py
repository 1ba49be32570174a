"""Entering an answer that waited in the spool, under the file that was asked about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Final

import msgspec
import structlog

from ...actions.moment import Moment
from ...actions.refused import NoSuchFile, RecordDamaged
from ...actions.sharenow import EnterSpooled, enter_spooled
from ...domain.recorded.checked import CheckUnanswered
from ...domain.recorded.content import SERVICE
from ...domain.recorded.events import AnyEvent, FileOpened
from ..beside.setaside import LookSetAside, StillToTell, Waiting
from ..beside.spool import Kept, Spooled
from ..door.records import Records
from ..door.requests import ByHandle, ByReference, NewFile, Once, OwnFile, Request, Target
from ..people.reads import entering

log = structlog.get_logger("consent_service.keeper")


def enter(records: Records, authority: str, kept: Kept) -> None:
    """Put one line on record, once however often this is called. Raises `StorageError`, and
    `RecordDamaged` for what somebody said about a file that does not open, and for what one that
    does not open is still to be told.
    """
    if isinstance(kept, LookSetAside):
        _enter_look(records, authority, kept)
    elif isinstance(kept, Waiting):
        _enter_what_was_said(records, authority, kept)
    elif isinstance(kept, StillToTell):
        _tell(records, authority, kept)
    else:
        _enter_answer(records, authority, kept)


def _enter_what_was_said(records: Records, authority: str, kept: Waiting) -> None:
    """With the time at which it was really said, wherever the clock of then stands in it."""

    def action(moment: Moment) -> Sequence[AnyEvent]:
        if kept.file is not None:
            moment.the_file()
        said = min(records.clock.when(kept.told), moment.at)
        events = [_said_at(event, kept.at, said) for event in kept.events]
        if moment.reference_taken_by is not None:
            # A file was opened under it since.
            return [_without_reference(event) for event in events]
        return events

    once = Once("spool", kept.id, kept.id.encode(), asked=kept.asked)
    target = _target_of(kept)
    request = Request(authority, kept.by, target, action, once, told_by=kept.told_by)
    records.run(request)


def _tell(records: Records, authority: str, kept: StillToTell) -> None:
    """What was kept is true of the file as it stands: whatever became of the write that left it."""

    def action(moment: Moment) -> Sequence[AnyEvent]:
        moment.the_file()
        return ()

    with suppress(NoSuchFile):
        records.run(Request(authority, SERVICE, ByHandle(kept.file), action, tells=kept))


def _target_of(kept: Waiting) -> Target:
    """The file that it is about, or opens; else the authority's own."""
    if kept.file is not None:
        return ByHandle(kept.file)
    opened = next((event for event in kept.events if isinstance(event, FileOpened)), None)
    return OwnFile() if opened is None else NewFile(opened.reference)


def _without_reference(event: AnyEvent) -> AnyEvent:
    return FileOpened() if isinstance(event, FileOpened) else event


def _enter_look(records: Records, ledger: str, kept: LookSetAside) -> None:
    """With the time at which it really was, in the month in which it is entered."""
    event = msgspec.structs.replace(kept.event, looked_at=records.clock.when(kept.told))
    once = Once("spool", kept.id, kept.id.encode())
    kept = msgspec.structs.replace(kept, event=event)
    records.run(entering(ledger, kept, records.now(ledger), once))


def _said_at(event: AnyEvent, then: datetime, said: datetime) -> AnyEvent:
    at = getattr(event, "effective_at", None)
    if at is None or min(at, said) == at != then:
        return event
    return msgspec.structs.replace(event, effective_at=said)


def _enter_answer(records: Records, authority: str, spooled: Spooled) -> None:
    told = spooled.told
    at = spooled.answered_at if told is None else records.clock.when(told)
    command = EnterSpooled(
        CheckUnanswered(
            proposal=spooled.proposal,
            answer=spooled.answer,
            answered_at=at,
            asked_of=spooled.asked_of,
            spool=spooled.id,
        )
    )
    for target in _asked_of(spooled.asked_of):
        try:
            records.run(
                Request(
                    authority=authority,
                    by=spooled.by,
                    target=target,
                    action=lambda moment: enter_spooled(command, moment),
                    # The same under whichever file it is entered, so that it enters once.
                    once=Once("spool", spooled.id, spooled.id.encode()),
                )
            )
        except NoSuchFile:
            continue
        except RecordDamaged:
            # It was entered before, and what was entered no longer opens: verification says
            # so. Keeping it here would hold back whatever waits behind it.
            log.error("spool.entered_and_damaged")
        return


#: As ids of files are written. What is not may still be a reference.
_HANDLE: Final = re.compile(r"[0-9a-f]{32}")


def _asked_of(named: str | None) -> Iterator[Target]:
    """Where to look for the file that was asked about; what is none stands in the own file."""
    if named is not None and _HANDLE.fullmatch(named):
        yield ByHandle(named)
    yield OwnFile() if named is None else ByReference(named)
