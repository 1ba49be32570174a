"""The first page: who you are, once you are somebody; in a demonstration, whom you could be."""

from __future__ import annotations

from typing import Final

from flask import Response

from ...access.madeup import MadeUp
from ...access.sessions import held_for
from ...actions.refused import Refused
from ...domain.codes import codes
from ...domain.may import FAMILY, PARTNER
from ...storage.people.sessions import WHOSE
from ..administering.people import HOME as PEOPLE
from ..administering.people import is_administrators
from ..auditing.picking import PICK
from ..auditing.whole import HOME, is_auditors
from ..family.ownpage import is_familys, own_page
from ..frame import Visit, go_to, show
from ..managing.desk import desk, is_at_desk
from ..navigation import may_use
from ..page import Page
from ..partner.asked import HOME as REQUESTS
from ..partner.asked import is_partners
from ..somebody import as_whom
from ..wanted import FIRST, told
from ..worker.home import home, is_at_home

#: In which order, and under which heading, people are listed.
_HEADINGS: Final = ("In the hub", "In a partner agency", "In a family")


def _first(visit: Visit) -> Response:
    signed_in = visit.signed_in
    if signed_in is not None and visit.wanted != FIRST:
        return go_to(visit.wanted)
    if signed_in is not None and is_familys(signed_in):
        return own_page(visit, signed_in)
    if signed_in is not None and is_at_desk(signed_in):
        return desk(visit, as_whom(visit))
    if signed_in is not None and is_at_home(signed_in):
        return home(visit, as_whom(visit))
    if signed_in is not None and is_auditors(signed_in):
        return go_to(HOME)
    if signed_in is not None and is_administrators(signed_in):
        return go_to(PEOPLE)
    if signed_in is not None and is_partners(signed_in):
        return go_to(REQUESTS)
    if signed_in is not None and may_use(signed_in, "search"):
        return go_to(PICK)
    if signed_in is not None:
        return show(visit, "here.html", "You are signed in", **as_whom(visit))
    if not visit.service.people:
        return go_to(f"/sign-in{told(visit.wanted)}")
    groups: dict[str, list[tuple[int, MadeUp, str]]] = {heading: [] for heading in _HEADINGS}
    labels = codes("staff_roles")
    for number, one in enumerate(visit.service.people):
        groups[_heading(one.role)].append((number, one, labels[one.role].label))
    return show(visit, "whom.html", "Try it as somebody", groups=groups)


def _heading(role: str) -> str:
    return _HEADINGS[2 if role in FAMILY else 1 if role == PARTNER else 0]


def _be(visit: Visit) -> Response:
    """One press, and you are this made-up person. Where nobody is made up there is no such page."""
    people, number = visit.service.people, visit.typed("who", 3)
    if not number.isascii() or not number.isdigit() or int(number) >= len(people):
        raise Refused("not-found")
    one = people[int(number)]
    browsers = visit.service.access.browsers
    held = held_for(
        one.subject,
        frozenset({one.role}),
        browsers.now(),
        amr=("made-up",),
        **{name: getattr(one, name) for name in WHOSE},
    )
    response = go_to(visit.wanted)
    browsers.start(response, one.authority, held)
    return response


PAGES: Final = (
    Page(
        "firstPage",
        "GET",
        "/",
        _first,
        public="It shows nobody anything of anybody; who is signed in sees who they are.",
    ),
    Page(
        "beSomebody",
        "POST",
        "/demonstration/be",
        _be,
        public="Everybody in a demonstration is made up, and elsewhere nobody is on the list.",
    ),
)
