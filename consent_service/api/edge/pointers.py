"""What does not fit of a body, member by member."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Any, Final

import marshmallow

_UNKNOWN: Final = ["Unknown field."]
#: As many names as somebody reads through.
_READ_THROUGH: Final = 12


def pointers(messages: Any, within: Any, pointer: str = "") -> Iterator[tuple[str, str]]:
    """Marshmallow's tree of messages as JSON Pointers (RFC 6901) and sentences. `within` is the
    schema or field that stands there; None where nothing is known of it.
    """
    if isinstance(messages, str):
        yield pointer, messages
    elif isinstance(messages, dict):
        for key, inner in messages.items():
            if inner == _UNKNOWN:
                yield pointer, _not_known(key, within)
            elif key == "_schema":
                yield from pointers(inner, within, pointer)
            else:
                yield from pointers(inner, _member(within, key), f"{pointer}/{key}")
    else:
        for inner in messages:
            yield from pointers(inner, within, pointer)


def _schema(within: Any) -> marshmallow.Schema | None:
    found = getattr(within, "schema", within)
    return found if isinstance(found, marshmallow.Schema) else None


def _member(within: Any, key: Any) -> Any:
    """The field of this name; of a list, what each of it is."""
    schema = _schema(within)
    if schema is None:
        return getattr(within, "inner", within)
    every = schema.fields.items()
    return next((field for name, field in every if (field.data_key or name) == key), None)


def _not_known(key: Any, within: Any) -> str:
    """An unknown member's name was sent by the client, so it is not repeated: it could be anything.
    What is near it among ours is said.
    """
    said, schema = "There is a member here that we do not know.", _schema(within)
    if schema is None:
        return said
    ours = sorted(field.data_key or name for name, field in schema.fields.items())
    return f"{said}{perhaps(key, ours)}"


def perhaps(sent: Any, ours: Sequence[str]) -> str:
    """Which of ours may be meant by what was sent, to stand behind a sentence; all of them, where
    none is near and they are few.
    """
    near = get_close_matches(sent, ours, n=1) if isinstance(sent, str) else []
    if near:
        return f" Perhaps {near[0]} is meant."
    return f" What can stand here: {', '.join(ours)}." if 0 < len(ours) <= _READ_THROUGH else ""
