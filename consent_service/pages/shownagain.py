"""After a form comes an address: what a form is answered with is kept, and read from there. So the
way back leads through pages that nobody has to send again.

It is shown again as it was, to the same browser, while the session lives and its reader may still
see it. For a quarter of an hour that is no new look, and asks nothing of any record. What is shown
once is read from its address once.
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
from ..storage.door.trouble import StorageError
from .asking import ask, may_ask
from .navigation import may_use
from .since import it_came_back, told, what_came
from .visit import Visit

#: Where what has no page of its own to be read from stands.
ELSEWHERE: Final = "/shown"
_NAMED: Final = "shown"
_ID: Final = re.compile(r"[0-9a-f]{24}")
_PAGE: Final = "text/html"
_KINDS: Final = frozenset({_PAGE, "application/pdf"})
#: Seconds for which what is shown once waits to be fetched, and for which to go back is one look.
_TO_BE_FETCHED: Final = 120
_ONE_LOOK: Final = 15 * 60
_IS_WRONG: Final = 400
_TO_BE_PUT_RIGHT: Final = 422
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
    #: When it was shown; whether it is once; and whether it holds no more than what was typed.
    at: int
    is_once: bool
    is_typed: bool
    #: Under which key what was typed is recorded.
    once: str = ""


def at_once(response: Response) -> Response:
    """What cannot wait until it is kept: it may be that nothing can be."""
    g.cannot_wait = True
    return response


def as_typed(response: Response, once: str = "") -> Response:
    """What holds what somebody typed: it is not lost, however late they go on. `once` is the key
    under which it is recorded: once it is, that is what they are shown.
    """
    g.is_typed, g.once = True, once
    return response


def only_once(response: Response) -> Response:
    """What nobody may go back to: not even its reader, whose telephone somebody else may take."""
    g.is_once = True
    return response


def kept(visit: Visit, response: Response, *, has_page: bool, is_once: bool) -> Response:
    """The address of what a form is answered with; itself, where it cannot be kept."""
    status, signed_in = response.status_code, visit.signed_in
    leads_on = 300 <= status < 400
    if leads_on or status >= _TRY_AGAIN or status == 401 or signed_in is None:
        return response
    is_saved = "Content-Disposition" in response.headers
    if "cannot_wait" in g or is_saved or response.mimetype not in _KINDS:
        return response
    if is_once and response.mimetype != _PAGE:
        # To save a document is to ask for it once more.
        return response
    page = response.get_data()
    if len(page) > _LONGEST:
        return response
    headers = {name: response.headers[name] for name in _HEADERS if name in response.headers}
    roles = sorted(signed_in.principal.roles)
    file = visit.path.get("file")
    seen = file if file and _sees(visit, signed_in, file) else None
    at, is_typed = int(visit.service.access.browsers.now()), "is_typed" in g
    # What is wrong with what was typed is no secret that is shown once.
    is_once = (is_once or "is_once" in g) and not is_typed and status < _IS_WRONG
    once = g.get("once", "")
    shown = _Shown(status, headers, page, roles, seen, at, is_once, is_typed, once)
    where = request.path if has_page else ELSEWHERE
    seconds = _TO_BE_FETCHED if is_once else None
    try:
        id = visit.service.last_shown.keep(where, msgspec.msgpack.encode(shown), seconds)
    except StorageError:
        return response
    if id is None:
        return response
    draft = str(g.get("begun", "")) or request.form.get("draft", "")
    begun = f"draft={draft}&" if has_page and _ID.fullmatch(draft) else ""
    there = f"{where}?{begun}{_NAMED}={id}"
    if is_typed and has_page and status == _TO_BE_PUT_RIGHT:
        it_came_back(visit, there)
    return Response(status=303, headers={"Location": there})


def kept_for_them(visit: Visit, address: str, what: bytes) -> str | None:
    """By what it is found again at this address, in this browser; None where it cannot be kept."""
    try:
        return visit.service.last_shown.keep(address, what)
    except StorageError:
        return None


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
    if shown.is_once and not visit.service.last_shown.end(id):
        return None
    if came := what_came(visit, once=shown.once):
        return told(visit, came)
    if not _is_the_same_look(visit, shown):
        return None
    return Response(shown.page, status=shown.status, headers=shown.headers)


def _is_the_same_look(visit: Visit, shown: _Shown) -> bool:
    """What is gone back to within a quarter of an hour is what was on the screen: that somebody
    looked stands on record. Later it is a look of its own, which is put on record now; and what no
    family can be named of is looked for anew, but for what was typed.
    """
    if visit.service.access.browsers.now() - shown.at <= _ONE_LOOK:
        return True
    if shown.of_family is None:
        return shown.is_typed
    ask(visit, "showFile", file=shown.of_family)
    return True


def _sees(visit: Visit, signed_in: SignedIn, file: str) -> bool:
    """Whether they may see a family, as of now."""
    if signed_in.principal.kind is not Kind.STAFF or not may_use(signed_in, "showFile"):
        return False
    try:
        may_ask(visit, "showFile", file=file)
    except (Refused, ProblemError):
        return False
    return True
