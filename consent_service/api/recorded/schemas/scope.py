"""The scope of an answer or decision."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from ....domain.scope import Agency, Exclusions, Scope
from ...edge.fields import Code, Line, Opaque, Part, Several
from .body import Body

#: A scope that leaves every dimension open. `()` cannot be sent, so it always means "left out".
NOTHING_NAMED: Final = Scope(subjects=(), purposes=(), agencies=(), categories=(), directions=())
_DIMENSIONS: Final = ("subjects", "purposes", "agencies", "categories", "directions")


class AgencySchema(Body):
    """One type of agency, narrowed to an organisation if one is named."""

    makes = Agency
    type = Code("agencies", required=True)
    organisation = Line()


class AgencyOrAnySchema(AgencySchema):
    """Likewise, or `*` for any type."""

    type = Code("agencies", allow_any=True, required=True)


class ExclusionsSchema(Body):
    """What the person said no to. No `*` among the categories: that would be a refusal."""

    makes = Exclusions
    agencies = Several(Part(AgencyOrAnySchema))
    categories = Several(Code("categories"))


class ScopeSchema(Body):
    """Five dimensions and what is left out of them."""

    makes = Scope
    subjects = Several(Opaque(allow_any=True), least=1)
    purposes = Several(Code("purposes", allow_any=True), least=1)
    agencies = Several(Part(AgencyOrAnySchema), least=1)
    categories = Several(Code("categories", allow_any=True), least=1)
    directions = Several(Code("directions"), least=1)
    exclusions = Part(ExclusionsSchema)

    def build(self, data: dict[str, Any]) -> Scope:
        """A dimension left out stays empty; whether it means anything depends on the answer."""
        return msgspec.structs.replace(NOTHING_NAMED, **data)


def everything_unless_named(scope: Scope) -> Scope:
    """For a no, a withdrawal or an attempt: what is left out is meant as well.

    An agreement is not widened like this. A yes reaches what was named, and nothing else.
    """
    left_out = [name for name in _DIMENSIONS if not getattr(scope, name)]
    return msgspec.structs.replace(scope, **{name: getattr(Scope(), name) for name in left_out})
