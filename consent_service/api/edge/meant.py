"""What an exception means to whoever asked: a code of the table of problems, and what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import structlog
from werkzeug.exceptions import HTTPException

from ...access.limits import TooMany
from ...actions.refused import NoSuchFile, RecordDamaged, Refused, RefusedInParts
from ...storage.door.trouble import ClockInDoubt, KeyReused, NotSound, OutcomeUnknown, StorageError
from .meanings import PROBLEMS
from .problems import ProblemError

log = structlog.get_logger("consent_service")

#: What each of our exceptions means to the caller. The first that fits counts.
_MEANS: Final[tuple[tuple[type[Exception], str], ...]] = (
    (TooMany, "too-many-requests"),
    (NoSuchFile, "not-found"),
    (RecordDamaged, "record-damaged"),
    (KeyReused, "key-reused"),
    (ClockInDoubt, "clock-in-doubt"),
    (NotSound, "ledger-not-sound"),
    (OutcomeUnknown, "outcome-unknown"),
    (StorageError, "storage-unavailable"),
)
#: What Flask's own refusals mean; any other below 500 is a bad request.
_HTTP: Final = {404: "not-found", 405: "method-not-allowed", 413: "body-too-large"}


def what_it_means(error: Exception) -> tuple[str, Sequence[tuple[str, str]]]:
    """The code of the problem, and what is wrong with which member."""
    if isinstance(error, ProblemError):
        return error.code, error.errors
    if isinstance(error, RefusedInParts):
        return error.problem, [_pointed(part) for part in error.parts]
    if isinstance(error, Refused):
        return error.problem, [] if error.pointer is None else [_pointed(error)]
    if isinstance(error, HTTPException):
        status = error.code or 500
        return _HTTP.get(status, "bad-request") if status < 500 else "internal", ()
    return next((code for kind, code in _MEANS if isinstance(error, kind)), "internal"), ()


def note(error: Exception, code: str) -> None:
    """Say in the log that something is wrong on our side. The fault's type and place, never its
    text: a text may hold what somebody typed.
    """
    if PROBLEMS[code].status >= 500:
        log.error("trouble", problem=code, fault=type(error).__name__, at=_place(error))


def _pointed(refused: Refused) -> tuple[str, str]:
    title = PROBLEMS[refused.problem].title
    return refused.pointer or "", f"{refused.place}: {title}" if refused.place else title


def _place(error: Exception) -> str | None:
    """The function and line an error came from."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return None if trace is None else f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}"
