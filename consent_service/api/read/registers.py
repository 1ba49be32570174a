"""The authority's registers: the directory of services, and the privacy notices."""

from __future__ import annotations

from typing import Any, Final

from ...domain.file.authorityfile import AuthorityFile
from ...domain.file.restricted import Restriction, every_restriction
from ...domain.recorded.directory import ServiceListed
from ...domain.recorded.falling import MANAGERS
from ...domain.recorded.ofauthority import RecordRestricted, RestrictionEnded
from ...domain.recorded.privacynotices import NoticePublished
from ...domain.scopes.services import found, resembling
from ...storage.door.queries import read_authority
from ..edge.body import Body
from ..edge.fields import Code, Line, Opaque
from ..edge.keptto import is_kept
from ..edge.operations import DIRECTORY_KEEPERS, READERS, Call, Operation, load
from ..edge.paging import Window, window
from ..edge.problems import ProblemError
from ..edge.queries import PageQuery, StandingPageQuery, StandingQuery, clocks
from ..replies import registers as replies
from ..replies.asrecorded import by_schema
from ..replies.called import with_staff
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


class RestrictionsQuery(StandingPageQuery):
    """The two clocks, a page, and of which record."""

    file = Opaque(metadata={"description": "Only of this file."})


#: Whoever makes and ends them, and whoever looks into the record.
_WHO_KEEPS: Final = MANAGERS | {"AUDITOR", "IG_OFFICER"}
_restrictions_query: Final = RestrictionsQuery()
_services_query: Final = ServicesQuery()
_page_query: Final = StandingPageQuery()
_standing_query: Final = StandingQuery()
_found_query: Final = PageQuery()
_find: Final = FindServicesSchema()


def _own(call: Call) -> AuthorityFile:
    return read_authority(call.service.records, call.principal.authority)


def list_services(call: Call) -> dict[str, Any]:
    """A page of the directory as it was known by a time."""
    asked = call.query(_services_query)
    part = window(call, asked)
    every = _own(call).listings(min(part.as_of, part.known)).values()
    wanted = [one for one in every if asked.get("type") in (None, one.type)]
    page, following = part.cut(wanted)
    return _page(part, "services", [show_entry(one) for one in page], following)


def list_notices(call: Call) -> dict[str, Any]:
    """A page of the register of privacy notices as it was known by a time."""
    part = window(call, call.query(_page_query))
    page, following = part.cut(_own(call).privacy_notices(min(part.as_of, part.known)))
    return _page(part, "notices", [_show_notice(one) for one in page], following)


def _page(part: Window, name: str, shown: list[Any], following: str | None) -> dict[str, Any]:
    clocks_shown = {"as_of": moment(part.as_of), "known_at": moment(part.known)}
    return {**clocks_shown, name: shown, "next": following}


def show_service(call: Call) -> dict[str, Any]:
    """One service. Raises `ProblemError` (404)."""
    as_of, known = clocks(call, call.query(_standing_query))
    entry = _own(call).listings(min(as_of, known)).get(call.path["service"])
    if entry is None:
        raise ProblemError("not-found")
    return show_entry(entry)


def show_notice(call: Call) -> dict[str, Any]:
    """One privacy notice, or what took its place. Raises `ProblemError` (404)."""
    as_of, known = clocks(call, call.query(_standing_query))
    notice = _own(call).privacy_notice_of(call.path["notice"], min(as_of, known))
    if notice is None:
        raise ProblemError("not-found")
    return _show_notice(notice)


def find_services(call: Call) -> dict[str, Any]:
    """Which service a name means now, and which it may have been mistyped for."""
    _, body = call.body()
    asked = load(_find, body)
    part = window(call, call.query(_found_query))
    own, now = _own(call), min(part.as_of, part.known)
    directory = own.directory(now)
    meant = found(asked["organisation"], asked["type"], directory)
    every = resembling(asked["organisation"], asked["type"], directory)
    near, following = part.cut([one for one in every if one != meant])
    listed = own.listings(now)
    return {
        "found": None if meant is None else show_entry(listed[meant.id]),
        "resembling": [show_entry(listed[one.id]) for one in near],
        "next": following,
    }


