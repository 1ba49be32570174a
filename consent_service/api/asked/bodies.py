"""A check. Immediate risk is answered whatever else the body says."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from typing import Any, Final

from marshmallow import ValidationError, validates_schema

from ...actions.checks import CheckSharing
from ...actions.refused import Refused
from ...domain.recorded.members import LONGEST_REFERENCE
from ...domain.scopes.proposal import Proposal, Urgency
from ...domain.scopes.scope import Agency
from ...strict import parse_object
from ..edge.body import Body
from ..edge.fields import Code, Line, Opaque, Part, Several, When
from ..edge.operations import Call
from ..recorded.parts import AgencySchema

#: One check is about one family and one agency; more than this is not one question.
MOST_PAIRS: Final = 100


class _QuestionSchema(Body):
    """Whose information, which kinds, what for, asking or telling."""

    makes = CheckSharing
    subjects = Several(Opaque(), least=1, most=20, unique=True, required=True)
    categories = Several(Code("categories"), least=1, most=30, unique=True, required=True)
    purpose = Code("purposes", required=True)
    direction = Code("directions", required=True)
    urgency = Code("urgencies")
    enquiry = Opaque()
    as_of = When()
    known_at = When()

    @validates_schema(skip_on_field_errors=True)
    def not_too_much_at_once(self, data: dict[str, Any], **_: Any) -> None:
        """Each pair is an item of each agency, decided under the authority's lock, where others
        wait.
        """
        pairs = len(data["subjects"]) * len(data["categories"])
        if pairs * len(data.get("agencies", "1")) > MOST_PAIRS:
            raise ValidationError(
                f"Ask about at most {MOST_PAIRS} pairs of a person and a kind of information "
                "at once, each agency by itself.",
                "categories",
            )

    def build(self, data: dict[str, Any]) -> Any:
        """`asked_of` is the route's to fill: what it names is in the path, or beside the check."""
        past = {name: data.pop(name) for name in ("as_of", "known_at") if name in data}
        data["urgency"] = Urgency(data.get("urgency", Urgency.STANDARD))
        return CheckSharing(proposal=Proposal(**{"enquiry": None, **data}), **past)


class CheckSchema(_QuestionSchema):
    """Whose information, which agency, which kinds, what for, asking or telling."""

    agency = Part(AgencySchema, required=True)


class CheckAgenciesSchema(_QuestionSchema):
    """The same about several agencies at once; each is answered by itself."""

    agencies = Several(Part(AgencySchema), least=1, most=10, unique=True, required=True)

    def build(self, data: dict[str, Any]) -> Any:
        """The first agency is the question's, and the others stand beside it."""
        first, *others = data.pop("agencies")
        return replace(super().build({**data, "agency": first}), beside=tuple(others))


class CheckByReferenceSchema(CheckSchema):
    """The same, about the file that the case system knows by `reference`; loads as the pair."""

    reference = Line(longest=LONGEST_REFERENCE, required=True)

    def build(self, data: dict[str, Any]) -> tuple[str, CheckSharing]:
        """The reference is no part of the proposal: it says where to look, not what is meant."""
        return data.pop("reference"), super().build(data)


def is_immediate(body: object) -> bool:
    """The worker says that it cannot wait, however it is spelt. Nothing else in the body is looked
    at.
    """
    return isinstance(body, dict) and any(
        _IS_THE_URGENCY(name) and isinstance(said, str) and _IS_THE_WORD(said)
        for name, said in body.items()
    )


_IS_THE_URGENCY: Final = re.compile(r"\s*urgency\s*", re.IGNORECASE | re.ASCII).fullmatch
_IS_THE_WORD: Final = re.compile(r"\s*immediate\s*", re.IGNORECASE | re.ASCII).fullmatch
#: The same in what is no JSON object, and a member that stands there as it was meant.
_SAYS_SO: Final = re.compile(r'"\s*urgency\s*"\s*:\s*"\s*immediate\b', re.IGNORECASE | re.ASCII)
_REFERENCE: Final = re.compile(rf'"reference"\s*:\s*"([^"\\]{{1,{LONGEST_REFERENCE}}})"')
_ESCAPED: Final = re.compile(r"\\u00([0-7][0-9a-fA-F])")


