"""By which name whoever does not see a page is told of each thing on it that can be used."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final

_VOID: Final = {"meta", "link", "input", "br", "path", "img", "hr", "circle", "rect", "line"}
_TYPED: Final = {"input", "select", "textarea"}


@dataclass
class _Used:
    """One thing that can be used: its own words, those of the groups that it stands in, and what it
    does.
    """

    tag: str
    does: tuple[str, ...]
    id: str = ""
    says: str = ""
    groups: tuple[int, ...] = ()
    described: str = ""


class _Names(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.used: list[_Used] = []
        self.labels: dict[str, str] = {}
        self.legends: list[str] = []
        self._open: list[tuple[str, dict[str, str]]] = []
        self._fieldsets: list[int] = []
        self._form = ""
        self._link: _Used | None = None
        self.texts: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = given.get("action", "")
        if tag == "fieldset":
            self.legends.append("")
            self._fieldsets.append(len(self.legends) - 1)
        if tag in _TYPED and given.get("type") != "hidden":
            value = given.get("value", "") if given.get("type") in ("radio", "checkbox") else ""
            does = (self._form, given.get("name", ""), value)
            one = _Used(tag, does, given.get("id", ""), given.get("aria-label", ""))
            one.groups = tuple(self._fieldsets)
            self.used.append(one)
        elif tag == "a" and given.get("href"):
            self._begin(tag, (given["href"],), given)
        elif tag == "button" and given.get("aria-hidden") != "true":
            to = given.get("formaction", self._form)
            self._begin(tag, (to, given.get("name", ""), given.get("value", "")), given)
        if tag not in _VOID:
            self._open.append((tag, given))

    def _begin(self, tag: str, does: tuple[str, ...], given: dict[str, str]) -> None:
        self._link = _Used(tag, does, given.get("id", ""), given.get("aria-label", ""))
        self._link.groups = tuple(self._fieldsets) if tag == "button" else ()
        self.used.append(self._link)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass
        if tag == "form":
            self._form = ""
        if tag == "fieldset":
            self._fieldsets.pop()
        if tag in ("a", "button"):
            self._link = None

    def handle_data(self, data: str) -> None:
        if self._link is not None:
            self._link.says += data
        for tag, given in self._open:
            if tag == "label":
                self.labels[given["for"]] = self.labels.get(given["for"], "") + data
            if tag == "legend":
                self.legends[self._fieldsets[-1]] += data


def _plain(words: str) -> str:
    return " ".join(words.split()).lower()


def alike(text: str) -> list[str]:
    """What on a page has the name of something else on it that does another thing, or none."""
    found = _Names()
    found.feed(text)
    does: dict[tuple[str, str], set[tuple[str, ...]]] = {}
    wrong = []
    for one in found.used:
        own = one.says or found.labels.get(one.id, "")
        if not _plain(own):
            wrong.append(f"a {one.tag} that does {one.does} has no name")
            continue
        groups = " / ".join(_plain(found.legends[at]) for at in one.groups)
        kind = "field" if one.tag in _TYPED else one.tag
        does.setdefault((kind, f"{groups} / {_plain(own)}"), set()).add(one.does)
    wrong += [f"{kind} “{name}”: {sorted(of)}" for (kind, name), of in does.items() if len(of) > 1]
    return wrong
