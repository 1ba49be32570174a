"""How to share now, for whoever is in a hurry: no sign-in, no storage, nothing to wait for."""

from __future__ import annotations

from typing import Final

from flask import Response

from ..frame import Visit, show
from ..page import Page


def _share_now(visit: Visit) -> Response:
    return show(visit, "share_now.html", "A child is at risk now")


PAGES: Final = (
    Page(
        "helpShareNow",
        "GET",
        "/help/share-now",
        _share_now,
        public="It says what the guidance says, of nobody, and nobody may have to sign in for it.",
        is_always_there=True,
    ),
)
