"""The language in which one of a family reads: chosen by a link, kept until the browser is closed.
Where a form stands it is chosen by a button of the form, which brings along what was typed.

It is kept in a cookie of its own and not with the session, so that whoever signs in reads the page
to sign in already. Leaving clears it with the rest.
"""

from __future__ import annotations

from typing import Final

from flask import Response, after_this_request, g, request

from ...languages.language import Language
from ..frame import Visit, go_to
from ..page import Page

_LONGEST: Final = 20


def _chosen(visit: Visit) -> Response:
    """Back to where they were, in that language; in English where there is no such one."""
    response = go_to(visit.wanted)
    language = visit.service.languages.of(request.args.get("in", "")[:_LONGEST])
    visit.service.access.browsers.speak(response, language.tag)
    return response


def speaks(visit: Visit) -> bool:
    """Whether a form was sent to be read in another language: from now on that is theirs, and
    nothing of what was typed is kept or lost.
    """
    tag = visit.typed("speak", _LONGEST)
    if not tag:
        return False
    _from_now_on(visit, visit.service.languages.of(tag))
    return True


def begins_in(visit: Visit, on_record: str | None) -> None:
    """Whoever has chosen no language here reads in the one that is on record for them."""
    chosen = g.get("speaks") or visit.service.access.browsers.language()
    language = visit.service.languages.called(on_record)
    if not chosen and not language.is_english:
        _from_now_on(visit, language)


def _from_now_on(visit: Visit, language: Language) -> None:
    g.speaks = language.tag

    @after_this_request
    def _(response: Response) -> Response:
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
