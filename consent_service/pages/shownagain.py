"""After a form comes an address: what a form is answered with is kept, and read from there. So the
way back leads through pages that nobody has to send again.

It is shown again as it was, to the same browser, while the session lives and its reader may still
see it: it is no new look, and asks nothing of any record.
"""

from __future__ import annotations

import re
from typing import Final

import msgspec
from flask import Response, g, request

from ..access.sessions import SignedIn
from ..actions.refused import Refused
from ..api.edge.problems import ProblemError
from ..domain.may import Kind
from ..storage.trouble import StorageError
from .asking import may_ask
from .navigation import may_use
from .visit import Visit

#: Where what has no page of its own to be read from stands.
ELSEWHERE: Final = "/shown"
_NAMED: Final = "shown"
_ID: Final = re.compile(r"[0-9a-f]{24}")
_KINDS: Final = frozenset({"text/html", "application/pdf"})
#: Longer than any page, and than any letter that is posted.
_LONGEST: Final = 2_000_000
#: From here on nobody knows what became of it: sending it again is what helps.
_TRY_AGAIN: Final = 429
_HEADERS: Final = ("Content-Security-Policy", "Referrer-Policy", "Refresh", "Content-Type")


class _Shown(msgspec.Struct, frozen=True):
    """A page as it was shown: what its reader was then, and which family they might see."""

    status: int
    headers: dict[str, str]
    page: bytes
    roles: list[str]
    of_family: str | None


def at_once(response: Response) -> Response:
    """What cannot wait until it is kept: it may be that nothing can be."""
    g.cannot_wait = True
    return response


def kept(visit: Visit, response: Response, *, has_page: bool) -> Response:
    """The address of what a form is answered with; itself, where it cannot be kept."""
    status, signed_in = response.status_code, visit.signed_in
    leads_on = 300 <= status < 400
    if leads_on or status >= _TRY_AGAIN or status == 401 or signed_in is None:
        return response
    is_saved = "Content-Disposition" in response.headers
    if "cannot_wait" in g or is_saved or response.mimetype not in _KINDS:
        return response
    page = response.get_data()
    if len(page) > _LONGEST:
        return response
    headers = {name: response.headers[name] for name in _HEADERS if name in response.headers}
    roles = sorted(signed_in.principal.roles)
    file = visit.path.get("file")
    seen = file if file and _sees(visit, signed_in, file) else None
    shown = _Shown(status, headers, page, roles, seen)
    where = request.path if has_page else ELSEWHERE
    try:
        id = visit.service.last_shown.keep(where, msgspec.msgpack.encode(shown))
    except StorageError:
        return response
    if id is None:
        return response
    draft = request.form.get("draft", "")
    begun = f"draft={draft}&" if has_page and _ID.fullmatch(draft) else ""
    return Response(status=303, headers={"Location": f"{where}?{begun}{_NAMED}={id}"})


def again(visit: Visit) -> Response | None:
    """What the address names, if it was shown here and may still be."""
    id, signed_in = request.args.get(_NAMED, ""), visit.signed_in
    if signed_in is None or not _ID.fullmatch(id):
        return None
    found = visit.service.last_shown.find(request.path, id)
    if found is None:
        return None
    shown = msgspec.msgpack.decode(found, type=_Shown)
    if shown.roles != sorted(signed_in.principal.roles):
        return None
    if shown.of_family and not _sees(visit, signed_in, shown.of_family):
        return None
    return Response(shown.page, status=shown.status, headers=shown.headers)


def _sees(visit: Visit, signed_in: SignedIn, file: str) -> bool:
    """Whether they may see a family, as of now."""
    if signed_in.principal.kind is not Kind.STAFF or not may_use(signed_in, "showFile"):
        return False
    try:
        may_ask(visit, "showFile", file=file)
    except (Refused, ProblemError):
        return False
    return True
