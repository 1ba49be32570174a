"""Who may act in which role: now, and on any day of the past."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any, Final

from ...domain.file.authorityfile import AuthorityFile
from ...domain.file.rights import Right
from ...storage.door.queries import read_authority
from ..edge.operations import READERS, Call, Operation
from ..edge.paging import window
from ..edge.queries import StandingPageQuery
from ..replies import registers as replies
from ..replies.asrecorded import by_schema
from ..replies.called import with_staff
from ..replies.service import StaffListedSchema, StaffListSchema
from ..replies.showing import moment

#: Roles that may see who may see: they answer for it, or look into it.
_OVERSEERS: Final = frozenset({"SYSTEM_ADMIN", "HEAD_OF_SERVICE", "IG_OFFICER", "AUDITOR"})

_page_query: Final = StandingPageQuery()


def list_rights(call: Call) -> dict[str, Any]:
    """A page of everybody's rights."""
    return _page(call, None)


def list_rights_of(call: Call) -> dict[str, Any]:
    """A page of one person's rights. Nobody of that id and somebody without any look the same."""
    return _page(call, call.path["staff"])


def _page(call: Call, staff: str | None) -> dict[str, Any]:
    part = window(call, call.query(_page_query))
    own = read_authority(call.service.records, call.principal.authority)
    known = min(part.as_of, part.known)
    every = own.rights(known) if staff is None else own.rights_of(staff, known)
    page, following = part.cut(every)
    shown = {
        "as_of": moment(part.as_of),
        "known_at": moment(part.known),
        "rights": [_show(own, one, known) for one in page],
        "next": following,
    }
    return with_staff(call, shown)


def list_staff(call: Call) -> dict[str, Any]:
    """A page of who is listed, with the roles that each has."""
    part = window(call, call.query(_page_query))
    own = read_authority(call.service.records, call.principal.authority)
    known = min(part.as_of, part.known)
    roles: dict[str, set[str]] = defaultdict(set)
    for right in own.rights(known):
        roles[right.staff].add(right.role)
    page, following = part.cut(list(own.listings_of_staff(known).values()))
    return {
        "as_of": moment(part.as_of),
        "known_at": moment(part.known),
        "people": [
            by_schema(StaffListedSchema, one, roles=sorted(roles[one.staff])) for one in page
        ],
        "next": following,
    }


def _show(own: AuthorityFile, one: Right, known: datetime) -> dict[str, Any]:
    return by_schema(replies.RightSchema, one, names=own.names_of(one.staff, known))


def operations() -> list[Operation]:
    """Everybody's rights, and one person's."""
    gone = ("record-damaged", "time-in-the-future")
    return [
        Operation(
            "listStaff",
            "/v1/staff",
            "Who works here, and in which roles they may act",
            list_staff,
            READERS | {"SYSTEM_ADMIN"},
            StaffListSchema,
            query=StandingPageQuery,
            problems=gone,
            description="As listed last, whoever has left among them. Being listed gives nobody "
            "access.",
        ),
        Operation(
            "listRights",
            "/v1/rights",
            "Who may act in which role",
            list_rights,
            _OVERSEERS,
            replies.RightsSchema,
            query=StandingPageQuery,
            problems=gone,
            description="With `known_at`: who could, on that day. In the order granted.",
        ),
        Operation(
            "listRightsOf",
            "/v1/staff/<string:staff>/rights",
            "In which roles one person may act",
            list_rights_of,
            _OVERSEERS,
            replies.RightsSchema,
            query=StandingPageQuery,
            problems=gone,
            description="With `known_at`: in which they could, on that day. None is an empty list.",
        ),
    ]
