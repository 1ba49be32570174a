"""One page: declared once, and routed and guarded from that."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from flask import Response, g, request

from ..actions.refused import Refused
from ..api.edge.meant import note, what_it_means
from ..api.edge.routing import Address
from ..api.edge.service import RunningService
from ..domain.codes import TEXTS, codes
from ..domain.may import Kind
from ..storage.door.trouble import StorageError
from . import shownagain
from .assets import ASSETS
from .auditing.amiss import Amiss, of_family
from .family.addresses import CHANGE, OWN, RECEIPT, STOP
from .frame import Visit, of_whom, show
from .meanwhile import meanwhile
from .membercalled import member_called
from .navigation import may_use
from .problems import SIGNED_IN_SINCE, as_read
from .wanted import ours, told

PageHandler: TypeAlias = Callable[[Visit], Response]
#: What is shown with all that was typed where it cannot be done now: by the code of the problem.
Keeps: TypeAlias = Callable[[Visit, str], Response]

#: Whoever hears one of these goes on to what they asked for, once they have shown who they are.
_ASKS_WHO: Final = frozenset({"unauthenticated", "sign-in-again"})
#: Whoever hears one of these goes on to it once they have said why.
_ASKS_WHY: Final = frozenset({"not-opened-yet", "kept-to-others"})
_WHO_THEY_ARE: Final = _ASKS_WHO | {"not-from-our-page"}
#: From here on what is wrong is wrong here, and to send it again may help.
_OURS: Final = 500
#: What somebody typed, and is no id, key or code.
_WORDS: Final = re.compile(r"[a-z ].*[a-z ]|[0-9]{3}", re.IGNORECASE)
#: What staff's pages send by themselves beside what is typed or chosen in them.
CARRIED: Final = frozenset(
    {
        *("advocate_in", "draft", "had_by", "minute", "once", "read", "seen", "tab"),
        *("stood", "to", "today", "typed_by", "used", "was", "way_in", "which_asked", "whose"),
    }
)
#: Anybody's, and it shows more to whoever is known.
_FIRST: Final = "/"
#: Nobody is kept from writing down what they shared, whoever has looked at however much.
_OF_SHARING_NOW: Final = re.compile(r"(?:/files/<string:file>)?/share-now(?:-uses)?(?:/new)?")
#: What somebody of a family writes, or presses, on their page; not by what they sign in.
_TYPED_BY_FAMILY: Final = re.compile(rf"(?!{RECEIPT}$){OWN}/[0-9]")
_FORM: Final = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Page:
    """A method and path, and who may see it: `public` says why anybody may."""

    name: str
    method: str
    path: str
    handler: PageHandler
    public: str | None = None
    #: Whether it is shown, and works, where nobody can say who is signed in.
    is_always_there: bool = False
    #: Whether a program sends it, which has no browser: it shows by itself who it is.
    is_of_programs: bool = False
    #: Why what it shows is shown once, and never again to whoever goes back there.
    shown_once: str | None = None
    #: How it keeps what was typed, where whoever sends it is nobody here, or nobody can say who.
    keeps: Keeps | None = None
    #: What it shows of itself where nothing can be read, and so nothing of anybody.
    instead: Callable[[Visit, str], Response | None] | None = None


def addresses(service: RunningService, pages: Sequence[Page]) -> list[Address]:
    """Where each page stands, and what it is made with."""
    shown_at = {one.path for one in pages if one.method == "GET"}
    return [ASSETS] + [
        Address(one.path, one.name, one.method, _view(service, one, has_page=one.path in shown_at))
        for one in pages
    ]


def _view(service: RunningService, page: Page, *, has_page: bool) -> Callable[..., Response]:
    def view(**path: str) -> Response:
        g.is_page, g.page = True, page
        if page.method == "GET":
            return _read(service, page, path)
        try:
            visit = _visit(service, page, path)
        except (Refused, StorageError) as error:
            # Shown to whoever sent it from here, and to no other site's form.
            sent_from_here = service.access.browsers.is_sent_from_here()
            if page.keeps is None or request.mimetype != _FORM or not sent_from_here:
                raise
            code, _ = what_it_means(error)
            note(error, code)
            return page.keeps(Visit(service, g.get("signed_in"), path), code)
        response = page.handler(visit)
        if page.is_of_programs:
            return response
        is_once = page.shown_once is not None
        return shownagain.kept(visit, response, has_page=has_page, is_once=is_once)

    return view


def _read(service: RunningService, page: Page, path: dict[str, str]) -> Response:
    try:
        visit = _visit(service, page, path)
        # What was done already is told, however much its reader has looked at.
        return shownagain.again(visit) or _counted(page, visit)
    except StorageError as error:
        code, _ = what_it_means(error)
        shown = None if page.instead is None else page.instead(Visit(service, None, path), code)
        if shown is None:
            raise
        note(error, code)
        return shown


def _visit(service: RunningService, page: Page, path: dict[str, str]) -> Visit:
    """Who asks for the page, if they may and it was sent from here. Raises `Refused`."""
    browsers = service.access.browsers
    signed_in = None
    if not page.is_always_there:
        signed_in = browsers.current()
    if signed_in is not None:
        now = service.access.as_of_now(signed_in.principal)
        signed_in = replace(signed_in, principal=now)
        g.signed_in, g.principal = signed_in, signed_in.principal
    elif page.public is None:
        raise Refused("unauthenticated")
    if page.method == "POST":
        if request.mimetype != _FORM:
            raise Refused("bad-request")
        if not page.is_of_programs:
            browsers.assert_from_our_page()
    return Visit(service, signed_in, path)


def _counted(page: Page, visit: Visit) -> Response:
    """A look of whoever is signed in, of which one person has so many, and one network."""
    is_look = page.public is None or page.path == _FIRST
    if visit.signed_in is not None and is_look and not _OF_SHARING_NOW.fullmatch(page.path):
        who = visit.signed_in.principal
        visit.service.allowances.look(who.authority, who.id, visit.network)
    return page.handler(visit)


def error_page(service: RunningService, code: str) -> Response:
    """What went wrong, as a page: what to do next, and the way to share now."""
    problem = as_read(code)
    visit = Visit(service, g.get("signed_in"), {})
    if still_here := _still_here(visit, code, problem.status):
        return still_here
    wanted = visit.wanted
    is_led_back = code in _ASKS_WHO | _ASKS_WHY or problem.status >= _OURS
    if is_led_back and request.method == "GET":
        wanted = ours(request.full_path.removesuffix("?"))
    file = (request.view_args or {}).get("file")
    typed = _typed(service, code, problem.status)
    # Of one record that is damaged, only what is about that one cannot be done.
    then = None if code == "record-damaged" else meanwhile(visit, problem.status)
    is_anothers = code == "not-from-our-page" and _is_anothers(service)
    return show(
        visit,
        "error.html",
        SIGNED_IN_SINCE.get(code, problem.title) if typed else problem.title,
        status=problem.status,
        to_family=TEXTS["own_of_another_title"]
        if is_anothers
        else _to_family(code, problem.status),
        is_anothers=is_anothers,
        is_lost=_is_lost(code, problem.status),
        code=code,
        next=problem.next,
        to=told(wanted),
        file=file,
        amiss=_amiss(visit, file) if code == "record-damaged" and file else None,
        is_overseer=visit.signed_in is not None and may_use(visit.signed_in, "showWholeness"),
        typed=typed,
        words=[
            (_called(name), one)
            for name, one in typed
            if name not in CARRIED and _WORDS.search(one)
        ],
        # Whoever signs in again sends it from here: what another may have typed is read first.
        again=request.path if typed else None,
        try_at=wanted,
        meanwhile=then,
        cannot_check=codes("outcomes")["UNAVAILABLE"],
    )


#: To be tried again, as what is wrong here is.
_NOT_NOW: Final = frozenset({"too-many-requests", "not-from-our-page"})
#: Before anybody was asked.
_NOT_TAKEN: Final = frozenset({"body-too-large", "head-too-large", "too-slow", "bad-request"})


def _is_lost(code: str, status: int) -> bool:
    """Something was sent, and nothing of it is kept: of a family's is none shown again."""
    return request.method == "POST" and (status >= _OURS or code in _NOT_NOW | _NOT_TAKEN)


