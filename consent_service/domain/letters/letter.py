"""What a letter is made of, before it is put into a language and onto paper. Plain values. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple, TypeAlias

#: What is filled in: a day, a list of words of ours, or what is somebody's own and is never
#: translated, such as a name.
FillsIn: TypeAlias = date | tuple[str, ...] | str


class Sentences(NamedTuple):
    """One or more sentences of ours, and what stands in their braces."""

    text: str
    filled: Mapping[str, FillsIn] = {}


class LetterItem(NamedTuple):
    """One thing that somebody said or that was done: its head, and what is known of it by name."""

    head: tuple[str, ...]
    facts: tuple[tuple[str, FillsIn], ...]
    lines: tuple[Sentences, ...] = ()


class LetterPart(NamedTuple):
    """A part of a letter under its own heading; the first has none."""

    heading: str | None
    lines: tuple[Sentences, ...] = ()
    items: tuple[LetterItem, ...] = ()


class Letter(NamedTuple):
    """A letter: which one, to whom, its title, its parts, and whether a slip to send back ends it.

    Of one that says nothing of why we write, nothing else is true either: no slip, no names of
    services.
    """

    kind: str
    to: str
    title: str
    parts: tuple[LetterPart, ...]
    has_slip: bool = True
