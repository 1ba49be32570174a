"""That somebody shared now is kept also where nothing can be recorded: what they shared, with whom
and why is theirs to send again, and that they did is durable before.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

from flask import request

from ...actions.refused import Refused
from ...api.edge.meant import note, what_it_means
from ...api.edge.problems import ProblemError
from ...storage.door.trouble import StorageError
from ..asking import record, share_now_used
from ..frame import Visit
from ..meanwhile import believed
from .form import THEN, Form
from .typed import Typed

_RECORDS: Final = "recordShareNow"
#: Under which id that they did is kept: it comes back with what was typed.
_USED: Final = "used"
#: From here on what is wrong is wrong here.
_OURS: Final = 500


def with_use(form: Form, visit: Visit, then: dict[str, Any]) -> dict[str, Any]:
    """What follows, under the use that was kept before, if one was: it is put on record first."""
    used = request.form.get(_USED, "")[:64]
    if not used or form.then != _RECORDS or visit.signed_in is None:
        return then
    # Where that cannot be done, what follows cannot be recorded either.
    with suppress(StorageError):
        visit.service.keepers[visit.signed_in.principal.authority].drain()
    return {**then, "share_now": used}


def say_which_file(visit: Visit, then: Mapping[str, Any], file: str, once: str) -> None:
    """Of a use that was kept by itself, which family it was of: nobody has to find that out."""
    if used := then.get("share_now"):
        with suppress(Refused, ProblemError, StorageError):
            record(visit, "linkShareNow", {"file": file}, f"{once}.link", share_now=used)


def shared_now(form: Form, visit: Visit, typed: Typed, status: int) -> str:
    """Under which id it is kept, once, however often it is sent. Empty where it is not, which is
    said.
    """
    if form.then != _RECORDS or request.path != form.path:
        return ""
    used = request.form.get(_USED, "")[:64]
    who = believed(visit) if visit.signed_in is None else visit.signed_in.principal
    if used or status < _OURS or who is None:
        return used
    try:
        said = form.body(typed)[0].get(THEN, {}).get("disclosure", {})
        return share_now_used(visit, who, said) or ""
    except Exception as error:  # noqa: BLE001 - it is said that nothing is kept
        code, _ = what_it_means(error)
        note(error, code)
        return ""