def show_entry(entry: ServiceListed) -> dict[str, Any]:
    """A service, as replies have it."""
    return by_schema(replies.ServiceSchema, entry)


def _show_notice(notice: NoticePublished) -> dict[str, Any]:
    return by_schema(replies.PrivacyNoticeSchema, notice)


def list_restrictions(call: Call) -> dict[str, Any]:
    """Which records are, or were, kept to people by name, and to whom."""
    asked = call.query(_restrictions_query)
    part, own = window(call, asked), _own(call)
    every = every_restriction(
        own.of(RecordRestricted), own.of(RestrictionEnded), min(part.as_of, part.known)
    )
    wanted = [one for one in every if asked.get("file") in (None, one.file)]
    # What is kept from somebody, because it may be about them, they are not told.
    told = [one for one in wanted if not (one.kept_from and one.staff == call.principal.id)]
    page, following = part.cut(told)
    shown = [_show_restriction(one, _may_read_why(call, own, one.file)) for one in page]
    return with_staff(call, _page(part, "restrictions", shown, following))


def _may_read_why(call: Call, own: AuthorityFile, file: str) -> bool:
    """A reason says who the family is: it is for managers whom the record is not kept from."""
    return call.role in MANAGERS and not is_kept(call.principal, own, file)


def _show_restriction(one: Restriction, shows_why: bool) -> dict[str, Any]:
    hidden = {} if shows_why else {"reason": None, "ended_because": None}
    return by_schema(replies.RestrictionSchema, one, named=one.staff, **hidden)


def operations() -> list[Operation]:
    """What can be read of the registers."""
    return [
        Operation(
            "listServices",
            "/v1/services",
            "The directory of services",
            list_services,
            _ROLES,
            replies.ServicesSchema,
            query=ServicesQuery,
            problems=("time-in-the-future",),
            description="In the order first listed. Names of people stand nowhere in it.",
            scope="consent:read",
        ),
        Operation(
            "showService",
            "/v1/services/<string:service>",
            "One service of the directory",
            show_service,
            _ROLES,
            replies.ServiceSchema,
            query=StandingQuery,
            problems=("not-found", "time-in-the-future"),
            description="As it was listed by `known_at`.",
            scope="consent:read",
        ),
        Operation(
            "findServices",
            "/v1/services/searches",
            "Find which service a name means",
            find_services,
            _ROLES,
            replies.ServicesFoundSchema,
            method="POST",
            body=FindServicesSchema,
            query=PageQuery,
            problems=("invalid",),
            description="`found` is the one that an agreement or a check by this name would mean.",
            scope="consent:read",
        ),
        Operation(
            "listNotices",
            "/v1/privacy-notices",
            "The register of privacy notices",
            list_notices,
            READERS | {"SYSTEM_ADMIN"},
            replies.PrivacyNoticesSchema,
            query=StandingPageQuery,
            problems=("time-in-the-future",),
            description="In the order first published.",
            scope="consent:read",
        ),
        Operation(
            "showNotice",
            "/v1/privacy-notices/<string:notice>",
            "One privacy notice of the register",
            show_notice,
            READERS | {"SYSTEM_ADMIN"},
            replies.PrivacyNoticeSchema,
            query=StandingQuery,
            problems=("not-found", "time-in-the-future"),
            description="As it was published by `known_at`; of one that was published again, what "
            "took its place.",
            scope="consent:read",
        ),
        Operation(
            "listRestrictions",
            "/v1/restrictions",
            "Which records are kept to people by name, and to whom",
            list_restrictions,
            _WHO_KEEPS,
            replies.RestrictionsSchema,
            query=RestrictionsQuery,
            problems=("time-in-the-future",),
            description="With those that ended: with `known_at` it says who could read a record "
            "without saying what for on some day. Why is said in the entry alone.",
        ),
    ]
