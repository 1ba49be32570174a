"""A letter as PDF: tagged, the same bytes each time, from nothing but the letter."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from itertools import groupby

import pytest

from consent_service.api.read.letters import said_in
from consent_service.languages.catalogue import Languages
from consent_service.languages.language import ENGLISH
from consent_service.letters import pdf
from consent_service.letters.paper import STYLES, on_paper
from consent_service.letters.pdf import CannotBeSet, as_pdf, can_be_pdf, pages_of
from tests.domain.test_letters import FULL, written

#: What is read as one piece, as HTML and as a PDF call it.
PIECES = {"h1": "H1", "h2": "H2", "h3": "H3", "p": "P", "li": "LI", "dt": "LI", "dd": "LI"}
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
    assert pages_of(once) == 1
    assert pages_of(as_pdf(PAGE.format("<p>a</p>" * 400).encode())) > 5
    inside = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", once, re.DOTALL)
    opened = b"".join(zlib.decompress(one) for one in inside if one[:1] == b"x")
    assert b"/Marked true" in opened + once
    assert b"pdfuaid" in opened + once


@pytest.mark.usefixtures("pango")
def test_each_line_that_is_in_a_language_of_its_own_says_in_which() -> None:
    lines = '<ul><li lang="pl">a</li><li lang="ro">b</li></ul><ul><li>c</li></ul>'
    every = objects(as_pdf(PAGE.format(lines).encode())).values()
    assert [one for one in (b"pl", b"ro") if not any(b"/Lang (%s)" % one in o for o in every)] == []


def objects(paper: bytes) -> dict[int, bytes]:
    """Each object of a PDF, those that stand packed together as well."""
    found = {}
    for number, body in re.findall(rb"(\d+) 0 obj\r?\n(.*?)\r?\nendobj", paper, re.DOTALL):
        found[int(number)] = body
        if b"/ObjStm" in body.partition(b"stream")[0]:
            packed = re.search(rb"stream\r?\n(.*?)\r?\nendstream", body, re.DOTALL)
            first = re.search(rb"/First (\d+)", body)
            assert packed
            assert first
            opened = zlib.decompress(packed[1])
            head, rest = opened[: int(first[1])], opened[int(first[1]) :]
            pairs = list(zip(*[iter(map(int, head.split()))] * 2, strict=True))
            ends = [at for _, at in pairs[1:]] + [len(rest)]
            found |= {one: rest[at:end] for (one, at), end in zip(pairs, ends, strict=True)}
    return found


def read_out(inside: dict[int, bytes], number: int) -> Iterator[str]:
    """Each piece in the order in which it is read out."""
    body = inside[number]
    kind, kids = re.search(rb"/S /(\w+)", body), re.search(rb"/K (\[.*?\])", body, re.DOTALL)
    if kind:
        yield kind[1].decode()
    for kid in re.findall(rb"(\d+) 0 R", kids[1]) if kids else ():
        if b"/S /" in inside[int(kid)]:
            yield from read_out(inside, int(kid))


@pytest.mark.usefixtures("pango")
@pytest.mark.parametrize("style", STYLES)
def test_a_letter_is_read_out_in_its_order_in_its_languages(style: str) -> None:
    every = Languages()
    made = written("ANSWER_COPY", FULL)
    letter = {**said_in(made, every.of("cy")), "address": None, "on": "2026-11-27"}
    # The strip has scripts for which there may be no font here.
    html = on_paper({**letter, "in_english": said_in(made, ENGLISH)}, style, every, has_strip=False)
    inside = objects(as_pdf(html))
    catalogue = next(one for one in inside.values() if b"/Type /Catalog" in one)
    for said in (b"/Lang (cy)", b"/Marked true", b"/DisplayDocTitle true"):
        assert said in catalogue
    english = [one for one in inside.values() if b"/Lang (en-GB)" in one]
    assert english
    assert all(b"/S /Art" in one for one in english)
    root = re.search(rb"/StructTreeRoot (\d+)", catalogue)
    assert root
    read = [one for one in read_out(inside, int(root[1])) if one in PIECES.values()]
    main = html.decode().partition("<main>")[2]
    shown = [PIECES[one] for one in re.findall(rf"<({'|'.join(PIECES)})[ >]", main)]
    # What goes on on the next page is a piece there once more.
    assert [one for one, _ in groupby(read)] == [one for one, _ in groupby(shown)]


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
