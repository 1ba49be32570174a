"""Entering an answer that waited in the spool, under the file that was asked about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import structlog

from ..actions.refused import NoSuchFile, RecordDamaged
from ..actions.sharenow import EnterSpooled, enter_spooled
from ..domain.events import CheckUnanswered
from .records import Records
from .requests import ByHandle, ByReference, Once, OwnFile, Request, Target
from .spool import Spooled

log = structlog.get_logger("consent_service.keeper")


def enter(records: Records, authority: str, spooled: Spooled) -> None:
    """Put one answer on record, once however often this is called. Raises `StorageError`."""
    command = EnterSpooled(
        CheckUnanswered(
            proposal=spooled.proposal,
            answer=spooled.answer,
            answered_at=spooled.answered_at,
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
