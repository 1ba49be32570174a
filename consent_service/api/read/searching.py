"""Find a family by a name and a date of birth, for when the case system cannot be asked."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from ...domain.casefile import CaseFile
from ...domain.view import View
from ...storage.queries import find_by_name
from ..edge.body import Body
from ..edge.fields import Day, Line
from ..edge.operations import WORKERS, Call, Operation, load
from ..edge.paging import window
from ..edge.queries import PageQuery
from ..replies import reading as replies_of_reading


class SearchSchema(Body):
    """A name as it is known, and a date of birth. Loads as the mapping it is."""

    makes = dict
    names = Line(required=True)
    dob = Day(required=True)


_search: Final = SearchSchema()
_page_query: Final = PageQuery()


def search(call: Call) -> dict[str, Any]:
    """Which files a person of this name and date of birth stands on. The name is in the body,
    because an address is kept in logs.
    """
    _, body = call.body()
    asked = load(_search, body)
    part = window(call, call.query(_page_query))
    found = find_by_name(
        call.service.records,
        call.principal.authority,
        asked["names"],
        asked["dob"],
        call.for_whom,
    )
    files, following = part.cut(sorted(found.files, key=_as_opened))
    return {
        "found": [
            {
                "file": file.id,
                "reference": file.reference,
                "children": [
                    {
                        "id": child.event.child,
                        "names": child.event.names,
                        "dob": None if child.event.dob is None else child.event.dob.isoformat(),
                    }
                    for child in View(file, part.as_of, part.known).children.values()
                ],
            }
            for file in files
        ],
        "next": following,
        "unreadable": found.unreadable,
    }


def _as_opened(file: CaseFile) -> tuple[bool, datetime | None, str]:
    """In the order in which they were opened: one opened since comes last, and moves none."""
    return file.opened_at is None, file.opened_at, file.id


def operations() -> list[Operation]:
    """The search."""
    return [
        Operation(
            "search",
            "POST",
            "/v1/searches",
            "Find a family by a name and a date of birth",
            "read",
            search,
            WORKERS,
            replies_of_reading.FoundSchema,
            body=SearchSchema,
            query=PageQuery,
            description=(
                "Exact but for case, accents, order, spacing and punctuation. Nothing found is no "
                "answer about agreement: check by reference, or open a file. A file that may be "
                "of that name and cannot be read is counted in `unreadable`: there may be one then."
            ),
            problems=("invalid", "record-damaged", "storage-unavailable", "ledger-not-sound"),
        )
    ]
