"""Find a family by name and birth, or by a number, for when the case system cannot be asked."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from marshmallow import ValidationError, validates_schema

from ...domain.casefile import CaseFile
from ...domain.particulars import Identifier
from ...domain.pseudonyms import Pseudonyms
from ...domain.searching import number_key, search_key
from ...domain.view import View
from ...storage.queries import find_by_key
from ..edge.body import Body
from ..edge.fields import Code, Day, Line
from ..edge.operations import OVERSEERS, WORKERS, Call, Operation, load
from ..edge.paging import window
from ..edge.queries import PageQuery
from ..replies import reading as replies_of_reading


class SearchSchema(Body):
    """A name as it is known, and a date of birth; or a number that another system knows a child by.
    Loads as the mapping it is.
    """

    makes = dict
    names = Line()
    dob = Day()
    scheme = Code("identifier_schemes")
    number = Line()

    @validates_schema
    def one_or_the_other(self, data: dict[str, Any], **_: Any) -> None:
        """A name alone finds half a town, and a number without its scheme is nobody's."""
        if set(data) not in ({"names", "dob"}, {"scheme", "number"}):
            raise ValidationError("Send names with dob, or number with its scheme.")


def _key(asked: dict[str, Any]) -> str:
    if "number" in asked:
        return number_key(Identifier(asked["scheme"], asked["number"]))
    return search_key(asked["names"], asked["dob"])


_search: Final = SearchSchema()
_page_query: Final = PageQuery()


def search(call: Call) -> dict[str, Any]:
    """Which files a person of this name and date of birth stands on. The name is in the body,
    because an address is kept in logs.
    """
    _, body = call.body()
    asked = load(_search, body)
    part = window(call, call.query(_page_query))
    found = find_by_key(call.service.records, call.principal.authority, _key(asked), call.for_whom)
    files, following = part.cut(sorted(found.files, key=_as_opened))
    # Whoever looks into the record is told where; who it is, they read when they open it.
    is_told = call.role not in OVERSEERS
    files = [file if is_told else Pseudonyms(file).file() for file in files]
    return {
        "found": [
            {
                "file": file.id,
                "reference": file.reference if is_told else None,
                "children": [
                    {
                        "id": child.event.child,
                        "names": child.event.names,
                        "dob": (
                            child.event.dob.isoformat()
                            if is_told and child.event.dob is not None
                            else None
                        ),
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
            "Find a family by a name and a date of birth, or by a number",
            "read",
            search,
            WORKERS | {"IG_OFFICER"},
            replies_of_reading.FoundSchema,
            body=SearchSchema,
            query=PageQuery,
            description=(
                "Exact but for case, accents, order, spacing and punctuation. An information "
                "governance officer is told which file, and nobody's name. Nothing found is no "
                "answer about agreement: check by reference, or open a file. A file that may be "
                "of that name and cannot be read is counted in `unreadable`: there may be one then."
            ),
            problems=("invalid", "record-damaged", "storage-unavailable", "ledger-not-sound"),
        )
    ]
