"""Where a parent stands about an advocate."""

from __future__ import annotations

from typing import Final

from marshmallow import Schema

from ....actions.advocates import ChangeAdvocateStatus
from ....domain.advocates import SUITABILITY
from ...edge.fields import Code, Line, Opaque, Part, When, Words
from .body import Body


class _Answers(Body):
    """Loads as the mapping it is."""

    makes = dict


#: Its members are the questions of `domain/advocates.py`, so that a new one is asked here as well.
SuitabilitySchema: Final[type[Schema]] = _Answers.from_dict(
    {question: Code("suitability_answers") for question in SUITABILITY}, name="SuitabilitySchema"
)


class ChangeAdvocateStatusSchema(Body):
    """One step in finding somebody to support a parent."""

    makes = ChangeAdvocateStatus
    person = Opaque(required=True)
    status = Code("advocate_statuses", required=True)
    enquiry = Opaque()
    effective_at = When()
    advocate = Line()
    advocate_person = Opaque()
    relationship = Code("advocate_relationships")
    organisation = Line()
    suitability = Part(SuitabilitySchema)
    information_permission = Code("information_permissions")
    parent_words = Words()
    note = Words()
