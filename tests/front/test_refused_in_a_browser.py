"""What the front refuses before anybody is asked reads as a page in a browser, and as a problem to
a program.
"""

from __future__ import annotations

import pytest

from consent_service.api.edge.reading import MOST_BYTES, MOST_OF_A_FORM
from consent_service.front.messages import MOST_HEAD
from tests.api.running import HOST
from tests.front.strangers import Met, asks, is_problem

#: As a browser says that it follows a link or sends a form.
PAGES = "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
FORM = "Content-Type: application/x-www-form-urlencoded"


def head(first: str, *lines: str) -> bytes:
    return "\r\n".join([f"{first} HTTP/1.1", f"Host: {HOST}", *lines, "", ""]).encode()


#: By the code of the problem: what is sent, and whether no more is sent after it.
REFUSED = {
    "body-too-large": (
        head("POST /files", FORM, f"Content-Length: {MOST_OF_A_FORM + 1}", PAGES),
        False,
    ),
    "head-too-large": (head("GET /", PAGES, f"X: {'y' * MOST_HEAD}"), False),
    "bad-request": (head("POST /files", FORM, "Content-Length: 9", PAGES) + b"a=b", True),
    "not-found": (head("GET /a%20b", PAGES), False),
}


@pytest.mark.parametrize("code", REFUSED)
def test_a_browser_is_shown_a_page_with_what_to_do_and_a_program_a_problem(
    met: Met, code: str
) -> None:
    sent, ends = REFUSED[code]
    said = asks(met.port, sent, ends=ends)
    assert said.headers["content-type"] == "text/html; charset=utf-8"
    assert "style-src 'self'" in said.headers["content-security-policy"]
    assert said.headers["cache-control"] == "no-store"
    text = said.body.decode()
    assert "A child is at risk now: share now" in text
    assert '<a class="govuk-link" href="/">Go to the first page</a>' in text
    assert "KiB" not in text
    program = asks(met.port, sent.replace(PAGES.encode(), b"Accept: */*"), ends=ends)
    assert is_problem(program, code)
    assert program.status == said.status


def test_at_an_address_of_a_familys_it_is_in_their_words(met: Met) -> None:
    long = (FORM, f"Content-Length: {MOST_OF_A_FORM + 1}", PAGES)
    said = asks(met.port, head("POST /your-page/stop", *long))
    text = said.body.decode()
    assert said.status == 413
    assert "We could not write this down" in text
    assert "Agreement to share" not in text
    welsh = "Cookie: session-demo-language=cy; __Host-session-language=cy"
    assert 'lang="cy"' in asks(met.port, head("POST /your-page/stop", *long, welsh)).body.decode()


def test_a_form_may_be_three_times_as_long_as_what_it_says(met: Met) -> None:
    """A letter that is not Latin takes up three times its bytes in it."""
    many = f"Content-Length: {MOST_OF_A_FORM}"
    sent = head("POST /nowhere", FORM, many) + b"a=" + b"b" * (MOST_OF_A_FORM - 2)
    assert is_problem(asks(met.port, sent), "not-found")
    json = head(
        "POST /nowhere", "Content-Type: application/json", f"Content-Length: {MOST_BYTES + 1}"
    )
    assert is_problem(asks(met.port, json), "body-too-large")
