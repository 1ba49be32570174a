"""The parts of a request that say more than the fields of what they stand for."""

from __future__ import annotations

from typing import Any, Final

import msgspec
from marshmallow import Schema

from ...domain.advocates import SUITABILITY
from ...domain.scope import NOTHING_NAMED, Agency, Exclusions, Scope
from ..edge.body import Body
from ..edge.fields import Code, Line, Opaque, Part, Several


class AgencySchema(Body):
    """One type of agency, narrowed to an organisation if one is named."""

    makes = Agency
    type = Code("agencies", required=True)
    organisation = Line()
    id = Opaque()
    described = Line()


class AgencyOrAnySchema(AgencySchema):
    """Likewise, or `*` for any type."""

    type = Code("agencies", allow_any=True, required=True)


class ExclusionsSchema(Body):
    """What the person said no to. No `*` among the categories: that would be a refusal."""

    makes = Exclusions
    agencies = Several(Part(AgencyOrAnySchema))
    categories = Several(Code("categories"))


class OwnScopeSchema(Body):
    """What to stop. A part left out means all of it."""

    makes = Scope
    subjects = Several(Opaque(allow_any=True), least=1)
    purposes = Several(Code("purposes", allow_any=True), least=1)
    agencies = Several(Part(AgencyOrAnySchema), least=1)
    categories = Several(Code("categories", allow_any=True), least=1)
    directions = Several(Code("directions"), least=1)

    def build(self, data: dict[str, Any]) -> Scope:
        """A dimension left out stays empty; whether it means anything is for the action to say."""
        return msgspec.structs.replace(NOTHING_NAMED, **data)


class ScopeSchema(OwnScopeSchema):
    """Five dimensions and what is left out of them."""

    exclusions = Part(ExclusionsSchema)


class _Answers(Body):
    """Loads as the mapping it is."""

    makes = dict


#: Its members are the questions of `domain/advocates.py`, so that a new one is asked here as well.
SuitabilitySchema: Final[type[Schema]] = _Answers.from_dict(
    {question: Code("suitability_answers") for question in SUITABILITY}, name="SuitabilitySchema"
)

#: Each under its name in the specification.
PARTS: Final[dict[str, type[Schema]]] = {
    "Agency": AgencySchema,
    "Scope": ScopeSchema,
    "OwnScope": OwnScopeSchema,
    "Suitability": SuitabilitySchema,
}
