"""What several operations or schemas say alike, said once."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import Any, Final

#: From how many characters on a member that several schemas share takes more room than its name.
_LONG: Final = 200
#: What is said of whatever stands on record, and of which schema it is a part.
_OF_EACH: Final = frozenset({"at", "by", "seq"})
_ON_RECORD: Final = "OnRecord"


def said_once(document: dict[str, Any]) -> dict[str, Any]:
    """The same document: what more than one operation takes in the same words is a component, and
    so is a member that more than one schema explains at the same length.

    It bears the parameter's or member's own name; of several that share a name and differ, each
    says of whom it is by a number, in the order they first stand.
    """
    components = document["components"]
    parameters = [
        (listed, place, one["name"])
        for path in document["paths"].values()
        for operation in path.values()
        for listed in (operation["parameters"],)
        for place, one in enumerate(listed)
        if "$ref" not in one
    ]
    _refer(parameters, components["parameters"], "parameters")
    members = [
        (schema["properties"], name, name)
        for schema in components["schemas"].values()
        for name, one in schema.get("properties", {}).items()
        if "$ref" not in one and len(json.dumps(one)) > _LONG
    ]
    _refer(members, components["schemas"], "schemas")
    _take_from_one(components["schemas"])
    return document


def _take_from_one(schemas: dict[str, Any]) -> None:
    """What almost each thing that is shown has, in the same words, is said of all of them at once.
    A request is closed, and says itself what may stand in it.
    """
    shown = [one for one in schemas.values() if one.get("type") == "object" and _is_open(one)]
    said = Counter(json.dumps(_of_each(one), sort_keys=True) for one in shown if _of_each(one))
    usual = json.loads(said.most_common(1)[0][0])
    for one in shown:
        if _of_each(one) == usual:
            one["properties"] = {
                name: part for name, part in one["properties"].items() if name not in usual
            }
            one["required"] = [name for name in one["required"] if name not in usual]
            one["allOf"] = [{"$ref": f"#/components/schemas/{_ON_RECORD}"}]
    schemas[_ON_RECORD] = {
        "type": "object",
        "properties": usual,
        "required": sorted(usual),
        "description": "Who put it on record, since when it is so, and where it stands.",
    }


def _is_open(schema: dict[str, Any]) -> bool:
    return "additionalProperties" not in schema


def _of_each(schema: dict[str, Any]) -> dict[str, Any] | None:
    """All of these, where each has to be there."""
    if not set(schema.get("required", ())) >= _OF_EACH:
        return None
    return {name: schema["properties"][name] for name in sorted(_OF_EACH)}


def _refer(found: list[tuple[Any, Any, str]], named: dict[str, Any], kind: str) -> None:
    """Each that stands more than once is named there, and referred to from where it stood."""
    alike: dict[str, list[tuple[Any, Any, str]]] = defaultdict(list)
    for holder, place, name in found:
        alike[json.dumps([name, holder[place]], sort_keys=True)].append((holder, place, name))
    for same in alike.values():
        if len(same) == 1:
            continue
        holder, place, called = same[0]
        name = _name_in(named, called)
        named[name] = holder[place]
        for holder, place, _ in same:
            holder[place] = {"$ref": f"#/components/{kind}/{name}"}


def _name_in(components: dict[str, Any], called: str) -> str:
    plain = "".join(part.capitalize() for part in called.split("_"))
    names = (plain, *(f"{plain}{number}" for number in range(2, 100)))
    return next(name for name in names if name not in components)
