"""Whether somebody who is added or put right is perhaps known already: a notice, and no more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ...actions.adding import AddAdult, AddChild
from ...actions.referrals import FirstReferral
from ...actions.refused import RecordDamaged
from ...actions.said import Said
from ...domain.codes import label
from ...domain.families.searching import Keys, keys_by_person, number_key, search_key
from ...domain.file.casefile import CaseFile
from ...domain.file.looks import COMPARING
from ...domain.recorded.circumstances import NumberRecorded, PersonAmended, ReferenceGiven
from ...domain.recorded.events import AdultAdded, ChildAdded, FileOpened
from ...domain.recorded.practice import BirthRecorded
from ...storage.door.queries import any_by_key
from ...storage.door.requests import Recorded
from ...storage.door.trouble import StorageError
from ...storage.shown.finding import another_reads_alike
from ..edge.operations import Call

_SAYS_WHO: Final = (ChildAdded, AdultAdded, BirthRecorded, PersonAmended, NumberRecorded)


def looks_up(said: Said[Any]) -> bool:
    """It says who somebody is, who may be known already."""
    return said.kind in (*_SAYS_WHO, AddChild, AddAdult)


def perhaps_known(call: Call, said: Said[Any], recorded: Recorded) -> list[dict[str, Any]]:
    """By a number, or by a name and a birth, on any file of the authority. It names no family, and
    what is recorded stays recorded where nothing can be looked up.
    """
    if not looks_up(said):
        return []
    person = _person(recorded)
    try:
        known = any(
            is_known_by(call, key, person, recorded)
            for key in sorted({*_typed(said), *_of(person, recorded)})
        )
    except (StorageError, RecordDamaged):
        return []
    text = label("notices", "PERHAPS_KNOWN")
    return [{"code": "PERHAPS_KNOWN", "text": text, "because": []}] if known else []


#: Each that says by which reference a file goes.
_REFERS: Final = (FileOpened, FirstReferral, ReferenceGiven)


def almost_known(call: Call, said: Said[Any], recorded: Recorded) -> list[dict[str, Any]]:
    """By a reference that differs in no more than capitals, hyphens or spaces from that of another
    file: a second file of one family is begun so. Which it is, the search says.
    """
    reference = said.members.get("reference")
    if said.kind not in _REFERS or not isinstance(reference, str):
        return []
    records, authority = call.service.records, call.principal.authority
    try:
        is_known = another_reads_alike(records, authority, reference, recorded.file)
    except (StorageError, RecordDamaged):
        return []
    text = label("notices", "REFERENCE_LIKE_ANOTHER")
    found = {"code": "REFERENCE_LIKE_ANOTHER", "text": text, "because": []}
    return [found] if is_known else []


def _person(recorded: Recorded) -> str | None:
    """Of whom it says who they are; None where it was only tried."""
    event = recorded.entries[0].content.event
    if not isinstance(event, _SAYS_WHO):
        return None
    return event.child if isinstance(event, ChildAdded | BirthRecorded) else event.person


def _typed(said: Said[Any]) -> Iterator[str]:
    yield from (number_key(one) for one in said.members.get("identifiers", ()))
    if said.members.get("dob") is not None and said.members.get("names") is not None:
        yield search_key(said.members["names"], said.members["dob"])


def _of(person: str | None, recorded: Recorded) -> frozenset[str]:
    """By which keys they are found, with what was recorded before."""
    if recorded.view is None or person is None:
        return frozenset()
    return keys_by_person(recorded.view.file).get(person, Keys()).every


def is_known_by(call: Call, key: str, person: str | None, recorded: Recorded) -> bool:
    """On any file somebody is found by this key, and it is not they. Raises as `any_by_key`."""

    def is_another(file: CaseFile) -> bool:
        return file.id != recorded.file or _stands_twice(file, key, person, recorded)

    records, authority = call.service.records, call.principal.authority
    return any_by_key(records, authority, key, COMPARING, is_another)


def _stands_twice(file: CaseFile, key: str, person: str | None, recorded: Recorded) -> bool:
    """Somebody else of the same file has it: another entry that was not joined to theirs."""
    same = {} if recorded.view is None else recorded.view.same
    mine = same.get(person or "", person)
    return any(
        key in keys.every
        for one, keys in keys_by_person(file).items()
        if same.get(one, one) != mine
    )
