"""What does not fit into a form's fields, and what the page that comes back has to be like.

Nothing here knows any form: a form is what a page shows, its fields are what can be typed or chosen
there, and what fits is found by sending it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final, NamedTuple

from werkzeug.test import TestResponse

from consent_service.pages.forms.typed import OWN
from tests.pages.filled_in import WORDS, Control, Filled, forms_of

Sent = dict[str, list[str]]

#: In all that is typed wrongly, so that it is found wherever it should not be.
MARK: Final = "Zyxw"
_PARTS: Final = ("day", "month", "year", "time")
#: What is tried one after the other, until what stands in a text is what fits there.
_TEXTS: Final = (
    *(WORDS, "", "6", "1", "Zed", "07700 900123", "somebody@family.test", "2026", "120"),
    *("0" * 64, "2026-03-09T10:00"),
)
_SENTENCES: Final = ("She was seen with a bruise on her left arm, and nobody can say how.", "")
_DAYS: Final = (
    *(("", "", "", ""), ("9", "3", "2026", "10:00"), ("8", "3", "2026", "")),
    *(("20", "3", "2026", "14:30"), ("1", "2", "2015", "")),
)
#: What is offered at a field goes by another, and what is of somebody else cannot stay chosen: no
#: call goes to the number of a parent who was not meant.
_GOES_BY: Final = {"contact": "person"}
_NOT_A_CHOICE: Final = f"NOT_{MARK.upper()}"
#: Words that a program has for what is wrong, and that say nothing to whoever typed it.
_OF_PROGRAMS: Final = re.compile(
    r"(?<![\w@.])/\w+|\b\w+_\w+|\bnull\b|\bcode that\b|\bid that we gave\b|\boffset\b"
    r"|\d{4}-\d{2}-\d{2}|\btrue or false\b|\bThis is a (?:list|text)\b|\bThis is needed\.",
)


@dataclass(frozen=True)
class Field:
    """What is asked once: one control, or several of one name, or the parts of a day."""

    name: str
    kind: str
    controls: tuple[Control, ...]

    @property
    def names(self) -> list[str]:
        return list(dict.fromkeys(one.name for one in self.controls))

    @property
    def offered(self) -> list[str]:
        """What can be chosen."""
        if self.kind == "select":
            return [value for value, _ in self.controls[0].options if value]
        return [one.value for one in self.controls]

    def tries(self, *, is_second: bool) -> Iterator[Sent]:
        """What may fit, the likeliest first; nothing at all is the last. Of what can be chosen the
        first comes first, or the second: of many questions the one is a no and the other a yes.
        """
        first = self.name
        if self.kind == "day":
            for day in _DAYS:
                given = dict(zip(_PARTS, day, strict=True))
                yield {name: [given[name.rpartition(".")[2]]] for name in self.names}
        elif self.kind in ("radio", "select"):
            first_of = (*self.offered[1:2], *self.offered[:1]) if is_second else self.offered[:2]
            for one in [*first_of, *self.offered[2:6], ""]:
                yield {first: [one] if one else []}
        elif self.kind == "checkbox":
            for one in self.offered[:8]:
                yield {first: [one]}
            yield {first: self.offered}
            yield {first: []}
        else:
            for text in _SENTENCES if self.kind == "textarea" else _TEXTS:
                yield {first: [text]}

    def never_fits(self, others: str) -> Iterator[tuple[str, Sent]]:
        """What nobody could mean. `others` is somebody of another file."""
        name = self.name
        if self.kind == "day":
            yield from self._no_day()
        elif self.kind in ("radio", "select", "checkbox"):
            yield "an unknown choice", {name: [_NOT_A_CHOICE]}
            if any(re.fullmatch(r"[0-9a-f]{24}", one) for one in self.offered):
                yield "somebody of another file", {name: [others]}
        elif self.controls[0].inputmode == "numeric":
            yield "a huge number", {name: ["9" * 30]}
            yield "words for a number", {name: [f"seven {MARK}"]}
        else:
            if self.kind == "datetime-local":
                yield "no such time", {name: ["2026-02-31T25:99"]}
                return
            if self.kind != "textarea":
                yield "too long", {name: [f"{MARK} long. " * 2000]}
            yield "a character that turns", {name: [f"{MARK} \u202egnp.exe"]}
            yield "a character that is none", {name: [f"{MARK} \x07 \x1b[2J"]}

    def may_not_fit(self) -> Iterator[tuple[str, Sent]]:
        """What fits somewhere: left out, in the future, twice."""
        yield (
            "nothing",
            {name: [] if self.kind in ("radio", "checkbox") else [""] for name in self.names},
        )
        if self.kind == "day":
            for said, year in (("long from now", "2099"), ("long ago", "1901")):
                given = dict(zip(_PARTS, ("9", "3", year, "10:00"), strict=True))
                yield said, {name: [given[name.rpartition(".")[2]]] for name in self.names}
        elif self.kind in ("radio", "select", "checkbox"):
            yield "a choice twice", {self.name: [one for one in self.offered[:2] for _ in range(2)]}
        elif self.kind != "datetime-local":
            # What protects somebody is kept whole, however long it is.
            yield "very long", {self.name: [f"{MARK} long. " * 2000]}
            yield "spaces alone", {self.name: ["  \u00a0 "]}
            yield "what cannot be seen", {self.name: [f"{MARK}\u200b\u00ad{MARK}"]}

    def _no_day(self) -> Iterator[tuple[str, Sent]]:
        parts = {one.rpartition(".")[2] for one in self.names}
        for said, given in (
            ("no such day", {"day": "31", "month": "2", "year": "2026"}),
            ("half of a day", {"day": "9", "month": "", "year": "2026"}),
            ("words for a day", {"day": MARK, "month": MARK, "year": MARK}),
            ("a year of five digits", {"day": "9", "month": "3", "year": "99999"}),
        ):
            if "day" in parts or not said.startswith(("no", "half")):
                yield (
                    said,
                    {f"{self.name}.{one}": [of] for one, of in given.items() if one in parts},
                )
        if "time" in parts:
            given = {"day": "9", "month": "3", "year": "2026", "time": "25:99"}
            yield "no such time", {f"{self.name}.{one}": [of] for one, of in given.items()}


def fields_of(form: Filled) -> list[Field]:
    """Whatever of a form can be typed or chosen, in the order in which it stands."""
    found: dict[str, list[Control]] = {}
    for one in form.controls:
        if one.type in ("hidden", "password") or one.name in OWN:
            continue
        above, _, last = one.name.rpartition(".")
        is_part = above and last in _PARTS and one.tag == "input" and one.type == "text"
        found.setdefault(above if is_part else one.name, []).append(one)
    return [Field(name, _kind(name, of), tuple(of)) for name, of in found.items()]


def _kind(name: str, of: list[Control]) -> str:
    if of[0].name != name:
        return "day"
    return of[0].tag if of[0].tag in ("select", "textarea") else of[0].type


class Message(NamedTuple):
    """What is said to be wrong beside fields: the words, and in which part of the page."""

    words: str
    part: int


@dataclass
class Returned(HTMLParser):
    """A page by its parts: where each field and each element with an id stands, and what is said
    to be wrong there. A part is what GOV.UK calls a form group.
    """

    text: str
    title: str = ""
    messages: list[Message] = field(default_factory=list)
    summary: list[tuple[str, str]] = field(default_factory=list)
    of_id: dict[str, tuple[int, ...]] = field(default_factory=dict)
    of_name: dict[str, set[int]] = field(default_factory=dict)
    labels: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__init__()
        self._open: list[tuple[str, int, str]] = []
        self._count = 0
        self.feed(self.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        classes = given.get("class", "").split()
        self._count += 1
        part = self._count if "govuk-form-group" in classes or tag == "fieldset" else 0
        role = next((one for one in classes if one.startswith("govuk-error-")), "")
        if tag == "a" and self._is_in("govuk-error-summary__list"):
            self.summary.append((given.get("href", ""), ""))
        if tag not in ("input", "meta", "link", "br", "img", "hr", "path"):
            self._open.append((tag, part, role))
        if role == "govuk-error-message":
            self.messages.append(Message("", self._parts()[-1] if self._parts() else 0))
        if "id" in given:
            self.of_id[given["id"]] = (*self._parts(), *([part] if part else []))
        if tag in ("input", "select", "textarea") and given.get("type") != "hidden":
            self.of_name.setdefault(given.get("name", ""), set()).update(self._parts())

    def handle_data(self, data: str) -> None:
        if self._is_in("govuk-error-message"):
            last = self.messages[-1]
            self.messages[-1] = last._replace(words=last.words + data)
        elif self.summary and self._is_in("govuk-error-summary__list"):
            href, words = self.summary[-1]
            self.summary[-1] = (href, words + data)
        if self._open and self._open[-1][0] == "title":
            self.title += data
        if self._open and self._open[-1][0] in ("label", "legend") and self._parts():
            self.labels.setdefault(self._parts()[-1], data.strip())

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def _is_in(self, role: str) -> bool:
        return any(one == role for _, _, one in self._open)

    def _parts(self) -> list[int]:
        return [part for _, part, _ in self._open if part]

    def wrong_at(self, names: list[str]) -> list[Message]:
        """What is said to be wrong beside these fields."""
        parts = set().union(*(self.of_name.get(one, set()) for one in names))
        return [one for one in self.messages if one.part in parts]

    def label_of(self, names: list[str]) -> str:
        """What is asked there."""
        of_all = set.intersection(*(self.of_name.get(one, set()) for one in names))
        parts = sorted(of_all, reverse=True)
        return next((self.labels[one] for one in parts if one in self.labels), "")

    def wrong_fields(self, fields: list[Field]) -> list[Field]:
        return [one for one in fields if self.wrong_at(one.names)]


def wrong_with(text: str, form: Filled, sent: Sent, wrong: Field, *, says: bool) -> Iterator[str]:
    """What is amiss with the page that a form came back in, in which one field did not fit; with
    `says`, it has to be that field that is named.
    """
    page = Returned(text)
    if not page.title.startswith("Error:"):
        yield f"its title is {page.title!r}"
    named = page.wrong_at(wrong.names) if says else page.messages
    if not named:
        yield f"nothing is said beside it: {[words.strip() for _, words in page.summary]}"
    for one in named:
        to = [href[1:] for href, _ in page.summary]
        if not any(one.part in page.of_id.get(id, ()) for id in to):
            yield f"no summary leads to {_plain(one.words)!r}"
    yield from in_a_programs_words(
        [*(one.words for one in page.messages), *(words for _, words in page.summary)]
    )
    for href, words in page.summary:
        if href[1:] not in page.of_id:
            yield f"the summary leads nowhere: {href}"
        if not words.strip():
            yield "the summary says nothing"
    yield from lost(text, form, sent, wrong)


def in_a_programs_words(said: list[str]) -> Iterator[str]:
    """What nobody can read who only typed something."""
    for words in said:
        found = _OF_PROGRAMS.search(words)
        if found:
            said_so = _plain(words[max(0, found.start() - 60) : found.end() + 60])
            yield f"it is said in a program's words: {said_so!r}"


def read_first(reply: TestResponse, form: Filled) -> Filled | None:
    """What is pressed once it was read, where it is asked for before it is recorded."""
    if reply.status_code != 200 or reply.mimetype != "text/html":
        return None
    asks = [one for one in forms_of(reply.text) if one.action == form.action]
    return next((one for one in asks if any(held.name == "seen" for held in one.controls)), None)


def said_first(text: str) -> str:
    """What is said there of what was typed, without what was typed."""
    said = text.partition("<main")[2].partition('<dl class="govuk-summary-list"')[0]
    return html.unescape(" ".join(re.sub(r"<[^>]*>", " ", said).split()))


def _plain(words: str) -> str:
    return " ".join(words.split()).removeprefix("Error: ")


def lost(text: str, form: Filled, sent: Sent, wrong: Field) -> Iterator[str]:
    """What was typed and stands there no more."""
    again = next((one for one in forms_of(text) if one.action == form.action), None)
    if again is None:
        yield "the form is not there"
        return
    stands = again.as_it_stands()
    for name, values in sent.items():
        if name in OWN or (name in wrong.names and wrong.kind in ("radio", "select", "checkbox")):
            continue
        if _GOES_BY.get(name) == wrong.name:
            continue
        is_secret = any(one.name == name and one.type == "password" for one in form.controls)
        held = list(filter(None, map(_typed, stands.get(name, ()))))
        if held != list(filter(None, map(_typed, values))) and not is_secret:
            yield f"{name} was {_short(values)} and is {_short(held)}"


def _typed(text: str) -> str:
    """As a browser has it: nothing of what it cannot show, and each line's end as it sends it."""
    return re.sub(r"[\x00-\x08\x0b-\x1f]", "", text.replace("\r\n", "\n")).strip(" \u00a0")


def _short(values: list[str]) -> list[str]:
    return [one[:30] for one in values]
