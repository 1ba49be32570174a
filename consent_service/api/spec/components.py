"""What the specification says once and refers to everywhere: shapes of values, code lists,
responses.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeAlias

from apispec.ext.marshmallow import MarshmallowPlugin, resolver
from apispec.ext.marshmallow.openapi import OpenAPIConverter
from marshmallow import Schema, fields

from ...domain.codes import codes
from ...domain.scopes.scope import ANY
from ..edge.body import Body
from ..edge.fields import Code, Day, Digest, Label, Line, Opaque, When, Words
from ..edge.meanings import PROBLEMS
from ..edge.problems import PROBLEM_JSON
from ..replies.members import OpenCode, Time
from .vocabulary import MEMBERS, in_a_reply

#: What a shape of value means, whoever uses it.
_SHAPES: Final[Mapping[str, str]] = {
    "Line": "One line of text that a person could read. Kept in Unicode's composed form (NFC).",
    "Label": "Whom it is about: the id of somebody on the file, or a name of your own under which "
    "the same body adds them.",
    "LabelOrBlank": "Likewise; blank, it names nobody, as if it had been left out.",
    "Words": "Free text; lines end with a line feed.",
    "LineOrBlank": "One line of text; blank, it says nothing, as if it had been left out.",
    "WordsOrBlank": "Free text; blank, it says nothing, as if it had been left out.",
    "Moment": "A date and time (RFC 3339) with its offset, whichever it is, and up to nine "
    "decimals of a second; kept in UTC, to the microsecond.",
    "Time": "A moment in the one spelling of replies: RFC 3339 in UTC, to the second.",
    "Day": "A calendar day.",
    "Id": "An id that this service gave.",
    "IdOrAny": "An id that this service gave, or `*` for any.",
    "TextsById": "A text for each id.",
    "Sha256": "A SHA-256 digest in lowercase hexadecimal.",
}

_OF_KIND: Final[Mapping[type, str]] = {When: "Moment", Time: "Time", Day: "Day", Digest: "Sha256"}

#: Shapes that many members have which may be null.
_OFTEN_NULL: Final = {"Time"}

_TEXTS: Final = (Line, Label, Words)

#: A list whose name is not simply the plural of one of its codes.
_ONE_OF: Final[Mapping[str, str]] = {
    "actions_taken": "action_taken",
    "disclosure_bases": "disclosure_basis",
    "safety_codes": "safety",
}

#: For each status, the problems that most operations mean by it.
Usual: TypeAlias = Mapping[int, frozenset[str]]

#: What may come of any request, and is not the fault of whoever asks.
TROUBLE: Final = "Trouble"

#: A problem's response is known by its status; those that come of any request of a kind
#: stand together.
RESPONSES: Final[Mapping[int, tuple[str, str]]] = {
    202: ("Kept", "It is kept, and recorded later."),
    400: ("CannotBeRead", "The request cannot be read."),
    401: ("WhoIsAsking", "We do not know who is asking."),
    403: ("NotForYou", "This is for somebody else to do."),
    404: ("NotFound", "There is nothing here, or it is another authority's."),
    409: ("Conflict", "The record as it stands is in the way."),
    413: ("TooLarge", "The body is too large."),
    415: ("NotJson", "The body is not declared as what is taken here."),
    422: ("CannotBeUsed", "What was sent cannot be used as it is."),
    429: ("TooOften", "It was asked too often: `Retry-After` says in how many seconds again."),
    503: ("TryAgain", "The record cannot be reached or takes nothing new at the moment."),
}


class _Converter(OpenAPIConverter):
    """Fields as properties: a value of a shape that has a name refers to that name."""

    def field2property(self, field: fields.Field[Any]) -> dict[str, Any]:
        found: dict[str, Any] = super().field2property(field)
        if found.get("minItems") == 0:
            # So may every list be.
            del found["minItems"]
        if isinstance(field, OpenCode):
            return self._open(field, found)
        name = _shape(field)
        if name is None:
            return found
        own: dict[str, Any] = {
            key: found.pop(key) for key in ("description", "default") if key in found
        }
        nullable = isinstance(found.get("type"), list)
        shown: dict[str, Any] = {"$ref": f"#/components/schemas/{name}"}
        if nullable:
            found["type"] = found["type"][0]
        self._once(name, {**found, "description": _means(name, field)})
        return {**(self._or_none(name, shown) if nullable else shown), **own}

    def _or_none(self, name: str, shown: dict[str, Any]) -> dict[str, Any]:
        """Likewise, or null: what many are is said once as well."""
        either = {"anyOf": [shown, {"type": "null"}]}
        if name not in _OFTEN_NULL:
            return either
        self._once(f"{name}OrNull", {**either, "description": f"A `{name}`, or null."})
        return {"$ref": f"#/components/schemas/{name}OrNull"}

    def schema2jsonschema(self, schema: Schema) -> dict[str, Any]:
        """A request is whole as it is described; a reply may get new members, and says of what it
        has from another only whose it is.
        """
        found: dict[str, Any] = super().schema2jsonschema(schema)  # type: ignore[no-untyped-call]
        if not isinstance(schema, Body):
            found.pop("additionalProperties", None)
            self._extend(type(schema), found)
        for name, member in found.get("properties", {}).items():
            if name in MEMBERS:
                member.setdefault("description", MEMBERS[name])
            if "description" in member and not isinstance(schema, Body):
                member["description"] = in_a_reply(member["description"])
            # What may be left out may: a generator takes a member of which it is told what it is
            # then for one that is always there, and asks whoever sends for it.
            member.pop("default", None)
        said = vars(type(schema)).get("__doc__")
        if said is not None:
            found["description"] = inspect.cleandoc(said).replace("\n", " ")
        return found

    def _extend(self, kind: type[Schema], found: dict[str, Any]) -> None:
        """What it has from another reply stands there; a base that is private is no reply."""
        base = kind.__base__
        if base is None or base is Schema or base.__name__.startswith("_"):
            return
        theirs = super().schema2jsonschema(base())["properties"]  # type: ignore[no-untyped-call]
        properties = found["properties"]
        found["properties"] = {n: properties[n] for n in properties if n not in theirs}
        found["required"] = [name for name in found["required"] if name not in theirs]
        found["allOf"] = [self.resolve_nested_schema(base)]  # type: ignore[no-untyped-call]

    def _open(self, field: OpenCode, found: dict[str, Any]) -> dict[str, Any]:
        """A code of a reply: those of today are listed, and more may come."""
        name = field.called or code_name(field.lists)
        where = f" of {_lists(field)}: see `GET /v1/codes`" if field.lists else ""
        listed = {"type": "string", "enum": list(field.codes)}
        self._once(name, {**listed, "description": f"A code{where}."})
        self._once(
            f"{name}OrNew",
            {
                "anyOf": [{"$ref": f"#/components/schemas/{name}"}, {"type": "string"}],
                "description": f"Or a new one. {field.unknown}",
            },
        )
        shown: dict[str, Any] = {"$ref": f"#/components/schemas/{name}OrNew"}
        if field.allow_none:
            shown = {"anyOf": [shown, {"type": "null"}]}
        if "description" in found:
            shown["description"] = found["description"]
        return shown

    def _once(self, name: str, schema: dict[str, Any]) -> None:
        held = self.spec.components.schemas.get(name)
        if held is None:
            self.spec.components.schema(name, component=schema)
        else:
            same = {**held, "description": ""} == {**schema, "description": ""}
            assert same, f"two things are called {name}"  # noqa: S101 - found when it is made


class Plugin(MarshmallowPlugin):
    """Marshmallow's schemas as components, by their names."""

    Converter = _Converter

    def __init__(self) -> None:
        super().__init__(schema_name_resolver=_name)


