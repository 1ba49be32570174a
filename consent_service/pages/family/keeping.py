"""Who must not know: by itself; in each form of words it is asked as well (`saying.py`)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final

from flask import Response, request

from ..asking import ask
from ..frame import Visit
from ..page import Page
from .addresses import KEPT_FROM
from .helping import once
from .saying import choices, keeps, list_of_whom, said_in, shows, who_of
from .speaking import speaks

_NOTHING: Final = "Choose who must not know, or write it."


def _form(visit: Visit) -> Response:
    return _asks(visit, {"words": ""})


def _asks(visit: Visit, typed: Mapping[str, str], wrong: str | None = None) -> Response:
    is_young = ask(visit, "showOwn")["young"]
    kinds = choices(visit, "kept_from" if is_young else list_of_whom(visit))
    heading, picked = "Who must not know?", request.form.getlist("who")
    more = {"kinds": kinds, "picked": picked, "is_young": is_young, "help_once": once()}
    return shows(visit, "kept_from.html", heading, typed, wrong, **more)


def _sent(visit: Visit) -> Response:
    typed = said_in(visit, "words")
    if speaks(visit):
        return _asks(visit, typed)
    who = who_of("who")
    again = partial(_asks, visit, typed)
    if not who and not typed["words"]:
        return again(_NOTHING)
    return keeps(visit, "sayWhoMustNotKnow", {**typed, "who": who}, again)


PAGES: Final = (
    Page("whoMustNotKnowForm", "GET", KEPT_FROM, _form),
    Page("whoMustNotKnowSent", "POST", KEPT_FROM, _sent),
)
