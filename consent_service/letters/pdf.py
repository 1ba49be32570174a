"""A letter as a tagged PDF (PDF/UA-1), for whoever prints many or has them sent.

WeasyPrint is an extra (`pip install` with `requirements-letters.lock`), and needs Debian's Pango.
Without either there is no PDF: a browser prints the same HTML. It is given no way to a file or to a
network, so that nothing but the letter's own bytes gets onto the paper; and a sign that no font has
would be a box that nobody notices before it lies in somebody's hall, so it is an error.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any, Final

#: As a form calls it.
PDF: Final = "PDF"
_SAYS: Final = "weasyprint"
#: What WeasyPrint logs where a font lacks a sign.
_NO_SIGN: Final = ".notdef"


class CannotBeSet(Exception):
    """A letter cannot be set here as a PDF. The message says why, and what to do."""


class _Listening(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lacks_sign = False

    def emit(self, record: logging.LogRecord) -> None:
        self.lacks_sign |= _NO_SIGN in record.getMessage()


def can_be_pdf() -> bool:
    """Whether a PDF can be made here at all."""
    return _maker() is not None


def as_pdf(paper: bytes) -> bytes:
    """The letter, the same bytes each time. Raises `CannotBeSet`."""
    make = _maker()
    if make is None:
        raise CannotBeSet("No PDF can be made here: print the page from this browser.")
    listening, log = _Listening(), logging.getLogger(_SAYS)
    log.addHandler(listening)
    try:
        made = make(paper)
    finally:
        log.removeHandler(listening)
    if listening.lacks_sign:
        raise CannotBeSet("No font here has all signs of this letter: install fonts-noto-core.")
    return made


@cache
def _maker() -> Callable[[bytes], bytes] | None:
    try:
        html = import_module("weasyprint").HTML
        urls = import_module("weasyprint.urls")
    except (ImportError, OSError):
        # OSError: it is there, and Pango is not.
        return None
    fetcher: Any = urls.URLFetcher(allowed_protocols=("data",), fail_on_errors=True)

    def make(paper: bytes) -> bytes:
        page = html(string=paper.decode(), url_fetcher=fetcher)
        digest = hashlib.sha256(paper).digest()
        pdf: bytes = page.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=digest)
        return pdf

    return make