def _is_anothers(service: RunningService) -> bool:
    """A form of staff's was sent since somebody of a family has signed in, in the same browser.
    What it holds is for none of them to read: who wrote it sends it once they are signed in again.
    """
    sent = request.method == "POST" and not request.path.startswith((f"{OWN}/", "/sign-"))
    return sent and service.access.browsers.is_familys()


def _to_family(code: str, status: int) -> str | None:
    """The same in a family's own words; None where what they typed does not let them in."""
    if code in _ASKS_WHO:
        return _HEADS[True]
    if code == "sign-in-failed":
        return None
    if _is_lost(code, status):
        return TEXTS["own_not_written_title"]
    is_ours = status >= _OURS or code in _NOT_NOW
    return TEXTS["own_not_now_title" if is_ours else "own_nothing_here_title"]


def _typed(service: RunningService, code: str, status: int) -> list[tuple[str, str]]:
    """What was sent, and could not be done for what is wrong here, or with who they are: it is not
    lost. Of a family nothing, whose telephone somebody else may hold; and no password.
    """
    page: Page | None = g.get("page")
    if page is None or page.method != "POST" or page.public is not None or page.is_of_programs:
        return []
    browsers = service.access.browsers
    if status < _OURS and code not in _WHO_THEY_ARE:
        return []
    if request.mimetype != _FORM or browsers.is_familys() or not browsers.is_sent_from_here():
        return []
    return [(name, one) for name, of in request.form.lists() if name != "csrf" for one in of]


