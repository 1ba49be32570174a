"""Where what a form was answered with is read from, if it has no page of its own there."""

from __future__ import annotations

from typing import Final

from flask import Response

from .frame import Visit, go_to
from .page import Page
from .shownagain import ELSEWHERE
from .wanted import FIRST


def _gone(_: Visit) -> Response:
    """Their session has ended since: they begin where everybody does."""
    return go_to(FIRST)


PAGES: Final = (Page("shownAgain", "GET", ELSEWHERE, _gone),)
