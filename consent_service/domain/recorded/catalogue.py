"""The event catalogue as a document: `docs/events.md`, made from the classes themselves.

A test holds the document to this, so the two cannot drift apart.
"""

from __future__ import annotations

import inspect
import types
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, Final, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec

from . import events
from .clocks import ClockSet
from .content import Content
from .event import Event, NoFact, OfEither, OfTheAuthority, kinds, tag_of
from .practice import EntryCorrected

_INTRODUCTION: Final = """\
# The event catalogue

Everything that can be recorded, made from the classes below `Event` in `consent_service/domain/`.
After changing one, `make spec` writes this document again.

A kind is never renamed and never reused. A field is never removed and never changes its type; a
new one comes last and has a default. Anything else is a new kind. The exact bytes of each kind
stand in `tests/domain/vectors/events.json`.

**Two clocks.** An event with `effective_at` says when it was true; the ledger entry that holds it
says when it was recorded. An event without `effective_at` is true from the moment it is recorded.
"""

_PLAIN: Final[dict[Any, str]] = {
    str: "text",
    int: "whole number",
    bool: "true or false",
    bytes: "bytes, in base64",
    datetime: "time",
    date: "date",
    type(None): "none",
}


def event_catalogue() -> str:
    """The document, the same bytes for the same classes."""
    every = kinds()
    lines = [_INTRODUCTION, "## Kinds", ""]
    lines += [f"* [`{tag_of(kind)}`](#{tag_of(kind)}): {_first_line(kind)}" for kind in every]
    for kind in every:
        lines += ["", *_section(kind, tag_of(kind)), "", _clocks(kind), "", _changes(kind)]
    shapes = list(_held(msgspec.Struct, every))
    lines += ["", "## Shapes", "", "What stands inside events, each written out once."]
    for shape in shapes:
        if not issubclass(shape, Event):
            lines += ["", *_section(shape, shape.__name__)]
    lines += ["", "## Codes", "", "Codes that the rules themselves give. Those that people choose"]
    lines += ["from stand in `consent_service/domain/codes.toml`, with their words."]
    for codes in _held(StrEnum, every):
        lines += ["", f"### {codes.__name__}", "", inspect.getdoc(codes) or "", ""]
        lines += [", ".join(f"`{code}`" for code in codes)]
    return "\n".join(lines) + "\n"


def _first_line(shape: type) -> str:
    return (inspect.getdoc(shape) or "").partition("\n")[0]


def _section(shape: type[msgspec.Struct], title: str) -> list[str]:
    lines = [f"### {title}", "", inspect.getdoc(shape) or "", ""]
    fields = msgspec.structs.fields(shape)
    if not fields:
        return [*lines, "No fields."]
    hints = get_type_hints(shape, include_extras=True)
    lines += ["| field | type | default |", "|---|---|---|"]
    lines += [f"| `{f.encode_name}` | {_words(hints[f.name])} | {_default(f)} |" for f in fields]
    return lines


def _words(hint: Any) -> str:
    if hint == events.AnyEvent:
        return "an event of one of the kinds above"
    if hint in _PLAIN:
        return _PLAIN[hint]
    of = get_args(hint)
    origin = get_origin(hint)
    if origin is Annotated:
        bounds = [_bounds(mark) for mark in of[1:] if isinstance(mark, msgspec.Meta)]
        return " ".join((_words(of[0]), *(f"({one})" for one in bounds)))
    if origin is tuple:
        return f"list of {_words(of[0])}"
    if origin is dict:
        return f"{_words(of[1])} by {_words(of[0])}"
    if origin in (types.UnionType, Union):
        return " or ".join(_words(part) for part in of if part is not msgspec.UnsetType)
    return f"[{hint.__name__}](#{hint.__name__.lower()})"


def _bounds(meta: msgspec.Meta) -> str:
    limits = (("at least", meta.ge), ("at most", meta.le))
    return ", ".join(f"{words} {limit}" for words, limit in limits if limit is not None)


def _default(field: msgspec.structs.FieldInfo) -> str:
    if field.required:
        return "required"
    made = field.default_factory is not msgspec.NODEFAULT
    value = field.default_factory() if made else field.default
    if value is msgspec.UNSET:
        return "left out"
    return f"`{msgspec.json.encode(value).decode()}`"


def _clocks(kind: type[msgspec.Struct]) -> str:
    if "effective_at" in kind.__struct_fields__:
        return "Two clocks: `effective_at`, and when it was recorded."
    return "One clock: when it was recorded."


def _changes(kind: type[Event]) -> str:
    if issubclass(kind, NoFact):
        return "Changes no file."
    if issubclass(kind, OfTheAuthority):
        return "A fact of the authority's own file."
    if kind is ClockSet:
        return (
            "A fact of the case file, or of the authority's own. The entries it names count as "
            "recorded when it says."
        )
    if issubclass(kind, OfEither):
        return "A fact of the case file; of the authority's own file, while no family is known."
    if kind is EntryCorrected:
        return (
            "A fact of the case file. What the corrected entry recorded is struck from the time "
            "of the correction."
        )
    return "A fact of the case file."


_Held = TypeVar("_Held")


def _held(wanted: type[_Held], kinds: Iterable[type[Event]]) -> Iterator[type[_Held]]:
    """Every class of this sort in the content of an entry, in the order first met."""
    met: set[Any] = set()
    waiting: list[Any] = [Content, *kinds]
    while waiting:
        hint = waiting.pop(0)
        waiting[:0] = [part for part in get_args(hint) if part not in met]
        if not isinstance(hint, type) or hint in met:
            continue
        met.add(hint)
        if issubclass(hint, msgspec.Struct):
            waiting += get_type_hints(hint).values()
        if issubclass(hint, wanted):
            yield hint