def _name(schema: Any) -> str:
    name: str = resolver(schema)
    return name.removesuffix("Schema")


def _means(name: str, field: fields.Field[Any]) -> str:
    if isinstance(field, Code):
        return f"A code of {_lists(field)}: see `GET /v1/codes`."
    return _SHAPES[name]


def _lists(field: Code | OpenCode) -> str:
    return " or ".join(f"`{name}`" for name in field.lists)


def _shape(field: fields.Field[Any]) -> str | None:
    """The name under which a field's shape is known."""
    if isinstance(field, Code):
        return code_name(field.lists, field.allowed)
    if isinstance(field, Opaque):
        return "IdOrAny" if ANY in field.pattern else "Id"
    if isinstance(field, Line):
        kind = type(field)
        if kind not in _TEXTS or field.longest != kind().longest:
            return None
        return f"{kind.__name__}OrBlank" if field.may_be_blank else kind.__name__
    if isinstance(field, fields.Dict) and isinstance(field.value_field, fields.String):
        return "TextsById"
    return next((name for kind, name in _OF_KIND.items() if isinstance(field, kind)), None)


def code_name(lists: tuple[str, ...], allowed: tuple[str, ...] = ()) -> str:
    """What a code of these lists is called: of `purposes` or any, `PurposeOrAnyCode`; where not all
    of `roles` are `allowed`, `SomeRoleCode`.
    """
    one = "Or".join(_one_of(name).title().replace("_", "") for name in lists)
    some = allowed and not {code for name in lists for code in codes(name)} <= set(allowed)
    return f"{'Some' if some else ''}{one}{'OrAny' if ANY in allowed else ''}Code"


def _one_of(plural: str) -> str:
    if plural in _ONE_OF:
        return _ONE_OF[plural]
    for ending, singular in (("statuses", "status"), ("ies", "y"), ("ss", "ss"), ("s", "")):
        if plural.endswith(ending):
            return plural.removesuffix(ending) + singular
    return plural


def listed(codes: Iterable[str]) -> str:
    """Codes of problems, one after the other, in the order of their table."""
    return ", ".join(f"`{code}`" for code in PROBLEMS if code in set(codes))


def problem_responses(
    usual: Usual, of_kinds: Mapping[str, str], shown: Mapping[int, Any]
) -> dict[str, dict[str, Any]]:
    """One response for each status, with the problems that usually come with it and an example,
    where there is one: what is another's says so. And those that have a text of their own.
    """
    problem = {PROBLEM_JSON: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    texts = {
        name: f"{what} One of {listed(usual[status])}."
        for status, (name, what) in RESPONSES.items()
        if status in usual
    }
    texts |= of_kinds
    found = {name: {"description": text, "content": problem} for name, text in texts.items()}
    for status, examples in shown.items():
        content = {PROBLEM_JSON: {**problem[PROBLEM_JSON], "examples": examples}}
        found[RESPONSES[status][0]]["content"] = content
    return found
