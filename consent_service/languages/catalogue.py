"""Catalogues of translations: gettext's `.po` files, ours and a council's own before them.

Each language of ours has a file beside this one. Whoever runs the service may put files of the same
names into a folder: what one of them says counts before ours, and a file for another language adds
that. A translation that would lose or invent what is filled in is refused when the service starts.
"""

from __future__ import annotations

import gettext
import io
import itertools
import re
from collections.abc import Iterator
from datetime import date
from functools import cache, partial
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from ..domain.recorded.privacynotices import language_key
from ..settings import SettingsMissing
from .language import ENGLISH, Language, said_of

#: Our own, in the order in which they are offered.
OURS: Final = ("cy", "pl", "ro", "ne", "pa", "ar", "ur")
_FOLDER: Final = files(__package__).joinpath("catalogues")
_LONGEST: Final = 1 << 20
_NAMES: Final = re.compile(r"[a-z]{2,3}(_[A-Z][a-z]{3})?(_[A-Z]{2})?\.po")
#: Groups of digits with a space between them.
_NUMBER: Final = re.compile(r"\d{3,}(?: \d{3,})+")
_FILLED: Final = re.compile(r"\{(\w*)\}")
#: A header of the file says who looked at all of it and knows the language.
_CHECKED: Final = re.compile(rb'^"X-Checked-By: *[^\\ "]', re.MULTILINE)

#: "Welsh (first language)" is Welsh; "en-GB" is one word.
_FIRST_WORD: Final = re.compile(r"[^\s,;/()]+")


class CatalogueError(SettingsMissing):
    """A council's catalogue cannot be used. The message names the file and says what is wrong."""


class Languages:
    """The languages that families are spoken to in."""

    def __init__(self, folder: Path | None = None) -> None:
        """`folder` holds a council's own catalogues. Raises `CatalogueError`."""
        self._folder = folder
        self._theirs = {} if folder is None else dict(_found(folder))
        self._made: dict[str, Language] = {}
        #: Of each language but English.
        self.tags: Final = tuple(dict.fromkeys((*OURS, *self._theirs)))
        for path in self._theirs.values():
            read_catalogue(path)

    def of(self, tag: str) -> Language:
        """The language of this tag; English where there is none."""
        tag = tag.replace("-", "_")
        if tag not in self.tags:
            return ENGLISH
        if tag not in self._made:
            self._made[tag] = self._read(tag)
        return self._made[tag]

    def called(self, said: str | None) -> Language:
        """The language that goes by this tag or name, as people write it, in English or in itself;
        English where none does.
        """
        key = _first_word_of(said)
        return next((self.of(tag) for tag in self.tags if key in _names_of(tag)), ENGLISH)

    def lacks(self, said: str | None) -> bool:
        """Somebody speaks a language, as people write it, in which nothing is written here."""
        key = _first_word_of(said)
        return bool(key) and not any(key in _names_of(tag) for tag in (_ENGLISH_TAG, *self.tags))

    def offered(self) -> list[Language]:
        """Each language, English first."""
        return [ENGLISH, *map(self.of, self.tags)]

    def _read(self, tag: str) -> Language:
        return _read(tag, self._theirs[tag]) if tag in self._theirs else _ours(tag)


@cache
def _ours(tag: str) -> Language:
    """As it stands among the sources: read once, however many services a process has."""
    return _read(tag)


def _first_word_of(said: str | None) -> str:
    first = _FIRST_WORD.match(said or "")
    return "" if first is None else language_key(first[0])


_ENGLISH_TAG: Final = "en"


def _read(tag: str, *sources: Traversable) -> Language:
    if tag in OURS:
        sources = (*sources, _FOLDER.joinpath(f"{tag}.po"))
    # Whoever changes a file answers for the whole of it.
    is_checked = _CHECKED.search(sources[0].read_bytes()) is not None
    return _language(tag, [read_catalogue(source) for source in sources], is_checked)


def _names_of(tag: str) -> set[str]:
    locale = Locale.parse(tag)
    return {language_key(name) for name in (tag, locale.english_name, locale.display_name) if name}


def _language(tag: str, catalogues: list[Catalog], is_checked: bool) -> Language:
    locale = Locale.parse(tag)
    every = [_translations(catalogue) for catalogue in catalogues]
    for first, next_ in itertools.pairwise(every):
        first.add_fallback(next_)
    day = partial(_day, locale)
    has = {
        one.id: one.string
        for catalogue in reversed(catalogues)
        for one in catalogue
        if isinstance(one.id, str) and one.id and isinstance(one.string, str) and one.string
    }
    text, is_right_to_left = partial(said_of, has, day), locale.character_order == "right-to-left"
    return Language(
        tag.replace("_", "-"),
        (locale.get_display_name(tag) or tag).capitalize(),
        text=(lambda english: _numbers_as_rung(text(english))) if is_right_to_left else text,
        day=day,
        counted=every[0].ngettext,
        is_right_to_left=is_right_to_left,
        is_checked=is_checked,
    )


def _numbers_as_rung(text: str) -> str:
    """Each telephone number held together: among words that are read from right to left its groups
    stand in the wrong order, and whoever rings it reaches nobody. U+2066 and U+2069 are the Unicode
    Bidirectional Algorithm's isolate (UAX #9).
    """
    return _NUMBER.sub(_held_together, text)


def _held_together(number: re.Match[str]) -> str:
    return "\u2066" + number[0].replace(" ", "\N{NO-BREAK SPACE}") + "\u2069"


def _translations(catalogue: Catalog) -> gettext.GNUTranslations:
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def _day(locale: Locale, day: date) -> str:
    return format_date(day, "long", locale=locale)


def _found(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.glob("*.po")):
        if _NAMES.fullmatch(path.name) is None:
            raise CatalogueError(f"{path.name} is not named by a language, such as cy.po.")
        try:
            Locale.parse(path.stem)
        except (UnknownLocaleError, ValueError) as error:
            raise CatalogueError(f"{path.name} names no language that we know.") from error
        if path.stat().st_size > _LONGEST:
            raise CatalogueError(f"{path.name} is larger than any catalogue of ours.")
        yield path.stem, path


def known_in(tag: str) -> Catalog:
    """What we have of a language: nothing, of one that is none of ours."""
    return read_catalogue(_FOLDER.joinpath(f"{tag}.po")) if tag in OURS else Catalog(tag)


def read_catalogue(path: Traversable) -> Catalog:
    """One file, whose translations fill in what the English does. Raises `CatalogueError`."""
    try:
        catalogue = read_po(io.BytesIO(path.read_bytes()), abort_invalid=True)
    except (PoFileError, UnicodeDecodeError, ValueError) as error:
        raise CatalogueError(f"{path.name} is no catalogue that can be read.") from error
    wrong = sorted(_wrongly_filled(catalogue))
    if wrong:
        raise CatalogueError(f"{path.name} loses or invents what is filled in: {'; '.join(wrong)}")
    return catalogue


def _wrongly_filled(catalogue: Catalog) -> Iterator[str]:
    for one in catalogue:
        said = one.string if isinstance(one.string, list | tuple) else (one.string,)
        ids = one.id if isinstance(one.id, list | tuple) else (one.id,)
        if one.id and any(text and filled(text) != filled(ids[-1]) for text in said):
            yield ids[0]


def filled(text: str) -> list[str]:
    """What is filled in, by name, and each brace that fills in nothing."""
    return sorted(_FILLED.findall(text)) + re.findall(r"[{}]", _FILLED.sub("", text))
