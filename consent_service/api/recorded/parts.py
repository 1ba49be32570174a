"""The parts of a request that say more than the fields of what they stand for."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

import msgspec
from marshmallow import Schema

from ...domain.following.advocates import SUITABILITY
from ...domain.recorded.notwritten import WHICH_SERVICE
from ...domain.scopes.scope import ANY, NOTHING_NAMED, Agency, Exclusions, Scope
from ..edge.body import Body
from ..edge.fields import Code, Line, Opaque, Part, Several


class AgencySchema(Body):
    """One type of agency, narrowed to an organisation if one is named."""

    makes = Agency
    type = Code("agencies", required=True)
    organisation = Line()
    id = Opaque()
    described = Line()

    def build_with_care(self, data: dict[str, Any], lost: Collection[str]) -> Agency:
        """What names somebody and cannot be used names nobody: any of the type may be meant. Raises
        `CannotBeUsedError` where nobody said a type.
        """
        if not lost:
            agency: Agency = super().build_with_care(data, lost)
            return agency
        words = data.get("described") or data.get("organisation") or _unnamed()
        return Agency(data.get("type", ANY), described=words)


class AgencyOrAnySchema(AgencySchema):
    """Likewise, or `*` for any type."""

    type = Code("agencies", allow_any=True, required=True)


class ExclusionsSchema(Body):
    """What the person said no to. No `*` among the categories: that would be a refusal."""

    makes = Exclusions
    agencies = Several(Part(AgencyOrAnySchema))
    categories = Several(Code("categories"))

    def build_with_care(self, data: dict[str, Any], lost: Collection[str]) -> Exclusions:
        """They said no to something, and nobody can read what: it may be any service."""
        found = Exclusions(**data)
        if not lost:
            return found
        unread = Agency(ANY, described=_unnamed())
        return msgspec.structs.replace(found, agencies=(*found.agencies, unread))


class OwnScopeSchema(Body):
    """What to stop. A part left out means all of it."""

    makes = Scope
    subjects = Several(Opaque(allow_any=True))
    purposes = Several(Code("purposes", allow_any=True))
    agencies = Several(Part(AgencyOrAnySchema))
    categories = Several(Code("categories", allow_any=True))
    directions = Several(Code("directions"))

    def build(self, data: dict[str, Any]) -> Scope:
        """A dimension left out stays empty; whether it means anything is for the action to say."""
        return msgspec.structs.replace(NOTHING_NAMED, **data)

    def build_with_care(self, data: dict[str, Any], lost: Collection[str]) -> Scope:
        """A dimension of which a part cannot be read is all of it: no no is smaller than it was
        meant.
        """
        return self.build({name: held for name, held in data.items() if name not in lost})


class ScopeSchema(OwnScopeSchema):
    """Five dimensions and what is left out of them."""

    exclusions = Part(ExclusionsSchema)


def _unnamed() -> str:
    return WHICH_SERVICE


class _SuitabilityAnswers(Body):
    """Loads as the mapping it is."""

    makes = dict


#: Its members are the questions of `domain/following/advocates.py`: a new one is asked here too.
SuitabilitySchema: Final[type[Schema]] = _SuitabilityAnswers.from_dict(
    {question: Code("suitability_answers") for question in SUITABILITY}, name="SuitabilitySchema"
)

#: Each under its name in the specification.
PARTS: Final[dict[str, type[Schema]]] = {
    "Agency": AgencySchema,
    "Scope": ScopeSchema,
    "OwnScope": OwnScopeSchema,
    "Suitability": SuitabilitySchema,
}
