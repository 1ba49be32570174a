"""Whoever looks into a file that is locked reads no name and no words, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import msgspec

from consent_service.domain.file.casefile import CaseFile
from consent_service.domain.file.pseudonyms import Pseudonyms
from consent_service.domain.recorded.content import parse_content
from consent_service.domain.recorded.members import Member, Text, members_of
from tests.domain.test_event_vectors import VECTORS
from tests.sweeping import each

#: How a member is called that holds what somebody wrote, or what is said of somebody.
SAYS: Final = {"words", "text", "risk", "reason", "note", "notes", "statement", "typed", "why"}
#: About the ledger itself, in the authority's own file: it names nobody.
OF_THE_LEDGER: Final = {"record-recovered", "key-rotated"}
SECRET: Final = "Mia Zebracrossing told us so."


@each(
    "vector",
    of=[vector for vector in VECTORS if vector["kind"] not in OF_THE_LEDGER],
    ids=lambda vector: vector["kind"],
)
def test_what_somebody_wrote_is_nowhere_in_what_is_shown(vector: dict[str, Any]) -> None:
    event = parse_content(vector["content"].encode()).event
    filled = _with_secrets(event)
    shown = msgspec.json.encode(Pseudonyms(CaseFile(id="file")).event(filled))
    assert b"Zebracrossing" not in shown


def _with_secrets(held: Any) -> Any:
    """The same with a name in whatever may hold one."""
    changed = dict(_changes(held))
    return msgspec.structs.replace(held, **changed)


def _changes(held: Any) -> Iterator[tuple[str, Any]]:
    for member in members_of(type(held)):
        value, name = getattr(held, member.name), member.name
        mark = member.holds.mark(Text)
        if isinstance(value, msgspec.Struct):
            yield name, _with_secrets(value)
        elif isinstance(value, tuple) and value and isinstance(value[0], msgspec.Struct):
            yield name, tuple(_with_secrets(one) for one in value)
        elif type(value) is str and (_is_unmarked(member, name) if mark is None else mark.lines):
            yield name, SECRET


def _is_unmarked(member: Member, name: str) -> bool:
    """Nothing is said of what it holds, so that it may be anything: a code has a mark."""
    return name in SAYS and not [mark for mark in member.holds.marks if not isinstance(mark, str)]
