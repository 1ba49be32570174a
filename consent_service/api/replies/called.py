"""Who the staff are whose ids stand in a reply: each once, by name, beside what was shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from marshmallow import fields

from ..edge.operations import Call


def staff_field() -> fields.Dict:
    return fields.Dict(
        keys=fields.String(),
        values=fields.String(),
        required=True,
        metadata={
            "description": "What the staff whose ids stand here are called, by id, as listed last. "
            "Who is not in the list of staff is not here."
        },
    )


def with_staff(call: Call, shown: dict[str, Any]) -> dict[str, Any]:
    """What is shown, with the names of the staff who stand in it: looked up at once, in the own
    file that is kept.
    """
    names = call.service.own.read(call.principal.authority).staff_names
    return {**shown, "staff": named_in(shown, names)}


def named_in(shown: Any, names: Mapping[str, str]) -> dict[str, str]:
    """Of these names, those whose ids stand anywhere in what is shown."""
    return {id: names[id] for id in sorted(set(_texts(shown)) & names.keys())}


def _texts(shown: Any) -> Iterator[str]:
    if isinstance(shown, str):
        yield shown
    elif isinstance(shown, Mapping):
        for inner in shown.values():
            yield from _texts(inner)
    elif isinstance(shown, list | tuple):
        for inner in shown:
            yield from _texts(inner)
