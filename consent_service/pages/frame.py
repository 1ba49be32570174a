"""What every page stands in: its head, its way to share now, its errors, and what it may load."""

from __future__ import annotations

import hashlib
import re
from datetime import date, datetime
from functools import partial
from typing import Any, Final
from urllib.parse import quote
from zoneinfo import ZoneInfo

from flask import Response, request
from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context

from ..access.sessions import SignedIn
from ..api.edge.reading import MOST_OF_A_FORM
from ..domain.codes import TEXTS, codes
from ..domain.may import Kind
from ..domain.own.words import day_of, last_day
from ..domain.words.naming import moment
from ..languages.language import ENGLISH, Language
from ..languages.marking import in_page
from .assets import asset
from .died import to_be_said
from .family import addresses
from .help.where import explained_at
from .navigation import may_use, ways_for
from .visit import Visit
from .wanted import FIRST, ours, told

__all__ = ["HTML", "POLICY", "Visit", "clock", "go_to", "of_whom", "show"]

HTML: Final = "text/html; charset=utf-8"
#: Our own style and script, and forms that go to us. Nothing inline, and nothing of anybody else.
POLICY: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'"
)
#: So many signs has a day: a moment has more.
_OF_A_DAY: Final = len("2026-03-09")
#: Of a digest, so much.
_MARK: Final = 24
_HOURS: Final = ZoneInfo("Europe/London")
#: Where nobody but a family, or who supports one, has anything to do.
_OF_FAMILIES: Final = re.compile(r"/your-page\b|/sign-in/family\b|/sign-in/[^/]+/family-")

