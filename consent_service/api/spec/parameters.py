"""Parameters that several operations take alike, said once."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any


def said_once(document: dict[str, Any]) -> dict[str, Any]:
    """The same document: what more than one operation takes in the same words is a component.

    It bears the parameter's own name; of several that share a name and differ, each says of whom
    it is the parameter by a number, in the order they first stand.
    """
    taken: dict[str, list[tuple[list[Any], int]]] = defaultdict(list)
    for path in document["paths"].values():
        for operation in path.values():
            listed = operation["parameters"]
            for place, one in enumerate(listed):
                if "$ref" not in one:
                    taken[json.dumps(one, sort_keys=True)].append((listed, place))
    components = document["components"]["parameters"]
    for places in taken.values():
        if len(places) == 1:
            continue
        name = _name_in(components, places[0][0][places[0][1]]["name"])
        components[name] = places[0][0][places[0][1]]
        for listed, place in places:
            listed[place] = {"$ref": f"#/components/parameters/{name}"}
    return document


def _name_in(components: dict[str, Any], parameter: str) -> str:
    plain = "".join(part.capitalize() for part in parameter.split("_"))
    names = (plain, *(f"{plain}{number}" for number in range(2, 100)))
    return next(name for name in names if name not in components)
