"""The rows that are no more than their event, and need nothing on file but a family."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from consent_service.api.recorded.write import Write
from consent_service.api.recorded.writes import WRITES
from consent_service.domain.recorded.members import OnFile, members_of
from tests.api.running import Family

#: The kinds of entry by which a family is on file.
_THERE: Final = ("child-added", "adult-added", "enquiry-opened")


def ids_of(family: Family) -> dict[str, str]:
    """Who is on the file, and the enquiry, each by the kind of entry that gave its id."""
    ids = (family.child, family.mother, family.enquiry)
    return dict(zip(_THERE, ids, strict=True))


def path_of(write: Write[Any], file: str, ids: Mapping[str, str]) -> str:
    """Where it is put on record of this file; what else the path names is one of the ids."""
    kinds = dict(_named_by(write))
    at = {name: next(ids[kind] for kind in kinds[name] if kind in ids) for name in write.from_path}
    return re.sub(r"<string:(\w+)>", lambda found: {**at, "file": file}[found[1]], write.path)


def _named_by(write: Write[Any]) -> Iterator[tuple[str, Collection[str]]]:
    """The members that must name something on the file, and which kinds of entry give its id."""
    for member in members_of(write.records):
        on_file = member.holds.mark(OnFile)
        if on_file is not None and not member.has_default:
            yield member.name, on_file.kinds


def stands_alone(write: Write[Any]) -> bool:
    """Its event is all there is to it, and it needs nothing on file but a family."""
    return (
        write.perform is None
        and write.is_about_a_file
        and all(not set(_THERE).isdisjoint(kinds) for _, kinds in _named_by(write))
    )


ALONE: Final = [write for write in WRITES if stands_alone(write)]