_environment: Final = Environment(
    loader=ChoiceLoader(
        [
            PackageLoader("consent_service.pages"),
            PackageLoader("consent_service.pages.signin"),
            PackageLoader("consent_service.pages.help"),
            PackageLoader("consent_service.pages.worker"),
            PackageLoader("consent_service.pages.family"),
            PackageLoader("consent_service.pages.managing"),
            PackageLoader("consent_service.pages.auditing"),
            PackageLoader("consent_service.pages.administering"),
            PackageLoader("consent_service.pages.partner"),
        ]
    ),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_environment.globals.update(
    asset=asset,
    texts=TEXTS,
    explained_at=explained_at,
    addresses=addresses,
    most_of_a_form=MOST_OF_A_FORM,
)


@pass_context
def _spoken_day(context: Context, day: str) -> str:
    """A day as whoever reads the page says it; of a moment, the day that it is here."""
    language: Language = context.get("language", ENGLISH)
    return language.day(date.fromisoformat(day if len(day) == _OF_A_DAY else day_of(_moment(day))))


@pass_context
def _spoken_last_day(context: Context, end: str) -> str:
    """The last day on which something holds: its end, as a moment, is that from which it does not.
    A day is that day itself.
    """
    return _spoken_day(context, end if len(end) == _OF_A_DAY else last_day(_moment(end)))


def _moment(at: str) -> datetime:
    return datetime.fromisoformat(at)


_environment.filters["spoken_day"] = _spoken_day
_environment.filters["spoken_last_day"] = _spoken_last_day
_environment.filters["spoken_moment"] = lambda at: moment(datetime.fromisoformat(at))


def show(
    visit: Visit,
    template: str,
    title: str,
    *,
    status: int = 200,
    is_family: bool | None = None,
    heading: str | None = None,
    to_family: str | None = None,
    is_wide: bool = False,
    **values: Any,
) -> Response:
    """A page. `title` is its heading as well, unless that is said, and names nobody. One of the
    family's says nothing in its title of what this is; whose it is, is whose the session is unless
    it is said. `to_family` is the title in the words of a family, where it may be anybody's.
    """
    signed_in = visit.signed_in
    if is_family is None and signed_in is None:
        # At an address where nothing is, and when their session is over, they are family still; and
        # whoever is at an address of theirs, before they have signed in, where that does not work.
        is_family = is_at_a_familys(request.path) or visit.service.access.browsers.is_familys()
    elif is_family is None and signed_in is not None:
        is_family = signed_in.principal.kind in (Kind.FAMILY, Kind.ADVOCATE)
    if is_family and to_family is not None:
        title = to_family
    language = visit.language if is_family else ENGLISH
    idle = int(signed_in.idle.total_seconds()) if is_family and signed_in is not None else 0
    page = _environment.get_template(template).render(
        title=language.text(title),
        heading=in_page(language, heading or title),
        # What a family reads is marked, to be put into their language.
        language=language,
        languages=visit.service.languages.offered() if is_family else [],
        here=_back(),
        # The form by which a language is chosen, where one stands there.
        speaks_with=values.pop("speaks_with", ""),
        _=partial(in_page, language),
        is_wide=is_wide,
        navigation=[] if is_family else ways_for(visit, is_counted=status < 400),
        status=status,
        # A form that comes back to be put right says so first, whatever its status.
        is_error=status >= 400 or bool(values.get("summary")),
        is_family=is_family,
        # Of what is typed now, where it says that a child may be at risk right now.
        cannot_wait=values.pop("cannot_wait", False),
        file_at_risk=visit.path.get("file"),
        signed_in=signed_in,
        # No link leads to where whoever reads may not go; whoever is nobody yet is asked who first.
        may=lambda operation: signed_in is None or may_use(signed_in, operation),
        csrf=visit.service.access.browsers.csrf(),
        mine=of_whom(visit),
        # After how many seconds in which nobody does anything it leaves by itself.
        idle=idle,
        rung=_rung(visit) if is_family else [],
        # Whoever speaks or writes to a family knows first that a child of it has died.
        have_died=[] if is_family else to_be_said(),
        # What an authority is called by whoever reads: its id is for programs.
        called=lambda authority: visit.service.councils.get(authority, authority),
        role=None if signed_in is None else _role(signed_in),
        council=signed_in and visit.service.councils.get(signed_in.principal.authority),
        **{"wanted": visit.wanted, "to": told(visit.wanted), **values},
    )
    response = Response(page, status=status, content_type=HTML)
    response.headers["Content-Security-Policy"] = POLICY
    # Not "no-referrer": browsers then say of our own forms, too, that they came from nowhere.
    response.headers["Referrer-Policy"] = "same-origin"
    if idle:
        # What nobody reads any more is on no telephone that lies about, with a script or without:
        # the page is replaced, and what was stored is cleared, as by the button; unless another
        # page of the same session is in use.
        response.headers["Refresh"] = f"{idle};url=/exit?by=itself"
    return response


def is_at_a_familys(path: str) -> bool:
    """Whether nobody but a family, or who supports one, has anything to do there."""
    return _OF_FAMILIES.match(path) is not None


def _rung(visit: Visit) -> list[tuple[str, str]]:
    """The number at which a family rings their council; where nobody can say whose they are, each
    that is here, and which council it is. Wherever they read that they may ring, it stands at the
    foot.
    """
    service, signed_in = visit.service, visit.signed_in
    every = service.authorities if signed_in is None else (signed_in.principal.authority,)
    heads = [(one, head) for one in every if (head := service.letterheads.get(one)) is not None]
    return [
        (service.councils.get(one, one) if len(every) > 1 else "", head.telephone)
        for one, head in heads
    ]


def of_whom(visit: Visit) -> str:
    """Whose a family's form is: the same once they have signed in again, and no id of theirs."""
    if visit.signed_in is None:
        return ""
    who = visit.signed_in.principal
    said = (who.authority, who.file, who.person, *sorted(who.roles))
    return hashlib.sha256("\n".join(map(str, said)).encode()).hexdigest()[:_MARK]


def _back() -> str:
    """Leads back here from where a language is chosen; not to what a form showed, which is gone."""
    here = ours(request.full_path.removesuffix("?")) if request.method == "GET" else FIRST
    return "" if here == FIRST else f"&to={quote(here, safe='/')}"


def go_to(address: str) -> Response:
    """What follows a form: the page to look at next, so that loading it again sends nothing."""
    return Response(status=303, headers={"Location": address})


def clock(at: datetime) -> str:
    """A time as people here read it off the wall."""
    return at.astimezone(_HOURS).strftime("%H:%M")


def _role(signed_in: SignedIn) -> str:
    labels = codes("staff_roles")
    roles = [labels[role].label for role in sorted(signed_in.principal.roles)]
    return ", ".join(roles) or "No role yet: whoever runs the service gives you one"
