"""What a browser is shown of a request that the front refuses before anybody is asked: a page with
what to do next, where a program is told a problem.

It says nothing of whoever asks and looks nothing up, so that it is made once for each of the few
ways in which it reads: what a stranger is told costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeAlias

from flask import Flask, g

from ..api.edge.service import RunningService
from .frame import is_at_a_familys
from .page import error_page

#: A status, headers, the page; None where none can be made of what was asked.
ShownRefusal: TypeAlias = tuple[int, list[tuple[str, str]], bytes]
#: What a refusal reads like in a browser: of a code, for an environment of the application.
RefusedPages: TypeAlias = Callable[[str, dict[str, Any]], ShownRefusal | None]

#: Where each of the two who read stands, for the page's words and links.
_OF_FAMILIES: Final = "/your-page"
_OF_STAFF: Final = "/"
_COOKIE: Final = "HTTP_COOKIE"


def refused_pages(app: Flask, service: RunningService) -> RefusedPages:
    """The pages of this application."""
    browsers = service.access.browsers
    made: dict[tuple[object, ...], ShownRefusal] = {}

    def page_of(code: str, environ: dict[str, Any]) -> ShownRefusal | None:
        try:
            with app.request_context(environ):
                is_family = is_at_a_familys(environ["PATH_INFO"]) or browsers.is_familys()
                language = service.languages.of(browsers.language())
            method = "POST" if environ["REQUEST_METHOD"] == "POST" else "GET"
            key = (code, is_family, language.tag, method)
            if key not in made:
                there = _OF_FAMILIES if is_family else _OF_STAFF
                plain = {name: value for name, value in environ.items() if name != _COOKIE}
                plain |= {"PATH_INFO": there, "QUERY_STRING": "", "REQUEST_METHOD": method}
                with app.request_context(plain):
                    g.speaks = language.tag
                    response = error_page(service, code)
                made[key] = response.status_code, [*response.headers.items()], response.get_data()
        except Exception:  # noqa: BLE001 - of what is read in no way a program's words are all there is
            return None
        return made[key]

    return page_of
