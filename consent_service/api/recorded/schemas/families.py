"""Opening a file; children, adults and what they are to one another."""

from __future__ import annotations

from typing import Any, Final

from marshmallow import ValidationError, validates_schema

from ....actions.families import AddAdult, AddChild, OpenFile, RecordRelationship
from ....domain.shapes import Identifier
from ...edge.fields import Code, Day, Line, Opaque, Part, Several, When, Words, YesNo
from .body import Body

#: A check by reference takes no longer one, so a longer one could never be found again.
LONGEST_REFERENCE: Final = 64


class OpenFileSchema(Body):
    """Open a case file."""

    makes = OpenFile
    reference = Line(longest=LONGEST_REFERENCE)


class IdentifierSchema(Body):
    """A number that another system knows the child by."""

    makes = Identifier
    scheme = Code("identifier_schemes", required=True)
    value = Line(longest=LONGEST_REFERENCE, required=True)

    @validates_schema
    def _nhs_number(self, data: dict[str, Any], **_: Any) -> None:
        if data["scheme"] == "NHS_NUMBER" and not is_nhs_number(data["value"]):
            raise ValidationError("This is not an NHS number: ten digits, no spaces.", "value")


def is_nhs_number(value: str) -> bool:
    """Ten digits of which the last is a check digit, modulus 11 (NHS Data Dictionary).

    Ten equal digits can pass the arithmetic and are what people type to get past a form.
    """
    if len(value) != 10 or not (value.isascii() and value.isdigit()) or len(set(value)) == 1:
        return False
    digits = [int(digit) for digit in value]
    total = sum(weight * digit for weight, digit in zip(range(10, 1, -1), digits, strict=False))
    # A remainder that calls for a check digit of 10 equals none: such numbers are not issued.
    return (11 - total % 11) % 11 == digits[9]


class AddChildSchema(Body):
    """Add a child, born or unborn."""

    makes = AddChild
    names = Line(required=True)
    dob = Day()
    estimated_due_date = Day()
    gender = Line()
    language = Line()
    communication_needs = Several(Line(), most=20)
    identifiers = Several(Part(IdentifierSchema), most=20)


class AddAdultSchema(Body):
    """Add a parent, a carer, or the placeholder for a father who is not yet known."""

    makes = AddAdult
    names = Line(required=True)
    dob = Day()
    language = Line()
    interpreter_needed = YesNo()
    format = Code("formats")
    digital_access = Code("digital_access")


class RecordRelationshipSchema(Body):
    """Say what an adult is to one child."""

    makes = RecordRelationship
    person = Opaque(required=True)
    child = Opaque(required=True)
    role = Code("roles", required=True)
    pr_status = Code("pr_statuses", required=True)
    pr_source = Code("pr_sources")
    pr_checked = Code("pr_checked")
    lives_with = Code("lives_with")
    main_caregiver = YesNo()
    ended = YesNo()
    explanation = Words()
    since = When()
