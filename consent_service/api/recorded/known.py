"""Whether somebody who is added is perhaps known already: a notice, and no more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...actions.refused import RecordDamaged
from ...actions.said import Said
from ...domain.casefile import CaseFile
from ...domain.codes import label
from ...domain.events import AdultAdded, ChildAdded
from ...domain.held import Held
from ...domain.searching import number_key, search_key
from ...domain.view import View
from ...storage.queries import find_by_key
from ...storage.requests import Recorded
from ...storage.trouble import StorageError
from ..edge.operations import Call

_ADDED = (ChildAdded, AdultAdded)


def perhaps_known(call: Call, said: Said[Any], recorded: Recorded) -> list[dict[str, Any]]:
    """By a number, or by a name and a birth, on any file of the authority. It names no family, and
    what is recorded stays recorded where nothing can be looked up.
    """
    if said.kind not in _ADDED:
        return []
    try:
        found = [
            file
            for key in _keys(said)
            for file in find_by_key(call.service.records, call.actor.authority, key).files
            if file.id != recorded.file or _stands_twice(file, key, recorded)
        ]
    except (StorageError, RecordDamaged):
        return []
    text = label("notices", "PERHAPS_KNOWN")
    return [{"code": "PERHAPS_KNOWN", "text": text}] if found else []


def _keys(said: Said[Any]) -> Iterator[str]:
    yield from (number_key(one) for one in said.members.get("identifiers", ()))
    if said.members.get("dob") is not None:
        yield search_key(said.members["names"], said.members["dob"])


def _stands_twice(file: CaseFile, key: str, recorded: Recorded) -> bool:
    """Somebody else of the same file has it."""
    at = recorded.entries[0].at
    view = View(file, at, at)
    everybody: list[Held[ChildAdded] | Held[AdultAdded]] = [
        *view.children.values(),
        *view.adults.values(),
    ]
    others = [held.event for held in everybody if held.seq != recorded.entries[0].seq]
    return any(
        (one.dob is not None and search_key(one.names, one.dob) == key)
        or (isinstance(one, ChildAdded) and key in map(number_key, one.identifiers))
        for one in others
    )
