"""One language: its sentences, its days, its plurals, and which way it is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from ..domain.codes import TEXTS
from ..domain.letters import Sentences
from ..domain.letters.letter import FillsIn
from ..domain.own.words import spoken
from ..domain.words.naming import lower_first

#: What ends a sentence, in the scripts that we speak.
_ENDS: Final = (".", "?", "!", "۔", "।", "؟")
#: How a sentence is ended by whoever writes one of these.
_STOPS: Final = {"ur": "۔", "pa": "।", "ne": "।"}
_SENTENCE: Final = re.compile(r"(?<=[.?!])\s+")
#: A service by its own name, and what kind of service it is.
_NAMED: Final = re.compile(r"(?P<name>.+) \((?P<kind>[^()]+)\)")
#: Members of a reply that are somebody's own words, a name or an id: they are never translated.
THEIRS: Final = frozenset(
    {"you", "names", "worker", "team", "your_words", "value", "language", "response", "child"}
    | {"speaks", "entry_hash", "recorded_at", "on", "until", "begins", "number"}
    | {"you_support", "ask_for"}
)


@dataclass(frozen=True, slots=True)
class Language:
    """`tag` is what BCP 47 calls it; `own_name` is what those who speak it call it. One that is not
    `is_checked` is a draft: nobody who translates for their living has looked at all of it.
    """

    tag: str
    own_name: str
    text: Callable[[str], str]
    day: Callable[[date], str]
    counted: Callable[[str, str, int], str]
    is_right_to_left: bool = False
    is_checked: bool = False

    @property
    def direction(self) -> str:
        """Which way it is read, as HTML says it."""
        return "rtl" if self.is_right_to_left else "ltr"

    @property
    def is_english(self) -> bool:
        """Whether this is what everything is written in first."""
        return self is ENGLISH

    @property
    def full_stop(self) -> str:
        """What ends a sentence."""
        return _STOPS.get(self.tag, ".")

    def count(self, one: str, many: str, number: int) -> str:
        """A sentence with a number, in the form that the number asks for."""
        return self.counted(one, many, number).format(number=number)

    def say(self, said: Sentences) -> str:
        """A sentence with what stands in its braces, and a full stop at its end. One that is not
        translated is English throughout, its days as well.
        """
        text = self.text(said.text)
        if text == said.text and said.filled and not self.is_english:
            return ENGLISH.say(said)
        if said.filled:
            text = text.format(**{name: self.fill(what) for name, what in said.filled.items()})
        return text if text.endswith(_ENDS) else f"{text}{self.full_stop}"

    def fill(self, what: FillsIn) -> str:
        """A day or a list of our words in this language; what is somebody's own as it is."""
        if isinstance(what, date):
            return self.day(what)
        return what if isinstance(what, str) else self.listed(what)

    def listed(self, words: Iterable[str]) -> str:
        """Words put together by a comma, which is right in every language."""
        return ", ".join(map(self.text, words))

    def reply(self, shown: Any) -> Any:
        """What an operation replied, with our own words in it in this language."""
        if self.is_english:
            return shown
        if isinstance(shown, Mapping):
            return {
                name: held if name in THEIRS and isinstance(held, str | list) else self.reply(held)
                for name, held in shown.items()
            }
        if isinstance(shown, list):
            return [self.reply(held) for held in shown]
        return self.text(shown) if isinstance(shown, str) else shown


#: Sentences of a reply in which who it is and a day are filled in already.
_FILLED_IN: Final = [
    (
        text,
        re.compile(
            re.escape(text)
            .replace(r"\{who\}", r"(?P<who>[^.?!]+)")
            .replace(r"\{\}", r"(?P<who>[^.?!]+)")
            .replace(r"\{day\}", r"(?P<day>\d{1,2} \w+ \d{4})")
        ),
    )
    for name, text in TEXTS.items()
    if name.startswith("own_") and any(one in text for one in ("{}", "{who}", "{day}"))
]


def said_of(translated: Mapping[str, str], day: Callable[[date], str], english: str) -> str:
    """The English in another language, as far as it is translated: a text, the kind of a service
    that has a name of its own, or sentences of ours one after another.
    """
    whole = translated.get(english)
    if whole is not None:
        return whole
    for text, form in _FILLED_IN:
        filled = form.fullmatch(english)
        if filled is not None and text in translated:
            said, of = translated[text], filled.groupdict()
            who = of.get("who") or ""
            if text == TEXTS["own_stop_others"]:
                # What each is called to a child is said in English alone, and no name of theirs.
                return translated.get(TEXTS["own_stop_somebody"], english)
            on = datetime.strptime(of["day"], "%d %B %Y").date() if "day" in of else None  # noqa: DTZ007 - a day
            if who in translated:
                # A word of ours begins with a capital where the sentence begins with it.
                ours = translated[who]
                who = ours if said.startswith("{who}") else lower_first(ours)
            return said.format(who, who=who, day=on and day(on))
    named = _NAMED.fullmatch(english)
    if named is not None:
        kind = named["kind"][0].upper() + named["kind"][1:]
        return f"{named['name']} ({translated.get(kind, named['kind'])})"
    sentences = _SENTENCE.split(english)
    return english if len(sentences) == 1 else " ".join(_in_order(translated, day, sentences))


def _in_order(
    translated: Mapping[str, str], day: Callable[[date], str], sentences: list[str]
) -> Iterator[str]:
    """The longest run of sentences that is translated, then the next."""
    rest = sentences
    while rest:
        for length in range(len(rest), 0, -1):
            run = " ".join(rest[:length])
            if run in translated:
                yield translated[run]
                rest = rest[length:]
                break
        else:
            yield said_of(translated, day, rest[0])
            rest = rest[1:]


def _counted(one: str, many: str, number: int) -> str:
    return one if number == 1 else many


#: The language that everything is written in first.
ENGLISH: Final = Language("en-GB", "English", str, spoken, _counted, is_checked=True)
