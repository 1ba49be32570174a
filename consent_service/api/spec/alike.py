"""What several operations or schemas say alike, said once."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import Any, Final, TypeAlias

#: Where something stands, as what holds it and its place there.
_Places: TypeAlias = list[tuple[Any, Any]]

#: How many characters it has to spare to say once what several schemas say of a member.
_WORTH: Final = 300
#: As what a member is known whose own name is that of something else.
_CALLED: Final = {"words": "TheirWords", "staff": "StaffNames"}
#: What is said of whatever stands on record, and of which schema it is a part.
_OF_EACH: Final = frozenset({"at", "by", "seq"})
_ON_RECORD: Final = "OnRecord"


def said_once(document: dict[str, Any]) -> dict[str, Any]:
    """The same document: what more than one operation takes in the same words is a component, and
    so is a member that several schemas explain in the same words.

    It bears the parameter's or member's own name. Of parameters that share a name and differ, the
    second says as well where it stands, as `EnquiryInPath`; of members only the one that has most
    to spare is said once.
    """
    components = document["components"]
    parameters = [
        (listed, place, one["name"])
        for path in document["paths"].values()
        for operation in path.values()
        for listed in (operation.get("parameters", ()),)
        for place, one in enumerate(listed)
        if "$ref" not in one
    ]
    for called, same in _alike(parameters):
        named, (holder, place) = components["parameters"], same[0]
        plain = _titled(called)
        name = f"{plain}In{_titled(holder[place]['in'])}" if plain in named else plain
        assert name not in named  # noqa: S101 - one would be taken for the other
        _name(name, same, named, "parameters")
    _take_from_one(components["schemas"])
    _name_members(components["schemas"])
    components["schemas"] = {n: _in_parts(one) for n, one in components["schemas"].items()}
    return document


def _in_parts(schema: dict[str, Any]) -> dict[str, Any]:
    """What it has of its own stands beside what it has from another: with one part alone it would
    be that other to a generator, whatever stands around it.
    """
    if "allOf" not in schema:
        return schema
    own = {of: schema[of] for of in ("type", "properties", "required") if of in schema}
    said = {of: one for of, one in schema.items() if of not in own}
    return {**said, "allOf": [*schema["allOf"], own]}


def _name_members(schemas: dict[str, Any]) -> None:
    """What is worth a name is given it, what has most to spare first."""
    found = [
        (schema["properties"], name, name)
        for schema in schemas.values()
        for name, one in schema.get("properties", {}).items()
        if "$ref" not in one or ("description" in one and _is_plain(_referred(one, schemas)))
    ]
    worth = [(_spared(called, same), called, same) for called, same in _alike(found)]
    for spared, called, same in sorted(worth, key=itemgetter(0), reverse=True):
        name = _CALLED.get(called, _titled(called))
        if spared >= _WORTH and name not in schemas:
            holder, place = same[0]
            one = holder[place]
            holder[place] = {**_referred(one, schemas), **one}
            holder[place].pop("$ref", None)
            _name(name, same, schemas, "schemas")


def _referred(one: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    """What a member refers to, if it does."""
    found: dict[str, Any] = schemas.get(one.get("$ref", "").rpartition("/")[2], {})
    return found


def _is_plain(schema: dict[str, Any]) -> bool:
    """A text, a number or the like: nothing with members of its own, and no list of codes."""
    return "type" in schema and not {"enum", "properties"} & schema.keys()


def _spared(called: str, same: _Places) -> int:
    holder, place = same[0]
    in_full = len(json.dumps(holder[place]))
    return (len(same) - 1) * in_full - len(same) * len(json.dumps(_ref("schemas", called)))


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
            one.setdefault("allOf", []).append(_ref("schemas", _ON_RECORD))
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


def _alike(found: Iterable[tuple[Any, Any, str]]) -> Iterator[tuple[str, _Places]]:
    """By what it is called, each that stands more than once, with where it stands."""
    alike: dict[str, list[tuple[Any, Any, str]]] = defaultdict(list)
    for holder, place, called in found:
        alike[json.dumps([called, holder[place]], sort_keys=True)].append((holder, place, called))
    for same in alike.values():
        if len(same) > 1:
            yield same[0][2], [(holder, place) for holder, place, _ in same]


def _name(name: str, same: _Places, named: dict[str, Any], kind: str) -> None:
    """It stands there by its name, and is referred to from where it stood."""
    holder, place = same[0]
    named[name] = holder[place]
    for holder, place in same:
        holder[place] = _ref(kind, name)


def _ref(kind: str, name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/{kind}/{name}"}


def _titled(called: str) -> str:
    return "".join(part.capitalize() for part in called.split("_"))
