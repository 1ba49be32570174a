"""A letter as it is said, to somebody with no paper before them. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from . import texts
from .letter import Letter, Sentences

#: What is said of the paper, by what is said aloud in its place.
_ALOUD: Final[Mapping[str, str]] = MappingProxyType({texts.RING_OR_SLIP: texts.RING_OR_TELL_ME})


def as_said_aloud(written: Letter) -> Letter:
    """The same, where it speaks of the paper said otherwise; and no slip goes with it."""
    parts = tuple(part._replace(lines=tuple(map(_said, part.lines))) for part in written.parts)
    return written._replace(parts=parts, has_slip=False)


def _said(line: Sentences) -> Sentences:
    return line._replace(text=_ALOUD.get(line.text, line.text))
