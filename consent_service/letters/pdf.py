"""A letter as a tagged PDF (PDF/UA-1), for whoever prints many or has them sent.

WeasyPrint is an extra (`pip install` with `requirements-letters.lock`), and needs Debian's Pango.
Without either there is no PDF: a browser prints the same HTML. It is given no way to a file or to a
network, so that nothing but the letter's own bytes gets onto the paper; and a sign that no font has
would be a box that nobody notices before it lies in somebody's hall, so it is an error.
"""

from __future__ import annotations

import hashlib
import logging
import re
import zlib
from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from typing import Any, Final

from ..languages.language import ENGLISH

#: As a form calls it.
PDF: Final = "PDF"
_SAYS: Final = "weasyprint"
#: Where a PDF says how many pages it has, and what stands packed together in it.
_COUNT: Final = re.compile(rb"/Type ?/Pages\b[^>]*/Count (\d+)")
_PACKED: Final = re.compile(rb"/ObjStm\b.*?stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
#: The same letter in English, and a line of a list, as a PDF calls them.
_AGAIN: Final = "/Art"
_LINE: Final = "/LI"
#: Lines that are each in a language of their own.
_IN_LINES: Final = re.compile(r'<li lang="([^"]+)"')
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
        raise CannotBeSet(
            "No font here has all signs of this letter: print the page from this browser. Whoever "
            "runs the service can install fonts-noto-core."
        )
    return made


def pages_of(made: bytes) -> int:
    """How many pages a PDF has that was made here."""
    every = [made, *(zlib.decompress(packed) for packed in _PACKED.findall(made))]
    return next((int(found[1]) for one in every if (found := _COUNT.search(one))), 0)


@cache
def _maker() -> Callable[[bytes], bytes] | None:
    try:
        html = import_module("weasyprint").HTML
        urls = import_module("weasyprint.urls")
        text = import_module("pydyf").String
    except (ImportError, OSError):
        # OSError: it is there, and Pango is not.
        return None
    fetcher: Any = urls.URLFetcher(allowed_protocols=("data",), fail_on_errors=True)

    def make(paper: bytes) -> bytes:
        page = html(string=paper.decode(), url_fetcher=fetcher)
        digest = hashlib.sha256(paper).digest()
        in_lines = _IN_LINES.findall(paper.decode())
        pdf: bytes = page.write_pdf(
            pdf_variant="pdf/ua-1",
            pdf_identifier=digest,
            finisher=lambda _, made: _say_languages(made.objects, in_lines, text),
        )
        return pdf

    return make


def _say_languages(
    objects: Sequence[Any], in_lines: Sequence[str], text: Callable[[str], Any]
) -> None:
    """WeasyPrint tells the language of the whole alone. Whoever has an Urdu letter read out hears
    the English of it in English, and each line of the strip in its own language.
    """
    found: list[Any] = [one for one in objects if isinstance(one, dict) and "S" in one]
    elements = {one.reference: one for one in found}
    for one in found:
        if one["S"] == _AGAIN:
            one["Lang"] = text(ENGLISH.tag)
    for one in found:
        lines = [elements[kid] for kid in one.get("K", ()) if kid in elements]
        if len(lines) == len(in_lines) and {line["S"] for line in lines} == {_LINE}:
            for line, tag in zip(lines, in_lines, strict=True):
                line["Lang"] = text(tag)
            return
