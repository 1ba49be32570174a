"""What a page or letter in another language still says in English, marked as English.

Without that a screen reader reads it out by the rules of the other language, and nobody knows it
for what it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from markupsafe import Markup

from .language import THEIRS, Language
from .texts import every_text

_SENTENCE: Final = re.compile(r"(?<=[.?!])\s+")
#: Where a sentence ends, in the scripts that we speak.
_ENDED: Final = re.compile(r"(?<=[.?!۔।؟])\s+")
_BRACES: Final = re.compile(r"\{\w*\}")
_IN_ENGLISH: Final = Markup('<span lang="en-GB" dir="ltr">{}</span>')


def marked(language: Language, text: str) -> str:
    """What stands in this language as it is; each of our sentences in it that is not translated,
    as English. What is somebody's own is in whatever language it is.
    """
    if language.is_english or isinstance(text, Markup):
        return text
    if _is_ours(text):
        return _IN_ENGLISH.format(text)
    sentences = _SENTENCE.split(text)
    if not any(map(_is_ours, sentences)):
        return text
    each = [_IN_ENGLISH.format(one) if _is_ours(one) else one for one in sentences]
    return Markup(" ").join(each)


def in_page(language: Language, english: str) -> str:
    """A text of ours as a page says it."""
    return marked(language, language.text(english))


def by_sentence(language: Language, english: str) -> list[str]:
    """The same, each sentence for itself: one idea in a line is read by whoever reads little."""
    return [marked(language, one) for one in _ENDED.split(language.text(english))]


def reply_in(language: Language, shown: Any) -> Any:
    """What an operation replied, as a page in this language shows it."""
    return _each(language, language.reply(shown))


def _each(language: Language, said: Any) -> Any:
    if isinstance(said, Mapping):
        return {
            name: held if name in THEIRS and isinstance(held, str | list) else _each(language, held)
            for name, held in said.items()
        }
    if isinstance(said, list):
        return [_each(language, held) for held in said]
    return marked(language, said) if isinstance(said, str) else said


def _is_ours(text: str) -> bool:
    if text in _ours() or text.removesuffix(".") in _ours():
        return True
    return any(form.fullmatch(text) for form in _filled())


@cache
def _filled() -> list[re.Pattern[str]]:
    """Our sentences in English with something filled in: a day, or whom somebody named."""
    every = [one for one in _ours() if _BRACES.search(one)]
    forms = [".+".join(map(re.escape, _BRACES.split(one))) for one in every]
    return [re.compile(f"{form}\\.?", re.DOTALL) for form in forms]


@cache
def _ours() -> frozenset[str]:
    return frozenset(
        part for text in every_text() for part in (text, *_SENTENCE.split(text)) if part
    )
