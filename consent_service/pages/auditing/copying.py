"""A copy of each ledger, to save and to check without us."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import Response

from ..asking import ask, hand_over, may_ask
from ..frame import Visit, show
from ..page import Page
from .whole import HOME

_COPIES: Final = f"{HOME}/copies"
_WORDS: Final = {"RECORD": "The record", "LOOKS": "Who looked at it"}


def _copies(visit: Visit) -> Response:
    told = ask(visit, "showWholeness")
    ledgers = [_ledger(one) for one in told["ledgers"] if one["published"]]
    for one in ledgers[:1]:
        # Whoever has to show anew who they are does so first, and not for each part.
        may_ask(visit, "exportLedger", authority=one["named"], part="0")
    return show(visit, "copies.html", "A copy to check without us", ledgers=ledgers, home=_COPIES)


def _ledger(one: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "what": _WORDS[one["of"]],
        "named": one["named"],
        "origin": one["origin"],
        "key": one["key"],
        "entries": one["published"],
        "parts": one["copied_in"],
    }


def _part(visit: Visit) -> Response:
    return hand_over(visit, "exportLedger", {}, **visit.path)


PAGES: Final = (
    Page("copiesOfLedgers", "GET", _COPIES, _copies),
    Page("saveCopy", "POST", f"{_COPIES}/<string:authority>/<string:part>", _part),
)
