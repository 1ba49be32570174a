"""What a member of a reply may hold: the fields of every schema in this folder.

A reply may get new members, and its codes new ones: whoever reads it leaves what they do not know.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, Final, TypeVar

from marshmallow import Schema, fields, validate

from ...domain.codes import LISTS, codes

T = TypeVar("T")

_TIME: Final = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"

#: What to do with a code that was added after a client was written: the specification begins with
#: it, and says that the words beside it are shown.
_SHOW_THE_LABEL: Final = "Never take it for agreement."


class OpenCode(fields.String):
    """A code of lists of `codes.toml`, or of an enumeration of ours. There may be new ones."""

    def __init__(
        self,
        *lists: str,
        called: str | None = None,
        members: Iterable[str] = (),
        unknown: str = _SHOW_THE_LABEL,
        **options: Any,
    ) -> None:
        self.lists, self.called, self.unknown = lists, called, unknown
        # A code that two of the lists share stands once.
        self.codes = tuple(
            dict.fromkeys(str(one) for one in members)
            or dict.fromkeys(code for name in lists for code in codes(name))
        )
        super().__init__(**options)


class Time(fields.String):
    """A moment, in the one spelling of replies: to the second.

    The ledger has it to the microsecond. Given back as `as_of` or `known_at` it means all of that
    second, so that the very entry that it came from is not left out.
    """

    def __init__(self, **options: Any) -> None:
        metadata = {"format": "date-time", **options.pop("metadata", {})}
        super().__init__(validate=validate.Regexp(_TIME), metadata=metadata, **options)


def code_field(*lists: str, description: str, none: bool = False) -> OpenCode:
    return OpenCode(*lists, required=True, allow_none=none, metadata={"description": description})


def member_field(
    members: type[StrEnum], description: str, *, none: bool = False, called: str | None = None
) -> OpenCode:
    """A member of an enumeration of ours, known by its name unless it is `called` otherwise."""
    name = f"{members.__name__.lower()}s"
    return OpenCode(
        *((name,) if name in LISTS else ()),
        called=f"{called or members.__name__}Code",
        members=[member.value for member in members],
        required=True,
        allow_none=none,
        metadata={"description": description},
    )


def one_of_field(
    called: str,
    members: Iterable[str],
    description: str,
    *,
    unknown: str = _SHOW_THE_LABEL,
) -> OpenCode:
    """One of a few words of ours."""
    return OpenCode(
        called=f"{called}Code",
        members=members,
        unknown=unknown,
        required=True,
        metadata={"description": description},
    )


def text_field(description: str, *, none: bool = False) -> fields.Field[str]:
    return fields.String(required=True, allow_none=none, metadata={"description": description})


def time_field(description: str, *, none: bool = False) -> fields.Field[str]:
    return Time(required=True, allow_none=none, metadata={"description": description})


def day_field(description: str, *, none: bool = False) -> fields.Field[str]:
    return fields.String(
        required=True, allow_none=none, metadata={"format": "date", "description": description}
    )


def next_field() -> fields.Field[str]:
    return text_field("Give it as `cursor` for the next page; null at the end.", none=True)


def each_field(one: fields.Field[T], description: str) -> fields.List[T]:
    """A list of these."""
    return fields.List(one, required=True, metadata={"description": description})


def codes_field(*lists: str, description: str) -> fields.List[str]:
    return each_field(OpenCode(*lists), description)


def flag_field(description: str, *, none: bool = False) -> fields.Field[bool]:
    return fields.Boolean(required=True, allow_none=none, metadata={"description": description})


def whole_field(description: str, *, none: bool = False) -> fields.Field[int]:
    return fields.Integer(required=True, allow_none=none, metadata={"description": description})


def wholes_field(description: str) -> fields.List[int]:
    """A list of numbers."""
    return each_field(fields.Integer(), description)


def texts_field(description: str) -> fields.List[str]:
    return each_field(fields.String(), description)


def texts_by_id_field(description: str) -> fields.Dict:
    text = fields.String()
    return fields.Dict(text, text, required=True, metadata={"description": description})


def object_field(description: str) -> fields.Dict:
    return fields.Dict(keys=fields.String(), required=True, metadata={"description": description})


def objects_field(description: str) -> fields.List[dict[str, object]]:
    return each_field(fields.Dict(keys=fields.String()), description)


def part_field(
    schema: type[Schema], description: str, *, none: bool = False
) -> fields.Field[object]:
    """An object inside the reply."""
    return fields.Nested(
        schema, required=True, allow_none=none, metadata={"description": description}
    )


def parts_field(schema: type[Schema], description: str) -> fields.List[object]:
    return each_field(fields.Nested(schema), description)


class BySchema(Schema):
    """Who did something."""

    id = text_field("Their id.")
    role = text_field("In which role: a code of `staff_roles`. There may be new ones.")
    acting_for = fields.String(
        metadata={"description": "The worker whom a system said it acted for, if it was one."}
    )
