"""Pages as a browser has them, taken apart, and how to ask for one."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

from werkzeug.test import TestResponse

from tests.api.asking_own import Own
from tests.api.reading_qr import read_qr, squares_of
from tests.api.running import Family, Running, agree


class Page(HTMLParser):
    """A page taken apart: every tag with its attributes, the text, the headings."""

    VOID = ("meta", "path")

    def __init__(self, reply: TestResponse) -> None:
        super().__init__()
        assert (reply.status_code, reply.content_type) == (200, "text/html; charset=utf-8")
        self.headers = reply.headers
        self.source = reply.text
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.headings: list[str] = []
        self.style = self.text = ""
        self._open: list[str] = []
        self.feed(self.source)
        assert self._open == []
        self.text = " ".join(self.text.split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open[-1:] == ["style"]:
            self.style += data
            return
        self.text += data
        if self._open and re.fullmatch("h[1-6]", self._open[-1]):
            self.headings.append(self._open[-1])

    @property
    def hash(self) -> str:
        found = re.search(r"\b(?:[0-9a-f]{4} ){15}[0-9a-f]{4}\b", self.text)
        assert found is not None
        return found[0].replace(" ", "")

    @property
    def qr(self) -> str:
        return read_qr(squares_of(self.source))


def printed(service: Running, receipt: str) -> Page:
    return Page(service.get(f"{receipt}/print"))


def print_own(own: Own, entry_hash: str) -> TestResponse:
    reply: TestResponse = own.service.client.post(
        "/v1/own/receipts/print", json={"entry_hash": entry_hash}, headers=own.headers()
    )
    return reply


def own_page(own: Own, entry_hash: str) -> Page:
    return Page(print_own(own, entry_hash))


def agreed_in_part(service: Running, family: Family) -> dict[str, Any]:
    """The entry of an answer that has something of everything."""
    scope = family.scope(
        subjects=[family.child, family.mother],
        agencies=[{"type": "HEALTH_VISITOR"}, {"type": "SCHOOL", "organisation": "Elm <Primary>"}],
        categories=["CHILD_HEALTH", "ADULT_HEALTH"],
        exclusions={"categories": ["FAMILY_HISTORY"]},
    )
    entry: dict[str, Any] = agree(
        service, family, answer="AGREED_IN_PART", scope=scope, words="Zzwords of hers"
    )["entries"][1]
    return entry
