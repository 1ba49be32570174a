"""What is no markup of ours is not read as if it were; and what is, is read as anybody reads it."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from tests.pages.markup import Attributes, Markup
from tests.sweeping import each


class _Told:
    def __init__(self) -> None:
        super().__init__()
        self.told: list[tuple[str, ...]] = []

    def handle_starttag(self, tag: str, attrs: Attributes | list[tuple[str, str | None]]) -> None:
        self.told.append(("begins", tag, repr([*attrs])))

    def handle_startendtag(
        self, tag: str, attrs: Attributes | list[tuple[str, str | None]]
    ) -> None:
        self.told.append(("is", tag, repr([*attrs])))

    def handle_endtag(self, tag: str) -> None:
        self.told.append(("ends", tag))

    def handle_data(self, data: str) -> None:
        self.told.append(("says", data))


class _Theirs(_Told, HTMLParser):
    pass


class _Ours(_Told, Markup):
    pass


def read(by: type[_Theirs] | type[_Ours], text: str) -> list[tuple[str, ...]]:
    reader = by()
    reader.feed(text)
    return reader.told


WRITTEN = (
    '<!DOCTYPE html><p class="a &quot;b&quot; &amp; c" hidden>Ng &lt;is&gt; here &amp; there</p>'
    '<svg viewBox="0 0 1 1"><path d="M 0 0" /></svg> > <br>\n<a href="/x?a=1&amp;b=2">x</a>'
)


def test_it_reads_what_is_written_here_as_anybody_does() -> None:
    assert read(_Ours, WRITTEN) == read(_Theirs, WRITTEN)


@each(
    "text",
    of=[
        "<P>x</p>",
        "<p class=a>x</p>",
        "<p class='a'>x</p>",
        '<p class="a"id="b">x</p>',
        "<p>x</p id>",
        "a < b",
        "<p",
        "<!-- x -->",
        "<>",
    ],
)
def test_whatever_else_is_not_guessed_at(text: str) -> None:
    with pytest.raises(AssertionError, match="no tag of ours"):
        read(_Ours, text)
