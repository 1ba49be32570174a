"""The authority's directory of services: all of it, one of them, or which a name may mean."""

from __future__ import annotations

from typing import Any, Final

from ...domain.authorityfile import AuthorityFile
from ...domain.directory import ServiceListed
from ...domain.services import found, resembling
from ...storage.queries import read_authority
from ..edge.body import Body
from ..edge.fields import Code, Line
from ..edge.operations import DIRECTORY_KEEPERS, READERS, Call, Operation, load
from ..edge.paging import window
from ..edge.problems import ProblemError
from ..edge.queries import StandingPageQuery, StandingQuery, clocks
from ..replies import directory as replies
from ..replies.showing import moment

_ROLES: Final = READERS | DIRECTORY_KEEPERS


class ServicesQuery(StandingPageQuery):
    """The two clocks, a page, and which type."""

    type = Code("agencies", metadata={"description": "Only services of this type."})


class FindServicesSchema(Body):
    """A name as somebody said it, of a service of this type. Loads as the mapping it is."""

    makes = dict
    type = Code("agencies", required=True)
    organisation = Line(required=True)


_services_query: Final = ServicesQuery()
_standing_query: Final = StandingQuery()
_find: Final = FindServicesSchema()


def _own(call: Call) -> AuthorityFile:
    return read_authority(call.service.records, call.actor.authority)


def list_services(call: Call) -> dict[str, Any]:
    """A page of the directory as it was known by a time."""
    asked = call.query(_services_query)
    part, own = window(call, asked), _own(call)
    known = min(part.as_of, part.known)
    every = own.listings(known).values()
    wanted = [one for one in every if asked.get("type") in (None, one.type)]
    page, following = part.cut(wanted)
    return {
        "as_of": moment(part.as_of),
        "known_at": moment(part.known),
        "services": [show_entry(one) for one in page],
        "next": following,
    }


def show_service(call: Call) -> dict[str, Any]:
    """One service. Raises `ProblemError` (404)."""
    as_of, known = clocks(call, call.query(_standing_query))
    entry = _own(call).listings(min(as_of, known)).get(call.path["service"])
    if entry is None:
        raise ProblemError("not-found")
    return show_entry(entry)


def find_services(call: Call) -> dict[str, Any]:
    """Which service a name means now, and which it may have been mistyped for."""
    _, body = call.body()
    asked = load(_find, body)
    own, now = _own(call), call.service.clock()
    directory = own.directory(now)
    meant = found(asked["organisation"], asked["type"], directory)
    near = resembling(asked["organisation"], asked["type"], directory)
    listed = own.listings(now)
    return {
        "found": None if meant is None else show_entry(listed[meant.id]),
        "resembling": [show_entry(listed[one.id]) for one in near if one != meant],
    }


def show_entry(entry: ServiceListed) -> dict[str, Any]:
    """A service, as replies have it."""
    number = entry.identifier
    return {
        "service": entry.service,
        "type": entry.type,
        "names": list(entry.names),
        "identifier": None if number is None else {"scheme": number.scheme, "value": number.value},
        "contact": entry.contact,
        "opening_hours": entry.opening_hours,
        "ended": entry.ended,
    }


def operations() -> list[Operation]:
    """What can be read of the directory."""
    gone = ("storage-unavailable", "ledger-not-sound")
    return [
        Operation(
            "listServices",
            "GET",
            "/v1/services",
            "The directory of services",
            "read",
            list_services,
            _ROLES,
            replies.ServicesSchema,
            query=ServicesQuery,
            problems=(*gone, "time-in-the-future"),
            description="In the order first listed. Names of people stand nowhere in it.",
        ),
        Operation(
            "showService",
            "GET",
            "/v1/services/<string:service>",
            "One service of the directory",
            "read",
            show_service,
            _ROLES,
            replies.ServiceSchema,
            query=StandingQuery,
            problems=("not-found", *gone, "time-in-the-future"),
            description="As it was listed by `known_at`.",
        ),
        Operation(
            "findServices",
            "POST",
            "/v1/services/searches",
            "Find which service a name means",
            "read",
            find_services,
            _ROLES,
            replies.ServicesFoundSchema,
            body=FindServicesSchema,
            problems=("invalid", *gone),
            description="`found` is the one that an agreement or a check by this name would mean.",
        ),
    ]
