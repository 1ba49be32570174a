"""Who the staff are whose ids stand in a reply: each once, by name, beside what was shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import fields

from ..edge.operations import Call
from .members import texts_by_id_field
from .showing import AS_IT_IS


def staff_field() -> fields.Dict:
    return texts_by_id_field(
        "What the staff whose ids stand here are called, by id, as listed last. Who is not in the "
        "list of staff is not here."
    )


def with_staff(call: Call, shown: dict[str, Any]) -> dict[str, Any]:
    """What is shown, with the names of the staff who stand in it: looked up at once, in the own
    file that is kept.
    """
    names = call.service.own.read(call.principal.authority).staff_names
    return {**shown, "staff": named_in(shown, names)}


def named_in(shown: Any, names: Mapping[str, str]) -> dict[str, str]:
    """Of these names, those whose ids stand anywhere in what is shown."""
    every = [shown]
    texts: set[str] = set()
    for one in every:
        # By its very class first, since a reply may have ten thousand of them.
        by_class = one.__class__
        if by_class is str:
            texts.add(one)
        elif by_class in AS_IT_IS:
            continue
        # What stands in it is gone through after it.
        elif by_class is list or by_class is tuple:
            every += one
        elif by_class is dict or isinstance(one, Mapping):
            every += one.values()
        elif isinstance(one, list | tuple):
            every += one
        elif isinstance(one, str):
            texts.add(one)
    return {id: names[id] for id in sorted(texts & names.keys())}
