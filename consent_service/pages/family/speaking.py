"""The language in which one of a family reads: chosen by a link, kept until the browser is closed.

It is kept in a cookie of its own and not with the session, so that whoever signs in reads the page
to sign in already. Leaving clears it with the rest.
"""

from __future__ import annotations

from typing import Final

from flask import Response, request

from ..frame import Visit, go_to
from ..page import Page

_LONGEST: Final = 20


def _chosen(visit: Visit) -> Response:
    """Back to where they were, in that language; in English where there is no such one."""
    response = go_to(visit.wanted)
    language = visit.service.languages.of(request.args.get("in", "")[:_LONGEST])
    visit.service.access.browsers.speak(response, language.tag)
    return response


PAGES: Final = (
    Page(
        "languageChosen",
        "GET",
        "/language",
        _chosen,
        public="Whoever signs in must be able to read how. It changes nothing but the language.",
        is_always_there=True,
    ),
)
