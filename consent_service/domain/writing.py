"""How people's names and words are written: what is taken in, and when two are the same.

What cannot be seen must not make two names of one. Unicode calls such characters default-ignorable:
a soft hyphen, a zero-width space. They are dropped as a text comes in, and once more in whatever
texts are found by. Where a script needs a joiner (Persian, the scripts of India), it stays in the
text. What would show one name as another is refused in names: controls of direction, characters
without a meaning of their own or with none yet, letters that are blank.

`unicodedata` does not know the property, so the table stands here, from DerivedCoreProperties.txt
of Unicode 17; those reserved for later characters are in it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

_BIDI: Final = "\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069"
#: Hangul's fillers and the blank of braille; a note without a head and Khitan's filler, which lie
#: where the patterns of JSON Schema have no escape for them.
_BLANK: Final = "\\u115f\\u1160\\u2800\\u3164\\uffa0"
_ALSO_BLANK: Final = "\U0001d159\U00016fe4"
#: Default_Ignorable_Code_Point, whole.
IGNORABLE: Final = (
    "\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e"
    "\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufff8"
    "\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff"
)
#: Blocks of the scripts in which U+200C and U+200D change what is read: Arabic to Samaritan, those
#: of India, Sinhala, Myanmar, Khmer, Mongolian, Arabic's forms, and the newer blocks of the same.
_JOINED: Final = (
    "\\u0600-\\u086f\\u08a0-\\u0dff\\u1000-\\u109f\\u1780-\\u18af\\ua840-\\ua87f\\ua8e0-\\ua8ff\\ua9e0-\\ua9ff"
    "\\uaa60-\\uaa7f\\ufb50-\\ufdff\\ufe70-\\ufefe\\U00010d00-\\U00010d3f\\U00011000-\\U00011dff\\U0001e900-\\U0001e95f"
)

#: What marks an annotation between lines: not seen, and no default-ignorable character either.
_ANNOTATING: Final = "\\ufff9-\\ufffb"
#: What is in no name, as the inside of a character class; see `is_hidden` for the rest.
NOT_IN_A_NAME: Final = f"{_BIDI}{_BLANK}\\ue000-\\uf8ff{_ANNOTATING}"
#: What would turn round the words of others, in free text: not the three marks of direction, which
#: text in Arabic or Hebrew needs beside its punctuation.
TURNING: Final = "\\u202a-\\u202e\\u2066-\\u2069"

# What is refused rather than dropped stays for who refuses it.
_DROPPED: Final = re.compile(
    f"(?![{_BIDI}{_BLANK}\\u200c\\u200d])[{IGNORABLE}]"
    f"|(?<![{_JOINED}])[\\u200c\\u200d]|[\\u200c\\u200d](?![{_JOINED}])"
)
_IGNORED: Final = re.compile(f"[{IGNORABLE}]")
_NO_LETTER: Final = re.compile(f"[{_BLANK}{_ALSO_BLANK}]")

#: Combining classes: points of Hebrew and Arabic; from where on a mark is put on a letter.
_POINTS: Final = range(10, 37)
_FIRST_PLACED: Final = 200

#: The most marks in a row that Unicode's stream-safe format allows (UAX #15, 13). Putting a longer
#: row in order takes a time that grows with its square.
LONGEST_ROW: Final = 30


def taken_in(text: str) -> str:
    """A text as it is kept: nothing in it that nobody sees, and composed (NFC).

    Raises `ValueError` for a row of marks that no writing has, before it is put in order.
    """
    seen = dropped(text)
    if not is_stream_safe(seen):
        raise ValueError("a row of marks")
    return unicodedata.normalize("NFC", seen)


def dropped(text: str) -> str:
    """A text without what nobody sees, as it was typed otherwise."""
    return _DROPPED.sub("", text)


def is_stream_safe(text: str) -> bool:
    """Whether normalising this takes a time in proportion to its length."""
    if text.isascii():
        return True
    row = 0
    for character in text:
        row = row + 1 if unicodedata.combining(character) else 0
        if row > LONGEST_ROW:
            return False
    return True


def is_hidden(character: str) -> bool:
    """Of private use, not assigned, or blank: nobody can say what it is."""
    return unicodedata.category(character) in ("Co", "Cn", "Cs") or character in _ALSO_BLANK


def as_seen(text: str) -> str:
    """What a reference is found by: as it is written, without what nobody sees."""
    return _IGNORED.sub("", text)


def folded(text: str) -> str:
    """What a text is found and compared by: no case, no width, nothing that is not seen."""
    seen = as_seen(unicodedata.normalize("NFKC", as_seen(text)).casefold())
    return unicodedata.normalize("NFKC", _NO_LETTER.sub(" ", seen))


def unaccented(text: str) -> str:
    """What a name is found by where accents make no difference: `folded`, and without them.

    An accent is a mark that is put on a letter (Unicode's combining classes from 200 on), or a
    point of Hebrew or Arabic, which most people leave out (10 to 36). Other marks are letters of
    their scripts: without them "किरण" and "करण" would be one name. A stroke or a hook that is part
    of a Latin letter (ł, ø, đ) is left out on most keyboards, and Unicode takes none of them apart.
    """
    if text.isascii():
        return text.casefold()
    # By way of capitals, so that letters which have one capital (ı and i, ς and σ) are one.
    apart = unicodedata.normalize("NFKD", folded(text).upper().casefold())
    return unicodedata.normalize("NFC", "".join(_plain(c) for c in apart if not _is_accent(c)))


def _plain(character: str) -> str:
    """The letters it is typed by where a keyboard lacks it."""
    if character.isascii():
        return character
    letter = _BARRED.fullmatch(unicodedata.name(character, ""))
    return _TYPED_AS.get(character) or (character if letter is None else letter[1].casefold())


_BARRED: Final = re.compile("LATIN SMALL LETTER ([A-Z]) WITH .+")
_TYPED_AS: Final = {"æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ŋ": "ng"}


def name_key(names: str) -> str:
    """What a person's name is compared by: no case, width, accents, order, titles or punctuation.
    "Sample, John" and "Mr john  SAMPLE" are one.
    """
    return " ".join(sorted(untitled(unaccented(names).translate(_LETTERS).split())))


class _Lettering(dict[int, int]):
    """By character: itself, where it is a letter, a number or a mark; else a space."""

    def __missing__(self, character: int) -> int:
        is_one = unicodedata.category(chr(character))[0] in "LNM"
        found = self[character] = character if is_one else ord(" ")
        return found


_LETTERS: Final = _Lettering()


def untitled(words: Sequence[str]) -> list[str]:
    """The words of a name without what somebody is addressed by: "Mr Carl Zed" is Carl Zed. Where
    nothing else is left, with it.
    """
    return [word for word in words if word.rstrip(".") not in _TITLES] or list(words)


_TITLES: Final = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "rev", "sir", "dame"})


def _is_accent(character: str) -> bool:
    place = unicodedata.combining(character)
    return place >= _FIRST_PLACED or place in _POINTS
