"""What somebody began to write of a file and did not finish: to go on with, or to throw away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final, NamedTuple

from flask import Response

from ...actions.refused import Refused
from ...api.table import operations
from ...domain.words.naming import day, moment
from ..asking import ask, record
from ..forms.drafts import page_of
from ..forms.filling import where_is
from ..frame import Visit, go_to, show
from ..page import Page

_PLACE: Final = "/files/<string:file>/drafts"


class Begun(NamedTuple):
    """One draft: of what, since when, until when, and where it is gone on with, if a page can."""

    id: str
    what: str
    kept: str
    gone: str
    address: str | None


def _listed(visit: Visit) -> Response:
    listed = ask(visit, "listMyDrafts", file=visit.path["file"])
    return show(
        visit,
        "begun.html",
        "What you began",
        is_family=False,
        file=visit.path["file"],
        begun=list(_begun(listed)),
    )


def _begun(listed: dict[str, Any]) -> Iterator[Begun]:
    for one in listed["drafts"]:
        name, summary, path = _write_at(one["address"])
        page = where_is(name)
        address = None if page is None else f"{_filled(_PLACE, path)}/{one['draft']}"
        kept, gone = (datetime.fromisoformat(one[at]) for at in ("kept_at", "gone_at"))
        yield Begun(one["draft"], summary, moment(kept), day(gone), address)


def _write_at(address: str) -> tuple[str, str, dict[str, str]]:
    """The write that goes to an address: its name, what it is, and what the address names."""
    for one in operations():
        found = re.fullmatch(re.sub(r"<string:(\w+)>", r"(?P<\1>[0-9a-f]+)", one.path), address)
        if found is not None and one.method == "POST":
            return one.name, one.summary, found.groupdict()
    return "", "", {}


def _filled(page: str, path: dict[str, str]) -> str:
    return re.sub(r"<string:(\w+)>", lambda named: path[named[1]], page)


def _gone_on_with(visit: Visit) -> Response:
    """To the page on which it was typed."""
    draft = visit.path["draft"]
    page = page_of(visit, draft)
    if page is None:
        raise Refused("not-found")
    return go_to(f"{page}?draft={draft}")


def _thrown_away(visit: Visit) -> Response:
    file, draft = visit.path["file"], visit.typed("draft", 64)
    record(visit, "throwAwayDraft", {}, "", file=file, draft=draft)
    return go_to(f"/files/{file}/drafts")


PAGES: Final = (
    Page("whatYouBegan", "GET", _PLACE, _listed),
    Page(
        "goOnWithDraft", "GET", f"{_PLACE}/<string:draft>", _gone_on_with, problems=("not-found",)
    ),
    Page("throwAwaySent", "POST", _PLACE, _thrown_away, problems=("not-found",)),
)
