"""The register of privacy notices: all of it, or one of them."""

from __future__ import annotations

from typing import Any, Final

from ...domain.privacynotices import NoticePublished
from ...storage.queries import read_authority
from ..edge.operations import READERS, Call, Operation
from ..edge.paging import window
from ..edge.problems import ProblemError
from ..edge.queries import StandingPageQuery, StandingQuery, clocks
from ..replies import notices as replies
from ..replies.showing import moment

_page_query: Final = StandingPageQuery()
_standing_query: Final = StandingQuery()


def list_notices(call: Call) -> dict[str, Any]:
    """A page of the register as it was known by a time."""
    part = window(call, call.query(_page_query))
    own = read_authority(call.service.records, call.actor.authority)
    page, following = part.cut(own.privacy_notices(min(part.as_of, part.known)))
    return {
        "as_of": moment(part.as_of),
        "known_at": moment(part.known),
        "notices": [_shown(one) for one in page],
        "next": following,
    }


def show_notice(call: Call) -> dict[str, Any]:
    """One of them. Raises `ProblemError` (404)."""
    as_of, known = clocks(call, call.query(_standing_query))
    own = read_authority(call.service.records, call.actor.authority)
    for one in own.privacy_notices(min(as_of, known)):
        if one.notice == call.path["notice"]:
            return _shown(one)
    raise ProblemError("not-found")


def _shown(notice: NoticePublished) -> dict[str, Any]:
    return {
        "notice": notice.notice,
        "version": notice.version,
        "language": notice.language,
        "text_sha256": notice.text_sha256,
        "reading_age": notice.reading_age,
    }


def operations() -> list[Operation]:
    """What can be read of the register."""
    gone = ("storage-unavailable", "ledger-not-sound", "time-in-the-future")
    return [
        Operation(
            "listNotices",
            "GET",
            "/v1/privacy-notices",
            "The register of privacy notices",
            "read",
            list_notices,
            READERS,
            replies.PrivacyNoticesSchema,
            query=StandingPageQuery,
            problems=gone,
            description="In the order first published.",
        ),
        Operation(
            "showNotice",
            "GET",
            "/v1/privacy-notices/<string:notice>",
            "One privacy notice of the register",
            "read",
            show_notice,
            READERS,
            replies.PrivacyNoticeSchema,
            query=StandingQuery,
            problems=("not-found", *gone),
            description="As it was published by `known_at`.",
        ),
    ]
