"""The register of privacy notices: which there are, in which languages, and how hard each reads;
and letters that went to somebody of a family: what each said is on the paper alone, and here is its
digest.

The law above the classes stands in `events.py`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from ..writing import folded
from . import members as m
from .event import Event, Noted, OfTheAuthority
from .members import Bounds, Line, NewId, OnFile, Sha256


class NoticePublished(OfTheAuthority, frozen=True, kw_only=True, tag="notice-published"):
    """A version of the privacy notice, in one language, as families get it.

    `text_sha256` is the digest of its text, and `reading_age` the age at which it can be read. A
    later entry of the same version and language replaces it.
    """

    notice: NewId
    version: Line
    language: Line
    text_sha256: Annotated[str, Sha256()]
    reading_age: Annotated[int, Bounds(5, 18)]


class NoticeGiven(Event, frozen=True, kw_only=True, tag="notice-given"):
    """Which notice was given in a conversation, as the register had it then. One that the register
    does not have has no `reading_age`.
    """

    conversation: Annotated[str, OnFile(kinds=("conversation-recorded",))]
    version: Line
    language: Line
    reading_age: int | None = None


_ENGLISH = frozenset({"en", "eng", "english", "en-gb"})


def language_key(language: str) -> str:
    """By which languages are compared, as people write them: English by its name or its code."""
    key = folded(language).strip()
    return "english" if key in _ENGLISH else key


def is_english(language: str) -> bool:
    """By its name or its code."""
    return language_key(language) == "english"


class LetterSent(Noted, frozen=True, kw_only=True, tag="letter-sent"):
    """A letter went to somebody of the family, by a way by which it is safe to reach them."""

    letter: m.NewId
    person: m.Person
    which: Annotated[str, m.code("letters"), "Which letter."]
    how: Annotated[str, m.code("letter_ways"), "By which way it went."]
    copy_sha256: Annotated[str, m.Sha256(), "The digest of what was printed or sent, as it was."]
    effective_at: datetime
    contact: (
        Annotated[
            str,
            m.OnFile(kinds=("contact-point-recorded",)),
            "The address that it went to; one that was handed over needs none.",
        ]
        | None
    ) = None
    style: Annotated[str, m.code("formats"), "How it was set."] | None = None
    language: Annotated[m.Line, "Its language, as BCP 47 calls it."] | None = None