def is_immediate_as_sent(raw: bytes) -> bool:
    """The same of a body as sent, asked of every one before it waits for anything: most are
    settled by not holding the word.
    """
    if b"immediate" not in raw.replace(b"\0", b"").lower() and b"\\u" not in raw:
        return False
    try:
        return is_immediate(parse_object(raw))
    except Refused:
        return _SAYS_SO.search(_as_meant(raw)) is not None


def asked(call: Call) -> tuple[bytes, dict[str, Any]]:
    """The body of a check, as sent and as parsed. What cannot wait is that also where nobody can
    read the rest: cut off, or with a member that comes twice. Raises `ProblemError`, `Refused`.
    """
    raw = call.sent()
    return raw, parsed(raw)


def parsed(raw: bytes) -> dict[str, Any]:
    """The same of what was sent."""
    try:
        return parse_object(raw)
    except Refused:
        if not is_immediate_as_sent(raw):
            raise
    reference = _REFERENCE.search(_as_meant(raw))
    named = {} if reference is None else {"reference": reference[1]}
    return {"urgency": Urgency.IMMEDIATE.value, **named}


def _as_meant(raw: bytes) -> str:
    text = raw.decode("utf-8", errors="replace").replace("\0", "")
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def lenient_proposal(body: dict[str, Any]) -> Proposal:
    """The proposal of a body that says IMMEDIATE: what can be read of it, and never an error.

    The answer does not depend on it. It is recorded, so that somebody can later see what was
    meant; what cannot be read is left empty: whether it was asked or told is then said later.
    """
    return Proposal(
        enquiry=_read("enquiry", body),
        subjects=_read_each(Opaque(), body.get("subjects")),
        agency=_read("agency", body) or _first_agency(body) or Agency("OTHER_NAMED"),
        categories=_read_each(Code("categories"), body.get("categories")),
        purpose=_read("purpose", body) or "IMMEDIATE_PROTECTION",
        direction=_read("direction", body),
        urgency=Urgency.IMMEDIATE,
    )


def lenient_reference(body: dict[str, Any]) -> str | None:
    """The reference in a body that says IMMEDIATE, if one can be read."""
    reference: str | None = _read("reference", body)
    return reference


def reference_as_sent(raw: bytes) -> str | None:
    """The reference in a body as it was sent, if one can be read."""
    try:
        return lenient_reference(parse_object(raw))
    except Refused:
        found = _REFERENCE.search(_as_meant(raw)) if is_immediate_as_sent(raw) else None
        return None if found is None else lenient_reference({"reference": found[1]})


_FIELDS: Final = CheckByReferenceSchema().fields


def _read(name: str, body: dict[str, Any]) -> Any:
    """One member by itself, or None."""
    try:
        return _FIELDS[name].deserialize(body.get(name))
    except ValidationError:
        return None


def _first_agency(body: dict[str, Any]) -> Agency | None:
    """Of several the first that can be read: one answer is given at once, and it names none."""
    several = body.get("agencies")
    for one in several if isinstance(several, list) else ():
        agency: Agency | None = _read("agency", {"agency": one})
        if agency is not None:
            return agency
    return None


def _read_each(field: Opaque | Code, values: object) -> tuple[str, ...]:
    """The elements that can be read: one bad id must not lose the others."""
    found: dict[str, None] = {}
    for value in values if isinstance(values, list) else ():
        with suppress(ValidationError):
            found[field.read(value)] = None
    return tuple(found)


class PartnerCheckSchema(Body):
    """What a partner asks about its own organisation, now: its token says which that is."""

    makes = dict
    subjects = Several(Opaque(), least=1, most=1, required=True)
    categories = Several(Code("categories"), least=1, most=10, unique=True, required=True)
    purpose = Code("purposes", required=True)
    direction = Code("directions", required=True)
    urgency = Code("urgencies")
