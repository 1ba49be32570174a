"""A letter as one file of HTML to print, that loads nothing and runs nothing.

It is set on A4 with the address where the window of an envelope is (DL: 45 mm from the top, 20 mm
from the left). What is printed is what was shown: the same bytes, of which a digest can be kept.
"""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from importlib.resources import files
from typing import Any, Final, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ..domain.codes import TEXTS
from ..domain.letters import texts
from ..domain.letters.easy import EASY
from ..domain.letters.texts import IN_ENGLISH, IN_YOUR_LANGUAGE
from ..languages.catalogue import Languages
from ..languages.language import ENGLISH, Language
from ..languages.marking import marked
from ..settings import Letterhead

#: How a letter can be set: codes of `formats`.
STYLES: Final = ("STANDARD", "LARGE_PRINT", "EASY_READ")

_EASY: Final = "EASY_READ"
#: Which of our drawings stands beside which part: what it is about is seen before it is read.
_DRAWN: Final = {
    texts.YES: "yes",
    texts.NO: "no",
    texts.STOPPED: "stop",
    texts.NEXT: "talk",
    texts.MEETING: "talk",
    texts.WHO_NOW: "phone",
    texts.MIND: "phone",
    texts.SAFE: "help",
    texts.SUPPORT: "help",
    texts.TALKED_TO: "talk",
    texts.PLAN: "help",
    texts.ASKED_FOR: "phone",
}
#: Where a sentence ends, in the scripts that we speak.
_BETWEEN: Final = re.compile(r"(?<=[.?!۔।؟])\s+")

_STYLE: Final = (
    files("consent_service.letters").joinpath("templates", "letter.css").read_text(encoding="utf-8")
)
_DIGEST: Final = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
#: Nothing but this one style: no script, no image, no font, no form, no frame.
POLICY: Final = (
    f"default-src 'none'; style-src 'sha256-{_DIGEST}'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_environment: Final = Environment(
    loader=PackageLoader("consent_service.letters"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def on_paper(
    letter: Mapping[str, Any],
    style: str,
    languages: Languages,
    council: str | None = None,
    head: Letterhead | None = None,
    *,
    has_strip: bool = True,
) -> bytes:
    """The letter, as `showLetter` replies it, in one of `STYLES`; whose it is and where they ring
    and write to stand on it where that is known. `has_strip`: each language says how to have it so.
    """
    language, on = languages.of(letter["language"]), date.fromisoformat(letter["on"])
    told = {"letter": letter, "on": on, "council": council, "head": head}
    if not has_strip:
        told["strip"] = []
    return _printed("letter.html", language, style, languages, **told)


class WayInPrinted(NamedTuple):
    """What somebody signs in with, and where: `square` is the address and the reference as SVG."""

    address: str
    reference: str
    code: str
    until: date
    square: str


def way_in_on_paper(
    way_in: WayInPrinted,
    style: str,
    languages: Languages,
    council: str | None = None,
    head: Letterhead | None = None,
    *,
    on: date,
    tag: str,
    notes: Sequence[str] = (),
) -> bytes:
    """The letter with which somebody signs in: it names nobody, and says nothing of why. `notes`
    are for whoever prints it, and are not printed.

    In its bytes stands something that nobody can guess, and that is not printed: else whoever has
    its digest could try codes until one gives it.
    """
    language = languages.of(tag)
    title = language.text(TEXTS["letter_title"])
    bare = {"to": None, "address": None, "title": title, "has_slip": False}
    return _printed(
        "way_in.html",
        language,
        style,
        languages,
        council=council,
        head=head,
        letter={**bare, "in_english": not language.is_checked},
        on=on,
        way_in=way_in,
        square=Markup(way_in.square),  # noqa: S704 - ours
        texts=TEXTS,
        notes=notes,
        english=ENGLISH,
        unguessable=secrets.token_urlsafe(24),
    )


def _printed(
    template: str,
    language: Language,
    style: str,
    languages: Languages,
    **told: Any,
) -> bytes:
    page = _environment.get_template(template).render(
        style=style.lower().replace("_", "-"),
        css=Markup(_STYLE),  # noqa: S704 - a file of ours
        day=language.day(told.pop("on")),
        language=language,
        sentences=partial(_easily, _easy_in(language)) if style == _EASY else _whole,
        drawings={**_drawings(ENGLISH), **_drawings(language)} if style == _EASY else {},
        danger=(TEXTS["danger_now"], TEXTS["danger_silent"], TEXTS["danger_relay"]),
        same=IN_ENGLISH,
        plain=ENGLISH.text,
        _=language.text,
        mark=partial(marked, language),
        **{"strip": [(one, one.text(IN_YOUR_LANGUAGE)) for one in languages.offered()], **told},
    )
    return page.encode()


def sentences(text: str) -> list[str]:
    """One idea after another: each sentence for itself."""
    return _BETWEEN.split(text)


def _easily(easy: Mapping[str, str], text: str) -> list[str]:
    return sentences(easy.get(text, text))


def _easy_in(language: Language) -> dict[str, str]:
    """The easy words of what is said in this language, and in English beside it. Words that are not
    translated yet take the place of none that are.
    """
    said = ((language.text(hard), language.text(easy), easy) for hard, easy in EASY.items())
    return {**EASY, **{hard: here for hard, here, easy in said if here != easy}}


def _whole(text: str) -> list[str]:
    return [text]


def _drawings(language: Language) -> dict[str, str]:
    return {language.text(heading): name for heading, name in _DRAWN.items()}


def digest_of(paper: bytes) -> str:
    """The SHA-256 digest of what was printed, in hexadecimal."""
    return hashlib.sha256(paper).hexdigest()
