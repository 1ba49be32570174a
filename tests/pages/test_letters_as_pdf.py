"""A letter as PDF: tagged, the same bytes each time, from nothing but the letter."""

from __future__ import annotations

import re
import zlib

import pytest

from consent_service.letters import pdf
from consent_service.letters.pdf import CannotBeSet, as_pdf, can_be_pdf

PAGE = '<html lang="en"><title>Letter</title><h1>What you told us</h1><p>{}</p></html>'


@pytest.fixture
def pango() -> None:
    """CI says so where these are skipped: the extra is installed with the tests, Pango by Debian.
    Asked here and not when tests are collected: WeasyPrint takes long to import.
    """
    if not can_be_pdf():
        pytest.skip("WeasyPrint finds no Pango: apt-get install libpangoft2-1.0-0")


@pytest.mark.usefixtures("pango")
def test_a_letter_is_the_same_tagged_pdf_each_time() -> None:
    once, again = (as_pdf(PAGE.format("Ŵŵ ✓").encode()) for _ in range(2))
    assert once == again
    assert once.startswith(b"%PDF-")
    inside = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", once, re.DOTALL)
    opened = b"".join(zlib.decompress(one) for one in inside if one[:1] == b"x")
    assert b"/Marked true" in opened + once
    assert b"pdfuaid" in opened + once


@pytest.mark.usefixtures("pango")
def test_nothing_but_the_letter_gets_onto_the_paper() -> None:
    for where in ("file:///etc/hostname", "http://127.0.0.1:9/"):
        with pytest.raises(BaseException, match=r"(?i)fetch|protocol|load"):
            as_pdf(PAGE.format(f'<img src="{where}" alt="">').encode())


@pytest.mark.usefixtures("pango")
def test_a_sign_that_no_font_has_is_no_box_on_the_paper() -> None:
    with pytest.raises(CannotBeSet, match="fonts-noto-core"):
        as_pdf(PAGE.format("\U0001e6c0").encode())


def test_without_the_extra_it_is_said_to_print_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_maker", lambda: None)
    assert not can_be_pdf()
    with pytest.raises(CannotBeSet, match="print the page"):
        as_pdf(b"")
