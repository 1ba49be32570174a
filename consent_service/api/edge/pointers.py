"""What does not fit of a body, member by member."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Any, Final

import marshmallow

_UNKNOWN: Final = ["Unknown field."]
#: Of how many in one body it is worked out what may be meant, and how long a name is that is ours
#: but for a slip: a body of a thousand strange names costs no more than one of twenty.
_MOST: Final = 20
_LONGEST: Final = 60
#: As many names as somebody reads through.
_READ_THROUGH: Final = 12


class NoneOfOurs(str):
    """That what was sent is none of these, said without what it may be instead: that is worked out
    when it is shown, and not for each of a thousand in a body that is read no further.
    """

    __slots__ = ("ours", "sent")
    sent: Any
    ours: Sequence[str]

    def __new__(cls, said: str, sent: Any, ours: Sequence[str]) -> NoneOfOurs:
        made = super().__new__(cls, said)
        made.sent, made.ours = sent, ours
        return made


def pointers(messages: Any, within: Any) -> Iterator[tuple[str, str]]:
    """Marshmallow's tree of messages as JSON Pointers (RFC 6901) and sentences. `within` is the
    schema or field that stands there; None where nothing is known of it.
    """
    guesses = iter(range(_MOST))
    for pointer, said in _sentences(messages, within, ""):
        may_guess = isinstance(said, NoneOfOurs) and next(guesses, None) is not None
        yield pointer, f"{said}{_perhaps(said)}" if may_guess else str(said)


def _sentences(messages: Any, within: Any, pointer: str) -> Iterator[tuple[str, str]]:
    if isinstance(messages, str):
        yield pointer, messages
    elif isinstance(messages, dict):
        for key, inner in messages.items():
            if inner == _UNKNOWN:
                yield pointer, _not_known(key, within)
            elif key == "_schema":
                yield from _sentences(inner, within, pointer)
            else:
                yield from _sentences(inner, _member(within, key), f"{pointer}/{key}")
    else:
        for inner in messages:
            yield from _sentences(inner, within, pointer)


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
    return NoneOfOurs(said, key, ours)


def _perhaps(said: Any) -> str:
    """Which of ours may be meant by what was sent, to stand behind a sentence; all of them, where
    none is near and they are few.
    """
    sent, ours = said.sent, said.ours
    is_near = isinstance(sent, str) and len(sent) <= _LONGEST
    near = get_close_matches(sent, ours, n=1) if is_near else []
    if near:
        return f" Perhaps {near[0]} is meant."
    return f" What can stand here: {', '.join(ours)}." if 0 < len(ours) <= _READ_THROUGH else ""
