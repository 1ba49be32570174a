"""Forms of a page as a browser has them: what each sends by itself, and filled in as by somebody
who takes the first of whatever is offered.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

#: What is typed where anything may be.
WORDS: Final = "Typed by somebody in a hurry"
_TYPED: Final = {"text", "search", "email", "tel"}


@dataclass
class Control:
    """One field: what it holds, and what can be chosen there."""

    tag: str
    type: str
    name: str
    value: str
    is_on: bool = False
    options: list[tuple[str, bool]] = field(default_factory=list)
    inputmode: str = ""

    def by_itself(self) -> Iterator[str]:
        """What is sent of it where nobody touches it."""
        if self.tag == "select":
            chosen = [value for value, is_on in self.options if is_on]
            yield from chosen or [value for value, _ in self.options[:1]]
        elif self.type not in ("radio", "checkbox") or self.is_on:
            yield self.value


@dataclass
class Filled:
    """A form of a page."""

    action: str
    controls: list[Control] = field(default_factory=list)
    #: What each button sends besides, and to where.
    buttons: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def is_typed(self) -> bool:
        """Whether anything is to be typed or chosen there."""
        return any(one.type != "hidden" for one in self.controls)

    def as_it_stands(self) -> dict[str, list[str]]:
        """What it sends as the page filled it in."""
        sent: dict[str, list[str]] = {}
        for one in self.controls:
            sent.setdefault(one.name, []).extend(one.by_itself())
        return {name: values for name, values in sent.items() if values}

    def filled_in(self) -> dict[str, list[str]]:
        """With something in each field in which nothing stood: the first that can be chosen, or
        words. A day and a time are left as they are.
        """
        sent = self.as_it_stands()
        for one in self.controls:
            if any(sent.get(one.name, ())):
                continue
            if one.type in ("radio", "checkbox"):
                sent[one.name] = [one.value]
            elif one.tag == "select":
                sent[one.name] = [value for value, _ in one.options if value][:1] or [""]
            elif one.tag == "textarea" or (one.type in _TYPED and not one.inputmode):
                sent[one.name] = [WORDS]
        return sent


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Filled] = []
        self._open: Control | None = None
        self._is_in = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append(Filled(given.get("action", "")))
            self._is_in = True
        elif not self._is_in:
            return
        form = self.found[-1]
        if tag in ("input", "select", "textarea") and given.get("name"):
            kind = given.get("type", "text") if tag == "input" else tag
            value = given.get("value", "on" if kind in ("radio", "checkbox") else "")
            mode = given.get("inputmode", "")
            one = Control(tag, kind, given["name"], value, "checked" in given, inputmode=mode)
            form.controls.append(one)
            self._open = one
        elif tag == "option" and self._open is not None:
            self._open.options.append((given.get("value", ""), "selected" in given))
        elif tag == "button" and given.get("type", "submit") == "submit":
            sends = {given["name"]: given.get("value", "")} if given.get("name") else {}
            form.buttons.append((given.get("formaction", form.action), sends))

    def handle_data(self, data: str) -> None:
        if self._open is not None and self._open.tag == "textarea":
            self._open.value += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._is_in = False
        if tag in ("textarea", "select"):
            if self._open is not None and self._open.tag == "textarea":
                self._open.value = self._open.value.removeprefix("\n")
            self._open = None


def forms_of(text: str) -> list[Filled]:
    """Each form of a page."""
    parser = _Forms()
    parser.feed(text)
    return [one for one in parser.found if one.action.startswith("/")]