#: What is not theirs to send again: a page's own key, and in which language it is read.
_OURS_ALONE: Final = ("csrf", "speak")
#: By whether they are signed out.
_HEADS: Final = {True: "You are signed out", False: "Your page"}


def _still_here(visit: Visit, code: str, status: int) -> Response | None:
    """To somebody of a family, what they sent and is not kept: it goes on from there once they have
    signed in again, or once it works. To nobody else who is signed in on their telephone.
    """
    browsers, form = visit.service.access.browsers, request.form
    if request.method != "POST" or not _TYPED_BY_FAMILY.match(request.path):
        return None
    if request.mimetype != _FORM or not browsers.is_sent_from_here():
        return None
    is_out, is_ours = code in _ASKS_WHO, status >= _OURS or code == "too-many-requests"
    if not (is_ours or code in _WHO_THEY_ARE):
        return None
    # It stood on a page of this very session, of theirs in an earlier one, or nobody is signed in
    # here: an hour after they came in their cookie says nothing any more.
    is_theirs = form.get("csrf", "") == browsers.csrf() or not browsers.csrf()
    if not is_theirs and not (form.get("whose") and form["whose"] == of_whom(visit)):
        return None
    return show(
        visit,
        "still_here.html",
        "Your page",
        status=status,
        is_family=True,
        heading=TEXTS["own_not_written_title"] if is_ours else _HEADS[is_out],
        is_out=is_out,
        is_stop=request.path in (STOP, CHANGE),
        is_ours=is_ours,
        words=form.get("words", ""),
        typed=[(name, one) for name, of in form.lists() if name not in _OURS_ALONE for one in of],
        again=request.path,
    )


def _called(name: str) -> str:
    words = member_called(name).replace(".", " ")
    return words[:1].upper() + words[1:]


def _amiss(visit: Visit, file: str) -> list[Amiss] | None:
    """What the last verification found in a file that does not open: for staff alone. None where
    nobody may be told, and nothing where it was noticed as the file was opened, and not before.
    """
    signed_in = visit.signed_in
    if signed_in is None or signed_in.principal.kind is not Kind.STAFF:
        return None
    keeper = visit.service.keepers[signed_in.principal.authority]
    return of_family(keeper.verifications.last(), file)
