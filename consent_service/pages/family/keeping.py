"""Who must not know: a young person's own page asks it of nobody else."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final

from flask import Response, request

from ...actions.refused import Refused
from ...domain.codes import codes
from ..asking import ask
from ..frame import Visit
from ..page import Page
from .addresses import KEPT_FROM
from .saying import choices, keeps, once, said_in, shows
from .speaking import speaks

_NOTHING: Final = "Choose who must not know, or write it."


def _form(visit: Visit) -> Response:
    return _asks(visit, {"words": ""})


def _asks(visit: Visit, typed: Mapping[str, str], wrong: str | None = None) -> Response:
    if not ask(visit, "showOwn")["young"]:
        raise Refused("not-your-role")
    kinds, picked = choices(visit, "kept_from"), request.form.getlist("who")
    heading = "Who must not know?"
    more = {"kinds": kinds, "picked": picked, "help_once": once()}
    return shows(visit, "kept_from.html", heading, typed, wrong, **more)


def _sent(visit: Visit) -> Response:
    typed = said_in(visit, "words")
    if speaks(visit):
        return _asks(visit, typed)
    who = [one for one in codes("kept_from") if one in request.form.getlist("who")]
    again = partial(_asks, visit, typed)
    if not who and not typed["words"]:
        return again(_NOTHING)
    return keeps(visit, "sayWhoMustNotKnow", {**typed, "who": who}, again)


PAGES: Final = (
    Page("whoMustNotKnowForm", "GET", KEPT_FROM, _form),
    Page("whoMustNotKnowSent", "POST", KEPT_FROM, _sent),
)
