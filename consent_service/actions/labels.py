"""Who or what is meant by a label of the sender's own: what the same request adds.

Whoever takes a family in does not know yet by which ids its people will go, nor their numbers. So
each has a label, and is named by it in everything else that comes in the same request; what was on
the file before goes by its id.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from ..domain.recorded.members import New, OnFile, Slot, Spread, members_of
from .said import Said

#: What may be named by a label: somebody, or a way of reaching them.
_LABELLED = frozenset({"child-added", "adult-added", "contact-point-recorded"})


def may_be_labelled(holds: Slot) -> bool:
    """Whether what stands here may be named by a label, and is not what is being added."""
    on_file = holds.mark(OnFile)
    return on_file is not None and holds.mark(New) is None and _LABELLED.issuperset(on_file.kinds)


def with_ids(said: Said[Any], ids: Mapping[str, str]) -> Said[Any]:
    """The same, with the id of each in the place of their label."""
    return said.but(**dict(_changed(said.kind, said.members, ids)))


def _changed(kind: Any, held: Mapping[str, Any], ids: Mapping[str, str]) -> Any:
    for member in members_of(kind):
        if member.holds.mark(Spread):
            yield from _changed(member.holds.base, held, ids)
        elif member.name in held:
            yield member.name, _with_ids(member.holds, held[member.name], ids)


def _with_ids(holds: Slot, value: Any, ids: Mapping[str, str]) -> Any:
    if holds.each is not None:
        return tuple(_with_ids(holds.each, one, ids) for one in value)
    if may_be_labelled(holds):
        return ids.get(value, value)
    if isinstance(value, msgspec.Struct):
        inside = {name: getattr(value, name) for name in value.__struct_fields__}
        return msgspec.structs.replace(value, **dict(_changed(type(value), inside, ids)))
    return value
